"""Random methods of multinomial models: as code of R and of Python, and what both print."""

from __future__ import annotations

import random

from ...cases import Case, Json
from ...compare.fields import Field, same_error
from ...compare.multinom import near_text

__all__ = ["compare_methods", "random_methods"]


# What R has no function for, computed from what it has; for lr_tests() the terms that may go alone.
_TIDY = (
    "{s <- summary(fit); z <- s$coefficients / s$standard.errors; "
    "cat(sprintf('%.7g', c(t(s$coefficients), t(s$standard.errors), t(z), 2 * pnorm(-abs(t(z))))), "
    "sep = '\\n'); invisible()}",
    "'\\n'.join(f'{v:.7g}'.replace('nan', 'NaN') for v in "
    "fit.tidy()[['estimate', 'std_error', 'z', 'p']].to_numpy().ravel('F'))",
)
_LR_TESTS = (
    "{for (term in drop.scope(fit)) cat(term, sprintf('%.7g', deviance(update(fit, "
    "paste('. ~ . -', term), trace = FALSE)) - deviance(fit)), '\\n'); invisible()}",
    "'\\n'.join(f'{term} {v:.7g} ' for term, v in fit.lr_tests()['statistic'].items() "
    "if term in fit.drop1(trace=False).table.index)",
)


def random_methods(r: random.Random) -> list[Json]:
    """Some methods of a fit, each as code of R and of Python."""
    change = r.choice([". ~ . + x", ". ~ . - x", ". ~ 1", ". ~ z", ". ~ . * l", "~ . + g"])
    scope = r.choice(["~ . + x + z", "~ . + g", "~ . + x * z", "~ . + log(w)"])
    level = r.choice([0.5, 0.9, 0.99])
    changed = f"fit.update({change!r})"
    known = [
        (3, "drop1(fit)", "fit.drop1()"),
        (3, f"add1(fit, {scope})", f"fit.add1({scope!r})"),
        (2, "step(fit)", "fit.step()"),
        (1, f"step(fit, {scope}, steps = 2)", f"fit.step({scope!r}, steps=2)"),
        (1, 'step(fit, direction = "backward")', 'fit.step(direction="backward")'),
        (3, f"anova(fit, update(fit, {change}))", f"fit.anova({changed})"),
        (2, f"update(fit, {change})", f"fit.update({change!r})"),
        (1, f"update(fit, {change}, evaluate = FALSE)", f"fit.update({change!r}, evaluate=False)"),
        (1, f"confint(fit, level = {level})", f"fit.confint(level={level})"),
        (1, "confint(fit, 1)", "fit.confint(0)"),
        (2, *_TIDY),
        (2, *_LR_TESTS),
    ]
    chosen = r.choices(known, [weight for weight, *_ in known], k=r.choice([0, 1, 1, 2]))
    return [{"r": in_r, "python": in_python} for _, in_r, in_python in chosen]


def compare_methods(case: Case, theirs: list[Json], ours: list[Json]) -> list[Field]:
    """Compare what the methods print, to the character but for what covariances may differ by."""
    fields = []
    for k, (method, r, p) in enumerate(zip(case["methods"], theirs, ours, strict=True)):
        called = method["python"].partition("fit.")[2].partition("(")[0]
        name = f"methods.{called}.{k}"
        fields.append(same_error(f"{name}.error", r["error"], p["error"]))
        if r["error"] is None and p["error"] is None:
            fields.append(near_text(name, r["text"], p["text"]))
    return fields
