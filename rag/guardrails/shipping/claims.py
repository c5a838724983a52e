"""What a reply claims about who pays which leg, under which condition, found in free wording.

Each clause is read for payer expressions; a claim stands where shipping is its topic: named in the clause, shortly
before it, or in the customer's question. Questions, the customer's words handed back, other shops' ways and the
postage of purchases make none (docs/rules/return-shipping.md, section 2).
"""

from __future__ import annotations

from dataclasses import replace

from rag.guardrails.reading import Reading
from rag.guardrails.shipping import bearing, payers_en, payers_zh
from rag.guardrails.shipping.branches import branched
from rag.guardrails.shipping.conditions import Condition, Conditions
from rag.guardrails.shipping.payers import Statement
from rag.guardrails.shipping.pieces import pieces_of
from rag.guardrails.shipping.settled import Claim, settled
from rag.guardrails.shipping.silence import claims_nothing
from rag.guardrails.shipping.topic import (
    ALONE,
    AMOUNT,
    ASKED_COST,
    CARRIAGE,
    CLOSE,
    FIGURES,
    GOODS_MONEY,
    IT,
    LIKEWISE,
    OTHER_LEG,
    PAID_OUT,
    PAYS_IT_BACK,
    SENDS,
    SUMS,
    TURNS_BACK,
    answering,
    answers,
    insures,
)
from rag.guardrails.shipping.words import (
    COST,
    RETURN,
    RETURN_MATTER,
    SHIPPING,
    TRIP,
    Leg,
    about_purchase,
    legs_of,
)
from rag.text import Clause, has_han


def claims(reading: Reading, customer: str = "", returning: bool = False) -> tuple[Claim, ...]:
    """The claims of a reply in order.

    `customer` is what the customer said, folded; `returning` whether a return is known to be the matter.
    """
    text = reading.folded.text
    if not (returning or RETURN_MATTER.search(text) or RETURN_MATTER.search(customer)):
        return ()
    pieces = pieces_of(reading.clauses)
    return _Reader(text, pieces, customer).read()


class _Reader:
    """One pass over the pieces of a reply, the topic carried along."""

    def __init__(self, text: str, pieces: tuple[Clause, ...], customer: str) -> None:
        self.text = text
        self.pieces = pieces
        self.conditions = Conditions(text, pieces)
        self.advanced = -_PAYS_BACK_WITHIN
        self.purchases: dict[int, bool] = {}
        self.returned = RETURN_MATTER.search(customer) is not None
        self.asked = self.returned and ASKED_COST.search(customer) is not None
        self.returned = self.returned or TURNS_BACK.search(text) is not None

    def read(self) -> tuple[Claim, ...]:
        found: list[Claim] = []
        topic: int | None = None
        amounts = FIGURES.search(self.text) is not None
        for index, piece in enumerate(self.pieces):
            named = SHIPPING.search(piece.text) or CARRIAGE.search(piece.text)
            if named or (amounts and AMOUNT.search(piece.text) and legs_of(piece.text)):
                topic = index
            elif topic is not None and piece.sentence > self.pieces[topic].sentence + 2:
                topic = None
            found.extend(self._of(index, topic) or self._echo(index, found))
        return branched(settled(found), self.text)

    def _of(self, index: int, topic: int | None) -> list[Claim]:
        piece = self.pieces[index]
        if not self._goes_on(index, topic) and not self._may_stand_alone(index):
            return []
        told = [
            self._named_before(index, said)
            for said in self._statements(index, topic)
            if self._about(index, topic, said)
        ]
        if any(said.manner == "advance" for said in told):
            self.advanced = index
        if not told and (named_alone := self._labelled(index)) is not None:
            told = [named_alone]
        if not told and topic == index and insures(piece.text):
            told = [Statement(len(piece.text), len(piece.text), "insurer")]
        return [self._claim(index, topic, said) for said in told] if told and not self._silent(index) else []

    def _goes_on(self, index: int, topic: int | None) -> bool:
        """Whether the talk is of shipping still: in its sentence, the next clause, or past a question of ours."""
        if topic is None:
            return False
        near = self.pieces[index].sentence == self.pieces[topic].sentence or index == topic + 1
        return near or self._asks_between(topic, index) or self._elliptic(index, topic)

    def _elliptic(self, index: int, topic: int) -> bool:
        """运费看谁的问题。我的, 我管。您的, 您管: a bare party and its bearing go on from shortly before."""
        return index - topic <= _ELLIPTIC_WITHIN and bearing.alone(self.pieces[index].text) is not None

    def _statements(self, index: int, topic: int | None) -> list[Statement]:
        """The payers a clause names: by the verbs we know, else by the places of party and postage."""
        text = self.pieces[index].text
        told = _statements(text)
        if told or topic is None:
            return told
        if topic == index - 1 and (headed := bearing.under(self.pieces[topic].text, text)) is not None:
            return [headed]
        if topic == index or text.startswith("钱"):
            return list(bearing.statements(text))
        after = bearing.alone(text)
        return [after] if after is not None else told

    def _echo(self, index: int, found: list[Claim]) -> list[Claim]:
        """发货那趟也一样 · as will the first postage: another leg put on whoever was named before."""
        piece, last = self.pieces[index], found[-1] if found else None
        if last is None or last.end + _NEAR < piece.start or LIKEWISE.search(piece.text) is None:
            return []
        legs = legs_of(piece.text)
        return [replace(last, start=piece.start, end=piece.end, legs=legs)] if legs else []

    def _may_stand_alone(self, index: int) -> bool:
        """Whether a clause is worth reading where the talk was not of shipping: most are not."""
        text = self.pieces[index].text
        return ALONE.search(text) is not None or self._named_next(index) or (self.asked and answering(text))

    def _named_before(self, index: int, said: Statement) -> Statement:
        """退货的邮费找它赔: who `it` is has been said shortly before, the insurer where that was insurance."""
        if said.payer != "seller" or IT.search(self.pieces[index].text) is None:
            return said
        nearby = self.pieces[max(0, index - 3) : index]
        return replace(said, payer="insurer") if any(insures(piece.text) for piece in nearby) else said

    def _labelled(self, index: int) -> Statement | None:
        """退货运费承担方: 买家 — a party alone after a colon, as forms say it."""
        piece = self.pieces[index]
        if (
            index == 0
            or self.text[piece.start - 1 : piece.start] != ":"
            or not COST.search(self.pieces[index - 1].text)
        ):
            return None
        payer = payers_zh.party_alone(piece.text)
        return Statement(0, len(piece.text), payer) if payer else None

    def _silent(self, index: int) -> bool:
        piece = self.pieces[index]
        asked = self.text[piece.end : piece.end + 1] == "?"
        return claims_nothing(piece.text, asked) or self._of_a_purchase(piece.sentence)

    def _of_a_purchase(self, sentence: int) -> bool:
        if sentence not in self.purchases:
            first, end = self.conditions.bounds(sentence)
            text = ",".join(piece.text for piece in self.pieces[first:end])
            self.purchases[sentence] = about_purchase(text, self.returned)
        return self.purchases[sentence]

    def _about(self, index: int, topic: int | None, said: Statement) -> bool:
        """Whether a payer expression is about the shipping of the return."""
        text = self.pieces[index].text
        if said.manner == "priced":
            return bool(legs_of(text))
        if said.manner == "refund" and GOODS_MONEY.search(text) and not COST.search(text):
            return False
        by_itself = said.manner in {"self_evident", "advance"} or said.payer == "insurer"
        asked = self.asked and answers(text, said)
        return by_itself or asked or self._named(index) or self._carried(index, topic, said)

    def _named(self, index: int) -> bool:
        """Whether the clause, or a short close after it, names the shipping."""
        text = self.pieces[index].text
        return any(pattern.search(text) for pattern in (COST, TRIP, RETURN, CARRIAGE)) or self._named_next(index)

    def _carried(self, index: int, topic: int | None, said: Statement) -> bool:
        """Whether the talk was of shipping shortly before."""
        text = self.pieces[index].text
        if said.manner == "refund" and index - self.advanced < _PAYS_BACK_WITHIN:
            return True
        if legs_of(text) and AMOUNT.search(text):
            return True
        if PAID_OUT.search(text) and self._sends_before(index):
            return True
        if said.manner in {"answer", "vague"} or topic is None:
            return False
        near = self.pieces[index].sentence == self.pieces[topic].sentence or self._asks_between(topic, index)
        goes_on = said.manner in {"plain", "spared"} or PAYS_IT_BACK.search(text) is not None
        return near or (index == topic + 1 and goes_on) or self._elliptic(index, topic)

    def _asks_between(self, topic: int, index: int) -> bool:
        """A fault? Postage is ours. Not your style? Then it's yours: a question of our own is a branch."""
        between = self.pieces[topic + 1 : index]
        return bool(between) and all(self.text[piece.end : piece.end + 1] == "?" for piece in between)

    def _sends_before(self, index: int) -> bool:
        """您寄来, 多少钱我转您: the sending named shortly before is what costs."""
        nearby = self.pieces[max(0, index - 2) : index]
        sentence = self.pieces[index].sentence
        return any(piece.sentence == sentence and SENDS.search(piece.text) for piece in nearby)

    def _named_next(self, index: int) -> bool:
        """Shipping named in a short close: we'll pay for everything, postage included."""
        if index + 1 == len(self.pieces):
            return False
        piece, after = self.pieces[index], self.pieces[index + 1]
        return piece.sentence == after.sentence and CLOSE.search(after.text) is not None

    def _claim(self, index: int, topic: int | None, said: Statement) -> Claim:
        piece = self.pieces[index]
        legs = legs_of(piece.text)
        if self.text[piece.start - 1 : piece.start] == "、":
            legs |= _listed(self.pieces[index - 1].text)
        if SUMS.search(piece.text):
            first, _ = self.conditions.bounds(piece.sentence)
            legs = legs.union(*(legs_of(before.text) for before in self.pieces[first:index]))
        if said.payer == "seller" and not legs & {"outbound"} and OTHER_LEG.search(piece.text):
            legs = frozenset({"outbound"})
        condition = self.conditions.at(index, piece.start + said.start)
        if not legs and (not COST.search(piece.text) or self._named_next(index)):
            legs = self._legs_nearby(index, topic, condition)
        return Claim(piece.start, piece.end, said.payer, legs, condition, said.manner, piece.start + said.start)

    def _legs_nearby(self, index: int, topic: int | None, condition: Condition) -> frozenset[Leg]:
        """The legs of the clause that named the shipping, where the payer's own clause does not."""
        if self._named_next(index):
            return legs_of(self.pieces[index + 1].text)
        if topic is None or topic >= index:
            return frozenset()
        named = self.pieces[topic]
        other_branch = self.conditions.at(topic, named.end) not in {condition, "none"}
        return frozenset() if other_branch and any(_statements(named.text)) else legs_of(named.text)


def _statements(text: str) -> list[Statement]:
    return list(payers_zh.statements(text) if has_han(text) else payers_en.statements(text))


def _listed(text: str) -> frozenset[Leg]:
    """寄回、再发的邮费都请您付: the legs that head a list, where no payer of their own follows them."""
    return frozenset() if any(_statements(text)) else legs_of(text)


_ELLIPTIC_WITHIN = 4
"""Clauses after the shipping in which a bare party and its bearing are about it."""
_NEAR = 3
"""Characters between a clause and what it says the same of."""
_PAYS_BACK_WITHIN = 4
"""Clauses after an advance in which what is given back is what was advanced."""
