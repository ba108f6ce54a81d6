"""``python -m pynnet``: a network fitted to the iris data, as an R user would see it.

``python -m pynnet info`` prints what decides results here: versions, the engine, R if it is there.
``python -m pynnet validate fit.rds ours.json`` compares a fit with the one that R saved: its exit
status is 0 if they are equal, 1 if not, 2 if they cannot be compared.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import pickle
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pynnet import (
    DataError,
    PynnetError,
    from_json,
    load_iris,
    model_matrix,
    nnet,
    read_rds,
    sample,
    set_seed,
    validate,
)
from pynnet._ground import VERSION, shown
from pynnet._network import arithmetic_versions, engine_sentence, instruction_sets, libm_values

__all__ = ["main"]

_R_SCRIPT = """\
In R:                                            In Python:
  set.seed(2)                                      set_seed(2)
  pick <- sample(150, 105)                         pick = sample(150, 105) - 1
  fit <- nnet(Species ~ ., data = iris[pick, ],    fit = nnet("Species ~ .", data=iris.iloc[pick],
              size = 2, rang = 0.1,                           size=2, rang=0.1,
              decay = 5e-4, maxit = 200)                      decay=5e-4, maxit=200)
"""
# Lines of its versions, then the bits of libm_values() and of _sums_of_blas().
_ASK_R = r"""
version_of <- function(name) {
  found <- suppressWarnings(packageDescription(name, fields = "Version"))
  paste(name, if (is.na(found)) "(not installed)" else found)
}
cat(R.version.string, "\n", sep = "")
cat(vapply(c("nnet", "e1071", "MASS"), version_of, ""), sep = ", ")
cat("\n", extSoftVersion()[["BLAS"]], "\n", sep = "")
u <- ((seq_len(400) * 2654435761) %% 4294967296) / 4294967296
of_libm <- c(exp(c(30 * u - 15, -700 * u)), log(c(1 + 4 * u, u / 2^40)))
of_blas <- c(poly(u, 3), contr.poly(7), crossprod(u, rev(u)))
cat(sprintf("%a", c(of_libm, of_blas)), sep = "\n")
"""
_ADDS_ALIKE = "it adds as R's own"
_ADDS_OTHERWISE = (
    "it adds in another order than R's own, so that poly, ns, ordered factors and mean squared "
    "errors differ from that R in their last bits"
)


def main(arguments: Sequence[str] = ()) -> int:
    """Print the demonstration, what decides results here, or how equal two fits are."""
    parser = argparse.ArgumentParser(
        prog="python -m pynnet",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(dest="what", metavar="what")
    verbs.add_parser("demonstration", help="fit a network to the iris data (the default)")
    verbs.add_parser("info", help="print what decides results here")
    validation = verbs.add_parser("validate", help="compare a fit with the one that R saved")
    validation.add_argument("reference", help="R's fit: a file by saveRDS(), or by to_json()")
    validation.add_argument("fit", help="the fit: such a file, or a pickle of your own")
    given = parser.parse_args(arguments)
    if given.what == "validate":
        return _validate(given.reference, given.fit)
    if given.what == "info":
        _print_information()
    else:
        _demonstrate()
    return 0


def _validate(reference: str, fit: str) -> int:
    """Print how equal the fits in two files are; return the exit status."""
    try:
        found = validate(_fit_in(fit), _fit_in(reference))
    except (PynnetError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    encoding = sys.stdout.encoding or "utf-8"  # names may have letters that it has not
    sys.stdout.write(f"{found}\n".encode(encoding, "backslashreplace").decode(encoding))
    return 0 if found.equal else 1


def _fit_in(path: str) -> Any:
    """The fit in a file. A pickle is a program: it is run, so it must be one's own."""
    if path.endswith(".json"):
        return from_json(Path(path))
    if not path.endswith((".pkl", ".pickle")):
        return read_rds(path)
    with open(path, "rb") as file:
        try:
            return pickle.load(file)
        except Exception as error:  # a program may end in any way
            told = " ".join(f"{type(error).__name__}: {error}".split())
            raise DataError(f"cannot read the pickle {shown(path)}: {told}.") from error


def _demonstrate() -> None:
    """Fit a network to two thirds of the iris data and classify the rest."""
    say = sys.stdout.write
    say(_R_SCRIPT + "\n")
    iris = load_iris()
    set_seed(2)
    pick = sample(len(iris), 105) - 1
    test = iris.iloc[np.setdiff1d(np.arange(len(iris)), pick)]
    fit = nnet("Species ~ .", data=iris.iloc[pick], size=2, rang=0.1, decay=5e-4, maxit=200)
    say(f"\n{fit}\n\n{fit.summary()}\n\n")
    predicted = fit.predict(test, type="class")
    table = pd.crosstab(test["Species"], predicted, rownames=["actual"], colnames=["predicted"])
    say(f"The {len(test)} rows held out:\n{table}\n\n")
    say(engine_sentence() + "\n")


def _print_information() -> None:
    """Print what decides results here, as one line for each thing."""
    libraries = ("numpy", "scipy", "pandas", "patsy")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in libraries)
    c_library = " ".join(platform.libc_ver()).strip() or "the system's"
    sets = ", ".join(instruction_sets())
    lines = [
        f"pynnet {VERSION}, in {__file__.removesuffix('__main__.py')}",
        f"Python {platform.python_version()}, {platform.python_implementation()}, "
        f"{platform.system()} on {platform.machine()}",
        f"Libraries: {versions}",
        engine_sentence(),
        f"Instruction sets: {sets or 'none, as the kernel is not there'}",
        f"C library: {c_library}, exp and log {arithmetic_versions()['exp and log']}",
        *_information_of_r(),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def _sums_of_blas() -> list[float]:
    """Numbers that R computes by its BLAS, as they are with the reference BLAS."""
    u = np.array([(k * 2654435761 % 2**32) / 2**32 for k in range(1, 401)])
    levels = pd.Categorical(range(7), ordered=True)
    columns = [
        *model_matrix("~ poly(u, 3)", {"u": u}).to_numpy().T[1:],
        *model_matrix("~ levels", {"levels": levels}).to_numpy().T[1:],
        np.add.accumulate(u * u[::-1])[-1:],
    ]
    return [float(value) for column in columns for value in column]


def _information_of_r() -> list[str]:
    """Versions of the R that is on the PATH, its BLAS, and whether exp and log are those here."""
    try:
        done = subprocess.run(
            ["Rscript", "--vanilla", "-e", _ASK_R], capture_output=True, text=True, timeout=60
        )
    except FileNotFoundError:
        return ["R: none on the PATH"]
    except (OSError, subprocess.TimeoutExpired) as error:
        return [f"R: it does not run: {error}"]
    if done.returncode:
        return [f"R: it does not run: {' '.join(done.stderr.split())}"]
    version, packages, blas, *values = done.stdout.splitlines()
    of_libm = libm_values()
    numbers = [float.fromhex(value) for value in values]
    same = numbers[: len(of_libm)] == of_libm
    adds_alike = numbers[len(of_libm) :] == _sums_of_blas()
    return [
        f"R: {version} with {packages}",
        f"R's BLAS: {blas or 'its own'}; {_ADDS_ALIKE if adds_alike else _ADDS_OTHERWISE}; "
        f"R's exp and log: {'those here' if same else 'other than here, so fits differ'}",
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
