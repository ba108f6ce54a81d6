"""What formulas that mean nothing are made of: names, numbers, texts, patterns and formats."""

from __future__ import annotations

__all__ = [
    "BINARY",
    "DATES",
    "FITTING",
    "FORMATS",
    "FUNCTIONS",
    "NAMES",
    "NUMBERS",
    "ODD_NAMES",
    "TEXTS",
]

NAMES = ("x", "y", "z", "k", "x", "y", "z", "k", "l", "t", "u", "g", "o", "m", "one")
ODD_NAMES = ("absent", "d", "none", "m")
DATES = ("as.Date(t)", "as.Date(d)", "as.Date(k, origin = '1970-01-01')", "as.Date('2020-02-29')")
NUMBERS = (
    *("0", "1", "2", "3L", "-1", "0.5", "12", "100", "NA", "NaN", "Inf", "-Inf", "1e308", "5e-324"),
    *("-1e308", "2147483647L", "2147483648", "9007199254740993", "1e9", "1e5", "-0.0", "0x1F"),
    *("NULL", "TRUE", "FALSE", "1:3", "3:1", "0:0", "c(0, 1)", "c(1, NA)", "numeric(0)", "1e-300"),
    *("c(-1, 2)", "1:1e5", "NA_character_", "c(a = 1, b = 2)", "seq(0, 1, 0.1)", "rep(1, 12)"),
)
TEXTS = (
    *("''", "'a'", "'b'", "'lo'", "'NA'", "'x'", "' '", "'\\u00e9'", "'\\n'", "'mean'", "'+'"),
    *("'days'", "'weeks'", "'UTC'", "'contr.sum'", "'first'", "'both'", "'2020-02-30'", "'[['"),
    *("'9999-12-31'", "'0000-01-01'", "'-1-1-1'", "'1970-01-01'", "'99999-01-01'", "'2020-13-01'"),
)
_PATTERNS = (
    *("'(a+)+$'", "'(a|aa)*!b'", "'[[:alpha:]]+'", "'['", "'('", "')'", "'*'", "'a{1,100000}'"),
    *(
        "'((a{9}){9}){9}'",
        "'\\\\1'",
        "'(a)(b)?\\\\2'",
        "'.'",
        "'^'",
        "'$'",
        "'a*'",
        "'(?i)A'",
        "''",
    ),
    *(
        "'[b-a]'",
        "'[[.a.]]'",
        "'[^a]{2}'",
        "'a**'",
        "'|'",
        "'\\\\'",
        "'\\\\d+'",
        "'[a-z]*a[a-z]*!'",
    ),
    *("'(?<n>a)'", "'(?=a)'", "'\\\\p{L}'", "'.*.*.*.*.*b'", "'(a?){30}a{30}'", "'[\\\\w.]+'"),
)
_REPLACED = ("'\\\\1'", "'\\\\9'", "'\\\\0'", "'\\\\U\\\\1'", "'\\\\'", "''", "'a$b'", "'&'", "NA")
FORMATS = (
    *("'%d'", "'%s'", "'%5.2f'", "'%99999999s'", "'%*d'", "'%n'", "'%'", "'%%'", "'%2$s %1$s'"),
    *("'%9$d'", "'%.99999f'", "'%e'", "'%x'", "'%s%s%s'", "'%-+ 05d'", "'%i of %s'", "'%a'"),
    *("'%Y-%m-%d'", "'%d/%m/%y'", "'%H'", "'%j'", "'%Y'", "'%B %d'", "'%Q'", "'%E'", "'%Y%Y%Y'"),
)
FUNCTIONS = (
    *("mean", "sqrt", "paste", "'sum'", "`+`", "`[`", "length", "log", "identity", "range"),
    *("function(v) v", "function(v) v + 1", "function() 1", "function(a, b = a) a + b"),
    *("\\(v) sum(v)", "function(v) NULL", "function(v) list(v)", "function(v) v[v > 0]"),
    *("function(v) if (v > 0) v else 'n'", "function(v) {w <- v; w[1]}", "function(v, w) v %in% w"),
    *(
        "Negate(is.na)",
        "Vectorize(function(v) v)",
        "ecdf(x)",
        "approxfun(k, y)",
        "function(v) f(v)",
    ),
)
BINARY = (
    *("+", "-", "*", "/", "^", "%%", "%/%", "==", "!=", "<", ">=", "&", "|", "&&", "||", ":"),
    *("%in%", "%o%", "%*%"),
)
# What arguments of these names are mostly given, besides anything else.
_SMALL_COUNTS = ("0", "1", "2", "3", "5L", "-1", "1e5", "1e9", "NA", "NULL", "2.5", "k", "1:3")
_PARAMETERS = ("0", "1", "-1", "0.5", "x", "k", "1e308", "Inf", "NA", "c(0, 1)", "5e-324")
_FLAGS = ("TRUE", "TRUE", "FALSE", "NA", "2", "'T'", "NULL")
_BREAKS = ("3", "c(-1, 0, 1)", "c(0, 0)", "x", "1e5", "NA", "-Inf", "c(-Inf, Inf)", "0.5", "1:2e4")
_WORDS = ("'a'", "c('a', 'b')", "''", "NA", "t", "'_'", "g", "letters", "NULL", "c('a', NA)")
_UNITS = ("'days'", "'auto'", "'w'", "'secs'", "'first'", "'min'", "'chars'", "'left'", "'bytes'")
FITTING: dict[str, tuple[str, ...]] = {
    name: values
    for names, values in (
        ("pattern", _PATTERNS),
        ("replacement", _REPLACED),
        ("fmt format tryFormats", FORMATS),
        ("FUN", FUNCTIONS),
        ("na.rm perl fixed ignore.case raw simple intercept right ordered names", _FLAGS),
        ("byrow lower.tail log.p log value invert drop decreasing", _FLAGS),
        ("df degree digits n lag differences dimension nrow ncol nbins times each", _SMALL_COUNTS),
        ("length.out length type nsmall width start stop dig.lab how.many by", _SMALL_COUNTS),
        ("nomatch base first last ref", _SMALL_COUNTS),
        ("mean sd min max rate location scale center trim constant w from to", _PARAMETERS),
        ("Boundary.knots probs", _PARAMETERS),
        ("breaks knots vec", _BREAKS),
        ("levels labels exclude sep collapse old new prefix suffix", _WORDS),
        ("units which ties.method tz origin", _UNITS),
        ("contr", ("sum", "contr.poly", "m", "'helmert'", "c(1, 0, -1)", "treatment")),
        ("data", ("1:6", "x", "t", "0", "1:1e5", "numeric(0)")),
    )
    for name in names.split()
}
