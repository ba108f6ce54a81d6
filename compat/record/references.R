# Where units.R, random.R, formula.R, language.R and forms.R record what the checkout's tests/ compare with;
# needs lib.R.

REFERENCES <- "recorded" # the folder below tests/

# The file of references with a name.
reference <- function(file, folder = REFERENCES) file.path(directory("tests", folder), file)

# The same for what depends on the version of R, such as R-4.5.
reference_of_version <- function(file) {
  version <- paste0("R-", R.version$major, ".", sub("[.].*", "", R.version$minor))
  reference(file, file.path(REFERENCES, version))
}
