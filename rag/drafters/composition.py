"""A public reply as it grows: what has been said so far, by which cards, and which points that took up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rag.domain import Point
from rag.drafters.answering import Answer
from rag.drafters.details import Detail, listed
from rag.drafters.drafter import Brief
from rag.drafters.wording import Said, Speaker, pick
from rag.phrases import Phrases

_TURNS = 6
"""Wordings of a list that are looked at for one that repeats nothing."""
_STANDS_OUT = re.compile(
    r"谢|开心|高兴|放心|踏实|满意|喜欢|欣慰|抱歉|对不起|歉意|失望|一直|用心|认可|肯定|鼓励|鼓舞|惭愧|"
    r"您说|您提到|您反映|您指出|说到|看到|听|心意|这一批|后厨|排查|设施|机器|确实|换谁|珍惜|负责|核实|核对|正在查|马上|退换|处理|换谁|转给|改进|主管|专人|天天|值了|就[对值好]|"
    r"\b(?:thank|glad|happy|delighted|sorry|apolog|kind|batch|kitchen|anyone)"
)
"""Words that a reader notices when they come twice."""


@dataclass
class Composition:
    """Collects the sentences of a reply. Each wording is chosen so that it repeats little of those before."""

    brief: Brief
    speaker: Speaker
    phrases: Phrases
    parts: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    named: list[tuple[str, Point]] = field(default_factory=list)
    """Sentences, and the points each names."""
    lists: set[str] = field(default_factory=set)
    """Lists of phrases that were drawn from."""

    @property
    def text(self) -> str:
        """What has been said so far."""
        return (" " if self.brief.language == "en" else "").join(self.parts)

    def chance(self, of: str, among: int) -> int:
        """A number below `among`, always the same for this review."""
        return pick(f"{self.speaker.seed}|{of}", among)

    def say(self, name: str, details: Sequence[Detail] = (), *, clauses: bool = False) -> bool:
        """Add a phrase of a list, with the details set in, as clauses where asked; whether one could be said."""
        words = [detail.clause if clauses else detail.subject or detail.said for detail in details]
        point = listed(words, self.brief.language) if words else ""
        view = replace(self.speaker.view, given={"point": point})
        wordings = self.phrases[name]
        said = self._freshest(self.speaker.choices(wordings, name, view)[:_TURNS])
        if said is None:
            return False
        self.parts.append(said.text)
        self.lists.add(name)
        self.named += [(said.text, detail.point) for detail in details]
        return True

    def say_card(self, answer: Answer, details: Sequence[Detail] = ()) -> None:
        """Add what a card has to say, led in by the details it is about."""
        if details:
            self.say("review_about" if details[0].said else "review_about_subject", details)
        lead = self.parts.pop() if details and self.parts else ""
        card = answer.card
        said = self._freshest(self.speaker.choices(card.say, card.id)[:_TURNS]) or answer.said
        space = " " if lead and self.brief.language == "en" else ""
        self.parts.append(f"{lead}{space}{said.text}")
        self.answers.append(replace(answer, said=said))

    def say_unnamed(self, answer: Answer) -> bool:
        """Say in general words what the card says, where none of its points can be named; whether that was done."""
        if not self.say("review_unnamed"):
            return False
        self.answers.append(replace(answer, said=Said(self.parts[-1])))
        return True

    def _freshest(self, choices: Sequence[Said]) -> Said | None:
        """The first of those that repeat the least of what was said."""
        before = self.text
        return min(choices, key=lambda said: _repeats(said.text, before), default=None)


def _repeats(text: str, before: str) -> int:
    return sum(word in before for word in set(_STANDS_OUT.findall(text)))
