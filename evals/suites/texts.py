"""Makes a case of every text of the knowledge that customers are told or models rest on, named so that it lasts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from evals.cases import Case
from rag.cards import load_cards
from rag.domain import Card, Conditions, Wording
from rag.needs import Need, load_needs
from rag.phrases import NAMES, load_phrases

Kind = Literal["wording", "phrase", "need", "steps", "known", "asks"]
ASKS = 3
"""First asks of a card that have to find it."""
_COSTLY = {
    "return-shipping": 5,
    "privacy": 5,
    "return-quality": 4,
    "return-no-reason": 4,
    "refund": 4,
    "price": 4,
    "price-protection": 4,
    "complaint": 4,
    "payment": 3,
    "promotion": 3,
    "delivery-time": 3,
    "dispatch": 3,
    "lost-parcel": 3,
    "review-negative": 3,
    "warranty": 3,
}
_ORDINARY = 2


class ScriptCase(Case):
    """A place of the knowledge and what stands there; `wordings` with the same conditions are alternatives."""

    kind: Kind = "wording"
    language: Literal["zh-Hans", "en"] = "zh-Hans"
    asked: str = ""
    """How customers put it."""
    texts: tuple[str, ...] = ()
    """What stands there, as it was approved."""
    card: Card | None = None
    wordings: tuple[Wording, ...] = ()
    channel: Literal["chat", "review"] = "chat"


def script_cases(knowledge: Path) -> tuple[ScriptCase, ...]:
    """All of them. Raises KnowledgeError for knowledge that is malformed."""
    found: list[ScriptCase] = []
    for card in load_cards(knowledge / "cards"):
        found += _of_card(card)
    phrases = load_phrases(knowledge / "phrases")
    for channel, names in NAMES.items():
        for name in names:
            found += _of_phrases(f"{channel}/{name}", phrases[name], "review" if channel == "review" else "chat")
    found += [_of_need(name, need) for name, need in load_needs(knowledge / "needs.yaml").items()]
    return tuple(found)


def _of_card(card: Card) -> Iterator[ScriptCase]:
    asked = card.asks[0]
    who = f"customers who ask “{asked}” ({card.title})"
    weight = max(_COSTLY.get(topic, _ORDINARY) for topic in card.topics)
    channel: Literal["chat", "review"] = "review" if card.topics[0].startswith("review-") else "chat"
    for when, wordings in _alternatives(card.say):
        for language in ("zh", "en"):
            yield ScriptCase(
                id=f"{card.id} · {when} · {language}",
                why=f"{who} are told what nobody has approved, or are told no answer",
                origin=", ".join(card.source),
                weight=weight,
                language="en" if language == "en" else "zh-Hans",
                asked=asked,
                texts=tuple(_said(wording, language == "en") for wording in wordings),
                card=card,
                wordings=wordings,
                channel=channel,
            )
    told: dict[Kind, tuple[str, tuple[str, ...]]] = {
        "asks": (f"{who} get the answer to another question, or none", (_placed(card), *card.asks[:ASKS])),
        "known": (f"models tell {who} what the shop does not do", (card.body,)),
        "steps": (
            f"what {who} are promised is not done: nobody reminds the agent",
            tuple(f"{step.text}（{_named(step.when)}）" if step.when else step.text for step in card.do),
        ),
    }
    for kind, (why, texts) in told.items():
        if texts:
            yield ScriptCase(
                id=f"{card.id} · {kind}",
                why=why,
                origin=", ".join(card.source),
                weight=weight,
                kind=kind,
                asked=asked,
                texts=texts,
                card=card,
            )


def _placed(card: Card) -> str:
    only = f" · only where {_named(card.when)}" if card.when else ""
    return f"{card.title}（{'、'.join(card.topics)} · {card.stage} · {'、'.join(card.source)}{only}）"


def _of_phrases(name: str, phrases: Iterable[Wording], channel: Literal["chat", "review"]) -> Iterator[ScriptCase]:
    for when, wordings in _alternatives(phrases):
        for language in ("zh", "en"):
            yield ScriptCase(
                id=f"{name} · {when} · {language}",
                why=f"whatever customers ask, what stands around the answer ({name}) says what nobody has approved",
                origin="knowledge/phrases",
                weight=_ORDINARY + 1,
                kind="phrase",
                language="en" if language == "en" else "zh-Hans",
                texts=tuple(_said(wording, language == "en") for wording in wordings),
                wordings=wordings,
                channel=channel,
            )


def _of_need(name: str, need: Need) -> ScriptCase:
    known = ", ".join((*need.facts, *((f"{need.shown_by} in the talk",) if need.shown_by else ())))
    return ScriptCase(
        id=f"needs · {name}",
        why=f"customers are asked for something else than {name}, or for what they have given already",
        origin="knowledge/needs.yaml",
        weight=_ORDINARY,
        kind="need",
        texts=(
            need.zh or name,
            need.en,
            f"{'told' if need.tell else 'sent'}; not asked where known: {known or '–'}",
        ),
        wordings=(Wording(need.zh or name, need.en),),
    )


def _alternatives(wordings: Iterable[Wording]) -> Iterator[tuple[str, tuple[Wording, ...]]]:
    """The wordings by their conditions, in the words of the file: a further wording changes no other's name."""
    groups: dict[str, list[Wording]] = {}
    for wording in wordings:
        groups.setdefault(_named(wording.when), []).append(wording)
    return ((when, tuple(found)) for when, found in groups.items())


def _named(when: Conditions) -> str:
    return " & ".join(f"{path}={'|'.join(wanted)}" for path, wanted in sorted(when.items())) or "always"


def _said(wording: Wording, english: bool) -> str:
    answer, then = (wording.en, wording.then_en) if english else (wording.zh, wording.then_zh)
    need = f"［{'、'.join(wording.need)}］" if wording.need else ""
    return " ".join(filter(None, (answer, need, then))) if english else answer + need + then
