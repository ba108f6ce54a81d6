# Rscript compat/fuzz/formula/run.R requests.json answers.json
#
# For each formula: the design matrix of the data and that of the new data, every number as exact
# text, or the message of the error. Called by campaign.py.

source(file.path("compat", "record", "lib.R"))
library(splines)

paths <- commandArgs(TRUE)
requests <- fromJSON(paths[1], simplifyVector = FALSE)

table_of <- function(given) frame_of(lapply(given, column), names(given))

exact <- function(x) {
  text <- sprintf("%a", as.vector(x))
  text[is.na(as.vector(x))] <- "NA"
  paste(text, collapse = " ")
}

described <- function(X) {
  list(names = as.list(colnames(X)), rows = nrow(X), values = exact(X), assign = as.list(attr(X, "assign")))
}

answer <- function(expression) {
  got <- capture(expression)
  c(if (is.null(got$error)) got$value else list(error = got$error), list(warnings = as.list(got$warnings)))
}

one <- function(request) {
  data <- tables[[request$table]]
  new <- news[[request$table]]
  formula <- as.formula(request$formula)
  frame <- terms <- X <- NULL
  fitted <- answer({
    frame <- model.frame(formula, data)
    terms <- attr(frame, "terms")
    X <- model.matrix(terms, frame)
    described(X)
  })
  predicted <- if (is.null(X)) NULL else answer({
    terms <- delete.response(terms)
    m <- model.frame(terms, new, na.action = na.omit, xlev = .getXlevels(terms, frame))
    if (!is.null(classes <- attr(terms, "dataClasses"))) .checkMFClasses(classes, m)
    described(model.matrix(terms, m, contrasts.arg = attr(X, "contrasts")))
  })
  list(fitted = fitted, predicted = predicted)
}

tables <- lapply(requests$tables, function(t) table_of(t$data))
news <- lapply(requests$tables, function(t) table_of(t$newdata))
answers <- lapply(requests$formulas, one)
writeLines(toJSON(answers, null = "null", na = "null", auto_unbox = TRUE), paths[2])
