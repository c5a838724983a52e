"""Drafts a sample for each wording of each card with the offline drafter, and says which could not be made."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from evals.sampler.known import known
from evals.sampler.one_card import OneCard
from evals.sampler.plainest import plainest
from evals.sampler.talks import Scene, requests, with_everything_given
from evals.situations import paths, views, with_made_up
from rag.briefing import brief_for
from rag.conditions import View
from rag.domain import Card, Draft, Language, Request, Wording
from rag.drafters.drafter import Brief, Proposal
from rag.drafters.wording import Speaker
from rag.drafting import Drafting, context_of
from rag.needs import Needs, load_needs
from rag.reviews.reading import read_review
from rag.shops import Shop
from rag.text import has_han
from rag.wiring import Wanyan

_SCENES, _TRIES, _SEARCHED = 6, 60, 3
"""Situations of a wording looked at, ways to ask in each, and asks tried with the search before the card is set."""
_AT_MOST = 20_000
"""Situations of a card looked through for one in which a wording is the most particular."""
TRANSLATIONS: tuple[Language, ...] = ("zh-Hant", "en")


@dataclass(frozen=True)
class Sample:
    """A customer's words, what is known, and the draft. `found`: search brought the card for these words."""

    card: Card
    wording: Wording
    request: Request
    segments: tuple[str, ...]
    known: tuple[str, ...]
    found: bool
    given: bool = False
    """Whether the customer gives all that the wording asks for."""
    translations: Mapping[Language, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sampled:
    """All samples, card by card, and what went wrong, each with card and wording."""

    samples: tuple[Sample, ...]
    failures: tuple[str, ...]


class Unsaid(Exception):
    """No draft that passes the rules says a wording; the text tells why."""


class Sampler:
    """Makes samples with the offline drafter of a Wanyan."""

    def __init__(self, wanyan: Wanyan, needs: Needs) -> None:
        looked_at = set().union(*map(paths, wanyan.index.contents.cards))
        terms = sorted({path.removeprefix("terms.") for path in looked_at if path.startswith("terms.")})
        self._shops = {shop.id: shop for shop in _handbook_first(with_made_up(wanyan.shops, terms))}
        self._offline = wanyan.drafting.drafters[-1]
        self._needs = needs
        self._drafting = replace(
            wanyan.drafting, shops=self._shops, drafters=(self._offline,), repairs=0, opinion=None
        )

    async def all(self, cards: Iterable[Card]) -> Sampled:
        """Samples of every wording of the cards."""
        samples: list[Sample] = []
        failures: list[str] = []
        for card in cards:
            for number, wording in enumerate(card.say):
                try:
                    samples += await self._samples(card, wording, number)
                except Unsaid as unsaid:
                    failures.append(f"{card.id}: {unsaid}: {wording.zh}")
        return Sampled(tuple(samples), tuple(failures))

    async def _samples(self, card: Card, wording: Wording, number: int) -> list[Sample]:
        """The wording's sample; in all languages where a branch begins, and with everything given once a card."""
        sample = await self._sample(card, wording, number, "zh-Hans")
        if sample is None:  # where a value has no English, a wording does without it that is said in English alone
            sample = await self._sample(card, wording, number, "en")
            if sample is None:
                raise Unsaid("never said")
            return [sample]
        if any(wording.when == other.when for other in card.say[:number]):
            return [sample]
        given = await self._given(sample) if number == _first_asking(card) else None
        return [await self._translated(sample), *([given] if given else [])]

    async def _sample(self, card: Card, wording: Wording, number: int, language: Language) -> Sample | None:
        """A request for which the drafter says the wording, found by search where it can be."""
        alone = self._on(card)
        for scene in islice(self._scenes(card, wording, language == "en"), _SCENES):
            told = known(wording, card, scene.view)
            asked: list[Request] = []
            for request in islice(requests(card, scene, number, language), _TRIES):
                proposal = await self._saying(wording, request, alone) if len(asked) < _SEARCHED else None
                if proposal is None:
                    continue
                asked.append(request)
                if found := await self._saying(wording, request, self._drafting):
                    drafting = alone if found.segments == proposal.segments else self._drafting
                    draft = await self._drafted(request, drafting)
                    return Sample(card, wording, request, draft.segments, told, True)
            if asked:
                draft = await self._drafted(asked[0], alone)
                return Sample(card, wording, asked[0], draft.segments, told, False)
        return None

    def _scenes(self, card: Card, wording: Wording, english: bool) -> Iterator[Scene]:
        """Where the wording is the card's most particular; after those, where what is more so was said already."""
        later: list[Scene] = []
        own, every = replace(card, say=(wording,), do=()), replace(card, do=())
        seen = (
            plainest(view, looked_at)
            for one, looked_at in ((own, paths(own)), (every, paths(every)))
            for shop in self._shops.values()
            for view in views(one, shop, False)
        )
        for view in islice(seen, _AT_MOST):
            if view.holds(card.when) and _sayable(wording, view, english):
                more = (
                    say for say in card.say if len(say.when) > len(wording.when) and _sayable(say, view, english)
                )
                scene = Scene(view, tuple(view.fill(say.en if english else say.zh) or "" for say in more))
                if not scene.said:
                    yield scene
                elif len(later) < _SCENES:
                    later.append(scene)
        yield from later

    # One draft ---------------------------------------------------------------------------------------

    def _on(self, card: Card) -> Drafting:
        """The drafting that has this card alone."""
        one = OneCard(card, self._offline)
        return replace(self._drafting, index=one, drafters=(one,))

    async def _proposed(self, request: Request, drafting: Drafting) -> tuple[Brief, Proposal]:
        review = read_review(request.review) if request.review else None
        brief = brief_for(request, self._shops[request.shop], review, drafting.index)
        return brief, await drafting.drafters[0].draft(brief)

    async def _saying(self, wording: Wording, request: Request, drafting: Drafting) -> Proposal | None:
        """The proposal, where it says the wording and in a chat nothing else."""
        brief, proposal = await self._proposed(request, drafting)
        quotes = [citation.quote for citation in proposal.citations]
        alone = len(quotes) == 1 or request.channel == "review"
        return proposal if alone and self._ready(brief, wording) in quotes else None

    def _ready(self, brief: Brief, wording: Wording) -> str | None:
        speaker = Speaker(brief.view, brief.language, brief.shop.style, "", lambda _: False, needs=self._needs)
        said = speaker.say([replace(wording, when={})], "")
        return said.text if said else None

    async def _drafted(self, request: Request, drafting: Drafting) -> Draft:
        """The checked draft. Raises Unsaid where a rule stops it."""
        draft = await drafting.draft(request)
        if draft.made_by.fallback is None and draft.text.strip():
            return draft
        _, proposal = await self._proposed(request, drafting)
        context = context_of(request, self._shops[request.shop])
        found = self._drafting.checker.check("\n".join(proposal.segments), context).findings
        rules = ", ".join(sorted({finding.rule for finding in found if finding.level == "error"}))
        raise Unsaid(f"caught by {rules or 'the gate'} in “{' '.join(proposal.segments)}”")

    # The same in other ways --------------------------------------------------------------------------

    async def _translated(self, sample: Sample) -> Sample:
        """The sample with the draft of the same wording in the other languages."""
        drafts = {language: await self._in(sample, language) for language in TRANSLATIONS}
        return replace(sample, translations=drafts)

    async def _in(self, sample: Sample, language: Language) -> str:
        only = replace(sample.card, say=(sample.wording,), do=())
        drafting = self._on(only)
        english, looked_at = language == "en", paths(only)
        for shop in self._shops.values():
            for full in islice(views(only, shop, english), _AT_MOST):
                view = plainest(full, looked_at)
                if not (view.holds(only.when) and _sayable(sample.wording, view, english)):
                    continue
                for request in islice(requests(only, Scene(view), 0, language), _TRIES):
                    if await self._saying(sample.wording, request, drafting):
                        return (await self._drafted(request, drafting)).text
        raise Unsaid(f"never said in {language}")

    async def _given(self, sample: Sample) -> Sample | None:
        """The sample again, where the customer gives what the wording asks for."""
        request = with_everything_given(sample.request, sample.wording.need, self._needs)
        drafting = self._on(replace(sample.card, say=(sample.wording,), do=()))
        if request is None or not await self._saying(sample.wording, request, drafting):
            return None
        draft = await self._drafted(request, drafting)
        if set(sample.wording.need) <= set(draft.missing_facts):
            return None
        return replace(sample, request=request, segments=draft.segments, found=False, given=True)


def sampled(wanyan: Wanyan, cards: Iterable[Card] | None = None) -> Sampled:
    """A sample of every wording of the cards; of all there are, unless some are given."""
    needs = load_needs(wanyan.settings.knowledge / "needs.yaml")
    return asyncio.run(Sampler(wanyan, needs).all(wanyan.index.contents.cards if cards is None else cards))


def _handbook_first(shops: Iterable[Shop]) -> list[Shop]:
    return sorted(shops, key=lambda shop: shop.id != "handbook")


def _first_asking(card: Card) -> int | None:
    """Number of the card's first wording that asks the customer for something."""
    return next((number for number, wording in enumerate(card.say) if wording.need), None)


def _sayable(wording: Wording, view: View, english: bool) -> bool:
    texts = [
        view.fill(text) for text in ((wording.en, wording.then_en) if english else (wording.zh, wording.then_zh))
    ]
    return view.holds(wording.when) and not any(text is None or (english and has_han(text)) for text in texts)
