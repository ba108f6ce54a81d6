"""Calls under hardship: interrupted, killed, without memory, in a crowd, again and again.

``python -m compat.fuzz.hardships [campaign ...] [--seconds N] [--seed N]``
"""

from .campaign import Found
from .crowds import in_a_crowd, with_faulty_workers
from .ends import interrupted, killed
from .shortage import leaking, short_of_memory

__all__ = [
    "CAMPAIGNS",
    "Found",
    "in_a_crowd",
    "interrupted",
    "killed",
    "leaking",
    "short_of_memory",
    "with_faulty_workers",
]

CAMPAIGNS = {
    "short_of_memory": short_of_memory,  # before others leave free memory in the process
    "interrupted": interrupted,
    "killed": killed,
    "leaking": leaking,
    "in_a_crowd": in_a_crowd,
    "with_faulty_workers": with_faulty_workers,
}
