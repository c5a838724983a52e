"""Tables out: CSV, JSONL, XLSX and Parquet, a row at a time, by the ending of the file's name."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from rag.errors import InputError

Add = Callable[[Mapping[str, Any]], None]
"""Takes one row: its values by column."""
_MOST_ROWS = 1_048_575
"""Rows of a sheet under its heading."""
_NARROW, _WIDE = 10, 60
"""Digits that a sheet's column is wide, at least and at most; what is longer is wrapped."""
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML has no place for."""
_GROUP = 1_000
"""Rows of Parquet that are written at once."""


def writing(path: Path, columns: Sequence[str], kind: str | None = None) -> AbstractContextManager[Add]:
    """A table under the columns, of the kind that a name like `.csv` tells; it is whole when the block ends."""
    return _WRITERS[kind or kind_of(path)](path, columns)


def kind_of(path: Path) -> str:
    """The ending that tells how a file is written. Raises InputError for any other."""
    kind = path.suffix.lower()
    if kind not in _WRITERS:
        raise InputError(f"{path}: an output is one of {', '.join(sorted(_WRITERS))}")
    return kind


def typed(value: Any) -> str:
    """A value as a cell has it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


@contextmanager
def _csv(path: Path, columns: Sequence[str]) -> Iterator[Add]:
    """UTF-8 with its mark, which spreadsheets need to tell it."""
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as out:
        rows = csv.writer(out, delimiter=delimiter)
        rows.writerow(columns)
        yield lambda row: rows.writerow([typed(row.get(column)) for column in columns])


@contextmanager
def _jsonl(path: Path, columns: Sequence[str]) -> Iterator[Add]:
    """Each row with the columns it has, values as they are."""
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
        yield lambda row: print(json.dumps(row, ensure_ascii=False, default=str), file=out)


@contextmanager
def _xlsx(path: Path, columns: Sequence[str]) -> Iterator[Add]:
    """A sheet; where it is full, another."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    wrapped, top = Alignment(wrap_text=True, vertical="top"), Alignment(vertical="top")
    book = openpyxl.Workbook(write_only=True)
    written = 0

    def cell(value: Any) -> Any:
        text = _UNWRITABLE.sub("", typed(value))
        made = WriteOnlyCell(book.worksheets[-1], text)
        made.data_type = "s"  # what begins with an equals sign is text, too
        made.alignment = wrapped if _width(text) > _WIDE else top
        return made

    def add(row: Mapping[str, Any]) -> None:
        nonlocal written
        if written % _MOST_ROWS == 0:
            book.create_sheet(f"reviews {written // _MOST_ROWS + 1}" if written else "reviews")
            _lay_out(book.worksheets[-1], columns, row)
            book.worksheets[-1].append([cell(column) for column in columns])
        book.worksheets[-1].append([cell(row.get(column)) for column in columns])
        written += 1

    yield add
    if not written:
        book.create_sheet("reviews").append(list(columns))
    book.save(path)


def _lay_out(sheet: Any, columns: Sequence[str], row: Mapping[str, Any]) -> None:
    """The heading stays in sight; columns are as wide as their first row asks for, within reason."""
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        asked = max(_width(column), _width(typed(row.get(column)))) + 2
        sheet.column_dimensions[get_column_letter(number)].width = max(_NARROW, min(asked, _WIDE))


def _width(text: str) -> int:
    """In digits, as sheets measure; Chinese takes two each."""
    return sum(2 if char > "\u2e7f" else 1 for char in text)


@contextmanager
def _parquet(path: Path, columns: Sequence[str]) -> Iterator[Add]:
    """Every column as text."""
    from rag.tables.parquet import required

    arrow = required()
    schema = arrow.schema([(column, arrow.string()) for column in columns])
    group: list[dict[str, str | None]] = []
    with arrow.parquet.ParquetWriter(path, schema) as out:

        def add(row: Mapping[str, Any]) -> None:
            group.append({column: typed(row[column]) if column in row else None for column in columns})
            if len(group) == _GROUP:
                flush()

        def flush() -> None:
            out.write_table(arrow.Table.from_pylist(group, schema))
            group.clear()

        yield add
        flush()


_WRITERS: dict[str, Callable[[Path, Sequence[str]], AbstractContextManager[Add]]] = {
    ".csv": _csv, ".tsv": _csv, ".jsonl": _jsonl, ".ndjson": _jsonl, ".xlsx": _xlsx, ".parquet": _parquet,
}  # fmt: skip
