"""Random formulas, put together from what R's formulas may hold."""

from __future__ import annotations

import random
from collections.abc import Callable

__all__ = ["Writer"]


class Writer:
    """Writes them."""

    def __init__(self, r: random.Random) -> None:
        self.r = r

    def formula(self) -> str:
        """A whole formula."""
        response = self.r.choice(["y", "y", "y", "log(w)", "cbind(y, z)", "o", "", "`my var`"])
        if self.r.random() < 0.03:
            return f"{response} ~ {self.dotted()}"
        return f"{response} ~ {self.terms(self.r.randint(0, 3))}"

    def dotted(self) -> str:
        """Terms with a dot, which stands for all columns."""
        less = " - ".join(self.r.sample(["x", "z", "g", "h", "ch", "u", "o", "l"], 5))
        return self.r.choice([".", f". - {less}", f"(. - {less})^2", "x * g - ."])

    def terms(self, depth: int) -> str:
        """Terms joined by the operators of formulas."""
        r = self.r
        if depth == 0:
            return self.term()
        shape = r.random()
        left = self.terms(depth - 1)
        if shape < 0.08:
            return f"({left})^{r.randint(2, 3)}"
        if shape < 0.14:
            return f"({left})"
        if shape < 0.2:
            return f"{left} {r.choice(['+ 0', '- 1', '+ 1'])}"
        operator = r.choice([" + ", " + ", " + ", ":", " * ", " - ", " / ", " %in% "])
        right = self.terms(r.randint(0, depth - 1))
        if operator != " + ":
            left, right = f"({left})", f"({right})"
        return f"{left}{operator}{right}"

    def term(self) -> str:
        """One variable."""
        r = self.r
        if r.random() < 0.45:
            return r.choice(["x", "z", "w", "k", "l", "ch", "g", "h", "o", "u", "`my var`"])
        return self.pick(
            (5, lambda: f"I({self.number(2)} + 0 * z)"),
            (5, self.smooth),
            (3, lambda: self.number(1, calls_only=True)),
            (4, self.factor),
            (2, lambda: f"I({self.truth(1)})"),
            (1, lambda: f"offset({self.number(1, calls_only=True)})"),
            (1, lambda: f"({self.truth(1)})"),
            (2, self.matrix),
        )

    def pick(self, *choices: tuple[int, Callable[[], str]]) -> str:
        """One of the writers, by weight."""
        weights, writers = zip(*choices, strict=True)
        return self.r.choices(writers, weights)[0]()

    def leaf(self) -> str:
        """A numeric column or a number."""
        return self.r.choice(["x", "z", "w", "k", "x", "z", "2", "0.5", "3L", "pi", "`my var`"])

    def number(self, depth: int, *, calls_only: bool = False) -> str:
        """An expression with numeric values."""
        r = self.r
        if depth == 0 or (r.random() < 0.2 and not calls_only):
            return self.leaf()
        a, b = self.number(depth - 1), self.number(depth - 1)
        column = r.choice(["x", "z", "w", "k"])
        calls: list[tuple[int, Callable[[], str]]] = [
            (3, lambda: f"{r.choice(_FUNCTIONS)}({a} + 0 * x)"),
            (1, lambda: f"ifelse({self.truth(1)}, {a}, {b})"),
            (1, lambda: f"{r.choice(['pmin', 'pmax'])}({column}, {a})"),
            (1, lambda: f"round({column}{r.choice(['', ', 1', ', 2', ', digits = 3', ', -1'])})"),
            (1, lambda: f"as.numeric({r.choice(['g', 'o', 'l', 'k', 'x'])})"),
            (1, lambda: f"as.integer({r.choice(['g', 'z', 'l', 'x'])})"),
            (1, lambda: f"scale({column})[, 1]"),
            (1, lambda: f"poly({column}, 2)[, {r.randint(1, 2)}]"),
            (1, lambda: f"log(w, {r.choice(['2', '10', 'base = 3', 'b = 1.5'])})"),
            (1, lambda: f"{r.choice(['cumsum', 'rev', 'cummax', 'cummin'])}({column})"),
            (1, lambda: f"(x * 0 + {r.choice(_SUMMARIES)}({column}, na.rm = TRUE))"),
        ]
        if not calls_only:
            calls += [
                (8, lambda: f"{a} {r.choice(['+', '-', '*', '/', '%%', '%/%'])} {b}"),
                (2, lambda: f"({a})^{r.choice(['2', '3', '0.5', '-1'])}"),
                (1, lambda: f"-({a})"),
                (1, lambda: f"({column} - mean({column}, na.rm = TRUE))"),
                (1, lambda: f"({column} - quantile({column}, 0.3, na.rm = TRUE))"),
            ]
        return self.pick(*calls)

    def truth(self, depth: int) -> str:
        """A condition."""
        r = self.r
        if depth > 0 and r.random() < 0.3:
            return f"{self.truth(depth - 1)} {r.choice(['&', '|'])} {self.truth(depth - 1)}"
        return r.choice(
            [
                f"x {r.choice(['>', '<', '>=', '<=', '==', '!='])} {self.number(1)}",
                "l",
                "!l",
                f"g {r.choice(['==', '!='])} 'B'",
                f"o {r.choice(['>', '<=', '=='])} 'M'",
                f"ch {r.choice(['>', '==', '<='])} 'v'",
                "is.na(x)",
                "g %in% c('A', 'C')",
                "k %in% 1:2",
                "as.logical(k - 1)",
            ]
        )

    def factor(self) -> str:
        """A call that gives a factor or text."""
        r = self.r
        return r.choice(
            [
                "factor(k)",
                "factor(g)",
                "factor(u)",
                "as.factor(k)",
                "factor(k, levels = 4:1)",
                "factor(l, labels = c('no', 'yes'))",
                "ordered(k)",
                "factor(round(x))",
                f"cut(x, {r.randint(2, 4)})",
                "cut(z, c(-Inf, 0, 1.5, Inf))",
                "cut(z, c(-20, 0, 2, 20), right = FALSE)",
                "cut(w, quantile(w, c(0, 0.5, 1), na.rm = TRUE), include.lowest = TRUE)",
                "cut(z, 3, labels = FALSE)",
                "cut(z, 3, labels = c('s', 'm', 'l'), ordered_result = TRUE)",
                "cut(x, 3, dig.lab = 2)",
                "relevel(g, ref = 'B')",
                "relevel(h, 2)",
                "interaction(g, h)",
                "interaction(g, l, sep = '_', lex.order = TRUE)",
                "interaction(h, k, drop = TRUE)",
                "C(g, sum)",
                "C(g, contr.helmert)",
                "C(o, contr.treatment)",
                "C(g, sum, 1)",
                "C(g, contr.treatment, base = 2)",
                "C(g, c(1, 0, -1))",
                "C(factor(ch), helmert)",
                "C(o, poly, 2)",
                "as.character(g)",
                "paste0(g, h)",
                "paste(ch, k, sep = '/')",
                "ifelse(x > 0, 'pos', 'neg')",
                "ifelse(l, ch, 'none')",
                "I(ch)",
                "I(g)",
                "droplevels(u)",
                "droplevels(factor(k))",
                "factor(g, levels = c('C', 'A', 'B'))",
                "factor(g, exclude = 'B')",
                "factor(ch, levels = c('u', 'v'))",
                "factor(g, labels = 'L')",
                "factor(k, ordered = TRUE)",
                "as.ordered(g)",
                "as.factor(ch)",
                "as.factor(l)",
                "relevel(factor(k), ref = '2')",
                "relevel(u, 'zz')",
                "cut(k, 3, include.lowest = TRUE)",
                "cut(z, quantile(z, 0:4 / 4, na.rm = TRUE), labels = FALSE)",
                "ifelse(is.na(x), 'gone', as.character(h))",
                "C(o, contr.poly, 1)",
                "C(u, contr.sum)",
                "C(k > 2, sum)",
                "interaction(u, h)",
                "g:h",
            ]
        )

    def smooth(self) -> str:
        """A call of poly, bs, ns or scale, which remember."""
        r = self.r
        column = r.choice(["x", "z", "w", "k", "`my var`", "log(w)"])
        return r.choice(
            [
                f"poly({column}, {r.randint(1, 3)})",
                f"poly({column}, {r.randint(1, 3)}, raw = TRUE)",
                "poly(x, z, degree = 2)",
                "poly(z, w)",
                f"scale({column})",
                f"scale({column}, center = FALSE)",
                f"scale({column}, scale = FALSE)",
                f"scale({column}, FALSE, FALSE)",
                f"poly({column}, degree = {r.randint(1, 4)}, simple = TRUE)",
                "poly(cbind(x, w), degree = 2)",
                f"bs({column}, knots = quantile({column}, c(0.25, 0.75), na.rm = TRUE))",
                f"bs({column}, 4, intercept = TRUE)",
                f"ns({column}, knots = median({column}, na.rm = TRUE))",
                "bs(w, Boundary.knots = c(0, 20), df = 5)",
                "scale(cbind(x, z))",
                "scale(z, center = 1, scale = 2.5)",
                f"ns({column}, {r.randint(1, 3)})",
                "ns(z, knots = c(0, 1), Boundary.knots = c(-2, 3))",
                f"ns({column}, df = 3, intercept = TRUE)",
                f"bs({column})",
                f"bs({column}, df = {r.randint(3, 6)})",
                f"bs({column}, degree = {r.randint(1, 4)})",
                f"splines::bs({column}, knots = mean({column}, na.rm = TRUE))",
            ]
        )

    def matrix(self) -> str:
        """A call that gives several columns."""
        return self.r.choice(
            [
                f"cbind(x, {self.number(1)})",
                "cbind(a = x, b = z)",
                "class.ind(g)",
                "poly(x, 2)[, 1:2]",
                f"cbind(x, z)[, '{self.r.choice('xz')}']",
                "scale(cbind(x, w))[, 2:1]",
                "cbind(x, z, deparse.level = 0)",
                "cbind(1, x)",
                "cbind(l, k)",
                "I(cbind(x, w)^2)",
                "class.ind(ch)[, -1]",
                "poly(x, 3)[, -2]",
                "I(poly(z, 2))",
            ]
        )


_FUNCTIONS = [
    *("exp", "sin", "cos", "tan", "atan", "tanh", "sinh", "cosh", "asinh", "abs", "sqrt"),
    *("floor", "ceiling", "trunc", "sign", "expm1", "log", "log1p", "log2", "log10"),
    *("acosh", "atanh", "asin", "acos"),
]
_SUMMARIES = ["mean", "median", "var", "sd", "sum", "min", "max"]
