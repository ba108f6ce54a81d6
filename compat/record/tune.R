# Runs every case of compat/cases/tune.json with R's e1071 and records the results exactly.
#
# Usage (from the root of the checkout):  Rscript compat/record/tune.R [directory]
#
# Writes <directory>/<case id>.json and <directory>/session.json; the directory is
# compat/recorded/tune unless another is given. Needs R's e1071, nnet and MASS, and jsonlite.

source(file.path("compat", "record", "lib.R"))
suppressPackageStartupMessages({
  library(e1071)
  library(splines)
})

# Functions that a case names; cases/tune.py has the same in Python.
error_functions <- list(
  "mean absolute" = function(true, predicted) mean(abs(true - predicted)),
  "largest" = function(true, predicted) max(abs(true - predicted)))
aggregates <- c("repeat.aggregate", "sampling.aggregate", "sampling.dispersion")

values <- function(v) if (is.list(v)) unlist(v) else v

control_of <- function(case) {
  given <- lapply(case$control, values)
  for (name in intersect(aggregates, names(given))) given[[name]] <- match.fun(given[[name]])
  if (!is.null(given$error.fun)) given$error.fun <- error_functions[[given$error.fun]]
  if (case$`function` == "tune.nnet" && is.null(given$nrepeat)) given$nrepeat <- 5
  do.call(tune.control, given)
}

tune_call <- function(case) {
  first <- if (is.null(case$formula)) {
    list(quote(x), quote(y))
  } else {
    list(as.formula(case$formula, env = globalenv()), data = quote(data))
  }
  validation <- if (!is.null(case$validation)) {
    c(list(validation.x = quote(new_x)), if (is.null(case$formula)) list(validation.y = quote(new_y)))
  }
  ranges <- lapply(case$ranges, values)
  ranges <- if (case$`function` == "tune") {
    c(if (length(ranges)) list(ranges = ranges), list(trace = FALSE),
      if (isTRUE(case$class)) list(predict.func = quote(classes)))
  } else {
    ranges
  }
  method <- if (case$`function` == "tune") list(quote(nnet))
  as.call(c(list(as.name(case$`function`)), method, first, validation, ranges, lapply(case$args, values),
            list(tunecontrol = quote(control_of(case)))))
}

rows_of <- function(frame, rows) {
  if (is.null(rows)) frame else frame[seq(rows[[1]], rows[[2]]), , drop = FALSE]
}

call_environment <- function(case) {
  all <- read_data(case$data)
  env <- new.env(parent = globalenv())
  env$case <- case
  env$data <- rows_of(all, case$rows)
  env$classes <- function(...) predict(..., type = "class")
  new <- if (!is.null(case$validation)) rows_of(all, case$validation$rows)
  if (is.null(case$formula)) {
    env$x <- array_of(case$x, env$data)
    env$y <- array_of(case$y, env$data)
    if (!is.null(new)) {
      env$new_x <- array_of(case$x, new)
      env$new_y <- array_of(case$y, new)
    }
  } else {
    env$new_x <- new
  }
  env
}

column_json <- function(v) I(if (is.logical(v) && !all(is.na(v))) v else hex(v))

tune_json <- function(found) {
  performances <- found$performances
  model <- found$best.model
  members(list(
    best_parameters = lapply(found$best.parameters, column_json),
    best_performance = unbox(hex(found$best.performance)),
    method = unbox(found$method),
    nparcomb = unbox(found$nparcomb),
    sampling = unbox(found$sampling),
    train_ind = unname(lapply(found$train.ind, function(v) I(as.integer(v)))),
    performances = if (!is.null(performances)) lapply(performances, column_json),
    rows = if (!is.null(performances)) I(rownames(performances)),
    wts = if (!is.null(model)) I(hex(model$wts)),
    value = if (!is.null(model)) unbox(hex(model$value)),
    print = I(utils::capture.output(print(found))),
    summary = I(utils::capture.output(print(summary(found))))), "  ")
}

run_tune <- function(case) {
  env <- call_environment(case)
  set.seed(case$seed)
  got <- capture(eval(tune_call(case), env))
  members(list(
    id = unbox(case$id),
    error = if (!is.null(got$error)) unbox(got$error),
    stream = stream_state(),
    tune = if (!is.null(got$value)) tune_json(got$value)))
}

record_cases("tune", run_tune, "e1071")
