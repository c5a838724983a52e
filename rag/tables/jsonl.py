"""Records of JSONL: one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterable

from rag.errors import InputError
from rag.jsonvalues import parse_json
from rag.tables.lines import Line, undecodable
from rag.tables.record import Record, Reject, Table


def read(lines: Iterable[Line]) -> Table:
    """A record for each line that is not blank; each names its own columns."""
    return Table((), (_record(line) for line in lines if line.text.strip()))


def _record(line: Line) -> Record | Reject:
    if problem := undecodable(line.text):
        return Reject(line.number, problem, line.text)
    try:
        data = parse_json(line.text.rstrip("\r\n"), "", line.number)
    except InputError as error:
        return Reject(line.number, str(error).removeprefix(f":{line.number}: "), line.text)
    if not isinstance(data, dict):
        return Reject(line.number, "a row is a JSON object", line.text)
    return Record(data, line.number, line.offset, line.text)
