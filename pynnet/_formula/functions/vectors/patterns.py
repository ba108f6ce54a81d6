"""Translates R's regular expressions to Python's, and refuses what does not mean the same.

R's own are POSIX extended ones as TRE reads them: the longest of the leftmost matches counts, and
a backslash is a letter within brackets. With ``perl = TRUE`` the first way to match counts, as in
Python.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pynnet._ground import FormulaError

__all__ = ["Pattern", "translated"]

_LONGEST_PATTERN = 1000
_MOST_REPETITIONS = 255
_SPACES = r" \t\n\r\f\v\u0085\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000"
_CLASSES = {
    "alpha": r"^\W\d_",
    "digit": "0-9",
    "alnum": r"^\W_",
    "upper": "A-Z",
    "lower": "a-z",
    "space": _SPACES,
    "blank": r" \t",
    "punct": "!-/:-@\\[-`{-~",
    "xdigit": "0-9A-Fa-f",
    "cntrl": r"\x00-\x1f\x7f",
}
_PERL_CLASSES = {"alpha": "A-Za-z", "alnum": "A-Za-z0-9", "space": r" \t\n\r\f\v"}
_OF_ASCII = frozenset(("upper", "lower", "punct", "blank", "cntrl"))
_HORIZONTAL = r" \t\u00a0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000"
_PERL_ESCAPES = {
    "d": "[0-9]",
    "D": "[^0-9]",
    "w": "[A-Za-z0-9_]",
    "W": "[^A-Za-z0-9_]",
    "s": r"[ \t\n\r\f\v]",
    "S": r"[^ \t\n\r\f\v]",
    "b": r"(?:(?<![A-Za-z0-9_])(?=[A-Za-z0-9_])|(?<=[A-Za-z0-9_])(?![A-Za-z0-9_]))",
    "z": r"\Z",
    "A": r"\A",
    "h": rf"[{_HORIZONTAL}]",
    "v": r"[\n\v\f\r\u0085\u2028\u2029]",
}
_TRE_ESCAPES = {
    "d": "[0-9]",
    "D": "[^0-9]",
    "w": r"\w",
    "W": r"\W",
    "s": f"[{_SPACES}]",
    "S": f"[^{_SPACES}]",
    "b": r"(?:\A|\Z|\b)",
    "B": r"(?!\A|\Z|\b)",
    "<": r"(?<!\w)(?=\w)",
    ">": r"(?<=\w)(?!\w)",
}
_LETTERS = {"t": r"\t", "n": r"\n", "r": r"\r", "f": r"\f"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern in Python's words, and what must be known to use it.

    Attributes
    ----------
    whole, rest : re.Pattern
        The pattern at the start of a text, and further on, where ``^`` cannot match.
    has_choice : bool
        Whether there may be several ways to match from one place.
    has_branches : bool
        Whether a group chooses among parts that may begin alike.
    is_lazy : bool
        Whether a repetition takes as little as it can.
    loops : int
        The number of repetitions of more than one.
    choices : int
        The number of parts that may be there or not, or be one or another, in each repetition.
    choices_again : int
        The number of those inside of a repetition without end: each letter may be another choice.
    of_ascii : bool
        Whether it has a class of letters that is known for ASCII alone.
    """

    whole: re.Pattern[str]
    rest: re.Pattern[str]
    has_choice: bool
    has_branches: bool
    is_lazy: bool
    loops: int
    choices: int
    choices_again: int
    of_ascii: bool


def translated(pattern: str, *, perl: bool, ignore_case: bool) -> Pattern:
    """Return the pattern that matches the same, or say what of it is not offered."""
    if len(pattern) > _LONGEST_PATTERN:
        raise FormulaError(f"a pattern of {len(pattern)} letters: at most {_LONGEST_PATTERN}.")
    if pattern.startswith("(?i)"):
        return translated(pattern[4:], perl=perl, ignore_case=True)
    reader = _Reader(pattern, perl)
    text = reader.alternatives(depth=0)
    if reader.place < len(pattern):
        raise _refused(pattern, "a ')' without its '('")
    if reader.refers_back and reader.has_choice and not perl:
        raise _not_offered(pattern, "a group that is referred to beside choices")
    flags = re.IGNORECASE if ignore_case else 0
    try:
        whole = re.compile(text.replace(_START, r"\A"), flags)
        rest = re.compile(text.replace(_START, "(?!)"), flags)
    except (re.error, OverflowError, RecursionError) as error:
        raise _refused(pattern, str(error)) from None
    return Pattern(
        whole,
        rest,
        has_choice=reader.has_choice,
        has_branches=reader.has_branches,
        is_lazy=reader.is_lazy,
        loops=reader.loops,
        choices=reader.choices,
        choices_again=reader.choices_again,
        of_ascii=reader.of_ascii,
    )


_START = "\ue000"  # stands for ^ until it is known where the text begins


def _refused(pattern: str, reason: str) -> FormulaError:
    return FormulaError(f"invalid regular expression '{pattern}', reason '{reason}'")


def _not_offered(pattern: str, what: str) -> FormulaError:
    return FormulaError(
        f"the regular expression '{pattern}' is not offered: {what}. "
        "Write it otherwise, or compute the column beforehand."
    )


class _Reader:
    """Reads a pattern from left to right and writes Python's."""

    def __init__(self, pattern: str, perl: bool) -> None:
        self.pattern, self.perl = pattern, perl
        self.place = self.loops = self.choices = 0
        self.optional = self.choices_again = 0
        self.has_choice = self.is_lazy = self.of_ascii = False
        self.has_branches = self.refers_back = False

    def _peek(self, count: int = 1) -> str:
        return self.pattern[self.place : self.place + count]

    def _take(self, count: int = 1) -> str:
        text = self._peek(count)
        self.place += count
        return text

    def alternatives(self, depth: int) -> str:
        """Read what stands between two parentheses."""
        if depth > 20:
            raise _not_offered(self.pattern, "more than 20 groups inside one another")
        branches = [self._branch(depth)]
        while self._peek() == "|":
            self._take()
            branches.append(self._branch(depth))
        self.has_choice |= len(branches) > 1
        return "|".join(branches)

    def _branch(self, depth: int) -> str:
        parts = []
        while self._peek() not in ("", "|", ")"):
            loops, optional, start = self.loops, self.optional, self.place
            atom = self._atom(depth)
            inner = (self.loops - loops, self.optional - optional)
            parts.append(self._repeated(atom, start, *inner))
        return "".join(parts)

    def _atom(self, depth: int) -> str:
        letter = self._take()
        if letter == "(":
            return self._group(depth)
        if letter == "[":
            return self._bracket()
        if letter == "\\":
            return self._escape()
        if letter in "*+?{":
            raise _not_offered(self.pattern, f"a repetition '{letter}' of nothing")
        if letter == ".":
            return "." if self.perl else r"[\s\S]"
        if letter == "^":
            return _START
        if letter == "$":
            if not self.perl and self._peek() not in ("", "|", ")"):
                raise _not_offered(self.pattern, "something behind the end, '$'")
            return r"(?=\n?\Z)" if self.perl else r"\Z"
        return re.escape(letter)

    def _group(self, depth: int) -> str:
        opening, start = "(", self.place - 1
        if self._peek() == "?":
            opening += self._take()
            kind = self._take()
            kind += self._take() if kind == "<" else ""
            if kind not in ((":", "=", "!", "<=", "<!") if self.perl else (":",)):
                raise _not_offered(self.pattern, f"a group that begins with '(?{kind}'")
            opening += kind
        inner = self.alternatives(depth + 1)
        if self._take() != ")":
            raise _refused(self.pattern, "Missing ')'")
        body = self.pattern[start : self.place]
        self.choices += len(inner.split("|")) - 1
        self.has_branches |= "|" in body and not _has_distinct_starts(body)
        return f"{opening}{inner})"

    def _escape(self) -> str:
        letter = self._take()
        if not letter:
            raise _refused(self.pattern, "Trailing backslash")
        escapes = _PERL_ESCAPES if self.perl else _TRE_ESCAPES
        if letter in escapes:
            return str(escapes[letter])
        if letter in "123456789":
            self.refers_back = True
            if self._peek().isdigit():
                raise _not_offered(self.pattern, f"\\{letter} before a digit")
            return rf"(?:\{letter})"
        if letter in _LETTERS:
            return _LETTERS[letter]
        if letter.isascii() and not letter.isalnum():
            return re.escape(letter)
        raise _not_offered(self.pattern, f"the escape \\{letter}")

    def _bracket(self) -> str:
        """Read a set of letters."""
        negated = self._peek() == "^" and bool(self._take())
        parts: list[str] = []
        sets: list[str] = []
        while self._peek() != "]" or not (parts or sets):
            if not self._peek():
                raise _refused(self.pattern, "Missing ']'")
            if self._peek(2) == "[:":
                self._class(parts, sets)
            elif self._peek(2) in ("[.", "[="):
                raise _refused(self.pattern, "Unknown collating element")
            else:
                parts.append(self._one_or_range(sets))
        self._take()
        inside = "".join(parts)
        if not negated:
            return "(?:" + "|".join([*sets, *([f"[{inside}]"] if inside else [])]) + ")"
        ahead = "".join(f"(?!{s})" for s in sets)
        return f"(?:{ahead}[^{inside}])" if inside else rf"(?:{ahead}[\s\S])"

    def _class(self, parts: list[str], sets: list[str]) -> None:
        """Read a class of letters such as [:alpha:]."""
        end = self.pattern.find(":]", self.place + 2)
        name = self.pattern[self.place + 2 : end] if end > 0 else ""
        if name not in _CLASSES:
            raise _refused(self.pattern, "Unknown character class name")
        self.place = end + 2
        self.of_ascii |= name in _OF_ASCII
        text = _PERL_CLASSES.get(name, _CLASSES[name]) if self.perl else _CLASSES[name]
        if text.startswith("^"):
            sets.append(f"[{text}]")
        else:
            parts.append(text)

    def _one_or_range(self, sets: list[str]) -> str:
        first = self._letter_in_bracket(sets)
        if first and self._peek() == "-" and self._peek(2) not in ("-]", "-"):
            self._take()
            last = self._letter_in_bracket(sets)
            if not last or last < first:
                raise _refused(self.pattern, "Invalid character range")
            return f"{re.escape(first)}-{re.escape(last)}"
        return re.escape(first)

    def _letter_in_bracket(self, sets: list[str]) -> str:
        """Read one letter; with perl a backslash may make it a class, which is not one letter."""
        letter = self._take()
        if letter != "\\" or not self.perl:
            return letter
        escaped = self._take()
        if escaped in "dDwWsShv" and escaped:
            sets.append(_PERL_ESCAPES[escaped])
            return ""
        if escaped in _LETTERS:
            return {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}[escaped]
        if escaped.isascii() and escaped and not escaped.isalnum():
            return escaped
        raise _not_offered(self.pattern, f"the escape \\{escaped} within brackets")

    def _repeated(self, atom: str, start: int, inner_loops: int, inner_optional: int) -> str:
        """Read the repetition of what was read, if there is one."""
        sign = self._peek()
        if sign not in ("*", "+", "?", "{") or not sign:
            return atom
        negated = self.pattern[start : start + 2] in (r"\W", r"\S", r"\D", "[^")
        if sign == "{" and negated and not self.perl:
            raise _not_offered(
                self.pattern, "a number of letters that are not of some kind, which R misreads"
            )
        least, most = self._bounds()
        if self._peek() == "?":
            self._take()
            self.is_lazy = True
            lazy = "?"
        else:
            lazy = ""
        if self._peek() and self._peek() in "*+?{":
            raise _refused(self.pattern, "Invalid use of repetition operators")
        self._check_growth(start, most, inner_loops)
        self._count_choices(most, inner_optional)
        simple = self.pattern[start] != "("
        self.has_choice |= not simple or (least == 0 and most == 1)
        top = "" if most is None else most
        return (
            f"(?:{atom}){{{least},{top}}}{lazy}" if not simple else f"{atom}{{{least},{top}}}{lazy}"
        )

    def _bounds(self) -> tuple[int, int | None]:
        sign = self._take()
        if sign != "{":
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        found = re.compile(r"(\d*)(,?)(\d*)\}", re.ASCII).match(self.pattern, self.place)
        if found is None or not (found[1] or (found[2] and found[3] and not self.perl)):
            raise _refused(self.pattern, "Invalid contents of {}")
        self.place = found.end()
        least = int(found[1] or 0)
        most = int(found[3]) if found[3] else None if found[2] else least
        if least > _MOST_REPETITIONS or (most is not None and not least <= most <= 255):
            raise _refused(self.pattern, "Invalid contents of {}")
        return least, most

    def _check_growth(self, start: int, most: int | None, inner_loops: int) -> None:
        """Refuse repetitions inside of repetitions: they could take for ever."""
        body = self.pattern[start : self.place]
        again = most is None or most > 1
        chooses = (
            body.startswith("(")
            and "|" in body
            and not _has_distinct_starts(body[: body.rindex(")") + 1])
        )
        if again and (chooses or (inner_loops and body.startswith("("))):
            raise _not_offered(self.pattern, f"a repetition of what repeats or chooses: {body}")
        self.loops += again

    def _count_choices(self, most: int | None, inner: int) -> None:
        """Count what may be there or not: a repetition decides it anew each time."""
        if most is None:
            self.choices_again += inner
        elif most > 1:
            self.choices += (most - 1) * inner
            self.optional += (most - 1) * inner
        else:
            self.choices += 1
            self.optional += 1


def _has_distinct_starts(body: str) -> bool:
    """Whether the branches of a group are plain texts that begin with different letters."""
    inner = re.match(r"\((?:\?:)?([^()\[\]\\.*+?{}^$]+)\)", body)
    if inner is None:
        return False
    starts = [branch[:1] for branch in inner[1].split("|")]
    return all(starts) and len(set(starts)) == len(starts)
