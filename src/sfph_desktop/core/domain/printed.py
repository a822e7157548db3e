"""A questionnaire on paper: for whom, at what stage, in what layout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LAYOUTS = ("normal", "large", "pictures")
STAGE_WORDS = {"": "", "baseline": "At the start", "review": "Review", "exit": "At the end", "follow_up": "Follow-up"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPaper:
    """What stands on one printed questionnaire besides its questions."""

    office: str
    printed_on: date
    stage: str = ""
    layout: str = "normal"
    code: str = ""
    """Says whose it is, which and at what stage; blank on a paper for anybody."""
    person_ref: str = ""
    person_name: str = ""
    """Blank unless it was wished for: a paper gets lost."""
    sample: bool = False
