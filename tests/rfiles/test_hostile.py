"""Files from strangers: refused in pynnet's words, in bounded memory; nothing in them runs.

The campaign `compat/fuzz/rfiles/` overwrites saved files at random; here is what it seldom hits.
"""

import bz2
import gzip
import lzma
import struct
import tracemalloc

import numpy as np
import pytest

from pynnet import ArgumentError, DataError, PynnetError, load_rdata, read_rds, write_rds

from ..support import RECORDINGS

SAVED = RECORDINGS / "rfiles"
HEAD = b"X\n" + struct.pack(">3i", 3, 0x40202, 0x30500) + struct.pack(">i", 5) + b"UTF-8"
NULL = struct.pack(">i", 254)


def ints(*values):
    return struct.pack(f">{len(values)}i", *values)


def symbol(name):
    return ints(1, 0x40009, len(name)) + name.encode()


def doubles(*values):
    return ints(14, len(values)) + struct.pack(f">{len(values)}d", *values)


def alternative(name, state):
    """A vector in another form of R's."""
    about = ints(2) + symbol(name) + ints(2) + symbol("base") + ints(2, 13, 1, 13, 254)
    return ints(238) + about + state + NULL


def read(tmp_path, body, **options):
    (tmp_path / "file").write_bytes(HEAD + body)
    return read_rds(tmp_path / "file", **options)


BROKEN = {
    "doubles that are not there": (ints(14, 2**30), "unexpected end"),
    "negative length": (ints(14, -5), "unexpected end"),
    "long vector": (ints(14, -1, 2**30, 0), "unexpected end"),
    "long vector of negative length": (ints(14, -1, -1, 0), "unexpected end"),
    "list that is not there": (ints(19, 2**31 - 1), "unexpected end"),
    "texts that are not there": (ints(16, 2**30), "unexpected end"),
    "text that is not there": (ints(16, 1, 9, 2**30), "unexpected end"),
    "text of negative length": (ints(16, 1, 9, -7), "unexpected end"),
    "raw that is not there": (ints(24, 2**30), "unexpected end"),
    "text of another type": (ints(16, 1, 14, 1), "a text is of type 14"),
    "unknown type": (ints(99), "ReadItem: unknown type 99"),
    "reference to nothing": (ints(255 | 7 << 8), "refers to object 7"),
    "reference in a word of its own": (ints(255, -3), "refers to object -3"),
    "sequence of 10^15": (alternative("compact_intseq", doubles(1e15, 1, 1)), "cannot allocate"),
    "sequence of a part": (alternative("compact_intseq", doubles(1.5, 1, 1)), "length 1.5"),
    "sequence beyond integers": (
        alternative("compact_intseq", doubles(10, 2**31 - 5, 1)),
        "beyond the range",
    ),
    "sequence of NaN": (alternative("compact_intseq", doubles(np.nan, 1, 1)), "compact_intseq is"),
    "unknown form": (alternative("mmap_real", doubles(1)), "ALTVEC object of class 'mmap_real'"),
    "attributes that are none": (ints(14 | 1 << 9, 0) + doubles(1), "attributes are no pairlist"),
    "compiled code of many constants": (ints(21, 1, 13, 1, 0, 2**30), "constants"),
    "names in persistent strings": (ints(249, 1, 1), "persistent strings"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_refused(name, tmp_path):
    """With what is wrong; a length that lies is refused before memory is asked for."""
    body, words = BROKEN[name]
    tracemalloc.start()
    with pytest.raises(DataError, match=words):
        read(tmp_path, body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**20


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")
@pytest.mark.parametrize("name", ["plain-none", "plain-ascii", "plain-little"])
def test_files_that_are_cut_off(name, tmp_path):
    """Anywhere: an error, and never a part of what was saved."""
    data = (SAVED / f"{name}.rds").read_bytes()
    path = tmp_path / "cut"
    for end in range(0, len(data) - 2, 31):
        path.write_bytes(data[:end])
        with pytest.raises(DataError):
            read_rds(path)


@pytest.mark.parametrize("name", ["plain-gzip", "plain-bzip2", "plain-xz"])
def test_compressed_files_that_are_cut_off(name, tmp_path):
    """Say that the compression is broken."""
    data = (SAVED / f"{name}.rds").read_bytes()
    for end in (20, len(data) // 2, len(data) - 1):
        (tmp_path / "cut").write_bytes(data[:end])
        with pytest.raises(DataError, match="the file is broken"):
            read_rds(tmp_path / "cut")


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_decompression_is_bounded(compress, tmp_path):
    """A few kilobytes that become 64 MB."""
    (tmp_path / "bomb").write_bytes(compress(HEAD + ints(14, 2**23) + bytes(2**26)))
    tracemalloc.start()
    with pytest.raises(DataError, match=r"takes more than 4194304 bytes .* Pass max_bytes="):
        read_rds(tmp_path / "bomb", max_bytes=2**22)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**24


@pytest.mark.parametrize(
    "body",
    [
        ints(19, 2**17) + ints(14, 0) * 2**17,  # vectors, each of which is an object of Python
        ints(2, 254) * 2**17 + NULL,  # a chain of cells
        ints(16, 2**17) + b"".join(ints(9, 4, i) for i in range(2**17)),  # texts, all different
        ints(6) + symbol("f") + ints(2, 13, 1, 1) * 2**16 + NULL,  # a call of many arguments
    ],
)
def test_small_objects_count_as_what_they_take(body, tmp_path):
    """A file of a megabyte is refused where its objects would take twenty."""
    tracemalloc.start()
    with pytest.raises(DataError, match="takes more than"):
        read(tmp_path, body, max_bytes=2**22)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**24


@pytest.mark.parametrize(
    "level",
    [
        ints(19, 1),  # a list in a list
        ints(6),  # a function that is a call
        ints(14 | 1 << 9, 0, 2 | 1 << 10) + ints(1, 9, 1) + b"a",  # attributes of attributes
        ints(2),  # a pairlist whose value is a pairlist
        ints(3),  # a function within a function
        ints(21, 1),  # compiled code within compiled code
        ints(238),  # other forms of other forms
        ints(22),  # pointers to pointers
    ],
)
@pytest.mark.parametrize("count", [3_000, 100_000])
def test_nesting_without_end(level, count, tmp_path):
    """Neither Python's stack nor C's is used up."""
    with pytest.raises(DataError):
        read(tmp_path, level * count)


def test_lists_in_lists(tmp_path):
    """As deep as Python can print; deeper ones are refused."""
    deep = read(tmp_path, ints(19, 1) * 90 + NULL)
    assert str(deep) == "[" * 90 + "None" + "]" * 90
    with pytest.raises(DataError, match="nested too deeply"):
        read(tmp_path, ints(19, 1) * 1000 + NULL)


def test_long_formulas_are_read(tmp_path):
    """A chain of 2,000 operators is as many calls inside of one another; other calls are not."""
    plus, x = symbol("+"), symbol("x")
    known = ints(255 | 1 << 8), ints(255 | 2 << 8)
    body = ints(6) + plus + (ints(2, 6) + known[0]) * 1999 + ints(2) + x + ints(2) + known[1] + NULL
    body += (ints(2) + known[1] + NULL) * 1999
    assert read(tmp_path, body) == " + ".join(["x"] * 2001)
    right = (ints(6) + plus + ints(2, 6) + known[0]) + (ints(2) + ints(14, 0)) + NULL
    with pytest.raises(DataError):
        read(tmp_path, (ints(6) + symbol("f") + ints(2)) * 300 + right)


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ({"dim": ints(13, 2, 2**31 - 1, 2**31 - 1)}, "do not match the length"),
        ({"dim": ints(13, 2, -1, -4)}, "do not match the length"),
        ({"dim": ints(13, 2, -(2**31), 4)}, "to be whole numbers"),
        ({"dim": doubles(np.nan, 2)}, "to be whole numbers"),
        ({"dim": doubles(np.inf, 0)}, "to be whole numbers"),
        ({"dim": ints(13, 100, 4, *[1] * 99)}, "100 dimensions"),
        ({"names": ints(16, 1, 9, 1) + b"a"}, "1 names for 4 elements"),
    ],
)
def test_attributes_that_lie(attributes, words, tmp_path):
    """Dimensions, names and levels are held against the elements."""
    body = ints(13 | 1 << 9, 4, 1, 2, 3, 4)
    for name, value in attributes.items():
        body += ints(2 | 1 << 10) + symbol(name) + value
    with pytest.raises(DataError, match=words):
        read(tmp_path, body + NULL)


def test_factors_that_lie(tmp_path):
    """A code for which there is no level."""
    of_class = ints(2 | 1 << 10) + symbol("class") + ints(16, 1, 9, 6) + b"factor" + NULL
    with pytest.raises(DataError, match="codes of a factor"):
        read(tmp_path, ints(13 | 1 << 9, 1, 7) + of_class)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (doubles(np.nan, np.inf), "to be whole numbers"),
        (doubles(1e300), "to be whole numbers"),
        (doubles(0.5), "to be whole numbers"),
        (ints(13, 2, -(2**31), 2**31 - 1), "column 'x' of a data frame has 1 elements"),
        (ints(19, 0), "neither numbers nor text"),
    ],
)
def test_row_names_that_lie(names, words, tmp_path):
    """Numbers that are none, more rows than there are."""
    body = ints(19 | 1 << 9, 1) + doubles(1.0)
    body += ints(2 | 1 << 10) + symbol("names") + ints(16, 1, 9, 1) + b"x"
    body += ints(2 | 1 << 10) + symbol("row.names") + names
    body += ints(2 | 1 << 10) + symbol("class") + ints(16, 1, 9, 10) + b"data.frame" + NULL
    with pytest.raises(DataError, match=words):
        read(tmp_path, body)


@pytest.mark.parametrize(
    "name", ["rot13", "idna", "undefined", "punycode", "utf-7", "no such", "cp0"]
)
def test_encodings_without_sense(name, tmp_path):
    """What R would not name is read as UTF-8."""
    head = HEAD[:-9] + ints(len(name)) + name.encode()
    (tmp_path / "file").write_bytes(head + ints(16, 2, 9, 2) + "ü".encode() + ints(9, 1) + b"\xff")
    assert read_rds(tmp_path / "file").tolist() == ["ü", "\\xff"]


def test_time_zones_are_no_files(tmp_path):
    """Names that libraries would look for on the disk mean UTC, with a word."""
    for zone in ("dateutil//etc/passwd", "../../etc/passwd", "/etc/localtime", "tzlocal()"):
        of_class = ints(2 | 1 << 10) + symbol("class") + ints(16, 1, 9, 7) + b"POSIXct"
        of_zone = ints(2 | 1 << 10) + symbol("tzone") + ints(16, 1, 9, len(zone)) + zone.encode()
        body = ints(14 | 1 << 9, 1) + struct.pack(">d", 0.0) + of_class + of_zone + NULL
        with pytest.warns(Warning, match="is not known here"):
            assert str(read(tmp_path, body).dtype) == "datetime64[ns, UTC]"


@pytest.mark.parametrize(
    "data",
    [b"", b"X", b"PK\x03\x04", b"\x80\x04\x95", b"RDX1\n", b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\x00"],
)
def test_other_files_are_refused(data, tmp_path):
    """Pickles, archives, nothing at all."""
    (tmp_path / "file").write_bytes(data)
    for reader in (read_rds, load_rdata):
        with pytest.raises(DataError):
            reader(tmp_path / "file")


def test_versions_to_come(tmp_path):
    """A stream of version 4 is none that is known."""
    (tmp_path / "file").write_bytes(b"X\n" + ints(4, 0x50000, 0x50000) + NULL)
    with pytest.raises(DataError, match="workspace version 4"):
        read_rds(tmp_path / "file")


@pytest.mark.parametrize(
    "options",
    [{"max_bytes": 0}, {"max_bytes": "1"}, {"env": 5}, {"fits": "no"}, {"max_bytes": 1.5}],
)
def test_wrong_arguments(options, tmp_path):
    """Before the file is looked for."""
    for reader in (read_rds, load_rdata):
        with pytest.raises(ArgumentError):
            reader(tmp_path / "nowhere", **options)
    with pytest.raises(FileNotFoundError):
        read_rds(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("function", "arguments", "text"),
    [
        ("/", "xm", "`<a call of />`"),
        ("$", "xy", "x$y"),
        ("$", "x1", "`<a call of $>`"),
        ("$", "x", "`<a call of $>`"),
        ("(", "", "`<a call of (>`"),
        ("!", "xy", "`<a call of !>`"),
        ("-", "xyx", "`<a call of ->`"),
        ("[", "m", "`<a call of [>`"),
        ("[", "xm", "x[]"),
        ("if", "x", "`<a call of if>`"),
        ("{", "xm", "`<a call of {>`"),
        ("%in%", "xm", "`<a call of %in%>`"),
        ("/", "x", "`/`(x)"),
        ("f", "xm", "f(x, )"),
    ],
)
def test_calls_without_their_operands(function, arguments, text, tmp_path):
    """What cannot be written is told by its kind."""
    values = {"x": symbol("x"), "y": symbol("y"), "m": ints(251), "1": doubles(1)}
    cells, seen = b"", []
    for letter in arguments:
        value = values[letter]
        if letter in seen:  # what has been written once is referred to
            value = ints(255 | (2 + seen.index(letter)) << 8)
        elif letter in "xy":
            seen.append(letter)
        cells += ints(2) + value
    assert read(tmp_path, ints(6) + symbol(function) + cells + NULL) == text


def test_what_is_no_file(tmp_path):
    """Folders, devices without end, names that no file can have: an OSError that is pynnet's.

    A device is not replaced, even by whoever may do so.
    """
    for path in (tmp_path, "/dev/zero", tmp_path / ("x" * 300), tmp_path / "no" / "where"):
        for call in (read_rds, load_rdata, lambda where: write_rds(1, where)):
            with pytest.raises(OSError, match=r"cannot (open|write) file") as caught:
                call(path)
            assert isinstance(caught.value, PynnetError)


FIELDS = {
    "n": [10**7, 10**7, 1],
    "nsunits": [99.0],
    "conn": [0.0],
    "nconn": [0.0],
    "wts": [1.0],
    "decay": [np.nan],
    "fitted.values": np.ones((2, 2)),
    "residuals": np.ones((1, 1)),
    "value": ["text"],
    "coefnames": ["only one"],
    "Hessian": np.ones((2, 3)),
    "lev": [1j],
    "model": ["no frame"],
    "terms": "no formula",
    "rank": [-1.0],
    "weights": [1.0],
    "lab": ["one"],
    "entropy": ["yes"],
}


@pytest.mark.parametrize("fit", ["two_classes", "remembering", "classes"])
@pytest.mark.parametrize("field", FIELDS)
def test_fits_that_lie(fit, field, tmp_path):
    """A field that is not what R writes is named, when the fit is read or when it predicts."""
    from pynnet._rfiles.format.budget import Budget
    from pynnet._rfiles.format.compression import decompressed
    from pynnet._rfiles.format.nodes import Items, names_of_items
    from pynnet._rfiles.format.serialize import serialized
    from pynnet._rfiles.format.steps import finished
    from pynnet._rfiles.format.unserialize import unserialized
    from pynnet._rfiles.writing.plain import object_node

    budget, path = Budget(2**30), SAVED / f"fit-{fit}.rds"
    case, _ = unserialized(decompressed(path.read_bytes(), budget), budget)
    node = case.values[names_of_items(case).index("fit")]
    names = names_of_items(node)
    if field not in names:
        return
    wrong = FIELDS[field]
    value = np.array(wrong) if isinstance(wrong, list) else wrong
    node.values[names.index(field)] = finished(object_node(value, {}))
    assert isinstance(node, Items)
    (tmp_path / "fit").write_bytes(serialized(node))
    with pytest.raises(PynnetError):
        read_rds(tmp_path / "fit")


@pytest.mark.parametrize("lev", [None, np.array(["one"], dtype=object)])
def test_two_classes_have_two_names(lev, tmp_path):
    """Without them there would be nothing to predict."""
    from pynnet._rfiles.format.nodes import names_of_items
    from pynnet._rfiles.format.serialize import serialized
    from pynnet._rfiles.format.steps import finished
    from pynnet._rfiles.writing.plain import object_node

    from .test_fits import node_of_fit

    node = node_of_fit("two_classes")
    node.values[names_of_items(node).index("lev")] = finished(object_node(lev, {}))
    (tmp_path / "fit").write_bytes(serialized(node))
    with pytest.raises(DataError, match="its 'lev' must be two names"):
        read_rds(tmp_path / "fit")


def with_remembered(change):
    """The stream of a fit whose terms remember something else."""
    from pynnet._rfiles.format.budget import Budget
    from pynnet._rfiles.format.compression import decompressed
    from pynnet._rfiles.format.nodes import attribute, names_of_items
    from pynnet._rfiles.format.serialize import serialized
    from pynnet._rfiles.format.unserialize import unserialized

    budget = Budget(2**30)
    data = decompressed((SAVED / "fit-remembering.rds").read_bytes(), budget)
    case, _ = unserialized(data, budget)
    node = case.values[names_of_items(case).index("fit")]
    terms = node.values[names_of_items(node).index("terms")]
    calls = {call.function.name: call for _, call in attribute(terms, "predvars").arguments[1:]}
    change(calls)
    return serialized(node)


def argument_of(call, name):
    return dict(call.arguments)[name]


LIES = {
    "a recurrence that is too short": lambda c: [
        setattr(part, "values", part.values[:keep])
        for part, keep in zip(argument_of(c["poly"], "coefs").values, (1, 3), strict=True)
    ],
    "a recurrence of other lengths": lambda c: setattr(
        argument_of(c["poly"], "coefs").values[0], "values", np.ones(1)
    ),
    "norms that are none": lambda c: setattr(
        argument_of(c["poly"], "coefs").values[1], "values", np.array([1.0, -1.0, 1.0, 1.0])
    ),
    "another degree": lambda c: setattr(
        argument_of(c["bs"], "degree"), "values", np.array([1], dtype=np.int32)
    ),
    "a degree beyond all": lambda c: setattr(
        argument_of(c["bs"], "degree"), "values", np.array([2**30], dtype=np.int32)
    ),
    "a boundary that is none": lambda c: setattr(
        argument_of(c["ns"], "Boundary.knots"), "values", np.array([2.0, 2.0])
    ),
    "a boundary of one": lambda c: setattr(
        argument_of(c["ns"], "Boundary.knots"), "values", np.array([2.0])
    ),
    "knots that are missing": lambda c: setattr(
        argument_of(c["ns"], "knots"), "values", np.array([np.nan, 1.0])
    ),
    "too many knots": lambda c: setattr(argument_of(c["ns"], "knots"), "values", np.ones(9)),
    "two centres": lambda c: setattr(argument_of(c["scale"], "center"), "values", np.ones(2)),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_calls_remember_is_held_against_them(lie, tmp_path):
    """When the fit is read, or when it predicts; and the file as it was is read."""
    newdata = read_rds(SAVED / "fit-remembering.rds")["newdata"]
    (tmp_path / "fit").write_bytes(with_remembered(lambda calls: calls))
    read_rds(tmp_path / "fit").predict(newdata)
    (tmp_path / "fit").write_bytes(with_remembered(LIES[lie]))
    with pytest.raises(DataError):
        read_rds(tmp_path / "fit").predict(newdata)


@pytest.mark.parametrize(("text", "number"), [("0x1p5000", np.inf), ("-0x1p5000", -np.inf)])
def test_hexadecimal_numbers_beyond_all(text, number, tmp_path):
    """In files of text they are infinite, as 1e999 is."""
    path = tmp_path / "x.rds"
    path.write_text(f"A\n3\n263168\n197888\n5\nUTF-8\n14\n1\n{text}\n", encoding="ascii")
    assert read_rds(path).tolist() == [number]
