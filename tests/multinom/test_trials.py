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


def _as_by_whole_fits(fit, scope, backward=True):
    """The path of a selection that makes a whole fit of every model."""
    path = [fit]
    while True:
        tried = []
        terms = fit.terms.terms
        if backward:
            tried += [f"- {label}" for label in terms.labels if label not in "x"]
        tried += [f"+ {label}" for label in scope if label not in terms.labels]
        fits = [fit, *(fit.update(f"~ . {change}", trace=False) for change in tried)]
        best = min(fits, key=lambda other: other.AIC)
        if best is fit:
            return path
        fit = best
        path.append(fit)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "name", [name for name in _CALLS if not name.startswith(("summ=", "other"))]
)
@pytest.mark.parametrize("forward", [False, True])
def test_a_selection_is_the_one_of_whole_fits(name, forward):
    """Models, numbers and the fit at the end are those of fits, of which most are not made."""
    formula, arguments = _CALLS[name]
    response = formula.partition("~")[0]
    more = ["I(z^2)", "g", "log(few + 1)", "factor(w):x", "t"] if forward else []
    data = _frame()
    data["t"] = np.where(data["z"] > 0.5, "early", "late")
    offset = " + offset(w)" if "offset" in formula else ""
    start = (
        f"{response}~ x + z{offset}" if forward else f"{response}~ x + z + g + poly(few, 2){offset}"
    )
    fit = multinom(start, data, trace=False, **arguments)
    path = _as_by_whole_fits(fit, more, backward=not forward)
    scope = (f"~ x{offset}", " + ".join(["~ .", *more]))
    chosen = fit.step(scope, "forward" if forward else "backward", trace=0)
    last = path[-1]
    assert chosen.formula == last.formula
    assert (chosen.wts.tobytes(), chosen.AIC.hex()) == (last.wts.tobytes(), last.AIC.hex())
    assert str(chosen.coef()) == str(last.coef())
    assert chosen.step_path.table["AIC"].tolist() == [model.AIC for model in path]
    assert chosen.step_path.table["Resid. Dev"].tolist() == [model.deviance for model in path]


def test_what_is_said_of_a_model_is_said_by_each_fit(capsys):
    """R fits a model twice, as a trial and when it is chosen; both fits print and warn."""
    data = _frame()
    fit = multinom("y ~ x + z + g", data)
    capsys.readouterr()
    fit.step(trace=0)  # trials print if trace asks for it, models chosen if the call does
    assert capsys.readouterr().out.count("# weights") == len(fit.step(trace=0).step_path.table) - 1
    capsys.readouterr()
    said = {}
    for trace in (True, False):
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            few = multinom("y ~ x + z + g", data, trace=trace, maxit=2)
            assert len(few.step(trace=trace).step_path.table) > 1
        said[trace] = sum("stopped after 2" in str(w.message) for w in seen)
    assert said[True] == said[False] == capsys.readouterr().out.count("stopped after 2 iterations")


def test_functions_of_the_user_are_called_for_each_trial():
    """What may give something else each time is not computed once for all."""
    calls = []

    def noted(values):
        calls.append(len(values))
        return np.asarray(values) ** 2

    fit = multinom("y ~ noted(x) + z + g", _frame(), trace=False, env={"noted": noted})
    calls.clear()
    fit.drop1(trace=False)
    assert len(calls) == 2
    labels = fit.drop1(["z", "g"], trace=False).table.index.tolist()
    assert labels == ["<none>", "z", "g"]


def test_variables_that_warn_are_computed_for_each_trial():
    """R warns in each of its fits."""
    data = _frame()
    fit = multinom("y ~ x + z + sqrt(abs(x - 0.5) - 0)", data, trace=False)
    data["s"] = data["x"] - 0.5
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        fit = multinom(
            "y ~ as.numeric(as.character(few)) + pmax(sqrt(s), 0, na.rm = TRUE) + z", data
        )
        before = len(seen)
        fit.drop1(trace=False)
    assert before == 1
    assert len(seen) == 1 + 2  # without the variable there is nothing to warn of


@pytest.mark.parametrize("name", ["text", "counts", "factor", "numbers"])
def test_gaps_leave_out_the_same_rows_in_each_trial(name):
    """Rows with missing values, looked for once, are those that a fit leaves out."""
    data = _gaps()
    data["z"] = data["z"].where(data.index != "row 7")
    response = {"text": "y", "counts": "cbind(na, nb, nc)", "factor": "two", "numbers": "code"}[
        name
    ]
    fit = multinom(f"{response} ~ x + z + g + x:z", data, trace=False)
    table = fit.drop1(trace=False).table
    others = [fit.update(f"~ . - {label}") for label in table.index[1:]]
    assert table["AIC"].tolist() == [fit.AIC, *(other.AIC for other in others)]
