"""Builds the compiled core of the search into the wheel, where there is a compiler; without one the wheel is pure.

`python hatch_build.py` builds it in place, beside its source. `SCREENING_NO_COMPILER=1` makes a pure wheel anywhere.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any
from zlib import crc32

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PURE_VARIABLE = "SCREENING_NO_COMPILER"
ROOT = Path(__file__).parent
FOLDER = Path("screening", "matching")
SOURCES = FOLDER / "c"
MAIN = SOURCES / "_kernel.c"
"""It includes the others."""
ABI, ABI_TAG = "0x030B0000", "cp311-abi3"
FLAGS = {
    "unix": ["-std=c11", "-O3", "-ffp-contract=off", "-fvisibility=hidden", "-g0"],
    "msvc": ["/std:c11", "/O2", "/fp:precise"],
}
"""By kind of compiler. No multiply and add is fused, and no path is left in the file."""


class NoKernelError(Exception):
    """The core cannot be built here; says why."""


class KernelBuildHook(BuildHookInterface[Any]):
    """Puts the compiled core into a wheel, or into the checkout for an editable one."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the core and name the wheel by it; `version` is "editable" or "standard"."""
        self._scratch = Path(tempfile.mkdtemp())
        try:
            built = build_kernel(Path(self.root), self._scratch)
        except NoKernelError as reason:
            self.app.display_warning(f"screening: built without its compiled core, which is slower: {reason}")
            return
        build_data["pure_python"] = False
        build_data["tag"] = f"{ABI_TAG}-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"
        if version == "editable":
            put_beside_source(Path(self.root), built)
        else:
            build_data["force_include"][str(built)] = (FOLDER / built.name).as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Drop what was built aside."""
        shutil.rmtree(self._scratch, ignore_errors=True)


def build_kernel(root: Path, scratch: Path) -> Path:
    """Compile the core in a folder of its own and return the file.

    Raises:
        NoKernelError: there is no compiler, or it failed, or this Python has no stable ABI.
    """
    if os.environ.get(PURE_VARIABLE):
        raise NoKernelError(f"{PURE_VARIABLE} is set")
    if sys.implementation.name != "cpython" or sysconfig.get_config_var("Py_GIL_DISABLED"):
        raise NoKernelError("this kind of Python has no stable ABI")
    try:
        from setuptools import Distribution, Extension
        from setuptools.command.build_ext import build_ext
        from setuptools.errors import BaseError, CCompilerError
    except ImportError as error:
        raise NoKernelError(str(error)) from error
    extension = Extension(
        ".".join((*FOLDER.parts, MAIN.stem)),
        [str(MAIN)],
        define_macros=[("Py_LIMITED_API", ABI), ("KERNEL_SOURCE", str(checksum_of_sources(root)))],
        py_limited_api=True,
    )
    command = build_ext(Distribution({"name": "screening", "ext_modules": [extension]}))
    command.build_lib, command.build_temp = str(scratch / "lib"), str(scratch / "temp")
    here = Path.cwd()
    os.chdir(root)  # the compiler is given no path but the source's own
    try:
        command.ensure_finalized()
        original = command.build_extensions

        def with_flags() -> None:
            extension.extra_compile_args = FLAGS.get(command.compiler.compiler_type, FLAGS["unix"])
            original()

        command.build_extensions = with_flags
        command.run()
    except (BaseError, CCompilerError) as error:
        raise NoKernelError(str(error)) from error
    finally:
        os.chdir(here)
    return Path(command.get_ext_fullpath(extension.name))


def checksum_of_sources(root: Path) -> int:
    """Return a checksum of all sources, whatever their line ends; the core bears it."""
    sources = sorted((root / SOURCES).iterdir())
    return crc32(b"".join(source.read_bytes().replace(b"\r\n", b"\n") for source in sources)) & 0x7FFFFFFF


def put_beside_source(root: Path, built: Path) -> Path:
    """Put the core where a checkout looks for it; a process that has the old one mapped keeps it."""
    place = root / FOLDER / built.name
    aside = place.with_name(f"{place.name}.new-{os.getpid()}")
    shutil.copyfile(built, aside)
    return aside.replace(place)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        try:
            print(put_beside_source(ROOT, build_kernel(ROOT, Path(folder))).relative_to(ROOT))
        except NoKernelError as reason:
            sys.exit(f"not built: {reason}")
