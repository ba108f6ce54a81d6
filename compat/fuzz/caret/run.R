# Rscript compat/fuzz/caret/run.R directory
#
# Runs calls that campaign.py has written, as the recorder of kept cases does. The working directory
# has `compat/cases/caret.json` and `compat/data`; the recorder is that of this checkout.

script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
here <- normalizePath(file.path(dirname(script), "..", ".."))
source(file.path(here, "record", "lib.R"))
# A recorder without the lines that read another file, and that record.
for (expression in parse(file.path(here, "record", "caret.R"), keep.source = FALSE)) {
  if (is.call(expression) && as.character(expression[[1]])[1] %in% c("source", "record_cases")) next
  eval(expression, globalenv())
}
out <- commandArgs(trailingOnly = TRUE)[[1]]
dir.create(out, showWarnings = FALSE)
for (case in read_cases("caret")) write_lines(run_caret(case), file.path(out, paste0(case$id, ".json")))
