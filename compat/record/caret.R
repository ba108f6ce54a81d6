# Runs every case of compat/cases/caret.json with R's caret and records the results exactly.
#
# Usage (from the root of the checkout):  Rscript compat/record/caret.R [directory]
#
# Writes <directory>/<case id>.json and <directory>/session.json; the directory is
# compat/recorded/caret unless another is given. Needs R's caret, nnet and MASS, and jsonlite.

source(file.path("compat", "record", "lib.R"))
suppressPackageStartupMessages(library(caret))
foreach::registerDoSEQ() # or the first fit warns that nothing else is registered

# Any value of R as JSON; cases/caret.py describes Python's in the same form.
described <- function(v) {
  if (is.null(v)) return(NULL)
  if (is.factor(v)) return(list(texts = I(as.character(v)), levels = I(levels(v))))
  if (length(dim(v)) == 2) return(columns_described(v))
  if (is.list(v)) return(list(names = names_json(names(v)), items = unname(lapply(v, described))))
  if (is.character(v)) return(list(names = names_json(names(v)), texts = I(unname(v))))
  list(names = names_json(names(v)), values = I(hex(v)))
}

# A matrix or data frame, column by column; rows that are only numbered have no names.
columns_described <- function(v) {
  rows <- rownames(v)
  numbered <- is.null(rows) || identical(rows, as.character(seq_len(nrow(v))))
  list(rows = if (!numbered) I(rows), names = names_json(colnames(v)),
       items = lapply(seq_len(ncol(v)), function(j) described(unname(v[, j]))))
}

# What the expressions of cases may use beside caret's functions and the data sets by name.
printed <- function(v, ...) utils::capture.output(print(v, ...))
# What is printed from some words on: before them is the call, which Python has not; and no times.
after <- function(lines, words) {
  lines <- lines[which(startsWith(lines, words))[1]:length(lines)]
  lines[!startsWith(lines, "Time estimates")]
}
# Functions that cases name; cases/caret.py has the same in Python.
largest <- function(data, lev = NULL, model = NULL) c(Largest = max(abs(data$obs - data$pred)))

environment_of_case <- function(case) {
  env <- new.env(parent = globalenv())
  for (name in unlist(case$data)) assign(name, read_data(name), env)
  env
}

run_caret <- function(case) {
  set.seed(case$seed)
  env <- environment_of_case(case)
  lines <- parse(text = unlist(case$r))
  got <- capture(suppressMessages({
    value <- NULL
    for (line in lines) value <- eval(line, env)
    value
  }))
  members(list(
    id = unbox(case$id),
    error = if (!is.null(got$error)) unbox(got$error),
    warnings = I(unique(got$warnings)),
    stream = stream_state(),
    value = described(got$value)))
}

record_cases("caret", run_caret, "caret",
             data_files(unique(unlist(lapply(read_cases("caret"), `[[`, "data")))))
