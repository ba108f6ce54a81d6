# What formula.py times in R: model.frame() and model.matrix(). Sourced by worker.R.
#
# load: read the data of a workload. design: the seconds of a call, of so many, and the columns.

answers <- list(
  load = function(request) {
    loaded <<- list(data = read_columns(request), formula = as.formula(request$formula, env = globalenv()))
    list()
  },
  design = function(request) {
    began <- proc.time()[["elapsed"]]
    for (i in seq_len(request$calls)) {
      frame <- model.frame(loaded$formula, loaded$data)
      X <- model.matrix(attr(frame, "terms"), frame)
    }
    list(seconds = (proc.time()[["elapsed"]] - began) / request$calls, columns = ncol(X))
  })
