"""What formulas of one data set share is what each would compute alone, and is computed once."""

import numpy as np
import pandas as pd
import pytest

from pynnet import FitWarning
from pynnet._data import NamedColumns
from pynnet._formula import FormulaArguments, SharedVariables, build_design
from pynnet._ground import times_warned, warn


def _frame():
    n = 40
    data = pd.DataFrame({"x": np.arange(n) / 7, "t": np.array(list("klm"))[np.arange(n) % 3]})
    data["g"] = pd.Categorical(np.array(list("pq"))[np.arange(n) % 2])
    data["gap"] = data["x"].where(data.index != 5)
    data["y"] = data["x"] % 2 > 1
    return data


@pytest.mark.parametrize("subset", [None, np.arange(30)])
def test_designs_are_those_made_alone(subset):
    """With missing values and without, in whatever order the formulas come."""
    data, shared = _frame(), SharedVariables()
    formulas = ["y ~ x + t", "y ~ t * g", "y ~ gap + t", "y ~ log(x + 1) + poly(x, 2):t", "y ~ t"]
    for formula in [*formulas, *reversed(formulas)]:
        alone = build_design(formula, data, FormulaArguments(subset=subset))
        among = build_design(formula, data, FormulaArguments(subset=subset, shared=shared))
        assert among.matrix.tobytes() == alone.matrix.tobytes()
        assert among.column_names == alone.column_names
        assert among.rows.used.tolist() == alone.rows.used.tolist()


def test_a_variable_is_computed_once():
    """And its levels are found once, as long as the rows stay the same."""
    data, shared = NamedColumns(_frame(), "data"), SharedVariables()
    arguments = FormulaArguments(shared=shared)
    build_design("y ~ poly(x, 2) + t", data, arguments)
    assert [v.name for v in shared.computed] == ["poly(x, 2)"]
    held = dict(shared._coded)
    assert held
    build_design("y ~ t", data, arguments)
    assert all(shared._coded[key] is made for key, made in held.items())
    assert len(shared._coded) == len(held)
    build_design("y ~ gap", data, arguments)  # other rows
    assert not any(key in shared._coded for key in held)


def test_what_a_function_of_the_user_gives_is_not_held():
    """It may give something else each time, and would be held for nothing."""
    data, shared = _frame(), SharedVariables()
    env = {"own": lambda v: np.asarray(v) + 1}
    for _ in range(3):
        build_design("y ~ own(x)", data, FormulaArguments(env=env, shared=shared))
    assert not shared.computed
    assert len(shared._taken) <= 3


def test_warnings_are_counted_by_thread():
    """What came without a warning is what may be used again."""
    before = times_warned()
    with pytest.warns(FitWarning):
        warn("something", FitWarning)
    assert times_warned() == before + 1
