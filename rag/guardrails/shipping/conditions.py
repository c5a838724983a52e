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
from rag.guardrails.shipping.words import COST, INSURANCE, TRIP_ZH
from rag.text import Clause, Pattern

Condition = Literal["none", "checked", "case", "quality", "seller_fault", "customer"]
"""`checked`: tied to our checking alone, which means a fault where nothing is established yet.

`case`: tied to something supposed in words that name no known cause (要是染料没固牢): the payer tells which it is.
"""

_SUPPOSED = Pattern(
    r"如果|如[非是属为系有确经]|如(?=鉴定|检测|判定|认定|核实|出现|发现|遇)|若|要是|要(?=还|真|不是|只是)|假如"
    r"|倘|万一|只要|凡|一旦|但凡|的话|判(?=[定我您你是为使])|^(?:真|要)的?是"
    r"|^(?:要|如果)?真(?!的(?!是)|心|诚|抱|不好|对|系|是?太|是对不|是抱|是不好)"
    r"|^(?:没|冇|无)(?:有)?(?:什么|乜)?(?:事|问题|毛病)(?=就|则|嘅)|(?:^)(?:真|要)?有(?:质量|什么)?(?:问题|毛病"
    r"|瑕疵|故障)|前提|遇到|除非"
    r"|(?:^|[,;:])(?:确实|确|经检测|商品|产品)?属于?(?!的)|属于?[^,]{1,12}的(?:$|话)"
    r"|(?:仅|只|是|有)?限(?=[^,]{0,4}(?:瑕疵|质量|品质))|当(?=是|确)|(?:^|[,;:])(?:系|是)(?!的|呀|啊|吧|这)"
    r"|(?:确认|核实|判定|检测|鉴定|查明|证实|验证|认定|看出|看得出|师傅|查验|检查)(?!过|了|到)[^,]{0,6}?(?:是"
    r"|为|属|有|出|系|后|真)|(?:坏|破|裂|碎)了?的(?=当然|肯定|一律|包|都)"
    r"|(?:验|查|测|检)(?:到|出来?)[真确]?(?:是|系|属)|\bif\b|\bshould\b|\bin case\b|\bwhen(?:ever)?\b|\bonce\b"
    r"|\bprovided\b|\bunless\b|\bwhere\b|\bfor (?:an?|any|all|items?|faulty|defective)?\b|\bin the event"
)
_ASSERTED = Pattern(
    r"(?:不算|算不上|够不上|谈不上|称不上)(?!的话)(?![^,]*的(?:话)?$)"
    r"|(?:这|呢)(?:个|款|件|种|次|单|就|也|边|明显|确实|的确|肯定|情况|双|台|部)*(?:是|属|算|系)|那就是|确实"
    r"|的确|真的|(?<!到)真系|明显|显然|肯定是|已经?(?:核实|确认|查)|(?:核实|确认|查|看|检测|测|收)(?:过|了|到)|抱歉"
    r"|不好意思|对不起|给您[发寄]错|您(?:这|的)(?:个|种|次|单)?(?:情况)?(?:是|属)|因为|由于|既然"
    r"|(?:^|[,;:])(?!如|若|凡|经|商品|产品|退货|确实|[^,]*(?:验|核实|检测|确认|无误|属实))[^,]{2,8}属于?(?:产品"
    r"|品控|质量|品质|我们|做工|工艺)|看来|虽(?:然|说)|是我们[发寄漏少弄搞]|\bsorry|\bconfirmed|\bthis is\b"
    r"|\bthat's\b|\bit's (?:clearly|definitely|obviously)|\bsince\b|\bas (?:this|it)\b|\bbecause\b|\bclearly\b"
)
_CHECKED = Pattern(
    r"(?<!不用)(?<!不必)(?<!无需)(?<!不需要)(?<!没有)(?<!还没)(?:核实|核对|确认(?!收货)|检测|检验|验(?:货|完|过"
    r"|明|证)|查验|质检|鉴定|判定|查明|检查"
    r"|审核(?=[是为属确]))[^,]{0,8}(?:后|之后|以后|属实|无误|没问题|完|好|过|了|就|再|才|是)"
    r"|\b(?:after|once|when) (?:we|our)[^,]{0,30}\b(?:check|inspect|confirm|verif|test|examin)\w*"
    r"|\b(?:after|subject to|upon|pending) (?:the |an? |our )?(?:inspection|check\w*|verification|test\w*"
    r"|confirmation)"
)
_SUPPOSES = Pattern(
    r"如果|若(?!干)|^真(?!的|心|诚|抱|不好|对|系|是)|^(?:那)?要(?=还|再|真|不是|只是)|要是|假如|倘|万一|一旦|但凡"
    r"|凡是?|只要|的话|^(?:那)?(?:真"
    r"|要)?(?:是|系)(?!的|呀|啊|吧|哦|呢"
    r"|否|不是|这|我们)"
    r"|^(?:and |but |or |while |then )?(?:if|should|unless|when|whenever|where|provided)\b|\bin case\b"
)
"""What supposes a case by itself, without a word for a known cause."""
_OF_ACTS = Pattern(
    r"(?:如果|若是?|要是|假如|倘若|万一|一旦|但凡|凡是?|只要|那|就|还|真|是|您|你|亲|客户|顾客|买家|这边|这个"
    r"|自己|想|要|需要?|确定|决定"
    r"|选择|打算|申请|提交|办理?|操作|处理|坚持|一定|非要?|退|货|款|换|回|寄|发|送|给|我们|过来|来|去|方便|同意"
    r"|接受|愿意|可以|能|不|介意|着急|急|东西|商品"
    r"|收到|到|拍|照片?|图|视频|提供|配合|联系|客服|快递|上门|取件?|叫|安排|填|选|写|点|后|再|先|都|也|有|没|问题"
    r"|疑问|任何|什么|其他|的|了|话|啊|呢|哈|哦|嘛"
    r"|时候?|时间|今天|明天|现在|还是|或者?|、)*"
    r"|(?:and |but |or |then )?(?:if|when|should|once|whenever)? ?(?:you(?:'d| would|'re| are| do| still| ever)*"
    r"|(?:like|want|need|wish|decide|prefer|choose|happy|okay|ok|ready|able|to|still|just|please|go ahead)"
    r"|(?:return|send|ship|mail|post|exchange|refund|keep|contact|have|need|help|questions?|any|anything)(?:ing"
    r"|ed|s)?|it|them|this|that|back|us|the|item|parcel|possible|convenient| )*"
)
"""A supposition of what the customer does and no cause: 您要退的话, if you'd like to return it."""
_AFFIRMED = Pattern(r"(?:那|如果|若|要)?(?:确实|真)?(?:不)?(?:是|系|属实)(?:这样)?(?:的话|嘅话)[^,]*")
"""是的话, 不是的话: the case named just before, or its contrary."""
_SHORT_CASE = 12
"""Characters of a clause that 是 alone can make a case: 是机器的事, 来回我们出."""
_SHORTEST = 3
_PAYER = Pattern(rf"{COST.source}|{TRIP_ZH}|我们|我哋|咱|店|[您你](?=[出付承自来负掏])")
_SHORT_QUESTION = 32
_REAL_QUESTION = Pattern(
    r"[吗么嘛呢吧了]$|请问|什么|怎么|哪|谁|多少|几|是不是|有没有|能不能|可以|行不|好不|对不|为何|\b(?:could|can"
    r"|would|will|do|does|did|what|how|why|who"
    r"|which|where|when|have|has|is|are|shall|may|ok|okay|right)\b"
)
"""A question put to the customer; what is left is one of our own, which we answer: 质量问题? 我们出."""
_CONSEQUENCE = Pattern(r"那(?:么)?(?=退|来回|往返|运费|邮费|我们|两|补|寄)")
_CARRIES_ON = Pattern(r"(?:那|这样|这种|此|到时|届时|则|这时)|in that case|then\b")


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
        if not _CARRIES_ON.match(self._clauses[self.bounds(sentence)[0]].text):
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
            or len(clause.text) > _SHORT_QUESTION
            or _REAL_QUESTION.search(clause.text)
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
        return "checked" if any(_CHECKED.search(clause.text) for clause in nearby) else "none"

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
            if not found and (case := _supposed_case(clause.text)) is not None:
                yield Mention(clause.start + case, index, sentence, "case", True)
            supposing = supposing or _SUPPOSED.search(clause.text) is not None or self._follows(index, end)
            general = bool(found) and not _ASSERTED.search(clause.text)
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
        return index + 1 < end and _CONSEQUENCE.match(self._clauses[index + 1].text) is not None


def _supposed_case(text: str) -> int | None:
    """Where a clause that names no known cause supposes one all the same: 要是染料没固牢 · 是机器的事."""
    match = _SUPPOSES.search(text)
    if match is None or _ASSERTED.search(text) or INSURANCE.search(text):
        return None
    if "的话" in text:
        match = _SUPPOSES.search(text, text.index("的话")) or match
    if match.group()[-1] in "是系" and match.group() not in {"要是", "凡是"}:
        told = _PAYER.search(text, match.end())
        named = text[match.end() : told.start() if told else len(text)]
        short = _SHORTEST <= len(named) <= _SHORT_CASE
        return match.start() if short and not _OF_ACTS.compiled.fullmatch(named) else None
    if _AFFIRMED.compiled.fullmatch(text):
        return 0
    begin, end = (0, match.end()) if match.group() == "的话" else (match.start(), len(text))
    cost = COST.search(text, match.end())
    supposed = text[begin : cost.start() if cost and match.group() != "的话" else end].strip()
    return None if _OF_ACTS.compiled.fullmatch(supposed) else begin


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
