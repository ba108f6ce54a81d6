"""Marginal means and their differences, compared with those of R's package emmeans."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtr

from compat.cases import read_data
from pynnet import ArgumentError, FormulaError, Multinom, load_iris, multinom
from pynnet._multinom.effects.adjusted_p import adjusted_p
from tests.support import RECORDINGS, from_hex

RECORDED = json.loads((RECORDINGS / "marginal_means.json").read_text(encoding="utf-8"))["cases"]
FORMULAS = {
    "housing": "Sat ~ Infl + Type * Cont",
    "classes": "race ~ age + smoke * low + lwt",
    "two": "low ~ race * smoke + age",
}


@pytest.fixture(scope="module")
def fits() -> dict[str, Multinom]:
    birthwt = read_data("birthwt")
    texts = {name: birthwt[name].astype(str) for name in ("race", "smoke", "low")}
    birthwt = birthwt.assign(**texts)
    arguments = {"trace": False, "maxit": 1000, "reltol": 1e-12}
    housing = read_data("housing")
    return {
        "housing": multinom(FORMULAS["housing"], housing, weights="Freq", **arguments),
        "classes": multinom(FORMULAS["classes"], birthwt, **arguments),
        "two": multinom(FORMULAS["two"], birthwt, **arguments),
    }


CASES = [(case, type) for case in RECORDED for type in ("probability", "link")]


def identify(value: object) -> str:
    return value if isinstance(value, str) else f"{value['fit']}-{'-'.join(value['variables'])}"


@pytest.mark.parametrize(("case", "type"), CASES, ids=identify)
def test_means_and_differences_are_those_of_emmeans(case, type, fits):
    """Within 1e-8 of a standard error, which are within 1e-7: so exact is R's pseudo-inverse.

    emmeans puts the classes first, and the probabilities of a range are to 1e-8 there.
    """
    fit, theirs = fits[case["fit"]], case[type]
    at = {name: [float(v) for v in values] for name, values in dict(case["at"]).items()}
    given = {"variables": case["variables"], "by": case["by"] or None, "at": at or None}
    got = fit.marginal_means(**given, type=type)
    names = [*case["by"], *case["variables"]]
    wanted = pd.DataFrame(theirs["settings"]).rename(columns={case["response"]: "class"})
    wanted = wanted.assign(mean=from_hex(theirs["mean"]), error=from_hex(theirs["std_error"]))
    key = [*names, "class"]
    text = got.assign(**{name: got[name].map(_text) for name in key})
    both = text.merge(wanted, on=key, validate="one_to_one")
    assert len(both) == len(wanted) == len(got)
    assert (abs(both[type] - both["mean"]) <= 1e-8 * both["error"]).all()
    np.testing.assert_allclose(both["std_error"], both["error"], rtol=1e-7)

    pairs = fit.pairwise_comparisons(**given, type=type)
    assert len(pairs) == len(theirs["difference"])
    theirs_pairs = pd.DataFrame(theirs["pairs"]).rename(columns={case["response"]: "class"})
    theirs_pairs = theirs_pairs.assign(
        contrast=[_contrast(text, case["variables"]) for text in theirs_pairs["contrast"]],
        d=from_hex(theirs["difference"]),
        error=from_hex(theirs["pair_error"]),
        range=from_hex(theirs["p"]),
    )
    # Where two variables are told apart, the other one changes fastest there: some signs differ.
    swapped = ~theirs_pairs["contrast"].isin(pairs["contrast"])
    turned = theirs_pairs["contrast"].str.split(" - ").str[::-1].str.join(" - ")
    theirs_pairs["contrast"] = theirs_pairs["contrast"].where(~swapped, turned)
    theirs_pairs["d"] = theirs_pairs["d"].where(~swapped, -theirs_pairs["d"])
    key = [*case["by"], "class", "contrast"]
    text = pairs.assign(**{name: pairs[name].map(_text) for name in key})
    both = text.merge(theirs_pairs, on=key, validate="one_to_one")
    assert len(both) == len(pairs)
    assert (abs(both["difference"] - both["d"]) <= 1e-8 * both["error"]).all()
    np.testing.assert_allclose(both["std_error"], both["error"], rtol=1e-7)
    np.testing.assert_allclose(both["p"], both["range"], rtol=1e-6, atol=1e-8)


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _contrast(text: str, variables: list[str]) -> str:
    """What R writes as ``age20 - age30``: the variable before a number."""
    for name in variables:
        text = text.replace(name, "")
    return text.replace("(", "").replace(")", "")


def test_two_means_need_no_adjustment():
    """The range of two normal numbers is their difference, as far into the tail as you like."""
    z = np.array([0.0, -0.3, 2.0, 9.0, 30.0, np.nan])
    p = 2 * ndtr(-np.abs(z))
    for adjust in ("tukey", "none"):
        np.testing.assert_allclose(adjusted_p(z, p, adjust, 2), p, rtol=1e-12)


def test_adjustments_by_hand():
    p = np.array([0.01, 0.04, 0.03])
    z = np.zeros(3)
    np.testing.assert_allclose(adjusted_p(z, p, "holm", 3), [0.03, 0.06, 0.06])
    np.testing.assert_allclose(adjusted_p(z, p, "bonferroni", 3), [0.03, 0.12, 0.09])
    np.testing.assert_array_equal(adjusted_p(z, p, "none", 3), p)


def test_missing_comparisons_count():
    """As in emmeans, which says "for 6 tests" where three of them are not estimable."""
    p = np.array([0.76711485, 0.09300712, np.nan, 0.1556537, np.nan, np.nan])
    holm = [1, 0.5580427, np.nan, 0.7782686, np.nan, np.nan]
    bonferroni = [1, 0.5580427, np.nan, 0.9339224, np.nan, np.nan]
    np.testing.assert_allclose(adjusted_p(p, p, "holm", 4), holm, rtol=1e-6)
    np.testing.assert_allclose(adjusted_p(p, p, "bonferroni", 4), bonferroni, rtol=1e-6)


def test_sums_over_classes(fits):
    """Probabilities add up to 1, log odds to 0, and differences to 0."""
    fit = fits["housing"]
    assert (
        fit.marginal_means("Infl")
        .groupby("Infl", observed=True)["probability"]
        .sum()
        .round(12)
        .eq(1)
        .all()
    )
    link = fit.marginal_means("Infl", type="link")
    np.testing.assert_allclose(link.groupby("Infl", observed=True)["link"].sum(), 0, atol=1e-12)
    pairs = fit.pairwise_comparisons("Infl")
    np.testing.assert_allclose(pairs.groupby("contrast")["difference"].sum(), 0, atol=1e-12)


def test_values_fixed_by_at_stand_in_the_table(fits):
    table = fits["two"].marginal_means("race", at={"age": 25, "smoke": ["0", "1"]})
    assert list(table.columns[:4]) == ["race", "age", "smoke", "class"]
    assert len(table) == 3 * 2 * 2
    pairs = fits["two"].pairwise_comparisons("race", at={"smoke": ["0", "1"]})
    assert len(pairs) == 3 * 2 * 2


def test_covariance_of_ones_own_is_used(fits):
    fit = fits["two"]
    plain, robust = (fit.marginal_means("race", vcov=v) for v in (None, fit.vcov(type="HC0")))
    assert plain["probability"].equals(robust["probability"])
    assert not np.isclose(plain["std_error"], robust["std_error"]).any()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"variables": "race", "by": "race"}, "named twice"),
        ({"variables": "rase"}, "Did you mean 'race'"),
        ({"variables": "race", "at": [1]}, "a dictionary"),
        ({"variables": "race", "at": {"race": []}}, "an empty list"),
        ({"variables": "race", "at": {"rase": 1}}, "Did you mean 'race'"),
        ({"variables": "race", "at": {"race": "7"}}, "is no value of 'race'"),
        ({"variables": "race", "type": "log"}, "'type'"),
        ({"variables": "race", "level": 2}, "'level'"),
    ],
)
def test_what_goes_with_nothing_is_refused(arguments, words, fits):
    for method in (fits["two"].marginal_means, fits["two"].pairwise_comparisons):
        with pytest.raises(ArgumentError, match=words):
            method(**arguments)


def test_nothing_to_compare_is_refused(fits):
    with pytest.raises(ArgumentError, match="there is one mean for 'age'"):
        fits["two"].pairwise_comparisons("age")
    with pytest.raises(ArgumentError, match="'adjust'"):
        fits["two"].pairwise_comparisons("race", adjust="sidak")


def test_too_many_combinations_are_refused():
    r = np.random.default_rng(1)
    data = pd.DataFrame({f"f{j}": r.permutation(340) % 17 for j in range(6)}).astype(str)
    data["y"] = r.integers(0, 2, 340).astype(str)
    fit = multinom("y ~ f0 + f1 + f2 + f3 + f4 + f5", data, trace=False, decay=1)
    fixed = {"f1": "1", "f2": "1", "f3": "1", "f4": "1"}
    assert len(fit.marginal_means("f0", at=fixed)) == 2 * 17
    with pytest.raises(ArgumentError, match="means over 1,419,857 combinations"):
        fit.marginal_means("f0")


def test_columns_of_the_table_are_not_overwritten():
    data = load_iris().rename(columns={"Sepal.Width": "class"})
    fit = multinom("Species ~ class", data, trace=False)
    with pytest.raises(ArgumentError, match="rename the variable"):
        fit.marginal_means("class")


def test_terms_of_all_rows_are_refused():
    fit = multinom("Species ~ I(Sepal.Width - mean(Sepal.Width))", load_iris(), trace=False)
    with pytest.raises(FormulaError):
        fit.marginal_means("Sepal.Width")


def test_without_variables_there_is_one_mean_of_each_class():
    """Those of emmeans(fit, ~ Sat, mode = "prob"), in R 4.2 with emmeans 1.8.4; `at` fixes."""
    plain = multinom("Sat ~ Infl + Type + Cont", read_data("housing"), weights="Freq", trace=False)
    got = plain.marginal_means()
    assert list(got.columns) == ["class", "probability", "std_error", "conf_low", "conf_high"]
    assert got["class"].tolist() == ["Low", "Medium", "High"]
    np.testing.assert_allclose(got["probability"], [0.3262625, 0.2671041, 0.4066335], atol=1e-6)
    np.testing.assert_allclose(got["std_error"], [0.01232864, 0.0123058, 0.01303487], atol=1e-7)
    fixed = plain.marginal_means(at={"Cont": "Low"})
    np.testing.assert_allclose(fixed["probability"], [0.3692778, 0.2576558, 0.3730665], atol=1e-6)
    by_contact = plain.marginal_means(by="Cont").query("Cont == 'Low'")["probability"]
    np.testing.assert_array_equal(by_contact, fixed["probability"])
    link = plain.marginal_means(type="link")["link"]
    np.testing.assert_allclose(link, [-0.04486522, -0.15594837, 0.20081358], atol=1e-6)
    with pytest.raises(ArgumentError, match="one or more names"):
        plain.pairwise_comparisons([])
    for ask in (plain.marginal_means, plain.pairwise_comparisons, plain.marginal_effects):
        with pytest.raises(ArgumentError, match=r"'Sat' .* It is the response: every table"):
            ask("Sat")
