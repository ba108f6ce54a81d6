"""Random searches by train, and several of them side by side."""

from __future__ import annotations

import random

from ...cases import Json
from .controls import Control, random_control
from .data import random_data
from .networks import further_options
from .words import Lines, Words, argument, both, call, value

__all__ = ["random_comparison", "random_search"]

_WEIGHTS = {
    "nnet": Words("wts = a$finalModel$wts", "'wts': a.final_model.wts"),
    "multinom": Words("wts = a$finalModel$wts", "'wts': a.final_model.wts"),
    "pcaNNet": Words("wts = a$finalModel$model$wts", "'wts': a.final_model.model.wts"),
}
_OF_COLUMNS = ("avNNet", "pcaNNet")  # which take numbers alone
_METHODS = ("nnet", "nnet", "avNNet", "pcaNNet")


def random_search(r: random.Random, table: Json) -> Lines:
    """A call of train, and all that it gives."""
    classes = r.random() < 0.65
    method = r.choice([*_METHODS, "multinom"] if classes else _METHODS)
    if not classes and r.random() < 0.02:
        method = "multinom"
    data = random_data(r, classes=classes, plain=method in _OF_COLUMNS)
    how = random_control(r, table, classes=classes, has_gaps=data.has_gaps)
    given = [*data.arguments, argument("method", "method", method)]
    given += _preprocessing(r, method)
    given.append(argument("trControl", "control", how.words))
    given += _grid(r, method, how)
    given += _weights(r, data.has_gaps)
    given += _choice(r, how, classes=classes)
    given += [one for one in further_options(r, classes=classes) if one.r[:5] != "decay"]
    if method == "multinom":
        given = [one for one in given if one.r.split(" ")[0] not in ("skip", "rang", "linout")]
    if method == "avNNet":
        given.append(argument("repeats", "repeats", r.choice([1, 2])))
    made = call("train", "train", *given)
    lines = [*data.lines, Words("W <- d$w; V <- d$v", "W, V = d['w'], d['v']"), *how.lines]
    lines.append(Words(f"a <- {made.r}", f"a = {made.python}"))
    plain = not data.is_formula  # of a formula caret looks for its dummy variables in the data
    if how.saved:  # caret's order changes
        keys = ["Resample", "rowIndex", "decay", *(["size"] if method != "multinom" else [])]
        in_r = ", ".join(f"a$pred${key}" for key in keys)
        lines.append(
            Words(f"o <- order({in_r})", f"s = a.pred.sort_values({keys!r}, kind='stable')")
        )
    lines.append(_found(r, how, method, classes=classes, plain=plain))
    return [line.r for line in lines], [line.python for line in lines]


def _preprocessing(r: random.Random, method: str) -> list[Words]:
    if r.random() < 0.5:
        return []
    methods = r.choice(
        [["center", "scale"], ["center", "scale"], ["range"], ["scale"], ["zv", "center", "scale"],
         ["zv"], ["center"], ["zv", "range"], ["pca"], ["zv", "pca"], ["center", "scale", "pca"]]
    )  # fmt: skip
    if method == "pcaNNet" and "pca" in methods:  # caret mistakes one kind of PC1 for the other
        methods = ["zv"]
    return [argument("preProcess", "preprocess", methods if len(methods) > 1 else methods[0])]


def _grid(r: random.Random, method: str, how: Control) -> list[Words]:
    if r.random() < (0.85 if how.drawn else 0.12):
        one = how.method == "none" and r.random() < 0.9
        lengths = [1, 2, 4] if how.drawn else [1, 2]
        return [] if one else [argument("tuneLength", "tune_length", r.choice(lengths))]
    one = how.method == "none" and r.random() < 0.95
    many = 1 if one else r.choice([1, 1, 2, 3])
    columns: dict[str, list] = {}
    if method != "multinom":
        sizes = [1, 2, 3] if r.random() < 0.95 else [1, 100, 2]
        columns["size"] = r.sample(sizes, 1 if one else r.choice([1, 2]))
    columns["decay"] = r.sample([0, 0.01, 0.1, 1], many)
    if method == "avNNet":
        columns["bag"] = (
            [r.random() < 0.3] if one or r.random() < 0.7 else r.sample([True, False], 2)
        )
    if r.random() < 0.2:
        columns = dict(reversed(columns.items()))
    r_text = ", ".join(f"{name} = {value(v).r}" for name, v in columns.items())
    return [Words(f"tuneGrid = expand.grid({r_text})", f"tune_grid={columns!r}")]


def _weights(r: random.Random, has_gaps: bool) -> list[Words]:
    if r.random() > 0.2 or (has_gaps and r.random() < 0.5):
        return []
    return [argument("weights", "weights", both(r.choice(["W", "W", "W", "V"])))]


def _choice(r: random.Random, how: Control, *, classes: bool) -> list[Words]:
    """By which metric, and which way."""
    given = []
    if how.metrics[0] not in ("Accuracy", "RMSE") or r.random() < 0.3:
        metric = r.choice(how.metrics)
        if r.random() < 0.05:
            metric = r.choice(["Accuracy", "RMSE", "ROC", "nothing"])
        given.append(argument("metric", "metric", metric))
    if r.random() < 0.1:
        given.append(argument("maximize", "maximize", r.random() < 0.5))
    del classes
    return given


def _found(r: random.Random, how: Control, method: str, *, classes: bool, plain: bool) -> Words:
    """All that is compared of a search."""
    parts = [
        Words("printed = printed(a)", "'printed': printed(a)"),
        Words("perf = a$perfNames", "'perf': list(a.perf_names)"),
        Words(
            "best = unlist(a$bestTune)[sort(names(a$bestTune))]",
            "'best': pd.Series(a.best_tune, dtype=float).sort_index()",
        ),
        Words("metric = a$metric", "'metric': a.metric"),
    ]
    if how.method != "none":
        parts.append(
            Words(
                "results = `rownames<-`(a$results * 1, NULL)", "'results': a.results.astype(float)"
            )
        )
    if how.method not in ("none", "LOOCV"):
        parts.append(
            Words(
                "resample = unname(as.matrix(a$resample[match(names(a$control$index), "
                "a$resample$Resample), a$perfNames, drop = FALSE])) |> `rownames<-`(NULL)",
                "'resample': a.resample.iloc[:, :-1].to_numpy()",
            )
        )
        parts.append(Words("samples = names(a$control$index)", "'samples': list(a.index)"))
    if method in _WEIGHTS:
        parts.append(_WEIGHTS[method])
    said = "as.character(predict(a, new))" if classes else "as.numeric(predict(a, new))"
    ours = "[str(c) for c in a.predict(new)]" if classes else "np.asarray(a.predict(new))"
    parts.append(Words(f"raw = {said}", f"'raw': {ours}"))
    if classes and r.random() < 0.7:
        parts.append(
            Words(
                "prob = unname(as.matrix(predict(a, new, type = 'prob')))",
                "'prob': columns(a.predict(new, 'prob'))",
            )
        )
    if plain and r.random() < 0.3:
        said = "as.character(predict(a))" if classes else "as.numeric(predict(a))"
        ours = "[str(c) for c in a.predict()]" if classes else "np.asarray(a.predict())"
        parts.append(Words(f"fitted = {said}", f"'fitted': {ours}"))
    if classes and how.method not in ("none", "LOOCV") and r.random() < 0.3:
        norm = r.choice(["overall", "average", "none"])
        parts.append(
            Words(
                f"confusion = printed(confusionMatrix(a, '{norm}'))",
                f"'confusion': printed(confusion_matrix(a, norm='{norm}'))",
            )
        )
    if how.saved:
        parts += _kept(classes=classes)
    by_loess = method in _OF_COLUMNS and not classes
    if r.random() < 0.3 and not by_loess:
        parts.append(
            Words(
                "importance = as.data.frame(varImp(a, scale = FALSE)$importance)",
                "'importance': var_imp(a, scale=False).importance",
            )
        )
    r_text, python = (", ".join(part[k] for part in parts) for k in (0, 1))
    return Words(f"list({r_text})", f"{{{python}}}")


def _kept(*, classes: bool) -> list[Words]:
    """The predictions that were kept, by sample and row."""
    said = "as.character(a$pred$pred)" if classes else "a$pred$pred"
    ours = (
        "[None if pd.isna(c) else str(c) for c in s['pred']]" if classes else "s['pred'].to_numpy()"
    )
    return [
        Words(f"pred = ({said})[o]", f"'pred': {ours}"),
        Words("row = a$pred$rowIndex[o]", "'row': s['rowIndex'].to_numpy() + 1"),
        Words("decay = a$pred$decay[o]", "'decay': s['decay'].to_numpy(dtype=float)"),
        Words("sample = a$pred$Resample[o]", "'sample': s['Resample'].tolist()"),
        Words("columns = sort(names(a$pred), method = 'radix')", "'columns': sorted(a.pred)"),
    ]


def random_comparison(r: random.Random, table: Json) -> Lines:  # noqa: ARG001
    """Two or three searches on the same samples, side by side, and their differences."""
    classes = r.random() < 0.6
    number = r.choice([3, 5, 6])
    how = Words(
        f"how <- trainControl('cv', {number}, index = ix)",
        f"how = train_control('cv', {number}, index=ix)",
    )
    y = "c" if classes else "y"
    lines = [
        Words(
            f"ix <- createFolds(d${y}, {number}, returnTrain = TRUE)",
            f"ix = create_folds(d['{y}'], {number}, return_train=True)",
        ),
        how,
    ]
    names = r.sample(["A", "b", "the third", "Net"], r.choice([2, 2, 3]))
    for k, right in enumerate(r.sample(["x", "z", "x + z", "p + k", "`my var`", "g"], len(names))):
        method = r.choice(["nnet", "multinom"]) if classes else "nnet"
        grid = {"decay": [0.1]} if method == "multinom" else {"size": [1], "decay": [0.1]}
        grid_r = ", ".join(f"{name} = {value(v).r}" for name, v in grid.items())
        given = [
            Words(f"{y} ~ {right}", repr(f"{y} ~ {right}")),
            both("d"),
            argument("method", "method", method),
            Words(f"tuneGrid = expand.grid({grid_r})", f"tune_grid={grid!r}"),
            argument("trControl", "control", both("how")),
            argument("maxit", "maxit", 10),
            argument("trace", "trace", False),
        ]
        if not classes:
            given.append(argument("linout", "linout", True))
        made = call("train", "train", *given)
        lines.append(Words(f"m{k} <- {made.r}", f"m{k} = {made.python}"))
    listed_r = ", ".join(f"`{name}` = m{k}" for k, name in enumerate(names))
    listed = ", ".join(f"{name!r}: m{k}" for k, name in enumerate(names))
    lines.append(Words(f"r <- resamples(list({listed_r}))", f"r = resamples({{{listed}}})"))
    adjustment = r.choice(["bonferroni", "holm", "BH", "none", "hochberg"])
    metric = r.choice(["Accuracy", "Kappa"] if classes else ["RMSE", "Rsquared", "MAE"])
    lines.append(
        Words(
            "list(values = as.matrix(r$values[-1]), printed = after(printed(r), 'Models'), "
            "summary = after(printed(summary(r)), 'Models'), "
            f"diff = after(printed(diff(r, metric = '{metric}')), 'Models'), "
            f"tests = after(printed(summary(diff(r, adjustment = '{adjustment}'))), 'p-value'))",
            "{'values': r.values.iloc[:, 1:], 'printed': printed(r), 'summary': "
            f"printed(r.summary()), 'diff': printed(r.diff(metric='{metric}')), "
            f"'tests': printed(r.diff(adjustment='{adjustment}').summary())}}",
        )
    )
    return [line.r for line in lines], [line.python for line in lines]
