"""R's functions that search text: whether a pattern is found, where, and what to put there."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from pynnet._data import Column, as_integers, as_text
from pynnet._ground import DataError, FormulaError, ObjectArray, RWarning, warn

from ...limits import check_elements
from ..arguments import flag_argument, vector_argument
from ..registry import offered
from .patterns import Pattern, translated

__all__ = ["split_texts", "without_match"]

_FORMALS = ("ignore.case", "perl", "fixed", "useBytes")
_MOST_TRIALS = 5 * 10**6  # of starts and ends of the repetitions of a pattern in one text


class _Search:
    """A pattern and how to look for it."""

    def __init__(self, pattern: str, fixed: bool, perl: bool, ignore_case: bool) -> None:
        self.source, self.fixed, self.perl = pattern, fixed, perl
        if fixed and not pattern:
            raise DataError("zero-length pattern")
        if fixed:
            found = re.compile(re.escape(pattern))
            self.pattern = Pattern(found, found, False, False, False, 0, 0, 0, False)
        else:
            self.pattern = translated(pattern, perl=perl, ignore_case=ignore_case)

    def is_found(self, text: str) -> bool:
        """Whether the text has a match; which one does not matter."""
        self._check(text)
        return self.pattern.whole.search(text) is not None

    def find(self, text: str, start: int) -> tuple[re.Match[str], int] | None:
        """Return the match from a place on, and the place that its own places count from.

        POSIX patterns see what is left as a text of its own, but for ``^``.
        """
        self._check(text)
        if self.perl or self.fixed:
            found = self.pattern.whole.search(text, start)
            return None if found is None else (found, 0)
        rest = text[start:]
        expression = self.pattern.rest if start else self.pattern.whole
        found = expression.search(rest)
        if found is None:
            return None
        return (found if self._is_longest(expression, found, rest) else self._refuse(text)), start

    def _is_longest(self, expression: re.Pattern[str], found: re.Match[str], text: str) -> bool:
        """Whether no longer match begins at the same place."""
        if self.pattern.is_lazy:  # TRE's least is not always the least
            return False
        if not self.pattern.has_choice:
            return True
        start, ends = found.start(), range(found.end() + 1, len(text) + 1)
        if len(text) > 2000:
            return False
        return not any(
            re.compile(
                f"(?:{expression.pattern})(?={_any(len(text) - end)}\\Z)", expression.flags
            ).match(text, start)
            for end in ends
            if expression.fullmatch(text, start, end)
        )

    def _refuse(self, text: str) -> re.Match[str]:
        raise FormulaError(
            f"the regular expression '{self.source}' matches '{text[:40]}' in several ways, of "
            "which R takes the longest: write perl = TRUE for the first, or put longer choices "
            "before shorter ones."
        )

    def groups(self, found: re.Match[str]) -> tuple[str | None, ...]:
        """Return the groups of a match, if there is but one way to share the text among them."""
        ambiguous = self.pattern.has_choice and not self.perl
        if ambiguous and (self.pattern.has_branches or _other_shares(found)):
            self._refuse(found.string)
        return (found[0], *found.groups())

    def _check(self, text: str) -> None:
        """Refuse texts that would take for ever, or whose letters are in no known class."""
        if self.pattern.of_ascii and not text.isascii():
            raise FormulaError(
                f"the regular expression '{self.source}' has a class of letters that is known for "
                f"ASCII alone, and '{text[:40]}' is more: name the letters."
            )
        loops = self.pattern.loops
        choices = self.pattern.choices + self.pattern.choices_again * len(text)
        if math.comb(len(text) + loops + 1, loops + 1) * 2**choices > _MOST_TRIALS:
            raise FormulaError(
                f"the regular expression '{self.source}' has {loops} repetitions and {choices} "
                f"choices, too many for a text of {len(text)} letters."
            )


def _any(count: int) -> str:
    return rf"[\s\S]{{{count}}}"


@lru_cache(maxsize=256)
def _lazy_form(source: str, flags: int) -> re.Pattern[str]:
    """Return the pattern whose repetitions take as little as they can."""
    return re.compile(re.sub(r"(\{\d+,\d*\})(?!\?)", r"\1?", source), flags)


def _other_shares(found: re.Match[str]) -> bool:
    """Whether the groups could have other parts of the same match."""
    lazy = _lazy_form(found.re.pattern, found.re.flags)
    other = lazy.fullmatch(found.string, found.start(), found.end())
    return other is None or other.groups() != found.groups()


# The arguments ------------------------------------------------------------------------------------


def _first_text(column: Column, name: str) -> str | None:
    """Return the first of a pattern or replacement; R warns if there are more."""
    texts = as_text(vector_argument(column, name))
    if not len(texts):
        raise DataError(f"invalid '{name}' argument")
    if len(texts) > 1:
        warn(f"argument '{name}' has length > 1 and only the first element will be used", RWarning)
    text = texts[0]
    return None if text is None else str(text)


def _search(pattern: str, options: dict[str, Column]) -> _Search:
    flags = {name: options.get(name.replace(".", "_")) for name in _FORMALS}
    fixed = flag_argument(flags["fixed"], "fixed")
    perl = flag_argument(flags["perl"], "perl")
    ignore_case = flag_argument(flags["ignore.case"], "ignore.case")
    if flag_argument(flags["useBytes"], "useBytes"):
        raise FormulaError("useBytes = TRUE is not offered: text is searched letter by letter.")
    for name, given in (("ignore.case", ignore_case), ("perl", perl)):
        if fixed and given:
            warn(f"argument '{name} = TRUE' will be ignored", RWarning)
    return _Search(pattern, fixed, perl and not fixed, ignore_case)


def _texts_of(x: Column, function: str) -> ObjectArray:
    return as_text(vector_argument(x, function))


# What formulas call -------------------------------------------------------------------------------


@offered("grepl", "pattern", "x", *_FORMALS, steps=True)
def _grepl(pattern: Column, x: Column, **options: Column) -> Column:
    wanted = _first_text(pattern, "pattern")
    texts = _texts_of(x, "grepl")
    if wanted is None:
        return np.full(len(texts), -1, dtype=np.int8)
    search = _search(wanted, options)
    return np.array([t is not None and search.is_found(t) for t in texts], dtype=np.int8)


@offered("grep", "pattern", "x", "ignore.case", "perl", "value", "fixed", "useBytes", "invert",
         steps=True, whole_column=True)  # fmt: skip
def _grep(
    pattern: Column,
    x: Column,
    value: Column | None = None,
    invert: Column | None = None,
    **options: Column,
) -> Column:
    found = np.asarray(_grepl(pattern, x, **options))
    if (found < 0).any():
        raise DataError("grep() of a missing pattern is not offered.")
    places = np.flatnonzero(found == (0 if flag_argument(invert, "invert") else 1))
    if flag_argument(value, "value"):
        return _texts_of(x, "grep")[places]
    return as_integers(np.asarray(places + 1.0, dtype=np.float64))


@offered("regexpr", "pattern", "text", *_FORMALS, steps=True)
def _regexpr(pattern: Column, text: Column, **options: Column) -> Column:
    wanted = _first_text(pattern, "pattern")
    texts = _texts_of(text, "regexpr")
    if wanted is None:
        return as_integers(np.full(len(texts), np.nan))
    search = _search(wanted, options)
    places = [np.nan if t is None else _place(search, t) for t in texts]
    return as_integers(np.array(places, dtype=np.float64))


def _place(search: _Search, text: str) -> float:
    found = search.find(text, 0)
    return -1.0 if found is None else found[0].start() + 1.0


def _register_replacing(name: str, everywhere: bool) -> None:
    @offered(name, "pattern", "replacement", "x", *_FORMALS, steps=True)
    def of_column(pattern: Column, replacement: Column, x: Column, **options: Column) -> Column:
        wanted, new = _first_text(pattern, "pattern"), _first_text(replacement, "replacement")
        texts = _texts_of(x, name)
        if wanted is None:
            return np.full(len(texts), None, dtype=object)
        search = _search(wanted, options)
        if new is None:
            results = [None if t is None or search.is_found(t) else t for t in texts]
            return np.array(results, dtype=object)
        write = _writer(new, search)
        results = [None if t is None else _replaced(t, search, write, everywhere) for t in texts]
        return np.array(results, dtype=object)


_register_replacing("sub", everywhere=False)
_register_replacing("gsub", everywhere=True)


def _replaced(
    text: str,
    search: _Search,
    write: Callable[[re.Match[str]], str],
    everywhere: bool,
) -> str:
    """Put something in the place of one match or of all; none is empty next to another."""
    parts: list[str] = []
    place, after_match = 0, False
    while (found := search.find(text, place)) is not None:
        match, offset = found
        start, end = match.start() + offset, match.end() + offset
        if start == end and after_match and start == place:  # empty, at the end of the last
            if place >= len(text):
                break
            parts.append(text[place])
            place, after_match = place + 1, False
            continue
        parts += [text[place:start], write(match)]
        place, after_match = end, end > start
        if not everywhere:
            break
        if start == end:
            if place >= len(text):
                break
            parts.append(text[place])
            place += 1
        elif place >= len(text):
            break
    return "".join(parts) + text[place:]


def without_match(pattern: str, texts: ObjectArray) -> ObjectArray:
    """Return texts without their first match of a pattern in Perl's grammar."""
    search = _Search(pattern, fixed=False, perl=True, ignore_case=False)
    results = [None if t is None else _replaced(t, search, lambda _: "", False) for t in texts]
    return np.array(results, dtype=object)


def split_texts(
    x: ObjectArray,
    split: Column | None = None,
    fixed: Column | None = None,
    perl: Column | None = None,
) -> tuple[ObjectArray, ...]:
    """Return the parts of texts between the matches of a pattern, or their letters."""
    patterns = [""] if split is None else list(as_text(vector_argument(split, "strsplit")))
    if None in patterns:
        raise DataError("strsplit() by what is missing is not offered.")
    options = {name: v for name, v in (("fixed", fixed), ("perl", perl)) if v is not None}
    searches = [_search(p, options) if p else None for p in patterns or [""]]
    parts = [_parts_of(t, searches[i % len(searches)]) for i, t in enumerate(x)]
    return tuple(np.array(p, dtype=object) for p in parts)


def _parts_of(text: str | None, search: _Search | None) -> list[str | None]:
    """Split a text; what follows a match is a text of its own, of which one letter is a part."""
    if text is None:
        return [None]
    if search is None:
        return list(text)
    if search.fixed:
        pieces: list[str | None] = [*text.split(search.source)]
        return pieces if pieces[-1] else pieces[:-1]
    parts: list[str | None] = []
    letters = 0
    while text:
        letters += len(text)
        check_elements(letters, "the texts that strsplit() looks through")
        found = search.find(text, 0)
        if found is None:
            return [*parts, text]
        start, end = found[0].span()
        part, text = (text[:start], text[end:]) if end else (text[:1], text[1:])
        parts.append(part)
    return parts


def _writer(replacement: str, search: _Search) -> Callable[[re.Match[str]], str]:
    """Return what writes the replacement of a match."""
    pieces: list[_Piece] = [replacement] if search.fixed else _pieces(replacement, search.perl)
    if any(isinstance(piece, int) for piece in pieces):
        return lambda match: "".join(_cased(pieces, search.groups(match)))
    plain = "".join(_cased(pieces, ()))
    return lambda _: plain


_Piece: TypeAlias = "str | int | Callable[[str], str]"

_CASES: dict[str, Callable[[str], str]] = {"U": str.upper, "L": str.lower, "E": str}


def _pieces(replacement: str, perl: bool) -> list[_Piece]:
    """Return the parts of a replacement: texts, numbers of groups, changes of case."""
    pieces: list[_Piece] = []
    letters = iter(replacement)
    for letter in letters:
        if letter != "\\":
            pieces.append(letter)
            continue
        escaped = next(letters, "")
        if escaped in tuple("123456789"):
            pieces.append(int(escaped))
        else:
            pieces.append(_CASES.get(escaped, escaped) if perl else escaped)
    return pieces


def _cased(pieces: Sequence[_Piece], groups: Sequence[str | None]) -> list[str]:
    """Return the parts of a replacement as texts; groups are in the case last asked for."""
    change: Callable[[str], str] = str
    texts = []
    for piece in pieces:
        if isinstance(piece, str):
            texts.append(piece)
        elif isinstance(piece, int):
            texts.append(change((groups[piece] if piece < len(groups) else None) or ""))
        else:
            change = piece
    return texts
