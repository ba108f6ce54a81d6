"""What users reported: what they saw, the right value, and where that comes from."""

import numpy as np
import pandas as pd
import pytest

import pynnet


def frame(n=60, seed=1):
    """Two numbers and three classes, drawn by R's generator from a stream of their own."""
    stream = pynnet.RRandom(seed)
    d = pd.DataFrame({"x": stream.runif(n), "z": stream.runif(n)})
    d["y"] = np.array(list("abc"))[stream.sample(3, n, True) - 1]
    return d


def test_the_frame_of_these_tests_is_that_of_the_reports():
    assert frame().shape == (60, 3)
    with pytest.raises(KeyError):
        frame()["w"]


# ---- A fit is closed: what is computed later uses what was there at the fit


# ---- Effects know what a variable is; labels, shapes and padding of results


def test_the_effect_of_a_flag_made_a_number_is_that_from_false_to_true():
    """It was -8887.5, a derivative across a step; a saturated model has the shares of the data."""
    d = frame()
    d["flag"] = d["x"] > 0.5
    fit = pynnet.multinom("y ~ as.integer(flag)", d, trace=False)
    effect = fit.marginal_effects("flag").set_index("class")["effect"]
    share = pd.crosstab(d["flag"], d["y"], normalize="index")
    right = share.loc[True] - share.loc[False]
    assert np.abs(effect - right).max() < 1e-4  # the search stops at a relative 1e-8
    with pytest.raises(pynnet.FormulaError, match=r"as.integer\(x \* 4\) goes in steps"):
        pynnet.multinom("y ~ as.integer(x * 4)", d, trace=False).marginal_effects("x")


@pytest.mark.parametrize("kind", ["int64", "int32", "float64", "Int64", "category", "object"])
def test_classes_come_back_as_the_response_has_them(kind):
    """They were text, equal to no number of the response: 0 of all were right."""
    d = pd.DataFrame({"x": np.arange(30) / 30})
    d["cyl"] = pd.Series(np.repeat([4, 6, 8], 10)).astype(kind)
    for fit in (
        pynnet.multinom("cyl ~ x", d, decay=1e-3, trace=False),
        pynnet.multinom("factor(cyl) ~ x", d, decay=1e-3, trace=False),
        pynnet.nnet("factor(cyl) ~ x", d, size=3, decay=1e-3, maxit=500, seed=1, trace=False),
    ):
        classes = fit.predict(d, type="class", seed=1)
        assert classes.dtype == d["cyl"].dtype
        assert (classes == d["cyl"]).mean() > 0.8
        gap = fit.predict({"x": [0.0, None]}, type="class", seed=1)
        assert gap.isna().tolist() == [False, True]
        assert gap.iloc[0] == 4
        assert fit.lev == ("4", "6", "8")  # R's text


def test_booleans_come_back_as_booleans():
    """From a logical response, of a model of two classes and of a network with entropy."""
    d = pd.DataFrame({"x": np.arange(30) / 30, "flag": np.arange(30) > 14})
    fits = [
        pynnet.multinom("flag ~ x", d, decay=1e-3, trace=False),
        pynnet.nnet("flag ~ x", d, size=1, entropy=True, decay=1e-3, seed=1, trace=False),
    ]
    for fit in fits:
        classes = fit.predict(d, type="class", seed=1)
        assert classes.dtype == bool
        assert (classes == d["flag"]).mean() > 0.8


def test_a_search_by_multinom_counts_wrong_classes_of_integers():
    """Predictions and truth are compared as R's text, whatever type classes come back in."""
    d = pd.DataFrame({"x": np.arange(60) % 30 / 30})
    d["cyl"] = np.where(d["x"] < 0.3, 4, np.where(d["x"] < 0.7, 6, 8))
    text = d.assign(cyl=d["cyl"].astype(str))
    found = [
        pynnet.tune("multinom", "factor(cyl) ~ x", data, ranges={"decay": [0.01, 10]}, seed=1,
                    trace=False)
        for data in (d, text)
    ]  # fmt: skip
    assert found[0].performances.equals(found[1].performances)
    assert found[0].best_performance < 0.5


def test_exclude_pads_residuals_and_fitted_values():
    """R's residuals() and fitted() of the model have 12 rows, NA in two; ours had 10."""
    d = pd.DataFrame({"x": (np.arange(12) + 1) / 10, "y": list("abc") * 4, "v": np.arange(12) / 12})
    d.loc[[3, 10], "x"] = np.nan
    for fit in (
        pynnet.multinom("y ~ x", d, na_action="exclude", trace=False),
        pynnet.nnet("v ~ x", d, na_action="exclude", size=1, decay=0.1, seed=1, trace=False),
    ):
        for values in (fit.residuals, fit.fitted_values):
            assert len(values) == 12
            absent = pd.DataFrame(values).isna().all(axis=1)
            assert np.flatnonzero(absent).tolist() == [3, 10]


def test_no_rows_and_rows_without_any_text_are_predicted():
    """Both were refused: "fitted with type character but type numeric was supplied"."""
    d = frame().assign(g=list("pqr") * 20)
    fit = pynnet.multinom("y ~ log(x) + g", d, trace=False)
    assert fit.predict(d[:0], "probs").shape == (0, 3)
    assert fit.predicted_probabilities(newdata=d[:0]).empty
    for missing in ([None], [np.nan], pd.array([None], dtype="string")):
        assert fit.predict({"x": [0.5], "g": missing}, "probs").isna().all(axis=None)
        assert fit.predict({"x": missing, "g": ["p"]}, "probs").isna().all(axis=None)


def test_a_number_that_is_only_cut_is_no_set_of_categories():
    """It had a contrast for each value; an unknown value named them all, in 80 kB."""
    d = frame()
    fit = pynnet.multinom("y ~ cut(x, c(-1, 0.5, 2))", d, decay=0.01, trace=False)
    assert len(fit.predicted_probabilities({"x": [0.1234, 0.9]})) == 6
    assert len(fit.marginal_effects({"x": [0.2, 0.8]})) == 3
    with pytest.raises(pynnet.FormulaError) as error:
        fit.marginal_effects()
    assert len(str(error.value)) < 300


# ---- Advice costs little; rank, covariance, memory


def test_a_column_of_zeros_is_not_an_estimated_coefficient():
    """The level r has no rows; R: rank 3, edf 6, AIC 77.648."""
    d = pd.DataFrame({"x": np.arange(30) / 29})
    d["y"] = np.tile(list("abc"), 10)
    d["g"] = pd.Categorical(["p", "q"] * 15, categories=list("pqr"))
    fit = pynnet.multinom("y ~ x + g", d, trace=False)
    assert (fit.rank, fit.edf) == (3, 6)
    assert float.fromhex("0x1.3697981f195cp+6") == fit.AIC  # R


@pytest.mark.parametrize("formula", ["y ~ 0", "y ~ -1"])
def test_a_model_without_columns_is_refused_in_the_words_of_r(formula):
    """It was NumPy's "zero-size array"; R: incorrect length of 'mask'."""
    with pytest.raises(pynnet.FormulaError, match=r"incorrect length of 'mask'.*nothing to estim"):
        pynnet.multinom(formula, frame(), trace=False)


def test_predictors_near_the_largest_numbers_are_fitted_and_their_errors_refused(capfd):
    """It was a LinAlgError, and LAPACK printed; R fits, and refuses the summary in these words."""
    d = pd.DataFrame({"y": list("abc") * 10, "x": np.arange(30) / 29 * 1e200})
    with pytest.warns(pynnet.FitWarning, match="because of the scale of 'x'"):
        fit = pynnet.multinom("y ~ x", d, trace=False)
    assert fit.value == float.fromhex("0x1.07aabd30232dcp+5")  # R
    for method in ("R", "stable"):
        with pytest.raises(pynnet.DataError, match="infinite or missing values in 'x'"):
            fit.vcov(method)
    assert capfd.readouterr() == ("", "")


def test_advice_of_many_classes_takes_little_memory_and_loses_no_fit(monkeypatch):
    """The check of 200 classes took all memory; whatever fails in it is said, and the fit stays."""
    from pynnet._multinom import separation

    def no_memory(*_):
        raise MemoryError

    monkeypatch.setattr(separation, "possible_classes", no_memory)
    with pytest.warns(pynnet.FitWarning, match="not checked for separated classes: MemoryError"):
        fit = pynnet.multinom("Species ~ Petal.Length", pynnet.load_iris(), trace=False, maxit=500)
    assert fit.edf == 4


def test_many_balanced_classes_are_not_suspicious():
    """100 classes in 3,000 rows of noise took 13 seconds: now no linear program is made at all."""
    import tracemalloc
    import warnings

    stream = pynnet.RRandom(1)
    d = pd.DataFrame({"x": stream.rnorm(3000)})
    for name in ("z", "u", "v"):
        d[name] = stream.rnorm(3000)
    d["y"] = [f"c{k:03d}" for k in stream.sample(100, 3000, True)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tracemalloc.start()
        fit = pynnet.multinom("y ~ .", d, trace=False, MaxNWts=2000)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert fit._class_probabilities.min() < 1e-3  # the check had something to look at
    assert peak < 20 * fit._outputs.nbytes


def test_a_predictor_in_seconds_since_1970_is_named():
    """R's search stops short of the maximum as well; scaled, the same model is far better."""
    d = frame(200)
    seconds = np.cumsum(np.ones(200)) * 86400
    d["when"] = 1.7e9 + seconds
    d["y"] = np.where(seconds + 3e6 * (d["x"] - 0.5) > seconds.mean(), "late", "early")
    with pytest.warns(pynnet.FitWarning, match=r"stopped before the maximum.*'when'"):
        raw = pynnet.multinom("y ~ when", d, trace=False)
    scaled = pynnet.multinom("y ~ scale(when)", d, trace=False)
    assert raw.value > scaled.value + 1


# ---- The language of formulas, and its limits


# ---- Functions of formulas, argument by argument


# ---- Every public entry refuses nonsense in its own words


# ---- Searches: checkpoints, workers, scores


def accuracy_score(y_true, y_pred):
    """Stand for scikit-learn's, which need not be installed."""
    return float(np.mean(y_true == y_pred))


accuracy_score.__module__ = "sklearn.metrics._classification"


def test_a_score_is_not_minimised(monkeypatch):
    """The worst setting was chosen: with 0 iterations nothing is learned, with 100 much is."""
    call = {"size": 2, "maxit": [0, 100], "seed": 1, "decay": 0.01}
    iris = pynnet.load_iris()
    found = pynnet.tune_nnet("Species ~ .", iris, metrics=accuracy_score, **call)
    assert found.best_parameters["maxit"] == 100
    assert found.rewards == ("accuracy_score",)
    with pytest.raises(pynnet.ArgumentError, match="greater_is_better=True"):
        pynnet.tune_nnet("Species ~ .", iris, metrics=lambda t, p: np.mean(t == p), **call)
    control = pynnet.tune_control(error_fun=accuracy_score)
    with pytest.raises(pynnet.ArgumentError, match=r"is no error: .* metrics=accuracy_score"):
        pynnet.tune_nnet("Species ~ .", iris, control=control, **call)
    monkeypatch.setattr(accuracy_score, "__name__", "roc_auc_score")
    with pytest.raises(pynnet.ArgumentError, match="not known to judge labels"):
        pynnet.tune_nnet("Species ~ .", iris, metrics=accuracy_score, **call)


def test_ranges_may_be_given_to_tune_nnet():
    """'multiple values for keyword' came; the grid is that of the names."""
    d = frame()
    call = {"linout": True, "seed": 1, "maxit": 1000, "control": pynnet.tune_control(cross=3)}
    by_name = pynnet.tune_nnet("x ~ z", d, size=[1, 2], decay=[0, 0.1], **call)
    ranges = {"size": [1, 2], "decay": [0, 0.1]}
    by_ranges = pynnet.tune_nnet("x ~ z", d, ranges=ranges, **call)
    assert by_ranges.performances.equals(by_name.performances)
    with pytest.raises(pynnet.ArgumentError, match='"size" matched by multiple'):
        pynnet.tune_nnet("x ~ z", d, size=1, ranges=ranges, **call)


class StratifiedKFold:
    """Stand for scikit-learn's."""

    def split(self, x, _y=None):
        """Give one pair."""
        rows = np.arange(len(x))
        yield rows[10:], rows[:10]


@pytest.mark.parametrize("folds", [20, 2.5, "a", {1: 2}, True, StratifiedKFold()])
def test_folds_that_are_none_are_refused(folds):
    """Bare TypeErrors came."""
    with pytest.raises(pynnet.ArgumentError, match="invalid 'folds'"):
        pynnet.tune_control(folds=folds)


def test_folds_of_a_splitter_are_taken():
    """As a list, or as they come."""
    d = frame()
    for folds in (list(StratifiedKFold().split(d)), StratifiedKFold().split(d)):
        control = pynnet.tune_control(folds=folds)
        found = pynnet.tune_nnet("x ~ z", d, size=1, linout=True, control=control, seed=1)
        assert found.train_ind[0].tolist() == list(range(10, 60))


@pytest.mark.parametrize("labels", [None, float("nan"), pd.NA])
@pytest.mark.parametrize("kind", ["groups", "stratify"])
def test_missing_groups_and_strata_are_refused(kind, labels):
    """Their rows came into any fold, as memory had it, or NumPy's broadcast error came."""
    d = frame()
    d["g"] = pd.Series([labels, *(["a", "b", "c", "d"] * 15)[:59]], dtype=object)
    for given in ("g", d["g"].to_numpy()):
        control = pynnet.tune_control(cross=2, **{kind: given})
        with pytest.raises(pynnet.DataError, match=f"{kind} has missing labels, in 1 of 60"):
            pynnet.tune_nnet("x ~ z", d, size=1, linout=True, control=control)


def test_random_settings_need_no_grid():
    """A billion settings took 7.4 GB; R draws rows from sample(p, k) after the permutation."""
    d = frame(30)
    ranges = {"size": [1, 2], "decay": np.arange(500_000) / 1e6, "maxit": list(range(1, 1001))}
    control = pynnet.tune_control(random=3, sampling="fix")
    found = pynnet.tune("nnet", "x ~ z", d, ranges=ranges, linout=True, control=control, seed=1)
    stream = pynnet.RRandom(1)
    stream.sample(30)
    assert found.performances.index.tolist() == stream.sample(10**9, 3).tolist()
    with pytest.raises(pynnet.ArgumentError, match="the grid has 1000000000 settings, at most"):
        pynnet.tune("nnet", "x ~ z", d, ranges=ranges, linout=True)


@pytest.mark.filterwarnings("ignore:the fit stopped:pynnet.FitWarning")
def test_logical_responses_are_tuned():
    """R takes an error of one's own for nnet, and classes for multinom; here both were refused.

    R: set.seed(1); d <- data.frame(z = runif(30)); d$flag <- runif(30) < d$z; set.seed(2);
    tune(multinom, flag ~ z, data = d, ranges = list(maxit = c(1, 5)), trace = FALSE): 0.1666667,
    maxit 5; tune(nnet, ..., size = 1:2, sampling "fix", mean absolute error): 0.1487232, size 2.
    """
    s = pynnet.RRandom(1)
    d = pd.DataFrame({"z": s.runif(30)})
    d["flag"] = s.runif(30) < d["z"]
    found = pynnet.tune("multinom", "flag ~ z", d, ranges={"maxit": [1, 5]}, trace=False, seed=2)
    assert found.best_parameters == {"maxit": 5}
    assert f"{found.best_performance:.7f}" == "0.1666667"
    control = pynnet.tune_control(sampling="fix", error_fun=lambda t, p: np.mean(np.abs(t - p)))
    found = pynnet.tune("nnet", "flag ~ z", d, ranges={"size": [1, 2]}, control=control, seed=2)
    assert found.best_parameters == {"size": 2}
    assert f"{found.best_performance:.7f}" == "0.1487232"
    with pytest.raises(pynnet.DataError, match="Dependent variable has wrong type!"):
        pynnet.tune("nnet", "flag ~ z", d, ranges={"size": [1, 2]})


def test_checkpoint_of_another_cost_is_refused(tmp_path):
    """The search went on with the numbers of cost(3)."""

    def cost(weight):
        return lambda t, p: weight * float(np.mean(np.abs(t - p)))

    d, path = frame(), tmp_path / "search"
    call = {
        "size": [1, 2],
        "decay": 0.1,
        "linout": True,
        "maxit": 1000,
        "seed": 1,
        "checkpoint": path,
    }
    pynnet.tune_nnet("x ~ z", d, control=pynnet.tune_control(cross=3, error_fun=cost(3)), **call)
    before = path.read_bytes()
    assert pynnet.__version__.encode() in before.splitlines()[0]
    pynnet.tune_nnet("x ~ z", d, control=pynnet.tune_control(cross=3, error_fun=cost(3)), **call)
    assert path.read_bytes() == before
    control = pynnet.tune_control(cross=3, error_fun=cost(4))
    with pytest.raises(pynnet.ArgumentError, match="another search, which differs in the metrics"):
        pynnet.tune_nnet("x ~ z", d, control=control, **call)


def test_changed_digit_of_a_checkpoint_is_refused(tmp_path):
    """In 21 of 40 trials other results came."""
    d, path = frame(), tmp_path / "search"
    call = {
        "size": [1, 2],
        "decay": 0.1,
        "linout": True,
        "maxit": 1000,
        "seed": 1,
        "checkpoint": path,
    }
    call["control"] = pynnet.tune_control(cross=3)
    pynnet.tune_nnet("x ~ z", d, **call)
    whole = path.read_bytes()
    digits = [k for k, byte in enumerate(whole) if chr(byte).isdigit()]
    for place in digits[:: max(1, len(digits) // 60)]:
        other = b"%d" % ((int(chr(whole[place])) + 1) % 10)
        path.write_bytes(whole[:place] + other + whole[place + 1 :])
        changed = path.read_bytes()
        with pytest.raises(pynnet.ArgumentError, match="invalid 'checkpoint'"):
            pynnet.tune_nnet("x ~ z", d, **call)
        assert path.read_bytes() == changed


class Nobody:
    """An executor without workers."""

    def submit(self, *_):
        """Take a call that nobody answers."""
        from concurrent.futures import Future

        return Future()


def test_no_worker_is_said_and_given_up(tmp_path):
    """It waited for ever without a word; the checkpoint stays."""
    d, path = frame(), tmp_path / "search"
    call = {"size": 1, "linout": True, "checkpoint": path, "seed": 1}
    with (
        pytest.warns(pynnet.FitWarning, match="no worker has answered for"),
        pytest.raises(pynnet.WorkerError, match="pass a larger worker_timeout="),
    ):
        pynnet.tune_nnet("x ~ z", d, executor=Nobody(), worker_timeout=0.2, **call)
    assert path.read_bytes().count(b"\n") == 1
    pynnet.tune_nnet("x ~ z", d, **call)


def test_worker_of_another_version_is_refused(monkeypatch):
    """Its numbers were taken, and went into the checkpoint."""
    from concurrent.futures import ThreadPoolExecutor

    from pynnet._network import arithmetic_versions
    from pynnet._tuning.execution import worker

    def of_another(*_):
        return {**arithmetic_versions(), "pynnet": "0.0.1"}

    monkeypatch.setattr(worker, "arithmetic_versions", of_another)
    with (
        ThreadPoolExecutor(1) as pool,
        pytest.raises(pynnet.WorkerError) as caught,
    ):
        pynnet.tune_nnet("x ~ z", frame(), size=1, linout=True, executor=pool)
    assert str(caught.value).startswith(
        f"a worker has pynnet 0.0.1, here is pynnet {pynnet.__version__}: its numbers"
    )


def test_map_of_a_reward_of_ones_own_has_the_best_light():
    """It was drawn dark: only named metrics were known."""
    pytest.importorskip("matplotlib", reason="draws")
    good = pynnet.Metric("good", lambda t, p: -np.mean(np.abs(t - p)), "number", True)
    call = {"size": [1, 2], "decay": [0.1, 1], "linout": True, "maxit": 1000, "seed": 1}
    axes = pynnet.tune_nnet("x ~ z", frame(), metrics=good, **call).plot()
    assert axes.collections[0].get_cmap().name == "viridis"


# ---- Fits in all bits, the random stream, and the kernel


# ---- Random calls compared with R
