"""Reads what a reply denies the customer, and whether it says why (docs/rules/negation.md).

Four stages, each a module of small functions over tables: find the cues (`cues`, `english`) in the stretches
of the reply (`pieces`), drop what is no denial (`dismissals`, `conditions`, `polarity`), find the reason
(`reasons`: a stretch that states a fact, by `roles`, bears on the denial, by `grounds`,
and is of the same matter, by `matters`), else the alternative (`alternatives`). What all stages know of a
reply is in `reply`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.guardrails.negation import cues, english
from rag.guardrails.negation.alternatives import alternative_for
from rag.guardrails.negation.cues import Cue, Kind, Setting, may_negate
from rag.guardrails.negation.dismissals import dismissed
from rag.guardrails.negation.pieces import Piece, pieces
from rag.guardrails.negation.reasons import reason_for, runs_on
from rag.guardrails.negation.reply import STATES, Reply
from rag.text import Clause, Pattern, Span, fold

Support = Literal["reason", "alternative", "bare"]
Verdict = Literal["none", "reason", "alternative", "bare"]


@dataclass(frozen=True)
class Denial:
    """A negation that refuses the customer something, in folded characters, and what the reply gives for it.

    `start`..`end` is the cue with what it negates, `why` the words that explain it or open another way.
    """

    start: int
    end: int
    kind: Kind
    support: Support
    why: Span | None
    doubtful: bool = False
    """Whether the verdict hangs on a stretch nearby that might as well do something else, or on a mild word."""


@dataclass(frozen=True)
class Negation:
    """Any negation, denial or not. `harmless` names why it denies nothing (`dismissals.DISMISSALS`)."""

    start: int
    end: int
    kind: Kind
    word: str
    harmless: str | None


def find_denials(text: str, clauses: Sequence[Clause], asked: str = "") -> tuple[Denial, ...]:
    """The denials of a folded reply, in order; `asked` is what the customer said, as given."""
    if not may_negate(text):
        return ()
    stretches = pieces(text, clauses)
    question = fold(asked[-_MEMORY:]).text
    found = [cue for cue, harmless in _judged(stretches, question) if harmless is None]
    reply = _reply(stretches, found, question)
    return tuple(_denial(cue, reply) for cue in reply.denials.values())


def find_negations(text: str, clauses: Sequence[Clause], asked: str = "") -> tuple[Negation, ...]:
    """Every negation of a folded reply that is more than a look-alike, in order."""
    stretches = pieces(text, clauses)
    found = [
        Negation(*_marked(cue, stretches[cue.at]), cue.kind, cue.word, harmless)
        for cue, harmless in _judged(stretches, fold(asked[-_MEMORY:]).text)
    ]
    return tuple(sorted(found, key=lambda negation: negation.start))


def _judged(stretches: tuple[Piece, ...], question: str) -> Iterator[tuple[Cue, str | None]]:
    questioned = any(piece.asks for piece in stretches)
    for cue in cues.find_cues(stretches):
        yield cue, dismissed(Setting(cue, stretches, question, questioned))
    if not any(cues.may_negate_in_english(piece.text) for piece in stretches):
        return
    for cue in english.find_cues(stretches, question):
        yield cue, None


_MEMORY = 300
"""Characters of the customer's words that are looked back on."""


def _reply(stretches: tuple[Piece, ...], found: list[Cue], question: str) -> Reply:
    """One denial a piece: the first, unless it only states what a later refusal rests on."""
    kept: dict[int, Cue] = {}
    for cue in sorted(found, key=lambda cue: cue.start):
        first = kept.get(cue.at)
        if first is None or (first.kind in STATES and cue.kind not in STATES):
            kept[cue.at] = cue
    plain = {at: cue for at, cue in kept.items() if cue.kind != "soft"}
    spare = frozenset(kept.keys() - plain.keys()) if plain else frozenset()
    return Reply(stretches, plain or kept, spare, question)


def _denial(cue: Cue, reply: Reply) -> Denial:
    start, end = _marked(cue, reply.stretches[cue.at])
    why = reason_for(cue, reply)
    if why:
        return Denial(start, end, cue.kind, "reason", why)
    why = alternative_for(cue, reply)
    return Denial(start, end, cue.kind, "alternative" if why else "bare", why, _doubtful(cue, reply))


_MILD: frozenset[Kind] = frozenset({"soft", "not_so"})


def _doubtful(cue: Cue, reply: Reply) -> bool:
    """Whether a reason may stand unrecognised beside the denial, or it may be none."""
    if cue.kind in _MILD or runs_on(cue) > _POSSIBLE:
        return True
    return any(reply.might_explain(at) for at in (cue.at - 1, cue.at + 1))


_POSSIBLE = 0.2
"""Likelihood from which the words before a cue may well be its reason."""


_TRAILING = Pattern(r"[呢哦啊哈呀啦嘛喔耶㗎喇哒捏嘞咯噢哟呦亲诶呗~\s]*$")


def _marked(cue: Cue, piece: Piece) -> Span:
    """The cue with what it negates: to the end of its piece, particles left out."""
    said = _TRAILING.sub("", piece.text[: piece.end - piece.start])
    return cue.start, max(cue.end, piece.start + len(said))


def verdict_of(found: Sequence[Denial]) -> Verdict:
    """The verdict of a reply by its denials (section 3 of the rule)."""
    supports = {denial.support for denial in found}
    for support in ("bare", "alternative", "reason"):
        if support in supports:
            return support
    return "none"


__all__ = ["Denial", "Negation", "Support", "Verdict", "find_denials", "find_negations", "verdict_of"]
