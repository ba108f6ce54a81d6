# What multinom.py times in R: multinom() and its standard errors, one request of JSON a line.
#
# Started by multinom.py from the root of the checkout. Needs nnet and jsonlite.

source(file.path("compat", "record", "lib.R"))
source(file.path("compat", "bench", "columns.R"))

input <- file("stdin", "r")
while (length(line <- readLines(input, 1))) {
  request <- fromJSON(line, simplifyVector = FALSE)
  answer <- switch(request$do,
    load = {
      data <- read_columns(request)
      model <- as.formula(request$formula)
      list()
    },
    fit = {
      gc(FALSE)
      before <- as.numeric(Sys.time())
      fit <- multinom(model, data = data, maxit = request$maxit, reltol = request$reltol,
                      trace = FALSE)
      fitted_at <- as.numeric(Sys.time())
      errors <- summary(fit)$standard.errors
      list(fit = fitted_at - before, errors = as.numeric(Sys.time()) - fitted_at,
           value = hex(fit$value), wts = I(hex(fit$wts)), se = I(hex(t(errors))))
    })
  cat(toJSON(answer, auto_unbox = TRUE, digits = NA), "\n", sep = "")
  flush(stdout())
}
