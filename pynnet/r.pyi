"""The verbs, for those who read types before anything runs."""

from pynnet._verbs import *  # noqa: F403 - what it lists
