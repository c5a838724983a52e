"""Reads a conversation: what its last message does, what the agent asked or promised, what was spoken of before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rag.domain import Turn
from rag.synonyms import topical, troubled
from rag.talk.words import (
    AGAIN,
    ASIDE,
    BACK,
    BREAKS,
    CONFIRMS,
    COURTESY,
    DONE,
    HUMAN,
    IS_DONE,
    KINDS,
    OFFERS,
    OPENS,
    ORDER,
    PENDING,
    PLATFORM,
    QUESTION,
    REFUSED,
    REQUESTS,
    SIGHS,
    SOLVED,
    THANKS,
    WANTING,
    YES_OR_NO,
    Act,
)
from rag.text import fold, has_han

GO_ON: frozenset[Act] = frozenset({"answers", "shows_order", "shows_item", "resumes"})
"""Acts that go on with the matter spoken of before."""


LONGEST = 2_000
"""Characters of a message that are read: what a person has to say stands well within them."""


def bare(text: str) -> str:
    """A message without what platforms write into it and without its opening courtesies; folded."""
    return without_courtesy(worded(text))


def without_courtesy(folded: str) -> str:
    """A folded text without the courtesies it opens with."""
    return COURTESY.sub("", folded).strip()


def worded(text: str) -> str:
    """What a message says in words, folded: no order cards, links, ids, no call for a human beside a matter."""
    said = PLATFORM.sub(" ", fold(text[:LONGEST]).text)
    return HUMAN.sub(" ", said) if HUMAN.sub("", said).strip(" ,.!?~;:") else said


# What short messages are made of ---------------------------------------------------------------------

_STEERING = re.compile("|".join([*(f"(?P<{act}>{words})" for act, words in KINDS), f"(?:{ASIDE}|\\s+)"]))
_TAG = 26
"""Characters of a question that only asks whether what was said is so."""
_WORD = 4
"""Characters of a word repeated with an ok."""
_DATA = re.compile(r"\[|\d{3,}|[省市区县镇路街巷]|[号栋幢]楼|[室弄]")
_MUCH = 24
"""Characters of a message that says more than what was asked for."""


def act_of(text: str, agent: str = "") -> Act:
    """What a message does that follows the agent's `agent` (empty where none has spoken)."""
    said = worded(text)
    if re.search(r"[^\W\d_]", said) is None:
        return _wordless(text, said)
    content, kinds = _taken_apart(said)
    if not content:
        return _shows(text) if PLATFORM.search(fold(text).text) else _steers(kinds, said, agent)
    if agent and _asks(agent) and THANKS.search(said) and _DATA.search(fold(text).text):
        return "answers"
    return (_replies(said, content, kinds, agent) if agent else None) or "matter"


def _replies(said: str, content: str, kinds: Sequence[Act], agent: str) -> Act | None:
    """What a message does in view of what the agent said, where it brings up no matter; None where it does."""
    if BACK.search(said.strip(" ,.!?~")):
        return "resumes"
    asked = _asks(agent)
    if not asked and _confirms(said, content, agent):
        return "confirms"
    if len(content) > _MUCH or QUESTION.search(said) or troubled(content):
        return None
    if SOLVED.search(said):
        return "solved"
    if ("thanks" in kinds or THANKS.search(said)) and not WANTING.search(content) and not content.endswith("吧"):
        return "thanks"
    return "answers" if asked else _aside(content, kinds)


def _confirms(said: str, content: str, agent: str) -> bool:
    """Whether it only asks if what the agent has stated is so, or is done."""
    if DONE.search(said):
        return IS_DONE.search(fold(agent).text) is not None
    return len(content) <= _TAG and CONFIRMS.search(said) is not None and _speaks_of(agent, content)


def _speaks_of(agent: str, content: str) -> bool:
    """Whether the agent stated something that the content speaks of: two characters or a word in common."""
    stated = " ".join(part for part in BREAKS.split(fold(agent).text) if not _STALLS.search(part))
    return not _pairs(stated).isdisjoint(_pairs(content))


def _pairs(folded: str) -> set[str]:
    words = set(re.findall(r"[a-z]{3,}", folded)) - {"the", "you", "and", "that", "for"}
    han = re.findall(r"[一-鿿]+", folded)
    return words | {run[at : at + 2] for run in han for at in range(len(run) - 1)} - _COMMON


_STALLS = re.compile(r"稍等|查询|请问|您好|很高兴|帮您|为您")
_COMMON = frozenset(
    {"可以", "这个", "那个", "您的", "的话", "我们", "你们", "一下", "是的", "不是", "没有", "什么", "现在", "就是"}
)


def _aside(content: str, kinds: Sequence[Act]) -> Act | None:
    if "agrees" in kinds and len(content) <= _WORD:
        return "agrees"
    if topical(content) or WANTING.search(content):
        return None
    return "remarks" if SIGHS.search(content) else next((act for act in kinds if act in {"agrees", "leaves"}), None)


def _wordless(text: str, said: str) -> Act:
    if re.search(r"\?{2,}|[.。…]{3,}", said):
        return "resumes"
    return _shows(text) if re.search(r"\w", text) else "wordless"


def _shows(text: str) -> Act:
    """An order by its number or card, or an item by its link, id or picture."""
    return "shows_order" if ORDER.search(fold(text).text) else "shows_item"


_MARKS = re.compile(r"[,.!?~;:\n]+\s*")
"""Where text without Chinese breaks: its words stand apart anyway."""


def _taken_apart(said: str) -> tuple[str, list[Act]]:
    """What a message says beside the words that only steer a talk, and what those words do, first things first."""
    found: set[str] = set()
    content: list[str] = []
    for clause in filter(None, (BREAKS if has_han(said) else _MARKS).split(said)):
        kinds = _steering(clause)
        if kinds is None:
            content.append(OPENS.sub("", clause))
            found |= {"agrees"} if OPENS.match(clause) else set()
        else:
            found |= kinds
    if content == [""]:
        content, found = [], found | {"agrees"}
    return " ".join(filter(None, content)), [act for act, _ in KINDS if act in found]


def _steering(clause: str) -> set[str] | None:
    """What the words of a clause do that has no others; None for one that says something."""
    if troubled(clause):
        return None
    kinds: set[str] = set()
    at = 0
    while at < len(clause):
        match = _STEERING.match(clause, at)
        if match is None or match.end() == at:
            return None
        kinds |= {match.lastgroup} if match.lastgroup else set()
        at = match.end()
    return kinds


def _steers(kinds: Sequence[Act], said: str, agent: str) -> Act:
    """What a message made of steering words does: yes and ok answer a question, where one was asked."""
    first = kinds[0] if kinds else "greets"
    if re.search(r"\?{2,}", said) and first in {"agrees", "answers", "greets"}:
        return "resumes" if agent else "greets"
    if first == "agrees":
        return "answers" if YES_OR_NO.search(fold(agent).text) and _asks(agent) else "agrees"
    if first == "answers":
        return "answers" if _asks(agent) else "agrees"
    return first


# The agent's last words ------------------------------------------------------------------------------


_SENTENCES = re.compile(r"(?<=[。!?~.])\s*|(?<=[一-鿿])\s+(?=[一-鿿])|\n")


def _asks(agent: str) -> bool:
    """Whether the agent's last words ask something of the customer beyond what they can do for them."""
    asked = [part for part in _SENTENCES.split(fold(agent).text) if not OFFERS.search(part)]
    return any(REQUESTS.search(part) for part in asked[-3:])


# The whole -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Conversation:
    """A conversation up to the customer's last message."""

    act: Act
    said: str
    """The last message, bare."""
    told: str
    """What it says beside the words that only steer a talk."""
    earlier: tuple[str, ...]
    """The customer's messages before, bare, latest first, those that bring up a matter."""
    pending: bool
    """Whether the agent's last words promise to come back with something."""
    refused: bool = False
    """Whether the agent's last words could not meet a wish."""
    again: bool = False
    """Whether the customer asks after what was promised before."""


def read_conversation(turns: Sequence[Turn]) -> Conversation:
    """Read the turns; those of one side in a row count as one message."""
    messages = [
        (role, "\n".join(turn.text for turn in run)) for role, run in groupby(turns, lambda turn: turn.role)
    ]
    last = messages[-1][1] if messages else ""
    before = messages[:-1]
    agent = next((text for role, text in reversed(before) if role == "agent"), "")
    return Conversation(
        act=act_of(last, agent),
        said=bare(last),
        told=_taken_apart(worded(last))[0],
        earlier=tuple(_matters_before(before)),
        pending=_promised(agent),
        refused=REFUSED.search(fold(agent).text) is not None,
        again=AGAIN.search(worded(last)) is not None
        and any(_promised(text) for role, text in before if role == "agent"),
    )


def _promised(agent: str) -> bool:
    return PENDING.search(fold(agent).text) is not None


def _matters_before(messages: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Earlier messages that bring up a matter, latest first."""
    for number in range(len(messages) - 1, -1, -1):
        role, text = messages[number]
        agent = messages[number - 1][1] if number else ""
        if role == "customer" and act_of(text, agent) in {"matter", "answers"} and (said := bare(text)):
            yield said
