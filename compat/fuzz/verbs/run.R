# Rscript compat/fuzz/verbs/run.R requests.json answers.json
#
# Evaluates calls of verbs: kind, values as exact text, names, and the next random number, or the
# message of the error. Called by campaign.py.

source(file.path("compat", "record", "lib.R"))
suppressPackageStartupMessages(library(nnet))

paths <- commandArgs(TRUE)
calls <- fromJSON(paths[1], simplifyVector = FALSE)

exact <- function(x) {
  text <- sprintf("%a", as.double(x))
  text[is.na(x)] <- NA
  text
}

texts_of <- function(x) as.list(as.character(x))

described <- function(v) {
  names <- if (is.null(names(v)) || is.matrix(v)) NULL else texts_of(names(v))
  attributes(v) <- attributes(v)[setdiff(names(attributes(v)), c("na.action", "scaled:center", "scaled:scale"))]
  if (length(v) > 1e6) {
    list(error = "a value that is too long to be written")
  } else if (is.factor(v)) {
    list(kind = if (is.ordered(v)) "ordered" else "factor", levels = texts_of(levels(v)), values = texts_of(v))
  } else if (is.null(v)) {
    list(kind = "null")
  } else if (is.data.frame(v)) {
    columns <- lapply(v, function(column) described(unname(column)))
    list(kind = "frame", items = unname(columns), columns = texts_of(names(v)), rows = texts_of(rownames(v)))
  } else if (is.matrix(v)) {
    exactly <- if (is.character(v)) as.character else exact
    columns <- lapply(seq_len(ncol(v)), function(j) as.list(exactly(v[, j])))
    kind <- if (is.character(v)) "matrix of text" else "matrix"
    list(kind = kind, values = columns, columns = texts_of(colnames(v)), rows = texts_of(rownames(v)))
  } else if (is.list(v)) {
    list(kind = "list", items = lapply(unname(v), described), names = names)
  } else if (is.character(v)) {
    list(kind = "character", values = as.list(as.vector(v)), names = names)
  } else if (is.logical(v)) {
    list(kind = "logical", values = as.list(as.vector(v)), names = names)
  } else if (is.numeric(v)) {
    list(kind = "numeric", values = as.list(exact(as.vector(v))), names = names)
  } else {
    list(kind = "other")
  }
}

answers <- lapply(seq_along(calls), function(i) {
  set.seed(i)
  answer <- tryCatch(suppressWarnings(described(eval(parse(text = calls[[i]])))), error = function(e) list(error = conditionMessage(e)))
  c(answer, list(after = exact(runif(1))))
})
writeLines(toJSON(answers, null = "null", na = "null", auto_unbox = TRUE, digits = NA), paths[2])
