"""Columns of tables of models: what maketables is given, and what it makes of it."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from pynnet import ArgumentError, Multinom, from_json, load_iris, multinom
from tests.support import assert_same_bits, interop


@pytest.fixture(scope="module")
def fit() -> Multinom:
    return multinom("Species ~ Sepal.Width", load_iris(), trace=False)


def test_a_column_holds_what_tidy_says(fit):
    """All bits, class by class."""
    table = fit.tidy(level=0.95)
    narrow = fit.tidy(level=0.90)
    ratios = fit.tidy(exponentiate=True)
    columns = fit.table_columns()
    assert [column.class_name for column in columns] == ["versicolor", "virginica"]
    for k, column in enumerate(columns):
        rows = slice(2 * k, 2 * k + 2)
        made = column.__maketables_coef_table__
        assert list(made.index) == ["(Intercept)", "Sepal.Width"]
        for name, source, theirs in [
            ("b", table, "estimate"), ("se", table, "std_error"), ("t", table, "z"),
            ("z", table, "z"), ("p", table, "p"),
            ("ci95l", table, "conf_low"), ("ci95u", table, "conf_high"),
            ("ci90l", narrow, "conf_low"), ("ci90u", narrow, "conf_high"),
            ("rrr", ratios, "estimate"),
            ("rrr95l", ratios, "conf_low"), ("rrr95u", ratios, "conf_high"),
        ]:  # fmt: skip
            assert_same_bits(made[name].to_numpy(), source[theirs].to_numpy()[rows])


def test_statistics_are_those_of_the_fit(fit):
    """By the keys of maketables; what there is none of is None, which it shows as a dash."""
    column = fit.table_columns()[0]
    glance = fit.glance().iloc[0]
    expected = {
        "N": 150, "edf": 4, "deviance": fit.deviance, "aic": fit.AIC, "bic": fit.BIC,
        "ll": float(fit.logLik()), "pseudo_r2": glance["McFadden"], "base": "setosa",
        "convergence": 0, "se_type": "model", "r2": None,
    }  # fmt: skip
    assert {key: column.__maketables_stat__(key) for key in expected} == expected
    assert set(column.__maketables_default_stat_keys__) < set(expected)


def test_standard_errors_are_those_of_the_covariance_given(fit):
    """And they say so in the table."""
    robust = fit.vcov(type="HC1")
    columns = fit.table_columns(vcov=robust, se_type="HC1")
    errors = np.concatenate([each.__maketables_coef_table__["se"] for each in columns])
    assert_same_bits(errors, np.sqrt(np.diag(robust)))
    assert columns[0].__maketables_vcov_info__["vcov_type"] == "HC1"
    assert columns[0].__maketables_default_stat_keys__[-1] == "se_type"
    assert fit.table_columns(vcov=robust)[0].se_type == "own"


def test_a_column_is_closed(fit):
    """What is handed out may be changed."""
    column = fit.table_columns()[0]
    handed_out = column.__maketables_coef_table__
    handed_out["b"] = 0.0
    assert (column.__maketables_coef_table__["b"] != 0).all()


def test_two_classes_have_one_column():
    iris = load_iris()
    iris["wide"] = iris["Sepal.Width"] > 3
    (column,) = multinom("wide ~ Petal.Width", iris, trace=False).to_list()
    assert column.__maketables_depvar__ == "wide: TRUE"
    assert column.__maketables_stat__("base") == "FALSE"


def test_infinite_ratios_are_shown_as_such():
    """The exponential of a large coefficient overflows without a warning."""
    data = {"g": list("aaabaabbabbb"), "x": np.arange(12.0) / 2000}
    (column,) = multinom("g ~ x", data, trace=False).to_list()
    assert np.isinf(column.__maketables_coef_table__.loc["x", "rrr"])


def test_a_fit_without_its_data_lacks_what_needs_them(fit):
    """All but what another model is compared by."""
    column = from_json(fit.to_json(data=False)).to_list()[0]
    assert column.__maketables_stat__("pseudo_r2") is None
    assert column.__maketables_stat__("N") == 150
    assert column.__maketables_stat__("aic") == fit.AIC


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"se_type": 1}, "invalid 'se_type'"),
        ({"se_type": " "}, "invalid 'se_type'"),
        ({"vcov": np.eye(3)}, "invalid 'vcov'"),
        ({"vcov": "HC1"}, r"^invalid 'vcov': got 'HC1'\. Pass a matrix .*: vcov\(type='HC1'\)"),
        ({"vcov_method": "sandwich"}, "'method' should be one of"),
        ({"vcov": np.eye(4), "vcov_method": "stable"}, "pass one"),
    ],
)
def test_arguments_are_checked(fit, arguments, words):
    with pytest.raises(ArgumentError, match=words):
        fit.table_columns(**arguments)


def test_nothing_of_maketables_is_imported():
    """The protocol is made of attributes."""
    code = (
        "import sys; from pynnet import load_iris, multinom; "
        "fit = multinom('Species ~ Sepal.Width', load_iris(), trace=False); "
        "fit.to_list()[0].__maketables_coef_table__; assert 'maketables' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.interop
def test_models_stand_side_by_side(fit):
    """A column for each class of each model; what a model lacks is empty."""
    maketables = interop("maketables")
    larger = fit.update("~ . + Petal.Width", decay=0.01, trace=False)
    table = maketables.ETable([fit, larger])
    assert [head[0] for head in table.df.columns] == [
        "Species: versicolor",
        "Species: virginica",
    ] * 2
    cells = table.df.loc["coef"]
    assert list(cells.index) == ["(Intercept)", "Sepal.Width", "Petal.Width"]
    b, se = fit.coef().loc["versicolor", "Sepal.Width"], fit.summary().standard_errors
    shown = f"{b:.3f}*** \n ({se.loc['versicolor', 'Sepal.Width']:.3f})"
    assert cells.iloc[1, 0].replace(" ", "") == shown.replace(" ", "")
    assert list(cells.iloc[2, :2]) == ["", ""]
    assert table.df.loc[("stats", "Observations")].tolist() == ["150"] * 4
    assert table.df.loc[("stats", "Base class")].tolist() == ["setosa"] * 4
    assert "p < 0.01" in table.notes


@pytest.mark.interop
def test_robust_and_other_models_in_one_table(fit):
    """Columns of several fits are added up; relative risk ratios go by their names."""
    maketables = interop("maketables")
    columns = fit.table_columns(vcov=fit.vcov(type="HC0"), se_type="HC0") + fit.to_list()
    table = maketables.ETable(columns, coef_fmt="rrr:.4f\n[rrr95l:.4f, rrr95u:.4f]")
    assert table.df.loc[("stats", "S.E. type")].tolist() == ["HC0", "HC0", "model", "model"]
    ratio = fit.tidy(exponentiate=True).iloc[1]
    assert table.df.loc["coef"].iloc[1, 2] == (
        f"{ratio['estimate']:.4f}\n[{ratio['conf_low']:.4f}, {ratio['conf_high']:.4f}]"
    )


@pytest.mark.interop
def test_tables_are_written_for_papers(fit, tmp_path):
    """As LaTeX, as a page and as a Word document, with every class and coefficient."""
    maketables = interop("maketables")
    docx = interop("docx")
    table = maketables.ETable([fit], caption="Widths")
    latex = table.make(type="tex")
    assert "Species: versicolor" in latex
    assert r"-6.119*** \\ (0.991)" in latex
    table.save(type="html", file_name=str(tmp_path / "t.html"), show=False)
    page = (tmp_path / "t.html").read_text(encoding="utf-8")
    assert all(words in page for words in ("versicolor", "Sepal.Width", "-6.119"))
    table.save(type="docx", file_name=str(tmp_path / "t.docx"), show=False)
    (written,) = docx.Document(str(tmp_path / "t.docx")).tables
    texts = [cell.text for row in written.rows for cell in row.cells]
    assert any("-6.119***" in text for text in texts)
    assert "Species: virginica" in texts
