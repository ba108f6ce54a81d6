"""Effects of random terms, many of which go in steps, against differences of predictions.

    python -m compat.fuzz.effects 500

An effect must be what predictions say, or be refused: a slope where one is asked for across a step,
or where the predictions change though the slope is 0, is a fault. The seed is fresh unless one is
given, and is printed. The exit status is 1 if anything is wrong.
"""

from __future__ import annotations

import random
import secrets
import sys
import warnings
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

import pynnet

__all__ = ["compare", "main"]

_STEPS = (
    "as.integer(4 * {0})", "round(3 * {0})", "floor(3 * {0})", "ceiling(3 * {0})",
    "trunc(4 * {0})", "({0} > 0.5)", "({0} <= {1})", "ifelse({0} > 0.4, {1}, {0})",
    "({0} %/% 0.3)", "({0} %% 0.3)", "sign({0} - 0.5)", "as.numeric({0} %in% c(0, 1))",
    "findInterval({0}, c(0.3, 0.6))", "as.numeric(cut({0}, c(-9, 0.4, 99)))", "is.na({0})",
)  # fmt: skip
_SMOOTH = (
    "exp(-{0})", "sqrt(1 + {0}^2)", "{0}^2", "({0} * {1})", "({0} + {1})", "log(2 + {0}^2)",
    "sin(3 * {0})", "atan({0})", "(2 * {0})", "abs({0} - 0.5)", "pmin({0}, {1})",
)  # fmt: skip
_TERMS = (
    "{0}", "I({0})", "poly({0}, 2)", "scale({0})", "factor({0} > 0.5)", "ns({0}, 2)",
    "log(3 + {0}^2)", "cut({0}, c(-99, 0.3, 0.6, 99))", "({0}):g", "g",
)  # fmt: skip
# What a formula must have for an effect to be refused: jumps, or kinks.
_REASONS = (
    "as.integer", "round", "floor", "ceiling", "trunc", "> 0", "<=", "ifelse", "%/%", "%%", "%in%",
    "sign", "findInterval", "cut", "is.na", "abs", "pmin",
)  # fmt: skip
_NEAR = 1e-4  # of the steepest slope: both are central differences, whose errors are far less


def compare(number: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Ask for the effects in random models; return counts of outcomes, and what is wrong."""
    r = random.Random(seed)
    counts: Counter[str] = Counter()
    faults: list[str] = []
    while counts["models"] < number:
        data = _data(r)
        formula = "y ~ " + " + ".join(_term(r) for _ in range(r.randint(1, 2)))
        fit = _fitted(formula, data)
        if fit is None:
            continue
        counts["models"] += 1
        for name in ("x", "z", "k", "flag", "g"):
            outcome, fault = _outcome(fit, data, name)
            counts[outcome] += 1
            if fault:
                faults.append(f"{formula}: {name}: {fault} (seed {seed})")
    return counts, faults


def _data(r: random.Random) -> pd.DataFrame:
    stream = pynnet.RRandom(r.randrange(10**6))
    n = 30
    d = pd.DataFrame({"x": stream.runif(n), "z": stream.runif(n)})
    d["k"] = np.array(stream.sample(5, n, True))
    d["flag"] = np.array(stream.runif(n)) > 0.5
    d["g"] = np.array(list("pqr"))[np.array(stream.sample(3, n, True)) - 1]
    d["y"] = np.array(list("abc"))[np.array(stream.sample(3, n, True)) - 1]
    return d


def _expression(r: random.Random, depth: int) -> str:
    if not depth:
        return r.choice(["x", "x", "z", "k", "flag"])
    operands = [_expression(r, depth - 1), _expression(r, 0)]
    return r.choice(r.choice([_STEPS, _SMOOTH, _SMOOTH])).format(*operands)


def _term(r: random.Random) -> str:
    return r.choice(_TERMS).format(_expression(r, r.choice([0, 1, 1, 2])))


def _fitted(formula: str, data: pd.DataFrame) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return pynnet.multinom(formula, data, decay=0.05, maxit=30, trace=False)
        except pynnet.PynnetError:  # such as a factor of one level
            return None


def _outcome(fit: Any, data: pd.DataFrame, name: str) -> tuple[str, str]:
    """What became of one variable, and what is wrong with it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            table = fit.marginal_effects(name)
        except pynnet.ArgumentError:
            return "no variable of the model", ""
        except pynnet.PynnetError:
            return "refused", _needless(fit.formula)
        effect = table["effect"].to_numpy()
        if table["contrast"].iloc[0] != "slope":
            return "differences", _wrong_differences(fit, data, name, table)
        return "slopes", _wrong_slopes(fit, data, name, effect)


def _mean(fit: Any, data: pd.DataFrame, name: str, values: Any) -> np.ndarray:
    probabilities = fit.predict(data.assign(**{name: values}), "probs").to_numpy()
    return np.asarray(probabilities.mean(axis=0))


def _wrong_differences(fit: Any, data: pd.DataFrame, name: str, table: pd.DataFrame) -> str:
    levels = sorted(data[name].unique().tolist())
    means = [_mean(fit, data, name, [level] * len(data)) for level in levels]
    right = np.concatenate([mean - means[0] for mean in means[1:]])
    gap = np.abs(table["effect"].to_numpy() - right).max()
    return f"differences are off by {gap}" if gap > 1e-12 else ""  # rounding of means


def _wrong_slopes(fit: Any, data: pd.DataFrame, name: str, effect: np.ndarray) -> str:
    values = data[name].to_numpy(float)
    if _jumps(fit, data, name):
        return "a slope across a step"
    step = 1e-5 * values.std()
    right = (_mean(fit, data, name, values + step) - _mean(fit, data, name, values - step)) / (
        2 * step
    )
    gap, size = np.abs(effect - right).max(), np.abs(right).max()
    return f"slope {effect}, predictions say {right}" if gap > _NEAR * size + 1e-9 else ""


def _along(fit: Any, row: pd.DataFrame, name: str, grid: np.ndarray) -> np.ndarray:
    """Probabilities of a row while the variable goes along a grid."""
    line = pd.concat([row] * len(grid), ignore_index=True).assign(**{name: grid})
    return np.asarray(fit.predict(line, "probs").to_numpy())


def _jumps(fit: Any, data: pd.DataFrame, name: str) -> bool:
    """Whether a probability goes much of its way in no way at all, in some rows.

    Where it goes a fifth of its way in a three-hundredth of the range, a closer look tells a step
    from a short slope, such as that of pmin(x, 1) just below 1.
    """
    values = data[name].to_numpy(float)
    grid = np.linspace(values.min(), values.max(), 301)
    for k in range(0, len(data), 10):
        line = _along(fit, data.iloc[[k]], name, grid)
        ways, moves = np.ptp(line, axis=0), np.abs(np.diff(line, axis=0))
        for j in np.flatnonzero((ways > 1e-9) & (moves.max(axis=0) > 0.2 * ways)):
            place = int(moves[:, j].argmax())
            closer = np.linspace(grid[place], grid[place + 1], 301)
            near = _along(fit, data.iloc[[k]], name, closer)[:, j]
            if np.abs(np.diff(near)).max() > 0.5 * moves[place, j]:
                return True
    return False


def _needless(formula: str) -> str:
    """A refusal though nothing goes in steps or has a kink."""
    return "" if any(word in formula for word in _REASONS) else "refused though it is smooth"


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison and print what is wrong."""
    given = [int(text) for text in (sys.argv[1:] if arguments is None else arguments)]
    number = given[0] if given else 200
    seed = given[1] if len(given) > 1 else secrets.randbelow(2**31)
    print(f"seed {seed}")
    counts, faults = compare(number, seed)
    for outcome in sorted(counts):
        print(f"{counts[outcome]:>8}  {outcome}")
    print("\n".join(faults[:20]))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
