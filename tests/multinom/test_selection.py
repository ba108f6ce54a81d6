"""Comparing and choosing multinomial models."""

from __future__ import annotations

import pickle
import sys

import pytest

from pynnet import ArgumentError, DataError, FitWarning, Multinom, load_iris, multinom

# Given by R, with MASS loaded, which prints the tests, and a variable trace, for drop1 and add1, by
# small <- multinom(Species ~ Sepal.Length, d, maxit = 500, trace = FALSE) for d <- iris; large <-
# update(small, ~ . + Sepal.Width); large$call; anova(large, small); drop1(large); add1(small, ~ . +
# Sepal.Width, sorted = TRUE); step(small, ~ . + Sepal.Width, direction = "forward")$anova.
_R = """\
multinom(formula = Species ~ Sepal.Length + Sepal.Width, data = d,\x20
    maxit = 500, trace = FALSE)
Likelihood ratio tests of Multinomial Models

Response: Species
                       Model Resid. df Resid. Dev   Test    Df LR stat.
1               Sepal.Length       296   182.0679                     \x20
2 Sepal.Length + Sepal.Width       294   110.3705 1 vs 2     2 71.69744
       Pr(Chi)
1            \x20
2 2.220446e-16
trying - Sepal.Length\x20
trying - Sepal.Width\x20
             Df      AIC
<none>        6 122.3705
Sepal.Length  4 260.5370
Sepal.Width   4 190.0679
trying + Sepal.Width\x20
             Df      AIC
+Sepal.Width  6 122.3705
<none>        4 190.0679
Start:  AIC=190.07
Species ~ Sepal.Length

trying + Sepal.Width\x20
# weights:  12 (6 variable)
initial  value 164.791843\x20
iter  10 value 62.715967
iter  20 value 59.808291
iter  30 value 55.445984
iter  40 value 55.375704
iter  50 value 55.346472
iter  60 value 55.301707
iter  70 value 55.253532
iter  80 value 55.243230
iter  90 value 55.230241
iter 100 value 55.212479
iter 110 value 55.202443
iter 120 value 55.192705
iter 130 value 55.191200
iter 140 value 55.191033
iter 150 value 55.190191
iter 160 value 55.189448
iter 170 value 55.188985
iter 180 value 55.188556
iter 190 value 55.187777
iter 200 value 55.187265
iter 210 value 55.186957
iter 220 value 55.186595
final  value 55.185249\x20
converged
               Df      AIC
+ +Sepal.Width  6 122.3705
<none>          4 190.0679

Step:  AIC=122.37
Species ~ Sepal.Length + Sepal.Width

            Step Df Deviance Resid. Df Resid. Dev      AIC
1                NA       NA       146   182.0679 190.0679
2 + +Sepal.Width -2 71.69744       144   110.3705 122.3705
"""

# Iris is separated by its sepals, which R does not say.
pytestmark = pytest.mark.filterwarnings("ignore:the predictors separate")


@pytest.fixture
def small() -> Multinom:
    d = load_iris()
    return multinom("Species ~ Sepal.Length", d, maxit=500, trace=False)


def test_everything_prints_what_r_prints(capsys: pytest.CaptureFixture[str]) -> None:
    """Call, tests, single terms, trace and path are R's to the character."""
    d = load_iris()
    small = multinom("Species ~ Sepal.Length", d, maxit=500, trace=False)
    large = small.update("~ . + Sepal.Width")
    sys.stdout.write(f"{large.call}\n{large.anova(small)}\n")
    sys.stdout.write(f"{large.drop1()}\n")
    sys.stdout.write(f"{small.add1('~ . + Sepal.Width', sorted=True)}\n")
    chosen = small.step("~ . + Sepal.Width", direction="forward")
    sys.stdout.write(f"{chosen.step_path}\n")
    assert capsys.readouterr().out == _R


def test_update_changes_and_removes_arguments(small: Multinom) -> None:
    """None takes an argument away, as NULL does; without evaluation the call is returned."""
    call = small.update(maxit=50, trace=None, evaluate=False)
    assert "maxit = 50" in str(call)
    assert "trace" not in str(call)


def test_extract_aic(small: Multinom) -> None:
    """The penalty is k for each coefficient."""
    assert small.extractAIC(k=3) == (4, small.deviance + 12)


def test_penalties_that_are_no_numbers_are_refused(small: Multinom) -> None:
    """In R's words, before a model is fitted."""
    for method in (small.extractAIC, small.step):
        with pytest.raises(
            ArgumentError, match="non-numeric argument to binary operator: got k='2'"
        ):
            method(k="2")


def test_single_terms_that_change_nothing(small: Multinom) -> None:
    """R gives no AIC where the number of coefficients stays."""
    assert small.add1(["Sepal.Length"]).table["AIC"].isna().tolist() == [False, True]


def test_k_does_not_choose_the_step(small: Multinom) -> None:
    """R chooses by k = 2 and stops by k, with the model of the last step; we say so."""
    with pytest.warns(FitWarning, match="k decides only when to stop"):
        chosen = small.step("~ . + Sepal.Width", trace=0, k=1000)
    assert chosen.formula == "Species ~ Sepal.Length + Sepal.Width"
    assert len(chosen.step_path.table) == 1


def test_errors_have_the_words_of_r(small: Multinom) -> None:
    """What cannot be compared or chosen is refused."""
    with pytest.raises(ArgumentError, match='anova is not implemented for a single "multinom"'):
        small.anova()
    with pytest.raises(ArgumentError, match="'arg' should be one of “Chisq”, “none”"):
        small.anova(small, test="F")
    with pytest.raises(ArgumentError, match="models must be fits of multinom"):
        small.anova(1)
    fewer = small.update(data=load_iris().iloc[:120])
    with pytest.raises(ArgumentError, match="not all fitted to the same size of dataset"):
        small.anova(fewer)
    with pytest.raises(ArgumentError, match="'scope' is not a subset of term labels"):
        small.drop1("Petal.Width")
    with pytest.raises(ArgumentError, match="no terms in 'scope' for adding to object"):
        small.add1("~ .")
    with pytest.raises(ArgumentError, match=r"upper scope has term ‘Sepal\.Length’ not included"):
        small.step("~ Sepal.Width", trace=0)
    with pytest.raises(ArgumentError, match="lower scope has terms ‘a’, ‘b’ not included"):
        small.step({"lower": "~ a + b"}, trace=0)


def test_rows_must_stay(small: Multinom) -> None:
    """A term with missing values changes the cases."""
    d = load_iris()
    d.loc[3, "Sepal.Width"] = float("nan")
    with pytest.raises(DataError, match="number of rows in use has changed"):
        small.update(data=d).add1("~ . + Sepal.Width")


def test_path_is_pickled(small: Multinom) -> None:
    """A chosen model keeps its path."""
    chosen = small.step(trace=0)
    assert str(pickle.loads(pickle.dumps(chosen)).step_path) == str(chosen.step_path)


@pytest.mark.filterwarnings("ignore:the fit stopped after 10 iterations")
def test_tests_after_summ_are_of_the_rows_fitted() -> None:
    """R's numbers for the smaller model on the rows of the larger one, with the same columns.

    f <- multinom(e ~ ordered(k) + P - 1, maxit = 10, summ = 3); multinom(e ~ P - 1, subset =
    !is.na(k), maxit = 10, summ = 3), where P <- poly(z, 2), have these deviances. update() of f
    takes in the row that k lacks, and has as many cases after summ.
    """
    data = {
        "e": list("pqqprrrrrrpqqrqr"),
        "z": [-2.2, -1.8, 2.4, 0.4, -0.2, 4.2, 5, 0.9, 1.6, 1.9, -1.8, 0.2, 2.8, 1.6, 0.6, 3.9],
        "k": [4, 3, 3, 2, 2, 4, 2, 3, None, 1, 3, 4, 4, 4, 2, 3],
    }
    call = "e ~ ordered(k) + poly(z, 2) - 1"
    fit = multinom(call, data, maxit=10, summ=3, trace=False)
    assert fit.deviance == float.fromhex("0x1.43faaf9681675p+4")
    statistic = fit.lr_tests()["statistic"]["ordered(k)"]
    assert statistic == float.fromhex("0x1.9685535921407p+4") - fit.deviance
