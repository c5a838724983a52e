"""Bytes of a file or a pipe → its lines, in whatever encoding it was saved, never the whole in memory."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from rag.encoding import encoding_of
from rag.errors import InputError

LONGEST = 4 * 1024 * 1024
"""Most characters of one row; what is longer is no row, and would not be checked in time."""
HEAD = 64 * 1024
"""Bytes at the beginning by which encoding and kind are told."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its end, its number from 1, and how many characters of the file stand before it."""

    text: str
    number: int
    offset: int


def told_encoding(head: bytes, where: str) -> str:
    """The encoding by a file's head, which may end within a character. Raises InputError naming the file."""
    whole = head[: head.rfind(b"\n") + 1] if len(head) >= HEAD else head
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or 3 * head.count(b"\0") >= max(len(head), 1):
        return encoding_of(head[: len(head) // 2 * 2] if len(head) >= HEAD else head, where)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if _mostly_utf8(whole) or (b"\0" in whole and _is_utf8(whole)):  # a few NULs do not make it UTF-16
        return "utf-8"
    return encoding_of(_sound(whole) or whole or head.decode("utf-8", "ignore").encode(), where)


def _sound(head: bytes) -> bytes:
    """The lines that are text in the encoding most of them are in, so that a broken one does not cost the file."""
    if b"\0" in head:  # a wide encoding: its lines do not end at that byte
        return b""
    telling = [line for line in head.splitlines(keepends=True) if not line.isascii()]
    sound = max(([line for line in telling if _is(line, code)] for code in ("gb18030", "big5hkscs")), key=len)
    return b"".join(sound) if len(telling) > len(sound) > len(telling) / 2 else b""


def _mostly_utf8(head: bytes) -> bool:
    """Whether most lines with anything but ASCII are UTF-8: a few broken ones do not change the encoding of all."""
    telling = [line for line in head.split(b"\n") if not line.isascii()]
    return bool(telling) and 2 * sum(map(_is_utf8, telling)) > len(telling)


def _is_utf8(line: bytes) -> bool:
    return _is(line, "utf-8")


def _is(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def lines(stream: IO[bytes], encoding: str, where: str) -> Iterator[Line]:
    """The lines of a stream. Bytes that are no text become surrogates, which the row is refused for.

    Raises InputError for a line longer than any row.
    """
    offset = 0
    for number, text in enumerate(_texts(stream, encoding, where), 1):
        if len(text) > LONGEST:
            raise InputError(f"{where}:{number}: a row of more than {LONGEST:,} characters")
        yield Line(text, number, offset)
        offset += len(text)


_UNDECODED = re.compile("[\udc80-\udcff]")


def undecodable(text: str) -> str | None:
    """What is wrong with a record that has bytes which are no text in the file's encoding; None where none are."""
    if _UNDECODED.search(text):
        return "bytes that are no text in the encoding of the file; save it as UTF-8"
    return None


def _texts(stream: IO[bytes], encoding: str, where: str) -> Iterator[str]:
    if encoding.startswith("utf-16"):
        wide = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")
        while text := wide.readline(LONGEST + 1):
            yield text.removeprefix("\ufeff")
        return
    plain, number = encoding == "utf-8", 0
    while data := stream.readline(4 * LONGEST + 1):
        number += 1
        if plain and not data.isascii():  # the head had no Chinese: this line is the first to tell
            plain, encoding = False, _first_told(data, f"{where}:{number}")
        yield data.decode(encoding, "surrogateescape").removeprefix("\ufeff" if number == 1 else "")
        encoding = "utf-8" if encoding == "utf-8-sig" else encoding


def _first_told(data: bytes, where: str) -> str:
    try:
        return encoding_of(data, where)
    except InputError:
        return "utf-8"
