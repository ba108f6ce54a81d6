# Writes compat/data/<name>.json: the data of the cases, every number as hex text.
#
# Usage (from the root of the checkout):  Rscript compat/record/export_data.R
#
# Needs base R, jsonlite and MASS. A file holds row names (null: 1, 2, ...) and the columns in
# order: name, type (numeric, integer, logical, character, factor, ordered), levels, values.
# Missing values are null.

source(file.path("compat", "record", "lib.R"))

OUT <- file.path("compat", "data")

column_json <- function(name, v) {
  type <- if (is.ordered(v)) "ordered" else if (is.factor(v)) "factor" else class(v)[1]
  values <- switch(type,
    numeric = hex(as.vector(v)), integer = as.vector(v), logical = v, as.character(v))
  to_json(c(list(name = unbox(name), type = unbox(type)),
            if (is.factor(v)) list(levels = I(levels(v))), list(values = I(values))))
}

export <- function(name, frame) {
  automatic <- is.integer(attr(frame, "row.names"))
  columns <- paste(unlist(Map(column_json, names(frame), frame)), collapse = ",\n  ")
  content <- list(
    row_names = if (!automatic) I(row.names(frame)),
    columns = structure(paste0("[\n  ", columns, "\n ]"), class = "members"))
  write_lines(members(content), file.path(OUT, paste0(name, ".json")))
}

# The fractional part of k * 0.618...: exact arithmetic, so every machine gets the same bits.
spread <- function(k) ((k * 2654435761) %% 4294967296) / 4294967296

# Inputs that fill the unit cube, and a smooth response made of products and sums alone.
recipe <- function(rows, inputs) {
  x <- matrix(spread(seq_len(rows * inputs)), rows, inputs,
              dimnames = list(NULL, paste0("x", seq_len(inputs))))
  x <- floor(x * 1024) / 1024
  y <- 4 * (x[, 1] - 0.5) * (x[, 2] - 0.5) + x[, 3] / 2
  frame <- as.data.frame(x)
  frame$y <- y
  frame$class <- factor(c("low", "middle", "high")[1 + (y > 0) + (y > 0.4)],
                        levels = c("low", "middle", "high"))
  frame$yes <- factor(ifelse(y > 0.25, "yes", "no"))
  frame
}

# A dozen rows with a column of every type, missing values and awkward names.
mix <- data.frame(
  y = c(1, 5, 2, 8, 3, 9, 4, 7, 6, 2, 11, 10) / 12,
  u = c(-4, 3, 0, 1, -2, 5, 2, -1, 4, -3, 1, 6) / 4,
  v = c(2, 2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4) / 8,
  un = c(1, NA, 3, 4, NA, 6, 7, 8, 9, 10, 11, 12) / 8,
  yn = c(0.5, 0.25, NA, 0.75, 0.125, 1, 0, 0.375, 0.625, 0.875, 0.5, 0.25),
  k = c(1L, 2L, 3L, 1L, 2L, 3L, 1L, 2L, 3L, 3L, 2L, 1L),
  l = c(TRUE, FALSE, TRUE, TRUE, FALSE, FALSE, TRUE, FALSE, FALSE, TRUE, FALSE, TRUE),
  keep = c(TRUE, TRUE, FALSE, TRUE, TRUE, TRUE, FALSE, TRUE, TRUE, TRUE, TRUE, TRUE),
  ch = c("b", "a", "c", "a", "b", "c", "a", "c", "b", "b", "a", "c"),
  g = factor(c("A", "B", "C", "A", "C", "B", "B", "A", "C", "A", "B", "C")),
  gn = factor(c("A", NA, "C", "A", "C", "B", "B", "A", "C", "A", NA, "C")),
  h = factor(c("lo", "hi", "lo", "lo", "hi", "hi", "lo", "hi", "lo", "hi", "lo", "hi"),
             levels = c("lo", "hi")),
  o = factor(c("S", "M", "L", "M", "S", "L", "M", "L", "S", "S", "M", "L"),
             levels = c("S", "M", "L"), ordered = TRUE),
  e = factor(c("p", "r", "p", "r", "r", "p", "p", "r", "p", "r", "r", "p"),
             levels = c("p", "q", "r")),
  e2 = factor(c("p", "p", "p", "p", "p", "p", "p", "p", "p", "p", "p", "p"),
              levels = c("p", "q")),
  one = factor(rep("z", 12)),
  constant = rep(3, 12),
  w = c(1, 2, 1, 0, 3, 1, 0.5, 1, 2, 0, 1, 1),
  wn = c(1, NA, 1, 2, 3, 1, 1, 1, 2, 1, 1, 1),
  negative = c(1, 1, 1, -1, 1, 1, 1, 1, 1, 1, 1, 1),
  infinite = c(1, 2, 3, Inf, 5, 6, 7, 8, 9, 10, 11, 12),
  zero = rep(0, 12),
  ya = c(0, 1, 0, 0.5, 0, 1, 1, 0, 0.25, 0, 1, 0),
  yb = c(1, 0, 1, 0.5, 0, 0, 0, 1, 0.25, 1, 0, 0),
  yc = c(0, 0, 0, 0, 1, 1, 0, 0, 0.5, 1, 1, 1),
  c1 = c(1, 0, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1),
  c2 = c(0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 0),
  c3 = c(0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0),
  "my var" = c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8) / 8,
  "a fac" = factor(c("s", "t", "s", "t", "t", "s", "t", "s", "s", "t", "s", "t")),
  check.names = FALSE)

# Two classes that one input separates, with a wide gap and inputs far from one.
separated <- data.frame(
  x = c(seq(-40, -4, by = 4), seq(4, 40, by = 4)),
  z = floor(spread(1:20) * 64) / 4,
  class = factor(rep(c("left", "right"), each = 10)),
  target = rep(c(0, 1), each = 10))

rocks <- within(datasets::rock, {
  logperm <- log(perm)
  peri1 <- peri / 10000
  area1 <- area / 10000
})

data(list = c("Boston", "Pima.tr", "fgl", "crabs", "birthwt", "survey", "housing", "synth.tr"),
     package = "MASS")
plain <- function(frame) as.data.frame(unclass(frame), row.names = attr(frame, "row.names"))
minmax <- as.data.frame(lapply(Boston, function(v) (v - min(v)) / (max(v) - min(v))))

# The counts of housing with a column for each satisfaction.
wide_housing <- housing[housing$Sat == "Low", c("Infl", "Type", "Cont")]
for (level in levels(housing$Sat)) wide_housing[[level]] <- housing$Freq[housing$Sat == level]
row.names(wide_housing) <- NULL

export("iris", datasets::iris)
export("rock", rocks)
export("Boston", Boston)
export("Boston-minmax", minmax[seq(1, 506, by = 3), c("lstat", "rm", "age", "dis", "tax", "medv")])
export("Pima", Pima.tr)
export("fgl", fgl)
export("crabs", crabs)
export("infert", datasets::infert)
export("birthwt", birthwt)
export("esoph", plain(datasets::esoph))
export("warpbreaks", datasets::warpbreaks)
export("ToothGrowth", datasets::ToothGrowth)
export("mtcars", datasets::mtcars)
export("swiss", datasets::swiss)
export("airquality", datasets::airquality)
export("survey", survey)
export("longley", datasets::longley)
export("synth", synth.tr)
export("InsectSprays", datasets::InsectSprays)
export("housing", housing)
export("housing-wide", wide_housing)
export("cars", datasets::cars)
export("mix", mix)
export("separated", separated)
export("wide", recipe(60, 12))
export("large", recipe(100, 20))
