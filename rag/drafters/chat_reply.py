"""Composes a chat reply: an opening that fits the moment, the answers, one request, in the shop's lengths."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.conditions import View
from rag.drafters.answering import Answer
from rag.drafters.asking import asking
from rag.drafters.drafter import Brief
from rag.drafters.wording import Speaker
from rag.phrases import Phrases
from rag.talk.echo import noted
from rag.talk.instruction import Wish
from rag.talk.words import Act
from rag.text import fold, reading_length, sentence_spans

_SELF_CONTAINED = frozenset({"farewell"})
"""Topics whose wordings open and take leave themselves."""
_RECEIVED: frozenset[Act] = frozenset({"answers", "shows_order", "shows_item"})
"""Acts that bring something: the reply says that it has come."""
_OPENED = re.compile(
    r"^(?:好[的，,]|好，|收到|在的|我在|您好|不客气|没事|没关系|可以|当然|sure|all right|alright|of course|"
    r"great|thanks|yes|no rush)"
)
_EVEN = frozenset({"calm", "thankful", "joking"})
"""Moods in which a softer word is not one word of comfort too many."""
_ALL_RIGHT = re.compile(r"^好的?[，,]")
_SOOTHES = re.compile(
    r"抱歉|对不起|不好意思|着急|放心|理解|担心|体谅|\b(?:sorry|apolog\w+|understand|worr(?:y|ied)|urgent)\b"
)


def chat_reply(
    brief: Brief, speaker: Speaker, answers: Sequence[Answer], phrases: Phrases, wish: Wish
) -> tuple[str, ...]:
    """The reply, as the messages it is sent in."""
    space = " " if brief.language == "en" else ""
    body = _body(speaker, answers, phrases, wish, space)
    opening = _opening(brief, speaker, answers, phrases, wish) if answers else ()
    if opening and body:
        body[0] = _ALL_RIGHT.sub("", body[0])
    parts = [space.join([*opening, *body[:1]]), *body[1:], *_mentions(speaker, phrases, wish)]
    parts += [speaker.phrase(phrases, "formal_closing")] if wish.formal else []
    segments = in_segments(tuple(filter(None, parts)), brief.shop.style.segment_length, bool(space))
    return _apologised(brief, speaker, segments, phrases)


def _body(speaker: Speaker, answers: Sequence[Answer], phrases: Phrases, wish: Wish, space: str) -> list[str]:
    """The answers, each with what happens then where nothing is needed for it; the request for all of them last."""
    needing = [answer.said for answer in answers if answer.said.need]
    parts: list[str] = []
    for number, answer in enumerate(answers):
        link = speaker.phrase(phrases, "also", turn=number) if number else ""
        then = "" if answer.said.need or (wish.shorter and answer.said.text) else answer.said.then
        parts.append(space.join(filter(None, [link, answer.said.text, then])))
    if needing:
        names = tuple(name for said in needing for name in said.need)
        request = asking(names, "" if wish.shorter else needing[-1].then, speaker, phrases)
        if len(answers) > 1:
            return [*parts, request]
        parts[-1] = space.join(filter(None, [parts[-1], request]))
    return parts


def _opening(
    brief: Brief, speaker: Speaker, answers: Sequence[Answer], phrases: Phrases, wish: Wish
) -> tuple[str, ...]:
    """A greeting where the shop has not spoken yet, or word that something has come; comfort by mood, once."""
    first = fold(answers[0].said.text).text
    alone = len(answers) == 1 and not _SELF_CONTAINED.isdisjoint(answers[0].card.topics)
    greets = wish.greeting if wish.greeting is not None else brief.greet and not alone
    opened = _OPENED.match(first) is not None
    view = _with_what_was_said(brief, speaker)
    received = not greets and brief.act in _RECEIVED and not alone and (not opened or "said" in view.given)
    soothed = _SOOTHES.search(first) is not None or (
        _soothed_before(brief) and brief.mood == "worried" and speaker.view.case.again == "no"
    )
    comforts = not alone and not soothed and not wish.shorter
    return tuple(
        filter(
            None,
            (
                speaker.phrase(phrases, "formal_greeting" if wish.formal else "greeting") if greets else "",
                speaker.phrase(phrases, "received", view) if received else "",
                speaker.phrase(phrases, "comfort") if comforts else "",
                speaker.phrase(phrases, "softening") if wish.softer and not soothed and brief.mood in _EVEN else "",
            ),
        )
    )


def _with_what_was_said(brief: Brief, speaker: Speaker) -> View:
    said = noted(brief.told, brief.request.customer_text) if brief.act == "answers" else None
    return replace(speaker.view, given={"said": said}) if said else speaker.view


def _soothed_before(brief: Brief) -> bool:
    return any(turn.role == "agent" and _SOOTHES.search(fold(turn.text).text) for turn in brief.request.turns)


def _mentions(speaker: Speaker, phrases: Phrases, wish: Wish) -> list[str]:
    """The facts that the agent wants mentioned."""
    facts = speaker.view.facts
    kinds = dict.fromkeys(facts.promotions, "promotion") | {offer.value: offer.kind for offer in facts.offers}
    given = ({"point": point, "kind": kinds.get(point, "point")} for point in wish.mention)
    views = [replace(speaker.view, given=words) for words in given]
    return [speaker.phrase(phrases, "mention", view) for view in views]


def _apologised(brief: Brief, speaker: Speaker, segments: tuple[str, ...], phrases: Phrases) -> tuple[str, ...]:
    """Open with the shop's apology where the check asked for it."""
    if not segments or all(finding.rule != "refusal-opening" for finding in brief.findings):
        return segments
    return (speaker.phrase(phrases, "refusal_opening") + segments[0], *segments[1:])


def in_segments(parts: tuple[str, ...], limit: int, spaced: bool) -> tuple[str, ...]:
    """Parts as chat messages of at most `limit` characters: short ones joined, long ones split at sentences."""
    segments: list[str] = []
    for part in parts:
        for piece in _pieces(part, limit, spaced):
            joined = f"{segments[-1]}{' ' if spaced else ''}{piece}" if segments else ""
            if joined and reading_length(joined) <= limit // 2:
                segments[-1] = joined
            else:
                segments.append(piece)
    return tuple(segments)


def _pieces(part: str, limit: int, spaced: bool) -> list[str]:
    if reading_length(part) <= limit:
        return [part]
    pieces: list[str] = []
    for start, end in sentence_spans(part):
        sentence = part[start:end]
        joined = f"{pieces[-1]}{' ' if spaced else ''}{sentence}" if pieces else sentence
        if pieces and reading_length(joined) <= limit:
            pieces[-1] = joined
        else:
            pieces.append(sentence)
    return pieces
