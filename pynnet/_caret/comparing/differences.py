"""Differences between models over the samples, and t tests of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from pynnet._ground import FloatArray, entry, one_word, read_only, whole_number
from pynnet._numerics import P_ADJUSTMENTS, adjusted_p_values, mean, variance
from pynnet._printing import (
    format_common,
    frame_html,
    html_of,
    lines_html,
    print_options,
    table_lines,
)

from ..door import offered_class

__all__ = ["DiffResamples", "SummaryDiffResamples", "differences"]

_LEAST = 2.0**-52  # a p value below is printed as that


@offered_class
@read_only
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class SummaryDiffResamples:
    """Differences and p values in one table a metric; `str` is caret's print, but for the call.

    Attributes
    ----------
    table : dict of DataFrame
        For each metric as text: estimates above the diagonal, adjusted p values below.
    adjustment : str
        How p values were adjusted.
    """

    table: dict[str, pd.DataFrame]
    adjustment: str

    def _repr_html_(self) -> str:
        tables = [frame_html(table, title=name) for name, table in self.table.items()]
        return html_of(lines_html(self._heading), *tables)

    def __repr__(self) -> str:
        """Print as caret does."""
        lines = [*self._heading, ""]
        for metric, table in self.table.items():
            columns = {str(name): list(table[name]) for name in table}
            rows = table_lines(columns, list(map(str, table.index)), left=True)
            lines += [f"{metric} ", *rows, ""]
        return "\n".join(lines)

    @property
    def _heading(self) -> list[str]:
        return [
            *([] if self.adjustment == "none" else [f"p-value adjustment: {self.adjustment} "]),
            "Upper diagonal: estimates of the difference",
            "Lower diagonal: p-value for H0: difference = 0",
        ]


@offered_class
@read_only
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class DiffResamples:
    """Differences of models, pair by pair; `str` is caret's print, but for the call.

    Attributes
    ----------
    difs : dict of DataFrame
        For each metric the differences: a row for each sample, a column for each pair.
    statistics : dict of DataFrame
        For each metric a row for each pair: ``estimate``, ``statistic``, ``df``, ``p_value``, not
        adjusted, and the ends of a confidence interval, of 95% for all pairs together if the
        adjustment is Bonferroni's.
    adjustment : str
        How p values are adjusted in the summary.
    models, metrics : tuple of str
        What was compared.
    """

    difs: dict[str, pd.DataFrame]
    statistics: dict[str, pd.DataFrame]
    adjustment: str
    models: tuple[str, ...]
    metrics: tuple[str, ...]

    @entry
    def summary(self, digits: int | None = None) -> SummaryDiffResamples:
        """Put differences and adjusted p values in one table a metric.

        Parameters
        ----------
        digits : int, optional
            Significant digits, from 1 to 22. Default: three fewer than usual, as R.

        Returns
        -------
        SummaryDiffResamples
            Its `str` is caret's print, but for the call.

        Raises
        ------
        ArgumentError
            If `digits` is no such number.

        Examples
        --------
        >>> from pynnet import load_iris
        >>> from pynnet.caret import resamples, train, train_control
        >>> how = {"control": train_control("cv", 3), "tune_grid": {"decay": [0.1]}, "trace": False}
        >>> fits = [
        ...     train(f"Species ~ {name}", load_iris(), "multinom", seed=1, **how)
        ...     for name in ("Sepal.Width", "Petal.Width")
        ... ]
        >>> list(resamples(fits).diff().summary(digits=3).table)
        ['Accuracy', 'Kappa']
        """
        if digits is None:
            digits = max(3, print_options().digits - 3)
        digits = whole_number("digits", digits, least=1, most=22)
        tables = {}
        for metric, tests in self.statistics.items():
            # With the cells that are missing, as R: a number is two characters wide at least.
            estimates = format_common([*_known(tests["estimate"]), None], digits)
            p_values = _p_texts(
                adjusted_p_values(tests["p_value"].to_numpy(), self.adjustment), digits
            )
            cells = np.full((len(self.models),) * 2, "", dtype=object)
            for k, (i, j) in enumerate(combinations(range(len(self.models)), 2)):
                cells[i, j], cells[j, i] = estimates[k], p_values[k]
            tables[metric] = pd.DataFrame(cells, list(self.models), list(self.models))
        return SummaryDiffResamples(tables, self.adjustment)

    def _repr_html_(self) -> str:
        return html_of(lines_html(repr(self).split("\n")))

    def __repr__(self) -> str:
        """Print as caret does."""
        n = len(self.models)
        return "\n".join(
            [
                f"Models: {', '.join(self.models)} ",
                f"Metrics: {', '.join(self.metrics)} ",
                f"Number of differences: {n * (n - 1) // 2} ",
                f"p-value adjustment: {self.adjustment} ",
            ]
        )


def differences(tables: dict[str, pd.DataFrame], adjustment: str) -> DiffResamples:
    """Differences of all pairs of columns, and their tests."""
    one_word("adjustment", adjustment, P_ADJUSTMENTS)
    difs, statistics = {}, {}
    for metric, table in tables.items():
        pairs = list(combinations(table, 2))
        difs[metric] = pd.DataFrame(
            {f"{one}.diff.{other}": table[one] - table[other] for one, other in pairs}
        )
        share = 0.05 / len(pairs) if adjustment == "bonferroni" else 0.05
        tests = [_t_test(difs[metric][name].to_numpy(), share) for name in difs[metric]]
        statistics[metric] = pd.DataFrame(tests, index=list(difs[metric]))
    models = tuple(map(str, next(iter(tables.values()))))
    return DiffResamples(difs, statistics, adjustment, models, tuple(tables))


def _t_test(values: FloatArray, share: float) -> dict[str, float]:
    """Student's test that a mean is 0, and the interval that leaves out a share."""
    present = values[~np.isnan(values)]
    n = len(present)
    estimate = mean(present)
    error = math.sqrt(variance(present) / n) if n > 1 else math.nan
    # As R: differences that do not vary beyond rounding allow no test.
    if n < 2 or error < 10 * _LEAST * abs(estimate) or error == 0:
        names = ("statistic", "df", "p_value", "lower", "upper")
        return {"estimate": estimate, **dict.fromkeys(names, math.nan)}
    statistic = estimate / error
    reach = float(special.stdtrit(n - 1, 1 - share / 2)) * error
    return {
        "estimate": estimate,
        "statistic": statistic,
        "df": float(n - 1),
        "p_value": float(2 * special.stdtr(n - 1, -abs(statistic))),
        "lower": estimate - reach,
        "upper": estimate + reach,
    }


def _known(values: Any) -> list[float | None]:
    return [None if math.isnan(value) else float(value) for value in values]


def _p_texts(p_values: FloatArray, digits: int) -> list[str]:
    """P values as R's ``format.pval`` writes them: those that are tiny as less than the least."""
    tiny, missing = p_values < _LEAST, np.isnan(p_values)
    texts = iter(format_common(p_values[~tiny & ~missing].tolist(), digits))
    least = f"< {format_common([_LEAST], digits)[0].strip()}"
    return [
        "NA" if none else least if small else next(texts)
        for none, small in zip(missing, tiny, strict=True)
    ]
