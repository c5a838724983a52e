"""Files of cases: YAML as a shop manager writes it, JSONL as data sets come; each case says why it is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from rag.errors import InputError, KnowledgeError
from rag.textfiles import explain, read_yaml

CASES = Path(__file__).parent / "cases"
SCHEMAS = CASES / "schemas"
"""A JSON Schema a suite, for editors (`python -m evals.cases` writes them)."""
_ORIGIN = "Where the cases come from that name no origin of their own."


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
            try:
                case = _as(kind, row, cases, outside=path.suffix == ".jsonl")
            except ValueError as error:
                raise InputError(f"{path}:{line or _line_of(row, text)}: {error}") from error
            cases[case.id] = case
    return tuple(cases.values())


def rows(path: Path, needed: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Rows of a JSONL file that are no cases, each with the keys needed. Raises InputError with file and line."""
    for line, row in _lines(path, _text(path)):
        missing = [key for key in needed if key not in row]
        if missing:
            raise InputError(f"{path}:{line}: the row has no {missing[0]!r}")
        yield row


def _as(kind: type[Kind], row: Any, before: Mapping[str, Kind], *, outside: bool) -> Kind:
    """A row as a case; our own files may hold nothing unknown, those from outside may hold more than we read."""
    if not isinstance(row, dict):
        raise ValueError("a case must be an object {id: …, why: …}")
    try:
        case = kind.model_validate(row, extra="ignore" if outside else "forbid")
    except ValidationError as error:
        named = f"{row['id']}: " if row.get("id") else ""
        raise ValueError(f"{named}{explain(error, 'the case')}") from error
    if case.id in before:
        raise ValueError(f"the id {case.id!r} stands twice")
    return case


def _text(path: Path) -> str:
    try:
        read = path.read_bytes()
        return read.decode("utf-8")
    except UnicodeDecodeError as error:
        line = read.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: not UTF-8; save it as UTF-8") from error
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
    try:
        data = read_yaml(path, text)
    except KnowledgeError as error:
        raise InputError(str(error)) from error
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list):
        raise InputError(f"{path}:1: needs `origin:` and `cases:`, a list of cases")
    if unknown := sorted(set(data) - {"origin", "cases"}):
        raise InputError(
            f"{path}:{_line_with(unknown[0], text)}: unknown key {unknown[0]!r} beside `origin` and `cases`"
        )
    for row in data["cases"]:
        yield None, {"origin": data.get("origin", ""), **row} if isinstance(row, dict) else row


def _line_of(row: Any, text: str) -> int:
    """The last line of a YAML file that gives the case its id; the first of the file where it has none."""
    named = row.get("id") if isinstance(row, dict) else None
    return _line_with(f"id: {named}", text) if named else 1


def _line_with(word: str, text: str) -> int:
    """The last line that has the word, quoted or not, as a whole; 1 where none has."""
    wanted = re.escape(word).replace(":\\ ", r": *['\"]?")
    found = [*re.finditer(rf"(?<![\w-]){wanted}(?![\w-])", text)]
    return text.count("\n", 0, found[-1].end()) + 1 if found else 1


# Schemas ---------------------------------------------------------------------------------------------


def schema_of(kind: type[Case]) -> dict[str, Any]:
    """The JSON Schema of a file of such cases, for editors: what every key means, and which must be there."""
    file = create_model("File", origin=(str, Field("", description=_ORIGIN)), cases=(list[kind], ...))  # type: ignore[valid-type]
    schema = file.model_json_schema()
    case = schema["$defs"][kind.__name__]
    case |= {"additionalProperties": False, "required": sorted({*case.get("required", ()), "id", "why"})}
    draft = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": draft, **schema, "title": f"Cases: {kind.__name__}", "additionalProperties": False}


def schemas() -> dict[Path, str]:
    """The file of each suite's schema and what belongs in it; suites whose cases are no files have none."""
    from evals.suites import SUITES

    return {
        SCHEMAS / f"{suite.name}.json": json.dumps(schema_of(suite.case), ensure_ascii=False, indent=1) + "\n"
        for suite in SUITES.values()
        if suite.files
    }


def main() -> None:
    """Write the schemas of all suites anew."""
    SCHEMAS.mkdir(exist_ok=True)
    for path, text in schemas().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
