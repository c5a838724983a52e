"""Finding the cards and passages for a question: kept in step with the knowledge, searched in milliseconds.

A record is one `ask`, title or text. An item's score is its best record's (the cosine of the vectors: how alike
the wording is; the BM25 share: how much of what was asked is named), mixed with the BM25 share of all it says.
The weights are those that did best on labelled questions (evals/retrieval.py); small changes change little.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.domain import Card, Hit, Passage
from rag.errors import IndexUnavailable, ModelError
from rag.retrieval.embedding import Embedder, HashingEmbedder, Vectors
from rag.retrieval.generations import Generations
from rag.retrieval.snapshot import (
    Contents,
    Item,
    Snapshot,
    digest,
    empty,
    read,
    salvaged,
    stamp_of,
    texts_of,
    write,
)

WHOLE = 0.6
"""Share of the whole card in its score: it knows the words that no single ask has."""
NEIGHBOURS = 96
"""Records asked of Chroma for a question: enough for some thirty cards."""
LIKELIHOOD = 1.0
"""What likelihood counts beside likeness in the order of hits: likeness is fooled by what many cards share."""
UNREVIEWED = 0.8
"""What a passage's score counts beside a reviewed card's."""

Neighbours = tuple[NDArray[np.intp], NDArray[np.float32]]
"""Numbers of the records near a question, and their cosine similarity."""


@dataclass(frozen=True)
class SyncReport:
    """What a sync did, by id of card or passage; `notes` is what the operator should know."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Index:
    """The searchable knowledge. `Index.open` makes one; `degraded` says what part of it does not work."""

    def __init__(self, generations: Generations | None, embedder: Embedder) -> None:
        """Empty, and in memory alone where there are no `generations`."""
        self._generations = generations
        self._embedder = embedder
        self._state: Path | None = None
        self._snapshot = empty()
        self._salvaged: tuple[Passage, ...] = ()
        self._notes: list[str] = []
        self.degraded: str | None = None

    @classmethod
    def open(cls, folder: Path, embedder: Embedder | None = None, *, rebuild: bool = False) -> Index:
        """Open the index of a folder; what is missing, damaged or made by something else starts anew.

        Passages that can still be read are kept, unless `rebuild` asks for nothing to be kept. Where the
        folder is not writable the index lives in memory. What was met stands in the next report's `notes`.
        """
        index = cls(Generations(folder), embedder or HashingEmbedder())
        if rebuild:
            index._state = Generations(folder).current()
            index._notes.append("index rebuilt as asked")
        else:
            index.refresh()
        return index

    @property
    def version(self) -> str:
        """A short hash of the knowledge in the index."""
        return self._snapshot.version

    @property
    def contents(self) -> Contents:
        """The cards and passages in the index."""
        return self._snapshot.contents

    # In step with the knowledge --------------------------------------------------------------------------

    def refresh(self) -> bool:
        """Take up what another process wrote since. Says whether there was anything."""
        state = self._generations.current() if self._generations else None
        if state is None or state == self._state:
            return False
        self._state = state
        try:
            self._snapshot = read(state, stamp_of(self._embedder.name))
        except Exception as error:  # Chroma's errors have no common base, and any damage ends here
            self._notes.append(f"index rebuilt from the cards: {error}")
            self._snapshot, self._salvaged = empty(), salvaged(state)
        return True

    def sync(self, cards: Iterable[Card], passages: Iterable[Passage] | None = None) -> SyncReport:
        """Make the index hold exactly these cards, and these passages in place of their sources' earlier ones.

        Passages of other sources stay. Raises IndexUnavailable where it can be written nowhere.
        """
        cards, passages = tuple(cards), tuple(passages or ())
        wanted, refused = self._wanted(cards, passages)
        if self._generations is not None and wanted.version != self.version:
            try:
                with self._generations.locked():
                    self.refresh()
                    wanted, refused = self._wanted(cards, passages)
                    return self._bring(wanted, refused)
            except OSError as error:
                self._generations = None
                self._notes.append(f"index kept in memory for this run: {error}")
        return self._bring(wanted, refused)

    def _wanted(self, cards: tuple[Card, ...], passages: tuple[Passage, ...]) -> tuple[Contents, tuple[str, ...]]:
        """What the index should hold, and what of it is refused."""
        again = {passage.source for passage in passages}
        kept = [old for old in (*self.contents.passages, *self._salvaged) if old.source not in again]
        taken: dict[tuple[type, str], Item] = {}
        items: tuple[Item, ...] = (*cards, *kept, *passages)
        refused: list[str] = []
        for item in items:
            if (type(item), item.id) in taken:
                refused.append(f"{item.id}: this id is taken")
            else:
                taken[type(item), item.id] = item
        taken_cards = tuple(item for item in taken.values() if isinstance(item, Card))
        taken_passages = tuple(item for item in taken.values() if isinstance(item, Passage))
        return Contents(taken_cards, taken_passages), tuple(refused)

    def _bring(self, wanted: Contents, refused: tuple[str, ...]) -> SyncReport:
        report = _difference(self.contents, wanted)
        if wanted.version != self.version:
            self._write(wanted)
        notes, self._notes = tuple(self._notes), []
        return replace(report, refused=refused, notes=notes)

    def _write(self, wanted: Contents) -> None:
        texts = [text for item in wanted.items for text in texts_of(item)]
        try:
            vectors = self._vectors(texts)
        except ModelError as error:
            self._notes.append(f"index built without the endpoint's embeddings: {error}")
            self._embedder = HashingEmbedder()
            vectors = self._embedder(texts)
        state = self._generations.new() if self._generations else None
        try:
            self._snapshot = write(state, wanted, vectors, stamp_of(self._embedder.name))
        except Exception as error:  # as above; a full disk reaches us as Chroma's error
            raise (OSError if state else IndexUnavailable)(str(error)) from error
        if self._generations and state:
            self._generations.publish(state)
        self._state, self._salvaged = state, ()

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors of the texts; those the index has are not asked for again."""
        old = [text for item in self.contents.items for text in texts_of(item)]
        known = dict(zip(old, self._snapshot.vectors(), strict=True))
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        known |= zip(missing, self._embedder(missing), strict=True)
        return np.stack([known[text] for text in texts]) if texts else self._embedder([])

    # Searching -------------------------------------------------------------------------------------------

    def search(self, query: str, k: int = 5) -> list[Hit]:
        """The `k` best items for a question, best first; none where the question says nothing."""
        return self.search_many([query], k)[0]

    def search_many(self, queries: Sequence[str], k: int = 5) -> list[list[Hit]]:
        """The `k` best items for each question."""
        snapshot = self._snapshot
        neighbours = self._neighbours(snapshot, queries)
        share = self._embedder.share
        return [_best(snapshot, query, near, share, k) for query, near in zip(queries, neighbours, strict=True)]

    def topic_shares(self, text: str) -> dict[str, float]:
        """The likelihood of each main topic of the cards, summing to one."""
        found: dict[str, float] = {}
        shares = self._snapshot.relevance.shares(text)
        for card, share in zip(self.contents.cards, shares, strict=True):
            found[card.topics[0]] = found.get(card.topics[0], 0.0) + float(share)
        return found

    def card(self, card_id: str) -> Card | None:
        """The card of this id, where there is one."""
        return self.contents.card_by_id.get(card_id)

    def cards_about(self, topic: str) -> Sequence[Card]:
        """The cards of a topic."""
        return self.contents.cards_by_topic.get(topic, ())

    def _neighbours(self, snapshot: Snapshot, queries: Sequence[str]) -> list[Neighbours | None]:
        """The nearest records by vector; None where the words alone must do, `degraded` says why."""
        try:
            found = snapshot.nearest(self._embedder(queries), NEIGHBOURS)
        except Exception as error:  # an answer always comes: words find nearly as well
            self.degraded = f"search without vectors: {error}"
            return [None] * len(queries)
        self.degraded = None
        return list(found)


def _best(snapshot: Snapshot, query: str, near: Neighbours | None, share: float, k: int) -> list[Hit]:
    records = snapshot.records.scores(query)
    if near is not None:
        records *= 1 - share
        records[near[0]] += share * np.maximum(near[1], 0)
    best = np.zeros(len(snapshot.items), dtype=np.float32)
    np.maximum.at(best, snapshot.owners, records)
    open_part = WHOLE * (1 - best**2)  # a question that is nearly an ask leaves nothing open
    scores = (1 - open_part) * best + open_part * snapshot.wholes.scores(query)
    scores[len(snapshot.contents.cards) :] *= UNREVIEWED
    shares = np.zeros(len(snapshot.items), dtype=np.float32)
    shares[: len(snapshot.contents.cards)] = snapshot.relevance.shares(query)
    favoured = np.maximum(shares - 1 / max(len(snapshot.contents.cards), 1), 0)  # beyond an even chance
    order = np.argsort(-(scores + LIKELIHOOD * favoured), kind="stable")[:k]
    return [
        Hit(snapshot.items[at], min(float(scores[at]), 1.0), float(shares[at])) for at in order if scores[at] > 0
    ]


def _difference(old: Contents, new: Contents) -> SyncReport:
    before = {(type(item), item.id): digest(item) for item in old.items}
    after = {(type(item), item.id): digest(item) for item in new.items}
    return SyncReport(
        added=tuple(name for kind, name in after if (kind, name) not in before),
        changed=tuple(key[1] for key in after if key in before and after[key] != before[key]),
        removed=tuple(name for kind, name in before if (kind, name) not in after),
        unchanged=tuple(key[1] for key in after if before.get(key) == after[key]),
    )
