# What tune.py times in R: e1071's search on iris. Sourced by worker.R; needs e1071 as well.

suppressPackageStartupMessages(library(e1071))

iris_data <- read_data("iris")
answers <- list(tune = function(request) {
  set.seed(request$seed)
  taken <- system.time(
    found <- tune.nnet(Species ~ ., data = iris_data, size = numbers(request$size), decay = numbers(request$decay),
                       tunecontrol = tune.control(cross = request$cross, nrepeat = request$nrepeat))
  )[["elapsed"]]
  list(seconds = taken, error = I(hex(found$performances$error)),
       dispersion = I(hex(found$performances$dispersion)), wts = I(hex(found$best.model$wts)))
})
