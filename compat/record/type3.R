# Records tests of type III of multinomial fits as R's package car computes them.
#
# Usage (from the root of the checkout):  Rscript compat/record/type3.R tests/recorded/type3.json
#
# car leaves out the offset and the decay of a fit, takes the contrasts of the options for those of its
# call, takes no fit with summ, and goes wrong without an intercept: no such fits are recorded.
# Needs R's nnet, MASS, car and jsonlite.

source(file.path("compat", "record", "lib.R"))
suppressPackageStartupMessages(library(car))

birthwt$race <- factor(birthwt$race)
birthwt$low <- factor(birthwt$low)
birthwt$w <- rep(c(1, 2, 0.5), 63)
missing <- birthwt
missing$age[c(3, 50)] <- NA
y <- with(birthwt, cbind(a = ftv + 1, b = ptl, c = 2))

fits <- list(
  terms = quote(multinom(race ~ age + smoke, birthwt, trace = FALSE)),
  two = quote(multinom(low ~ age * race, birthwt, trace = FALSE)),
  weights = quote(multinom(race ~ age + smoke * low, birthwt, weights = w, trace = FALSE)),
  counts = quote(multinom(y ~ smoke + race, birthwt, trace = FALSE)),
  subset = quote(multinom(low ~ age * smoke, birthwt, subset = 1:150, trace = FALSE)),
  missing = quote(multinom(low ~ age + race, missing, trace = FALSE)),
  treatment = quote(multinom(Sat ~ Infl + Type * Cont, housing, weights = Freq, trace = FALSE)),
  sums = quote(multinom(Sat ~ Infl + Type * Cont, housing, weights = Freq, trace = FALSE))
)

cases <- lapply(names(fits), function(name) {
  coding <- if (name == "sums") "contr.sum" else "contr.treatment"
  options(contrasts = c(coding, "contr.poly"))
  fit <- eval(fits[[name]])
  table <- Anova(fit, type = 3)
  list(
    name = unbox(name),
    deviance = I(hex(deviance(fit))),
    terms = I(rownames(table)),
    statistic = I(hex(table[["LR Chisq"]])),
    df = I(as.integer(table[["Df"]])),
    p = I(hex(table[["Pr(>Chisq)"]]))
  )
})
path <- commandArgs(TRUE)[1]
write_lines(to_json(list(car = unbox(as.character(packageVersion("car"))), cases = cases)), path)
