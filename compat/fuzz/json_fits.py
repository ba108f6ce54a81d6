"""Hostile JSON: nothing runs, nothing hangs, and what is read is the same fit or a clear error.

    python -m compat.fuzz.json_fits [files] [seed]

The JSON of fits of all kinds is changed. Half of the files have bytes cut, spliced and overwritten:
what is read of them must be the fit that was written, or an error. In the others members are
replaced, dropped, renamed, nested and multiplied, and the digest is taken out, as somebody would
who means harm: what is read of them is used, and is written again to the same text that is read
again. An audit hook watches what the interpreter is asked to start. The exit status is 1 if
anything but an error of pynnet comes of it.
"""

from __future__ import annotations

import copy
import functools
import json
import random
import resource
import sys
import time
import warnings
from collections import Counter
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

import pynnet
from pynnet import Multinom, NNet, PynnetError, Tune, from_json

from .files import SAVED_BY_R, run_campaign
from .watching import Sprung, watch_from_now_on, watched

__all__ = ["fits_of_all_kinds", "main", "try_files"]

_MOST = 2**26  # bytes of a text
_MOST_MEMORY = 2**19  # KiB that one text may take
_PIECES = (b"0", b"-", b"1e999", b"NaN", b"null", b"[", b"]", b"{", b"}", b'"', b",", b":", b"\\",
           b"\xff", b"\xed\xa0\x80", b"9" * 400, b"[" * 5000, b'{"a":' * 3000)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2, 3, 0.5, -0.0, 1e308, 1e-320, 10**9, 10**12, 2**53, 2**63,
    10**30, 10**400, "", "a", "NA", "NaN", "Inf", "-Inf", "NaN:7ff8000000000001",
    "NaN:0000000000000001",
    "y ~ x", "x", "poly(x, 2)", "I(x^2)", "function(x) x", "system(x)", ".", "numeric", "factor",
    "ordered", "nmatrix.2", "nmatrix.99999", "logical", "contr.poly", "contr.none", "__class__",
    "float64", "object", "int8", "category", "<U9999", "datetime64[ns]", "str", "Int64", "\ud800",
    "datetime64[ns, ../../etc/passwd]", "datetime64[ns, UTC]", [], {}, [[]], [None], [1, 2],
    {"tuple": []}, {"number": "NaN"}, {"range": [0, 10**9, 1], "name": None}, {"named": [["a", 1]]},
    {"range": [0, 2**60, 1], "name": None}, {"dim": [10**6, 10**6], "by_row": []},
    {"dim": [0, 10**12], "by_row": []}, {"dim": [0, 3], "by_row": []}, {"missing": "NaT"},
    {"array": {"type": "float64", "values": []}, "dim": [0, 10**12]}, {"date": "9999-99-99"},
)  # fmt: skip


class _Original(NamedTuple):
    """A fit that was written: its text, the same as structure, and data to predict."""

    text: str
    document: Any
    newdata: Any


def _data() -> pd.DataFrame:
    rng = np.random.default_rng(3)
    n = 12
    return pd.DataFrame(
        {
            "x": rng.normal(size=n),
            "z": rng.normal(size=n),
            "g": pd.Categorical(list("abc" * 4)),
            "o": pd.Categorical(list("lmh" * 4), categories=list("lmh"), ordered=True),
            "s": list("uvvu" * 3),
            "l": [True, False, False, True] * 3,
            "k": [1, 2, 1, 3, 2, 1] * 2,
            "w": [1.0, 2.0, 1.0] * 4,
            "t": pd.date_range("2024-01-01", periods=n, tz="Europe/Berlin"),
            "y": pd.Categorical(list("pqrqpr" * 2)),
        },
        index=[f"r{i}" for i in range(n)],
    )


@functools.cache
def fits_of_all_kinds() -> dict[str, tuple[Any, Any]]:
    """Small fits of every kind by name, with data to predict; those that R saved, too."""
    data = _data()
    quiet = {"trace": False, "maxit": 30, "seed": 1}
    knots, own = [0.1], 2.5
    gaps = data.assign(z=[None, *data["z"][1:]])
    x, nnet = data[["x", "z"]], pynnet.nnet
    control = pynnet.tune_control(cross=3)
    multinom = functools.partial(pynnet.multinom, trace=False, maxit=30)
    odd = {
        **data,
        "a": pd.array([1, None, 3, 4] * 3, dtype="Int64"),
        "b": pd.array(list("vuvvuv" * 2), dtype="string"),
        "m": np.ma.masked_array(data["w"], data["l"] & data["k"].eq(1)),
        "v": pd.cut(data["w"] + data["k"], 2),
    }
    few = {"x": data["x"].to_numpy()}
    fits: dict[str, Any] = {
        "poly": nnet("y ~ poly(x, 2) + ns(z, df = 2) + g:x", data, size=2, **quiet),
        "bs": nnet("x ~ bs(z, knots = knots) + scale(w) + own", data.assign(own=own), size=1,
                   linout=True, env={"knots": knots}, **quiet),
        "contrasts": nnet("l ~ C(g, sum) + o + s + I(x * own)", data, size=1, env={"own": own},
                          contrasts={"s": "helmert", "o": np.eye(3)[:, 1:]}, **quiet),
        "gaps": nnet("cbind(x, w) ~ z + l", gaps, size=1, skip=True, linout=True, Hess=True,
                     na_action="exclude", decay=0.01, **quiet),
        "classes": nnet("k ~ x", data.assign(k=data["k"].astype("category")), size=1, **quiet),
        "arrays": nnet(x, data["k"] == 1, size=1, entropy=True, **quiet),
        "matrix": nnet(x.to_numpy(), pynnet.class_ind(data["y"]), size=1, softmax=True, **quiet),
        "censored": nnet("cbind(l, !l, 0.3) ~ x", data, size=1, linout=True, **quiet),
        "multinom": multinom("y ~ poly(x, 2) + g", data, weights="w"),
        "two": multinom("s ~ x + offset(z)", data, decay=0.1, Hess=True, model=True),
        "counts": multinom("cbind(k, w, x^2) ~ o", data, decay=0.1),
        "summ": multinom("y ~ g", data, summ=3, subset=data["x"] > -1),
        "step": multinom("y ~ x + z + g", {**data, **few}, decay=0.1).step(trace=False),
        "columns": multinom("y ~ x + a + b + m + v", odd, decay=0.1),
        "times": multinom("l ~ x", data.set_index("t"), decay=0.1),
        "levels": multinom("y ~ x", data.set_index(["s", "k"]), decay=0.1),
        "tune": pynnet.tune_nnet("y ~ x", data, size=[1, 2], control=control, seed=1, trace=False),
        "tuned": pynnet.tune("multinom", "y ~ x", data, ranges={"decay": [0.1, 1]}, seed=1,
                             control=control, trace=False),
    }  # fmt: skip
    others = {"arrays": x, "matrix": x, "columns": odd}
    found = {name: (fit, others.get(name, data.assign(own=own))) for name, fit in fits.items()}
    for path in sorted(SAVED_BY_R.glob("*.rds")):
        for name, fit in _fits_in(pynnet.read_rds(path)).items():
            found[f"{path.stem} {name}"] = fit, None
    return found


def _fits_in(value: Any) -> dict[str, Any]:
    """Fits in what a file holds."""
    parts = value if isinstance(value, dict) else {"itself": value}
    return {name: part for name, part in parts.items() if isinstance(part, (NNet, Multinom, Tune))}


@functools.cache
def _originals() -> list[_Original]:
    """What is written of the fits, with their data and without."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        texts = [
            (fit.to_json(data=data), newdata)
            for fit, newdata in fits_of_all_kinds().values()
            for data in (True, False)
        ]
    return [_Original(text, json.loads(text), newdata) for text, newdata in texts]


# Changes -----------------------------------------------------------------------------------------


def _spliced(r: random.Random, original: _Original) -> bytes:
    """The text with some bytes changed."""
    data = bytearray(original.text.encode())
    for _ in range(r.choice((1, 1, 1, 2, 3, 8))):
        at, kind = r.randrange(len(data) + 1), r.random()
        if kind < 0.4 and at < len(data):
            data[at] ^= 1 << r.randrange(8)
        elif kind < 0.6:
            data[at:at] = r.choice(_PIECES)
        elif kind < 0.75:
            del data[at : at + r.choice((1, 2, 10, 100))]
        elif kind < 0.85:
            other = r.choice(_originals()).text.encode()
            start = r.randrange(len(other))
            data[at:at] = other[start : start + r.choice((4, 12, 60, 400))]
        elif kind < 0.92:
            del data[at:]
        else:
            data[at : at + 10] = data[at : at + 10] * r.choice((2, 100, 3000))
    return bytes(data)


def _rebuilt(r: random.Random, original: _Original) -> bytes:
    """The text with some members changed, and without its digest, as a rule."""
    document = copy.deepcopy(original.document)
    for _ in range(r.choice((1, 1, 1, 2, 3, 8))):
        _change(r, document)
    if isinstance(document, dict) and r.random() < 0.98:
        document.pop("sha256", None)
    return json.dumps(document).encode()


def _change(r: random.Random, document: Any) -> None:
    """Change a member somewhere inside."""
    parent, key = _place(r, document)
    if key is None:
        return
    kind, value = r.random(), parent[key]
    if kind < 0.35:
        parent[key] = copy.deepcopy(r.choice(_VALUES))
    elif kind < 0.5:
        other, place = _place(r, r.choice(_originals()).document)
        parent[key] = copy.deepcopy(other[place]) if place is not None else None
    elif kind < 0.6:
        del parent[key]
    elif kind < 0.7 and isinstance(value, (int, float)) and abs(value) < 1e300:
        parent[key] = value * r.choice((-1, 0, 2, 10**6)) + r.choice((0, 1, 0.5))
    elif kind < 0.8 and isinstance(value, str):
        at = r.randrange(len(value) + 1)
        parent[key] = (
            value[:at] + r.choice(("", " ", "(", "9", "~", "\0", ":z", value)) + value[at:]
        )
    elif kind < 0.9 and isinstance(value, list):
        parent[key] = r.choice((value[:-1], value * 2, value[::-1], [*value, *value[:1]]))
    elif isinstance(parent, dict):
        parent[r.choice((*parent, "other", ""))] = parent.pop(key)
    else:
        parent[key] = functools.reduce(lambda inner, _: [inner], range(r.choice((1, 40))), value)


def _place(r: random.Random, value: Any) -> tuple[Any, Any]:
    """A place inside of a value: what holds it, and its name or number there."""
    parent, key = None, None
    while isinstance(value, (dict, list)) and value and (key is None or r.random() < 0.8):
        parent = value
        key = r.choice(list(parent)) if isinstance(parent, dict) else r.randrange(len(parent))
        value = parent[key]
    return parent, key


# Use ---------------------------------------------------------------------------------------------


def _outcome(data: bytes, original: _Original, *, same: bool) -> str:
    """Read a text, and use it; if `same` it must be the fit that was written."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            text = data.decode("utf-8", "surrogateescape")
            fit = from_json("{" + text.lstrip()[1:], max_bytes=_MOST)
        except PynnetError as refusal:
            if refusal.__cause__ is not None:  # nobody has thought of it
                raise refusal.__cause__ from None
            return f"refused: {type(refusal).__name__}"
        again = fit.to_json()
        if same:
            if again != original.text:
                raise AssertionError("another fit was read")
            return "read: the same"
        if from_json(again).to_json() != again:
            raise AssertionError("what was read is not what is written of it")
        return f"read: {_use(fit, original.newdata)}"


def _use(fit: Any, newdata: Any) -> str:
    """Use what was read; return what it is."""
    model = fit.best_model if isinstance(fit, Tune) else fit
    for ask in (
        lambda: repr(fit), lambda: repr(fit.summary()), lambda: model.coef(),
        lambda: model.predict(), lambda: model.predict(type="class"),
        lambda: model.predict(newdata), lambda: model.predict(newdata, "class"),
        lambda: (model.fitted_values, model.residuals, model.na_action, model.Hessian),
        lambda: (model.vcov(), model.confint(), model.glance()), lambda: model.step(trace=False),
    ):  # fmt: skip
        try:
            repr(ask())
        except AttributeError:
            if isinstance(model, Multinom):
                raise
        except PynnetError as refusal:
            str(refusal)
    return type(fit).__name__


def try_files(number: int, seed: int, seconds: float) -> tuple[Counter[str], list[str]]:
    """Try hostile texts; return counts of outcomes, and a line for each fault.

    A text is a fault that ends in an error which is not pynnet's, takes more than `seconds` or
    more memory than any fit.
    """
    counts: Counter[str] = Counter()
    faults: list[str] = []
    for original in _originals():  # what is imported late is imported now
        _outcome(original.text.encode(), original, same=True)
        _outcome(original.text.encode(), original, same=False)
    watch_from_now_on()
    for i in range(number):
        r = random.Random(f"{seed}-{i}")
        original, same = r.choice(_originals()), r.random() < 0.5
        data = (_spliced if same else _rebuilt)(r, original)
        began, memory = time.process_time(), _memory()
        try:
            with watched():
                counts[_outcome(data, original, same=same)] += 1
        except (Exception, Sprung) as error:
            faults.append(f"{seed}-{i}: {type(error).__name__}: {error}")
        if time.process_time() - began > seconds:
            faults.append(f"{seed}-{i}: took {time.process_time() - began:.1f} s")
        if _memory() - memory > _MOST_MEMORY:
            faults.append(f"{seed}-{i}: took {(_memory() - memory) >> 10} MiB")
    return counts, faults


def _memory() -> int:
    """The most memory that this process had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> int:
    """Run a campaign; print what came of it."""
    return run_campaign(try_files, __doc__, 100_000)


if __name__ == "__main__":
    sys.exit(main())
