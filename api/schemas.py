"""The bodies of the HTTP contract. What the domain already shapes (turns, facts, drafts) is taken from there."""

from __future__ import annotations

import json
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rag.domain import Channel, Facts, Finding, Request, Review, Turn, Verdict
from rag.guardrails.rule import Context
from rag.shops import Shop

MAX_REPLIES = 1_000
"""Replies a call."""

DRAFT_EXAMPLES: list[Any] = [
    {
        "channel": "chat",
        "turns": [{"role": "customer", "text": "鞋子穿了两天开胶了，退回去运费谁出？"}],
        "facts": {"order": {"state": "signed"}, "days_since_signed": 3},
        "agent": "8",
    },
    {"channel": "review", "review": {"text": "鞋面很好看，就是发货慢了点", "stars": 4}},
]
CHECK_EXAMPLES: list[Any] = [
    {"replies": [{"id": "1", "reply": "亲，这个不能退。", "context": "我不喜欢，想退货", "channel": "chat"}]}
]


class Body(BaseModel):
    """What every body keeps to: known keys only, and texts that are text."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _is_text(cls, data: Any) -> Any:
        """JSON can escape half a surrogate pair, which no answer could be written with."""
        if not isinstance(data, dict):
            return data
        try:
            json.dumps(data, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise ValueError(f"a text holds {error.object[error.start]!r}, which is no character") from error
        return data


class DraftBody(Body):
    """A reply asked for: `turns` for the channel chat, `review` for the channel review."""

    model_config = ConfigDict(json_schema_extra={"examples": DRAFT_EXAMPLES})

    channel: Channel
    turns: tuple[Turn, ...] = ()
    review: Review | None = None
    shop: str | None = None
    agent: str | None = None
    facts: Facts = Facts()
    conversation_id: str | None = None
    instruction: str | None = None
    platform: str | None = None
    """Where the review stands; the shop's own platform unless it is given."""

    @model_validator(mode="after")
    def _fits_its_channel(self) -> Self:
        if self.channel == "chat" and (self.review is not None or not self.turns):
            raise ValueError("the channel chat takes turns, and no review")
        if self.channel == "chat" and self.platform is not None:
            raise ValueError("a platform is named for reviews alone")
        if self.channel == "review" and (self.review is None or self.turns):
            raise ValueError("the channel review takes a review, and no turns")
        if self.review and self.review.stars is not None and not 1 <= self.review.stars <= 5:
            raise ValueError("stars are 1 to 5")
        return self

    def request(self, default_shop: str) -> Request:
        """The domain's request."""
        return Request(
            channel=self.channel,
            turns=self.turns,
            review=self.review,
            shop=self.shop or default_shop,
            agent=self.agent,
            platform=self.platform,
            facts=self.facts,
            conversation_id=self.conversation_id,
            instruction=self.instruction,
        )


class ReplyBody(BaseModel):
    """One reply to check. `context` is the customer's words, or the turns before the reply."""

    model_config = ConfigDict(extra="forbid")

    id: str | int | None = None
    reply: str
    context: str | tuple[Turn, ...] | None = None
    facts: Facts | None = None
    channel: Channel = "chat"

    def judged_in(self, shop: Shop) -> Context:
        """What the reply is judged against."""
        given = self.context or ()
        turns = (Turn("customer", given),) if isinstance(given, str) else given
        return Context(shop=shop, channel=self.channel, turns=turns, facts=self.facts or Facts())


class CheckBody(Body):
    """Replies to check, all of one shop."""

    model_config = ConfigDict(json_schema_extra={"examples": CHECK_EXAMPLES})

    replies: Annotated[list[ReplyBody], Field(min_length=1, max_length=MAX_REPLIES)]
    shop: str | None = None


class Checked(BaseModel):
    """What the check of one reply found, offsets in characters of the reply as given.

    `failed` names rules that crashed, where the verdict is `unverified`.
    """

    id: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    failed: tuple[str, ...] = ()


class CheckReport(BaseModel):
    """The results in the order given, and how many there are of each verdict."""

    results: tuple[Checked, ...]
    summary: dict[Verdict, int]
