"""The suite of whole replies to public reviews: each point taken up, nothing private, and the right approval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field, model_validator

from evals.cases import CASES
from evals.suites.drafting import DraftCase, Drafting, Expected, shortcomings
from rag.domain import Draft, Polarity, Request, Review


class ExpectedOfReview(Expected):
    """What a public reply must be."""

    approval: tuple[str, ...] | None = Field(
        default=None, description="Why a supervisor has to agree, all reasons; an empty list where nobody has to."
    )
    praise: tuple[str, ...] = Field(default=(), description="Words of praise: read as such, and answered.")
    complaints: tuple[str, ...] = Field(default=(), description="Words of complaint: read as such, and answered.")


class ReviewCase(DraftCase):
    """A public review."""

    review: str | Review = Field(
        description="Its text, or `text`, `stars` 1 to 5, `title`, `append` (the follow-up)."
    )
    platform: str | None = Field(default=None, description="Where it stands (knowledge/platforms.yaml).")
    expect: ExpectedOfReview = ExpectedOfReview()

    @model_validator(mode="before")
    @classmethod
    def _rows(cls, data: Any) -> Any:
        """Rows from outside have the text and the stars themselves."""
        if isinstance(data, Mapping) and "review" not in data and "text" in data:
            return {**data, "review": {"text": data["text"], "stars": data.get("stars")}}
        return data

    @property
    def asked(self) -> str:
        """The review, follow-up and all."""
        return self.request().customer_text

    def request(self) -> Request:
        """The request for a draft."""
        return Request(
            "review",
            review=Review(self.review) if isinstance(self.review, str) else self.review,
            shop=self.shop,
            agent=self.agent,
            facts=self.facts,
            instruction=self.instruction,
            platform=self.platform,
        )


class PublicReview(Drafting[ReviewCase]):
    """Whole replies to reviews."""

    name = "review"
    harm = "thousands read a reply that is deaf, gives in to blackmail or promises money, or it goes out unseen"
    case = ReviewCase
    files = (CASES / "review.yaml", *sorted(CASES.glob("review_*.yaml")))

    def problems(self, case: ReviewCase, draft: Draft) -> Iterator[str]:
        """What is wrong with the draft."""
        expect = case.expect
        yield from shortcomings(case, expect, draft)
        yield from _points("praise", expect.praise, draft)
        yield from _points("complaint", expect.complaints, draft)
        if expect.approval is not None and draft.status != "blocked":
            yield from _approval(expect.approval, draft)


def _points(polarity: Polarity, wanted: tuple[str, ...], draft: Draft) -> Iterator[str]:
    for words in wanted:
        found = [point for point in draft.points if words in point.text]
        right = [point for point in found if point.polarity == polarity]
        if not right:
            read = f"for {found[0].polarity}" if found else "for nothing at all"
            yield f"takes {words} {read}, not for {polarity}: {_PASSED[polarity]}"
        elif not any(point.answered for point in right):
            yield f"leaves {words} without an answer: {_PASSED[polarity]}"


_PASSED: Mapping[Polarity, str] = {
    "praise": "who praises in detail is thanked as if by a machine",
    "complaint": "readers see a complaint that the shop passes over",
}


def _approval(wanted: tuple[str, ...], draft: Draft) -> Iterator[str]:
    given = set(filter(None, (draft.approval.reason or "").split(", ")))
    if draft.approval.required != (draft.status == "needs_approval"):
        yield f"is {draft.status}, which is not what its approval says: nobody knows who has to look at it"
    if lacks := sorted(set(wanted) - given):
        yield f"does not ask for approval as {', '.join(lacks)}: it goes out before a supervisor has seen why not"
    if extra := sorted(given - set(wanted)):
        yield f"asks for approval as {', '.join(extra)}: supervisors are kept busy with what needs none"
