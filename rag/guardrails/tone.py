"""What tone a sentence has, by weights learnt from sentences that were written and labelled for it.

Quarrelling, blaming and ordering about are open classes: the tables of the rules know the wordings they name,
these weights know what such sentences are like (`evals/corpus/manners`). They are asked where nothing kind is said,
and in Chinese only: of English there is too little to tell a quarrel from a joke.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import add
from pathlib import Path

from rag.guardrails.learnt import Weights, alike, grams
from rag.guardrails.manners import OTHERS
from rag.text import Clause, Pattern

FILE = Path(__file__).with_name("tone.weights")
HARMLESS = "none"
SURE = 0.6
"""Likelihood of any tone at all from which a sentence is held to have the likeliest."""
_SHORTEST = 8
"""Characters a sentence must have: fewer say too little."""
_LONGEST = 80
"""Characters a reply may have: who writes more explains, and looking at all of it would cost too much."""

_UNSPOKEN = Pattern(r"[\s,.。;~、…]+")
_US = Pattern(r"(?:我们|我哋|咱们|咱|本店|小店)家?店?")
_OTHERS = Pattern(OTHERS)

_KIND = Pattern(
    "您好|请您|请稍|稍等|欢迎|建议|感谢|谢谢|多谢|唔该|抱歉|对不起|对唔住|好意思|请问|麻烦|方便|辛苦|放心|帮您|帮你|帮忙|为您|给您|祝您|我来|补发"
    "|我们[认出赔]|算我们|全退|包退|歉意|(?<!不是)我们的责任|责任在我"
)
"""Words of a reply that thanks, apologises, asks, helps or pays."""
_TELLING = 0.75
"""What a pair of characters must weigh for a sentence to be looked at for it."""


@dataclass(frozen=True)
class Tone:
    """A sentence of the folded reply and the tone it has."""

    label: str
    start: int
    end: int


def features(text: str) -> frozenset[str]:
    """What a folded sentence is written with; we, the customer and the others each by one name."""
    spoken = _UNSPOKEN.sub("", alike(text)).replace("你", "您")
    return frozenset(grams(_US.sub("△", _OTHERS.sub("○", spoken))))


def tones(text: str, clauses: Callable[[], tuple[Clause, ...]]) -> Iterator[Tone]:
    """The sentences of a folded reply that are likely not harmless; none where the reply says anything kind."""
    if len(text) > _LONGEST or text.isascii() or _KIND.search(text):
        return
    for start, end in sentences(text, clauses()):
        sentence = text[start:end]
        if len(sentence) < _SHORTEST or _telling().isdisjoint(map(add, sentence, sentence[1:])):
            continue
        likely = weights().likelihoods(features(sentence))
        if likely and 1 - likely.pop(HARMLESS) >= SURE:
            yield Tone(max(likely, key=likely.__getitem__), start, end)


def sentences(text: str, clauses: tuple[Clause, ...]) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a folded text, with a question or exclamation mark that closes them."""
    for _, group in groupby(clauses, key=lambda clause: clause.sentence):
        members = list(group)
        end = members[-1].end
        yield members[0].start, end + (text[end : end + 1] in ("?", "!"))


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that come with Wanyan, read when they are first asked for."""
    return Weights(FILE)


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """Pairs of characters that speak for a tone."""
    bad = [label for label in weights().labels if label != HARMLESS]
    return frozenset(name for name in weights().speaking_for(bad, _TELLING) if len(name) == 2)
