# Writes the data sets of the documentation's examples, as a user would bring them over.
#
# Usage (from the root of the checkout):  Rscript docs/data/export.R
#
# write.csv() keeps 15 significant digits. That is enough for these data, and checked here.

library(MASS)

for (name in c("airquality", "birthwt", "Boston", "cars", "housing", "mtcars", "Pima.te", "Pima.tr", "rock", "warpbreaks")) {
  frame <- get(name)
  path <- file.path("docs", "data", paste0(name, ".csv"))
  write.csv(frame, path, quote = FALSE)
  again <- read.csv(path, row.names = 1, stringsAsFactors = TRUE)
  stopifnot(all.equal(frame, again, tolerance = 0, check.attributes = FALSE))
}

# A fit as a user saves it, which the page "Coming from R" reads.
library(nnet)
library(splines)

births <- transform(birthwt, race = factor(race, labels = c("white", "black", "other")))
race <- multinom(race ~ ns(age, 2) + smoke, data = births, Hess = TRUE, trace = FALSE)
saveRDS(race, file.path("docs", "data", "race.rds"))

# Data frames as a user saves them: with the levels of factors, and in all bits.
save_frame <- function(frame, name) saveRDS(frame, file.path("docs", "data", paste0(name, ".rds")))

save_frame(fgl[c("RI", "Na", "Al", "type")], "fgl")
save_frame(housing, "housing")
save_frame(survival::lung[c("ph.ecog", "age", "sex", "wt.loss")], "lung")
save_frame(survey[c("Exer", "Sex", "Age", "Height")], "survey")
save_frame(as.data.frame(UCBAdmissions), "UCBAdmissions")
