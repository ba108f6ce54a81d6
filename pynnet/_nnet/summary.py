"""What a network says of itself: R's text, and tables by the conventions of R's package broom.

References
----------
.. [1] Robinson, D., "broom: An R package for converting statistical analysis objects into tidy data
   frames", arXiv:1412.3565, 2014.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import DataError, FloatArray, between, entry, flag, public_record, shown
from pynnet._network import Network
from pynnet._numerics import half_width
from pynnet._printing import (
    format_common,
    html_of,
    labelled_lines,
    lines_html,
    round_decimals,
    standing_digits,
    table_html,
)

from .covariance import weight_covariance
from .fitted import FittedNetwork

__all__ = [
    "RS_DECIMALS",
    "SummaryNNet",
    "augmented",
    "glance",
    "labelled_weights",
    "network_html",
    "network_text",
    "tidy",
]

_FITTED, _RESID = ".fitted", ".resid"

RS_DECIMALS = 2
_EVERY_DIGIT = 15


@public_record
@dataclass(frozen=True, slots=True, repr=False)
class SummaryNNet:
    """Summary of a network; ``str`` gives R's text.

    Attributes
    ----------
    fit : NNet
        The network.
    digits : int
        Decimals that weights are rounded to in print.
    """

    fit: FittedNetwork
    digits: int = RS_DECIMALS

    @property
    def coefficients(self) -> pd.Series[float]:
        """Weights labelled by the units they join."""
        return labelled_weights(self.fit)

    def _texts(self) -> list[str]:
        """The weights as they are printed."""
        rounded = (round_decimals(w, self.digits) for w in self.fit.wts)
        as_in_r = self.digits == RS_DECIMALS
        return format_common(rounded, standing_digits() if as_in_r else _EVERY_DIGIT)

    def _repr_html_(self) -> str:
        lines = [_size_line(self.fit._network), _options_line(self.fit)]
        return html_of(lines_html(lines), _weights_html(self.fit, self._texts()))

    def __repr__(self) -> str:
        """R's print of the summary."""
        network = self.fit._network
        labels = network.weight_labels
        texts = self._texts()
        lines = [_size_line(network), _options_line(self.fit)]
        starts = network.nconn
        for first, end in pairwise(starts):
            lines += labelled_lines(labels[first:end], texts[first:end])
        return "\n".join(lines)


def network_html(fit: FittedNetwork) -> str:
    """A network in a notebook: R's lines, and where its search ended."""
    ended = {"criterion": format_common([fit.value]), "search": [fit.message]}
    return html_of(lines_html(network_text(fit).split("\n")), table_html(ended, [""]))


def _weights_html(fit: FittedNetwork, texts: Sequence[str]) -> str:
    """A column for each unit that weights lead to, a row for each that they come from."""
    network = fit._network
    units, inputs = network.unit_labels, [*(fit._inputs or [])]
    names = [
        f"{unit} {inputs[k - 1]}" if 0 < k <= len(inputs) else unit for k, unit in enumerate(units)
    ]
    sources = np.unique(network.conn).tolist()
    row_of = {k: row for row, k in enumerate(sources)}
    columns = {}
    for unit, (first, end) in enumerate(pairwise(network.nconn)):
        if first < end:
            cells = [""] * len(sources)
            for weight in range(first, end):
                cells[row_of[int(network.conn[weight])]] = texts[weight]
            columns[units[unit]] = cells
    return table_html(columns, [names[k] for k in sources])


def labelled_weights(fit: FittedNetwork) -> pd.Series[float]:
    """Weights labelled by the units they join."""
    return pd.Series(fit.wts.copy(), index=fit._network.weight_labels)


def network_text(fit: FittedNetwork) -> str:
    """R's print of a network."""
    lines = [_size_line(fit._network)]
    if fit.terms is not None:
        lines.append("inputs:" + "".join(f" {name}" for name in fit.coefnames or ()) + " ")
        lines.append(f"output(s): {' '.join(fit.terms.response_lines)} ")
    return "\n".join([*lines, _options_line(fit)])


def _size_line(network: Network) -> str:
    layers = "-".join(map(str, network.n))
    return f"a {layers} network with {network.n_weights} weights"


def _options_line(fit: FittedNetwork) -> str:
    decay = float(np.ravel(fit.decay)[0]) if np.size(fit.decay) else 0.0
    said = [
        (fit._network.skip, " skip-layer connections "),
        (fit._network.linear and not fit.softmax, " linear output units "),
        (fit.entropy, " entropy fitting "),
        (fit.softmax, " softmax modelling "),
        (decay > 0, f" decay={format_common([decay], standing_digits())[0]}"),
    ]
    return "options were -" + "".join(text for holds, text in said if holds)


# Tables ----------------------------------------------------------------------------------------


@entry
def tidy(
    fit: FittedNetwork, /, conf_int: bool = False, level: float = 0.95, *, hessian: Any = None
) -> pd.DataFrame:
    """Weights as a table, a row for each.

    Parameters
    ----------
    conf_int : bool, optional
        Whether to add `std_error` and the limits `conf_low` and `conf_high`, from
        :meth:`covariance`. Default False.
    level : float, optional
        Probability with which an interval holds the weight. Default 0.95.
    hessian : array_like, shape (n_weights, n_weights), optional
        As of :meth:`covariance`.

    Returns
    -------
    DataFrame
        Columns `term` and `estimate`, and those asked for.

    Raises
    ------
    ArgumentError
        If `level` is not between 0 and 1, or as :meth:`covariance` says.

    Examples
    --------
    >>> from pynnet import nnet
    >>> x, y = [0, 1, 2, 3], [1, 3, 4, 8]
    >>> fit = nnet(x, y, size=0, skip=True, linout=True, Hess=True, seed=1, trace=False)
    >>> fit.tidy(conf_int=True).round(2)
        term  estimate  std_error  conf_low  conf_high
    0   b->o       0.7       0.79     -0.86       2.26
    1  i1->o       2.2       0.42      1.37       3.03
    """
    wanted = between("level", level, 0, 1) if flag("conf_int", conf_int) else None
    if wanted is None:
        return _weights(fit, None, None)
    found = weight_covariance(fit, "posterior", None, None, hessian)
    errors = np.sqrt(np.diag(found.matrix))
    errors[found.doubtful] = np.nan
    return _weights(fit, wanted, errors)


@entry
def glance(fit: FittedNetwork, /) -> pd.DataFrame:
    """The fit in one row.

    Returns
    -------
    DataFrame
        `n_weights`, `value`, `convergence`, `iterations` as of :attr:`path`, and `nobs`, the
        number of cases; missing what the fit does not hold.

    Examples
    --------
    >>> from pynnet import nnet
    >>> fit = nnet([0, 1], [1, 3], size=0, skip=True, linout=True, seed=1, trace=False)
    >>> fit.glance()[["n_weights", "convergence", "nobs"]].values.tolist()
    [[2, 0, 2]]
    """
    path, outputs = fit._known_path, fit._known_outputs
    return pd.DataFrame({
        "n_weights": len(fit.wts), "value": fit.value, "convergence": fit.convergence,
        "iterations": np.nan if path is None else len(path),
        "nobs": np.nan if outputs is None else len(outputs),
    }, index=[0])  # fmt: skip


def _weights(fit: FittedNetwork, level: float | None, errors: FloatArray | None) -> pd.DataFrame:
    """A row for each weight; with standard errors also these and intervals of that level."""
    table = pd.DataFrame({"term": fit._network.weight_labels, "estimate": fit.wts.copy()})
    if level is not None and errors is not None:
        width = half_width(level) * errors
        table["std_error"] = errors
        table["conf_low"], table["conf_high"] = fit.wts - width, fit.wts + width
    return table


def augmented(
    frame: pd.DataFrame | None,
    classes: Any,
    outputs: Any,
    names: Sequence[str] | None,
    residuals: Any = None,
) -> pd.DataFrame:
    """Columns about rows beside those of a frame, which must not have them.

    Parameters
    ----------
    frame : DataFrame or None
        The rows.
    classes : Series, ndarray or None
        The class of each, if there are classes.
    outputs : Series, DataFrame or ndarray
        Probabilities or numbers, as a fit predicts them.
    names : sequence of str or None
        Of the classes, or of the outputs.
    residuals : as outputs, optional
        What was observed less that.
    """
    index = getattr(outputs, "index", None)
    added: dict[str, Any] = {}
    if classes is not None:
        added[_FITTED] = classes
        values = _in_columns(outputs)
        if values.shape[1] == 1:  # the probability of the second class
            values = np.hstack([1 - values, values])
        added.update({f"{_FITTED}_{name}": values[:, k] for k, name in enumerate(names or ())})
    for word, found in () if classes is not None else ((_FITTED, outputs), (_RESID, residuals)):
        if found is not None:
            values = _in_columns(found)
            labels = names or range(1, values.shape[1] + 1)
            many = values.shape[1] > 1
            added.update(
                {f"{word}_{n}" if many else word: values[:, k] for k, n in enumerate(labels)}
            )
    if frame is None:
        return pd.DataFrame(added, index=index)
    taken = [name for name in added if name in frame.columns]
    if taken:
        raise DataError(
            f"the data have a column {shown(taken[0])} already. Drop it, or give it another name."
        )
    return frame.assign(
        **{name: getattr(column, "array", column) for name, column in added.items()}
    )


def _in_columns(values: Any) -> FloatArray:
    """Numbers of rows as a matrix, also of no rows; a vector is a column."""
    numbers = np.asarray(values)
    return numbers[:, None] if numbers.ndim == 1 else numbers
