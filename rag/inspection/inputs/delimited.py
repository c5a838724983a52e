"""Rows of CSV, with commas, semicolons or tabs, as spreadsheets and chat systems export them."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from rag.errors import InputError
from rag.inspection.inputs.lines import LONGEST, Line, refuse_undecodable
from rag.inspection.places import Origin
from rag.inspection.rows import Fault, Row, Source, keys_of, row_from

DELIMITERS = (",", "\t", ";")
_SEPARATOR = re.compile(r"sep=.\s*$")
"""What some spreadsheets write above the heading."""


MOST_LINES = 50
"""Lines of one record: a quote that closes nowhere costs its own line, not the file."""


class _Record:
    """Feeds lines to the CSV reader and keeps those of the record at hand."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self._again: deque[Line] = deque()
        self.taken: list[Line] = []
        self.bounded = False

    def __iter__(self) -> Iterator[str]:
        while line := self._again.popleft() if self._again else next(self._lines, None):
            self.taken.append(line)
            if self.bounded and len(self.taken) > MOST_LINES:
                raise csv.Error(f"a quote opens and is not closed within {MOST_LINES} lines")
            yield line.text

    def give_back(self) -> None:
        """All lines of the record but its first are to be read once more."""
        self._again.extendleft(reversed(self.taken[1:]))

    def origin(self, name: str | None, delimiter: str, column: int) -> Origin:
        """Where the record stands, its reply being in a column."""
        raw = "".join(line.text for line in self.taken)
        spelled = partial(spelling, delimiter=delimiter, column=column)
        return Origin(name, self.taken[0].number, self.taken[0].offset, raw, spelled)


def delimiter_of(heading: str) -> str | None:
    """What separates the columns of a heading that names a reply; None where it names none."""
    for delimiter in DELIMITERS:
        if "reply" in keys_of(_columns(heading, delimiter)):
            return delimiter
    return None


def _columns(heading: str, delimiter: str) -> list[str]:
    """The names in a heading; none where it is no CSV."""
    try:
        return next(csv.reader([heading], delimiter=delimiter), [])
    except csv.Error:
        return []


def read(lines: Iterable[Line], source: Source) -> Iterator[Row | Fault]:
    """A row, or the fault of one, for each record under the heading. Raises InputError without a reply column."""
    csv.field_size_limit(LONGEST)
    record = _Record(lines)
    heading = next((line for line in record if line.strip() and not _SEPARATOR.match(line)), "")
    delimiter = delimiter_of(heading) or ","
    columns = _columns(heading, delimiter)
    keys = keys_of(columns)
    if "reply" not in keys:
        told = "there are: " + ", ".join(columns) if heading else "the file is empty"
        line = record.taken[-1].number if record.taken else 1
        raise InputError(f"{source.where}:{line}: no column `reply` (回复) in the heading; {told}")
    source = source.beside_ids() if "id" in keys else source
    record.bounded = True  # above the heading any number of lines may be blank
    reader = csv.reader(record, delimiter=delimiter, strict=True)
    while True:
        record.taken.clear()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Fault(f"{source.where}:{record.taken[0].number}: not valid CSV: {_told(error)}")
            record.give_back()
            reader = csv.reader(record, delimiter=delimiter, strict=True)
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _row(cells, keys, len(columns), record.origin(source.name, delimiter, keys["reply"]), source)


def _told(error: csv.Error) -> str:
    """Python says of a quote that is never closed that the data end."""
    return "a quote opens and is never closed" if "end of data" in str(error) else str(error)


def _row(cells: Sequence[str], keys: dict[str, int], width: int, origin: Origin, source: Source) -> Row | Fault:
    if len(cells) > width:
        return Fault(f"{origin.where}: more cells than the heading has columns")
    data = {key: cells[at] for key, at in keys.items() if at < len(cells) and cells[at]}
    try:
        refuse_undecodable(origin.raw or "", origin.where)
        return row_from(data, origin, source)
    except InputError as error:
        return Fault(str(error))


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
