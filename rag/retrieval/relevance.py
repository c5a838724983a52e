"""How likely a question is about each item, which likeness alone does not tell: naive Bayes over their asks.

Multinomial, on terms weighed by rarity and normalised to length (McCallum & Nigam 1998; Rennie et al. 2003,
section 4). Likeness finds what resembles a question most; this says how sure that is, since terms that many items
share decide nothing.
"""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.retrieval.terms import terms

Shares = NDArray[np.float32]
_SMOOTHING = 0.1


class Relevance:
    """Terms by number, and of each the items whose asks have it, with the log of how much it speaks for them."""

    def __init__(self, numbers: dict[str, int], rarity: Shares, gains: _Rows, totals: Shares) -> None:
        self._numbers = numbers
        self._rarity = rarity
        self._gains = gains
        self._totals = totals

    @classmethod
    def build(cls, texts: Sequence[str], owners: Sequence[int], items: int) -> Relevance:
        """Learn from texts and the number of the item each belongs to, of `items` in all."""
        found = [set(terms(text)) for text in texts]
        common = Counter(term for of_text in found for term in of_text)
        numbers = {term: at for at, term in enumerate(term for term, count in common.items() if count > 1)}
        rarity = np.log(max(len(texts), 1) / np.array([common[term] for term in numbers], dtype=np.float32))
        counts: list[Counter[int]] = [Counter() for _ in numbers]
        totals = np.zeros(items, dtype=np.float32)
        for of_text, owner in zip(found, owners, strict=True):
            known, weights = _weighed(of_text, numbers, rarity)
            totals[owner] += weights.sum()
            for number, weight in zip(known, weights, strict=True):
                counts[number][owner] += weight
        floor = np.log(totals + _SMOOTHING * max(len(numbers), 1)) - np.log(_SMOOTHING)
        return cls(numbers, rarity.astype(np.float32), _Rows.of(counts), floor.astype(np.float32))

    def shares(self, text: str) -> Shares:
        """The likelihood of each item, summing to one; even where the text says nothing known."""
        known, weights = _weighed(set(terms(text)), self._numbers, self._rarity)
        logs = -weights.sum() * self._totals
        for number, weight in zip(known, weights, strict=True):
            items, gains = self._gains.row(number)
            logs[items] += weight * gains
        shares: Shares = np.exp(logs - logs.max()) if len(logs) else logs
        return shares / shares.sum() if len(logs) else shares

    def save(self, folder: Path) -> None:
        """Write it into a folder of its own."""
        folder.mkdir(parents=True)
        (folder / "terms.json").write_text(json.dumps(list(self._numbers), ensure_ascii=False), encoding="utf-8")
        rows = self._gains
        np.savez(
            folder / "weights.npz",
            rarity=self._rarity, totals=self._totals, starts=rows.starts, items=rows.items, gains=rows.gains,
        )  # fmt: skip

    @classmethod
    def load(cls, folder: Path) -> Relevance:
        """Read what `save` wrote. Raises OSError or ValueError where it is not whole."""
        names = json.loads((folder / "terms.json").read_text(encoding="utf-8"))
        try:
            with np.load(folder / "weights.npz") as read:
                rows = _Rows(read["starts"], read["items"], read["gains"])
                return cls({name: at for at, name in enumerate(names)}, read["rarity"], rows, read["totals"])
        except (zipfile.BadZipFile, KeyError) as error:
            raise ValueError(f"weights.npz: {error}") from error


class _Rows:
    """For each term the items that have it, and their gains: a sparse matrix by rows."""

    def __init__(self, starts: NDArray[np.int64], items: NDArray[np.int32], gains: Shares) -> None:
        self.starts = starts
        self.items = items
        self.gains = gains

    @classmethod
    def of(cls, counts: Sequence[Counter[int]]) -> _Rows:
        starts = np.cumsum([0, *map(len, counts)])
        items = np.array([item for row in counts for item in row], dtype=np.int32)
        values = np.array([value for row in counts for value in row.values()], dtype=np.float32)
        return cls(starts, items, np.log1p(values / _SMOOTHING).astype(np.float32))

    def row(self, number: int) -> tuple[NDArray[np.int32], Shares]:
        start, end = self.starts[number], self.starts[number + 1]
        return self.items[start:end], self.gains[start:end]


def _weighed(found: set[str], numbers: dict[str, int], rarity: Shares) -> tuple[list[int], Shares]:
    """The known terms by number, each with its weight; the weights of a text have length one."""
    known = sorted(numbers[term] for term in found if term in numbers)
    weights = rarity[known]
    length = float(np.linalg.norm(weights))
    return known, weights / length if length else weights
