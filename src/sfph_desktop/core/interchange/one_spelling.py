"""JSON in one spelling: the same content is the same bytes, and what is spelt otherwise is not read."""

from __future__ import annotations

import json
from typing import Any


def spelt(value: Any) -> bytes:
    """A value as bytes: names in order, no blanks, numbers finite. ValueError for what is no text that can be kept."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def read_json(content: bytes) -> Any:
    """The value in the bytes. ValueError or RecursionError where they hold none."""
    return json.loads(content.decode("utf-8"), parse_constant=_no_number)


def text_in(found: Any, longest: int) -> str:
    """A text that was read; TypeError when it is none, or too long."""
    if not isinstance(found, str) or len(found) > longest:
        raise TypeError
    return found


def whole_in(found: Any, most: int = 10**9) -> int:
    """A whole number from 0 that was read; TypeError when it is none."""
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found < most:
        raise TypeError
    return found


def _no_number(_text: str) -> Any:
    raise ValueError
