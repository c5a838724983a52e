"""The suite of grounds: what a model states without one is not shown, what has one is; our drafts have theirs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, model_validator

from evals.cases import CASES, Case, load
from evals.grounds import unsupported
from evals.local_model import Answer, Call
from evals.parts import built
from evals.scripted import Scripted, scripted
from evals.suite import Count, Judgement, Suite, Task, confusions
from evals.suites.chat import Chat
from evals.suites.review import PublicReview
from rag.domain import Draft, Facts, Request, Review, Turn
from rag.settings import Settings
from rag.wiring import Wanyan

_CARDS = re.compile(r"^### ([\w-]+)：", re.MULTILINE)
_NAMED = re.compile(r"改（([\w-]+)）")
"""A rule, as the prompt for repairs names it."""


class Statement(Case):
    """A question and a model's answer in two versions that differ in one statement."""

    about: str = Field(description="What the statement is about: money, date, days, carrier, stock, gift …")
    asked: str | None = Field(None, description="What the customer asks, …")
    review: Review | None = Field(None, description="… or the review that is answered.")
    shop: str = Field("handbook", description="The profile: handbook, return-leg or strict.")
    facts: Facts = Facts()
    holds: str = Field(description="The answer whose statement stands in facts, cards, terms or the talk.")
    false: str = Field(description="The same answer with a statement that stands nowhere, or goes against facts.")
    falls_short: str | None = Field(
        None, description="What is still done wrong here, where it is known: it counts for no gate."
    )

    @model_validator(mode="after")
    def _one_question(self) -> Statement:
        if (self.asked is None) == (self.review is None):
            raise ValueError("give `asked` or `review`")
        return self

    @property
    def request(self) -> Request:
        """The draft asked for."""
        turns = (Turn("customer", self.asked),) if self.asked else ()
        return Request("review" if self.review else "chat", turns, self.review, self.shop, facts=self.facts)


class Drafted(Case):
    """A request of the suites of whole drafts, for what our own draft of it rests on."""

    request: Request


@dataclass(frozen=True)
class Own:
    """The offline drafter's draft, and what of it stands nowhere."""

    draft: Draft
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class Versions:
    """What is shown where a model says what holds, and where it says the false version first."""

    true: Draft
    false: Draft
    caught_by: tuple[str, ...]
    """Rules that the false version's repair was told of."""


@dataclass
class _Saying:
    """A model that names every card it is shown; told to mend what it said, it says what holds."""

    first: str = ""
    then: str = ""
    told: str = ""
    """What it was told to mend."""

    def __call__(self, call: Call) -> Answer:
        """What it says first, or in place of that."""
        messages = call.body["messages"]
        repairing = len(messages) > 2
        if repairing:
            self.told = str(messages[-1]["content"])
        segment = {"text": self.then if repairing else self.first, "cards": _CARDS.findall(call.prompt)}
        return Answer(json.dumps({"segments": [segment], "missing_facts": []}, ensure_ascii=False))


AnyCase = Statement | Drafted
WEIGHTY = 4
"""Weight from which the requests of other suites are drafted here too: the rest would take as long again."""


class Groundedness(Suite[AnyCase, Versions | Own]):
    """Whether what is stated has to stand somewhere, whoever writes."""

    name = "groundedness"
    harm = "customers are told sums, days, couriers and promises that nobody knows of"
    case = Statement
    files = (CASES / "groundedness.yaml",)

    def cases(self, settings: Settings, dataset: Path | None = None) -> tuple[AnyCase, ...]:
        """The statements, and the weighty requests of the suites of whole drafts."""
        statements: tuple[AnyCase, ...] = load(Statement, (dataset,) if dataset else self.files)
        return statements if dataset else (*statements, *_weighty())

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[AnyCase, Versions | Own]]:
        """Both versions of a statement by a model at an endpoint; requests by the offline drafter."""
        wanyan, saying = built(settings), _Saying()
        with scripted(wanyan, saying) as parts:

            async def draft(case: AnyCase) -> Versions | Own:
                return await (_versions(case, parts, saying) if isinstance(case, Statement) else _own(case, wanyan))

            yield draft

    def judge(self, case: AnyCase, output: Versions | Own) -> Judgement:
        """Right where the false version is not shown and the other is, and where a draft's statements stand."""
        if isinstance(case, Statement) and isinstance(output, Versions):
            return _of_versions(case, output)
        if isinstance(output, Own):
            asked, said = case.request.customer_text, output.draft.text
            counts = (Count("supported", not output.wrong, True),)
            sources = tuple(citation.card for citation in output.draft.citations)
            return Judgement(output.wrong, counts, asked=asked, said=said, sources=sources)
        raise TypeError(type(output))

    def figures(self, judged: Sequence[tuple[AnyCase, Judgement]]) -> Mapping[str, float]:
        """`caught`: false versions not shown; `kept`: the others, shown as written; `supported`: our own drafts."""
        counted = [
            judgement for case, judgement in judged if not (isinstance(case, Statement) and case.falls_short)
        ]
        return {name: counts.recall for name, counts in confusions(counted).items()}


def _weighty() -> Iterator[Drafted]:
    """The requests of chats and reviews in which mistakes cost most."""
    for suite in (Chat(), PublicReview()):
        for case in load(suite.case, suite.files):
            if case.weight >= WEIGHTY:
                why = f"our own draft states what stands nowhere, or names an empty source ({case.why})"
                yield Drafted(
                    id=f"{suite.name}:{case.id}",
                    why=why,
                    origin=case.origin,
                    weight=case.weight,
                    request=case.request(),
                )


async def _versions(case: Statement, parts: Scripted, saying: _Saying) -> Versions:
    saying.first = saying.then = case.holds
    true = await parts.drafting(parts.model()).draft(case.request)
    saying.first, saying.told = case.false, ""
    false = await parts.drafting(parts.model()).draft(case.request)  # another model: answers are remembered
    return Versions(true, false, tuple(dict.fromkeys(_NAMED.findall(saying.told))))


async def _own(case: Drafted, wanyan: Wanyan) -> Own:
    draft = await wanyan.draft(case.request)
    return Own(draft, tuple(unsupported(draft, case.request, wanyan.shops[draft.shop], wanyan.index)))


def _of_versions(case: Statement, output: Versions) -> Judgement:
    caught, kept = output.false.text != case.false, output.true.text == case.holds
    mended = not (caught and kept) or output.false.text == case.holds
    told = {
        f"a false statement ({case.about}) is shown: {case.false!r}: {case.why}": caught,
        f"a statement that holds ({case.about}) is not kept: {case.holds!r} became {output.true.text!r}": kept,
        f"a model that mends what it said is not heard: {case.holds!r} became {output.false.text!r}": mended,
    }
    return Judgement(
        problems=tuple(problem for problem, right in told.items() if not right),
        counts=(Count("caught", caught, True), Count("kept", kept, True)),
        asked=case.request.customer_text,
        said=output.false.text,
        findings=output.caught_by,
    )
