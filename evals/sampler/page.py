"""The samples as one HTML page that a shop manager reads: by topic, a row for each branch of a card."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from evals.sampler.samples import Sample
from rag.domain import TOPICS
from rag.pages import templates

PAGE = Path(__file__).parents[2] / "docs" / "sampler.html"
STALE = "docs/sampler.html is not what the cards give now: run `make sampler`"
_NAMES = dict(
    zip(
        TOPICS,
        ("招呼", "告别", "商品", "尺码", "真假", "库存", "议价", "价保", "优惠", "推荐", "大单", "付款", "发票",
         "改单取消", "发货", "快递", "时效", "物流", "丢件", "派送", "安装", "质量问题", "无理由退货", "退货运费",
         "退换流程", "退款", "保修", "投诉", "隐私", "好评", "差评", "其他"),
        strict=True,
    )
)  # fmt: skip
"""What shop managers call the topics, in their order."""


def page_of(samples: Sequence[Sample]) -> str:
    """The page; the same samples give the same page."""
    environment = templates(Path(__file__).parent, trailing_newline=True)
    topics = _topics(samples)
    cards = [card for topic in topics for card in topic["cards"]]
    return environment.get_template("page.html").render(
        topics=topics,
        cards=len(cards),
        branches=sum(not row["given"] for card in cards for row in card["rows"]),
        samples=len(samples),
    )


def is_current(page: str) -> bool:
    """Whether the page in the tree is this one."""
    return PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page


def _topics(samples: Sequence[Sample]) -> list[dict[str, Any]]:
    """Topics in the order of docs/topics.md, each with its cards by id."""
    cards = [[*group] for _, group in groupby(samples, lambda sample: sample.card.id)]
    found = [
        {"id": topic, "name": name, "cards": [_card(card) for card in cards if card[0].card.topics[0] == topic]}
        for topic, name in _NAMES.items()
    ]
    return [topic for topic in found if topic["cards"]]


def _card(samples: Sequence[Sample]) -> dict[str, Any]:
    card = samples[0].card
    return {"id": card.id, "title": card.title, "source": "、".join(card.source), "rows": _rows(samples)}


def _rows(samples: Sequence[Sample]) -> list[dict[str, Any]]:
    """A row for each branch with its first wording, the others folded away, and one where everything is given."""
    rows: list[dict[str, Any]] = []
    for sample in samples:
        same = [row for row in rows if row["when"] == sample.wording.when and not row["given"] and not sample.given]
        if same:
            same[0]["others"].append("\n".join(sample.segments))
        else:
            rows.append(_row(sample))
    return rows


def _row(sample: Sample) -> dict[str, Any]:
    request = sample.request
    review = request.review
    marks = ["能给的都给了"] * sample.given + ["指定"] * (not sample.found and not sample.given)
    return {
        "when": sample.wording.when,
        "given": sample.given,
        "before": request.turns[:-1],
        "stars": "★" * (review.stars or 0) + " " if review else "",
        "asked": review.text if review else request.turns[-1].text,
        "known": sample.known,
        "mark": "，".join(marks),
        "segments": sample.segments,
        "others": [],
        "translations": sample.translations,
    }
