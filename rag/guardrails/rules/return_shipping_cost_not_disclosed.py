"""Whoever sends goods back must have been told beforehand who pays for it."""

from __future__ import annotations

from functools import partial

from rag.guardrails.rule import Example, Rule
from rag.guardrails.shipping.judge import violations
from rag.guardrails.shipping.situations import FAULTY, OURS, OWN

RULE = Rule(
    id="return-shipping.cost-not-disclosed",
    level="warning",
    summary="答应退换或请客户寄回时，要说明运费由谁承担",
    message="答应了退换或请客户寄回，但没有说明运费由谁承担：请补上。",
    message_en=(
        "The reply agrees to a return or has the goods sent back without saying who pays the shipping: add it."
    ),
    source=("000", "001", "002", "004"),
    check=partial(violations, "cost-not-disclosed"),
    good=(
        Example("可以退的，来回运费需要您承担，地址稍后发给您。", asked="不喜欢，想退", facts=OWN),
        Example("麻烦您把杯子寄回来，来回运费我们承担。", asked="杯子漏水", facts=FAULTY),
        Example("请问是哪里不满意呢？方便的话拍张照片给我看看。", asked="我要退货"),
        Example("多发的那条您留着用就好，不用寄回来。", asked="多发了一条", facts=OURS),
        Example("已经收到您寄回的包裹，今天安排退款。", asked="退货到了吗", facts=OWN),
        Example("今天给您补寄漏掉的螺丝，运费我们出。", asked="少了螺丝", facts=OURS),
        Example("可以退貨，運費再請您負擔，謝謝。", asked="不合身", facts=OWN),
        Example("麻煩將壞咗嗰部寄返嚟，速遞費我哋找數。", asked="部機壞咗", facts=FAULTY),
        Example(
            "Please send the faulty one back; we cover the postage both ways.",
            asked="It's broken",
            facts=FAULTY,
        ),
        Example(
            "Sure, you can return it; shipping both ways is yours to cover.",
            asked="Don't like the colour",
            facts=OWN,
        ),
    ),
    bad=(
        Example("可以退的，吊牌留着就行。", asked="不喜欢，想退", facts=OWN),
        Example("您把杯子包好寄回来，仓库收到就退款。", asked="杯子漏水", facts=FAULTY),
        Example("麻烦您寄回仓库检测，三天内给您结果。", asked="机器声音怪怪的"),
        Example("没问题，这就给您办理退货。", asked="拍错了想退", facts=OWN),
        Example("請將商品寄回我們倉庫，收到後安排退款。", asked="想退貨"),
        Example("可以退貨喔，包裝完整就可以。", asked="不合身", facts=OWN),
        Example("退得，你拎去順豐站寄返嚟就得。", asked="唔鍾意", facts=OWN),
        Example(
            "Sure, you can return it within seven days. Keep the tags on.",
            asked="Don't like the colour",
            facts=OWN,
        ),
        Example(
            "Please send the faulty one back to our warehouse and we'll refund you.",
            asked="It's broken",
            facts=FAULTY,
        ),
    ),
)
