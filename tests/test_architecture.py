"""The definition of the layers: who may import whom, and what only the command line may do.

Everything is read from the source by `ast`, so a module counts whether or not a test imports it.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "screening"

LAYERS: dict[str, tuple[str, ...]] = {
    "shell": ("__init__", "__main__", "cli", "cli_lists", "cli_options", "cli_usage"),
    "outputs": ("batch", "output", "arrow", "spark"),
    "use": ("screener", "comparison", "query", "indexfiles", "update", "listdiff", "selftest"),
    "judge": ("listindex", "indexwriter", "matching", "linking", "linkfacts", "explain", "remarks"),
    "read": (
        "names",
        "sources",
        "catalogue",
        "copies",
        "descriptions",
        "versions",
        "receipts",
        "homes",
        "compiledcore",
        "store",
        "storedlist",
        "ages",
        "results",
    ),
    "records": ("records",),
    "ground": ("vocabulary", "dates", "identifiers", "reference", "errors", "garbage", "version"),
}
"""Top to bottom. A module may import its own layer and those below it. A package is one unit."""

HOMES: dict[str, tuple[str, ...]] = {
    "click": ("cli", "cli_lists", "cli_options", "cli_usage"),
    "rich": ("output",),
    "charset_normalizer": ("batch",),
    "python_calamine": ("batch", "sources.au_sheet", "sources.private_sheet"),
    "xlsxwriter": ("batch",),
    "pyarrow": ("arrow", "spark"),
    "pyspark": ("spark",),
    "rapidfuzz": ("matching", "names.legalforms"),
    "unidecode": ("names.romanise.fallback",),
    "defusedxml": ("sources",),
    "lxml": ("sources",),
    "platformdirs": ("homes",),
    "filelock": ("versions",),
    "urllib3": ("update",),
    "pydantic": ("records", "sources", "store", "query", "batch"),
}
"""Where each third-party library may be imported: in these modules and packages, nowhere else.

pydantic is wherever values from outside become records; what judges them works on plain frozen values."""

STRANGERS_TO_IMPORT = (
    "click",
    "rich",
    "python_calamine",
    "xlsxwriter",
    "charset_normalizer",
    "urllib3",
    "filelock",
    "numpy",
    "pyarrow",
    "pydantic",
)
"""What `import screening` must not load: the first name asked for pays for what it needs."""

NETWORK = frozenset({"urllib", "http", "socket", "ssl", "ftplib", "smtplib", "requests", "httpx", "urllib3", "asyncio"})
FETCHES = "update"
"""The one module that may use the network."""
CLOCKS = frozenset({"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"})
NOT_A_NOUN = frozenset({"utils", "util", "helpers", "helper", "common", "misc"})
MAX_LINES = 399


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def module_name(path: Path) -> str:
    """`screening/names/text.py` → `names.text`; the package itself is `__init__`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def unit(module: str) -> str:
    return module.split(".")[0]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


MODULES = {module_name(path): path for path in sources()}
LEVEL = {name: level for level, units in enumerate(reversed(LAYERS.values())) for name in units}
every_module = pytest.mark.parametrize("module", sorted(MODULES))


def imports(module: str) -> Iterator[str]:
    """Every dotted name a module imports, late and type-only imports too: `from a.b import c` gives `a.b.c`."""
    for node in ast.walk(tree(MODULES[module])):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: line {node.lineno} imports relatively; write the whole name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(module: str) -> set[str]:
    """The modules of this package that a module imports, by the longest name that is a module."""
    found = set()
    for name in imports(module):
        parts = name.split(".")
        if parts[0] == "screening":
            inner = [".".join(parts[1:end]) for end in range(len(parts), 1, -1)]
            found.add(next((candidate for candidate in inner if candidate in MODULES), "__init__"))
    return found - {module}


def third_party(module: str) -> set[str]:
    roots = {name.split(".")[0] for name in imports(module)}
    return roots - {"screening"} - sys.stdlib_module_names


def called(module: str) -> Iterator[tuple[str, int]]:
    """Every call's last two dotted names, `date.today` or `print`, with its line."""
    for node in ast.walk(tree(MODULES[module])):
        if isinstance(node, ast.Call):
            yield ".".join(ast.unparse(node.func).split(".")[-2:]), node.lineno


def below_the_shell(module: str) -> bool:
    return unit(module) not in LAYERS["shell"]


@every_module
def test_every_module_is_in_a_declared_layer(module: str) -> None:
    assert unit(module) in LEVEL, f"{module}: give it a layer in tests/test_architecture.py"


def test_every_declared_unit_exists() -> None:
    assert set(LEVEL) - {unit(module) for module in MODULES} == set()


@every_module
def test_imports_point_down(module: str) -> None:
    here = LEVEL[unit(module)]
    upward = {name for name in own_imports(module) if LEVEL.get(unit(name), len(LAYERS)) > here}
    assert not upward, f"{module} imports from a layer above its own: {sorted(upward)}"


def test_no_module_imports_itself_by_a_detour() -> None:
    lazy = {"__init__"}
    graph = {module: own_imports(module) for module in MODULES if module not in lazy}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"import cycle: {' → '.join(error.args[1])}")


@every_module
def test_third_party_libraries_stay_in_their_homes(module: str) -> None:
    for library in sorted(third_party(module)):
        homes = HOMES.get(library)
        assert homes, f"{module} imports {library}, which has no home in tests/test_architecture.py"
        at_home = any(module == home or module.startswith(f"{home}.") for home in homes)
        assert at_home, f"{module} imports {library}, whose home is {', '.join(homes)}"


@every_module
def test_modules_are_short_and_say_what_they_are(module: str) -> None:
    path = MODULES[module]
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= MAX_LINES, f"{module} has {lines} lines: split it by its nouns"
    assert ast.get_docstring(tree(path)), f"{module} has no docstring"
    assert not NOT_A_NOUN & set(module.split(".")), f"{module}: name it for what is in it"


@every_module
def test_only_the_shell_prints_or_tells_the_time(module: str) -> None:
    if below_the_shell(module):
        forbidden = [f"{name}, line {line}" for name, line in called(module) if name in CLOCKS | {"print"}]
        forbidden += sorted(CLOCKS & set(imports(module)))
        assert not forbidden, f"{module} calls {forbidden}: take the day or the stream as an argument"


@every_module
def test_only_an_update_reaches_the_network(module: str) -> None:
    roots = {name.split(".")[0] for name in imports(module)}
    assert module == FETCHES or not roots & NETWORK, f"{module} imports {sorted(roots & NETWORK)}"


@every_module
def test_only_homes_reads_the_environment(module: str) -> None:
    if below_the_shell(module) and unit(module) != "homes":
        text = ast.unparse(tree(MODULES[module]))
        assert not re.search(r"\bos\.(environ|getenv)|\bexpanduser\b|Path\.home\b", text), module


@every_module
def test_a_match_is_a_humans_finding(module: str) -> None:
    """No function, field or argument of ours says match: what the library finds is a hit."""
    named: list[str] = []
    for node in ast.walk(tree(MODULES[module])):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            named.append(node.name)
        elif isinstance(node, ast.arg):
            named.append(node.arg)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            named.append(node.target.id)
    said = [name for name in named if re.search(r"(?:^|_)match(?:es|ed)?(?:_|$)|Match", name)]
    assert not said, f"{module}: {said} should say hit"


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_import_screening_loads_nothing_heavy() -> None:
    assert not set(STRANGERS_TO_IMPORT) & loaded_by("import screening")


def test_screening_a_name_needs_nothing_of_the_command_line() -> None:
    strangers = set(STRANGERS_TO_IMPORT) - {"pydantic"}
    assert not strangers & loaded_by("from screening import Screener, compare; compare('Ivan Petrov', 'Petrov, Ivan')")
