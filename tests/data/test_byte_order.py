"""Numbers in the byte order of another machine: the bits of the same numbers in this one's."""

import numpy as np
import pandas as pd
import pytest

import pynnet
from pynnet import caret, nnet, permutation_importance, r, tune_control, tune_nnet
from tests.support import assert_same_bits

OPTIONS = {"size": 1, "decay": 0.1, "seed": 1, "trace": False}
CALLS = {
    "fit": lambda data: nnet("z ~ x + k", data, subset=[0, 3, 4, 7], **OPTIONS).wts,
    "search": lambda data: (
        tune_nnet("z ~ x", data, control=tune_control(cross=2), **OPTIONS).best_model.wts
    ),
    "search of a mapping": lambda data: (
        tune_nnet(
            "z ~ x", {"x": data["x"].to_numpy(), "z": data["z"].to_numpy()},
            control=tune_control(cross=2), **OPTIONS,
        ).best_model.wts
    ),
    "train": lambda data: (
        caret.train(
            {"x": data["x"], "k": data["k"]}, data["z"], tune_grid={"size": [1], "decay": [0.1]},
            linout=True, trace=False, control=caret.train_control("cv", 2), seed=1,
        ).results["RMSE"].to_numpy()
    ),
    "importance": lambda data: (
        permutation_importance(nnet("z ~ x + k", data, **OPTIONS), data, seed=1)["importance"]
        .to_numpy()
    ),
    "take": lambda data: r.take(data["x"].to_numpy(), [1, 99]),
    "split": lambda data: r.split(data, data["k"])["1"]["x"].to_numpy(),
    "merge": lambda data: r.merge(data, data, by="k")["x.y"].to_numpy(),
    "unique": lambda data: r.unique(data)["z"].to_numpy(),
}  # fmt: skip


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_numbers_of_another_machine_are_the_same(call):
    """No row of them can be chosen by pandas; what was passed stays as it was."""
    own = pd.DataFrame({"x": np.linspace(0, 1, 8), "k": np.arange(8) % 3})
    own["z"] = pynnet.RRandom(1).runif(8)
    other = own.astype({"x": ">f8", "k": ">i2", "z": ">f8"})
    assert_same_bits(call(other).astype(float), call(own).astype(float))
    assert not any(dtype.isnative for dtype in other.dtypes)
