"""Trials of a selection: equal to fits in every bit, with their words and their errors."""

import warnings

import numpy as np
import pandas as pd
import pytest

from pynnet import PynnetError, RRandom, multinom
from pynnet._multinom.advice import unchecked
from pynnet._multinom.selection.trials import Trials


def _frame(n=80):
    stream = RRandom(3)
    data = pd.DataFrame(
        {"x": stream.runif(n), "z": stream.runif(n), "w": np.floor(stream.runif(n) * 4)}
    )
    data["g"] = pd.Categorical(np.array(list("pqr"))[stream.sample(3, n, True) - 1])
    data["y"] = np.array(list("abc"))[stream.sample(3, n, True) - 1]
    data["two"] = pd.Categorical(np.where(data["y"] == "a", "no", "yes"))
    data["few"] = np.round(data["x"] * 2)
    data["code"] = np.where(data["y"] == "a", 1, 2)
    data["truth"] = data["y"] == "a"
    for name in "abc":
        data[f"n{name}"] = np.floor(stream.runif(n) * 5) + (data["y"] == name)
        data[f"m{name}"] = (data["y"] == name).astype(float)
    data.index = [f"row {i}" for i in range(n)]
    return data


def _gaps():
    data = _frame()
    data.loc[["row 3", "row 50"], "x"] = np.nan
    return data


_COUNTS = "cbind(na, nb, nc) ~ x + z"
_MARKS = "cbind(ma, mb, mc) ~ x + z"
_CALLS = {
    "text": ("y ~ x + g", {}),
    "two classes": ("two ~ x + g + z", {}),
    "numbers": ("code ~ x + g", {}),
    "truths": ("truth ~ x + g", {}),
    "made a factor": ("factor(code) ~ x + g", {}),
    "weights by name": ("y ~ x + z", {"weights": "w"}),
    "weights": ("y ~ x + z", {"weights": np.arange(80.0)}),
    "subset": ("y ~ x + z", {"subset": np.arange(60)}),
    "a class left out": ("factor(y) ~ x + z", {"subset": _frame()["y"] != "b"}),
    "contrasts": ("y ~ x + g", {"contrasts": {"g": "contr.sum"}}),
    "decay": ("y ~ x + g", {"decay": 0.1}),
    "counts": (_COUNTS, {}),
    "censored": (_MARKS, {"censored": True}),
    "two counts": ("cbind(na, nb) ~ x + z", {"weights": "w"}),
    "summ=1": ("y ~ few + g", {"summ": 1}),
    "summ=2": ("y ~ few + g", {"summ": 2}),
    "summ=3": ("y ~ few + g", {"summ": 3}),
    "summ=3, shares": ("two ~ few + g", {"summ": 3, "weights": "w"}),
    "offset": ("two ~ x + z + offset(w)", {}),
    "stopped": ("y ~ x + g", {"maxit": 2}),
    "other search": ("y ~ x + g", {"method": "L-BFGS-B"}),
    "Hess and model": ("y ~ x + g", {"Hess": True, "model": True}),
}


def _with_words(function, capsys):
    """What a function gives, or its error; its warnings; what it prints."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            answer = function()
        except PynnetError as error:
            answer = f"{type(error).__name__}: {error}"
    said = [(w.category, str(w.message)) for w in seen]
    return answer, said, capsys.readouterr().out


@pytest.mark.parametrize("name", _CALLS)
@pytest.mark.parametrize("trace", [False, True])
def test_trials_are_fits(name, trace, capsys):
    """A trial has the bits, the warnings and the printed lines of the fit it stands for."""
    formula, arguments = _CALLS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = multinom(formula, _frame(), trace=False, **arguments)
    trials = Trials(fit, trace=trace)
    response = formula.partition("~")[0]
    for right in ("x", "z + x", "1", "few * g", "poly(z, 2)", "x + I(x^2) + I(2 * x)"):
        if "offset" in formula:
            right += " + offset(w)"

        def as_fit(other=f"{response} ~ {right}"):
            with unchecked():
                again = fit.call.changed(formula=other, trace=trace).again()
            cases = again._cases
            return (
                again.formula,
                again.edf,
                float(again.AIC).hex(),
                [a.tobytes() for a in (cases.design, cases.weights, cases.rows, cases.row_weights)],
            )

        def as_trial(other=f"{response} ~ {right}"):
            trial = trials.fitted(other)
            cases = trial.cases
            return (
                trial.formula,
                trial.edf,
                float(trial.aic).hex(),
                [a.tobytes() for a in (cases.design, cases.weights, cases.rows, cases.row_weights)],
            )

        capsys.readouterr()
        assert _with_words(as_trial, capsys) == _with_words(as_fit, capsys)


def test_trials_of_start_weights():
    """Start weights that do not fit a smaller network are refused, as the fit refuses them."""
    data = _frame()
    start = np.zeros(3 * 4)
    fit = multinom("y ~ x + z", data, trace=False, Wts=start)
    with pytest.raises(PynnetError, match="weights vector of incorrect length"):
        fit.drop1(trace=False)


def test_rows_that_come_back_are_named():
    """Without a term that has gaps more rows are used, which R refuses to compare."""
    fit = multinom("y ~ x + z", _gaps(), trace=False)
    with pytest.raises(
        PynnetError, match=r"number of rows in use has changed.*78.*80 with 'y ~ z'"
    ):
        fit.drop1(trace=False)


def test_trials_see_what_the_fit_saw():
    """A frame that is changed after the fit changes no trial."""
    data = _frame()
    fit = multinom("y ~ x + z", data, trace=False)
    before = fit.drop1(trace=False).table
    data["z"] = 0.0
    data["y"] = "a"
    pd.testing.assert_frame_equal(fit.drop1(trace=False).table, before, check_exact=True)
