# Pattern: min-max scaling by hand, linear output, back-transform, RMSE / MAE / R2
from pynnet.r import *

boston = read_csv("Boston.csv", row_names=1)
scaled = boston.apply(lambda v: (v - min_(v)) / (max_(v) - min_(v)))
set_seed(500)
i = sample(nrow(boston), round_(0.75 * nrow(boston)))
fit = nnet("medv ~ .", take(scaled, i), size=5, linout=True, decay=0.001, maxit=500, trace=False)
show(fit)


def back(p):
    return p * (max_(boston["medv"]) - min_(boston["medv"])) + min_(boston["medv"])


p = back(predict(fit, take(scaled, -i)))
y = take(boston["medv"], -i)
cat("RMSE", sqrt(mean((y - p) ** 2)), " MAE", mean(abs_(y - p)), " R2", cor(y, p) ** 2, "\n")
show(head(cbind(actual=y, predicted=p)))
fit50 = nnet("medv / 50 ~ .", data=boston, size=2, maxit=300, trace=False)
cat("train MSE with medv/50 response:", mean((predict(fit50) * 50 - boston["medv"]) ** 2), "\n")
