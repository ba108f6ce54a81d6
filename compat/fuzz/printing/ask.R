# Prints objects that a file of requests describes: Rscript ask.R requests.json answers.json

arguments <- commandArgs(TRUE)
options(encoding = "UTF-8", stringsAsFactors = FALSE)

texts <- function(values) {
  vapply(values, function(v) if (is.null(v)) NA_character_ else v, "")
}
numbers <- function(values) {
  vapply(values, function(v) if (is.null(v)) NA_real_ else as.numeric(v), 0)
}
truths <- function(values) {
  vapply(values, function(v) if (is.null(v)) NA else v, NA)
}

values_of <- function(spec) {
  switch(spec$mode,
    logical = truths(spec$values),
    integer = as.integer(numbers(spec$values)),
    numeric = numbers(spec$values),
    character = texts(spec$values),
    factor = factor(texts(spec$values), levels = texts(spec$levels), ordered = spec$ordered),
    Date = as.Date(numbers(spec$values), origin = "1970-01-01"),
    POSIXct = as.POSIXct(numbers(spec$values), origin = "1970-01-01", tz = spec$zone),
    complex = {
      z <- complex(real = numbers(spec$values), imaginary = numbers(spec$imaginary))
      z[vapply(spec$values, is.null, NA)] <- NA
      z
    }
  )
}

named <- function(x, names) {
  if (!is.null(names)) names(x) <- texts(names)
  x
}

labels_of <- function(spec) {
  labels <- lapply(spec$labels, function(l) if (is.null(l)) NULL else texts(l))
  if (!is.null(spec$axes)) names(labels) <- texts(spec$axes)
  if (all(vapply(labels, is.null, NA)) && is.null(spec$axes)) NULL else labels
}

frame_of <- function(spec) {
  columns <- lapply(spec$columns, values_of)
  frame <- structure(columns, class = "data.frame", row.names = seq_len(spec$n))
  names(frame) <- texts(spec$names)
  if (!is.null(spec$rows)) attr(frame, "row.names") <- texts(spec$rows)
  frame
}

object_of <- function(spec) {
  switch(spec$kind,
    "NULL" = NULL,
    vector = named(values_of(spec), spec$names),
    array = array(values_of(spec), unlist(spec$shape), labels_of(spec)),
    table = structure(
      array(values_of(spec), unlist(spec$shape), labels_of(spec)), class = "table"
    ),
    frame = frame_of(spec),
    list = named(lapply(spec$items, object_of), spec$names)
  )
}

printed <- function(request) {
  options(digits = request$digits, width = request$width, max.print = request$max_print)
  x <- object_of(request$object)
  lines <- capture.output(switch(request$verb,
    print = if (request$quote) print(x) else print(x, quote = FALSE),
    str = do.call(str, c(list(x), request$arguments)),
    summary = print(do.call(summary, c(list(x), request$arguments)))
  ))
  paste(lines, collapse = "\n")
}

requests <- jsonlite::fromJSON(arguments[1], simplifyVector = FALSE)
answers <- vapply(requests, function(request) {
  enc2utf8(tryCatch(printed(request), error = function(e) paste("Error:", conditionMessage(e))))
}, "")
jsonlite::write_json(as.list(answers), arguments[2], auto_unbox = TRUE)
