# Runs every case of compat/cases/nnet.json in R and records the results exactly.
#
# Usage (from the root of the checkout):  Rscript compat/record/nnet.R [directory]
#
# Writes <directory>/<case id>.json and <directory>/session.json; the directory is
# compat/recorded/nnet unless another is given. Needs R's nnet and MASS, and jsonlite.

source(file.path("compat", "record", "lib.R"))

given <- commandArgs(trailingOnly = TRUE)
out <- if (length(given)) given[1] else file.path("compat", "recorded", "nnet")
dir.create(out, showWarnings = FALSE, recursive = TRUE)

cases <- read_cases()
unlink(list.files(out, "[.]json$", full.names = TRUE))
for (case in cases) {
  write_lines(run_case(case), file.path(out, paste0(case$id, ".json")))
}

sources <- c(file.path("compat", c("cases/nnet.json", "record/lib.R", "record/nnet.R", "record/export_data.R")),
             sort(list.files(file.path("compat", "data"), "[.]json$", full.names = TRUE), method = "radix"))
write_session("Rscript compat/record/nnet.R", c(nnet = "nnet", MASS = "MASS", jsonlite = "jsonlite"),
              length(cases), sources, out)
