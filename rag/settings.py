"""The settings: `WANYAN_*` from the environment or `.env`. Nothing else reads the environment."""

from __future__ import annotations

import difflib
import os
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, Json, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from rag.errors import SettingError

ROOT = Path(__file__).resolve().parent.parent
"""Where `knowledge/` and `prompts/` lie: the checkout, or the folder the wheel was installed into."""
_PREFIX = "WANYAN_"


class Settings(BaseSettings):
    """Every setting, with the value it has when nothing is set. `.env.example` explains each."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_file=".env", extra="ignore", frozen=True)

    knowledge: Path = ROOT / "knowledge"
    prompts: Path = ROOT / "prompts"
    data: Path = Path.home() / ".wanyan"
    shop: str = "handbook"

    llm_base_url: str | None = None
    llm_api_key: SecretStr | None = None
    llm_model: str | None = None
    llm_extra: Json[dict[str, Any]] | None = None
    """What goes into the body of every call besides, such as a provider's own switch for thinking."""
    llm_small_model: str | None = None
    """For short questions, where they need no large one; else `llm_model`."""
    llm_fallback_base_url: str | None = None
    llm_fallback_api_key: SecretStr | None = None
    llm_fallback_model: str | None = None
    llm_fallback_extra: Json[dict[str, Any]] | None = None
    llm_concurrency: Annotated[int, Field(ge=1, le=10_000)] = 16
    """Most calls in flight at one endpoint."""
    llm_remembered: Annotated[int, Field(ge=0, le=10_000_000)] = 10_000
    """Answers about reviews that are kept, so that the same is not asked twice."""
    llm_hedge_seconds: Annotated[float, Field(gt=0, le=600)] | None = None
    """Seconds after which a call without an answer is doubled; never where None."""
    llm_prompt_tokens: Annotated[int, Field(ge=2_000, le=1_000_000)] = 6_000
    """Tokens of a prompt, about; of a talk that is longer, what was said in the middle is left out."""
    llm_price_input: Annotated[Decimal, Field(ge=0)] | None = None
    """Money for a million tokens of prompts; for those from a cache `llm_price_cached`, else the same."""
    llm_price_cached: Annotated[Decimal, Field(ge=0)] | None = None
    llm_price_output: Annotated[Decimal, Field(ge=0)] | None = None
    llm_daily_budget: Annotated[Decimal, Field(gt=0)] | None = None
    """Money a shop's drafts may cost on one day; when it is spent, they are written offline."""
    trace_text: bool = False
    """Whether spans of model calls carry what was asked and answered."""
    second_opinion: bool = False
    """Whether findings that the rules doubt are put to the model, yes or no."""
    second_opinion_seconds: Annotated[float, Field(gt=0, le=60)] = 2.0
    """Seconds for one answer of the second opinion."""

    embedding_base_url: str | None = None
    embedding_api_key: SecretStr | None = None
    embedding_model: str | None = None

    deadline: Annotated[float, Field(gt=0, le=600)] = 8.0
    """Seconds for a whole draft, repairs and fallback included."""
    batch_deadline: Annotated[float, Field(gt=0, le=600)] = 60.0
    """The same for a row of a batch, for which nobody waits."""
    repairs: Annotated[int, Field(ge=0, le=5)] = 2
    max_chars: Annotated[int, Field(ge=1_000)] = 20_000
    """Most characters of one text taken in; what is longer is refused."""


def load_settings() -> Settings:
    """Read the settings. Raises SettingError for an unknown or malformed one, in one line."""
    _refuse_unknown()
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = _PREFIX + str(first["loc"][0]).upper() if first["loc"] else "settings"
        raise SettingError(f"{name}: {first['msg'].lower()}") from error


def _refuse_unknown() -> None:
    known = {_PREFIX + name.upper() for name in Settings.model_fields}
    for name in sorted({*os.environ, *_dotenv_names()}):
        if name.startswith(_PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise SettingError(f"unknown setting {name}{hint}")


def _dotenv_names() -> set[str]:
    path = Path(".env")
    if not path.is_file():
        return set()
    from dotenv import dotenv_values

    return set(dotenv_values(path))
