"""States as systems write them, read into stages; what is not understood is unknown."""

from __future__ import annotations

import pytest

from rag.progress.stages import invoice_stage, refund_stage, return_stage


@pytest.mark.parametrize(
    ("state", "stage"),
    [
        ("待商家处理", "applied"),
        ("WAIT_SELLER_AGREE", "applied"),
        ("審核中", "applied"),
        ("提交成功", "applied"),
        ("待买家退货", "waiting_goods"),
        ("waitBuyerReturnGoods", "waiting_goods"),
        ("WAIT_SELLER_CONFIRM_GOODS", "waiting_goods"),
        ("仓库已签收，质检中", "goods_received"),
        ("return_received", "goods_received"),
        ("退款中", "processing"),
        ("退款申请已通过", "processing"),
        ("approved", "processing"),
        ("in_progress", "processing"),
        ("退款成功", "done"),
        ("refunded", "done"),
        ("REFUND_SUCCESS", "done"),
        ("已拒绝", "rejected"),
        ("审核未通过", "rejected"),
        ("SELLER_REFUSE_BUYER", "rejected"),
        ("已关闭", "closed"),
        ("cancelled", "closed"),
        ("退款失败", "unknown"),
        ("not_refunded", "unknown"),
        ("未到账", "unknown"),
        ("code_17", "unknown"),
        ("", "unknown"),
        (None, "unknown"),
    ],
)
def test_refund(state: str | None, stage: str) -> None:
    assert refund_stage(state) == stage


@pytest.mark.parametrize(
    ("state", "stage"),
    [("待买家退货", "to_send"), ("awaiting return", "to_send"), ("退貨中", "on_way"), ("待收货", "on_way"),
     ("验货中", "received"), ("退款中", "unknown"), (None, "unknown")],
)  # fmt: skip
def test_goods_coming_back(state: str | None, stage: str) -> None:
    assert return_stage(state) == stage


@pytest.mark.parametrize(
    ("state", "stage"),
    [("未申请", "none"), ("不开发票", "none"), ("待开票", "applied"), ("PENDING", "applied"), ("開立中", "issuing"),
     ("开票中", "issuing"), ("已开具", "issued"), ("issued", "issued"), ("已红冲", "red"), ("voided", "red"),
     ("开票失败", "unknown"), ("x1", "unknown"), (None, "unknown")],
)  # fmt: skip
def test_invoice(state: str | None, stage: str) -> None:
    assert invoice_stage(state) == stage
