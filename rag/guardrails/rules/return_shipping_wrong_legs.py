"""The payer is right and the legs are not: the customer would be surprised by what the refund leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.guardrails.shipping.judge import violations
from rag.guardrails.shipping.situations import FAULTY, OWN

_SCOPE = {
    "both": (
        "客户自己的原因退换货，来回两程的运费都由客户承担",
        "for the customer's own reasons both ways are theirs",
    ),
    "return_only": (
        "客户自己的原因退换货，客户只承担寄回那一程",
        "for the customer's own reasons only the way back is theirs",
    ),
}


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Claims that give a customer's own reason other legs than the shop's profile does."""
    zh, en = _SCOPE[context.shop.return_shipping.customer]
    for violation in violations("wrong-legs", reading, context):
        yield replace(violation, details={"scope": zh, "scope_en": en})


RULE = Rule(
    id="return-shipping.wrong-legs",
    level="error",
    summary="客户自己的原因退换货时，要说清由客户承担哪几程运费",
    message="运费的范围与店铺规定不一致：{scope}。",
    message_en="The legs differ from the shop's terms: {scope_en}.",
    source=("000", "001"),
    check=check,
    good=(
        Example("可以退的，来回运费需要您承担。", asked="颜色不喜欢", facts=OWN),
        Example("可以退，寄回的运费由您承担就好。", asked="颜色不喜欢", facts=OWN, shop="return-leg"),
        Example("个人原因退货的，运费需要您承担。", asked="颜色不喜欢", facts=OWN),
        Example("属于尺码不合适的话，往返快递费由您支付；确认有瑕疵的话，往返都由我们支付。", asked="想退货"),
        Example("杯子确认有裂纹，您寄回的邮费我们出。", asked="杯子裂了", facts=FAULTY),
        Example("退換沒問題，去程跟回程的運費都要請您負擔。", asked="不想要了", facts=OWN),
        Example(
            "可以退貨，您負擔寄回的運費即可，出貨運費本店吸收。", asked="不想要了", facts=OWN, shop="return-leg"
        ),
        Example("退得，來回速遞費都係你負責。", asked="唔鍾意", facts=OWN),
        Example(
            "Happy to take it back; postage in both directions is at your expense.",
            asked="Don't like it",
            facts=OWN,
        ),
        Example(
            "Happy to take it back; you only pay the return postage.",
            asked="Don't like it",
            facts=OWN,
            shop="return-leg",
        ),
    ),
    bad=(
        Example("可以退的，寄回的运费您出就行。", asked="颜色不喜欢", facts=OWN),
        Example("可以退，来回运费都由您承担。", asked="颜色不喜欢", facts=OWN, shop="return-leg"),
        Example("退货运费由您承担，发货的运费不扣您的。", asked="买多了", facts=OWN),
        Example("有质量问题两程都算我们的；只是不喜欢的话，您承担退回那一程。", asked="想退货"),
        Example("上门取件费12元由您支付，退款里扣。", asked="买多了", facts=OWN),
        Example("可以退貨，您只需要負擔寄回的運費。", asked="不想要了", facts=OWN),
        Example("個人因素退貨，兩趟運費都由您支付。", asked="不想要了", facts=OWN, shop="return-leg"),
        Example("退得，你出寄返嚟嘅速遞費就得。", asked="唔鍾意", facts=OWN),
        Example(
            "Happy to take it back; you only pay the return postage.",
            asked="Don't like it",
            facts=OWN,
        ),
        Example(
            "Happy to take it back; shipping both ways is at your expense.",
            asked="Don't like it",
            facts=OWN,
            shop="return-leg",
        ),
    ),
)
