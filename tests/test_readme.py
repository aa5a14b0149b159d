"""The README's two commands stand where newcomers and CI look for them, and the house documents keep their word."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

import pytest

from screening import vocabulary

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = (ROOT / "docs").rglob("*.md")


def command(name: str) -> list[str]:
    found = re.findall(rf"<!-- command: {name} -->\n```sh\n(.*?)```\n<!-- end -->", README, re.DOTALL)
    assert len(found) == 1, f"README.md has {len(found)} commands marked {name!r}"
    return str(found[0]).splitlines()


@pytest.mark.parametrize(("name", "does"), [("install", "screening"), ("test", "tox")])
def test_each_command_is_one_line_that_makes_its_own_environment(name: str, does: str) -> None:
    (line,) = command(name)
    assert "-m venv .venv" in line
    assert ".venv/bin/pip install" in line
    assert line.rpartition("&& ")[2].startswith((f".venv/bin/{does}", f".venv/bin/python -m {does}"))


def test_a_command_is_valid_shell() -> None:
    for name in ("install", "test"):
        subprocess.run(["bash", "-n", "-c", "\n".join(command(name))], check=True)


def test_ci_runs_the_test_command_and_nothing_else(tmp_path: Path) -> None:
    """A stand-in for bash notes what `.ci/run` hands to it."""
    stand_in = tmp_path / "bash"
    stand_in.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$NOTED"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    environment = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "NOTED": str(tmp_path / "noted")}
    script = Path(os.path.realpath("/bin/bash"))
    subprocess.run([str(script), str(ROOT / ".ci" / "run")], env=environment, check=True)
    assert (tmp_path / "noted").read_text(encoding="utf-8").splitlines() == ["-c", *command("test")]


def test_the_commands_shown_print_what_is_shown(tmp_path: Path) -> None:
    """Each line of a block is printed, in that order; `...` stands for lines left out. To see all, run the command."""
    (table,) = re.findall(r"```csv\n(.*?)```", README, re.DOTALL)
    (tmp_path / "counterparties.csv").write_text(table, encoding="utf-8")
    own = {"COLUMNS": "100", "SCREENING_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    shown = re.findall(r"```console\n\$ (python .*?)\n(.*?)```", README, re.DOTALL)
    assert shown
    for line, block in shown:
        arguments = [sys.executable, *shlex.split(line)[1:]]
        done = subprocess.run(
            arguments, cwd=tmp_path, env=os.environ | own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        printed = iter([said.rstrip() for said in done.stdout.decode("utf-8").splitlines()])
        missing = [wanted for wanted in block.splitlines() if wanted not in ("...", "") and wanted not in printed]
        assert missing == [], f"{line} no longer prints these lines, or not in this order"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", *sorted(p.relative_to(ROOT) for p in DOCS)], ids=str)
def test_every_file_a_page_links_to_is_there(page: str | Path) -> None:
    path = ROOT / page
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_page_of_docs_is_in_its_index() -> None:
    for folder in (ROOT / "docs", ROOT / "docs" / "decisions"):
        index = (folder / "README.md").read_text(encoding="utf-8")
        assert [page.name for page in folder.glob("*.md") if page.name != "README.md" and page.name not in index] == []


def test_concepts_define_every_word_of_the_vocabulary() -> None:
    concepts = (ROOT / "docs" / "concepts.md").read_text(encoding="utf-8").casefold()
    kinds = [kind for kind in vars(vocabulary).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
    words = {str(word).replace("_", " ") for kind in kinds if kind is not StrEnum for word in kind}
    assert {word for word in words if word not in concepts} == set()
