# Pattern: vcov, confint (3-d array), relative-risk ratios, broom tidiers
from pynnet.r import *

fgl = read_rds("fgl.rds")
some = is_in(fgl["type"], ["WinF", "WinNF", "Head"])
fit = multinom("type ~ RI + Na + Al", data=fgl, subset=some, trace=False, maxit=500)
show(levels(fgl["type"]))
show(fit.lev)
g = droplevels(subset(fgl, some))
fit = multinom("type ~ RI + Na + Al", data=g, trace=False, maxit=500)
show(coef(fit))
show(vcov(fit))
ci = confint(fit)
for x in dim(ci), dimnames(ci), ci, exp(ci.to_frame().loc["Head"]):
    show(x)
show(confint(fit, "Al", level=0.9))
broom = "y.level term estimate std.error statistic p.value conf.low conf.high"
show(fit.tidy(exponentiate=True).set_axis(broom.split(), axis=1))
show(fit.glance()[["edf", "deviance", "AIC", "nobs"]])
