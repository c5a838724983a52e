"""The suite of approved texts: what customers are told word for word, and what no such text may promise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from evals.parts import built
from evals.suite import Judgement, Suite, Task
from evals.suites.saying import around, situation, with_every_cause
from evals.suites.texts import ASKS, ScriptCase, script_cases
from rag.conditions import SLOT, View
from rag.domain import Wording
from rag.drafters.asking import asking
from rag.drafters.offered import own_sentences
from rag.drafters.wording import Speaker
from rag.errors import InputError
from rag.guardrails.checker import Checker
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Cited, Context
from rag.guardrails.rules.ungrounded_fact import RULE as UNGROUNDED
from rag.needs import Needs, load_needs
from rag.phrases import Phrases, load_phrases
from rag.retrieval.index import Index
from rag.settings import Settings
from rag.shops import Shop
from rag.text import Pattern
from rag.wiring import Wanyan

_RANK = 3
"""A card must be among so many that its own asks find."""
_POSTAGE = Pattern(r"运费|邮费|邮资|包邮|来回|到付|\bpostage|\bshipping|\bboth ways")
_HARMS: Mapping[str, str] = {
    "return-shipping": "tells wrongly who pays the postage of a return",
    "unexplained-negation": "refuses customers without a reason",
    "negative-wording": "says No in words that a shop bans altogether",
    "delivery-guarantee": "promises an arrival that the courier alone decides",
    "unauthorised-price": "gives away money, goods or postage that nobody has allowed",
    "pay-for-review": "offers something for a review, which the platforms punish",
    "off-platform": "leads customers away from the platform, where nothing protects them",
    "private-data": "asks for or shows personal data",
    "absolute-claim": "claims what advertising law forbids",
    "ungrounded-fact": "states what neither card, facts nor shop know",
    "blame-shifting": "puts the blame on others",
    "stalling": "has customers wait with nothing done",
}
"""What customers or the shop suffer where a text breaks a rule, by the rule or its family."""
_NEVER = frozenset({"delivery-guarantee", "absolute-claim"})
"""Rules that no approved text may break, though people are only warned."""
_SEEN_TO = frozenset({"state of the order", "carrier", "gift"})
"""Facts that a wording's conditions see to, or another rule does."""
_NUMBER = re.compile(r"\d|[一二三四五六七八九十两半](?![点下起次])|\b(?:one|two|three|four|five|six|seven)\b")
_DAY = re.compile(
    r"[今明后昨前][天日晚早]|(?:周|星期|礼拜)[一二三四五六日天]|\b(?:today|tonight|tomorrow|\w+day)\b"
)


class Scripts(Suite[ScriptCase, Sequence[str]]):
    """Every approved text: unchanged unless blessed, found by those who ask, and free of false promises."""

    name = "scripts"
    harm = "customers are told what nobody has approved, or their question finds no answer any more"
    case = ScriptCase
    slow = True

    def cases(self, settings: Settings, dataset: Path | None = None) -> tuple[ScriptCase, ...]:
        """A case of every text of the knowledge."""
        if dataset:
            raise InputError("scripts: its cases are the texts of the knowledge; --dataset has none for it")
        return script_cases(settings.knowledge)

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[ScriptCase, Sequence[str]]]:
        """What is wrong with the texts of a case, whatever has been approved."""
        wanyan = built(settings)
        proof, finding = Proof.of(wanyan), _Finding(wanyan.index, self.cases(settings))

        async def read(case: ScriptCase) -> Sequence[str]:
            return finding.problems(case) if case.kind == "asks" else proof.problems(case)

        yield read

    def judge(self, case: ScriptCase, output: Sequence[str]) -> Judgement:
        """Right where no promise is false; the words themselves are held against the approved ones."""
        text = "\n".join(case.texts)
        return Judgement(tuple(output), asked=case.asked, said=text, approved=text or "nothing")


# Found by those who ask ------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Finding:
    """Whether cards are found by their own asks."""

    index: Index
    cases: Sequence[ScriptCase]

    @cached_property
    def _found(self) -> Mapping[str, list[str]]:
        asked = [ask for case in self.cases if case.kind == "asks" for ask in _asks(case)]
        hits = self.index.search_many(asked, _RANK)
        return {ask: [hit.item.id for hit in found] for ask, found in zip(asked, hits, strict=True)}

    def problems(self, case: ScriptCase) -> tuple[str, ...]:
        """Each of the card's first asks that search answers with other cards."""
        card = case.card.id if case.card else ""
        lost = [ask for ask in _asks(case) if card not in self._found[ask]]
        return tuple(f"customers who ask “{ask}” are answered with {self._found[ask][:1]}" for ask in lost)


def _asks(case: ScriptCase) -> tuple[str, ...]:
    return case.card.asks[:ASKS] if case.card else ()


# What no script may promise --------------------------------------------------------------------------


class Proof:
    """Reads texts as customers would be told them."""

    def __init__(self, shops: Sequence[Shop], checker: Checker, needs: Needs, phrases: Phrases) -> None:
        self._shops = sorted(shops, key=lambda shop: shop.id != "handbook")
        self._checker = checker
        self._promising = Checker(rule for rule in checker.rules if rule.id in _NEVER)
        self._raised = {rule for shop in shops for rule, level in shop.rules.items() if level == "error"}
        self._needs = needs
        self._phrases = phrases

    @classmethod
    def of(cls, wanyan: Wanyan) -> Proof:
        """With the profiles, rules, needs and phrases of the knowledge."""
        knowledge = wanyan.settings.knowledge
        needs, phrases = load_needs(knowledge / "needs.yaml"), load_phrases(knowledge / "phrases")
        return cls(tuple(wanyan.shops.values()), wanyan.checker, needs, phrases)

    def problems(self, case: ScriptCase) -> tuple[str, ...]:
        """Each harm, once, with the words that do it."""
        found = [one for wording in case.wordings for one in self._of_wording(case, wording)]
        return tuple(dict.fromkeys(found))

    def _of_wording(self, case: ScriptCase, wording: Wording) -> Iterator[str]:
        seen: set[object] = set()
        for view in self._views(case, wording):
            text = self._spoken(case, wording, view)
            judged = (text, view.facts.cause, view.shop.return_shipping)
            if text is None or judged in seen:
                continue
            seen.add(judged)
            for finding in self._checker.check(text, Context(view.shop, case.channel, facts=view.facts)).findings:
                if finding.level == "error" or finding.rule in self._raised:
                    yield f"{_harm(finding.rule)}: “{finding.text}” in “{text}” ({finding.rule})"
        yield from self._promises(case, wording)

    def _views(self, case: ScriptCase, wording: Wording) -> Iterator[View]:
        """The plainest situation in which it is said; of postage, under every profile and with every cause."""
        english = case.language == "en"
        if case.card is None:
            yield from (around(wording, shop, english) for shop in self._shops[:1])
            return
        only = replace(case.card, say=(wording,), do=())
        of_postage = _POSTAGE.search(_words(wording, english)) is not None
        for shop in self._shops:
            view = situation(only, wording, shop, english)
            if view is not None:
                yield from with_every_cause(view, case.card, only) if of_postage else (view,)
                if not of_postage:
                    return

    def _spoken(self, case: ScriptCase, wording: Wording, view: View) -> str | None:
        """Answer, request and what happens then, as a reply that knows nothing more puts them."""
        speaker = Speaker(view, case.language, view.shop.style, "", lambda _: False, needs=self._needs)
        said = speaker.say([replace(wording, when={})], "")
        if said is None or case.kind != "wording":
            return said.text if said else None
        rest = asking(wording.need, said.then, speaker, self._phrases)
        return f"{said.text} {rest}".strip() if case.language == "en" else said.text + rest

    def _promises(self, case: ScriptCase, wording: Wording) -> Iterator[str]:
        """What the words themselves promise, their slots aside, though neither card nor shop stands behind it."""
        text = SLOT.sub("…", _words(wording, case.language == "en")).strip()
        context = _resting(case, text, self._shops[0])
        found = [(finding.rule, finding.text) for finding in self._promising.check(text, context).findings]
        for violation in UNGROUNDED.check(Reading(text), context):
            if violation.details["name_en"] not in _SEEN_TO:
                found.append((UNGROUNDED.id, violation.details["text"]))
        for rule, words in found:
            if rule == "absolute-claim" or not _is_theirs(words, case):
                yield f"{_harm(rule)}: “{words}” in “{text}” ({rule})"


def _words(wording: Wording, english: bool) -> str:
    return f"{wording.en} {wording.then_en}" if english else wording.zh + wording.then_zh


def _is_theirs(words: str, case: ScriptCase) -> bool:
    """Whether it names no time but the customers' own (今天派送的), which promises nothing."""
    asks = case.card.asks if case.card else ()
    theirs = all(any(day in ask for ask in asks) for day in _DAY.findall(words))
    return theirs and _NUMBER.search(_DAY.sub("", words)) is None


def _resting(case: ScriptCase, text: str, shop: Shop) -> Context:
    """What a text is judged against that may rest on what is known of its card alone."""
    card = case.card
    if card is None:
        return Context(shop, case.channel)
    known = {card.id: own_sentences(card.body, shop.source)}
    return Context(shop, case.channel, cards=known, cited=(Cited(len(text), (card.id,)),))


def _harm(rule: str) -> str:
    family = rule.partition(".")[0]
    return _HARMS.get(rule) or _HARMS.get(family) or "breaks a house rule"
