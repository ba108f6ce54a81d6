# Records robust covariances of multinomial fits as R's package sandwich computes them.
#
# Usage (from the root of the checkout):  Rscript compat/record/robust.R tests/recorded/robust.json
#
# sandwich knows no scores of multinom(); they are given here, by the definition: the design times the
# weight times what is observed less what is fitted. Needs R's nnet, MASS, sandwich and jsonlite.

source(file.path("compat", "record", "lib.R"))
suppressPackageStartupMessages(library(sandwich))

estfun.multinom <- function(x, ...) {
  design <- model.matrix(x)
  observed <- model.response(model.frame(x))
  fitted <- as.matrix(fitted(x))
  w <- as.numeric(x$weights)
  if (!is.matrix(observed)) observed <- class.ind(observed)
  observed <- observed / rowSums(observed)
  rest <- observed[, -1, drop = FALSE] - if (ncol(fitted) == 1) fitted else fitted[, -1, drop = FALSE]
  do.call(cbind, lapply(seq_len(ncol(rest)), function(k) design * (w * rest[, k])))
}

birthwt$race <- factor(birthwt$race)
birthwt$low <- factor(birthwt$low)
birthwt$w <- rep(c(1, 2, 0.5), 63)
groups <- birthwt$ftv + 10 * birthwt$ht
y <- with(birthwt, cbind(a = ftv + 1, b = ptl, c = 2))

fits <- list(
  classes = quote(multinom(race ~ age + smoke, birthwt)),
  two = quote(multinom(low ~ age + race, birthwt)),
  weights = quote(multinom(race ~ age + smoke, birthwt, weights = w)),
  counts = quote(multinom(y ~ age + smoke, birthwt)),
  offset = quote(multinom(low ~ age + offset(lwt / 100), birthwt))
)

flat <- function(v) I(hex(v))
cases <- lapply(names(fits), function(name) {
  call <- fits[[name]]
  call[c("trace", "maxit", "reltol")] <- list(FALSE, 1000, 1e-12)
  fit <- eval(call)
  n <- nrow(birthwt)
  list(
    name = unbox(name),
    coefficients = flat(t(coef(fit))),
    vcov = flat(vcov(fit)),
    HC0 = flat(sandwich(fit)),
    HC1 = flat(sandwich(fit, adjust = TRUE)),
    cluster = flat(vcovCL(fit, cluster = groups))
  )
})
path <- commandArgs(TRUE)[1]
write_lines(to_json(list(sandwich = unbox(as.character(packageVersion("sandwich"))), cases = cases)), path)
