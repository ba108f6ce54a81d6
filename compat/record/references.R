# Where units.R, random.R and formula.R record what the checkout's tests/ compare with; needs lib.R.

REFERENCES <- "recorded" # the folder below tests/

# The file of references with a name.
reference <- function(file, folder = REFERENCES) file.path(directory("tests", folder), file)
