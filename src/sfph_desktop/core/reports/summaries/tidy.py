"""The last touch before paper: what belongs together on one line is kept there."""

from __future__ import annotations

import dataclasses
import re
from typing import TypeVar

from sfph_desktop.core.reports.drawing import Drawing

T = TypeVar("T")

_UNBROKEN = re.compile(r"(?<=\d) (?=(?:%|million|kg|tonnes?)(?!\w))|(?<=level) (?=\d)")
"""The blank inside `82 %`, `£1.2 million`, `13,791 kg`, `level 3`."""


def unbroken(value: T) -> T:
    """Blocks, tuples of them, or a text, with a fixed blank between a number and what it counts in.

    Statements keep plain blanks, so that they can be searched and compared; only paper has lines to break.
    """
    if isinstance(value, str):
        return _UNBROKEN.sub("\u00a0", value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple([unbroken(item) for item in value])  # type: ignore[return-value]
    if isinstance(value, Drawing) or not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for field in dataclasses.fields(value):
        before = getattr(value, field.name)
        after = unbroken(before)
        if after is not before and after != before:
            changed[field.name] = after
    return dataclasses.replace(value, **changed) if changed else value
