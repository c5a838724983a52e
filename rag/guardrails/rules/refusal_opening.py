"""A shop may ask that a reply which cannot meet a request opens with set words of apology."""

from __future__ import annotations

from collections.abc import Iterator

from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.text import Pattern, fold

_GREETING = Pattern(
    r"(?:[\s,.!?~。，！]|亲爱的|尊敬的|亲亲?|客官|宝贝|您好|你好|哈喽|嗨|先生|女士|小姐|顾客|客户|买家|早上好|中午好|下午好|晚上好"
    r"|hello|hi|dear|customer|good (?:morning|afternoon|evening)|\[[^\]]{1,6}\]|呀|啊|哦|呢|哈)*"
)
_IN_ENGLISH = Pattern(
    r"(?:(?:we(?:'re| are)|i(?:'m| am)) )?(?:very|so|truly|really|terribly) sorry|(?:my|our) (?:sincere )?apolog"
)


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """The opening of a denying reply, where the shop asks for one and it is another."""
    wanted = context.shop.style.refusal_opening
    found = reading.denials(context.customer_text) if wanted else ()
    if not wanted or not found:
        return
    text = reading.folded.text
    opening = _GREETING.match(text).end()  # type: ignore[union-attr]
    if text.startswith(fold(wanted).text, opening):
        return
    if reading.language == "en" and _IN_ENGLISH.match(text, opening):
        return
    end = found[0].end
    suggestion = "We are very sorry" if reading.language == "en" else wanted
    yield Violation(min(opening, found[0].start), end, suggestion=suggestion, details={"opening": wanted})


RULE = Rule(
    id="refusal-opening",
    level="warning",
    summary="满足不了客户的请求时，要以店铺规定的道歉开头",
    message="满足不了客户的请求时，请以“{opening}”开头。",
    message_en="A reply that cannot meet the request opens with an apology (“We are very sorry”, {opening}).",
    source=("001",),
    check=check,
    good=(
        Example("非常抱歉，鞋底已经刻了您的名字，所以退货这边处理受限。", asked="能退吗", shop="strict"),
        Example("您好，鞋子今天下午出库，运单号稍后发给您。", asked="发货了吗", shop="strict"),
        Example("您好！收到您的照片了，我马上帮您核实。", asked="鞋底开胶了", shop="strict"),
        Example("改地址这件事已经帮您登记好了。", asked="帮我改地址", shop="strict"),
        Example("非常抱歉让您久等，包裹已经交给快递。", asked="发货没有", shop="strict"),
        Example("非常抱歉，訂單已經出庫，所以地址無法更改。", asked="可以改地址嗎"),
        Example("鞋子已经发出了，所以地址改不了。", asked="换个地址"),
        Example("您好，您的鞋子已經包好了。", asked="包好了嗎", shop="strict"),
        Example("Your shoes left our warehouse this morning.", asked="shipped yet?", shop="strict"),
    ),
    bad=(
        Example("鞋子已经发出了，所以地址改不了。", asked="换个地址", shop="strict"),
        Example("这款没有大码了。", asked="有大码吗", shop="strict"),
        Example("您好，这个价格不能再低了。", asked="便宜点", shop="strict"),
        Example("亲，不支持货到付款哦。", asked="能货到付款吗", shop="strict"),
        Example("不好意思，今天送不到。", asked="今天能到吗", shop="strict"),
        Example("您好，這款已經沒有貨了。", asked="還有貨嗎", shop="strict"),
        Example("訂單已經出庫，所以無法取消。", asked="取消訂單", shop="strict"),
        Example("We can't change the address, as the parcel has left.", asked="new address please", shop="strict"),
        Example("Hello, we don't offer gift wrapping.", asked="gift wrap?", shop="strict"),
    ),
)
