"""JSON that callers give → values of the domain; what cannot be used is refused with file and line."""

from __future__ import annotations

import json
import re
from typing import Any

from rag.errors import InputError
from rag.textfiles import adapter, explain


def parse_json(text: str, where: str, line: int | None = None) -> Any:
    """JSON, or an InputError with the line (`line`, where the text is one row of a file)."""
    try:
        parsed = json.loads(text)
        json.dumps(parsed, ensure_ascii=False).encode()  # half a surrogate pair cannot be written again
    except json.JSONDecodeError as error:
        raise InputError(f"{where}:{line or error.lineno}: not valid JSON: {_told(error)}") from error
    except (ValueError, RecursionError) as error:
        at = f"{where}:{line}" if line else where
        raise InputError(
            f"{at}: JSON that cannot be used: nested too deep, or a number or text beyond reading"
        ) from error
    return parsed


def _told(error: json.JSONDecodeError) -> str:
    """What is wrong and at which character of the line, without the words that lead up to the place."""
    problem = re.sub(r" (?:starting )?at$", "", error.msg).lower()
    return f"{problem} at character {error.colno}"


def shaped(shape: Any, data: Any, where: str) -> Any:
    """`data` as a domain value; what does not fit is an InputError that names the key."""
    from pydantic import ValidationError

    try:
        return adapter(shape).validate_python(data)
    except ValidationError as error:
        raise InputError(f"{where}: {explain(error, '')}") from error
