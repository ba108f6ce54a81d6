"""Which of R's packages has a function, and which functions no formula may call."""

from __future__ import annotations

from pynnet._ground import FormulaError

__all__ = ["check_offered", "check_package"]

_PACKAGE_OF = {
    name: package
    for package, names in {
        "splines": "bs ns",
        "nnet": "class.ind",
        "utils": "head tail",
        "stats": (
            "C IQR ave complete.cases contr.SAS contr.helmert contr.poly contr.sum contr.treatment "
            "cor cov dexp dlogis dnorm dunif embed mad median offset pexp plogis pnorm poly "
            "polym punif qexp qlogis qnorm quantile qunif relevel reorder sd var weighted.mean"
        ),
    }.items()
    for name in names.split()
}
_PACKAGES = frozenset(("base", *_PACKAGE_OF.values()))

_REASONS = {
    name: reason
    for names, reason in (
        (
            "rnorm runif rbinom rpois rexp rgamma rbeta rt rchisq rcauchy rgeom rhyper rlogis "
            "rlnorm rmultinom rnbinom rweibull sample sample.int jitter set.seed",
            "it draws random numbers, so that the same formula would give other columns each time",
        ),
        (
            "read.csv read.csv2 read.table read.delim readRDS readLines readline scan load source "
            "file url gzfile open readBin writeLines write write.csv write.table saveRDS save sink "
            "cat print message unlink file.remove file.exists list.files dir.create download.file",
            "it reads or writes outside of the data",
        ),
        (
            "system system2 shell Sys.getenv Sys.setenv Sys.time Sys.Date Sys.sleep Sys.info date "
            "proc.time getwd setwd quit q library require loadNamespace options",
            "it asks or changes the system, so that a formula would not mean the same everywhere",
        ),
        (
            "eval evalq parse assign get get0 mget exists match.fun environment new.env sys.call "
            "sys.function parent.frame attach detach rm delayedAssign substitute deparse quote "
            "bquote",
            "it works on expressions and environments, which a formula here has none of",
        ),
        (
            "is.nan",
            "NaN and NA are the same in columns, and is.na() is TRUE of both",
        ),
    )
    for name in names.split()
}


def check_offered(name: str) -> None:
    """Refuse a function that R has and a formula may not call, with the reason."""
    if name in _REASONS:
        raise FormulaError(
            f"{name}() is not offered in formulas: {_REASONS[name]}. "
            "Compute a column of the data instead."
        )


def check_package(name: str, package: str | None) -> None:
    """Refuse a function in a package where R does not have it."""
    if package is None or name in _REASONS:
        return
    if package not in _PACKAGES:
        raise FormulaError(
            f"there is no package called ‘{package}’ here. Write {name}() alone, or compute it as "
            "a column of the data."
        )
    home = _PACKAGE_OF.get(name, "base")
    if package != home:
        raise FormulaError(
            f"'{name}' is not an exported object from 'namespace:{package}': it is in {home}. "
            f"Write {home}::{name}() or {name}()."
        )
