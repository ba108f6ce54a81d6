# Rscript compat/fuzz/formula.R requests.json answers.json
#
# For each formula: the design matrix of the data and that of the new data, every number as exact
# text, or the message of the error. Called by formula.py.

suppressPackageStartupMessages({
  library(jsonlite)
  library(nnet)
  library(splines)
})
invisible(Sys.setlocale("LC_ALL", "C.UTF-8"))
Sys.setenv(LANGUAGE = "en")

paths <- commandArgs(TRUE)
requests <- fromJSON(paths[1], simplifyVector = FALSE)

column <- function(given) {
  values <- lapply(given$values, function(v) if (is.null(v)) NA else v)
  switch(given$type,
    numeric = vapply(values, as.numeric, 0),
    integer = as.integer(unlist(values)),
    logical = as.logical(unlist(values)),
    character = as.character(unlist(values)),
    factor = factor(as.character(unlist(values)), levels = unlist(given$levels)),
    ordered = factor(as.character(unlist(values)), levels = unlist(given$levels), ordered = TRUE)
  )
}

table_of <- function(given) {
  as.data.frame(lapply(given, column), stringsAsFactors = FALSE, optional = TRUE)
}

exact <- function(x) {
  text <- sprintf("%a", as.vector(x))
  text[is.na(as.vector(x))] <- "NA"
  paste(text, collapse = " ")
}

described <- function(X) {
  list(names = as.list(colnames(X)), rows = nrow(X), values = exact(X), assign = as.list(attr(X, "assign")))
}

answer <- function(expression) {
  caught <- character()
  result <- tryCatch(
    withCallingHandlers(expression, warning = function(w) {
      caught <<- c(caught, conditionMessage(w))
      invokeRestart("muffleWarning")
    }),
    error = function(e) list(error = conditionMessage(e))
  )
  result$warnings <- as.list(caught)
  result
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
