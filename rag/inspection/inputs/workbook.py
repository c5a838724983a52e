"""Rows of XLSX: every sheet that has a reply column, read as a stream, formulas by their stored values."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import IO, Any
from zipfile import BadZipFile

from rag.errors import InputError
from rag.inspection.places import Origin
from rag.inspection.rows import Fault, Row, Source, keys_of, row_from

_BROKEN = (BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, TypeError, EOFError, OSError)
"""What openpyxl raises over a file that is no workbook, or half of one."""
_TITLES = 20
"""Most rows above the heading: titles, the period, blank ones."""


def read(stream: IO[bytes], source: Source) -> Iterator[Row | Fault]:
    """A row, or the fault of one, for each row under a heading. Raises InputError for what is no workbook."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, *_BROKEN) as error:
        problem = "no workbook that can be read; save it as .xlsx without a password"
        raise InputError(f"{source.where}: {problem}") from error
    try:
        found, several = False, len(book.worksheets) > 1
        for sheet in book.worksheets:
            cells = _cells(sheet, source)
            heading = next(((at, row) for at, row in islice(cells, _TITLES) if "reply" in keys_of(row)), None)
            if heading is not None:
                found = True
                own = replace(source, prefix=f"{source.prefix}{sheet.title}!") if several else source
                yield from _rows(cells, keys_of(heading[1]), sheet.title, own)
    finally:
        book.close()
    if not found:
        raise InputError(f"{source.where}:1: no sheet has a column `reply` (回复) in its heading")


def _cells(sheet: Any, source: Source) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet by number; the size a sheet claims to have is often wrong."""
    sheet.reset_dimensions()
    number = 0
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_text(value) for value in row]
    except _BROKEN as error:
        raise InputError(f"{source.where}:{number + 1}: sheet {sheet.title} is damaged from here on") from error


def _text(value: Any) -> str:
    """A cell as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _rows(
    cells: Iterable[tuple[int, Sequence[str]]], keys: dict[str, int], sheet: str, source: Source
) -> Iterator[Row | Fault]:
    from openpyxl.utils import get_column_letter

    source = source.beside_ids() if "id" in keys else source
    letter = get_column_letter(keys["reply"] + 1)
    for number, row in cells:
        data = {key: row[at] for key, at in keys.items() if at < len(row) and row[at].strip()}
        if not data:
            continue
        origin = Origin(source.name, number, cell=f"{sheet}!{letter}{number}")
        if "reply" not in data:
            yield Fault(f"{origin.where}: cell {origin.cell} has no reply, or a formula never calculated")
            continue
        try:
            yield row_from(data, origin, source)
        except InputError as error:
            yield Fault(str(error))
