"""Settings → the chat model of an OpenAI-compatible endpoint, or None where none is set."""

from __future__ import annotations

from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from rag.errors import SettingError
from rag.settings import Settings

RETRIES = 2
"""The SDK's own, on 408, 409, 429, 5xx and lost connections. A draft's deadline cuts them short."""
_NO_KEY = SecretStr("none")
"""Local endpoints ask for no key, but the SDK asks for one, and would look for it in the environment."""


def chat_model(settings: Settings, retries: int = RETRIES) -> ChatOpenAI | None:
    """The chat model; None where no model is set. Raises SettingError where only half of it is set."""
    if settings.llm_model is None:
        if settings.llm_base_url is not None or settings.llm_api_key is not None:
            raise SettingError("WANYAN_LLM_MODEL is not set, though WANYAN_LLM_BASE_URL or _API_KEY is")
        return None
    return ChatOpenAI(
        model=settings.llm_model,
        base_url=settings.llm_base_url,
        api_key=settings.llm_api_key or _NO_KEY,
        timeout=settings.deadline,
        max_retries=retries,
        temperature=0.3,
    )


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
