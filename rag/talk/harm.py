"""Tells whether somebody came to harm: that comes before everything else (handbooks 000 and 002, safety)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.text import clauses

_HARM = re.compile(
    r"[吐泻]了|(?:上吐下)?泻|拉肚子|拉稀|(?<!不)过敏(?:了|反应)|[起出]了?.{0,4}(?:疹|包|泡)|红肿|烫伤|"
    r"[划割刮扎砸夹]伤|流血|送医|住院|急诊|中毒|触电|漏电|电到|着火|起火|冒烟|爆炸|炸了|"
    r"\b(?:vomit\w*|threw up|allergic reaction|rash|burn(?:t|ed)|bleeding|injured|hurt (?:my|his|her)|"
    r"hospital|electric shock|caught fire|smok(?:e|ing)|exploded)\b"
)
_WONDERS = re.compile(
    r"会不会|会(?=.{0,8}[吗么])|怕|担心|适合|吗\W*$|能不能|防|\b(?:will|would|could|is it|does it)\b"
)
"""A clause that asks whether it may happen tells of none."""


def tells_of_harm(folded: str) -> bool:
    """Whether a folded text tells that somebody was hurt or something caught fire."""
    return any(not _WONDERS.search(clause) for clause in _of_harm(folded))


def wonders_about_harm(folded: str) -> bool:
    """Whether a folded text asks if somebody could be hurt, and tells of nobody who was."""
    return not tells_of_harm(folded) and any(_of_harm(folded))


def _of_harm(folded: str) -> Iterator[str]:
    return (clause.text for clause in clauses(folded) if _HARM.search(clause.text))
