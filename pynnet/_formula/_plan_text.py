"""How a plan is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ._contrasts import GivenContrast

if TYPE_CHECKING:
    from ._plan import Plan

__all__ = ["plan_text"]

_MOST = 12  # names shown of a long list


def plan_text(plan: Plan) -> str:
    """Return the formula, its terms and columns, and what is known of each variable."""
    lines = [plan.formula]
    if plan.expanded_formula != plan.formula:
        lines.append(f"  expanded:  {plan.expanded_formula}")
    if plan.response_text is not None:
        lines.append(f"  response:  {plan.variables[0]}, {plan.data_classes[plan.variables[0]]}")
    lines += _listed("terms:", plan.term_labels)
    lines.append(f"  intercept: {'yes' if plan.intercept else 'no'}")
    lines += _listed("offset:", plan.offset) if plan.offset else []
    lines += _listed("columns:", plan.column_names)
    variables = plan.variables[int(plan.terms.has_response) :]
    lines += ["  variables:"] if variables else []
    return "\n".join([*lines, *(f"    {name}: {_described(plan, name)}" for name in variables)])


def _listed(title: str, names: Sequence[str]) -> Iterable[str]:
    shown = ", ".join(names[:_MOST]) or "(none)"
    rest = f", ... ({len(names)} in all)" if len(names) > _MOST else ""
    return [f"  {title:<10} {shown}{rest}"]


def _described(plan: Plan, name: str) -> str:
    """Say of what class a variable is, which levels it has and how they are coded."""
    text = plan.data_classes[name]
    if name in plan.xlevels:
        levels = plan.xlevels[name]
        shown = ", ".join(levels[:_MOST]) + (", ..." if len(levels) > _MOST else "")
        text += f" of {len(levels)} levels: {shown}"
    if name in plan.contrasts:
        given = plan.contrasts[name]
        text += f"; {'a given matrix' if isinstance(given, GivenContrast) else given}"
    if name in plan.states:
        text += "; computed for new data as for these"
    return text
