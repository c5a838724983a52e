"""The words of return shipping, on folded text (Simplified, half width, lower case): costs, legs, matters."""

from __future__ import annotations

from typing import Literal

from rag.text import Pattern

Leg = Literal["return", "outbound", "resend"]

_FEE = (
    r"(?:退货|回程|返程|来回|往返|逆)?(?:保价|运送?|邮寄?|快递|快件|速递|宅配|物流|寄件|寄送|寄|运输|取件|回收|货运"
    r"|收件|揽件|发货|出货|送货|派件|邮递|顺丰|递送|配送)(?:的)?(?:费用?|钱|资(?!格|料|讯|质)|款项|开销|花销|开支)"
    r"|(?:退货|退换|物流)?(?:处理|手续)费|(?:路上|途中|寄|快递)[^,]{0,4}[花用](?:的|掉的)(?:钱|费用)|邮资|运费"
    r"|邮政费|(?:寄件|派送|运杂|专线|提货|提件|返运|回运|过路|邮政|邮递|寄付|中转|托运|跑路|脚力?|盘|车)(?:费用?|钱|资)|盘缠|路钱|脚力钱"
    r"|(?:运输|物流|寄送|寄件|快递|邮寄)(?:的|所需)?(?:成本|支出|账单|款)|运杂|运脚|资费"
    r"|首重|续重|(?:寄件|快递|物流|退货)面?单(?=我|由|店|小|本|咱|您|你)|邮费|邮钱|车马费|路费|(?:跑腿|拉货|托运"
    r"|闪送|打车|货拉拉|搬运"
    r"|装卸|取货|店到店|超商|车|油)(?:的)?(?:费用?|钱)"
    r"|[邮运油由](?:废|飞|非|肥|fei)|(?:油|由)费"
)
COST_ZH = rf"(?:(?:{_FEE})(?!险|券|卷|劵)|费用(?!明细))"
COST_EN = (
    r"(?:shipping|postage|freight|carriage|surcharge|transport(?! damage)|(?:locker|drop-off|courier|delivery"
    r"|pick-?up|collection|mailing|transport"
    r"|parcel"
    r"|return|shipment)(?:'s)? (?:fees?|costs?|charges?|bills?|expenses?)|(?:cost|price"
    r"|expense)s? of (?:the )?(?:return|postage|sending|shipping|mailing)|p&p|(?:dispatch|return) charges?"
    r"|(?:first|original|outbound"
    r"|initial)(?: [$€£]\d[\d.]*)? delivery)(?! (?:insurance|address))"
)
COST = Pattern(rf"{COST_ZH}|\b{COST_EN}\b")

_BOTH_ZH = (
    r"[来嚟]回|往返|往反|来会|往来|来往|双[程向边]|两(?:头|趟|程|段|次|边|笔|路|回|转)|一来一[回去]|一去一回|去回"
    r"|来去|去来"
    r"|寄来寄去|前后两|去程(?:和|与|跟|同|加)?(?:回|返)程|来(?:程)?[和跟与及同]去|去[和跟与及同][来回]"
    r"|去\d+\D?回\d+|一去一返|正逆向|进出|双份|前前?后后?(?=[的两][^,]{0,4}(?:[费钱资]|笔|趟)|快递|物流|[运邮]费|花的)"
    r"|(?<!回)(?:去|送来?|出货|发货|派送|配送|首[程次]|寄去|发出|运去)[^,钱块元]{0,6}(?:[和与跟及、]|还有|加上?|连同?)[^,]{0,4}(?:回|返|退|收[回走]|[拉运取载]走)(?![^,]{0,8}(?:链接|地址))"
    r"|(?:[寄退拉运载送返]回|回来|返程|回程|退货)(?:来|时)?[^,钱块元]{0,4}(?:[和与跟及、]|还有|加上?|连同?)[^,]{0,5}(?:去|送[给到来]|出货|首[程次发]|派送|配送)"
    r"|去的(?:[那这]?[趟程笔])?[^,]{0,3}来的|寄去寄回|送去送回|载去载回"
)
_BOTH_EN = (
    r"\bboth (?:\w+ )?(?:ways|legs|directions|trips|journeys|shipments|the outbound|the original|the return)"
    r"|\b(?:each|either) way\b|round[- ]trip|two-way|there and back|outbound (?:and|\+|&) (?:inbound"
    r"|return)|in either direction|come and go|go(?:ing)? and (?:back|return)|to and fro|in both"
    r"|out and back"
    r"|all (?:the )?(?:shipping|postage)|\bin and out\b|both what we (?:paid|pay|spent) and what you"
)
_JOINED_ZH = (
    rf"(?:{COST_ZH})(?:和|与|跟|同埋?|及|以及|连同|加上?)(?:您|你)?(?:当初|当时|首[次程发]|原本|之前|先前|发货"
    rf"|出货|送货|第一)"
)
"""The way back and the first delivery, the one unsaid: 邮资与当初的宅配费."""
BOTH = Pattern(rf"{_BOTH_ZH}|全程|{_JOINED_ZH}|{_BOTH_EN}")
_LINK = (
    r"(?:之|来|去|嚟|给我们|到仓库?|过来|的|嘅|时|所|要|需|产生|花|用|那|这|嗰|𠮶|一|个|边|程|趟|段|次|笔|份|了|您"
    r"|你|垫付?|付|会|有|掉|全部|件|货|补发|重发|换发){0,7}"
)
_RETURN_ZH = (
    rf"(?<!修好)(?<!修好后)(?:(?:退货|退回|寄回|寄返|发回|寄还|返回|回寄|[送拉载运搬取]回|到付|退件|寄来|退返"
    rf"|返寄){_LINK}(?:{COST_ZH}|钱|费|顺丰|速递|快递|份|笔|程"
    r"|趟|段|邮|元))"
    r"|(?<!修好)(?<!修好后)(?:寄回|寄返|寄过来|退回|退返|回寄|取件|退件)[^,]{0,10}(?:[付出畀俾给花掏收贴]钱|费"
    r"|\d(?:元|块|蚊)|十(?:元"
    r"|几?块|蚊))|(?:寄|发)(?:过)?(?:来|嚟)(?:的)?(?:那|这|嗰|𠮶)?(?:一)?[趟程段]|寄回(?=和|与|跟|同|及)|(?:寄回"
    r"|寄来|退回|寄返)\d"
    r"|(?<=[出付担包])(?:寄回|寄来|退回|寄返|发回)(?:来|嚟)?(?:的|嘅)?$"
    r"|^(?:只|就|而|但|那)?(?:寄回|退回|寄返|回寄|寄来|发回)(?:来|去|嚟)?(?:的)?(?=也|还|就|都|仍|则|得|要|由|请"
    r"|麻烦|算|归|是|全|均|我|自|包|免|咱|本|客|落|公司"
    r"|需|您|你|我们|买家|店|$)|退货[^,]{0,6}(?:处理|手续|物流)[^,]{0,3}费|取件|取货费|上门(?:取|收|拉|揽)"
    r"|到府收|回程|返程|单趟|回收(?:一|作业|服务)|逆向|回邮|单程|寄件(?:的)?(?:运|邮|快递|保价|物流)?费|收件|拉货"
    r"|拉走|收回|退货(?:和|与|跟"
    r"|同|及)"
    r"|(?:自费|免费|自己掏钱|花钱)(?:帮您|给您|为您)?(?:寄|退|发|邮|收)回?|寄件免费"
    r"|[拉载运搬][回走]|(?:邮|快递|跑腿)[^,]{0,6}(?:送到|送回|到店)|跑腿费"
    r"|退(?:的)?(?:那|这|嗰|𠮶)一?[趟程段]|回来(?:的)?(?:那|这|嗰|𠮶)?一?[趟程段]"
    r"|回(?:来|运|寄|库|仓|头路)(?:的|那|这|所|时|[运邮快物路费])|返[库仓厂](?:的|那|这)?|(?:寄|发|退|送)(?:来|到|给|回)?(?:给)?(?:我|俺|咱)(?:们|这儿?|店|社|司)?(?:的|嘅|那|這|这)"
    r"|寄(?:过)?(?:来|嚟)的(?![时话])|(?:退货|寄回)(?:这|那|嗰)(?:一)?(?:边|头|程|趟|段)"
)
_RETURN_EN = (
    r"\breturn charges?\b|\b(?:parcel|package|box|trip|journey|way) home\b|\breturns? (?:are|is|costs?|runs?"
    r"|comes? to)\b[^,;]{0,16}[$€£\d]"
    r"|\bresponsible for (?:getting|sending|shipping|posting|mailing|returning)\b|\breturn (?:shipping|postage"
    r"|freight|carriage|leg|label"
    r"|fees?|costs?|courier|delivery|parcel|trip"
    r"|journey)"
    r"|\b(?:shipping|postage|sending|send|mail|mailing|ship|get|getting|post|posting|journey|trip|way"
    r"|leg)\b[^,.;]{0,24}\bback\b|pick-?up|collection|prepaid|of (?:the )?return\b|\breturns? (?:is|are) free"
    r"|free returns?|\blabel (?:costs?|fees?|is|comes? to)\b"
    r"|\b(?:return|send|ship|mail|post|courier|forward)\w* (?:it|them|this|that|these"
    r"|the \w+)(?: back)?(?: to us)? at (?:your"
    r"|our)\b"
)
RETURN = Pattern(rf"{_RETURN_ZH}|{_RETURN_EN}")
_OUTBOUND_ZH = (
    r"(?<![您你新换再码色货])(?:寄|发|送)出(?:去)?(?:的|嘅)?(?:运|邮|快递|物流|宅配|速递)费|首次|首程|首发"
    r"|(?<![回返])(?:发|寄|送)[^,回返退来嚟过]{0,2}[那这嗰𠮶]一?[趟程段转份笔]|^(?:只|就|而|但"
    r"|那)?(?:寄|发|送)(?:过)?去(?:的)?(?=也|还|就|都|仍|则|得|要|由|需|算|归|是|您"
    r"|你|我|全|均|$)|(?:发|寄|送)(?:给|到)?[您你](?:的|嘅|那|嗰)|(?:出货|发货|首发)(?:的|时的"
    r"|那)?[\d一二三四五六七八九十]|(?<![您你])(?:寄|发|送)出(?:去)?(?:时|嗰时|嗰阵|那时|的时候)|当初|当时(?:的"
    r"|付|寄|发)|最初"
    r"|原(?:运费|邮费|本付|来付|先付|先的|来的运)|去程"
    r"|(?:送|发)(?:嗰|𠮶|那)一?[趟程段]|送(?:来|嚟)(?:的|嗰|𠮶|那|这)|第一(?:趟|次|程)(?!换|退)"
    r"|发货(?:时|的|那|当时){0,2}(?:运|邮|快|物|费)|发货时[^,]{0,10}(?:运费|邮费|快递费)|送货|正向|来程|购买时"
    r"|(?:发|寄|送|邮)(?:过|出)?(?:去|(?:给|俾|畀|到)(?:您|你))(?:的|嘅|那|嗰|𠮶|时|这|和|与|同)"
    r"|发货[^,]{0,8}?[运邮]费|(?<![回寄退])去(?:的|嘅)?(?:那|这|嗰|𠮶)一?[趟程段]|(?:之前|先前|原先|原来|原订单)(?:您|你)?(?:[付刷俾畀交]咗?(?:的|嘅|那)|的[^,]{0,4}(?:货费|[运邮]费)|嗰|那[^,]{0,3}\d|[^,]{0,4}[运邮送]货?费)|(?<![回返来寄退])去的(?:时候|[\d一二三四五六七八九十])"
    r"|下单时(?:付|交)?的?(?:运|邮)|发出(?:去)?(?:的|时|那)|出货(?:的)?(?:运|邮)"
)
_OUTBOUND_EN = (
    r"\b(?:trip|way|journey) out\b|\bdispatch charges?\b|(?<!return )(?<!courier )\bdelivery (?:fee|charge"
    r"|cost)s?\b|\b(?:your"
    r"|the) (?:[$€£]\d[\d.]* )?delivery\b(?! (?:back|address|time|driver|company|service|partner|man))"
    r"|\b(?:original|outbound|initial|first(?= (?:delivery|postage|shipping|shipment|leg|trip|parcel|way|freight"
    r"|one))|outgoing|forward)\b"
    r"|\b(?:sent|send|sending|shipping|postage|delivery|shipped|posted|way|leg|it|them|out) to you\b"
    r"|when you (?:ordered|bought)|\bwe (?:spent|paid)\b[^,.;]{0,16}\b(?:send|ship|post)\w*"
    r"|\bget(?:ting)? it (?:out )?to you\b"
)
OUTBOUND = Pattern(rf"{_OUTBOUND_ZH}|{_OUTBOUND_EN}")
_RESEND_ZH = (
    rf"(?<![重最全清创])新(?!疆|手|闻|款|年|鲜|用户|客)[一-鿿]{{0,2}}?(?:的)?(?:{COST_ZH}|寄|发(?!票|现|错)|送)"
    r"|(?<=我们)发[^,回来出货]{1,4}的(?:运|邮|快递)费|修好[^,]{0,4}[寄发]|补发|(?<=[出付担包])(?:寄出|发出"
    r"|换出)去?(?:的|嘅)?$|(?:寄|发|送)(?:出)?(?:新|大|小"
    r"|另)(?:的|件|码|一)"
    r"|换出(?:去)?|换给您的|(?:和|与|跟|同|及)寄出"
    r"|^寄出(?:去)?(?:的)?(?=也|还|就|都|仍|则|得|要|由|请|麻烦|算|归|是|全|均|我|自|包|免|咱|本|客|落|公司|需|您"
    r"|你|我们|买家|店)|重发|重寄|补寄|换发"
    r"|再(?:次)?[寄发](?:出|给|送|\d)|再(?:次)?[寄发]的?[运邮快费]|二次[寄发]"
    r"|(?:新(?:机|的|品|货|件|一件|鞋)|换货|换新|换好)[^,]{0,4}(?:寄|发(?!票|现|错)|送)"
)
_RESEND_EN = (
    r"\bre-?(?:ship|send|deliver)\w*"
    r"|\b(?:replacement|exchange|new (?:one|item|pair))\b[^,.]{0,12}\b(?:shipping|postage|delivery)"
    r"|\b(?:ship|send|post|mail)\w*(?: (?:of|for|out|you))? (?:another|(?:the|a) (?:new|replacement|missing))"
)
RESEND = Pattern(rf"{_RESEND_ZH}|{_RESEND_EN}")
TRIP_ZH = (
    rf"{_BOTH_ZH}|(?<=[货去来回时返车])(?:的|嘅)?[那这嗰𠮶][份笔次转]|(?:钱|费用)(?:的|这)(?:事|块|方面)|(?:那|这"
    rf"|嗰|𠮶|该|一|每)(?:一)?(?:程|趟|段)(?!时间)|单程"
    rf"|去程|回程|返程"
)
TRIP = Pattern(
    rf"{TRIP_ZH}|{_BOTH_EN}|\bresponsible for (?:getting|sending|shipping|posting|mailing|returning)\b"
    rf"|\breturns? (?:are|is|costs?|runs?)\b[^,;]{{0,16}}[$€£\d]|\b(?:parcel|package|box|trip|journey|way) (?:home"
    rf"|back)\b|\bwhat(?:ever)? (?:you"
    rf"|it) (?:paid|pay|spent|spend|cost)s?\b"
    r"|\b(?:parcels?|trips?|legs?|journeys?|uplift|carrier bill|labels?|courier|driver|collection|pick-?up"
    r")\b[^,;]{0,24}"
    r"\b(?:on (?:us|you|me)|ours|yours|free|(?:our|your) (?:tab|dime|shout|bill|expense|cost|treat)|paid"
    r"|payable|courtesy)\b"
    r"|\bthat (?:part|leg)\b|\breturn(?:s|'s)? (?:is |are |will be )?(?:always )?(?:on (?:us|you)|at (?:our|your))"
    r"|\b(?:pay|cover)(?:ing|s)? (?:[$€£]?\d[\w.]* )?(?:for )?(?:the |your )?returns?\b"
    r"|\bcharge\w* (?:you )?(?:for )?(?:the |any |our )?returns?\b"
    r"|\b(?:reimburse|refund|pay|cover)\w* (?:you )?(?:for )?(?:the|your) (?:courier|label|parcel)"
)
"""Legs named as if they were their cost: 两头都我们付."""

INSURANCE = Pattern(
    r"(?:运费|退货|退换|退货运费)(?:保?险|宝|保障)|理赔款|承保|(?:有|带|送|买|赠|加)[了的]?险(?!情|些|峻|境|恶)|(?:^|[^危保风惊冒抢凶艰探阴社])险(?=在|给|会|那边|来|赔|报|方)|退换无忧|权益|(?:会员|vip)[^,]{0,4}(?:免|包)|(?<!社会)保险(?!杠|丝"
    r"|起见|箱|柜|带)"
    r"|\b(?:freight|shipping|returns?|postage|delivery)(?: shipping| postage| freight)? (?:insurance|cover"
    r"|protection)\b|\binsur(?:ance|er)\b"
)
SHIPPING = Pattern(rf"\blabel\b|{COST.source}|{TRIP.source}|{INSURANCE.source}")
"""Shipping named as such: what follows may be about it."""

RETURN_MATTER = Pattern(
    r"退(?!休|色|热|烧|步)|换(?!算|句话|言之|季)|寄回|寄返|发回|送回|取件|售后|质量|瑕疵|故障|坏|破|裂|漏|垫付"
    r"|来回|往返|返修|上门(?![安维检服送测量])|寄(?:走|来|过来)|有(?:点|些|啲)?问题|\bissue|\bproblem|\bstopped"
    r"|无理由|到付|运费险|\breturn|\bexchang|\b(?:send|ship|mail|post|tak)\w*\b[^.;]{0,20}\bback\b"
    r"|\bsend (?:it|them) (?:to us|over)|\bdefect|\bfault|\bbroken|\breplac|\bboth ways"
)
"""The matter is a return or an exchange, or a fault that may become one."""

PURCHASE = Pattern(
    r"下单|拍下|升级|取消|海外|[满滿]\S{0,8}(?:包邮|免邮|免运)|包邮(?!退|换|寄回|给您[退换])|起送|凑单|补(?:差价"
    r"|邮差|运费差)"
    r"|差价|发顺丰|改价|偏远|附加费|运费[券卷劵]|发票|开票|[专增普]票|未发货|还没发货|没发货|催发"
    r"|寄(?:往|到|去)?(?:香港|澳门|台湾|国外|境外|新疆|西藏|内蒙|青海|海南)|外岛|离岛"
    r"|\borders? (?:over|above|under|below)|\bcheckout|\bexpress\b|\binvoice|\bcancel|\bupgrade"
    r"|\bbefore dispatch|\bship(?:s|ped)? free\b|\bfree shipping (?:to|on|over)|not (?:yet )?shipped"
)
"""Postage of a purchase, invoices, cancelled orders: another matter, no claim."""

_OF_DELIVERY = Pattern(r"首重|续重|搬运|上楼|乡镇|安装|拆装|送到县")
"""A purchase too, unless a return is what the customer speaks of."""

_TURNED_BACK = Pattern(
    r"退货|换货|退换|换新|换发|给您换|补[发寄]|重发|寄回|寄返|发回|退回(?=来?的|那)|取件|来回|往返|质量|瑕疵"
    r"|[能可]换|可以换|换[一个大小码新成]|旧的|后悔|反悔|不想要|想退|要退|可退|无理由|不喜欢|\breturn|\bback\b"
    r"|\bdefect|\bfault|\bboth ways|change of mind"
)


def about_purchase(sentence: str, returning: bool = False) -> bool:
    """Whether a sentence speaks of a purchase's postage and of no return; `returning` where the customer does."""
    bought = PURCHASE.search(sentence) is not None or (not returning and _OF_DELIVERY.search(sentence) is not None)
    return bought and _TURNED_BACK.search(sentence) is None


def legs_of(text: str) -> frozenset[Leg]:
    """The legs that a text names; empty where it leaves them unsaid."""
    if BOTH.search(text):
        return frozenset({"return", "outbound"})
    found: set[Leg] = set()
    for leg, pattern in _LEGS:
        if pattern.search(text):
            found.add(leg)
    return frozenset(found)


_LEGS: tuple[tuple[Leg, Pattern], ...] = (("return", RETURN), ("outbound", OUTBOUND), ("resend", RESEND))
