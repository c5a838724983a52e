"""Rows of XLSX: every sheet that has a reply column, each reply with the cell it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from rag.errors import InputError
from rag.inspection.places import Origin
from rag.inspection.rows import Fault, Row, Source, key_columns, names_reply, row_from
from rag.tables import workbook
from rag.tables.record import Reject, Table


def read(stream: IO[bytes], source: Source) -> Iterator[Row | Fault]:
    """A row, or the fault of one, for each row under a heading. Raises InputError for what is no workbook."""
    found = False
    for table in workbook.read(stream, source.where, names_reply):
        found = True
        own = source if table.alone else replace(source, prefix=f"{source.prefix}{table.name}!")
        yield from _rows(table, own)
    if not found:
        raise InputError(f"{source.where}:1: no sheet has a column `reply` (回复) in its heading")


def _rows(table: Table, source: Source) -> Iterator[Row | Fault]:
    from openpyxl.utils import get_column_letter

    keys = key_columns(table.columns)
    source = source.beside_ids() if "id" in keys else source
    letter = get_column_letter(table.columns.index(keys["reply"]) + 1)
    for record in table.records:
        if isinstance(record, Reject):
            yield Fault(f"{source.where}:{record.line}: {record.reason}")
            continue
        data = {key: record.values[column] for key, column in keys.items() if column in record.values}
        if not data:
            continue
        origin = Origin(source.name, record.line, cell=f"{table.name}!{letter}{record.line}")
        if "reply" not in data:
            yield Fault(f"{origin.where}: cell {origin.cell} has no reply, or a formula never calculated")
            continue
        try:
            yield row_from(data, origin, source)
        except InputError as error:
            yield Fault(str(error))
