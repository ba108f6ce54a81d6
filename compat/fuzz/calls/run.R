# Rscript compat/fuzz/calls/run.R nnet|multinom directory
#
# Runs calls that campaign.py has written, as the recorder of their kind does, and beside them the
# methods of multinomial models that a call names. The working directory has `compat/cases` and
# `compat/data`; the recorders are those beside this script. The JSON is that of the recorders, by
# a writer of its own: jsonlite's takes half of the time of a call.

script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
here <- normalizePath(dirname(dirname(dirname(script))))
given <- commandArgs(trailingOnly = TRUE)
kind <- given[[1]]
trace <- FALSE # R's drop1 and add1 for these fits look for a variable of this name

source(file.path(here, "record", "lib.R"))
library(splines)

# Each data set is read once, though several calls use it.
read_once <- read_data
known <- new.env()
read_data <- function(name) {
  if (is.null(known[[name]])) known[[name]] <- read_once(name)
  known[[name]]
}

quoted <- function(text) {
  special <- grepl("[\"\\\\[:cntrl:]]", text)
  text[special] <- vapply(text[special], function(v) as.character(toJSON(unbox(v))), "")
  text[!special] <- paste0("\"", text[!special], "\"")
  text
}

elements <- function(value) {
  text <- if (is.character(value)) quoted(value)
    else if (is.logical(value)) tolower(value)
    else format(value, digits = 15, trim = TRUE)
  text[is.na(value)] <- "null"
  text
}

to_json <- function(value) {
  if (is.null(value)) return("null")
  if (inherits(value, "members")) return(unclass(value))
  if (is.list(value)) {
    if (length(value) == 0) return(if (is.null(names(value))) "[]" else "{}")
    inner <- vapply(value, to_json, "")
    if (is.null(names(value))) return(paste0("[", paste0(inner, collapse = ","), "]"))
    return(paste0("{", paste0(quoted(names(value)), ":", inner, collapse = ","), "}"))
  }
  inner <- elements(unclass(value))
  if (inherits(value, "scalar")) inner else paste0("[", paste0(inner, collapse = ","), "]")
}

members <- function(object, indent = "") structure(to_json(object), class = "members")

# A recorder without its first and last line: what it reads, and that it records.
for (expression in parse(file.path(here, "record", paste0(kind, ".R")), keep.source = FALSE)) {
  if (is.call(expression) && as.character(expression[[1]]) %in% c("source", "record_cases")) next
  eval(expression, globalenv())
}

# What a method prints while it runs and what it gives, or its error. step() looks for the data where
# all can see them.
shown <- function(value) if (is.call(value)) dput(value, control = NULL) else print(value)

method_json <- function(text) {
  got <- capture({
    shows <- withVisible(eval(parse(text = text, keep.source = FALSE), globalenv()))
    if (shows$visible) shown(shows$value)
  })
  list(text = I(got$printed), error = if (!is.null(got$error)) unbox(got$error))
}

methods_json <- function(methods, env) {
  names <- ls(env)
  for (name in names) assign(name, get(name, env), globalenv())
  on.exit(rm(list = names, envir = globalenv()))
  lapply(methods, function(method) method_json(method$r))
}

methods_found <- NULL
run <- if (kind == "nnet") run_case else function(case) {
  methods_found <<- NULL
  wanted <<- case$methods
  found <- run_multinom(case)
  further <- paste0(",\"methods\":", to_json(methods_found), "}")
  structure(paste0(substr(found, 1, nchar(found) - 1), further), class = "members")
}
if (kind == "multinom") {
  recorded_inference <- inference_json
  inference_json <- function(fit, env) {
    found <- recorded_inference(fit, env)
    methods_found <<- methods_json(wanted, env)
    found
  }
}

out <- given[[2]]
dir.create(out, showWarnings = FALSE)
for (case in read_cases(kind)) write_lines(run(case), file.path(out, paste0(case$id, ".json")))
