"""Functions of C that stand before the function, where a program needs them."""

from __future__ import annotations

__all__ = ["HELPERS", "helper_of"]

_OPERATORS = {"^": "power", "and": "and", "or": "or", "%%": "remainder", "%/%": "quotient"}


def helper_of(operator: str) -> str | None:
    """Return the helper that an operator is a call of; None if C has it."""
    return _OPERATORS.get(operator)


HELPERS = {
    "power": """\
/* x^y as R has it. */
static double {name}_power(double x, double y)
{{
    if (y == 2.0) return x * x;
    if (x < 0.0 && (isinf(y) || (isinf(x) && fmod(y, 1.0) != 0.0))) return NAN;
    if (x == 0.0 && y < 0.0) return INFINITY;
    if ((x == 0.0 && y > 0.0) || (isinf(x) && x < 0.0 && y < 0.0)) return 0.0;
    return pow(x, y);
}}
""",
    "and": """\
static double {name}_and(double a, double b)
{{
    return a == 0.0 || b == 0.0 ? 0.0 : a * b;
}}
""",
    "or": """\
static double {name}_or(double a, double b)
{{
    return a == 1.0 || b == 1.0 ? 1.0 : a + b;
}}
""",
    "logistic": """\
static double {name}_logistic(double z)
{{
    if (z < -15.0) return 0.0;
    if (z > 15.0) return 1.0;
    return 1.0 / (1.0 + exp(-z));
}}
""",
    "remainder": """\
/* x %% y as R has it, in extended precision. */
static double {name}_remainder(double x, double y)
{{
    long double rest = x - (long double)floor(x / y) * y;
    if (isinf(y) && isfinite(x)) return x == 0.0 || (x >= 0.0) == (y > 0.0) ? x : y;
    return (double)(rest - floorl(rest / y) * y);
}}
""",
    "quotient": """\
/* x %/% y as R has it. */
static double {name}_quotient(double x, double y)
{{
    const double whole = floor(x / y);
    if (fabs(x) < fabs(y)) return x != 0.0 && (x < 0.0) != (y < 0.0) ? -1.0 : 0.0;
    if (!isfinite(whole) || y == 0.0) return whole;
    return (double)(whole + floorl((x - (long double)whole * y) / y)) + 0.0;
}}
""",
}
