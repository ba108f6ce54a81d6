# Pattern: stepwise selection and single-term deletions on a multinom fit
from pynnet.r import *

d = read_csv("birthwt.csv", row_names=1)
d["low"] = factor(d["low"])
d["race"] = factor(d["race"], labels=["white", "black", "other"])
for name in ["smoke", "ht", "ui"]:
    d[name] = factor(d[name] > 0)
full = multinom("race ~ age + lwt + smoke + ht + ui + low", data=d, trace=False)
show(extractAIC(full))
show(drop1(full))
sel = step(full, trace=0)
show(formula(sel))
show(sel.AIC)
show(sel.step_path)
up = update(full, ". ~ . - ht - ui")
show(coef(up))
none = multinom("race ~ 1", data=d, trace=False)
fwd = step(none, scope="~ age + lwt + smoke", direction="forward", trace=0)
show(formula(fwd))
