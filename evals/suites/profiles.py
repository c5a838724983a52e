"""The suite of shop profiles: each field, what customers are told because of it, and which replies it stops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from evals.cases import CASES, Case, load
from evals.parts import built
from evals.suite import Judgement, Suite, Task
from rag.briefing import brief_for
from rag.domain import Draft, Facts, Finding, Request, Review, Turn
from rag.drafters.told import Telling
from rag.endpoint.ledger import Accounts
from rag.guardrails.rule import Context
from rag.platforms import Platform, load_platforms, on_platform
from rag.reviews.reading import read_review
from rag.settings import Settings
from rag.shops import Shop, load_shops
from rag.wiring import Wanyan, telling

_NO_CASE = " (no case)"
_UNTOLD = frozenset({"id", "source"})
"""Fields that name a thing within the program or tell where it is from; a shop's handbooks are told, though."""


class ProfileCase(Case):
    """A field of a profile (or of a platform), and what comes of it in a draft, in a check or in a prompt."""

    of: str = Field(
        description="The profile: handbook, return-leg or strict; or a platform, as `platforms/taobao`."
    )
    field: str = Field(description="The field, as `terms.cutoff`.")
    customer: str = Field("在吗", description="What the customer writes.")
    review: Review | None = Field(None, description="The review, where one is answered.")
    facts: Facts = Field(Facts(), description="What the shop's systems know.")
    agent: str | None = Field(None, description="The agent's number or name.")
    reply: str | None = Field(None, description="A reply of an agent's that is checked; else a draft is made.")
    times: int = Field(1, description="How often it is repeated, for long ones.")
    room: int | None = Field(None, description="Characters of a public reply that the shop itself allows.")
    says: tuple[str, ...] = Field(
        (), description="Words that the draft must say; ` | ` between those that do alike."
    )
    never: tuple[str, ...] = Field((), description="Words that it must not say.")
    found: tuple[str, ...] = Field((), description="Rules that must find something, `rule` or `rule: level`.")
    not_found: tuple[str, ...] = Field((), description="Rules that must find nothing.")
    told: tuple[str, ...] = Field((), description="Words that a model must be told.")
    never_told: tuple[str, ...] = Field((), description="Words that a model must not be told.")
    value: str | None = Field(None, description="The value itself, where nothing is said because of it.")
    approval: bool | None = Field(None, description="Whether the draft must wait for a supervisor.")
    steps: tuple[str, ...] = Field((), description="Words that must stand among the agent's next steps.")
    no_steps: tuple[str, ...] = Field((), description="Words that must not stand there.")
    at: datetime | None = Field(None, description="A moment, …")
    day: str | None = Field(None, description="… and the day that it is by the shop's clocks.")

    @model_validator(mode="after")
    def _something(self) -> ProfileCase:
        asked = (self.says, self.never, self.found, self.not_found, self.told, self.never_told, self.steps)
        given = self.approval is not None or any((*asked, self.no_steps, self.day, self.value))
        if not given and not self.id.endswith(_NO_CASE):
            raise ValueError("say what is expected: says, found, told, approval, steps, day or value")
        return self


@dataclass(frozen=True)
class Seen:
    """What came of a field: its value, None where there is no such field, and all that a case may ask for."""

    value: str | None
    draft: Draft | None = None
    findings: tuple[Finding, ...] = ()
    told: str = ""
    day: str = ""


class Profiles(Suite[ProfileCase, Seen]):
    """Every field of every profile and platform has a case, and its value changes only where somebody approves."""

    name = "profiles"
    harm = "customers are told another shop's terms, or replies are judged by them"
    case = ProfileCase
    files = (CASES / "profiles.yaml", CASES / "profiles_platforms.yaml")

    def cases(self, settings: Settings, dataset: Path | None = None) -> tuple[ProfileCase, ...]:
        """The project's own, and one that fails for every field that none of them is about."""
        own = load(self.case, (dataset,) if dataset else self.files)
        if dataset:
            return own
        covered = {(case.of, case.field) for case in own}
        return (*own, *(_uncovered(*one) for one in field_values(settings) if one not in covered))

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[ProfileCase, Seen]]:
        """What a field brings about."""
        wanyan = built(settings)
        seeing = Seeing(wanyan, telling(settings, wanyan.checker), field_values(settings))

        async def see(case: ProfileCase) -> Seen:
            return await seeing.seen(case)

        yield see

    def judge(self, case: ProfileCase, output: Seen) -> Judgement:
        """Right where the field is there and does what it is for."""
        problems = [f"{problem}: {case.why}" for problem in _problems(case, output)]
        return Judgement(
            tuple(problems),
            asked=case.customer,
            said=output.draft.text if output.draft else case.reply or "",
            findings=tuple(f"{finding.rule}: {finding.text}" for finding in output.findings),
            approved=f"{case.of} {case.field}: {output.value}",
        )


def _uncovered(of: str, field: str) -> ProfileCase:
    why = "nobody has said what customers are told because of it, so that a mistake in it goes unseen"
    return ProfileCase.model_validate({"id": f"{of} {field}{_NO_CASE}", "why": why, "of": of, "field": field})


# Fields ----------------------------------------------------------------------------------------------


def field_values(settings: Settings) -> Mapping[tuple[str, str], str]:
    """Every field of every profile and platform, defaults as well, with its value."""
    shops = load_shops(settings.knowledge / "shops")
    platforms = load_platforms(settings.knowledge / "platforms.yaml")
    parts: dict[str, Any] = {name: asdict(shop) for name, shop in shops.items()}
    parts |= {f"platforms/{name}": asdict(platform) for name, platform in platforms.items()}
    return {
        (of, field): str(value)
        for of, part in parts.items()
        for field, value in _fields(part)
        if field not in _UNTOLD or (field == "source" and of in shops)
    }


def _fields(part: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in part.items():
        if isinstance(value, Mapping) and value:
            yield from _fields(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


# What comes of them ----------------------------------------------------------------------------------


class Seeing:
    """Drafts, checks and tells as the shop of a case would."""

    def __init__(self, wanyan: Wanyan, told: Telling, values: Mapping[tuple[str, str], str]) -> None:
        self._wanyan = wanyan
        self._telling = told
        self._values = values

    async def seen(self, case: ProfileCase) -> Seen:
        """What comes of the case's field; only what it asks for is worked out."""
        value = self._values.get((case.of, case.field))
        if value is None or case.value is not None or case.id.endswith(_NO_CASE):
            return Seen(value)
        shop, platform = self._where(case)
        if case.at is not None:
            return Seen(value, day=str(Accounts(now=lambda: case.at or datetime.min).day(shop.time_zone)))
        if case.reply is not None:
            return Seen(value, findings=self._findings(case, shop))
        if case.told or case.never_told:
            return Seen(value, told=self._told(case, shop))
        return Seen(value, await self._drafted(case, shop, platform))

    def _where(self, case: ProfileCase) -> tuple[Shop, str | None]:
        """The shop, within the terms of the platform that the case is about."""
        name = case.of.removeprefix("platforms/")
        if name == case.of:
            return self._wanyan.shops[name], None
        platform: Platform = self._wanyan.drafting.platforms[name]
        shop = self._wanyan.shops["handbook"]
        if case.room is not None:
            shop = replace(shop, style=replace(shop.style, review_length=case.room))
        return on_platform(shop, platform), name

    def _findings(self, case: ProfileCase, shop: Shop) -> tuple[Finding, ...]:
        asked = case.review.text if case.review else case.customer
        channel = "review" if case.review or case.of.startswith("platforms/") else "chat"
        context = Context(shop, channel, (Turn("customer", asked),), case.facts)  # type: ignore[arg-type]
        return self._wanyan.check((case.reply or "") * case.times, context).findings

    def _told(self, case: ProfileCase, shop: Shop) -> str:
        request = self._request(case, shop, None)
        reading = read_review(request.review) if request.review else None
        told = self._telling.tell(brief_for(request, shop, reading, self._wanyan.index))
        return "\n".join(text for _, text in told.messages)

    async def _drafted(self, case: ProfileCase, shop: Shop, platform: str | None) -> Draft:
        return await self._wanyan.draft(self._request(case, shop, platform))

    def _request(self, case: ProfileCase, shop: Shop, platform: str | None) -> Request:
        return Request(
            "review" if case.review else "chat",
            () if case.review else (Turn("customer", case.customer),),
            case.review,
            shop.id,
            case.agent,
            case.facts,
            platform=platform,
        )


def _problems(case: ProfileCase, seen: Seen) -> Iterator[str]:
    if seen.value is None:
        yield f"{case.of} has no {case.field} any more"
        return
    if case.id.endswith(_NO_CASE):
        yield "has no case"
    if case.value not in {None, seen.value}:
        yield f"{case.of} {case.field} is {seen.value}, not {case.value}"
    text = seen.draft.text if seen.draft else ""
    yield from (f"customers are no longer told “{words}” (but “{text}”)" for words in _absent(case.says, text))
    yield from (f"customers are told “{words}” (“{text}”)" for words in case.never if words in text)
    yield from (f"models are no longer told “{words}”" for words in _absent(case.told, seen.told))
    yield from (f"models are told “{words}”" for words in case.never_told if words in seen.told)
    rules = {finding.rule for finding in seen.findings}
    levels = {f"{finding.rule}: {finding.level}" for finding in seen.findings}
    for wanted in case.found:
        if (rules | levels).isdisjoint(wanted.split(" | ")):
            yield f"{wanted} lets “{case.reply}” pass"
    yield from (f"{rule} stops “{case.reply}”" for rule in case.not_found if rule in rules | levels)
    if seen.draft and case.approval not in {None, seen.draft.approval.required}:
        yield "goes out with no supervisor" if case.approval else "waits for a supervisor"
    steps = "\n".join(seen.draft.next_steps) if seen.draft else ""
    yield from (f"the agent is not told “{words}”" for words in _absent(case.steps, steps))
    yield from (f"the agent is told “{words}”" for words in case.no_steps if words in steps)
    if case.day is not None and seen.day != case.day:
        yield f"it is {seen.day} by the shop's clocks, not {case.day}"


def _absent(wanted: tuple[str, ...], text: str) -> Iterator[str]:
    return (words for words in wanted if not any(one in text for one in words.split(" | ")))
