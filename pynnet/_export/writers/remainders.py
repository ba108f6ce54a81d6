"""R's ``%%`` and ``%/%`` for targets that have doubles alone.

R computes ``x - floor(x / y) * y`` in extended precision, and once more where that lies beyond `y`.
Here the product is the exact sum of two doubles (Dekker 1971), of which the second is rounded as
extended precision rounds the sum: to 64 digits, counted from the power of two next to the first
(Rump 2009).

References
----------
.. [1] T. J. Dekker, A floating-point technique for extending the available precision, *Numerische
   Mathematik* 18 (1971), 224-242.
.. [2] S. M. Rump, Ultimately fast accurate summation, *SIAM Journal on Scientific Computing* 31
   (2009), 3466-3502.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from ..scoring import ZERO, Apply, Compare, Expression, Number, Program, Read, Step, rebuilt
from .names import Names

__all__ = ["with_remainders"]

_SPLIT = 134217729.0  # 2^27 + 1, which cuts a double in two halves
_LARGEST = 2.0**960  # of numbers that may be multiplied by 2^53
_FURTHER = 2048.0  # 2^11: extended precision has eleven digits more


def with_remainders(program: Program) -> Program:
    """Return a program in which remainders are steps of arithmetic."""
    made = _Steps(Names(step.name for step in program.steps))
    for step in program.steps:
        made.steps.append(Step(step.name, made.of(step.value, step.name)))
    columns = [Step(step.name, made.of(step.value, step.name)) for step in program.columns]
    required = [made.of(value, "complete") for value in program.required]
    return replace(
        program, steps=tuple(made.steps), columns=tuple(columns), required=tuple(required)
    )


@dataclass(slots=True)
class _Steps:
    names: Names
    steps: list[Step] = field(default_factory=list)
    known: dict[tuple[Expression, Expression], tuple[Expression, Expression]] = field(
        default_factory=dict
    )

    def of(self, expression: Expression, name: str) -> Expression:
        """Return an expression without remainders, of a step of some name."""
        plain = rebuilt(expression, lambda part: self.of(part, name))
        if not isinstance(plain, Apply) or plain.function not in ("%%", "%/%"):
            return plain
        x, y = plain.arguments
        if (x, y) not in self.known:
            self.known[x, y] = self._divided(x, y, name)
        return self.known[x, y][plain.function == "%/%"]

    def _keep(self, name: str, value: Expression) -> Expression:
        if isinstance(value, (Number, Read)):
            return value
        self.steps.append(Step(self.names.give(name), value))
        return Read(self.steps[-1].name, is_step=True)

    def _divided(self, x: Expression, y: Expression, name: str) -> tuple[Expression, Expression]:
        """Return the remainder, and the quotient."""
        x, y = self._keep(f"{name}, dividend", x), self._keep(f"{name}, divisor", y)
        whole = self._keep(f"{name}, quotient", _of("floor", _of("/", x, y)))
        product = self._keep(f"{name}, product", _of("*", whole, y))
        error = self._error(whole, y, product, name)
        if not isinstance(y, Number) or y.value != math.floor(y.value) or abs(y.value) > _FURTHER:
            error = self._rounded(error, product, name)
        rest = self._keep(f"{name}, rest", _of("-", _of("-", x, product), error))
        more = self._keep(f"{name}, further", _of("floor", _of("/", rest, y)))
        # A small negative x, whose rest is y for a double: R's is less, or so near that it is 0.
        near = _of("+", _of("*", Number(_FURTHER), x), y)
        small = Compare(near, "==", y, ZERO, y)
        remainder = Compare(rest, "==", y, small, _of("-", rest, _of("*", more, y)))
        quotient = Compare(rest, "==", y, whole, _of("+", whole, more))
        return remainder, quotient

    def _error(
        self, whole: Expression, y: Expression, product: Expression, name: str
    ) -> Expression:
        """Return what the rounded product of two numbers lacks."""
        (high, low), (y_high, y_low) = self._halves(whole, name), self._halves(y, name)
        left = _of("-", _of("-", product, _of("*", high, y_high)), _of("*", low, y_high))
        if y_low == ZERO:
            return _of("-", ZERO, left)
        left = _of("-", left, _of("*", high, y_low))
        return _of("-", _of("*", low, y_low), left)

    def _rounded(self, error: Expression, product: Expression, name: str) -> Expression:
        """Return the lacking part with as many digits as extended precision leaves it."""
        error = self._keep(f"{name}, lacking", error)
        large = self._times(product, 2.0**53, f"{name}, large")
        power = _of("abs", _of("-", _of("+", large, product), large))  # the next one of two
        unit = self._keep(f"{name}, unit", _of("*", power, Number(1.5 / 2.0**12)))
        return _of("-", _of("+", error, unit), unit)

    def _halves(self, x: Expression, name: str) -> tuple[Expression, Expression]:
        """Return two numbers of half the digits whose sum a number is."""
        if isinstance(x, Number):
            digits, exponent = math.frexp(x.value)
            high_part = math.ldexp(math.floor(digits * 2.0**26), exponent - 26)
            return Number(high_part), Number(x.value - high_part)
        scaled = self._times(x, _SPLIT, f"{name}, scaled")
        high = self._keep(f"{name}, high", _of("-", scaled, _of("-", scaled, x)))
        return high, self._keep(f"{name}, low", _of("-", x, high))

    def _times(self, x: Expression, factor: float, name: str) -> Expression:
        """Return a product that rounds a number; 0, which leaves it as it is, if it overflows."""
        product = _of("*", x, Number(factor))
        return self._keep(name, Compare(_of("abs", x), "<", Number(_LARGEST), product, ZERO))


def _of(function: str, *arguments: Expression) -> Expression:
    return Apply(function, arguments)
