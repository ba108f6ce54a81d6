# What caret.py times in R: caret's searches and averaged networks. Sourced by worker.R; needs caret
# as well, and doParallel for two cores.

suppressPackageStartupMessages(library(caret))

calls <- list()

arguments_of <- function(request) {
  args <- lapply(request$options, unlist)
  c(list(as.formula(request$formula), data = calls$data, method = request$method, trace = FALSE,
         tuneGrid = do.call(expand.grid, lapply(request$grid, unlist)),
         preProcess = if (length(request$preprocess)) texts(request$preprocess),
         trControl = trainControl(method = "repeatedcv", number = request$number,
                                  repeats = request$repeats)), args)
}

weights_of <- function(model) {
  if (!is.null(model$model)) model <- model$model
  hex(if (is.null(model$wts)) unlist(lapply(model, `[[`, "wts")) else model$wts)
}

# Nothing in caret works beside anything else with one core, averaged networks within a search included.
timed <- function(cores, call) {
  if (cores > 1) doParallel::registerDoParallel(cores = cores) else foreach::registerDoSEQ()
  gc(FALSE)
  began <- seconds()
  value <- suppressWarnings(call())
  list(value = value, seconds = seconds() - began)
}

answers <- list(
  workers = function(request) {
    list(there = suppressPackageStartupMessages(requireNamespace("doParallel", quietly = TRUE)))
  },
  load = function(request) {
    calls$data <<- read_data(request$data)
    list()
  },
  train = function(request) {
    args <- arguments_of(request)
    set.seed(request$seed)
    done <- timed(request$cores, function() do.call(train, args))
    found <- done$value$results
    numbers <- found[setdiff(names(found), c("size", "decay", "bag"))]
    list(seconds = done$seconds, metrics = I(hex(unlist(numbers))),
         wts = I(weights_of(done$value$finalModel)))
  },
  average = function(request) {
    set.seed(request$seed)
    args <- c(list(as.formula(request$formula), data = calls$data, trace = FALSE),
              request$options)
    done <- timed(request$cores, function() do.call(avNNet, args))
    list(seconds = done$seconds, metrics = I(character()), wts = I(weights_of(done$value)))
  },
  versions = function(request) list(caret = as.character(packageVersion("caret"))))
