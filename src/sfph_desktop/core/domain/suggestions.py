"""What is offered while somebody types what difference they make: measures that could show it, or a question back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sfph_desktop.core.domain.frameworks import WoollyPhrase
from sfph_desktop.core.domain.measures import Instrument

LICENCES: Mapping[str, str] = {
    "open": "free to use",
    "public_domain": "free to use",
    "free_with_notice": "free to use, with its credit line",
    "non_commercial": "free where it is not sold",
    "non_commercial_no_derivs": "free where it is not sold, unchanged",
    "research_permission": "free for research; ask its owner for anything else",
    "permission_needed": "ask or register with its owner first",
    "proprietary": "needs a licence from its owner",
}
"""By licence class, in plain words."""
USES: Mapping[str, str] = {"import_only": "finished scores only", "not_usable": "not offered without its owner"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedInstrument:
    """An instrument that could show an outcome, with what it asks of those who use it."""

    id: str
    name: str
    abbreviation: str
    questions: int
    """0 where it has no questions to answer."""
    licence: str
    """In plain words."""
    wording: str
    """Whether the questions are here: blank when they are."""
    usable: bool

    @property
    def length(self) -> str:
        """`7 questions`; blank where it has none."""
        return f"{self.questions} question{'' if self.questions == 1 else 's'}" if self.questions else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A phrase of the library near to what was typed, and how it could be shown."""

    phrase: WoollyPhrase
    instruments: tuple[SuggestedInstrument, ...]
    """The best first; empty where a count or a record says it better."""
    nearness: float
    """0 to 1, for the order only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """What a text got: suggestions, the nearest first, or a question. Neither while too little is typed."""

    text: str
    found: tuple[Suggestion, ...] = ()
    question: str = ""
    about: str = ""
    """What the words tell of, where they are no outcome: what you do, money, how good it is."""


def suggested_instrument(instrument: Instrument) -> SuggestedInstrument:
    """What somebody who chooses a measure wants to know of it."""
    asked = int(instrument.definition.get("n_items") or 0) or len(instrument.items)
    held = instrument.wording_held or instrument.own_goals or instrument.own
    yours = "you word the question" if instrument.licence_class == "open" else "type the questions from your own copy"
    wording = USES.get(instrument.use, "" if held else yours)
    return SuggestedInstrument(
        id=instrument.id,
        name=instrument.name,
        abbreviation=instrument.abbreviation or instrument.name,
        questions=asked,
        licence="your own" if instrument.own else LICENCES.get(instrument.licence_class, instrument.licence_class),
        wording=wording,
        usable=instrument.use != "not_usable" and not instrument.retired,
    )
