"""From everyday words to measures: suggestions while somebody types, and an outcome begun from one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sfph_desktop.core.domain.frameworks import WoollyPhrase
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.outcome_rules import crossing_indicator, drafted, instrument_indicators
from sfph_desktop.core.domain.outcomes import Indicator, OutcomeParts
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.suggestions import (
    Suggested,
    SuggestedInstrument,
    Suggestion,
    suggested_instrument,
)

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library

MOST = 6
OWN_RATING = "goal_0_10"
"""A 0-10 rating whose question the office words itself."""


def suggest_outcomes(library: Library, text: str, limit: int = MOST) -> Suggested:
    """What could show the change that a text tells of, the nearest first; or a question back where it tells of none.

    Asked at every key: spelling, endings, word order and half-typed words do not matter. A suggestion, never a finding.
    """
    near = library.phrases().near(text, limit)
    found = tuple(
        Suggestion(phrase=phrase, instruments=_instruments(library, phrase), nearness=nearness)
        for phrase, nearness in near.phrases
    )
    return Suggested(text=text, found=found, question=near.question, about=near.about)


def phrase_named(library: Library, phrase: str) -> WoollyPhrase:
    """The phrase of the library with these very words; UserCanFix when there is none."""
    wanted = phrase.strip().casefold()
    found = next((one for one in library.woolly_words() if one.phrase.casefold() == wanted), None)
    if found is None:
        raise UserCanFix(
            what=f"The library has no phrase '{phrase}'.", do=f'See what it suggests: sfph outcome suggest "{phrase}".'
        )
    return found


def draft_outcome(library: Library, text: str, phrase: str = "", instrument: str = "") -> OutcomeParts:
    """An outcome begun from what was typed, from the suggestion picked and the instrument chosen; nothing is kept.

    Without an instrument the first usable one of the phrase is taken. Raises UserCanFix for an unknown phrase or
    instrument, and for one that may not be used.
    """
    picked = phrase_named(library, phrase) if phrase else None
    known = library.instruments()
    chosen: Instrument | None
    if instrument:
        chosen = library.instrument(instrument)
        if chosen.use == "not_usable":
            raise UserCanFix(
                what=f"{chosen.name} may not be used here without its owner's approval.", do="Choose another measure."
            )
    else:
        usable = [one for one in _instruments(library, picked) if one.usable] if picked else []
        chosen = known[_best(picked, [one.id for one in usable])] if picked and usable else None
    parts = drafted(text, picked, chosen)
    if picked is None and chosen is not None:
        return OutcomeParts(outcome=parts.outcome, indicators=tuple(instrument_indicators("", chosen)))
    return parts


def _best(phrase: WoollyPhrase, usable: list[str]) -> str:
    """The first measure of a phrase; an own 0-10 rating where the first would be asked for one question alone.

    Of one question of a questionnaire no change is told: its whole score would speak of something else.
    """
    alone = phrase.indicator.startswith("Change in ") and " item " in phrase.indicator
    return OWN_RATING if alone and OWN_RATING in usable else usable[0]


def draft_indicator(library: Library, instrument: str, *, crossing: bool = False) -> Indicator:
    """The change of an instrument, or the crossing of its threshold, as an indicator to be put into words.

    Raises UserCanFix when there is no such instrument, or it has no threshold to cross.
    """
    chosen = library.instrument(instrument)
    if not crossing:
        return instrument_indicators("", chosen)[0]
    if chosen.caseness is None:
        raise UserCanFix(what=f"{chosen.name} has no threshold to cross.", do="Choose its change instead.")
    return crossing_indicator(chosen)


def measures_offered(library: Library) -> tuple[SuggestedInstrument, ...]:
    """Every measure whose change can be told here, by name, with its length and licence."""
    found = [suggested_instrument(one) for one in library.instruments().values() if one.changes]
    return tuple(sorted((one for one in found if one.usable), key=lambda one: one.abbreviation.casefold()))


def _instruments(library: Library, phrase: WoollyPhrase) -> tuple[SuggestedInstrument, ...]:
    known = library.instruments()
    return tuple(suggested_instrument(known[name]) for name in phrase.instruments if name in known)
