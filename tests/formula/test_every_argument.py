"""Every argument of every function, with every kind of value: a result or pynnet's error."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest

from pynnet import PynnetError, RWarning
from pynnet._data.columns import Matrix
from pynnet._data.frames import NamedColumns
from pynnet._formula.evaluation.environment import Environment
from pynnet._formula.evaluation.evaluate import Scope, evaluate
from pynnet._formula.functions import registry
from pynnet._formula.language.parser import parse

from .test_recorded_functions import COLLATION, DATA

VALUES = [
    *("x", "m", "k", "l", "ch", "g", "u", "o", "cbind(x, z)", "x[0]", "ch[0]", "g[0]", "c(1, 2)"),
    *("NULL", "NA", "TRUE", "-1", "0", "2L", "2.5", "1e300", "Inf", "NaN", "'a'", "''"),
]
FIRSTS = ["x", "k", "ch", "g", "l"]
NAMES = [name for name in registry._FUNCTIONS if name[0].isalpha() and name != "list"]
SCOPE = Scope(NamedColumns(DATA, "data"), Environment({}), COLLATION)


def calls_of(name: str) -> list[str]:
    """Calls with each value in each place, by position and by name."""
    function = registry._FUNCTIONS[name]
    calls = [f"{name}()"]
    for value in VALUES:
        calls += [f"{name}({value})", f"{name}({value}, 1)", f"{name}({value}, {value})"]
        calls += [f"{name}({first}, wrong. = {value})" for first in FIRSTS]
        for formal in function.formals:
            given = value if formal == "..." else f"{formal} = {value}"
            calls += [f"{name}({first}, {given})" for first in FIRSTS]
            calls.append(f"{name}({given})")
    return calls


@pytest.mark.parametrize("name", NAMES)
def test_each_argument_has_a_result_or_one_of_our_errors(name):
    """Nothing else is raised, and no warning but R's is given."""
    for call in calls_of(name):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", RWarning)
            try:
                value = evaluate(parse(call), SCOPE)
            except PynnetError:
                continue
            except Exception as error:
                pytest.fail(f"{call} raises {error!r}")
            assert value is None or isinstance(value, (np.ndarray, pd.Categorical, Matrix)), call
