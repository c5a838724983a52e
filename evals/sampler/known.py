"""Says in short Chinese words what is known in a situation, as far as a wording depends on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rag.conditions import SLOT, View
from rag.domain import Card, Wording

_UNKNOWN = "未知"
_YES_NO = {"yes": "是", "no": "否", "unknown": _UNKNOWN}
_WINDOW = {"open": "还在期内", "closed": "已过期", "unknown": _UNKNOWN}
_LABELS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "agent": ("客服", {}),
    "agent_number": ("客服工号", {}),
    "case.compensation": ("可补偿", {}),
    "case.discount": ("可优惠", {}),
    "case.dispatch_by": ("最晚发货", {}),
    "case.failure": ("派送失败", {"no_answer": "电话没打通", "address": "地址不详", "damaged": "包裹破损"}),
    "case.gift": ("可送", {}),
    "case.goods": (
        "商品",
        {"clothes": "衣物", "food": "食品", "fresh": "生鲜", "meal": "外卖", "stay": "住宿", "book": "图书",
         "device": "数码", "appliance": "家电", "care": "洗护", "other": "其他"},
    ),
    "case.insured": ("运费险", {"yes": "有", "no": "没有", "unknown": _UNKNOWN}),
    "case.invoice": (
        "发票",
        {"none": "没申请", "applied": "已申请", "issuing": "开票中", "issued": "已开好", "red": "已红冲",
         "unknown": _UNKNOWN},
    ),
    "case.last_event": ("最新物流", {}),
    "case.last_event_at": ("物流时间", {}),
    "case.place": ("所在地", {}),
    "case.late": ("发货超时", _YES_NO),
    "case.mood": (
        "情绪",
        {"calm": "平静", "worried": "着急", "angry": "生气", "threatening": "要投诉", "thankful": "道谢",
         "joking": "开玩笑"},
    ),
    "case.again": ("追问之前答应的事", _YES_NO),
    "case.ordered": ("聊到订单", {"yes": "是", "unknown": "没有"}),
    "case.pending": ("客服答应过去查", _YES_NO),
    "case.refused": ("刚才没能满足客户", _YES_NO),
    "case.parcel": (
        "订单",
        {"unordered": "没下单", "unpaid": "待付款", "unsent": "待发货", "moving": "在路上", "arrived": "已签收",
         "closed": "已关闭", "unknown": _UNKNOWN},
    ),
    "case.postage": ("可补邮费", {}),
    "case.quality_window": ("质量问题售后期", _WINDOW),
    "case.quiet_days": ("物流停了几天", {}),
    "case.refund": (
        "退款",
        {"applied": "已申请", "waiting_goods": "等退货", "goods_received": "退货已收到", "processing": "处理中",
         "done": "已退", "rejected": "被驳回", "closed": "已关闭", "unknown": _UNKNOWN},
    ),
    "case.returning": (
        "退货",
        {"to_send": "待寄回", "on_way": "寄回途中", "received": "已收到", "unknown": _UNKNOWN},
    ),
    "case.signed_days": ("签收天数", {}),
    "case.stock": ("库存", {"some": "有", "none": "没有", "unknown": _UNKNOWN}),
    "case.tracking": (
        "物流",
        {"none": "还没揽收", "collected": "已揽收", "moving": "运输中", "arrived_city": "到派送网点",
         "delivering": "派送中", "to_collect": "待取件", "signed": "本人签收", "signed_by_other": "他人代收",
         "failed": "派送失败", "returning": "退回中", "stalled": "停滞", "unknown": _UNKNOWN},
    ),
    "case.window": ("无理由退货期", _WINDOW),
    "facts.cause": (
        "原因",
        {"quality": "质量问题", "seller_fault": "我们弄错", "customer": "客户自己的原因", "unknown": "还没弄清"},
    ),
    "facts.customer.fault_finder": ("疑似恶意差评", _YES_NO),
    "facts.customer.vip": ("老顾客", _YES_NO),
    "facts.evidence_checked": ("凭证看过", _YES_NO),
    "facts.invoice.kind": ("发票种类", {}),
    "facts.invoice.state": ("发票状态", {}),
    "facts.offers": ("可让利", {}),
    "facts.order.amount": ("订单金额", {}),
    "facts.order.carrier": ("快递", {}),
    "facts.order.id": ("订单号", {}),
    "facts.order.promised_dispatch": ("约定发货", {}),
    "facts.order.shipped_at": ("发货时间", {}),
    "facts.order.state": (
        "订单",
        {"unpaid": "待付款", "paid": "已付款", "shipped": "已发货", "delivering": "派送中", "signed": "已签收",
         "completed": "已完成", "closed": "已关闭"},
    ),
    "facts.order.tracking": ("物流记录", {}),
    "facts.product.name": ("商品", {}),
    "facts.product.selling_points": ("卖点", {}),
    "facts.promotions": ("活动", {}),
    "facts.refund.account": ("退到", {}),
    "facts.refund.amount": ("退款金额", {}),
    "facts.refund.expected": ("预计到账", {}),
    "facts.refund.state": ("退款状态", {}),
    "shop.return_shipping.customer": (
        "本店自己原因退货",
        {"both": "客户付来回运费", "return_only": "客户付寄回运费"},
    ),
    "shop.return_shipping.evidence": ("本店先看照片", _YES_NO),
    "shop.return_shipping.exchange_days": ("本店换货天数", {}),
    "shop.return_shipping.freight_collect": ("本店到付件", {"refused": "不收", "accepted": "收"}),
    "shop.return_shipping.no_reason_days": ("本店无理由退货天数", {}),
    "shop.return_shipping.prepay": ("本店退货先垫付", _YES_NO),
    "shop.return_shipping.quality_days": ("本店质量问题天数", {}),
    "shop.style.introduction": ("本店自称", {"number": "工号", "name": "名字"}),
    "shop.style.refusal_opening": ("本店道歉用语", {}),
    "terms.authenticity_promise": ("本店正品承诺", {}),
    "terms.bulk_from": ("本店大客户起订", {}),
    "terms.carriers": ("本店快递", {}),
    "terms.cash_on_delivery": ("本店货到付款", {}),
    "terms.coupon_from": ("本店用券起点", {}),
    "terms.cutoff": ("本店截单时间", {}),
    "terms.dispatch_days": ("本店发货日", {}),
    "terms.dispatch_hours": ("本店发货时限（小时）", {}),
    "terms.ems_surcharge": ("本店 EMS 加价", {}),
    "terms.event_dispatch_days": ("本店活动发货天数", {}),
    "terms.flash_unpaid_minutes": ("本店秒杀未付关单分钟", {}),
    "terms.free_shipping_from": ("本店包邮起点", {}),
    "terms.insurance_days": ("本店运费险到账天数", {}),
    "terms.invoice_event_days": ("本店活动后开票天数", {}),
    "terms.late_compensation_cap": ("本店晚发补偿上限", {}),
    "terms.late_compensation_percent": ("本店晚发补偿比例", {}),
    "terms.made_to_order_hours": ("本店定做发货小时", {}),
    "terms.price_valid": ("本店议价有效期", {}),
    "terms.refund_days": ("本店退款到账天数", {}),
    "terms.reseller": ("本店代理", {}),
    "terms.return_carriers_refused": ("本店拒收的退货快递", {}),
    "terms.service_hours": ("本店客服时间", {}),
    "terms.sf_near_area": ("本店顺丰近区", {}),
    "terms.sf_price_far": ("本店顺丰远区价", {}),
    "terms.sf_price_near": ("本店顺丰近区价", {}),
    "terms.sf_surcharge": ("本店顺丰加价", {}),
    "terms.ships_from": ("本店发货地", {}),
    "terms.tracking_wait_days": ("本店物流更新等待天数", {}),
    "terms.unpaid_days": ("本店未付关单天数", {}),
    "terms.usual_days": ("本店通常几天到", {}),
    "terms.warranty_months": ("本店保修月数", {}),
}  # fmt: skip
"""What each path is called on the page, and its values where they are words of the program."""
_ATTRIBUTE = "facts.product.attributes."
_ATTRIBUTES = {"installation": "安装", "service_point": "维修点", "warranty": "保修"}


def known(wording: Wording, card: Card, view: View) -> tuple[str, ...]:
    """What the wording's conditions ask for and its slots say, as `label：value`; nothing that is unknown."""
    slots = SLOT.findall(wording.zh + wording.then_zh)
    found = dict.fromkeys([*card.when, *wording.when, *slots])
    return tuple(dict.fromkeys(filter(None, (_told(path, view) for path in found))))


def unlabelled(paths: Iterable[str]) -> list[str]:
    """Those of the paths that have no name here."""
    return sorted({path for path in paths if path not in _LABELS and not path.startswith((_ATTRIBUTE, "terms."))})


def _told(path: str, view: View) -> str:
    label, words = _LABELS.get(path, (_plain(path), {}))
    value = view.value(path)
    told = words.get(value, value) if value else None
    return f"{label}：{told}" if told and told != _UNKNOWN else ""


def _plain(path: str) -> str:
    name = path.removeprefix(_ATTRIBUTE).removeprefix("terms.")
    return _ATTRIBUTES.get(name, name)
