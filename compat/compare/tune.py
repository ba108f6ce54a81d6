"""Two results of a case of ``tune``, field by field."""

from __future__ import annotations

from ..cases import Json
from .fields import Field, same_error, same_numbers, same_value

__all__ = ["compare_tune", "numeric"]

# e1071 gives a search without hyperparameters one that does nothing; it is left out here.
_DUMMY = "dummyparameter"


def numeric(name: str) -> bool:
    """Whether a field depends on the bits of exp and log."""
    return name not in ("error", "method", "nparcomb", "sampling", "train_ind", "rows")


def compare_tune(theirs: Json, ours: Json) -> list[Field]:
    """Compare all fields of two results of a case."""
    fields = [same_error("error", theirs["error"], ours["error"])]
    if theirs["error"] is not None or ours["error"] is not None:
        return fields
    fields.append(same_value("stream", theirs["stream"], ours["stream"]))
    for name, r in theirs["tune"].items():
        p = ours["tune"][name]
        if name in ("best_parameters", "performances"):
            fields += _table(name, r, p)
        elif name in ("best_performance", "value", "wts"):
            fields.append(_some_numbers(name, r, p))
        else:
            fields.append(same_value(name, r, p))
    return fields


def _some_numbers(name: str, theirs: Json, ours: Json) -> Field:
    if theirs is None or ours is None:
        return same_value(name, theirs, ours)
    one = isinstance(theirs, str)
    return same_numbers(name, [theirs] if one else theirs, [ours] if one else ours)


def _table(name: str, theirs: Json, ours: Json) -> list[Field]:
    if theirs is None or ours is None:
        return [same_value(name, theirs, ours)]
    columns = [column for column in theirs if column != _DUMMY]
    fields = [same_value(f"{name}.names", columns, list(ours))]
    for column in set(columns) & set(ours):
        r, p, label = theirs[column], ours[column], f"{name}.{column}"
        logical = isinstance(r[0], bool)
        fields.append(same_value(label, r, p) if logical else same_numbers(label, r, p))
    return fields
