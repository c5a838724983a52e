"""The only place that chooses parts: settings in, a working Wanyan out. Heavy parts are imported when built."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.domain import Card, Draft, Hit, Request
from rag.errors import KnowledgeError, SettingError
from rag.guardrails.checker import Checker, CheckResult, profile_problem
from rag.guardrails.rule import Context
from rag.platforms import Platforms, load_platforms, on_platform
from rag.settings import Settings
from rag.shops import Shop, load_shops, shop_named

if TYPE_CHECKING:
    from rag.documents import Document
    from rag.drafters.drafter import Drafter
    from rag.drafters.providers import Models
    from rag.drafters.told import Telling
    from rag.drafting import Drafting
    from rag.endpoint.calling import EndpointState
    from rag.endpoint.ledger import Accounts
    from rag.retrieval.embedding import EndpointEmbedder
    from rag.retrieval.index import Index, SyncReport
    from rag.second_opinion import SecondOpinion

STANDING = {
    "holding": "other-holding",
    "greeting": "greeting-hello",
    "upset": "complaint-service",
    "catalogue": "product-info-specs",
}
"""Cards that drafts fall back on where search finds nothing (`rag.drafters.offline.Standing`)."""


@dataclass(frozen=True)
class Checking:
    """What `wanyan check` needs, and nothing heavy: shops and rules."""

    shops: dict[str, Shop]
    checker: Checker
    platforms: Platforms


@dataclass(frozen=True)
class Wanyan:
    """Everything put together. `synced` is what bringing the index up to date did; `degraded` what fell short."""

    settings: Settings
    shops: dict[str, Shop]
    checker: Checker
    index: Index
    drafting: Drafting
    synced: SyncReport
    degraded: tuple[str, ...] = ()
    models: Models | None = None

    @property
    def endpoints(self) -> tuple[EndpointState, ...]:
        """How each model's endpoint is doing; nothing where no model is set."""
        return tuple(endpoint.state for endpoint in self.models.all) if self.models else ()

    @property
    def knowledge_version(self) -> str:
        """Version of the knowledge that drafts rest on."""
        return self.index.version

    async def draft(
        self, request: Request, on_event: Callable[[str], None] | None = None, *, live: bool = True
    ) -> Draft:
        """Draft one reply; `on_event` hears retrieved, drafting, checking, repairing. Batches are not `live`."""
        return await self.drafting.draft(request, on_event, live=live)

    def check(self, reply: str, context: Context) -> CheckResult:
        """Check one reply that somebody wrote."""
        return self.checker.check(reply, context)

    async def review(self, checked: Sequence[tuple[str, Context, CheckResult]]) -> list[CheckResult]:
        """The results without the doubtful findings that the second opinion dismisses, where one is set."""
        opinion = self.drafting.opinion
        if opinion is None or not checked:
            return [result for _, _, result in checked]
        shop = checked[0][1].shop  # a call is about one shop
        with self.drafting.accounts.working(shop.id, shop.time_zone):
            return await opinion.reviewed_all(checked)

    def search(self, query: str, k: int = 5) -> list[Hit]:
        """What the drafter would read for a question."""
        return self.index.search(query, k)


def build_checking(settings: Settings) -> Checking:
    """Shops, each within the terms of its platform, and rules. Raises KnowledgeError for a malformed profile."""
    folder, checker = settings.knowledge / "shops", Checker()
    shops, platforms = load_shops(folder), load_platforms(settings.knowledge / "platforms.yaml")
    for shop in shops.values():
        if problem := profile_problem(shop, checker.rules):
            raise KnowledgeError(folder / f"{shop.id}.yaml", None, problem)
        if shop.platform is not None:
            if shop.platform not in platforms:
                raise KnowledgeError(folder / f"{shop.id}.yaml", None, f"platform: unknown {shop.platform!r}")
            shops[shop.id] = on_platform(shop, platforms[shop.platform])
    return Checking(shops, checker, platforms)


def build_index(
    settings: Settings, documents: tuple[Document, ...] = (), *, rebuild: bool = False
) -> tuple[Index, SyncReport]:
    """The index, brought up to date with the cards and with the documents given."""
    from rag.cards import load_cards

    return _index(settings, load_cards(settings.knowledge / "cards"), documents, rebuild=rebuild)


def _index(
    settings: Settings, cards: tuple[Card, ...], documents: tuple[Document, ...] = (), *, rebuild: bool = False
) -> tuple[Index, SyncReport]:
    from rag.retrieval.index import Index

    index = Index.open(settings.data / "index", embedder_of(settings), rebuild=rebuild)
    passages = tuple(passage for document in documents for passage in document.passages)
    return index, index.sync(cards, passages or None)


def embedder_of(settings: Settings) -> EndpointEmbedder | None:
    """The endpoint's embeddings, where a model for them is set."""
    from rag.masking import hidden
    from rag.retrieval.embedding import openai_embedder

    if settings.embedding_model is None:
        return None
    key = settings.embedding_api_key
    return openai_embedder(
        settings.embedding_model,
        settings.embedding_base_url,
        key.get_secret_value() if key else None,
        hide=hidden,
    )


def build(settings: Settings) -> Wanyan:
    """Everything. Raises KnowledgeError, SettingError or IndexUnavailable."""
    from rag.cards import load_cards
    from rag.drafting import Drafting

    checking = build_checking(settings)
    shop_named(checking.shops, settings.shop)
    cards = load_cards(settings.knowledge / "cards")
    models = models_of(settings)
    drafters = _drafters(settings, cards, models, checking.checker)
    index, synced = _index(settings, cards)
    drafting = Drafting(
        shops=checking.shops,
        platforms=checking.platforms,
        index=index,
        checker=checking.checker,
        drafters=drafters,
        knowledge=index.version,
        deadline=settings.deadline,
        repairs=settings.repairs,
        max_chars=settings.max_chars,
        opinion=second_opinion(settings, checking.checker, models),
        accounts=accounts_of(settings),
    )
    degraded = tuple(note for note in (index.degraded,) if note)
    return Wanyan(settings, checking.shops, checking.checker, index, drafting, synced, degraded, models)


LEDGER, REMEMBERED = "ledger.sqlite", "answers.sqlite"
"""Files in WANYAN_DATA: what each shop has spent on each day; what models answered about reviews."""


def accounts_of(settings: Settings) -> Accounts:
    """Who pays for models. Raises SettingError for half a price, or a budget that nothing is counted against."""
    from rag.endpoint.ledger import Accounts, Ledger
    from rag.endpoint.usage import Prices

    given = (settings.llm_price_input, settings.llm_price_output)
    if None in given and (given != (None, None) or settings.llm_price_cached is not None):
        raise SettingError("prices: set both WANYAN_LLM_PRICE_INPUT and WANYAN_LLM_PRICE_OUTPUT, or none")
    if settings.llm_price_input is None or settings.llm_price_output is None:
        if settings.llm_daily_budget is not None:
            raise SettingError("WANYAN_LLM_DAILY_BUDGET needs WANYAN_LLM_PRICE_INPUT and WANYAN_LLM_PRICE_OUTPUT")
        return Accounts(Ledger(settings.data / LEDGER if settings.llm_model else None))
    prices = Prices(settings.llm_price_input, settings.llm_price_output, settings.llm_price_cached)
    return Accounts(Ledger(settings.data / LEDGER), prices, settings.llm_daily_budget)


def models_of(settings: Settings) -> Models | None:
    """The models that are set, if any. Raises SettingError where only part of one is."""
    if not any(
        value is not None for name, value in settings if name in settings.model_fields_set and "llm_" in name
    ):
        return None
    from rag.drafters.providers import models

    return models(settings)


def second_opinion(settings: Settings, checker: Checker, models: Models | None = None) -> SecondOpinion | None:
    """The model's second opinion on doubtful findings; None unless set. Raises SettingError without a model."""
    if not settings.second_opinion:
        return None
    from rag.drafters.opinion import LlmReader
    from rag.prompts import load_prompts
    from rag.second_opinion import SecondOpinion

    models = models or models_of(settings)
    if models is None:
        raise SettingError("WANYAN_SECOND_OPINION needs a model: set WANYAN_LLM_MODEL, or leave it unset")
    meanings = {rule.id: rule.summary for rule in checker.rules}
    seconds = settings.second_opinion_seconds
    reader = LlmReader(models.small, load_prompts(settings.prompts)["opinion"], meanings, seconds)
    return SecondOpinion(reader, seconds)


def _drafters(
    settings: Settings, cards: tuple[Card, ...], models: Models | None, checker: Checker
) -> tuple[Drafter, ...]:
    """The model first where one is set, the offline drafter always."""
    from rag.drafters.holding import Standing
    from rag.drafters.offline import OfflineDrafter
    from rag.needs import load_needs, refuse_unknown
    from rag.phrases import load_phrases

    phrases = load_phrases(settings.knowledge / "phrases")
    needs = load_needs(settings.knowledge / "needs.yaml")
    refuse_unknown(cards, needs, settings.knowledge / "cards")
    by_id = {card.id: card for card in cards}
    standing = {name: _needed(by_id, card, settings.knowledge) for name, card in STANDING.items()}
    offline = OfflineDrafter(phrases, needs, Standing(**standing))
    if models is None:
        return (offline,)
    from rag.drafters.llm import LlmDrafter
    from rag.endpoint.remembered import Remembered

    memory = Remembered(settings.data / REMEMBERED, settings.llm_remembered)
    return (LlmDrafter(models.main, telling(settings, checker), memory), offline)


def telling(settings: Settings, checker: Checker) -> Telling:
    """What models are told: the prompts, the examples and the rules that replies are checked by."""
    from rag.drafters.told import Telling
    from rag.examples import load_examples
    from rag.prompts import load_prompts

    examples = load_examples(settings.prompts / "examples")
    return Telling(load_prompts(settings.prompts), examples, checker.rules, settings.llm_prompt_tokens)


def _needed(cards: Mapping[str, Card], name: str, knowledge: Path) -> Card:
    if name not in cards:
        raise KnowledgeError(knowledge / "cards", None, f"the card {name} is missing: drafts fall back on it")
    return cards[name]
