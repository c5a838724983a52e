"""Every block of docs/models.md works as it is copied: its settings are known, and make models."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from evals.local_model import LocalModel, reply
from rag.doctor import probe
from rag.drafters.providers import models
from rag.errors import SettingError
from rag.settings import Settings, load_settings

PAGE = (Path(__file__).parents[1] / "docs" / "models.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^## ([^\n]+)\n(?:(?!^## ).)*?```dotenv\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL))
PROVIDERS = {
    "OpenAI", "DeepSeek", "Qwen", "Moonshot", "Zhipu", "Azure OpenAI", "vLLM", "Ollama", "llama.cpp", "LM Studio",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a `.env` is read from, and nothing else."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("WANYAN_", "OPENAI_"))]:
        monkeypatch.delenv(name)
    return tmp_path


def test_every_provider_has_a_block_and_a_row() -> None:
    assert set(BLOCKS) >= PROVIDERS
    rows = dict(re.findall(r"^\| \[(.+?)\]\(#.+?\) \| (.+?) \|", PAGE, re.MULTILINE))
    assert set(rows) == PROVIDERS
    for name in PROVIDERS - {"OpenAI", "vLLM"}:
        assert f"WANYAN_LLM_BASE_URL={rows[name].strip('`')}" in BLOCKS[name]


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_makes_models(name: str, folder: Path) -> None:
    (folder / ".env").write_text(BLOCKS[name], encoding="utf-8")
    settings = load_settings()
    chosen = models(settings)
    assert chosen is not None
    assert chosen.main.model_name == settings.llm_model
    told = {line.partition("=")[0].removeprefix("WANYAN_").lower() for line in BLOCKS[name].splitlines()}
    assert told == settings.model_fields_set, "no line is lost"


@pytest.mark.parametrize("setting", ["llm_extra", "llm_fallback_extra"])
async def test_what_is_extra_goes_into_every_call(setting: str, folder: Path) -> None:
    given: dict[str, Any] = {"llm_model": "one", setting: '{"thinking": {"type": "disabled"}}', "data": folder}
    with LocalModel([reply("一")]) as main, LocalModel([reply("一")]) as other:
        settings = Settings(
            llm_base_url=main.base_url, llm_fallback_base_url=other.base_url, llm_fallback_model="two", **given
        )
        chosen = models(settings)
        assert chosen is not None
        for endpoint in chosen.all:
            _ = [one async for one in probe(endpoint, settings)]
    with_it, without = (main, other) if setting == "llm_extra" else (other, main)
    assert with_it.calls
    assert without.calls
    assert all(call.body["thinking"] == {"type": "disabled"} for call in with_it.calls)
    assert not any("thinking" in call.body for call in without.calls)


def test_extra_that_is_no_json_object_is_refused_in_one_line(folder: Path) -> None:
    for value in ("thinking off", "[1]"):
        (folder / ".env").write_text(f"WANYAN_LLM_EXTRA={value}\n", encoding="utf-8")
        with pytest.raises(SettingError, match=r"^WANYAN_LLM_EXTRA: "):
            load_settings()
