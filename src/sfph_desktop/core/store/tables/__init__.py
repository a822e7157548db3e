"""The tables, one file per column of the map."""

from __future__ import annotations

from sfph_desktop.core.store.tables import (
    bases,
    bids,
    contracts,
    delivery,
    desk,
    handover,
    impact,
    joint,
    measures,
    monitoring,
    network,
    office,
    outcomes,
    partners,
    people,
    person_record,
    stories,
)
from sfph_desktop.core.store.tables.columns import metadata

__all__ = [
    "bases",
    "bids",
    "contracts",
    "delivery",
    "desk",
    "handover",
    "impact",
    "joint",
    "measures",
    "metadata",
    "monitoring",
    "network",
    "office",
    "outcomes",
    "partners",
    "people",
    "person_record",
    "stories",
]
