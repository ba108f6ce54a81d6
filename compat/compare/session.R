# Rscript compat/compare/session.R directory
#
# Writes what is known of this session of R to session.json, as a recorder does. Called by live.py.

source(file.path("compat", "record", "lib.R"))
write_session("Rscript compat/compare/session.R", c(nnet = "nnet"), 0, character(), directory(tempdir()))
