"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("screening", deadline=None)  # a test is no measure of speed
settings.load_profile("screening")
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real lists and labelled data, or a skip that says it is absent."""
    folder = Path(os.environ.get("SCREENING_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"real lists are not here: {folder} is absent (set SCREENING_SHARED)")
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory for installed lists, with none in it."""
    (tmp_path / "home" / "lists").mkdir(parents=True)
    monkeypatch.setenv("SCREENING_HOME", str(tmp_path / "home"))
    return tmp_path / "home"
