# Rscript compat/compare/selection.R requests.json answers.json
#
# What R prints for each expression on multinomial fits: what is shown while it runs and what it
# gives. Called by test_selection.py.

source(file.path("compat", "record", "lib.R"))
paths <- commandArgs(TRUE)
trace <- FALSE # R's drop1 and add1 for these fits look for a variable of this name
requests <- fromJSON(paths[1], simplifyVector = FALSE)

answers <- lapply(requests, function(request) {
  d <<- read_data(request$data)
  lines <- capture.output(for (text in request$lines) {
    tryCatch(eval(parse(text = text), globalenv()), error = function(e) cat("ERROR:", conditionMessage(e), "\n"))
  })
  paste0(lines, collapse = "\n")
})
writeLines(toJSON(answers, auto_unbox = TRUE), paths[2])
