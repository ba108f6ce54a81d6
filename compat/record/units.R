# Records what the unit tests compare with: R's formatting, the layout of networks, optim()'s BFGS,
# the usage of nnet, and printed networks.
#
# Usage (from the root of the checkout):  Rscript compat/record/units.R [directory]
#
# Writes format.json and units.json among the references (references.R says where), and golden/*, below the
# directory, which is tests unless another is given. Numbers travel as hexadecimal floats. Needs R's
# nnet and MASS, and jsonlite.

source(file.path("compat", "record", "lib.R"))
source(file.path("compat", "record", "references.R"))

# As that of lib.R, but nan and inf are small.
hex <- function(v) {
  v <- as.double(v)
  ifelse(is.nan(v), "nan", ifelse(is.infinite(v), ifelse(v > 0, "inf", "-inf"), sprintf("%a", v)))
}

# One case to a line, so that two recordings can be compared by eye.
rows <- function(cases) {
  paste0("[\n", paste0("  ", vapply(cases, function(case) {
    as.character(toJSON(case, auto_unbox = TRUE, null = "null", na = "null", digits = NA))
  }, ""), collapse = ",\n"), "\n ]")
}

write_json <- function(tables, file) {
  tables <- c(list(made_by = paste0('"compat/record/units.R, ', R.version.string, '"'),
                   cases = sum(vapply(tables, length, 0L))), lapply(tables, rows))
  write_lines(paste0("{\n", paste0(' "', names(tables), '": ', tables, collapse = ",\n"), "\n}"), reference(file))
}

# ---- formatting -----------------------------------------------------------------------------

set.seed(20240501)
special <- list(
  c(1.5, -0.25, 100), c(0, 0, 0), 0, -0.0, 1, -1, 0.1, 1 / 3, -2 / 3, 1e5, 1e-5, 123456, 1234567,
  1e15, 1e-15, 1e100, 1e-100, 1e300, 5e-324, 1e5 + 0.1, 99999.99, 999999.95, 9999999.5, 0.99999995,
  NaN, Inf, -Inf, c(NaN, 1), c(Inf, 1.25), c(-Inf, 0.001), c(NaN, -Inf, 1e10), c(NaN, NaN),
  c(1e6, 0.34), c(1e5, 2e5, 3e5), c(100000.5, 0), c(123456.12, 0, 0.01, -0.03), c(1e-300, 1),
  c(1e15, 1e-10, 123456789012, 0.34), c(1e6, -1234567.89, 0, 1e10), c(1, 10, 100, 1000, 1e4),
  c(1e99, 1e100), c(-1e-99, 1e100), c(0.00001, 1), c(0.0001, 1), c(0.00012, 123456),
  c(-5, 5), c(-0.5, 100), c(-1e5, 1e5), c(-1e5, 1e4), c(1e-5, 1e5), c(1.10, 2.20), c(2, 3.5, -7.25),
  0.1 + 0.2, 1 - 1e-7, 1 - 1e-8, 1 + 1e-7, c(1 + 1e-7, 2), 33333.333333, 1e5 / 3, 2e6 / 3,
  c(0.12, 2.67, 1, -0.34), c(1000, -99.99, 9.99, 0.5), c(1e7, 1e-2), c(12345678, 0.5), numeric(0))
scales <- 10^c(-12, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 15, 100)
drawn <- unlist(lapply(scales, function(s) lapply(1:5, function(n) round(s * rnorm(n), 2 + n))), FALSE)
rough <- unlist(lapply(scales, function(s) lapply(1:5, function(n) s * rnorm(n))), FALSE)
weights <- lapply(1:40, function(i) round(10^runif(1, -2, 4) * rnorm(sample(2:8, 1)), 2))
digits <- unlist(lapply(c(1, 2, 3, 4, 5, 10, 15), function(d) {
  lapply(list(1 / 3, c(1.5, 100.25), 12345.678, c(0.001234, 9.87654), 99.995, c(99999.995, 99.999)),
         function(v) list(v, d))
}), FALSE)
near_powers <- list( # just below a power of ten, to which the digits shown may round
  999.99996, c(999.99996, 0.1), c(999.99994, 0.1), c(99.999996, 0.01), c(9.9999996, 0.001), c(9.9999996, 0.00012),
  c(99999.996, 0.1), c(9.999999999999995, 99999.994, 999999950), c(9999999600, 1e6, 999999940, 999999.95),
  c(999990000, 9999999400, 999999999999.9994, 999.99995), c(99999.994, 999.99995), c(-99.999996, 0.000123),
  c(9.999999999999996e-06, 99999.995, 999.9999999999994), c(0.1, 9999999.5, 999.99995, 9999.9994),
  c(9.9999995e+99, -1), 99999.99999999996, 9999999.5, 999999.96, 0.99999996, c(0.99999996, 12.5))
format_case <- function(v, d = 7) {
  list(digits = d, numbers = I(hex(v)), texts = I(format(v, digits = d)))
}
common <- c(lapply(c(special, drawn, rough, weights, near_powers), format_case),
            lapply(digits, function(p) format_case(p[[1]], p[[2]])))

singles <- c(5e-4, 0.001, 123456.7, 0.1, 1, 2, 10, 100, 1e4, 1e5, 1e6, 123456, 1234567, 1e15, 1e16, 0.5,
             0.05, 1e-3, 1e-4, 1e-5, 1.5e-5, 0.1 + 0.2, 1 / 3, 2 / 3, 100 / 3, 1e5 / 3, 1e10 / 3, 1e20 / 3,
             -1, -0.5, -1e5, -123456, 1e300, 5e-324, pi, 1e5 + 1, 3e5, 1.2e5, 1e-15, 0, Inf, -Inf, NaN,
             10^(-10:15), 5 * 10^(-10:15), 99999.99999999996, 99999.9999999994,
             999999999999999.9, 0.99999999999999967, 10^runif(60, -8, 18), round(10^runif(30, -3, 6), 3))
number_text <- lapply(singles, function(v) list(number = hex(v), text = as.character(v)))

halves <- c(0.125, 2.675, 1.005, -0.345, 0.005, 0.015, 0.025, -0.005, -0.015, 0.285, 1.115, 2.5, 0.5, -2.5,
            1e6 + 0.005, 123456.125, 999.995, -99.994999, 9.995, 0, -0.0, 1e15, 1e17, 1e300, -1e-300, Inf,
            -Inf, NaN, 5e-324, 1 / 3, 0.1 + 0.2, 150.5, 1234567.891)
rounded <- lapply(c(halves, round(rnorm(60, 0, 10), 3), (sample(4000, 60) - 2000) / 1000 + 0.005,
                    100 * rnorm(60)),
                  function(v) list(number = hex(v), decimals = 2, rounded = hex(round(v, 2))))
rounded <- c(rounded, unlist(lapply(c(0, 1, 3, 4, 7), function(d) {
  lapply(c(halves, rnorm(15)), function(v) list(number = hex(v), decimals = d, rounded = hex(round(v, d))))
}), FALSE))

labelled_case <- function(labels, texts) {
  list(labels = I(labels), texts = I(texts),
       lines = I(capture.output(print(structure(texts, names = labels), quote = FALSE))))
}
inputs <- function(p, to) c(paste0("b->", to), if (p > 0) paste0("i", seq_len(p), "->", to))
labelled <- c(
  lapply(c(1, 2, 8, 9, 10, 11, 12, 30), function(p) {
    labelled_case(inputs(p, "h1"), format(round(rnorm(p + 1, 0, 3), 2)))
  }),
  lapply(c(9, 10, 25), function(p) labelled_case(inputs(p, "h10"), format(round(rnorm(p + 1, 0, 300), 2)))),
  lapply(c(1, 7, 13), function(p) labelled_case(inputs(p, "o"), format(1e6 * rnorm(p + 1)))),
  list(labelled_case("b->o", "0.5"), labelled_case(c("a", "b"), c("1e+100", "-1e+100")),
       labelled_case(inputs(9, "h1"), format(rep(1e-10, 10))),
       labelled_case(inputs(2, "o"), c("NaN", "Inf", "1")),
       labelled_case(inputs(1, "h1"), c(strrep("7", 79), "1")),
       labelled_case(inputs(1, "h1"), c(strrep("7", 90), "1")),
       labelled_case(inputs(1, "h1"), c(strrep("7", 39), "1")),
       labelled_case(inputs(1, "h1"), c(strrep("7", 40), "1"))))

write_json(list(common = common, number_text = number_text, round = rounded, labelled = labelled),
           "format.json")

# ---- layout ---------------------------------------------------------------------------------

layout <- function(p, size, q, skip = FALSE, linout = FALSE, softmax = FALSE) {
  x <- matrix(0, 2, p)
  y <- matrix(0, 2, q)
  fit <- nnet(x, y, size = size, skip = skip, linout = linout, softmax = softmax, rang = 0, maxit = 0,
              trace = FALSE)
  list(call = sprintf("nnet(matrix(0, 2, %d), matrix(0, 2, %d), size = %d, skip = %s, linout = %s, softmax = %s, rang = 0, maxit = 0)",
                      p, q, size, skip, linout, softmax),
       n_inputs = p, size = size, n_outputs = q, skip = skip, linear = linout || softmax,
       nunits = fit$nunits, nsunits = fit$nsunits, n_weights = length(fit$wts),
       conn = I(as.integer(fit$conn)), nconn = I(as.integer(fit$nconn)), labels = I(names(coef(fit))))
}
layouts <- list(
  layout(1, 1, 1), layout(1, 1, 1, skip = TRUE), layout(4, 2, 3), layout(4, 2, 3, softmax = TRUE),
  layout(4, 2, 3, skip = TRUE, softmax = TRUE), layout(3, 2, 1, linout = TRUE),
  layout(3, 2, 1, skip = TRUE, linout = TRUE), layout(2, 0, 1, skip = TRUE),
  layout(2, 0, 3, skip = TRUE), layout(2, 0, 3, skip = TRUE, linout = TRUE), layout(1, 5, 1),
  layout(12, 11, 1), layout(1, 1, 12), layout(2, 3, 10, skip = TRUE), layout(7, 1, 2, linout = TRUE))

# ---- optim ----------------------------------------------------------------------------------

# Built from + - * / alone, in the order of the Python twins, so that every bit is the same.
functions <- list(
  rosenbrock = list(
    f = function(x) {
      a <- x[2] - x[1] * x[1]
      b <- 1 - x[1]
      100 * a * a + b * b
    },
    g = function(x) {
      a <- x[2] - x[1] * x[1]
      c(-400 * x[1] * a - 2 * (1 - x[1]), 200 * a)
    }),
  chain = list( # five components, each drawn to the one before it
    f = function(x) {
      total <- (x[1] - 1) * (x[1] - 1)
      for (i in 2:5) {
        a <- 2 * x[i] * x[i] - x[i - 1]
        total <- total + i * a * a
      }
      total
    },
    g = function(x) {
      g <- c(2 * (x[1] - 1), 0, 0, 0, 0)
      for (i in 2:5) {
        a <- 2 * x[i] * x[i] - x[i - 1]
        g[i] <- g[i] + 8 * i * a * x[i]
        g[i - 1] <- g[i - 1] - 2 * i * a
      }
      g
    }),
  quartic = list(
    f = function(x) x[1] * x[1] * x[1] * x[1] + 3 * x[2] * x[2] + x[1] * x[2],
    g = function(x) c(4 * x[1] * x[1] * x[1] + x[2], 6 * x[2] + x[1])),
  walls = list( # NaN to the left, infinite to the right
    f = function(x) if (x[1] < -1) NaN else if (x[1] > 2) Inf else (x[1] - 1.9) * (x[1] - 1.9) * 50 + x[2] * x[2],
    g = function(x) c(100 * (x[1] - 1.9), 2 * x[2])),
  wrong = list( # the gradient has the wrong sign in the second component
    f = function(x) x[1] * x[1] + 2 * x[2] * x[2],
    g = function(x) c(2 * x[1], -4 * x[2])),
  uphill = list( # the gradient is that of the negative
    f = function(x) x[1] * x[1] + x[2] * x[2],
    g = function(x) c(-2 * x[1], -2 * x[2])),
  flat = list(f = function(x) 3 + 0 * x[1], g = function(x) 0 * x),
  saddle = list( # curvature is negative at first: D1 <= 0
    f = function(x) x[1] * x[1] * x[1] * x[1] - 4 * x[1] * x[1] + x[2] * x[2],
    g = function(x) c(4 * x[1] * x[1] * x[1] - 8 * x[1], 2 * x[2])),
  slope = list( # a plane has no curvature at all: D1 is 0
    f = function(x) 3 * x[1] - x[2],
    g = function(x) c(3, -1)),
  lost = list( # a gradient that is not a number
    f = function(x) x[1] * x[1] + x[2] * x[2],
    g = function(x) c(NaN, 2 * x[2])),
  ratio = list( # steep inside, level outside
    f = function(x) -1 / (1 + x[1] * x[1] + 10 * x[2] * x[2]),
    g = function(x) {
      d <- 1 + x[1] * x[1] + 10 * x[2] * x[2]
      c(2 * x[1] / (d * d), 20 * x[2] / (d * d))
    }))

run_optim <- function(name, start, gradient = TRUE, ...) {
  control <- list(trace = 1, reltol = 1e-8, maxit = 100, ...)
  control <- control[!duplicated(names(control), fromLast = TRUE)]
  pair <- functions[[name]]
  trace <- capture.output(found <- optim(start, pair$f, if (gradient) pair$g, method = "BFGS", control = control))
  control$trace <- NULL
  list(call = sprintf("optim(%s, %s$f, %s, method = \"BFGS\", control = %s)", deparse(start), name,
                      if (gradient) paste0(name, "$g") else "NULL", paste(deparse(control), collapse = "")),
       fun = name, start = I(hex(start)), gradient = gradient, control = lapply(control, hex),
       par = I(hex(found$par)), value = hex(found$value), counts = I(unname(found$counts)),
       convergence = found$convergence, trace = I(trace))
}
start <- c(-1.2, 1)
searches <- c(
  lapply(c(TRUE, FALSE), function(g) run_optim("rosenbrock", start, g)),
  lapply(c(0, 1, 2, 3, 9, 10, 11, 20, 37, 38, 39), function(m) run_optim("rosenbrock", start, maxit = m)),
  lapply(c(1e-2, 1e-4, 1e-6, 1e-10, 1e-14, 0), function(r) run_optim("rosenbrock", start, reltol = r)),
  lapply(c(5, 1, 0.01, 1e-6), function(a) run_optim("rosenbrock", start, abstol = a)),
  lapply(c(1e-1, 1e-5), function(d) run_optim("rosenbrock", start, FALSE, ndeps = c(d, d))),
  list(run_optim("chain", c(2, -1, 0.5, 3, 1)), run_optim("chain", c(2, -1, 0.5, 3, 1), FALSE),
       run_optim("chain", c(-4, 8, -0.25, 1, 7), maxit = 500, reltol = 1e-14),
       run_optim("quartic", c(3, -2)), run_optim("quartic", c(1e5, 1e-5)),
       run_optim("quartic", c(1, 1), FALSE), run_optim("quartic", c(0, 0)),
       run_optim("walls", c(-0.9, 3)), run_optim("walls", c(1.95, 0.5)), run_optim("walls", c(0, 40), maxit = 5),
       run_optim("wrong", c(1, 1)), run_optim("wrong", c(3, 0.5), reltol = 1e-12),
       run_optim("uphill", c(1, 2)), run_optim("flat", c(1, 2)), run_optim("flat", c(1, 2), FALSE),
       run_optim("saddle", c(0.1, 2)), run_optim("saddle", c(0.1, 2), FALSE), run_optim("saddle", c(0, 1)),
       run_optim("slope", c(1, 1), maxit = 12), run_optim("slope", c(1, 1), abstol = -50),
       run_optim("lost", c(1, 1)), run_optim("ratio", c(3, 2)), run_optim("ratio", c(30, 20)), run_optim("ratio", c(0.5, 0.1), reltol = 0)))

# ---- start weights and trace ----------------------------------------------------------------

# The start weights, and the next number of the stream: maxit = 0 fits nothing.
started <- function(seed, call) {
  set.seed(seed)
  fit <- eval(call)
  list(call = sprintf("set.seed(%d); fit <- %s; fit$wts; runif(1)", seed, deparse(call)), seed = seed,
       wts = I(hex(fit$wts)), following = hex(runif(1)))
}
x <- matrix(c(0, 0.5, 1, 0.25, 1, 2, -1, 0), 4)
y <- c(0, 1, 1, 0.5)
starts <- list(
  started(1, quote(nnet(x, y, size = 2, maxit = 0, trace = FALSE))),
  started(42, quote(nnet(x, y, size = 2, rang = 0.1, maxit = 0, trace = FALSE))),
  started(-3, quote(nnet(x, y, size = 5, skip = TRUE, maxit = 0, trace = FALSE))),
  started(1, quote(nnet(x, y, size = 2, rang = 0, maxit = 0, trace = FALSE))))

# Without hidden units and with linear outputs no exp or log has a part in the trace.
traced <- function(call) {
  set.seed(1)
  list(call = paste("set.seed(1);", paste(trimws(deparse(call)), collapse = " ")),
       trace = I(capture.output(fit <- eval(call))), wts = I(hex(fit$wts)), value = hex(fit$value),
       convergence = fit$convergence)
}
steep <- cbind(x, x[, 1] * 30, x[, 2] * x[, 2], x[, 1] * x[, 2])
traces <- list(
  full = traced(quote(nnet(steep, 10 * y, size = 0, skip = TRUE, linout = TRUE, decay = 1e-4))),
  stopped = traced(quote(nnet(steep, 10 * y, size = 0, skip = TRUE, linout = TRUE, decay = 1e-4, maxit = 10))),
  one = traced(quote(nnet(steep, 10 * y, size = 0, skip = TRUE, linout = TRUE, maxit = 1))),
  two = traced(quote(nnet(steep, 10 * y, size = 0, skip = TRUE, linout = TRUE, maxit = 2))),
  zero = traced(quote(nnet(steep, 10 * y, size = 0, skip = TRUE, linout = TRUE, maxit = 0))),
  masked = traced(quote(nnet(steep, 10 * y, size = 0, skip = TRUE, linout = TRUE, decay = 1e-4,
                             mask = c(TRUE, TRUE, FALSE, FALSE, TRUE, TRUE)))),
  fixed = traced(quote(nnet(steep, 10 * y, size = 0, skip = TRUE, linout = TRUE, mask = logical(6)))),
  weighted = traced(quote(nnet(steep, cbind(y, 1 - y), weights = c(1, 0, 2.5, 0.5), size = 0, skip = TRUE,
                               linout = TRUE, decay = 0.01))),
  abstol = traced(quote(nnet(steep, 10 * y, size = 0, skip = TRUE, linout = TRUE, abstol = 50))),
  reltol = traced(quote(nnet(steep, 10 * y, size = 0, skip = TRUE, linout = TRUE, reltol = 0.1))),
  decay = traced(quote(nnet(steep, 10 * y, size = 0, skip = TRUE, linout = TRUE, decay = c(0, 0, 0.1, 0.2, 3, 0)))))
traces <- lapply(names(traces), function(name) c(list(name = name), traces[[name]]))

# ---- classes --------------------------------------------------------------------------------

# Equal outputs, exactly: the class is drawn from the stream. Rows of newdata with NA draw nothing.
d <- data.frame(u = c(0, 0.5, 1, 0.25), v = c(1, 2, -1, 0), k = factor(c("p", "q", "r", "q")))
new <- data.frame(u = c(1, NA, 2, 3, 4, 5), v = c(1, 1, NA, 0, 0, 0))
tied <- function(seed, wts, newdata = NULL) {
  fit <- nnet(k ~ u + v, d, size = 0, skip = TRUE, Wts = wts, maxit = 0, trace = FALSE)
  set.seed(seed)
  classes <- if (is.null(newdata)) predict(fit, type = "class") else predict(fit, newdata, type = "class")
  list(call = sprintf("fit <- nnet(k ~ u + v, d, size = 0, skip = TRUE, Wts = %s, maxit = 0); set.seed(%d); predict(fit, %stype = \"class\"); runif(1)",
                      paste(deparse(wts), collapse = ""), seed, if (is.null(newdata)) "" else "new, "),
       seed = seed, wts = I(hex(wts)), newdata = !is.null(newdata), classes = I(unname(classes)),
       following = hex(runif(1)))
}
all_tied <- numeric(9)
two_tied <- c(1, 0, 0, 0, 0, 0, 1, 0, 0)
none_tied <- c(0, 0, 0, 0, 0, 0, 1, 0, 0)
ties <- c(lapply(1:4, tied, all_tied), lapply(1:4, tied, two_tied), lapply(1:4, tied, all_tied, new),
          list(tied(5, two_tied, new), tied(1, none_tied), tied(1, none_tied, new),
               tied(3, c(1e-6, 0, 0, 0, 0, 0, -1e-6, 0, 0)), tied(3, c(1e-4, 0, 0, 0, 0, 0, -1e-4, 0, 0))))

near <- rbind(c(1, 1, 1), c(1, 1 + 1e-6, 1), c(1 + 2e-5, 1, 1), c(1, 1 + 9e-6, 1 + 1.8e-5), c(0, 0, 0),
              c(-1, -1, -5), c(5, 5.00004, 5.00008), c(1e-9, 0, 1), c(3, 2, 3), c(2, 3, 3))
columns <- lapply(1:12, function(seed) {
  set.seed(seed)
  list(call = sprintf("set.seed(%d); max.col(near); runif(1)", seed), seed = seed,
       columns = I(max.col(near)), following = hex(runif(1)))
})
largest <- unlist(lapply(list(c(1, 1, 1), c(3, 1, 3), c(0.2, 0.7, 0.1), c(5, 5, 5, 5, 1), 7, c(-1, -1)), function(v) {
  lapply(1:4, function(seed) {
    set.seed(seed)
    list(call = sprintf("set.seed(%d); which.is.max(%s); runif(1)", seed, deparse(v)), seed = seed,
         numbers = I(hex(v)), position = which.is.max(v), following = hex(runif(1)))
  })
}), FALSE)
indicators <- lapply(list(c("b", "a", "b"), factor(c("lo", "hi"), c("lo", "mid", "hi")), c(2, 10, 2, -1), c(TRUE, FALSE),
                          c("B", "a", "b", "A"), factor(c("x", NA, "y"))),
                     function(cl) {
  made <- class.ind(cl)
  list(call = sprintf("class.ind(%s)", paste(deparse(cl), collapse = "")), columns = I(colnames(made)),
       rows = lapply(seq_len(nrow(made)), function(i) I(unname(made[i, ]))))
})

# ---- usage ----------------------------------------------------------------------------------

# Arguments and defaults of nnet as the usage section of its manual page shows them.
manual <- tools::Rd_db("nnet")[["nnet.Rd"]]
section <- manual[[which(vapply(manual, attr, "", "Rd_tag") == "\\usage")]]
tags <- vapply(section, attr, "", "Rd_tag")
pieces <- ifelse(tags == "\\dots", "...", vapply(section, function(p) paste(unlist(p), collapse = ""), ""))
usage <- paste(pieces[seq(max(which(tags == "\\method")) + 1, length(pieces))], collapse = "")
parsed <- as.list(str2lang(paste0("nnet", trimws(usage))))[-1]
named <- if (is.null(names(parsed))) rep("", length(parsed)) else names(parsed)
arguments <- lapply(seq_along(parsed), function(i) {
  has_default <- named[i] != ""
  list(name = if (has_default) named[i] else deparse(parsed[[i]]),
       default = if (has_default) deparse(parsed[[i]]) else NULL)
})

# ---- the C library ----------------------------------------------------------------------------

u <- ((seq_len(100) * 2654435761) %% 4294967296) / 4294967296
exponents <- c(30 * u - 15, -700 * u)
positive <- c(u, 1 + 4 * u)
libm <- list(list(exponents = I(hex(exponents)), exp = I(hex(exp(exponents))),
                  arguments = I(hex(positive)), log = I(hex(log(positive)))))

write_json(list(libm = libm, layout = layouts, optim = searches, start = starts, trace = traces, ties = ties,
                near = list(list(rows = lapply(seq_len(nrow(near)), function(i) I(hex(near[i, ]))))), max_col = columns,
                which_is_max = largest, class_ind = indicators, usage = arguments), "units.json")

# ---- printed networks -----------------------------------------------------------------------

# Start weights are given and maxit is 0, so that no exp or log has a part in the text.
d <- data.frame(u = c(0, 0.5, 1, 0.25), v = c(1, 2, -1, 0), y = c(0, 1, 1, 0.5),
                g = c("n", "y", "y", "n"), k = c("p", "q", "r", "q"))
d$g <- factor(d$g)
d$k <- factor(d$k)
x <- as.matrix(d[c("u", "v")])
wide <- as.data.frame(matrix((0:35) / 36, 3, 12, dimnames = list(NULL, paste0("column", 1:12))))
wide$y <- c(0, 1, 0)
W <- function(n) ((seq_len(n) * 37) %% 101 - 50) / 16
calls <- list(
  formula_logistic = quote(nnet(y ~ u + v, d, size = 2, Wts = W(9), maxit = 0)),
  formula_linear = quote(nnet(y ~ u + v, d, size = 2, linout = TRUE, Wts = W(9), maxit = 0)),
  formula_entropy = quote(nnet(g ~ u + v, d, size = 1, decay = 0.001, Wts = W(5), maxit = 0)),
  formula_softmax = quote(nnet(k ~ ., d[c("u", "v", "k")], size = 2, decay = 5e-4, Wts = W(15), maxit = 0)),
  formula_skip = quote(nnet(k ~ u + v, d, size = 1, skip = TRUE, Wts = W(15), maxit = 0)),
  formula_call = quote(nnet(log(y + 1) ~ I(u^2) + v, d, size = 1, skip = TRUE, linout = TRUE, decay = 123456.7,
                            Wts = W(7), maxit = 0)),
  formula_factor = quote(nnet(y ~ k * u, d, size = 1, Wts = W(8), maxit = 0)),
  formula_wide = quote(nnet(y ~ ., wide, size = 10, Wts = W(141) * 3, maxit = 0)),
  formula_cbind = quote(nnet(cbind(y, 1 - y) ~ u, d, size = 1, entropy = TRUE, skip = TRUE, decay = 0.1,
                             Wts = W(8), maxit = 0)),
  array_logistic = quote(nnet(x, d$y, size = 2, Wts = W(9), maxit = 0)),
  array_linear_skip = quote(nnet(x, d$y, size = 0, skip = TRUE, linout = TRUE, Wts = W(3), maxit = 0)),
  array_entropy = quote(nnet(x, d$y, size = 3, entropy = TRUE, skip = TRUE, Wts = W(15), maxit = 0)),
  array_softmax = quote(nnet(x, class.ind(d$k), size = 2, softmax = TRUE, decay = 1e-4, Wts = W(15), maxit = 0)),
  array_censored = quote(nnet(x, class.ind(d$k), size = 1, censored = TRUE, Wts = W(9), maxit = 0)),
  array_decay_vector = quote(nnet(x, d$y, size = 1, decay = c(0, 0.1, 0.1, 0, 0.1), Wts = W(5), maxit = 0)),
  array_large = quote(nnet(x, d$y, size = 1, Wts = c(1e6, -1234567.891, 0.005, 1e10, 0), maxit = 0)),
  array_mixed = quote(nnet(x, d$y, size = 1, Wts = c(1e15, 1e-10, 123456789012, 0.34, -2), maxit = 0)),
  array_rounding = quote(nnet(x, d$y, size = 1, Wts = c(0.125, 2.675, 1.005, -0.345, -0.005), maxit = 0)),
  array_tiny = quote(nnet(x, d$y, size = 1, Wts = c(1e-300, -1e-3, 0, -0.004, 1e-10), maxit = 0)),
  array_labels = quote(nnet(matrix((0:35) / 36, 3, 12), c(0, 1, 0), size = 10, Wts = W(141), maxit = 0)))

index <- list()
for (name in names(calls)) {
  call <- calls[[name]]
  call$trace <- FALSE
  fit <- eval(call)
  for (what in c("print", "summary")) {
    file <- paste0(name, "_", what, ".txt")
    write_lines(capture.output(print(if (what == "print") fit else summary(fit))), reference(file, "golden"))
    index[[length(index) + 1]] <- list(file = file, case = name, what = what,
                                       call = paste(trimws(deparse(calls[[name]])), collapse = " "))
  }
}
# The demonstration fits in earnest.
session <- quote({
  set.seed(2)
  pick <- sample(150, 105)
  fit <- nnet(Species ~ ., data = iris[pick, ], size = 2, rang = 0.1, decay = 5e-4, maxit = 200)
  print(fit)
  print(summary(fit))
})
write_lines(capture.output(invisible(eval(session))), reference("demonstration_session.txt", "golden"))
index[[length(index) + 1]] <- list(file = "demonstration_session.txt", case = "demonstration", what = "session",
                                   call = paste(trimws(deparse(session)), collapse = " "))
write_lines(c("{", paste0(' "made_by": "compat/record/units.R, ', R.version.string, '",'),
              paste0(' "texts": ', rows(index)), "}"), reference("index.json", "golden"))
