"""The use case: a request becomes a checked draft. Understand, search, draft, check, repair; one loop, one gate."""

from __future__ import annotations

import asyncio
import logging
import re
import time
import uuid
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from rag import telemetry
from rag.briefing import brief_for, topics_of
from rag.domain import TOPICS, Approval, Card, Draft, Finding, MadeBy, Request, Spent, Turn
from rag.drafters.drafter import Brief, Drafter, Proposal, Search
from rag.drafters.offered import offered
from rag.endpoint.ledger import Accounts
from rag.endpoint.slots import Slots
from rag.endpoint.usage import Usage
from rag.errors import InputError, ModelError
from rag.guardrails.checker import CheckedText, Checker, CheckResult
from rag.guardrails.rule import Cited, Context
from rag.guardrails.smuggled import hostile, smuggles, trusted
from rag.platforms import Platform, Platforms, on_platform, platform_named
from rag.reviews.reading import ReviewReading, read_review
from rag.second_opinion import SecondOpinion
from rag.shops import Shop, shop_named
from rag.underway import UnderWay
from rag.watch import Watch

log = logging.getLogger(__name__)

OnEvent = Callable[[str], None]
_AGENT = re.compile(r"[\w·.'’ -]{1,20}")
"""An agent's number or name: it is said in the greeting, so nothing else may stand there."""


_RESERVE = 0.2
"""Seconds of the deadline kept for the offline drafter and the checks."""
_EACH = 0.02
"""Seconds that each of them takes, where many drafts give their models up at the same moment."""


@dataclass(frozen=True)
class _Run:
    """One draft on its way: what it is judged against, when it must be there, who is told how far it is."""

    context: Context
    ends: float
    before: Callable[[], int]
    """How many drafts that began before this one are under way."""
    watch: Watch
    tell: OnEvent

    @property
    def model_ends(self) -> float:
        """When a model is given up: the later a draft began, the sooner, for those before want their time too."""
        spared = min(_EACH * self.before(), (self.ends - self.watch.started) / 2)
        return self.ends - _RESERVE - spared


@dataclass(frozen=True)
class _Outcome:
    """A proposal that the gate let through, and what it took."""

    checked: CheckedText
    proposal: Proposal
    made_by: MadeBy


@dataclass(frozen=True)
class _Failure:
    """Why a drafter brought nothing through the gate: a word for `fallback`, and what it was caught for."""

    reason: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Drafting:
    """Drafts replies. `drafters` are asked in order: the model first where there is one, offline last."""

    shops: Mapping[str, Shop]
    index: Search
    checker: Checker
    drafters: Sequence[Drafter]
    knowledge: str
    """Version of the knowledge, as `made_by` names it."""
    deadline: float = 8.0
    repairs: int = 2
    max_chars: int = 20_000
    opinion: SecondOpinion | None = None
    """Who is asked about findings that the rules doubt; nobody unless it is set."""
    turns: Slots = field(default_factory=lambda: Slots(1))
    """Messages are understood one after the other: in between, models' answers come in and go on."""
    under_way: UnderWay = field(default_factory=UnderWay)
    accounts: Accounts = field(default_factory=Accounts)
    """What each shop has spent and may spend on models."""
    platforms: Platforms = field(default_factory=dict)
    """What platforms allow a public reply."""

    async def draft(self, request: Request, on_event: OnEvent | None = None, *, live: bool = True) -> Draft:
        """Draft one reply; `live` where somebody waits for it, no batch.

        Raises InputError where the request cannot be used; never shows unchecked text.
        """
        with telemetry.drafting(request.channel, request.shop) as made:
            made.append(await self._drafted(request, on_event, live))
        return made[0]

    async def _drafted(self, request: Request, on_event: OnEvent | None, live: bool) -> Draft:
        watch, tell = Watch(), on_event or (lambda _: None)
        self._refuse_unusable(request)
        request = replace(request, facts=trusted(request.facts))
        shop, platform = self._where(request)
        review = _read(request)
        with self.under_way.begun() as before:
            async with self.turns.place(live=live):
                await asyncio.sleep(0)  # what has come over the network goes first
                with watch.timing("retrieve"):
                    brief = _trusted(replace(brief_for(request, shop, review, self.index), live=live))
            tell("retrieved")
            run = _Run(
                replace(context_of(request, shop), language=brief.language),
                watch.started + self.deadline,
                before,
                watch,
                tell,
            )
            with self.accounts.working(shop.id, shop.time_zone) as tally:
                outcome = await self._write(brief, run)
        draft = _as_draft(brief, review, outcome, watch)
        if platform and request.review and draft.text:
            draft = replace(draft, next_steps=(*platform.steps(request.review), *draft.next_steps))
        return replace(draft, made_by=replace(draft.made_by, usage=self._spent(tally.usage)))

    def _where(self, request: Request) -> tuple[Shop, Platform | None]:
        """The shop, and the platform whose terms its reply has to keep."""
        shop = shop_named(self.shops, request.shop)
        name = request.platform or shop.platform
        if request.review is None or name is None:
            return shop, None
        platform = platform_named(self.platforms, name)
        return on_platform(shop, platform), platform

    def _spent(self, usage: Usage) -> Spent | None:
        if usage == Usage():
            return None
        cost = self.accounts.cost(usage)
        told = None if cost is None else f"{cost.normalize():f}"
        return Spent(usage.prompt, usage.cached, usage.completion, told)

    def _refuse_unusable(self, request: Request) -> None:
        written = [turn.text for turn in request.turns] or [request.customer_text]
        length = sum(map(len, written))
        if length > self.max_chars:
            raise InputError(f"the text has {length:,} characters; at most {self.max_chars:,} are taken at once")
        if request.agent is not None and not _AGENT.fullmatch(request.agent):
            raise InputError("agent: a number or a name of at most 20 letters")
        if request.review is not None and request.review.stars not in {None, 1, 2, 3, 4, 5}:
            raise InputError(f"review.stars: {request.review.stars} is not between 1 and 5")
        if request.review is None and request.platform is not None:
            raise InputError("platform: a platform is named for reviews alone")
        if request.review is None and not any(turn.role == "customer" for turn in request.turns):
            raise InputError("nothing to reply to: no customer turn and no review")
        if not request.customer_text.strip() and not (request.review and request.review.stars):
            raise InputError("nothing to reply to: the customer's text is empty")

    # The loop and the gate ---------------------------------------------------------------------------

    async def _write(self, brief: Brief, run: _Run) -> _Outcome | _Failure:
        """Ask the drafters in turn; when all are caught, the last one gets by with the holding script."""
        spared = brief.request.offline and len(self.drafters) > 1
        fallback: str | None = "repeated" if spared else None
        attempts = [(drafter, brief) for drafter in self.drafters[-1 if spared else 0 :]]
        attempts.append((self.drafters[-1], replace(brief, matters=(), points=(), items=None)))
        for drafter, given in attempts:
            result = await self._attempt(drafter, given, run)
            if isinstance(result, _Outcome):
                return replace(result, made_by=replace(result.made_by, fallback=fallback))
            fallback = fallback or result.reason
        return result

    async def _attempt(self, drafter: Drafter, brief: Brief, run: _Run) -> _Outcome | _Failure:
        """One drafter's tries: what is caught goes back to it with the findings, `repairs` times at most."""
        if drafter.name == "llm" and hostile(brief.request):
            return _Failure("hostile")
        for repairs in range(self.repairs + 1):
            run.tell("repairing" if repairs else "drafting")
            try:
                proposal = await _timed(drafter, brief, run)
            except ModelError as error:
                return _Failure(str(error), brief.findings)
            run.tell("checking")
            with run.watch.timing("check"):
                context = _resting(run.context, brief, proposal)
                result = await self._gate(proposal.segments, context, run)
            if isinstance(result, CheckedText):
                return _Outcome(result, proposal, self._made_by(drafter, proposal, repairs))
            telemetry.caught(result.findings)
            log.info("draft caught: %s", ", ".join(sorted({finding.rule for finding in result.findings})))
            brief = replace(
                brief,
                previous=proposal.segments,
                previous_cards=proposal.cards or (),
                findings=(*brief.findings, *result.findings),
            )
        return _Failure("rules", brief.findings)

    async def _gate(self, segments: tuple[str, ...], context: Context, run: _Run) -> CheckedText | CheckResult:
        """The gate; where only doubtful findings may shut it, once more with the second opinion on them."""
        result = self.checker.gate(segments, context)
        if isinstance(result, CheckedText) or self.opinion is None:
            return result
        try:
            async with asyncio.timeout(max(0.0, run.model_ends - time.perf_counter())):
                dismissed = await self.opinion.dismissed(result, "\n".join(segments), context)
        except TimeoutError:
            return result
        return self.checker.gate(segments, context, dismissed)

    def _made_by(self, drafter: Drafter, proposal: Proposal, repairs: int) -> MadeBy:
        return MadeBy(drafter.name, proposal.model, proposal.prompt, self.knowledge, repairs=repairs)


def _trusted(brief: Brief) -> Brief:
    """The brief without documents that speak to whoever writes the reply."""
    matters = (
        replace(
            matter,
            hits=tuple(hit for hit in matter.hits if isinstance(hit.item, Card) or not smuggles(hit.item.text)),
        )
        for matter in brief.matters
    )
    brief = replace(brief, matters=tuple(matters))
    return replace(brief, items=offered(brief))  # the prompt, the answer and the gate want them


async def _timed(drafter: Drafter, brief: Brief, run: _Run) -> Proposal:
    """A model writes within what is left of the deadline; the offline drafter needs no clock."""
    with run.watch.timing("draft", "repair" if brief.previous else "write"):
        if drafter.name == "offline":
            return await drafter.draft(brief)
        return await _while_time_is(drafter.draft(replace(brief, ends=run.ends - _RESERVE)), run)


async def _while_time_is(writing: Coroutine[Any, Any, Proposal], run: _Run) -> Proposal:
    """What is written, unless its time is over first; there is more of it when drafts before it have ended."""
    work = asyncio.create_task(writing)
    try:
        while not work.done():
            left = run.model_ends - time.perf_counter()
            if left <= 0:
                raise ModelError("timeout")
            await asyncio.wait({work}, timeout=left)
        return work.result()
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


def context_of(request: Request, shop: Shop) -> Context:
    """What a reply to the request is judged against."""
    turns = request.turns
    if request.review is not None:
        turns = (Turn("customer", request.customer_text),)
    return Context(shop=shop, channel=request.channel, turns=turns, facts=request.facts)


def _resting(context: Context, brief: Brief, proposal: Proposal) -> Context:
    """The context with what the proposal may rest on: all cards found and quoted, or by segment those it names."""
    items = offered(brief)
    quotes = (citation.quote for citation in proposal.citations)
    return replace(
        context,
        knowledge=(*quotes, *(text for item in items for text in item.grounds)),
        cards={item.id: item.grounds for item in items},
        cited=_cited(proposal),
        confidential=proposal.confidential,
    )


def _cited(proposal: Proposal) -> tuple[Cited, ...]:
    """Where each segment ends in the whole text, line break included, and the cards it names."""
    if proposal.cards is None:
        return ()
    ends = accumulate(len(segment) + 1 for segment in proposal.segments)
    return tuple(Cited(end, cards) for end, cards in zip(ends, proposal.cards, strict=True))


# The draft as the contract has it --------------------------------------------------------------------


def _as_draft(brief: Brief, review: ReviewReading | None, outcome: _Outcome | _Failure, watch: Watch) -> Draft:
    request = brief.request
    approval = _approval(brief.shop, review)
    draft = Draft(
        id=uuid.uuid4().hex,
        status="blocked",
        channel=request.channel,
        shop=brief.shop.id,
        language=brief.language,
        text="",
        segments=(),
        topics=_found_topics(brief),
        stage=brief.stage,
        sentiment=brief.sentiment,
        made_by=MadeBy(drafter="offline", fallback="rules"),
        points=brief.points,
        approval=approval,
        timings_ms=watch.read(),
    )
    if isinstance(outcome, _Failure):
        return replace(draft, findings=_without_text(outcome.findings))
    return replace(
        draft,
        status="needs_approval" if approval.required else "ready",
        text=outcome.checked.text,
        segments=outcome.checked.segments,
        findings=outcome.checked.findings,
        citations=outcome.proposal.citations,
        points=outcome.proposal.points or brief.points,
        next_steps=outcome.proposal.next_steps,
        missing_facts=outcome.proposal.missing_facts,
        made_by=outcome.made_by,
    )


def _found_topics(brief: Brief) -> tuple[str, ...]:
    firsts = (next((hit for hit in matter.hits if isinstance(hit.item, Card)), None) for matter in brief.matters)
    topics = tuple(dict.fromkeys(topic for hit in firsts if hit for topic in topics_of(hit)))
    return topics or ((brief.topic,) if brief.topic in TOPICS else ("other",))


def _read(request: Request) -> ReviewReading | None:
    return read_review(request.review, request.facts.product.name) if request.review else None


def _approval(shop: Shop, review: ReviewReading | None) -> Approval:
    """Whether a supervisor must agree, as the shop has set it."""
    if review is None:
        return Approval()
    reasons = [review.kind, *(["contradiction"] * review.contradiction), *(["legal"] * review.legal)]
    if review.sentiment != "neutral":
        reasons.insert(0, review.sentiment)
    elif review.kind not in _UNSAID:  # written, and yet we do not know what of it
        reasons.insert(0, "mixed")
    due = [reason for reason in reasons if reason in shop.approval]
    return Approval(True, "supervisor", ", ".join(due)) if due else Approval()


_UNSAID = frozenset({"empty", "wordless"})
"""Kinds of reviews that say nothing, so that there is nothing to weigh."""


def _without_text(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Why a draft was blocked, without a word of what was refused."""
    return tuple(replace(finding, text="", start=0, end=0) for finding in findings)
