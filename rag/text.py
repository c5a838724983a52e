"""Reading text: its script, a folded form to match on, and the way back to the characters as given.

Matching is done on *folded* text (Simplified, half width, lower case, no invisible characters), findings
are reported in the original's offsets. Folding is by character, so that no phrase rule can move a span.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import opencc

from rag.beginnings import guarded, guarded_kinds
from rag.domain import Language

Span = tuple[int, int]
"""Start and end (exclusive) of a piece of text, in characters."""

_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
_LETTERS = re.compile(r"[A-Za-z][A-Za-z]+")
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


@lru_cache(maxsize=1024)
def fold(text: str) -> Folded:
    """Simplified characters, half width, lower case, invisible characters gone.

    What stands around a reply is asked for by rule after rule and row after row: folds are kept.
    """
    table = _fold_table()
    changed = table.keys() & set(text)
    if any(len(table[char]) != 1 for char in changed):
        pieces = [table.get(char, char) for char in text]
        origins = tuple(index for index, piece in enumerate(pieces) for _ in piece)
        return Folded("".join(pieces), text, origins)
    if len(changed) > _FEW:
        return Folded("".join(table.get(char, char) for char in text), text, None)
    folded = text
    for char in changed:
        folded = folded.replace(char, table[char])
    return Folded(folded, text, None)


_FEW = 16
"""Different characters that are quicker replaced one after the other than all characters looked up."""


@lru_cache(maxsize=1)
def _fold_table() -> dict[str, str]:
    """Character by character: NFKC, lower case, then Simplified. Built once, from OpenCC's own tables."""
    others = "\n".join(map(chr, (*range(0x20, 0x3400), *range(0xF900, 0x10000))))
    plain = unicodedata.normalize("NFKC", others).lower()
    table = dict(zip(others.split("\n"), plain.split("\n"), strict=True))
    table |= _converted("t2s", map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))))
    table |= {"妳": "你"} | dict.fromkeys(_INVISIBLE, "")  # Taiwan's you of a woman, which OpenCC keeps
    table = {char: other for char, other in table.items() if char != other}
    return {char: "".join([table.get(one, one) for one in other]) for char, other in table.items()}


def _converted(config: str, chars: Iterable[str]) -> dict[str, str]:
    """Those of the characters that OpenCC writes otherwise, one by one."""
    lines = "\n".join(chars)
    pairs = zip(lines.split("\n"), _converter(config).convert(lines).split("\n"), strict=True)
    return {char: other for char, other in pairs if char != other}


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
        return re.compile(guarded_kinds(self.kinds))


# Script ----------------------------------------------------------------------------------------------


def has_han(text: str) -> bool:
    """Whether there is any Chinese character."""
    return _HAN.search(text) is not None


def language_of(text: str, default: Language = "zh-Hans") -> Language:
    """The language and script of a text: by the characters that exist in one script only."""
    words = len(_LETTERS.findall(text))
    if not has_han(text):
        return "en" if words else default
    if words and words > 3 * len(_HAN.findall(text)):
        return "en"
    traditional, simplified = _script_sets()
    chars = set(text)
    score = sum(map(text.count, chars & traditional)) - sum(map(text.count, chars & simplified))
    if score == 0:
        return "zh-Hant" if default == "zh-Hant" else "zh-Hans"
    return "zh-Hant" if score > 0 else "zh-Hans"


_IN_BOTH = frozenset("台")
"""Traditional text writes 台 as often as 臺: it tells no script."""


@lru_cache(maxsize=1)
def _script_sets() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only Traditional, and that only Simplified text uses."""
    table = _fold_table()
    traditional = frozenset(char for char in table if "\u3400" <= char < "\ua000")
    only_simplified = frozenset(_converted("s2t", sorted({table[char] for char in traditional}))) - _IN_BOTH
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


def respelled(text: str, language: Language, region: str = "tw") -> str:
    """Chinese `text` in the script of `language`, whichever it is written in; all other text as is."""
    written = language_of(text, language)
    if "en" in {written, language} or written == language:
        return text
    simplified: str = _converter("t2s").convert(text)
    return in_script(simplified, language, region)


_TAIWAN = (
    ("質量", "品質"), ("賬", "帳"),
    ("引數", "參數"), ("支援", "支持"), ("稽核", "審核"), ("許可權", "權限"), ("稅號", "統編"),
)  # fmt: skip
"""What Taiwan's shops write where OpenCC's Taiwan phrases leave a word as it is, or take it for a programmer's."""


_LATIN_WORD = re.compile(r"[A-Za-z0-9À-ɏ][A-Za-z0-9À-ɏ]*(?:['’.\-][A-Za-z0-9À-ɏ]+)*")


def reading_length(line: str) -> int:
    """Length of a chat line in Chinese characters: a Latin word or a number takes the time of two of them.

    A public review is counted in plain characters instead, as the platforms count.
    """
    rest, words = _LATIN_WORD.subn("", line)
    return 2 * words + len("".join(rest.split()))


# Sentences and clauses -------------------------------------------------------------------------------

_EMOJI = "\u2190-\u2bff\U0001f000-\U0001faff"
_EMOTICON = rf"#e-s\S*|\[[^\]\[x]{{1,6}}\]|[{_EMOJI}]+"
"""Platform codes, [smile] and emoji end a sentence as punctuation would; [数字x] is a masked token.

So does a line break, unless a comma before it says that the sentence goes on in the next segment.
"""
_END = rf"(?:[。!?;…~]|(?<![,、])\n|\.{{2,}}|\.(?=\s|$)|{_EMOTICON})+[\"'」』”’)]*"
_SENTENCE_END = re.compile(_END)
_BREAK = r"(?<![0-9]),|,(?![0-9])|[:、|/\n]|——|--| - | +(?=[一-鿿])|(?<=[一-鿿]) +"
_MARKS = rf"。!?;…~\n.#\[{_EMOJI},:、|/—\- "
"""All that an end or a break can begin with: whatever else stands in a row is passed over in one step."""
_PART = re.compile(rf"(?P<clause>(?:[^{_MARKS}]+|(?!{_BREAK}|{_END})[{_MARKS}])+)|(?P<end>{_END})|(?:{_BREAK})")


class Clause(NamedTuple):
    """A stretch between two breaks, in folded characters; `sentence` numbers the sentence it stands in."""

    text: str
    start: int
    end: int
    sentence: int


def clauses(folded: str) -> tuple[Clause, ...]:
    """The clauses of a folded text in order, white space trimmed, empty ones left out."""
    found: list[Clause] = []
    number, begun = 0, False
    for match in _PART.finditer(folded):
        if match.lastgroup == "end":
            number, begun = number + begun, False
            continue
        begun = True
        piece = match["clause"] or ""
        if trimmed := piece.strip():
            start = match.start() + len(piece) - len(piece.lstrip())
            found.append(Clause(trimmed, start, start + len(trimmed), number))
    return tuple(found)


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
