"""Reading text: its script, a folded form to match on, and the way back to the characters as given.

Matching is done on *folded* text (Simplified, half width, lower case, no invisible characters), findings
are reported in the original's offsets. Folding is by character, so that no phrase rule can move a span.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import opencc

from rag.beginnings import guarded
from rag.domain import Language

Span = tuple[int, int]
"""Start and end (exclusive) of a piece of text, in characters."""

_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f") | {
    chr(code) for code in range(0x202A, 0x202F)
}
_TRADITIONAL_TARGETS = {"tw": "s2twp", "hk": "s2hk"}


@dataclass(frozen=True)
class Folded:
    """Folded text and, for each of its characters, the index of the original character it came from."""

    text: str
    original: str
    origins: tuple[int, ...] | None
    """None where folding kept every character's place, which is nearly always."""

    def span(self, start: int, end: int) -> Span:
        """The original's span that the folded span `start`..`end` came from."""
        if self.origins is None:
            return start, end
        if start >= end:
            at = self.origins[start] if start < len(self.origins) else len(self.original)
            return at, at
        return self.origins[start], self.origins[end - 1] + 1


def fold(text: str) -> Folded:
    """Simplified characters, half width, lower case, invisible characters gone."""
    table = _fold_table()
    folded = text.translate(table)
    if len(folded) == len(text) and not _INVISIBLE.intersection(text):
        return Folded(folded, text, None)
    pieces: list[str] = []
    origins: list[int] = []
    for index, char in enumerate(text):
        piece = char.translate(table)
        pieces.append(piece)
        origins.extend([index] * len(piece))
    return Folded("".join(pieces), text, tuple(origins))


@lru_cache(maxsize=1)
def _fold_table() -> dict[int, str]:
    """Character by character: NFKC, lower case, then Simplified. Built once, from OpenCC's own tables."""
    table: dict[int, str] = {ord(char): "" for char in _INVISIBLE}
    for code in (*range(0x20, 0x3000), *range(0x3001, 0x3400), *range(0xF900, 0x10000)):
        char = chr(code)
        folded = unicodedata.normalize("NFKC", char).lower()
        if folded != char and code not in table:
            table[code] = folded
    table[0x3000] = " "
    table[ord("妳")] = "你"  # Taiwan's you of a woman, which OpenCC keeps
    han = "\n".join(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))))
    simplified = opencc.OpenCC("t2s").convert(han).split("\n")
    for char, simple in zip(han.split("\n"), simplified, strict=True):
        if char != simple:
            table[ord(char)] = simple
    return table


class Pattern:
    """A regular expression compiled when it is first used, so that a table of many costs nothing to import."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        return re.compile(guarded(self.source))

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """`re.Pattern.search`."""
        return self.compiled.search

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """`re.Pattern.match`."""
        return self.compiled.match

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """`re.Pattern.finditer`."""
        return self.compiled.finditer

    @cached_property
    def sub(self) -> Callable[..., str]:
        """`re.Pattern.sub`."""
        return self.compiled.sub


class Kinds(Pattern):
    """Alternatives by name, which a match tells as its `lastgroup`: the first that fits a place is taken."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        super().__init__("|".join(f"(?P<{kind}>{words})" for kind, words in kinds.items()))
        self.kinds = kinds

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself, each alternative tried only where it can begin."""
        return re.compile(guarded("|".join(f"(?P<{kind}>{guarded(words)})" for kind, words in self.kinds.items())))


# Script ----------------------------------------------------------------------------------------------


def has_han(text: str) -> bool:
    """Whether there is any Chinese character."""
    return _HAN.search(text) is not None


def language_of(text: str, default: Language = "zh-Hans") -> Language:
    """The language and script of a text: by the characters that exist in one script only."""
    if not has_han(text):
        return "en" if len(re.findall(r"[A-Za-z]{2,}", text)) >= 1 else default
    letters = len(re.findall(r"[A-Za-z]{2,}", text))
    if letters > 3 * len(_HAN.findall(text)):
        return "en"
    traditional, simplified = _script_sets()
    chars = set(text)
    score = sum(map(text.count, chars & traditional)) - sum(map(text.count, chars & simplified))
    if score == 0:
        return "zh-Hant" if default == "zh-Hant" else "zh-Hans"
    return "zh-Hant" if score > 0 else "zh-Hans"


@lru_cache(maxsize=1)
def _script_sets() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only Traditional, and that only Simplified text uses."""
    table = _fold_table()
    traditional = frozenset(chr(code) for code in table if 0x3400 <= code < 0xA000)
    simplified = "\n".join(sorted({table[ord(char)] for char in traditional}))
    converted = opencc.OpenCC("s2t").convert(simplified)
    pairs = zip(simplified.split("\n"), converted.split("\n"), strict=True)
    only_simplified = frozenset(char for char, other in pairs if char != other)
    return traditional | frozenset("唔冇嘅咗喺哋啲嗰乜嚟"), only_simplified


@lru_cache(maxsize=8)
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


def in_script(text: str, language: Language, region: str = "tw") -> str:
    """Simplified `text` as `language` writes it: Traditional in the words of `region` (tw, hk), or as is."""
    if language != "zh-Hant":
        return text
    converted: str = _converter(_TRADITIONAL_TARGETS[region]).convert(text)
    if region == "tw":
        for word, taiwan in _TAIWAN:
            converted = converted.replace(word, taiwan)
    return converted


_TAIWAN = (("質量", "品質"), ("賬", "帳"))
"""What Taiwan's shops write and OpenCC's Taiwan phrases leave as it is."""


_LATIN_WORD = re.compile(r"[A-Za-z0-9À-ɏ]+(?:['’.\-][A-Za-z0-9À-ɏ]+)*")
_SPACE = re.compile(r"\s+")


def reading_length(line: str) -> int:
    """Length of a chat line in Chinese characters: a Latin word or a number takes the time of two of them.

    A public review is counted in plain characters instead, as the platforms count.
    """
    words = len(_LATIN_WORD.findall(line))
    return 2 * words + len(_SPACE.sub("", _LATIN_WORD.sub("", line)))


# Sentences and clauses -------------------------------------------------------------------------------

_EMOTICON = r"#e-s\S*|\[[^\]\[x]{1,6}\]|[\u2190-\u2bff\U0001F000-\U0001FAFF]+"
"""Platform codes, [smile] and emoji end a sentence as punctuation would; [数字x] is a masked token.

So does a line break, unless a comma before it says that the sentence goes on in the next segment.
"""
_SENTENCE_END = re.compile(rf"(?:[。!?;…~]|(?<![,、])\n|\.{{2,}}|\.(?=\s|$)|{_EMOTICON})+[\"'」』”’)]*")
_CLAUSE_BREAK = re.compile(r"(?<![0-9]),|,(?![0-9])|[:、|/\n]|——|--| - | +(?=[一-鿿])|(?<=[一-鿿]) +")


@dataclass(frozen=True)
class Clause:
    """A stretch between two breaks, in folded characters; `sentence` numbers the sentence it stands in."""

    text: str
    start: int
    end: int
    sentence: int


def clauses(folded: str) -> tuple[Clause, ...]:
    """The clauses of a folded text in order, white space trimmed, empty ones left out."""
    found: list[Clause] = []
    for number, (begin, stop) in enumerate(_split(folded, 0, len(folded), _SENTENCE_END)):
        for start, end in _split(folded, begin, stop, _CLAUSE_BREAK):
            piece = folded[start:end]
            lead = len(piece) - len(piece.lstrip())
            trimmed = piece.strip()
            if trimmed:
                found.append(Clause(trimmed, start + lead, start + lead + len(trimmed), number))
    return tuple(found)


def _split(text: str, start: int, end: int, breaks: re.Pattern[str]) -> list[Span]:
    spans: list[Span] = []
    at = start
    for match in breaks.finditer(text, start, end):
        if match.start() > at:
            spans.append((at, match.start()))
        at = match.end()
    if at < end:
        spans.append((at, end))
    return spans


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of a text as given, each with its closing punctuation."""
    folded = fold(text)
    ends = [match.end() for match in _SENTENCE_END.finditer(folded.text)]
    if not ends or ends[-1] < len(folded.text):
        ends.append(len(folded.text))
    spans: list[Span] = []
    start = 0
    for end in ends:
        piece = folded.text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            spans.append(folded.span(start + lead, start + len(piece.rstrip())))
        start = end
    return tuple(spans)
