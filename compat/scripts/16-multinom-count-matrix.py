# Pattern: cbind(counts) ~ predictors, compared with the long weighted form
from pynnet.r import *

housing, ucb = read_rds("housing.rds"), read_rds("UCBAdmissions.rds")
wide = subset(housing, housing["Sat"] == "Low", ["Infl", "Type", "Cont"])
wide[["Low", "Medium", "High"]] = housing["Freq"].to_numpy().reshape(-1, 3)
m1 = multinom("cbind(Low, Medium, High) ~ Infl + Type + Cont", data=wide)
show(summary(m1))
m2 = multinom("Sat ~ Infl + Type + Cont", weights="Freq", data=housing, trace=False)
show((abs_(coef(m1) - coef(m2)) < 1e-4).all(axis=None))
show(c(m1.deviance, m2.deviance))
show(round_(head(fitted(m1)), 4))
show(predict(m1, head(wide, 3), type="probs"))
show(coef(multinom("Admit ~ Gender * Dept", weights="Freq", data=ucb, trace=False)))
M = multinom("cbind(Low, Medium, High) ~ Cont", data=wide, trace=False)
for x in M.lab, coef(M):
    show(x)
