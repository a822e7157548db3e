"""One criterion of Fair Work First, and what the enterprise can say to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sfph_desktop.core.domain.frameworks import FrameworkOutcome

FRAMEWORK = "SCO-FWF"
STATE_WORDS = {
    "records": "answered from your records",
    "words": "answered in your own words",
    "gap": "nothing speaks to it yet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FairWork:
    """A criterion with what is known."""

    number: int
    """Its place in the list, from 1."""
    criterion: FrameworkOutcome
    facts: tuple[str, ...] = ()
    """What the records of the workforce say to it, in words."""
    policies: tuple[str, ...] = ()
    """Policies that are held and speak to it by their name."""
    text: str = ""
    """The enterprise's own words."""
    changed_on: date | None = None
    missing: tuple[str, ...] = ()
    """What would have to be recorded or written for a full answer."""

    @property
    def state(self) -> str:
        """One of STATE_WORDS: records speak, only own words do, or nothing does."""
        return "records" if self.facts else "words" if self.text or self.policies else "gap"
