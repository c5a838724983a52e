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
from rag.guardrails.shipping.words import (
    COST,
    INSURANCE,
    RETURN,
    RETURN_MATTER,
    SHIPPING,
    TRIP,
    Leg,
    about_purchase,
    legs_of,
)
from rag.text import Clause, Pattern, has_han

_ASKED_COST = Pattern(rf"(?:{COST.source}|费用|扣钱|收费|要钱|免费|花钱)")
_INSURED = Pattern(
    r"赔|补偿|报|承担|生效|赠|送|含|有|带|包|支付|付|退|到账"
    r"|\b(?:cover|pay|refund|reimburse|includ|come|has|have|compensat)\w*"
)
_UNINSURED = Pattern(
    r"保险[^,]{0,4}不(?:会|能|给)?(?:赔|退|承担|管|报)"
    r"|(?:没有?|无|未|冇|不)[^,]{0,6}(?:运费|退货)?(?:保?险|投保|退换无忧)"
    r"|\b(?:no|not|without|\w+n't)\b[^,;]{0,24}insur"
)


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
        self.asked = self.returned and _ASKED_COST.search(customer) is not None
        self.returned = self.returned or _TURNS_BACK.search(text) is not None

    def read(self) -> tuple[Claim, ...]:
        found: list[Claim] = []
        topic: int | None = None
        amounts = _FIGURES.search(self.text) is not None
        for index, piece in enumerate(self.pieces):
            if SHIPPING.search(piece.text) or (amounts and _AMOUNT.search(piece.text) and legs_of(piece.text)):
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
        if not told and topic == index and _insures(piece.text):
            told = [Statement(len(piece.text), len(piece.text), "insurer")]
        return [self._claim(index, topic, said) for said in told] if told and not self._silent(index) else []

    def _goes_on(self, index: int, topic: int | None) -> bool:
        """Whether the talk is of shipping still: in its sentence, the next clause, or past a question of ours."""
        if topic is None:
            return False
        near = self.pieces[index].sentence == self.pieces[topic].sentence or index == topic + 1
        return near or self._asks_between(topic, index)

    def _statements(self, index: int, topic: int | None) -> list[Statement]:
        """The payers a clause names: by the verbs we know, else by the places of party and postage."""
        text = self.pieces[index].text
        told = _statements(text)
        if told or (topic != index and not text.startswith("钱")):
            return told
        placed = list(bearing.statements_zh(text) if has_han(text) else bearing.statements_en(text))
        if not placed and _AMOUNT.search(text) and "return" in legs_of(text) and not _GIVES_BACK.search(text):
            return [Statement(len(text), len(text), "customer", "priced")]
        return placed

    def _echo(self, index: int, found: list[Claim]) -> list[Claim]:
        """发货那趟也一样 · as will the first postage: another leg put on whoever was named before."""
        piece, last = self.pieces[index], found[-1] if found else None
        if last is None or last.end + _NEAR < piece.start or _LIKEWISE.search(piece.text) is None:
            return []
        legs = legs_of(piece.text)
        return [replace(last, start=piece.start, end=piece.end, legs=legs)] if legs else []

    def _may_stand_alone(self, index: int) -> bool:
        """Whether a clause is worth reading where the talk was not of shipping: most are not."""
        text = self.pieces[index].text
        return _ALONE.search(text) is not None or self._named_next(index) or (self.asked and _answering(text))

    def _named_before(self, index: int, said: Statement) -> Statement:
        """退货的邮费找它赔: who `it` is has been said shortly before, the insurer where that was insurance."""
        if said.payer != "seller" or _IT.search(self.pieces[index].text) is None:
            return said
        nearby = self.pieces[max(0, index - 3) : index]
        return replace(said, payer="insurer") if any(INSURANCE.search(piece.text) for piece in nearby) else said

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
        if said.manner == "refund" and _GOODS_MONEY.search(text) and not COST.search(text):
            return False
        by_itself = said.manner in {"self_evident", "advance"} or said.payer == "insurer"
        asked = self.asked and _answers(text, said)
        return by_itself or asked or self._named(index) or self._carried(index, topic, said)

    def _named(self, index: int) -> bool:
        """Whether the clause, or a short close after it, names the shipping."""
        text = self.pieces[index].text
        return any(pattern.search(text) for pattern in (COST, TRIP, RETURN)) or self._named_next(index)

    def _carried(self, index: int, topic: int | None, said: Statement) -> bool:
        """Whether the talk was of shipping shortly before."""
        text = self.pieces[index].text
        if said.manner == "refund" and index - self.advanced < _PAYS_BACK_WITHIN:
            return True
        if legs_of(text) and _AMOUNT.search(text):
            return True
        if _PAID_OUT.search(text) and self._sends_before(index):
            return True
        if said.manner in {"answer", "vague"} or topic is None:
            return False
        near = self.pieces[index].sentence == self.pieces[topic].sentence or self._asks_between(topic, index)
        goes_on = said.manner in {"plain", "spared"} or _PAYS_IT_BACK.search(text) is not None
        return near or (index == topic + 1 and goes_on)

    def _asks_between(self, topic: int, index: int) -> bool:
        """A fault? Postage is ours. Not your style? Then it's yours: a question of our own is a branch."""
        between = self.pieces[topic + 1 : index]
        return bool(between) and all(self.text[piece.end : piece.end + 1] == "?" for piece in between)

    def _sends_before(self, index: int) -> bool:
        """您寄来, 多少钱我转您: the sending named shortly before is what costs."""
        nearby = self.pieces[max(0, index - 2) : index]
        sentence = self.pieces[index].sentence
        return any(piece.sentence == sentence and _SENDS.search(piece.text) for piece in nearby)

    def _named_next(self, index: int) -> bool:
        """Shipping named in a short close: we'll pay for everything, postage included."""
        if index + 1 == len(self.pieces):
            return False
        piece, after = self.pieces[index], self.pieces[index + 1]
        return piece.sentence == after.sentence and _CLOSE.search(after.text) is not None

    def _claim(self, index: int, topic: int | None, said: Statement) -> Claim:
        piece = self.pieces[index]
        legs = legs_of(piece.text)
        if self.text[piece.start - 1 : piece.start] == "、":
            legs |= _listed(self.pieces[index - 1].text)
        if said.payer == "seller" and not legs & {"outbound"} and _OTHER_LEG.search(piece.text):
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


def _insures(text: str) -> bool:
    """运费险会赔 · 有运费险: the insurer is said to pay."""
    named = INSURANCE.search(text) is not None
    return named and _UNINSURED.search(text) is None and _INSURED.search(text) is not None


_GOODS_MONEY = Pattern(
    r"(?<!连同)(?<!连)(?<![和跟与随])货款|款项|退款|金额|钱款|全款|货钱|本金|商品款|全额(?!补|报|返|给)"
    r"|(?<!with the )(?<!with your )\bpurchase price\b|\bfull (?:price|amount|refund)\b"
)
_CLOSE = Pattern(
    r"^.{0,12}(?:postage|shipping|freight|运费|邮费|快递费)[^,]{0,12}(?:included|too|as well|在内|一样|也是"
    r"|也算)|^(?:包括|包含|含|连同?)[^,]{0,4}(?:运费|邮费|快递费)"
    r"|^(?:那|这|也就|即)是?[^,]{0,6}(?:运费|邮费|快递费)|^that's the [^,]{0,16}(?:postage|shipping)"
    r"|^(?:there and back|(?:in )?both (?:ways|directions)|each way)$"
    r"|^(?:两[趟程头边次]|来回|往返|双程)(?:都|全|均|也)*(?:算|是|要|包括|在内|一样|付|出)?[的哦哈呢]*$"
)
_OTHER_LEG = Pattern(
    r"(?:其[他它余]|别|剩下?)(?:的|那)?(?:运费|邮费|费用|钱|一?[程趟])?(?=[都也全就不我由店您]|$)"
    r"|另(?:外)?(?:那|一)[程趟段]|\b(?:everything|anything|nothing) else\b"
    r"|\bthe (?:rest|other (?:way|leg|direction))\b"
)
"""What is left when the customer's leg has been named: 寄回的您付, 其他不用您出."""
_PAYS_IT_BACK = Pattern(r"\b(?:pay (?:it|this|that) back|repay (?:it|this|that|you)|reimburse)")
_PAID_OUT = Pattern(
    r"(?:我们|我哋|我|咱们?|店里|[您你])(?:自己)?[出包付俾掏](?:晒|了|的|吧|啦|哦|哈|呢)*$|^钱[都也就]"
    r"|[这那](?:\d+|[一二两三四五六七八九十]+)[元块蚊]|[这那]个?(?=[得要由您你我归算])|[这那呢](?:一?[笔份点个]"
    r"|几[块十]|些|部分)?(?:的)?(?:钱|费)"
    r"|[出付掏俾畀花收垫要](?:[您你一分毛个]|什么|任何|半)*钱|一[分毛蚊]|转(?:给)?[您你]|给[您你]报|报给?[您你]"
    r"|\breimburs"
)
_AMOUNT = Pattern(
    r"[回寄件程](?:的)?\d+|[\d一二两三四五六七八九十百]+ ?(?:块|元|蚊|刀|镑|rmb)|[$€£¥￥]\d"
    r"|[\d一二两三四五六七八九十百]{2,}$|[出付掏俾花费]钱"
)
_SENDS = Pattern(
    r"(?<!货)到付|退回|退货|退件|店到店|上门收|[拉取运送]回|[寄发](?:回|来|过来|返)|\b(?:send|post"
    r"|mail|ship)\b"
)
_GIVES_BACK = Pattern(r"[不退补返报赔转给免]|\b(?:no|not|back to you|refund)\b|n't")
_TURNS_BACK = Pattern(r"退(?:货|换|掉|回来|的)|[能可予]退|换货|\breturns?\b")
_FIGURES = Pattern(r"[\d元块蚊钱$€£¥￥十百]")
_ALONE = Pattern(
    r"[免垫零包钱费先预元块蚊a-z]|0元|一[分毛]|自(?:己|行)?[付担理俾畀出掏搞包]|[转打返补][给回到您你返还]"
    r"|给[您你]|报|月结|挂|回邮"
    r"|标签|面单|取件|上门"
    r"|[收揽拉取]件|到府|寄付|(?:寄|送|发|退|收|取|单)[^,]{0,5}(?:的|程|趟|元|钱)|[出付包俾掏畀](?:晒|了|的|吧|啦"
    r"|哦|哈|呢|㗎|喇)*$|(?<=[出付担包])(?:寄|发|退)"
)
"""Words that can speak of a return's shipping by themselves: 免费取件, 垫付, 自费寄回, 转您."""
_IT = Pattern(r"[它他]们?|保险|保司|理赔|出险|\b(?:it|they|the policy|the plan|them)\b")
"""What may stand for an insurer named before."""
_BEARS = Pattern(r"[出付包俾畀掏担责理报给赔收扣垫a-z]")
_DECLINES = Pattern(r"报|(?:不需要?|不用|无需|不必|唔使|不会|不收|不扣|不出|不退)(?:的|哦|呢|哈|了|喔|啦)*$")
_CAUSE_FIRST = Pattern(r"质量|品质|瑕疵|我们的问题|个人|不喜欢|无理由|非")


_NEAR = 3
_PAYS_BACK_WITHIN = 4
"""Clauses after an advance in which what is given back is what was advanced."""
_LIKEWISE = Pattern(
    r"[也亦同](?:是|样|一样|如此|一并|这样|归|算)(?:的|了|哦|哈|呢|您|我们)*$|^(?:连同|加上|还有|以及)"
    r"|^(?:and )?(?:as|so) (?:will|do|does|is|are|would|must)\b|^(?:along with|plus|together with|as well as"
    r"|and likewise)\b"
)
_BARE, _BARE_EN = 6, 14
"""Characters of an answer that is nothing but the payer: 我们出的."""


def _bare(text: str) -> bool:
    return len(text) <= (_BARE if has_han(text) else _BARE_EN)


def _answering(text: str) -> bool:
    """Whether a clause may answer who pays: nothing but a payer, a case with one, or a refusal."""
    if _DECLINES.search(text):
        return True
    return _BEARS.search(text) is not None and (_bare(text) or _CAUSE_FIRST.search(text) is not None)


def _answers(text: str, said: Statement) -> bool:
    """质量问题由我们承担 · 不报销的: an answer that leaves the shipping to the customer's question."""
    if said.manner in {"answer", "plain", "spared"} and _bare(text):
        return True
    if said.manner == "answer" or "报" in text[said.start : said.end]:
        return True
    return said.manner in {"plain", "spared"} and len(text) <= 24 and _CAUSE_FIRST.search(text) is not None
