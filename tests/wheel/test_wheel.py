"""What users get: both distributions are built, and the wheel is used where nothing else is.

`tox -e wheel` runs this; a bare pytest does not, because building needs the network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


HAS_COMPILER = shutil.which((sysconfig.get_config_var("CC") or "cc").split()[0]) is not None
CORE = "screening/matching/_kernel.abi3.so"


def build(into: Path, *kinds: str, **variables: str) -> Path:
    """Build, and give the one wheel that came of it. Without kinds: the sdist, then the wheel from the sdist."""
    command = [sys.executable, "-m", "build", "--no-isolation", *kinds, "--outdir", str(into), str(ROOT)]
    done = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (into / "said.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    (wheel,) = into.glob("*.whl")
    return wheel


def contents(wheel: Path) -> dict[str, str]:
    """Every file of a wheel with the hash of its bytes; RECORD repeats just that."""
    with zipfile.ZipFile(wheel) as archive:
        names = (name for name in archive.namelist() if not name.endswith("/RECORD"))
        return {name: sha256(archive.read(name)).hexdigest() for name in names}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from the checkout."""
    return build(tmp_path_factory.mktemp("wheel"), "--wheel")


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has the wheel, what it needs, and nothing else."""
    return installed(wheel, tmp_path_factory.mktemp("environment"))


def installed(wheel: Path, folder: Path) -> Path:
    """Make an environment of a wheel, and give its Python."""
    subprocess.run([sys.executable, "-m", "virtualenv", "-q", str(folder)], check=True)
    python = folder / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "-q", str(wheel)], check=True)
    return python


def run(python: Path, folder: Path, *arguments: str) -> str:
    """What a command prints, run from an empty folder with no installed list."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SCREENING", "COV"))
    }
    environment = inherited | {"SCREENING_HOME": str(folder / "home"), "PYTHONUTF8": "1", "PYTHONWARNINGS": "error"}
    empty = folder / "empty"
    empty.mkdir(exist_ok=True)
    done = subprocess.run([str(python), *arguments], cwd=empty, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert list(empty.iterdir()) == [], "it left files behind"
    return done.stdout


def test_the_wheel_holds_the_list_the_tables_and_the_type_marker(wheel: Path) -> None:
    names = set(contents(wheel))
    assert {"screening/bundled/wagner-network/list.toml", "screening/data/countries.csv", "screening/py.typed"} <= names
    assert all(name.startswith(("screening/", "screening-")) for name in names)
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_the_sdist_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    assert contents(build(tmp_path)) == contents(wheel)


def path_in_use(python: Path, folder: Path) -> str:
    return run(python, folder, "-c", "from screening.matching.kernel import active; print(active())").strip()


@pytest.mark.skipif(not HAS_COMPILER, reason="there is no compiler here")
def test_a_wheel_built_with_a_compiler_searches_by_its_compiled_core(wheel: Path, python: Path, tmp_path: Path) -> None:
    assert "-cp311-abi3-" in wheel.name
    assert CORE in contents(wheel)
    assert path_in_use(python, tmp_path) == "compiled"
    assert "compiled" in run(python, tmp_path, "-m", "screening", "lists", "show")


def test_a_wheel_built_without_a_compiler_is_pure_says_so_and_works(tmp_path: Path) -> None:
    wheel = build(tmp_path / "wheel", "--wheel", SCREENING_NO_COMPILER="1")
    assert wheel.name.endswith("-py3-none-any.whl")
    assert CORE not in contents(wheel)
    said = (tmp_path / "wheel" / "said.txt").read_text(encoding="utf-8")
    assert "built without its compiled core" in said
    python = installed(wheel, tmp_path / "environment")
    assert path_in_use(python, tmp_path) == "interpreted"
    assert "MASLOV" in run(python, tmp_path, "-m", "screening", "Ivan Maslov").upper()


def test_a_compiler_that_fails_gives_a_pure_wheel(tmp_path: Path) -> None:
    wheel = build(tmp_path, "--wheel", CC="false")
    assert wheel.name.endswith("-py3-none-any.whl")
    assert "built without its compiled core" in (tmp_path / "said.txt").read_text(encoding="utf-8")


def test_the_installed_wheel_screens_a_name_from_an_empty_folder(python: Path, tmp_path: Path) -> None:
    said = run(python, tmp_path, "-m", "screening", "Ivan Maslov")
    assert "MASLOV" in said.upper()
    assert "OFAC" in said
    assert "25 May 2023" in said


def test_the_installed_wheel_searches_all_119_bundled_entries(python: Path, tmp_path: Path) -> None:
    said = run(
        python, tmp_path, "-c", "from screening import screen; print([(i.id, i.entries) for i in screen('x').lists])"
    )
    assert said.strip() == "[('wagner-network', 119)]"


def test_the_library_and_its_distribution_have_one_version(python: Path, tmp_path: Path) -> None:
    code = (
        "from importlib.metadata import version; import screening; print(version('screening'), screening.__version__)"
    )
    distribution, library = run(python, tmp_path, "-c", code).split()
    assert distribution == library


def test_it_is_imported_from_the_environment(python: Path, tmp_path: Path) -> None:
    said = run(python, tmp_path, "-c", "import screening; print(screening.__file__)")
    assert Path(said.strip()).is_relative_to(python.parents[1])
