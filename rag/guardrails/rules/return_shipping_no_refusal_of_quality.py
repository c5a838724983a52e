"""Faulty goods and our own mistakes come back unconditionally: within the window nobody may refuse them."""

from __future__ import annotations

from functools import partial

from rag.guardrails.rule import Example, Rule
from rag.guardrails.shipping.judge import violations
from rag.guardrails.shipping.situations import FAULTY, LATE, OURS, OWN

RULE = Rule(
    id="return-shipping.no-refusal-of-quality",
    level="error",
    summary="质量问题和店铺失误，期限内不能拒绝退货",
    message="已经确认是商品质量问题或店铺的失误，期限内不能拒绝退货，也不能只用维修或补偿代替。",
    message_en=(
        "The fault is confirmed as ours: within the window the return may be neither refused nor "
        "replaced by a repair or a voucher alone."
    ),
    source=("000", "002"),
    check=partial(violations, "no-refusal-of-quality"),
    good=(
        Example("确认是灯座断裂，可以给您退货，来回运费我们承担。", asked="灯座断了", facts=FAULTY),
        Example("是我们发错了，您留着用就好，货款全额退给您，不用寄回。", asked="发错了", facts=OURS),
        Example("签收已经四十天，过了质量退换的期限，所以这次给您安排免费维修。", asked="机器坏了", facts=LATE),
        Example("杯子确实有裂纹，给您换新，来回运费我们出。", asked="杯子裂了", facts=FAULTY),
        Example("寄回的邮费我们承担，退货不会影响您的积分。", asked="杯子裂了", facts=FAULTY),
        Example("確認是面板不良，可以退貨，來回運費由我們負擔。", asked="面板有亮點", facts=FAULTY),
        Example("證實係壞機，退錢或者換新機都得，來回速遞費我哋找數。", asked="部機壞咗", facts=FAULTY),
        Example(
            "The motor is faulty. You can return it for a full refund, and we cover the shipping both ways.",
            asked="It's broken",
            facts=FAULTY,
        ),
        Example("可以退的，来回运费由您承担。", asked="不喜欢", facts=OWN),
    ),
    bad=(
        Example("灯座断裂属实，但促销商品概不退换，因为活动规则这样写的。", asked="灯座断了", facts=FAULTY),
        Example("确认是我们发错了，因为已经拆封，所以不能退货。", asked="发错了", facts=OURS),
        Example("核实是电机故障，这种情况只能给您安排维修哦。", asked="电机不转", facts=FAULTY),
        Example("杯子确实有裂纹，给您一张二十元优惠券，您将就用着吧。", asked="杯子裂了", facts=FAULTY),
        Example("確認是面板不良，但已經拆封，所以無法退貨。", asked="面板有亮點", facts=FAULTY),
        Example("零件確實少了，這邊只能補償您一百元購物金。", asked="少了零件", facts=OURS),
        Example("證實係壞機，但係特價貨，所以唔退唔換。", asked="部機壞咗", facts=FAULTY),
        Example(
            "The motor is faulty, but we can't accept the return because it was a sale item.",
            asked="It's broken",
            facts=FAULTY,
        ),
        Example(
            "We confirmed the defect and can offer you a 10% voucher for your next order.",
            asked="It's broken",
            facts=FAULTY,
        ),
    ),
)
