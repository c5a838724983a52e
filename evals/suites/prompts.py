"""The suite of prompts: what a model is told, part by part, and what becomes of customers where it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, NoReturn, cast

from pydantic import Field

from evals.cases import CASES, Case, load
from evals.parts import built
from evals.suite import Judgement, Suite, Task
from evals.suites.prompt_texts import ApprovedCase, example_cases, example_problems, section_cases
from rag.briefing import brief_for
from rag.domain import Facts, Finding, Hit, Passage, Request, Review, Turn
from rag.drafters.budget import tokens
from rag.drafters.drafter import Brief, Matter
from rag.drafters.opinion import LlmReader
from rag.drafters.told import Telling
from rag.endpoint.calling import Endpoint
from rag.errors import ModelError
from rag.masking import masks_of
from rag.prompts import Prompt, load_prompts
from rag.reviews.reading import read_review
from rag.settings import Settings
from rag.wiring import Wanyan, telling

_FENCED = re.compile(r"^```jsonl$\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CAUGHT = "您好，明天到货"
"""The draft that is to be mended, and what is wrong with it."""
_FINDING = Finding("delivery-guarantee", "error", "到货由快递决定", 3, 7, "明天到货", "说明发货时间")
_OPINION = {
    "complaint": "没有说明原因",
    "marked": "没有货",
    "reply": "这款没有货了",
    "customer": "还有吗",
}


class PromptCase(Case):
    """A request, and what a part of the prompt made of it must tell a model."""

    of: Literal["chat", "review", "repair", "opinion"] = Field("chat", description="Which prompt is looked at.")
    part: str = Field(
        description="`standing` (told first), `task`, `draft`, `repair`, `all`, or the beginning of a heading."
    )
    holds: tuple[str, ...] = Field((), description="Words that must stand there.")
    never: tuple[str, ...] = Field((), description="Words that must not.")
    order: tuple[str, ...] = Field((), description="Words that must stand there in this order.")
    only_data: tuple[str, ...] = Field((), description="Words that must stand between fences, and nowhere else.")
    shop: str = Field("handbook", description="The profile: handbook, return-leg or strict.")
    turns: tuple[str | Mapping[str, str], ...] = Field(
        ("在吗",), description="The talk: a text is the customer's, `agent: text` the agent's."
    )
    review: Review = Field(Review("很好", 5), description="The review, where one is answered.")
    facts: Facts = Field(Facts(), description="What the shop's systems know.")
    agent: str | None = Field(None, description="The agent's number or name.")
    instruction: str | None = Field(None, description="What the agent asks of the draft.")
    variant: int = Field(0, description="The how many-th way to say the same, of a review.")
    cards: Literal["found", "none"] = Field("found", description="`none`: as if search found nothing.")
    passage: str | None = Field(None, description="An unreviewed document that search brings as well.")
    talk_of: int = Field(0, description="So many messages went before.")
    budget: int | None = Field(None, description="Tokens that a prompt may take.")
    most_tokens: int | None = Field(None, description="Tokens that this one may take at most.")
    suggestion: str | None = Field(None, description="What would be right, as the finding to be mended says it.")
    rule: str = Field("unexplained-negation", description="The rule that a second opinion is asked about.")

    @property
    def talk(self) -> tuple[Turn, ...]:
        """The talk, with what went before."""
        before = [f"第{number}句，包裹怎么还没有动静呢" for number in range(self.talk_of)]
        roles: tuple[Literal["customer", "agent"], ...] = ("customer", "agent")
        long = (Turn(roles[number % 2], text) for number, text in enumerate(before))
        return (*long, *map(_turn, self.turns))


def _turn(said: str | Mapping[str, str]) -> Turn:
    return Turn("customer", said) if isinstance(said, str) else Turn("agent", said["agent"])


@dataclass(frozen=True)
class Shown:
    """What a model was told, by message; `problems` what is wrong with it whatever a case asks."""

    messages: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def part(self, name: str) -> str | None:
        """A message, all of them, or the section whose heading begins so; None where there is none."""
        whole = "\n".join(self.messages.values())
        if name == "all" or name in self.messages:
            return self.messages.get(name, whole)
        sections = re.split(r"^## ", whole, flags=re.MULTILINE)
        return next((section for section in sections[1:] if section.startswith(name)), None)


AnyCase = PromptCase | ApprovedCase


class Prompts(Suite[AnyCase, Shown]):
    """What the real path tells a model of a request; every section and example approved word for word."""

    name = "prompts"
    harm = "models are told something else than was approved, and write to customers accordingly"
    case = PromptCase
    files = (CASES / "prompts.yaml", CASES / "prompts_review.yaml")

    def cases(self, settings: Settings, dataset: Path | None = None) -> tuple[AnyCase, ...]:
        """The project's own, and one of every section and example; those of a file alone where one is given."""
        own = load(PromptCase, (dataset,) if dataset else self.files)
        if dataset:
            return own
        return (*own, *section_cases(settings.prompts), *example_cases(settings.prompts))

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[AnyCase, Shown]]:
        """What is told; of an example, what its answer breaks."""
        wanyan = built(settings)
        showing = Showing(settings, wanyan)

        async def show(case: AnyCase) -> Shown:
            if isinstance(case, PromptCase):
                return await showing.shown(case)
            if case.example is None:
                return Shown()
            return Shown(problems=await example_problems(case.example, wanyan, showing.telling))

        yield show

    def judge(self, case: AnyCase, output: Shown) -> Judgement:
        """Right where the part has what it must and nothing that it must not."""
        if isinstance(case, ApprovedCase):
            return Judgement(output.problems, said=case.text, approved=case.text)
        problems = [*output.problems, *_problems(case, output)]
        return Judgement(tuple(dict.fromkeys(f"{problem}: {case.why}" for problem in problems)), asked=case.part)


def _problems(case: PromptCase, shown: Shown) -> Iterator[str]:
    part = shown.part(case.part)
    if part is None:
        yield f"models are told nothing under “{case.part}”"
        return
    outside = _FENCED.sub("", part)
    yield from (f"models are no longer told “{words}”" for words in case.holds if words not in part)
    yield from (f"models are told “{words}”" for words in case.never if words in part)
    yield from (f"models do not see “{words}” as data" for words in case.only_data if words not in part)
    yield from (f"“{words}” stands outside of its fence" for words in case.only_data if words in outside)
    places = [part.find(words) for words in case.order]
    if -1 in places or places != sorted(places):
        yield f"models are not told in this order: {'; '.join(case.order)}"
    used = sum(map(tokens, shown.messages.values()))
    if case.most_tokens is not None and used > case.most_tokens:
        yield f"a prompt takes {used} tokens, more than {case.most_tokens}"


# What is told ----------------------------------------------------------------------------------------


class Showing:
    """Tells nobody what models would be told."""

    def __init__(self, settings: Settings, wanyan: Wanyan) -> None:
        self.telling: Telling = telling(settings, wanyan.checker)
        self._opinion = load_prompts(settings.prompts)["opinion"]
        self._wanyan = wanyan
        self._beginnings: dict[tuple[str, str], str] = {}
        """What every prompt of a shop begins with, by channel."""

    def with_prompt(self, prompt: Prompt) -> Showing:
        """The same with another prompt in the place of the one of its name."""
        other = copy(self)
        other.telling = replace(self.telling, prompts={**self.telling.prompts, prompt.name: prompt})
        other._opinion = prompt if prompt.name == "opinion" else self._opinion
        other._beginnings = {}
        return other

    async def shown(self, case: PromptCase) -> Shown:
        """The messages of the case's prompt."""
        return await self._asked(case) if case.of == "opinion" else self._told(case)

    def _told(self, case: PromptCase) -> Shown:
        brief = self.brief(case)
        told = replace(self.telling, budget=case.budget) if case.budget else self.telling
        try:
            messages = told.tell(brief, masks_of(brief.request).hide).messages
        except ModelError:
            return Shown(problems=("no prompt can be made of it",))
        shown = dict(zip(("standing", "task", "draft", "repair"), (text for _, text in messages), strict=False))
        first = self._beginnings.setdefault((case.shop, brief.request.channel), shown["standing"])
        same = first == shown["standing"]
        return Shown(
            shown, () if same else ("prompts of one shop begin differently, and every call is paid in full",)
        )

    def brief(self, case: PromptCase) -> Brief:
        """What a drafter would be given."""
        review = case.review if case.of == "review" else None
        request = Request(
            "review" if review else "chat",
            () if review else case.talk,
            review,
            case.shop,
            case.agent,
            case.facts,
            instruction=case.instruction,
            variant=case.variant,
        )
        reading = read_review(review) if review else None
        brief = brief_for(request, self._wanyan.shops[case.shop], reading, self._wanyan.index)
        if case.cards == "none":
            brief = replace(brief, matters=tuple(replace(one, hits=()) for one in brief.matters), status=None)
        if case.passage:
            brief = _with_passage(brief, case.passage)
        if case.of == "repair":
            right = _FINDING.suggestion if case.suggestion is None else case.suggestion or None
            brief = replace(brief, previous=(_CAUGHT,), findings=(replace(_FINDING, suggestion=right),))
        return brief

    async def _asked(self, case: PromptCase) -> Shown:
        endpoint = _Listening()
        meanings = {rule.id: rule.summary for rule in self._wanyan.checker.rules}
        reader = LlmReader(cast(Endpoint, endpoint), self._opinion, meanings, 1.0)
        with suppress(ModelError):
            await reader.upholds(case.rule, **_OPINION)
        return Shown(dict(zip(("standing", "task"), endpoint.heard, strict=False)))


def _with_passage(brief: Brief, text: str) -> Brief:
    passage = Hit(Passage("handbook-1", "手册", "handbook.txt", text), 0.5, 0.5)
    first, *others = brief.matters or (Matter("", ()),)
    return replace(brief, matters=(replace(first, hits=(*first.hits[:1], passage)), *others))


class _Listening:
    """Stands in for an endpoint and keeps what it is asked."""

    model_name = "none"

    def __init__(self) -> None:
        self.heard: tuple[str, ...] = ()

    async def ask(self, messages: Sequence[Any], *_: object, **__: object) -> NoReturn:
        """Answers nothing."""
        self.heard = tuple(message.content for message in messages)
        raise ModelError("listening")
