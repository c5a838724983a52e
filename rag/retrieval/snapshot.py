"""One state of the index: vectors in Chroma, words in bm25s, items as JSON. Written once, then only read.

Because a state never changes, whoever reads it is safe from whoever writes the next one.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from rag.domain import Card, Passage, Wording
from rag.retrieval.embedding import Vectors
from rag.retrieval.lexical import Lexical
from rag.retrieval.relevance import Relevance

FORMAT = 7
"""Raised when what is stored, or how texts are read, changes: older indexes are then rebuilt."""
LIBRARIES = ("chromadb", "bm25s", "rjieba", "opencc")
Stamp = dict[str, str]
Item = Card | Passage
_CHROMA_BATCH = 2_000
_EXACT = 50_000
"""Records up to which every one is compared. Chroma's graph is built by many threads, never twice alike, and finds
nine in ten of the nearest: what is found beyond the first would differ from machine to machine."""
_SMALL = {"ef_construction": 8, "max_neighbors": 4}
"""A graph that nobody asks, where every record is compared: as little of one as Chroma can do with."""
_DENSE = 4
"""One in so many features that are there makes a vector a dense one, as endpoints' are."""
_DIGITS = 6
"""Decimals of a likeness: what differs beyond is the processor's rounding."""
_CARD, _PASSAGE = TypeAdapter(Card), TypeAdapter(Passage)
_CARDS, _PASSAGES = TypeAdapter(tuple[Card, ...]), TypeAdapter(tuple[Passage, ...])


@dataclass(frozen=True)
class Contents:
    """What is indexed. Cards come from the knowledge folder, passages from ingested documents."""

    cards: tuple[Card, ...] = ()
    passages: tuple[Passage, ...] = ()

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Cards, then passages."""
        return (*self.cards, *self.passages)

    @cached_property
    def card_by_id(self) -> Mapping[str, Card]:
        """The cards by their ids."""
        return {card.id: card for card in self.cards}

    @cached_property
    def cards_by_topic(self) -> Mapping[str, Sequence[Card]]:
        """The cards of each topic, in their order."""
        found = defaultdict[str, list[Card]](list)
        for card in self.cards:
            for topic in card.topics:
                found[topic].append(card)
        return dict(found)

    @property
    def version(self) -> str:
        """A short hash of everything in it, whatever the order."""
        return _hash("".join(sorted(map(digest, self.items))).encode())[:12]


def digest(item: Item) -> str:
    """A hash of everything an item says."""
    return _hash(_as_json(item))


def _as_json(item: Item) -> bytes:
    return _CARD.dump_json(item) if isinstance(item, Card) else _PASSAGE.dump_json(item)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def texts_of(item: Item) -> tuple[str, ...]:
    """What an item is found by: one record each."""
    return (*item.asks, item.title, item.body) if isinstance(item, Card) else (item.title, item.text)


def whole_of(item: Item) -> str:
    """Everything an item says, a card's wordings in both languages included."""
    said = [text for wording in item.say for text in _said(wording)] if isinstance(item, Card) else []
    return "\n".join((*texts_of(item), *said))


def stamp_of(embedder: str) -> Stamp:
    """What an index must have been made by to be read."""
    return {"format": str(FORMAT), "embedder": embedder} | {name: version(name) for name in LIBRARIES}


def _said(wording: Wording) -> tuple[str, ...]:
    return (wording.zh, wording.en, wording.then_zh, wording.then_en)


class Snapshot:
    """A state that can be searched. Records are numbered over all items in order."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a state is made of
        self,
        contents: Contents,
        records: Lexical,
        wholes: Lexical,
        relevance: Relevance,
        collection: Any,
        vectors: Vectors,
    ) -> None:
        self.contents = contents
        self.items = contents.items
        self.records = records
        self.wholes = wholes
        self.relevance = relevance
        self.version = contents.version
        self.owners = np.repeat(np.arange(len(self.items)), [len(texts_of(item)) for item in self.items])
        self._collection = collection
        self._features = np.ascontiguousarray(vectors.T)

    def nearest(self, vectors: Vectors, count: int) -> list[tuple[NDArray[np.intp], NDArray[np.float32]]]:
        """For each vector the nearest records, by number, and their cosine similarity."""
        count = min(count, len(self.owners))
        if not count or not len(vectors):
            return [(np.empty(0, np.intp), np.empty(0, np.float32)) for _ in vectors]
        if len(self.owners) <= _EXACT:
            return [_nearest(self._likeness(row), count) for row in _unit(vectors)]
        found = self._collection.query(query_embeddings=vectors, n_results=count, include=["distances"])
        return [
            (np.array(ids, dtype=np.intp), np.nan_to_num(1 - np.array(distances, dtype=np.float32)))
            for ids, distances in zip(found["ids"], found["distances"], strict=True)
        ]

    def vectors(self) -> Vectors:
        """The vectors of all records, in order, of length one."""
        return self._features.T

    def _likeness(self, vector: Vectors) -> NDArray[np.float32]:
        """Of each record to one vector: a text has few of the hashed features, so only those are looked at.

        Not by BLAS: its threads spin on after each product, and took a third of the processors of a batch.
        """
        some = np.flatnonzero(vector)
        there = slice(None) if len(some) * _DENSE > len(vector) else some
        return np.asarray(np.einsum("i,ij->j", vector[there], self._features[there]), dtype=np.float32)


def _unit(vectors: Vectors) -> Vectors:
    """The vectors with length one; those of nothing stay as they are."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _nearest(likeness: NDArray[np.float32], count: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The `count` records most alike, best first; of equal ones the earlier."""
    likeness = np.round(likeness, _DIGITS)
    among = np.flatnonzero(likeness >= np.partition(likeness, -count)[-count])
    best = among[np.argsort(-likeness[among], kind="stable")[:count]]
    return best, likeness[best]


# Writing and reading ---------------------------------------------------------------------------------


def write(folder: Path | None, contents: Contents, vectors: Vectors, stamp: Stamp) -> Snapshot:
    """Write a state into a new folder, or hold it in memory alone where `folder` is None."""
    records = Lexical.build([text for item in contents.items for text in texts_of(item)])
    wholes = Lexical.build([whole_of(item) for item in contents.items])
    relevance = _relevance(contents)
    name = f"records-{uuid.uuid4().hex[:12]}"
    vectors = _unit(vectors)
    if folder is not None:
        folder.mkdir(parents=True)
        np.save(folder / "vectors.npy", vectors)
    collection = _client(folder).create_collection(
        name,
        embedding_function=None,
        configuration={"hnsw": {"space": "cosine", **(_SMALL if len(vectors) <= _EXACT else {})}},
    )
    for start in range(0, len(vectors), _CHROMA_BATCH):
        rows = vectors[start : start + _CHROMA_BATCH]
        collection.add(ids=[str(start + at) for at in range(len(rows))], embeddings=rows)
    if folder is not None:
        records.save(folder / "records")
        wholes.save(folder / "wholes")
        relevance.save(folder / "relevance")
        manifest = {"stamp": stamp, "collection": name, "version": contents.version} | _stored(contents)
        (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    return Snapshot(contents, records, wholes, relevance, collection, vectors)


def _relevance(contents: Contents) -> Relevance:
    """What tells the cards apart: their asks and titles. Passages have no asks."""
    asked = [(ask, number) for number, card in enumerate(contents.cards) for ask in (*card.asks, card.title)]
    return Relevance.build([ask for ask, _ in asked], [number for _, number in asked], len(contents.cards))


def read(folder: Path, stamp: Stamp) -> Snapshot:
    """Read a state. Raises ValueError, saying why, where it is damaged or made by something else."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name, wanted in stamp.items():
        if manifest["stamp"].get(name) != wanted:
            raise ValueError(f"made by {name} {manifest['stamp'].get(name)}, this is {wanted}")
    contents = Contents(_CARDS.validate_python(manifest["cards"]), _PASSAGES.validate_python(manifest["passages"]))
    collection = _client(folder).get_collection(manifest["collection"], embedding_function=None)
    records, wholes = Lexical.load(folder / "records"), Lexical.load(folder / "wholes")
    vectors = np.load(folder / "vectors.npy")
    snapshot = Snapshot(contents, records, wholes, Relevance.load(folder / "relevance"), collection, vectors)
    counts = {len(snapshot.owners), len(vectors), collection.count()}
    if contents.version != manifest["version"] or len(counts) > 1:
        raise ValueError("incomplete")
    return snapshot


_NO_VECTORS: Vectors = np.empty((0, 0), dtype=np.float32)


def empty() -> Snapshot:
    """The state before anything is indexed."""
    return Snapshot(Contents(), Lexical.build([]), Lexical.build([]), Relevance.build([], [], 0), None, _NO_VECTORS)


def salvaged(folder: Path) -> tuple[Passage, ...]:
    """The passages of a state that cannot be read otherwise; none where its list is damaged too."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return _PASSAGES.validate_python(manifest["passages"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _stored(contents: Contents) -> dict[str, list[Any]]:
    def plain(items: Iterable[Item]) -> list[Any]:
        return [json.loads(_as_json(item)) for item in items]

    return {"cards": plain(contents.cards), "passages": plain(contents.passages)}


def _client(folder: Path | None) -> Any:
    import chromadb
    from chromadb.config import Settings

    quiet = Settings(anonymized_telemetry=False)
    if folder is None:
        return chromadb.EphemeralClient(settings=quiet)
    return chromadb.PersistentClient(path=folder / "chroma", settings=quiet)
