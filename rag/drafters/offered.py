"""The cards and passages as one brief may use them: what holds for its shop and facts, with the slots filled."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, zip_longest

from rag.domain import Card, Citation, Passage
from rag.drafters.drafter import Brief
from rag.text import in_script, sentence_spans

_OTHER_SHOPS = re.compile(
    r"部分店铺|店铺?[甲乙]|鞋店|个别店|有的店|[一两]家|各家不同|出入|写法不一|[两种的]说法|不采用"
)
"""What a card's body reports of one shop, or of what handbooks disagree on, is no fact of another."""
_HANDBOOK = re.compile(r"(?<!\d)00\d(?!\d)")
_REFERENCE = re.compile(r"（(?:00\d[、，；\s]*)+）")
_NUMBER = re.compile(r"\d|[一二两三四五六七八九十半](?:个?[天日周月年]|小时|元|折)")


@dataclass(frozen=True)
class Offered:
    """A card or passage with the wordings and steps that hold, and the texts that statements may rest on."""

    id: str
    title: str
    body: str
    source: str
    reviewed: bool
    wordings: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """What the wordings ask of the customer, where it is not known."""
    grounds: tuple[str, ...] = ()

    def citation(self, reply: str) -> Citation:
        """Quotes the wording nearest to the reply, or the beginning of a passage."""
        nearest = max(self.wordings, key=lambda wording: likeness(wording, reply), default=self.body[:80])
        return Citation(self.id, self.title, nearest, self.source)


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1 (Ratcliff and Obershelp)."""
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def offered(brief: Brief) -> tuple[Offered, ...]:
    """Cards that hold and passages, each once: the best of every matter first, then their second best."""
    if brief.items is not None:
        return brief.items
    ranks = [*zip_longest(*([hit.item for hit in matter.hits] for matter in brief.matters))]
    ranked = (*chain(*ranks[:1]), brief.status, *chain(*ranks[1:]))
    items = {item.id: item for item in ranked if item is not None}
    return tuple(
        _passage(item) if isinstance(item, Passage) else _card(item, brief)
        for item in items.values()
        if isinstance(item, Passage) or brief.view.holds(item.when)
    )


def _card(card: Card, brief: Brief) -> Offered:
    view = brief.view
    holding = [say for say in card.say if view.holds(say.when)]
    wordings = [
        view.fill(_spoken(say.zh + say.then_zh, f"{say.en} {say.then_en}".strip(), brief)) for say in holding
    ]
    steps = [view.fill(step.text) for step in card.do if view.holds(step.when)]
    texts = [view.fill(text) for say in holding for text in (say.zh, say.en, say.then_zh, say.then_en)]
    own = own_sentences(card.body, brief.shop.source)
    return Offered(
        id=card.id,
        title=card.title,
        body="".join(own),
        source=", ".join(card.source),
        reviewed=True,
        wordings=tuple(filter(None, wordings)),
        steps=tuple(filter(None, steps)),
        needs=tuple(dict.fromkeys(name for say in holding for name in say.need)),
        grounds=(*filter(None, texts), *own),
    )


def _spoken(zh: str, en: str, brief: Brief) -> str:
    return en if brief.language == "en" else in_script(zh, brief.language, brief.shop.style.traditional)


def _passage(passage: Passage) -> Offered:
    return Offered(passage.id, passage.title, passage.text, passage.source, reviewed=False, grounds=(passage.text,))


@lru_cache(maxsize=2048)
def own_sentences(body: str, handbooks: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences of a card's body that hold for a shop: numbers only where its own handbooks have them."""
    flat = body.replace("\n", "")
    sentences = (flat[start:end] for start, end in sentence_spans(flat))
    return tuple(_REFERENCE.sub("", one) for one in sentences if _is_own(one, handbooks))


def _is_own(sentence: str, handbooks: tuple[str, ...]) -> bool:
    told_by = set(_HANDBOOK.findall(sentence))
    strange = bool(told_by) and told_by.isdisjoint(handbooks)
    return _OTHER_SHOPS.search(sentence) is None and not (strange and _NUMBER.search(_HANDBOOK.sub("", sentence)))
