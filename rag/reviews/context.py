"""Leaves out of a review what judges nothing that was sold here: extracts, stories, the past, mere measures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.catalogue.goods import goods_of
from rag.domain import Point
from rag.reviews.words import (
    BARE_SPEED,
    COMPLAINT,
    EITHER_WAY,
    ELSE_SPEEDS,
    IN_A_STORY,
    OF_A_BOOK,
    OF_THE_PAST,
    ON_SALE,
    SENT,
    TOO,
)
from rag.text import fold


def speed_of_the_goods(clause: str, review: str) -> bool:
    """Whether a bare 慢, 很快 is not the delivery's: nothing was sent, or something else is fast or slow."""
    if BARE_SPEED.search(clause) is None:
        return False
    return SENT.search(review) is None or ELSE_SPEEDS.search(review) is not None


def _is_tale(text: str) -> bool:
    """Whether a long text hardly speaks of goods, buying or reading: an extract, a story, an essay."""
    hardly = len(text) > _TALE and len(ON_SALE.findall(text)) * _TALE_SPEAKS_OF < len(text)
    return hardly and goods_of(text) in _TOLD_OF


_TOLD_OF = frozenset({"book", "other"})
"""Goods whose reviews may hold a tale; of a phone, a long text is a list of what is good and bad."""


def of_ours(points: Sequence[Point], review: str) -> tuple[Point, ...]:
    """Points that judge what was sold here: none of an extract, no praise of the past beside a complaint."""
    if _is_tale(review):
        return ()
    points = [point for point in points if not _of_a_story(point, review) and not _recommended_by(point)]
    kinds = [point.polarity for point in points]
    sure = kinds.count("praise") < _SURELY_PLEASED * kinds.count("complaint")
    told = [(point, fold(point.text).text) for point in points]
    return tuple(
        point
        for point, said in told
        if (sure or point.polarity == "praise" or not _only_a_measure(said))
        and not ("complaint" in kinds and point.polarity == "praise" and OF_THE_PAST.search(said))
    )


_BY_SOMEBODY = re.compile(
    r"^(?:是|由|听|经)?(?!强烈|值得|非常|十分|真心|大力|极力|力荐|会|可以|很|都|再|也|不|已|特别|推荐|购买)"
    r"[一-鿿]{2,6}?(?:推荐|介绍|安利|种草)(?:给我)?(?:的|来的|过来的|买的|来买的)$"
)


def _recommended_by(point: Point) -> bool:
    """Whether it only tells who recommended the shop: no praise of the goods, and no name to repeat in public."""
    return point.polarity == "praise" and _BY_SOMEBODY.match(fold(point.text).text) is not None


def _only_a_measure(said: str) -> bool:
    return (
        EITHER_WAY.search(said) is not None
        and TOO.search(said) is None
        and COMPLAINT.search(EITHER_WAY.sub("□", said)) is None
    )


_TALE, _TALE_SPEAKS_OF = 400, 90
"""Characters from which a text may be an extract, and characters for one word of what a review speaks of."""
_SURELY_PLEASED = 3
"""Points of praise for each complaint from which a mere measure is no complaint."""


def _of_a_story(point: Point, review: str) -> bool:
    """Whether a long review of a book tells with these words what happens in it: no praise, no complaint."""
    if goods_of(review) != "book":
        return False
    said = fold(point.text).text
    told = point.polarity == "complaint" and IN_A_STORY.search(said) is not None
    return told or (len(review) > _BRIEF and OF_A_BOOK.search(said) is None)


_BRIEF = 60
"""Characters up to which a review of a book has no room for its story."""
