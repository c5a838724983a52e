"""What a stretch most likely does, by weights learnt from replies that were written and labelled for it.

Tables of words (`roles`) know what they name, and take all else for a fact. The weights have seen more than two
thousand replies (`evals/corpus`): a softmax regression over the pairs and triples of characters of a stretch
(words and pairs of words in English), with the tables' own view as one feature among them. `evals.train` makes
the file; nothing is learnt at run time.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rag.guardrails.learnt import Weights, alike, grams
from rag.text import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

Question = Literal["role", "run-on"]
"""What a stretch does in its reply · whether the words before a denial's cue say why: 保险已经生效退不了."""
FILES: dict[Question, Path] = {
    "role": Path(__file__).with_name("role.weights"),
    "run-on": Path(__file__).with_name("run-on.weights"),
}
SURE = 0.5
"""Likelihood from which the weights overrule the tables."""

_UNSPOKEN = Pattern(r"[\s,.。!;~、…]+")
_HAN = Pattern("[一-鿿]")
_TOKEN = Pattern(r"[a-z']+|0|\S")


def features(text: str, closing: str, role: str) -> Iterator[str]:
    """The features of a folded stretch: what it is written with, how it closes, what the tables take it for."""
    text = alike(text)
    yield f"role {role}"
    if "?" in closing:
        yield "asks"
    if _HAN.search(text):
        yield from grams(_UNSPOKEN.sub("", text))
    else:
        yield from _words(["^", *_TOKEN.compiled.findall(text), "$"])


def run_on(head: str, kind: str, word: str, tail: str) -> set[str]:
    """The features of what stands before a denial's cue in its own stretch, of the cue, and of what follows it."""
    head = _UNSPOKEN.sub("", alike(head))
    return {
        *grams(head),
        f"{min(len(head) // 2, 8)} long",
        f"kind {kind}",
        f"cue {word}",
        f"then {tail[:2]}",
    }


def _words(words: list[str]) -> Iterator[str]:
    yield from (f"{word} " for word in words[1:-1])
    yield from map(" ".join, pairwise(words))


@lru_cache(maxsize=2)
def weights(question: Question = "role") -> Weights:
    """The weights that come with Wanyan, read when they are first asked for."""
    return Weights(FILES[question])
