"""The table of R's verbs on the page "Moving a script", made from pynnet.r itself.

When the page is tested, its table must be that of `pynnet.r`; to write it anew:

    PYNNET_DRAW=1 python -m pytest docs
"""

from __future__ import annotations

import inspect
from pathlib import Path

import pynnet.r

__all__ = ["r_name", "table", "with_table"]

_HEADING = "## All verbs\n\n"

_OTHERWISE = {
    "Eigen": None,  # classes of pynnet's
    "Table": None,
    "Scaling": None,
    "multinom_hess": None,  # R does not export it
    "scaling": None,
    "validate": None,
    "is_in": "%in%",
    "load_iris": "iris",
    "matmul": "%*%",
    "setNames": "setNames",
    "load_rdata": "load",
    "lrtest": "lmtest::lrtest",
    "nnet_hess": "nnetHess",
    "print_": "print",
    "read_rds": "readRDS",
    "show": "print",
    "take": "[",
    "tune_nnet": "tune.nnet",
    "write_rds": "saveRDS",
}
_UNDERSCORED = ("rep_len", "seq_along", "seq_len")  # in R as well


def r_name(name: str) -> str | None:
    """What a name of `pynnet.r` is called in R; None if R has no such thing."""
    if name in _OTHERWISE:
        return _OTHERWISE[name]
    return name if name in _UNDERSCORED else name.removesuffix("_").replace("_", ".")


def table() -> list[str]:
    """Lines of the table: R's name, pynnet's, and the first line of what it says of itself."""
    lines = ["| R | `pynnet.r` | |", "| --- | --- | --- |"]
    for name in sorted(pynnet.r.__all__, key=lambda name: (name.lower(), name)):
        in_r = r_name(name)
        says = (inspect.getdoc(getattr(pynnet.r, name)) or "").split("\n\n")[0].replace("\n", " ")
        says = says.replace("|", "\\|")
        lines.append(f"| {'' if in_r is None else f'`{in_r}`'} | `{name}` | {says} |")
    return lines


def with_table(page: Path) -> str:
    """The text of the page with the table of now, to its end."""
    before, heading, _ = page.read_text(encoding="utf-8").partition(_HEADING)
    return before + heading + "\n".join(table()) + "\n"
