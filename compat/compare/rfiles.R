# Rscript compat/compare/rfiles.R save <directory>
#   saves the fits of the cases, each with new data, predictions and texts, as <directory>/<case id>.rds;
#   compression, version and byte order change from file to file.
# Rscript compat/compare/rfiles.R check <directory>
#   compares what R says of the fits in <case id>.ours.rds, which are its own read and written, and in
#   <case id>.own.rds, which were fitted elsewhere, with what it says of its own; writes
#   <directory>/answers.json: by file, what differs.
#
# Rscript compat/compare/rfiles.R plain <directory>
#   compares plain.ours.rds with the same objects made in R; writes what differs to answers.json.
#
# Called by test_rfiles.py.

source(file.path("compat", "record", "lib.R"))
suppressPackageStartupMessages({
  library(splines)
  library(e1071)
})

new_rows <- function(frame) frame[unique(pmin(c(1, 2, seq(3, 40, 4)), nrow(frame))), , drop = FALSE]

types <- function(fit) if (inherits(fit, "multinom")) c("probs", "class") else c("raw", "class")

said <- function(expression) {
  got <- capture(expression)
  if (is.null(got$error)) got$value
}

# What R says of a fit: predictions for new data, and what it prints.
answers_of <- function(fit, newdata) {
  # Of models with an offset R's predictions are chance: it reads an offset that is not there.
  by_chance <- inherits(fit, "multinom") && !is.null(attr(fit$terms, "offset"))
  predictions <- lapply(types(fit), function(type) {
    if (by_chance) return(NULL)
    set.seed(1)
    value <- said(predict(fit, newdata, type = type))
    if (is.factor(value)) as.character(value) else value
  })
  fit$call <- NULL # which texts would name what is not there
  c(predictions, list(
    coef = said(coef(fit)),
    vcov = if (!is.null(fit$Hessian) && inherits(fit, "multinom")) said(vcov(fit)),
    print = said(capture.output(print(fit))),
    summary = if (!inherits(fit, "multinom") || !is.null(fit$Hessian)) {
      said(capture.output(print(summary(fit))))
    }))
}

save_one <- function(object, id, number, out) {
  path <- file.path(out, paste0(id, ".rds"))
  form <- number %% 6
  if (form < 4) {
    return(saveRDS(object, path, version = 2 + number %% 2,
                   compress = list("gzip", "bzip2", "xz", FALSE)[[form + 1]]))
  }
  bytes <- if (form == 4) serialize(object, NULL, xdr = FALSE) else serialize(object, NULL, ascii = NA)
  writeBin(bytes, path)
}

network_of <- function(case) {
  data <- read_data(case$data)
  env <- call_environment(case, data)
  set.seed(case$seed)
  fit <- capture(eval(nnet_call(case, data), env))$value
  list(fit = fit, newdata = if (is.null(case$formula)) new_rows(as.matrix(env$x)) else new_rows(data))
}

# With second derivatives and the model frame, where R can give them.
model_of <- function(case) {
  env <- new.env(parent = globalenv())
  env$data <- read_data(case$data)
  given <- arguments(case, env$data)
  call <- as.call(c(list(quote(multinom), as.formula(case$formula, env = globalenv()), data = quote(data)), given))
  call$model <- TRUE
  set.seed(case$seed)
  first <- call
  first$Hess <- TRUE
  fit <- capture(eval(first, env))$value
  if (is.null(fit)) fit <- capture(eval(call, env))$value
  list(fit = fit, newdata = new_rows(env$data))
}

search_of <- function(...) {
  set.seed(1)
  list(fit = suppressWarnings(tune.nnet(..., trace = FALSE, tunecontrol = tune.control(cross = 3))))
}

save_all <- function(out) {
  number <- 0
  for (kind in c("nnet", "multinom")) {
    for (case in read_cases(kind)) {
      made <- if (kind == "nnet") network_of(case) else model_of(case)
      if (is.null(made$fit)) next
      number <- number + 1
      made$answers <- answers_of(made$fit, made$newdata)
      save_one(made, paste0(kind, "-", case$id), number, out)
    }
  }
  searches <- list(search_of(Species ~ ., data = iris, size = 1:2, maxit = 20),
                   search_of(dist ~ speed, data = cars, size = 1, decay = c(0.1, 1), linout = TRUE))
  for (i in seq_along(searches)) {
    made <- searches[[i]]
    made$newdata <- new_rows(if (i == 1) iris else cars)
    made$answers <- c(answers_of(made$fit$best.model, made$newdata),
                      list(search = capture.output(print(summary(made$fit)))))
    save_one(made, paste0("tune-", i), i, out)
  }
}

# Second derivatives are equal to within 1e-10, and so are covariances but for their last digits.
nearly <- function(a, b) isTRUE(all.equal(a, b, tolerance = 1e-7))

check_all <- function(out) {
  answers <- list()
  for (path in list.files(out, "[.](ours|own)[.]rds$", full.names = TRUE)) {
    id <- sub("[.](ours|own)[.]rds$", "", basename(path))
    theirs <- readRDS(file.path(out, paste0(id, ".rds")))
    ours <- readRDS(path)
    again <- answers_of(if (inherits(ours, "tune")) ours$best.model else ours, theirs$newdata)
    if (inherits(ours, "tune")) again$search <- capture.output(print(summary(ours)))
    wanted <- theirs$answers
    names(again)[1:2] <- names(wanted)[1:2] <- c("prediction", "class")
    wanted <- wanted[!vapply(wanted, is.null, NA)]
    differ <- names(wanted)[!mapply(identical, wanted, again[names(wanted)])]
    if (grepl("own", basename(path)) && "vcov" %in% differ && nearly(wanted$vcov, again$vcov)) {
      differ <- setdiff(differ, "vcov")
    }
    answers[[sub("[.]rds$", "", basename(path))]] <- I(differ)
  }
  write_lines(to_json(answers), file.path(out, "answers.json"))
}

# What rfiles.py writes, made in R.
plain_objects <- function() {
  frame <- data.frame(x = c(0.1, NA, -Inf), i = c(1L, NA, -2L), big = c(1, 2^40, NA), l = c(TRUE, NA, FALSE),
                      s = c("a", NA, "\u00fc"), f = factor(c("b", NA, "a"), levels = c("b", "a", "c")),
                      o = factor(c("lo", "hi", "lo"), levels = c("lo", "hi"), ordered = TRUE),
                      d = as.Date(c("2020-02-29", NA, "1969-12-31")),
                      t = as.POSIXct(c(1582979696.25, NA, -1), origin = "1970-01-01", tz = "Europe/Berlin"),
                      row.names = c("r1", "r2", "r3"))
  list(frame = frame, automatic = data.frame(x = c(1, 2)), numbered = data.frame(x = c(1, 2))[2:1, , drop = FALSE],
       doubles = c(0.1, NaN, Inf, -0), named = c(a = 0.1, b = NA), integers = 1:3, truths = c(TRUE, FALSE),
       texts = c("a", NA), matrix = matrix(1:6, 2), cube = array(as.double(1:24), 2:4), null = NULL,
       list = list(1, "two", list()), raw = as.raw(1:3), complex = 1+2i, none = NA, factor = factor(c("u", "v")),
       difference = as.difftime(1.5, units = "secs"), empty = structure(list(), names = character()))
}

check_plain <- function(out) {
  ours <- readRDS(file.path(out, "plain.ours.rds"))
  theirs <- plain_objects()
  same <- vapply(names(theirs), function(name) identical(theirs[[name]], ours[[name]]), NA)
  write_lines(to_json(list(differ = I(names(theirs)[!same]), names = I(setdiff(names(ours), names(theirs))),
                           count = length(theirs))), file.path(out, "answers.json"))
}

arguments_given <- commandArgs(TRUE)
switch(arguments_given[1], save = save_all(arguments_given[2]), check = check_all(arguments_given[2]),
       plain = check_plain(arguments_given[2]))
