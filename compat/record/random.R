# Records R's random numbers for the tests of the random stream.
#
# Usage (from the root of the checkout):  Rscript compat/record/random.R [directory]
#
# Writes random.json among the references (references.R says where) below the directory, which is tests
# unless another is given. Needs R's nnet and MASS, and jsonlite.
#
# A case is a seed and some calls. For each call: its R text, its arguments, what it gave (hex, or
# the first three values and the MD5 of all where there are many), the warning or error, and where
# the stream then stands: .Random.seed[1:2] and the MD5 of the 624 words.

source(file.path("compat", "record", "lib.R"))
source(file.path("compat", "record", "references.R"))

exact <- function(v) if (is.numeric(v)) sprintf("%a", as.double(v)) else v

argument <- function(v) if (length(v) == 1) unbox(exact(v)) else exact(v)

result <- function(v) {
  if (length(v) <= 12) return(list(values = exact(v)))
  list(values = exact(v[1:3]), length = unbox(length(v)), md5 = unbox(md5_of_doubles(v)))
}

perform <- function(call) {
  warning <- NULL
  outcome <- tryCatch(
    withCallingHandlers(result(eval(call)), warning = function(w) {
      warning <<- conditionMessage(w)
      invokeRestart("muffleWarning")
    }),
    error = function(e) list(error = unbox(conditionMessage(e))))
  if (!is.null(warning)) outcome$warning <- unbox(warning)
  matched <- as.list(match.call(get(as.character(call[[1]])), call))[-1]
  state <- .Random.seed
  c(list(r = unbox(paste(deparse(call, width.cutoff = 500), collapse = " ")),
         `function` = unbox(as.character(call[[1]])),
         arguments = lapply(matched, function(a) argument(eval(a)))),
    outcome,
    list(state = list(code = unbox(state[1]), position = unbox(state[2]),
                      md5 = unbox(md5_of_integers(state[-(1:2)])))))
}

case <- function(seed, ..., kind = "Rejection") {
  calls <- as.list(substitute(list(...)))[-1]
  suppressWarnings(set.seed(seed, "Mersenne-Twister", "Inversion", kind))
  list(seed = unbox(seed), kind = unbox(kind), calls = lapply(calls, perform))
}

both <- function(...) list(case(...), case(..., kind = "Rounding"))

seeds <- c(0, 1, 42, 123, 2147483647, -1, -123456, -2147483647)

cases <- c(
  lapply(seeds, function(s) case(s, runif(5), rnorm(3), sample(8), runif(700), runif(3))),
  list(
    case(3, runif(6, -0.7, 0.7), runif(5, c(0, 10), c(1, 20, 30, 40)), runif(0), runif(2.9)),
    case(4, runif(3, 1, 1), runif(4, c(0, 2, 0, NaN), 1), runif(2, 0, Inf), runif(2, Inf, Inf),
         runif(2, numeric(0), 1), runif(3, -1e308, 1e308), runif(-1), runif(2, "a")),
    case(5, rnorm(12), rnorm(6, c(0, 100), c(1, 0.5, 1e-3)), rnorm(3, 5, c(1, 0, NaN)),
         rnorm(2, 0, -1), rnorm(2, Inf, 1), rnorm(2, 0, Inf), rnorm(2, -Inf, 0), rnorm(NaN)),
    case(6, rnorm(20000), runif(20000))),
  both(7, sample(1), sample(2), sample(10), sample(16), sample(17), sample(150)),
  both(8, sample(100, 5), sample(5.9), sample(5, 2.9), sample(7, 0), sample(65536, 4),
       sample(65537, 4), sample(100000)),
  both(9, sample(10, 12, TRUE), sample(16, 8, TRUE), sample(65536, 6, TRUE),
       sample(2147483647, 5, TRUE), sample(1000, 5000, TRUE)),
  both(10, sample(2147483648, 6, TRUE), sample(4294967297, 6, TRUE), sample(2^48, 6, TRUE),
       sample(2^48 + 1, 6, TRUE), sample(2^50 + 1, 6, TRUE), sample(4.5e15, 6, TRUE)),
  both(11, sample(10000000, 6), sample(10000001, 6), sample(12345678, 20000), sample(2^33, 6),
       sample(4.5e15, 6)),
  both(12, sample(c(2.5, -1, 1e-300, 7)), sample(letters, 5), sample(c("b", "a"), 6, TRUE),
       sample(-3), sample(0.5), sample(0), sample("a", 3, TRUE), sample(c(TRUE, FALSE, TRUE)),
       sample(numeric(0))),
  both(13, sample(4, prob = c(0.1, 0.2, 0.3, 0.4)), sample(4, 9, TRUE, c(0.1, 0.2, 0.3, 0.4)),
       sample(c("x", "y", "z"), 2, prob = c(5, 0, 1)), sample(3, 5, TRUE, c(1, 0, 0)),
       sample(3, 2, prob = c(1e308, 1e308, 1e308)), sample(1, 3, TRUE, 1)),
  both(14, sample(30, prob = rep(1, 30)), sample(97, prob = 1 + (1:97 * 7) %% 3),
       sample(300, prob = 1 + (1:300 * 7) %% 5), sample(200, 12, TRUE, rep(1:4, 50)),
       sample(300, 100, prob = (1:300 * 37) %% 101)),
  both(15, sample(201, 12, TRUE, rep(1, 201)), sample(201, 12, TRUE, 1:201),
       sample(250, 500, TRUE, (1:250 * 7) %% 5), sample(400, 500, TRUE, rep(c(0.099, 1.9), 200)),
       sample(402, 500, TRUE, rep(c(0.0999, 1.9001), 201))),
  list(case(16, sample(5, 6), sample(5, -1), sample(5, NaN), sample(5, Inf), sample(5, 2, "a"),
            sample(numeric(0), 1), sample(4.6e15, 1), sample(3, 2, prob = c(1, 2)),
            sample(3, 2, prob = c(1, NaN, 2)), sample(3, 2, prob = c(1, Inf, 2)),
            sample(3, 2, prob = c(1, -1, 2)), sample(3, 2, prob = c(1, 0, 0)),
            sample(3, 2, TRUE, c(0, 0, 0)), sample(2^33, 2^34), runif(2)),
       case(17, sample(10, 4), rnorm(2), sample(5, 9, TRUE), runif(1), sample(20, 3, prob = 1:20),
            sample(260, 4, TRUE, 1:260), rnorm(1), sample(3))))

log_grid <- (1:4999) / 5000
record <- list(
  written_by = unbox("compat/record/random.R"),
  r = unbox(R.version.string),
  platform = unbox(R.version$platform),
  log_md5 = unbox(md5_of_doubles(log(log_grid))),
  cases = cases)

json <- gsub('(\\{"(seed|r)":)', "\n\\1", toJSON(record, digits = NA))  # a line for each case and call
write_lines(json, reference("random.json"))
