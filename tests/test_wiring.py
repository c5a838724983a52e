"""Putting the parts together: what is chosen, and what stops the start."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from rag.documents import read_document
from rag.domain import Request, Turn
from rag.errors import KnowledgeError, SettingError
from rag.settings import ROOT, Settings
from rag.wiring import STANDING, Wanyan, build, build_index


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A copy of the project's knowledge that a test may break."""
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    return tmp_path / "knowledge"


@pytest.mark.parametrize("card", STANDING.values())
def test_the_cards_that_drafts_fall_back_on_must_be_there(tmp_path: Path, knowledge: Path, card: str) -> None:
    (knowledge / "cards" / f"{card}.md").unlink()
    with pytest.raises(KnowledgeError, match=f"{card} is missing"):
        build(Settings(data=tmp_path / "data", knowledge=knowledge))


def test_a_phrase_list_that_is_missing_is_named(tmp_path: Path, knowledge: Path) -> None:
    (knowledge / "phrases" / "chat.yaml").write_text("greeting: [{zh: 您好。, en: Hello.}]\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"chat\.yaml"):
        build(Settings(data=tmp_path / "data", knowledge=knowledge))


def test_half_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="WANYAN_LLM_MODEL"):
        build(Settings(data=tmp_path / "data", llm_base_url="http://127.0.0.1:1/v1"))


def test_without_a_model_the_offline_drafter_writes(built: Wanyan) -> None:
    assert [drafter.name for drafter in built.drafting.drafters] == ["offline"]


def test_with_a_model_it_is_asked_first(data: Path) -> None:
    settings = Settings(data=data, llm_base_url="http://127.0.0.1:1/v1", llm_model="local")
    assert [drafter.name for drafter in build(settings).drafting.drafters] == ["llm", "offline"]


def test_how_the_endpoints_are_doing_can_be_asked(built: Wanyan, data: Path) -> None:
    settings = Settings(
        data=data,
        llm_base_url="http://127.0.0.1:1/v1",
        llm_model="local",
        llm_small_model="tiny",
        llm_fallback_base_url="http://127.0.0.1:2/v1",
        llm_fallback_model="other",
    )
    told = [(state.name, state.host, state.model, state.breaker) for state in build(settings).endpoints]
    assert told == [
        ("primary", "127.0.0.1:1", "local", "closed"),
        ("fallback", "127.0.0.1:2", "other", "closed"),
        ("small", "127.0.0.1:1", "tiny", "closed"),
    ]
    assert built.endpoints == ()


def test_a_raw_document_is_cited_as_unreviewed_and_never_said(tmp_path: Path, own_data: Path) -> None:
    settings = Settings(data=own_data)
    handbook = tmp_path / "009_望远镜手册.md"
    handbook.write_text(
        "# 校准\n\n寻星镜的校准螺丝在镜筒左侧，白天对准远处的塔尖再拧紧，夜里就能一次入镜。\n", encoding="utf-8"
    )
    build_index(settings, (read_document(handbook),))
    request = Request("chat", turns=(Turn("customer", "寻星镜的校准螺丝在哪，怎么对准塔尖"),))
    draft = asyncio.run(build(settings).draft(request))
    assert any(citation.source == "009 (unreviewed)" for citation in draft.citations)
    assert "镜筒左侧" not in draft.text
