from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from screening import indexfiles, store, update
from screening.cli import cli
from screening.cli_options import today, user
from screening.errors import ListError
from screening.homes import bare_home, default_home, index_folder
from screening.output import wording
from screening.receipts import Source
from screening.records import EntityRecord, Person
from screening.results import ListInfo
from screening.screener import Screener
from screening.update import UpdateReport
from screening.vocabulary import EntityType, Gender, WeakAliasPolicy

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.usefixtures("home")


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=stdin, prog_name="python -m screening", env={"COLUMNS": "80"})


def started(*arguments: str, **more: Any) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "screening", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, **more)


def answer(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*arguments, "--json").stdout)
    return found


# What a name may look like


def test_a_bare_name_is_screened() -> None:
    bare = run("Ivan Maslov")
    assert bare.exit_code == 0
    assert "Ivan Aleksandrovich MASLOV" in bare.stdout
    assert bare.stdout == run("screen", "Ivan Maslov").stdout
    assert bare.stdout == run("Ivan", "Maslov").stdout


def test_options_may_come_before_a_bare_name() -> None:
    assert json.loads(run("--json", "Ivan Maslov").stdout) == answer("Ivan Maslov")


def test_a_name_that_is_a_command_is_screened_after_two_dashes() -> None:
    for arguments in (("screen", "batch"), ("screen", "--", "batch"), ("--", "batch")):
        assert run(*arguments).stdout.startswith("Query   batch\n")


@pytest.mark.parametrize(
    ("word", "command"),
    [("lsits", "lists"), ("bacth", "batch"), ("Bach", "batch"), ("screan", "screen"), ("Verify", "lists verify")],
)
def test_a_word_that_is_nearly_a_command_is_screened_with_a_note(word: str, command: str) -> None:
    result = run(word, "show", "--json")
    assert result.stdout == run("screen", word, "show", "--json").stdout
    assert result.stderr == (
        f"Note: {word!r} is screened as a name, and {command} is not run; screen {word} does so without this note\n"
    )


@pytest.mark.parametrize("name", [("Lisa",), ("Green",), ("Bach Long",), ("screen", "Bach"), ("--", "Bach")])
def test_no_other_name_has_a_note(name: tuple[str, ...]) -> None:
    assert run(*name).stderr == ""


def test_two_quoted_names_are_not_taken_for_one() -> None:
    result = run("Ivan Maslov", "Sadio Camara")
    assert result.exit_code == 2
    assert "several names" in result.stderr


def test_each_line_of_standard_input_is_answered_in_order() -> None:
    result = run("-", "--json", stdin="\ufeffIvan Maslov\r\n\nRichard Wagner\n???\n".encode() + b"caf\xe9")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["query"]["name"] for one in answers] == ["Ivan Maslov", "", "Richard Wagner", "???", "caf\udce9"]
    assert [one["outcome"] for one in answers] == ["hit", "error", "no_hit", "error", "error"]
    assert result.exit_code == 4


def test_a_refused_line_is_shown_to_people_in_its_place() -> None:
    result = run("-", "--brief", stdin="FZNC\n???\nRichard Wagner\n")
    assert re.findall("^(?:Query|Error) .*", result.stdout, re.MULTILINE) == [
        "Query   FZNC",
        "Query  ???",
        "Error  the name '???' has no letter or digit in it",
        "Query   Richard Wagner",
    ]


def test_a_long_wait_for_an_index_is_explained_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("FZNC", "--json").stderr == ""
    monkeypatch.setattr("screening.cli_options.LONG_TO_INDEX", 100)
    for path in index_folder(default_home()).iterdir():
        path.unlink()
    note = "Note: an index of 119 entries is made, which takes a moment, once for these lists\n"
    assert [run("FZNC", "--json").stderr for _ in range(2)] == [note, ""]


# What may be said of the party, and how to search


def test_what_is_known_of_the_party_counts() -> None:
    assert answer("Ivan Maslov", "--birth-date", "1950")["outcome"] == "no_hit"
    known = answer("Ivan Maslov", "--birth-date", "1982-07-11", "--country", "Russia", "--gender", "male")
    assert known["hits"][0]["score"] > answer("Ivan Maslov")["hits"][0]["score"]
    assert known["query"]["countries"] == ["RU"]
    assert answer("Zzyzx Qwfp", "--alias", "Ivan Maslov")["hits"][0]["id"] == "maslov-ivan"
    assert answer("Zzyzx Qwfp", "--id", "782516327349")["query"]["identifiers"] == ["782516327349"]
    assert answer("Ivan Maslov", "--kind", "vessel")["outcome"] == "no_hit"


def test_how_to_search_is_said_by_options() -> None:
    assert answer("Prigozhin", "--threshold", "0.1", "--limit", "1")["more_hits"] > 1
    ignoring = answer("AFRIC", "--weak-aliases", "ignore")
    assert ignoring["weak_aliases"] == "ignore"
    assert "afric" not in [hit["id"] for hit in ignoring["hits"]]
    assert [one["id"] for one in answer("FZNC", "--list", "wagner-network")["lists"]] == ["wagner-network"]


@pytest.mark.parametrize("day", ["2023-05-24", "24 May 2023", "24.05.2023"])
def test_as_of_answers_what_was_listed_on_that_day(day: str) -> None:
    found = answer("Ivan Maslov", "--as-of", day)
    assert found["as_of"] == "2023-05-24"
    assert {listing["authority"] for listing in found["hits"][0]["listings"]} == {"EU"}


def test_a_delisted_party_is_shown_as_such() -> None:
    assert answer("Sadio Camara")["hits"][0]["current"] is False
    assert "delisted 27 Feb 2026" in run("Sadio Camara").stdout
    assert answer("Sadio Camara", "--as-of", "2024-01-01")["hits"][0]["current"] is True


def test_the_choices_are_those_of_the_vocabulary() -> None:
    choices = {
        option.name: tuple(option.type.choices)
        for option in cli.commands["screen"].params
        if isinstance(option.type, click.Choice)
    }
    assert choices == {
        "kind": tuple(EntityType),
        "gender": tuple(Gender),
        "weak_aliases": tuple(WeakAliasPolicy),
    }


# What is shown


def test_people_may_ask_for_less_or_more() -> None:
    usual, brief, full = (run("Prigozhin", "--threshold", "0.1", *more).stdout for more in ([], ["--brief"], ["-v"]))
    assert usual.count("Evidence\n") == 3
    assert "Evidence" not in brief
    assert full.count("Evidence\n") > 3
    assert "Ties and notes" in full


def test_json_is_the_same_bytes_whatever_the_hash_seed() -> None:
    runs = [
        started("Вагнер", "--json", "--threshold", "0.2", env=os.environ | {"PYTHONHASHSEED": seed}) for seed in "12"
    ]
    first, second = (process.communicate()[0] for process in runs)
    assert first == second
    assert "Вагнер" in first.decode("utf-8")


def test_a_hit_fails_only_when_asked_to() -> None:
    assert run("FZNC").exit_code == 0
    assert run("FZNC", "--fail-on-hit").exit_code == 3
    assert run("Richard Wagner", "--fail-on-hit").exit_code == 0


def test_no_hit_is_never_called_clear() -> None:
    result = run("Richard Wagner")
    assert "This is not a clearance" in " ".join(result.stdout.split())
    assert not re.search(r"\bclear\b", result.stdout, re.IGNORECASE)


# Compare


def test_two_names_are_compared_without_a_list() -> None:
    found = answer("compare", "Jon Smith", "Smith, John", "--kind", "person")
    assert found["score"] > found["threshold"]
    assert [part["relation"] for part in found["parts"]] == ["equivalent", "exact"]
    assert "known variant" in run("compare", "Jon Smith", "Smith, John").stdout


def test_a_name_is_compared_with_a_record_that_is_no_hit() -> None:
    found = answer("compare", "Iosif Prigozhin", "--record", "prigozhin-yevgeniy", "--birth-date", "1969-04-02")
    assert found["band"] is None
    assert {"feature": "birth date", "outcome": "conflicts"}.items() <= {
        key: value for line in found["ledger"] if line["feature"] == "birth date" for key, value in line.items()
    }.items()


# Batch


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    text = "Name;Country\nIvan Maslov;RU\nRudolf Rassendyll;GB\nSadio Camara;ML\n"
    (tmp_path / "customers.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_batch_answers_every_row_into_a_file_beside_the_input(folder: Path) -> None:
    result = run("batch", "customers.csv")
    assert result.exit_code == 0
    assert "Rows      3 = 3 screened + 0 errored" in result.stdout
    assert "Columns      Name → name, Country → country" in result.stderr
    rows = (folder / "customers.screened.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 4
    manifest = json.loads((folder / "customers.screened.csv.manifest.json").read_text(encoding="utf-8"))
    assert "20" in json.dumps(manifest)


@pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes work otherwise on Windows")
def test_a_batch_of_what_gives_its_rows_only_once_is_refused(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    held = os.open(folder / "pipe", os.O_RDWR)  # so that opening it does not wait for a writer
    result = run("batch", "pipe")
    os.close(held)
    assert result.exit_code == 1
    assert result.stderr == "Error: pipe: is a pipe, which gives its rows only once: expected a file\n"


def test_a_batch_reports_in_json_and_fails_on_a_hit_when_asked_to(folder: Path) -> None:
    (folder / "customers.csv").write_text("Kunde=Name,x\nIvan Maslov,1\n???,2\n", encoding="utf-8")
    arguments = ("batch", "customers.csv", "--map", "Kunde=Name=name", "--overwrite", "--json")
    result = run(*arguments, "-o", "out.csv")
    report = json.loads(result.stdout)
    assert (report["rows"], report["screened"], report["errored"], report["hits"]) == (2, 1, 1, 1)
    assert report["detected"]["columns_mapped"][0] == {"column": "Kunde=Name", "field": "name"}
    assert result.exit_code == 4
    assert run(*arguments, "-o", "out.csv", "--fail-on-hit").exit_code == 3


def test_an_output_that_is_there_is_replaced_only_when_asked_to(folder: Path) -> None:
    assert run("batch", "customers.csv").exit_code == 0
    refused = run("batch", "customers.csv")
    assert refused.exit_code == 1
    assert "customers.screened.csv" in refused.stderr
    assert run("batch", "customers.csv", "--overwrite").exit_code == 0


def test_an_interrupted_batch_says_how_to_go_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("screening.batch.run_batch", interrupted)
    result = run("batch", "customers.csv")
    assert result.exit_code == 130
    assert result.stderr == "Interrupted. The same command with --resume goes on from here.\n"


def test_a_full_disk_is_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object, **more: object) -> None:
        raise OSError(28, "No space left on device", "out.csv")

    monkeypatch.setattr("screening.batch.run_batch", full)
    result = run("batch", "customers.csv")
    assert (result.exit_code, result.stderr) == (1, "Error: out.csv: No space left on device\n")


# Lists


def test_lists_are_shown_and_verified() -> None:
    assert "wagner-network" in run("lists", "show").stdout
    shown = json.loads(run("lists", "show", "--json").stdout)
    assert shown["id"] == "wagner-network"
    assert re.fullmatch("[0-9a-f]{64}", shown["sha256"])
    assert "as installed" in run("lists", "verify").stdout
    assert json.loads(run("lists", "verify", "wagner-network", "--json").stdout)["problem"] is None


def test_a_damaged_list_is_told_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    (info,) = store.list_infos()
    monkeypatch.setattr(store, "verify_lists", lambda ids: (store.Verification(info, "its records were changed"),))
    result = run("lists", "verify")
    assert result.exit_code == 1
    assert "its records were changed" in result.stdout
    assert result.stderr == "Error: Not as installed: wagner-network.\n"


def test_a_list_is_added_with_what_is_said_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    (info,) = store.list_infos()
    asked: dict[str, object] = {}

    def add_list(list_id: str, path: Path, *, on_progress: Callable[[int, int], None], **given: object) -> object:
        asked.update(given, list_id=list_id, path=path)
        on_progress(1, 2)
        return store.AddReport(info, None, {"person": 119}, (), ("look at this",))

    monkeypatch.setattr(store, "add_list", add_list)
    result = run("lists", "add", "un", "list.xml", "--published", "1 Aug 2026", "--accept-shrink", "a purge")
    assert result.exit_code == 0
    assert asked == {
        "list_id": "un",
        "path": Path("list.xml"),
        "published": date(2026, 8, 1),
        "accept_shrink": "a purge",
        "accepted_by": user(),
        "installed_on": today(),
    }
    assert "look at this" in result.stdout
    added = json.loads(run("lists", "add", "un", "list.xml", "--json").stdout)
    assert (added["previous"], added["counts"]) == (None, {"person": 119})


def test_several_lists_are_added_and_laid_out_once(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    (info,) = store.list_infos()
    made: list[str] = []

    def add_list(list_id: str, path: Path, **_: object) -> object:
        if not path.name.startswith("good"):
            raise ListError("it is cut", list_id=list_id, path=path)
        made.append(list_id)
        return store.AddReport(info, None, {"person": 119}, (), ())

    monkeypatch.setattr(store, "add_list", add_list)
    monkeypatch.setattr(indexfiles, "open_lists", lambda: made.append("index"))
    result = run("lists", "add", "un", "good.xml", "eu", "bad.xml", "uk", "good.csv", "--json")
    assert (result.exit_code, made) == (1, ["un", "uk", "index"])
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == "Error: eu (bad.xml): it is cut\nError: Not added: eu.\n"
    result = run("lists", "add", "un", "bad.xml", "eu", "bad.xml")
    assert (result.exit_code, made) == (1, ["un", "uk", "index"])
    result = run("lists", "add", "eu", "bad.xml")
    assert (result.exit_code, result.stderr) == (1, "Error: eu (bad.xml): it is cut\n")


@pytest.fixture
def un(home: Path) -> Path:
    """The UN list as of 1 Aug 2026, installed."""
    (home / "lists.toml").write_text("[un]\nmin_entries = 1\ncanaries = []\n", encoding="utf-8")
    assert run("lists", "add", "un", str(ROOT / "tests" / "cases" / "un" / "consolidated.xml")).exit_code == 0
    return home


def test_a_home_without_lists_may_be_mistyped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SCREENING_HOME", str(tmp_path / "hmoe"))
    told = f"Warning: no list was ever installed in {tmp_path / 'hmoe'} (SCREENING_HOME): only the list of the library"
    for _ in range(2):
        result = run("Ivan Maslov", "--json")
        assert (result.exit_code, result.stderr) == (0, f"{told} is searched\n")
    assert run("Ivan Maslov", "--json", "--list", "wagner-network").stderr == ""
    monkeypatch.setenv("SCREENING_HOME", "")
    assert bare_home() is None


@pytest.mark.parametrize("command", [("Ivan Maslov",), ("batch", "customers.csv"), ("-",)])
def test_a_stale_list_is_not_searched(command: tuple[str, ...], un: Path, folder: Path) -> None:
    result = run(*command, "--max-age", "7", stdin="Ivan Maslov\n")
    assert (result.exit_code, result.stdout) == (5, "")
    assert re.match(
        r"Error: lists: too old to be searched: un was published on 1 Aug 2026, \d+ days ago", result.stderr
    )
    assert run(*command, "--max-age", "99999", stdin="Ivan Maslov\n").exit_code == 0
    assert run(*command, "--list", "wagner-network", "--overwrite" if "batch" in command else "--json").exit_code == 0
    assert not run("lists", "verify", "un").exit_code


def test_a_question_about_the_past_needs_lists_of_that_time(un: Path) -> None:
    assert run("Ivan Maslov", "--as-of", "2026-08-08", "--max-age", "7").exit_code == 0
    assert run("Ivan Maslov", "--as-of", "2026-08-09", "--max-age", "7").exit_code == 5
    assert run("Ivan Maslov", "--as-of", "2199-01-01", "--max-age", "7").exit_code == 5


def test_an_old_copy_added_by_hand_is_searched_with_a_warning(un: Path) -> None:
    result = run("Ivan Maslov")
    assert result.exit_code == 0
    assert result.stderr.startswith("Warning: un was published on 1 Aug 2026, ")


def test_the_dashboard_tells_ages(un: Path) -> None:
    assert re.search(r"^un +1 Aug 2026 +STALE, \d+ days ", run("lists", "show").stdout, re.MULTILINE)
    shown = json.loads(run("lists", "show", "un", "--json", "--max-age", "99999").stdout)
    assert (shown["stale"], shown["vouched"], shown["vouched_on"]) == (False, "published", "2026-08-01")


def test_a_damaged_list_hides_no_other(un: Path) -> None:
    (info,) = (un / "lists" / "un").glob("*/info.json")
    info.write_bytes(info.read_bytes() + b" ")
    result = run("lists", "show", "--json")
    assert (result.exit_code, json.loads(result.stdout)["id"]) == (1, "wagner-network")
    told = f"un ({info}): its description was changed since it was installed; install it again"
    assert result.stderr == f"Error: {told}\nError: Not shown: un.\n"
    assert run("lists", "show", "un").stdout == ""
    assert run("Ivan Maslov").stderr == f"Error: {told}\n"


def switched(home: Path, *days: str) -> None:
    """Say on which days the switches of the UN list were made."""
    current = home / "lists" / "un" / "current"
    lines = [line.split()[0] for line in current.read_text().splitlines()]
    current.write_text("".join(f"{version} {day}\n" for version, day in zip(lines, days, strict=True)))


def test_what_was_loaded_on_a_day_is_searched_since_removed_or_not(un: Path) -> None:
    assert run("lists", "remove", "un").exit_code == 0
    switched(un, "2026-03-01", "2026-03-05")
    assert [one["id"] for one in answer("Ivan Maslov")["lists"]] == ["wagner-network"]
    loaded = answer("Ivan Maslov", "--loaded-on", "2026-03-04")
    assert [one["id"] for one in loaded["lists"]] == ["un", "wagner-network"]
    assert [one["id"] for one in answer("Ivan Maslov", "--loaded-on", "2026-02-28")["lists"]] == ["wagner-network"]
    refused = run("Ivan Maslov", "--loaded-on", "2026-03-05", "--list", "un")
    assert (refused.exit_code, refused.stderr) == (1, "Error: un: it was not installed on 5 Mar 2026\n")


def test_a_batch_searches_what_was_loaded_on_a_day(un: Path, folder: Path) -> None:
    assert run("lists", "remove", "un").exit_code == 0
    switched(un, "2026-03-01", "2026-03-05")
    assert run("batch", "customers.csv", "--loaded-on", "2026-03-04").exit_code == 0
    manifest = json.loads((folder / "customers.screened.csv.manifest.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in manifest["lists"]] == ["un", "wagner-network"]


@pytest.mark.parametrize("more", [["2199-01-01"], ["2026-03-04", "--max-age", "7"]])
def test_what_was_loaded_is_asked_of_the_past_and_has_no_age(more: list[str]) -> None:
    result = run("Ivan Maslov", "--loaded-on", *more)
    assert result.exit_code == 2
    assert "--loaded-on takes a day until today, and goes without --max-age" in result.stderr


def test_who_accepted_a_short_copy_is_shown(un: Path) -> None:
    (un / "lists.toml").unlink()
    copy = str(ROOT / "tests" / "cases" / "un" / "consolidated.xml")
    assert run("lists", "add", "un", copy).exit_code == 1
    assert run("lists", "add", "un", copy, "--accept-shrink", "an excerpt").exit_code == 0
    for command in ("show", "verify"):
        accepted = json.loads(run("lists", command, "un", "--json").stdout)["accepted"]
        assert (accepted["reason"], accepted["by"], accepted["on"]) == ("an excerpt", user(), today().isoformat())
        assert "Accepted" in run("lists", command).stdout


def test_a_user_without_a_name_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert user() is None


def test_an_error_of_the_system_without_a_file_says_what_it_knows(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*arguments: object, **more: object) -> None:
        raise OSError("the device is gone")

    monkeypatch.setattr("screening.batch.run_batch", closed)
    assert run("batch", "customers.csv").stderr == "Error: output: the device is gone\n"


def test_a_list_is_removed(un: Path) -> None:
    assert "no longer searched" in run("lists", "remove", "un").stdout
    assert "un " not in run("lists", "show").stdout
    assert run("lists", "remove", "un").exit_code == 1


def test_copies_are_compared(un: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.xml"
    other.write_bytes((ROOT / "tests/cases/un/consolidated.xml").read_bytes().replace(b">Tunis<", b">Sfax<"))
    assert "0 added · 0 removed · 1 changed" in run("lists", "diff", "un", str(other)).stdout
    found = json.loads(run("lists", "diff", str(other), str(other), "--list", "un", "--json").stdout)
    assert (found["added"], found["changed"]) == ([], [])


def test_canaries_are_tried_on_demand_and_before_a_batch(folder: Path, home: Path, un: Path) -> None:
    assert "hits: " in run("lists", "selftest").stdout
    (home / "lists.toml").write_text("[un]\nmin_entries = 1\ncanaries = ['un-0']\n", encoding="utf-8")
    result = run("lists", "selftest", "un", "--json")
    assert (result.exit_code, json.loads(result.stdout)["missed"]) == (1, ["un-0"])
    refused = run("batch", "customers.csv", "--max-age", "99999")
    assert refused.exit_code == 1
    assert "must be hits are none (un: un-0)" in refused.stderr
    assert not (folder / "customers.screened.csv").exists()


def test_an_update_tells_each_list_and_fails_for_any(monkeypatch: pytest.MonkeyPatch, un: Path) -> None:
    asked: list[tuple[str, object]] = []

    def update_list(list_id: str, *, on_progress: Callable[[int, int | None], None], **given: object) -> UpdateReport:
        asked.append((list_id, given["today"]))
        on_progress(1, None)
        if list_id == "eu":
            raise ListError("nobody answers", list_id="eu")
        return UpdateReport(list_id, (Source("https://example.com/x"),), None, True)

    monkeypatch.setattr(update, "update_list", update_list)
    result = run("lists", "update", "eu", "un")
    assert (result.exit_code, result.stderr) == (1, "Error: eu: nobody answers\nError: Not updated: eu.\n")
    assert "not changed: the installed copy is the newest" in result.stdout
    assert json.loads(run("lists", "update", "--json").stdout)["list"] == "un"
    assert asked == [("eu", today()), ("un", today()), ("un", today())]


def test_an_update_of_a_closed_list_says_where_it_went() -> None:
    result = run("lists", "update", "ofsi")
    assert result.exit_code == 1
    assert (
        "OFSI's consolidated list was closed on 28 Jan 2026; the designations are on this list: use uk" in result.stderr
    )


# What is refused, in one sentence


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["x" * 10_000], 1, "10,000 characters"),
        (["?!..."], 1, "no letter or digit"),
        ([""], 1, "name"),
        (["Ivan", "--country", "Atlantis"], 1, "unknown country 'Atlantis'"),
        (["Ivan", "--id", "---"], 1, "the identifier '---' has no letter or digit in it"),
        (["Ivan", "--birth-date", "soon"], 1, "'soon' is no date"),
        (["Ivan", "--list", "wagner-netwrok"], 1, "perhaps wagner-network"),
        (["Ivan", "--kind", "vessel", "--gender", "male"], 1, "has no gender"),
        (["Ivan", "--as-of", "2023"], 2, "not one day"),
        (["Ivan", "--as-of", "soon"], 2, "'soon' is no date"),
        (["Ivan", "--threshold", "1.5"], 2, "--threshold: '1.5' is not a number from 0 to 1"),
        (["Ivan", "--threshold", "nan"], 2, "--threshold: 'nan' is not a number from 0 to 1"),
        (["Ivan", "--limit", "0"], 2, "--limit: '0' is not a whole number from 1"),
        (["Ivan", "--limit", "many"], 2, "--limit: 'many' is not a whole number from 1"),
        (["Ivan", "--limit"], 2, "--limit needs a value"),
        (["Ivan", "--brief=yes"], 2, "--brief takes no value"),
        (["Ivan", "--kind", "ship"], 2, "--kind: 'ship' is not one of person, organisation, vessel, aircraft"),
        (["Ivan", "--birth", "1961"], 2, "there is no option --birth, perhaps --birth-date"),
        (["--no-such-\x1b[2Joption", "Ivan"], 2, "there is no option --no-such-<U+001B>[2Joption"),
        (["screen"], 2, "NAME is missing"),
        (["schema", "record"], 2, "'record' is too much: expected no argument"),
        (["compare", "Ivan", "Petr", "Pavel"], 2, "'Pavel' is too much: expected QUERY [OTHER]"),
        (["compare", "Ivan"], 2, "--record ID"),
        (["compare", "Ivan", "Petr", "--record", "x"], 2, "--record ID"),
        (["compare", "Ivan", "Petr", "--birth-date", "1961"], 2, "need --record"),
        (["compare", "Ivan", "--record", "nobody"], 1, "'nobody'"),
        (["batch", "absent.csv"], 1, "absent.csv"),
        (["batch", "."], 1, ".: cannot be opened"),
        (["batch", "empty.csv"], 1, "empty.csv"),
        (["batch", "nameless.csv"], 1, "nameless.csv"),
        (["batch", "nameless.csv", "--map", "name"], 2, "COLUMN=FIELD"),
        (["batch", "nameless.csv", "--map", "=name"], 2, "COLUMN=FIELD"),
        (["lists", "add", "nolist", "absent.xml"], 1, "nolist"),
        (["lists", "add", "un", "absent.xml"], 1, "absent.xml"),
        (["lists", "add", "un", "."], 1, "un (.): it is a folder: expected the file of this list"),
        (["lists", "add"], 2, "LIST_ID PATH"),
        (["lists", "add", "un", "a.xml", "eu"], 2, "'eu' stands alone"),
        (["lists", "add", "un", "a.xml", "eu", "b.xml", "--published", "2026-08-01"], 2, "the day of one list"),
        (["lists", "verify", "nolist"], 1, "nolist"),
        (["lists", "update"], 1, "no official list is installed yet"),
        (["lists", "diff", "un", "absent.xml"], 1, "neither a file nor an installed list"),
        (["lists", "remove", "wagner-network"], 1, "part of the library"),
        (["lists", "selftest", "nolist"], 1, "nolist"),
        (["lists", "drop"], 2, "lists has no command 'drop': expected add, diff, remove"),
        (["lists", "shwo"], 2, "lists has no command 'shwo', perhaps show: expected add, diff, remove"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(
    arguments: list[str], code: int, says: str, folder: Path
) -> None:
    (folder / "empty.csv").touch()
    (folder / "nameless.csv").write_text("Amount;Currency\n12;EUR\n", encoding="utf-8")
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    (sentence,) = result.stderr.splitlines()
    assert sentence.startswith("Error: ")
    assert says in sentence
    assert bool(re.search(r" \(help: python -m screening( \w+)* --help\)$", sentence)) is (code == 2)


def test_a_group_alone_says_what_is_in_it() -> None:
    for group in ((), ("lists",)):
        result = run(*group)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "Commands:\n" in result.stderr


def test_an_error_cannot_move_the_cursor() -> None:
    result = run("Ivan", "--list", "x\x1b[2J")
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr


# The process


def test_json_needs_no_terminal_library() -> None:
    code = (
        "import sys; from screening.__main__ import main; sys.argv[1:] = ['FZNC', '--json']\n"
        "try: main()\nfinally: print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert not {"rich", "python_calamine", "xlsxwriter", "charset_normalizer"} & loaded
    assert "click" in loaded


def test_the_command_line_loads_nothing_before_it_knows_what_to_do() -> None:
    code = "import screening.cli, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    own = {name for name in done.stdout.split() if name.startswith("screening")}
    assert own == {f"screening{module}" for module in ("", ".cli", ".cli_lists", ".cli_options", ".cli_usage")}
    assert not {"rich", "pydantic", "rapidfuzz"} & set(done.stdout.split())


@pytest.fixture
def process() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    processes: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str, **more: Any) -> subprocess.Popen[bytes]:
        processes.append(started(*arguments, **more))
        return processes[-1]

    # What a shell starts in the background ignores interruptions, and so would what is started from there.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield start
    signal.signal(signal.SIGINT, before)
    for one in processes:
        one.kill()
        for stream in (one.stdin, one.stdout, one.stderr):
            assert stream
            with suppress(BrokenPipeError):
                stream.close()
        one.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes work otherwise on Windows")
def test_a_reader_that_stops_reading_is_no_error(process: Callable[..., subprocess.Popen[bytes]]) -> None:
    running = process("-", "--json")
    assert running.stdin
    assert running.stdout
    assert running.stderr
    running.stdin.write(b"FZNC\n")
    running.stdin.flush()
    assert running.stdout.readline()
    running.stdout.close()
    running.stdin.write(b"FZNC\n")
    running.stdin.close()
    assert running.stderr.read() == b""
    assert running.wait() == 141


@pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes work otherwise on Windows")
def test_ctrl_c_is_one_line(process: Callable[..., subprocess.Popen[bytes]]) -> None:
    running = process("-", "--json")
    assert running.stdin
    assert running.stdout
    assert running.stderr
    running.stdin.write(b"FZNC\n")
    running.stdin.flush()
    assert running.stdout.readline()
    running.send_signal(signal.SIGINT)
    assert running.stderr.read() == b"Interrupted.\n"
    assert running.wait() == 130


def test_a_damaged_index_is_told_in_one_line_and_made_again(
    process: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    (tmp_path / "lists").mkdir()
    own = os.environ | {"SCREENING_HOME": str(tmp_path)}
    first, _ = process("FZNC", "--json", env=own).communicate()
    (path,) = (tmp_path / "index").glob("*.index")
    path.write_bytes(path.read_bytes()[:3000])
    again, told = process("FZNC", "--json", env=own).communicate()
    assert again == first
    (line,) = told.decode("utf-8").splitlines()
    assert line.startswith("Warning: ")
    assert line.endswith("; the index is made again")
    assert process("FZNC", "--json", env=own).communicate() == (first, b"")


def test_stdout_is_utf8_whatever_the_locale(process: Callable[..., subprocess.Popen[bytes]]) -> None:
    out, err = process("Вагнер", "--brief", env=os.environ | {"PYTHONIOENCODING": "latin-1"}).communicate()
    assert out.decode("utf-8").startswith("Query   Вагнер\n")
    assert err == b""


def test_schema_is_json() -> None:
    assert "listings" in json.loads(run("schema").stdout)["properties"]


def test_version_and_help() -> None:
    assert re.fullmatch(r"screening \d+\.\d+\.\d+\S*\n", run("--version").stdout)
    assert run("-h").stdout.index("screen ") < run("-h").stdout.index("batch ")


# The guide


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize("path", [path for path, _ in commands(cli)], ids=" ".join)
def test_every_command_and_option_is_in_the_guide(path: tuple[str, ...]) -> None:
    command = dict(commands(cli))[path]
    assert f"`{' '.join(path)}" in GUIDE
    section = GUIDE.split(f"## `{path[0]}`")[1].split("\n## ")[0]
    for parameter in command.params:
        for option in parameter.opts if isinstance(parameter, click.Option) else ():
            assert f"`{option}" in section, f"{' '.join(path)} {option} is not in docs/cli.md"


def examples() -> Iterator[tuple[str, list[str]]]:
    for block in re.findall(r"```console\n\$ (.*?)```", GUIDE, re.DOTALL):
        line, *shown = block.splitlines()
        yield line, shown


@pytest.mark.parametrize(("line", "shown"), list(examples()))
def test_every_example_of_the_guide_gives_what_it_says(line: str, shown: list[str], folder: Path) -> None:
    piped, _, command = line.rpartition(" | ")
    stdin = shlex.split(piped)[1].replace("\\n", "\n") if piped else None
    result = run(*shlex.split(command.removeprefix("python -m screening ")), stdin=stdin)
    assert result.exit_code in (0, 4) or shown[0].startswith("Error: "), result.output
    lines = iter(result.output.splitlines())
    missing = [text for text in shown if text != "..." and not any(line.startswith(text) for line in lines)]
    assert not missing, result.stdout


def test_weak_alias_policies_all_have_words() -> None:
    assert set(wording.WEAK_ALIASES) == set(WeakAliasPolicy)


def test_a_list_without_a_date_says_so() -> None:
    assert wording.list_date_text(ListInfo("x", "x", "x", None, "0" * 64, 1, 1)) == "date not published"


def test_records_of_one_party_can_be_shown_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    party = Person.model_validate({"names": ["Ivan Petrov"]})
    shared = ("un:QDi.001",)
    screener = Screener([EntityRecord(id=key, party=party, cross_references=shared) for key in ("un-1", "eu-1")])
    monkeypatch.setattr(Screener, "load", lambda *_, **__: screener)
    assert [hit["id"] for hit in answer("Ivan Petrov")["hits"]] == ["eu-1"]
    assert [hit["id"] for hit in answer("Ivan Petrov", "--no-link")["hits"]] == ["eu-1", "un-1"]
