"""Judges whole drafts: what a moment of a shop's day asks of its draft, in words that a shop manager can write."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from evals.cases import Case
from evals.parts import built
from evals.suite import Judgement, Suite, Task, share
from rag.domain import Draft, Facts, Language, Request, Sentiment, Stage
from rag.settings import Settings
from rag.text import has_han, reading_length, sentence_spans

Saying = str | Mapping[str, str]
"""Words to look for, a bar between those that do equally well, `/…/` for a pattern; or these with their harm."""


class Expected(BaseModel):
    """What a draft must be. Only what is given is judged, besides what every draft must keep to."""

    model_config = ConfigDict(frozen=True)

    must_say: tuple[Saying, ...] = Field(
        default=(),
        description="Each of these: words, alternatives with ` | ` between, or a /pattern/; `words: harm`.",
    )
    must_not_say: tuple[Saying, ...] = Field(default=(), description="None of these, written likewise.")
    begins: tuple[Saying, ...] = Field(default=(), description="Each of these stands in the first sentence.")
    ends: tuple[Saying, ...] = Field(default=(), description="Each of these stands in the last sentence.")
    in_order: tuple[str, ...] = Field(default=(), description="These stand in this order.")
    once: tuple[str, ...] = Field(default=(), description="Each of these stands there once and no more.")
    mended: bool = Field(
        default=False, description="Whether the rules mend it first: a shop's apology before a refusal comes so."
    )
    longest: int | None = Field(default=None, description="Most characters of the whole draft.")
    language: Language | None = Field(default=None, description="As the customer writes, where nothing is given.")
    stage: Stage | None = None
    topics: tuple[str, ...] = Field(
        default=(), description="Topics that it takes up, others may stand beside them."
    )
    sentiment: Sentiment | None = None
    cites: tuple[str, ...] = Field(
        default=(), description="Ids of cards it rests on, alternatives with ` | ` between."
    )
    needs: tuple[str, ...] = Field(default=(), description="What it asks for: needs, or questions left open.")
    knows: tuple[str, ...] = Field(default=(), description="Needs that it does not ask for: they are known.")
    next_steps: tuple[Saying, ...] = Field(
        default=(), description="What it tells the agent to do besides replying."
    )
    no_steps: tuple[Saying, ...] = Field(default=(), description="What it must not tell the agent to do.")


class DraftCase(Case):
    """A moment of a shop's day."""

    shop: str = Field("handbook", description="The profile: handbook, return-leg or strict.")
    agent: str | None = Field(default=None, description="The agent's number or name.")
    facts: Facts = Field(default=Facts(), description="What the shop's systems know.")
    instruction: str | None = Field(default=None, description="What the agent asks of the draft.")
    hard: bool = Field(default=False, description="Written to be hard: not every one of these has to pass yet.")
    falls_short: str | None = Field(
        default=None, description="What is still done wrong here, where it is known: it counts for no gate."
    )

    @property
    def asked(self) -> str:
        """What the customer wrote, all of it."""
        return ""

    def request(self) -> Request:
        """The request for a draft."""
        raise NotImplementedError


C = TypeVar("C", bound=DraftCase)


class Drafting(Suite[C, Draft]):
    """Drafts every case and judges the draft whole."""

    drafts: ClassVar[bool] = True
    slow: ClassVar[bool] = True

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[C, Draft]]:
        """The draft of a case."""
        wanyan = built(settings)

        async def draft(case: C) -> Draft:
            return await wanyan.draft(case.request())

        yield draft

    def judge(self, case: C, output: Draft) -> Judgement:
        """All that the draft falls short of."""
        return Judgement(
            problems=tuple(self.problems(case, output)),
            asked=case.asked,
            said=output.text,
            findings=tuple(f"{finding.rule}: {finding.text}" for finding in output.findings),
            sources=tuple(citation.card for citation in output.citations),
        )

    @abstractmethod
    def problems(self, case: C, draft: Draft) -> Iterator[str]:
        """What is wrong with the draft, a line each with its harm."""

    def figures(self, judged: Sequence[tuple[C, Judgement]]) -> Mapping[str, float]:
        """Share of the drafts that are all they must be, the hard cases apart."""
        counted = [(case, judgement) for case, judgement in judged if case.falls_short is None]
        return {
            "moments": _right([judgement for case, judgement in counted if not case.hard]),
            "hard": _right([judgement for case, judgement in counted if case.hard]),
        }


def _right(judgements: Sequence[Judgement]) -> float:
    return share(sum(not judgement.problems for judgement in judgements), len(judgements))


def shortcomings(case: DraftCase, expect: Expected, draft: Draft) -> Iterator[str]:
    """What is wrong with a draft of either channel."""
    if draft.status == "blocked":
        yield "is blocked: the customer gets no answer"
        return
    for finding in draft.findings:
        if finding.level == "error":
            yield f"breaks {finding.rule} with {finding.text!r}: words that no customer may read are shown"
    made = draft.made_by
    if made.drafter == "offline" and not expect.mended and (made.repairs or made.fallback == "rules"):
        yield "had to be mended: our rules refuse the wording that was approved, and second-best words are shown"
    yield from _words(case.why, expect, draft)
    yield from _script(case.asked, expect, draft)
    yield from _readings(expect, draft)
    yield from _grounds(case.why, expect, draft)
    if expect.longest is not None and len(draft.text) > expect.longest:
        yield f"has {len(draft.text)} characters, more than {expect.longest}: nobody reads it to its end"


# Words -----------------------------------------------------------------------------------------------


def _words(why: str, expect: Expected, draft: Draft) -> Iterator[str]:
    sentences = [draft.text[start:end] for start, end in sentence_spans(draft.text)] or [""]
    for saying in expect.must_say:
        yield from _missing("does not say", saying, draft.text, why)
    for saying in expect.must_not_say:
        yield from _unwanted("says", saying, draft.text, why)
    for saying in expect.begins:
        yield from _missing("does not begin with", saying, sentences[0], why)
    for saying in expect.ends:
        yield from _missing("does not end with", saying, sentences[-1], why)
    yield from _order(why, expect, draft.text)


def _order(why: str, expect: Expected, text: str) -> Iterator[str]:
    at = 0
    for words in expect.in_order:
        if (found := _places(words, text[at:])) == []:
            yield f"does not say {_named(words)} in its turn: {why}"
            return
        at += found[0][1]
    for words in expect.once:
        if (times := len(_places(words, text))) != 1:
            yield f"says {_named(words)} {times} times, not once: {why}"


def _missing(lacks: str, saying: Saying, text: str, why: str) -> Iterator[str]:
    for words, harm in _with_harm(saying, why):
        if not _places(words, text):
            yield f"{lacks} {_named(words)}: {harm}"


def _unwanted(has: str, saying: Saying, text: str, why: str) -> Iterator[str]:
    for words, harm in _with_harm(saying, why):
        if found := _places(words, text):
            yield f"{has} {text[slice(*found[0])]!r}: {harm}"


def _with_harm(saying: Saying, why: str) -> list[tuple[str, str]]:
    return [(saying, why)] if isinstance(saying, str) else list(saying.items())


def _places(words: str, text: str) -> list[tuple[int, int]]:
    """Where any of the alternatives stands, capitals or not, a number whole; where a pattern matches."""
    if len(words) > 1 and words[0] == words[-1] == "/":
        return [match.span() for match in re.finditer(words[1:-1], text)]
    wanted = "|".join(map(_whole, words.split(" | ")))
    return [match.span() for match in re.finditer(wanted, text, re.IGNORECASE)]


def _whole(words: str) -> str:
    """A pattern for words; figures at an end are no part of a longer number."""
    words = words.strip()
    before, after = r"(?<!\d)" * words[:1].isdigit(), r"(?!\d)" * words[-1:].isdigit()
    return f"{before}{re.escape(words)}{after}"


def _named(words: str) -> str:
    return words.replace(" | ", " or ")


# Language and shape ----------------------------------------------------------------------------------


def written_in(text: str) -> Language:
    """The language a customer writes, by what other encodings can hold: a reading of our own."""
    if not has_han(text):
        return "en" if re.search(r"[A-Za-z]{2}", _LINK.sub("", text)) else "zh-Hans"
    return "zh-Hant" if _beyond(text, "gb2312") - _beyond(text, "big5") else "zh-Hans"


_LINK = re.compile(r"https?://\S+")
_ENCODINGS: Mapping[Language, str] = {"zh-Hans": "gb2312", "zh-Hant": "big5", "en": "ascii"}
"""Encodings that hold the characters of one script, and hardly another's."""


def _script(asked: str, expect: Expected, draft: Draft) -> Iterator[str]:
    language = expect.language or written_in(asked)
    if draft.language != language:
        yield f"is taken for {draft.language}, not {language}: the customer is answered in another language"
    strange = _beyond(draft.text, _ENCODINGS[language]) - set(asked)
    if strange:
        yield f"has {''.join(sorted(strange))}, which is not {language}: the customer reads two scripts in one"
    long = max(map(reading_length, draft.segments), default=0)
    if draft.channel == "chat" and long > _LONGEST_MESSAGE:
        yield f"has a message of {long} characters: a wall of text that nobody reads in a chat"


_LONGEST_MESSAGE = 120
"""Characters of one chat message, as the shops' profiles have it."""


def _beyond(text: str, encoding: str) -> set[str]:
    """The Han characters that an encoding does not hold."""
    return {char for char in text if "一" <= char <= "鿿" and not char.encode(encoding, "ignore")}


# Readings and grounds --------------------------------------------------------------------------------


def _readings(expect: Expected, draft: Draft) -> Iterator[str]:
    if expect.stage and draft.stage != expect.stage:
        yield f"stands at the stage {draft.stage}, not {expect.stage}: the agent is led along the wrong steps"
    if expect.sentiment and draft.sentiment != expect.sentiment:
        yield f"reads the customer as {draft.sentiment}, not {expect.sentiment}: the tone goes wrong, and reports"
    if missing := sorted(set(expect.topics) - set(draft.topics)):
        taken = ", ".join(draft.topics)
        yield f"does not take up {', '.join(missing)} (but {taken}): what the customer came for is passed over"


def _grounds(why: str, expect: Expected, draft: Draft) -> Iterator[str]:
    cited = {citation.card for citation in draft.citations}
    for cards in expect.cites:
        if cited.isdisjoint(map(str.strip, cards.split("|"))):
            told = ", ".join(sorted(cited)) or "nothing"
            yield f"does not rest on {_named(cards)} but on {told}: nobody can look up what the answer stands on"
    for name in expect.needs:
        if not any(name in fact for fact in draft.missing_facts):
            yield f"does not ask for {name}: {why}"
    for name in expect.knows:
        if any(name in fact for fact in draft.missing_facts):
            yield f"asks for {name}, which is known: the customer has to say it twice"
    steps = "\n".join(draft.next_steps)
    for saying in expect.next_steps:
        yield from _missing("does not tell the agent the next step", saying, steps, why)
    for saying in expect.no_steps:
        yield from _unwanted("tells the agent the next step", saying, steps, why)
