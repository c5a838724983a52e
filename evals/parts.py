"""Builds the whole program once a process: several suites draft with the same parts."""

from __future__ import annotations

from rag.settings import Settings
from rag.wiring import Wanyan, build

_BUILT: list[Wanyan] = []


def built(settings: Settings) -> Wanyan:
    """Everything put together for these settings. Raises what `rag.wiring.build` raises."""
    ready = next((wanyan for wanyan in _BUILT if wanyan.settings == settings), None)
    if ready is None:
        _BUILT.append(ready := build(settings))
    return ready
