"""What commands read: texts, JSON and rows of JSONL or CSV. Bad input is an InputError with file and line."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rag.errors import InputError
from rag.jsonvalues import parse_json, shaped

__all__ = ["STDIN", "parse_json", "read_input", "rows", "shaped"]

STDIN = "-"


def read_input(name: str | None, what: str) -> str:
    """A file's text, or standard input's for `-` and None. UTF-8, with or without a byte order mark."""
    try:
        data = sys.stdin.buffer.read() if name in {None, STDIN} else Path(str(name)).read_bytes()
    except OSError as error:
        raise InputError(f"{name}: {(error.strerror or 'cannot be read').lower()}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = "standard input" if name in {None, STDIN} else name
        line = data[: error.start].count(b"\n") + 1
        raise InputError(
            f"{where}:{line}: {what} is not UTF-8; convert it, e.g. iconv -f GB18030 -t UTF-8"
        ) from error


def rows(text: str, where: str, kind: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows of JSONL or CSV with the line each begins on."""
    yield from _jsonl(text, where) if kind == "jsonl" else _csv(text, where)


def _jsonl(text: str, where: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        row = parse_json(line, where, number)
        if not isinstance(row, dict):
            raise InputError(f"{where}:{number}: a row is a JSON object")
        yield number, row


def _csv(text: str, where: str) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            if None in row:
                raise InputError(f"{where}:{reader.line_num}: more cells than the heading has columns")
            yield reader.line_num, {key: value for key, value in row.items() if value}
    except csv.Error as error:
        raise InputError(f"{where}:{reader.line_num}: not valid CSV: {error}") from error
