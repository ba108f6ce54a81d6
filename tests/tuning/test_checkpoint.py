"""A search goes on from the file that an interrupted one has left, losing nothing finished."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pynnet import ArgumentError
from pynnet._ground.exact_json import exact_json, from_exact_json
from pynnet._tuning.checkpoint.checkpoint import CheckpointError, _sealed, opened_checkpoint

from ..support import ROOT, assert_same_bits

SEARCH = {"the data": "01", "the settings": "23", "the folds": "45"}


@pytest.fixture
def path(tmp_path):
    """Make the path of a checkpoint that does not exist yet."""
    return tmp_path / "search.checkpoint"


def write(path, outcomes, search=SEARCH):
    """Add outcomes as a search does that ends in the middle."""
    with opened_checkpoint(path, search) as checkpoint:
        for index, outcome in outcomes.items():
            checkpoint.append(index, outcome)


def read(path, search=SEARCH):
    """Return what a search that goes on finds."""
    with opened_checkpoint(path, search) as checkpoint:
        return dict(checkpoint.finished())


# Exact values ----------------------------------------------------------------------------------

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.integers() | st.text() | st.floats(allow_nan=False), inner, max_size=4)
    ),
    max_leaves=12,
)


def same(a, b):
    """Whether type, value and sign are equal, all the way down."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return a.hex() == b.hex()
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return same(list(a.items()), list(b.items()))
    return a == b


@given(PLAIN)
def test_values_come_back_as_they_were(value):
    """Through the text of a file, in all bits, whatever is inside what."""
    assert same(from_exact_json(json.loads(json.dumps(exact_json(value)))), value)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -0.0, 5e-324, 0.1, 1e308])
def test_every_float_comes_back(value):
    """Those that JSON has no words for too."""
    text = json.dumps(exact_json(value), allow_nan=False)
    assert_same_bits(from_exact_json(json.loads(text)), value)


@pytest.mark.parametrize("dtype", ["f8", "f4", "i8", "u1", "?", ">f8"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 0, 1)])
def test_arrays_come_back(dtype, shape):
    """With type, shape and bits; they can be changed."""
    array = np.arange(math.prod(shape)).reshape(shape).astype(dtype)
    back = from_exact_json(json.loads(json.dumps(exact_json(array))))
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert back.tobytes() == array.tobytes()
    assert back.flags.writeable


def test_arrays_in_any_order_come_back():
    """The order in memory does not matter."""
    array = np.asfortranarray(np.arange(6.0).reshape(2, 3))[:, ::2]
    assert np.array_equal(from_exact_json(exact_json(array)), array)


def test_scalars_of_numpy_become_pythons():
    """With the same value."""
    assert same(
        from_exact_json(exact_json((np.float64(0.1), np.int64(3), np.True_))), (0.1, 3, True)
    )


@pytest.mark.parametrize("value", [object(), {1}, 1j, np.array(["a"]), [object()], b"x"])
def test_what_cannot_be_written_is_an_error(value):
    """Nothing is written in its place."""
    with pytest.raises(TypeError, match="cannot be written to a checkpoint: "):
        exact_json(value)


@pytest.mark.parametrize("value", [{"set": []}, {}, {"float": "x"}, {"a": 1, "b": 2}])
def test_what_was_not_written_so_is_an_error(value):
    """Of the type that the reader of a file expects."""
    with pytest.raises(ValueError, match=r"."):
        from_exact_json(value)


# Going on --------------------------------------------------------------------------------------


def test_outcomes_are_found_again(path):
    """By index, whatever their order; later ones are added."""
    first = {3: 0.1 + 0.2, 0: (1, [0.5, None]), 7: {"error": math.inf}}
    write(path, first)
    assert read(path) == first
    write(path, {1: -0.0})
    assert read(path) == {**first, 1: 0.0}
    assert math.copysign(1, read(path)[1]) == -1


def test_checkpoint_of_none_keeps_nothing():
    """The search need not ask whether there is one."""
    with opened_checkpoint(None, SEARCH) as checkpoint:
        checkpoint.append(0, 1.0)
        assert list(checkpoint.finished()) == []


def test_outcomes_are_with_the_system_at_once(path):
    """Not when the file is closed."""
    with opened_checkpoint(path, SEARCH) as checkpoint:
        for index in range(3):
            checkpoint.append(index, 0.5)
            assert path.read_bytes().count(b"\n") == 2 + index


def test_every_cut_loses_only_the_line_that_was_cut(path):
    """Wherever the file ends, also in its first line; what is added then can be read."""
    outcomes = {0: 0.1, 1: (0.25, "é"), 2: [1, 2]}
    write(path, outcomes)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        lines = max(0, whole[:length].count(b"\n") - 1)
        left = {index: outcomes[index] for index in range(lines)}
        assert read(path) == left
        write(path, {9: 0.5})
        assert read(path) == {**left, 9: 0.5}


def test_program_that_is_killed_loses_nothing_finished(path):
    """Nor keeps others from its file."""
    code = (
        "import os, signal, sys\n"
        "from pynnet._tuning.checkpoint.checkpoint import opened_checkpoint\n"
        f"with opened_checkpoint(sys.argv[1], {SEARCH!r}) as checkpoint:\n"
        "    for index in range(100):\n"
        "        checkpoint.append(index, index / 7)\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, path], check=False, cwd=ROOT)
    assert done.returncode == -signal.SIGTERM
    assert read(path) == {index: index / 7 for index in range(100)}


def test_outcome_that_cannot_be_written_leaves_the_file_as_it_was(path):
    """The error comes first."""
    with pytest.raises(TypeError, match="cannot be written"):
        write(path, {0: 0.5, 1: [0.5, object()]})
    assert read(path) == {0: 0.5}


def test_errors_of_the_search_go_through(path):
    """They are not taken for errors of the file; who comes next may use it."""
    for error in (OSError("no space"), BlockingIOError("busy"), KeyboardInterrupt()):
        with pytest.raises(type(error)) as caught, opened_checkpoint(path, SEARCH):
            raise error
        assert caught.value is error
    write(path, {0: 1})


# Refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("search", "differs"),
    [
        ({**SEARCH, "the data": "02"}, "the data"),
        ({**SEARCH, "the data": "02", "the folds": "46"}, "the data, the folds"),
        ({**SEARCH, "the seed": "1"}, "the seed"),
        ({"the data": "01", "the settings": "23"}, "the folds"),
    ],
)
def test_checkpoint_of_another_search_is_refused(path, search, differs):
    """With what differs; the file stays as it is."""
    write(path, {0: 0.5})
    before = path.read_bytes()
    with pytest.raises(ArgumentError) as caught:
        read(path, search)
    assert str(caught.value) == (
        f"invalid 'checkpoint': {path} belongs to another search, which differs in {differs}. "
        "Pass another path, or delete the file."
    )
    assert path.read_bytes() == before


def test_order_in_which_a_search_is_described_does_not_matter(path):
    """Names and digests count."""
    write(path, {0: 0.5})
    assert read(path, dict(reversed(SEARCH.items()))) == {0: 0.5}


@pytest.mark.parametrize(
    "content",
    [
        b"a,b\n1,2\n",
        b"notes",
        b"{}\n",
        b"[1]\n",
        b'{"format":"x","search":{}}\n',
        b'{"format":"pynnet checkpoint 2","search":{"the data":"0a1b"}}\n',  # an earlier version
        b"\xff\n",
    ],
)
def test_file_of_another_kind_is_refused(path, content):
    """It may be dear to somebody, and stays as it is."""
    path.write_bytes(content)
    with pytest.raises(ArgumentError, match=r"is not a checkpoint of this version\. Pass another"):
        read(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "line", [b"x", b"[1]", b"[1,2,3]", b'["a",1]', b'[1,{"set":[]}]', b"7", b""]
)
def test_line_that_cannot_be_read_is_named(path, line):
    """None of ours can be so, but disks fail and people edit."""
    write(path, {0: 0.5, 1: 0.5})
    header, first, *rest = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([header, first, line + b"\n", *rest]))
    with pytest.raises(ArgumentError, match=r"line 3 of .* cannot be read: .* Delete the file"):
        read(path)


def sealed(path, text):
    """Add a line with the right checksum, which nothing of ours would write."""
    with opened_checkpoint(path, SEARCH) as checkpoint:
        for _ in checkpoint.finished():
            pass
        line, _ = _sealed(text, checkpoint._seal)
    path.write_bytes(path.read_bytes() + line)


@pytest.mark.parametrize(
    "text",
    [
        b'["a",1]',
        b"[-1,1]",
        b"[1e400,1]",
        b"[true,1]",
        b"[1,2,3]",
        b'[1,{"set":[]}]',
        b'[1,{"float":"0x1p99999"}]',
        b'[1,{"array":["<f8",[9],"00"]}]',
        b'[1,{"array":["O",[1],"0000000000000000"]}]',
        b'[1,{"float":[]}]',
        b"[1," + b"[" * 100_000 + b"]" * 100_000 + b"]",
        b'[1,"' + "é".encode() + b'"]',
        b"\0",
    ],
)
def test_line_that_is_whole_and_wrong_is_refused(path, text):
    """Whatever the JSON holds, with an error of ours; the file stays as it is."""
    write(path, {0: 0.5})
    sealed(path, text)
    before = path.read_bytes()
    with pytest.raises(ArgumentError, match=r"line 3 of .* cannot be read: .* Delete the file"):
        read(path)
    assert path.read_bytes() == before


def test_every_change_of_a_byte_is_refused(path):
    """Each byte but the last, which makes a line that was cut; the file stays as it is."""
    write(path, {index: (index / 7, None, [index]) for index in range(4)})
    whole = path.read_bytes()
    for place in range(len(whole) - 1):
        other = bytes([whole[place] ^ 1])
        path.write_bytes(whole[:place] + other + whole[place + 1 :])
        changed = path.read_bytes()
        with pytest.raises(ArgumentError, match="invalid 'checkpoint'"):
            read(path)
        assert path.read_bytes() == changed


@pytest.mark.parametrize("damage", ["swapped", "twice", "taken out", "of another search"])
def test_lines_have_their_place(path, tmp_path, damage):
    """Each is whole, but the lines before it are others."""
    write(path, {index: index / 7 for index in range(5)})
    lines = path.read_bytes().splitlines(keepends=True)
    if damage == "swapped":
        lines[2], lines[3] = lines[3], lines[2]
    elif damage == "twice":
        lines.insert(2, lines[1])
    elif damage == "taken out":
        del lines[2]
    else:
        other = tmp_path / "other"
        write(other, {index: index / 7 for index in range(5)}, {**SEARCH, "the seed": "1"})
        lines[3] = other.read_bytes().splitlines(keepends=True)[3]
    path.write_bytes(b"".join(lines))
    with pytest.raises(ArgumentError, match=r"line \d of .* its checksum is .* Delete the file"):
        read(path)


def test_reading_is_bounded(path):
    """Of a line without an end no more is read than the longest may have."""
    path.write_bytes(b"{" * 2**20)
    with pytest.raises(ArgumentError, match="is not a checkpoint of this version"):
        read(path)
    path.unlink()
    write(path, {0: 0.5})
    path.write_bytes(path.read_bytes() + b"[" * 1000)
    with (
        opened_checkpoint(path, SEARCH, longest=999) as checkpoint,
        pytest.raises(ArgumentError, match=r"line 3 of .* is longer than 999 bytes"),
    ):
        list(checkpoint.finished())


def test_other_versions_are_refused_with_both(path):
    """They may compute other numbers."""
    with opened_checkpoint(path, SEARCH, {"pynnet": "1.0", "NumPy": "2"}):
        pass
    before = path.read_bytes()
    with (
        pytest.raises(ArgumentError) as caught,
        opened_checkpoint(path, SEARCH, {"pynnet": "1.1", "NumPy": "2"}),
    ):
        pass
    assert str(caught.value) == (
        f"invalid 'checkpoint': {path} was made with pynnet 1.0, here is pynnet 1.1, which may "
        "give other numbers. Go on with what it was made with, pass another path, or delete the "
        "file."
    )
    assert path.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes as POSIX has them")
def test_pipes_and_devices_are_refused(tmp_path):
    """Before they are opened: that would wait for somebody."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", "/dev/zero"):
        with pytest.raises(ArgumentError, match="it is a pipe or a device, not a file"):
            read(path)


def test_links_are_followed(path, tmp_path):
    """To a file; one that leads to itself is refused."""
    write(path, {0: 0.5})
    (tmp_path / "link").symlink_to(path)
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    assert read(tmp_path / "link") == {0: 0.5}
    with pytest.raises(ArgumentError, match="cannot write to"):
        read(tmp_path / "circle")


def test_full_disk_is_named_and_loses_nothing(path):
    """The line that found no room is taken back, the error carries the path."""
    resource = pytest.importorskip("resource", reason="limits the size of files as POSIX does")
    write(path, dict.fromkeys(range(3), 0.5))
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 10, limits[1]))
    try:
        with pytest.raises(CheckpointError) as caught:
            write(path, {9: "x" * 1000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert f"cannot write to the checkpoint {path}: File too large." in str(caught.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize("kind", ["directory", "no directory", "in a file", "number", "null byte"])
def test_path_that_cannot_be_written_is_refused(tmp_path, kind):
    """Before any work."""
    (tmp_path / "file").touch()
    path = {
        "directory": tmp_path,
        "no directory": tmp_path / "none" / "search",
        "in a file": tmp_path / "file" / "search",
        "number": 1.5,
        "null byte": "a\0b",
    }[kind]
    with pytest.raises(ArgumentError, match=r"^invalid 'checkpoint': cannot write to .* Pass the"):
        read(path)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_path_that_must_not_be_written_is_refused(path):
    """Before any work."""
    write(path, {})
    path.chmod(0o400)
    with pytest.raises(ArgumentError, match="cannot write to"):
        read(path)


def test_file_in_use_is_refused(path):
    """In this process and in another; when the other has ended, it is free."""
    code = (
        "import sys\n"
        "from pynnet._tuning.checkpoint.checkpoint import opened_checkpoint\n"
        f"with opened_checkpoint(sys.argv[1], {SEARCH!r}) as checkpoint:\n"
        "    checkpoint.append(0, 0.5)\n"
        "    print('open', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(ArgumentError, match=r"is in use by another search\. Wait until"):
            read(path)
        other.communicate()
    with opened_checkpoint(path, SEARCH), pytest.raises(ArgumentError, match="is in use"):
        read(path)
    assert read(path) == {0: 0.5}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks as POSIX does")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_forked_process_does_not_keep_the_file(path):
    """Workers that were forked during a search may outlive it."""
    reading, writing = os.pipe()
    with opened_checkpoint(path, SEARCH):
        child = os.fork()
        if child == 0:  # pragma: no cover
            os.close(writing)
            os.read(reading, 1)
            os._exit(0)
    try:
        assert read(path) == {}
    finally:
        os.close(writing)
        os.close(reading)
        os.waitpid(child, 0)
