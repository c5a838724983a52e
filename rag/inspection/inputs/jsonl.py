"""Rows of JSONL: one JSON object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from rag.errors import InputError
from rag.inspection.places import Origin
from rag.inspection.rows import COLUMNS, Fault, Row, Source, has_id, key_of, row_from
from rag.tables import jsonl
from rag.tables.lines import Line
from rag.tables.record import Record, Reject

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]')
_SPELLED = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.")


def read(lines: Iterable[Line], source: Source) -> Iterator[Row | Fault]:
    """A row, or the fault of one, for each line that is not blank."""
    beside = source.beside_ids()
    for record in jsonl.read(lines).records:
        if isinstance(record, Reject):
            yield Fault(f"{source.where}:{record.line}: {record.reason}")
            continue
        source = beside if has_id(record.values) else source
        try:
            yield _row(record, source)
        except InputError as error:
            yield Fault(str(error))


def _row(record: Record, source: Source) -> Row:
    named, key = _named(record.values)
    origin = Origin(source.name, record.line, record.offset, record.raw, partial(spelling, key=key))
    return row_from(named, origin, source)


def _named(data: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    """The row under the keys of the contract, and the key its reply stands under."""
    if "reply" in data:
        return data, "reply"
    named = {key: value for name, value in data.items() if (key := key_of(name))}
    named.update({key: data[key] for key in COLUMNS if key in data})
    return named, next((name for name in data if key_of(name) == "reply"), "reply")


def spelling(raw: str, key: str) -> Sequence[int] | None:
    """Where each character of the string under `key` is spelled in a line of JSON."""
    found, depth, value = None, 0, False
    for token in _TOKEN.finditer(raw):
        if token[0] in "{[":
            depth += 1
        elif token[0] in "}]":
            depth -= 1
        elif depth == 1 and not value and raw[token.end() :].lstrip()[:1] == ":":
            value = json.loads(token[0]) == key
            continue
        elif depth == 1 and value:
            found = token
        value = False
    if found is None:
        return None
    end = found.end() - 1
    return [*(at.start() for at in _SPELLED.finditer(raw, found.start() + 1, end)), end]
