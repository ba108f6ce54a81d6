# Reads the data of a workload as workloads.py has written them; needs lib.R.

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
