"""Settings → chat model and embeddings of an OpenAI-compatible endpoint, or None where none is set."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from pydantic import SecretStr

from rag.errors import ModelError, SettingError
from rag.settings import Settings

Embed = Callable[[Sequence[str]], list[list[float]]]
"""Texts → their vectors, in order. Raises ModelError."""

RETRIES = 2
"""The SDK's own, on 408, 409, 429, 5xx and lost connections. A draft's deadline cuts them short."""
_NO_KEY = SecretStr("none")
"""Local endpoints ask for no key, but the SDK asks for one, and would look for it in the environment."""


def chat_model(settings: Settings, retries: int = RETRIES) -> ChatOpenAI | None:
    """The chat model; None where no model is set. Raises SettingError where only half of it is set."""
    if settings.llm_model is None:
        _refuse_half("LLM", settings.llm_base_url, settings.llm_api_key)
        return None
    return ChatOpenAI(
        model=settings.llm_model,
        base_url=settings.llm_base_url,
        api_key=settings.llm_api_key or _NO_KEY,
        timeout=settings.deadline,
        max_retries=retries,
        temperature=0.3,
    )


def embeddings(settings: Settings) -> Embed | None:
    """The embeddings; None where no model is set. Raises SettingError where only half of it is set."""
    if settings.embedding_model is None:
        _refuse_half("EMBEDDING", settings.embedding_base_url, settings.embedding_api_key)
        return None
    model = OpenAIEmbeddings(
        model=settings.embedding_model,
        base_url=settings.embedding_base_url,
        api_key=settings.embedding_api_key or _NO_KEY,
        timeout=settings.deadline,
        max_retries=RETRIES,
        check_embedding_ctx_length=False,  # else it counts tokens with a vocabulary fetched from the network
    )

    def embed(texts: Sequence[str]) -> list[list[float]]:
        try:
            return model.embed_documents(list(texts))
        except Exception as error:
            raise ModelError(reason_of(error)) from error

    return embed


def reason_of(error: Exception) -> str:
    """Why a call failed, in a word that gives nothing away: timeout, unreachable, http-500, malformed."""
    import openai

    if isinstance(error, TimeoutError | openai.APITimeoutError):
        return "timeout"
    if isinstance(error, openai.APIConnectionError):
        return "unreachable"
    if isinstance(error, openai.APIStatusError):
        return f"http-{error.status_code}"
    return "malformed"


def _refuse_half(name: str, base_url: str | None, key: SecretStr | None) -> None:
    if base_url is not None or key is not None:
        raise SettingError(f"WANYAN_{name}_MODEL is not set, though WANYAN_{name}_BASE_URL or _API_KEY is")
