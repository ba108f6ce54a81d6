"""``python -m pynnet``: a demonstration, fits and predictions of files, what decides results."""

from __future__ import annotations

import sys

from pynnet._shell import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
