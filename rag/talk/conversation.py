"""Reads a conversation: what its last message does, what the agent asked or promised, what was spoken of before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from rag.domain import Turn
from rag.talk.acts import Talk, act_of
from rag.talk.asked import only_courteous, promises
from rag.talk.steering import bare, taken_apart, worded
from rag.talk.words import AGAIN, REFUSED, Act
from rag.text import fold

_EXCHANGES = 3
"""Exchanges before whose words may be asked after."""


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
    closed: bool = False
    """Whether the customer had taken leave before this message, or thanked, and nothing was promised."""


def read_conversation(turns: Sequence[Turn]) -> Conversation:
    """Read the turns; those of one side in a row count as one message."""
    messages = [
        (role, "\n".join(turn.text for turn in run)) for role, run in groupby(turns, lambda turn: turn.role)
    ]
    last = messages[-1][1] if messages else ""
    before = messages[:-1]
    spoken = [text for role, text in before if role == "agent"]
    agent = spoken[-1] if spoken else ""
    pending = promises(next((text for text in reversed(spoken) if not only_courteous(text)), ""))
    return Conversation(
        act=act_of(last, agent, _exchanges(before)),
        said=bare(last),
        told=taken_apart(worded(last))[0],
        earlier=tuple(_matters_before(before)),
        pending=pending,
        refused=REFUSED.search(fold(agent).text) is not None,
        again=AGAIN.search(worded(last)) is not None and any(map(promises, spoken)),
        closed=not pending and _took_leave(before),
    )


def _took_leave(messages: Sequence[tuple[str, str]]) -> bool:
    """Whether the customer's last message of these took leave, or thanked the agent."""
    numbers = [number for number, (role, _) in enumerate(messages) if role == "customer"]
    if not numbers or not numbers[-1]:
        return False
    return act_of(messages[numbers[-1]][1], messages[numbers[-1] - 1][1]) in {"leaves", "thanks", "solved"}


def _exchanges(messages: Sequence[tuple[str, str]]) -> Talk:
    """The last exchanges: what the customer said and the agent answered, folded."""
    pairs = (
        (before if role == "customer" else "", after)
        for (role, before), (other, after) in pairwise([("agent", ""), *messages])
        if other == "agent"
    )
    return [(worded(question), fold(answer).text) for question, answer in pairs][-_EXCHANGES:]


def _matters_before(messages: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Earlier messages that bring up a matter, latest first."""
    for number in range(len(messages) - 1, -1, -1):
        role, text = messages[number]
        agent = messages[number - 1][1] if number else ""
        if role == "customer" and act_of(text, agent) in {"matter", "answers"} and (said := bare(text)):
            yield said
