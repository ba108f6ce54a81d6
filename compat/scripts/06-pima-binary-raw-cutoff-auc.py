# Pattern: two-class factor, type="raw" probability, 0.5 cut-off, confusion matrix, AUC
from pynnet.r import *

pima_tr, pima_te = read_csv("Pima.tr.csv", row_names=1), read_csv("Pima.te.csv", row_names=1)
x = pima_tr.iloc[:, :7]
mu, s = colMeans(x), x.apply(sd)
tr = data_frame(scale(x, mu, s), type=pima_tr["type"])
te = data_frame(scale(pima_te.iloc[:, :7], mu, s), type=pima_te["type"])
set_seed(99)
fit = nnet("type ~ .", data=tr, size=3, decay=0.1, maxit=500, trace=False)
show(fit)  # "options were - entropy fitting"
prob = predict(fit, newdata=te, type="raw")
str_(as_matrix(prob))  # P(second level)
hard = ifelse(prob > 0.5, "Yes", "No")
cm = table(predicted=hard, actual=te["type"])
show(cm)
yes = te["type"] == "Yes"
shares = diag(prop_table(cm, 2))
cat("accuracy", mean(hard == te["type"]), " sens", shares[1], " spec", shares[0], "\n")
assert all_(hard == predict(fit, te, type="class"))
r, n1, n0 = rank(prob), sum_(yes), sum_(~yes)
auc = (sum_(r[yes]) - n1 * (n1 + 1) / 2) / (n1 * n0)
cat("AUC", auc, "\n")
cat("Area under the curve: ", signif(auc, 4), "\n", sep="")
