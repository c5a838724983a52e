"""`wanyan serve`: the API and the page."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="serve")(serve)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
) -> None:
    """Serve the API and the page (http://127.0.0.1:8000, reference at /docs)."""
    import uvicorn

    from rag.settings import load_settings
    from rag.shops import shop_named
    from rag.wiring import build_checking

    settings = load_settings()  # what is wrong with settings and profiles is said here, in one line
    shop_named(build_checking(settings).shops, settings.shop)
    if workers > 1:
        _count_together()
    print(f"Wanyan is at http://{host}:{port}  (API reference: /docs; stop with Ctrl-C)", flush=True)
    uvicorn.run("api.main:app", host=host, port=port, workers=workers, log_level="warning")


def _count_together() -> None:
    """Make workers add up their figures in one folder, by the name that Prometheus's library knows it."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        folder = os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="wanyan-figures-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
