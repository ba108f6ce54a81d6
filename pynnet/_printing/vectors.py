"""R's print of vectors: texts of values of one kind, and how they are laid out in lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .kinds import MOMENTS, RVector
from .moments import time_texts
from .numbers import complex_texts, format_common
from .options import print_options
from .texts.characters import pad_left, pad_right, text_width
from .texts.escapes import escaped, quoted

__all__ = [
    "cell_texts",
    "label_texts",
    "left_out",
    "named_lines",
    "omitted_entries",
    "vector_lines",
]

_TEXTS = ("character", "factor", *MOMENTS)
_NAMES_OF_LENGTH_0 = {"Date": "Date of length 0", "POSIXct": "POSIXct of length 0"}


def cell_texts(vector: RVector, *, quote: bool = True) -> list[str]:
    """Texts of a vector's values, in common where they are numbers.

    Text is in quotes unless it is a factor's; what is missing is NA, or <NA> among text without.
    """
    if vector.mode in _TEXTS:
        return _texts(_with_zones(vector), quote=quote and vector.mode != "factor")
    if vector.mode == "logical":
        return ["NA" if truth is None else str(truth).upper() for truth in vector.values]
    if vector.mode == "integer":
        return ["NA" if number is None else str(number) for number in vector.values]
    if vector.mode == "complex":
        return complex_texts(vector.values)
    return format_common(vector.values)


def _texts(values: Sequence[str | None], *, quote: bool) -> list[str]:
    write, missing = (quoted, "NA") if quote else (escaped, "<NA>")
    return [missing if text is None else write(text) for text in values]


def _with_zones(vector: RVector) -> Sequence[str | None]:
    if vector.mode != "POSIXct":
        return vector.values
    texts = time_texts(vector.values)
    if not vector.zones:
        return texts
    pairs = zip(texts, vector.zones, strict=True)
    return [text if text is None or not zone else f"{text} {zone}" for text, zone in pairs]


def label_texts(labels: Sequence[str | None]) -> list[str]:
    """Texts of names, of rows, columns or values."""
    return ["<NA>" if label is None else escaped(label) for label in labels]


def vector_lines(vector: RVector, *, quote: bool = True) -> list[str]:
    """Lines in which R prints a vector."""
    if not vector.values:
        return [_of_length_0(vector)]
    shown = _first(vector)
    texts = cell_texts(shown, quote=quote)
    if shown.names is not None:
        lay_out = _named_complex_lines if vector.mode == "complex" else named_lines
        lines = lay_out(label_texts(shown.names), texts)
    else:
        lines = _indexed_lines(texts, left=vector.mode in _TEXTS)
    return [*lines, *omitted_entries(len(vector.values) - len(shown.values))]


def _first(vector: RVector) -> RVector:
    """What of a vector is printed: all of it, or as much as may be."""
    most = print_options().max_print
    spare = 0 if vector.mode in MOMENTS else 1  # which is not worth a line of its own
    if len(vector.values) <= most + spare:
        return vector
    names = None if vector.names is None else vector.names[:most]
    return RVector(vector.mode, vector.values[:most], names, zones=vector.zones[:most])


def omitted_entries(number: int) -> list[str]:
    """R's line about values that are not printed."""
    return left_out(f"{number} entries" if number else "")


def left_out(what: str) -> list[str]:
    """R's line about what is not printed, if there is anything."""
    return [f" [ reached 'max' / getOption(\"max.print\") -- omitted {what} ]"] if what else []


def _of_length_0(vector: RVector) -> str:
    if vector.mode in _NAMES_OF_LENGTH_0:
        return _NAMES_OF_LENGTH_0[vector.mode]
    return f"{'' if vector.names is None else 'named '}{vector.mode}(0)"


def _indexed_lines(texts: Sequence[str], *, left: bool) -> list[str]:
    """Lines that begin with the number of their first value in brackets."""
    return _wrapped([texts], len(f"[{len(texts)}]"), pad_right if left else pad_left)


def named_lines(names: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Lines of values with lines of their names above, all in columns of one width."""
    return _wrapped([names, texts], 0, pad_left)


def _named_complex_lines(names: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The same of complex numbers, which R does not move below wider names."""
    width = max(map(text_width, [*names, *texts]))
    moved = [pad_left(text, width) if text == "NA" else text for text in texts]
    lines = named_lines(names, texts)
    per_line = _per_line(width)
    lines[1::2] = [
        " ".join(moved[start : start + per_line]) for start in range(0, len(texts), per_line)
    ]
    return lines


def _wrapped(
    rows: Sequence[Sequence[str]], index: int, pad: Callable[[str, int], str]
) -> list[str]:
    """Rows side by side in as many chunks as the width of a line needs; `index` is its width."""
    width = max((text_width(text) for row in rows for text in row), default=0)
    per_line = _per_line(width, index)
    lines = []
    for start in range(0, len(rows[0]), per_line):
        for row in rows:
            cells = [pad(text, width) for text in row[start : start + per_line]]
            if index:
                lines.append(" ".join([f"[{start + 1}]".rjust(index), *cells]))
            else:
                lines.append("".join(f"{cell} " for cell in cells))
    return lines


def _per_line(width: int, index: int = 0) -> int:
    """How many columns of a width a line holds, beside an index."""
    return max(1, (print_options().width - index) // (width + 1))
