"""What is known of a stretch besides its words: its place in the reply, its neighbours, the denial it stands by.

The same sentence explains one denial and is beside the point of another; these are the features that tell them
apart, for `learnt` to weigh.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from rag.guardrails.negation.grounds import bears, matter_of, speaks_of_us, subjects
from rag.guardrails.negation.learnt import features
from rag.guardrails.negation.polarity import last_words
from rag.guardrails.negation.roles import marked_reason
from rag.text import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.guardrails.negation.reply import Reply

CONCLUSION = Pattern(
    r"^(?:所以|因此|于是|故)|^(?:so(?! (?:sorry|much|very|glad|far|happy))|hence|therefore|which is why"
    r"|that's why)\b"
)
CONTRAST = Pattern(r"^(?:但是?|不过|可是|然而|but|however)")
_FAR = 4
"""Pieces off the denial from which all distances are alike."""


def evidence(at: int, reply: Reply) -> set[str]:
    """The features of one piece of a reply that denies something: its words, and how it stands to the denial."""
    piece = reply.stretches[at]
    found = set(features(piece.text, piece.closing, reply.by_words(at)))
    found.update(_around(at, reply))
    if reply.denials:
        found.update(_by_denial(at, _nearest(at, reply.places), reply))
    return found


def _nearest(at: int, places: Sequence[int]) -> int:
    """The denial nearest to a piece, the later one of two as near."""
    after = bisect_left(places, at)
    near = places[max(0, after - 1) : after + 1]
    return min(near, key=lambda place: (abs(place - at), place < at))


def _around(at: int, reply: Reply) -> Iterator[str]:
    text = reply.stretches[at].text
    for step in (-1, 1):
        other = at + step
        if not 0 <= other < len(reply.stretches):
            yield f"{step:+d} none"
        else:
            yield f"{step:+d} {'denial' if other in reply.denials else reply.by_words(other)}"
    if marked_reason(text):
        yield "marked"
    if CONCLUSION.search(text):
        yield "so"
    if CONTRAST.search(text):
        yield "but"
    if at + 1 < len(reply.stretches) and CONCLUSION.search(reply.stretches[at + 1].text):
        yield "then so"


def _by_denial(at: int, home: int, reply: Reply) -> Iterator[str]:
    piece, denial = reply.stretches[at], reply.stretches[home]
    offset = max(-_FAR, min(_FAR, at - home))
    side = "behind" if offset > 0 else "before"
    yield f"{offset} off"
    yield f"{offset} off, {'same' if denial.sentence == piece.sentence else 'other'} sentence"
    yield f"{side} {reply.by_words(at)}"
    yield f"{side} {reply.denials[home].kind}"
    about, denied, asked = subjects(piece.text), subjects(denial.text), subjects(last_words(reply.asked))
    if about & denied:
        yield "of what is denied"
        yield f"of what is denied, {side}"
    if about & asked:
        yield "of what was asked"
    if denied & asked:
        yield f"denies what was asked, {'is of it' if about & asked else 'is not of it'}"
    if reply.wishes:
        here, there = matter_of(denial.text, reply.wishes), matter_of(piece.text, reply.wishes)
        yield f"wish {here is not None} {None if there is None else here == there}"
    yield "bears" if bears(piece.text) else "idle"
    if speaks_of_us(piece.text):
        yield "of us"
    if len(reply.denials) > 1:
        yield "many denials"
