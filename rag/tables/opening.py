"""Opens a file of rows or a pipe, and tells its kind and encoding by name and first bytes."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePath
from typing import IO, Any

from rag.errors import InputError
from rag.tables.lines import HEAD, told_encoding
from rag.tables.record import IsHeading

STDIN = "-"
_BY_SUFFIX: Mapping[str, str] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx",
    ".parquet": "parquet", ".txt": "text", ".md": "text",
}  # fmt: skip
_BY_MAGIC = ((b"PK\x03\x04", "xlsx"), (b"PAR1", "parquet"))


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


@contextmanager
def opened(file: str, where: str, stdin: IO[bytes] | None = None) -> Iterator[tuple[bytes, IO[bytes]]]:
    """The head of a file, or of standard input (`-`), and all of it. Raises InputError, also for reading on."""
    stream = (stdin or sys.stdin.buffer) if file == STDIN else _open(file)
    try:
        head = stream.read(HEAD)
        yield head, io.BufferedReader(_Rejoined(head, stream), HEAD)
    except OSError as error:
        raise InputError(f"{where}: {(error.strerror or 'cannot be read').lower()}") from error
    finally:
        if file != STDIN:
            stream.close()


def check_readable(files: list[str]) -> None:
    """Raise InputError for the first file that cannot be opened."""
    for file in files:
        if file != STDIN:
            _open(file).close()


def _open(file: str) -> IO[bytes]:
    try:
        return open(file, "rb")  # noqa: PTH123 - closed by whoever reads it
    except (OSError, ValueError) as error:
        problem = error.strerror if isinstance(error, OSError) else None
        raise InputError(f"{file}: {(problem or 'cannot be read').lower()}") from error


def told(head: bytes, name: str | None, where: str, is_heading: IsHeading) -> tuple[str, str]:
    """Kind and encoding: by the name's ending, else by the first bytes. A kind without lines has no encoding."""
    kind = _BY_SUFFIX.get(PurePath(name or "").suffix.lower()) or next(
        (kind for magic, kind in _BY_MAGIC if head.startswith(magic)), None
    )
    if kind in {"xlsx", "parquet"}:
        return kind, ""
    encoding = told_encoding(head, where)
    return kind or _sniffed(head.decode(encoding, "replace"), where, is_heading), encoding


def _sniffed(text: str, where: str, is_heading: IsHeading) -> str:
    from rag.tables.delimited import delimiter_of

    first = text.removeprefix("\ufeff").lstrip()
    if first.startswith("{"):
        return "jsonl"
    if first.startswith('[{"') or first.startswith("[\n"):
        raise InputError(f"{where}:1: a JSON list; write one object a line (JSONL)")
    return "csv" if delimiter_of(first.partition("\n")[0], is_heading) else "text"


def seekable(stream: IO[bytes]) -> IO[bytes]:
    """A copy that can be read again and from any place, on disk where it is large."""
    import tempfile

    copy = tempfile.SpooledTemporaryFile(max_size=16 * 1024 * 1024)  # noqa: SIM115 - lives as long as its reader
    while piece := stream.read(1024 * 1024):
        copy.write(piece)
    copy.seek(0)
    return copy
