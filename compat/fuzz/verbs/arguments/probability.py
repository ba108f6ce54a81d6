"""Arguments of distributions, and of random numbers."""

from __future__ import annotations

import random
from collections.abc import Callable

from ..values import Value, Values
from .registry import VERBS, Arguments, Maker, register, some

__all__: list[str] = []


def _distributed(*parameters: Callable[[Values], Value]) -> Maker:
    def of_quantiles(v: Values, s: random.Random) -> Arguments:
        given = [make(v) for make in parameters] if s.random() < 0.6 else []
        return [v.numbers(), *given], {}

    return of_quantiles


def _sided(first: Callable[[Values], Value], *parameters: Callable[[Values], Value]) -> Maker:
    def of_side(v: Values, s: random.Random) -> Arguments:
        given = [make(v) for make in parameters] if s.random() < 0.6 else []
        return [first(v), *given], some(s, lower_tail=v.flag)

    return of_side


def _with_freedom(v: Values, s: random.Random) -> Arguments:
    return [v.numbers(), v.number(0.05, 40)], some(s, lower_tail=v.flag)


VERBS["pchisq"] = VERBS["pt"] = _with_freedom
_PARAMETERS: dict[str, tuple[Callable[[Values], Value], ...]] = {
    "norm": (lambda v: v.number(-3, 3), lambda v: v.number(0, 4)),
    "logis": (lambda v: v.number(-3, 3), lambda v: v.number(0, 4)),
    "unif": (lambda v: v.number(-3, 1), lambda v: v.number(0, 4)),
    "exp": (lambda v: v.number(0, 4),),
}
for _name, _parameters in _PARAMETERS.items():
    VERBS[f"d{_name}"] = _distributed(*_parameters)
    VERBS[f"p{_name}"] = _sided(Values.numbers, *_parameters)
    VERBS[f"q{_name}"] = _sided(Values.shares, *_parameters)


@register("rexp")
def _rexp(v: Values, s: random.Random) -> Arguments:
    return [v.count(0, 200)], some(s, rate=lambda: v.number(0.01, 9))


@register("rpois")
def _rpois(v: Values, s: random.Random) -> Arguments:
    return [v.count(0, 200), v.number(0, s.choice([2, 12, 40, 5000]))], {}


@register("rbinom")
def _rbinom(v: Values, s: random.Random) -> Arguments:
    return [v.count(0, 200), v.count(0, s.choice([3, 100, 5000, 10**6])), v.number(0, 1)], {}
