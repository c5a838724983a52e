"""Raw handbooks (txt, md) → clean passages, cut where the document itself divides, and what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise, takewhile
from pathlib import Path

from rag.boilerplate import LeftOut, Line, without_boilerplate
from rag.domain import Passage
from rag.encoding import decode
from rag.errors import InputError
from rag.text import fold, sentence_spans

SUFFIXES = (".txt", ".md", ".markdown")
SHORTEST, LONGEST = 150, 600
"""Characters a passage should have, its headings apart: enough to understand, little enough to cite."""
_LEAD = 60
"""Characters up to which a line with no heading above it leads in what follows, such as a document's name."""


@dataclass(frozen=True)
class Document:
    """What a handbook gave: its passages in order, and the lines left out with the reason."""

    passages: tuple[Passage, ...]
    left_out: tuple[LeftOut, ...]


def read_document(path: Path) -> Document:
    """Read one handbook. Raises InputError, naming the file and what to do, where it cannot be read."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path}: only {', '.join(SUFFIXES)} can be read; save it as text first")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error
    document = split_document(decode(data, str(path)), path.stem)
    if not document.passages:
        raise InputError(f"{path}: holds no text of its own; nothing to index")
    return document


def split_document(text: str, name: str) -> Document:
    """Split a document's text. `name` is its file's stem: a leading number in it becomes the source."""
    number = re.match(r"\d+", name)
    source = number[0] if number else name
    lines = list(enumerate(text.splitlines(), 1))
    kept, left_out = without_boilerplate([piece for line in lines for piece in _unglued(line)])
    head = kept[0][1] if kept and _reads_as_heading(kept[0][1]) else name
    passages = tuple(
        Passage(f"{source}-{at:03}", " › ".join(chunk.path[-3:] or (head,)), source, chunk.text)
        for at, chunk in enumerate(_chunks(_sections(kept)), 1)
    )
    return Document(passages, tuple(left_out))


_POINT = r"(?<![\d.]){}[.、](?=[^\d\s])"


def _unglued(line: Line) -> Iterator[Line]:
    """A slide's text copied as one line, one piece for each of its points: 标题1.……2.……3.…… ."""
    number, text = line
    first = re.search(_POINT.format(r"(\d{1,2})"), text)
    starts = [0]
    count = int(first[1]) if first else 0
    while found := re.compile(_POINT.format(count)).search(text, starts[-1]):
        starts.append(found.start())
        count += 1
    if len(starts) < 3 or len(text) < 100:
        starts = [0]
    for start, end in pairwise([*starts, len(text)]):
        yield number, text[start:end]


# Structure -------------------------------------------------------------------------------------------

_NUMERAL = "[一二三四五六七八九十百]"
_MARKS: tuple[tuple[str, str], ...] = (
    *((f"markdown {level}", rf"#{{{level}}} ") for level in range(1, 7)),
    ("part", rf"第(?:{_NUMERAL}+|\d+)[篇编]"),
    ("division", rf"第(?:{_NUMERAL}+|\d+)部分"),
    ("chapter", rf"第(?:{_NUMERAL}+|\d+)章"),
    ("section", rf"第(?:{_NUMERAL}+|\d+)节"),
    ("article", rf"第(?:{_NUMERAL}+|\d+)条"),
    ("enclosed", r"[㈠-㈩]"),
    ("numeral", rf"{_NUMERAL}+[、.]"),
    ("bracketed numeral", rf"\({_NUMERAL}+\)"),
    ("decimal", r"\d+\.\d+(?!\d)"),
    ("number", r"\d+[、.](?!\d)"),
    ("bracketed number", r"\(?\d+\)"),
    ("letter", r"[a-z][.、](?![a-z])"),
    ("circled", r"[①-⑳]"),
    ("title", r"《[^》]+》$|【[^】]+】$"),
)
"""Kind of heading and how it opens, on folded text; which stands under which, each document decides."""
_RANKED = [kind for kind, _ in _MARKS[:10]]
"""Markdown's levels, parts, divisions, chapters and sections: these stand above all others, in this order."""


@dataclass(frozen=True)
class Section:
    """A stretch of text and the headings it stands under, outermost first."""

    path: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return "\n".join(self.lines)


@dataclass
class _Outline:
    """The headings in force and the lines under them, not yet handed on."""

    kinds: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def enter(self, kind: str, heading: str) -> Iterator[Section]:
        """Go under a heading: a kind seen above closes what is under it, a new kind goes one deeper."""
        above = _RANKED[: _RANKED.index(kind)] if kind in _RANKED else [seen for seen in self.kinds if seen != kind]
        depth = sum(1 for _ in takewhile(lambda seen: seen in above, self.kinds))
        yield from self.leave(closing=depth < len(self.kinds))
        self.kinds[depth:] = [kind]
        self.titles[depth:] = [re.sub(r"^#+ |[: ]+$", "", heading)]

    def leave(self, *, closing: bool) -> Iterator[Section]:
        """Hand on the lines; a heading that closes with nothing under it is the text itself."""
        if self.lines:
            yield Section(tuple(self.titles), tuple(self.lines))
        elif closing and self.titles:
            yield Section(tuple(self.titles[:-1]), tuple(self.titles[-1:]))
        self.lines = []


def _sections(lines: list[Line]) -> Iterator[Section]:
    """The lines gathered under their headings. Neighbouring lines marked alike are a list, not headings."""
    outline = _Outline()
    for kind, group in groupby((text for _, text in lines), key=_mark):
        texts = list(group)
        most = 3 if kind in _RANKED else 1
        if kind is None or len(texts) > most or not all(map(_reads_as_heading, texts)):
            outline.lines += texts
        else:
            for text in texts:
                yield from outline.enter(kind, text)
    yield from outline.leave(closing=True)


def _mark(text: str) -> str | None:
    """The kind of heading or list item a line opens as; None where it is plain text."""
    folded = fold(text).text
    return next((kind for kind, mark in _MARKS if re.match(mark, folded)), None)


def _reads_as_heading(text: str) -> bool:
    folded = fold(text).text.rstrip(" :")
    if folded.startswith("#") or folded.endswith("?"):
        return len(folded) <= 60
    return len(folded) <= (20 if "," in folded else 30) and not folded.endswith(("。", ";", ",", ".", "!"))


# Passages --------------------------------------------------------------------------------------------


def _chunks(sections: Iterator[Section]) -> Iterator[Section]:
    """Sections cut to length, short neighbours under one heading put together."""
    held: Section | None = None
    for section in sections:
        for piece in _cut(section):
            joined = _joined(held, piece) if held else None
            if held and joined is None:
                yield held
            held = joined or piece
    if held:
        yield held


def _joined(first: Section, second: Section) -> Section | None:
    """Both as one, under what they have in common; None where they belong apart or would be too long."""
    lengths = len(first.text), len(second.text)
    if not first.path and lengths[0] <= _LEAD:
        return Section(second.path, (*first.lines, *second.lines)) if sum(lengths) < LONGEST else None
    shared = _shared(first.path, second.path)
    if (max if first.path and not shared else min)(lengths) >= SHORTEST:
        return None
    depth = len(shared)
    joined = Section(shared, (*first.path[depth:], *first.lines, *second.path[depth:], *second.lines))
    return joined if len(joined.text) <= LONGEST else None


def _shared(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _cut(section: Section) -> Iterator[Section]:
    """Pieces of at most LONGEST characters, cut between lines, or sentences where a line is longer."""
    held: list[str] = []
    for line in (piece for text in section.lines for piece in _short(text)):
        if held and len("\n".join((*held, line))) > LONGEST:
            yield Section(section.path, tuple(held))
            held = []
        held.append(line)
    if held:
        yield Section(section.path, tuple(held))


def _short(text: str) -> Iterator[str]:
    """A line, or runs of its sentences, none longer than LONGEST."""
    start = 0
    ends = [end for _, end in sentence_spans(text)] if len(text) > LONGEST else []
    for end, following in pairwise(ends):
        if following - start > LONGEST:
            yield text[start:end].strip()
            start = end
    while len(text) - start > LONGEST:
        yield text[start : start + LONGEST]
        start += LONGEST
    yield text[start:].strip()
