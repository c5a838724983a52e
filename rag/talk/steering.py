"""Takes a message apart: what it says, and the words that only steer a talk."""

from __future__ import annotations

import re

from rag.synonyms import troubled
from rag.talk.words import ASIDE, BREAKS, COURTESY, HUMAN, KINDS, OPENS, PLATFORM, Act
from rag.text import fold, has_han

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


_STEERING = re.compile("|".join([*(f"(?P<{act}>{words})" for act, words in KINDS), f"(?:{ASIDE}|\\s+)"]))
_MARKS = re.compile(r"[,.!?~;:\n]+\s*")
"""Where text without Chinese breaks: its words stand apart anyway."""


def clauses(said: str) -> list[str]:
    """The clauses of what was said."""
    return [clause for clause in (BREAKS if has_han(said) else _MARKS).split(said) if clause]


def taken_apart(said: str) -> tuple[str, list[Act]]:
    """What a message says beside the words that only steer a talk, and what those words do, first things first."""
    found: set[str] = set()
    content: list[str] = []
    for clause in clauses(said):
        kinds = steering(clause)
        if kinds is None:
            content.append(OPENS.sub("", clause))
            found |= {"agrees"} if OPENS.match(clause) else set()
        else:
            found |= kinds
    if content == [""]:
        content, found = [], found | {"agrees"}
    return " ".join(filter(None, content)), [act for act, _ in KINDS if act in found]


def steering(clause: str) -> set[str] | None:
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
