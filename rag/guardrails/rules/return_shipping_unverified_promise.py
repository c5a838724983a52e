"""Before the cause is known nobody may be told that they pay: photo first."""

from __future__ import annotations

from functools import partial

from rag.guardrails.rule import Example, Rule
from rag.guardrails.shipping.judge import violations

RULE = Rule(
    id="return-shipping.unverified-promise",
    level="error",
    summary="原因核实之前，不对运费由谁承担下结论",
    message="退货原因还没有核实，先不要直接说运费由谁出：请分情况说明，或先请客户发照片核实。",
    message_en=(
        "The cause is not established yet: name both cases, or ask for a photo first, before saying who pays."
    ),
    source=("000", "001", "002", "004"),
    check=partial(violations, "unverified-promise"),
    good=(
        Example("麻烦您拍张照片给我，核实后马上告诉您运费怎么安排。", asked="鞋子开胶了"),
        Example("如果核实是质量问题，来回运费我们承担；如果是个人原因，来回运费由您承担。", asked="鞋子开胶了"),
        Example("寄回的邮费您先垫付，我们检测确认是故障后退给您。", asked="风扇不转"),
        Example("运费按原因来定，请问是哪里不合适呢？", asked="退货运费谁出"),
        Example("确认是做工问题的，两程快递费都算店里的。", asked="线头开了"),
        Example("您是说之前同事答应邮费我们出，对吗？我先核对一下记录。", asked="你们说过邮费你们出"),
        Example("請先提供照片，若確認是瑕疵品，來回運費由我們負擔。", asked="杯子怪怪的"),
        Example("麻煩影張相俾我哋睇下，如果係機件問題，來回速遞費我哋找數。", asked="部機有啲怪"),
        Example(
            "Could you send a photo? If it turns out to be a defect, we pay the postage both ways.",
            asked="The strap looks odd",
        ),
        Example(
            "You're on the list; could you tell me why you'd like to return it?",
            asked="I want to return this",
        ),
    ),
    bad=(
        Example("您直接寄回来吧，来回运费我们承担。", asked="鞋子开胶了"),
        Example("退货的话邮费要您自己出哦。", asked="手链戴了就变色"),
        Example("可以的，上门免费取件，您在家等着就行。", asked="感觉有点问题"),
        Example("取件费8元，会从退款里扣除。", asked="我要退货"),
        Example("您先垫付邮费，仓库签收后就退给您。", asked="音箱有杂音"),
        Example("請直接寄回，運費由本店負擔。", asked="椅子坐起來晃"),
        Example("你寄返嚟啦，速遞費我哋俾。", asked="部機有啲怪"),
        Example("退貨運費需要您自付喔。", asked="收到後怪怪的"),
        Example("Just send it back, we'll cover the postage.", asked="It doesn't feel right"),
        Example("Return shipping is at your expense.", asked="The zip feels odd"),
    ),
)
