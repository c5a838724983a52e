"""Files of cases: YAML as a shop manager writes it, JSONL as data sets come; each case says why it is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rag.errors import InputError
from rag.textfiles import explain, read_yaml

CASES = Path(__file__).parent / "cases"
SCHEMAS = CASES / "schemas"
"""One JSON Schema a kind of case, for editors (`python -m evals.cases` writes them)."""


class Case(BaseModel):
    """What every case says of itself, whatever it is about."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(
        min_length=1, description="Names the case in reports and in the baseline; unlike any other of its suite."
    )
    why: str = Field("", description="What goes wrong for the customer or the shop where this case fails.")
    origin: str = Field(
        "", description="Where it comes from: a handbook (000 to 004), a document of the project, a reading."
    )
    weight: int = Field(1, ge=1, le=5, description="How much it counts: 5 for mistakes that cost most.")


Kind = TypeVar("Kind", bound=Case)


def load(kind: type[Kind], paths: Sequence[Path]) -> tuple[Kind, ...]:
    """The cases of the files. Raises InputError with file and line, also for an id that stands twice."""
    cases: dict[str, Kind] = {}
    for path in paths:
        text = _text(path)
        for line, row in _lines(path, text) if path.suffix == ".jsonl" else _documented(path, text):
            case = _as(kind, row, path, line or _line_of(row, text))
            if case.id in cases:
                raise InputError(f"{path}:{line or _line_of(row, text)}: the id {case.id!r} stands twice")
            cases[case.id] = case
    return tuple(cases.values())


def _as(kind: type[Kind], row: Any, path: Path, line: int) -> Kind:
    """A row as a case; our own files may hold nothing unknown, those from outside may hold more than we read."""
    try:
        return kind.model_validate(row, extra="ignore" if path.suffix == ".jsonl" else "forbid")
    except ValidationError as error:
        named = f"{row['id']}: " if isinstance(row, dict) and row.get("id") else ""
        raise InputError(f"{path}:{line}: {named}{explain(error, 'the case')}") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def _lines(path: Path, text: str) -> Iterator[tuple[int | None, Any]]:
    """Rows of JSONL, each with its line."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(f"{path}:{number}: not valid JSON: {error.msg}") from error


def _documented(path: Path, text: str) -> Iterator[tuple[int | None, Any]]:
    """Cases of a YAML file: `cases`, and beside them the `origin` of all that name none of their own."""
    data = read_yaml(path, text)
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list):
        raise InputError(f"{path}: needs `cases:`, a list")
    if unknown := sorted(set(data) - {"origin", "cases"}):
        raise InputError(f"{path}: unknown key {unknown[0]!r} beside `origin` and `cases`")
    for row in data["cases"]:
        yield None, {"origin": data.get("origin", ""), **row} if isinstance(row, dict) else row


def _line_of(row: Any, text: str) -> int:
    """The line of a YAML file that gives the case its id; the first where it has none."""
    wanted = re.escape(str(row.get("id"))) if isinstance(row, dict) else "$."
    found = re.search(rf"^.*\bid: *['\"]?{wanted}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1
