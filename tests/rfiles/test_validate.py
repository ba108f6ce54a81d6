"""validate(): equal fits are shown to be equal, and others to differ, with the cause."""

from __future__ import annotations

import copy
import io
import math
import pickle
import sys

import numpy as np
import pandas as pd
import pytest

from pynnet import (
    ArgumentError,
    DataError,
    Validation,
    load_iris,
    multinom,
    nnet,
    validate,
    write_rds,
)
from pynnet._rfiles.comparing.distances import distance, ulps_between
from pynnet._rfiles.comparing.quantities import _labelled

_FORMULA = "Species ~ poly(Petal.Width, 2) + scale(Sepal.Width)"


def network(data=None, **options):
    """A small network of the iris data."""
    given = {"size": 1, "decay": 0.1, "trace": False, "seed": 1, **options}
    return nnet("Species ~ .", load_iris() if data is None else data, **given)


def model(data=None, formula=_FORMULA, **options):
    """A multinomial model whose terms remember what they saw."""
    given = {"decay": 0.1, "trace": False, **options}
    return multinom(formula, load_iris() if data is None else data, **given)


def changed(column, function):
    """The iris data with another column."""
    data = load_iris()
    return data.assign(**{column: function(data[column])})


@pytest.mark.parametrize("make", [network, model])
def test_equal_fits_are_equal_in_all_bits(make, tmp_path):
    """The fit itself, and what comes back from the file that R reads."""
    fit = make()
    write_rds(fit, tmp_path / "fit.rds")
    for reference in (fit, tmp_path / "fit.rds", str(tmp_path / "fit.rds")):
        found = validate(fit, reference, load_iris().head(7))
        assert found.equal
        found.assert_equal()
        assert found.causes == ()
        compared = found.table[found.table["note"] == ""]
        assert compared["values"].tolist() == compared["equal"].tolist()
        assert set(compared["ulps"]) == {0.0}
        predictions = found.table.set_index("quantity").loc["predictions"]
        assert predictions["equal"] == 7 * 3
        assert "equal in all bits." in str(found)
    assert pickle.loads(pickle.dumps(found)).table.equals(found.table)


def test_what_cannot_be_computed_is_not_passed_over(monkeypatch):
    """The file of a model that R fitted holds no data: its covariance is not compared, and why."""

    def vcov(_):
        raise DataError("the fit was read from R's file.")

    fit = model()
    assert validate(fit, fit).table["note"].tolist() == [""] * 7
    monkeypatch.setattr(type(fit), "vcov", vcov)
    found = validate(fit, fit)
    note = found.table.set_index("quantity").loc["covariance", "note"]
    assert note == "not compared: the fit was read from R's file."
    assert f"covariance: {note}" in str(found)
    assert "All values that were compared are equal in all bits." in str(found)


@pytest.mark.parametrize(
    ("fit", "reference", "cause"),
    [
        (network(), network(decay=0.2), "decay: 0.1 here, 0.2 in the reference."),
        (network(), network(size=2), "units: (4, 1, 3) here, (4, 2, 3) in the reference."),
        (
            network(),
            network(changed("Species", lambda s: s.cat.reorder_categories(s.cat.categories[::-1]))),
            "the levels of the response are in another order: ",
        ),
        (
            network(),
            network(changed("Species", lambda s: s.mask(np.arange(150) == 4, "virginica"))),
            "the response differs in 1 of 150 cases, first in case 5: ",
        ),
        (
            model(),
            model(changed("Sepal.Width", lambda x: x * (1 + 2**-50))),
            "scale(Sepal.Width) remembers ",
        ),
        (
            model(),
            model(changed("Petal.Width", lambda x: x + 1)),
            "poly(Petal.Width, 2) remembers ",
        ),
        (model(), model(formula="Species ~ Petal.Width"), "units: "),
    ],
    ids=["decay", "size", "order of levels", "response", "last bits", "data", "formula"],
)
def test_cause_is_shown_by_the_fits_alone(fit, reference, cause):
    """Options, levels, the response, and what poly() and scale() remember."""
    found = validate(fit, reference)
    assert not found.equal
    assert found.causes[0].startswith(cause)
    assert str(found).endswith("\n".join(f"- {told}" for told in found.causes))
    with pytest.raises(AssertionError, match=r"^the fits differ"):
        found.assert_equal()


def test_last_bits_and_other_data_are_told_apart():
    """A few units in the last place are another arithmetic, more are other data."""
    near = validate(model(), model(changed("Sepal.Width", lambda x: x * (1 + 2**-50))))
    assert "an R with another BLAS, or data that differ in their last bits" in near.causes[0]
    far = validate(model(), model(changed("Sepal.Width", lambda x: x * 1.5)))
    assert far.causes[0].endswith("other data.")


@pytest.mark.parametrize(
    ("function", "told"),
    [
        (lambda x: x + 1 / 3, "one is the other in another scale, moved and stretched"),
        (lambda x: (x - x.mean()) / x.std(), "one is the other in another scale"),
        (lambda x: x * (1 + 2**-45), "150 of 150 values, by up to"),
        (lambda x: x.where(x < 4, 9.0), "column 'Sepal.Width' differs in 4 of 150 values"),
        (lambda x: x.astype(str), "column 'Sepal.Width' is numeric here, character in the ref"),
        (lambda x: x > 3, "column 'Sepal.Width' differs in 150 of 150 values"),
        (lambda x: x.map(lambda v: [v]), "is numeric here, character in the reference"),
    ],
)
def test_columns_of_the_data_are_compared(function, told):
    """Which column, how many values, by how much, and why."""
    theirs = changed("Sepal.Width", function)
    found = validate(network(), network(decay=0.2), data=load_iris(), reference_data=theirs)
    assert any(told in cause for cause in found.causes)


@pytest.mark.parametrize(
    ("mine", "other", "told"),
    [
        (["a", None], ["a", "None"], "column 'v' differs in 1 of 2 values."),
        (pd.Categorical(["a", "b"]), ["a", "c"], "column 'v' differs in 1 of 2 values."),
        ([1.0, 2.0], np.ones((2, 2)), "is numeric here, nmatrix.2 in the reference."),
        (np.ones((2, 3)), np.ones((2, 2)), "is nmatrix.3 here, nmatrix.2 in the reference."),
        (np.ones((2, 2)), np.eye(2), "607,182,418,800,017,408 ulps."),
        ([1 + 1j, 1j], [1 + 2j, 1j], "column 'v' differs in 1 of 2 values."),
        (pd.to_datetime(["2020", "2021"]), pd.to_datetime(["2020", "2022"]), "in 1 of 2 values."),
    ],
)
def test_columns_of_every_kind_are_compared(mine, other, told):
    """Text, factors, matrices, and what R has no kind for; data may be mappings."""
    found = validate(network(), network(decay=0.2), data={"v": mine}, reference_data={"v": other})
    assert found.causes[1].endswith(told)


def test_data_that_are_none_are_refused():
    """Before any work, and even where the fits are equal."""
    for name in ("data", "reference_data"):
        with pytest.raises(DataError, match=f"^{name} must be a DataFrame, a mapping"):
            validate(network(), network(), **{name: 3})
    twice = pd.DataFrame([[1, 2]], columns=["x", "x"])
    with pytest.raises(DataError, match=r"^data has two columns named 'x'"):
        validate(network(), network(), data=twice)


def test_fifteen_digits_are_recognised():
    """write.csv() writes 15 digits, which computed numbers do not survive."""
    data = changed("Sepal.Width", lambda x: x / 7)
    cut = data.assign(**{"Sepal.Width": [float(f"{x:.15g}") for x in data["Sepal.Width"]]})
    found = validate(network(data), network(cut), data=data, reference_data=cut)
    assert any(cause.endswith("one was written with 15 digits.") for cause in found.causes)
    fewer = validate(network(data), network(), data=data, reference_data=data.head(9))
    assert "the data have 150 rows here, 9 in the reference." in fewer.causes
    none = validate(network(data), network(), data=data, reference_data=data[["Species"]])
    assert "column 'Sepal.Width' is not in the reference's data." in none.causes


@pytest.mark.parametrize("make", [network, model])
def test_same_data_and_another_start_are_proved(make):
    """The reference's weights have the reference's criterion with the data at hand."""
    other = {"seed": 2} if make is network else {"Wts": np.full(15, 0.1)}
    found = validate(make(), make(**other), data=load_iris())
    assert not found.equal
    assert "bit for bit: the data are the same, and the search took another way" in found.causes[0]


def test_other_data_are_proved_by_the_criterion():
    """With the data at hand the reference's weights have another criterion."""
    found = validate(
        network(), network(changed("Sepal.Width", lambda x: x * 1.5), seed=1), data=load_iris()
    )
    assert "in the reference: other data, weights or options." in found.causes[0]


def test_distances_count_doubles():
    """From one double to the next is one; over zero all are counted; numbers and none differ."""
    one = np.array([1.0, -1.0, 0.0, 5e-324, 1.0, np.nan, np.inf])
    two = np.array([math.nextafter(1, 2), math.nextafter(-1, 0), -0.0, -5e-324, 1.0, 1.0, 1.0])
    assert ulps_between(one, two)[:5].tolist() == [1.0, 1.0, 1.0, 3.0, 0.0]
    assert math.isnan(ulps_between(one, two)[5])
    assert ulps_between(one, two)[6] > 1e15
    apart = distance(one[:5], two[:5])
    assert (apart.values, apart.equal, apart.ulps, apart.worst) == (5, 1, 3.0, 3)
    none = distance(np.array([np.nan, np.nan]), np.array([np.nan, 2.0]))
    assert (none.equal, none.worst) == (1, 1)
    assert math.isnan(none.ulps)


def with_other(fit, **fields):
    """A copy of a fit in which fields are others."""
    other = copy.copy(fit)
    for name, value in fields.items():
        object.__setattr__(other, name, value)
    return other


@pytest.mark.parametrize(("mine", "other"), [(0.0, np.nan), (np.nan, 0.0), (0.0, -0.0)])
def test_zero_equals_neither_what_is_missing_nor_the_other_zero(mine, other):
    """All bits count."""
    fits = [with_other(network(), value=value) for value in (mine, other)]
    found = validate(*fits)
    assert not found.equal
    assert "The fits differ." in str(found)


def test_values_that_are_not_there_are_not_equal(monkeypatch):
    """None here, and one in the reference."""
    fit, found = network(), iter([np.empty(0), np.ones(1)])
    made = {"numbers_of": lambda _: {"values": _labelled(next(found))}, "causes_of": lambda *_: []}
    for name, function in made.items():
        monkeypatch.setattr(f"pynnet._rfiles.comparing.validate.{name}", function)
    proof = validate(fit, fit)
    assert not proof.equal
    assert "values: 0 values here, 1 in the reference" in str(proof)


def test_largest_relative_distance_is_told():
    """It need not be where most doubles lie between; nothing overflows."""
    one, two = np.array([1.0, 1.999]), np.array([1 + 10 * 2**-52, 1.999 + 11 * 2**-52])
    assert distance(one, two).worst == 1
    assert distance(one, two).relative == pytest.approx(10 * 2**-52)
    huge = np.array([1.5e308])
    assert distance(huge, -huge).relative == 2.0
    assert distance(huge, np.array([np.inf])).relative == math.inf
    assert math.isnan(distance(np.array([0.0, 1.0]), np.array([np.nan, 2.0])).relative)


def test_equal_numbers_of_other_classes_differ():
    """They predict other classes."""
    renamed = load_iris()
    renamed["Species"] = renamed["Species"].cat.rename_categories(["a", "b", "c"])
    found = validate(network(), network(renamed))
    assert (found.table["ulps"].fillna(0) == 0).all()
    assert not found.equal
    assert "levels of the response: ('setosa', 'versicolor', 'virginica') here, " in str(found)


def test_fits_of_other_sizes_are_not_compared_by_value():
    """How many values there are is told instead."""
    found = validate(network(), network(size=2))
    row = found.table.set_index("quantity").loc["weights"]
    assert row["note"] == "11 values here, 19 in the reference"
    assert not found.equal


@pytest.mark.parametrize(
    ("fit", "reference", "words"),
    [
        (3, network(), "^invalid 'fit': got 3"),
        (network(), 3, "^invalid 'reference': got 3"),
        (network(), model(), "^a fit of class NNet is compared with one of class Multinom"),
    ],
)
def test_what_is_no_fit_is_refused(fit, reference, words):
    """Before any work."""
    with pytest.raises(ArgumentError, match=words):
        validate(fit, reference)


def test_file_that_holds_no_fit_is_refused(tmp_path):
    """A data frame is none, and neither is what is no file of R's."""
    write_rds(pd.DataFrame({"a": [1]}), tmp_path / "d.rds")
    with pytest.raises(ArgumentError, match=r"^invalid 'reference'"):
        validate(network(), tmp_path / "d.rds")
    (tmp_path / "x.rds").write_bytes(b"nothing")
    with pytest.raises(DataError):
        validate(network(), tmp_path / "x.rds")


def test_validation_is_a_record():
    """Nobody changes what was proved."""
    found = validate(network(), network())
    assert isinstance(found, Validation)
    with pytest.raises(AttributeError, match="read-only"):
        found.table = None


def test_validation_against_json(tmp_path):
    """A file of to_json() is a reference too; what it was written without is not compared."""
    for make in (network, model):
        fit = make()
        fit.to_json(tmp_path / "whole.json")
        assert "All values are equal in all bits." in str(validate(fit, tmp_path / "whole.json"))
        fit.to_json(tmp_path / "slim.json", data=False)
        found = validate(fit, str(tmp_path / "slim.json"))
        assert found.equal
        notes = found.table.set_index("quantity")["note"]
        for name in ("fitted values", "residuals"):
            assert "stored without the cases" in notes[name]
        assert set(notes.drop(["fitted values", "residuals"])) == {""}
    network(decay=0.3).to_json(tmp_path / "slim.json", data=False)
    assert validate(network(), tmp_path / "slim.json").causes[0].startswith("decay: 0.1 here, 0.3")


def test_validation_from_the_shell(tmp_path, capsys):
    """Exit status 0 if equal, 1 if not, 2 where nothing can be compared."""
    from pynnet.__main__ import main

    paths = {name: str(tmp_path / name) for name in ("r.rds", "same.pkl", "other.pkl", "bad.pkl")}
    write_rds(network(), paths["r.rds"])
    for name, fit in (("same.pkl", network()), ("other.pkl", network(decay=0.2)), ("bad.pkl", 3)):
        with open(paths[name], "wb") as file:
            pickle.dump(fit, file)
    assert main(["validate", paths["r.rds"], paths["same.pkl"]]) == 0
    assert capsys.readouterr().out.endswith("All values are equal in all bits.\n")
    assert main(["validate", paths["r.rds"], paths["r.rds"]]) == 0
    capsys.readouterr()
    assert main(["validate", paths["r.rds"], paths["other.pkl"]]) == 1
    assert "- decay: 0.2 here, 0.1 in the reference." in capsys.readouterr().out
    network().to_json(tmp_path / "same.json")
    network(decay=0.2).to_json(tmp_path / "other.json")
    assert main(["validate", paths["r.rds"], str(tmp_path / "same.json")]) == 0
    assert main(["validate", str(tmp_path / "same.json"), paths["same.pkl"]]) == 0
    assert main(["validate", paths["r.rds"], str(tmp_path / "other.json")]) == 1
    (tmp_path / "bad.json").write_text('{"format": "pynnet"}', encoding="utf-8")
    capsys.readouterr()
    for one in ("bad.pkl", "none.rds", "bad.json", "none.json"):
        assert main(["validate", paths["r.rds"], str(tmp_path / one)]) == 2
        assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "content", [b"", b"no pickle", b"cno_such_module\nthing\n.", pickle.dumps(3)[:-1], b"\x80\x7f."]
)
def test_pickles_that_cannot_be_read(content, tmp_path, capsys):
    """Exit status 2 and one line: 1 would say that the fits differ."""
    from pynnet.__main__ import main

    path = tmp_path / "fit.pkl"
    path.write_bytes(content)
    assert main(["validate", str(path), str(path)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("cannot read the pickle '")
    assert told.count("\n") == 1


def test_names_that_the_shell_cannot_show(tmp_path, monkeypatch):
    """They do not end the program, whose exit status is the answer."""
    from pynnet.__main__ import main

    data = load_iris().rename(columns={"Sepal.Width": "Bréite"})
    paths = [str(tmp_path / f"{k}.rds") for k in range(2)]
    for k, path in enumerate(paths):
        write_rds(network(data, seed=k), path)
    shell = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", shell)
    write_rds(network(data, size=2), paths[1])
    assert main(["validate", *paths]) == 1
    shell.flush()
    write_rds(network(), paths[1])
    assert main(["validate", *paths]) == 1
    shell.flush()
    assert b"Br\\xe9ite" in shell.buffer.getvalue()
