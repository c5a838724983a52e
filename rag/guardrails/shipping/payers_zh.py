"""Who pays, in one Chinese clause: 我们承担, 不用您出, 自理, 不报销, 免费取件, 从退款里扣."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.guardrails.shipping.payers import Manner, Payer, Statement, turned
from rag.guardrails.shipping.words import COST_ZH, INSURANCE
from rag.text import Kinds, Pattern

_SELLER = (
    r"我们|我哋|我地|俺(?:们|家)?|shop|我方|我司|我这边|我个人|我自己|我(?![想看觉查问说先马去再这]|个人)|我这"
    r"|本店|本公司|本司"
    r"|小店|敝店|店[铺里家方]|我店|卖[家方]|商[家店]|厂[里家方商]|原厂|工厂|品牌方|公司|平台|京东|淘宝|天猫"
    r"|咱(?:们)?(?:店|家|这边|这儿)|咱们|仓库|总部|店(?=[出付])"
    r"|(?:快递|物流|速递|货运|承运)(?:公司|方|商|站点|那边|那头)|(?:他们|佢哋)(?=[来会出付承赔俾畀负全])"
    r"|(?:顺丰|[中圆申]通|韵达|极兔|邮政|德邦|百世|黑猫|ems)(?:快递|速递|那边|这边"
    r"|方面)?(?=[来会出付承赔给负全愿])"
)
_CUSTOMER = (
    r"您|你|妈咪|宝[子贝]|宝宝(?=[承自出付负来])|买[家方]|客[户人]|顾客|消费者|亲(?=[自承付出需要])|自己|自行"
    r"|本人|阁下"
    r"|退货(?:方|人)|寄件人"
)
_TO = r"(?<![给替帮为跟向问和与同对找退补返转赔扣收比])(?<!通知)(?<!联系)"
_PARTY = Pattern(rf"{_TO}(?:(?P<seller>{_SELLER})|(?P<customer>{_CUSTOMER}))")
_NO = (
    r"不(?!但|仅|管|论|过|然|好意思|合|喜|想|同|良|符|满|对|影|是很)|没(?!问题|关系|事)(?:法|办法)?"
    r"|无(?:需|须|法)|毋须|毋需|免(?![费运邮单])|唔(?!好意思|该)|甭|冇|勿|别(?![家人的])|未"
    r"|怎(?:么)?(?:会|能|可能|好意思)|哪(?:会|能|里会)|岂(?:能|会)|[没冇]有?(?:道理|理由)|轮不[到着]|不归|不应?该"
)
_BETWEEN = (
    r"(?:我们|我哋|店里|商家|卖家|店铺|平台|我司|买家|客户|客人|顾客|自己|自行|另外|另|额外|任何|一分钱|一毛钱"
    rf"|我|咱|快递员|师傅|承担|负责|提供|支持|享受|可以|当然|应该|{COST_ZH}|来回|往返"
    r"|[追加收补用需要会必让叫您你使得能再多给帮替为由向问跟找来予做在是到去单独的了嘅返咁俾贴])"
)
_NEGATED = Pattern(rf"(?:{_NO}){_BETWEEN}{{0,8}}$")
_TWICE = Pattern(rf"(?:不是|并非|没有|不会|唔系|不能)(?:说)?(?:我们)?不{_BETWEEN}{{0,6}}$")
_AMOUNT = (
    r"(?:(?:大概|大约|约|是|要|一般|共|为|只有|收)*(?:人民币|nt\$?|hk\$?|[$¥￥])?(?:(?!0\D)\d+(?:\.\d+)?"
    r"|\[[^\]]{1,4}\]|[一二两三四五六七八九十几百]+)(?:块(?!儿|起)|元|蚊|rmb|港币|台币)"
    r"|[一二两三四五六七八九几]?[十百千][一二两三四五六七八九十百]*(?=$|[的左右哦喔呢]))"
)

_ASKED = (
    r"(?:(?<![给帮为替跟])(?:您|你|买家|客[户人])|麻烦|(?<!申)请)(?:您|你|这边|那边|自己|另外|再|需|要|来|得|还"
    r"|先|额外)*"
)
"""The customer, asked to do something."""
_TAKERS = (
    r"(?:我们|我哋|店里|本店|店铺|客服|师傅|司机|快递|小哥|网点|物流|送货员|派件员|收件员|店员|柜台|柜员)(?:公司"
    r"|小哥|师傅|员)?"
)
"""Who is given the money of somebody who pays."""
_VERB = Kinds(
    {
        "own": (
            r"谁退(?:货)?谁(?:付|出|承担|负责)|自理|自付|自费|自担|自负|自掏腰包|破费"
            r"|自(?:己|行|家|个儿?)(?:再|先|去|来|全部|另外)?(?:承担|负担|出(?:钱|费)?(?![货现])|付(?:费|钱|款)?"
            r"|掏(?:钱|腰包)?|花(?:钱|费)|支付|俾|畀|解决|负责|给|(?:跟|和|与)(?:快递|网点|物流|师傅)"
            r"|找(?![我您你客])|兜|扛|想办法|想法子|处理|搞定|吸收|消化|贴|缴)|(?<!不)到付自理"
            rf"|{_ASKED}(?:补|转|汇|打)(?:一下|款|上|齐|足|过来|个|这|多少|(?=\d|[运邮快差]|$|[的哦哈呢]))"
            r"|(?:[转打汇付补结](?:账|款)?(?:给|到)?|俾|畀|(?:钱|费|笔|元|块"
            rf"|这个)[^,我咱店]{{0,8}}给){_TAKERS}(?![出承付报来垫负包])"
            r"|(?:拍|点|付)(?:一?下)?[^,]{0,6}(?:邮费|运费|邮差|补差)[^,]{0,6}链接"
            r"|不(?:在|属于|算在?|含在)[^,]{0,4}(?:退款|退还|报销|补偿|赔付)的?(?:范围|之?内|里)"
            rf"|(?:{COST_ZH})[^,]{{0,6}}[要得需就都](?:麻烦|劳烦|辛苦|拜托)[您你][了啦哦哈呢]*$"
        ),
        "half": (
            r"(?:只能?|最多|仅|至多|顶多)(?:能|可以?|会)?(?:给)?(?:补(?:贴|偿|助)?|报销?|贴|赔|承担|出"
            r"|退)(?:给)?(?:您|你)?(?:\d|[二两三四五六七八九十]|一半|一?部分)|一人一半"
            r"|各(?:自)?(?:承担|出|付|负担|担)?一半|分着|(?<!各)分担|共同(?:承担|负担)|双方(?!各)|对半|平摊"
            r"|均摊|平分|分摊|各付各|各自承担|五五|(?<![a-z])aa(?![a-z])|一半一半|(?:承担|出|付|报销?|补|负担)一半"
            r"|一半(?:的)?(?:运费|邮费|快递费)"
        ),
        "advance": (
            r"(?<![鞋坐床脚护靠海地软杯])垫(?:付|上|一下|支|着|钱|出|款|$)|(?:俾|畀|付|出)住"
            r"|预(?:先)?(?:支付|缴|付(?!的?(?:标签|面单|运单|信封|条码|单)|清))"
            r"|先(?:行|把)?[^,没不]{0,6}?(?:自付|支付|付(?!款)|出(?=$|一下|了|,)|承担)(?:一下)?"
        ),
        "free": (
            r"免费(?:地)?(?!(?:上门|到府)?[看睇勘查检测修])(?:给您|帮您|为您|给你|帮你|安排|提供|派人|叫"
            r"|约)?(?:快递员?|快递小哥|师傅|物流"
            r"|顺丰)?(?:上门(?![安维检服送测量])|到府(?![鉴检维安服测看勘])|取件|取货|取|寄回|寄|退|换(?!新机)|收"
            r"|拉|揽|邮|运|回收"
            r"|来回|往返)"
            rf"|(?:寄件|取件|退货|退换|寄回|退回|来回|往返|上门|{COST_ZH})(?:[^,不没非唔]{{0,6}})(?:免费|免单"
            rf"|免了|免(?=$)"
            rf"|全免|减免|免除|免掉|免收)|免(?:收|除|去|掉|付|您|你|来回|往返|双向|双程)*(?:的)?(?:{COST_ZH})"
            r"|免运|免邮(?=[退换寄])|(?:退|换|寄回)[^,]{0,2}(?:包邮|免邮)|包邮(?:退|换|寄回)"
            rf"|包(?:您|你|了)?(?:来回|往返|双程|双向|两头|两程|两趟|(?:退货|寄回|退换|换货)?(?:{COST_ZH}))"
            r"|零(?!件|配|部|售|食|钱|星|度|点|下|头|碎|用|散)[一-鿿]|(?<!\d)0元"
            rf"|(?:没有?|无|冇)(?:任何|额外|其他|什么|需|须)*(?:{COST_ZH})|包邮(?=$|[的哦呢哈啦呀])"
            r"|一(?:分|毛|块|元|蚊|文)钱?(?:都|也)?(?:不|唔|没)(?:用|必|需|会|要|使)*(?:您|你)?(?:花|出|掏|付"
            r"|收|俾)?"
            r"|(?:不|唔)(?:用|需|会|要|使|让|叫|您|你)*(?:花|掏|出|收|付)(?:您|你)?(?:一|半|任何)(?:分|毛)?钱?"
            r"|(?:不|唔)(?:用|使|需要?|要|收)(?:钱|费用?)"
            r"|(?:不|没有?|无)(?:会|再|另外?)?(?:产生|发生|收取?|涉及)(?:任何|额外|其[他它])*(?:费用|花费|钱)"
            r"|是免费|(?<=[您你])免付?费|免付费|(?:全程|都|全部|是|均)免费"
        ),
        "worry": (
            r"(?:不用|不必|无需|无须|不需要|唔使)(?:您|你|自己|再|去|多)*(?:管|惦记|发愁|操心|考虑|理会|理|费心"
            r"|操心)|免(?:烦恼|操心|担心|费心)"
        ),
        "label": (
            rf"(?:挂|记|走|入)(?:在|到)?(?:{_SELLER})(?:这边)?的?(?:账|帐|户|月结)|(?:回邮|预付|已付邮资的?|寄付"
            rf"|月结)(?:的)?(?:标签|面单|运单|信封|条码|单)"
            r"|(?:已|已经)(?:预付|付清|付好|付掉)|实报实销|报多少|照单(?:付|全[付收]|报)"
            r"|凭(?:票|单|小票)[^,]{0,3}(?:报|付)|(?<!作为)(?:运费|邮费)补偿(?!是|到账)"
        ),
        "charge": (
            r"(?:(?:跟|向|找|和|问)[您你](?:再|另外?|加|补|多|额外)*(?:收|要(?!求)|讨)|收取|加收|另收|收费|收钱"
            r"|(?<![签验回点查接拒揽门])收(?=[您你]|买家|客户|客人"
            rf"|[\d\[一二两三四五六七八九十]+\D{{0,4}}[元块]|{COST_ZH}|来回|往返|\d|$|[的哦哈呢])|减[掉去扣除]"
            r"|抵扣|从[^,从]{0,5}(?:款|钱|金额?|余额|账|项)(?:里面?|中|当中|内)?[^,不没唔]{0,4}(?:减|抵|划|拿|除"
            r"|出)|核减|扣(?:除|掉|减|取|下|回"
            rf"|走)?(?!回优惠)|(?:(?<![没所含只])有|(?<![不没无])产生|(?<=[会能要])收?取)(?:上门|一定的?|个"
            rf"|点)*(?:{COST_ZH})(?=$|[的哦呢哈])|少(?:退|给"
            rf"|到账)?[您你]?{_AMOUNT}|(?:跟|和|同|与)(?:您|你)(?:计|算)|计(?=[您你]|费|钱)|要(?:您"
            rf"|你)的?钱)(?!(?:除|掉|减|取|下|走|了|过)?(?:的|嘅)[^,]{{0,10}}?(?:{COST_ZH}|元|块|钱|部分|那)"
            r"|的话)"
        ),
        "priced": (
            r"(?:取件|运费|邮费|快递费|单程|[拉运取寄]回|回程|返程)[^,\d]{0,5}\d{1,4}$"
            rf"|(?:{COST_ZH}|取件|寄回)[^,不没退补返报赔转给免]{{0,6}}?{_AMOUNT}(?![^,]*(?:退|补|返|报|赔|给您|转))"
        ),
        "refund": (
            r"报销|找(?:我们?|店里|客服|财务)(?:这边)?(?:来)?[拿领报要结]|过(?:数|户)?(?:返|返?(?=俾"
            r"|畀))(?=[俾畀给您你])|(?<!作为运费)(?<!作为邮费)补(?:偿(?!是|到账)|贴|助|还|给您|给你)"
            r"|补(?:给|回|返|足|上)?(?=[您你]|您|你|给|到|$|的|运|邮|快|来|往|首|全|了|哦|哈|[\d])"
            r"|(?:一(?:起|并|块儿?|同)|也|全部|全数|全额)?(?:退(?:还|给|回|刷|返|到|出|掉|[您你](?=$"
            r"|[的哦呢哈了,]|\d|全额))|打(?:回|给|到|还)(?:去|您|你|给您)?|转(?=[您你](?:$|[的哦呢哈了,]|零钱"
            r"|微信|支付宝|余额|卡|账))"
            r"|转(?:回|给|到|还)(?:去|您|你|给您)?|(?<=给[您你])[打转返]|(?<=[再会就])给[您你](?=$|[的哦哈呢])"
            r"|返[您你]|返还|返给|返现|还给|打款)(?!货|的|来|去|单|件|包裹|商品|[那这]|我|仓|公司|(?:您|你)?自"
            rf"|一?[程趟段]|您?的?{COST_ZH}(?:您|你|由|要|需|自|买))"
            rf"|退(?!货)(?:您|你|的|付|全|部|给|来|往|首|次|当|初|垫)*(?={COST_ZH}(?!您|你|由|要|需|自|买))"
            r"|(?<=[不报予路])退(?=$|的|哦|哈|呢|了)|退刷|[退报补赔](?=不[了到成])"
            r"|(?<![先填申举汇])(?<![按照以][您你])报(?=给|您|你|的|了|掉|$|来|往|运|邮|哦|哈)|赔(?:付|偿|给)?"
            r"|贴(?=您|你|给|钱|补)"
        ),
        "pay": (
            r"(?:承担|负担|负责(?!人|任)|支付(?!宝)|缴(?:纳|付)?|买单|埋单|找数|全数找|找(?=$|晒|啦|啰|嘅|来回"
            r"|速递|运费|返)|结(?:算|清|掉|过|付|账)|(?<![纠团总完])结(?=$|的|了|一下)|掏|(?<!到)付(?!款"
            r"|费[页商]|宝|过去|邮|了[^,]{0,6}(?:元|块|运费|邮费))"
            r"|(?<![看付支寄发退提超指做得列露查测想拿])出(?!货|库|现|示|售|去|具|错|问题|厂|门|发(?!过去|给|的)"
            r"|入|于|单|行|来(?:了|后|第|,)|结|嚟)|出返|(?:俾|畀)(?![您你])|(?<=[返数钱快])(?:俾|畀)|认(?=$|了|账"
            r"|的)|消化|吸收|搞定|管(?=$"
            r"|[了的哦哈呢喔啊啦吧呀嘛])|管不了|兜(?=着|底|$)|扛|(?<=[我们哋店])(?:请(?:客)?|招待)(?=$"
            r"|[的了哦啦吧])|送(?=[您你](?:$|[了的哦吧啦]))|担待|担(?=$|着"
            r"|的)|贴(?=$"
            r"|的|了|钱)|解决|处理(?=$|一下|掉|的)|给(?=$|的|哦|哈)"
            r"|(?<![寄回出过往起退拉送发下上后原本将看未带])来(?=$|[出付承哦呢啊哈啦吧呗哒喔]|[的了]$)|包(?=$|的"
            r"|了|掉|下|圆)"
            rf"|报(?=$))(?!过?(?:的|嘅)[^,]{{0,10}}?(?:{COST_ZH}|元|块|钱))"
        ),
        "belongs": (
            rf"(?:[费钱资](?:都|全|也|就)*(?=(?:{_SELLER}|{_CUSTOMER})的[哦呢啊哈啦]*$))"
            rf"|(?:算|归|属于?|是|(?<![联关])系|由|在|记|入|落|挂|找)(?:在|到)?(?=(?:{_SELLER}"
            rf"|{_CUSTOMER})(?:那边|这边|那头|方面|方|自己|自|来|负责|管|出|付)?(?:的|嘅|账上?|帐上?|头上|身上"
            r"|度|数|名下)*(?:$|[哦呢啊哈吧啦呀了喔]))"
        ),
        "none": (r"(?:不需要?|不用|无需|不必|唔使|不会|不收|不扣)(?:的|哦|呢|哈|了|喔|啦|~)*$"),
    }
)
"""The ways to say who pays, by kind."""
_WITHDRAWN = Pattern(
    r"(?:的?(?:资格|优惠|权益|服务|门槛))?(?:就|会|将|则|也|要|已经?|便)*(?:被)?(?:取消|失效|作废|收回|没了"
    r"|不成立|不算|享受不)"
)
"""What was free and is so no longer: 原本的包邮会取消."""
_WE_DO_NOT = Pattern(r"(?:恕|概|一律)不(?:能|予|会|再)?$")
_NO_NEED = Pattern(r"(?:不用|无[需须]|不必|不需要?|唔使|毋[需须]|甭)[^,您你]{0,2}$")
_ALONE = Pattern(rf"(?:(?P<seller>{_SELLER})|(?P<customer>{_CUSTOMER}))(?:自理|自付|承担|支付)?(?:\([^)]*\))?$")
_CANNOT = Pattern(r"不[了到成]")
_SPARED = Pattern(r"(?:省得|免得|以免|省去|避免)[^,]{0,4}$")
_PARTY_AFTER = Pattern(rf"(?:在|到)?(?:(?P<seller>{_SELLER})|(?P<customer>{_CUSTOMER}))")
_OURSELVES = Pattern(rf"(?:{_SELLER})(?:这边|店里|会|都|来|已经?|先|可以|能|就)*$")
_NEED = Pattern(r"(?:需要?|要|得|须|应|另|另外|再|只用|只需|只要|补)[^,]{0,6}$")
_PAID = Pattern(r"(?:已|已经|都|预|代)$")
_VAGUE = frozenset({"解决", "处理", "搞定", "来", "给", "认", "送", "贴", "结", "兜"})
_SENT = Pattern(r"[^,]{0,4}?(?:寄|退|发|送)(?!.?多少)")
_WINDOW = 28
"""How far before a verb its subject or its negation is looked for, in characters."""


def statements(clause: str) -> Iterator[Statement]:
    """The payers that a folded Chinese clause names, in order."""
    insured = INSURANCE.search(clause)
    verbs = list(_VERB.finditer(clause))
    for match in verbs:
        if match.lastgroup == "priced" and len(verbs) > 1:
            continue  # 发货运费8元我们承担: who pays it is said beside
        before = clause[max(0, match.start() - _WINDOW) : match.start()]
        if _TWICE.search(before) or _SPARED.search(before):
            continue
        kind = match.lastgroup or ""
        for payer in _payers(kind, match, clause, before):
            if insured and payer == "customer" and kind in {"refund", "charge"}:
                continue  # 没有的话保险不赔: nobody is named
            by_insurer = insured and payer == "seller" and kind in {"refund", "pay", "free", "advance"}
            manner = "spared" if kind == "charge" and payer == "seller" else _manner(kind, match)
            yield Statement(match.start(), match.end(), "insurer" if by_insurer else payer, manner)


def party_alone(clause: str) -> Payer | None:
    """The payer where a clause is nothing but a party: 买家(往返)."""
    return _party(_ALONE.match(clause))


def _manner(kind: str, match: re.Match[str]) -> Manner:
    if kind in {"advance", "refund"}:
        return "advance" if kind == "advance" else "refund"
    if kind == "none":
        return "answer"
    if kind == "pay" and match.group() in _VAGUE:
        return "vague"
    if kind == "own" and _SENT.match(match.string, match.end()):
        return "self_evident"
    if kind == "free" or (kind == "label" and "补偿" not in match.group()):
        return "self_evident" if match.group() not in {"是免费", "都免费", "全部免费", "均免费"} else "plain"
    return "plain"


def _payers(kind: str, match: re.Match[str], clause: str, before: str) -> tuple[Payer, ...]:
    negated = _NEGATED.search(before) is not None or _CANNOT.match(clause, match.end()) is not None
    if kind == "half":
        return ("seller", "customer")
    if kind == "pay":
        payer = _subject(before, negated)
    elif kind == "belongs":
        owner = _party(_PARTY_AFTER.match(clause, match.end()))
        payer = turned(owner, negated) if owner else None
    elif kind == "advance":
        payer = (
            "seller" if "垫" in match.group() or negated or _OURSELVES.search(before) else "customer"
        )  # 垫 is money one gets back
    elif kind == "own" and _OURSELVES.search(before):
        payer = "seller"
    elif kind in {"own", "charge", "priced"}:
        payer = turned("customer", negated)
    elif kind == "free":
        payer = turned("seller", negated or _WITHDRAWN.match(clause, match.end()) is not None)
    elif kind in {"refund", "label"}:
        payer = turned("seller", negated)
    else:
        payer = "seller"
    return (payer,) if payer else ()


def _subject(before: str, negated: bool) -> Payer | None:
    """Who bears the verb: the last party before it; without one, what is needed falls to the customer."""
    payer = _party(_last_party(before))
    if payer == "seller" and negated and _NO_NEED.search(before):
        return "seller"  # 报我手机号就行不用掏钱: who need not pay is the customer, named or not
    if payer is not None:
        return turned(payer, negated)
    if _WE_DO_NOT.search(before):
        return "customer"
    if negated:
        return "seller"
    if _PAID.search(before):
        return "seller"
    return "customer" if _NEED.search(before) else None


def _last_party(before: str) -> re.Match[str] | None:
    last: re.Match[str] | None = None
    for match in _PARTY.finditer(before):
        last = match
    return last


def _party(match: re.Match[str] | None) -> Payer | None:
    if match is None:
        return None
    return "seller" if match.group("seller") else "customer"
