"""Garson's and Olden's importance: networks worked out by hand, and what they do not have."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import pynnet
from pynnet import ArgumentError, garson, nnet, olden

# Inputs p, q, r; hidden units with a bias each, then an output with a bias.
#
#            p   q   r   -> output
#   unit 1   3  -1   0         2
#   unit 2   1   2   1        -4
ONE_OUTPUT = [9, 3, -1, 0, 9, 1, 2, 1, 9, 2, -4]


def network(wts, n_outputs=1, **options):
    """A network with these weights, of three named inputs and two hidden units."""
    x = pd.DataFrame([[0.0, 1.0, 2.0], [1.0, 0.0, 1.0]], columns=list("pqr"))
    y = np.eye(2)[:, :n_outputs]
    return nnet(x, y, size=2, Wts=wts, maxit=0, linout=True, trace=False, **options)


def test_garson_worked_by_hand():
    """Unit 1 divides 2 as 3:1:0, unit 2 divides 4 as 1:2:1; of 6 in all p has 2.5, q 2.5, r 1."""
    found = garson(network(ONE_OUTPUT))
    assert found.index.tolist() == list("pqr")
    assert (found.name, found.index.name) == ("importance", "input")
    # 1.5 + 1, 0.5 + 2, 0 + 1: divided by 6, each correct to one rounding.
    assert found.to_numpy() == pytest.approx([2.5 / 6, 2.5 / 6, 1 / 6], rel=1e-15)


def test_olden_worked_by_hand():
    """3*2 - 1*4, -1*2 - 2*4 and 0*2 - 1*4, exactly."""
    assert olden(network(ONE_OUTPUT)).tolist() == [2.0, -10.0, -4.0]


def test_several_outputs_have_a_column_each():
    """The second output takes 1 from unit 1 and 1 from unit 2."""
    fit = network([*ONE_OUTPUT, 9, 1, 1], n_outputs=2)
    assert olden(fit).to_dict("list") == {"o1": [2.0, -10.0, -4.0], "o2": [4.0, 1.0, 1.0]}
    # 3/4 + 1/4, 1/4 + 2/4, 0 + 1/4 of 2.
    assert garson(fit)["o2"].to_numpy() == pytest.approx([1 / 2, 3 / 8, 1 / 8], rel=1e-15)


def test_skip_layer_is_a_way_of_its_own():
    """Olden adds its weights, 5, -5 and 100; Garson does not know it and says so."""
    fit = network([*ONE_OUTPUT, 5, -5, 100], skip=True)
    assert olden(fit).tolist() == [7.0, -15.0, 96.0]
    with pytest.raises(ArgumentError, match=r"the skip layer go past them\. olden\(fit\)"):
        garson(fit)


def test_classes_name_the_columns(iris):
    """And the columns of the design matrix the rows."""
    fit = nnet("Species ~ Petal.Width + Petal.Length", iris, size=2, maxit=0, seed=1, trace=False)
    for found in (garson(fit), olden(fit)):
        assert found.columns.tolist() == ["setosa", "versicolor", "virginica"]
        assert found.index.tolist() == ["Petal.Width", "Petal.Length"]
    # Each share is rounded on its own.
    assert garson(fit).sum().to_numpy() == pytest.approx(np.ones(3), rel=1e-15)


def test_response_has_its_own_names(frame):
    """A single output is a Series; columns of a response are columns."""
    assert isinstance(
        olden(nnet("g ~ u + v", frame, size=1, maxit=0, seed=1, trace=False)), pd.Series
    )
    many = nnet("cbind(u, y) ~ v", frame, size=1, maxit=0, seed=1, trace=False)
    assert olden(many).columns.tolist() == ["u", "y"]


def test_unit_that_no_input_reaches_gives_nothing():
    """It is left out of what is divided, too: shares still add up to 1."""
    wts = [9, 0, 0, 0, 9, 1, 2, 1, 9, 2, -4]
    assert garson(network(wts)).tolist() == [0.25, 0.5, 0.25]


def test_garson_does_not_depend_on_signs_and_olden_does():
    """The sizes alone are divided."""
    signs = np.where(np.arange(11) % 2 == 0, 1.0, -1.0)
    fit, turned = network(ONE_OUTPUT), network(ONE_OUTPUT * signs)
    assert garson(fit).tolist() == garson(turned).tolist()
    assert olden(fit).tolist() != olden(turned).tolist()


@pytest.mark.parametrize("importance", [garson, olden])
def test_network_without_hidden_units_is_refused(importance):
    """Its weights say all there is."""
    fit = nnet([0, 1], [0, 1], size=0, skip=True, maxit=0, seed=1, trace=False)
    with pytest.raises(ArgumentError, match=r"there are none \(size=0\).*fit\.coef\(\)"):
        importance(fit)


@pytest.mark.parametrize("importance", [garson, olden])
def test_only_networks_have_importance(importance, iris):
    """Other fits are refused by name of the argument."""
    fit = pynnet.multinom("Species ~ Petal.Width", iris, decay=0.1, trace=False)
    for other in (fit, None, "fit"):
        with pytest.raises(ArgumentError, match=r"invalid 'fit': got .*Pass a fit of nnet\(\)"):
            importance(other)


def test_nothing_to_divide_is_refused():
    """Shares of nothing are not numbers."""
    with pytest.raises(ArgumentError, match="all weights of one are 0"):
        garson(network([0] * 11))


def test_weights_of_any_size_have_their_importance():
    """Products beyond all floats are infinite, in silence."""
    fit = nnet([[0, 0], [1, 1]], [0, 1], size=1, Wts=[0, 1e300, -1, 0, 1e300], maxit=0, trace=False)
    assert olden(fit)["i1"] == np.inf
