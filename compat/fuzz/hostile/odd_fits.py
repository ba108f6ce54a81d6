"""Fits to odd data, and with odd options, of which everything is asked that can be asked of a fit.

    python -m compat.fuzz.hostile.odd_fits [fits] [seed]

Each argument is one that may be passed; what is odd is the fit: weights that are vast, next to
nothing or 0, constant and infinite columns, classes that are separated, few rows, no inputs. Each
call may end with what is in `compat.fuzz.hostile.outcomes`: in silence, but for warnings of
pynnet's own.
"""

from __future__ import annotations

import random
import re
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from .api import attempt, entries, quiet_call, setup
from .outcomes import FAITHFUL, run

__all__ = ["try_fits"]

_BASE = (
    "data.assign(w=data.x ** 2, g=list('uvw') * 4, one=1.0, n=np.arange(12.0) % 3, b=data.x > 0.4)"
)
_COLUMNS = (
    # Predictors
    *(".assign(x=0.5)", ".assign(x=[0.0, -0.0] * 6)", ".assign(x=range(12))"),
    *(".assign(x=lambda d: d.x * 1e-300)", ".assign(x=lambda d: d.x * 1e300)"),
    *(".assign(x=[1e308, -1e308] * 6)", ".assign(x=[0.0] * 11 + [1e9])"),
    *(".assign(x=lambda d: d.x.where(d.x > 0.15))", ".assign(x=[5e-324, 0] * 6)"),
    *(".assign(z='p')", ".assign(z=pd.Categorical(['p', 'q'] * 6, list('pqr')))"),
    *(".assign(z=[None, 'p', 'q'] * 4)", ".assign(w=lambda d: d.w * 1e150)"),
    # The response
    *(".assign(y=list('ab') * 6)", ".assign(y=['a'] + ['b'] * 11)", ".assign(y=lambda d: d.b)"),
    *(".assign(y=lambda d: np.where(d.x > 0.45, 'a', 'b'))", ".assign(y=lambda d: d.x)"),
    ".assign(y=pd.Categorical(list('abc') * 4, list('abcd')))",
    *(".assign(y=list('ab' * 5 + 'cd'))", ".assign(y=list('abcdef') * 2)", ".assign(y=0.0)"),
    *(".assign(y=lambda d: d.w * 1e200)", ".assign(y=lambda d: d.n)", ".assign(y=lambda d: -d.x)"),
    *(".assign(y=[None, 'a', 'b'] * 4)", ".assign(y=[1e308, -1e308] * 6)"),
)
_ROWS = (
    *("", "", ".iloc[:4]", ".iloc[:3]", ".iloc[[0, 1, 2] * 20]", ".iloc[::-1]", ".iloc[:1]"),
    *(".set_axis(list('abcdefghijkl'))", ".set_axis([0] * 12)", ".iloc[:0]"),
)
_FORMULAS = (
    *("y ~ x", "y ~ x + z", "y ~ 1", "y ~ x * g", "y ~ 0 + z", "y ~ I(2 * x) + x"),
    *("y ~ poly(x, 2)", "y ~ z:g", "y ~ log(x)", "y ~ x + offset(w)", "cbind(n, n, one) ~ x"),
    *("cbind(a = x, b = one) ~ z", "y ~ scale(x)", "y ~ ns(x, 2)", "y ~ z / x", "y ~ x + w + z"),
    *("factor(n) ~ x", "b ~ w", "y ~ factor(round(x))", "log(w + 1) ~ z", "y ~ ."),
)  # fmt: skip
_WEIGHTS = (
    *("[1e-320] * len(data)", "[1e300] * len(data)", "np.arange(len(data))", "[0.0] * len(data)"),
    *("np.where(np.arange(len(data)) % 2, 1e-300, 1e300)", "np.arange(len(data)) == 0"),
    *("[1e-9] * len(data)", "[1000] * len(data)", "'n'", "'x'"),
)
_OPTIONS = (
    *("decay=1e300", "decay=1e-320", "decay=0.1", "maxit=0", "maxit=300", "na_action='exclude'"),
    *("Hess=True", "subset=data['n'] > 0", "subset=[0, 1, 2, 3]", "subset=[0, 0, 1, 1, 2, 2]"),
    *("contrasts={'z': 'contr.sum', 'g': 'contr.helmert'}", "reltol=0", "abstol=1e300"),
    *("MaxNWts=10**6",),
)
_OF_NETWORKS = (
    *("skip=True", "size=0, skip=True", "size=3", "rang=0", "rang=1e300", "linout=True"),
    *("entropy=True", "softmax=True", "censored=True", "threads=2", "method='L-BFGS-B'"),
)
_OF_MODELS = ("summ=1", "summ=2", "summ=3", "censored=True", "model=True")
_KINDS = {
    "net": "pynnet.nnet({formula!r}, data, **quiet | {{'size': 1, 'maxit': 5}}{options})",
    "fit": "pynnet.multinom({formula!r}, data, **{{'trace': False}}{options})",
    "averaged": "pynnet.caret.avnnet({formula!r}, data, size=1, repeats=2, maxit=3, **quiet)",
    "trained": (
        "pynnet.caret.train({formula!r}, data, {method!r}, tune_length=1, control=thirds, **quiet)"
    ),
    "tuned": "pynnet.tune_nnet({formula!r}, data, size=[1, 2], maxit=3, control=control, **quiet)",
}
_SHARES = {"net": 5, "fit": 6, "averaged": 1, "trained": 1, "tuned": 1}
# Besides the call of each method and function that works of other fits.
_FURTHER = {
    "net": (
        *("predict(type='class')", "predict(data.iloc[:1])", "predict(data.iloc[:0])", "augment()"),
        *("covariance(method='sandwich')", "to_sql(dialect='sqlite')", "slim().predict(data)"),
    ),
    "fit": (
        *("predict(type='class')", "predict(type='link')", "predict(data.iloc[:1])", "augment()"),
        *("predict(data.iloc[:0])", "vcov(method='stable')", "vcov(type='HC1')", "vcov()"),
        *("tidy(exponentiate=True)", "tidy(vcov_method='stable')", "confint(level=0.999)"),
        *("summary(correlation=True)", "summary(Wald_ratios=True)", "lr_tests(type='III')"),
        *("marginal_means()", "marginal_effects()", "predicted_probabilities()", "tidy()"),
        *("to_sql(dialect='sqlite')", "slim().predict(data)", "update('. ~ . + w')"),
        *("step('~ . + z', trace=False)", "anova(fit.update('~ 1', trace=False))"),
    ),
}  # fmt: skip
_SLOW = ("pynnet.marginaleffects_model", "pynnet.plot.", ".plot", "fit.pairwise_comparisons")


def _written(r: random.Random) -> tuple[str, str, str]:
    """The name of a fit, the data and the fit as code."""
    changes = "".join(r.choice(_COLUMNS) for _ in range(r.choice([0, 1, 1, 2])))
    changes += r.choice(_ROWS) if r.random() < 0.3 else ""
    name = r.choices(list(_SHARES), list(_SHARES.values()))[0]
    own = _OF_NETWORKS if name == "net" else _OF_MODELS
    options = [r.choice([*_OPTIONS, *own]) for _ in range(r.choice([0, 0, 1, 1, 2]))]
    if r.random() < 0.4:
        options.append(f"weights={r.choice(_WEIGHTS)}")
    together = "".join(f" | dict({option})" for option in options)
    how = {"formula": r.choice(_FORMULAS), "method": r.choice(["nnet", "multinom", "pcaNNet"])}
    return name, _BASE + changes, _KINDS[name].format(options=together, **how)


def _calls(r: random.Random, name: str, places: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """What is asked of a fit, with its arguments; of what takes long, a part."""
    for place in places:
        given = quiet_call(place)
        about = re.search(rf"\b{name}\b", " ".join([place.partition(".")[0], *given.values()]))
        if about and (not any(slow in place for slow in _SLOW) or r.random() < 0.1):
            yield place, given


def _answers(
    r: random.Random, name: str, places: list[str], names: dict[str, Any]
) -> Iterator[tuple[str, str, str | None]]:
    """What is asked of a fit, as code, what came of it, and what is wrong with that."""
    for place, given in _calls(r, name, places):
        try:
            outcome, wrong = attempt(place, given, names)
        except Exception:  # an argument is made of another fit, as an element that there is not
            outcome, wrong = "no such argument", None
        yield f"{place}({', '.join(map('='.join, given.items()))})", outcome, wrong
    for call in _FURTHER.get(name, ()):
        code = f"{name}.{call}"
        yield code, *run(code, names, {"data": names["data"]}, may_be_vast=False)


def try_fits(number: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Ask so many fits for everything; how many answers were of which kind, and what is wrong."""
    r = random.Random(seed)
    names = {**setup(), "quiet": {"seed": 1, "trace": False}}
    places = [place for place in entries(names) if "attr" not in place]
    counts: Counter[str] = Counter()
    faults: list[str] = []
    for _ in range(number):
        name, data, code = _written(r)
        own = {**names, "data": _value(data, names)}
        outcome, wrong = run(code, own, {"data": own["data"]}, may_be_vast=False)
        counts[f"fit: {outcome}"] += 1
        said = f"data = {data}\n{name} = {code}"
        if wrong:
            faults.append(f"# {wrong}\n{said}")
        if outcome != FAITHFUL:
            continue
        own[name] = _value(code, own)
        for call, outcome, wrong in _answers(r, name, places, own):
            counts[outcome] += 1
            if wrong:
                faults.append(f"# {wrong}\n{said}\n{call}")
    return counts, faults


def _value(code: str, names: dict[str, Any]) -> Any:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return eval(code, dict(names))


def main() -> int:
    """Run a campaign, print what came of it and return the status."""
    number, seed = (int(word) for word in (*sys.argv[1:], *("300", "1")[len(sys.argv) - 1 :]))
    counts, faults = try_fits(number, seed)
    for outcome in sorted(counts):
        print(f"{counts[outcome]:>8}  {outcome}")
    print(f"{len(faults):>8}  went wrong", *faults[:20], sep="\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
