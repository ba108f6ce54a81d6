# Pain points: one-row newdata, factor-level subset, unseen level, missing column, wrong type
from pynnet.r import *

iris, wb = load_iris(), read_csv("warpbreaks.csv", row_names=1)
wb["tension"] = factor(wb["tension"], ["L", "M", "H"])
net = nnet("breaks ~ .", wb, size=2, linout=True, decay=0.1, maxit=200, trace=False, seed=11)
show(as_matrix(predict(net, data_frame(wool="A", tension="M").set_axis([1]))))
show(as_matrix(predict(net, take(wb, [1, 10, 28]))))


def msg(e):
    cat("ERROR:", str(e).split(". ")[0].split(": ")[0], "\n")  # R's words, not what to do


tryCatch(lambda: predict(net, data_frame(wool="C", tension="M")), error=msg)
tryCatch(lambda: predict(net, data_frame(wool="A")), error=msg)
tryCatch(lambda: predict(net, wb, type="class"), error=msg)
m = multinom("tension ~ breaks + wool", data=wb, trace=False)
show(predict(m, take(wb, 5), type="probs").iloc[0])  # in R a named vector, not a matrix
show(predict(m, take(wb, [5, 6]), type="probs"))
show(predict(m, take(wb, [5, 6]), type="prob"))  # partial match accepted
tryCatch(lambda: predict(m, wb, type="response"), error=msg)
tryCatch(lambda: nnet("breaks ~ .", data=wb, size=600), error=msg)
tryCatch(lambda: nnet("breaks ~ .", data=wb), error=msg)
tryCatch(lambda: nnet(iris.iloc[:, :4], iris["Species"], size=2, trace=False), error=msg)
