"""A scoring program: all that predictions for new data take, in a few kinds of steps.

Inputs are columns of the data; steps and design columns are expressions over them; then come the
weights of the network, and the classes. Every writer walks one of these, and knows nothing of fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from pynnet._ground import DataError, FloatArray
from pynnet._multinom import Multinom, without_offset
from pynnet._nnet import FittedNetwork

from .columns import Columns, columns_of
from .expressions import Apply, Expression, Read, Step, parts
from .inputs import Input, Inputs

__all__ = ["OutputUnit", "Program", "program_of"]

OutputUnit: TypeAlias = Literal["linear", "logistic", "softmax"]


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """What scores new data.

    Attributes
    ----------
    title : str
        What the network is, in R's words.
    formula : str or None
        The formula, with ``.`` written out.
    inputs : tuple of Input
        Columns of the data, in the order in which the formula names them.
    steps : tuple of Step
        Values that others read, in the order in which they must be computed.
    required : tuple of expressions
        Values that are missing where the row is not complete: then all outputs are.
    columns : tuple of Step
        The columns of the design matrix.
    hidden : ndarray, shape (hidden units, 1 + columns)
        Weights into the hidden units, the bias first.
    output : ndarray, shape (outputs, 1 + hidden units, and the columns if `skip`)
        Weights into the outputs.
    skip : bool
        Whether the columns are connected to the outputs as well.
    unit : {"linear", "logistic", "softmax"}
        What the outputs are.
    outputs : tuple of str
        Their names.
    response : str or None
        The response.
    classes : tuple of str, or None
        The levels that predictions of classes choose from, by output; two for a single output,
        whose second one is chosen above 0.5. None where an output has no name.
    values : tuple
        What the levels stand for: numbers where the response had numbers, else their texts.
    """

    title: str
    formula: str | None
    inputs: tuple[Input, ...]
    steps: tuple[Step, ...]
    required: tuple[Expression, ...]
    columns: tuple[Step, ...]
    hidden: FloatArray
    output: FloatArray
    skip: bool
    unit: OutputUnit
    outputs: tuple[str, ...]
    response: str | None
    classes: tuple[str | None, ...] | None
    values: tuple[Any, ...]

    def calls(self, function: str) -> Iterator[Apply]:
        """All calls of a function."""
        stack = [*self.required, *(step.value for step in (*self.steps, *self.columns))]
        while stack:
            one = stack.pop()
            if isinstance(one, Apply) and one.function == function:
                yield one
            stack.extend(parts(one))


def program_of(fit: FittedNetwork) -> Program:
    """Return the scoring program of a fit.

    Raises
    ------
    FormulaError
        If a term of the formula cannot be exported.
    DataError
        If the weights are not finite.

    Warns
    -----
    FitWarning
        If the model has an offset, which predictions leave out.
    """
    columns = _of_arrays(fit) if fit.terms is None else columns_of(fit.terms)
    n_offsets = without_offset(fit) if isinstance(fit, Multinom) else 0
    if not np.isfinite(fit.wts).all():
        raise DataError(
            "the network has weights that are not finite, which no target can hold. Fit it again, "
            "with a smaller rang, with decay, or with inputs of a smaller size."
        )
    hidden, output = fit._network.layers(fit.wts)
    kept = len(columns.columns)
    classes, values = _classes(fit)
    return Program(
        title=f"a {'-'.join(map(str, fit.n))} network with {len(fit.wts)} weights",
        formula=None if fit.terms is None else fit.terms.expanded_formula,
        inputs=columns.inputs.listed(),
        steps=columns.steps,
        required=columns.required,
        columns=columns.columns,
        hidden=hidden[:, : 1 + kept],
        output=output[:, : output.shape[1] - n_offsets] if fit._network.skip else output,
        skip=fit._network.skip,
        unit=_unit(fit),
        outputs=_output_names(fit, classes),
        response=fit._name,
        classes=classes,
        values=values,
    )


def _of_arrays(fit: FittedNetwork) -> Columns:
    """Return the columns of a fit from arrays: they are its inputs, x1, x2, ... without names."""
    names = fit._inputs or tuple(f"x{k + 1}" for k in range(fit.n[0]))
    inputs = Inputs()
    distinct = list(dict.fromkeys(names))
    if len(distinct) != len(names):
        names = tuple(f"x{k + 1}" for k in range(fit.n[0]))
    for name in names:
        inputs.meet(name, "number")
    steps = tuple(Step(name, Read(name)) for name in names)
    return Columns(inputs, (), steps, tuple(Read(name) for name in names))


def _unit(fit: FittedNetwork) -> OutputUnit:
    if fit.softmax:
        return "softmax"
    return "linear" if fit._network.linear else "logistic"


def _classes(fit: FittedNetwork) -> tuple[tuple[str | None, ...] | None, tuple[Any, ...]]:
    """Return the level of each output, and what these stand for."""
    levels = fit.lev or (fit.lab if isinstance(fit, Multinom) else None)
    if levels is None:
        return None, ()
    count = max(fit.n[2], 2)
    # An entropy fit has the levels 0 and 1 however many outputs; there are no others.
    classes: tuple[str | None, ...] = (*levels, *[None] * (count - len(levels)))[:count]
    labels = fit._labels
    known: dict[str | None, Any] = {}
    if labels is not None:
        known.update(zip(labels.texts, labels.values, strict=True))
    values: list[Any] = [known.get(level, level) for level in classes]
    kinds = {np.asarray(value).dtype.kind for value in values}
    if kinds <= {"i", "u"}:
        return classes, tuple(map(int, values))
    return classes, tuple(map(float, values)) if kinds == {"f"} else classes


def _output_names(fit: FittedNetwork, classes: tuple[str | None, ...] | None) -> tuple[str, ...]:
    count = fit.n[2]
    if count == 1:
        if classes is not None and fit._labels is None and fit.lev == ("0", "1"):
            return (fit._name or "y",)
        return (str(classes[1]) if classes is not None else fit._name or "y",)
    names = fit._columns or (fit.lab if isinstance(fit, Multinom) else None)
    if names is None or len(names) != count or not all(names) or len(set(names)) != count:
        names = tuple(f"y{k + 1}" for k in range(count))
    return tuple(map(str, names))
