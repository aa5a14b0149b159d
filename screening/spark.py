"""Spark data frames in, Spark data frames out: `screen_table` on every batch, in every executor.

The lists are opened once in each Python process of an executor, from where they are installed there, and are held
against those of the driver: an executor with other lists ends the job, it never answers from fewer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from screening.arrow import load_pyarrow, screen_table, screened_schema
from screening.errors import ListError, ScreeningError
from screening.results import Engine, ListInfo
from screening.screener import Screener
from screening.store import list_infos

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame


def screen_dataframe(df: DataFrame, *, lists: Sequence[str] | None = None, link: bool = True, **how: Any) -> DataFrame:
    """Return a data frame with its columns kept and the answer to each row behind them, one row a row.

    An example that runs is in docs/scale.md.

    Args:
        df: any data frame; its partitions decide how the work is shared out, never what is answered.
        lists: ids of installed lists; all of them by default.
        link: whether records of several lists that are one party make one hit.
        how: columns and options, as `screen_table` takes them: `name`, `birth_date`, `threshold` and so on.

    Raises:
        ScreeningError: pyspark or pyarrow is not installed.
        QueryError: a column is not there or holds no such values, or an option is none of its kind.
        UnknownListError: a list that is not installed here.
    """
    load_pyarrow()
    try:
        from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
    except ImportError as error:
        raise ScreeningError("Spark needs pyspark: install it with `pip install screening[spark]`") from error
    here = Screener([], lists=list_infos(lists))
    schema = to_arrow_schema(df.schema)
    screen_table(schema.empty_table(), here, **how)  # What is refused is refused now, not in the middle of a job.
    run = partial(_screen_batches, lists=here.lists, engine=here.engine, link=link, how=how)
    return df.mapInArrow(run, from_arrow_schema(screened_schema(schema)))


def _screen_batches(
    batches: Iterator[pa.RecordBatch], lists: tuple[ListInfo, ...], engine: Engine, link: bool, how: dict[str, Any]
) -> Iterator[pa.RecordBatch]:
    screener = _opened(lists, engine, link)
    return (screen_table(batch, screener, **how) for batch in batches)


@cache
def _opened(lists: tuple[ListInfo, ...], engine: Engine, link: bool) -> Screener:
    """Return the screener of this process, which must be the driver's to the byte of every list."""
    screener = Screener.load([one.id for one in lists], link=link)
    if screener.engine != engine:
        raise ScreeningError(f"this executor has {screener.engine}, the driver {engine}: expected the same everywhere")
    for theirs, ours in zip(lists, screener.lists, strict=True):
        if ours.sha256 != theirs.sha256:
            told = f"this executor has {ours.sha256[:12]}, the driver {theirs.sha256[:12]}"
            raise ListError(f"{told}: expected the same copy everywhere", list_id=ours.id)
    return screener
