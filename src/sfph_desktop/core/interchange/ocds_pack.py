"""A release small enough to be kept beside what was made of it, and out again."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from typing import Any


def packed(release: Mapping[str, Any]) -> str:
    """A trimmed release as text: the same release gives the same text."""
    plain = json.dumps(release, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.b64encode(zlib.compress(plain.encode(), 9)).decode("ascii")


def unpacked(content: str) -> dict[str, Any]:
    """The release again. What cannot be opened any more counts as empty: the records made of it still stand."""
    try:
        found = json.loads(zlib.decompress(base64.b64decode(content)))
    except (ValueError, zlib.error):
        return {}
    return found if isinstance(found, dict) else {}
