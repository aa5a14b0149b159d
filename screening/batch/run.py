"""The run itself: read, screen, write, so that a killed run goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from screening.batch.answers import answer_columns, searched_text
from screening.batch.blocks import Answered, Block, Clerk
from screening.batch.columns import HEADER_WITHIN, Columns, map_columns
from screening.batch.journal import Journal, Places, write_json
from screening.batch.manifest import FORMAT, describe_lists, describe_options, describe_run, file_sha256, flat_facts
from screening.batch.options import BatchOptions, BatchReport, Detected, QueryScreener, Workers
from screening.batch.queries import RowReader
from screening.batch.tables import Row, Table, open_table
from screening.batch.workers import Crew, Desk
from screening.batch.writers import (
    CSV_DELIMITERS,
    WORKBOOK,
    WRITTEN,
    Render,
    check_width,
    csv_renderer,
    json_renderer,
    write_workbook,
)
from screening.errors import FileError

CSV, OTHER_WORKBOOKS = ".csv", (".xls", ".xlsb", ".xlsm", ".ods")
_BOM = "\ufeff".encode()
_FLUSH_ROWS = 1000
_BLOCK_ROWS = 500
"""How many rows are screened at a time: identical ones among them once, and each block by one worker."""
_FIRST_NAMES = 3


@dataclass(frozen=True, slots=True)
class _Survey:
    """What the first pass over a table finds: nothing has been screened yet."""

    rows: int
    """From the first below the header to the last with anything in it."""
    first_names: tuple[str, ...]
    warnings: tuple[str, ...]


def run_batch(
    source: Path,
    target: Path,
    screener: QueryScreener,
    options: BatchOptions | None = None,
    *,
    workers: Workers | None = None,
    on_detected: Callable[[Detected], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    on_worker_lost: Callable[[str], None] | None = None,
    finished_at: Callable[[], datetime] | None = None,
    flush_rows: int = _FLUSH_ROWS,
) -> BatchReport:
    """Screen every row of a file and write the rows, each with its answer, to another.

    The suffix of `target` decides the format: .csv, .tsv, .xlsx, .jsonl or .ndjson. Every row below the header is
    answered, in order. The target appears only when it is complete; until then the rows stand in `<target>.part`,
    and a run killed in between goes on with `resume`. `<target>.manifest.json` accounts for the finished run.

    Args:
        workers: processes to screen with, for the same output in less time; without them, all is done in this one.
        on_detected: is told how the file was read, before the first row is screened.
        on_progress: is told the rows answered and the rows there are, every `flush_rows` rows.
        on_worker_lost: is told of a worker that ended before its time, and what becomes of its rows.
        finished_at: gives the time to put into the manifest; without it there is none.
        flush_rows: after how many rows, 1 or more, they are saved.

    Raises:
        FileError: the input cannot be read in full, has no column of names, or the target may not be written.
        ScreeningError: workers cannot open the lists, or find others than those of `screener`.
    """
    options = options or BatchOptions()
    places = Places(target)
    _check_places(source, places, options)
    table = open_table(source, options)
    columns = _columns(table, source, options)
    reader = RowReader(columns, kind=options.kind, join=options.join, delimiter=table.delimiter)
    survey = _survey(table, columns, reader)
    detected = _detected(table, columns, survey)
    if on_detected:
        on_detected(detected)

    ours = answer_columns(columns.labels)
    headers = [*columns.headers, *ours] if columns.header_row else [*columns.labels, *ours]
    head, render = _output(target, headers, [*columns.labels, *ours], table.delimiter)
    sha256 = file_sha256(source)
    identity = _identity(source, sha256, target, options, screener)
    journal = Journal(places, identity)
    resumed = journal.resume() if options.resume else None
    tally = resumed or journal.start(head)

    rows = islice(_body(table, columns), tally.rows, survey.rows)
    block_rows = min(_BLOCK_ROWS, flush_rows)
    blocks = iter(lambda: list(islice(rows, block_rows)), [])
    crew = _crew_size(workers, -(-(survey.rows - tally.rows) // block_rows))
    clerk = Clerk(reader, render, options, searched_text(screener.lists))
    saved = tally.rows
    with closing(_answers(blocks, clerk, screener, crew, on_worker_lost)) as answers:
        for answered in answers:
            journal.append(answered.rows)
            tally.add(answered.tally)
            if tally.rows - saved >= flush_rows or tally.rows == survey.rows:
                journal.save(tally)
                saved = tally.rows
                if on_progress:
                    on_progress(tally.rows, survey.rows)
    if tally.rows != survey.rows or file_sha256(source) != sha256:
        raise FileError("was changed while it was screened: start again", path=source)

    now = finished_at() if finished_at else None
    told = describe_run(source, sha256, detected, options, screener.lists, screener.engine, tally, now)
    _finish(journal, places, headers, told)
    return BatchReport(
        rows=tally.rows,
        screened=tally.screened,
        errored=tally.errored,
        hits=tally.hits,
        rows_with_hits=tally.rows_with_hits,
        detected=detected,
        output=target,
        manifest=places.manifest,
    )


def place_beside(source: Path) -> Path:
    """Return where the rows of a file go when nobody says: beside it, in its own format where that can be written.

    >>> [place_beside(Path(name)).name for name in ("may.csv", "may.ods", "may.txt")]
    ['may.screened.csv', 'may.screened.xlsx', 'may.screened.csv']
    """
    suffix = source.suffix.lower()
    other = WORKBOOK if suffix in OTHER_WORKBOOKS else CSV
    return source.parent / f"{source.stem}.screened{source.suffix if suffix in WRITTEN else other}"


def _check_places(source: Path, places: Places, options: BatchOptions) -> None:
    target = places.target
    if target.suffix.lower() not in WRITTEN:
        raise FileError(f"has no suffix that says the format: expected one of {', '.join(WRITTEN)}", path=target)
    if not target.parent.is_dir():
        raise FileError(f"there is no folder {target.parent} to write it to", path=target)
    if source.resolve() in {place.resolve() for place in places.all()}:
        raise FileError("is the input too: expected another file for the output", path=target)
    if options.overwrite:
        return
    if target.exists():
        raise FileError("is there already: name another file, or ask to overwrite it (--overwrite)", path=target)
    if places.journal.exists() and not options.resume:
        raise FileError("an unfinished run is here: go on with --resume, or start again with --overwrite", path=target)


def _columns(table: Table, source: Path, options: BatchOptions) -> Columns:
    first = list(islice(table.rows(), HEADER_WITHIN))
    return map_columns([row.cells for row in first], [row.number for row in first], options.columns, source)


def _body(table: Table, columns: Columns) -> Iterator[Row]:
    """Yield the rows below the header, or all of them when there is none."""
    return (row for row in table.rows() if row.number > (columns.header_row or 0))


def _survey(table: Table, columns: Columns, reader: RowReader) -> _Survey:
    """Go through the whole table once, so that what cannot be read is known before anything is screened."""
    filled = seen = 0
    names: list[str] = []
    for seen, row in enumerate(_body(table, columns), 1):
        if row.is_empty:
            continue
        filled = seen
        if len(names) < _FIRST_NAMES:
            names += reader.names(reader.cells(row))[:1]
    warnings = [] if filled else ["there is no row below the header"]
    if seen > filled:
        warnings.append(f"empty rows at the end, not counted as rows: {seen - filled}")
    return _Survey(filled, tuple(names), tuple(warnings))


def _detected(table: Table, columns: Columns, survey: _Survey) -> Detected:
    return Detected(
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        header_row=columns.header_row,
        columns_mapped=columns.mapped,
        columns_not_mapped=columns.not_mapped,
        first_names=survey.first_names,
        warnings=(*table.warnings, *columns.warnings, *survey.warnings),
    )


def _output(target: Path, headers: Sequence[str], labels: Sequence[str], delimiter: str | None) -> tuple[bytes, Render]:
    """Return the first bytes of the part file, and what renders its rows."""
    suffix = target.suffix.lower()
    if suffix in CSV_DELIMITERS:
        render = csv_renderer(CSV_DELIMITERS[suffix] or delimiter or ",")
        return _BOM + render([headers]), render
    if suffix == WORKBOOK:
        check_width(len(headers), target)
    return b"", json_renderer(labels)


def _identity(
    source: Path, sha256: str, target: Path, options: BatchOptions, screener: QueryScreener
) -> dict[str, Any]:
    """Return all that must be the same for a run to be resumed."""
    return {
        "format": FORMAT,
        "input": {"sha256": sha256, "bytes": source.stat().st_size},
        "output": target.name,
        "options": describe_options(options),
        "lists": describe_lists(screener.lists),
        "engine": {"version": screener.engine.version, "policy": screener.engine.policy},
    }


def _crew_size(workers: Workers | None, blocks: int) -> Workers | None:
    """Return the workers that there is work for; `None` when one process is enough, which is this one."""
    count = min(workers.count, blocks) if workers else 1
    return replace(workers, count=count) if workers and count > 1 else None


def _answers(
    blocks: Iterator[Block],
    clerk: Clerk,
    screener: QueryScreener,
    workers: Workers | None,
    on_lost: Callable[[str], None] | None,
) -> Generator[Answered]:
    """Yield what came of each block, in order, from this process or from several."""
    if workers is None:
        yield from (clerk.answer(block, screener) for block in blocks)
    else:
        with Crew(workers, Desk(workers.load, clerk, screener.lists, screener.engine), on_lost) as crew:
            yield from crew.answer(blocks)


def _finish(journal: Journal, places: Places, headers: Sequence[str], told: dict[str, Any]) -> None:
    ready = places.part
    if places.target.suffix.lower() == WORKBOOK:
        ready = places.part.with_name(places.part.name + WORKBOOK)
        write_workbook(places.part, ready, headers, flat_facts(told))
    output = {"name": places.target.name, "sha256": file_sha256(ready)}
    journal.finish(ready)
    write_json(places.manifest, {**told, "output": output})
    journal.close()
