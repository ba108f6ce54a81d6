# What tune.py times in R: e1071's search on iris, one request of JSON a line.
#
# Started by tune.py from the root of the checkout. Needs R's e1071 and nnet, and jsonlite.

source(file.path("compat", "record", "lib.R"))
suppressPackageStartupMessages(library(e1071))

iris_data <- read_data("iris")
input <- file("stdin", "r")
while (length(line <- readLines(input, n = 1)) > 0) {
  request <- fromJSON(line)
  set.seed(request$seed)
  seconds <- system.time(
    found <- tune.nnet(Species ~ ., data = iris_data, size = request$size, decay = request$decay,
                       tunecontrol = tune.control(cross = request$cross, nrepeat = request$nrepeat))
  )[["elapsed"]]
  cat(toJSON(list(seconds = unbox(seconds), error = hex(found$performances$error),
                  dispersion = hex(found$performances$dispersion), wts = hex(found$best.model$wts)),
             digits = NA), "\n", sep = "")
  flush(stdout())
}
