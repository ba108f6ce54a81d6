# What multinom.py times in R: multinom() and its standard errors. Sourced by worker.R.

answers <- list(
  load = function(request) {
    loaded <<- list(data = read_columns(request), formula = as.formula(request$formula, env = globalenv()))
    list()
  },
  fit = function(request) {
    gc(FALSE)
    before <- seconds()
    fit <- multinom(loaded$formula, data = loaded$data, maxit = request$maxit, reltol = request$reltol,
                    trace = FALSE)
    fitted_at <- seconds()
    errors <- summary(fit)$standard.errors
    list(fit = fitted_at - before, errors = seconds() - fitted_at,
         value = hex(fit$value), wts = I(hex(fit$wts)), se = I(hex(t(errors))))
  })
