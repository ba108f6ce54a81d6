"""``python -m pynnet info``: what decides results here, and what a report of a fault needs."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from pynnet._formula import model_matrix
from pynnet._ground import VERSION
from pynnet._network import arithmetic_versions, engine_sentence, instruction_sets, libm_values
from pynnet._numerics import LAPACK_VERSIONS, right_singular_vectors

__all__ = ["print_information"]

_FOLDER = Path(__file__).parent.parent
# Lines of its versions, then the bits of libm_values(), of _sums_of_blas() and of singular vectors.
_ASK_R = r"""
version_of <- function(name) {
  found <- suppressWarnings(packageDescription(name, fields = "Version"))
  paste(name, if (is.na(found)) "(not installed)" else found)
}
cat(R.version.string, "\n", sep = "")
cat(vapply(c("nnet", "e1071", "MASS"), version_of, ""), sep = ", ")
cat("\n", extSoftVersion()[["BLAS"]], "\n", La_library(), "\n", sep = "")
u <- ((seq_len(400) * 2654435761) %% 4294967296) / 4294967296
of_libm <- c(exp(c(30 * u - 15, -700 * u)), log(c(1 + 4 * u, u / 2^40)))
of_blas <- c(poly(u, 3), contr.poly(7), crossprod(u, rev(u)))
of_lapack <- svd(matrix(u - 0.5, 40), nu = 0)$v
cat(sprintf("%a", c(of_libm, of_blas, of_lapack)), sep = "\n")
"""
_ADDS_ALIKE = "it adds as R's own"
_ADDS_OTHERWISE = (
    "it adds in another order than R's own, so that poly, ns, ordered factors and mean squared "
    "errors differ from that R in their last bits"
)
_ROUNDS_OTHERWISE = (
    "it adds in an order that is not known, so that principal components differ from that R in "
    "their last bits"
)


def print_information() -> None:
    """Print what decides results here, as one line for each thing."""
    libraries = ("numpy", "scipy", "pandas", "patsy")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in libraries)
    c_library = " ".join(platform.libc_ver()).strip() or "the system's"
    sets = ", ".join(instruction_sets())
    lines = [
        f"pynnet {VERSION}, in {_FOLDER}{os.sep}",
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


def _vectors_of_lapack(first_last: bool) -> list[float]:
    """Right singular vectors of the matrix that R decomposes."""
    u = np.array([(k * 2654435761 % 2**32) / 2**32 for k in range(1, 401)])
    _, vectors = right_singular_vectors((u - 0.5).reshape(10, 40).T, first_last=first_last)
    return [float(value) for value in vectors.ravel()]


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
    version, packages, blas, lapack, *values = done.stdout.splitlines()
    of_libm, of_blas = libm_values(), _sums_of_blas()
    numbers = [float.fromhex(value) for value in values]
    same = numbers[: len(of_libm)] == of_libm
    adds_alike = numbers[len(of_libm) :][: len(of_blas)] == of_blas
    vectors = numbers[len(of_libm) + len(of_blas) :]
    alike = [name for name, last in LAPACK_VERSIONS.items() if vectors == _vectors_of_lapack(last)]
    rounds = f"PYNNET_LAPACK={alike[0]} adds as it does" if alike else _ROUNDS_OTHERWISE
    return [
        f"R: {version} with {packages}",
        f"R's LAPACK: {lapack or 'its own'}; {rounds}",
        f"R's BLAS: {blas or 'its own'}; {_ADDS_ALIKE if adds_alike else _ADDS_OTHERWISE}; "
        f"R's exp and log: {'those here' if same else 'other than here, so fits differ'}",
    ]
