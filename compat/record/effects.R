# Marginal effects, predicted probabilities and likelihood ratio tests of R's multinom, for every case
# of compat/cases/effects.json.
#
# Usage (from the root of the checkout):  Rscript compat/record/effects.R [directory]
#
# Writes <directory>/<case id>.json and <directory>/session.json; the directory is
# compat/recorded/effects unless another is given. Needs R's nnet and MASS, and jsonlite.
#
# Of R's fit nothing is used but its coefficients, terms and weights. Effects are differences of
# predicted probabilities, and their derivatives by the coefficients are imaginary parts at
# coefficients with a tiny imaginary part, which no rounding touches.

source(file.path("compat", "record", "lib.R"))

fit_of <- function(case, data, formula = case$formula) {
  env <- new.env(parent = globalenv())
  env$data <- data
  call <- as.call(c(list(quote(multinom), str2lang(formula), data = quote(data), trace = FALSE),
                    arguments(case, data)))
  eval(call, env)
}

# The fit with what the rest needs: its rows of the data, their weights, coefficients by class.
model_of <- function(case) {
  data <- read_data(case$data)
  fit <- fit_of(case, data)
  if (length(fit$na.action)) data <- data[-fit$na.action, ]
  classes <- if (is.null(fit$lab)) fit$lev else fit$lab
  list(fit = fit, data = data, w = as.vector(fit$weights), classes = classes,
       b = as.vector(if (is.matrix(coef(fit))) t(coef(fit)) else coef(fit)))
}

design <- function(model, data) {
  explanatory <- delete.response(terms(model$fit))
  frame <- model.frame(explanatory, data, xlev = model$fit$xlevels)
  model.matrix(explanatory, frame, contrasts.arg = model$fit$contrasts)
}

# Probabilities of all classes, also at complex coefficients.
probabilities <- function(b, X) {
  odds <- exp(cbind(0, X %*% matrix(b, nrow = ncol(X))))
  odds / rowSums(odds)
}

average <- function(P, w) colSums(w * P) / sum(w)

information <- function(model) {
  X <- design(model, model$data)
  P <- probabilities(model$b, X)[, -1, drop = FALSE]
  total <- 0
  for (i in seq_len(nrow(X))) {
    p <- P[i, ]
    total <- total + model$w[i] * kronecker(diag(p, length(p)) - p %o% p, X[i, ] %o% X[i, ])
  }
  total
}

# A function of the coefficients, one number for each class, with standard errors.
with_errors <- function(model, f) {
  small <- 1e-20
  slope <- function(j) Im(f(replace(as.complex(model$b), j, complex(real = model$b[j], imaginary = small)))) / small
  J <- sapply(seq_along(model$b), slope)
  V <- solve(information(model))
  list(estimate = I(hex(f(model$b))), std_error = I(hex(sqrt(rowSums((J %*% V) * J)))))
}

is_category <- function(case, model, name) {
  !is.numeric(model$data[[name]]) || name %in% unlist(case$categories)
}

values_of <- function(column) if (is.factor(column)) levels(droplevels(column)) else sort(unique(column))

like <- function(value, column) if (is.factor(column)) factor(value, levels = levels(column)) else value

everywhere <- function(data, values) {
  for (name in names(values)) data[[name]] <- like(rep(values[[name]], nrow(data)), data[[name]])
  data
}

# One row with means, or the most frequent values.
center <- function(case, model) {
  row <- model$data[1, , drop = FALSE]
  for (name in all.vars(delete.response(terms(model$fit)))) {
    column <- model$data[[name]]
    row[[name]] <- if (is_category(case, model, name)) {
      values <- values_of(column)
      weight <- vapply(values, function(v) sum(model$w[column == v]), 0)
      like(values[which.max(weight)], column)
    } else weighted.mean(column, model$w)
  }
  row
}

effects_of <- function(case, model, request) {
  name <- request$variable
  data <- if (request$at == "mean") center(case, model) else model$data
  w <- if (request$at == "mean") 1 else model$w
  if (is_category(case, model, name)) {
    values <- values_of(model$data[[name]])
    at <- lapply(values, function(v) design(model, everywhere(data, structure(list(v), names = name))))
    return(lapply(seq_along(values)[-1], function(k) c(
      list(contrast = unbox(paste(values[k], "-", values[1]))),
      with_errors(model, function(b) average(probabilities(b, at[[k]]) - probabilities(b, at[[1]]), w)))))
  }
  step <- 1e-5 * sd(model$data[[name]])
  ends <- lapply(c(-step, step), function(h) data[[name]] + h)
  at <- lapply(ends, function(v) design(model, replace(data, name, list(v))))
  list(c(list(contrast = unbox("slope")), with_errors(model, function(b) {
    average((probabilities(b, at[[2]]) - probabilities(b, at[[1]])) / (ends[[2]] - ends[[1]]), w)
  })))
}

probability_of <- function(case, model, request) {
  whole <- isTRUE(request$average)
  X <- design(model, everywhere(if (whole) model$data else center(case, model), request$at))
  with_errors(model, function(b) average(probabilities(b, X), if (whole) model$w else 1))
}

test_of <- function(case, data, formulas) {
  deviances <- vapply(formulas, function(f) fit_of(case, data, f)$deviance, 0)
  unbox(hex(deviances[2] - deviances[1]))
}

run_effects <- function(case) {
  model <- model_of(case)
  members(list(
    id = unbox(case$id),
    classes = I(model$classes),
    coefficients = I(hex(model$b)),
    effects = lapply(case$effects, function(request) effects_of(case, model, request)),
    probabilities = lapply(case$probabilities, function(request) probability_of(case, model, request)),
    tests = lapply(case$tests, function(formulas) test_of(case, model$data, unlist(formulas)))))
}

record_cases("effects", run_effects)
