"""Spark on this machine: two threads, real Python workers, results equal to those of one process."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from screening import spark as ours
from screening.arrow import screen_table, screened_schema
from screening.errors import ListError, QueryError, ScreeningError, UnknownListError
from screening.screener import Screener
from screening.store import list_infos
from tests.test_scale import EXAMPLES

ROOT = Path(__file__).parent.parent
LISTS = ["wagner-network"]
ROWS = [
    (1, "Evgeny Prigozhin", date(1961, 6, 1)),
    (2, "Rudolf Rassendyll", None),
    (3, None, None),
    (4, "Wagner Group", None),
    (5, "Evgeny Prigozhin", date(1990, 1, 1)),
    (6, "???", date(1970, 1, 1)),
    (7, "Иван Маслов", None),
]

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: Spark cannot be tried")
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed: Spark cannot be tried")
    if shutil.which("java") is None:
        pytest.skip("there is no Java here: Spark cannot be tried")
    patch = pytest.MonkeyPatch()
    patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    patch.setenv("PYSPARK_PYTHON", sys.executable)
    patch.setenv("PYTHONPATH", str(ROOT))
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield session
    session.stop()
    patch.undo()


@pytest.fixture
def frame(session: Any) -> Any:
    return session.createDataFrame(ROWS, "id long, name string, born date")


def rows_of(frame: Any) -> list[dict[str, Any]]:
    return sorted((row.asDict(recursive=True) for row in frame.collect()), key=lambda row: row["id"])


@pytest.mark.parametrize("partitions", [1, 3, 7])
def test_the_answers_are_those_of_one_process_whatever_the_partitions(frame: Any, partitions: int) -> None:
    pa = pytest.importorskip("pyarrow")
    answered = ours.screen_dataframe(frame.repartition(partitions), lists=LISTS, birth_date="born", threshold=0.6)
    table = pa.table({name: list(column) for name, column in zip(frame.columns, zip(*ROWS, strict=True), strict=True)})
    expected = screen_table(table, Screener.load(LISTS), birth_date="born", threshold=0.6).to_pylist()
    assert rows_of(answered) == expected
    assert [row["screening_outcome"] for row in expected].count("error") == 2


def test_the_example_of_the_documents_runs(frame: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame.write.parquet(str(tmp_path / "parties.parquet"))
    code = EXAMPLES["spark"].replace('"parties.parquet"', repr(str(tmp_path / "parties.parquet")))
    exec(code.replace('"answered.parquet"', repr(str(tmp_path / "answered.parquet"))), {})
    answered = frame.sparkSession.read.parquet(str(tmp_path / "answered.parquet"))
    assert [row["id"] for row in rows_of(answered)] == [1, 3, 4, 5, 6, 7]


def test_what_cannot_be_done_is_refused_before_the_job(frame: Any) -> None:
    with pytest.raises(QueryError, match="no column 'nome': the columns are 'id', 'name', 'born'"):
        ours.screen_dataframe(frame, name="nome")
    with pytest.raises(UnknownListError):
        ours.screen_dataframe(frame, lists=["nowhere"])


def test_an_executor_opens_the_lists_once_and_only_those_of_the_driver() -> None:
    here = Screener.load(LISTS)
    assert ours._opened(here.lists, here.engine, True) is ours._opened(here.lists, here.engine, True)
    (info,) = [info for info in list_infos() if info.id in LISTS]
    other = type(info)(**{**{field: getattr(info, field) for field in info.__slots__}, "sha256": "0" * 64})
    with pytest.raises(ListError, match=r"this executor has \w+, the driver 0{12}: expected the same copy"):
        ours._opened((other,), here.engine, True)
    engine = type(here.engine)("0.0", here.engine.policy)
    with pytest.raises(ScreeningError, match="expected the same everywhere"):
        ours._opened(here.lists, engine, True)


def test_an_executor_answers_batch_by_batch() -> None:
    pa = pytest.importorskip("pyarrow")
    batches = [pa.RecordBatch.from_pydict({"name": [name]}) for name in ("Evgeny Prigozhin", "Rudolf Rassendyll")]
    here = Screener.load(LISTS)
    answered = list(ours._screen_batches(iter(batches), here.lists, here.engine, True, {}))
    assert [batch.schema for batch in answered] == [screened_schema(batches[0].schema)] * 2
    assert [batch["screening_outcome"].to_pylist() for batch in answered] == [["hit"], ["no_hit"]]


def test_without_pyspark_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql.pandas.types", None)
    with pytest.raises(ScreeningError, match=r"needs pyspark: install it with `pip install screening\[spark\]`"):
        ours.screen_dataframe(None)
