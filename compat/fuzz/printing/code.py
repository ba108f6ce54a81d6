"""A described object as R and Python code to paste."""

from __future__ import annotations

from typing import Any

from ...cases import Json

__all__ = ["as_code"]

_NA = 'np.array([0x7FF00000000007A2], "u8").view("f8")[0]'
_ORIGIN = 'origin = "1970-01-01"'
_DAY_ZERO = "datetime.date(1970, 1, 1)"


def as_code(request: Json) -> str:
    """Code that prints the object in R and in Python; labels of arrays are in R's alone."""
    digits, width, most = (request[name] for name in ("digits", "width", "max_print"))
    x, verb = request["object"], request["verb"]
    quote = request["quote"] or verb != "print"
    in_python = {"print": "show({})", "str": "str_({})", "summary": "show(summary({}))"}[verb]
    return "\n".join(
        [
            "# R",
            f"options(digits = {digits}, width = {width}, max.print = {most})",
            f"x <- {_r(x)}",
            f"{verb}(x{'' if quote else ', quote = FALSE'}{_given(request, 'R')})",
            "# Python",
            f"NA = {_NA}",
            f"options(digits={digits}, width={width}, max_print={most})",
            f"x = {_python(x)}",
            in_python.format(f"x{'' if quote else ', quote=False'}{_given(request, 'Python')}"),
        ]
    )


def _given(request: Json, language: str) -> str:
    """Further arguments of the verb."""
    given = request["arguments"].items()
    if language == "Python":
        return "".join(f", {name.replace('.', '_')}={value!r}" for name, value in given)
    return "".join(f", {name} = {_r_argument(value)}" for name, value in given)


def _r_argument(value: Any) -> str:
    return _text(value, "NA") if isinstance(value, str) else _r_number(value)


def _text(value: str | None, missing: str) -> str:
    """A text in quotes that R and Python read alike."""
    if value is None:
        return missing
    plain = {c: c for c in map(chr, range(32, 127)) if c not in '"\\'}
    return '"' + "".join(plain.get(c, f"\\U{ord(c):08x}") for c in value) + '"'


# R ----------------------------------------------------------------------------------------------


def _r(x: Json) -> str:
    kind = x["kind"]
    if kind == "NULL":
        return "NULL"
    if kind == "vector":
        return f"structure({_r_values(x)}{_r_names(x)})"
    if kind == "list":
        return f"structure(list({', '.join(map(_r, x['items']))}){_r_names(x)})"
    if kind == "frame":
        columns = ", ".join(map(_r_values, x["columns"]))
        rows = _r_texts(x["rows"]) if "rows" in x else f"seq_len({x['n']})"
        given = f'class = "data.frame", row.names = {rows}, names = {_r_texts(x["names"])}'
        return f"structure(list({columns}), {given})"
    shape = ", ".join(map(str, x["shape"]))
    made = f"array({_r_values(x)}, c({shape}){_r_dimnames(x)})"
    return f'structure({made}, class = "table")' if kind == "table" else made


def _r_dimnames(x: Json) -> str:
    if not any(x["labels"]) and "axes" not in x:
        return ""
    labels = ", ".join("NULL" if one is None else _r_texts(one) for one in x["labels"])
    return f", structure(list({labels}){_r_names({'names': x.get('axes')})})"


def _r_names(x: Json) -> str:
    return "" if x.get("names") is None else f", names = {_r_texts(x['names'])}"


def _r_texts(values: list[Any]) -> str:
    return f"as.character(c({', '.join(_text(value, 'NA') for value in values)}))"


def _r_values(x: Json) -> str:
    mode, values = x["mode"], x["values"]
    if mode in ("character", "factor"):
        texts = _r_texts(values)
        ordered = str(x.get("ordered")).upper()
        levels = _r_texts(x.get("levels", []))
        return texts if mode == "character" else f"factor({texts}, {levels}, ordered = {ordered})"
    if mode == "complex":
        real, imaginary = (f"c({', '.join(map(_r_number, x[n]))})" for n in ("values", "imaginary"))
        return f"complex(real = as.numeric({real}), imaginary = as.numeric({imaginary}))"
    listed = f"c({', '.join(map(_r_number, values))})"
    return {
        "logical": f"as.logical({listed})",
        "integer": f"as.integer({listed})",
        "numeric": f"as.numeric({listed})",
        "Date": f"as.Date(as.numeric({listed}), {_ORIGIN})",
        "POSIXct": f'as.POSIXct(as.numeric({listed}), "{x.get("zone")}", {_ORIGIN})',
    }[mode]


def _r_number(value: Any) -> str:
    if value is None:
        return "NA"
    names = {"nan": "NaN", "inf": "Inf", "-inf": "-Inf", True: "TRUE", False: "FALSE"}
    return names.get(value, str(value)) if isinstance(value, (str, bool)) else repr(value)


# Python -----------------------------------------------------------------------------------------


def _python(x: Json) -> str:
    kind = x["kind"]
    if kind == "NULL":
        return "None"
    if kind == "vector":
        names = x.get("names")
        if names is None and x["how"] == "plain":
            return _python_values(x)
        index = "None" if names is None else _python_texts(names)
        return f"pd.Series({_python_values(x)}, index={index})"
    if kind == "list":
        items = [_python(item) for item in x["items"]]
        if x.get("names") is None:
            return f"[{', '.join(items)}]"
        names = [_text(name, "None") for name in x["names"]]
        pairs = zip(names, items, strict=True)
        return f"{{{', '.join(f'{name}: {item}' for name, item in pairs)}}}"
    if kind == "frame":
        columns = ", ".join(f"{j}: {_python_values(c)}" for j, c in enumerate(x["columns"]))
        rows = _python_texts(x["rows"]) if "rows" in x else f"range({x['n']})"
        names = _python_texts(x["names"])
        return f"pd.DataFrame({{{columns}}}, index={rows}).set_axis({names}, axis=1)"
    array = f'np.reshape({_python_values(x)}, {tuple(x["shape"])}, order="F")'
    if kind == "array":
        return array
    pairs = zip(x["axes"], x["labels"], strict=True)
    named = ", ".join(f"{_text(name, 'None')}: {_python_texts(ls)}" for name, ls in pairs)
    return f"Table({array}, {{{named}}})"


def _python_texts(values: list[Any]) -> str:
    return f"[{', '.join(_text(value, 'None') for value in values)}]"


def _python_values(x: Json) -> str:
    mode, values = x["mode"], x["values"]
    if mode == "factor":
        levels, texts = _python_texts(x["levels"]), _python_texts(values)
        return f"pd.Categorical({texts}, {levels}, ordered={x['ordered']})"
    if mode == "character":
        return f"np.array({_python_texts(values)}, dtype=object)"
    if mode == "Date":
        if not any(value is not None for value in values):
            return f'np.array({["NaT" for _ in values]}, dtype="M8[D]")'
        days = ["None" if v is None else f"{_DAY_ZERO} + datetime.timedelta({v})" for v in values]
        return f"np.array([{', '.join(days)}], dtype=object)"
    if mode == "POSIXct":
        moments = f'pd.to_datetime({values}, unit="s", utc=True)'
        return f'{moments}.tz_convert("{x["zone"]}").array'
    if mode == "complex":
        pairs = zip(values, x["imaginary"], strict=True)
        parts = [
            "NA" if a is None else f"complex({_python_number(a)}, {_python_number(b)})"
            for a, b in pairs
        ]
        return f"np.array([{', '.join(parts)}], dtype=complex)"
    given = ["NA" if v is None and mode == "numeric" else _python_number(v) for v in values]
    return f"np.array([{', '.join(given)}]{_python_dtype(x)})"


def _python_dtype(x: Json) -> str:
    if None in x["values"] and x["mode"] != "numeric":
        return ", dtype=object"
    dtype = {"logical": "bool", "integer": "int64"}.get(x["mode"], "float64")
    return f', dtype="{dtype}"'


def _python_number(value: Any) -> str:
    return f'float.fromhex("{value}")' if isinstance(value, str) else repr(value)
