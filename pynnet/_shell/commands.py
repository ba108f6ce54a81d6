"""The commands of ``python -m pynnet`` and their options."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, Field, fields
from typing import Any

from pynnet._ground import VERSION, ArgumentError, PynnetError, shown, suggested_name
from pynnet._nnet import Options

from .demonstration import demonstrate
from .files import say
from .fitting import MODELS, fit_table
from .information import print_information
from .predicting import predict_table
from .validation import compare
from .wording import in_words_of_the_shell
from .written import add_how_written

__all__ = ["main"]

_ABOUT = """\
R's nnet in Python, bit for bit. Without a command a network is fitted to the iris data, as an R
user would see it.
"""
_EXAMPLES = """\
examples:
  python -m pynnet fit "Species ~ ." iris.csv --size 2 --decay 5e-4 --seed 1 -o fit.json
  python -m pynnet predict fit.json new.csv --type class -o classes.csv
  python -m pynnet validate fit.rds fit.json

The exit status is 0; 1 if validate finds a difference; 2 if the command cannot be carried out, for
a reason that is printed.
"""
_NOT_OFFERED = ("trace",)  # as --quiet


def main(arguments: Sequence[str] = ()) -> int:
    """Carry out a command, and return the exit status.

    Parameters
    ----------
    arguments : sequence of str
        The words after ``python -m pynnet``.
    """
    given, unknown = _parser().parse_known_args(arguments)
    if unknown:
        _complain(_unused(unknown[0], vars(given)))
        return 2
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _show_warning
            status: int = given.run(given)
    except BrokenPipeError:  # whoever reads has enough, as head does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (PynnetError, OSError, ImportError) as error:
        _complain(error)
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return 130
    return status


def _unused(word: str, options: Iterable[str]) -> ArgumentError:
    """The error for a word that the command has no use for."""
    said = f"unused argument ({shown(word)})."
    if not word.startswith("--"):
        return ArgumentError(f"{said} Formulas and names with spaces stand in quotes.")
    hint = suggested_name(word[2:].partition("=")[0].replace("-", "_"), options)
    if hint is None:
        return ArgumentError(f"{said} --help lists the options of a command.")
    return ArgumentError(f"{said} Did you mean --{hint.replace('_', '-')}?")


def _show_warning(
    message: Warning | str, category: type[Warning], *_: object, **__: object
) -> None:
    """A warning as one line, without the place in the package where it was raised."""
    said = in_words_of_the_shell(str(message))
    say(f"{category.__name__}: {said}\n", sys.stderr)


def _complain(error: BaseException) -> None:
    text = str(error)
    if isinstance(error, OSError) and not isinstance(error, PynnetError) and error.filename:
        text = f"cannot open file {shown(str(error.filename))}: {error.strerror}."
    say(f"{in_words_of_the_shell(text)}\n", sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pynnet",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"pynnet {VERSION}")
    parser.set_defaults(run=lambda _: _done(demonstrate))
    commands = parser.add_subparsers(metavar="command")

    def command(name: str, about: str, run: Callable[..., int]) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
        one.set_defaults(run=run)
        return one

    command(
        "demonstration",
        "fit a network to the iris data (the default)",
        lambda _: _done(demonstrate),
    )
    command(
        "info",
        "print what decides results here: versions, engine, C library, R",
        lambda _: _done(print_information),
    )
    _add_fit(command("fit", "fit a model to a table", fit_table))
    _add_predict(command("predict", "predict the rows of a table by a fit", predict_table))
    validation = command(
        "validate",
        "compare a fit with the one that R saved",
        lambda given: compare(given.reference, given.fit),
    )
    validation.add_argument("reference", help="R's fit: a file by saveRDS(), or by to_json()")
    validation.add_argument("fit", help="the fit: such a file, or a pickle of your own")
    return parser


def _done(run: Callable[[], None]) -> int:
    run()
    return 0


def _add_fit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("formula", help="R's formula, such as 'Species ~ .'")
    parser.add_argument("table", help="the data: a .csv, .tsv or .parquet file")
    parser.add_argument("-o", "--output", metavar="FILE", help="the fit: a .json or .rds file")
    parser.add_argument("--model", choices=sorted(MODELS), default="nnet", help="default: nnet")
    parser.add_argument("--seed", type=number, metavar="N", help="R's seed of the start weights")
    parser.add_argument("--weights", metavar="COLUMN", help="the column of case weights")
    parser.add_argument(
        "--na-action", choices=("omit", "exclude", "fail"), help="rows with missing values: omit"
    )
    parser.add_argument("--quiet", action="store_true", help="print no trace")
    parser.add_argument("--summary", action="store_true", help="print the summary of the fit too")
    parser.add_argument(
        "--no-data", action="store_true", help="leave the data out of the .json file"
    )
    add_how_written(parser)
    group = parser.add_argument_group("arguments of nnet() and multinom(), by R's names")
    for option in fields(Options):
        if option.name in _NOT_OFFERED:
            continue
        if option.default is False:
            group.add_argument(f"--{option.name}", action="store_true", default=None)
        else:
            group.add_argument(
                f"--{option.name}", type=_value, metavar="VALUE", help=_default_of(option)
            )


def _default_of(option: Field[Any]) -> str:
    if option.default is MISSING:
        return "nnet() needs it"
    return "default: all that help" if option.default is None else f"default: {option.default}"


def _add_predict(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("fit", help="the fit: a .json or .rds file, or a pickle of your own")
    parser.add_argument("table", help="the rows: a .csv, .tsv or .parquet file")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="a .csv or .parquet file; default: CSV is printed"
    )
    parser.add_argument(
        "--type", metavar="TYPE", help="of predict(): raw, class or probs; default: the model's"
    )
    parser.add_argument("--seed", type=number, metavar="N", help="R's seed, for classes that tie")
    parser.add_argument("--keep", action="store_true", help="write the columns of the table too")
    add_how_written(parser)


def _value(text: str) -> int | float | str:
    """A number, or the word of an option that is none."""
    try:
        return number(text)
    except ValueError:
        return text


def number(text: str) -> int | float:
    """A number; the parser says "invalid number value" by this name."""
    try:
        return int(text)
    except ValueError:
        return float(text)
