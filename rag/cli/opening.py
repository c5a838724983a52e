"""Opens what commands work with, and says on standard error what was met on the way."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.retrieval.index import Index, SyncReport
    from rag.settings import Settings
    from rag.wiring import Wanyan


def open_index(settings: Settings) -> Index:
    """The index, brought up to date."""
    from rag.wiring import build_index

    index, report = build_index(settings)
    tell(report, index.degraded)
    return index


def open_wanyan(settings: Settings) -> Wanyan:
    """Everything, brought up to date."""
    from rag.wiring import build

    wanyan = build(settings)
    tell(wanyan.synced, *wanyan.degraded)
    return wanyan


def tell(report: SyncReport, *degraded: str | None) -> None:
    """Say what the operator should know about the index."""
    for note in (*report.notes, *filter(None, degraded)):
        print(f"wanyan: {note}", file=sys.stderr)
