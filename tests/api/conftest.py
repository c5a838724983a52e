"""A real Wanyan behind the HTTP side: the project's own knowledge, a folder of its own, no model."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.main import create_app
from evals.local_model import LocalModel
from rag.settings import Settings
from rag.wiring import Wanyan, build


@pytest.fixture(scope="session")
def clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Neither the environment nor a `.env` of whoever runs the tests counts. Gives a folder for data."""
    folder = tmp_path_factory.mktemp("wanyan")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in [name for name in os.environ if name.startswith("WANYAN_")]:
            patch.delenv(name)
        yield folder


@pytest.fixture(scope="session")
def wanyan(clean_environment: Path, built: Wanyan) -> Wanyan:
    """Without a model."""
    shutil.copytree(built.settings.data / "index", clean_environment / "data" / "index")
    return build(Settings(data=clean_environment / "data"))


@pytest.fixture
def app(wanyan: Wanyan) -> FastAPI:
    """The application around it."""
    return create_app(wanyan)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Calls the application; what it raises becomes its own answer, as under a server."""
    async with client_of(app) as connected:
        yield connected


def client_of(app: FastAPI) -> httpx.AsyncClient:
    """A client of an application."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://wanyan.test")


def with_model(wanyan: Wanyan, model: LocalModel, deadline: float = 8.0) -> Wanyan:
    """The same Wanyan, asking a scripted model first."""
    given = {"llm_base_url": model.base_url, "llm_model": "local-1", "deadline": deadline}
    return build(wanyan.settings.model_copy(update=given))
