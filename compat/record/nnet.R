# Runs every case of compat/cases/nnet.json in R and records the results exactly.
#
# Usage (from the root of the checkout):  Rscript compat/record/nnet.R [directory]
#
# Writes <directory>/<case id>.json and <directory>/session.json; the directory is
# compat/recorded/nnet unless another is given. Needs R's nnet and MASS, and jsonlite.

source(file.path("compat", "record", "lib.R"))

prediction_json <- function(request, fit) {
  if (!is.null(request$seed)) set.seed(request$seed)
  newdata <- if (is.null(request$newdata)) NULL else newdata_of(request$newdata)
  call <- c(list(quote(predict), quote(fit)), if (!is.null(newdata)) list(quote(newdata)),
            if (!is.null(request$type)) list(type = request$type))
  got <- capture(eval(as.call(call)))
  value <- got$value
  list(
    raw = if (is.numeric(value)) array_json(value),
    class = if (is.character(value)) I(as.vector(value)),
    warnings = I(got$warnings),
    error = if (!is.null(got$error)) unbox(got$error),
    stream = stream_state())
}

fit_json <- function(fit) {
  flags <- lapply(fit[c("entropy", "softmax", "censored")], unbox)
  members(c(lapply(list(n = fit$n, conn = fit$conn, nconn = fit$nconn), I),
    lapply(list(nunits = fit$nunits, nsunits = fit$nsunits, convergence = fit$convergence), unbox),
    flags,
    list(
      decay = I(hex(fit$decay)),
      value = unbox(hex(fit$value)),
      wts = I(hex(fit$wts)),
      fitted_values = array_json(fit$fitted.values),
      residuals = array_json(fit$residuals),
      lev = names_json(fit$lev),
      coefnames = names_json(fit$coefnames),
      coef_names = I(names(coef(fit))),
      xlevels = if (!is.null(fit$xlevels)) lapply(fit$xlevels, I),
      contrasts = if (!is.null(fit$contrasts)) lapply(fit$contrasts, unbox),
      na_action = names_json(as.vector(fit$na.action)),
      Hessian = if (!is.null(fit$Hessian)) array_json(fit$Hessian),
      print = I(utils::capture.output(print(fit))),
      summary = I(utils::capture.output(print(summary(fit)))))), "  ")
}

hessian_json <- function(fit, env, weights) {
  got <- capture(nnetHess(fit, env$x, env$y, weights))
  list(value = if (!is.null(got$value)) array_json(got$value),
       error = if (!is.null(got$error)) unbox(got$error))
}

run_case <- function(case) {
  data <- read_data(case$data)
  env <- call_environment(case, data)
  set.seed(case$seed)
  got <- capture(eval(nnet_call(case, data), env))
  stream <- stream_state()
  fit <- got$value
  members(list(
    id = unbox(case$id),
    trace = I(got$printed),
    warnings = I(got$warnings),
    error = if (!is.null(got$error)) unbox(got$error),
    stream = stream,
    fit = if (!is.null(fit)) fit_json(fit),
    predictions = if (!is.null(fit)) lapply(case$predict, prediction_json, fit),
    nnet_hess = if (!is.null(fit) && isTRUE(case$nnet_hess)) {
      weights <- arguments(case, data)$weights
      hessian_json(fit, env, if (is.null(weights)) rep(1, nrow(as.matrix(env$x))) else weights)
    }))
}

every <- tools::file_path_sans_ext(list.files(file.path("compat", "data"), "[.]json$"))
record_cases("nnet", run_case, sources = c("compat/record/export_data.R", data_files(every)))
