"""Warnings point at the line of the user's code that called in, whatever room they come from."""

from __future__ import annotations

import pickle
import re
import warnings
from pathlib import Path

import pandas as pd
import pytest

import pynnet
from pynnet.caret import create_data_partition, preprocess
from pynnet.r import cbind, take

PACKAGE = Path(pynnet.__file__).parent

DATA = pd.DataFrame(
    {
        "u": [0.0, 0.5, 1.0, 0.25, 0.75, 0.1],
        "n": [1.0, 2.0, -1.0, 3.0, 2.0, 1.0],
        "g": ["p", "q", "p", "q", "p", "p"],
        "unused": pd.Categorical(["p", "q", "q", "q", "p", "p"], ["p", "q", "r"]),
        "three": ["p", "q", "r", "q", "p", "r"],
    }
)


def fit_two_units(*data, size, **options):
    """Fit a network with two units, none with one."""
    if size == 1:
        raise ValueError("one unit is none")
    return pynnet.nnet(*data, size=size, decay=0.1, trace=False, **options)


def stopped_fit():
    """Fit a network that has not converged."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pynnet.nnet("n ~ u", DATA, size=2, linout=True, maxit=2, seed=1, trace=False)


def fails_once():
    """Make a function that judges predictions, but not the first it is given."""
    first = iter([True])
    return lambda truth, predicted: 1 / 0 if next(first, False) else abs(truth - predicted).mean()


# saveRDS(structure(1L, class = "odd"), ascii = TRUE, compress = FALSE, version = 2)
ODD = "A\n2\n262658\n131840\n781\n1\n1\n1026\n1\n262153\n5\nclass\n16\n1\n262153\n3\nodd\n254\n"


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """Make what users have at hand: what they import, their data, and models of them."""
    odd = tmp_path_factory.mktemp("saved") / "odd.rds"
    odd.write_text(ODD, encoding="ascii")
    quiet = {"trace": False, "maxit": 500, "decay": 0.1}
    offset = "three ~ u + offset(cbind(u, n, u))"
    return {
        **{name: getattr(pynnet, name) for name in pynnet.__all__},
        "__name__": "users",
        "odd": odd,
        "cbind": cbind,
        "take": take,
        "create_data_partition": create_data_partition,
        "preprocess": preprocess,
        "DATA": DATA,
        "nan": float("nan"),
        "quiet": {"trace": False, "maxit": 500, "seed": 1},
        "fit": pynnet.nnet("u ~ log(n + 2)", DATA, size=1, linout=True, seed=1, **quiet),
        "classes": pynnet.multinom("three ~ u", DATA, **quiet),
        "moved": pynnet.multinom(offset, DATA, **quiet),
        "loads": pickle.loads,
        "older": pickle.dumps(pynnet.nnet([0, 1], [0, 1], size=0, skip=True, **quiet)).replace(
            pynnet.__version__.encode(), b"9" * len(pynnet.__version__)
        ),
        "foreign": pynnet.nnet([0, 1], [0, 1], size=0, skip=True, **quiet)
        .to_json()
        .replace(pynnet.__version__, "9.9"),
        "stopped": stopped_fit(),
        "fit_two_units": fit_two_units,
        "search": {"ranges": {"size": [1, 2]}, "on_error": "nan", "seed": 1},
        "best": {"control": pynnet.tune_control(cross=2), "seed": 1, "trace": False},
        "thirds": pynnet.tune_control(cross=3),
        "failing": pynnet.tune_control(cross=3, error_fun=fails_once()),
    }


CALLS = [  # the room, a call of the user's, and words of the warning
    ("_data", "loads(older)", "the pickle was written by pynnet"),
    ("_formula", "model_matrix('~ log(n)', DATA)", "NaNs produced"),
    ("_formula", "model_frame('u ~ I(n + mean(g))', DATA)", "argument is not numeric or logical"),
    ("_formula", "model_matrix('u ~ n + u', DATA)", "the response appeared on the right-hand side"),
    ("_formula", "fit.predict({'n': [-3.0, 1.0]})", "NaNs produced"),
    ("_nnet", "nnet('unused ~ u', DATA, size=1, **quiet)", "group ‘r’ is empty"),
    ("_nnet", "nnet('n ~ u', DATA, size=1, **quiet)", "the response goes beyond"),
    ("_nnet", "nnet(DATA[['u']], DATA['n'], size=1, **quiet)", "the response goes beyond"),
    ("_random", "RRandom(1, 'Rounding')", "non-uniform 'Rounding' sampler used"),
    ("_random", "RRandom(1).runif(1, max=nan)", "NAs produced"),
    ("_multinom", "multinom('cbind(n, u + 3) ~ 1', DATA, trace=False)", "negative counts"),
    ("_multinom", "multinom('g ~ u', DATA, summ=1, trace=False, weights=DATA['n']**2)", "summ=1"),
    ("_multinom", "moved.predict(DATA)", "the offset is left out"),
    ("_multinom", "moved.predict(DATA, type='link')", "the offset is left out"),
    ("_multinom", "moved.predict(DATA, type='probs')", "the offset is left out"),
    ("_multinom", "classes.step(k=3, trace=False)", "with k = 2"),
    ("_tuning", "tune(fit_two_units, 'u ~ g', DATA, **search, control=thirds)", "one unit is none"),
    (
        "_tuning",
        "tune('nnet', 'u ~ g', DATA, **search, control=failing)",
        "The metric 'error' failed",
    ),
    ("_tuning", "best_nnet('unused ~ g', DATA, size=1, n_jobs=2, **best)", "group ‘r’ is empty"),
    ("_tuning", "tune_nnet('u ~ log(n)', DATA, size=1, n_jobs=2, **best)", "NaNs produced"),
    ("_export", "from_json(foreign)", "the JSON was written by pynnet"),
    ("_explain", "bootstrap_bands(stopped, DATA, repeats=2, seed=1)", "of 2 fits stopped"),
    ("_rfiles", "read_rds(odd)", "a vector of class 'odd' is given as the plain vector"),
    (
        "_caret",
        "create_data_partition(['a', 'b', 'b'], seed=1)",
        "Some classes have a single record",
    ),
    ("_caret", "preprocess({'a': [1.0, 1.0]}, 'scale')", "have zero variances: a"),
    ("_verbs", "take([5, 6], [0, 1])", "take() passes over 0"),
    ("_verbs", "cbind([1, 2, 3], [1, 2])", "number of rows of result is not a multiple"),
]


@pytest.mark.parametrize(("room", "call", "words"), CALLS)
def test_warning_points_at_the_users_line(names, room, call, words):  # noqa: ARG001
    """The third of their program, where the call stands."""
    program = compile(f"# A program\n\n{call}\n", "users.py", "exec")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        exec(program, dict(names))
    assert any(words in str(warning.message) for warning in caught)
    assert {(warning.filename, warning.lineno) for warning in caught} == {("users.py", 3)}


def test_warnings_are_given_in_one_place():
    """The one that looks for the user's line."""
    calls = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\bwarnings\.warn\(|from warnings import", path.read_text(encoding="utf-8"))
    }
    assert calls == {"_ground/errors.py"}


def test_every_room_that_warns_is_called():
    """A new one belongs into the table."""
    warn = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if re.search(r"(?<![\w.])warn\(", path.read_text(encoding="utf-8"))
    }
    elsewhere = {"_ground", "_network"}  # network/test_engine.py has the warning of an import
    assert warn - elsewhere == {room for room, _, _ in CALLS}
