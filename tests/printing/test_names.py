"""R's names, as make.names of R 4.2 makes them of texts in a UTF-8 locale."""

from __future__ import annotations

import pytest

from pynnet._printing import valid_name
from pynnet._printing.texts.names import is_syntactic

OF_R = {
    "x": "x", "": "X", ".": ".", "..1": "..1", "...": "...", "_a": "X_a", "1a": "X1a",
    ".1a": "X.1a", "a_b": "a_b", "a b": "a.b", "T": "T", "in": "in.", "TRUE": "TRUE.",
    "NA_integer_": "NA_integer_.", "NA_complex_": "NA_complex_.", "é": "é", "ª": "ª",
    "٣a": "٣a", ".٣": ".٣", "Ⅷ": "Ⅷ", "²b": "X.b", "①": "X.", "€": "X.", "a€": "a.",
    "a\u0301": "a.", "\u093f": "\u093f", "क\u093f": "क\u093f", "ก\u0e34": "ก\u0e34",
    "a\u3099": "a.", "\u0483a": "X.a",
}  # fmt: skip


@pytest.mark.parametrize("text", OF_R)
def test_names_are_those_of_r(text):
    """Letters, digits and what completes letters stay; of the rest points are made."""
    assert valid_name(text) == OF_R[text]
    assert is_syntactic(text) == (OF_R[text] == text)
