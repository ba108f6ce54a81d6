"""Fits and predictions of files from the shell: what they print, write and refuse."""

from __future__ import annotations

import io
import shlex
import shutil
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from pynnet import from_json, load_iris, multinom, nnet, read_rds
from pynnet._shell import main
from pynnet._shell.wording import in_words_of_the_shell
from pynnet.r import read_csv
from tests.support import ROOT, assert_same_bits

DATA = ROOT / "docs" / "data"
FORMULA = "type ~ scale(glu) + scale(bmi)"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of one's own, with two tables."""
    for name in ("Pima.tr.csv", "Pima.te.csv"):
        shutil.copy(DATA / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def table():
    return pd.read_csv(DATA / "Pima.tr.csv", index_col=0)


def fit(*words):
    options = ["--size", "2", "--decay", "0.1", "--maxit", "500", "--seed", "1", "--quiet"]
    return main(["fit", FORMULA, "Pima.tr.csv", *options, *words])


def commands_of(page):
    """The commands of a page, each with what is printed; a line of "..." stands for any."""
    text = page.read_text(encoding="utf-8").replace("\\\n", "")
    blocks = text.split("```console\n")[1:]
    for block in (text.partition("\n```")[0] for text in blocks):
        for command in block.removeprefix("$ ").split("\n$ "):
            words, _, printed = command.partition("\n")
            yield shlex.split(words.partition(" #")[0]), printed.split("\n")


def test_the_page_tells_the_truth(folder, capsys):
    """Its commands, one after the other, print what it says."""
    assert folder.exists()
    ran = 0
    for words, expected in commands_of(ROOT / "docs" / "shell.md"):
        assert words[:3] == ["python", "-m", "pynnet"]
        assert main(words[3:]) == 0
        printed = capsys.readouterr().out.rstrip("\n").split("\n")
        if "..." in expected:
            expected = expected[: expected.index("...")]
            printed = printed[: len(expected)]
        assert printed == expected
        ran += 1
    assert ran >= 4


def test_a_fit_is_that_of_nnet(folder, table, capsys):
    """All bits, in either format; and what is printed is R's."""
    expected = nnet(FORMULA, table, size=2, decay=0.1, maxit=500, seed=1, trace=False)
    assert fit("-o", "fit.json", "--summary") == 0
    printed = capsys.readouterr()
    assert printed.out == f"{expected}\n\n{expected.summary()}\n"
    assert printed.err == ""
    assert fit("-o", "fit.rds") == 0
    for name, read in (("fit.json", from_json), ("fit.rds", read_rds)):
        assert_same_bits(read(folder / name).wts, expected.wts)
    assert fit("-o", "slim.json", "--no-data") == 0
    assert (folder / "slim.json").stat().st_size < (folder / "fit.json").stat().st_size


def test_multinomial_models(folder, table, capsys):
    """--model multinom, with options of its own and probabilities."""
    words = ["fit", "type ~ glu", "Pima.tr.csv", "--model", "multinom", "--quiet", "-o", "m.json"]
    assert main(words) == 0
    expected = multinom("type ~ glu", data=table, trace=False)
    assert_same_bits(from_json(folder / "m.json").wts, expected.wts)
    capsys.readouterr()
    assert main(["predict", "m.json", "Pima.te.csv", "--type", "probs", "-o", "p.csv"]) == 0
    new = pd.read_csv("Pima.te.csv", index_col=0)
    assert_same_bits(
        read_csv("p.csv")["prediction"],
        expected.predict(new, type="probs"),
    )


def test_predictions_of_each_kind(folder, table, capsys):
    """Columns of classes, of a class, of a number; beside the table, and missing as NA."""
    load_iris().to_csv(folder / "iris.csv", index=False)
    words = ["--size", "1", "--decay", "0.1", "--quiet", "--seed", "1"]
    assert main(["fit", "Species ~ .", "iris.csv", *words, "-o", "iris.json"]) == 0
    capsys.readouterr()
    assert main(["predict", "iris.json", "iris.csv"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "setosa,versicolor,virginica"
    assert len(shown) == 151
    assert main(["predict", "iris.json", "iris.csv", "--keep", "--type", "class"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "5.1,3.5,1.4,0.2,setosa,setosa"
    assert main(["predict", "iris.json", "iris.csv", "--keep", "-o", "both.csv"]) == 0
    assert main(["predict", "iris.json", "both.csv", "--keep"]) == 2
    assert "the table has a column 'setosa'" in capsys.readouterr().err
    assert fit("-o", "fit.json") == 0
    capsys.readouterr()
    table.head(3).assign(glu=[100, None, 120]).to_csv(folder / "gap.csv")
    for kind, head in (("class", "class"), ("raw", "prediction")):
        assert main(["predict", "fit.json", "gap.csv", "--type", kind]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert (lines[0], lines[2]) == (head, "NA")


def test_parquet_in_and_out(folder, table, capsys):
    """The same bits as from CSV."""
    table.to_parquet(folder / "train.parquet")
    assert fit("-o", "fit.json") == 0
    options = ["--size", "2", "--decay", "0.1", "--maxit", "500", "--seed", "1", "--quiet"]
    assert main(["fit", FORMULA, "train.parquet", *options, "-o", "again.json"]) == 0
    assert_same_bits(from_json(folder / "again.json").wts, from_json(folder / "fit.json").wts)
    assert main(["predict", "fit.json", "train.parquet", "-o", "p.parquet"]) == 0
    assert_same_bits(
        pd.read_parquet("p.parquet")["prediction"],
        np.asarray(from_json(folder / "fit.json").predict(table)),
    )
    (folder / "bad.parquet").write_bytes(b"PAR1 nonsense")
    capsys.readouterr()
    assert main(["predict", "fit.json", "bad.parquet"]) == 2
    assert capsys.readouterr().err.startswith("cannot read the Parquet file 'bad.parquet': ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["fit", "type ~ glu", "Pima.tr.csv"], 'argument "size" is missing'),
        (["fit", "type ~ glucose", "Pima.tr.csv", "--size", "1"], "object 'glucose' not found"),
        (["fit", "type ~ table", "Pima.tr.csv", "--size", "1"], "object 'table' not found"),
        (["fit", "type ~ glu", "none.csv", "--size", "1"], "cannot open file 'none.csv'"),
        (["fit", "type ~ glu", "Pima.tr.xls", "--size", "1"], "unknown format: got 'Pima.tr.xls'"),
        (["fit", "type ~ glu", "Pima.tr.csv", "--size", "x"], "invalid 'size': got 'x'"),
        (["fit", "type ~ glu", "none.csv", "-o", "fit.txt"], "unknown format: got 'fit.txt'"),
        (["fit", "y ~ x", "Pima.tr.csv", "--model", "multinom", "--size", "2"], '"size" matched'),
        (["predict", "none.json", "Pima.te.csv"], "cannot open file 'none.json'"),
        (["predict", "Pima.te.csv", "Pima.te.csv"], "unknown input format"),
        (["predict", "three.pkl", "Pima.te.csv"], "holds no fit to predict by: got int"),
        (["predict", "none.json", "Pima.te.csv", "-o", "p.txt"], "unknown format: got 'p.txt'"),
    ],
)
def test_what_cannot_be_carried_out_is_told_in_the_errors(words, told, folder, capsys):
    """Exit status 2, no traceback, and no file."""
    (folder / "three.pkl").write_bytes(b"\x80\x04K\x03.")
    before = sorted(folder.iterdir())
    assert main(words) == 2
    printed = capsys.readouterr()
    assert told in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""
    assert sorted(folder.iterdir()) == before


def test_advice_is_one_line_without_a_place(folder):
    """Warnings go to the errors, so that what is printed can be read by programs."""
    assert folder.exists()
    words = ["fit", FORMULA, "Pima.tr.csv", "--size", "1", "--maxit", "3", "--quiet"]
    done = subprocess.run(
        [sys.executable, "-m", "pynnet", *words], capture_output=True, text=True, check=True
    )
    assert done.stderr.startswith("FitWarning: the fit stopped after ")
    assert done.stderr.count("\n") == 1
    assert done.stdout.startswith("a 2-1-1 network with 5 weights")


def test_letters_that_a_terminal_has_not_are_codes(folder, monkeypatch):
    """Of classes too, which are told apart nevertheless."""
    table = pd.DataFrame({"x": [0.0, 0.1, 0.9, 1.0], "y": ["café", "café", "naïf", "naïf"]})
    table.to_csv(folder / "words.csv", index=False)
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    words = ["--size", "1", "--decay", "0.001", "--seed", "1", "--quiet", "-o", "words.json"]
    assert main(["fit", "y ~ x", "words.csv", *words]) == 0
    assert main(["predict", "words.json", "words.csv", "--type", "class"]) == 0
    sys.stdout.flush()
    assert written.getvalue().decode("ascii").split()[-4:] == ["caf\\xe9"] * 2 + ["na\\xeff"] * 2


def test_a_reader_who_has_enough_is_no_error(folder):
    """As with head: nothing is said."""
    assert fit("-o", "fit.json") == 0
    pd.concat([pd.read_csv("Pima.te.csv")] * 300).to_csv(folder / "long.csv", index=False)
    command = f"{shlex.quote(sys.executable)} -m pynnet predict fit.json long.csv | head -n 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("prediction\n", "")


@pytest.mark.filterwarnings("always::pynnet.FitWarning")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("fit 'type ~ mine(glu)' Pima.tr.csv --size 1",
         'could not find function "mine". Did you mean min()? Compute it as a column of the data.'),
        ("fit 'type ~ glu' Pima.tr.csv",
         "Pass --size, the number of hidden units (0 only with --skip)."),
        ("fit 'type ~ glu' Pima.tr.csv --size 400", "Pass --MaxNWts 1201 or a smaller size."),
        ("fit 'type ~ glu' Pima.tr.csv --model multinom --size 1",
         "Leave out --size, or use --model nnet."),
        ("fit 'glu ~ bmi' Pima.tr.csv --size 1 --quiet --seed 1", "pass --linout for regression."),
        ("fit 'type ~ Glu' Pima.tr.csv --size 1",
         "object 'Glu' not found: the table has no such column. Did you mean 'glu'?"),
        ("fit 'type ~ glu' Pima.tr.csv --size 1 --decay x", "Pass one number >= 0.\n"),
        ("fit 'type ~ glu' Pima.tr.csv --size 1 --threads 0", "Pass the number of threads, one"),
        ("fit 'type ~ glu' Pima.tr.csv --size 1 --no-data -o fit.rds",
         "--no-data leaves the data out of a .json file: pass -o FILE.json."),
        ("fit 'type ~ glu' Pima.tr.csv --size 1 --no-data", "pass -o FILE.json."),
        ("fit 'é ~ b' latin.csv --size 1", "Save it as UTF-8, or pass --encoding latin-1"),
        ("fit 'y ~ x + z' scales.csv --model multinom --quiet --summary",
         "rescale the column(s).\n"),
        ("fit 'a ~ b' twice.csv --size 1", "two columns named 'a'. Rename one.\n"),
        ("fit 'type ~ glu' gaps.csv --size 1 --na-action fail",
         "--na-action omit leaves them out."),
        ("fit 'type ~ glu' Pima.tr.csv --size 1 --alpha 1", "Did you mean --decay?\n"),
        ("fit 'type ~ glu' Pima.tr.csv --hidden_layer_sizes=1", "Did you mean --size?\n"),
        ("fit 'type ~ glu' Pima.tr.csv --size 1 --mask 0", "--help lists the options"),
        ("fit type ~ glu Pima.tr.csv --size 1", "unused argument ('glu'). Formulas and"),
        ("fit 'type ~ .' Pima.tr.csv --size 1", "If it names the rows pass --row-names with its"),
        ("fit 'y ~ x' semicolons.csv --size 1", "pass --sep ';'.\n"),
        ("fit 'y ~ x' semicolons.csv --size 1 --sep ';' --seed 1", "pass --dec ,.\n"),
        ("fit 'y ~ x' empty.csv --size 1 --quiet --seed 1", "pass --na-strings ''.\n"),
        ("fit 'y ~ x' codes.csv --size 1 --quiet --seed 1",
         "as '?' is no number. If it means that a value is missing, pass --na-strings '?'.\n"),
        ("fit 'y ~ x' wide.csv --size 1 --encoding utf-8",
         "pass --encoding utf-16, for instance.\n"),
        ("fit 'y ~ x' gaps.parquet --size 1 --sep ';'", "unused argument --sep: it says how text"),
        ("fit 'type ~ glu' Pima.tr.csv --size 1 -o none/fit.json", "there is no folder 'none'.\n"),
        ("fit 'type ~ glu' Pima.tr.csv --size 1 -o .", "it is a folder.\n"),
    ],
)  # fmt: skip
def test_hints_speak_of_options(folder, capsys, words, said):
    """The shell has no arguments of Python: no env=, no True, no None."""
    (folder / "latin.csv").write_bytes("é,b\n1,2\n".encode("latin-1"))
    (folder / "twice.csv").write_text("a,a,b\n1,2,3\n")
    rows = [f"{'ab'[k * k % 7 < 3]},{k * 1e-9},{k % 3}" for k in range(30)]
    (folder / "scales.csv").write_text("\n".join(["y,x,z", *rows]))
    (folder / "gaps.csv").write_text("type,glu\nYes,1\nNo,NA\nNo,3\n")
    (folder / "semicolons.csv").write_text("y;x\na;1,5\nb;2,5\na;3,5\n")
    (folder / "empty.csv").write_text("y,x\na,1\nb,2\n,3\n")
    (folder / "codes.csv").write_text("y,x\na,1\nb,?\na,3\n")
    (folder / "wide.csv").write_text("y,x\na,1\n", encoding="utf-16")
    main(shlex.split(words))
    assert said in capsys.readouterr().err


TABLES = {
    "semicolons.csv": ("y;x\na;1,5\nb;2,5\na;-,5e1\n", ["--sep", ";", "--dec", ","]),
    "tabs.csv": ("y\tx\na\t1.5\nb\t2.5\na\t-5\n", ["--sep", r"\t"]),
    "marks.csv": ("y,x\na,1.5\nb,2.5\na,-5\n?,1\n,2\nNA,3\n",
                  ["--na-strings", "?", "--na-strings", ""]),
    "rows.csv": (",y,x\nu,a,1.5\nv,b,2.5\nw,a,-5\n", ["--row-names", "1"]),
    "bom.csv": ("\ufeffy,x\r\na,1.5\r\nb,2.5\r\na,-5\r\n", []),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_tables_that_are_written_otherwise(folder, capsys, name):
    """They give the same fit and predictions, and the names of rows are kept."""
    text, options = TABLES[name]
    (folder / name).write_text(text, encoding="utf-8", newline="")
    options = [*options, "--seed", "1"]
    assert main(["fit", "y ~ .", name, "--size", "1", "--quiet", "-o", "f.json", *options]) == 0
    assert capsys.readouterr().err == ""
    plain = pd.DataFrame({"y": list("aba"), "x": [1.5, 2.5, -5.0]})
    fitted = nnet("y ~ .", plain, size=1, trace=False, seed=1)
    assert_same_bits(from_json(folder / "f.json").wts, fitted.wts)
    assert main(["predict", "f.json", name, "--keep", *options]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == (",y,x,prediction" if name == "rows.csv" else "y,x,prediction")
    assert printed[2].startswith("v,b,2.5," if name == "rows.csv" else "b,2.5,")


CALM = ["--size", "1", "--decay", "1", "--quiet", "--seed", "1"]


@pytest.mark.filterwarnings("always::pynnet.FitWarning")
def test_columns_that_a_formula_does_not_read_are_not_warned_of(folder, capsys):
    """Whatever they hold."""
    (folder / "more.csv").write_text("id,y,x\n1,a,1\n2a,b,2\n3,a,3\n")
    assert main(["fit", "y ~ x", "more.csv", *CALM, "-o", "f.json"]) == 0
    assert main(["predict", "f.json", "more.csv"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["fit", "y ~ log(x) + .", "more.csv", *CALM]) == 0
    assert "the column 'id' is text" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_labels_of_rows_in_parquet_are_kept(capsys):
    """Pandas keeps an index apart from the columns of the file; what it cannot write is told."""
    frame = pd.DataFrame({"y": list("aba"), "x": [1.0, 2.0, 3.0]}, index=[7, 8, 9])
    frame.rename_axis("id").to_parquet("t.parquet")
    assert main(["fit", "y ~ x", "t.parquet", *CALM, "-o", "f.json"]) == 0
    assert main(["predict", "f.json", "t.parquet", "--keep", "-o", "p.parquet"]) == 0
    assert list(pd.read_parquet("p.parquet")) == ["id", "y", "x", "prediction"]
    frame.rename_axis("x").to_parquet("u.parquet")
    capsys.readouterr()
    assert main(["predict", "f.json", "u.parquet", "--keep", "-o", "p.parquet"]) == 2
    assert capsys.readouterr().err.startswith("cannot write the Parquet file 'p.parquet': ")


CODES = "y,g,x\na,{0},1\nb,{1},2\na,X,3\nb,{0},4\na,{1},5\nb,X,7\n"


@pytest.mark.parametrize("codes", [("T", "F"), ("01", "2"), ("1.5", "2e3")])
def test_columns_keep_the_types_of_the_fit(folder, capsys, codes):
    """Codes that look like truths or numbers alone, and numbers that are missing everywhere."""
    (folder / "all.csv").write_text(CODES.format(*codes))
    (folder / "some.csv").write_text(f"g,x\n{codes[0]},1\n{codes[1]},2\n")
    (folder / "none.csv").write_text(f"g,x\n{codes[0]},NA\n{codes[1]},NA\n")
    options = ["--skip", "--size", "0", "--decay", "0.1", "--seed", "1", "--quiet"]
    assert main(["fit", "y ~ g + x", "all.csv", *options, "-o", "f.json"]) == 0
    capsys.readouterr()
    assert main(["predict", "f.json", "all.csv"]) == 0
    wanted = capsys.readouterr().out.splitlines()
    assert main(["predict", "f.json", "some.csv"]) == 0
    assert capsys.readouterr() == ("\n".join(wanted[:3]) + "\n", "")
    assert main(["predict", "f.json", "none.csv"]) == 0
    assert capsys.readouterr() == ("prediction\nNA\nNA\n", "")


def test_lines_of_a_formula_stay():
    """An argument of a function in it has the name of an option, maybe."""
    text = "pass na_action='omit' or data=.\n    y ~ f(x, size=2)\n           ^"
    expected = "pass --na-action omit or the table.\n    y ~ f(x, size=2)\n           ^"
    assert in_words_of_the_shell(text) == expected
