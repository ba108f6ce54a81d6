# Pain point: misspelt / foreign arguments, which R swallows, are refused; trace text
from pynnet.r import *

iris, mtcars = load_iris(), read_csv("mtcars.csv", row_names=1)
a = nnet("Species ~ .", iris, size=2, decay=5e-4, seed=1)  # maxxit=200 would be refused
set_seed(1)
b = nnet("Species ~ .", iris, size=2, decay=5e-4)  # so would range=0.1, method="class"
show(identical(a.wts, b.wts))
m = multinom("Species ~ Sepal.Length", data=iris)
long = as_data_frame(table(cyl=mtcars["cyl"], gear=mtcars["gear"]))
w = multinom("gear ~ cyl", data=long, weights="Freq")
show(coef(w))
with capture_output() as out:
    q = nnet("mpg ~ .", data=mtcars, size=2, linout=True, maxit=30)
cat(out, sep="\n")
sep = multinom("Species ~ .", data=iris)  # separable, hits 100 its
show(sep.convergence)
show(summary(sep).standard_errors)
sub = multinom("Species ~ Sepal.Width", data=head(iris, 100), trace=False)  # warning: empty group
show(coef(sub))
