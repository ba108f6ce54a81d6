"""Work for the tests of running jobs: functions that other processes can import."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

import pynnet
from pynnet._tuning.checkpoint.file_lock import locked

__all__ = [
    "Counted",
    "Place",
    "add",
    "call_plain",
    "call_shared",
    "die_once",
    "die_or_wait",
    "fail_at",
    "fit",
    "hang",
    "meet",
    "on_ctrl_c",
    "raise_unpicklable",
    "report_errors",
    "unpicklable_outcome",
    "where",
]

_loads: dict[str, int] = {}  # in this process, by the label of a Counted


class Counted:
    """Shared data that count how often they were unpickled in a process."""

    def __init__(self, label, value):
        self.label, self.value = label, value

    def __getstate__(self):
        return self.label, self.value

    def __setstate__(self, state):
        self.label, self.value = state
        _loads[self.label] = _loads.get(self.label, 0) + 1

    @property
    def loads(self):
        """How often in this process."""
        return _loads.get(self.label, 0)


class UnpicklableError(Exception):
    """Holds what cannot be pickled."""

    def __init__(self, *args):
        super().__init__(*args)
        self.lock = threading.Lock()


def add(shared, job):
    """Return the sum."""
    return shared + job


def call_plain(shared, job):
    """Call what a test has put here."""
    return globals()["plain"](shared, job)


def call_shared(shared, job):
    """Call the shared function."""
    return shared(job)


def on_ctrl_c():
    """Whether SIGINT is held back, and whether it is ignored."""
    mask = getattr(signal, "pthread_sigmask", None)  # Windows has none
    blocked = mask is not None and signal.SIGINT in mask(signal.SIG_BLOCK, ())
    return blocked, signal.getsignal(signal.SIGINT) is signal.SIG_IGN


class Place(NamedTuple):
    """Where a job was done: the process, how often data arrived there, what Ctrl-C does there."""

    job: int
    process: int
    loads: int
    on_ctrl_c: tuple


def where(shared, job):
    """Return where the job was done."""
    time.sleep(0.002)
    return Place(job, os.getpid(), shared.loads, on_ctrl_c())


def meet(shared, job):
    """The same, as soon as another process is there: however slowly one starts, both work."""
    folder = Path(shared.value[0])
    (folder / str(os.getpid())).touch()
    end = time.monotonic() + 300
    while len(list(folder.iterdir())) < 2 and time.monotonic() < end:
        time.sleep(0.01)
    return where(shared, job)


def fail_at(shared, job):
    """Fail at one job."""
    if job == shared:
        raise ZeroDivisionError(f"job {job}")
    time.sleep(0.0005)
    return job


def raise_unpicklable(_shared, job):
    """Fail with an exception that cannot be unpickled."""
    raise UnpicklableError(f"job {job}")


def unpicklable_outcome(_shared, _job):
    """Return what cannot be pickled."""
    return threading.Lock()


def die_once(path, job):
    """Kill the process at job 100, the first time."""
    if job == 100:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return job
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.002)
    return job


def die_or_wait(_shared, job):
    """Kill the process at job 3."""
    if job == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.01)
    return job


def hang(folder, job):
    """Do nothing for a long time; a locked file shows that the process is alive, and its end."""
    with open(Path(folder) / f"{os.getpid()}-{job}", "wb") as file, locked(file):
        file.write(b"locked")
        file.flush()
        time.sleep(600)
        file.write(b", ended")


def report_errors(_shared, _job):
    """Return what NumPy does about a division by zero."""
    return np.geterr()["divide"]


def fit(shared, job):
    """Fit a network; its criterion and weights."""
    x, y = shared
    how = {"linout": True, "decay": 0.1, "maxit": 1000, "trace": False, "threads": 1}
    fitted = pynnet.nnet(x, y, seed=job, size=1 + job % 3, **how)
    return fitted.value, fitted.wts
