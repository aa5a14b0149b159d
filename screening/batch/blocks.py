"""A block of rows, screened and rendered: the unit of work, the same in whichever process it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from screening.batch.answers import Value, answer_error, answer_result
from screening.batch.journal import Tally
from screening.batch.options import BatchOptions, QueryScreener
from screening.batch.queries import Reading, RowReader
from screening.batch.tables import Row
from screening.batch.writers import Render
from screening.errors import QueryError
from screening.records import Query
from screening.results import ScreeningResult

Block = Sequence[Row]


class How(TypedDict):
    """How every query of a run is screened."""

    threshold: float | None
    as_of: date | None
    limit: int | None
    weak_aliases: str


def screen_readings(readings: Sequence[Reading], screener: QueryScreener, how: How) -> list[ScreeningResult | str]:
    """Return for each reading its result, or why it has none; parties that are the same are screened once."""
    distinct: dict[object, Query] = {}
    for reading in readings:
        if reading.query is not None:
            distinct.setdefault(reading.query.party, reading.query)
    answers = dict(zip(distinct, _screen_all(tuple(distinct.values()), screener, how), strict=True))
    return [reading.error if reading.query is None else answers[reading.query.party] for reading in readings]


def _screen_all(queries: Sequence[Query], screener: QueryScreener, how: How) -> Iterator[ScreeningResult | str]:
    """Yield the result of each query, or the screener's refusal of it, which must not take the others with it."""
    done = 0
    while done < len(queries):
        try:
            for result in screener.screen_many(queries[done:], **how):
                done += 1
                yield result
        except QueryError:
            # The refused query is the next one, or, where a screener looks ahead, one behind it: ask for it alone.
            query = queries[done]
            done += 1
            yield _screen_one(query, screener, how)


def _screen_one(query: Query, screener: QueryScreener, how: How) -> ScreeningResult | str:
    try:
        return next(iter(screener.screen_many((query,), **how)))
    except QueryError as refusal:
        return str(refusal)


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a block: the bytes to append to the output, and what to add to the count."""

    rows: bytes
    tally: Tally


@dataclass(frozen=True, slots=True)
class Clerk:
    """Turns a block of rows into the bytes written for it; it can be sent to another process."""

    reader: RowReader
    render: Render
    options: BatchOptions
    searched: str
    """The lists that are searched, as they stand in each row."""

    def answer(self, block: Block, screener: QueryScreener) -> Answered:
        """Return the answers of a block, in its order."""
        readings = [self.reader.read(row) for row in block]
        how = How(
            threshold=self.options.threshold,
            as_of=self.options.as_of,
            limit=self.options.limit,
            weak_aliases=self.options.weak_aliases,
        )
        tally = Tally(rows=len(block))
        rows: list[tuple[Value, ...]] = []
        for row, reading, result in zip(block, readings, screen_readings(readings, screener, how), strict=True):
            rows += self._beside(row, self._answers(row, reading, result, tally))
        return Answered(self.render(rows), tally)

    def refuse(self, block: Block, error: str) -> Answered:
        """Return the answers of a block that cannot be screened: an error row for each of its rows."""
        rows = [answer for row in block for answer in self._beside(row, [answer_error(row.number, error, ())])]
        return Answered(self.render(rows), Tally(rows=len(block), errored=len(block)))

    def _beside(self, row: Row, answers: Sequence[tuple[Value, ...]]) -> Iterator[tuple[Value, ...]]:
        cells = self.reader.cells(row)
        return ((*cells, *answer) for answer in answers)

    def _answers(
        self, row: Row, reading: Reading, result: ScreeningResult | str, tally: Tally
    ) -> Sequence[tuple[Value, ...]]:
        if isinstance(result, str):
            tally.errored += 1
            return [answer_error(row.number, result, reading.warnings)]
        tally.screened += 1
        tally.threshold = result.threshold
        tally.hits += len(result.hits) + result.more_hits
        tally.hits_beyond_limit += result.more_hits
        tally.rows_with_hits += bool(result.hits)
        if self.options.only_hits and not result.hits:
            return []
        return list(answer_result(row.number, result, reading.warnings, self.searched))
