"""Composes a chat reply: an opening, the answers, a closing, in messages of the shop's length."""

from __future__ import annotations

from rag.drafters.answering import Answer
from rag.drafters.asking import asking
from rag.drafters.drafter import Brief
from rag.drafters.wording import Speaker
from rag.phrases import Phrases
from rag.text import reading_length, sentence_spans

_SELF_CONTAINED = frozenset({"farewell"})
"""Topics whose wordings take leave themselves."""


def chat_reply(brief: Brief, speaker: Speaker, answers: tuple[Answer, ...], phrases: Phrases) -> tuple[str, ...]:
    """The reply, as the messages it is sent in."""
    english = brief.language == "en"
    parts = [_opening(brief, speaker, answers, phrases)]
    space = " " if english else ""
    for number, answer in enumerate(answers):
        link = speaker.phrase(phrases, "also", turn=number) if number else ""
        then = answer.said.then if not answer.said.need else ""
        parts.append(space.join(filter(None, [link, answer.said.text, then])))
    needing = [answer.said for answer in answers if answer.said.need]
    if needing:
        request = asking(tuple(n for said in needing for n in said.need), needing[-1].then, speaker, phrases)
        parts[-1] = space.join(filter(None, [parts[-1], request])) if len(answers) == 1 else parts[-1]
        parts += [request] if len(answers) > 1 else []
    if not _stands_alone(answers) and not _ends_warmly(answers):
        parts.append(speaker.phrase(phrases, "closing"))
    segments = in_segments(tuple(filter(None, parts)), brief.shop.style.segment_length, english)
    return _apologised(brief, speaker, segments, phrases)


def _opening(brief: Brief, speaker: Speaker, answers: tuple[Answer, ...], phrases: Phrases) -> str:
    if _stands_alone(answers):
        return ""
    return speaker.phrase(phrases, "greeting" if brief.greet else "comfort")


def _apologised(brief: Brief, speaker: Speaker, segments: tuple[str, ...], phrases: Phrases) -> tuple[str, ...]:
    """Open with the shop's apology where the check asked for it."""
    if not segments or all(finding.rule != "refusal-opening" for finding in brief.findings):
        return segments
    return (speaker.phrase(phrases, "refusal_opening") + segments[0], *segments[1:])


def _stands_alone(answers: tuple[Answer, ...]) -> bool:
    return len(answers) == 1 and not _SELF_CONTAINED.isdisjoint(answers[0].card.topics)


def _ends_warmly(answers: tuple[Answer, ...]) -> bool:
    return bool(answers) and "抱歉" in answers[-1].said.text


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
