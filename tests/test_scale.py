"""Every example of docs/scale.md, run on its engine: whatever the engine, the answers are those of one process."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screening.arrow import screen_table
from screening.screener import Screener

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: no engine can be tried")

PAGE_PATH = Path(__file__).parent.parent / "docs" / "scale.md"
PAGE = PAGE_PATH.read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^```python (\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
NAMES = ["Evgeny Prigozhin", "Rudolf Rassendyll", None, "Wagner Group", "Ivan Maslov", "???"]


def test_every_engine_has_an_example() -> None:
    assert sorted(EXAMPLES) == ["duckdb", "polars", "ray", "spark"]


@pytest.mark.parametrize("engine", sorted(set(EXAMPLES) - {"spark"}))
@pytest.mark.filterwarnings("ignore")
def test_an_engine_answers_as_one_process_does(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = pytest.importorskip(engine, reason=f"{engine} is not installed: its example cannot be run")
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.chdir(tmp_path)
    parties = pa.table({"id": list(range(len(NAMES))), "name": NAMES})
    parquet.write_table(parties, "parties.parquet")
    if engine == "ray":
        monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        monkeypatch.setenv("PYTHONPATH", str(PAGE_PATH.parent.parent))
        library.init(num_cpus=4, include_dashboard=False, log_to_driver=False, address="local")
    try:
        exec(compile(EXAMPLES[engine], f"docs/scale.md: {engine}", "exec"), {"__name__": "example"})
    finally:
        if engine == "ray":
            library.shutdown()
    answered = parquet.read_table("answered.parquet").sort_by("id").to_pylist()
    expected = screen_table(parties, Screener.load(["wagner-network"])).to_pylist()
    if engine != "ray":
        expected = [row for row in expected if row["screening_outcome"] != "no_hit"]
    assert answered == expected
