# Pattern: Hess=True / nnet_hess, eigenvalues > 0 as a local-minimum check, best of N starts
from pynnet.r import *

rock = read_csv("rock.csv", row_names=1)
r1 = rock.assign(area=rock["area"] / 10000, peri=rock["peri"] / 10000)
settings = {"size": 3, "decay": 1e-3, "linout": True, "maxit": 1000, "Hess": True, "trace": False}
fits = [nnet("log(perm) ~ area + peri + shape", r1, seed=k, **settings) for k in seq_len(5)]
best, f = min(fits, key=lambda fit: fit.value), fits[-1]
show(c(*(fit.value for fit in fits)))
show(summary(best))
show(eigen(best.Hessian, True).values)
H = nnet_hess(best, r1[["area", "peri", "shape"]], log(r1["perm"]))
show(all_equal(H, best.Hessian))
show(dim(H))
show(head(cbind(best.fitted_values, log(r1["perm"])), 4))
cat("SSE", sum_((log(r1["perm"]) - predict(best)) ** 2), "\n")
