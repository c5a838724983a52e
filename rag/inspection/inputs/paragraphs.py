"""Plain text: a reply a paragraph, with a comment line where an exception was decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rag.errors import InputError
from rag.inspection.places import Origin
from rag.inspection.rows import Fault, Row, Source, Suppression, allowed, refuse_empty
from rag.tables.lines import LONGEST, Line, undecodable

_COMMENT = re.compile(r"\s*#\s*wanyan:(?P<what>.*)", re.IGNORECASE)
_ALLOW = re.compile(r"\s*allow\s+(?P<text>.+)", re.IGNORECASE)


def read(lines: Iterable[Line], source: Source) -> Iterator[Row | Fault]:
    """A row for each paragraph; blank lines stand between them."""
    carried: list[Line] = []  # a comment in a paragraph of its own speaks of the next
    for number, block in enumerate(_with_text(_blocks(lines, source), carried), 1):
        try:
            yield _row([*carried, *block], source, number)
        except InputError as error:
            yield Fault(str(error))
        carried.clear()


def _with_text(blocks: Iterable[list[Line]], carried: list[Line]) -> Iterator[list[Line]]:
    for block in blocks:
        if all(_COMMENT.match(line.text) for line in block):
            carried += block
        else:
            yield block


def _blocks(lines: Iterable[Line], source: Source) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if line.text.strip():
            block.append(line)
            if line.offset - block[0].offset > LONGEST:
                where = f"{source.where}:{block[0].number}"
                raise InputError(f"{where}: a paragraph of more than {LONGEST:,} characters: leave a line between")
        elif block:
            yield block
            block = []
    if block:
        yield block


def _row(block: list[Line], source: Source, number: int) -> Row:
    text = [line for line in block if not _COMMENT.match(line.text)]
    suppress = [one for line in block if _COMMENT.match(line.text) for one in _comment(line, source)]
    raw = "".join(line.text for line in block[block.index(text[0]) :])
    origin = Origin(source.name, text[0].number, text[0].offset, raw, spelling, literal=True)
    if problem := undecodable(raw):
        raise InputError(f"{origin.where}: {problem}")
    reply = "\n".join(line.text.rstrip("\r\n") for line in text)
    refuse_empty(reply, origin.where)
    return Row(source.number(number), reply, channel=source.channel, suppress=tuple(suppress), origin=origin)


def _comment(line: Line, source: Source) -> tuple[Suppression, ...]:
    where = f"{source.where}:{line.number}"
    what = _COMMENT.match(line.text)
    allow = _ALLOW.match(what["what"].rstrip()) if what else None
    if not allow:
        raise InputError(f"{where}: a comment for wanyan reads: # wanyan: allow RULE -- reason")
    return allowed(allow["text"], where)


def spelling(raw: str) -> Sequence[int]:
    """Where each character of the reply stands in its paragraph, comments left out."""
    spelled: list[int] = []
    at = 0
    for line in re.split(r"(?<=\n)", raw):
        text = line.rstrip("\r\n")
        if text and not _COMMENT.match(line):
            spelled += range(at, at + len(text) + 1)
        at += len(line)
    return spelled
