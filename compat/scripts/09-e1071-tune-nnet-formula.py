# Pattern: e1071's tune_nnet with formula, ranges, best_parameters, best_model
from pynnet.r import *

iris = load_iris()
set_seed(100)
grid = {"size": [1, 2, 3], "decay": [0.001, 0.01, 0.1]}
by_five = tune_control(cross=5)
tn = tune_nnet("Species ~ .", iris, **grid, maxit=100, trace=False, tunecontrol=by_five)
show(tn)
show(summary(tn))
show(take(tn.performances, which_min(tn.performances["error"]))[["size", "decay"]])
show(tn.best_performance)
show(tn.performances)
show(table(iris["Species"], predict(tn.best_model, iris, type="class")))
