"""What several commands of the command line share: options, today's date, and how an answer is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from screening.cli_usage import OneOf, score, whole_number

KINDS = OneOf(("person", "organisation", "vessel", "aircraft"))
WEAK_ALIASES = OneOf(("ignore", "exact", "fuzzy"))
FILE = click.Path(path_type=Path)
LONG_TO_INDEX = 5_000
"""Entries; an index of fewer is made in a second or two."""

Command = TypeVar("Command", bound=Callable[..., Any])


def today() -> date:
    """Return the day by which lists are dated and judged: that of UTC, the same everywhere."""
    return datetime.now(UTC).date()


def user() -> str | None:
    """Return the name of whoever runs the command, as far as the system knows it."""
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, ImportError, OSError):  # a user id without a name, as in some containers
        return None


def tell_of_indexing(entries: int) -> None:
    """Say why the first question after an installation or a new version takes longer."""
    if entries >= LONG_TO_INDEX:
        click.echo(
            f"Note: an index of {entries:,} entries is made, which takes a moment, once for these lists", err=True
        )


def parse_day(ctx: click.Context, param: click.Parameter, text: str | None) -> date | None:
    """Read one day, in any shape that names exactly one."""
    from screening.dates import parse_date

    if text is None:
        return None
    try:
        day = parse_date(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    if not day.is_day:
        raise click.BadParameter(f"{text!r} is not one day: expected one such as 2024-01-31")
    return day.earliest


def parse_columns(ctx: click.Context, param: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    """Read which field each column holds; a header may itself have an equals sign."""
    columns = {}
    for pair in pairs:
        column, _, field = pair.rpartition("=")
        if not (column and field):
            raise click.BadParameter(f"{pair!r} is not COLUMN=FIELD, such as Kunde=name")
        columns[column] = field
    return columns


def join_options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Return one decorator for several options."""

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


about_party = join_options(
    click.option("--kind", type=KINDS, help="What the party is."),
    click.option("--birth-date", metavar="DATE", help="A date or year of birth, such as 1961 or 1961-06-01."),
    click.option("--country", "countries", multiple=True, metavar="COUNTRY", help="A country by code or name; repeat."),
    click.option(
        "--id", "identifiers", multiple=True, metavar="NUMBER", help="A passport, IMO or other number; repeat."
    ),
    click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another name of the same party; repeat."),
    click.option("--gender", type=OneOf(("male", "female")), help="The party's gender."),
)
which_lists = click.option(
    "--list", "lists", multiple=True, metavar="LIST_ID", help="A list to search; repeat. Default: all."
)
max_age = click.option(
    "--max-age",
    type=whole_number(0),
    metavar="DAYS",
    help="How old an official list may be. Default: what the catalogue says of each.",
)
how_to_screen = join_options(
    which_lists,
    click.option("--threshold", type=score, metavar="SCORE", help="The lowest score of a hit, 0 to 1."),
    click.option("--as-of", callback=parse_day, metavar="DAY", help="Ask what was listed on that day."),
    click.option("--loaded-on", callback=parse_day, metavar="DAY", help="Search the copies that were loaded that day."),
    click.option(
        "--weak-aliases", type=WEAK_ALIASES, default="exact", help="What a weak alias may do. Default: exact."
    ),
    max_age,
)
as_json = click.option("--json", "as_json", is_flag=True, help="JSON for machines, one object a line.")
fail_on_hit = click.option("--fail-on-hit", is_flag=True, help="Exit with 3 when there is any hit.")


def write(text: str) -> None:
    """Write an answer in UTF-8, whatever the locale; bytes of a name that were no text come out as JSON escapes."""
    click.echo(text.encode("utf-8", "backslashreplace"), nl=False)
