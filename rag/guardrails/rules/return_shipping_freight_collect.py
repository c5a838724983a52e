"""Parcels sent freight collect are turned away at the warehouse, and the customer waits in vain."""

from __future__ import annotations

from functools import partial

from rag.guardrails.rule import Example, Rule
from rag.guardrails.shipping.judge import violations
from rag.guardrails.shipping.situations import FAULTY, OURS, OWN

RULE = Rule(
    id="return-shipping.freight-collect",
    level="warning",
    summary="本店不收到付件，不要请客户用到付寄回",
    message="本店仓库不收到付件，请改为寄付：由店铺承担的，请客户先垫付再退还。",
    message_en=(
        "Our warehouse turns parcels sent freight collect away: have the postage paid up front, "
        "and pay it back where it is ours."
    ),
    source=("000", "001"),
    check=partial(violations, "freight-collect"),
    good=(
        Example("请您不要选到付，仓库收不了；邮费您先垫付，收到后退给您。", asked="杯子裂了", facts=FAULTY),
        Example("寄回的邮费请您先垫付，我们签收后就退还。", asked="杯子裂了", facts=FAULTY),
        Example("到付件仓库会拒收，麻烦您改成寄付，来回运费由您承担。", asked="不喜欢，用到付寄了", facts=OWN),
        Example("这款支持货到付款，收到再付钱就好。", asked="能货到付款吗"),
        Example("来回运费由我们承担，稍后把预付面单发给您。", asked="发错了", facts=OURS),
        Example("請勿使用到付寄回，運費請先代墊，收到後退還給您。", asked="杯子有裂痕", facts=FAULTY),
        Example("倉庫唔收到付，速遞費請你墊住先，收到貨就找返俾你。", asked="部機壞咗", facts=FAULTY),
        Example(
            "Please don't ship it freight collect; pay the postage up front and we'll refund it.",
            asked="It's broken",
            facts=FAULTY,
        ),
        Example("We'll email you a prepaid label for the return.", asked="It's broken", facts=FAULTY),
    ),
    bad=(
        Example("您选到付寄回来就好，来回运费我们承担。", asked="杯子裂了", facts=FAULTY),
        Example("退货请用到付，不用您垫钱。", asked="发错了", facts=OURS),
        Example("可以走到付退回来，运费我们来付。", asked="机器坏了", facts=FAULTY),
        Example("麻烦您叫快递上门，寄到付给我们，邮费我们出。", asked="鞋底断了", facts=FAULTY),
        Example("請選擇運費到付寄回，由我們支付運費。", asked="杯子有裂痕", facts=FAULTY),
        Example("寄貨運到付就可以了，運費由本店負擔。", asked="少了零件，整組要退", facts=OURS),
        Example("你用到付寄返嚟就得，速遞費我哋俾。", asked="部機壞咗", facts=FAULTY),
        Example(
            "Please ship it back freight collect, we pay the postage.",
            asked="It's broken",
            facts=FAULTY,
        ),
        Example(
            "Send it back cash on delivery and we'll settle the shipping with the courier.",
            asked="Wrong item",
            facts=OURS,
        ),
    ),
)
