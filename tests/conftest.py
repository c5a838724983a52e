"""What tests share: settings that point away from home, and one Wanyan for those that only read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rag.settings import Settings
from rag.wiring import Wanyan, build


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose index all tests share that only read it."""
    return tmp_path_factory.mktemp("wanyan")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    """A developer's own settings and folder change no test."""
    for name in [name for name in os.environ if name.startswith("WANYAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("WANYAN_DATA", str(data))


@pytest.fixture(scope="session")
def built(data: Path) -> Wanyan:
    """Wanyan over the project's own knowledge, offline."""
    return build(Settings(data=data, _env_file=None))  # type: ignore[call-arg]
