"""Answers what no card or fact covers: what is looked up or done, named in a word, and that we report back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.conditions import View
from rag.domain import Card
from rag.drafters.answering import Answer
from rag.drafters.drafter import Brief, Matter
from rag.drafters.wording import Said, Speaker
from rag.phrases import Phrases
from rag.synonyms import notions, troubled
from rag.talk.acts import GO_ON
from rag.talk.deeds import deed_asked
from rag.talk.echo import echoed
from rag.talk.steering import bare
from rag.talk.subjects import party_named, subject_of
from rag.talk.troubles import supposed
from rag.talk.words import QUESTION, WANTING
from rag.text import fold
from rag.understanding import questions


@dataclass(frozen=True)
class Standing:
    """Cards that answers rest on where search finds none: nothing covers the matter, or the catalogue does."""

    holding: Card
    greeting: Card
    upset: Card
    catalogue: Card


_UPSET = frozenset({"angry", "threatening"})
_VAGUE = 8
"""Characters of a first message that asks nothing: it has not said yet what it wants."""


def holding(matter: Matter, brief: Brief, speaker: Speaker, phrases: Phrases, standing: Standing) -> Answer:
    """The reply to a matter that no card surely covers: known facts of its topic, else what we do about it."""
    if brief.status and (told := speaker.say(brief.status.say, brief.status.id)) and told.particular:
        return Answer(matter, brief.status, told)
    folded = fold(matter.text).text
    about = brief.earlier[0] if brief.act in GO_ON and brief.earlier else matter.text
    question = echoed((part.text for part in questions(about)), about, brief.language)
    manner = _manner(folded, question if about is matter.text else None, brief)
    given = _given(fold(about).text, question, brief) | ({"told": manner} if manner else {})
    if brief.mood in _UPSET and not given.keys() & {"deed", "topic", "asked"}:
        return _by_card(matter, standing.upset, speaker)
    if brief.greet and not given.keys() & {"deed", "asked", "told"} and _names_a_thing(bare(matter.text)):
        return _by_card(matter, standing.greeting, speaker)
    said = _acting(brief, replace(brief.view, given=given), speaker, phrases)
    return Answer(matter, standing.holding, said, open=(question,) if question else ())


def _acting(brief: Brief, view: View, speaker: Speaker, phrases: Phrases) -> Said:
    """What we do about it; before that, where it names no deed and no question, word that it is understood."""
    said = speaker.insist(phrases["acting"], "acting", view)
    tells = brief.act == "matter" or view.given.get("told") == "trouble"
    plain = tells and not said.text and not view.given.keys() & {"deed", "asked"}
    lead = speaker.phrase(phrases, "told", view) if plain else ""
    need = tuple(name for name in said.need if brief.greet or name != _ORDER)
    return replace(said, text=lead or said.text, need=need)


def _names_a_thing(folded: str) -> bool:
    """Whether it is a word or two, as customers begin with what they look at: what they want to know comes next."""
    tells = QUESTION.search(folded) or WANTING.search(folded) or troubled(folded)
    return len(folded) <= _VAGUE and not tells


_ORDER = "订单号"
"""The need that is met in the middle of a talk: the order is open by then."""
_ERRANDS = frozenset({"keep", "urge", "contact", "note", "pickup"})
"""Deeds that are done at once, whatever is asked besides."""
_UNSPOKEN = re.compile(r"\d|[一二两三四五六七八九十]+(?:天|元|块|折)|赔|免费|包邮|赠")
"""Said after the customer, it could be taken for a promise of ours."""
_AGREED = re.compile(
    r"(?:可以|能|好的?|没问题)[^,.?不]{0,10}(?:改|延|换|退|取消|补发|申请|安排|操作|办)|"
    r"(?:帮|给|为)(?:您|你|亲)[^,.?]{0,6}(?:改|延|换|退|取消|补发|申请|安排|操作|办)|\b(?:we|i) can\b"
)


def _given(folded: str, question: str | None, brief: Brief) -> dict[str, str]:
    """What is asked, or to be done, or what it is about, and its name."""
    named = (subject_of(text, brief.language) for text in (folded, *brief.earlier[:1]))
    fit = question and brief.language != "en" and brief.mood not in _UPSET and not _UNSPOKEN.search(question)
    spoken = question if fit else None
    now = deed_asked(fold(brief.request.customer_text).text)
    deed = now or deed_asked(folded)
    deed = deed if deed in _ERRANDS or spoken is None or (now and brief.act in GO_ON) else None
    found = {
        "deed": deed,
        "agreed": "yes" if deed and _agreed(brief) else None,
        "asked": spoken if deed is None else None,
        "subject": next(filter(None, named), None),
        "party": party_named(folded),
        "topic": brief.topic if deed is None else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _agreed(brief: Brief) -> bool:
    """Whether the agent's last words agreed to something."""
    return brief.view.case.refused == "no" and _AGREED.search(_last_of_ours(brief)) is not None


def _last_of_ours(brief: Brief) -> str:
    """What the agent said last, folded."""
    last = next((turn.text for turn in reversed(brief.request.turns) if turn.role == "agent"), "")
    return fold(last).text


_TROUBLES = frozenset({"broken", "missing", "wrong-goods", "not-arrived", "no-news"})
_HELP = re.compile(r"(?:怎么|咋|如何)(?:办|处理|解决)|\bwhat (?:can|should|do) i do\b")
"""A call for help, which asks nothing beyond the trouble told."""
_PRAISES = re.compile(
    r"(?<!不)(?<!没)(?:满意|喜欢|不错|好用|好吃|好喝|好看|信赖|回头客|老(?:顾客|客户))|"
    r"(?:感觉|质量|效果|味道|服务|态度)[^,.?不没]{0,4}好|第[二三四五]次(?:来)?买|又来买|"
    r"\b(?:love|happy with|great|excellent|regular customer)\b"
)
_ASKS_WHAT = re.compile(
    r"(?:什么|啥|哪些)(?:质量)?(?:问题|情况)(?!.{0,8}[帮处解咨])|怎么了|哪里(?:坏|有问题|不)|"
    r"\bwhat(?:'s| is) (?:wrong|the (?:problem|matter|fault))\b"
)
"""The agent asked what is wrong: what is told then is a trouble, whatever its words."""
_OBJECTS = re.compile(
    r"才|居然|竟|明明|乱|凭|比.{1,6}(?:早|先|便宜|多|贵)|(?:就|只)(?:收到|给|发|有)|还.{1,10}呢$|这么|不合理|不应该|不[懂解]|无语|还要收|不一致|对不上|"
    r"没有?(?:人|给|收|接|发|改)|还没|也没|仍|漏|"
    r"\b(?:only|but)\b"
)
"""What is not as the customer was entitled to expect."""
_BUT = re.compile(r"但|不过|可是|就是|只是|如果|\bbut\b|\bthough\b")


def _manner(folded: str, question: str | None, brief: Brief) -> str | None:
    """How it is told: as a trouble, there or supposed, as praise, objection, answer, remark or question."""
    asks = question is not None or QUESTION.search(_HELP.sub("", folded)) is not None
    if not _TROUBLES.isdisjoint(notions(folded)):
        return "supposed" if supposed(folded) else None if asks or brief.mood in _UPSET else "trouble"
    if asks or deed_asked(folded):
        return "question" if asks else None
    if _PRAISES.search(folded) and not _BUT.search(folded):
        return "praise"
    if _OBJECTS.search(folded):
        return "objection"
    if brief.act in GO_ON:
        return "trouble" if _ASKS_WHAT.search(_last_of_ours(brief)) else "answer"
    return None if brief.greet or WANTING.search(folded) else "remark"


def _by_card(matter: Matter, card: Card, speaker: Speaker) -> Answer:
    return Answer(matter, card, speaker.insist(card.say, card.id))
