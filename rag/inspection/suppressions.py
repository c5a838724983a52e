"""Decided exceptions of a file by row id, for logs that nobody may write into."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from rag.errors import InputError
from rag.inspection.rows import Fault, Row, Suppression, suppressions
from rag.textfiles import read_yaml


def read_suppressions(path: Path) -> Mapping[str, tuple[Suppression, ...]]:
    """Row id → its exceptions, of a YAML (or JSON) file `id: [{rule, reason}]`. Raises InputError."""
    try:
        data = read_yaml(path, path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        problem = (error.strerror or "cannot be read").lower() if isinstance(error, OSError) else "not UTF-8"
        raise InputError(f"{path}: {problem}") from error
    if not isinstance(data or {}, dict):
        raise InputError(f"{path}:1: write row id: [{{rule: RULE, reason: …}}]")
    return {str(row): suppressions(given, f"{path}: {row}") for row, given in (data or {}).items()}


def ambiguous(rows: Iterable[Row | Fault], ids: Container[str]) -> dict[str, list[str]]:
    """Those of the ids that several rows have, with file and line of these. Reads as far as the rows can be."""
    places: dict[str, list[str]] = {}
    with suppress(InputError):  # which the run itself tells
        for row in rows:
            if isinstance(row, Row) and row.id in ids:
                places.setdefault(row.id, []).append(row.origin.where)
    return {row: found for row, found in places.items() if len(found) > 1}
