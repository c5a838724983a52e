"""What a recording is known by: a hash of the request, and digests of its parts that tell what has changed.

Prompts are cut at their own headings, which no customer can write (`rag.prompts.as_data`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from rag.prompts import Prompt

_ASKED = ("messages", "response_format", "tools", "tool_choice")
"""What an answer depends on; model, chance and transport are not asked about."""
_DIGEST = 12
"""Characters of a part's digest: it tells two versions apart, no more."""

Body = Mapping[str, Any]
Prompts = Mapping[str, Prompt]


def key_of(body: Body) -> str:
    """SHA-256 of the canonical request: the messages and the shape that is asked for, in whatever order of keys."""
    asked = {name: body[name] for name in _ASKED if body.get(name)}
    return hashlib.sha256(_canonical(asked).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST]


# Which prompts ---------------------------------------------------------------------------------------


def label_of(body: Body, prompts: Prompts) -> str:
    """The labels of the prompts that a request was made by: `reply@3`, or `reply@3+repair@2`."""
    return "+".join(prompt.label for prompt in _made_by(body, prompts))


def _made_by(body: Body, prompts: Prompts) -> list[Prompt]:
    """The prompt with most of its own lines in the request, and that of repairs where a draft is sent back."""
    texts = _texts(body)
    first = max(prompts.values(), key=lambda prompt: sum(line in texts[0] for line in prompt.own[0].splitlines()))
    return [first, *([prompts["repair"]] if len(texts) > 2 else [])]


def _texts(body: Body) -> list[str]:
    return [str(message["content"]) for message in body["messages"]]


# Which parts -----------------------------------------------------------------------------------------

_SECTIONS = {
    "本店的设置": "the shop's settings",
    "检查会看的规则": "the rules it is told",
    "示例": "the examples",
    "知识卡片": "the cards offered",
    "未审资料": "the documents offered",
    "资料（": "the facts",
    "现在的情形": "how the customer is understood",
    "对话": "the talk",
    "客户这次要答的事": "the matters to answer",
    "评价（": "the review",
    "评价里的要点": "the review's points",
    "客服对这条草稿的愿望": "the agent's wish",
}
"""Headings of the prompts as they begin, and what stands under them."""
_STANDING = "what it says of the shop and its ways"
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_CARD = re.compile(r"^### ([\w-]+)：", re.MULTILINE)


def parts_of(body: Body, prompts: Prompts) -> dict[str, str]:
    """Digests of a request's parts: the prompts' own words, each section they were filled with, each card."""
    standing, task, *sent_back = _texts(body)
    parts = {f"the prompt {prompt.name}": _digest("\n".join(prompt.own)) for prompt in _made_by(body, prompts)}
    found: dict[str, str] = {}
    for name, text in [*_sections(standing), *_sections(task)]:
        found[name] = found.get(name, "") + text
    for name, text in zip(("the draft sent back", "what is wrong with it"), sent_back, strict=False):
        found[name] = text
    cards = found.pop("the cards offered", "")
    parts |= {name: _digest(text) for name, text in found.items()}
    return parts | {f"card {name}": _digest(text) for name, text in _split(cards, _CARD) if name}


def _sections(text: str) -> Iterator[tuple[str, str]]:
    for heading, section in _split(text, _HEADING):
        yield next((name for begin, name in _SECTIONS.items() if heading.startswith(begin)), _STANDING), section


def _split(text: str, at: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Each piece of the text with the heading that it stands under; empty before the first."""
    pieces = at.split(text)
    yield "", pieces[0]
    yield from zip(pieces[1::2], pieces[2::2], strict=True)


# What has changed ------------------------------------------------------------------------------------


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """What of a request is not what it was when it was recorded, in words."""
    names = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    told = [f"{name} has changed" for name in names if name.startswith("the prompt")]
    follows = ("the prompt", "card ", *([_STANDING] if told else []))
    told += [f"not as it was: {name}" for name in names if not name.startswith(follows)]
    if cards := [f"{name[5:]} {_how(name, before, now)}" for name in names if name.startswith("card ")]:
        told.append(f"the cards offered have changed ({', '.join(cards)})")
    return "; ".join(told) or "the order of what it is told has changed"


def _how(name: str, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    if name not in now:
        return "is gone"
    return "is reworded" if name in before else "is new"
