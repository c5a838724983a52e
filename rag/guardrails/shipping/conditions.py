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

from rag.text import Clause, Kinds, Pattern

Condition = Literal["none", "checked", "quality", "seller_fault", "customer"]
"""`checked`: tied to our checking alone, which means a fault where nothing is established yet."""

_GOODS = (
    r"(?:商品|产品|东西|(?<![退换])货品?|机器|机身|部机|零件|配件|衣服|鞋子?|花|箱子?|硬件|功能|质量|品质|本身"
    r"|检测|测试|做工|它)"
)
_NO_FAULT = (
    r"非(?:商品|产品|货品|物品)?(?:本身)?(?:的)?(?:质量|品质|瑕疵|故障|我方|我们|卖家|商家|店铺|本店"
    r"|产品)(?:方面)?的?(?:问题|原因|责任|因素)?"
    r"|(?:不是|不属于|不算|并非|唔系|没有|没|无|冇|未发现|不存在|排除|不涉及|除)(?:因|因为|由于)?(?:什么|任何"
    rf"|咱们?|明显|检测出|查出|{_GOODS}|的|嘅|我们|卖家|店铺)*(?:质量|品质|瑕疵|故障|毛病|缺陷|(?<=的)问题"
    r"|(?<=嘅)问题)(?:问题|原因)?(?:以?外)?"
    rf"|{_GOODS}(?:都|也|是|系|完全|其实)?(?:没有?|冇|无)(?:问题|毛病|故障|事|异常)"
    rf"|{_GOODS}(?:都|也|是|系|完全|一切)?(?:正常|完好)(?=[,的而但只就]|$)"
)
_NOT_THEIRS = (
    r"(?:不是|不属于|并非|排除|唔系|(?<![若如])非)(?:因|因为|由于)?(?:您|你|客户|客人)?(?:这边|自己)?的?(?:人为"
    r"|使用|操作|保管|个人|主观)"
)
_CUSTOMER_ZH = (
    r"不(?:太|是很|大|怎么)?(?:喜欢|中意|爱|想要(?!补偿|赔偿|换)|想买|合适|合身|合脚|合用|合心意|称心|好看|习惯"
    r"|顺手|适合)|(?<!质量)(?<!品质)不满意|唔(?:钟意|中意|想要|啱|要|合适)|不要了|不需要了"
    r"|(?:尺码|尺寸|码数|号码|大小|颜色|花色|款式|型号|口味)(?:上|方面|的)?(?:不|问题|原因|偏|太|选|喜好|差异"
    r"|买|拍)|尺码|码数|(?:买|拍|选|下|订|点)(?:得)?(?:太)?(?:错|大|小|多|重)|误(?:购|订|拍|买|下)"
    r"|(?:个人|私人)(?:的)?(?:原因|喜好|因素|问题|理由|意愿|偏好)|主观|自身(?:原因|问题)|喜好|偏好|无理由"
    r"|鉴赏期|犹豫期|猶豫期|反悔|后悔|改变?(?:了)?(?:主意|心意)|用不[上着惯到]"
    r"|(?:您|你|买家|客户|客人|顾客)(?:自己|自身|单方面?|方面|那边|这边|方)?的?(?:原因|问题|因素|责任)"
    r"|(?:只是|单纯|纯粹|就是|纯)(?:您|你)?(?:自己)?想(?:退|换)|而(?:您|你)想退"
    r"|(?:您|你|客户|买家|客人|顾客)(?:这边|自己)?(?:使用|操作|保管|安装|清洗|保养)[^,]{0,4}(?:造成|导致|引起"
    r"|不当|问题|失误)|(?:使用|操作|安装|保管)(?:上)?的?(?:问题|原因)"
    r"|没(?:有)?(?:什么)?(?:问题|毛病)(?=的话|您|你|只是|但您|而)"
    r"|人为(?:的|因素)?(?:损[坏伤毁]|破[坏损]|造成|摔坏|弄坏)?"
    r"|(?:您|你|自己|自行)[^,]{0,4}(?:摔|弄|用|磕|碰|刮|撞|拆)(?:坏|破|裂|断|碎|烂)|使用不当|保管不当"
    r"|穿不[下上]|(?:跟|与|和)想[象像]|(?:其[他它]|别的)(?:原因|情况|情形|问题|理由)"
    r"|(?:外观|外盒|包装|盒子|外箱|彩盒)[^,]{0,10}不影响(?:使用|功能|用)"
)
_SELLER_ZH = (
    r"[发寄送配装拿](?:错|漏)|错[发寄送漏]|漏[发寄装放]|少[发寄装配件]|缺件|缺少"
    r"|(?:描述|页面|图片|详情|宣传|介绍|标示)[^,]{0,4}(?:不符|不一致|不一样|不相符|有出入)|货不对[板版办]"
    r"|(?:运输|物流|路上|途中|运送|快递|配送)[^,]{0,8}(?:损|坏|破|碎|造成|压|摔|碰|导致)"
    r"|(?:我们|我方|店里|店铺|卖家|商家|仓库|本店|我哋|厂家|厂里|商店)(?:这边|自己|方面|单方|度)?的?(?:失误"
    r"|过失|责任|原因|问题|过错|错|疏忽|疏失)"
)
_QUALITY_ZH = (
    r"(?:质量|品质)(?:的|上|方面|有|出)*(?:问题|原因|瑕疵|不良|缺陷|异常|不过关|不合格)|质量|瑕疵|故障|缺陷"
    rf"|次品|残次|不良品?|毛病|质检不(?!是)|{_GOODS}[^,]{{0,3}}问题|原厂问题"
)
_SYMPTOM_ZH = (
    r"有问题|出问题|有事|异常|坏|破(?:损|了|的|裂)|裂|损[坏伤毁]|开胶|掉色|褪色|漏|断|缺口|不能用|用不了|没反应"
    r"|不通电|不合格|生锈|变形|还是不行|还不行|毁损"
    r"|(?<![没有])(?<!什么)(?<!任何)(?<!其[他它])(?<!别的)(?<=[一-鿿])问题|硬件"
)
_CUSTOMER_EN = (
    r"\b(?:chang\w+ (?:of|your|his|her|their) mind|(?:do|did|does)(?:n't| not) (?:like|want|need|fit|suit)"
    r"|unwanted|no longer (?:want|need)\w*|matters? of (?:taste|size|fit|style|preference|choice)|(?:your|own) taste"
    r"|(?:wrong|different|another|sizing|fitting|size|colou?r|taste|style) ?(?:size|issue|matter|reason"
    r"|preference|choice|question)s?\b|siz(?:e|ing)\b|prefer\w*|personal (?:reason|choice|taste)s?"
    r"|(?:any )?other (?:reason|case|return|refund)s?|ordered (?:it )?(?:by mistake|the wrong)|ordering mistake"
    r"|by mistake|too (?:big|small|large|tight|loose)|(?:not|isn't) (?:a |due to a |our )?(?:defect|fault"
    r"|quality)\w*|no (?:fault|defect)\w*|nothing(?:'s| is)? wrong|works? (?:fine|as (?:it should|intended))"
    r"|not to your (?:taste|liking)|simply (?:want|would like)|misus\w+|regret\w*)"
)
_SELLER_EN = (
    r"\b(?:(?:sent|shipped|packed|received|got) (?:you )?(?:the|a) wrong|wrong (?:item|product|colou?r|one"
    r"|model)|missing (?:part|item|piece)s?|not as described|our (?:mistake|error|fault|slip)|we (?:left|forgot"
    r"|missed|mixed|mis\w+)|(?:damaged|broken|scratched|dented|cracked|smashed) (?:in|during) (?:transit"
    r"|shipping|delivery)|transit damage)"
)
_QUALITY_EN = (
    r"\b(?:defect\w*|fault\w*|quality (?:issue|problem|defect|fault)s?|manufactur\w+ (?:fault|defect|issue)s?"
    r"|broken|damaged|scratch\w*|crack\w*|dented|torn|leak\w*|not working|doesn't work|malfunction\w*|flaw\w*"
    r"|something(?:'s| is)? wrong with|problem with the (?:item|product|goods|unit)|dead on arrival)"
)
_MENTION = Kinds(
    {
        "not_theirs": _NOT_THEIRS,
        "customer": f"{_NO_FAULT}|{_CUSTOMER_ZH}|{_CUSTOMER_EN}",
        "seller_fault": f"{_SELLER_ZH}|{_SELLER_EN}",
        "cleared": (r"^(?:检测|检查|验货?)?没有?(?:问题|毛病|故障)(?=[运邮快费路就则]|$)"),
        "quality": f"{_QUALITY_ZH}|{_QUALITY_EN}",
        "symptom": _SYMPTOM_ZH,
        "inverse": (
            r"否则|不然|反之|(?:若|如果)不是(?=这|,|的话|$|上述|以上)|不是的话|不属于的话|不属于(?=,)|除此之外"
            r"|其余(?:情况)?|\botherwise\b"
            r"|\bif (?:it|they|that) (?:isn't|is not|aren't|are not|doesn't|does not)$|\bif it's not$"
            r"|\bif not\b|\bin all other\b"
        ),
    }
)
_SUPPOSED = Pattern(
    r"如果|如[非是属为系有确经]|若|要是|要(?=还|真|不是|只是)|假如|倘|万一|只要|凡|一旦|但凡|的话"
    r"|判(?=[定我您你是为使])|^(?:真|要)的?是|(?:^)(?:真|要)?有(?:质量|什么)?(?:问题|毛病|瑕疵|故障)|前提|遇到"
    r"|除非|(?:^|[,;:])(?:确实|确|经检测|商品|产品)?属于?(?!的)|属于?[^,]{1,12}的(?:$|话)"
    r"|(?:仅|只|是|有)?限(?=[^,]{0,4}(?:瑕疵|质量|品质))|当(?=是|确)|(?:^|[,;:])(?:系|是)(?!的|呀|啊|吧|这)"
    r"|(?:确认|核实|判定|检测|鉴定|查明|证实|验证|认定|看出|看得出|师傅|查验|检查)(?!过|了|到)[^,]{0,6}?(?:是"
    r"|为|属|有|出|系|后|真)|(?:坏|破|裂|碎)了?的(?=当然|肯定|一律|包|都)"
    r"|(?:验|查|测|检)(?:到|出来?)(?:是|系|属)|\bif\b|\bshould\b|\bin case\b|\bwhen(?:ever)?\b|\bonce\b"
    r"|\bprovided\b|\bunless\b|\bwhere\b|\bfor (?:an?|any|all|items?|faulty|defective)?\b|\bin the event"
)
_ASSERTED = Pattern(
    r"(?:不算|算不上|够不上|谈不上|称不上)(?!的话)(?![^,]*的(?:话)?$)"
    r"|(?:这|呢)(?:个|款|件|种|次|单|就|也|边|明显|确实|的确|肯定|情况|双|台|部)*(?:是|属|算|系)|那就是|确实"
    r"|的确|真的|真系|明显|显然|肯定是|已经?(?:核实|确认|查)|(?:核实|确认|查|看|检测|测|收)(?:过|了|到)|抱歉"
    r"|不好意思|对不起|给您[发寄]错|您(?:这|的)(?:个|种|次|单)?(?:情况)?(?:是|属)|因为|由于|既然"
    r"|(?:^|[,;:])(?!如|若|凡|经|商品|产品|退货|确实|[^,]*(?:验|核实|检测|确认|无误|属实))[^,]{2,8}属于?(?:产品"
    r"|品控|质量|品质|我们|做工|工艺)|看来|虽(?:然|说)|是我们[发寄漏少弄搞]|\bsorry|\bconfirmed|\bthis is\b"
    r"|\bthat's\b|\bit's (?:clearly|definitely|obviously)|\bsince\b|\bas (?:this|it)\b|\bbecause\b|\bclearly\b"
)
_CHECKED = Pattern(
    r"(?:核实|核对|确认(?!收货)|检测|检验|验(?:货|完|过|明|证)|查验|质检|鉴定|判定|查明|检查"
    r"|审核(?=[是为属确]))[^,]{0,8}(?:后|之后|以后|属实|无误|没问题|完|好|过|了|就|再|才|是)"
    r"|\b(?:after|once|when) (?:we|our)[^,]{0,30}\b(?:check|inspect|confirm|verif|test|examin)\w*"
    r"|\b(?:after|subject to|upon|pending) (?:the |an? |our )?(?:inspection|check\w*|verification|test\w*"
    r"|confirmation)"
)
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

    def __init__(self, clauses: Sequence[Clause]) -> None:
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
        if not _CARRIES_ON.match(self._clauses[self.bounds(sentence)[0]].text):
            return None
        before = self._mentions(sentence - 1)
        return before[-1].condition if before and before[-1].supposed else None

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
            found = list(_MENTION.finditer(clause.text))
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
