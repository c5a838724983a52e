"""Who pays a return follows from its cause; naming another payer costs the shop or wrongs the customer."""

from __future__ import annotations

from functools import partial

from rag.guardrails.rule import Example, Rule
from rag.guardrails.shipping.judge import violations
from rag.guardrails.shipping.situations import FAULTY, INSURED, OURS, OWN

RULE = Rule(
    id="return-shipping.wrong-payer",
    level="error",
    summary="退换货运费要由该承担的一方承担",
    message="退换货的运费说错了承担方：商品质量问题或店铺的失误由店铺承担，客户自己的原因由客户承担。",
    message_en=(
        "The wrong side is told to pay: faults in the goods and our own mistakes are on the shop, "
        "the customer's own reasons on the customer."
    ),
    source=("000", "001", "002", "004"),
    check=partial(violations, "wrong-payer"),
    good=(
        Example("照片里能看到拉链头脱了，来回运费都由我们承担。", asked="拉链头掉了，照片发了", facts=FAULTY),
        Example("是我们装错了颜色，寄回的邮费您先垫付，仓库签收后退给您。", asked="颜色装错了", facts=OURS),
        Example("退可以的，来回的快递费需要您这边承担。", asked="穿着不好看，想退", facts=OWN),
        Example("退货没问题，寄回的邮费由您支付就好。", asked="穿着不好看，想退", facts=OWN, shop="return-leg"),
        Example("这单带了运费险，寄回的邮费由保险公司赔付。", asked="不喜欢", facts=INSURED),
        Example("如果核实是做工问题，来回运费我们出；如果是个人喜好，来回运费请您承担。", asked="想退，邮费谁出"),
        Example("師傅檢測確認是馬達故障，退貨與當初寄出的運費都由本店負擔。", asked="果汁機不會轉", facts=FAULTY),
        Example("可以退，來回運費再麻煩您自付喔。", asked="買太大了", facts=OWN),
        Example("部機證實係壞機，來回速遞費我哋找數。", asked="部機開唔到", facts=FAULTY),
        Example(
            "We've seen the crack in your photo, so we cover the shipping both ways.",
            asked="The lid is cracked",
            facts=FAULTY,
        ),
        Example(
            "You're welcome to return it. As it's a change of mind, shipping both ways is yours to cover.",
            asked="I changed my mind",
            facts=OWN,
        ),
    ),
    bad=(
        Example("确实是我们的灯坏了，不过寄回的快递费得您自己出。", asked="灯不亮，视频发了", facts=FAULTY),
        Example("发错货是我们不对，麻烦您自费寄回来哦。", asked="发错货了", facts=OURS),
        Example("不喜欢没关系的，来回邮费小店全包。", asked="不喜欢这个花色", facts=OWN),
        Example("退货的快递费我们给您报销，放心退吧。", asked="买大了一号", facts=OWN, shop="return-leg"),
        Example("质量问题邮费您自理，不喜欢的话邮费我们承担。", asked="邮费怎么算"),
        Example("这单有运费险，邮费保险会赔给您的。", asked="不想要了", facts=OWN),
        Example("鍋蓋確實有瑕疵，退貨運費一人一半，請您諒解。", asked="鍋蓋有瑕疵", facts=FAULTY),
        Example("尺寸不合也沒關係，來回運費本店負擔。", asked="尺寸不合", facts=OWN),
        Example("部機係壞咗，不過寄返嚟嘅速遞費要你俾㗎。", asked="部機壞咗", facts=FAULTY),
        Example(
            "The heater is faulty as your video shows; please note that return postage is at your own expense.",
            asked="Heater doesn't heat",
            facts=FAULTY,
        ),
        Example(
            "No worries about changing your mind, we'll pay for the return shipping.",
            asked="I changed my mind",
            facts=OWN,
        ),
    ),
)
