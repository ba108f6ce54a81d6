# Pattern: the commonest nnet script - random split, factor response, table of classes
from pynnet.r import *

iris = load_iris()
set_seed(2)
pick = sample(nrow(iris), round_(0.7 * nrow(iris)))
train = take(iris, pick)
test = take(iris, -pick)
fit = nnet("Species ~ .", data=train, size=2, rang=0.1, decay=5e-4, maxit=200)
show(fit)
show(summary(fit))
pred = predict(fit, test, type="class")
str_(pred)  # text, not a factor
tab = table(actual=test["Species"], predicted=pred)
show(tab)
cat("accuracy:", sum_(diag(tab)) / sum_(tab), "\n")
show(head(predict(fit, test)))  # default type is "raw"
cat("value:", fit.value, " convergence:", fit.convergence, "\n")
