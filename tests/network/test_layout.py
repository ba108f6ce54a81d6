"""Layout of networks: units, connections and labels, compared with R's."""

from __future__ import annotations

import numpy as np
import pytest

from pynnet import nnet
from pynnet._network.layout import Network

from ..support import recorded

# Recorded from R, the call is in each case:
#   fit <- nnet(matrix(0, 2, p), matrix(0, 2, q), size = , skip = , ..., rang = 0, maxit = 0)
#   fit$conn; fit$nconn; fit$nunits; fit$nsunits; names(coef(fit))
LAYOUTS = recorded("units.json", "layout")


def network_of(case):
    """The network of a recorded case."""
    return Network(
        case["n_inputs"],
        case["size"],
        case["n_outputs"],
        skip=case["skip"],
        linear=case["linear"],
    )


@pytest.mark.parametrize("case", LAYOUTS, ids=lambda case: case["call"])
def test_layout_is_that_of_r(case):
    """Units and connections are numbered and stored as in R."""
    network = network_of(case)
    assert network.n == (case["n_inputs"], case["size"], case["n_outputs"])
    assert network.nunits == case["nunits"]
    assert network.nsunits == case["nsunits"]
    assert network.n_weights == case["n_weights"]
    assert network.conn.tolist() == case["conn"]
    assert network.nconn.tolist() == case["nconn"]


@pytest.mark.parametrize("case", LAYOUTS, ids=lambda case: case["call"])
def test_labels_are_those_of_r(case):
    """The names of the weights are those of R's coef()."""
    assert network_of(case).weight_labels == case["labels"]


@pytest.mark.parametrize("case", LAYOUTS, ids=lambda case: case["call"])
def test_fit_shows_the_layout_of_r(case):
    """The same numbers are attributes of a fit."""
    shape = (2, case["n_outputs"])
    options = {"linout": True} if case["linear"] else {}
    fit = nnet(
        np.zeros((2, case["n_inputs"])),
        np.zeros(shape),
        size=case["size"],
        skip=case["skip"],
        rang=0,
        maxit=0,
        trace=False,
        **options,
    )
    assert (fit.nunits, fit.nsunits) == (case["nunits"], case["nsunits"])
    assert fit.conn.tolist() == case["conn"]
    assert fit.nconn.tolist() == case["nconn"]
    assert fit.coef().index.tolist() == case["labels"]


def test_network_has_no_weights_without_hidden_units_and_skip():
    """Such outputs have no sources at all, not even the bias."""
    network = Network(3, 0, 2)
    assert network.n_weights == 0
    assert network.conn.size == 0
    assert network.nconn.tolist() == [0] * 7


@pytest.mark.parametrize("case", LAYOUTS, ids=lambda case: case["call"])
def test_layers_follow_conn(case):
    """The two layers of weights are views, in the order of storage."""
    network = network_of(case)
    positions = np.arange(network.n_weights, dtype=float)
    hidden, outputs = network.layers(positions)
    assert hidden.shape == (network.size, 1 + network.n_inputs)
    assert len(outputs) == network.n_outputs
    assert np.concatenate([hidden.ravel(), outputs.ravel()]).tolist() == positions.tolist()
    assert hidden.size == 0 or np.shares_memory(hidden, positions)
    assert np.shares_memory(outputs, positions)
