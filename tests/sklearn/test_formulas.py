"""RFormula: R's design matrix, remembered for new data."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from pynnet import ArgumentError, DataError, FitWarning, FormulaError, model_matrix
from pynnet.sklearn import RFormula
from tests.support import interop

DATA = pd.DataFrame(
    {
        "dose": [1.0, 2.0, 4.0, 8.0, 3.0],
        "drug": ["b", "a", "b", "c", "a"],
        "kind": pd.Categorical(["u", "v", "u", "v", "u"], ordered=True),
        "yes": [True, False, True, True, False],
        "花 名": [0.1, 0.2, 0.3, 0.4, 0.5],
    },
    index=[3, 1, 4, 1, 5],
)
FORMULAS = [
    "~ .",
    "~ dose",
    "~ drug * poly(dose, 2) + yes",
    "~ scale(dose) + ns(dose, 2) + kind",
    "~ 0 + drug",
    "~ (dose + drug + kind)^2",
    "~ `花 名` + I(`花 名`^2)",
    "dose ~ .",
    "log(dose) ~ drug",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_columns_are_rs(formula):
    """Names and bits, with the intercept or without it; a left-hand side is left out."""
    expected = model_matrix(formula, DATA)
    made = RFormula(formula, intercept=True).set_output(transform="pandas").fit_transform(DATA)
    pd.testing.assert_frame_equal(made, expected, check_exact=True)
    bare = RFormula(formula).set_output(transform="pandas").fit_transform(DATA)
    without = expected.drop(columns="(Intercept)", errors="ignore")
    pd.testing.assert_frame_equal(bare, without, check_exact=True)


@pytest.mark.parametrize("formula", FORMULAS)
def test_new_data_have_the_columns_of_the_fit(formula):
    """Levels, contrasts, knots and means are remembered; a clone forgets, a pickle does not."""
    new = DATA.iloc[[1, 2]]
    made = RFormula(formula, intercept=True).fit(DATA)
    expected = model_matrix(formula, DATA, newdata=new)
    assert made.transform(new).tobytes() == expected.to_numpy().tobytes()
    assert made.get_feature_names_out().tolist() == list(expected.columns)
    again = pickle.loads(pickle.dumps(made))
    assert again.transform(new).tobytes() == expected.to_numpy().tobytes()
    with pytest.raises(NotFittedError):
        clone(made).transform(new)


def test_contrasts_versions_and_functions_of_ones_own():
    """As in model_matrix()."""
    arguments = {"contrasts": {"drug": "sum"}, "env": {"f": lambda x: x + k, "k": 3.0}}
    k = 3.0
    expected = model_matrix("~ drug + f(dose)", DATA, **arguments)
    made = RFormula("~ drug + f(dose)", intercept=True, **arguments).fit_transform(DATA)
    assert made.tobytes() == expected.to_numpy().tobytes()


def test_variables_around_the_call_are_out_of_reach():
    """What stands around it are scikit-learn's own."""
    k = 3.0
    assert k
    with pytest.raises(FormulaError, match="object 'k' not found"):
        RFormula("~ I(dose * k)").fit(DATA)
    with pytest.raises(FormulaError, match=r"object 'X' not found"):
        RFormula("~ X + y").fit(DATA)


def test_rows_with_missing_values():
    """They are refused, or become rows of NaN: never left out, since those of y would not be."""
    gaps = DATA.assign(dose=[1.0, np.nan, 4.0, 8.0, 3.0])
    with pytest.raises(DataError, match=r"missing values in object: 1 rows.*na_action='exclude'"):
        RFormula("~ dose").fit(gaps)
    with pytest.raises(DataError, match="missing values in object: 1 rows"):
        RFormula("~ dose").fit(DATA).transform(gaps)
    made = RFormula("~ dose + drug", na_action="exclude")
    for values in (made.fit_transform(gaps), made.fit(DATA).transform(gaps)):
        assert values.shape == (5, 3)
        assert np.isnan(values).all(axis=1).tolist() == [False, True, False, False, False]
    assert RFormula("~ drug").fit_transform(gaps).shape == (5, 2)  # another column's gap


def test_arrays_have_rs_names():
    """V1, V2, …; text among numbers is text."""
    assert RFormula().fit(np.eye(3)).get_feature_names_out().tolist() == ["V1", "V2", "V3"]
    mixed = np.array([[1.0, "a"], [2.0, "b"]], dtype=object)
    assert RFormula().fit(mixed).get_feature_names_out().tolist() == ["V1", "V2b"]


def test_names_are_compared_with_those_of_the_fit():
    """In scikit-learn's words."""
    made = RFormula("~ dose").fit(DATA)
    assert made.get_feature_names_out(list(DATA.columns)).tolist() == ["dose"]
    with pytest.raises(ValueError, match="input_features is not equal to feature_names_in_"):
        made.get_feature_names_out(["a"] * 5)
    with pytest.raises(ValueError, match="feature names should match"):
        made.transform(DATA[["dose"]])


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"formula": "~ dose +"}, "unexpected"),
        ({"formula": "dose"}, "formula"),
        ({"formula": 3}, "formula must be a string"),
        ({"formula": None}, "formula must be a string"),
        ({"formula": "~ dos"}, "object 'dos' not found"),
        ({"formula": "~ dose + offset(dose)"}, "offset"),
        ({"na_action": "omit"}, "invalid 'na_action'"),
        ({"na_action": None}, "invalid 'na_action'"),
        ({"intercept": "no"}, "intercept"),
        ({"contrasts": {"dose": "sum"}}, "contrast"),
        ({"contrasts": "sum"}, "contrast"),
        ({"env": 3}, "env"),
        ({"r_version": "3"}, "r_version"),
    ],
)
def test_bad_parameters_are_refused(parameters, words):
    """By fit(), in R's words."""
    with pytest.raises((ArgumentError, FormulaError, DataError), match=words):
        RFormula(**{"formula": "~ dose", **parameters}).fit(DATA)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (DATA.iloc[:0], "0 sample"),
        (DATA[[]], "0 feature"),
        ([1.0, 2.0], "Expected 2D array"),
        (DATA.set_axis(["a", "a", "b", "c", "d"], axis=1), "several columns|a"),
        (DATA.assign(dose=[1, "a", 2, 3, 4]), "dose"),
    ],
)
def test_data_that_cannot_be_used(data, words):
    """In the words of whoever sees them first."""
    with pytest.raises(ValueError, match=words):
        RFormula("~ .").fit(data)


def test_new_levels_and_types_are_refused():
    """As predict() refuses them."""
    made = RFormula("~ drug + dose").fit(DATA)
    with pytest.raises(DataError, match="factor drug has new level z"):
        made.transform(DATA.assign(drug="z"))
    with pytest.raises(DataError, match="'dose' was fitted with type"):
        made.transform(DATA.assign(dose="z"))


def test_what_is_computed_anew_is_said():
    """As predict() says it."""
    made = RFormula("~ I(dose - mean(dose))").fit(DATA)
    with pytest.warns(FitWarning, match="computed anew for new data"):
        made.transform(DATA)


@pytest.mark.interop
def test_other_frames_keep_their_names():
    """Those of Arrow, for instance; arrays after a frame go by position, with a warning."""
    interop("narwhals")
    table = pa.Table.from_pandas(DATA[["dose", "drug"]], preserve_index=False)
    made = RFormula("~ drug + dose").fit(table)
    assert made.get_feature_names_out().tolist() == ["drugb", "drugc", "dose"]
    assert made.transform(table).tobytes() == made.transform(DATA[["dose", "drug"]]).tobytes()
    with pytest.warns(UserWarning, match="X does not have valid feature names"):
        assert made.transform(DATA[["dose", "drug"]].to_numpy()).shape == (5, 3)


@pytest.mark.interop
def test_columns_of_other_frames_keep_their_types():
    """The order of levels, and gaps that the formula does not see."""
    interop("narwhals")
    kinds = pa.DictionaryArray.from_arrays([0, 1, 0], ["v", "u"])
    table = pa.table({"kind": kinds, "dose": [1.0, None, 2.0], "n": [1, 2, 3]})
    made = RFormula("~ kind + n").fit(table)
    assert made.get_feature_names_out().tolist() == ["kindu", "n"]
    assert made.transform(table).tolist() == [[0.0, 1.0], [1.0, 2.0], [0.0, 3.0]]
    with pytest.raises(DataError, match=r"^missing values in object: 1 rows have some"):
        RFormula().fit(table)


def test_columns_of_one_name_are_refused():
    """In the words of the other estimators; scikit-learn's newest are those of narwhals."""
    twice = pd.concat([DATA[["dose"]], DATA[["dose"]]], axis=1)
    with pytest.raises(DataError, match="X has several columns named 'dose'"):
        RFormula("~ dose").fit(twice)


def test_masked_values_are_missing():
    """Not what is under the mask."""
    with pytest.raises(ValueError, match="Input X contains NaN"):
        RFormula().fit(np.ma.masked_greater(np.eye(3), 0.5))
    assert RFormula().fit_transform(np.ma.array(np.eye(3))).shape == (3, 3)
