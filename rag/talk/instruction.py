"""Reads the agent's instruction for a draft, as far as the offline drafter can follow it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.domain import Facts
from rag.text import fold

_PARTS = re.compile(r"[,.;!~、。;\n]+|\band\b|并且?|然后|同时|另外|\bbut\b|但是?|再")
_SHORTER = re.compile(r"短|简[短洁单]|精简|少说|一句话|\b(?:short(?:er)?|brief(?:er)?|concise|trim)\b")
_SOFTER = re.compile(
    r"软|温[和柔]|委婉|客气|亲切|热情|安抚|缓和|道歉|\b(?:soft(?:er)?|gentler?|warm(?:er)?|kinder|friendl(?:y|"
    r"ier)|apologi[sz]e)\b"
)
_FORMAL = re.compile(r"正式|专业|书面|严肃|\b(?:formal|professional)\b")
_GREETING = re.compile(r"问好|问候|打招呼|招呼|您好|称呼|开场|\b(?:greet\w*|hello|salutation)\b")
_WITHOUT = re.compile(r"不(?:要|用|带|加|写)|别|去掉|删|省|没有|无需|\b(?:no|without|skip|drop|remove|don't)\b")
_MENTION = re.compile(
    r"(?:提(?:一下|到|及|醒)?|说(?:一下|明|到)?|带上|加上|写上|告诉(?:他|她|客户|顾客)?|强调|\b(?:mention|add|"
    r"include|say|tell (?:them|"
    r"her|him)|bring up)\b)\s*"
    r"(?:一下|到|the |about |that |our |their )*(?P<what>.+)"
)


@dataclass(frozen=True)
class Wish:
    """What the agent asks of the draft. `mention` are facts asked for, `undone` what offline drafting cannot do."""

    shorter: bool = False
    softer: bool = False
    formal: bool = False
    greeting: bool | None = None
    """Whether to greet; None leaves it to the moment."""
    mention: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()


def read_instruction(text: str | None, facts: Facts) -> Wish:
    """Read an instruction such as "shorter, mention the gift"; what it mentions comes from the facts alone."""
    wish: dict[str, bool] = {}
    mention: list[str] = []
    undone: list[str] = []
    for part in (part.strip() for part in _PARTS.split(fold(text or "").text)):
        if not part:
            continue
        told = _MENTION.search(part)
        if _GREETING.search(part):
            wish["greeting"] = _WITHOUT.search(part) is None
        elif _WITHOUT.search(part):
            undone += [] if told else [part]  # what is not to be mentioned is not
        elif told:
            known = known_about(told["what"], facts)
            (mention if known else undone).append(known or part)
        elif found := [name for name, pattern in _WAYS if pattern.search(part)]:
            wish |= dict.fromkeys(found, True)
        else:
            undone.append(part)
    return Wish(**wish, mention=tuple(dict.fromkeys(mention)), undone=tuple(dict.fromkeys(undone)))


_WAYS = (("shorter", _SHORTER), ("softer", _SOFTER), ("formal", _FORMAL))


def known_about(what: str, facts: Facts) -> str | None:
    """The fact that fits `what` best, as the caller's systems word it; None where there is none."""
    for words, values in _KINDS:
        if re.search(words, what):
            found = [value for value in values(facts) if value]
            return found[0] if found else None
    told = [*facts.promotions, *facts.product.selling_points, *(offer.value for offer in facts.offers)]
    told += [f"{name}：{value}" for name, value in facts.product.attributes.items()]
    shared = {value: len(_pairs(what) & _pairs(fold(value).text)) for value in told}
    best = max(shared, key=lambda value: shared[value], default=None)
    return best if best is not None and shared[best] else None


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1) if not text[at : at + 2].isspace()}


def _offers(kind: str, facts: Facts) -> list[str]:
    return [offer.value for offer in facts.offers if offer.kind == kind]


_KINDS = (
    (r"赠品|礼[品物]|小礼|送的|gift", lambda facts: _offers("gift", facts)),
    (r"折扣|优惠价|打折|立减|discount", lambda facts: _offers("discount", facts)),
    (r"补偿|赔|compensation", lambda facts: _offers("compensation", facts)),
    (r"运费|邮费|包邮|postage|shipping", lambda facts: _offers("postage", facts)),
    (r"活动|促销|满减|promotion|event", lambda facts: list(facts.promotions)),
    (r"卖点|特点|优点|selling point|feature", lambda facts: list(facts.product.selling_points)),
)
