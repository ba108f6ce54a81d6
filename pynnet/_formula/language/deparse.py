"""Writes an expression as R does: the names of variables and columns are made of it."""

from __future__ import annotations

from collections.abc import Sequence

from pynnet._printing import number_text

from .expressions import (
    CALLED,
    FUNCTION,
    Argument,
    Constant,
    FunctionCall,
    Name,
    Node,
    Number,
    Text,
)
from .tokens import is_syntactic

__all__ = ["deparse", "deparse_in_lines", "exact_text", "quoted_name"]

_SPACED = frozenset(
    ("+", "-", "*", "<", ">", "<=", ">=", "==", "!=", "&", "&&", "|", "||", "~", "<-", "=")
)
_CONTROL = frozenset((FUNCTION, "if", "{"))
_TIGHT = frozenset(("/", "^", ":", "::", ":::", "@", "%%", "%/%"))
_PREFIXES = frozenset(("-", "+", "!", "~"))
_POSTFIX = {"[": ("[", "]"), "[[": ("[[", "]]"), CALLED: ("(", ")"), "$": ("$", "")}
_LINE = 500  # bytes, behind which R begins a new line
_LARGEST_INTEGER = 2**31
_ESCAPES = {
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r",
    "\a": "\\a", "\b": "\\b", "\f": "\\f", "\v": "\\v",
}  # fmt: skip

_NAME_ESCAPES = {**{c: e for c, e in _ESCAPES.items() if c != '"'}, "`": "\\`"}


def deparse(node: Node, *, integer_suffix: bool = False, dot: str | None = None) -> str:
    """Return the canonical text of an expression.

    `integer_suffix` keeps the L of ``1L``, as R's names of the model frame do and its labels of
    terms do not. `dot` is written for ``.``, in parentheses where R sets them.
    """
    return _Writer(integer_suffix, dot).text(node)


def exact_text(node: Node) -> str:
    """Return a text from which the same expression is read; R's 15 digits lose bits of numbers."""
    return _ExactWriter(integer_suffix=True, dot=None).text(node)


def quoted_name(name: str) -> str:
    """Return the name, in backquotes if R could not read it without."""
    if is_syntactic(name):
        return name
    return "`" + "".join(_NAME_ESCAPES.get(c, c) for c in name) + "`"


def deparse_in_lines(node: Node, *, integer_suffix: bool = False, width: int = _LINE) -> str:
    """Return the canonical text, broken into lines where R breaks it: those of over 500 bytes.

    A line ends behind the operator or comma that is written beyond the last byte of `width`. Lines
    inside of broken arguments are indented further.
    """
    text = deparse(node, integer_suffix=integer_suffix)
    if len(text.encode()) <= width:
        return text
    wrapper = _Wrapper(integer_suffix, None, width)
    wrapper.emit(node)
    return "".join(wrapper.written)


class _Writer:
    """The two choices of `deparse`, so that they need not be handed through every call."""

    def __init__(self, integer_suffix: bool, dot: str | None) -> None:
        self.integer_suffix = integer_suffix
        self.dot = dot
        self.braces = 0

    def text(self, node: Node, *, bare_dot: bool = False) -> str:
        """Write any expression; a chain of operators is followed down its left side in a loop."""
        tails: list[str] = []
        while isinstance(node, FunctionCall) and _is_binary(node):
            left, right = node.operands
            bare_right = node.function == "~"
            tails.append(_operator(node.function) + self.text(right, bare_dot=bare_right))
            bare_dot = node.function == "+"
            node = left
        return self.operand(node, bare_dot) + "".join(reversed(tails))

    def operand(self, node: Node, bare_dot: bool) -> str:
        """Write what is no binary operator."""
        if isinstance(node, Number):
            return self.number(node)
        if isinstance(node, Text):
            return _string(node.value)
        if isinstance(node, Constant):
            return node.name if self.integer_suffix else node.name.partition("_")[0]
        if isinstance(node, Name):
            if node.name == "." and self.dot is not None:
                return self.dot if bare_dot else f"({self.dot})"
            return quoted_name(node.name)
        return self.call(node)

    def number(self, number: Number) -> str:
        """Write a number; an integer is never in scientific notation."""
        if number.integer and abs(number.value) < _LARGEST_INTEGER:
            return f"{number.value:.0f}" + ("L" if self.integer_suffix else "")
        return number_text(number.value)

    def call(self, call: FunctionCall) -> str:
        """Write a call, a parenthesis, an index or a signed operand."""
        if call.function == "(":
            return f"({self.text(call.operands[0], bare_dot=True)})"
        if call.function in _PREFIXES:
            return call.function + self.text(call.operands[0], bare_dot=call.function == "~")
        if call.function in _CONTROL:
            return self.control(call)
        if call.function in _POSTFIX:
            return self.postfix(call)
        package = f"{quoted_name(call.package)}::" if call.package else ""
        return f"{package}{quoted_name(call.function)}({self.arguments(call.arguments)})"

    def postfix(self, call: FunctionCall) -> str:
        """Write what stands behind an operand: an index, an element, arguments."""
        first, *rest = call.arguments
        written = self.argument(first)
        if isinstance(first.value, FunctionCall) and first.value.function in (FUNCTION, CALLED):
            written = f"({written})"
        if call.function == "$":
            element = rest[0].value
            assert isinstance(element, Text)
            return f"{written}${quoted_name(element.value)}"
        opening, closing = _POSTFIX[call.function]
        return f"{written}{opening}{self.arguments(rest)}{closing}"

    def control(self, call: FunctionCall) -> str:
        """Write a function, a condition, or a block with a line for each statement."""
        if call.function == FUNCTION:
            *parameters, body = call.arguments
            heads = [
                quoted_name(str(p.name)) if p.value is None else self.argument(p)
                for p in parameters
            ]
            return f"function({', '.join(heads)}) {self.argument(body)}"
        if call.function == "if":
            return self.condition(*call.operands)
        self.braces += 1
        margin = "\n" + " " * 4 * self.braces
        lines = "".join(margin + self.text(statement) for statement in call.operands)
        self.braces -= 1
        return "{" + lines + "\n" + " " * 4 * self.braces + "}"

    def condition(self, test: Node, yes: Node, no: Node | None = None) -> str:
        """Write a condition: on one line, or inside of braces on several."""
        head = f"if ({self.text(test)}) "
        if not self.braces:
            return head + self.text(yes) + ("" if no is None else f" else {self.text(no)}")
        margin = "\n" + " " * 4 * self.braces
        if not (isinstance(yes, FunctionCall) and yes.function == "{"):
            head += margin + "    "
        return head + self.text(yes) + ("" if no is None else f"{margin}else {self.text(no)}")

    def arguments(self, arguments: tuple[Argument, ...] | list[Argument]) -> str:
        """Write arguments with commas between them."""
        return ", ".join(map(self.argument, arguments))

    def argument(self, argument: Argument) -> str:
        """Write one argument with its name."""
        value = "" if argument.value is None else self.text(argument.value)
        return value if argument.name is None else f"{quoted_name(argument.name)} = {value}"


class _ExactWriter(_Writer):
    """Writes numbers with as many digits as they need."""

    def number(self, number: Number) -> str:
        """Write a number as R does, if that is read as the same."""
        text = super().number(number)
        return text if _value_of(text) == number.value else repr(number.value)


class _Wrapper(_Writer):
    """Writes text piece by piece, and knows how long the current line is."""

    def __init__(self, integer_suffix: bool, dot: str | None, width: int) -> None:
        super().__init__(integer_suffix, dot)
        self.width = width
        self.written: list[str] = []
        self.length = 0
        self.indent = 0

    def write(self, piece: str) -> None:
        """Add to the current line."""
        self.written.append(piece)
        self.length += len(piece.encode())

    def break_line(self, broken: bool) -> bool:
        """Begin a new line if this one is too long; return whether this call has begun any."""
        if self.length <= self.width:
            return broken
        self.indent += not broken
        self.written.append("\n")
        self.length = 0
        self.write("    " * min(self.indent, 4) + "  " * max(self.indent - 4, 0))
        return True

    def emit(self, node: Node) -> None:
        """Write an expression; a chain of operators is followed down its left side in a loop."""
        chain: list[FunctionCall] = []
        while isinstance(node, FunctionCall) and _is_binary(node):
            chain.append(node)
            node = node.operands[0]
        self.emit_operand(node)
        for call in reversed(chain):
            self.write(_operator(call.function))
            broken = call.function not in _TIGHT and self.break_line(False)
            self.emit(call.operands[1])
            self.indent -= broken

    def emit_operand(self, node: Node) -> None:
        """Write what is no binary operator."""
        if not isinstance(node, FunctionCall):
            self.write(self.operand(node, bare_dot=False))
        elif node.function == "(" or node.function in _PREFIXES:
            self.write(node.function)
            self.emit(node.operands[0])
            self.write(")" if node.function == "(" else "")
        elif node.function in _CONTROL or (node.function in _POSTFIX and node.function != "["):
            self.write(self.operand(node, bare_dot=False))
        elif node.function == "[":
            indexed, *indices = node.arguments
            self.emit_arguments([indexed])
            self.write("[")
            self.emit_arguments(indices)
            self.write("]")
        else:
            package = f"{quoted_name(node.package)}::" if node.package else ""
            self.write(f"{package}{quoted_name(node.function)}(")
            self.emit_arguments(node.arguments)
            self.write(")")

    def emit_arguments(self, arguments: Sequence[Argument]) -> None:
        """Write arguments with commas between them."""
        broken = False
        for number, argument in enumerate(arguments):
            if number:
                self.write(", ")
                broken = self.break_line(broken)
            if argument.name is not None:
                self.write(f"{quoted_name(argument.name)} = ")
            if argument.value is not None:
                self.emit(argument.value)
        self.indent -= broken


def _is_binary(call: FunctionCall) -> bool:
    """Whether the call is written as an operator between two operands."""
    operator = call.function in _SPACED or call.function in _TIGHT or call.function[:1] == "%"
    return operator and len(call.arguments) == 2


def _value_of(text: str) -> float:
    return float(text.removesuffix("L"))


def _operator(function: str) -> str:
    """Write an operator with R's blanks around it."""
    return function if function in _TIGHT else f" {function} "


def _string(value: str) -> str:
    """Write a string in double quotes."""
    return '"' + "".join(_ESCAPES.get(c, c) for c in value) + '"'
