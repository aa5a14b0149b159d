"""A run in a folder of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import pytest

from screening.batch import BatchOptions, BatchReport, run_batch
from tests.batch.fakes import FakeScreener


class Run(Protocol):
    """Write an input, screen it, and return the report."""

    def __call__(
        self, content: str | bytes | Path, options: BatchOptions | None = None, *, to: str = "out.csv", **more: Any
    ) -> BatchReport: ...


@pytest.fixture
def fake() -> FakeScreener:
    return FakeScreener()


@pytest.fixture
def run(tmp_path: Path, fake: FakeScreener) -> Run:
    def go(
        content: str | bytes | Path, options: BatchOptions | None = None, *, to: str = "out.csv", **more: Any
    ) -> BatchReport:
        source = content if isinstance(content, Path) else tmp_path / "in.csv"
        if isinstance(content, str):
            content = content.encode()
        if isinstance(content, bytes):
            source.write_bytes(content)
        return run_batch(source, tmp_path / to, more.pop("screener", fake), options, **more)

    return go
