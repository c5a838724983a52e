"""Who pays, by the places of postage and party in a clause, where its verb stands in no table.

邮费统统小店的 · 路费我兜着 · 两趟都麻烦您 · we'll sort the postage: verbs for bearing a cost are an open class.
What can be listed is what one does with postage and does not pay it: ask, check, write down, explain.
"""

from __future__ import annotations

from collections.abc import Iterator

from rag.guardrails.shipping.payers import Payer, Statement, turned
from rag.guardrails.shipping.topic import AMOUNT, GIVES_BACK
from rag.guardrails.shipping.words import COST_EN, COST_ZH, TRIP_ZH, legs_of
from rag.text import Pattern, has_han

_OURS_ZH = (
    r"我(?:们|哋|地|方|司|家|店|这边|这儿)?|咱(?:们|家|店里?)?|[本小敝]店|店[里家方铺]|掌柜的?|老板|卖家|商家"
    r"|厂[里家方]"
    r"|公司|仓库|品牌方?|平台|工作室"
)
_THEIRS_ZH = (
    r"[您你](?:自己|那边|那儿|那头|这边|本人)?|亲亲?|宝(?:子|贝|宝)?|[小大]?[姐哥]{1,2}|妈咪|大?妹子|小主|小?仙女"
    r"|家人|买家|客[户人官]|顾客|自己|自个儿?"
)
_LINKS = (
    r"[就也都全统得要须应由让归算是系属在找落挂记到来去给会先请需当可可以一律并还而则那,]|麻烦|辛苦|劳烦|拜托"
    r"|当然|肯定|自然|全部|必须|通通"
)
_NO = r"(?:不(?:用|要|需|必|会|能|该|让|叫|劳)?|无[需须]|唔(?:使|会|要)?|别|甭|没|免)"
_NOT_PAID = (
    r"查|问|核|看|说|讲|谈|聊|告|通知|登记|备注|记(?!我|在)|申请|反馈|联系|沟通|计算|了解|知道|明白|清楚|放心"
    r"|安心|担心|填|写|选|勾|发|拍|截|凭|单"
    r"|参考|为准|多少|怎|如何|什么|啥|哪|谁|规定|标准|政策|商量|协商|争取|优惠|便宜|贵|高|低|差|比|显示|谅|理解"
    r"|确认|证明|吗|么$|呢$|没有|有[的些]|低价"
    r"|方便|稍|等|急|解释|交代|提|想|觉|考虑|收到|到(?:了|账)|退(?!给|还|您)|改|换|寄|送(?!您)|抱歉|不好意思|接受"
    r"|同意|满意|建议|安排|按|根据|对(?!接)|合"
)
_BEFORE_ZH = Pattern(
    rf"(?:{COST_ZH}|{TRIP_ZH}|^钱)(?:这?[块事]儿?|[这那][^,您你我]{0, 3}[钱费]|的话|方面|上|的|那|呢"
    rf"|、)?(?P<links>(?:{_LINKS}|{_NO})*)"
    rf"(?:(?P<seller>{_OURS_ZH})|(?P<customer>{_THEIRS_ZH}))(?P<rest>[^,]{{0,9}})$"
)
_AFTER_ZH = Pattern(
    rf"^(?P<links>(?:{_LINKS}|{_NO})*)(?:(?P<seller>{_OURS_ZH})|(?P<customer>{_THEIRS_ZH}))(?P<rest>[^,]{{0,4}}?)"
    rf"(?:来回|往返|全部|全程|所有)?的?(?:{COST_ZH})(?:[的了哦哈呢啦吧]|就行|即可|就好)*$"
)
_HEADING = Pattern(
    rf"(?:那|至于|关于|退货|换货|来回|往返|寄回|退回|的|这个|您)*(?:{COST_ZH}|{TRIP_ZH})(?:这?[块事]儿?|方面|问题"
    rf"|的话|的|呢|嘛|啊|吧|呀)*"
)
_HEADED = Pattern(rf"(?:{_LINKS}|{_NO})*(?:{_OURS_ZH}|{_THEIRS_ZH})")
_NEGATION = Pattern(_NO)
_DENIED = Pattern(rf"^(?:这边|那边|们)?(?:也|都|就|可|就)*(?:{_NO})")
_UNPAID = Pattern(_NOT_PAID)
_TAKES = Pattern(
    r"^(?:这边|们)?(?:也|都|就|可|会|要|得)*(?:不(?:会|再|用)?|唔|没)?(?:会|再)?(?:追|收(?!到)|扣|要"
    r"|计|算|讨|索|减|留)"
)
_DOUBTED = Pattern(r"(?:不是|并非|没有|不会)(?:说)?不")


def statements(clause: str) -> Iterator[Statement]:
    """The payer that a folded clause tells by its places, else by an amount for the way back; at most one."""
    told = False
    for said in _chinese(clause) if has_han(clause) else _english(clause):
        told = True
        yield said
    if not told and AMOUNT.search(clause) and "return" in legs_of(clause) and not GIVES_BACK.search(clause):
        yield Statement(len(clause), len(clause), "customer", "priced")


def under(heading: str, clause: str) -> Statement | None:
    """The payer of a clause that follows the postage as a heading: 邮费嘛, 店里兜着."""
    if _HEADING.compiled.fullmatch(heading) is None or (match := _HEADED.match(clause)) is None:
        return None
    said = next(_chinese(f"运费{clause}"), None)
    return None if said is None else Statement(match.start(), len(clause), said.payer)


def _chinese(clause: str) -> Iterator[Statement]:
    match = _BEFORE_ZH.search(clause) or _AFTER_ZH.search(clause)
    if match is None or _UNPAID.search(match.group("rest")) or _DOUBTED.search(clause, 0, match.end()):
        return
    payer: Payer = "seller" if match.group("seller") else "customer"
    if payer == "seller" and _TAKES.search(match.group("rest")):
        payer = "customer"  # 发货运费我们不追: what we do not take is not the customer's to pay
    negated = _NEGATION.search(match.group("links")) is not None or _DENIED.search(match.group("rest")) is not None
    yield Statement(match.start("links"), match.end(), turned(payer, negated), "vague")


_MODALS = (
    r"(?:(?:'ll|'d|'re|'ve| will| would| can| could| should| must| may| do| are| is| have| has| need| needs| to"
    r"| be| get| gladly"
    r"| happily| of course| also| just| only| always| simply| please| then| all| both| still| then| fully"
    r"| usually| n't|n't| not| never| going| asked| expected))*"
)
_OTHER_EN = (
    r"check|confirm|know|see|look|calculat|explain|discuss|ask|show|choos|compar|estimat|print|use|keep|find|tell"
    r"|understand"
    r"|mention|hear|think|quote|includ|review|verif|work|depend|note|sent|send|ship|mail|post|need|arrange|book"
    r"|track|provid|email|attach|wait|offer|reduc|lower|combin|chang|updat|select"
)
_BEARS_EN = Pattern(
    rf"\b(?:(?P<seller>we|i|us)|(?P<customer>you))(?P<links>{_MODALS}) (?P<verb>(?!(?:{_OTHER_EN})\w*\b)[a-z]+)"
    rf"(?: (?:up|out|for|off|over|up for|out for|on))?(?: (?:the|any|all|your|our|both|its|that|of|return"
    rf"|full))* (?:{COST_EN})(?! (?:receipt|label|option|method|time|address|policy|slip|insurance))\b"
)
_RESTS_EN = Pattern(
    rf"\b(?:{COST_EN})\b[^,;]{{0,30}}?\b(?:is|are|be|'s|stays?|remains?|goes|comes?|falls?|lands?"
    rf"|sits?)\b(?: (?!not)\w+){{0,2}}? (?:(?:on|at|with|to|from|by|for|down to) )?"
    r"(?:(?P<seller>us|me|mine|ours|our (?:\w+ )?(?:end|tab|bill|side|shout|treat))|(?P<customer>you|yours"
    r"|your (?:\w+ )?(?:end|tab|bill|side)))(?: (?:too|as well|cost-wise|then|of course))*$"
)


_BORNE_EN = Pattern(
    rf"\b(?:{COST_EN})\b[^,;]{{0,40}}? \w+ by (?:(?P<seller>us|me|the (?:shop|seller|store|brand|company)|our \w+)"
    r"|(?P<customer>you|(?:the )?(?:buyer|customer|purchaser|recipient of the refund)|yourself))\b"
)


def _english(clause: str) -> Iterator[Statement]:
    match = _BEARS_EN.search(clause) or _RESTS_EN.search(clause) or _BORNE_EN.search(clause)
    if match is None:
        return
    payer: Payer = "seller" if match.group("seller") else "customer"
    negated = "n't" in match.group() or " not " in match.group() or " never " in match.group()
    yield Statement(match.start(), match.end(), turned(payer, negated), "vague")
