"""Who pays, by the places of postage and party in a clause, where its verb stands in no table.

邮费统统小店的 · 路费我兜着 · 两趟都麻烦您 · 运费由新人自备 · 走公司账: verbs for bearing a cost are an open class,
and so are names for a customer. What can be listed is what one does with postage and does not pay it: ask, check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rag.guardrails.shipping import bearing_en
from rag.guardrails.shipping.payers import Payer, Statement, turned
from rag.guardrails.shipping.topic import AMOUNT, GIVES_BACK
from rag.guardrails.shipping.words import COST_ZH, INSURANCE, TRIP_ZH, legs_of
from rag.text import Pattern, has_han

_OURS = (
    r"我(?:们|哋|地|方|司|家|店|厂|社)?(?:这边|这儿|这头|那头|自己)?|俺(?:们|家)?(?:这头|这边)?|咱(?:们|家|店里?)?|额"
    r"|[本小敝]店|[本敝]?[公我本敝]司|店[里家方铺主]?|掌柜的?|老板|卖[家场方]|商[家户城]|工?厂[里家方商]?|仓库?方?"
    r"|品牌方?|官方|平台|工作室|总部|小[编农]|卖方"
)
_THEIRS = (
    r"[您你恁侬妳](?:自己|自家|自个儿?|个人|那边|那儿|那头|这边|这侧|本人|家)?|亲亲?|宝(?:子|贝|宝|妈)?|[小大]?[姐哥]{1,2}"
    r"|妈[咪妈]|大?妹子|小主|小?仙女|家[人长]|买[家方]|客[户人官]|顾客|消费者|用户|贵[宾方客]|阁下|主人|[车业]主|新人"
    r"|[寄退送][件货检]人|自己|自个儿?|先生|女士|小姐|同学|老师"
)
_OTHERS = (
    r"(?<=由)(?!责任|过错|双方|对方|谁|哪|保|险|系统|快递|物流|顺丰|专人|师傅|第三"
    r"|[乙甲丙]方)[一-鿿]{1,3}?(?=自|承|负|付|出|支|来)|(?<=归)(?!责任|过错|双方|谁|哪|属|零)[一-鿿]{2,3}(?=$"
    r"|[哦呢哈啦喔呀的])"
)
"""A party by its place alone, which is the customer: 由新娘自备 · 归主人."""
_PARTY = (
    r"(?<![给帮替为跟向问和与对退补转赔收报还打贴汇扣寄发朝找])(?<!(?<![往来回])返)"
    rf"(?:(?P<seller>{_OURS})|(?P<customer>{_THEIRS}|{_OTHERS}))"
)
_NO = r"(?:不(?:用|要|需|必|会|能|该|让|叫|劳|消|喊)?|无[需须]|唔(?:使|会|要)?|别|甭|没|免|未便|莫)"
_NOT_PAID = (
    r"拒|查|问|核(?!销)|看|说|讲|谈|聊|告|通知|登记|备注|记(?![我您你]|在|入)|申请|反馈|联系|沟通|计算|了解|知道|明白|清楚|放心"
    r"|安心|担心|填(?!坑)|写|选|勾|(?<!打)发|拍|截|凭|单(?!据)|点|预估|估|示|等于|分[开别]"
    r"|参考|为准|多少|怎|如何|什么|啥|哪|谁|规定|标准|政策|商量|协商|争取|优惠|便宜|贵(?![宾方客])|高|低|差|比|谅|理解"
    r"|确认|证明|吗|么$|呢$|没有|有[的些]|低价|没[注留]|[没不]包|垫"
    r"|方便|稍|等|急|解释|交代|提(?!供)|想|觉|考虑|收到|到(?:了|账)|退(?!给|还|您)|改|换|寄|送(?!您)|抱歉|不好意思|接受"
    r"|同意|满意|建议|安排(?!付)|按(?!规|照|章)|根据|对(?!接)|合(?!计)|险|保险|已经?(?:给|帮|为)"
)
_FEE = (
    rf"(?:{COST_ZH}|{TRIP_ZH}|^(?:这|那)?(?:笔|份|个)?钱"
    r"|(?<!上门)(?<!发)(?<!叫)(?<!查)(?<!催)(?:快递|物流|顺丰|宅配)(?=[^,公单号员小站点])"
    r"|(?:[寄退拉送运载][回来去走]|回来|[寄退]货)[^,]{0,4}(?:的|那)(?:钱|\d|[一二三四五六七八九十百]+块))"
)
_BETWEEN = r"(?P<links>[^,您你我咱俺恁侬店厂平]{0,9}?|[^,]{0,12}?(?:由|归|请|劳烦|有劳|凭|让))"
_BEFORE = Pattern(rf"{_FEE}{_BETWEEN}{_PARTY}(?P<rest>[^,]{{0,9}})$")
_BEAR = (
    r"[出付掏担承负搭兜包贴揽扛吃认管拿清结缴背摸请供支偿拨](?![现来货过错发了]|给(?:您|你)|(?:上|一下)?(?:图"
    r"|照|视频))"
)
_AFTER = Pattern(
    rf"(?P<links>)(?:^|[则就那都再只还得由请让把])(?:[只就再需要得]|麻烦|请)*{_PARTY}(?P<rest>[^,给帮替]{{0,4}}?{_BEAR}[^,给帮替]{{0,10}}?)(?:{COST_ZH}|{TRIP_ZH}"
    r"|(?:寄[回来]|退回)的)(?:[的了哦哈呢啦吧喔]|就行|即可|就好)*$"
)
_BARE = Pattern(
    r"^(?:那|就|则|也|都|全|还|仍|得|要|是|而|均|皆|俱|概|一律|钱|这|笔|呢|个|两[份趟笔])*(?P<links>由|归|算)?"
    rf"{_PARTY}(?P<rest>(?:来|都|全|也|再|就)*{_BEAR}[^,]{{0,3}}|(?(links)[^,]{{0,6}}|(?!)))$"
)
"""A clause that is nothing but a party and its bearing: 我管 · 都您掏."""
_SPARES = Pattern(
    r"(?:不|莫|甭|没|勿|无须?)(?:用|必|消|会|再|另外?|朝|跟|向|找|问|要|花|收|关|劳|令|让|喊|叫|需|得|是|与){0,3}(?:[您你恁侬]|贵宾|主人|阁下)"
    r"(?![^,]{0,9}(?:退|还|报|补|赔)|[^,]{0,3}(?:私下|转))"
    r"|(?<![您你])(?:不|无)(?:再|另外?|会|予|作|做|另行)*(?:计|收|追|算)(?:费|钱|取|收|索|回|您的?|你的?)*(?:的|了|哦|哈|喔|呢)*$"
    r"|免(?:收|票|结|了|单|费)(?:的|哦|哈|喔|了)*$|(?:均|都|全|一律|统统|费)免(?:的|哦|哈|喔|了)*$"
    r"|(?:置|为|归|清)零|费(?:是|为)?0|豁免|核销|[跟与和](?:您|你|恁)(?:没|无)关|一分不(?:少|用)"
)
_FROM = Pattern(
    r"(?:从|打|由|在)(?P<purse>[^,]{1,10}?)(?:里面?|中|内|头)*(?:头)?[^,不没]{0,3}?(?:扣|刨|抠|减|剪|划|除|列支|支|出|付|走|拿)"
)
_BOOKED = Pattern(
    rf"(?:记|入|走|挂|列|计|归|算|落)(?:在|到|入|于|进)?(?:(?P<seller>{_OURS})|(?P<customer>{_THEIRS}))"
    r"[^,]{0,8}?"
    r"(?:账|帐|头上|名下|成本|科目|项下|身上)"
)
_KEPT = Pattern(
    r"(?:不|唔|没法|没办法|无法|冇得)(?:再|会|予|能|是|可以?|给|帮)*(?:退|返|还|回吐|吐)(?:还|给|回|了|的|哦|出|您|你|俾|畀|埋|哈|呢|喔|啦|欸|呀|到|㗎)*$"
    r"|(?:退|返)(?:还)?(?:不了|唔到)|不能吐|(?:得|要)留下|别要回"
)
"""What has been paid and is not given back."""
_PURSE_OURS = Pattern(rf"{_OURS}|利润|成本|基金|公账|准备金|工钱|售后|资金|奖金|绩效|腰包")
_PURSE_THEIRS = Pattern(r"[您你恁侬]|款|余额|(?<!公)账户|[一-鿿]钱|用户|客户|买家")
_HEADING = Pattern(
    rf"(?:那|至于|关于|退货|换货|来回|往返|寄回|退回|的|这个|您|只是|不过|但)*(?:{COST_ZH}|{TRIP_ZH})(?:这?[块事]儿?|方面|问题|这个东西"
    r"|的话|的|呢|嘛|么|啊|吧|呀)*"
)
_LINKS = (
    r"[就也都全统得要须应由让归算是系属在找落挂记到来去给会先请需当可可以一律并还而则那]|麻烦|辛苦"
    r"|劳烦|拜托|自然|按[^,]{1,3}"
)
_HEADED = Pattern(rf"(?:{_LINKS}|{_NO})*(?:{_OURS}|{_THEIRS})")
_NEGATION = Pattern(_NO)
_DENIED = Pattern(rf"^(?:这边|那边|们)?(?:也|都|就|可|就)*(?:{_NO})")
_UNPAID = Pattern(_NOT_PAID)
_TAKES = Pattern(
    r"^(?:这边|们)?(?:也|都|就|可|会|要|得)*(?:不(?:会|再|用|予)?|唔|没)?(?:会|再)?(?:追|收(?!到)|扣|要"
    r"|计|算(?!了)|讨|索|减|留|喊)"
)
_DOUBTED = Pattern(r"(?:不是|并非|没有|不会)(?:说)?不")


def statements(clause: str) -> Iterator[Statement]:
    """The payer that a folded clause tells by its places, else by an amount for the way back; at most one."""
    told = False
    for said in _chinese(clause) if has_han(clause) else bearing_en.statements(clause):
        told = True
        insured = said.payer == "seller" and INSURANCE.search(clause) is not None
        yield replace(said, payer="insurer") if insured else said
    if not told and AMOUNT.search(clause) and "return" in legs_of(clause) and not GIVES_BACK.search(clause):
        yield Statement(len(clause), len(clause), "customer", "priced")


def under(heading: str, clause: str) -> Statement | None:
    """The payer of a clause that follows the postage as a heading: 邮费嘛, 店里兜着."""
    if _HEADING.compiled.fullmatch(heading) is None or (match := _HEADED.match(clause)) is None:
        return None
    said = next(_chinese(f"运费{clause}"), None)
    return None if said is None else Statement(match.start(), len(clause), said.payer)


def alone(clause: str) -> Statement | None:
    """The payer of a clause that is nothing but a party and its bearing: 我管 · 都您掏."""
    match = _BARE.search(clause)
    if match is None or _UNPAID.search(match.group("rest")):
        return None
    return Statement(match.start(), len(clause), "seller" if match.group("seller") else "customer")


def _chinese(clause: str) -> Iterator[Statement]:
    match = _BEFORE.search(clause) or _AFTER.search(clause)
    told = _placed(clause) or (_named(match, clause) if match else None)
    if told is not None:
        yield told


def _placed(clause: str) -> Statement | None:
    """The payer by whose purse or account it is, or by what is not asked or not given back."""
    if match := _FROM.search(clause):
        purse = match.group("purse")
        if _PURSE_OURS.search(purse):
            return Statement(match.start(), match.end(), "seller", "vague")
        if _PURSE_THEIRS.search(purse):
            return Statement(match.start(), match.end(), "customer", "vague")
    if match := _BOOKED.search(clause):
        payer: Payer = "seller" if match.group("seller") else "customer"
        return Statement(match.start(), match.end(), payer, "vague")
    if match := _KEPT.search(clause):
        return Statement(match.start(), match.end(), "customer", "vague")
    if match := _SPARES.search(clause):
        return Statement(match.start(), match.end(), "seller", "vague")
    return None


def _named(match: re.Match[str], clause: str) -> Statement | None:
    rest, links = match.group("rest"), match.group("links")
    if _UNPAID.search(rest) or _UNPAID.search(links) or _DOUBTED.search(clause, 0, match.end()):
        return None
    payer: Payer = "seller" if match.group("seller") else "customer"
    if payer == "seller" and _TAKES.search(rest):
        payer = "customer"  # 发货运费我们不追: what we do not take is not the customer's to pay
    negated = _NEGATION.search(links) is not None or _DENIED.search(rest) is not None
    return Statement(match.start("links"), match.end(), turned(payer, negated), "vague")
