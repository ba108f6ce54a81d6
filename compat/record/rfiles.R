# Saves small objects and fits as the tests of R's files read them: tests/recorded/rfiles/*.rds.
#
# Usage (from the root of the checkout):  Rscript compat/record/rfiles.R [directory]
#
# Each fit stands beside new data and what R says of them. Needs R's nnet, MASS, e1071 and jsonlite.

source(file.path("compat", "record", "lib.R"))
suppressPackageStartupMessages({
  library(splines)
  library(e1071)
})
out <- directory(file.path("tests", "recorded", "rfiles"))

# ---- plain objects ----------------------------------------------------------------------------

frame <- data.frame(x = c(1.5, NA, -Inf), i = c(1L, NA, 3L), l = c(TRUE, NA, FALSE), s = c("a", NA, "\u00fc"),
                    f = factor(c("b", "a", NA), levels = c("b", "a", "unused")),
                    o = ordered(c("lo", "hi", "lo"), levels = c("lo", "hi")),
                    d = as.Date(c("2020-02-29", NA, "1969-12-31")),
                    t = as.POSIXct(c(1582979696.25, NA, -1), origin = "1970-01-01", tz = "Europe/Berlin"),
                    row.names = c("r1", "r2", "r3"))
frame$m <- matrix(c(1, 2, 3, 4, 5, 6), 3, dimnames = list(NULL, c("u", "v")))
latin <- "\xfc"
Encoding(latin) <- "latin1"
local_function <- compiler::cmpfun(function(x, ...) if (x > 1) "a" else list(...))

plain <- list(
  frame = frame, some_rows = cars[c(3, 7), ], named = c(a = 0.1, b = NA), sequence = 1:10, backwards = 3:1,
  texts_of_numbers = as.character(c(1L, NA, 12L)), matrix = matrix(1:4, 2),
  named_matrix = matrix(c(1.5, 2, 3, 4), 2, dimnames = list(c("a", "b"), c("p", "q"))),
  table = table(c("x", "y", "x")), cube = array(1:24, 2:4), null = NULL, formula = y ~ x + log(z) * I(w^2),
  call = quote(f(x, y = 2L, "a\n", `b c`)[1]), in_package = quote(MASS::birthwt), name = as.name("foo"),
  fun = local_function, environment = globalenv(), own = new.env(), raw = as.raw(1:3), complex = 1+2i,
  unnamed = list(1, "two", NULL), doubled = list(a = 1, a = 2), partly = list(a = 1, 2), latin = latin,
  bytes = `Encoding<-`("\xff\xfe", "bytes"), difference = as.difftime(c(1, 2.5), units = "mins"),
  empty = list(), named_empty = setNames(list(), character()), no_texts = character(),
  missing = NA, deep = list(list(list(1L))), unknown = structure(list(a = 1), class = "from_elsewhere"),
  code = quote(function(x, y = 2) x[1] + y$b))
plain$own$self <- plain$own

forms <- list(
  gzip = function(path) saveRDS(plain, path),
  bzip2 = function(path) saveRDS(plain, path, compress = "bzip2"),
  xz = function(path) saveRDS(plain, path, compress = "xz"),
  none = function(path) saveRDS(plain, path, compress = FALSE),
  version2 = function(path) saveRDS(plain, path, version = 2),
  ascii = function(path) writeBin(serialize(plain, NULL, ascii = NA), path),
  little = function(path) writeBin(serialize(plain, NULL, xdr = FALSE), path))
for (form in names(forms)) forms[[form]](file.path(out, paste0("plain-", form, ".rds")))
x <- frame
y <- 1:3
save(x, y, file = file.path(out, "two.RData"))

# ---- fits -------------------------------------------------------------------------------------

described <- function(fit, newdata, type) {
  value <- predict(fit, newdata, type = type)
  said <- function(expression) tryCatch(capture.output(print(expression)), error = function(e) NULL)
  class <- if (length(c(fit$lev, fit$lab))) as.character(predict(fit, newdata, type = "class"))
  list(fit = fit, newdata = newdata, prediction = hex(value), class = class,
       coef = hex(coef(fit)), print = said(fit), summary = said(summary(fit)),
       vcov = if (!is.null(fit$Hessian) && inherits(fit, "multinom")) hex(vcov(fit)))
}
network <- function(formula, data, ...) {
  set.seed(1)
  call <- substitute(nnet(F, data = D, size = 2, maxit = 30, trace = FALSE, ...), list(F = formula, D = substitute(data)))
  described(eval(call), data[c(1, 8, 20, 33), ], "raw")
}
cut_down <- iris[seq(1, 150, 3), ]
birth <- transform(birthwt[seq(1, 189, 3), ], race = factor(race), smoke = smoke == 1)
cars2 <- transform(mtcars, g = factor(cyl), l = am == 1, s = as.character(gear))

arrays <- local({
  set.seed(1)
  fit <- nnet(as.matrix(cut_down[1:4]), class.ind(cut_down$Species), size = 2, softmax = TRUE, maxit = 30,
              Hess = TRUE, trace = FALSE)
  described(fit, as.matrix(cut_down[c(1, 20, 40), 1:4]), "raw")
})
in_function <- local({
  k <- 2.5
  f <- function(d) {
    set.seed(1)
    nnet(Species ~ I(Petal.Width / k), data = d, size = 1, maxit = 20, trace = FALSE)
  }
  described(f(cut_down), cut_down[1:3, ], "raw")
})

fits <- list(
  remembering = network(Species ~ poly(Petal.Width, 2) + ns(Sepal.Length, 3) + scale(Sepal.Width) +
                          bs(Petal.Length, df = 5), cut_down),
  two_of_poly = network(Species ~ poly(Petal.Width, Sepal.Length, degree = 2) +
                          scale(cbind(Sepal.Width, Petal.Length), scale = FALSE), cut_down),
  factors = network(factor(vs) ~ C(g, sum) + l * s + g:hp + log(disp), cars2, contrasts = list(g = contr.helmert(3))),
  without_intercept = network(factor(vs) ~ 0 + g:hp + hp:wt + I(wt^2), cars2),
  arrays = arrays,
  in_function = in_function,
  omitted = network(Ozone / 168 ~ Wind + offset(Temp / 100), airquality, na.action = na.exclude),
  classes = described(multinom(race ~ ns(age, 2) + smoke + ftv, birth, Hess = TRUE, model = TRUE, trace = FALSE),
                      birth[c(1, 5, 9), ], "probs"),
  two_classes = described(multinom(low ~ ordered(race) + poly(lwt, 2), birth, Hess = TRUE, model = TRUE,
                                   weights = seq(1, 2, length.out = nrow(birth)), trace = FALSE),
                          birth[c(1, 5, 9), ], "probs"),
  counts = described(multinom(cbind(a = mpg, b = wt, c = qsec) ~ hp, cars2, trace = FALSE), cars2[1:3, ], "probs"))
for (name in names(fits)) saveRDS(fits[[name]], file.path(out, paste0("fit-", name, ".rds")), compress = "xz")

set.seed(1)
search <- tune.nnet(Species ~ Petal.Width, data = cut_down, size = 1:2, maxit = 20, trace = FALSE,
                    tunecontrol = tune.control(cross = 3))
saveRDS(list(search = search, summary = capture.output(print(summary(search)))), file.path(out, "search.rds"), compress = "xz")
