# Rscript compat/fuzz/rfiles/objects.R save <file> <number> <seed>
#   saves random objects: vectors, factors, dates, times, frames, lists of them.
# Rscript compat/fuzz/rfiles/objects.R compare <file> <other file> <answers.json>
#   says which objects of the two files are not identical.
#
# Called by objects.py.

source(file.path("compat", "record", "lib.R"))

pick <- function(pool, n) sample(pool, n, TRUE)
any_length <- function() sample(c(0, 1, 2, 3, 7, 20), 1)
text <- c("a", "b c", "", "\u00fc", "\u65e5\u672c", "x\ny", "NA", "1", "TRUE", "\t\"q\"", "\\", NA, "many characters of it")
any_names <- function(n) make.unique(pick(c("a", "b", "x y", "\u00fc", ".z", "if", "class", "1"), n))
moments <- c(NA, -1e9, 0.5, 1.6e9 + 0.123456, 1e9)
zones <- c("UTC", "Europe/Berlin", "America/New_York")

any_vector <- function(n = any_length()) {
  switch(sample(9, 1),
    pick(c(NA, -1e300, 0, 1 / 3, Inf, -Inf, 5e-324, 1:5), n),
    pick(c(NA, 1:5, -2147483647L, 2147483647L), n),
    pick(c(NA, TRUE, FALSE), n),
    pick(text, n),
    factor(pick(c("u", "v", "w", NA), n), levels = c("w", "v", "u", "unused")),
    factor(pick(c("u", "v"), n), levels = c("v", "u"), ordered = TRUE),
    as.Date(pick(c(NA, -100000, 0, 18321, 2e6), n), origin = "1970-01-01"),
    as.POSIXct(pick(moments, n), origin = "1970-01-01", tz = pick(zones, 1)),
    seq_len(n) + 0)
}

named_vector <- function() {
  v <- any_vector(max(1, any_length()))
  if (is.object(v)) v else structure(v, names = any_names(length(v)))
}

any_frame <- function() {
  n <- any_length()
  k <- sample(0:5, 1)
  frame <- frame_of(lapply(seq_len(k), function(i) any_vector(n)), any_names(k))
  rows <- sample(c("automatic", "text", "numbers"), 1, prob = c(2, 1, 1))
  attr(frame, "row.names") <- if (n == 0 || rows == "automatic") {
    .set_row_names(n)
  } else if (rows == "text") {
    paste0("r", seq_len(n))
  } else {
    seq_len(n) + 10L
  }
  frame
}

frame_of <- function(columns, names) structure(columns, names = names, class = "data.frame", row.names = integer())

any_object <- function(depth = 0) {
  inside <- function(n) lapply(seq_len(n), function(i) any_object(depth + 1))
  switch(sample(if (depth < 3) 6 else 4, 1),
    any_vector(),
    named_vector(),
    any_frame(),
    matrix(pick(c(1.5, NA, 2, 3), 6), 2),
    { n <- sample(1:4, 1); structure(inside(n), names = any_names(n)) },
    inside(sample(0:3, 1)))
}

given <- commandArgs(TRUE)
if (given[1] == "save") {
  set.seed(as.integer(given[4]))
  saveRDS(lapply(seq_len(as.integer(given[3])), function(i) any_object()), given[2])
} else {
  ours <- readRDS(given[2])
  theirs <- readRDS(given[3])
  differ <- which(!mapply(identical, ours, theirs))
  write_lines(to_json(list(count = length(theirs), differ = I(differ),
                           text = I(vapply(head(differ, 5), function(i) paste(deparse(theirs[[i]]), collapse = " "), "")))),
              given[4])
}
