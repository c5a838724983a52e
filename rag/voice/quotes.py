"""A few of customers' own words for each kind of point, without personal data and without names."""

from __future__ import annotations

import hashlib
import re
from bisect import insort
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rag.domain import Point
from rag.personal import SURNAME, personal_values
from rag.text import Span, fold
from rag.voice.saying import Said

MASK = "＊"
_LONGEST = 80
"""Most characters of a quote."""
_READABLE = range(4, 41)
"""Characters of a quote that says enough and is read at a glance."""
_LEAST = 2
"""Letters of a customer's name from which it is looked for: one stands in too many words."""
_ROLE = r"(?:客服|店员|导购|快递员?|师傅|骑手|老板娘?|掌柜|前台|服务员|技师|卖家|店主|小哥)"
_TITLE = r"(?:师傅|老师|经理|大[哥姐]|[哥姐](?![一-鿿])|总(?![是的体共之])|老板|医生|先生|女士|小姐|同学)"
_GIVEN = r"(?:[很真太也特非态服说给帮回推解发的]|[^一-鿿]|$)"
"""What follows a name that is told with a role."""
_NAMES = (
    re.compile(rf"(?<=[一-鿿]){SURNAME}[一-鿿]?(?={_TITLE})|(?<![一-鿿]){SURNAME}[一-鿿]?(?={_TITLE})"),
    re.compile(rf"{_ROLE}(?:叫|是|[,:、 ])?(?P<name>[小老阿]{SURNAME}|{SURNAME}[一-鿿]{{0,2}}?(?={_GIVEN}))"),
    re.compile(rf"(?<![一-鿿])(?P<name>[小老阿]{SURNAME})(?={_GIVEN})"),
    re.compile(rf"(?:我叫|名叫|名字叫?是?|姓名[:是]?)(?P<name>{SURNAME}[一-鿿]{{1,2}})"),
)
"""People named in Chinese, in folded text: 李师傅, 客服小王, 我叫…; the word that tells so may stay."""
_ENGLISH_NAMES = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? (?P<a>[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
    r"|\b(?P<b>[A-Z][a-z]+)(?= (?:from|in|at) (?:customer|support|service|sales|the (?:shop|store|team)))"
    r"|\b(?:[Tt]hank(?:s| you),?(?: to)?|[Nn]amed|[Cc]alled|[Dd]river|[Cc]ourier|[Aa]gent|[Ss]eller|[Mm]y name is) "
    r"(?P<c>(?!I\b|The\b|This\b|It\b|You\b|Very\b|So\b)[A-Z][a-z]+)"
)


@dataclass(frozen=True)
class Quote:
    """A customer's words, masked, and of which product and day."""

    text: str
    product: str | None = None
    day: date | None = None


class Quotes:
    """For each key a few quotes, the same whichever order reviews come in: those of the least hash are kept.

    What had to be masked, says too little or runs on is kept only where nothing better came.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: dict[Hashable, list[tuple[tuple[int, str], Quote]]] = {}

    def offer(self, key: Hashable, point: Point, said: Said) -> None:
        """Take a point's words in, if they are among those to keep."""
        kept = self._kept.setdefault(key, [])
        told = hashlib.blake2b(fold(point.text).text.encode(errors="replace"), digest_size=8).hexdigest()
        unfit = len(point.text) not in _READABLE
        if (len(kept) == self._size and (unfit, told) > kept[-1][0]) or any(rank[1] == told for rank, _ in kept):
            return
        text = masked(point.text, said.names)
        rank = (unfit + 2 * (MASK in text), told)
        insort(kept, (rank, Quote(_short(text), said.product, said.day)), key=lambda entry: entry[0])
        del kept[self._size :]

    def of(self, key: Hashable) -> tuple[Quote, ...]:
        """The quotes kept for a key, the best first."""
        return tuple(quote for _, quote in self._kept.get(key, ()))


def masked(text: str, names: Iterable[str] = ()) -> str:
    """The text, as long as before, without personal data, and without names as far as they can be told."""
    folded = fold(text)
    spans = [folded.span(*span) for span in _personal(folded.text, [fold(name).text for name in names])]
    spans += [match.span(match.lastgroup or 0) for match in _ENGLISH_NAMES.finditer(text)]
    shown = list(text)
    for start, end in spans:
        shown[start:end] = [MASK if char.isalnum() else char for char in text[start:end]]
    return "".join(shown)


def _personal(folded: str, names: Iterable[str]) -> Iterator[Span]:
    yield from (span for _, span in personal_values(folded))
    for pattern in _NAMES:
        yield from (match.span("name" if "name" in pattern.groupindex else 0) for match in pattern.finditer(folded))
    for name in names:
        if len(name) >= _LEAST:
            yield from (match.span() for match in re.finditer(re.escape(name), folded))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
