# Records R's svd() of matrices that both languages make alike: singular values and right vectors.
#
# Usage (from the root of the checkout):  Rscript compat/record/singular.R [directory]
#
# Writes singular/VERSION.json among the references (references.R says where) below the directory, which is
# tests unless another is given; the version is that of LAPACK's file, whose last bits they are. Numbers travel
# as MD5 of their bytes. Needs R's nnet and MASS, and jsonlite.

source(file.path("compat", "record", "lib.R"))
source(file.path("compat", "record", "references.R"))

shapes <- list(
  c(1, 1), c(1, 5), c(5, 1), c(2, 2), c(3, 2), c(2, 3), c(4, 4), c(7, 4), c(8, 4), c(150, 4), c(20, 11), c(21, 11),
  c(30, 11), c(300, 8), c(506, 13), c(25, 25), c(26, 25), c(45, 25), c(46, 25), c(300, 25), c(25, 26), c(25, 45),
  c(25, 46), c(25, 200), c(13, 60), c(26, 26), c(60, 33), c(50, 34), c(80, 36), c(40, 70), c(90, 52), c(120, 60),
  c(60, 61), c(128, 104))

# tests/numerics/test_singular.py makes the same matrices.
kinds <- list(
  dense = function(u, j) u - 0.5,
  integers = function(u, j) floor(8 * u) - 3,
  sparse = function(u, j) 1 * (u < 0.2),
  repeated = function(u, j) u[, (j - 1) %% (1 + ncol(u) %/% 2) + 1, drop = FALSE] - 0.5,
  constant = function(u, j) { u[, ncol(u)] <- 1; u },
  graded = function(u, j) (u - 0.5) * rep(2^((j * 37) %% 81 - 40), each = nrow(u)),
  tiny = function(u, j) (u - 0.5) * 2^-1000,
  huge = function(u, j) (u - 0.5) * 2^1000,
  scattered = function(u, j) (u - 0.5) * 2^(-600 - floor(400 * (64 * u - floor(64 * u)))))

made <- 0
case_of <- function(kind, shape) {
  count <- prod(shape)
  u <- fixed_grid(made + count)[made + seq_len(count)]
  made <<- made + count
  x <- kinds[[kind]](matrix(u, shape[1], shape[2]), seq_len(shape[2]))
  found <- svd(x, nu = 0, nv = min(shape))
  list(kind = unbox(kind), shape = shape, values = unbox(md5_of_doubles(abs(found$d))),
       vectors = unbox(md5_of_doubles(found$v)))
}
cases <- unlist(lapply(names(kinds), function(kind) lapply(shapes, function(shape) case_of(kind, shape))), FALSE)

numbered <- regmatches(La_library(), regexpr("[0-9]+([.][0-9]+)+$", La_library()))
version <- sub("[.]0$", "", if (length(numbered)) numbered else La_version())
lines <- vapply(cases, function(case) as.character(to_json(case)), "")
write_lines(paste0("{\n \"made_by\": ", to_json(unbox(paste0("compat/record/singular.R, ", R.version.string))),
                   ",\n \"cases\": [\n  ", paste(lines, collapse = ",\n  "), "\n ]\n}"),
            reference(paste0(version, ".json"), file.path(REFERENCES, "singular")))
