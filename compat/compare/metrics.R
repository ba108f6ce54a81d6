# Rscript compat/compare/metrics.R requests.json answers.json
#
# The metrics of predictions, each by its formula in base R, as exact text. Called by
# test_metrics.py.

source(file.path("compat", "record", "lib.R"))
paths <- commandArgs(TRUE)

area <- function(case, score) {
  won <- suppressWarnings(wilcox.test(score[case], score[!case])$statistic)
  unname(won) / (sum(case) * sum(!case))
}

of_classes <- function(request) {
  truth <- request$truth + 1
  p <- matrix(as.numeric(request$predicted), nrow = length(truth))
  came_true <- 1 * outer(truth, seq_len(ncol(p)), "==")
  levels <- sort(unique(truth))
  list(
    log_loss = mean(-log(pmax(p[cbind(seq_along(truth), truth)], .Machine$double.eps))),
    brier = if (ncol(p) == 2) mean((p[, 2] - came_true[, 2])^2) else mean(rowSums((p - came_true)^2)),
    auc = if (ncol(p) == 2) area(truth == 2, p[, 2]) else mean(sapply(levels, function(k) area(truth == k, p[, k])))
  )
}

of_numbers <- function(request) {
  y <- as.numeric(request$truth)
  p <- as.numeric(request$predicted)
  list(
    mse = c(crossprod(y - p)) / length(y),
    mae = mean(abs(y - p)),
    r2 = 1 - sum((y - p)^2) / sum((y - mean(y))^2)
  )
}

answers <- lapply(fromJSON(paths[1], simplifyDataFrame = FALSE), function(request) {
  found <- if (request$kind == "classes") of_classes(request) else of_numbers(request)
  lapply(found, hex)
})
write_json(answers, paths[2], auto_unbox = TRUE)
