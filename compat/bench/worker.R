# R's end of the benchmark: answers requests, one JSON object a line, until its input ends.
#
# Started by worker.py as  Rscript --vanilla compat/bench/worker.R  from the root of the checkout.
#
# load: read the data of a workload. fit: time the whole call, and tell what came out.
# mark: resident memory, from where its peak counts anew. peak: that peak. versions: of R and nnet.

source(file.path("compat", "record", "lib.R"))
source(file.path("compat", "bench", "columns.R"))

memory <- function(field) {
  line <- grep(paste0("^", field, ":"), readLines("/proc/self/status"), value = TRUE)
  1024 * as.numeric(gsub("[^0-9]", "", line))
}

seconds <- function() as.numeric(Sys.time())

fit_once <- function(loaded) {
  gc(FALSE)
  elapsed <- calls <- 0
  while (elapsed < 0.25) { # as SHORT in worker.py
    set.seed(loaded$request$seed)
    before <- seconds()
    fit <- eval(loaded$call, loaded$env)
    elapsed <- elapsed + seconds() - before
    calls <- calls + 1
  }
  list(seconds = elapsed / calls, value = hex(fit$value), wts = I(hex(fit$wts)),
       fitted = md5_of_doubles(fit$fitted.values))
}

loaded <- NULL
input <- file("stdin", "r")
while (length(line <- readLines(input, 1))) {
  request <- fromJSON(line, simplifyVector = FALSE)
  answer <- switch(request$do,
    load = {
      data <- read_columns(request)
      loaded <- list(request = request, call = nnet_call(request, data),
                     env = call_environment(request, data))
      list()
    },
    fit = fit_once(loaded),
    mark = {
      gc(FALSE)
      cat("5", file = "/proc/self/clear_refs")
      list(bytes = memory("VmRSS"))
    },
    peak = list(bytes = memory("VmHWM")),
    versions = list(R = R.version.string, nnet = as.character(packageVersion("nnet"))))
  cat(toJSON(answer, auto_unbox = TRUE, digits = NA), "\n", sep = "")
  flush(stdout())
}
