"""What tests share: settings that point away from home, and one Wanyan for those that only read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from rag.settings import ROOT, Settings
from rag.wiring import STANDING, Wanyan, build


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose index all tests share that only read it."""
    return tmp_path_factory.mktemp("wanyan")


@pytest.fixture(scope="session", autouse=True)
def _compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Where Python may write nothing beside the modules, each process started would compile them all again."""
    with pytest.MonkeyPatch.context() as patch:
        if "PYTHONDONTWRITEBYTECODE" in os.environ:
            patch.delenv("PYTHONDONTWRITEBYTECODE")
            patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("compiled")))
        yield


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


@pytest.fixture
def own_data(built: Wanyan, tmp_path: Path) -> Path:
    """A folder of the test's own, with an index over the project's knowledge."""
    shutil.copytree(built.settings.data / "index", tmp_path / "data" / "index")
    return tmp_path / "data"


@pytest.fixture
def few_cards(tmp_path: Path) -> Path:
    """The project's knowledge with a few of its cards, for an index that is made anew."""
    kept = {f"{card}.md" for card in (*STANDING.values(), "invoice-available")}

    def left_out(_: str, names: list[str]) -> set[str]:
        return {name for name in names if name.endswith(".md")} - kept

    return shutil.copytree(ROOT / "knowledge", tmp_path / "few-cards", ignore=left_out)


_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser; skipped where there is none, unless it is CI that must have one.

    One a module: while it is open no test can run an event loop of its own.
    """
    found = Path("/usr/bin/chromium")
    path = str(found) if found.exists() else shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no Chromium, so nothing proves the pages")
        pytest.skip("no Chromium here: install chromium to run the pages' tests")
    expect.set_options(timeout=30_000)  # a page beside other tests is slow, and no page is tested for speed
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield launched
        launched.close()
