"""What is known of adjustments: a small table of sentences with their sources, shown beside the fields."""

from __future__ import annotations

from pathlib import Path

from sfph_desktop.core.domain.benefits import AdjustmentEvidence
from sfph_desktop.core.reference.tables import rows


def load_adjustment_evidence(path: Path) -> tuple[AdjustmentEvidence, ...]:
    """The table as values, in its order; empty where an installation lacks it: nothing is filled in from it."""
    if not path.is_file():
        return ()
    return tuple(
        AdjustmentEvidence(
            adjustment=row["adjustment"],
            about=tuple(word for word in row["about"].split("|") if word),
            said=row["said"],
            source=row["source"],
            confidence=row["confidence"],
        )
        for row in rows(path.read_bytes(), path.name)
    )
