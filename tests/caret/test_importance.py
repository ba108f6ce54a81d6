"""Importance of predictors; its numbers are compared with caret's in compat/."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, FitWarning, garson, load_iris, multinom, nnet
from pynnet.caret import avnnet, pcannet, train, train_control, var_imp

pytestmark = pytest.mark.filterwarnings("ignore:the fit stopped", "ignore:the fitted values")

ONCE = {"control": train_control("none"), "maxit": 20, "trace": False, "seed": 1}


@pytest.fixture(scope="module")
def iris():
    return load_iris()


@pytest.fixture(scope="module")
def found(iris):
    return train("Species ~ .", iris, tune_grid={"size": [2], "decay": [0.1]}, **ONCE)


def test_each_hidden_unit_counts_alike():
    """By hand: shares 3:1 in one unit and 1:1 in the other, whatever leaves the units.

    Garson's own partition weighs the units by what leaves them.
    """
    weights = [0, 3, -1, 0, 2, 2, 0, 3, -1]
    fit = nnet([[0, 0], [1, 1]], [0, 1], size=2, Wts=weights, maxit=0, trace=False)
    assert var_imp(fit)["Overall"].tolist() == [62.5, 37.5]
    assert garson(fit).tolist() == [(0.75 * 3 + 0.5) / 4, (0.25 * 3 + 0.5) / 4]


def test_outputs_have_columns(iris):
    """And their mean stands in front."""
    fit = nnet("Species ~ .", iris, size=2, decay=0.1, trace=False, seed=1)
    table = var_imp(fit)
    assert list(table) == ["Overall", *fit.lev]
    np.testing.assert_allclose(table["Overall"], table.iloc[:, 1:].mean(axis=1))


def test_multinomial_importance_adds_sizes(iris):
    """Over the classes, without the intercept."""
    fit = multinom("Species ~ .", iris, decay=0.1, trace=False)
    sizes = fit.coef().abs().sum().drop("(Intercept)")
    np.testing.assert_allclose(var_imp(fit)["Overall"], sizes)
    assert var_imp(multinom("Species ~ 1", iris, trace=False)).shape == (0, 1)


def test_inputs_have_their_names(iris):
    """Those of columns; numbers where there are none."""
    x, y = iris.iloc[:, :4], iris["Species"]
    averaged = avnnet(x, y, size=1, maxit=5, trace=False, seed=1)
    assert list(var_imp(averaged).index) == list(x)
    plain = nnet(x.to_numpy(), pd.get_dummies(y).to_numpy(float), size=1, trace=False, seed=1)
    assert list(var_imp(plain).index) == ["X1", "X2", "X3", "X4"]
    frame = x.rename(columns={"Sepal.Width": "a b"})
    named = var_imp(train(frame, y, tune_grid={"size": [1], "decay": [0.1]}, **ONCE))
    assert "a b" in named.importance.index


def test_print_shows_the_largest(found):
    """As many as are asked for; the object is not changed."""
    imp = var_imp(found)
    assert imp.to_string(top=1).splitlines()[3].endswith("shown (out of 4)")
    assert str(imp) == imp.to_string(top=100)
    with pytest.raises(ArgumentError, match="invalid 'top'"):
        imp.to_string(top=0)


def test_equal_predictors_stand_in_their_order(iris):
    """So that printing draws nothing."""
    one = var_imp(
        train(
            iris[["Petal.Length", "Petal.Width"]],
            iris["Species"],
            tune_grid={"size": [1], "decay": [0.1]},
            **ONCE,
        ),
        use_model=False,
        scale=False,
    )
    assert (one.importance == 1).all(axis=None)
    assert [line.split()[0] for line in str(one).splitlines()[4:]] == list(one.importance.index)


def test_bars_are_drawn(found):
    """The largest on top; a class if it is asked for."""
    pytest.importorskip("matplotlib")
    imp = var_imp(found)
    ax = imp.plot(top=3)
    assert [label.get_text() for label in ax.get_yticklabels()][-1] == imp.importance.iloc[
        :, 0
    ].idxmax()
    assert len(ax.patches) == 3
    assert imp.plot(output="setosa").get_xlabel() == "importance (nnet, setosa)"
    curves = var_imp(found, use_model=False)
    assert curves.plot().get_xlabel() == "importance (ROC curve, largest over the classes)"
    with pytest.raises(ArgumentError, match="'output' should be one of"):
        imp.plot(output="foo")


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"use_model": 1}, "invalid 'use_model'"),
        ({"nonpara": None}, "invalid 'nonpara'"),
        ({"scale": "a"}, "invalid 'scale'"),
        ({"foo": 1}, "unused argument"),
    ],
)
def test_bad_arguments_are_refused(found, how, words):
    """Before anything is done."""
    with pytest.raises(ArgumentError, match=words):
        var_imp(found, **how)


def test_what_has_no_importance_says_so(iris):
    """In R's words, and what there is instead."""
    fit = nnet("Species ~ .", iris, size=0, skip=True, trace=False, seed=1)
    with pytest.raises(ArgumentError, match="no hidden units"):
        var_imp(fit)
    with pytest.raises(ArgumentError, match="no applicable method for 'varImp'"):
        var_imp(3)
    with pytest.raises(ArgumentError, match="principal components"):
        var_imp(pcannet("Species ~ .", iris, size=1, maxit=5, trace=False, seed=1))
    with pytest.raises(ArgumentError, match="unused argument"):
        var_imp(multinom("Species ~ 1", iris, trace=False), scale=False)
    skipping = nnet("Species ~ .", iris, size=1, skip=True, maxit=5, trace=False, seed=1)
    with pytest.warns(FitWarning, match="skip layer"):
        var_imp(skipping)


def test_variables_alone_must_be_numbers():
    """Text has no order; loess is not offered."""
    data = pd.DataFrame({"g": list("uvwuvw") * 2, "a": range(12), "y": list("pq") * 6})
    data["n"] = np.arange(12.0) ** 2
    how = {"tune_grid": {"size": [1], "decay": [0.1]}, **ONCE}
    with pytest.raises(DataError, match=r"Not compatible with requested type.*'g' is no number"):
        var_imp(train("y ~ g + a", data, **how), use_model=False)
    numbers = train("n ~ a", data, linout=True, **how)
    with pytest.raises(ArgumentError, match="loess, which is not offered"):
        var_imp(numbers, use_model=False)
    assert var_imp(numbers, use_model=False, nonpara=False, scale=False).importance.shape == (1, 1)


def test_a_column_of_truths_has_its_own_name():
    """As in caret, whose network calls it `lTRUE`; a formula makes that a variable."""
    data = pd.DataFrame({"p": np.arange(12.0) / 12, "l": [True, False, True] * 4})
    data["y"] = list("aab" * 4)
    how = {"method": "nnet", "tune_grid": {"size": [1], "decay": [0.1]}, "trace": False, "seed": 1}
    of_columns = train(data[["p", "l"]], data["y"], control=train_control("cv", 2), **how)
    assert list(var_imp(of_columns).importance.index) == ["p", "l"]
    of_formula = train("y ~ p + l", data, control=train_control("cv", 2), **how)
    assert list(var_imp(of_formula).importance.index) == ["p", "lTRUE"]
