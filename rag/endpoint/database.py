"""SQLite files that several processes share, and that nothing depends on: where one cannot be used, memory is."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds to wait for another process that is writing, which takes it a millisecond."""


def opened(path: Path | None, schema: str) -> sqlite3.Connection:
    """The file with its table, each statement a transaction of its own; in memory without a path."""
    try:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            return _connected(str(path), schema)
    except (OSError, sqlite3.Error) as error:
        log.warning("%s cannot be used: %s; kept in memory instead", path, error)
    return _connected(":memory:", schema)


def _connected(where: str, schema: str) -> sqlite3.Connection:
    file = sqlite3.connect(where, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = NORMAL")
        file.execute(schema)
    except sqlite3.Error:
        file.close()
        raise
    return file
