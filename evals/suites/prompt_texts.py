"""Makes a case of every section of the prompts and of every example, which change only where somebody approves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal

from evals.cases import Case
from rag.domain import Request
from rag.drafters.drafter import Brief, Proposal
from rag.drafters.statements import Statements, read
from rag.drafters.told import Telling
from rag.drafting import Drafting
from rag.examples import Answer, Example, known, load_examples
from rag.prompts import NAMES, as_data
from rag.textfiles import read_text
from rag.wiring import Wanyan

_HARMS = {
    "reply": "every chat that a model answers goes by words that nobody has approved",
    "review": "every public reply that a model writes goes by words that nobody has approved",
    "repair": "drafts that were caught are mended by words that nobody has approved",
    "opinion": "doubtful findings are dismissed or upheld by words that nobody has approved",
}


class ApprovedCase(Case):
    """A section of a prompt, or an example with the answer that models imitate."""

    text: str
    example: Example | None = None


def section_cases(prompts: Path) -> Iterator[ApprovedCase]:
    """The sections of every prompt, by their headings."""
    for name in NAMES:
        for heading, text in _sections(read_text(prompts / f"{name}.md")):
            yield ApprovedCase(id=f"{name}.md · {heading}", why=_HARMS[name], origin="prompts", weight=3, text=text)


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """Heading and text of each section; what stands before a message's first heading goes by its number."""
    _, front, *messages = re.split(r"^---\s*$", text, flags=re.MULTILINE)
    yield "inputs", front.strip()
    for number, message in enumerate(messages, 1):
        first, *sections = re.split(r"^## ", message, flags=re.MULTILINE)
        if first.strip():
            yield f"message {number}", first.strip()
        for section in sections:
            heading, _, body = section.partition("\n")
            yield re.split(r"[（(]", heading)[0].strip(), f"{heading}\n{body}".strip()


# Examples --------------------------------------------------------------------------------------------


def example_cases(prompts: Path) -> Iterator[ApprovedCase]:
    """Every example that prompts show."""
    for example in load_examples(prompts / "examples"):
        given, answer = example.given, example.answer
        asked = given.review.text if given.review else given.turns[-1].text
        said = [known(asdict(given.review))] if given.review else [asdict(turn) for turn in given.turns]
        of = f"{example.channel}, {example.language}: {', '.join(example.topics)}"
        when = [f"when {path}: {', '.join(values)}" for path, values in example.when.items()]
        told = [f"{one.text} {list(one.cards)}" for one in answer.segments]
        told += [*(f"missing: {fact}" for fact in answer.missing_facts), *(f"do: {do}" for do in answer.next_steps)]
        told += [f"answered: {list(answer.answered)}"] if answer.answered else []
        shown = map(as_data, [*said, known(asdict(given.facts))])
        yield ApprovedCase(
            id=f"example · {example.id}",
            why=f"models imitate it: customers who write like “{asked}” are answered as nobody has approved",
            origin="prompts/examples",
            weight=2,
            text="\n".join([of, *when, *shown, *told]),
            example=example,
        )


@dataclass
class Answering:
    """Answers as an example does, through what reads models' answers; `read` is what they were read as."""

    answer: Answer
    telling: Telling
    read: list[Statements] = field(default_factory=list)
    name: Literal["llm", "offline"] = "llm"

    async def draft(self, brief: Brief) -> Proposal:
        """What the example's answer is read as for this brief."""
        statements = read(asdict(self.answer), brief)
        self.read.append(statements)
        return Proposal(
            segments=statements.texts,
            cards=statements.cards,
            citations=statements.citations,
            next_steps=statements.next_steps,
            points=statements.points,
            confidential=self.telling.tell(brief).confidential,
        )


async def example_problems(example: Example, wanyan: Wanyan, telling: Telling) -> tuple[str, ...]:
    """What the gate has against the example's answer, in the first shop of each answer that differs."""
    answers = {shop.id: answer for shop in wanyan.shops.values() if (answer := example.for_shop(shop))}
    found: list[str] = []
    for shop in {repr(answer): shop for shop, answer in reversed(answers.items())}.values():
        drafting = _as(answers[shop], wanyan, telling)
        given = example.given
        draft = await drafting.draft(Request(example.channel, given.turns, given.review, shop, facts=given.facts))
        found += [
            f"models imitate what {finding.rule} finds: “{finding.text}” ({shop})" for finding in draft.findings
        ]
        if draft.made_by.fallback is not None:
            found.append(f"models imitate an answer that is never let through ({shop}, {draft.made_by.fallback})")
    return tuple(found) if answers else ("no shop would answer so: models are shown nothing for such customers",)


def _as(answer: Answer, wanyan: Wanyan, telling: Telling) -> Drafting:
    return replace(wanyan.drafting, drafters=(Answering(answer, telling),), repairs=0, opinion=None)
