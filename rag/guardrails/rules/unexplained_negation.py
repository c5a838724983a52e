"""The first house rule: whoever denies the customer something says why (docs/rules/negation.md)."""

from __future__ import annotations

from collections.abc import Iterator

from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Every denial without a reason; milder where the reply at least opens another way."""
    for denial in reading.denials(context.customer_text):
        if denial.support == "reason":
            continue
        softened = denial.support == "alternative"
        start, end = reading.folded.span(denial.start, denial.end)
        yield Violation(
            denial.start,
            denial.end,
            level="warning" if softened else None,
            grade="alternative" if softened else None,
            doubtful=denial.doubtful,
            details={
                "denial": reading.text[start:end],
                "missing": "只给了替代办法，还缺原因" if softened else "原因和替代办法都没有",
                "missing_en": "has another way, but no reason" if softened else "has no reason and no other way",
            },
        )


RULE = Rule(
    id="unexplained-negation",
    level="error",
    summary="否定客户的请求或期待时，要说明原因",
    message="“{denial}”{missing}：请补上为什么，例如订单目前的状态、商品的特点或具体的规定。",
    message_en="“{denial}” {missing_en}: say why, such as the state of the order or a property of the goods.",
    source=("000",),
    check=check,
    grades={"alternative": "warning"},
    good=(
        Example("包裹已经交给快递了，所以地址改不了。", asked="帮我换个收货地址"),
        Example("这款杯子印的是您定的名字，所以退不了。", asked="杯子可以退吗"),
        Example("这两次成交的单价一样，商品没有降价。", asked="你们是不是降价了"),
        Example("不好意思让您久等了，包裹今早已经出库。", asked="发货了吗"),
        Example("您放心，洗了不会缩水的。", asked="会缩水吗"),
        Example("不戴的时候收进盒子就好。", asked="手链怎么保养"),
        Example("貴重首飾需要本人當面簽收，所以無法放在管理室。", asked="可以放管理室嗎"),
        Example("因為廠商已經停產這個型號，所以我們沒有現貨了。", asked="這個還有貨嗎"),
        Example("件貨已經出咗倉，所以改唔到地址。", asked="可唔可以改地址"),
        Example("The mug was engraved with your name, so we can't take it back.", asked="can i return the mug"),
        Example("Nothing to worry about, the label is already in the box.", asked="do I need to print a label?"),
    ),
    bad=(
        Example("这个颜色没有了哦。", asked="还有蓝色的吗"),
        Example("抱歉，退不了。", asked="我想退掉"),
        Example("恕难从命，请您谅解。", asked="再送我一双袜子吧"),
        Example("我也不清楚呢，您再等等吧。", asked="几点能送到"),
        Example("系统就是这样的，改不了。", asked="改下尺码"),
        Example("您好，我是客服2号，这个不能退。", asked="能退吗"),
        Example("不能再便宜了，可以送您看看别的款。", asked="再少点"),
        Example("不好意思，這個沒辦法處理喔。", asked="可以幫我改收件人嗎"),
        Example("唔好意思，呢款冇貨喇。", asked="仲有冇細碼"),
        Example("補能退了哈", asked="還能退嗎"),
        Example("Sorry, we can't do that.", asked="can you gift wrap it"),
        Example("Unfortunately we do not offer this.", asked="do you do engraving?"),
    ),
)
