# Pattern: relevel, multinom, summary, Wald z and p, exp(coef), fitted, probs over a grid
from pynnet.r import *

sv = na_omit(read_rds("survey.rds"))
sv["Exer2"] = relevel(sv["Exer"], ref="None")
fit = multinom("Exer2 ~ Sex + Age", data=sv)
show(fit)
s = summary(fit)
show(s)
z = s.coefficients / s.standard_errors
show(z)
p = (1 - pnorm(abs_(z), 0, 1)) * 2
show(p)
show(exp(coef(fit)))
show(head(fitted(fit)))
bysex = data_frame(Sex=["Female", "Male"], Age=mean(sv["Age"]))
show(predict(fit, newdata=bysex, type="probs"))
grid = data_frame(Sex=rep(["Female", "Male"], each=3), Age=rep([18, 25, 40], 2))
show(cbind(grid, predict(fit, newdata=grid, type="probs")))
show(table(sv["Exer2"], predict(fit)))
cat("residual deviance", fit.deviance, " AIC", fit.AIC, " edf", fit.edf, "\n")
