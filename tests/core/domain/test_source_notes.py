"""What a note on a source says to its reader: what to heed, not where its collectors saw it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from sfph_desktop.core.domain.source_notes import reader_note

_LIBRARY = Path(__file__).parents[3] / "resources" / "reference" / "unit_values.csv"


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Seen: data tables (github Somebody/tables @6a11fa0). Do not add it.", "Do not add it."),
        ("Seen: report D2.2 citing p.33. Uprate by prices.", "Uprate by prices."),
        ("Free. The manual (quoted in CamCOPS documentation) asks for nothing.", "Free. The manual asks for nothing."),
        ("Older set: prefer crime_2019_* once verified. Cost is per offence.", "Cost is per offence."),
        ("Full-time only.", "Full-time only."),
        ("", ""),
    ],
)  # fmt: skip
def test_a_reader_is_told_what_to_heed(note: str, said: str) -> None:
    assert reader_note(note) == said


def test_no_note_of_the_library_shows_a_file_or_a_repository() -> None:
    with _LIBRARY.open(encoding="utf-8", newline="") as file:
        notes = [reader_note(row["notes"]) for row in csv.DictReader(file)]
    assert not [
        note for note in notes if re.search(r"github|\.csv|\.json|\.md\b|_\d{4}|opened here", note, re.IGNORECASE)
    ]
    assert sum(bool(note) for note in notes) > 100
