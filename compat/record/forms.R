# Records what R makes of the forms that users write in formulas, for the tests of the language.
#
# Usage (from the root of the checkout):  Rscript compat/record/forms.R [directory]
#
# Reads compat/cases/forms.txt; writes formula-forms.json among the references (references.R says
# where) below the directory, which is tests unless another is given.

source(file.path("compat", "record", "lib.R"))
source(file.path("compat", "record", "references.R"))
invisible(Sys.setlocale("LC_TIME", "C"))

data <- data.frame(
  x = c(-2.75, -0.5, 0, 0.125, 0.6875, 1, 3.25, 3.25, 4.5, 7.0625),
  z = c(0.3, 2.2, -1.7, 5.5, 0.9, 3.1, -0.4, 1.6, 4.2, 2.7),
  w = c(1e-300, 0.1, 0.5, 0.9, 1, 2, 10, 1234.5678, 1e+05, 2.5e+17),
  p = c(0.001, 0.01, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.999),
  m = c(1.5, NA, 3, 4.5, NA, 7, 8.25, 9, 1, 2),
  k = c(3L, 1L, 2L, 4L, 3L, 1L, 2L, 4L, 3L, 1L),
  l = c(TRUE, FALSE, NA, TRUE, FALSE, TRUE, TRUE, FALSE, TRUE, FALSE),
  ch = c("b", "a", NA, "Z", "b", "a", "c", "c", "Z", "b"),
  s = c("ab_1", " x  y ", "Mr. Abc", "banana", "12-34", "a.b", "", NA, "foo-bar baz", "X9"),
  day = c("2020-01-15", "2020-02-29", "2021-12-31", NA, "1999-07-04", "1969-12-31", "2020-06-01", "2024-03-10", "2000-01-01", "2019-11-30"),
  us = c("01/15/2020", "02/29/2020", "12/31/2021", NA, "07/04/1999", "12/31/1969", "06/01/2020", "13/45/2020", "01/01/2000", "11/30/2019"),
  g = factor(c("A", "B", "A", "C", "B", "C", "A", "A", "C", "B")),
  u = factor(c("p", "q", "p", "p", "q", "q", NA, "p", "q", "p"), levels = c("p", "zz", "q")),
  o = factor(c("L", "M", "H", "L", "M", "H", "L", "M", "H", "L"), levels = c("L", "M", "H"), ordered = TRUE),
  stringsAsFactors = FALSE
)

exact <- function(x) {
  text <- sprintf("%a", as.double(x))
  text[is.na(x)] <- NA
  text
}

described <- function(v) {
  if (is.factor(v)) {
    list(kind = if (is.ordered(v)) "ordered" else "factor", levels = I(levels(v)), values = I(as.character(v)))
  } else if (is.matrix(v)) {
    list(kind = "matrix", names = if (!is.null(colnames(v))) I(colnames(v)), values = lapply(seq_len(ncol(v)), function(j) I(exact(v[, j]))))
  } else if (is.character(v)) {
    list(kind = "character", values = I(as.vector(v)))
  } else if (is.logical(v)) {
    list(kind = "logical", values = I(as.vector(v)))
  } else {
    list(kind = "numeric", values = I(exact(as.vector(v))))
  }
}

answer <- function(family, form) {
  got <- capture(described(eval(parse(text = form), data)))
  result <- if (is.null(got$error)) got$value else list(error = got$error)
  c(list(family = family, form = form), result, list(warnings = I(got$warnings)))
}

lines <- readLines(file.path("compat", "cases", "forms.txt"))
lines <- lines[!startsWith(lines, "#")]
heads <- grepl("^\\[[a-z' ]+\\]$", lines)
families <- gsub("^\\[|\\]$", "", lines[heads])[cumsum(heads)]
json <- function(value) toJSON(value, null = "null", na = "null", auto_unbox = TRUE)
recorded <- mapply(function(family, form) json(answer(family, form)), families[!heads], lines[!heads])
columns <- lapply(data, function(v) {
  if (is.double(v)) list(kind = "numeric", values = I(exact(v)))
  else if (is.integer(v)) list(kind = "integer", values = I(v))
  else described(v)
})
write_lines(c("{\"data\":", json(columns), ",\"forms\": [", paste(recorded, collapse = ",\n"), "]}"), reference_of_version("formula-forms.json"))
