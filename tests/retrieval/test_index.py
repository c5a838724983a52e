"""The index on disk: in step with the knowledge, sound after damage, fair in its scores."""

from __future__ import annotations

import json
import multiprocessing
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.domain import Card, Passage, Wording
from rag.errors import ModelError
from rag.retrieval.embedding import EndpointEmbedder, HashingEmbedder, Vectors
from rag.retrieval.index import LIKELIHOOD, Index, SyncReport


def card(name: str, title: str, asks: Sequence[str], body: str = "说明") -> Card:
    say = (Wording("我马上帮您看看。", "Let me look into it right away."),)
    return Card(name, title, ("tracking",), "logistics", ("000",), tuple(asks), say, body)


WHERE = card("where", "包裹到哪了", ["我的快递走到哪里了", "物流怎么查", "where is my parcel"])
INVOICE = card("invoice", "开发票", ["能给开张发票么", "想要一张电子票"])
FAULT = card("fault", "收到就是坏的", ["打开发现屏幕碎了", "杯子裂了一条缝"])
CARDS = (WHERE, INVOICE, FAULT)
PASSAGE = Passage("900-001", "仓库手册 › 盘点", "900", "仓库每个月底盘点一次存货，盘点那天照常出库。")


@pytest.fixture
def index(tmp_path: Path) -> Index:
    made = Index.open(tmp_path / "index")
    made.sync(CARDS)
    return made


def found(index: Index, query: str, k: int = 5) -> list[str]:
    return [hit.item.id for hit in index.search(query, k)]


# In step with the knowledge --------------------------------------------------------------------------


def test_the_first_sync_adds_every_card(tmp_path: Path) -> None:
    report = Index.open(tmp_path / "index").sync(CARDS)
    assert report == SyncReport(added=("where", "invoice", "fault"))


def test_an_unchanged_sync_writes_nothing(tmp_path: Path) -> None:
    Index.open(tmp_path / "index").sync(CARDS)
    before = sorted(path.stat().st_mtime_ns for path in (tmp_path / "index").rglob("state-*/manifest.json"))
    report = Index.open(tmp_path / "index").sync(CARDS)
    after = sorted(path.stat().st_mtime_ns for path in (tmp_path / "index").rglob("state-*/manifest.json"))
    assert report == SyncReport(unchanged=("where", "invoice", "fault"))
    assert before == after


def test_a_changed_card_is_replaced(index: Index) -> None:
    report = index.sync((replace(WHERE, asks=("宠物猫粮什么口味",)), INVOICE, FAULT))
    assert report.changed == ("where",)
    assert found(index, "猫粮口味")[0] == "where"
    assert all(hit.score < 0.5 for hit in index.search("物流怎么查"))


def test_a_deleted_card_is_gone(index: Index) -> None:
    report = index.sync((WHERE, FAULT))
    assert report.removed == ("invoice",)
    assert "invoice" not in found(index, "能给开张发票么")


def test_a_second_card_of_the_same_id_is_refused_by_name(index: Index) -> None:
    report = index.sync((*CARDS, replace(WHERE, title="又一张")))
    assert [refusal.split(":")[0] for refusal in report.refused] == ["where"]


def test_the_version_follows_the_knowledge_and_not_its_order(index: Index) -> None:
    before = index.version
    index.sync(tuple(reversed(CARDS)))
    assert index.version == before
    index.sync((WHERE,))
    assert index.version != before


def test_chromas_own_model_is_never_loaded(index: Index) -> None:
    index.search("物流怎么查")
    assert "onnxruntime" not in sys.modules


def test_no_cards_no_hits(tmp_path: Path) -> None:
    index = Index.open(tmp_path / "index")
    index.sync(())
    assert index.search("有货吗") == []


# Documents -------------------------------------------------------------------------------------------


def test_passages_stay_when_cards_are_synced(index: Index) -> None:
    index.sync(CARDS, (PASSAGE,))
    index.sync((WHERE,))
    assert index.search("仓库什么时候盘点存货")[0].item == PASSAGE


def test_a_document_read_again_replaces_its_passages_alone(index: Index) -> None:
    other = Passage("901-001", "门店手册", "901", "门店每天早上十点开门营业。")
    index.sync(CARDS, (PASSAGE, other))
    report = index.sync(CARDS, (replace(PASSAGE, id="900-002", text="仓库改为每季度盘点。"),))
    assert report.added == ("900-002",)
    assert report.removed == ("900-001",)
    assert {passage.id for passage in index.contents.passages} == {"901-001", "900-002"}


def test_a_reviewed_card_stands_above_an_equal_passage(index: Index) -> None:
    index.sync(CARDS, (Passage("902-001", "能给开张发票么", "902", "能给开张发票么"),))
    assert found(index, "能给开张发票么")[:2] == ["invoice", "902-001"]


# Damage, versions, places ----------------------------------------------------------------------------


def manifest(folder: Path) -> Path:
    state = (folder / "current").read_text(encoding="utf-8")
    return folder / state / "manifest.json"


def break_manifest(folder: Path) -> None:
    manifest(folder).write_text("{", encoding="utf-8")


def break_vectors(folder: Path) -> None:
    (manifest(folder).parent / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 100)


def break_words(folder: Path) -> None:
    (manifest(folder).parent / "records" / "vocab.index.json").unlink()


def break_likelihoods(folder: Path) -> None:
    terms = manifest(folder).parent / "relevance" / "terms.json"
    terms.write_bytes(terms.read_bytes()[:20])


def break_pointer(folder: Path) -> None:
    (folder / "current").write_text("state-gone", encoding="utf-8")


@pytest.mark.parametrize("damage", [break_manifest, break_vectors, break_words, break_likelihoods, break_pointer])
def test_a_damaged_index_is_rebuilt_and_said_so(tmp_path: Path, damage: object) -> None:
    Index.open(tmp_path / "index").sync(CARDS)
    assert callable(damage)
    damage(tmp_path / "index")
    index = Index.open(tmp_path / "index")
    report = index.sync(CARDS)
    assert report.added == ("where", "invoice", "fault")
    assert any("rebuilt" in note for note in report.notes)
    assert found(index, "物流怎么查")[0] == "where"


def test_another_librarys_index_is_rebuilt_and_keeps_the_passages(tmp_path: Path) -> None:
    Index.open(tmp_path / "index").sync(CARDS, (PASSAGE,))
    path = manifest(tmp_path / "index")
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["stamp"]["chromadb"] = "0.1"
    path.write_text(json.dumps(stored), encoding="utf-8")
    index = Index.open(tmp_path / "index")
    report = index.sync(CARDS)
    assert any("chromadb 0.1" in note for note in report.notes)
    assert index.contents.passages == (PASSAGE,)


def test_rebuilding_keeps_nothing_that_is_not_given(tmp_path: Path) -> None:
    Index.open(tmp_path / "index").sync(CARDS, (PASSAGE,))
    index = Index.open(tmp_path / "index", rebuild=True)
    report = index.sync(CARDS)
    assert report.added == ("where", "invoice", "fault")
    assert index.contents.passages == ()


def test_where_no_folder_can_be_made_the_index_lives_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    index = Index.open(tmp_path / "file" / "index")
    report = index.sync(CARDS)
    assert any("memory" in note for note in report.notes)
    assert found(index, "物流怎么查")[0] == "where"
    index.sync((INVOICE,))
    assert found(index, "物流怎么查") != ["where"]


def test_what_another_process_wrote_is_taken_up(tmp_path: Path) -> None:
    first = Index.open(tmp_path / "index")
    first.sync(CARDS)
    Index.open(tmp_path / "index").sync((WHERE,))
    assert first.refresh()
    assert {item.id for item in first.contents.items} == {"where"}
    assert not first.refresh()


def test_an_index_in_use_outlives_the_changes_of_others(tmp_path: Path) -> None:
    reader = Index.open(tmp_path / "index")
    reader.sync(CARDS)
    for wanted in ((WHERE,), (WHERE, INVOICE)):
        Index.open(tmp_path / "index").sync(wanted)
    assert found(reader, "杯子裂了一条缝")[0] == "fault"
    assert reader.degraded is None


def _sync_one(folder: Path, source: str) -> None:
    Index.open(folder).sync(CARDS, (Passage(f"{source}-001", source, source, f"手册 {source} 的内容"),))


def test_processes_writing_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_sync_one, args=(tmp_path / "index", name)) for name in ("910", "911")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    index = Index.open(tmp_path / "index")
    assert {passage.source for passage in index.contents.passages} == {"910", "911"}
    assert index.sync(CARDS).notes == ()


# Searching -------------------------------------------------------------------------------------------


def test_a_question_nearly_an_ask_scores_near_one(index: Index) -> None:
    hit = index.search("能给开张发票么？")[0]
    assert hit.item == INVOICE
    assert hit.score > 0.95


def test_what_no_card_covers_scores_low(index: Index) -> None:
    assert all(hit.score < 0.3 for hit in index.search("今天天气真好适合爬山"))


def test_a_traditional_question_finds_the_simplified_card(index: Index) -> None:
    hit = index.search("物流怎麼查")[0]
    assert hit.item == WHERE
    assert hit.score > 0.95


def test_other_words_for_the_same_notion_are_found(index: Index) -> None:
    assert found(index, "包裹在哪")[0] == "where"


def test_a_platforms_order_card_does_not_drown_the_question(index: Index) -> None:
    cluttered = "物流怎么查 咨询订单号:83920174655 订单金额:59.00 下单时间:2024-05-01 https://shop.example/i?id=8"
    assert index.search(cluttered)[0].score == pytest.approx(index.search("物流怎么查")[0].score, abs=0.01)


@pytest.mark.parametrize(
    "query", ["", "   ", "🙂🙂", "？！…", "\u200b", "\ud800", "\0", "x" * 100_000, "退" * 100_000]
)
def test_a_question_that_says_nothing_does_no_harm(index: Index, query: str) -> None:
    assert all(0 <= hit.score <= 1 for hit in index.search(query))


def test_likeness_and_likelihood_fall_together_and_k_is_kept(index: Index) -> None:
    hits = index.search("发票和物流", k=2)
    assert len(hits) == 2
    ranks = [hit.score + LIKELIHOOD * hit.likelihood for hit in hits]
    assert ranks == sorted(ranks, reverse=True)


def test_of_cards_equally_alike_the_likelier_comes_first(index: Index) -> None:
    """物流 and 查 stand in asks of one card alone, 我 in those of several."""
    first, second = index.search("我想查物流", k=2)
    assert (first.item.id, first.likelihood > second.likelihood) == ("where", True)


def test_the_shares_of_topics_sum_to_one_and_those_of_cards_of_a_topic_add_up(index: Index) -> None:
    index.sync((WHERE, FAULT, replace(INVOICE, topics=("invoice", "payment"))))
    for text in ("能开发票吗", "屏幕碎了", "", "🙂", "xyzzy"):
        shares = index.topic_shares(text)
        assert set(shares) == {"tracking", "invoice"}
        assert sum(shares.values()) == pytest.approx(1)
    assert index.topic_shares("要一张电子票")["invoice"] > index.topic_shares("屏幕碎了")["invoice"]


def test_a_card_is_found_by_its_id(index: Index) -> None:
    assert index.card("invoice") == INVOICE
    assert index.card("nowhere") is None


def test_many_questions_at_once_find_the_same(index: Index) -> None:
    queries = ["物流怎么查", "", "屏幕碎了"]
    assert index.search_many(queries, 2) == [index.search(query, 2) for query in queries]
    assert index.search_many([], 2) == []


# Embeddings of an endpoint ---------------------------------------------------------------------------


class Endpoint:
    """Stands in for an embedding endpoint: counts what it is asked, fails when told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.failing = False

    def __call__(self, texts: list[str]) -> list[list[float]]:
        if self.failing:
            raise ModelError("no answer")
        self.asked += texts
        return [[float(len(text)), 1.0, float("票" in text) * 9] for text in texts]


def test_only_new_texts_are_sent_to_the_endpoint(tmp_path: Path) -> None:
    endpoint = Endpoint()
    index = Index.open(tmp_path / "index", EndpointEmbedder(endpoint, "small", batch=2))
    index.sync(CARDS)
    endpoint.asked.clear()
    index.sync((*CARDS, card("new", "新的一件事", ["完全没有问过的问题"])))
    assert set(endpoint.asked) == {"新的一件事", "完全没有问过的问题"}


def test_another_embedder_rebuilds_the_index(tmp_path: Path) -> None:
    Index.open(tmp_path / "index").sync(CARDS)
    index = Index.open(tmp_path / "index", EndpointEmbedder(Endpoint(), "small"))
    assert any("embedder" in note for note in index.sync(CARDS).notes)


def test_an_endpoint_that_fails_at_building_is_done_without(tmp_path: Path) -> None:
    endpoint = Endpoint()
    endpoint.failing = True
    index = Index.open(tmp_path / "index", EndpointEmbedder(endpoint, "small"))
    assert any("no answer" in note for note in index.sync(CARDS).notes)
    assert found(index, "物流怎么查")[0] == "where"


def test_an_endpoint_that_fails_at_searching_leaves_the_words(tmp_path: Path) -> None:
    endpoint = Endpoint()
    index = Index.open(tmp_path / "index", EndpointEmbedder(endpoint, "small"))
    index.sync(CARDS)
    endpoint.failing = True
    assert found(index, "物流怎么查")[0] == "where"
    assert index.degraded is not None
    endpoint.failing = False
    index.search("物流怎么查")
    assert index.degraded is None


def test_an_endpoint_that_answers_too_little_is_a_model_error() -> None:
    with pytest.raises(ModelError, match="0 of 1"):
        EndpointEmbedder(lambda texts: [], "small")(["问"])


def test_vectors_of_similar_texts_are_near() -> None:
    vectors: Vectors = HashingEmbedder()(["怎么申请退货", "退货怎麼申請", "有没有黑色", ""])
    assert vectors[0] @ vectors[1] > 0.4 > vectors[0] @ vectors[2]
    assert np.linalg.norm(vectors[3]) == 0
