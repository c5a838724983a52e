"""`wanyan doctor`: whether everything is there and answers, and what to do where it is not."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rag.doctor import Diagnosis

_MARKS = {"good": "✓", "note": "–", "bad": "✗"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="doctor")(doctor)


def doctor(json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> int:
    """Look at every part, ask every model that is set, and say what is wrong and what to do."""
    logging.getLogger("rag").addHandler(logging.NullHandler())  # what is told here is not told twice
    found = asyncio.run(_told(json_))
    if json_:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    return 1 if any(one["state"] == "bad" for one in found) else 0


async def _told(quiet: bool) -> list[dict[str, str]]:
    """Every diagnosis, printed as soon as it is known unless `quiet`."""
    from rag.doctor import examine

    told = []
    async for diagnosis in examine():
        if not quiet:
            _print(diagnosis)
        told.append(vars(diagnosis))
    return told


def _print(diagnosis: Diagnosis) -> None:
    print(f"{_MARKS[diagnosis.state]} {diagnosis.part}: {diagnosis.found}", flush=True)
    if diagnosis.advice and diagnosis.state != "good":
        print(f"  → {diagnosis.advice}", flush=True)
