# Rscript compat/bench/formula.R directory
#
# Times model.frame + model.matrix, when asked to on standard input: a line with the name of a case
# and the number of calls; the answer is the seconds of a call. Called by formula.py.

directory <- commandArgs(TRUE)
cases <- list(
  plain = list(formula = Species ~ ., data = iris),
  numbers = list(formula = x1 ~ ., data = NULL),
  mixed = list(formula = y ~ (a + b + g + h)^2 + log(w) + I(x^2), data = NULL)
)
for (name in c("numbers", "mixed")) {
  columns <- list()
  for (path in sort(list.files(file.path(directory, name), full.names = TRUE))) {
    column <- sub("[.][a-z]*$", "", basename(path))
    size <- file.info(path)$size
    columns[[column]] <- if (grepl("factor$", path)) {
      factor(readLines(path))
    } else {
      readBin(path, "double", size / 8)
    }
  }
  cases[[name]]$data <- as.data.frame(columns)
}
input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) && nzchar(line)) {
  words <- strsplit(line, " ")[[1]]
  case <- cases[[words[1]]]
  began <- proc.time()[["elapsed"]]
  for (i in seq_len(as.integer(words[2]))) {
    frame <- model.frame(case$formula, case$data)
    X <- model.matrix(attr(frame, "terms"), frame)
  }
  cat((proc.time()[["elapsed"]] - began) / as.integer(words[2]), ncol(X), "\n")
  flush(stdout())
}
