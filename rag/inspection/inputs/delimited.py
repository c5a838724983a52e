"""Rows of CSV, and where in its file each character of a reply is spelled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from rag.errors import InputError
from rag.inspection.places import Origin
from rag.inspection.rows import Fault, Row, Source, key_columns, names_reply, row_from
from rag.tables import delimited
from rag.tables.lines import Line
from rag.tables.record import Record, Reject


def read(lines: Iterable[Line], source: Source) -> Iterator[Row | Fault]:
    """A row, or the fault of one, for each record under the heading. Raises InputError without a reply column."""
    table = delimited.read(lines, names_reply)
    keys = key_columns(table.columns)
    if "reply" not in keys:
        there = "there are: " + ", ".join(table.columns) if table.columns else "the file is empty"
        raise InputError(f"{source.where}:{table.line}: no column `reply` (回复) in the heading; {there}")
    source = source.beside_ids() if "id" in keys else source
    column = table.columns.index(keys["reply"])
    spelled = partial(spelling, delimiter=table.delimiter or ",", column=column)
    for record in table.records:
        if isinstance(record, Reject):
            yield Fault(f"{source.where}:{record.line}: {record.reason}")
            continue
        try:
            origin = Origin(source.name, record.line, record.offset, record.raw, spelled)
            yield row_from(_named(record, keys), origin, source)
        except InputError as error:
            yield Fault(str(error))


def _named(record: Record, keys: dict[str, str]) -> dict[str, str]:
    return {key: record.values[column] for key, column in keys.items() if column in record.values}


def spelling(raw: str, delimiter: str, column: int) -> Sequence[int] | None:
    """Where each character of a cell is spelled in a record of CSV: a doubled quote is one character."""
    at = 0
    for _ in range(column):
        at = _cell(raw, at, delimiter)[1] + 1
    spelled, end = _cell(raw, at, delimiter)
    return spelled if end <= len(raw) else None


def _cell(raw: str, at: int, delimiter: str) -> tuple[list[int], int]:
    """Where the characters of the cell at `at` stand, and its end; and where the delimiter after it stands."""
    if raw[at : at + 1] != '"':
        end = next((place for place in range(at, len(raw)) if raw[place] in f"{delimiter}\r\n"), len(raw))
        return list(range(at, end + 1)), end
    body = re.compile(r'""|[^"]').finditer(raw, at + 1)
    spelled, last = [], at + 1
    for char in body:
        if char.start() != last:
            break
        spelled.append(last)
        last = char.end()
    return [*spelled, last], last + 1
