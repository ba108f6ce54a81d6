"""HTML of results for notebooks: the texts that R's printing makes, in tables.

Tables have the class that those of pandas have: notebooks know how to show it, in light and in
dark. There are no colours, scripts or files of others, and all texts are escaped; notebooks take
no "$" in them for mathematics.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np
import pandas as pd

from ..numbers import format_common
from ..tables import value_texts

__all__ = ["code_html", "frame_html", "html_of", "lines_html", "numbers_html", "table_html"]

_MOST_ROWS, _MOST_COLUMNS = 60, 40  # of a table; in the middle of a larger one some are left out
_GAP = "…"


def html_of(*parts: str) -> str:
    """HTML of a result, of its parts."""
    return f'<div class="pynnet tex2jax_ignore mathjax_ignore">\n{"".join(parts)}</div>'


def lines_html(lines: Sequence[str]) -> str:
    r"""HTML of some lines of text; nothing for lines of spaces.

    Examples
    --------
    >>> lines_html(["", "a < b "])
    '<p style="margin: 0.4em 0">a &lt; b</p>\n'
    """
    texts = [escape(part.strip()) for line in lines for part in line.split("\n") if part.strip()]
    return f'<p style="margin: 0.4em 0">{"<br>".join(texts)}</p>\n' if texts else ""


def code_html(lines: Sequence[str]) -> str:
    """HTML of code, line by line."""
    text = escape("\n".join(lines))
    return f'<p style="margin: 0.4em 0"><code style="white-space: pre-wrap">{text}</code></p>\n'


def table_html(
    columns: Mapping[str, Sequence[str]] | Sequence[tuple[str, Sequence[str]]],
    rows: Sequence[str],
    title: str | None = None,
) -> str:
    """HTML of a table of texts by their columns, with labels of the rows."""
    pairs = list(columns.items() if isinstance(columns, Mapping) else columns)
    beside = [None if k is None else pairs[k] for k in _some(len(pairs), _MOST_COLUMNS)]
    head = "".join(f"<th>{_GAP if pair is None else escape(pair[0])}</th>" for pair in beside)
    body = ""
    for k in _some(len(rows), _MOST_ROWS):
        texts = [
            _GAP if k is None or pair is None else escape(pair[1][k].strip()) for pair in beside
        ]
        cells = "".join(f'<td style="text-align: right">{text}</td>' for text in texts)
        label = _GAP if k is None else escape(rows[k])
        body += f'<tr><th style="white-space: nowrap">{label}</th>{cells}</tr>\n'
    above = "" if title is None else f'<caption style="text-align: left">{escape(title)}</caption>'
    return (
        f'<table border="1" class="dataframe">{above}\n'
        f'<thead><tr style="text-align: right"><th></th>{head}</tr></thead>\n'
        f"<tbody>\n{body}</tbody></table>\n"
    )


def _some(n: int, most: int) -> list[int | None]:
    """Positions that are shown; None stands for those that are not."""
    if n <= most:
        return list(range(n))
    return [*range(most // 2), None, *range(n - most // 2, n)]


def frame_html(table: pd.DataFrame, missing: str = "NA", title: str | None = None) -> str:
    """HTML of a data frame as R prints it; `missing` is written for missing numbers."""
    columns = []
    for k, name in enumerate(table.columns):
        texts = zip(value_texts(table.iloc[:, k].tolist()), table.iloc[:, k].isna(), strict=True)
        columns.append((str(name), [missing if gap else text for text, gap in texts]))
    return table_html(columns, [str(name) for name in table.index], title)


def numbers_html(table: pd.DataFrame, digits: int | None = None, title: str | None = None) -> str:
    """HTML of a matrix of numbers as R prints it: each column has its own number of digits."""
    values = table.to_numpy(dtype=np.float64)
    columns = [
        (str(name), format_common(values[:, k], digits)) for k, name in enumerate(table.columns)
    ]
    return table_html(columns, [str(name) for name in table.index], title)
