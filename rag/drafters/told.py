"""What the model is told of a brief: prompts filled, examples chosen, and all of it inside a budget of tokens.

What holds for every draft of a shop comes first and is the same to the byte, so that providers' caches hit. Of what
changes, the facts and the last turns always go in; what does not fit is left out in the order that `_fitted` says.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, Protocol

from rag.domain import Card, Channel, Finding, Language, Level
from rag.drafters.budget import fitting, outer, share, shortened, tokens
from rag.drafters.drafter import Brief
from rag.drafters.offered import Offered, offered
from rag.errors import KnowledgeError, ModelError
from rag.examples import Example, known, suiting
from rag.masking import rewritten
from rag.prompts import Prompt, as_data
from rag.shops import Shop
from rag.talk.shown import shown_in

log = logging.getLogger(__name__)

Role = Literal["system", "human", "ai"]
Message = tuple[Role, str]

BUDGET = 6_000
"""Tokens of a whole prompt, unless it is set otherwise."""
_LAST_TURNS = 6
"""Turns at the end of a talk that are never left out."""
_MOST_CARDS = 6
"""Cards and passages, at the most: what ranks lower is rarely meant."""
_LEAST_ROOM = 500
"""Tokens for what changes, however little the budget leaves."""
_LONG = 200
"""Tokens of a matter, a point or a wish, which stand in the conversation in full."""
_FRAME = 40
"""Tokens of what stands around a turn, a card or an example, at the most."""


class HouseRule(Protocol):
    """A rule that replies are checked by, as far as a prompt tells it."""

    @property
    def id(self) -> str: ...
    @property
    def level(self) -> Level: ...
    @property
    def summary(self) -> str: ...
    @property
    def channels(self) -> Collection[Channel]: ...


@dataclass(frozen=True)
class Told:
    """What one call tells the model."""

    messages: tuple[Message, ...]
    """What holds for the shop, then the task; for a repair the draft before and what is wrong with it."""
    label: str
    """The prompts it was made by, as `made_by.prompt` has it."""
    confidential: tuple[str, ...]
    """What of it no reply may show: what stands first, and the prompt's own words in the rest."""


Examples = tuple[dict[str, Any], ...]
_Case = tuple[str, Channel, tuple[str, ...], Language]
"""Shop, channel, topics and language."""
_CASES = 500


@dataclass(frozen=True)
class Telling:
    """All that prompts are made of: their texts, the examples, the rules of the gate, and the most tokens."""

    prompts: Mapping[str, Prompt]
    examples: Sequence[Example] = ()
    rules: Sequence[HouseRule] = ()
    budget: int = BUDGET
    _chosen: dict[_Case, Examples] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Examples by the case they were chosen for, the latest."""

    def tell(self, brief: Brief, hide: Callable[[str], str] = str) -> Told:
        """What a model is told of the brief, within the budget; `hide` is done to all that is no prompt's own.

        Raises ModelError `prompt` where a prompt lacks words for this case.
        """
        try:
            return self._told(brief, hide)
        except KnowledgeError as error:
            log.error("%s", error)
            raise ModelError("prompt") from error

    def _told(self, brief: Brief, hide: Callable[[str], str]) -> Told:
        prompt = self.prompts["review" if brief.request.channel == "review" else "reply"]
        repair = self._repair(brief, hide)
        inputs = _inputs(brief, hide) | {"rules": _rules(self.rules, brief.shop, brief.request.channel)}
        bare = prompt.render(inputs | vars(_Kept()))
        spent = sum(map(tokens, bare)) + sum(tokens(text) for _, text in repair)
        kept = _fitted(brief, self._suiting(brief), max(self.budget - spent, _LEAST_ROOM), hide)
        standing, task = prompt.render(inputs | vars(kept))
        label = f"{prompt.label}+{self.prompts['repair'].label}" if repair else prompt.label
        return Told((("system", standing), ("human", task), *repair), label, (standing, *prompt.own[1:]))

    def _suiting(self, brief: Brief) -> Examples:
        """The same for the same case: choosing among all takes longer than all else that is told."""
        case = (brief.shop.id, brief.request.channel, topics_of(brief), brief.language)
        found = self._chosen.pop(case, None)
        if found is None:
            found = suiting(self.examples, brief.shop, *case[1:])
        self._chosen[case] = found
        if len(self._chosen) > _CASES:
            del self._chosen[next(iter(self._chosen))]
        return found

    def _repair(self, brief: Brief, hide: Callable[[str], str]) -> tuple[Message, ...]:
        if not brief.findings:
            return ()
        findings = rewritten([_placed(finding, brief.previous) for finding in _still_there(brief)], hide)
        (repair,) = self.prompts["repair"].render({"findings": findings})
        cards = brief.previous_cards or ((),) * len(brief.previous)
        segments = [{"text": hide(text), "cards": used} for text, used in zip(brief.previous, cards, strict=True)]
        return ("ai", json.dumps({"segments": segments}, ensure_ascii=False)), ("human", repair)


def _inputs(brief: Brief, hide: Callable[[str], str]) -> dict[str, Any]:
    """What goes into the prompts whatever else fits; each template uses what it declares."""
    request = brief.request
    return {
        "shop": brief.shop,
        "language": brief.language,
        "stage": brief.stage,
        "mood": brief.mood,
        "act": brief.act,
        "topic": brief.topic,
        "sentiment": brief.sentiment,
        "shown": sorted(shown_in(request.turns)),
        "promised": brief.view.case.pending == "yes",
        "greet": brief.greet,
        "agent": request.agent,
        "facts": rewritten(known(asdict(request.facts)), hide),
        "matters": [shortened(hide(matter.text), _LONG) for matter in brief.matters],
        "points": [replace(point, text=shortened(hide(point.text), _LONG)) for point in brief.points],
        "stars": request.review.stars if request.review else None,
        "variant": request.variant,
        "instruction": shortened(hide(request.instruction or ""), _LONG),
    }


def topics_of(brief: Brief) -> tuple[str, ...]:
    """What a brief is about, the main thing first: a review's judgement, its matters' cards, the talk's topic."""
    review = brief.request.channel == "review"
    judged = ["review-positive" if brief.sentiment == "positive" else "review-negative"] if review else []
    firsts = [next((hit.item for hit in m.hits if isinstance(hit.item, Card)), None) for m in brief.matters]
    found = [topic for card in firsts if card for topic in card.topics]
    return tuple(dict.fromkeys([*judged, *found, *([brief.topic] if brief.topic else [])]))


# Rules -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _RuleLine:
    """A rule as a prompt tells it."""

    id: str
    summary: str
    must: bool


_WHERE: Mapping[str, Callable[[Shop], bool]] = {
    "return-shipping-freight-collect": lambda shop: shop.return_shipping.freight_collect == "refused",
    "refusal-opening": lambda shop: shop.style.refusal_opening is not None,
    "form-of-address": lambda shop: shop.style.address == "您",
}
"""Rules that say something only to shops of a certain profile."""


def _rules(rules: Sequence[HouseRule], shop: Shop, channel: Channel) -> list[_RuleLine]:
    """The rules that replies of the shop in the channel are checked by."""
    levels = {rule.id: shop.rules.get(rule.id, rule.level) for rule in rules}
    return [
        _RuleLine(rule.id, rule.summary, levels[rule.id] == "error")
        for rule in rules
        if channel in rule.channels and levels[rule.id] != "off" and _WHERE.get(rule.id, bool)(shop)
    ]


# What fits -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Kept:
    """What of a brief goes into the prompt, by the prompts' inputs."""

    conversation: tuple[Mapping[str, Any], ...] = ()
    review: Mapping[str, Any] = field(default_factory=dict)
    cards: tuple[Offered, ...] = ()
    passages: tuple[Offered, ...] = ()
    examples: tuple[Mapping[str, Any], ...] = ()


def _fitted(brief: Brief, examples: Sequence[Mapping[str, Any]], room: int, hide: Callable[[str], str]) -> _Kept:
    """What fits into so many tokens.

    First the last turns or the review (where even they are too long, their texts are shortened in the middle),
    then the best card of each matter, the examples, the turns before from both ends, and the other cards by rank.
    """
    request, ranked = brief.request, rewritten(offered(brief)[:_MOST_CARDS], hide)
    turns = [{"role": turn.role, "text": hide(turn.text)} for turn in request.turns]
    earlier, last = turns[:-_LAST_TURNS], _shortened(turns[-_LAST_TURNS:], room // 2)
    review = _shortened([rewritten(known(asdict(request.review)), hide)] if request.review else [], room // 2)
    room -= sum(map(_line, (*last, *review)))
    best, room = fitting(ranked[: max(len(brief.matters), 1)], room, _card)
    examples, room = fitting(examples, room, _example)
    begin, end = outer(earlier, room - _FRAME, _line)
    gap = [{"略去的话": f"中间 {len(earlier) - begin - end} 句"}] if begin + end < len(earlier) else []
    before = [*earlier[:begin], *gap, *earlier[len(earlier) - end :]]
    others, _ = fitting(ranked[len(best) :], room - sum(map(_line, before)), _card)
    return _Kept(
        conversation=(*before, *last),
        review=review[0] if review else {},
        cards=tuple(item for item in (*best, *others) if item.reviewed),
        passages=tuple(item for item in (*best, *others) if not item.reviewed),
        examples=tuple(examples),
    )


def _shortened(entries: Sequence[Mapping[str, Any]], room: int) -> list[dict[str, Any]]:
    """The entries with their longest texts shortened so far that all fit."""
    texts = [value for entry in entries for value in entry.values() if isinstance(value, str)]
    most = share(map(tokens, texts), room)
    return [
        {key: shortened(value, most) if isinstance(value, str) else value for key, value in entry.items()}
        for entry in entries
    ]


def _line(entry: Mapping[str, Any]) -> int:
    return tokens(as_data(entry))


def _card(card: Offered) -> int:
    texts = (card.id, card.title, card.body, *card.wordings, *card.needs, *card.steps)
    return _FRAME + sum(tokens(text) + 2 for text in texts)


def _example(example: Mapping[str, Any]) -> int:
    return _FRAME + tokens(as_data(example))


# Repairs ---------------------------------------------------------------------------------------------


def _still_there(brief: Brief) -> list[Finding]:
    """The findings of the text to be repaired: earlier tries' offsets would point at other words."""
    text = "\n".join(brief.previous)
    there = [finding for finding in brief.findings if text[finding.start : finding.end] == finding.text]
    return there or list(brief.findings)


def _placed(finding: Finding, segments: Sequence[str]) -> dict[str, Any]:
    """A finding with its segment, from 1, and its place in that; segment 0 where it is of them all."""
    begin = 0
    for number, text in enumerate(segments, 1):
        if begin <= finding.start and finding.end <= begin + len(text):
            return asdict(replace(finding, start=finding.start - begin, end=finding.end - begin)) | {
                "segment": number
            }
        begin += len(text) + 1
    return asdict(finding) | {"segment": 0}
