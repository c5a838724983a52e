"""Opens what is to be checked, file or pipe, and tells its kind and encoding by name and first bytes."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO, Any, Literal

from rag.errors import InputError
from rag.inspection.inputs import delimited, jsonl, paragraphs
from rag.inspection.inputs.lines import HEAD, lines, told_encoding
from rag.inspection.rows import Fault, Row, Source

STDIN = "-"
Kind = Literal["jsonl", "csv", "xlsx", "text"]
_BY_SUFFIX: dict[str, Kind] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx",
    ".txt": "text", ".md": "text",
}  # fmt: skip
_ZIP = b"PK\x03\x04"


class _Rejoined(io.RawIOBase):
    """A stream whose head was read already: the head, then the rest."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """The head first."""
        view = memoryview(buffer)
        data = self._head[: len(view)] or self._rest.read(len(view))
        self._head = self._head[len(data) :]
        view[: len(data)] = data
        return len(data)


def read_rows(file: str, source: Source, stdin: IO[bytes] | None = None) -> Iterator[Row | Fault]:
    """The rows of a file, or of standard input (`-`), which the source may name. Raises InputError."""
    stream = (stdin or sys.stdin.buffer) if file == STDIN else _opened(file)
    try:
        head = stream.read(HEAD)
        whole = io.BufferedReader(_Rejoined(head, stream), HEAD)
        kind, encoding = _told(head, source)
        if kind == "xlsx":
            from rag.inspection.inputs import workbook

            with seekable(whole) as copy:
                yield from workbook.read(copy, source)
            return
        reader = {"jsonl": jsonl.read, "csv": delimited.read, "text": paragraphs.read}[kind]
        yield from reader(lines(whole, encoding, source.where), source)
    except OSError as error:
        raise InputError(f"{source.where}: {(error.strerror or 'cannot be read').lower()}") from error
    finally:
        if file != STDIN:
            stream.close()


def check_readable(files: list[str]) -> None:
    """Raise InputError for the first file that cannot be opened, before any is checked."""
    for file in files:
        if file != STDIN:
            _opened(file).close()


def _opened(file: str) -> IO[bytes]:
    try:
        return open(file, "rb")  # noqa: PTH123 - closed by the generator that reads it
    except (OSError, ValueError) as error:
        problem = error.strerror if isinstance(error, OSError) else None
        raise InputError(f"{file}: {(problem or 'cannot be read').lower()}") from error


def _told(head: bytes, source: Source) -> tuple[Kind, str]:
    """Kind and encoding: by the name's ending, else by the first line."""
    kind = _BY_SUFFIX.get(PurePath(source.name or "").suffix.lower())
    if kind == "xlsx" or (kind is None and head.startswith(_ZIP)):
        return "xlsx", ""
    encoding = told_encoding(head, source.where)
    return kind or _sniffed(head.decode(encoding, "replace"), source.where), encoding


def _sniffed(text: str, where: str) -> Kind:
    first = text.removeprefix("\ufeff").lstrip()
    if first.startswith("{"):
        return "jsonl"
    if first.startswith('[{"') or first.startswith("[\n"):
        raise InputError(f"{where}:1: a JSON list; write one object a line (JSONL)")
    heading = first.partition("\n")[0]
    return "csv" if delimited.delimiter_of(heading) else "text"


def seekable(stream: IO[bytes]) -> IO[bytes]:
    """A copy that can be read again and from any place, on disk where it is large."""
    import tempfile

    copy = tempfile.SpooledTemporaryFile(max_size=16 * 1024 * 1024)  # noqa: SIM115 - lives as long as its reader
    while piece := stream.read(1024 * 1024):
        copy.write(piece)
    copy.seek(0)
    return copy
