"""Every error Wanyan raises on purpose, grouped by who must act. The docstring is the default message.

WanyanError
├── InputError          the caller gave something we cannot use            exit 2, HTTP 422
│   ├── KnowledgeError  a card, profile or prompt is malformed
│   └── UnknownShop     no profile of that name
├── SettingError        the operator set something we cannot use           exit 2
├── IndexUnavailable    the index cannot be read or written                exit 3, HTTP 503
└── ModelError          the model endpoint failed; the offline drafter takes over
"""

from __future__ import annotations

from pathlib import Path


class WanyanError(Exception):
    """Wanyan could not do its work."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or type(self).__doc__)


class InputError(WanyanError):
    """The input cannot be used."""


class KnowledgeError(InputError):
    """A knowledge file is malformed."""

    def __init__(self, path: Path | str, line: int | None, problem: str) -> None:
        where = f"{path}:{line}" if line else str(path)
        super().__init__(f"{where}: {problem}")


class UnknownShop(InputError):
    """There is no shop profile of that name."""


class SettingError(WanyanError):
    """A setting cannot be used."""


class IndexUnavailable(WanyanError):
    """The index cannot be read or written."""


class ModelError(WanyanError):
    """The model endpoint failed."""
