"""Names that arguments have elsewhere: what scikit-learn's, Keras's and R's other users write."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["nearest_name", "suggested_name"]

# Of several names the first that the function has is meant.
_HERE = {
    "alpha": ("decay",),
    "class_weight": ("weights",),
    "conf_level": ("level",),
    "cv": ("control", "tunecontrol", "cross", "folds"),
    "df": ("data",),
    "early_stopping": ("maxit",),
    "epochs": ("maxit",),
    "ftol": ("reltol",),
    "gtol": ("reltol",),
    "hidden": ("size",),
    "hidden_layer_sizes": ("size",),
    "hidden_units": ("size",),
    "iterations": ("maxit",),
    "l2": ("decay",),
    "l2_penalty": ("decay",),
    "lambda_": ("decay",),
    "linear": ("linout",),
    "linear_output": ("linout",),
    "max_iter": ("maxit",),
    "maxiter": ("maxit",),
    "n_folds": ("cross", "number"),
    "n_hidden": ("size",),
    "n_init": ("restarts", "repeats"),
    "n_iter": ("maxit", "random"),
    "n_jobs": ("n_jobs", "threads"),
    "n_repeats": ("repeats", "nrepeat", "partitions"),
    "n_splits": ("cross", "number"),
    "new_data": ("newdata",),
    "num_threads": ("threads",),
    "param_distributions": ("ranges", "tune_grid"),
    "param_grid": ("ranges", "tune_grid"),
    "random_state": ("seed",),
    "refit": ("best_model",),
    "restarts": ("n_init",),
    "reg_lambda": ("decay",),
    "rng": ("seed", "random_state"),
    "sample_weight": ("weights",),
    "scoring": ("metrics", "metric"),
    "seed": ("random_state",),
    "solver": ("method",),
    "stepmax": ("maxit",),
    "tol": ("reltol",),
    "trcontrol": ("control",),
    "tunecontrol": ("control",),
    "units": ("size",),
    "verbose": ("trace", "progress"),
    "weight_decay": ("decay",),
    "x_new": ("newdata",),
}


def suggested_name(name: str, names: Iterable[str]) -> str | None:
    """The name that a function has for what is called so elsewhere, or the one most like it."""
    known = list(names)
    for here in _HERE.get(name[:200].casefold().replace(".", "_"), ()):
        if here in known:
            return here
    return nearest_name(name.replace(".", "_"), known)


def nearest_name(name: str, names: Iterable[str], *, cutoff: float = 0.72) -> str | None:
    """The name most like another one, for "did you mean"; None if none is like enough.

    Half of the letters in common is no likeness: ``ref`` is not ``trace``.
    """
    folded = {known.casefold(): known for known in names}
    near = difflib.get_close_matches(name.casefold()[:200], list(folded), n=1, cutoff=cutoff)
    return folded[near[0]] if near else None
