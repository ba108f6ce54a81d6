# Pain point: NA handling in fit and predict (na_omit default, NA-padded predictions)
from pynnet.r import *

aq, lu = read_csv("airquality.csv", row_names=1), read_rds("lung.rds").convert_dtypes()
a = aq.assign(**scale(aq[["Solar.R", "Wind", "Temp"]]))
set_seed(61)
fit = nnet("Ozone ~ Solar.R+Wind+Temp", a, size=2, linout=True, decay=0.5, maxit=500, trace=False)
cat("rows used:", nrow(as_matrix(fit.fitted_values)), "of", nrow(a), "\n")
p, omitted = as_matrix(predict(fit, a)), which(~complete_cases(a))
for x in head(names(fit.fitted_values), 8), head(omitted, 5), dim(p), head(p), sum_(is_na(p)):
    show(x)


def msg(e):
    cat("ERROR:", str(e).split(". ")[0].split(": ")[0], "\n")  # R's words, not what to do


tryCatch(lambda: nnet("Ozone ~ Solar.R + Wind", a, size=2, na_action="fail"), error=msg)
tryCatch(lambda: nnet(a.iloc[:, 1:4].to_numpy(), a["Ozone"], size=2, linout=True), error=msg)
a["Hot"] = factor(as_character(cut(aq["Temp"], [0, 72, 85, 99], ["cool", "mild", "hot"])))
m = multinom("Hot ~ Solar.R + Wind + Ozone", data=a, trace=False)
for x in nrow(residuals(m)), sum_(is_na(predict(m, a))), table(a["Hot"], predict(m, a)):
    show(x)
m2 = multinom("factor(ph.ecog) ~ age + sex + wt.loss", lu, subset=lu["ph.ecog"] < 3, trace=False)
for x in head(predict(m, a, type="probs"), 6), coef(m2), m2.deviance:
    show(x)
