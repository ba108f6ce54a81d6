# What advice.py times in R: multinom(), drop1() and step(). Sourced by worker.R.

library(MASS)
trace <- FALSE # drop1() of a multinomial model looks for it

processor_time <- function() sum(proc.time()[1:2])

turn <- function(call) {
  began <- processor_time()
  elapsed <- calls <- 0
  while (elapsed < 0.25) { # as SHORT in worker.py
    call()
    calls <- calls + 1
    elapsed <- processor_time() - began
  }
  list(seconds = elapsed / calls)
}

model <- function() {
  multinom(loaded$formula, data = loaded$data, maxit = loaded$maxit, trace = FALSE)
}

quietly <- function(call) function() invisible(utils::capture.output(call()))

answers <- list(
  load = function(request) {
    loaded <<- list(data = read_columns(request), maxit = request$maxit,
                    formula = as.formula(request$formula, env = globalenv()))
    fitted_model <<- model()
    list()
  },
  multinom = function(request) turn(model),
  drop1 = function(request) turn(quietly(function() drop1(fitted_model))),
  step = function(request) turn(quietly(function() step(fitted_model, trace = 0))))
