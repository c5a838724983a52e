"""A draft decides nothing: a refund granted, a policy widened, a guilt admitted is for people with a name to say.

A model that is talked into it writes such things as readily as a courtesy. What people wrote is not judged: they
may have been given leave that no fact tells of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.domain import Facts, Product
from rag.guardrails.facts.numerals import NUMERAL, number
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.guardrails.smuggled import smuggles, texts_of
from rag.text import Clause, Kinds, Pattern, fold

_GOODS = r"(?:货|商品|东西|件货|货品|宝贝|产品|实物|原来?(?:的|那)[^,。!?]{0,3}|旧的)"
_NO_NEED = r"(?:不用|无需|无须|毋须|不必|不需要?|免(?:去|除)?|甭|唔使|唔洗|别)"
_US = r"(?:我们?|我哋|本店|店里|店铺|店家|商家|公司|这边|咱们?|咱家)"
_LOSSES = r"(?:误工|精神|路费|车费|打车|交通|医[药疗]|诉讼|律师|机票|住宿|奶茶|时间损失|间接损失)"
_FAKE = (
    r"(?:假货|假的|仿冒品?|仿品|冒牌|赝品|山寨|翻新|三无|贴牌|有毒|致癌|不合格|骗子|骗局|诈骗|欺诈|黑店|黑心"
    r"|偷工减料)"
)

_DECISIONS = Kinds(
    {
        "keep": rf"{_GOODS}?(?:也|都|就)?{_NO_NEED}(?:再|您|你|把|将|{_GOODS})*(?:退(?:回|还|货|返)?|回寄"
        rf"|寄(?:回|返"
        rf"|还|来|过来|了)?)"
        rf"(?!运|邮|款|费|件)|{_GOODS}(?:您|你|就|也|都|自己|可以)*(?:留(?:[着下]|$)|归(?:您|你)|送(?:给)?(?:您"
        rf"|你))"
        r"|(?<!申请)(?<!选)[仅只]退款|不退货|\b(?:keep|hold on to) (?:it|them|the (?:item|goods|product|old one))\b"
        r"|\b(?:no|without) (?:a |any )?return(?:ing)?(?: it| the \w+)?(?: is)?(?: needed| required"
        r"| necessary)?"
        r"|\b(?:no need|don't (?:need|have)|needn't) to (?:return|send)\b",
        "refund": r"(?:全额|全数|全部|全款|整单|一半|半数|[\d一二三两]{1,3}成|双倍)(?:的|地)?(?:货款|退款"
        r"|退[返回还给您你到]|给(?:您|你)退)"
        r"|退(?:还|给|回)?(?:给)?(?:您|你)?(?:全款|全额|一半|全部)|(?:退款|货款|全款|钱)[^,。!?]{0,3}(?:全额|全数"
        r"|全部|一半)[^,。!?]{0,2}退"
        r"|(?:马上|立刻|立即|现在|即刻|今天|这就|直接)(?:就)?(?:给|为|帮|同)?(?:您|你)?(?:安排"
        r"|操作)?(?:退[款钱](?!申请|进度|的|流程|页|按)|打款|全退)"
        r"|免单|\b(?:refund(?:ed)? (?:you )?(?:in full|fully|completely|everything|immediately|right away)"
        r"|full(?:y)? refund(?:ed)?|(?:whole|entire|full) amount|refund (?:has been|is|was) (?:approved|granted"
        r"|issued))\b",
        "granted": r"(?:同意|答应|批准|满足|接受)(?:了)?(?:您|你|妳)的?(?:[^,。!?]{0,6})?(?:要求|请求|诉求|条件"
        r"|方案|赔|退|申请)"
        r"|(?:退款|赔[付偿]|申请|要求)[^,。!?]{0,4}(?:已经?|都|予以)*(?:通过|批准|同意|批了|批下来)"
        r"|(?:按|照|依|就)(?:照)?(?:着)?(?:您|你)(?:说|讲|要求|提)的?(?:价格?|数)?(?:办|来|做|给|退|赔|处理|算|卖"
        r"|$)"
        r"|\b(?:we|i) (?:accept|agree to|approve|grant) (?:your|the|this|all)\b",
        "free": r"(?:免费|白|无偿)(?:再|给|为|帮|您|你|另|重新)*(?:送|寄|补|换|发|拿|赠)|(?<!配)(?:送"
        r"|赠)(?:给)?(?:您|你)(?:了|吧|啦|$)"
        r"|不收(?:您|你)(?:一分|任何|半毛)"
        r"|\bfor free\b|\bfree of charge\b|\bon the house\b|\bat no (?:cost|charge)\b",
        "multiple": rf"假一[赔罚](?:{NUMERAL}|[百千万])|(?:{NUMERAL}|[双百千])倍[^,。!?]{{0,4}}(?:货款|赔|补|价"
        rf"|退|返|还|奖|打|给)"
        rf"|(?:赔|补|退|返)(?:偿|付|给)?(?:您|你)?(?:{NUMERAL}|[双百])倍|\b(?:double|triple|three times|ten times"
        rf"|\d+x) (?:your |the )?(?:money|refund|price|amount)",
        "losses": rf"(?:给|帮|为|我们?|店里|全部|都)(?:您|你)?(?:全额|全部)?报销|{_LOSSES}[^,。!?]{{0,10}}(?:承担"
        rf"|赔|我们出|补|报|付)"
        rf"|(?:承担|赔偿?|支付|补)[^,。!?]{{0,6}}{_LOSSES}"
        r"|\b(?:reimburse|pay for your (?:time|trouble|taxi|lawyer|medical))",
        "deal": r"^(?:好的?|行|那就?|可以)?成交(?![量价额的])|一言为定|法律效力|不反悔|\blegally binding\b"
        r"|\bbinding (?:offer"
        r"|agreement|promise)\b|\bit'?s a deal\b|\bdeal[:,!.]"
        r"|\b\d{2,3} ?% off\b|\bhave it for (?:\$|¥)?\d",
        "lifetime": r"(?:终身|终生|永久|一辈子|永远)[^,。!?]{0,6}(?:保修|质保|保固|维修|包换|退换|售后|免费"
        r"|[一二三四五六七八九半]折|会员|负责)"
        r"|坏了?(?:就|都|也)?(?:直接|免费|包)换新?|只换不修|无条件(?:退|换|赔|补)|随时(?:都)?(?:可以|能)?(?:退"
        r"|全退)"
        r"|\b(?:lifetime|forever|unconditional)[^,.!?]{0,16}(?:warranty|guarantee|repair|refund|return"
        r"|replacement|discount)"
        r"|\bno questions asked\b|\ball returns are free\b|\bfree returns\b",
        "proof": rf"{_NO_NEED}[^,。!?]{{0,4}}(?:拍照|照片|凭证|举证|证明|审核|核实)|\bno (?:photo|proof"
        rf"|evidence)s? (?:is "
        rf"|are )?(?:needed|required|necessary)",
        "authority": r"平台(?:那边|已经?|也)*(?:判定|裁定|认定|判了|裁决)|(?:我|本人)(?:就)?(?:是|以"
        r"|作为)(?:你们?|本店|店里|公司|平台|官方"
        r"|[^,。!?]{0,4}的)*(?:店长|经理|总监|主管|老板|总裁|ceo|平台客服|平台官方|官方客服|管理员|法务|律师|警察"
        r"|工程师|开发者)"
        r"|(?:我)?代表(?:本店|店铺|公司|平台|官方|全体|我们)|\b(?:i am|i'm|speaking as) the (?:owner|manager|ceo"
        r"|administrator|developer|lawyer)\b|\bon behalf of the (?:platform|company|owner)",
        "guilt": rf"(?:{_US}|卖的|货|商品|产品|这[批款个件][^,。!?]{{0,4}})[^,。!?]{{0,6}}(?:是|就是|全是|都是"
        rf"|属于|卖|售|有|存在|涉嫌"
        rf"|构成)(?:的|着|了)?{_FAKE}"
        rf"|(?:承认|坦白|招认|认罪)[^,。!?]{{0,14}}(?:假|骗|欺|毒|违[法规]|非法|罪)|(?:欺骗|蒙骗|坑害|坑)(?:了"
        rf"|过)?(?:消费者|顾客|客户|大家|您|你)"
        rf"|(?:刷|买|编)(?:了|的|过)?[^,。!?]{{0,6}}(?:假好评|好评|评论|销量)|(?:销量|评价"
        rf"|好评)[^,。!?]{{0,4}}(?:是|都是)(?:刷|假|买)"
        rf"|(?:一直|故意|长期)(?:在)?(?:隐瞒|瞒着|骗)|(?:承担|负)[^,。!?]{{0,6}}(?:法律|刑事|全部|一切)责任"
        r"|\b(?:we|our \w+|it|this)\b[^.!?]{0,24}\b(?:counterfeits?|fakes?|scam|fraud|toxic|poisonous|illegal"
        r"|unsafe)\b|\bwe (?:lied|cheated|admit)\b",
        "harmless": r"(?:无|零|没有?)(?:任何|一点)?(?:毒)?副作用|(?:孩子|宝宝|孕妇|婴儿)[^,。!?]{0,4}(?:直接"
        r"|放心)(?:吃|舔|喝|咬)",
        "safety": r"(?:漏电|冒烟|起火|着火|鼓包|短路|发烫|过期|变质|发霉|异味|中毒|过敏)[^。!?]{0,12}(?:没关系"
        r"|没事|不要紧|不影响|正常|放心|继续(?:用|吃"
        r"|喝|穿|充)|(?:可以|能|照样|也能|还能)(?:用|吃|喝|充))"
        r"|(?:药|胰岛素)[^,。!?]{0,4}(?:可以|就|也)?(?:停|不用吃|不用打)|(?:停|断)了?药|(?:不用|不必"
        r"|别)(?:去)?(?:看医生|就医|吃药|去医院)"
        r"|(?:治好|治疗|治愈|根治|医好|预防)[^,。!?]{0,8}(?:病|癌|炎|糖尿|高血压|抑郁|湿疹|新冠)|(?:撬开|拆开"
        r"|短接|戳破|改装)[^,。!?]{0,6}(?:电池"
        r"|电源|电路)|电池[^,。!?]{0,8}(?:撬|短接|拆开|戳)"
        r"|\bstop taking\b|\bcures?\b|\bno need (?:for|to see) a doctor|\b(?:still"
        r"|perfectly) safe to (?:use|eat|drink)",
    }
)
_LEFT_OPEN = Pattern(
    r"申请(?!.{0,3}(?:通过|批|同意|成功|好了|下来))|主管(?!.{0,3}(?:授权|特批|已|同意|批了))|店长(?!同意|已)|上报"
    r"|报上去|请示|核实|核对|审核"
    r"|确认(?:后|是|为|好|属)|查实|查明|检测|判断|如果|若|要是"
    r"|的话|倘|万一|一旦|符合|属于"
    r"|是否|能否|能不能|可不可以|(?<!可以)(?<!行)(?<!好)(?<!满意)吗|么(?=[,。?!]|$)|\?|什么|哪|多少|想|希望"
    r"|[您你]说(?!的)|您提|收到(?:后|货|退)"
    r"|验收|退回后|签收后|拆封前|未发货|没发货|还没发|发货前"
    r"|不能|不会|不可|不(?!用|必|需|收|反悔|合格|影响|要紧)是|并非|没有(?=.{0,3}(?:卖|刷|骗|售|欺))|绝不|从不"
    r"|未曾|无法|没法|没办法|难以|恕|未获|没批|办不到"
    r"|做不到|请勿|不要|禁止|谨防|抱歉.{0,12}(?:不|没)"
    r"|法律|规定|按(?:照)?规则|\b(?:if|once|after|when|whether|ask|check|apply|request|supervisor|manager|not"
    r"|cannot|can't|never|don't sell|isn't|aren't|before|would you|do you|unless|confirm|verify)\b|n't\b"
)
"""In the sentence: it is asked for, looked into, conditional, denied or what the law says; nothing is decided."""
_STILL = frozenset(("safety", "guilt", "deal", "lifetime"))
"""Kinds that no condition mends (如果发烫，放心继续用); a denial or a question does."""
_DENIED = Pattern(
    r"不是|并非|绝不|从不|不卖|没有|不会|不能|不可|不建议|无法|没法|不支持|请勿|不要|别|禁止|停止使用|吗|\?"
    r"|\b(?:not|never|no|cannot|do you)\b|n't\b"
)
_QUOTED = re.compile(r"[“\"「『][^“”\"「」『』\n]{1,80}[”\"」』]")
_NO_REASON = Pattern(rf"(?P<days>{NUMERAL}) ?(?P<unit>天|日|个?月|年)[^,。!?]{{0,2}}无理由")
_DAYS = {"天": 1, "日": 1, "月": 30, "年": 365}


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Decisions, admissions and policies in a draft of ours that neither a card nor a fact gives."""
    if context.knowledge is None:
        return
    text = reading.folded.text
    given = "\n".join(fold(told).text for told in _given(context.knowledge, context.facts))
    for clause in reading.clauses:
        for match in _DECISIONS.finditer(clause.text):
            start, end = clause.start + match.start(), clause.start + match.end()
            open_ = _left_open(match.lastgroup or "", clause, text) or _is_quoted(start, end, text, context)
            if not open_ and not _told(match, clause, given, context.facts):
                yield _violation(start, end, reading)
        period = _NO_REASON.search(clause.text)
        if period and _days(period) not in {None, context.shop.return_shipping.no_reason_days}:
            yield _violation(clause.start + period.start(), clause.start + period.end(), reading)


def _given(knowledge: tuple[str, ...], facts: Facts) -> Iterator[str]:
    """What may be relied on; a text that speaks to whoever writes the reply is no source."""
    told = (*knowledge, *texts_of(facts), *(offer.value for offer in facts.offers))
    return (text for text in told if not smuggles(text))


def _left_open(kind: str, clause: Clause, text: str) -> bool:
    """Whether the sentence leaves it open, or denies it."""
    if kind == "harmless":
        return False
    start = max((text.rfind(mark, 0, clause.start) for mark in "。!?;\n"), default=-1) + 1
    stop = min((at for mark in "。!?;\n" if (at := text.find(mark, clause.end)) >= 0), default=len(text) - 1)
    sentence = text[start : stop + 1]
    return (_DENIED if kind in _STILL else _LEFT_OPEN).search(sentence) is not None


def _is_quoted(start: int, end: int, text: str, context: Context) -> bool:
    """Whether these are the customer's words, set in quotation marks: taking them up admits nothing."""
    if not any(one.start() < start and end < one.end() for one in _QUOTED.finditer(text)):
        return False
    return text[start:end] in fold(context.customer_text).text


def _told(match: re.Match[str], clause: Clause, given: str, facts: Facts) -> bool:
    """Whether a card says the clause in these words, or a fact the matter."""
    kind = match.lastgroup
    if clause.text in given or (kind in {"free", "multiple", "lifetime"} and match.group() in given):
        return True
    if kind in {"refund", "granted"}:
        return facts.refund.state is not None
    if kind == "free":
        return any(offer.kind in {"gift", "compensation"} for offer in facts.offers)
    return kind == "proof" and (facts.evidence_checked or facts.cause != "unknown")


def _days(period: re.Match[str]) -> int | None:
    value, unit = number(period["days"]), period["unit"][-1]
    return int(value[1]) * _DAYS[unit] if value and unit in _DAYS else None


def _violation(start: int, end: int, reading: Reading) -> Violation:
    english = reading.language == "en"
    instead = (
        "I will pass this to my supervisor and tell you the answer."
        if english
        else "我帮您申请，核实后把结果告诉您。"
    )
    return Violation(start, end, suggestion=instead)


RULE = Rule(
    id="beyond-authority",
    level="error",
    summary="草稿不替店铺作主：不自行同意退款免退、加倍赔付、放宽政策，也不替店铺认罪",
    message="草稿在替店铺作决定或认错，卡片和订单资料里都没有这一条：请改为帮客户申请、核实，由有权限的人决定。",
    message_en="The draft decides or admits something that neither cards nor facts give: offer to ask, and leave "
    "the "
    "decision to those who may take it.",
    source=("001",),
    check=check,
    good=(
        Example("免寄回退款需要主管批，我马上替您申请，结果告诉您。", asked="不退货只退款", knowledge=()),
        Example("核实是我们的问题就为您全额退款，麻烦先拍张照片。", asked="我要全额退款", knowledge=()),
        Example("没发货的订单申请退款，会全额原路退回。", asked="不想要了", knowledge=()),
        Example(
            "我们卖的是品牌授权的商品，不是假货，您可以到专柜验。",
            asked="你们卖假货",
            knowledge=("我们卖的是品牌授权的商品，不卖假货，支持专柜验货。",),
        ),
        Example("发烫的话请先停止使用，拔掉电源，我马上帮您登记检测。", asked="充电很烫", knowledge=()),
        Example(
            "签收后7天内支持无理由退货，保持完好就可以。",
            asked="能退吗",
            knowledge=("签收后7天内支持无理由退货",),
        ),
        Example("好的，已经同意您的退款，全额退您，货不用寄了。", asked="退款"),
        Example("免寄回要主管核准，我馬上替您申請。", asked="不寄回可以嗎", knowledge=()),
        Example("您的要求我記下了，核實後主管會回覆您。", asked="我要三倍賠償", knowledge=()),
        Example(
            "I'll ask my supervisor whether the return can be waived.", asked="refund, no return", knowledge=()
        ),
        Example(
            "主机终身保修，凭订单就可以。",
            asked="保修多久",
            knowledge=(),
            facts=Facts(product=Product(attributes={"质保": "主机终身保修"})),
        ),
    ),
    bad=(
        Example("We admit it: “this is fake”.", asked="is it genuine", knowledge=()),
        Example("好的，全额退款给您，商品也不用寄回。", asked="退款", knowledge=()),
        Example("那就退您一半货款，东西您留下。", asked="退一半", knowledge=()),
        Example("您的赔付申请已经通过，三倍货款今天打给您。", asked="赔我三倍", knowledge=()),
        Example("成交，这是具有法律效力的承诺。", asked="一块钱卖我", knowledge=()),
        Example("我们承认卖的是假货，欺骗了消费者。", asked="你们认不认", knowledge=()),
        Example("这款终身免费保修，坏了直接换新。", asked="保修呢", knowledge=()),
        Example("本店支持30天无理由退货，放心买。", asked="能退吗", knowledge=()),
        Example("漏电没关系的，继续用就行。", asked="有点漏电", knowledge=()),
        Example("平台已经判定是我们的责任，误工费我们承担。", asked="平台判了", knowledge=()),
        Example("好的，我們全額退款給您，商品也送給您。", asked="退款", knowledge=()),
        Example("冇問題，件貨唔使寄返，錢即刻全數退返。", asked="退錢", knowledge=()),
        Example("Sure, we will refund you in full and you can keep the item.", asked="refund", knowledge=()),
        Example("We admit that our products are counterfeit.", asked="admit it", knowledge=()),
    ),
)
