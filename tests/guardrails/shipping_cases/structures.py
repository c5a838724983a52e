"""Who pays a return: cases that no word supposes, payers named by their place, purse or account."""

from __future__ import annotations

from tests.guardrails.shipping_cases import COLLECT, COST, LEGS, PAYER, REFUSAL, UNVERIFIED, case

CASES = (
    case(
        "鉴定为胶水没粘牢，往返物流均由本店结清；鉴定为剐蹭，往返物流由贵客结清。",
        "鞋帮开了",
        "unknown",
        leg=(LEGS,),
    ),
    case("检出机芯有毛病，路费不喊您出；检出一切正常，两趟路费归您。", "表不走了", "unknown", leg=(LEGS,)),
    case("换过插头还不亮那就是灯珠的事，我重寄一盏，邮费不要钱。", "灯不亮", "unknown"),
    case("接口断了=我们的，双程快递全算店里；插反了=您的，双程快递全算您。", "充不上电", "unknown", leg=(LEGS,)),
    case(
        "锅底发黑——先用醋煮；煮不掉，来回邮费我们出；煮得掉您还要退，来回邮费您出。",
        "锅底黑",
        "unknown",
        leg=(LEGS,),
    ),
    case("线头没收好的，邮费从我们利润里扣；只嫌颜色淡的，邮费从您退款里扣。", "裙子怎么退", "unknown"),
    case("运费看是谁的问题。我们的问题，我们管。您的原因，您管。", "退货邮费谁给", "unknown"),
    case("可以退的，快递这块要新郎官自己安排付一下。", "胸花不想要了", "customer"),
    case("能退，寄过来那趟走我们公司账就好。", "不喜欢", "customer", PAYER),
    case("退您可以，往返邮费按规矩归顾客。", "拍重了", "customer", leg=(LEGS,)),
    case("上门取件六块、当初送货六块，合计十二块由您支付。", "不想要了", "customer", leg=(LEGS,)),
    case("确认是碗口裂了，寄回的邮费我们出，当初的送货费没办法退您。", "碗裂了，图发了", "quality", PAYER),
    case("确认是碗口裂了，物流您那边出，我们给您换新。", "碗裂了，图发了", "quality", PAYER),
    case("换新给您，快递全由我们结。", "碗裂了，图发了", "quality"),
    case("快递您先付着，底单发我，当场转账给您。", "碗裂了，图发了", "quality"),
    case("不喜欢没关系，快递小哥上门收，物流我们结。", "不喜欢", "customer", PAYER),
    case("运费由责任方承担，您先发张照片。", "有点掉漆", "unknown"),
    case("麻烦寄南通仓，姓名电话写清楚就行。", "掉漆了想退", "unknown", COST),
    case("您让快递找收件人收钱就行，这边给。", "碗裂了，图发了", "quality", COLLECT),
    case("裂纹属实，不过退货的部分没办法处理，给您二十元红包。", "碗裂了，图发了", "quality", REFUSAL),
    case("这单带了退货保障，寄回的邮费它来赔。", "不喜欢", "customer", insured=True),
    case("这单带了退货保障，寄回的邮费它来赔。", "不喜欢", "customer", PAYER),
    case("您直接寄来，路费俺们兜着。", "壶嘴怪怪的", "unknown", UNVERIFIED),
    case("看到壶嘴缺了一块，来回路费我们兜着。", "壶嘴怪怪的", "unknown", UNVERIFIED),
    case("The trip back is on our tab.", "Changed my mind", "customer", PAYER),
    case("The courier bill is payable by you.", "It arrived cracked, photo sent", "quality", PAYER),
    case(
        "A loose hinge would mean the postage is with us; a scratch from use means it is with you.",
        "The lid wobbles",
        "unknown",
    ),
    case("Outbound and return postage will be taken from your refund.", "Too large", "customer", leg=(LEGS,)),
)
