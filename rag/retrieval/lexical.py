"""How much of what was asked a text names, each term weighed by how rare it is: BM25."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.retrieval.terms import terms

Scores = NDArray[np.float32]


class Lexical:
    """BM25 scores, as the share of what a text could have scored: 0 to 1, comparable between texts."""

    def __init__(self, bm25: Any, size: int) -> None:
        self._bm25 = bm25
        self._size = size
        self._ceilings = _ceilings(bm25) if size else {}
        self._unseen = max(self._ceilings.values(), default=1.0)

    @classmethod
    def build(cls, texts: Sequence[str]) -> Lexical:
        """Learn the words of the records, in their order."""
        import bm25s

        bm25 = bm25s.BM25(k1=0.9, b=0.4)
        if texts:
            bm25.index([terms(text) or [""] for text in texts], show_progress=False)
        return cls(bm25, len(texts))

    def scores(self, text: str) -> Scores:
        """One score a record."""
        asked = list(dict.fromkeys(terms(text)))
        ceiling = sum(self._ceilings.get(token, self._unseen) for token in asked)
        if not self._size or not asked:
            return np.zeros(self._size, dtype=np.float32)
        found = self._bm25.get_scores(asked)
        return np.asarray(found / ceiling, dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write it into a folder of its own."""
        folder.mkdir(parents=True)
        (folder / "size.json").write_text(json.dumps(self._size), encoding="utf-8")
        if self._size:
            self._bm25.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> Lexical:
        """Read what `save` wrote. Raises OSError or ValueError where it is not whole."""
        import bm25s

        size = int(json.loads((folder / "size.json").read_text(encoding="utf-8")))
        return cls(bm25s.BM25.load(folder, show_progress=False) if size else bm25s.BM25(), size)


def _ceilings(bm25: Any) -> dict[str, float]:
    """The most that each known word adds to any record's score."""
    data, starts = bm25.scores["data"], np.asarray(bm25.scores["indptr"])
    scored = starts[:-1] < starts[1:]  # `reduceat` knows no empty row
    highest = np.zeros(len(scored), dtype=data.dtype)
    highest[scored] = np.maximum(np.maximum.reduceat(data, starts[:-1][scored]), 0)
    most = highest.tolist()
    numbered = ((word, number) for word, number in bm25.vocab_dict.items() if number < len(most))
    return {word: most[number] for word, number in numbered}
