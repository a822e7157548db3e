"""What a note on a source says to its reader, without what only those who collected the sources need.

A value, a factor or a licence in the library comes with a note: what the figure is, what it may not be added to, what
to check. Beside that the note keeps where the figure was seen, down to the file of a repository. That stays in the
library, for whoever tends it; the page and the paper name the source itself.
"""

from __future__ import annotations

import re

_SENTENCES = re.compile(r"(?<=[.!?)])\s+(?=[A-Z(\"'])")
_ASIDE = re.compile(r"\s*\([^()]*\b(?:camcops|github)\b[^()]*\)", re.IGNORECASE)
_COLLECTING = re.compile(
    r"^\(?(?:also )?seen\b|\bnot opened here\b|\bno page address\b|\bgithub\b|\bcamcops\b|\bseed data\b"
    r"|\b[\w-]+\.(?:md|json|csv|py|ts|xlsx?)\b|\b[a-z]+_[a-z0-9_*]+",
    re.IGNORECASE,
)


def reader_note(note: str) -> str:
    """The sentences of a note that are for the reader: not where its collectors saw it, nor names of files."""
    kept = (part for part in _SENTENCES.split(_ASIDE.sub("", note).strip()) if part and not _COLLECTING.search(part))
    return " ".join(kept)
