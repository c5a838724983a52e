"""What is to be checked, file or pipe → rows, by the reader of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from rag.errors import InputError
from rag.inspection.inputs import delimited, jsonl, paragraphs
from rag.inspection.rows import Fault, Row, Source, names_reply
from rag.tables.lines import lines
from rag.tables.opening import STDIN, check_readable, opened, seekable, told

__all__ = ["STDIN", "check_readable", "read_rows", "seekable"]


def read_rows(file: str, source: Source, stdin: IO[bytes] | None = None) -> Iterator[Row | Fault]:
    """The rows of a file, or of standard input (`-`), which the source may name. Raises InputError."""
    with opened(file, source.where, stdin) as (head, whole):
        kind, encoding = told(head, source.name, source.where, names_reply)
        if kind == "parquet":
            raise InputError(f"{source.where}: Parquet is read by `wanyan batch` alone; save it as .csv or .jsonl")
        if kind == "xlsx":
            from rag.inspection.inputs import workbook

            with seekable(whole) as copy:
                yield from workbook.read(copy, source)
            return
        reader = {"jsonl": jsonl.read, "csv": delimited.read, "text": paragraphs.read}[kind]
        yield from reader(lines(whole, encoding, source.where), source)
