"""What becomes of a call, and what is wrong with it.

A call may give a result, or one of pynnet's errors; what the user's own objects raise passes
through, and so does what scikit-learn says to its own kind of objects. After each, nothing that
was passed may have changed, a call that failed may not have moved the global stream, no warning
of others may have been seen, and no thread or file be left.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import sys
import threading
import time
import traceback
import warnings
from dataclasses import FrozenInstanceError
from typing import Any

import numpy as np
import pandas as pd

import pynnet

from .estimator_calls import PLACES
from .values import Own

__all__ = ["FAITHFUL", "SKLEARN", "run"]

FAITHFUL = "a result"
SKLEARN = "scikit-learn's words"
_LONGEST = 1000  # characters of a message
_SECONDS = 10.0  # that a call may take on a busy machine
_AT_THE_CALL = 4  # steps at most from here to a method that is called as it is not defined
_ASKED_AGAIN = ("Train", "AvNNet", "PCANNet")  # which predict without being given anything


def run(
    code: str, names: dict[str, Any], values: dict[str, Any], *, may_be_vast: bool
) -> tuple[str, str | None]:
    """The outcome of a call, and what is wrong with it."""
    before = {name: _fingerprint(value) for name, value in values.items()}
    stream = names["pynnet"]._random.verbs._GLOBAL
    state = stream.state.copy()
    left = _left_behind()
    began = time.process_time()
    quietly = contextlib.redirect_stdout(io.StringIO())
    with warnings.catch_warnings(record=True) as seen, quietly, pynnet.options():
        warnings.simplefilter("always")
        outcome, wrong = _outcome(code, {**names, **values}, may_be_vast=may_be_vast)
    took = time.process_time() - began
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")
    for warning in seen:
        if not _is_known(warning, code):
            place = f"({warning.filename}:{warning.lineno})"
            wrong = f"{warning.category.__name__}: {warning.message} {place}"
    complaints = {
        "the call failed and moved the stream": outcome not in (FAITHFUL, "Own")
        and not np.array_equal(stream.state, state),
        "an argument was changed": any(
            _fingerprint(value) != before[name] for name, value in values.items()
        ),
        "a thread or a file is left": any(
            now > then for now, then in zip(_left_behind(), left, strict=True)
        ),
        f"{took:.1f} seconds": took > _SECONDS,
    }
    return outcome, next((text for text, holds in complaints.items() if holds), wrong)


def _is_known(warning: warnings.WarningMessage, code: str) -> bool:
    """Whether a warning is pynnet's, scikit-learn's of data, names or a score, or a summary's.

    A summary that is a function of Python's own, ``max``, compares tables, of which pandas warns.
    """
    category = warning.category
    ours = issubclass(category, (pynnet.RWarning, pynnet.FitWarning))
    checks = os.path.join("sklearn", "utils", "validation.py")
    of_names = category is UserWarning and warning.filename.endswith(checks)
    of_score = category is RuntimeWarning and ".score(" in code
    calls = os.path.join("summaries", "by_name.py")
    of_summary = issubclass(category, DeprecationWarning) and warning.filename.endswith(calls)
    of_sklearn = of_names or of_score or category.__module__ == "sklearn.exceptions"
    return ours or of_sklearn or of_summary


def _fingerprint(value: Any) -> Any:
    """What must be the same after the call; None for what cannot be compared."""
    try:
        if isinstance(value, (pd.DataFrame, pd.Series)):  # pandas keeps answers beside the data
            labels = (list(value.index), list(getattr(value, "columns", ())))
            return pickle.dumps((value.to_numpy().tolist(), labels))
        if type(value) in (np.ndarray, list, dict):
            return pickle.dumps(value)
    except Exception:  # not every hostile value can be written
        return None
    return None


def _left_behind() -> tuple[int, int]:
    """Numbers of threads and of open files."""
    open_files = "/proc/self/fd"
    return threading.active_count(), len(os.listdir(open_files)) if os.path.isdir(open_files) else 0


def _outcome(code: str, names: dict[str, Any], *, may_be_vast: bool) -> tuple[str, str | None]:
    """What a call ends with, and what is wrong with it."""
    try:
        _use(eval(code, names))
    except pynnet.PynnetError as error:
        text = str(error)
        text.encode()
        long = f"a message of {len(text)} characters"
        return type(error).__name__, long if len(text) > _LONGEST else None
    except ImportError as error:  # of what is optional, and says how to install it
        return "a missing package", None if "pynnet[" in str(error) else f"its words: {error}"
    except Own:
        return "Own", None
    except MemoryError:
        return "MemoryError", None if may_be_vast else "MemoryError"
    except FrozenInstanceError as error:
        return "a refusal", None if "are read-only" in str(error) else f"its words: {error}"
    except Exception as error:
        if _is_of_a_summary(error):
            return "Own", None
        words = (ValueError, TypeError, *((ArithmeticError,) if ".score(" in code else ()))
        if isinstance(error, words) and _is_of_sklearn(error, code):
            return SKLEARN, None
        place = traceback.extract_tb(error.__traceback__)[-1]
        return "foreign", f"{type(error).__name__}: {error} ({place.filename}:{place.lineno})"
    return FAITHFUL, None


def _is_of_sklearn(error: Exception, code: str) -> bool:
    """Whether scikit-learn looked at a value, or Python at a call, of an estimator's method."""
    frames = [frame.f_globals for frame, _ in traceback.walk_tb(error.__traceback__)]
    modules = [str(variables.get("__name__", "")) for variables in frames]
    misfit = isinstance(error, TypeError) and not modules[-1].startswith(("pynnet", "numpy"))
    of_method = code.startswith(PLACES) and misfit and len(modules) < _AT_THE_CALL
    return of_method or any(module.startswith("sklearn.") for module in modules)


def _is_of_a_summary(error: Exception) -> bool:
    """Whether a function raised that was passed to judge predictions."""
    called = [frame.f_code.co_name for frame, _ in traceback.walk_tb(error.__traceback__)]
    return "summarised" in called and "_numbers_by_name" not in called


def _use(result: Any) -> None:
    """Do with a result what is done with results: what comes back must be whole."""
    repr(result)
    if isinstance(result, (pynnet.NNet, pynnet.Multinom)):
        repr(result.summary())
        result.predict()  # which may draw lots, so that nothing may fail behind it
    if isinstance(result, pynnet.Tune) or type(result).__name__ == "Resamples":
        repr(result.summary())
    if type(result).__name__ in _ASKED_AGAIN:
        result.predict()
