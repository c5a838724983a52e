"""`wanyan index`: brings the index up to date with the cards, and takes raw documents in."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.errors import InputError

if TYPE_CHECKING:
    from rag.documents import Document
    from rag.retrieval.index import SyncReport


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="index")(index)


def index(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Raw documents (.txt, .md) or folders of them.")
    ] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Throw the index away and build it anew.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Read the knowledge, and raw documents where given, into the index."""
    from rag.cli.opening import tell
    from rag.documents import read_document
    from rag.settings import load_settings
    from rag.wiring import build_index

    settings = load_settings()
    documents = {str(path): read_document(path) for path in _files(paths or [])}
    built, report = build_index(settings, tuple(documents.values()), rebuild=rebuild)
    if json_:
        left_out = {name: [asdict(piece) for piece in document.left_out] for name, document in documents.items()}
        print(
            json.dumps(
                {**asdict(report), "version": built.version, "left_out": left_out}, ensure_ascii=False, indent=2
            )
        )
    else:
        tell(report, built.degraded)
        _show(report, documents, built.version)
    return 1 if report.refused else 0


def _files(paths: list[Path]) -> list[Path]:
    """The documents themselves; of a folder, those whose kind can be read."""
    return [file for path in paths for file in _inside(path)]


def _inside(path: Path) -> list[Path]:
    from rag.documents import SUFFIXES

    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    if not found:
        raise InputError(f"{path}: holds no document ({', '.join(SUFFIXES)})")
    return found


def _show(report: SyncReport, documents: dict[str, Document], version: str) -> None:
    for name in ("added", "changed", "removed", "refused"):
        ids = getattr(report, name)
        if ids:
            shown = ", ".join(ids[:6]) + (f" … and {len(ids) - 6} more" if len(ids) > 6 else "")
            print(f"{name:<9} {len(ids):>4}  {shown}")
    print(f"unchanged {len(report.unchanged):>4}")
    for name, document in documents.items():
        print(f"\n{name}: {len(document.passages)} passages; left out {len(document.left_out)} lines:")
        for piece in document.left_out:
            print(f"  {piece.line:>5}  {piece.why}: {piece.text[:60]}")
    print(f"index {version} is up to date")
