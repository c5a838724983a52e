"""Who has used how much on which day, kept in a file that several processes write, and the budget for a day."""

from __future__ import annotations

import datetime
import logging
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from rag.endpoint.database import opened
from rag.endpoint.usage import Prices, Tally, Usage, tallying

log = logging.getLogger(__name__)

_TABLE = """
CREATE TABLE IF NOT EXISTS spent (
    account TEXT, day TEXT, prompt INTEGER, cached INTEGER, completion INTEGER, cost INTEGER,
    PRIMARY KEY (account, day)
) WITHOUT ROWID
"""
_BOOK = """
INSERT INTO spent VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    prompt = prompt + excluded.prompt, cached = cached + excluded.cached,
    completion = completion + excluded.completion, cost = cost + excluded.cost
"""
_READ = "SELECT prompt, cached, completion, cost FROM spent WHERE account = ? AND day = ?"
_PLACES = 12
"""Decimal places of money in the file: prices of a million tokens have up to six."""


@dataclass(frozen=True)
class Entry:
    """What an account has used on a day."""

    usage: Usage = Usage()
    cost: Decimal = Decimal(0)

    def __add__(self, other: Entry) -> Entry:
        return Entry(self.usage + other.usage, self.cost + other.cost)


class Ledger:
    """Entries by account and day. Where the file cannot be used they are kept in memory, and said so."""

    def __init__(self, path: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._owed: dict[tuple[str, str], Entry] = {}
        """What could not be written yet."""
        self._file = opened(path, _TABLE)
        weakref.finalize(self, self._file.close)

    def book(self, account: str, day: datetime.date, entry: Entry) -> None:
        """Add to what an account has used on a day. Never fails: what cannot be written is written next time."""
        key = (account, day.isoformat())
        with self._lock:
            owed = self._owed.pop(key, Entry()) + entry
            try:
                self._file.execute(_BOOK, (*key, *_row(owed)))
            except sqlite3.Error as error:
                log.warning("the ledger cannot be written: %s", error)
                self._owed[key] = owed

    def spent(self, account: str, day: datetime.date) -> Entry:
        """What an account has used on a day, by all processes."""
        key = (account, day.isoformat())
        with self._lock:
            owed = self._owed.get(key, Entry())
            try:
                found = self._file.execute(_READ, key).fetchone()
            except sqlite3.Error as error:
                log.warning("the ledger cannot be read: %s", error)
                return owed
        return owed + _entry(*found) if found else owed


def _row(entry: Entry) -> tuple[int, int, int, int]:
    usage = entry.usage
    return usage.prompt, usage.cached, usage.completion, int(entry.cost.scaleb(_PLACES).to_integral_value())


def _entry(prompt: int, cached: int, completion: int, cost: int) -> Entry:
    return Entry(Usage(prompt, cached, completion), Decimal(cost).scaleb(-_PLACES))


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True)
class Accounts:
    """The ledger with prices and the budget that each account has for a day."""

    ledger: Ledger = field(default_factory=Ledger)
    prices: Prices | None = None
    daily: Decimal | None = None
    now: Callable[[], datetime.datetime] = _now

    @contextmanager
    def working(self, account: str, zone: str) -> Iterator[Tally]:
        """Counts what is used within the block and books it, however the block ends.

        Calls within it are refused with the word budget when the account has spent what it has for the day, which
        ends by the clocks of `zone` (an IANA name).
        """
        day = self.day(zone)
        with tallying(barred=self.exhausted(account, day)) as tally:
            try:
                yield tally
            finally:
                if tally.usage != Usage():
                    self.ledger.book(account, day, Entry(tally.usage, self.cost(tally.usage) or Decimal(0)))

    def exhausted(self, account: str, day: datetime.date) -> bool:
        """Whether nothing is left of the day's budget."""
        return self.daily is not None and self.ledger.spent(account, day).cost >= self.daily

    def cost(self, usage: Usage) -> Decimal | None:
        """What tokens cost; None where no prices are set."""
        return self.prices.cost(usage) if self.prices else None

    def day(self, zone: str) -> datetime.date:
        """Today's date by the clocks of a zone."""
        return self.now().astimezone(ZoneInfo(zone)).date()
