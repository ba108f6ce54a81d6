# Pattern: matrix interface, class_ind targets, max_col to read the winner
from pynnet.r import *

flowers = load_iris().iloc[:, :4].to_numpy()  # iris3, its slices under one another
kind = rep(["s", "c", "v"], each=50)
Y = class_ind(kind)
show(take(Y, [1, 51, 101]))  # columns in sorted order c, s, v
set_seed(1234)
keep = c(sample(seq(1, 50), 25), sample(seq(51, 100), 25), sample(seq(101, 150), 25))
x, y, new = take(flowers, keep), take(Y, keep), take(flowers, -keep)
fit = nnet(x, y, size=3, rang=0.1, decay=5e-4, maxit=200)
show(fit)
show(table(truth=max_col(take(Y, -keep)), guess=max_col(predict(fit, new))))
soft = nnet(x, y, size=3, rang=0.1, decay=5e-4, maxit=200, softmax=True, trace=False)
show(soft)
show(round_(head(predict(soft, new)), 4))
show(table(take(kind, -keep), predict(soft, new, type="class")))
show(which_is_max(Y.iloc[0]))
