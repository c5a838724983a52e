"""The words that suppose a case, assert it or make it wait for our checking, whatever the case is."""

from __future__ import annotations

from rag.guardrails.shipping.words import COST, INSURANCE, TRIP_ZH
from rag.text import Pattern

SUPPOSED = Pattern(
    r"如果|如[非是属为系有确经]|如(?=鉴定|检测|判定|认定|核实|出现|发现|遇)|若|要[是系]|要(?=还|真|不是|只是)|坐实|假如"
    r"|倘|万一|只要|凡|一旦|但凡|[的嘅]话|判(?=[定我您你是为使])|^(?:真|要)的?是"
    r"|^(?:要|如果)?真(?!的(?!是)|心|诚|抱|不好|对|系|是?太|是对不|是抱|是不好)"
    r"|(?:有问题|坏|裂|破|爆|断|漏)[^,]{0,3}就(?=换|退|补|赔|我|免|包|给|帮)|^(?:没|冇|无)(?:有)?(?:什么"
    r"|乜)?(?:事|问题|毛病)(?=就|则|嘅)|(?:^)(?:真|要)?有(?:质量|什么)?(?:问题|毛病"
    r"|瑕疵|故障)|前提|遇到|除非"
    r"|(?:^|[,;:])(?:确实|确|经检测|商品|产品)?属于?(?!的)|属于?[^,]{1,12}的(?:$|话)"
    r"|(?:仅|只|是|有)?限(?=[^,]{0,4}(?:瑕疵|质量|品质))|当(?=是|确)|(?:^|[,;:])(?:系|是)(?!的|呀|啊|吧|这)"
    r"|(?:确认|核实|判定|检测|鉴定|查明|证实|验证|认定|看出|看得出|师傅|查验|检查)(?!过|了|到)[^,]{0,6}?(?:是"
    r"|为|属|有|出|系|后|真)|(?:坏|破|裂|碎)了?的(?=当然|肯定|一律|包|都)"
    r"|(?:验|查|测|检)(?:到|出来?)[真确]?(?:是|系|属)|\bif\b|\bshould\b|\bin case\b|\bwhen(?:ever)?\b|\bonce\b"
    r"|\bprovided\b|\bunless\b|\bwhere\b|\bfor (?:an?|any|all|items?|faulty|defective)?\b|\bin the event"
)
ASSERTED = Pattern(
    r"(?:不算|算不上|够不上|谈不上|称不上)(?!的话)(?![^,]*的(?:话)?$)"
    r"|(?:这|呢)(?:个|款|件|种|次|单|就|也|边|明显|确实|的确|肯定|情况|双|台|部)*(?:是|属|算|系)|那就是|确实"
    r"|的确|真的|(?<!到)真系|明显|显然|肯定是|已经?(?:核实|确认|查)|(?:核实|确认|查|看|检测|测|收)(?:过|了|到)|抱歉"
    r"|不好意思|对不起|给您[发寄]错|您(?:这|的)(?:个|种|次|单)?(?:情况)?(?:是|属)|因为|由于|既然"
    r"|(?:^|[,;:])(?!如|若|凡|经|商品|产品|退货|确实|[^,]*(?:验|核实|检测|确认|无误|属实))[^,]{2,8}属于?(?:产品"
    r"|品控|质量|品质|我们|做工|工艺)|看来|虽(?:然|说)|是我们[发寄漏少弄搞]|\bsorry|\bconfirmed|\bthis is\b"
    r"|\bthat's\b|\bit's (?:clearly|definitely|obviously)|\bsince\b|\bas (?:this|it)\b|\bbecause\b|\bclearly\b"
)
CHECKED = Pattern(
    r"(?<!不用)(?<!不必)(?<!无需)(?<!不需要)(?<!没有)(?<!还没)(?:核实|核对|确认(?!收货)|检测|检验|验(?:货|完|过"
    r"|明|证)|查验|质检|鉴定|判定|查明|检查"
    r"|审核(?=[是为属确]))[^,]{0,8}(?:后|之后|以后|属实|无误|没问题|完|好|过|了|就|再|才|是)"
    r"|\b(?:after|once|when) (?:we|our)[^,]{0,30}\b(?:check|inspect|confirm|verif|test|examin)\w*"
    r"|\b(?:after|subject to|upon|pending) (?:the |an? |our )?(?:inspection|check\w*|verification|test\w*"
    r"|confirmation)"
)
_SUPPOSES = Pattern(
    r"如果|若(?!干)|^真(?!的|心|诚|抱|不好|对|系|是)|^(?:那)?要(?=还|再|真|不是|只是)|要是|假如|倘|万一|一旦|但凡"
    r"|凡是?|只要|[的嘅]话|^(?![这那您你我咱确其明本也都可])[^,]{2,8}就是(?![您你我说的了这那])|^(?:那)?(?:真"
    r"|要)?(?:是|系)(?!的|呀|啊|吧|哦|呢"
    r"|否|不是|这|我们)"
    r"|^(?:有|无|没有?|属|经|因|系|凡|确认?|真)[^,]{2,16}(?:的|者|嘅)$|^(?:and |but |or |while |then )?(?:if"
    r"|should|unless|when|whenever|where|provided|assuming|supposing|were)\b|\bin (?:which |the )?case\b"
    r"|\bin the event\b"
    r"|\b(?:would mean|means?|even if|as long as|turns? out|proves?|found to be|finds? an?|comes? up"
    r"|shows? up as)\b"
)
"""What supposes a case by itself, without a word for a known cause."""
_VERDICT = Pattern(
    r"(?:检测?|查|测|验|判|审核|认定|鉴定|证明|化验|复检|拆机|品[控管]|师傅|工程师|质检)[^,]{0,6}?"
    r"(?:出(?!来吧|厂|货)|定|断|为|是|系|属|责|明(?!细)|不出|真有|确有|了有|合格|达标)"
    r"|(?:看|拍|量|闻|试)[^,]{0,6}?(?:不出|真[有是的]|确[有是为])"
    r"|^(?:确|果|真)(?:为|系|属|有|是(?!抱|对|不)|不良|坏)"
    r"|^(?:还|仍|依然|照样)(?!请|需|可|会|要|望|能|想|得|给|为|帮|有|以|没|未)[^,]{1,14}$"
    r"|^[^,]{2,12}(?:了|的话)?那就(?:是|系|属)"
    r"|^[^,]{0,8}(?:都|也|还|仍)(?:是|会)?(?:坏|缩|漏|染|散|掉|响|闪|歪|裂|断|烂|失灵|不(?:亮|响|转|热|动|行|好|灵|能|了))"
    r"[^,]{0,4}$"
)
"""What a look into the matter would find: 判定为胎体缺陷 · 检出掺假 · 还是不亮."""
_FOUND = Pattern(
    r"已经?|[看查测验审检][^,]{0,3}(?:过|了(?![出有])|好了|完了)|收到|看到了|看了|了解|(?:能|可以)[^,]{0,2}看出|结果|检测中(?!心)|请|麻烦|需要?|稍|先"
    r"|给(?:我|客服)|[您你](?:看|拍|量|试|查|说|提)|为准|为例|为您|为主|属实"
)
_KIND = Pattern(r"^[^,]{2,12}(?:者|的)$")
"""A kind of case as a noun: 打孔歪斜者 · 烂蒂掉的."""
_NO_KIND = Pattern(
    r"(?:好|可以|是|有|会|能|行|爱|样|真|问题|放心|退|换|处理|安排|解决|支持|免费|正常|[您你我们店]|常见|快|到|明白|清楚|理解|懂|知道|收|寄)的$"
    r"|的确的|真的|是|这|肯定|明显|[您你钱费取]|不用|免|垫|(?:我|咱|店|卖|商|厂)[^,]{0,3}(?:出|付|的$)|(?:安排|提供|负责|承担|报销|赔|补|退|换)"
)
_EQUALS = Pattern(r"[^,=]{2,}(?:=|→|->|即(?!可|使|将))[^,=]{1,}")
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
_CLOSINGS = frozenset({"的话", "嘅话"})
_SHORT_CASE = 12
"""Characters of a clause that 是 alone can make a case: 是机器的事, 来回我们出."""
_SHORTEST = 3
_PAYER = Pattern(rf"{COST.source}|{TRIP_ZH}|我们|我哋|咱|店|[您你](?=[出付承自来负掏])")
SHORT_QUESTION = 32
REAL_QUESTION = Pattern(
    r"[吗么嘛呢吧了]$|请问|什么|怎么|哪|谁|多少|几|是不是|有没有|能不能|可以|行不|好不|对不|为何|\b(?:could|can"
    r"|would|will|do|does|did|what|how|why|who"
    r"|which|where|when|have|has|is|are|shall|may|ok|okay|right)\b"
)
"""A question put to the customer; what is left is one of our own, which we answer: 质量问题? 我们出."""
CONSEQUENCE = Pattern(r"那(?:么)?(?=退|来回|往返|运费|邮费|我们|两|补|寄)")
CARRIES_ON = Pattern(r"(?:那|这样|这种|此|到时|届时|则|这时)|in that case|then\b")


def _is_case(text: str) -> bool:
    """Whether a clause without a word for supposing names a case: what a check would find, a kind, an equation."""
    if _EQUALS.search(text):
        return True
    told = _PAYER.search(text)
    head = text[: told.start()] if told else text
    if INSURANCE.search(text) or len(head) < _SHORTEST:
        return False
    if told is None and _KIND.search(text) and _NO_KIND.search(text) is None:
        return True
    return _VERDICT.search(head) is not None and _FOUND.search(head) is None


def supposed_case(text: str) -> int | None:
    """Where a clause that names no known cause supposes one all the same: 要是染料没固牢 · 是机器的事."""
    match = _SUPPOSES.search(text)
    if match is None:
        return 0 if _is_case(text) else None
    closing = text.find("话")
    closed = closing > 0 and text[closing - 1] in "的嘅" and "歉" not in text
    told_by_case = closed or match.group().endswith("那就是")
    if INSURANCE.search(text) or (not told_by_case and ASSERTED.search(text)):
        return None
    if closed:
        match = _SUPPOSES.search(text, closing - 1) or match
    if match.group()[-1] in "是系" and match.group() not in {"要是", "凡是"}:
        told = _PAYER.search(text, match.end())
        named = text[match.end() : told.start() if told else len(text)]
        short = _SHORTEST <= len(named) <= _SHORT_CASE
        return match.start() if short and not _OF_ACTS.compiled.fullmatch(named) else None
    if match.group()[-1] in "的者嘅" and _PAYER.search(text):
        return None
    if _AFFIRMED.compiled.fullmatch(text):
        return 0
    begin, end = (0, match.end()) if match.group() in _CLOSINGS else (match.start(), len(text))
    cost = COST.search(text, match.end())
    supposed = text[begin : cost.start() if cost and match.group() not in _CLOSINGS else end].strip()
    return None if _OF_ACTS.compiled.fullmatch(supposed) else begin
