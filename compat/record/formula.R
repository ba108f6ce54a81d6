# Records what R's functions give for fixed columns, for the tests of calls in formulas: numbers as
# exact text, factors as levels and codes, or the message of the error.
#
# Usage (from the root of the checkout):  Rscript compat/record/formula.R [directory]
#
# Writes formula-functions.json among the references (references.R says where) below the directory, which
# is tests unless another is given. Needs R's nnet and MASS, and jsonlite.

source(file.path("compat", "record", "lib.R"))
source(file.path("compat", "record", "references.R"))
library(splines)

data <- data.frame(
  x = c(-2.75, -0.5, 0, 0.125, 0.6875, 1, 3.25, 3.25, 4.5, 7.0625),
  z = c(0.3, 2.2, -1.7, 5.5, 0.9, 3.1, -0.4, 1.6, 4.2, 2.7),
  w = c(1e-300, 0.1, 0.5, 0.9, 1, 2, 10, 1234.5678, 1e+05, 2.5e+17),
  m = c(1.5, NA, 3, 4.5, NA, 7, 8.25, 9, 1, 2),
  k = c(3L, 1L, 2L, 100000L, 3L, 1L, 2L, 100000L, 3L, 1L),
  l = c(TRUE, FALSE, NA, TRUE, FALSE, TRUE, TRUE, FALSE, TRUE, FALSE),
  ch = c("b", "a", NA, "Z", "b", "a", "c", "c", "Z", "b"),
  g = factor(c("A", "B", "A", "C", "B", "C", "A", "A", "C", "B")),
  u = factor(c("p", "q", "p", "p", "q", "q", NA, "p", "q", "p"), levels = c("p", "zz", "q")),
  o = factor(c("L", "M", "H", "L", "M", "H", "L", "M", "H", "L"), levels = c("L", "M", "H"), ordered = TRUE),
  stringsAsFactors = FALSE
)

expressions <- c(
  # mathematics
  "log1p(w)", "expm1(x)", "sin(x)", "cos(w)", "tan(x)", "asin(x)", "acos(x)", "atan(x)", "sinh(w)",
  "cosh(x)", "tanh(x)", "asinh(x)", "acosh(w)", "atanh(x)", "atan2(x, z)", "floor(x)", "ceiling(x)",
  "trunc(x)", "sign(x)", "round(x)", "round(z / 3, 2)", "round(w, -1)", "round(x, 400)", "round(x, NA)",
  "round(c(0.15, 2.5, -1.5, 2.345, 1e300), 1)", "cumsum(z / 3)", "cumprod(z)", "cummax(m)", "cummin(z)",
  "exp(w)", "log(w)", "log(x)", "exp(g)", "sin(ch)",
  # arithmetic of whole numbers
  "-as.integer(l)", "k %/% as.integer(l)", "k %% 2L", "k * -1L", "0 %/% -0.5", "1e-320 %/% -1", "1e20 %% 3",
  # statistics
  "mean(z)", "mean(m)", "mean(m, na.rm = TRUE)", "mean(g)", "median(z)", "median(m, na.rm = TRUE)",
  "median(g)", "var(z)", "var(w)", "sd(z)", "var(g)", "sum(z, x, 1L)", "sum(m)", "sum(ch)", "max(x, z)",
  "min(m, na.rm = TRUE)", "max(g)", "range(z)", "prod(z)", "length(x)",
  "quantile(z, c(0.1, 0.5, 0.77))", "quantile(z)", "quantile(m)", "quantile(m, 0.3, na.rm = TRUE)",
  "quantile(z, 1.2)", "quantile(g)", "max(c(-0.0, 0))", "sd(1)",
  # choosing
  "ifelse(x > 0, x, -z)", "ifelse(l, ch, x)", "ifelse(l, g, x)", "ifelse(x > -10, 'a', 1)", "ifelse(x, 1, 2)",
  "ifelse(g == 'A', o, 1)", "ifelse(ch, 1, 2)", "ifelse(l, c(1, 2), 0)", "ifelse(NA, 1, 2)",
  "pmin(x, z)", "pmax(x, 0, m)", "pmax(m, 2, na.rm = TRUE)", "pmin(x, c(1, 2, 3))", "pmin(l, 0)",
  "is.na(m)", "is.na(ch)", "is.na(g)", "is.na(u)", "is.finite(log(x))", "rev(ch)", "x[3:1]", "x[-1]", "x[x > 0]",
  "x[l]", "x[c(1, 20, 0)]", "g[2:3]", "g[l]", "g[-1, drop = TRUE]", "x[c(-1, 2)]", "poly(x, 2)[, 1]",
  "cbind(x, z)[, 'z']", "cbind(x, z)[2:3, ]", "cbind(x, z)[, 3]", "cbind(x, z)[1, ]", "cbind(a = x)[, 1, drop = FALSE]",
  "3:1", "1:x[4]", "0.5:3", "1:NA", "g:u", "(1:3)[2]", "x %in% c(0, 1, NA)", "(0.1 + 0.2) %in% 0.3", "g %in% c('A', 'q')",
  "m %in% NA", "k %in% 1:2",
  # converting
  "as.numeric(g)", "as.numeric(ch)", "as.numeric(c('1', ' 2e3 ', '0x1A', 'abc', 'Inf', 'NA', ''))", "as.numeric(l)",
  "as.integer(x)", "as.integer(w)", "as.integer('3.7')", "as.logical(k - 1L)", "as.logical(g)",
  "as.logical(c('TRUE', 'T', 'yes', 'false'))", "as.character(k)", "as.character(w)", "as.character(l)",
  "as.character(u)", "as.character(z / 3)", "paste(ch, k)", "paste0(g, l, 'z')", "paste(x, collapse = '+')",
  "paste(g, u, sep = '/')", "c(k, 2L)", "c(k, 2.5)", "c(l, 1L)", "c(x, ch)", "factor(k)", "factor(k * 1)", "factor(c(k, 1e5))",
  # factors
  "cut(x, 3)", "cut(x, 3, dig.lab = 2)", "cut(x, c(0, 4.5), include.lowest = TRUE)", "cut(x, c(0, 1, 4.5), right = FALSE)",
  "cut(x, c(0, 1, 7.0625), right = FALSE, include.lowest = TRUE)", "cut(x, 2, labels = FALSE)", "cut(x, c(1, 1, 2))",
  "cut(x, 1)", "cut(g, 2)", "cut(x, c(8, 1, 3))", "cut(x, 3, labels = c('a', 'b'))", "cut(x, 3, labels = c('a', 'a', 'b'))",
  "cut(x, c(0, 4), labels = c('a', 'b'))", "cut(c(1, 1, 1), 2)", "cut(c(0, 0), 3)", "cut(x, c(-Inf, 0, 4.5, Inf))",
  "cut(x, c(0, 4.5, Inf))", "cut(c(1.00001, 1.00002, 1.00003), c(1, 1.000015, 1.000025, 2))", "cut(l, 2)", "cut(log(x), 2)",
  "cut(x, 3, ordered_result = TRUE)", "cut(m, 2)", "cut(w, c(0, 1, 1e6))",
  "relevel(g, 'C')", "relevel(g, 2)", "relevel(o, 'M')", "relevel(ch, 'a')", "relevel(g, 'zz')", "relevel(g, c('A', 'B'))",
  "relevel(g, 5)", "relevel(g)", "interaction(g, u)", "interaction(g, l, sep = '_', lex.order = TRUE)",
  "interaction(g, u, drop = TRUE)", "interaction(ch, x > 0)", "interaction(g)", "droplevels(u)", "droplevels(ch)",
  # matrices
  "scale(x)", "scale(m)", "scale(x, center = FALSE)", "scale(x, scale = FALSE)", "scale(cbind(x, z), center = c(1, 2))",
  "scale(x, scale = c(1, 2))", "scale(g)", "scale(c(2, 2))", "scale(k, 2, 3)",
  "poly(x, 2)", "poly(z, 5)", "poly(w, 2)", "poly(x, z, degree = 2)", "poly(x, z, degree = 3, raw = TRUE)", "poly(x, 3, raw = TRUE)",
  "poly(cbind(x, z), 2)", "poly(x, 2, simple = TRUE)", "poly(x, 9)", "poly(m, 1)", "poly(m, 2, raw = TRUE)", "poly(g, 2)", "poly(x, 0)",
  "poly(x, z, 2)", "poly(scale(x), 2)", "poly(x)",
  "bs(x)", "bs(z, df = 5)", "bs(z, degree = 1, df = 4)", "bs(z, knots = c(3, 1))", "bs(z, Boundary.knots = c(0, 3))", "bs(z, df = 2)",
  "bs(m, df = 4)", "bs(z, 6, intercept = TRUE)", "bs(z, degree = 0)", "bs(k, knots = 2, Boundary.knots = c(0, 200000))", "bs(c(1, 1))",
  "ns(x)", "ns(z, 3)", "ns(z, knots = c(1, 2))", "ns(z, df = 3, Boundary.knots = c(0, 3))", "ns(m, 2)", "ns(z, 2, intercept = TRUE)",
  "ns(z, df = 0)", "ns(log(x), 2)",
  "contr.treatment(3)", "contr.treatment(4, base = 2)", "contr.sum(3)", "contr.helmert(4)", "contr.poly(4)", "contr.SAS(3)",
  "contr.treatment(c('p', 'q', 'r'))", "contr.treatment(3, 9)",
  "factor(u, exclude = 'p')", "factor(ch, exclude = c('a', NA))", "factor(k, exclude = 3)", "factor(k, labels = c('p', 'q', 'r', 's')[1:4])",
  "droplevels(g, exclude = 'A')", "log(w, c(2, 10, 3, 0.5, 7))", "quantile(z, 0.3, type = 1)", "quantile(z, c(0.1, 0.5), type = 6)",
  "mean(z, trim = 0.2)", "mean(z, 0.1)", "IQR(z)", "mad(z)", "weighted.mean(x, z + 2)", "cor(x, z)", "any(x > 7)", "all(l)", "any(l, na.rm = TRUE)",
  "unclass(g)", "is.infinite(log(x^2))", "head(x, 3)", "tail(x, -2)", "head(ch)", "seq_len(4)", "seq_along(x)", "seq(2, 8, by = 1.5)",
  "seq(0, 1, length.out = 4)", "seq(5)", "seq(3, 1)", "seq(1, by = 2, length.out = 4)", "seq(to = 9, by = 2, length.out = 3)", "seq(1, 9, len = 3)",
  "rep(1:2, 5)", "rep(c('a', 'b'), each = 5)", "rep(g, times = 1)", "rep(x, length.out = 3)", "rep(1:3, times = c(2, 0, 1))", "rep(1:2, e = 2)",
  "diff(x)", "diff(z, 2)", "diff(z, differences = 2)", "embed(x, 2)", "rank(x)", "rank(z, ties.method = 'min')", "rank(x, ties.method = 'first')",
  "rank(ch[1:2])", "order(z)", "order(x, z, decreasing = TRUE)", "order(ch)", "sort(z)", "sort(ch)", "sort(m, decreasing = TRUE)", "match(ch, c('a', 'b'))",
  "match(k, 1:3)", "findInterval(x, c(0, 1, 4.5))", "findInterval(x, c(0, 1, 4.5), left.open = TRUE)", "findInterval(x, c(0, 1, 7.0625), rightmost.closed = TRUE)",
  "findInterval(x, c(0, 1), all.inside = TRUE)", "ave(x, g)", "ave(x)", "ave(z, g, l > 0)", "unique(x)", "unique(ch)", "unique(g)", "duplicated(k)",
  "duplicated(k, fromLast = TRUE)", "which(x > 1)", "which(l)", "which.max(x)", "which.min(z)", "tabulate(k[1:3])", "tabulate(g)", "tabulate(c(1, 2, 2), nbins = 5)",
  "is.element(k, 1:2)", "union(k, 1:4)", "intersect(k, 2:9)", "setdiff(x, 0)", "nchar(ch)", "nchar('abc', type = 'bytes')", "nchar(k)", "nchar(g)",
  "substr(c('abc', 'defg'), 2, 3)", "substring('abcdef', 1:3, 3)", "substring('abcdef', 4)", "toupper(ch)", "tolower(ch)", "trimws('  a b ')",
  "trimws(' a ', 'left')", "trimws(' a ', which = 'right')", "startsWith(ch, 'b')", "endsWith(c('abc', NA), 'c')", "startsWith(k, 'b')", "chartr('abc', 'xyz', ch)",
  "pnorm(x)", "pnorm(z, 1, 2)", "qnorm(c(0, 0.1, 0.5, 1, 2))", "dnorm(x, sd = 2)", "plogis(x)", "qlogis(c(0, 0.2, 1))", "choose(5, 0:5)", "choose(-3, 2)",
  "letters[1:3]", "LETTERS[k]", "month.name[2]", "month.abb[12]", "complete.cases(m, ch)", "as.character(sum(k))", "as.character(max(k))", "as.character(pmax(k, 2L))",
  "as.character(ifelse(l, k, 2L))", "as.character(range(k))", "-1e-17 %% 2", "(-0.5)^Inf", "(-Inf)^0.5", "round(9007199254740992, -1)",
  "bs(c(9, 9, 9, 9, 7, 1, 9, 9, 9), df = 3, degree = 1)", "bs(c(5, 5, 5), df = 4)", "poly(c(1, 2, 4), 2)",
  # contrasts: the matrix that C() gives its factor
  "contrasts(C(g, sum))", "contrasts(C(g, c(1, 0, -1)))", "contrasts(C(g, contr.helmert))", "contrasts(C(g, contr.treatment, base = 2))",
  "contrasts(C(g, helmert, 1))", "contrasts(C(o))", "contrasts(C(o, contr.treatment))", "contrasts(C(o, poly, 1))", "contrasts(C(g, base = 3))",
  "contrasts(C(g, 'contr.sum'))", "contrasts(C(g, c(1, 1, 1)))", "contrasts(C(g, contr.sum(4)))", "contrasts(C(x, sum))",
  "contrasts(C(g, cbind(a = c(1, 0, -1))))",
  # where versions of R differ: the names of C()'s columns, what it makes a factor, knots on the boundary
  "contrasts(C(x))", "contrasts(C(x, contr.treatment, base = 2))", "contrasts(C(x, base = 2))", "contrasts(C(x, poly))", "contrasts(C(x, contr.SAS))",
  "contrasts(C(k, contr.treatment, 1))", "contrasts(C(l))", "contrasts(C(l, sum))", "contrasts(C(ch))", "contrasts(C(ch, contr.SAS))", "contrasts(C(m))",
  "contrasts(C(m > 3))", "contrasts(C(x > 0, contr.treatment))", "C(ch, sum)", "C(m)", "C(l)", "C('a')", "C(1)", "C(c(1, 1, 1))", "C(x[0])",
  "contrasts(C(k, c(1, 0, -1, 0)))", "contrasts(C(C(ch, sum)))", "contrasts(C(g, contr.treatment))", "contrasts(C(g, contr.SAS))", "contrasts(C(g, treatment))",
  "contrasts(C(g, treatment, base = 2))", "contrasts(C(g, how.many = 1))", "contrasts(C(g, contr.treatment, 1))", "contrasts(C(g, contr.SAS, 1))",
  "contrasts(C(o, contr.SAS))", "contrasts(C(o, base = 2))", "contrasts(C(u, contr.treatment))", "contrasts(C(g, contr.treatment(3)))",
  c("ns(%s, 3)", "ns(%s, df = 4)", "ns(%s, df = 5, intercept = TRUE)", "bs(%s, df = 5)", "bs(%s, df = 6)", "bs(%s, df = 4, degree = 1)", "bs(%s, knots = c(0, 4))") |>
    lapply(\(call) sprintf(call, c("c(0, 0, 0, 0, 0, 0, 1, 2, 3, 5)", "c(0, 0, 0, 0, 0, 0, 0, 0, 1, 2)", "c(1, 2, 3, 4, 4, 4, 4, 4, 4, 4)", "c(0, 0, 0, 0, 1, 4, 4, 4, 4)",
                                    "c(-3, -3, -3, 0, 1, 5)", "c(0, 0, 0, 1, 1, 1)", "c(0, NA, 0, 0, 0, 0.1, 2, NA)", "c(5, 5, 5, 5)"))) |> unlist(),
  "ns(c(0, 0, 0, 0, 1, 2, 3, 5), 3, Boundary.knots = c(0, 4))", "bs(c(0, 0, 0, 0, 1, 2, 3, 5), df = 5, Boundary.knots = c(0, 4))",
  "ns(c(0, 0, 0, 0, 1, 2, 3, 5), knots = c(0, 1))", "bs(c(0, 0, 0, 0, 1, 2, 3, 5), knots = c(0, 5))",
  "as.numeric(c('0x1p3', '0X1.8P2', '-0x1.8p1', '0x1p-2', '0x1p2000', '0x1f'))", "as.numeric(c('0x1.8', '-0x1.8', '0x'))"
)

exact <- function(x) {
  text <- sprintf("%a", as.double(x))
  text[is.na(x)] <- NA
  text
}

described <- function(v) {
  if (is.factor(v)) {
    list(kind = if (is.ordered(v)) "ordered" else "factor", levels = levels(v), values = as.character(v))
  } else if (is.matrix(v)) {
    list(kind = "matrix", names = colnames(v), values = lapply(seq_len(ncol(v)), function(j) exact(v[, j])))
  } else if (is.character(v)) {
    list(kind = "character", values = as.vector(v))
  } else if (is.logical(v)) {
    list(kind = "logical", values = as.vector(v))
  } else {
    list(kind = "numeric", values = exact(as.vector(v)))
  }
}

answer <- function(expression) {
  got <- capture(described(eval(parse(text = expression), data)))
  result <- if (is.null(got$error)) got$value else list(error = got$error)
  arrays <- setdiff(names(Filter(Negate(is.null), result)), c("kind", "error"))
  result[arrays] <- lapply(result[arrays], function(v) if (is.list(v)) v else I(v))
  c(list(expression = expression), result, list(warnings = I(got$warnings)))
}

lines <- vapply(expressions, function(e) toJSON(answer(e), null = "null", na = "null", auto_unbox = TRUE), "")
write_lines(c("[", paste(lines, collapse = ",\n"), "]"), reference_of_version("formula-functions.json"))
