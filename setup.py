"""How pynnet is built: by setuptools, and with a kernel in C where one can be compiled.

This file is the build backend that pyproject.toml names, and what setuptools runs. Where no C
compiler works, the backend asks for one from the package index (`ziglang`).

PYNNET_BUILD_KERNEL=auto (default): build the kernel if that is possible, say so where it is not.
PYNNET_BUILD_KERNEL=require: a build that fails is an error.
PYNNET_BUILD_KERNEL=skip: do not try.
PYNNET_KERNEL_FLAGS: further compiler and linker flags, for instance for a sanitizer.
CC: the C compiler. If it does not work, no other is taken.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import platform
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from setuptools import Extension, build_meta, setup
from setuptools.command.build_ext import build_ext
from setuptools.errors import CompileError

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

ZIG = "ziglang==0.17.*"  # the compiler of the package index: what the tests have seen
PACKAGE = "pynnet/_network"
WITHOUT = "pynnet is installed without its compiled kernel"
NOTE = "_kernel.txt"  # beside the place of the kernel: why there is none

# Bits first: no fused multiply-add, no reassociation. The last two change no value.
exact = ["-std=gnu11", "-O3", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math"]
# Small fits are short loops and many calls: 4 % for the smallest of the benchmark.
short = ["-fno-plt", "-falign-functions=64", "-falign-loops=32"]

mode = os.environ.get("PYNNET_BUILD_KERNEL", "auto")
if mode not in ("auto", "require", "skip"):
    raise SystemExit(f"PYNNET_BUILD_KERNEL must be auto, require or skip, got {mode!r}")
further = shlex.split(os.environ.get("PYNNET_KERNEL_FLAGS", ""))

# One kernel serves this and every later Python, but for those without Python's lock.
is_cpython = sys.implementation.name == "cpython"
limited = is_cpython and not sysconfig.get_config_var("Py_GIL_DISABLED")
has_headers = Path(sysconfig.get_path("include"), "Python.h").exists()


def macros(headers: bool) -> list[tuple[str, str]]:
    """What the kernel is told: of which sources it is, and which interface of Python it has."""
    digest = runpy.run_path(f"{PACKAGE}/kernel_check.py")["digest_of_sources"]()
    interface = [("Py_LIMITED_API", "0x030B0000")] if headers else [("WITHOUT_PYTHON_H", "1")]
    return [("SOURCES", f'"{digest}"'), *(interface if limited else [])]


# ---- Compilers ----------------------------------------------------------------------------------


def fault_of_compiler(command: str) -> str | None:
    """Why a compiler does not serve; None if it compiles and links a library."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            source, library = Path(folder, "try.c"), Path(folder, "try.so")
            source.write_text("#include <math.h>\ndouble power(double x) { return exp(x); }\n")
            run([*shlex.split(command), "-shared", "-fPIC", str(source), "-o", str(library), "-lm"])
            return None if library.exists() else "it makes no library"
    except (CompileError, ValueError) as error:
        return str(error)
    except OSError as error:  # a full disk
        return f"it cannot be tried ({error.strerror or error})"


def run(command: list[str], **environment: str) -> None:
    """Run a compiler; what it says first of its errors is in the exception."""
    try:
        done = subprocess.run(
            command, capture_output=True, check=False, env={**os.environ, **environment}
        )
    except OSError as error:
        raise CompileError(f"{command[0]} cannot be run ({error.strerror})") from error
    said = (done.stderr or done.stdout).decode(errors="replace")
    if done.returncode:
        sys.stderr.write(said)
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        causes = [line for line in lines if re.search("error:|failed:", line, re.IGNORECASE)]
        what = [*causes, *lines, f"exit code {done.returncode}"][0]
        raise CompileError(f"{command[0]} failed: {what}")


def words_of_compiler(error: BaseException) -> str:
    """Why a build failed: what the compiler says, of which setuptools tells the command alone."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, subprocess.CalledProcessError):
            try:
                run(cause.cmd)
            except CompileError as again:
                return str(again)
        cause = cause.__cause__ or cause.__context__
    return str(error)


def working_compiler() -> tuple[str, str]:
    """A compiler that works, and "" and why there is none otherwise."""
    if "CC" in os.environ:
        command = os.environ["CC"]
        fault = fault_of_compiler(command) if command.strip() else "it is empty"
        return ("", f"CC is {command!r}, and {fault}") if fault else (command, "")
    if os.name == "nt":
        return "", "Windows' own compiler does not know the C of the kernel"
    own = sysconfig.get_config_var("CC")
    faults = []
    for command in filter(None, (own, "cc", "gcc", "clang")):
        fault = fault_of_compiler(command)
        if fault is None:
            return command, ""
        if shutil.which(shlex.split(command)[0]):  # what is there, and does not work, is news
            faults.append(fault)
    return "", "no C compiler works here" + (f" ({faults[0]})" if faults else "")


def zig() -> str | None:
    """The path of the compiler of the package index, if it is installed."""
    found = importlib.util.find_spec("ziglang")
    if found is None or found.origin is None:
        return None
    return str(Path(found.origin).with_name("zig.exe" if os.name == "nt" else "zig"))


def can_be_had(requirement: str) -> bool:
    """Whether the package index has it for this system; the installer says so where it can."""
    name = requirement.partition("=")[0]
    # Without the paths of the environment that builds, where pip is not.
    environment = {k: text for k, text in os.environ.items() if not k.startswith("PYTHON")}
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    if subprocess.run([*command, "--version"], capture_output=True, env=environment).returncode:
        return True  # another installer, which will say so itself
    asked = [*command, "--timeout", "5", "--retries", "1", "index", "versions", name]
    return not subprocess.run(asked, capture_output=True, env=environment).returncode


# ---- The backend --------------------------------------------------------------------------------

Settings = dict[str, str | list[str] | None] | None

build_sdist = build_meta.build_sdist
build_wheel = build_meta.build_wheel
build_editable = build_meta.build_editable
get_requires_for_build_sdist = build_meta.get_requires_for_build_sdist
prepare_metadata_for_build_wheel = build_meta.prepare_metadata_for_build_wheel
prepare_metadata_for_build_editable = build_meta.prepare_metadata_for_build_editable


def compiler_to_install() -> list[str]:
    """The requirement of a compiler, where none works and one can be had."""
    if not os.access(".", os.W_OK):
        raise SystemExit(
            f"pynnet cannot be built in {os.getcwd()}, which must not be written to: "
            "copy the folder, and install from there"
        )
    wanted = mode != "skip" and "CC" not in os.environ and not working_compiler()[0]
    return [ZIG] if wanted and can_be_had(ZIG) else []


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    """What must be installed to build a wheel."""
    first = compiler_to_install()  # which looks whether anything can be built at all
    return [*first, *build_meta.get_requires_for_build_wheel(config_settings)]


def get_requires_for_build_editable(config_settings: Settings = None) -> list[str]:
    """What must be installed to build in place."""
    first = compiler_to_install()  # which looks whether anything can be built at all
    return [*first, *build_meta.get_requires_for_build_editable(config_settings)]


# ---- The kernel ---------------------------------------------------------------------------------


class BuildKernel(build_ext):
    """Builds the kernel, and says what it means where that fails without being an error."""

    def finalize_options(self) -> None:
        """Always build: times of files do not tell whether an older build is of these sources."""
        super().finalize_options()
        self.force = True

    def run(self) -> None:
        """Build the kernel, and leave nothing beside it that hides it or speaks of another."""
        self._compiler, self._fault = working_compiler()
        if self._compiler:
            os.environ["CC"] = self._compiler
        super().run()
        if self.inplace and self.extensions:
            built = Path(self.get_ext_fullpath(self.extensions[0].name))
            made = Path(self.build_lib, PACKAGE, NOTE)
            note = Path(PACKAGE, NOTE)
            note.unlink(missing_ok=True)
            if made.exists():
                note.write_text(made.read_text(encoding="utf-8"), encoding="utf-8")
            elif built.exists():
                remove_what_hides(built)

    def copy_file(self, infile: str, outfile: str, **how: object) -> tuple[str, int]:
        """Copy whole or not at all: Python crashes on a kernel that a full disk has cut off."""
        part = f"{outfile}.part"
        try:
            super().copy_file(infile, part, **how)
            os.replace(part, outfile)
        finally:
            Path(part).unlink(missing_ok=True)
        return outfile, 1

    def build_extension(self, ext: Extension) -> None:
        """Build one extension."""
        place = Path(self.get_ext_fullpath(ext.name))
        for left in place.parent.glob("_kernel.*"):  # of an earlier build
            left.unlink()
        try:
            if self._compiler:
                super().build_extension(ext)
            else:
                self.build_by_zig(ext, place)
        except Exception as error:
            why = words_of_compiler(error)
            place.unlink(missing_ok=True)
            if ext.optional:
                self.warn(f"{WITHOUT} ({why}): NumPy does the work.")
                place.parent.mkdir(parents=True, exist_ok=True)
                place.with_name(NOTE).write_text(f"{why}\n", encoding="utf-8")
            raise CompileError(why) from error

    def build_by_zig(self, ext: Extension, place: Path) -> None:
        """Build one extension with the compiler of the package index."""
        command = None if "CC" in os.environ else zig()
        if command is None:
            other = "" if "CC" in os.environ else ", and ziglang, which brings one, is not there"
            raise CompileError(self._fault + other)
        place.parent.mkdir(parents=True, exist_ok=True)
        compile_by_zig(command, ext.sources, place)


def compile_by_zig(command: str, sources: list[str], place: Path, target: str = "") -> None:
    """Compile and link a kernel, for this system or for another one."""
    if os.name == "nt" and not target:
        target = "x86_64-windows-gnu"
    flags = [*exact, *short, "-fPIC", "-pthread", "-shared", "-s", *further]
    flags += [f"-D{name}={text}" for name, text in macros(headers=False)]
    flags += ["-target", target] if target else []
    flags += [] if limited else [f"-I{sysconfig.get_path('include')}"]
    if "macos" in (target or platform.platform().lower()):
        flags += ["-undefined", "dynamic_lookup"]
    with tempfile.TemporaryDirectory() as folder:
        caches = {"ZIG_LOCAL_CACHE_DIR": folder, "ZIG_GLOBAL_CACHE_DIR": folder}
        if "windows" in target:
            names, library = Path(folder, "python3.def"), Path(folder, "python3.lib")
            names.write_text(names_of_python(), encoding="ascii")
            machine = ["-m", "i386:x86-64", "-d", str(names), "-l", str(library)]
            run([command, "dlltool", *machine], **caches)
            sources = [*sources, str(library)]
        run([command, "cc", *flags, *sources, "-o", str(place), "-lm"], **caches)


def names_of_python() -> str:
    """What the kernel takes from python3.dll, as a linker for Windows wants to be told."""
    declared = Path(PACKAGE, "kernel", "machine", "python.h").read_text(encoding="utf-8")
    lines = ["LIBRARY python3.dll", "EXPORTS"]
    for declaration in re.findall(r"^FROM_PYTHON (.*);$", declared, re.MULTILINE):
        function = re.search(r"(\w+)\(", declaration)
        if function:
            lines.append(function[1])
        else:
            lines += [f"{name} DATA" for name in re.findall(r"\w*Py\w*_\w+", declaration)]
    return "\n".join(lines) + "\n"


def remove_what_hides(built: Path) -> None:
    """Remove kernels of earlier builds that this Python would find before this one."""
    stem = built.parent / "_kernel"
    for suffix in importlib.machinery.EXTENSION_SUFFIXES:
        other = Path(f"{stem}{suffix}")
        if other == built:
            return
        other.unlink(missing_ok=True)


def kernel() -> Extension:
    """The extension, as the compiler of this system builds it."""
    return Extension(
        "pynnet._network._kernel",
        [f"{PACKAGE}/kernel/kernel.c"],
        define_macros=macros(has_headers),
        extra_compile_args=[*exact, *short, "-pthread", *further],
        extra_link_args=["-pthread", *further],
        optional=mode != "require",
        py_limited_api=limited,
    )


if __name__ == "__main__":
    setup(
        ext_modules=[] if mode == "skip" else [kernel()],
        cmdclass={"build_ext": BuildKernel},
        options={"bdist_wheel": {"py_limited_api": "cp311"}} if limited and mode != "skip" else {},
    )
