"""A file of rows → its tables, whatever kind it is."""

from __future__ import annotations

from collections.abc import Iterator

from rag.errors import InputError
from rag.tables import delimited, jsonl
from rag.tables.lines import lines
from rag.tables.opening import opened, told
from rag.tables.record import IsHeading, Table


def read_tables(file: str, is_heading: IsHeading) -> Iterator[Table]:
    """The tables of a file with the heading looked for, each to be read before the next is asked for.

    Raises InputError for a file that cannot be read, or has no such heading.
    """
    with opened(file, file) as (head, whole):
        kind, encoding = told(head, file, file, is_heading)
        if kind == "xlsx":
            from rag.tables import workbook
            from rag.tables.opening import seekable

            with seekable(whole) as copy:
                yield from workbook.read(copy, file, is_heading)
        elif kind == "parquet":
            from rag.tables import parquet

            yield parquet.read(file)
        elif kind == "jsonl":
            yield jsonl.read(lines(whole, encoding, file))
        elif kind == "csv":
            yield delimited.read(lines(whole, encoding, file), is_heading)
        else:
            raise InputError(f"{file}: no .csv, .tsv, .jsonl, .xlsx or .parquet by its name or its first line")
