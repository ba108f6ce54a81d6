# Pain point: default logistic output on an unscaled numeric response -> every fit is 1
from pynnet.r import *

mtcars = read_csv("mtcars.csv", row_names=1)
set_seed(7)
bad = nnet("mpg ~ wt + hp", data=mtcars, size=4)
show(summary(predict(bad, mtcars)))
set_seed(7)
good = nnet("mpg ~ wt + hp", data=mtcars, size=4, linout=True, maxit=1000, trace=False)
show(summary(predict(good, mtcars)))
sc = scale(mtcars[["mpg", "wt", "hp"]])
set_seed(7)
best = nnet("mpg ~ wt + hp", data=sc, size=4, linout=True, decay=0.1, maxit=1000, trace=False)
show(summary(predict(best, sc) * sd(mtcars["mpg"]) + mean(mtcars["mpg"])))
cat(bad.value, good.value, best.value, "\n")
show(c(bad.convergence, good.convergence, best.convergence))
