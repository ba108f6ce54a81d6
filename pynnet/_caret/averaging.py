"""caret's avNNet: networks that differ in their seeds, and the mean of what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from pynnet._ground import (
    ArgumentError,
    FloatArray,
    entry,
    flag,
    items_of,
    read_only,
    shown,
    warn,
    warnings_kept,
    whole_number,
)
from pynnet._nnet import NNet, match_type, nnet
from pynnet._numerics import mean
from pynnet._printing import html_of, lines_html
from pynnet._random import RRandom, Stream, as_stream
from pynnet._tuning import run_jobs

from .arguments import formula_arguments, is_seed, network_options
from .door import offered, offered_class
from .model_data import Inputs, ModelData, read_model_data

__all__ = [
    "AvNNet",
    "Repeats",
    "as_columns",
    "averaged",
    "avnnet",
    "mean_outputs",
    "normalised",
]

_SEEDS = 100_000  # seeds are drawn below it


@offered_class
@read_only
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class AvNNet:
    """Networks that differ in their seeds, as `avnnet` returns them; `str` is caret's print.

    Attributes
    ----------
    model : tuple of NNet
        The networks.
    repeats : int
        Their number.
    bag : bool
        Whether each was fitted to a bootstrap sample.
    seeds : tuple of int
        The seed of each.
    lev : tuple of str or None
        The classes; None if the response is numeric.
    coefnames : tuple of str or None
        Names of the inputs.
    """

    model: tuple[NNet, ...]
    repeats: int
    bag: bool
    seeds: tuple[int, ...]
    lev: tuple[str, ...] | None
    coefnames: tuple[str, ...] | None
    _inputs: Inputs
    _x: FloatArray

    @entry
    def predict(self, newdata: Any = None, type: str = "raw") -> Any:  # R's name
        """Average what the networks say of rows.

        Parameters
        ----------
        newdata : DataFrame or array_like, optional
            Rows with the variables of the formula, or with the columns of x. Default: the rows
            that were fitted.
        type : {"raw", "class", "prob"}, optional
            ``"raw"``: the mean of the outputs. ``"prob"``: the same divided by its sum in each
            row. ``"class"``: the class of the largest mean, the first of several. Default "raw".

        Returns
        -------
        DataFrame, Series or ndarray
            A column for each class, or a value for each row; rows with missing values are missing.

        Raises
        ------
        ArgumentError
            If `type` is unknown, or asks for classes where there are none.
        DataError
            If a variable is missing, or is of another type.

        Examples
        --------
        >>> from pynnet.caret import avnnet
        >>> x = [[0], [1], [2], [3]]
        >>> fit = avnnet(x, list("aabb"), size=1, decay=0.01, trace=False, seed=1)
        >>> fit.predict([[0], [3]], type="class").tolist()
        ['a', 'b']
        """
        x, index, complete = self._inputs.of(newdata, self._x)
        return averaged([m.predict(x) for m in self.model], self._inputs, type, index, complete)

    def _repr_html_(self) -> str:
        first = repr(self).split("\n")[0]
        return html_of(lines_html([first]), self.model[0]._repr_html_())

    def __repr__(self) -> str:
        """Print as caret does."""
        bagging = "and Bagging" if self.bag else ""
        first = f"Model Averaged Neural Network with {self.repeats} Repeats {bagging} "
        return "\n".join([first, "", str(self.model[0]), ""])


@offered
def avnnet(
    formula_or_x: Any = None,
    data_or_y: Any = None,
    weights: Any = None,
    *,
    repeats: int = 5,
    bag: bool = False,
    all_seeds: Any = None,
    subset: Any = None,
    na_action: str = "omit",
    contrasts: Mapping[str, Any] | None = None,
    n_jobs: int | None = 1,
    seed: Any = None,
    formula: str | None = None,
    data: Any = None,
    x: Any = None,
    y: Any = None,
    **options: Any,
) -> AvNNet:
    """Fit a network several times from different seeds, caret's ``avNNet``.

    Parameters
    ----------
    formula_or_x : str, or array_like or DataFrame of shape (n, p)
        A formula, or the inputs, as for :func:`pynnet.nnet`.
    data_or_y : DataFrame, or array_like of shape (n,)
        The data of a formula; else the response, numbers or classes.
    weights : array_like of shape (n,) or str, optional
        Case weights.
    repeats : int, optional
        Number of networks. Default 5.
    bag : bool, optional
        Whether each is fitted to a bootstrap sample. Default False.
    all_seeds : sequence of int, optional
        A seed for each network, caret's ``seeds``. Default: drawn below 100,000.
    subset : array_like of bool or int, optional
        Rows to use; formulas only.
    na_action : {"omit", "exclude", "fail"}, optional
        What to do with rows that have missing values; formulas only. Default "omit".
    contrasts : dict, optional
        Coding of categorical predictors; formulas only.
    n_jobs : int or None, optional
        Number of workers, which change nothing; None and -1 take every core. Default 1.
    seed : int, RRandom, Generator or None, optional
        Where seeds are drawn from. As with R, whose networks set the seed of the session, the
        stream stands behind what the last network drew in the end.
    formula, data, x, y : optional
        The first two arguments by name.
    **options
        Further arguments of :func:`pynnet.nnet`: ``size``, ``decay``, ``linout``, ``maxit``, ....

    Returns
    -------
    AvNNet
        The networks; its ``predict`` averages them.

    Raises
    ------
    ArgumentError
        If an argument is missing, unknown or out of range.
    DataError
        If the data cannot be used.
    FormulaError
        If the formula cannot be read.

    Notes
    -----
    Classes have an output each, fitted by least squares unless ``softmax=True`` or
    ``entropy=True``: so does caret. With `bag` case weights stay with the places of the rows, as
    there, not with the rows.

    caret's ``predict`` without new data divides the sum of the networks in a way of its own; here
    it is the mean.

    References
    ----------
    .. [1] B. D. Ripley, Pattern Recognition and Neural Networks, Cambridge, 1996; manual page
       ``avNNet`` of caret.

    Examples
    --------
    >>> from pynnet import load_iris
    >>> from pynnet.caret import avnnet
    >>> avnnet("Species ~ .", load_iris(), size=2, repeats=3, trace=False, seed=1)
    Model Averaged Neural Network with 3 Repeats
    <BLANKLINE>
    a 4-2-3 network with 19 weights
    options were -
    <BLANKLINE>
    """
    given = network_options(avnnet, options)
    plan = Repeats.checked(repeats, bag, all_seeds)
    named = {"formula": formula, "data": data, "x": x, "y": y}
    of_formula = formula_arguments(weights, subset, na_action, contrasts, given)
    fitted = read_model_data(formula_or_x, data_or_y, named, of_formula)
    if n_jobs != 1 and given.get("trace", True):
        raise ArgumentError(
            "the traces of several workers would mix: pass trace=False or n_jobs=1."
        )
    stream = as_stream(seed)
    with stream.restored_on_error():
        seeds = plan.seeds(stream)
        models = _fit_all(fitted, seeds, plan, given, stream, n_jobs)
    inputs = fitted.inputs
    return AvNNet(models, plan.number, plan.bag, seeds, inputs.lev, inputs.names, inputs, fitted.x)


@dataclass(frozen=True, slots=True)
class Repeats:
    """How often a network is fitted, whether to bootstrap samples, and from which seeds."""

    number: int
    bag: bool
    given: tuple[int, ...] | None

    @classmethod
    def checked(cls, repeats: Any = 5, bag: Any = False, all_seeds: Any = None) -> Repeats:
        """What the arguments of avnnet() ask for."""
        number = whole_number("repeats", repeats, "the number of networks", least=1, most=_SEEDS)
        return cls(number, flag("bag", bag), _given_seeds(all_seeds, number))

    def seeds(self, stream: Stream) -> tuple[int, ...]:
        """The seeds, drawn if they were not given."""
        if self.given is not None:
            return self.given
        return tuple(stream.sample(_SEEDS, self.number).tolist())

    def begin(self, number: int, seed: int, n: int, trace: bool) -> tuple[Any, RRandom]:
        """Which of `n` rows a network is fitted to, and the stream for its weights."""
        if trace:
            print(f"Fitting Repeat {number} \n")  # noqa: T201 - as caret does, before the trace
        stream = RRandom(seed)
        rows = stream.sample(n, n, replace=True) - 1 if self.bag else slice(None)
        return rows, stream


def _given_seeds(all_seeds: Any, count: int) -> tuple[int, ...] | None:
    if all_seeds is None:
        return None
    seeds = items_of("all_seeds", all_seeds, "seeds")
    if len(seeds) != count or not all(map(is_seed, seeds)):
        raise ArgumentError(
            f"supplied seed is not a valid integer: got all_seeds={shown(all_seeds)}. Pass "
            f"{count} whole numbers, a seed for each network."
        )
    return tuple(map(int, seeds))


def _fit_all(
    fitted: ModelData,
    seeds: tuple[int, ...],
    plan: Repeats,
    options: dict[str, Any],
    stream: Stream,
    n_jobs: int | None,
) -> tuple[NNet, ...]:
    """Fit the networks, and leave the stream where the last one leaves it."""
    found: dict[int, tuple[NNet, Any, list[Any]]] = {}
    shared = (fitted.x, fitted.targets, fitted.weights, plan, options)
    jobs = list(enumerate(seeds, 1))
    run_jobs(_fit_one, shared, jobs, n_jobs=n_jobs, on_done=found.__setitem__)
    for k in range(len(seeds)):
        for message, category in found[k][2]:
            warn(message, category)
    if isinstance(stream, RRandom):
        stream.state = found[len(seeds) - 1][1]
    return tuple(found[k][0] for k in range(len(seeds)))


def _fit_one(shared: Any, job: tuple[int, int]) -> tuple[NNet, Any, list[Any]]:
    """Fit a network from its seed; where that stream stands behind it; warnings on the way."""
    x, targets, weights, plan, options = shared
    rows, stream = plan.begin(*job, len(x), options.get("trace", True))
    with warnings_kept() as said:  # on another thread they have no caller
        model = nnet(x[rows], targets[rows], weights, seed=stream, **options)
    return model, stream.state, said


def averaged(outputs: list[Any], inputs: Inputs, type: str, index: Any, complete: Any) -> Any:
    """The mean of several networks' outputs, as it is, as shares, or as classes."""
    kind = match_type(type, ("raw", "class", "prob"))
    if inputs.lev is None and kind != "raw":
        raise ArgumentError("inappropriate fit for class: the response is numeric. Use type='raw'.")
    columns = [as_columns(one) for one in outputs]
    means = mean_outputs(columns, numeric=inputs.lev is None)
    if kind == "class":
        return inputs.classes(means.argmax(axis=1), index, complete)
    return inputs.outputs(normalised(means) if kind == "prob" else means, index, complete)


def as_columns(outputs: Any) -> FloatArray:
    """Outputs with a column for each, of no rows as well; a single one is a vector."""
    values = np.asarray(outputs, dtype=float)
    return values[:, np.newaxis] if values.ndim == 1 else values


def mean_outputs(outputs: list[FloatArray], *, numeric: bool) -> FloatArray:
    """The mean of matrices: of numbers by R's mean() of each row, of classes by a plain sum."""
    if numeric:
        rows = np.column_stack(outputs)
        return np.array([[mean(row)] for row in rows]).reshape(-1, 1)
    sums = outputs[0].copy()
    for further in outputs[1:]:
        sums += further
    return np.asarray(sums / len(outputs))


def normalised(values: FloatArray) -> FloatArray:
    """Each row divided by its sum, which is added in long double as R's rowSums does."""
    sums = np.zeros(len(values), dtype=np.longdouble)
    for column in values.T:
        sums += column
    return values / sums.astype(float)[:, np.newaxis]
