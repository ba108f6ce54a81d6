"""Fits that R saved are in Python what they are in R; `compat/record/rfiles.R` saved them."""

import pickle

import numpy as np
import pandas as pd
import pytest

import pynnet
from pynnet import ArgumentError, FitWarning, Multinom, NNet, Tune, read_rds

from ..support import RECORDINGS, ROOT, assert_same_bits, from_hex

SAVED = RECORDINGS / "rfiles"
FITS = sorted(path.stem.removeprefix("fit-") for path in SAVED.glob("fit-*.rds"))
pytestmark = pytest.mark.filterwarnings("ignore:contrasts dropped from factor")


def saved(name):
    """A fit with new data and what R says of it."""
    return read_rds(SAVED / f"fit-{name}.rds")


def predicted(case, kind=None):
    fit = case["fit"]
    return fit.predict(case["newdata"], kind or ("probs" if isinstance(fit, Multinom) else "raw"))


def test_fits_are_there():
    """The tests below look at something."""
    assert len(FITS) == 10


@pytest.mark.parametrize("name", FITS)
def test_predictions_have_rs_bits(name):
    """poly, ns, bs and scale remember, factors keep levels and contrasts, numbers their values."""
    case = saved(name)
    numbers = [np.nan if text is None else from_hex(text) for text in case["prediction"]]
    assert_same_bits(np.asarray(predicted(case)).ravel(order="F"), numbers)
    assert_same_bits(np.ravel(case["fit"].coef()), from_hex(list(coefficients(case))))


def coefficients(case):
    """R's coefficients; those of several classes stand column by column."""
    numbers, own = case["coef"], case["fit"].coef()
    return numbers.reshape(own.shape, order="F").ravel() if np.ndim(own) == 2 else numbers


@pytest.mark.parametrize("name", FITS)
def test_classes_and_texts_are_rs(name):
    """Classes, what print and summary show."""
    case = saved(name)
    if case["class"] is not None:
        classes = [None if pd.isna(label) else str(label) for label in predicted(case, "class")]
        assert classes == list(case["class"])
    assert str(case["fit"]) == "\n".join(case["print"])
    if isinstance(case["fit"], Multinom) and case["vcov"] is None:
        return  # R found the data in its session
    if case["summary"] is not None:
        assert str(case["fit"].summary()) == "\n".join(case["summary"])


@pytest.mark.parametrize("name", ["classes", "two_classes"])
def test_covariances_are_rs(name):
    """Of the second derivatives in the file; the last digits are the library's (D85)."""
    case = saved(name)
    covariance = case["fit"].vcov()
    theirs = from_hex(list(case["vcov"])).reshape(covariance.shape)
    scale = np.sqrt(np.diag(theirs))
    assert (np.abs(covariance - theirs) <= 1e-7 * np.outer(scale, scale)).all(axis=None)


def test_fields_are_rs():
    """What the call did not say has R's default, what it computes is None."""
    fit = saved("remembering")["fit"]
    assert isinstance(fit, NNet)
    assert fit.n == (11, 2, 3)
    assert fit.hyperparameters["maxit"] == 30
    assert fit.hyperparameters["rang"] == 0.7
    assert fit.counts == {"function": None, "gradient": None}
    assert fit.path is None
    assert fit.message == "stopped after 30 iterations"
    assert fit.r_fields["call"].startswith(
        "nnet.formula(formula = Species ~ poly(Petal.Width, 2) +"
    )
    assert fit.fitted_values.index.tolist() == list(range(1, 149, 3))
    assert fit.terms.xlevels == {}


def test_rows_left_out_are_missing_under_exclude():
    """na.exclude: residuals stand at the rows of the data, those left out in their places."""
    fit = saved("omitted")["fit"]
    assert len(fit.na_action) == 37
    assert fit.fitted_values.isna().sum() == 37
    assert len(fit.fitted_values) == 153


def test_model_frames_serve_for_what_needs_the_data():
    """A model of plain variables is fitted again from its frame; others say what they lack."""
    fit = saved("two_classes")["fit"]
    with pytest.raises(ArgumentError, match=r"Pass data=, weights= to update\(\)"):
        fit.update("~ . - ordered(race)")
    assert fit._cases.design.shape == (63, 5)
    assert fit.predict().index[0] == 85  # R's name of the first row
    counts = saved("counts")["fit"]
    with pytest.raises(ArgumentError, match="does not hold the data that it was fitted to"):
        counts.vcov()
    with pytest.raises(ArgumentError, match="does not hold all that it was fitted to"):
        counts.update()


def test_data_that_are_passed_serve_as_well():
    """update(data=...) fits again, from R's start to R's end, and then has all that R needs."""
    data = ROOT / "docs" / "data"
    fit = read_rds(data / "race.rds")
    births = pd.read_csv(data / "birthwt.csv", index_col=0)
    names = {1: "white", 2: "black", 3: "other"}
    births["race"] = pd.Categorical(births["race"].map(names), categories=list(names.values()))
    again = fit.update(data=births)
    assert_same_bits(again.wts, fit.wts)
    assert_same_bits(again.fitted_values, fit.fitted_values)
    assert again.step(trace=0).edf == 8
    with pytest.raises(ArgumentError, match=r"Pass data= to update\(\)"):
        fit.step()


def test_searches():
    """e1071's tune: print, summary, and the best model, which predicts."""
    case = read_rds(SAVED / "search.rds")
    search = case["search"]
    assert isinstance(search, Tune)
    assert str(search.summary()) == "\n".join(case["summary"])
    assert search.best_parameters == {"size": 1}
    assert [len(rows) for rows in search.train_ind] == [33, 34, 33]
    assert min(map(min, search.train_ind)) == 0
    assert search.best_model.predict({"Petal.Width": [0.2]}, "class").tolist() == ["setosa"]


def test_fits_may_stay_lists():
    """With fits=False they are what R has."""
    case = read_quietly("arrays")
    assert case["fit"]["n"].tolist() == [4, 2, 3]
    assert set(case["fit"]) >= {"wts", "conn", "fitted.values"}


def read_quietly(name):
    with pytest.warns(FitWarning, match="class 'nnet' is not known"):
        return read_rds(SAVED / f"fit-{name}.rds", fits=False)


def test_fits_are_pickled_and_copied():
    """As those made here."""
    for name in ("remembering", "two_classes"):
        case = saved(name)
        again = pickle.loads(pickle.dumps(case["fit"]))
        assert str(again) == str(case["fit"])
        assert_same_bits(
            again.predict(case["newdata"], "p" if name != "remembering" else "raw"), predicted(case)
        )


def test_own_functions_are_passed(tmp_path):
    """A function of the user's is not in the file, which is said; env= gives it."""
    data, own = pynnet.load_iris(), {"half": lambda v: v / 2}
    options = {"size": 1, "seed": 1, "maxit": 5, "trace": False}
    with pytest.warns(FitWarning, match="without converging"):
        fit = pynnet.nnet("Species ~ half(Petal.Width)", data, env=own, **options)
    with pytest.warns(FitWarning, match=r"calls your own half\(\)"):
        pynnet.write_rds(fit, tmp_path / "fit.rds")
    with pytest.raises(pynnet.FormulaError, match='could not find function "half"'):
        read_rds(tmp_path / "fit.rds").predict(data)
    again = read_rds(tmp_path / "fit.rds", env=own)
    assert_same_bits(again.predict(data), fit.predict(data))


def node_of_fit(name):
    """What stands in the file of a fit."""
    from pynnet._rfiles.format.budget import Budget
    from pynnet._rfiles.format.compression import decompressed
    from pynnet._rfiles.format.nodes import names_of_items
    from pynnet._rfiles.format.unserialize import unserialized

    budget = Budget(2**30)
    data = decompressed((SAVED / f"fit-{name}.rds").read_bytes(), budget)
    case, _ = unserialized(data, budget)
    return case.values[names_of_items(case).index("fit")]


def test_fields_of_a_newer_nnet_are_kept(tmp_path):
    """What is not known here is in r_fields, and is written again."""
    from pynnet._rfiles.format.nodes import Character, names_of_items
    from pynnet._rfiles.format.serialize import serialized

    for name in ("arrays", "classes"):
        node = node_of_fit(name)
        node.attributes["names"] = Character([*names_of_items(node), "seed", "engine"])
        node.values += [node_of_fit("arrays").values[0], Character(["new"])]
        (tmp_path / "fit").write_bytes(serialized(node))
        fit = read_rds(tmp_path / "fit")
        assert fit.r_fields["engine"].tolist() == ["new"]
        assert fit.r_fields["seed"].tolist() == [4, 2, 3]
        pynnet.write_rds(fit, tmp_path / "again")
        assert read_rds(tmp_path / "again").r_fields["engine"].tolist() == ["new"]


def test_calls_stay_as_r_has_them(tmp_path):
    """Those too that no formula could hold: a package's data, columns, a frame that was passed."""
    from pynnet._rfiles.format.nodes import names_of_items
    from pynnet._rfiles.format.serialize import serialized
    from pynnet._rfiles.language import call_of, expression_of, program_text

    node = node_of_fit("classes")
    place = names_of_items(node).index("call")
    call = node.values[place]
    in_package = call_of(expression_of(call))
    in_package.arguments[1] = ("data", package_data())
    node.values[place] = in_package
    (tmp_path / "fit").write_bytes(serialized(node))
    fit = read_rds(tmp_path / "fit")
    assert "data = MASS::birthwt[, 1:4]," in str(fit.call).replace("\n    ", "")
    pynnet.write_rds(pickle.loads(pickle.dumps(fit)), tmp_path / "again")
    assert str(read_rds(tmp_path / "again").call) == str(fit.call)
    assert program_text(in_package).startswith("multinom(formula = race ~ ns(age, 2)")


def package_data():
    """The program MASS::birthwt[, 1:4]."""
    from pynnet._rfiles.format.nodes import MISSING, Call, Symbol
    from pynnet._rfiles.writing.vectors import integers

    frame = Call(Symbol("::"), [(None, Symbol("MASS")), (None, Symbol("birthwt"))])
    return Call(Symbol("["), [(None, frame), (None, MISSING), (None, integers([1, 2, 3, 4]))])


def test_measures_need_no_data():
    """They are those of the file: R's deviance, AIC, and degrees of freedom."""
    from pynnet._rfiles.format.nodes import names_of_items

    for name in ("classes", "two_classes", "counts"):
        node, fit = node_of_fit(name), saved(name)["fit"]
        fields = dict(zip(names_of_items(node), node.values, strict=True))
        for field in ("deviance", "AIC", "edf", "rank", "value"):
            assert getattr(fit, field) == fields[field].values[0]
        assert fit.logLik().df == fit.edf
