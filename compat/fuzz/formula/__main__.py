"""Run the campaign: ``python -m compat.fuzz.formula``."""

from __future__ import annotations

import sys

from .campaign import main

if __name__ == "__main__":
    sys.exit(main())
