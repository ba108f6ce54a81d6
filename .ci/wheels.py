"""All that a release consists of, made on one machine: ``python .ci/wheels.py FOLDER``.

Builds the sdist, a pure wheel, and from that one a wheel with the kernel for each of `SYSTEMS`,
good for all versions of Python. Needs build, wheel, auditwheel, abi3audit, and ziglang as setup.py
asks for it. What can be run here is to be tested afterwards: CONTRIBUTING.md, "Releases".
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class System:
    """A system that a wheel is for: zig's name, the wheel's, and the name of the kernel's file."""

    target: str
    platform: str
    file: str = "_kernel.abi3.so"


SYSTEMS = [
    System("x86_64-linux-gnu.2.17", "manylinux2014_x86_64.manylinux_2_17_x86_64"),
    System("aarch64-linux-gnu.2.17", "manylinux2014_aarch64.manylinux_2_17_aarch64"),
    System("x86_64-linux-musl", "musllinux_1_2_x86_64"),
    System("aarch64-linux-musl", "musllinux_1_2_aarch64"),
    System("x86_64-macos.10.13", "macosx_10_13_x86_64"),
    System("aarch64-macos.11.0", "macosx_11_0_arm64"),
    System("x86_64-windows-gnu", "win_amd64", "_kernel.pyd"),
]


def run(*command: str | Path, **environment: str) -> str:
    """Run a Python module; what it prints, and an end if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{done.stdout}\n{' '.join(map(str, command))} failed")
    return done.stdout


def wheel_for(system: System, pure: Path, folder: Path) -> Path:
    """Add the kernel to the pure wheel, and call it by what it runs on."""
    import setup  # the build backend

    with tempfile.TemporaryDirectory() as temporary:
        run("wheel", "unpack", pure, "--dest", temporary)
        (tree,) = Path(temporary).iterdir()
        compiler = setup.zig()
        if compiler is None:
            raise SystemExit(f"install {setup.ZIG}")
        source = f"{setup.PACKAGE}/kernel/kernel.c"
        setup.compile_by_zig(compiler, [source], tree / setup.PACKAGE / system.file, system.target)
        (about,) = tree.glob("*.dist-info/WHEEL")
        lines = about.read_text(encoding="utf-8").replace("Purelib: true", "Purelib: false")
        tags = "".join(f"Tag: cp311-abi3-{name}\n" for name in system.platform.split("."))
        about.write_text(re.sub(r"Tag: .*\n", lambda _: tags, lines, count=1), encoding="utf-8")
        run("wheel", "pack", tree, "--dest-dir", folder)
    (made,) = folder.glob(f"*-cp311-abi3-{system.platform}.whl")
    return made


def needs(wheel: Path, system: System) -> list[str]:
    """The libraries that the kernel in a wheel for Linux asks for."""
    from elftools.elf.elffile import ELFFile  # which auditwheel brings

    with zipfile.ZipFile(wheel) as files, files.open(f"pynnet/_network/{system.file}") as kernel:
        section = ELFFile(io.BytesIO(kernel.read())).get_section_by_name(".dynamic")
        return [tag.needed for tag in section.iter_tags("DT_NEEDED")]


def check(system: System, wheel: Path) -> str:
    """What abi3audit and, for Linux, auditwheel find in a wheel; an end if they object."""
    run("abi3audit", "--strict", wheel)
    if "musl" in system.target:  # auditwheel does not know musl by the name it has for a linker
        if (needed := needs(wheel, system)) != ["libc.so"]:
            raise SystemExit(f"{wheel.name} needs {needed}")
        return "needs musl alone"
    if "linux" not in system.target:
        return "stable interface of Python alone"
    said = " ".join(run("auditwheel", "show", wheel).split())
    name = system.platform.rpartition(".")[2]
    found = re.search(r'following platform tag: "([^"]*)"', said)
    if found is None or found[1] not in (name, name.replace("_2_17_", "_2_5_")):
        raise SystemExit(f"{wheel.name}: auditwheel says: {said}")
    return f"auditwheel: {found[1]}"


def main() -> None:
    """Make all, and print what each was found to be."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    folder = arguments.parse_args().folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise SystemExit(f"{folder} must be empty")
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    run("build", "--outdir", folder, ".", PYNNET_BUILD_KERNEL="skip")
    (pure,) = folder.glob("*-py3-none-any.whl")
    for system in SYSTEMS:
        wheel = wheel_for(system, pure, folder)
        sys.stdout.write(f"{wheel.name}: {check(system, wheel)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
