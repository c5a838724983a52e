"""Composes a reply from the cards' approved wordings: no network, and the same request gives the same reply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from rag.catalogue.attributes import attributes_asked
from rag.conditions import View
from rag.domain import Citation, Passage, Request
from rag.drafters.answering import Answer, answer_to, is_sure
from rag.drafters.chat_reply import chat_reply
from rag.drafters.drafter import Brief, Matter, Proposal
from rag.drafters.holding import Standing, holding
from rag.drafters.review_reply import review_reply
from rag.drafters.wording import Said, Speaker
from rag.needs import Needs
from rag.phrases import Phrases
from rag.talk.acts import GO_ON
from rag.talk.deeds import deed_asked
from rag.talk.instruction import Wish, read_instruction
from rag.talk.shown import shown_in
from rag.text import fold

_THIS = re.compile(r"^[这這]款(?:的)?")


class OfflineDrafter:
    """The drafter every shop has, and falls back on."""

    name: Literal["offline"] = "offline"

    def __init__(self, phrases: Phrases, needs: Needs, standing: Standing) -> None:
        self._phrases = phrases
        self._needs = needs
        self._standing = standing

    async def draft(self, brief: Brief) -> Proposal:
        """Compose the reply; a brief with findings gets other wordings than those that were caught."""
        speaker = self._speaker(brief)
        answers = self._answers(brief, speaker)
        wish = read_instruction(brief.request.instruction, brief.request.facts)
        if brief.request.channel == "review":
            reply = review_reply(_as_wished(brief, wish), speaker, answers, self._phrases)
            segments, answers, points = reply.segments, reply.answers, reply.points
            wish = replace(wish, undone=(*wish.undone, *_left_in_public(wish, "".join(segments))))
        else:
            segments, points = chat_reply(brief, speaker, answers, self._phrases, wish), ()
        return Proposal(
            segments=segments,
            citations=(*map(_citation, answers), *_unreviewed(brief.matters)),
            next_steps=(*_undone(wish), *_next_steps(brief.view, answers)),
            missing_facts=_distinct(name for answer in answers for name in (*answer.open, *answer.said.need)),
            points=points,
        )

    def _answers(self, brief: Brief, speaker: Speaker) -> tuple[Answer, ...]:
        chat = brief.request.channel == "chat"
        found: list[Answer] = []
        for matter in (
            () if chat and deed_asked(fold(brief.request.customer_text).text) == "keep" else brief.matters
        ):
            told = self._from_catalogue(matter, brief, speaker) if chat else None
            answer = told or answer_to(matter, speaker, {answer.card.id for answer in found})
            sure = answer is not None and is_sure(
                answer, brief.greet, brief.act in GO_ON, second=bool(found), topic=brief.topic
            )
            if answer is not None and (sure or not chat):
                found.append(answer)
        if not found and chat:
            whole = Matter(brief.request.customer_text, ())
            found = [
                self._from_catalogue(whole, brief, speaker)
                or holding(whole, brief, speaker, self._phrases, self._standing)
            ]
        return tuple(found)

    def _from_catalogue(self, matter: Matter, brief: Brief, speaker: Speaker) -> Answer | None:
        """What the product's attributes say to the matter, in one sentence."""
        said = "\n".join(turn.text for turn in brief.request.turns if turn.role == "customer")
        asked = attributes_asked(matter.text, brief.request.facts.product, said)
        views = (replace(brief.view, given=attribute.given) for attribute in asked)
        phrases = (speaker.phrase(self._phrases, "attribute", view) for view in views)
        told = list(dict.fromkeys(filter(None, phrases)))
        text = " ".join(told) if brief.language == "en" else _in_one(told)
        return Answer(matter, self._standing.catalogue, Said(text)) if text else None

    def _speaker(self, brief: Brief) -> Speaker:
        caught = [finding.text for finding in brief.findings if finding.level == "error" and finding.text]
        said = "\n".join(turn.text for turn in brief.request.turns if turn.role == "agent")
        return Speaker(
            view=brief.view,
            language=brief.language,
            style=brief.shop.style,
            seed=_seed(brief.request),
            refused=lambda text: any(flaw in text for flaw in caught),
            said=said,
            needs=self._needs,
            shown=shown_in(brief.request.turns),
        )


def _seed(request: Request) -> str:
    """What wordings are chosen by: the same for the same request, and another one for each variant."""
    seed = f"{request.customer_text}|{len(request.turns)}|{request.shop}"
    return f"{seed}|{request.variant}" if request.variant else seed


def _in_one(sentences: Sequence[str]) -> str:
    """Chinese sentences on one product as one, which names it once."""
    parts = (part.removesuffix("。") for part in sentences)
    joined = "，".join(_THIS.sub("", part) if at else part for at, part in enumerate(parts))
    return f"{joined}。" if joined else ""


_SHORT_REVIEW = 90
"""Characters of a public reply that is to be short."""


def _as_wished(brief: Brief, wish: Wish) -> Brief:
    """The brief of a public reply, with the room it may take and the points it should make."""
    style, product = brief.shop.style, brief.request.facts.product
    length = min(style.review_length, _SHORT_REVIEW) if wish.shorter else style.review_length
    points = tuple(dict.fromkeys((*wish.mention, *product.selling_points)))
    facts = replace(brief.request.facts, product=replace(product, selling_points=points))
    shop = replace(brief.shop, style=replace(style, review_length=length))
    return replace(brief, shop=shop, request=replace(brief.request, facts=facts))


def _left_in_public(wish: Wish, reply: str) -> tuple[str, ...]:
    """What a public reply leaves undone: it has a tone of its own, and speaks of goods only where it fits."""
    ways = (("语气更软", wish.softer), ("更正式", wish.formal), ("问候语", wish.greeting is not None))
    return (*(name for name, asked in ways if asked), *(point for point in wish.mention if point not in reply))


def _undone(wish: Wish) -> tuple[str, ...]:
    """What of the instruction is left to the agent."""
    return tuple(f"草稿没能照做的要求：“{part}”，请您自己补上" for part in wish.undone)


def _citation(answer: Answer) -> Citation:
    card = answer.card
    return Citation(card.id, card.title, answer.said.text, ", ".join(card.source))


def _unreviewed(matters: tuple[Matter, ...]) -> tuple[Citation, ...]:
    """Raw passages that fit a matter best: for the agent to read, never to be said as they are."""
    best = [matter.hits[0].item for matter in matters if matter.hits]
    return tuple(
        Citation(item.id, item.title, item.text, f"{item.source} (unreviewed)")
        for item in best
        if isinstance(item, Passage)
    )


def _next_steps(view: View, answers: tuple[Answer, ...]) -> tuple[str, ...]:
    return _distinct(step.text for answer in answers for step in answer.card.do if view.holds(step.when))


def _distinct(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
