"""Reads the stage a refund, a return or an invoice is at from the words of the system that keeps it.

Systems write the same stage in many ways (退款中, WAIT_SELLER_AGREE); a state that is not understood is `unknown`,
and is never said as it stands. The stages of a parcel are read in `tracking`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, TypeVar

from rag.text import Pattern, fold

RefundStage = Literal[
    "applied", "waiting_goods", "goods_received", "processing", "done", "rejected", "closed", "unknown"
]
ReturnStage = Literal["to_send", "on_way", "received", "unknown"]
InvoiceStage = Literal["none", "applied", "issuing", "issued", "red", "unknown"]
Stage = TypeVar("Stage", RefundStage, ReturnStage, InvoiceStage)

_RECEIVED = Pattern(
    r"(?<![待未])收到(?:退货|货|商品|退件)|已收货|验货|质检|入库|仓库已?签收|退货已签收|inspect"
    r"|\b(?:goods|return|items?|parcel) received|received (?:the )?(?:goods|return)"
)
_ON_WAY = Pattern(
    r"待.{0,6}(?:收货|签收)|退货中|退货途中|寄回(?:中|途中)|已寄回|买家已(?:发货|退货|寄)|confirm goods"
    r"|return (?:in transit|shipped|on)|wait\w* (?:for )?receipt"
)
_TO_SEND = Pattern(
    r"待.{0,6}(?:退货|寄回|寄出|发货|寄件|填写)|buyer return"
    r"|\b(?:await|wait|pend)\w* (?:for )?(?:the )?(?:return|goods)"
)

_REFUND: tuple[tuple[RefundStage, Pattern], ...] = (
    ("applied", Pattern(r"(?:申请|提交|受理)成功|wait(?:ing)? (?:for )?seller agree|待.{0,4}同意")),
    ("rejected", Pattern(r"拒绝|驳回|不同意|[未不]通过|\b(?:reject|refus|declin|den(?:y|ied))")),
    ("closed", Pattern(r"关闭|取消|撤销|撤回|作废|\b(?:closed?|cancel|withdr[ae]w|revoke|void)")),
    ("goods_received", _RECEIVED),
    ("waiting_goods", _ON_WAY),
    ("waiting_goods", _TO_SEND),
    (
        "applied",
        Pattern(
            r"待.{0,4}(?:处理|审|确认|受理)|审[核批]中|正在审|\b(?:under review|in review|reviewing)"
            r"|pending (?:approval|review)"
        ),
    ),
    ("unknown", Pattern(r"失败|部分|[未没](?:能|有)?(?:退款|到账|完成|成功)|\b(?:fail|error|partial|not\b|un)")),
    (
        "processing",
        Pattern(
            r"(?:退款|处理|打款|退还|退回|到账|入账|转账|放款)中|正在(?:退|处理|打款)|待(?:打款|退款|财务|到账|入账)"
            r"|财务|审核通过|已?同意|已通过|\b(?:approv|agree|process|in progress|refunding)"
            r"|(?:pending|awaiting) (?:payment|refund|payout)"
        ),
    ),
    (
        "done",
        Pattern(
            r"成功|完成|完结|已退|已到账|已打款|已入账|退款到账|\b(?:succe|complete|refunded|done|finish|paid|settled"
            r"|credited)"
        ),
    ),
    ("applied", Pattern(r"申请|已提交|\b(?:appl(?:y|ied)|request|submitted|created?|pending|opened|initiated)")),
)
"""In the order they are tried: what ends a matter, or is told by more words, before what its words also hold."""

_RETURN: tuple[tuple[ReturnStage, Pattern], ...] = (
    ("received", _RECEIVED),
    ("on_way", _ON_WAY),
    ("to_send", _TO_SEND),
)

_INVOICE: tuple[tuple[InvoiceStage, Pattern], ...] = (
    ("red", Pattern(r"红[冲字票]|冲红|已红|作废|\b(?:red|void|cancel|revers|credit note)")),
    (
        "none",
        Pattern(
            r"未(?:申请|提交)|(?:未|不|无需|没有?)开(?!具?中)|^无$"
            r"|\b(?:none|not (?:requested|applied|issued)|no invoice)\b"
        ),
    ),
    ("unknown", Pattern(r"失败|部分|驳回|拒绝|\b(?:fail|error|reject)")),
    (
        "applied",
        Pattern(
            r"待.{0,4}(?:开|处理|审|确认)|申请|已提交|(?:提交|受理)成功|审核中"
            r"|\b(?:appl(?:y|ied)|request|pending|submitted|wait)"
        ),
    ),
    ("issuing", Pattern(r"(?:开[票具立]|处理|出票)中|正在(?:开|处理|出)|\b(?:issuing|process|in progress)")),
    (
        "issued",
        Pattern(
            r"已开|已出票|开[具票立]?(?:成功|完成)|已(?:发送|寄出|推送)|成功|完成"
            r"|\b(?:issued|succe|complete|done|sent|delivered)"
        ),
    ),
)


def refund_stage(state: str | None) -> RefundStage:
    """The stage of a refund by the words of the payment or after-sales system, in either language."""
    return _first(_REFUND, state) or "unknown"


def return_stage(state: str | None) -> ReturnStage:
    """The stage of the goods on their way back, by the same words, where they tell it."""
    return _first(_RETURN, state) or "unknown"


def invoice_stage(state: str | None) -> InvoiceStage:
    """The stage of an invoice; `red` is one that was reversed."""
    return _first(_INVOICE, state) or "unknown"


def _first(table: tuple[tuple[Stage, Pattern], ...], state: str | None) -> Stage | None:
    """The first stage of the table that the state's words tell."""
    words = _plain(state or "")
    return next((stage for stage, pattern in table if pattern.search(words)), None)


_SEAMS = re.compile(r"(?<=[a-z])(?=[A-Z])|[_-]+")
"""Where the words of a machine's name meet: waitSellerAgree, WAIT_SELLER_AGREE."""


@lru_cache(maxsize=256)
def _plain(state: str) -> str:
    return fold(_SEAMS.sub(" ", state)).text
