"""The optional compiled kernel; everything else is in pyproject.toml.

PYNNET_BUILD_KERNEL=auto (default): build it where a compiler is at hand, say so where it fails.
PYNNET_BUILD_KERNEL=require: a build that fails is an error.
PYNNET_BUILD_KERNEL=skip: do not try.
PYNNET_KERNEL_FLAGS: further compiler and linker flags, for instance for a sanitizer.
"""

import os
import runpy
import shlex

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

mode = os.environ.get("PYNNET_BUILD_KERNEL", "auto")
if mode not in ("auto", "require", "skip"):
    raise SystemExit(f"PYNNET_BUILD_KERNEL must be auto, require or skip, got {mode!r}")

digest_of_sources = runpy.run_path("pynnet/_network/kernel_check.py")["digest_of_sources"]


class BuildKernel(build_ext):
    """Builds the kernel, and says what it means where that fails without being an error."""

    def finalize_options(self) -> None:
        """Always build: times of files do not tell whether an older build is of these sources."""
        super().finalize_options()
        self.force = True

    def build_extension(self, ext: Extension) -> None:
        """Build one extension."""
        try:
            super().build_extension(ext)
        except Exception:
            if ext.optional:
                self.warn("pynnet is installed without its compiled kernel: NumPy does the work.")
            raise


# Bits first: no fused multiply-add, no reassociation. The last two change no value.
exact = ["-std=gnu11", "-O3", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math"]
# Small fits are short loops and many calls: 4 % for the smallest of the benchmark.
short = ["-fno-plt", "-falign-functions=64", "-falign-loops=32"]
further = shlex.split(os.environ.get("PYNNET_KERNEL_FLAGS", ""))

kernel = Extension(
    "pynnet._network._kernel",
    ["pynnet/_network/kernel/kernel.c"],
    define_macros=[("SOURCES", f'"{digest_of_sources()}"')],
    extra_compile_args=[*exact, *short, "-pthread", *further],
    extra_link_args=["-pthread", *further],
    optional=mode != "require",
)

setup(ext_modules=[] if mode == "skip" else [kernel], cmdclass={"build_ext": BuildKernel})
