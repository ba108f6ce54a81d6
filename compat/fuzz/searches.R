# Runs searches that a fuzzer has written, and prints what they find exactly.
#
# Usage:  Rscript compat/fuzz/searches.R calls.R results.json
#
# calls.R makes a list `calls` of expressions, each in a function.

suppressPackageStartupMessages({
  library(e1071)
  library(nnet)
  library(jsonlite)
})

arguments <- commandArgs(trailingOnly = TRUE)
source(arguments[[1]])
hex <- function(v) sprintf("%a", as.double(v))

run <- function(call) {
  got <- tryCatch(suppressWarnings(call()), error = conditionMessage)
  if (is.character(got)) return(list(error = got))
  list(
    errors = I(hex(got$performances$error)),
    dispersions = I(hex(got$performances$dispersion)),
    best = I(hex(unlist(got$best.parameters))),
    performance = I(hex(got$best.performance)),
    wts = I(hex(got$best.model$wts)),
    rows = I(rownames(got$performances)),
    next_number = I(hex(runif(1))))
}

writeLines(toJSON(lapply(calls, run), auto_unbox = TRUE, digits = NA), arguments[[2]])
