"""Tables of XLSX: every sheet with a heading that is looked for, read as a stream, formulas by stored values."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Any
from zipfile import BadZipFile

from rag.errors import InputError
from rag.tables.record import IsHeading, Record, Reject, Table, unlike

_BROKEN = (BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, TypeError, EOFError, OSError)
"""What openpyxl raises over a file that is no workbook, or half of one."""
_TITLES = 20
"""Most rows above the heading: titles, the period, blank ones."""


def read(stream: IO[bytes], where: str, is_heading: IsHeading) -> Iterator[Table]:
    """A table for each sheet that has the heading. Raises InputError for what is no workbook, or a damaged one."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, *_BROKEN) as error:
        problem = "no workbook that can be read; save it as .xlsx without a password"
        raise InputError(f"{where}: {problem}") from error
    try:
        for sheet in book.worksheets:
            cells = _cells(sheet, where)
            heading = next(((at, row) for at, row in islice(cells, _TITLES) if is_heading(row)), None)
            if heading is not None:
                columns = unlike(heading[1])
                yield Table(columns, _records(cells, columns), heading[0], sheet.title, len(book.worksheets) == 1)
    finally:
        book.close()


def _cells(sheet: Any, where: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet by number; the size a sheet claims to have is often wrong."""
    sheet.reset_dimensions()
    number = 0
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_text(value) for value in row]
    except _BROKEN as error:
        raise InputError(f"{where}:{number + 1}: sheet {sheet.title} is damaged from here on") from error


def _text(value: Any) -> str:
    """A cell as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _records(cells: Iterable[tuple[int, Sequence[str]]], columns: tuple[str, ...]) -> Iterator[Record | Reject]:
    for number, row in cells:
        values = {column: cell for column, cell in zip(columns, row, strict=False) if cell.strip()}
        if values:
            yield Record(values, number)
