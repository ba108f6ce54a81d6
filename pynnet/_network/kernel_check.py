"""Whether a kernel can be relied on: what it was built from, and whose exp and log it calls.

Nothing here needs the package: what builds the kernel reads the digest from this file, too.
"""

from __future__ import annotations

import hashlib
import math
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from types import ModuleType

__all__ = ["digest_of_sources", "fault_of_kernel", "why_there_is_none"]

_HERE = Path(__file__).parent
_SOURCES = _HERE / "kernel"  # in a source tree alone

# C libraries and compilers round exp and log apart for one number in ten, or in ten thousand. The
# first eight of a row are numbers for which glibc's function for processors with FMA differs from
# that without, which is musl's; and the others such for which older algorithms differ.
_EXPONENTS = """
 0x1.9e2ccbf444678p+1 -0x1.8bbc243fb9740p-2  0x1.2fa472609200cp+3 -0x1.15a11aa57a20ep+3
 0x1.7c3cacbb81120p+1 -0x1.463932bb43798p+3 -0x1.d313c6a67a365p+3 -0x1.244ad3bc84de8p+3
 0x1.a95b5b5070360p+2  0x1.533c7361275f8p+1  0x1.2243d3988ef20p+2 -0x1.c527c0fe4ea4cp+2
-0x1.9015ef5a02748p+1 -0x1.9ac71a374ffecp+2 -0x1.90f0c097faa5dp+8 -0x1.34b9b230c3e6dp+9
"""
_ARGUMENTS = """
 0x1.90507f32e5baep-2  0x1.a6dc047993ff2p-2  0x1.0addf55a82060p-1  0x1.d4cd8c850677ep-1
 0x1.cec08a4bcebb8p-1  0x1.e14acd0a6a9edp-1  0x1.0fc26c97eb5bfp+0  0x1.14a68ef6d09f0p+0
"""
_SPREAD = [k * 2654435761 % 2**32 / 2**32 for k in range(1, 65)]  # between 0 and 1, in no order


def digest_of_sources(folder: Path = _SOURCES) -> str:
    """Digest of the files that the kernel is built from, by their names and contents."""
    state = hashlib.blake2b(digest_size=8)
    files = [path for path in folder.rglob("*") if path.suffix in (".c", ".h")]
    for path in sorted(files, key=lambda path: path.relative_to(folder).parts):
        state.update("/".join(path.relative_to(folder).parts).encode() + b"\0")
        state.update(path.read_bytes() + b"\0")
    return state.hexdigest()


def fault_of_kernel(kernel: ModuleType) -> str | None:
    """Why a kernel that was loaded must not be used; None if it may."""
    in_a_source_tree = (_SOURCES / "kernel.c").exists()
    if in_a_source_tree and getattr(kernel, "sources", "") != digest_of_sources():
        return f"it is older than its sources{_what_the_build_said()}; {_build_again()}"
    functions = {"exp": (math.exp, _exponents()), "log": (math.log, _arguments())}
    for name, (of_python, numbers) in functions.items():
        of_kernel = getattr(kernel, f"library_{name}", None)
        if of_kernel is None:
            return "it is older than this version of pynnet; install pynnet again"
        for x in numbers:
            if of_kernel(x) != of_python(x):
                return (
                    f"its {name}({x!r}) is {of_kernel(x)!r}, but {of_python(x)!r} in Python's math "
                    "module: it was built with another C library than Python's; build it here, "
                    "with the compiler of this system"
                )
    return None


def why_there_is_none() -> str:
    """Why no kernel is found, as the build has noted it, and what to do."""
    others = sorted(
        path.name
        for path in _HERE.glob("_kernel.*")
        if path.suffix in (".so", ".pyd") and path.name[len("_kernel") :] not in EXTENSION_SUFFIXES
    )
    in_a_source_tree = (_SOURCES / "kernel.c").exists()
    what = "it was not built in this source tree" if in_a_source_tree else "it was not built"
    if others:
        what = f"it was not built for this Python ({', '.join(others)})"
    else:
        what += _what_the_build_said()
    again = _build_again() if in_a_source_tree else "install again with a C compiler at hand"
    return f"{what}; {again}"


def _what_the_build_said() -> str:
    """Why the last build made no kernel, in parentheses, if it left a note."""
    note = _HERE / "_kernel.txt"
    said = note.read_text(encoding="utf-8").strip() if note.exists() else ""
    return f" ({said})" if said else ""


def _build_again() -> str:
    """What to run in a source tree."""
    import shlex  # takes time, and is for the few who read this

    return f"run: python -m pip install -e {shlex.quote(str(_HERE.parent.parent))}"


def _exponents() -> list[float]:
    return [*map(float.fromhex, _EXPONENTS.split()), *(30.0 * u - 15.0 for u in _SPREAD)]


def _arguments() -> list[float]:
    return [*map(float.fromhex, _ARGUMENTS.split()), *_SPREAD, *(u * 2.0**-40 for u in _SPREAD)]
