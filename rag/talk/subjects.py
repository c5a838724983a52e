"""Names what a message speaks of in a word, so that a reply that must look it up says what it looks up."""

from __future__ import annotations

import re

from rag.domain import Language

_SUBJECTS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), chinese, english)
    for pattern, chinese, english in (
        (r"价保|保价|价格保护|差价|\bprice (?:match|protect\w*|adjust\w*)", "价保", "price protection"),
        (r"发票|专票|普票|增票|抬头|税号|统编|\binvoice", "发票", "invoice"),
        (r"安装|调试|\binstall", "安装", "installation"),
        (r"检测", "检测", "inspection"),
        (r"维修|返修|保修|质保|\b(?:repair|warranty)", "维修", "repair"),
        (r"取件|上门取|\bpick-?up\b", "取件", "pickup"),
        (r"取消|\bcancel", "取消", "cancellation"),
        (r"换货|换新|调换|\bexchange\b", "换货", "exchange"),
        (r"退款|退钱|\brefund", "退款", "refund"),
        (r"退货|退掉|\breturn", "退货", "return"),
        (r"发错|送错|寄错|\bwrong (?:item|one)\b", "发错", "wrong item"),
        (r"少发|漏发|\bmissing\b", "少发", "missing item"),
        (r"赠品|礼品|\b(?:gift|freebie)", "赠品", "gift"),
        (r"优惠券|优惠卷|红包|满减|优惠|活动|\b(?:coupon|voucher|promo\w*)\b", "优惠", "offer"),
        (r"会员|\bmembership\b", "会员", "membership"),
        (r"账号|账户|绑定|登录|\baccount\b", "账号", "account"),
        (r"地址|\baddress\b", "地址", "address"),
        (r"运费|邮费|快递费|\b(?:postage|shipping (?:fee|cost))\b", "运费", "postage"),
        (r"配送|派送|派件|送货|上门送|\bdeliver", "派送", "delivery"),
        (r"物流|\btracking\b", "物流", "tracking"),
        (r"快递|包裹|\b(?:courier|parcel|package)\b", "快递", "parcel"),
        (r"发货|出库|\bdispatch", "发货", "dispatch"),
        (r"库存|有货|现货|缺货|\b(?:in stock|sold out|restock)", "库存", "stock"),
        (r"付款|支付|付钱|白条|\bpay(?:ment)?\b", "付款", "payment"),
        (r"价格|价钱|降价|\bprice", "价格", "price"),
        (r"尺码|尺寸|码数|\bsiz(?:e|ing)\b", "尺码", "size"),
        (r"材质|面料|成分|\b(?:material|fabric)\b", "材质", "material"),
        (r"生产日期|保质期|\b(?:shelf life|expir)", "生产日期", "date"),
        (r"规格|型号|容量|参数|\bspec", "规格", "specification"),
        (r"正品|假货|防伪|\b(?:authentic|genuine|counterfeit)", "正品", "authenticity"),
        (r"赔偿|补偿|\bcompensat", "补偿", "compensation"),
    )
)
"""Nouns that name a matter, the most particular first, and how a reply names it. Only a word that stands in the
message is named: what may be concluded from it (下单, so it is about paying) is too often beside the point."""
_PARTIES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(f"(?:跟|和|联系|问|找|催|通知|让|叫|转告|告诉|反馈给?).{{0,4}}(?:{pattern})"), name)
    for pattern, name in (
        (r"财务", "财务"),
        (r"仓库|库房", "仓库"),
        (r"安装(?:师傅|人员|工)?", "安装师傅"),
        (r"维修|售后", "售后"),
        (r"站点|网点|驿站", "派送网点"),
        (r"快递|配送|派件|送货|师傅|小哥", "快递"),
        (r"厂家|品牌方", "厂家"),
        (r"商家|卖家", "商家"),
    )
)


def subject_of(folded: str, language: Language) -> str | None:
    """The matter a folded text names (in Simplified or English); None where it names none."""
    named = next(((zh, en) for pattern, zh, en in _SUBJECTS if pattern.search(folded)), None)
    return named and named[1 if language == "en" else 0]


def party_named(folded: str) -> str | None:
    """Whom a folded Chinese text wants us to turn to; None where it names nobody."""
    return next((name for pattern, name in _PARTIES if pattern.search(folded)), None)
