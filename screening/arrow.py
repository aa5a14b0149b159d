"""Arrow tables in, Arrow tables out: the function that engines for data call on their batches.

`screen_table` is pure: no file, no clock, and the same rows give the same answers however they are cut into batches.
Anything that hands over Arrow data is taken (Arrow PyCapsule interface): pandas and polars frames, DuckDB relations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from screening.batch.answers import ANSWERS, SCORE_DIGITS, answer_columns, answer_error, answer_result, searched_text
from screening.batch.blocks import How, screen_readings
from screening.batch.columns import Columns
from screening.batch.options import DEFAULT_JOIN, QueryScreener
from screening.batch.queries import Reading, RowReader
from screening.errors import QueryError, ScreeningError
from screening.query import as_day, as_weak_alias_policy
from screening.results import DatedListing, Hit, ScreeningResult
from screening.vocabulary import WeakAliasPolicy

if TYPE_CHECKING:
    import pyarrow as pa

_BLOCK_ROWS = 10_000
"""How many rows are held as Python values at a time; identical parties among them are screened once."""
_BEST = tuple(answer for answer in ANSWERS if answer not in ("row", "rank"))
"""What is said of the best hit in columns of their own; `docs/batch.md` defines each."""
_COLUMNS = (*_BEST, "hits_found", "hits")
_FIELDS = ("name", "kind", "birth_date", "country", "identifier")


def screen_table(
    batch: Any,
    screener: QueryScreener,
    *,
    name: str = "name",
    kind: str | None = None,
    birth_date: str | None = None,
    country: str | None = None,
    identifier: str | None = None,
    threshold: float | None = None,
    as_of: date | str | None = None,
    limit: int | None = None,
    weak_aliases: WeakAliasPolicy | str = WeakAliasPolicy.EXACT,
) -> Any:
    """Return a table with its columns kept and the answer to each row behind them, one row a row.

    >>> import pyarrow as pa
    >>> from screening.screener import Screener
    >>> table = pa.table({"customer": [1, 2, 3], "name": ["Evgeny Prigozhin", "Rudolf Rassendyll", None]})
    >>> answered = screen_table(table, Screener.load(["wagner-network"]))
    >>> answered["screening_outcome"].to_pylist(), answered["screening_band"].to_pylist()
    (['hit', 'no_hit', 'error'], ['strong', None, None])

    Args:
        batch: a `RecordBatch` gives a `RecordBatch`; a `Table`, or anything with `__arrow_c_stream__`, a `Table`.
        screener: whatever answers; whether records of one party are one hit is its own setting.
        name, kind, birth_date, country, identifier: the columns that hold these; read as in files (docs/batch.md).
        threshold, as_of, limit, weak_aliases: as for `Screener.screen`; `limit` is that of `hits`, none by default.

    Raises:
        QueryError: a column is not there or holds no such values, or an option is none of its kind.
        ScreeningError: pyarrow is not installed.
    """
    pa = load_pyarrow()
    taken = _as_arrow(batch)
    mapping = dict(zip(_FIELDS, (name, kind, birth_date, country, identifier), strict=True))
    held = {field: column for field, column in mapping.items() if column is not None}
    schema = screened_schema(taken.schema)
    _check_columns(taken.schema, held)
    how = _how(threshold, as_of, limit, weak_aliases)
    if isinstance(taken, pa.RecordBatch):
        return _screen_batch(taken, schema, held, screener, how)
    batches = taken.to_batches(max_chunksize=_BLOCK_ROWS)
    return pa.Table.from_batches([_screen_batch(one, schema, held, screener, how) for one in batches], schema)


def screened_schema(schema: pa.Schema) -> pa.Schema:
    """Return the schema of the answer to tables of a schema.

    Raises:
        ScreeningError: pyarrow is not installed.
    """
    pa = load_pyarrow()
    types = {"score": pa.float64(), "hits_found": pa.int32(), "hits": pa.list_(_hit_type())}
    for label, answer in zip(answer_columns(schema.names, _COLUMNS), _COLUMNS, strict=True):
        schema = schema.append(pa.field(label, types.get(answer, pa.string())))
    return schema


def load_pyarrow() -> Any:
    """Return pyarrow, which is loaded when it is first needed.

    Raises:
        ScreeningError: it is not installed.
    """
    try:
        import pyarrow
    except ImportError as error:
        raise ScreeningError("Arrow tables need pyarrow: install it with `pip install screening[arrow]`") from error
    return pyarrow


def _hit_type() -> pa.DataType:
    pa = load_pyarrow()
    text = pa.string()
    fields = ("authority", "programme", "listed_on", "delisted_on", "state", "reference", "list")
    listing = pa.struct([(field, text) for field in fields])
    texts = ("band", "id", "name", "name_kind", "name_strength", "explanation")
    described = [(field, text) for field in texts]
    return pa.struct([("score", pa.float64()), *described, ("listings", pa.list_(listing))])


def _as_arrow(batch: Any) -> Any:
    pa = load_pyarrow()
    if isinstance(batch, pa.RecordBatch | pa.Table):
        return batch
    if hasattr(batch, "__arrow_c_stream__"):
        return pa.table(batch)
    raise QueryError(f"a {type(batch).__name__} is no table: expected Arrow data, or a pandas or polars frame")


def _how(threshold: float | None, as_of: date | str | None, limit: int | None, weak: WeakAliasPolicy | str) -> How:
    if threshold is not None and not 0.0 <= threshold <= 1.0:
        raise QueryError(f"the threshold {threshold} is no score: expected 0 to 1")
    if limit is not None and limit < 1:
        raise QueryError(f"the limit {limit} lets no hit through: expected 1 or more")
    return How(threshold=threshold, as_of=as_day(as_of), limit=limit, weak_aliases=as_weak_alias_policy(weak).value)


def _check_columns(schema: pa.Schema, held: Mapping[str, str]) -> None:
    """Refuse a whole table whose columns are not there, or hold what nothing could be made of in any row."""
    for field, column in held.items():
        found = [schema.field(place) for place in schema.get_all_field_indices(column)]
        if len(found) != 1:
            many = "more than one column" if found else "no column"
            raise QueryError(f"{many} {column!r}: the columns are {', '.join(map(repr, schema.names))}")
        if not _can_hold(found[0].type, field):
            expected = f"expected text for the {field.replace('_', ' ')}"
            raise QueryError(f"column {column!r} holds {found[0].type}: {expected}")


def _can_hold(kind: pa.DataType, field: str) -> bool:
    types = load_pyarrow().types
    if types.is_dictionary(kind):
        kind = kind.value_type
    if types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind) or types.is_null(kind):
        return True
    if types.is_integer(kind):
        return field in ("birth_date", "identifier")
    return field == "birth_date" and (types.is_date(kind) or types.is_timestamp(kind))


def _screen_batch(
    batch: pa.RecordBatch, schema: pa.Schema, held: Mapping[str, str], screener: QueryScreener, how: How
) -> pa.RecordBatch:
    """Return a batch with the answers behind it."""
    pa = load_pyarrow()
    searched = searched_text(screener.lists)
    readings = _read(batch, held)
    rows = [
        _answer(reading, result, searched)
        for reading, result in zip(readings, screen_readings(readings, screener, how), strict=True)
    ]
    answers = list(zip(*rows, strict=True)) or [()] * len(_COLUMNS)
    ours = [field.type for field in list(schema)[batch.num_columns :]]
    arrays = [pa.array(values, kind) for values, kind in zip(answers, ours, strict=True)]
    return pa.RecordBatch.from_arrays([*batch.columns, *arrays], schema=schema)


def _read(batch: pa.RecordBatch, held: Mapping[str, str]) -> list[Reading]:
    """Return the query in each row, read as a file's row with these columns is."""
    labels = tuple(held.values())
    columns = Columns(labels, labels, tuple(held), header_row=None, warnings=())
    reader = RowReader(columns, kind=None, join=DEFAULT_JOIN, delimiter=None)
    cells = [_texts(batch.column(batch.schema.get_field_index(label))) for label in labels]
    return [reader.read_cells(row) for row in zip(*cells, strict=True)]


def _texts(column: pa.Array) -> list[str]:
    """Return the values as they would stand in a file: a day as ISO 8601, nothing as an empty cell."""
    pa = load_pyarrow()
    if pa.types.is_timestamp(column.type) or pa.types.is_date64(column.type):
        column = column.cast(pa.date32(), safe=False)
    return [text or "" for text in column.cast(pa.string()).to_pylist()]


def _answer(reading: Reading, result: ScreeningResult | str, searched: str) -> tuple[object, ...]:
    """Return what is written beside a row: the best hit in columns, all of them in a list."""
    if isinstance(result, str):
        told = dict(zip(ANSWERS, answer_error(0, result, reading.warnings), strict=True))
        return (*(told[answer] for answer in _BEST), 0, [])
    told = dict(zip(ANSWERS, next(iter(answer_result(0, result, reading.warnings, searched))), strict=True))
    hits = [_describe_hit(hit) for hit in result.hits]
    return (*(told[answer] for answer in _BEST), len(hits) + result.more_hits, hits)


def _describe_hit(hit: Hit) -> dict[str, object]:
    return {
        "score": round(hit.score, SCORE_DIGITS),
        "band": str(hit.band),
        "id": hit.record.id,
        "name": hit.name.text,
        "name_kind": str(hit.name.kind),
        "name_strength": str(hit.name.strength),
        "explanation": hit.explanation,
        "listings": _describe_listings(hit.listings),
    }


def _describe_listings(listings: Sequence[DatedListing]) -> list[dict[str, str | None]]:
    return [
        {
            "authority": dated.listing.authority,
            "programme": dated.listing.programme or None,
            "listed_on": str(dated.listing.listed_on) if dated.listing.listed_on else None,
            "delisted_on": str(dated.listing.delisted_on) if dated.listing.delisted_on else None,
            "state": str(dated.state),
            "reference": dated.listing.reference or None,
            "list": dated.listing.list_id,
        }
        for dated in listings
    ]
