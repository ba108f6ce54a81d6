# Records marginal means of multinomial fits, and their differences, as R's package emmeans has them.
#
# Usage (from the root of the checkout):  Rscript compat/record/marginal_means.R tests/recorded/marginal_means.json
#
# Degrees of freedom are infinite, as in pynnet. Needs R's nnet, MASS, emmeans and jsonlite.

source(file.path("compat", "record", "lib.R"))
suppressPackageStartupMessages(library(emmeans))

birthwt$race <- factor(birthwt$race)
birthwt$smoke <- factor(birthwt$smoke)
birthwt$low <- factor(birthwt$low)

fits <- list(
  housing = quote(multinom(Sat ~ Infl + Type * Cont, housing, weights = Freq)),
  classes = quote(multinom(race ~ age + smoke * low + lwt, birthwt)),
  two = quote(multinom(low ~ race * smoke + age, birthwt))
)
means <- list(
  list(fit = "housing", variables = "Infl", by = NULL, at = NULL),
  list(fit = "housing", variables = "Type", by = "Cont", at = NULL),
  list(fit = "housing", variables = c("Infl", "Cont"), by = NULL, at = NULL),
  list(fit = "classes", variables = "smoke", by = "low", at = NULL),
  list(fit = "classes", variables = "age", by = "smoke", at = list(age = c(20, 30, 35))),
  list(fit = "two", variables = "race", by = "smoke", at = list(age = 25))
)

flat <- function(v) I(hex(v))
cases <- lapply(means, function(case) {
  call <- fits[[case$fit]]
  call[c("trace", "maxit", "reltol")] <- list(FALSE, 1000, 1e-12)
  fit <- eval(call, globalenv())
  response <- as.character(formula(fit)[[2]])
  both <- lapply(c(probability = "prob", link = "latent"), function(mode) {
    at <- case$at
    specs <- c(response, case$variables, case$by) # the first changes fastest
    got <- emmeans(fit, specs, at = at, mode = mode, df = Inf)
    pairs <- pairs(emmeans(fit, case$variables, by = c(response, case$by), at = at, mode = mode, df = Inf))
    got <- as.data.frame(got)
    pairs <- as.data.frame(pairs)
    list(
      settings = lapply(got[specs], function(v) I(as.character(v))),
      mean = flat(got[[length(specs) + 1]]), std_error = flat(got$SE),
      pairs = lapply(pairs[c("contrast", response, case$by)], function(v) I(as.character(v))),
      difference = flat(pairs$estimate), pair_error = flat(pairs$SE), p = flat(pairs$p.value)
    )
  })
  c(list(fit = unbox(case$fit), response = unbox(response), variables = I(case$variables),
         by = I(as.character(case$by)), at = lapply(case$at, I)), both)
})
write_lines(to_json(list(emmeans = unbox(as.character(packageVersion("emmeans"))), cases = cases)),
            commandArgs(TRUE)[1])
