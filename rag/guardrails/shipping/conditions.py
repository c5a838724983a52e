"""Which cause a reply ties its words to: 如果是质量问题, 非质量问题, 属于个人原因的话, if you changed your mind.

A *mention* is a cause named in the reply. It is a condition where the reply supposes it, or names the kind of
case in general (质量问题我们承担); where the reply asserts it of this case (这是质量问题), it is none: the
established cause decides then, not what the reply says of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.guardrails.shipping.cause_words import MENTION
from rag.guardrails.shipping.suppositions import (
    ASSERTED,
    CARRIES_ON,
    CHECKED,
    CONSEQUENCE,
    REAL_QUESTION,
    SHORT_QUESTION,
    SUPPOSED,
    supposed_case,
)
from rag.text import Clause

Condition = Literal["none", "checked", "case", "quality", "seller_fault", "customer"]
"""`checked`: tied to our checking alone, which means a fault where nothing is established yet.

`case`: tied to something supposed in words that name no known cause (要是染料没固牢): the payer tells which it is.
"""


@dataclass(frozen=True)
class Mention:
    """A cause named at a place of the folded reply; `none` where it is asserted of this case."""

    start: int
    clause: int
    sentence: int
    condition: Condition
    supposed: bool


class Conditions:
    """The causes that a reply names, and which of them a place of the reply is tied to."""

    def __init__(self, text: str, clauses: Sequence[Clause]) -> None:
        self._text = text
        self._clauses = clauses
        self._sentences = [clause.sentence for clause in clauses]
        self._read: dict[int, tuple[Mention, ...]] = {}

    def at(self, index: int, position: int) -> Condition:
        """The condition that holds at a folded position of the clause number `index`."""
        mentions = self._mentions(self._clauses[index].sentence)
        place = bisect_right(mentions, position, key=_start)
        before = mentions[place - 1] if place else None
        if before is not None and before.clause == index:
            return before.condition
        after = self._after(mentions[place : place + 1], index)
        if after is not None and (before is None or after.clause == index):
            return after.condition
        if before is not None:
            return before.condition
        return self._carried(index) or self._checked(index)

    def _after(self, following: Sequence[Mention], index: int) -> Mention | None:
        """A condition that follows what it limits: 运费我们出, 如果是质量问题的话 · we pay if it is faulty."""
        if not following or not following[0].supposed:
            return None
        after = following[0]
        closes = after.clause == index + 1 == self.bounds(after.sentence)[1] - 1
        return after if closes or after.clause == index else None

    def _carried(self, index: int) -> Condition | None:
        """那来回运费我们出: the sentence before supposed the cause, this one goes on from it."""
        sentence = self._clauses[index].sentence
        if (asked := self._asked(sentence - 1)) is not None:
            return asked
        if not CARRIES_ON.match(self._clauses[self.bounds(sentence)[0]].text):
            return None
        before = self._mentions(sentence - 1)
        return before[-1].condition if before and before[-1].supposed else None

    def _asked(self, sentence: int) -> Condition | None:
        """Firing fault? Postage is ours: a short question that the next sentence answers supposes a case."""
        first, end = self.bounds(sentence)
        if end != first + 1:
            return None
        clause = self._clauses[first]
        if (
            not self._text.startswith("?", clause.end)
            or len(clause.text) > SHORT_QUESTION
            or REAL_QUESTION.search(clause.text)
        ):
            return None
        named = MENTION.search(clause.text)
        if named is None:
            return "case"
        return _NAMED.get(named.lastgroup, "quality")

    def _checked(self, index: int) -> Condition:
        """核实是运输碎的, 我们给您重发, 运费店里出: what follows our checking in its sentence rests on it."""
        first = max(self.bounds(self._clauses[index].sentence)[0], index - _CHECKED_FOR)
        nearby = self._clauses[first : index + 1]
        return "checked" if any(CHECKED.search(clause.text) for clause in nearby) else "none"

    def bounds(self, sentence: int) -> tuple[int, int]:
        """The numbers of a sentence's first clause and of the clause after its last."""
        return bisect_left(self._sentences, sentence), bisect_right(self._sentences, sentence)

    def _mentions(self, sentence: int) -> tuple[Mention, ...]:
        """The causes that a sentence names, in order; read when first asked for."""
        if sentence not in self._read:
            self._read[sentence] = tuple(self._find(sentence))
        return self._read[sentence]

    def _find(self, sentence: int) -> Iterator[Mention]:
        supposing = False
        previous: Condition | None = None
        first, end = self.bounds(sentence)
        for index in range(first, end):
            clause = self._clauses[index]
            found = list(MENTION.finditer(clause.text))
            supposing = supposing or SUPPOSED.search(clause.text) is not None or self._follows(index, end)
            named = any(match.lastgroup != "symptom" for match in found) or (found and supposing)
            if not named and (case := supposed_case(clause.text)) is not None:
                yield Mention(clause.start + case, index, sentence, "case", True)
            general = bool(found) and not ASSERTED.search(clause.text)
            for match in found:
                if match.lastgroup == "cleared" and previous not in {"quality", "seller_fault"}:
                    continue  # 没问题, 可以退: an assent
                symptom = match.lastgroup == "symptom"
                condition: Condition = "none"
                if supposing or (general and not symptom):
                    if match.lastgroup == "inverse":
                        condition = _TURNED.get(previous or self._named_before(sentence), "none")
                    else:
                        condition = _NAMED.get(match.lastgroup, "quality")
                    previous = condition
                elif symptom:
                    continue
                yield Mention(clause.start + match.start(), index, sentence, condition, supposing)

    def _named_before(self, sentence: int) -> Condition:
        """The cause named last in the sentences shortly before, for an otherwise/否则 to turn round."""
        for earlier in range(sentence - 1, max(-1, sentence - 1 - _TURNED_WITHIN), -1):
            named = [mention.condition for mention in self._mentions(earlier) if mention.condition != "none"]
            if named:
                return named[-1]
        return "none"

    def _follows(self, index: int, end: int) -> bool:
        """确实有毛病, 那来回运费我们出: the consequence marks what is before it as supposed."""
        return index + 1 < end and CONSEQUENCE.match(self._clauses[index + 1].text) is not None


def _start(mention: Mention) -> int:
    return mention.start


_CHECKED_FOR = 4
"""How many clauses a checking carries on for within its sentence."""
_TURNED_WITHIN = 3
"""How many sentences back an otherwise/否则 may reach."""


_TURNED: dict[Condition, Condition] = {"quality": "customer", "seller_fault": "customer", "customer": "quality"}
_NAMED: dict[str | None, Condition] = {
    "customer": "customer",
    "cleared": "customer",
    "seller_fault": "seller_fault",
}
