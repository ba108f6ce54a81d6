# Records what R's package mice makes of several multinomial fits.
#
# Usage (from the root of the checkout):  Rscript compat/record/pooling.R tests/recorded/pooling.json
#
# Needs R's nnet, MASS, mice, broom and jsonlite.

source(file.path("compat", "record", "lib.R"))
suppressPackageStartupMessages(library(mice))

birthwt$race <- factor(birthwt$race)
# As if every sixth age were missing and others were put in its place.
imputed <- lapply(c(1, 5, 11, 40), function(shift) {
  rows <- seq(3, 189, by = 6)
  data <- birthwt
  data$age[rows] <- birthwt$age[(rows + shift) %% 189 + 1]
  data
})
fits <- lapply(imputed, function(data) {
  multinom(race ~ age + smoke, data, trace = FALSE, maxit = 1000, reltol = 1e-12)
})
names <- c(estimate = "estimate", t = "t", df = "df", riv = "riv", lambda = "lambda", fmi = "fmi")
pooled <- lapply(list(default = NULL, infinite = Inf, small = 20), function(dfcom) {
  got <- pool(fits, dfcom = dfcom)
  c(lapply(names, function(name) I(hex(got$pooled[[name]]))),
    list(p = I(hex(summary(got)$p.value))))
})
write_lines(to_json(c(list(mice = unbox(as.character(packageVersion("mice")))), pooled)), commandArgs(TRUE)[1])
