"""Random objects printed by live R and by pynnet: the same characters."""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import random
import re
import subprocess

import numpy as np
import pandas as pd
import pytest

import pynnet.r
from pynnet._printing.texts.characters import text_width

from ..cases import Json
from ..compare.live import require_r
from ..fuzz.printing import compare_printing
from ..fuzz.printing.campaign import has_numbers
from ..fuzz.printing.code import as_code
from ..fuzz.printing.making import is_labelled, our_text
from ..fuzz.printing.objects import random_request


@pytest.mark.r
def test_random_objects_are_printed_as_live_r_prints_them(seed: int) -> None:
    """Vectors, factors, arrays, tables, frames and lists, at any width and number of digits.

    So are their structures by ``str``, and their summaries.
    """
    require_r()
    number = 2000
    print(f"python -m compat.fuzz.printing {number} {seed}")
    counts, differences = compare_printing(number, seed)
    if differences:
        pytest.fail("\n\n".join(map(str, differences[:3])), pytrace=False)
    for kind in ("vector", "array", "table", "frame", "list", "by print", "by str", "by summary"):
        assert counts[kind] > number // 20


@pytest.mark.r
def test_code_of_an_object_prints_it_in_r_and_python() -> None:
    """What is printed for a difference can be pasted into R and into Python."""
    require_r()
    r = random.Random(6)
    requests = [
        request for request in (random_request(r) for _ in range(300)) if _is_plain(request)
    ]
    codes = [as_code(request).partition("# Python\n") for request in requests]
    ends = 'cat("\\n--\\n")\n'
    script = "".join(f"{in_r}{ends}" for in_r, _, _ in codes)
    ran = subprocess.run(["Rscript", "-"], input=script, capture_output=True, text=True, check=True)
    for request, (_, _, in_python), in_r in zip(
        requests, codes, ran.stdout.split("\n--\n"), strict=False
    ):
        printed = io.StringIO()
        names = {"np": np, "pd": pd, "datetime": datetime}
        names |= {name: getattr(pynnet, name) for name in ("Table", "options", "show")}
        names |= {name: getattr(pynnet.r, name) for name in ("str_", "summary")}
        with pynnet.options(**pynnet.options()), contextlib.redirect_stdout(printed):
            exec(in_python, names)
        assert printed.getvalue() == f"{our_text(request)}\n"
        theirs = re.sub(r"^(factor|ordered)\(0\)$", r"\1()", in_r, flags=re.MULTILINE)  # R 4.2
        assert printed.getvalue().strip("\n") == theirs.strip("\n")
    assert len(requests) > 150


def _is_plain(request: Json) -> bool:
    """Whether Python has the object, and R 4.2 prints it in the same way."""
    usual = request["max_print"] == 99_999 and '"complex"' not in json.dumps(request)
    is_known = request["verb"] != "summary" or not has_numbers(request["object"])
    return usual and is_known and not is_labelled(request["object"])


@pytest.mark.r
def test_characters_are_as_wide_as_live_r_says() -> None:
    """All characters: R's widths come from a table of its own, the same in R 4.2 and R 4.5."""
    require_r()
    script = (
        "codes <- setdiff(32:0x10FFFF, 0xD800:0xDFFF)\n"
        'cat(nchar(intToUtf8(codes, multiple = TRUE), "width"), sep = "")'
    )
    ran = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True)
    codes = [code for code in range(32, 0x110000) if not 0xD800 <= code < 0xE000]
    # R gives no width to what it cannot print below 160
    ours = "".join(str(text_width(chr(code))) for code in codes)
    wrong = [
        (hex(code), a, b)
        for code, a, b in zip(codes, ours, ran.stdout, strict=True)
        if a != b and code not in range(0x7F, 0xA0)
    ]
    assert wrong == []
