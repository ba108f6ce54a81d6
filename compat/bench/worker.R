# R's end of the benchmark: answers requests, one JSON object a line, until its input ends.
#
# Started by worker.py from the root of the checkout as
#   Rscript --vanilla compat/bench/worker.R [script]
# The script, such as multinom.R, says what is answered; without one these are calls of nnet:
#
# load: read the data of a workload. fit: time the whole call, and tell what came out.
# mark: resident memory, from where its peak counts anew. peak: that peak. versions: of R and nnet.

source(file.path("compat", "record", "lib.R"))

# The data of a workload, as workloads.py has written them.
read_columns <- function(request) {
  con <- file(request$path, "rb")
  on.exit(close(con))
  columns <- lapply(request$columns, function(column) {
    if (is.null(column$levels)) return(readBin(con, "double", request$rows))
    codes <- readBin(con, "integer", request$rows)
    structure(codes, levels = texts(column$levels), class = "factor")
  })
  frame_of(columns, vapply(request$columns, `[[`, "", "name"))
}

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
answers <- list(
  load = function(request) {
    data <- read_columns(request)
    loaded <<- list(request = request, call = nnet_call(request, data),
                    env = call_environment(request, data))
    list()
  },
  fit = function(request) fit_once(loaded),
  mark = function(request) {
    gc(FALSE)
    cat("5", file = "/proc/self/clear_refs")
    list(bytes = memory("VmRSS"))
  },
  peak = function(request) list(bytes = memory("VmHWM")),
  versions = function(request) {
    list(R = R.version.string, nnet = as.character(packageVersion("nnet")))
  })

script <- commandArgs(trailingOnly = TRUE)
if (length(script)) source(script)

input <- file("stdin", "r")
while (length(line <- readLines(input, 1))) {
  request <- fromJSON(line, simplifyVector = FALSE)
  cat(toJSON(answers[[request$do]](request), auto_unbox = TRUE, digits = NA), "\n", sep = "")
  flush(stdout())
}
