"""The command line: arguments in, calls, exit code out. What is computed and how it looks is decided elsewhere."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from screening.cli_lists import list_commands
from screening.cli_options import (
    FILE,
    KINDS,
    about_party,
    as_json,
    fail_on_hit,
    how_to_screen,
    parse_columns,
    tell_of_indexing,
    today,
    which_lists,
    write,
)
from screening.cli_usage import Group, whole_number

if TYPE_CHECKING:
    from screening.screener import Screener

STANDARD_INPUT = ("-",)
ABOUT = ("kind", "birth_date", "countries", "identifiers", "aliases", "gender")
"""Options that say who is asked about; the others say how to search."""
NEAR = 0.8
"""How alike a word and a command are if one may be a slip of the other: `lsits`, `bacth` and `screan` are.

Of 25,665 given names and surnames 11 are, Bach and Shea among them."""
HITS_FOUND, ROWS_ERRORED, STALE_LIST, INTERRUPTED, PIPE_CLOSED = 3, 4, 5, 130, 141


class TooOld(click.ClickException):
    """Nothing was screened, because a list is older than it may be."""

    exit_code = STALE_LIST


class Commands(Group):
    """A group whose `screen` needs no naming, and whose failures are one sentence and an exit code."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take anything that is neither a command nor an option of the group for a name to screen."""
        own = {*self.commands, *(option for parameter in self.get_params(ctx) for option in parameter.opts)}
        if not args or args[0] in own:
            return super().parse_args(ctx, args)
        if command := self._meant(args[0]):
            word = _printable(args[0])
            note = f"{word!r} is screened as a name, and {command} is not run; screen {word} does so without this note"
            click.echo(f"Note: {note}", err=True)
        return super().parse_args(ctx, ["screen", *args])

    def _meant(self, word: str) -> str | None:
        """Return the command that a word is a slip of, if any; nobody is stopped, for it may be a name."""
        if " " in word:
            return None
        near = get_close_matches(word.casefold(), self.commands, n=1, cutoff=NEAR)
        inner = {name: f"lists {name}" for name in list_commands.commands} | {"help": "--help", "version": "--version"}
        return near[0] if near else inner.get(word.casefold())

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; say in one sentence why it could not."""
        from screening.errors import ScreeningError

        try:
            with warnings.catch_warnings():
                warnings.showwarning = _tell
                answer = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # What the buffer still holds would fail once more, and loudly, when the interpreter ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(PIPE_CLOSED)
        except KeyboardInterrupt:
            hint = " The same command with --resume goes on from here." if ctx.invoked_subcommand == "batch" else ""
            click.echo(f"Interrupted.{hint}", err=True)
            ctx.exit(INTERRUPTED)
        except ScreeningError as error:
            from screening.ages import StaleListError

            refusal = TooOld if isinstance(error, StaleListError) else click.ClickException
            raise refusal(_printable(str(error))) from error
        except OSError as error:
            raise click.ClickException(
                _printable(f"{error.filename or 'output'}: {error.strerror or error}")
            ) from error
        return answer

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order in which people meet them."""
        return list(self.commands)


def _version(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    from screening.version import VERSION

    if wanted:
        click.echo(f"screening {VERSION}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def cli() -> None:
    """Screen names against sanctions lists, offline, and say who listed them, when, and why it is a hit.

    A bare name is screened: python -m screening "Yevgeniy Prigozhin"

    \b
    Exit codes:
      0  done
      1  refused, for the reason on stderr
      2  wrong usage
      3  hits, with --fail-on-hit
      4  done, but some names or rows could not be screened
      5  nothing screened: a list is older than it may be
    """


@cli.command()
@click.argument("name", nargs=-1, required=True)
@about_party
@how_to_screen
@click.option("--limit", type=whole_number(1), metavar="N", help="The most hits to show; the others are counted.")
@click.option("--no-link", "link", flag_value=False, default=True, help="Show each record of a party as its own hit.")
@click.option("--brief", "detail", flag_value="brief", help="One table of hits, no more.")
@click.option("-v", "--verbose", "detail", flag_value="full", help="Every hit in full, with every ledger line.")
@as_json
@fail_on_hit
@click.pass_context
def screen(
    ctx: click.Context,
    /,
    name: tuple[str, ...],
    lists: tuple[str, ...],
    max_age: int | None,
    loaded_on: date | None,
    detail: str | None,
    as_json: bool,
    fail_on_hit: bool,
    **given: Any,
) -> None:
    """Screen NAME, or with - each line of standard input.

    The word screen may be left out, unless NAME is itself a command, as in: screen batch
    """
    from screening.errors import QueryError
    from screening.output.answers import choose_answers
    from screening.query import build_query

    about = {key: given.pop(key) for key in ABOUT}
    screener = _load(lists, max_age, given["as_of"], loaded_on)
    answers = choose_answers(as_json=as_json, detail=detail or "usual")
    hits = refused = 0
    for text in _names(name):
        try:
            result = screener.screen(build_query(text, **about), **given)
        except QueryError as error:
            if name != STANDARD_INPUT:
                raise
            write(answers.refusal(text, str(error)))
            refused += 1
        else:
            write(answers.result(result))
            hits += len(result.hits)
    _exit(ctx, hits if fail_on_hit else 0, refused)


@cli.command()
@click.argument("input", type=FILE)
@click.option(
    "-o",
    "--output",
    type=FILE,
    help="Where to write: .csv, .tsv, .xlsx or .jsonl. Default: INPUT, with .screened before its ending.",
)
@click.option(
    "--map",
    "columns",
    multiple=True,
    callback=parse_columns,
    metavar="COLUMN=FIELD",
    help="What a column holds; repeat.",
)
@click.option("--kind", type=KINDS, help="What a row is when it does not say.")
@how_to_screen
@click.option(
    "--limit", type=whole_number(1), metavar="N", help="The most hits to write for a row; the others are counted."
)
@click.option("--encoding", help="The encoding of INPUT, if it is not found out.")
@click.option("--delimiter", help="The delimiter of INPUT, one character or tab, if it is not found out.")
@click.option("--sheet", help="The sheet of a workbook; the first unless given.")
@click.option("--join", default=";", show_default=True, help="What separates several values in one cell.")
@click.option("--workers", type=whole_number(1), metavar="N", help="How many processes screen. Default: one a core.")
@click.option("--only-hits", is_flag=True, help="Leave rows without a hit out of the output; error rows stay.")
@click.option("--resume", is_flag=True, help="Go on where a killed run stopped.")
@click.option("--overwrite", is_flag=True, help="Replace an output that is already there.")
@as_json
@fail_on_hit
@click.pass_context
def batch(
    ctx: click.Context,
    /,
    input: Path,
    output: Path | None,
    workers: int | None,
    lists: tuple[str, ...],
    max_age: int | None,
    loaded_on: date | None,
    as_json: bool,
    fail_on_hit: bool,
    **given: Any,
) -> None:
    """Screen each row of a CSV file or workbook.

    The output answers every row of INPUT in order; a manifest beside it says what was read and what was searched.
    """
    from functools import partial

    from screening.batch import BatchOptions, Workers, available_cores, place_beside, run_batch
    from screening.output.answers import choose_answers
    from screening.output.progress import show_progress
    from screening.output.reports import render_detected
    from screening.screener import Screener
    from screening.selftest import choose_canaries, require_hits, run_selftest

    target = output or place_beside(input)
    options = BatchOptions(**given)
    screener = _load(lists, max_age, options.as_of, loaded_on, link=False)  # a row a record
    require_hits(run_selftest(screener, choose_canaries(lists or None, loaded_on=loaded_on)))
    load = partial(Screener.load, lists or None, link=False, loaded_on=loaded_on)
    with show_progress("Screening", "rows") as watch:
        report = run_batch(
            input,
            target,
            screener,
            options,
            workers=Workers(workers or available_cores(), load),
            on_detected=lambda detected: watch.say(render_detected(detected)),
            on_progress=watch.advance,
            on_worker_lost=watch.say,
            finished_at=lambda: datetime.now(UTC),
        )
    write(choose_answers(as_json=as_json).batch(report))
    _exit(ctx, report.hits if fail_on_hit else 0, report.errored)


@cli.command()
@click.argument("query")
@click.argument("other", metavar="[OTHER]", required=False)
@click.option("--record", "record_id", metavar="ID", help="Compare with this listed record.")
@about_party
@which_lists
@as_json
def compare(
    query: str, other: str | None, record_id: str | None, lists: tuple[str, ...], as_json: bool, **about: Any
) -> None:
    """Compare two names, or a name and a record.

    QUERY is compared with OTHER, or with the listed record of --record, part by part and point by point.
    """
    from screening.comparison import compare as compare_names
    from screening.matching.policy import load_policy
    from screening.output.answers import choose_answers
    from screening.query import build_query
    from screening.screener import Screener

    if record_id is not None and other is None:
        comparison = Screener.load(lists or None, on_indexing=tell_of_indexing).compare(
            build_query(query, **about), record_id
        )
    elif other is not None and record_id is None:
        _only_for_record(lists=lists, **about)
        comparison = compare_names(query, other, kind=about["kind"])
    else:
        raise click.UsageError("expected two names, or one name and --record ID")
    write(choose_answers(as_json=as_json).comparison(comparison, load_policy().thresholds.hit))


cli.add_command(list_commands)


@cli.command()
def schema() -> None:
    """Print the JSON Schema of a record.

    It is the shape in which private lists and other tools exchange records.
    """
    import json

    from screening.records import json_schema

    write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")


def _tell(message: Warning | str, *_: Any, **__: Any) -> None:
    """Say a warning of the library in one line, without the place in the code that it comes from."""
    click.echo(f"Warning: {_printable(str(message))}", err=True)


def _printable(text: str) -> str:
    from screening.output.wording import visible

    return visible(text)


def _load(
    lists: tuple[str, ...], max_age: int | None, as_of: date | None, loaded_on: date | None, *, link: bool = True
) -> Screener:
    """Open the lists, unless one is too old to answer for the day asked about.

    What was loaded on a day in the past is what it is, however old: no age is asked of it.
    """
    from screening.ages import require_fresh
    from screening.homes import bare_home
    from screening.screener import Screener

    now = today()
    if loaded_on:
        if max_age is not None or loaded_on > now:
            raise click.UsageError("--loaded-on takes a day until today, and goes without --max-age")
        return Screener.load(lists or None, link=link, loaded_on=loaded_on, on_indexing=tell_of_indexing)
    if not lists and (home := bare_home()):
        _tell(f"no list was ever installed in {home} (SCREENING_HOME): only the list of the library is searched")
    for warning in require_fresh(lists or None, day=min(now, as_of or now), max_age=max_age):
        _tell(warning)
    return Screener.load(lists or None, link=link, on_indexing=tell_of_indexing)


def _names(words: tuple[str, ...]) -> Iterator[str]:
    """Yield the one name that the words are, or each line of standard input; bytes that are no text stay visible."""
    if words == STANDARD_INPUT:
        for line in sys.stdin.buffer:
            yield line.rstrip(b"\r\n").decode("utf-8-sig", "surrogateescape")
    elif len(words) > 1 and any(" " in word for word in words):
        raise click.UsageError("several names: expected one, or one a line on standard input with -")
    else:
        yield " ".join(words)


def _only_for_record(**given: Any) -> None:
    """Refuse what says something about a party when all there is to compare is another name."""
    given.pop("kind")
    if any(given.values()):
        raise click.UsageError("two bare names are compared by name and --kind only: the other options need --record")


def _exit(ctx: click.Context, hits: int, refused: int) -> None:
    if hits:
        ctx.exit(HITS_FOUND)
    if refused:
        ctx.exit(ROWS_ERRORED)
