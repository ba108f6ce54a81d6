# Records what R makes of the language of formulas: functions written in a formula, conditions, blocks,
# pipes, lists, functions of functions; the value of each form as exact text, and R's name of the variable.
#
# Usage (from the root of the checkout):  Rscript compat/record/language.R [directory]
#
# Writes formula-language.json where formula.R, whose columns these are, writes its own file again.

source(file.path("compat", "record", "formula.R"))

forms <- c(
  # functions
  "(function(v) v + 1)(x)", "(\\(v) v * 2)(z)", "(function(v, by = 2) v / by)(x)", "(function(v, by) v - by)(by = 3, x)",
  "(function(a, b = a * 2) a + b)(x)", "(function(v) { s <- sd(v); (v - mean(v)) / s })(z)", "sapply(x, function(v) v^2)",
  "(function(v) { w <- v + 1; u <- w * 2\n u - v })(x)", "(function(f, v) f(v))(sqrt, abs(x))", "(function(v) function(w) v + w)(x)(z)",
  "(function(v) if (any(v < 0)) v - min(v) else v)(x)", "(function(v) ifelse(v > 0, log(v), 0))(z)", "(function(unused) 1:10)(stop_here)",
  "(function(v, n) v[n])(x, 3:1)", "(function(value) value)(val = x)", "(function(v) {})(x)", "(function(v) w)(x)",
  # conditions
  "if (mean(x) > 0) x else z", "if (all(z > 0)) x else -z", "if (NA) x", "if (c(TRUE, FALSE)) x", "if ('a') x else z", "if (2) x", "if (0) x",
  "ifelse(z > 0, log(z), NA)", "ifelse(l, x, z)", "ifelse(is.na(m), 0, m)", "switch('b', a = x, b = z)", "switch(2, x, z)", "switch('q', a = x, z)",
  "switch('a', a = , b = z)", "TRUE && FALSE", "FALSE && stop_here", "TRUE || stop_here", "NA && FALSE", "xor(l, x > 0)", "isTRUE(all(x > -9))",
  # blocks and pipes
  "{x}", "{x; z}", "x |> abs() |> sqrt()", "x |> round(1)", "z |> (function(v) v^2)()", "x |> sapply(function(v) v + 1)",
  # lists and names
  "list(a = x, b = z)$b", "list(a = x, b = z)[['a']]", "list(x, z)[[2]]", "c(a = 1, b = 2)[['b']]", "c(A = 1, B = 2, C = 5)[as.character(g)]",
  "unlist(list(1, 2:3))", "c(a = 10, b = 20, c = 30, Z = 40)[ch]", "list(a = x)[['b']]", "c(1, 2)[[3]]", "unname(c(A = 1, B = 2, C = 5)[as.character(g)])",
  "names(c(a = 1, b = 2))", "list(x)[[1]][2]",
  # functions of functions
  "sapply(1:3, function(i) i^2)", "sapply(ch, nchar)", "sapply(x, round, 1)", "sapply(x, '+', 1)", "sapply(c(a = 1, b = 2), function(v) v + 1)",
  "sapply(1:3, function(i) c(i, i^2))", "vapply(x, function(v) v > 1, TRUE)", "vapply(x, function(v) v * 2, numeric(1))", "unlist(lapply(x, abs))",
  "mapply(function(a, b) a - b, x, z)", "mapply(max, x, z)", "unlist(Map(function(a, b) a * b, x, z))", "Reduce('+', 1:5)", "Reduce(`+`, 1:5, accumulate = TRUE)",
  "Reduce(function(a, b) a * 2 + b, z)", "Reduce(function(a, b) a + b, 1:3, 10)", "Filter(function(v) v > 0, x)", "do.call('pmax', list(x, z))",
  "do.call(cbind, list(x, z))", "do.call(round, list(x, digits = 1))", "apply(cbind(x, z), 1, sum)", "apply(cbind(x, z), 1, max)", "apply(cbind(a = x, b = z), 2, mean)",
  "apply(cbind(x, z), 1, function(r) r[1] - r[2])", "Negate(is.na)(m)", "Vectorize(function(a, b) a + b)(x, z)", "match.fun('sqrt')(abs(x))", "sapply(x, stop_here)",
  "ecdf(x)(x)", "ecdf(z)(0.5)", "approx(c(0, 1, 2), c(5, 7, 6), xout = c(0.5, 1, 3))$y", "approx(c(0, 1, 2), c(5, 7, 6), c(-1, 0.25), rule = 2)$y",
  "approxfun(c(0, 10), c(1, 2))(x)",
  # matrices
  "outer(x, z)", "outer(x, c(1, 3), '-')", "outer(x, c(1, 2), function(a, b) a / b)", "outer(x, c(1, 2), pmax)", "outer(x, 1:2, function(a, b) 1)",
  "x %o% c(1, 2)", "cbind(x, z) %*% c(2, 3)", "t(cbind(x, z))[1, ]", "matrix(1:10, 10)", "matrix(x, 5)[, 2]", "matrix(1:4, 2, byrow = TRUE)", "matrix(0, 2, 3)",
  "rowSums(cbind(x, m), na.rm = TRUE)", "rowMeans(cbind(x, z))", "colSums(cbind(a = x, b = z))", "colMeans(cbind(x, z))", "rbind(1:2, 3:4)", "drop(cbind(x))",
  "as.vector(cbind(x, z))", "as.matrix(x)", "cbind(x, z)[, 'z']", "cbind(x, z)[x > 1, 2]",
  # replacing
  "replace(x, 2, 9)", "replace(x, x > 2, 0)", "replace(m, is.na(m), 0)", "replace(ch, is.na(ch), 'none')", "replace(x, c(1, 3), c(7, 8))", "replace(x, x > 2, c(1, 2, 3))",
  "replace(1:3, 2, 9.5)", "replace(l, is.na(l), FALSE)", "replace(x, -1, 0)", "replace(x, NA, 0)", "replace(x, 2, 'a')", "replace(x, c(1, NA), c(1, 2))", "replace(x, 1, x[0])",
  # what stands for an operator, names, numbers
  "x %in% c(1, 3.25)", "-x^2", "!l", "x %% 2 + x %/% 2", "`x` + 1", "base::log(w)", "stats::sd(z)", "0x10 + x", "1e3L", "x[-1]", "x[[2]]", "r\"(a\\b)\"", "'a\\tb'",
  "\"\\u00e9\"", "x > 0 & z < 3 | is.na(m)", "x == 3.25", "Inf - x", "T", "c(x, 1)[11]", "5 -> x", "x@y", "x <- 3", "function(v) v"
)

# The value of a form with its text; a form that R cannot read has the error alone.
form <- function(text) {
  read <- capture(parse(text = text))
  if (!is.null(read$error)) return(list(expression = text, unread = TRUE))
  got <- answer(text)
  name <- capture(attr(terms(as.formula(paste("~", text))), "term.labels"))
  c(got, list(labels = I(if (is.null(name$error)) name$value else character())))
}

lines <- vapply(forms, function(f) toJSON(form(f), null = "null", na = "null", auto_unbox = TRUE), "")
write_lines(c("[", paste(lines, collapse = ",\n"), "]"), reference_of_version("formula-language.json"))
