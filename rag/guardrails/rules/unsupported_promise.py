"""What a draft gives, allows or admits stands in a card or in the facts: a model can be talked into any wording.

Not a list of what must not be said: whatever touches money, goods or guilt must be said by a source, in so far as
the words of the clause are the source's. What is asked, applied for or made to depend on something decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from rag.domain import Facts, Order
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.guardrails.smuggled import smuggles
from rag.text import Clause, Kinds, Pattern, fold

_SUM = r"[\d一二三四五六七八九十两百千]"
_MATTERS = Kinds(
    {
        "money": rf"\d[给转][您你]|给[您你](?={_SUM})|[减退赔补奖][您你]?{_SUM}|转(?=$)|退|赔|钱(?!包|夹|币)|[块元]"
        rf"|[货全尾余]款|(?<![这那此该本同新])款(?=项|子|全|已|打|都|原|直)|金额|{_SUM}倍|卡[里上]|财务|余额|合计"
        rf"|补偿|补[给您你发]|免"
        rf"|返|转[给账您你]|汇|到账|查收|折|降价|半价|减半|改价|便宜|不收|垫付|慰问|压压惊"
        rf"|[店我]们?[里方]?(?:全?出|全?包|掏|认)|开两|多[开写]"
        r"|\brefund|\bmoney|\$|\bdollar|\byuan|\bdiscount|\bcents?\b"
        r"|(?<!of )(?<!after )(?<!your )\bpa(?:y|id|yments?)\b|\bwire\b|\bcosts?\b"
        r"|\bcredit|\bvoucher|\bcompensat|\bworth\b|\blow value\b|\bat our expense\b",
        "goods": r"(?<![派配运护转发])[送赠](?!货|达|到|修|检|了$)|白给|奖励|归[您你]|留着|[您你]留|放[您你]"
        r"|[也都照]收(?!到|货|件"
        r"|下|藏|纳)"
        r"|包换"
        r"|换(?:新|几|货不)|不要了|\b(?:get|gets|give|gives|goes|send|sent) (?:\w+ ){0,3}back\b|\bkeep\b|\bfree\b"
        r"|\bgift"
        r"|\breplace|\bno need to (?:ship|return|send)",
        "leave": r"成交|承诺|保证|授权|批(?!号|次|量|发|注)|答应|同意|确认|保修|保固|质保|保[\d一二三五十]|随便"
        r"|终身"
        r"|永远|不限|鉴赏期|准时|\bdeal\b|\bpromise|\bguarantee|\bapproved?\b|\bgranted\b|\bconfirmed\b"
        r"|\bwhenever\b",
        "guilt": r"承认|属实|声明|认[赔罪错]|兑现|假|骗|欺|翻新|次[品货]|水货|仿|高仿|贴牌|编的|破产|担责|责任"
        r"|\bcounterfeit|\bfakes?\b|\bjunk\b",
        "others": r"他们[家那]|那个牌子|对面|别[家人]|(?<!订)单号|\b(?:her|his|their) (?!\w+ (?:will|may) )",
        "health": r"治|停药|[打吃]药|针|胰岛素|痊愈|癌|肿瘤|孕妇|爆炸|冒烟|起火|\bcures?\b",
        "law": r"政府|国家|独立|警察|法院|上街|报关|交税|发票金额",
    }
)
"""Money and goods that change hands, leave that is given, guilt, other people, and what is for doctors and "
"courts."""
_LEFT_OPEN = Pattern(
    r"申请(?!.{0,3}(?:通过|批|同意|成功|好了|下来))|请示|沟通|争取|跟到底|上报|报上去|核实(?!了|好|过|完|无误)"
    r"|核对|核价|(?<!免)审核|查实|查明"
    r"|检测|判断|确认(?:后|是否|一?下)|符合|能否|能不能|可不可以|是否"
    r"|(?<!可以)(?<!行)(?<!好)吗|\?|什么|哪|多少|(?:才|再)(?:能|可以)|[您你](?:说|提)的?"
    r"|\b(?:whether|ask|check(?:ing)?|find out|look(?:ing)? into|apply|request|unless|verify|would you|may)\b"
)
"""In the sentence: it is asked for or looked into. A condition alone, which the draft may have made up, is none."""
_DENIED = Pattern(
    r"不(?:是(?!.{0,2}问题)|能|会|可(?!以吗)|支持|建议|提供|参与)|无法|没法|没办法|并非|绝不|从不|难以|请勿"
    r"|不要(?!钱)|禁止|谨防"
    r"|抱歉.{0,12}(?:不|没)|\b(?:cannot|never|not|no)\b|n't\b"
)
"""In the clause itself: it is denied."""
_ENOUGH = 0.5
"""Share of a clause's pieces that a source has: honest answers of models and approved wordings lie above."""
_RUN = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[^\W_a-z\d]+")
_MONEY = re.compile(r"(?P<after>\d+(?:\.\d+)?) ?(?:元|块|yuan|dollars?)|[$¥£€] ?(?P<before>\d+(?:\.\d+)?)")
_FRAME = frozenset("您你我们的了就也都给把这那在和哦呢吧啊哈亲")
"""Characters that stand in any sentence."""
_SHORTEST_WORD = 4


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Clauses of a model's draft that give, allow or admit something in words of its own."""
    if not context.cited or not _MATTERS.search(reading.folded.text):
        return
    known, amounts = _known(context), _amounts(context.facts)
    for clause in reading.clauses:
        if not _MATTERS.search(clause.text) or _DENIED.search(clause.text):
            continue
        if not _is_supported(_in_figures(clause, reading, amounts), known) and not _LEFT_OPEN.search(
            _sentence(clause, reading)
        ):
            yield Violation(clause.start, clause.end, suggestion=_INSTEAD[reading.language == "en"])


def _in_figures(clause: Clause, reading: Reading, amounts: frozenset[str]) -> str:
    """The clause with the amounts that the facts have in figures: 三十五元 is 35元."""
    text = clause.text
    within = [one for one in reading.quantities if one.kind == "money" and clause.start <= one.start < clause.end]
    for one in reversed(within):
        if (amount := _plain(str(one.low))) in amounts:
            text = f"{text[: one.start - clause.start]}{amount}元{text[one.end - clause.start :]}"
    return text


def _is_supported(clause: str, known: frozenset[str]) -> bool:
    """Whether the sources have half of the clause's words, and all its amounts of money."""
    if any(_amount(match) not in known for match in _MONEY.finditer(clause)):
        return False
    pieces = _pieces(clause)
    return bool(pieces) and sum(piece in known for piece in pieces) >= _ENOUGH * len(pieces)


def _amount(match: re.Match[str]) -> str:
    return _plain(match["after"] or match["before"])


def _amounts(facts: Facts) -> frozenset[str]:
    """What was paid and what is paid back."""
    return frozenset(_plain(amount) for amount in (facts.order.amount, facts.refund.amount) if amount)


def _plain(number: str) -> str:
    """A number without zeros that say nothing: 86.50 is 86.5."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def _known(context: Context) -> frozenset[str]:
    """Pieces of all that the draft may rest on: cards, facts, the shop's terms and what its agents said before."""
    agents = [turn.text for turn in context.turns if turn.role == "agent"]
    texts = [*(context.knowledge or ()), *agents, *context.shop.terms.values()]
    texts += _strings(asdict(context.facts))
    return frozenset(piece for text in texts if not smuggles(text) for piece in _pieces(fold(text).text))


def _strings(value: Any) -> Iterator[str]:
    """All that nested values say, with the names of attributes, which are in Chinese, but not those of fields."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield name if not name.isascii() else ""
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
    elif value is not None:
        yield str(value)


def _pieces(folded: str) -> frozenset[str]:
    """Latin words and numbers, and pairs of neighbouring characters of all else, without what frames a sentence."""
    runs = _RUN.findall(folded)
    pairs = (run[at : at + 2] for run in runs if not run.isascii() for at in range(max(len(run) - 1, 1)))
    words = (_plain(run) for run in runs if run.isascii() and (len(run) >= _SHORTEST_WORD or not run.isalpha()))
    return frozenset((*words, *(pair for pair in pairs if _FRAME.isdisjoint(pair))))


def _sentence(clause: Clause, reading: Reading) -> str:
    """The sentence a clause stands in, with what ends it."""
    parts = [one for one in reading.clauses if one.sentence == clause.sentence]
    return reading.folded.text[parts[0].start : parts[-1].end + 1]


_INSTEAD = ("我帮您申请，核实后把结果告诉您。", "Let me ask for this and tell you the answer.")
_CARD = (
    "经核实是商品质量问题的，来回运费由我们承担；因个人原因退货，运费由您承担。",
    "换货收到后两天内寄出新的。",
    "退款按原来的付款方式退回，银行卡一般三天内到账。",
)

RULE = Rule(
    id="unsupported-promise",
    level="error",
    summary="给钱给货、答应通融、认错担责的话，要照卡片和资料说，不能自己另立说法",
    message="这一句在给、在答应或在认，卡片和资料里都没有这样的说法：请照卡片说，或者改为帮客户申请、核实。",
    message_en="This gives, allows or admits something in words that no card or fact has: keep to the cards, or "
    "offer to ask.",
    source=("001",),
    check=check,
    good=(
        Example("退款按原来的付款方式退回，银行卡一般三天内到账。", asked="退款怎么退", knowledge=_CARD),
        Example("换货的话，收到后两天内寄出新的给您。", asked="想换货", knowledge=_CARD),
        Example(
            "这款今天没有现货了，因为补货要等到周五，可以帮您换成同款的白色。",
            asked="黑色有吗",
            knowledge=("补货周五到",),
        ),
        Example("我帮您向主管申请补偿，今天把结果告诉您。", asked="要补偿", knowledge=_CARD),
        Example("您的包裹是顺丰配送的。", asked="哪家快递", facts=Facts(order=Order(carrier="顺丰"))),
        Example("这单您付了三十五块五。", asked="付了多少", facts=Facts(order=Order(amount="35.50"))),
        Example("We ship it once we hear of your payment.", asked="when do you ship?", knowledge=_CARD),
        Example("退款會按原來的付款方式退回。", asked="退款退到哪裡", knowledge=_CARD),
        Example("您的订单已经发出，物流信息稍后更新。", asked="发了吗", facts=Facts(order=Order(state="shipped"))),
        Example("这件我们给您重新发一件，邮费店里出。", asked="少发了一件"),
        Example("顏色以實物為準，您喜歡的話可以直接下單。", asked="有色差嗎", knowledge=_CARD),
        Example("I will ask whether a partial refund can be approved.", asked="refund half of it", knowledge=_CARD),
    ),
    bad=(
        Example("这笔钱我这就原路打回去，鞋子您继续穿。", asked="退款", knowledge=_CARD),
        Example("您的赔付金额是三百，稍后到账。", asked="赔我三百", knowledge=_CARD),
        Example("小李答应的五百元，我这就兑现。", asked="小李答应过", knowledge=_CARD),
        Example("这件一块钱，拍下就行。", asked="多少钱", knowledge=_CARD),
        Example("拿走吧，老板授权我送的。", asked="送我吧", knowledge=_CARD),
        Example("宣传是骗人的，我们认错。", asked="认不认", knowledge=_CARD),
        Example("五百元購物金已經匯到您的帳戶。", asked="給我購物金", knowledge=_CARD),
        Example("這三千元我們賠，請放心。", asked="賠我三千", knowledge=_CARD),
        Example("Consider it done, every cent goes back to you today.", asked="refund", knowledge=_CARD),
        Example("A free replacement and $300 are on their way.", asked="I want $300", knowledge=_CARD),
    ),
)
