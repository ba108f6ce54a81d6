# Rscript compat/fuzz/formula/functions.R requests.json answers.json
#
# Evaluates calls of functions on columns: kind and values as exact text, or the message of the
# error. Called by functions.py.

source(file.path("compat", "record", "lib.R"))
suppressPackageStartupMessages({library(splines); library(nnet)})
invisible(Sys.setlocale("LC_TIME", "C"))
set.seed(1)

paths <- commandArgs(TRUE)
requests <- fromJSON(paths[1], simplifyVector = FALSE)

exact <- function(x) {
  text <- sprintf("%a", as.double(x))
  text[is.na(x)] <- NA
  text
}

texts_of <- function(x) as.list(as.character(x))

described <- function(v) {
  if (inherits(v, c("Date", "difftime"))) v <- as.vector(unclass(v))
  if (length(v) > 1e6) {
    list(error = "a value that is too long to be written")
  } else if (is.factor(v)) {
    list(kind = if (is.ordered(v)) "ordered" else "factor", levels = texts_of(levels(v)), values = texts_of(v))
  } else if (is.null(v)) {
    list(kind = "null")
  } else if (is.matrix(v) && (is.numeric(v) || is.logical(v))) {
    list(kind = "matrix", values = lapply(seq_len(ncol(v)), function(j) as.list(exact(v[, j]))))
  } else if (is.character(v)) {
    list(kind = "character", values = as.list(as.vector(v)))
  } else if (is.logical(v)) {
    list(kind = "logical", values = as.list(as.vector(v)))
  } else if (is.numeric(v)) {
    list(kind = "numeric", values = as.list(exact(as.vector(v))))
  } else {
    list(kind = "other")
  }
}

data <- eval(parse(text = requests$data))
answers <- lapply(requests$calls, function(call) {
  tryCatch(suppressWarnings(described(eval(parse(text = call), data))), error = function(e) list(error = conditionMessage(e)))
})
writeLines(toJSON(answers, null = "null", na = "null", auto_unbox = TRUE, digits = NA), paths[2])
