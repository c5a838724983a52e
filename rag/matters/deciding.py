"""Decides which of a message's questions are matters of their own, from what was found for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.domain import Card, Facts, Hit, Stage
from rag.drafters.drafter import Matter
from rag.synonyms import topical
from rag.talk.troubles import tells_of_fault
from rag.text import fold
from rag.understanding import Question

SURE = 0.30
"""From this score on, a sentence of a message is a matter of its own."""
DECIDED = 0.40
"""From this score on, a clause within a sentence is: its comma separates less."""
LIKELY = 0.16
"""Below this score of the whole message, no card covers it; the longer it is, the more is said beside."""
_SHORT = 14
"""Characters of a message that says little beside its matter."""
LIKELY_ELSE = 0.30
"""The same, where the message speaks of nothing a shop deals with: then only words near an ask count."""
LIKELIHOOD = 0.03
"""Below this likelihood of the best card, no card covers the message: on labelled moments of real chats such a card
was right one time in six, above it two times in three."""
PLAIN = 0.6
"""From this score on, the message is so near to an ask that it needs no likelihood."""
MOST = 3
"""Matters answered in one reply: more, and nobody reads them."""
_ELSEWHERE = 0.85
"""What the score of a card of another stage counts: 运费 asked of a parcel in hand is a return's."""
_CONTEXT = 0.25
"""What a card's score for the whole message counts beside its score for a part: 我要投诉 alone says not of what."""
_BEFORE = 0.5
"""What a card's score for the message before counts where the message itself says nothing."""
_BY_ITSELF = 0.6
"""Score of a message that is read without what was spoken of before."""
_RETURNS = frozenset({"return-quality", "return-no-reason", "return-shipping", "return-process"})
"""Sides of one matter: a card on any of them says who pays and what to do."""
_ADDS = re.compile(r"还有(?!没|多|货|吗|么)|另外|顺便|再就是|还要(?=改|换)|\b(?:also|besides|and another)\b")
_POSTAGE_OF_FAULTS = ("return-shipping", "return-quality")
"""Topics of the card that says who pays where a fault is told."""
_OWN_REASONS = frozenset({"return-no-reason", "return-process"})
_RARE = 0.2
"""Share that the other cards have at least: of next to nothing no card may become sure."""
_POSTAGE = frozenset({"return-shipping", "carrier"})
_COURTESIES = frozenset({"greeting", "farewell", "other"})
_STAGES: dict[str, frozenset[Stage]] = {
    "unpaid": frozenset({"consultation", "bargaining", "payment"}),
    "paid": frozenset({"payment", "logistics"}),
    "shipped": frozenset({"logistics"}),
    "delivering": frozenset({"logistics"}),
    "signed": frozenset({"after-sales", "farewell"}),
    "completed": frozenset({"after-sales", "farewell"}),
}
"""Stages that the order's state makes likely."""


def matters_of(
    questions: Sequence[Question],
    found: Sequence[Sequence[Hit]],
    whole: str,
    whole_hits: Sequence[Hit],
    facts: Facts,
) -> tuple[Matter, ...]:
    """The matters, in the order they were raised; none where no card covers the message.

    Where its parts are not sure of several, the message is the one matter that the surest of them, or all of
    it, points to.
    """
    fault = tells_of_fault(fold(whole).text)
    if fault and facts.cause != "customer":
        whole_hits, *found = (_without_own_reasons(hits) for hits in (whole_hits, *found))
    stages = _likely_stages(whole_hits, facts)
    context = {hit.item.id: hit.score for hit in whole_hits}
    everything = Matter(whole, _weighed(whole_hits, stages, {}))
    weighed = [
        Matter(question.text, _weighed(hits, stages, context))
        for question, hits in zip(questions, found, strict=True)
    ]
    sure = [part for part in _best_split(questions, weighed) if _score(part) >= SURE and _covered(part)]
    postage = _postage_of([everything, *weighed]) if fault else None
    distinct = _without_courtesies(_with_postage(_distinct(sure), postage, whole))
    if len(distinct) > 1:
        return tuple(distinct[:MOST])
    [best] = _with_postage([max([everything, *distinct], key=_sureness)], postage, whole)
    return (best,) if _score(best) >= _least(best.text) and _covered(best) else ()


def in_the_light_of(before: Sequence[Hit], hits: Sequence[Hit]) -> Sequence[Hit]:
    """Hits weighed with those for what was spoken of before: the less a message says, the more they count."""
    best = max((hit.score for hit in hits), default=0.0)
    weight = _BEFORE * max(0.0, 1 - best / _BY_ITSELF)
    earlier = {hit.item.id: hit for hit in before}
    lit = (_lit(hit, earlier[hit.item.id], weight) if hit.item.id in earlier else hit for hit in hits)
    return sorted(lit, key=_rank)


def _lit(hit: Hit, earlier: Hit, weight: float) -> Hit:
    return replace(
        hit,
        score=hit.score + weight * earlier.score,
        likelihood=max(hit.likelihood, min(1.0, 2 * weight) * earlier.likelihood),
    )


def _rank(hit: Hit) -> float:
    """Likeness and likelihood together, most first: likeness alone is fooled by what many cards share."""
    return -(hit.score + hit.likelihood)


def _without_own_reasons(hits: Sequence[Hit]) -> list[Hit]:
    """Hits for a fault: cards on returns for reasons of one's own, or on any return, are not meant."""
    kept = [hit for hit in hits if _card_topics(hit)[0] not in _OWN_REASONS]
    dropped = sum(hit.likelihood for hit in hits) - sum(hit.likelihood for hit in kept)
    return [replace(hit, likelihood=hit.likelihood / max(1 - dropped, _RARE)) for hit in kept]


def _covered(matter: Matter) -> bool:
    """Whether its best card is likely meant, rather than just the least unlike."""
    if not matter.hits:
        return False
    best = matter.hits[0]
    return best.score >= PLAIN or best.likelihood >= LIKELIHOOD or not isinstance(best.item, Card)


def _least(text: str) -> float:
    return LIKELY * min(1.0, _SHORT / max(len(text), 1)) if topical(text) else LIKELY_ELSE


def _likely_stages(whole_hits: Sequence[Hit], facts: Facts) -> frozenset[Stage]:
    """The stages the conversation is likely at, by the order's state, else by the message as a whole."""
    known = _STAGES.get(facts.order.state or "")
    if known:
        return known
    best = whole_hits[0] if whole_hits else None
    if best is None or best.score < LIKELY or not isinstance(best.item, Card):
        return frozenset()
    return frozenset({best.item.stage})


def _weighed(hits: Sequence[Hit], stages: frozenset[Stage], context: Mapping[str, float]) -> tuple[Hit, ...]:
    """Hits again, with those of unlikely stages behind and those that fit the whole message before."""
    weighed = [
        replace(hit, score=_in_context(hit, context) * (1 if _fits(hit, stages) else _ELSEWHERE)) for hit in hits
    ]
    return tuple(sorted(weighed, key=_rank))


def _in_context(hit: Hit, context: Mapping[str, float]) -> float:
    return (hit.score + _CONTEXT * context.get(hit.item.id, 0)) / (1 + _CONTEXT) if context else hit.score


def _fits(hit: Hit, stages: frozenset[Stage]) -> bool:
    return not stages or not isinstance(hit.item, Card) or hit.item.stage in stages


def _best_split(questions: Sequence[Question], matters: Sequence[Matter]) -> list[Matter]:
    """Of each sentence either the whole or, where they are surely several matters, its clauses."""
    chosen: list[Matter] = []
    for number in dict.fromkeys(question.sentence for question in questions):
        group = [pair for pair in zip(questions, matters, strict=True) if pair[0].sentence == number]
        sentence = group[0][1]
        asked = [matter for question, matter in group[1:] if question.asks and _score(matter) >= DECIDED]
        several = len(_distinct(asked)) > 1
        chosen += (
            asked
            if several
            else [sentence if _score(sentence) >= LIKELY else max(asked, key=_score, default=sentence)]
        )
        if _main(sentence) in _RETURNS:
            chosen += [matter for _, matter in group[1:] if matter not in chosen and _tells_of_a_fault(matter)]
    return chosen


def _tells_of_a_fault(matter: Matter) -> bool:
    """Whether a clause surely names what is wrong with the goods: that decides who pays for a return."""
    return _main(matter) == "return-quality" and _score(matter) >= DECIDED and _covered(matter)


def _distinct(matters: list[Matter]) -> list[Matter]:
    """Matters that cards of one topic answer are one: the surest of them; of a return's sides, the fault."""
    kept: list[Matter] = []
    for matter in sorted(
        matters, key=lambda matter: (_main(matter) == "return-quality", _sureness(matter)), reverse=True
    ):
        if not any(_same(matter, other) for other in kept):
            kept.append(matter)
    return [matter for matter in matters if matter in kept]


def _postage_of(parts: Sequence[Matter]) -> Hit | None:
    """The card that says who pays where a fault is told, if one of the parts asks for that."""
    if not any(_main(part) in _POSTAGE and _score(part) >= DECIDED for part in parts):
        return None
    on_both = (hit for part in parts for hit in part.hits if _card_topics(hit)[:2] == _POSTAGE_OF_FAULTS)
    return min(on_both, key=_rank, default=None)


def _with_postage(matters: list[Matter], postage: Hit | None, whole: str) -> list[Matter]:
    """The matters with the card on both, the fault and its postage, for all that are of a return."""
    if postage is None:
        return matters
    others = [matter for matter in matters if _RETURNS.isdisjoint(_topics(matter))]
    sides = [matter.hits[0] for matter in matters if matter not in others]
    if not sides:
        return matters
    hits = (postage, *sides)
    sure = replace(postage, score=max(hit.score for hit in hits), likelihood=max(hit.likelihood for hit in hits))
    return [Matter(whole, (sure,)), *others]


def _same(matter: Matter, other: Matter) -> bool:
    returns = not (_RETURNS.isdisjoint(_topics(matter)) or _RETURNS.isdisjoint(_topics(other)))
    if not returns and _added(matter, other):
        return matter.hits[0].item.id == other.hits[0].item.id
    return returns or _main(matter) in _topics(other) or _main(other) in _topics(matter)


def _added(*matters: Matter) -> bool:
    """Whether one of them is brought up as something else."""
    return any(_ADDS.match(matter.text) for matter in matters)


def _without_courtesies(matters: list[Matter]) -> list[Matter]:
    """A hello or a thank-you beside a real matter is no matter."""
    return [matter for matter in matters if _main(matter) not in _COURTESIES] or matters[:1]


def _score(matter: Matter) -> float:
    return matter.hits[0].score if matter.hits else 0.0


def _sureness(matter: Matter) -> float:
    return -_rank(matter.hits[0]) if matter.hits else 0.0


def _topics(matter: Matter) -> tuple[str, ...]:
    return _card_topics(matter.hits[0])


def _card_topics(hit: Hit) -> tuple[str, ...]:
    item = hit.item
    return item.topics if isinstance(item, Card) else (item.id,)


def _main(matter: Matter) -> str:
    return _topics(matter)[0] if matter.hits else ""
