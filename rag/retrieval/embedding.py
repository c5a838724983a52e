"""Texts → vectors: by hashing, with no model and no network, or by an endpoint where one is set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelError
from rag.retrieval.terms import LONGEST, plain, words

Vectors = NDArray[np.float32]
"""One row a text, each of length 1 or, where a text says nothing, 0."""


class Embedder(Protocol):
    """Texts → vectors. `name` changes whenever the vectors of the same text would."""

    share: float
    """What a record's score owes to the vectors, 0 to 1; the rest is owed to its words."""

    @property
    def name(self) -> str:
        """What the index remembers its vectors by."""
        ...

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        ...


class HashingEmbedder:
    """Character n-grams and words, hashed into `dimensions` buckets (the hashing trick, Weinberger 2009).

    Similar wording gives near vectors, in either script. The same on every machine.
    """

    share = 0.2  # labelled questions do best between 0 and 0.3: words know what is rare, hashed n-grams do not

    def __init__(self, dimensions: int = 512) -> None:
        self.dimensions = dimensions
        self.name = f"hashing-1/{dimensions}"

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for feature, weight in _features(plain(text)).items():
                bucket, sign = _bucket(feature)
                row[bucket % self.dimensions] += sign * weight
        return normalised(rows)


WEIGHTS = {1: 0.4, 2: 1.0, 3: 0.8}
"""What a run of so many characters counts; single characters are weak evidence, long runs are rare."""
WORD = 1.0


def _features(text: str) -> dict[str, float]:
    """Every n-gram and word with its weight, repeated ones damped."""
    counts: Counter[tuple[str, float]] = Counter()
    for piece in text.split():
        if piece.isascii():
            continue
        for size, weight in WEIGHTS.items():
            counts.update((piece[at : at + size], weight) for at in range(len(piece) - size + 1))
    counts.update((f"={word}", WORD) for word in words(text) if len(word) > 1)
    return {feature: float(weight * np.sqrt(count)) for (feature, weight), count in counts.items()}


@lru_cache(maxsize=65_536)
def _bucket(feature: str) -> tuple[int, int]:
    hashed = crc32(feature.encode())
    return hashed >> 1, 1 if hashed & 1 else -1


def normalised(rows: Vectors) -> Vectors:
    """The rows at length 1; empty ones stay 0."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths == 0, 1, lengths)).astype(np.float32)


class EndpointEmbedder:
    """Embeddings of an OpenAI-compatible endpoint, `batch` texts a call. Raises ModelError where it fails."""

    share = 0.5

    def __init__(self, embed: Callable[[list[str]], list[list[float]]], model: str, batch: int = 64) -> None:
        self.embed = embed
        self.batch = batch
        self.name = f"endpoint-1/{model}"

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        rows: list[list[float]] = []
        for start in range(0, len(texts), self.batch):
            asked = [text[:LONGEST] or " " for text in texts[start : start + self.batch]]
            answered = self.embed(asked)
            if len(answered) != len(asked):
                raise ModelError(f"the embedding endpoint answered {len(answered)} of {len(asked)} texts")
            rows += answered
        return normalised(np.asarray(rows, dtype=np.float32).reshape(len(rows), -1))


def openai_embedder(
    model: str,
    base_url: str | None = None,
    api_key: str | None = None,
    timeout: float = 3.0,
    hide: Callable[[str], str] = str,
) -> EndpointEmbedder:
    """The embedder of a model behind an OpenAI-compatible endpoint; `timeout` in seconds, one retry.

    `hide` is done to every text before it leaves.
    """
    from openai import OpenAI, OpenAIError

    try:
        client = OpenAI(base_url=base_url, api_key=api_key or "unused", timeout=timeout, max_retries=1)
    except OpenAIError as error:
        raise ModelError(f"the embedding endpoint cannot be used: {error}") from error

    def embed(texts: list[str]) -> list[list[float]]:
        try:
            return [one.embedding for one in client.embeddings.create(model=model, input=[*map(hide, texts)]).data]
        except OpenAIError as error:
            raise ModelError(f"the embedding endpoint failed: {error}") from error

    return EndpointEmbedder(embed, model)
