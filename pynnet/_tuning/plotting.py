"""Pictures of a search for hyperparameters, with matplotlib (``pip install "pynnet[plot]"``).

What is to be drawn is decided here, `curves` and `drawing` draw it.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from pynnet._ground import ArgumentError, axes_for, entry, flag, invalid, names_of, nearest_name
from pynnet._ground import shown as quoted

from .curves import draw_curves, draw_family, room_for_family
from .drawing import draw_map, key, matches, picture_size, text
from .judging.metrics import is_reward, label_of

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["draw_search", "plot_tune"]


@entry
def plot_tune(
    results: pd.DataFrame,
    parameters: Sequence[str],
    metric: str = "error",
    *,
    best: Mapping[str, Any],
    x: str | Sequence[str] | None = None,
    at: Mapping[str, Any] | None = None,
    ax: Axes | None = None,
    greater_is_better: bool | None = None,
    chosen_by: str | None = None,
) -> Axes:
    """Draw the results of a search against one hyperparameter, or against two.

    Against one there are curves of the validation and the training metric with bars of one standard
    error to either side; against two a map of the validation metric. The chosen setting is marked.
    Values are at equal steps on a map, and on a curve if they are no numbers; numbers that span
    more than a decade are on a logarithmic axis, on which 0 is one step below the smallest.

    Parameters
    ----------
    results : DataFrame
        A row for each setting: its hyperparameters, and the columns ``validation_error``,
        ``validation_error_se``, ``training_error`` and ``training_error_se``, likewise for other
        metrics. Those of :class:`pynnet.Tune` are such a table.
    parameters : list of str
        Names of the hyperparameters.
    metric : str, optional
        Which metric to draw. Default "error".
    best : dict
        The chosen setting.
    x : str or pair of str, optional
        The hyperparameter to draw against, or two of them. Default: those that vary.
    at : dict, optional
        Where to hold those that vary and are not drawn against. Default: at the chosen setting.
    ax : matplotlib.axes.Axes, optional
        Where to draw. Default: a new figure, as large as the grid needs. In a notebook, and where
        pyplot is imported, pyplot shows it; elsewhere
        ``plot_tune(...).figure.savefig("search.pdf")`` keeps it.
    greater_is_better : bool, optional
        Whether the largest is best: the best is light on a map. Default: what is known of the
        metric of that name.
    chosen_by : str, optional
        Name of the metric by which the setting was chosen, for the words above the picture.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn on.

    Raises
    ------
    ArgumentError
        If there is no such metric, hyperparameter or value, more than two vary and `x` does not
        say against which to draw, or more than 1000 values would stand along an axis.

    Notes
    -----
    On a map, values farther than three times the distance of the quartiles from these have the
    colour of the end of the bar, which is pointed there: one of them cannot hide the rest.
    Strokes through an axis separate 0 from a logarithmic scale.

    See Also
    --------
    pynnet.Tune.plot : The same for the result of a search.

    Examples
    --------
    >>> import pandas as pd
    >>> from pynnet.plot import plot_tune
    >>> results = pd.DataFrame(
    ...     {
    ...         "size": [1, 2, 4],
    ...         "validation_error": [0.30, 0.25, 0.31],
    ...         "validation_error_se": [0.02, 0.02, 0.03],
    ...         "training_error": [0.24, 0.15, 0.05],
    ...         "training_error_se": [0.01, 0.01, 0.01],
    ...     }
    ... )
    >>> ax = plot_tune(results, ["size"], best={"size": 2})
    >>> ax.get_xlabel(), ax.get_ylabel()
    ('size', 'error (± 1 s.e.)')
    """
    names = _parameters(results, parameters, best)
    _check_metric(results, metric)
    if greater_is_better is not None:
        flag("greater_is_better", greater_is_better)
    if chosen_by is not None and not isinstance(chosen_by, str):
        raise invalid("chosen_by", chosen_by, "the name of a metric, or None")
    reward = is_reward(metric) if greater_is_better is None else greater_is_better
    return draw_search(
        results, names, metric, best=best, x=x, at=at, ax=ax, reward=reward, chosen_by=chosen_by
    )


def draw_search(
    results: pd.DataFrame,
    names: Sequence[str],
    metric: str,
    *,
    best: Mapping[str, Any],
    x: str | Sequence[str] | None,
    at: Mapping[str, Any] | None,
    ax: Axes | None,
    reward: bool,
    chosen_by: str | None,
    part: str | None = None,
) -> Axes:
    """Draw a table of results, as `plot_tune` says.

    Of one `part`, which begins the names of the columns of the metric, there is a line for each
    value of the hyperparameter that is neither drawn against nor held.

    Raises
    ------
    ArgumentError
        As `plot_tune`, or if there are too many lines.
    """
    varying = [name for name in names if len({key(value) for value in results[name]}) > 1]
    shown = _shown(varying, x)
    if at is not None and not isinstance(at, Mapping):
        raise invalid("at", at, "a dictionary of values, {'decay': 0.1}")
    held = _held(results, varying, shown, best, at or {})
    free = [name for name in held if name not in (at or {})]
    other = free[0] if part is not None and len(shown) == 1 and free else None
    if other is not None:
        del held[other]
    table = results[matches(results, held)]
    width, height = picture_size(table, shown)
    axes = axes_for(ax, width, height + (0.0 if other is None else room_for_family(table, other)))
    by = "" if chosen_by is None else f" by {label_of(chosen_by)}"
    words = by, ", ".join(f"{name} = {text(value)}" for name, value in held.items())
    if len(shown) == 2:
        draw_map(axes, table, shown, metric, best, words, reward=reward, part=part or "validation")
    elif part is None:
        draw_curves(axes, table, shown[0], metric, best, words)
    else:
        draw_family(axes, table, shown[0], other, f"{part}_{metric}", best, words)
    return axes


# What to draw ----------------------------------------------------------------------------------


def _parameters(results: Any, parameters: Any, best: Any) -> list[str]:
    """Names of the hyperparameters, each of which has a column and was chosen."""
    if not isinstance(results, pd.DataFrame) or not results.columns.is_unique or not len(results):
        raise invalid("results", results, "a DataFrame with a row for each setting")
    names = names_of("parameters", parameters)
    if not isinstance(best, Mapping):
        raise invalid("best", best, "the chosen setting as a dictionary, {'size': 2}")
    for name in names:
        if name not in results.columns:
            raise ArgumentError(f"invalid 'parameters': the results have no column {quoted(name)}.")
        if name not in best:
            raise ArgumentError(f"invalid 'best': it has no value of {quoted(name)}.")
    for name in best:
        if name not in results.columns:
            raise ArgumentError(f"invalid 'best': the results have no column {quoted(name)}.")
    return names


def _check_metric(results: pd.DataFrame, metric: str) -> None:
    """Raise if the results do not have a metric, and all of it as numbers."""
    metrics = [
        str(name).removeprefix("validation_")
        for name in results
        if str(name).startswith("validation_") and f"{name}_se" in results
    ]
    if not isinstance(metric, str) or metric not in metrics:
        raise ArgumentError(
            f"the results have no metric {quoted(metric)}: {_nearest(metric, metrics)} "
            "Others have to be asked for in the search."
        )
    for part, end in itertools.product(("validation", "training"), ("", "_se")):
        column = f"{part}_{metric}{end}"
        if column not in results or not pd.api.types.is_numeric_dtype(results[column].dtype):
            raise ArgumentError(f"the results have no numbers {quoted(column)}.")


def _shown(varying: Sequence[str], x: str | Sequence[str] | None) -> list[str]:
    """Names of the one or two hyperparameters to draw against."""
    if not varying:
        raise ArgumentError("no hyperparameter was varied: there is nothing to draw against.")
    if x is None:
        if len(varying) > 2:
            raise ArgumentError(
                f"{len(varying)} hyperparameters vary ({', '.join(varying)}): pass x= one or two "
                "of them. The others are held at the chosen setting, or where at= says."
            )
        return list(varying)
    shown = names_of("x", x)
    if len(shown) not in (1, 2) or len(set(shown)) < len(shown):
        raise ArgumentError(
            f"invalid 'x': got {quoted(x)}. Pass the names of one or two of {', '.join(varying)}."
        )
    for name in shown:
        if name not in varying:
            raise ArgumentError(
                f"{quoted(name)} is no hyperparameter that varies: {_nearest(name, varying)}"
            )
    return shown


def _held(
    results: pd.DataFrame,
    varying: Sequence[str],
    shown: Sequence[str],
    best: Mapping[str, Any],
    at: Mapping[str, Any],
) -> dict[str, Any]:
    """Values of the hyperparameters that vary and are not drawn against."""
    others = [name for name in varying if name not in shown]
    for name in at:
        if name not in others:
            hint = _nearest(name, others) if others else "nothing is."
            raise ArgumentError(
                f"invalid 'at': {quoted(name)} is not held here. {hint[0].upper()}{hint[1:]}"
            )
    held = {name: at.get(name, best[name]) for name in others}
    for name, value in held.items():
        tried = {key(v): v for v in results[name]}
        if key(value) not in tried:
            values = ", ".join(text(v) for v in tried.values())
            raise ArgumentError(
                f"invalid 'at': {name} = {text(value)} was not tried. Pass one of {values}."
            )
    return held


def _nearest(name: str, names: Sequence[str]) -> str:
    near = nearest_name(name, names) if isinstance(name, str) else None
    return f"did you mean '{near}'?" if near else f"pass one of {', '.join(names)}."
