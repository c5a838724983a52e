"""Reads where a parcel is from its order's state and its tracking: the stage, the place, how long ago that was.

An event's own words are never said: they hold couriers' names, telephone numbers and advertisements. What is said
is put together anew from the stage and the place that were read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rag.domain import Order, TrackingEvent
from rag.formatting import Bilingual, elapsed
from rag.progress.words import (
    AT_BRANCH,
    BOUND_FOR,
    FAILURES,
    HUB,
    LEFT,
    LEFT_EN,
    REACHED,
    REACHED_EN,
    SIGNERS,
    STAGES,
    STORES,
    Failure,
    TrackingStage,
)
from rag.text import Folded, Pattern, fold, has_han

_QUIET_DAYS = 3
"""Days without an event after which a parcel on its way counts as stalled (004: look at three days' orders)."""
_UNDERWAY: tuple[TrackingStage, ...] = ("collected", "moving", "arrived_city", "delivering")
_ENDS: tuple[TrackingStage, ...] = ("to_collect", "signed", "signed_by_other", "returning")
_ORDER: tuple[TrackingStage, ...] = ("none", *_UNDERWAY)


@dataclass(frozen=True)
class Tracking:
    """Where a parcel is. `event` is what the last event says, to follow the parcel as its predicate."""

    stage: TrackingStage = "unknown"
    event: Bilingual | None = None
    place: Bilingual | None = None
    at: datetime | None = None
    failure: Failure | None = None
    quiet_days: int | None = None
    """Whole days since the last event, of a parcel on its way; None where it is less than one."""


def tracking_of(order: Order, now: datetime | None) -> Tracking:
    """Read the tracking; what the order's state tells stands where the events tell less."""
    tracking = _with_time(_read(order.tracking), now)
    if order.state in {"signed", "completed"} and tracking.stage not in _ENDS:
        return Tracking("signed", _says("signed"), at=order.signed_at)
    if tracking.stage == "unknown" and not order.tracking:
        by_state: dict[str | None, TrackingStage] = {"unpaid": "none", "paid": "none", "delivering": "delivering"}
        stage = by_state.get(order.state, "unknown")
        return Tracking(stage, _says(stage) if stage == "delivering" else None)
    return tracking


def _with_time(tracking: Tracking, now: datetime | None) -> Tracking:
    """The tracking with the days it has been quiet; quiet for long, it has stalled."""
    if now is None or tracking.at is None or tracking.stage not in (*_UNDERWAY, "stalled", "failed"):
        return tracking
    days = elapsed(tracking.at, now).days
    stalled = days >= _QUIET_DAYS and tracking.stage in _UNDERWAY
    return replace(tracking, quiet_days=days if days > 0 else None, stage="stalled" if stalled else tracking.stage)


# The last event --------------------------------------------------------------------------------------


def _read(events: Sequence[TrackingEvent]) -> Tracking:
    read = [(event, fold(event.text)) for event in events]
    staged = [(event, words, _stage(words.text)) for event, words in read]
    ordered = _oldest_first(staged)
    if not ordered:
        return Tracking()
    event, words, stage = ordered[-1]
    before = {earlier for _, _, earlier in ordered[:-1]}
    branch = AT_BRANCH.search(words.text)
    if stage == "moving" and branch and not HUB.search(branch.group()):
        just_collected = "collected" in before and "moving" not in before
        stage = "moving" if just_collected or LEFT.search(words.text) else "arrived_city"
    place = _place(stage, words)
    return Tracking(
        stage=stage,
        event=_says(stage, words, place),
        place=place,
        at=event.at,
        failure=_failure(words.text) if stage == "failed" else None,
    )


def _stage(text: str) -> TrackingStage:
    return next((stage for stage, pattern in STAGES if pattern.search(text)), "unknown")


_Staged = tuple[TrackingEvent, Folded, TrackingStage]


def _oldest_first(staged: list[_Staged]) -> list[_Staged]:
    """The events in the order they happened; none where that cannot be told and matters."""
    times = [event.at for event, _, _ in staged if event.at is not None]
    if len(times) == len(staged):
        zoned = all(at.tzinfo for at in times)
        keys = [at if zoned else at.replace(tzinfo=None) for at in times]
        along = sorted(range(len(staged)), key=lambda index: (keys[index], _rank(staged[index])))
        return [staged[index] for index in along]
    first, last = _rank(staged[0]), _rank(staged[-1])
    if len(times) > 1 and times[0] != times[-1]:
        first, last = 0, 1 if elapsed(times[0], times[-1]).total_seconds() > 0 else -1
    if first == last and len(staged) > 1:
        return []
    return staged if first <= last else staged[::-1]


def _rank(staged: _Staged) -> int:
    """How far along its way a parcel is at a stage."""
    stage = staged[2]
    return _ORDER.index(stage) if stage in _ORDER else len(_ORDER)


def _failure(text: str) -> Failure:
    return next((failure for failure, pattern in FAILURES if pattern.search(text)), "unknown")


# What is said of it ----------------------------------------------------------------------------------


def _place(stage: TrackingStage, words: Folded) -> Bilingual | None:
    """Where the parcel is, as far as the event names it; of a locker or a shop at least its kind."""
    if name := _named(REACHED, words):
        return Bilingual(name, None)
    if name := _named(REACHED_EN, words):
        return Bilingual(f" {name}", name)
    if stage == "to_collect":
        return next(kind for pattern, kind in STORES if pattern.search(words.text))
    return None


def _named(pattern: Pattern, words: Folded) -> str | None:
    """The place a pattern finds; a Latin one as the event spells it, without shouting."""
    match = pattern.search(words.text)
    if match is None:
        return None
    index = match.lastindex or 0
    if has_han(match[index]):
        return match[index]
    start, end = words.span(*match.span(index))
    name = _KIND_OF_PLACE.sub("", words.original[start:end])
    shouted = [word.title() if word.isupper() else word for word in name.split()]
    return " ".join(shouted) if shouted and not name.islower() else None


_KIND_OF_PLACE = re.compile(
    r"^(?:(?:the|a|our|sort(?:ing)?|origin|transit|local|delivery|carrier|courier|international|facility|hub|depot)\b"
    r"[\s,-]*(?:(?:in|at|of)\b\s*)?)+",
    re.IGNORECASE,
)
"""What kind of place it is, before its name: Sort Facility LEIPZIG."""


_SAID: dict[TrackingStage, Bilingual] = {
    "none": Bilingual("在等快递揽收", "is waiting for the courier to pick it up"),
    "collected": Bilingual("由快递揽收了", "has been picked up by the courier"),
    "moving": Bilingual("正在运输途中", "is in transit"),
    "arrived_city": Bilingual("到了当地网点", "has reached the local depot"),
    "delivering": Bilingual("开始派送了", "is out for delivery"),
    "signed": Bilingual("签收了", "has been delivered"),
    "returning": Bilingual("正在退回途中", "is on its way back"),
    "stalled": Bilingual("在路上有停留", "is held up on the way"),
}
_FAILED: dict[Failure, Bilingual] = {
    "no_answer": Bilingual("快递员联系过您，在等您回电", "is waiting because the courier tried to reach you"),
    "address": Bilingual("派送时地址信息有出入", "is waiting because of a question about the address"),
    "damaged": Bilingual("在途中登记了破损", "was recorded as damaged on the way"),
    "unknown": Bilingual("派送时遇到了问题", "met a problem on delivery"),
}


_TOLD_WITH_MORE: tuple[TrackingStage, ...] = (
    "moving", "arrived_city", "to_collect", "signed_by_other", "failed", "stalled",
)  # fmt: skip
"""Stages of which the event tells a place, a person or a reason besides."""


def _says(stage: TrackingStage, words: Folded | None = None, place: Bilingual | None = None) -> Bilingual | None:
    """What the event says, as a predicate of the parcel."""
    plain = _SAID.get(stage)
    if words is None or stage not in _TOLD_WITH_MORE:
        return plain
    if stage == "failed":
        return _FAILED[_failure(words.text)]
    if stage == "signed_by_other":
        signer = next(who for pattern, who in SIGNERS if pattern.search(words.text))
        return Bilingual(f"由{signer.zh}代收了", f"was signed for by {signer.en}")
    if stage == "to_collect" and place:
        return Bilingual(f"放到{place.zh}了", place.en and f"is waiting at {place.en}")
    if stage == "stalled" and place:
        return Bilingual(f"在{place.zh}有停留", place.en and f"is held up at {place.en}")
    return _departed(words) or (_reached(place) if place else plain)


def _reached(place: Bilingual) -> Bilingual:
    return Bilingual(f"到了{place.zh}", place.en and f"has reached {place.en}")


def _departed(words: Folded) -> Bilingual | None:
    """From where it has left, and whither."""
    left, bound = _named(LEFT, words), _named(BOUND_FOR, words)
    if left and bound:
        return Bilingual(f"从{left}发往{bound}了", None)
    if left or bound:
        return Bilingual(f"从{left}发出了" if left else f"正发往{bound}", None)
    english = _named(LEFT_EN, words)
    return Bilingual(f"离开了 {english}", f"has left {english}") if english else None
