# Shared by all scripts in R: the session they run in, exact text for numbers, JSON, reading data and
# cases, calls and what they give, recording. Needs R's nnet and MASS, and jsonlite.

suppressPackageStartupMessages({
  library(jsonlite)
  library(nnet)
  library(MASS)
})
invisible(Sys.setlocale("LC_ALL", "C.UTF-8"))
Sys.setenv(LANGUAGE = "en")
RNGkind("Mersenne-Twister", "Inversion", "Rejection")
options(digits = 7, width = 80, useFancyQuotes = TRUE)

# ---- exact text -----------------------------------------------------------------------------

hex <- function(v) {
  text <- sprintf("%a", as.double(v))
  text[is.na(v) & !is.nan(v)] <- NA
  text
}

to_json <- function(value) {
  toJSON(value, null = "null", na = "null", digits = NA, auto_unbox = FALSE)
}

# One line per member: differences between two recordings stay readable.
members <- function(object, indent = " ") {
  inner <- vapply(object, function(v) if (inherits(v, "members")) unclass(v) else to_json(v), "")
  keys <- vapply(names(object), function(k) as.character(toJSON(unbox(k))), "")
  structure(paste0("{\n", paste0(indent, keys, ": ", inner, collapse = ",\n"), "\n", substring(indent, 2), "}"),
            class = "members")
}

write_lines <- function(json, path) {
  con <- file(path, "wb")
  on.exit(close(con))
  writeLines(enc2utf8(as.character(json)), con, sep = "\n", useBytes = TRUE)
}

md5 <- function(path) unname(tools::md5sum(path))

md5_of_integers <- function(v) {
  path <- tempfile()
  on.exit(unlink(path))
  writeBin(as.integer(v), path, size = 4, endian = "big")
  md5(path)
}

md5_of_doubles <- function(v) {
  path <- tempfile()
  on.exit(unlink(path))
  writeBin(as.double(v), path, size = 8, endian = "big")
  md5(path)
}

# The random stream: position in the block of 624 words, and the MD5 of the words.
stream_state <- function() {
  state <- get(".Random.seed", globalenv())
  words <- md5_of_integers(state[-(1:2)])
  list(kind = unbox(state[1]), position = unbox(state[2]), md5 = unbox(words))
}

# Numbers between 0 and 1 in no order.
fixed_grid <- function(n) ((seq_len(n) * 2654435761) %% 4294967296) / 4294967296

# The bits of exp and log on a fixed grid: they tell C libraries apart.
libm_fingerprint <- function() {
  u <- fixed_grid(400)
  list(exp = unbox(md5_of_doubles(exp(c(30 * u - 15, -700 * u)))),
       log = unbox(md5_of_doubles(log(c(u, 1 + 4 * u, u / 1099511627776)))))
}

# The bits of what is computed by BLAS: they tell the orders of its additions apart.
blas_fingerprint <- function() {
  u <- fixed_grid(360)
  list(contr.poly = unbox(md5_of_doubles(unlist(lapply(3:12, contr.poly)))),
       poly = unbox(md5_of_doubles(poly(u, 3))),
       crossprod = unbox(md5_of_doubles(crossprod(matrix(u, 60)))))
}

# ---- reading --------------------------------------------------------------------------------

# A JSON number, or hex text for an exact double; null is NA.
number <- function(value) {
  if (is.null(value)) NA_real_ else if (is.character(value)) as.numeric(value) else as.double(value)
}
numbers <- function(values) vapply(values, number, numeric(1))
texts <- function(values) vapply(values, function(v) if (is.null(v)) NA_character_ else v, "")
logicals <- function(values) vapply(values, function(v) if (is.null(v)) NA else v, NA)

column <- function(spec) {
  switch(spec$type,
    numeric = numbers(spec$values),
    integer = as.integer(numbers(spec$values)),
    logical = logicals(spec$values),
    character = texts(spec$values),
    factor = factor(texts(spec$values), levels = texts(spec$levels)),
    ordered = factor(texts(spec$values), levels = texts(spec$levels), ordered = TRUE))
}

frame_of <- function(columns, names, row_names = NULL) {
  frame <- structure(columns, names = names, class = "data.frame",
                     row.names = .set_row_names(length(columns[[1]])))
  if (!is.null(row_names)) attr(frame, "row.names") <- texts(row_names)
  frame
}

read_data <- function(name) {
  content <- fromJSON(file.path("compat", "data", paste0(name, ".json")), simplifyVector = FALSE)
  frame_of(lapply(content$columns, column), vapply(content$columns, `[[`, "", "name"),
           content$row_names)
}

read_cases <- function(kind) {
  fromJSON(file.path("compat", "cases", paste0(kind, ".json")), simplifyVector = FALSE)
}

# A small frame written out in the case: strings, true/false or numbers; null is missing.
inline_frame <- function(columns) {
  frame_of(lapply(columns, function(v) {
    if (any(vapply(v, is.character, NA))) texts(v)
    else if (any(vapply(v, is.logical, NA))) logicals(v)
    else numbers(v)
  }), names(columns))
}

# {"data": name, "rows": [from, to], "columns": [...]} or {"frame": {name: values}}.
select_frame <- function(spec) {
  frame <- if (is.null(spec$frame)) read_data(spec$data) else inline_frame(spec$frame)
  if (!is.null(spec$rows)) frame <- frame[seq(spec$rows[[1]], spec$rows[[2]]), , drop = FALSE]
  if (!is.null(spec$columns)) frame <- frame[texts(spec$columns)]
  frame
}

# The x or y of an array fit: a name is a vector, a list of names a matrix; {"frame": [...]} is a
# data frame, {"class.ind": name} an indicator matrix, {"unnamed": [...]} has no column names,
# {"first": [name, n]} is a vector cut short.
array_of <- function(spec, data) {
  if (is.character(spec)) return(data[[spec]])
  if (is.null(names(spec))) return(as.matrix(data[texts(spec)]))
  switch(names(spec),
    frame = data[texts(spec$frame)],
    class.ind = class.ind(data[[spec$class.ind]]),
    unnamed = unname(as.matrix(data[texts(spec$unnamed)])),
    first = head(data[[spec$first[[1]]]], spec$first[[2]]))
}

# ---- the call -------------------------------------------------------------------------------

# subset: {"positions": [1, 4, ...]}, {"range": [from, to]} or {"mask": column or list}.
subset_of <- function(spec, data) {
  switch(names(spec),
    positions = as.integer(numbers(spec$positions)),
    range = seq(spec$range[[1]], spec$range[[2]]),
    mask = if (is.character(spec$mask)) data[[spec$mask]] else logicals(spec$mask))
}

argument <- function(name, value, data, formula) {
  if (name == "subset") return(subset_of(value, data))
  if (name == "contrasts") return(value)
  if (name == "na.action") return(as.name(value))
  if (name == "weights" && is.character(value)) {
    return(if (formula) as.name(value) else data[[value]])
  }
  if (is.list(value) && is.logical(value[[1]])) return(logicals(value))
  if (is.list(value)) return(numbers(value))
  if (is.character(value)) return(number(value))
  value
}

arguments <- function(case, data) {
  formula <- !is.null(case$formula)
  Map(function(name, value) argument(name, value, data, formula), names(case$args), case$args)
}

nnet_call <- function(case, data) {
  first <- if (is.null(case$formula)) {
    list(quote(nnet), quote(x), quote(y))
  } else {
    list(quote(nnet), as.formula(case$formula, env = globalenv()), data = quote(data))
  }
  as.call(c(first, arguments(case, data)))
}

call_environment <- function(case, data) {
  env <- new.env(parent = globalenv())
  env$data <- data
  if (is.null(case$formula)) {
    env$x <- array_of(case$x, data)
    env$y <- array_of(case$y, data)
  }
  env
}

# ---- running and describing ------------------------------------------------------------------

# The value of an expression with what it printed, warned and threw.
capture <- function(expression) {
  warnings <- character()
  error <- NULL
  value <- NULL
  printed <- utils::capture.output(
    value <- withCallingHandlers(
      tryCatch(expression, error = function(e) {
        error <<- conditionMessage(e)
        NULL
      }),
      warning = function(w) {
        warnings <<- c(warnings, conditionMessage(w))
        invokeRestart("muffleWarning")
      }))
  list(value = value, printed = printed, warnings = warnings, error = error)
}

names_json <- function(v) if (is.null(v)) NULL else I(v)

# Numbers with their shape, column by column.
array_json <- function(v) {
  list(dim = I(dim(v)), rows = names_json(dimnames(v)[[1]]), columns = names_json(dimnames(v)[[2]]),
       values = I(hex(v)))
}

newdata_of <- function(spec) {
  frame <- select_frame(spec)
  if (isTRUE(spec$matrix)) as.matrix(frame) else frame
}

# ---- the session ----------------------------------------------------------------------------

# What is known of this session: versions, platform, the C library, and the hashes of the sources.
write_session <- function(command, packages, number, sources, out) {
  versions <- function(packages) lapply(packages, function(p) unbox(as.character(packageVersion(p))))
  session <- sessionInfo()
  write_lines(members(list(
    command = unbox(command),
    date = unbox(format(Sys.Date())),
    R = unbox(R.version.string),
    packages = versions(packages),
    platform = unbox(R.version$platform),
    system = unbox(session$running),
    BLAS = unbox(basename(session$BLAS)),
    LAPACK = unbox(basename(session$LAPACK)),
    locale = unbox(Sys.getlocale()),
    RNGkind = I(RNGkind()),
    long_double = unbox(capabilities("long.double")[[1]]),
    libm = libm_fingerprint(),
    blas = blas_fingerprint(),
    cases = unbox(number),
    md5 = structure(lapply(sources, function(p) unbox(md5(p))), names = sources))),
    file.path(out, "session.json"))
}

# ---- recording ------------------------------------------------------------------------------

# The directory on the command line, or else the usual one; made if it is not there.
directory <- function(usual, ...) {
  given <- commandArgs(trailingOnly = TRUE)
  path <- file.path(if (length(given)) given[1] else usual, ...)
  dir.create(path, showWarnings = FALSE, recursive = TRUE)
  path
}

data_files <- function(names) sort(file.path("compat", "data", paste0(names, ".json")), method = "radix")

# Runs all cases of a kind and writes <directory>/<case id>.json and <directory>/session.json. Sources
# are those beside the cases, this file and the script: the data of the cases, if not given.
record_cases <- function(kind, run, packages = character(), sources = NULL) {
  out <- directory(file.path("compat", "recorded", kind))
  cases <- read_cases(kind)
  if (is.null(sources)) sources <- data_files(unique(vapply(cases, `[[`, "", "data")))
  unlink(list.files(out, "[.]json$", full.names = TRUE))
  for (case in cases) write_lines(run(case), file.path(out, paste0(case$id, ".json")))
  script <- file.path("compat", "record", paste0(kind, ".R"))
  packages <- c(packages, "nnet", "MASS", "jsonlite")
  write_session(paste("Rscript", script), structure(packages, names = packages), length(cases),
                c(file.path("compat", "cases", paste0(kind, ".json")), "compat/record/lib.R", script, sources),
                out)
}
