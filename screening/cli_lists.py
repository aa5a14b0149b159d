"""The `lists` commands: what is searched, from where, how old it is, and what changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from screening.cli_options import as_json, max_age, parse_day, tell_of_indexing, today, user, write
from screening.cli_usage import Group

if TYPE_CHECKING:
    from screening.errors import ListError

several_lists = click.argument("list_ids", metavar="[LIST_ID]...", nargs=-1)
accept_shrink = click.option(
    "--accept-shrink",
    metavar="REASON",
    help="Install a copy that is shorter or older than it should be; the reason is kept.",
)


def _in_pairs(ctx: click.Context, param: click.Parameter, texts: tuple[str, ...]) -> tuple[tuple[str, Path], ...]:
    if len(texts) % 2:
        raise click.UsageError(f"{texts[-1]!r} stands alone: expected a LIST_ID and a PATH for each list")
    return tuple((list_id, Path(path)) for list_id, path in zip(texts[::2], texts[1::2], strict=True))


@contextmanager
def _refusal_said(list_id: str, failed: list[str]) -> Iterator[None]:
    """Say why a list is refused, and note it, so that the others get their turn."""
    from screening.errors import ListError

    try:
        yield
    except ListError as error:
        _say(error)
        failed.append(list_id)


def _say(error: Exception) -> None:
    from screening.output.wording import visible

    click.echo(f"Error: {visible(str(error))}", err=True)


@click.group("lists", cls=Group)
def list_commands() -> None:
    """Fetch, show, compare and check the lists that are searched."""


@list_commands.command()
@several_lists
@max_age
@as_json
def show(list_ids: tuple[str, ...], max_age: int | None, as_json: bool) -> None:
    """Show lists with their dates, ages, counts and checksums.

    Each installed list is shown, or each LIST_ID given. A list that is too old to be searched is marked STALE; one
    that is damaged is named on stderr.
    """
    from screening.ages import list_states
    from screening.output.answers import choose_answers

    damaged: list[ListError] = []
    states = list_states(list_ids or None, day=today(), max_age=max_age, on_damaged=damaged.append)
    if states:
        write(choose_answers(as_json=as_json).lists(states))
    for error in damaged:
        _say(error)
    if damaged:
        raise click.ClickException(f"Not shown: {', '.join(error.list_id for error in damaged)}.")


@list_commands.command()
@several_lists
@accept_shrink
@as_json
def update(list_ids: tuple[str, ...], accept_shrink: str | None, as_json: bool) -> None:
    """Fetch official lists from their authorities.

    Each installed list, or each LIST_ID given, is fetched unless the authority says that nothing has changed. A copy
    that is cut, damaged, older or shorter is refused, and the installed one stays.
    """
    from screening.output.answers import choose_answers
    from screening.output.progress import show_progress
    from screening.output.wording import visible
    from screening.update import installed_official, update_list

    answers, failed = choose_answers(as_json=as_json), list[str]()
    for list_id in list_ids or installed_official():
        with _refusal_said(list_id, failed):
            with show_progress(f"Fetching {list_id}", "bytes") as watch:
                report = update_list(
                    list_id,
                    today=today(),
                    accept_shrink=accept_shrink,
                    accepted_by=user(),
                    on_progress=watch.advance,
                )
            write(answers.updated(report))
    _make_index()
    if failed:
        raise click.ClickException(f"Not updated: {visible(', '.join(failed))}.")


@list_commands.command()
@click.argument("copies", metavar="LIST_ID PATH [LIST_ID PATH]...", nargs=-1, required=True, callback=_in_pairs)
@click.option(
    "--published",
    callback=parse_day,
    metavar="DAY",
    help="The day the list was published, where its file does not say.",
)
@accept_shrink
@as_json
def add(copies: tuple[tuple[str, Path], ...], published: date | None, accept_shrink: str | None, as_json: bool) -> None:
    """Install official lists from their files.

    LIST_ID says which list it is, and PATH where its file, or the folder of its files, lies. A list that is refused
    keeps no other from being installed.
    """
    from screening.output.answers import choose_answers
    from screening.output.progress import show_progress
    from screening.output.wording import visible
    from screening.store import add_list

    if published and len(copies) > 1:
        raise click.UsageError("--published is the day of one list: add that list by itself")
    answers, failed = choose_answers(as_json=as_json), list[str]()
    for list_id, path in copies:
        with _refusal_said(list_id, failed) if len(copies) > 1 else nullcontext():
            with show_progress(f"Reading {list_id}", "bytes") as watch:
                report = add_list(
                    list_id,
                    path,
                    accept_shrink=accept_shrink,
                    accepted_by=user(),
                    published=published,
                    installed_on=today(),
                    on_progress=watch.advance,
                )
            write(answers.added(report))
    if len(failed) < len(copies):
        _make_index()
    if failed:
        raise click.ClickException(f"Not added: {visible(', '.join(failed))}.")


def _make_index() -> None:
    """Lay all installed lists out for search, so that the next question need not."""
    from screening.indexfiles import open_lists
    from screening.output.progress import show_progress

    with show_progress("Indexing", "lists"):
        open_lists()


@list_commands.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--list", "list_id", metavar="LIST_ID", help="Of which list the files are, where neither side says.")
@as_json
def diff(before: str, after: str, list_id: str | None, as_json: bool) -> None:
    """Say what changed from A to B, field by field.

    Each is an installed list (un), one of its versions by the start of its SHA-256 (un@3f2a), or an official file.
    """
    from screening.listdiff import diff_lists, open_copies
    from screening.output.answers import choose_answers

    found = diff_lists(*open_copies((before, after), list_id))
    write(choose_answers(as_json=as_json).difference(found))


@list_commands.command()
@click.argument("list_id")
@as_json
def remove(list_id: str, as_json: bool) -> None:
    """Stop searching a list.

    Its versions stay on disk, so that what was searched until now can still be shown.
    """
    from screening.output.answers import choose_answers
    from screening.store import remove_list

    write(choose_answers(as_json=as_json).removed(remove_list(list_id, removed_on=today())))


@list_commands.command()
@several_lists
@as_json
def verify(list_ids: tuple[str, ...], as_json: bool) -> None:
    """Compare lists with their checksums.

    Each installed list, or each LIST_ID given, is read again and held against its checksum and counts.
    """
    from screening.output.answers import choose_answers
    from screening.store import verify_lists

    found = verify_lists(list_ids or None)
    write(choose_answers(as_json=as_json).verified(found))
    if bad := [verification.info.id for verification in found if verification.problem]:
        raise click.ClickException(f"Not as installed: {', '.join(bad)}.")


@list_commands.command()
@several_lists
@as_json
def selftest(list_ids: tuple[str, ...], as_json: bool) -> None:
    """Screen listed parties that must be hits.

    A few of each installed list, or of each LIST_ID given, are screened by name; batch does so before its first row.
    """
    from screening.output.answers import choose_answers
    from screening.screener import Screener
    from screening.selftest import choose_canaries, require_hits, run_selftest

    reports = run_selftest(
        Screener.load(list_ids or None, on_indexing=tell_of_indexing), choose_canaries(list_ids or None)
    )
    write(choose_answers(as_json=as_json).selftested(reports))
    require_hits(reports)
