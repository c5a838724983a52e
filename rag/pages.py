"""Templates of the pages that are written as files: what is set in is escaped, what is not given is an error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jinja2


def templates(folder: Path, *, trailing_newline: bool = False) -> jinja2.Environment:
    """The templates of a folder; lines that only steer leave no blank ones behind."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=trailing_newline,
        undefined=jinja2.StrictUndefined,
    )
