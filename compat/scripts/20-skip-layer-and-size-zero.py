# Pattern: skip=True; size=0 + skip + linout reproduces least squares
from pynnet.r import *

cars, rock = read_csv("cars.csv", row_names=1), read_csv("rock.csv", row_names=1)
lin = nnet("dist ~ speed", cars, size=0, skip=True, linout=True, trace=False, seed=123)
X = model_matrix("~ speed", cars)
show(rbind(nnet=lin.wts, lm=solve(crossprod(X), crossprod(X, cars["dist"]))[0]))
show(summary(lin))
f = "log(perm) ~ I(area / 1e4) + I(peri / 1e4) + shape"
sk = nnet(f, rock, size=3, skip=True, linout=True, decay=1e-3, maxit=1000, trace=False, seed=123)
show(sk)
show(summary(sk))
cat("SSE", sum_(residuals(sk) ** 2), " value", sk.value, "\n")


def msg(e):
    cat("ERROR:", str(e).split(". ")[0].split(": ")[0], "\n")  # R's words, not what to do


tryCatch(lambda: nnet("dist ~ speed", data=cars, size=0, linout=True), error=msg)
