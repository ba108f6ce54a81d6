"""A call that is a case, as R and Python code to paste."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from ...cases import Case, Json
from ...cases.arguments import NA_ACTIONS
from ...cases.data import dtype_of

__all__ = ["as_code"]


def as_code(kind: str, case: Case, table: Json) -> str:
    """Data, seed and call in R and in Python; of the data, the columns that the call names."""
    columns = [column for column in table["columns"] if _is_used(column["name"], case)]
    dtypes = table.get("dtypes", "usual")
    in_r = ",\n".join(f"  `{c['name']}` = {_r_column(c)}" for c in columns)
    in_python = "\n".join(f'    "{c["name"]}": {_python_column(c, dtypes)},' for c in columns)
    lines = ["# R", f"d <- data.frame(\n{in_r},\n  check.names = FALSE)", _r_row_names(table)]
    lines += [f"set.seed({case['seed']})", f"fit <- {kind}({_r_arguments(case)})"]
    lines += [f"# predictions: {json.dumps(case['predict'])}"]
    lines += [f"# methods: {method['r']}" for method in case.get("methods", [])]
    lines += ["# Python", f"d = pd.DataFrame({{\n{in_python}\n}}, index={table['row_names']!r})"]
    lines += [f"set_seed({case['seed']})", f"fit = {kind}({_python_arguments(case)})"]
    return "\n".join(line for line in lines if line)


def _is_used(name: str, case: Case) -> bool:
    """Whether a call may look at a column: its formula names it, or has a dot."""
    text = json.dumps(case)
    dot = re.search(r"(?<![\w.])\.(?![\w.])", case.get("formula", "")) is not None
    return dot or name in (text if " " in name else re.findall(r"\w+", text))


def _r_row_names(table: Json) -> str:
    names = table["row_names"]
    return f"rownames(d) <- {_r_vector(names)}" if names else ""


def _r_vector(values: list[Any]) -> str:
    return f"c({', '.join(map(_r, values))})"


def _r(value: Any) -> str:
    if value is None:
        return "NA"
    if isinstance(value, bool):
        return str(value).upper()
    return json.dumps(value) if isinstance(value, str) else repr(value)


def _numbers(column: Json) -> list[float | None]:
    return [None if v is None else float.fromhex(v) for v in column["values"]]


def _r_column(column: Json) -> str:
    kind = column["type"]
    if kind == "numeric":
        return _r_vector(_numbers(column))
    given = _r_vector(column["values"])
    if kind in ("factor", "ordered"):
        ordered = str(kind == "ordered").upper()
        return f"factor({given}, levels = {_r_vector(column['levels'])}, ordered = {ordered})"
    return given


def _python_column(column: Json, dtypes: str) -> str:
    kind = column["type"]
    dtype = dtype_of(kind, dtypes)
    if dtype is not None:
        values = _numbers(column) if kind == "numeric" else column["values"]
        return f"pd.array({values!r}, dtype={dtype!r})"
    if kind == "numeric":
        return repr(_numbers(column))
    if kind in ("factor", "ordered"):
        ordered = kind == "ordered"
        return f"pd.Categorical({column['values']!r}, {column['levels']!r}, ordered={ordered})"
    return repr(column["values"])


def _r_array(spec: Json) -> str:
    if isinstance(spec, str):
        return f"d${spec}"
    if isinstance(spec, list):
        return f"as.matrix(d[{_r_vector(spec)}])"
    ((how, names),) = spec.items()
    if how == "class.ind":
        return f"class.ind(d${names})"
    columns = f"d[{_r_vector(names)}]"
    return columns if how == "frame" else f"unname(as.matrix({columns}))"


def _python_array(spec: Json) -> str:
    if isinstance(spec, (str, list)):
        return f"d[{spec!r}]"
    ((how, names),) = spec.items()
    if how == "class.ind":
        return f"class_ind(d[{names!r}])"
    return f"d[{names!r}]" if how == "frame" else f"d[{names!r}].to_numpy()"


def _r_arguments(case: Case) -> str:
    first = f"{case['formula']}, d" if "formula" in case else _arrays(case, _r_array)
    given = [f"{name} = {_r_value(name, value, case)}" for name, value in case["args"].items()]
    return ", ".join([first, *given])


def _r_value(name: str, value: Json, case: Case) -> str:
    if name == "subset":
        ((how, value),) = value.items()
        if isinstance(value, str):
            return value
        if how == "range":
            return f"{value[0]}:{value[1]}"
    if name == "contrasts":
        return f"list({', '.join(f'{k} = {json.dumps(v)}' for k, v in value.items())})"
    if isinstance(value, list):
        return _r_vector(value)
    if isinstance(value, str):
        return value if name == "na.action" or "formula" in case else f"d${value}"
    return _r(value)


def _python_arguments(case: Case) -> str:
    formula = "formula" in case
    first = f"{case['formula']!r}, d" if formula else _arrays(case, _python_array)
    given = [
        f"{name.replace('.', '_')}={_python_value(name, value, case)}"
        for name, value in case["args"].items()
    ]
    return ", ".join([first, *given])


def _python_value(name: str, value: Json, case: Case) -> str:
    if name == "subset":
        ((how, value),) = value.items()
        if isinstance(value, str):
            return f"d[{value!r}]"
        if how == "range":
            return f"range({value[0] - 1}, {value[1]})"
        value = [position - 1 for position in value] if how == "positions" else value
    if name == "na.action":
        value = NA_ACTIONS[value]
    if name == "weights" and isinstance(value, str) and "formula" not in case:
        return f"d[{value!r}]"
    return repr(value)


def _arrays(case: Case, write: Callable[[Json], str]) -> str:
    return ", ".join(write(case[name]) for name in ("x", "y"))
