# Runs every case of compat/cases/multinom.json with R's multinom and records the results exactly.
#
# Usage (from the root of the checkout):  Rscript compat/record/multinom.R [directory]
#
# Writes <directory>/<case id>.json and <directory>/session.json; the directory is
# compat/recorded/multinom unless another is given. Needs R's nnet and MASS, and jsonlite.

source(file.path("compat", "record", "lib.R"))
library(splines)

# Vectors and positions go by the name of their argument, as in the text of pynnet's call.
by_name <- function(name, value) {
  name %in% c("subset", "Wts", "decay", "weights") && is.list(value)
}

multinom_call <- function(case, env) {
  given <- arguments(case, env$data)
  for (name in names(given)) {
    if (by_name(name, case$args[[name]])) {
      assign(name, given[[name]], env)
      given[[name]] <- as.name(name)
    }
  }
  # As it is written, with its names; R would print a list itself without them.
  if (!is.null(given$contrasts)) given$contrasts <- as.call(c(quote(list), given$contrasts))
  formula <- if (!is.null(case$formula)) list(formula = str2lang(case$formula))
  as.call(c(list(quote(multinom)), formula, list(data = quote(data)), given))
}

# Any array of numbers, column by column.
any_array <- function(v) {
  if (is.null(v)) return(NULL)
  d <- if (is.null(dim(v))) length(v) else dim(v)
  labels <- if (is.null(dim(v))) list(names(v)) else dimnames(v)
  list(dim = I(d), names = if (!is.null(labels)) lapply(unname(labels), names_json),
       values = I(hex(v)))
}

# What a method prints, or its error.
text_of <- function(expression) {
  got <- capture(print(expression))
  list(text = I(got$printed), error = if (!is.null(got$error)) unbox(got$error))
}

number_of <- function(expression) {
  got <- capture(expression)
  list(value = any_array(got$value), error = if (!is.null(got$error)) unbox(got$error))
}

# The methods ask for the model's matrix, which they find through the call.
inference_json <- function(fit, env) {
  env$fit <- fit
  run <- function(expression) eval(expression, env)
  members(list(
    vcov = number_of(run(quote(vcov(fit)))),
    standard_errors = number_of(run(quote(summary(fit)$standard.errors))),
    confint = number_of(run(quote(confint(fit)))),
    summary_text = text_of(run(quote(summary(fit)))),
    Wald_text = text_of(run(quote(summary(fit, Wald.ratios = TRUE)))),
    correlation_text = text_of(run(quote(summary(fit, correlation = TRUE)))),
    confint_text = text_of(run(quote(confint(fit)))),
    vcov_text = text_of(run(quote(vcov(fit)))),
    logLik_text = text_of(run(quote(logLik(fit))))), "  ")
}

# R's covariance is wrong after summ, and where contrasts were given, because it makes the design
# again. With Hess = TRUE the fit keeps second derivatives of what was fitted, and it is right.
kept_json <- function(case, env) {
  given <- names(case$args)
  if (!any(c("summ", "contrasts") %in% given) || "Hess" %in% given) return(NULL)
  case$args$Hess <- TRUE
  env$fit <- capture(eval(multinom_call(case, env), env))$value
  run <- function(expression) eval(expression, env)
  list(kept = members(list(
    vcov = number_of(run(quote(vcov(fit)))),
    standard_errors = number_of(run(quote(summary(fit)$standard.errors))),
    confint = number_of(run(quote(confint(fit)))),
    confint_text = text_of(run(quote(confint(fit))))), "  "))
}

multinom_json <- function(fit) {
  one <- function(v) unbox(hex(v))
  members(list(
    n = I(fit$n),
    convergence = unbox(fit$convergence),
    edf = unbox(fit$edf),
    rank = unbox(fit$rank),
    entropy = unbox(fit$entropy),
    softmax = unbox(fit$softmax),
    censored = unbox(fit$censored),
    value = one(fit$value),
    deviance = one(fit$deviance),
    AIC = one(fit$AIC),
    BIC = one(BIC(fit)),
    decay = I(hex(fit$decay)),
    wts = I(hex(fit$wts)),
    weights = I(hex(fit$weights)),
    coef = any_array(coef(fit)),
    fitted_values = array_json(fit$fitted.values),
    residuals = array_json(fit$residuals),
    lev = names_json(fit$lev),
    lab = names_json(fit$lab),
    coefnames = names_json(fit$coefnames),
    vcoefnames = names_json(fit$vcoefnames),
    xlevels = if (length(fit$xlevels)) lapply(fit$xlevels, I),
    contrasts = if (!is.null(fit$contrasts)) lapply(fit$contrasts, unbox),
    na_action = names_json(as.vector(fit$na.action)),
    Hessian = any_array(fit$Hessian),
    print = I(utils::capture.output(print(fit)))), "  ")
}

class_json <- function(request, fit) {
  if (!is.null(request$seed)) set.seed(request$seed)
  newdata <- if (!is.null(request$newdata)) newdata_of(request$newdata)
  call <- c(list(quote(predict), quote(fit)), if (!is.null(newdata)) list(quote(newdata)),
            if (!is.null(request$type)) list(type = request$type))
  got <- capture(eval(as.call(call)))
  value <- got$value
  list(probs = if (is.numeric(value)) any_array(value),
       class = if (is.factor(value)) I(as.character(value)),
       levels = if (is.factor(value)) I(levels(value)),
       warnings = I(got$warnings),
       error = if (!is.null(got$error)) unbox(got$error),
       stream = stream_state())
}

run_multinom <- function(case) {
  env <- new.env(parent = globalenv())
  env$data <- read_data(case$data)
  set.seed(case$seed)
  got <- capture(eval(multinom_call(case, env), env))
  stream <- stream_state()
  fit <- got$value
  members(c(list(
    id = unbox(case$id),
    trace = I(got$printed),
    warnings = I(got$warnings),
    error = if (!is.null(got$error)) unbox(got$error),
    stream = stream,
    fit = if (!is.null(fit)) multinom_json(fit),
    predictions = if (!is.null(fit)) lapply(case$predict, class_json, fit),
    inference = if (!is.null(fit)) inference_json(fit, env)),
    if (!is.null(fit)) kept_json(case, env)))
}

record_cases("multinom", run_multinom)
