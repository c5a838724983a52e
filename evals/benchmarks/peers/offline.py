"""Nothing that is measured may reach a network, whatever its settings say: a connection is refused and counted."""

from __future__ import annotations

import sys
from typing import Any

_REFUSED = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"}

attempts: list[str] = []
"""What was refused, in order: event and target."""


def refuse_network() -> None:
    """From here on every look-up and connection of this process raises RuntimeError; cannot be undone (PEP 578)."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _REFUSED:
        attempts.append(f"{event} {arguments[1:] if event.startswith('socket.connect') else arguments}")
        raise RuntimeError(f"no network while measuring: {attempts[-1]}")
