"""What must be true of a row besides its cells being readable. Whatever is not, holds the row with its reason.

Columns are checked whole. A *doubt* may be right after all (a planned end, a twin): a person can let such a row in as
it is. The rest contradicts itself or names what nobody knows, and has to be corrected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.names import squeezed
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.interchange.proposals import Proposal
from sfph_desktop.core.usecases.import_known import Known

TOTALS = re.compile(r"(?:grand |sub)?totals?:?|sums?:?|averages?:?|mean:?", re.IGNORECASE)


def not_ahead(proposal: Proposal, column: str, known: Known) -> None:
    """Hold rows whose day has not come yet."""
    today = to_day(known.today)
    for i, day in enumerate(proposal.column(column)):
        if day is not None and day > today:
            proposal.hold(i, column, "This day lies in the future.", "a day that has been", doubt=True)


def in_order(proposal: Proposal, first: str, last: str) -> None:
    """Hold rows whose last day (or number) comes before the first."""
    pairs = zip(proposal.column(first), proposal.column(last), strict=True)
    for i, (start, end) in enumerate(pairs):
        if start is not None and end is not None and end < start:
            proposal.hold(i, last, f"This is before {first}.", f"the same as {first}, or later")


def not_more_than(proposal: Proposal, low: str, high: str) -> None:
    """Hold rows whose low count is above the high one."""
    pairs = zip(proposal.column(low), proposal.column(high), strict=True)
    for i, (least, most) in enumerate(pairs):
        if least is not None and most is not None and least > most:
            proposal.hold(i, low, f"This is more than {high}.", f"at most {high}")


def not_negative(proposal: Proposal, *columns: str) -> None:
    """Hold rows with a number below zero."""
    for column in columns:
        for i, number in enumerate(proposal.column(column)):
            if number is not None and number < 0:
                proposal.hold(i, column, "This is below zero.", "0 or more")


def above_zero(proposal: Proposal, column: str) -> None:
    """Hold rows whose number is zero or below."""
    for i, number in enumerate(proposal.column(column)):
        if number is not None and number <= 0:
            proposal.hold(i, column, "This must be more than zero.", "more than 0")


def not_before_birth(proposal: Proposal, column: str, people: Sequence[int | None], known: Known) -> None:
    """Hold rows dated before the person was born."""
    births = known.births()
    days = proposal.column(column)
    for i, person in enumerate(people):
        born = births.get(person) if person is not None else None
        if born is not None and days[i] is not None and days[i] < born:
            proposal.hold(i, column, "This is before the person was born.", "a later day, or another date of birth")


def not_after_death(proposal: Proposal, column: str, people: Sequence[int | None], known: Known) -> None:
    """Hold rows dated after the person died: one of the two days is wrong."""
    deaths = known.deaths()
    days = proposal.column(column) if deaths else ()
    for i, day in enumerate(days):
        died = deaths.get(people[i] or 0)
        if died is not None and day is not None and day > died:
            proposal.hold(i, column, f"This is after the person died ({from_day(died):%d/%m/%Y}).",
                          "a day before that, or another day of death in their record", doubt=True)  # fmt: skip


def references(proposal: Proposal, column: str, kind: str, known: Known, *, word: str) -> list[int | None]:
    """The record behind each reference of a column; rows that name one nobody knows are held. Blank names none."""
    named = proposal.column(column)
    found = known.find_all(kind, named)
    for i, record in enumerate(found):
        if record is None and named[i]:
            _hold_unknown(proposal, i, column, kind, named[i], known, word)
    if kind == "people" and known.strangers:
        _hold_of_strangers(proposal, column, found, known)
    return found


def _hold_of_strangers(proposal: Proposal, column: str, found: list[int | None], known: Known) -> None:
    """What hangs on a reference that this file gives to somebody else is not theirs who have it in the store."""
    for i, ref in enumerate(proposal.column(column)):
        there = known.strangers.get(ref.casefold())
        if there and found[i] is not None:
            found[i] = None
            reason = f"In this file {ref} is somebody of another name than in the store ({there[0]}, row {there[1]})."
            proposal.hold(i, column, reason, "the reference of the one who is meant")


def _hold_unknown(proposal: Proposal, i: int, column: str, kind: str, ref: str, known: Known, word: str) -> None:
    elsewhere = known.left_out.get((kind, ref))
    if elsewhere:
        sheet, row = elsewhere
        reason = f"This {word} has not come in: its own row is held ({sheet}, row {row})."
        proposal.hold(i, column, reason, f"correct sheet {sheet}, row {row} first")
    else:
        reason = f"There is no {word} with this reference, in this file or in the store."
        proposal.hold(i, column, reason, f"the reference of a {word} that is there")


def known_words(
    proposal: Proposal, column: str, find: Callable[[str], Any], choices: Sequence[str], *, word: str, needed: str = ""
) -> list[Any]:
    """What `find` gives for each word of a column (None for a word nobody knows, whose row is held); blank: None."""
    named = proposal.column(column)
    found = {name: find(name) for name in set(named) if name}
    unknown = {name for name, meant in found.items() if meant is None}
    accepted = {name: ", ".join(get_close_matches(name, choices, n=3, cutoff=0.5)) or needed for name in unknown}
    for i, name in enumerate(named if unknown else ()):
        if name in unknown:
            proposal.hold(i, column, f"This is no {word} that the program knows.", accepted[name])
    return [found.get(name) for name in named]


def instrument_finder(instruments: Mapping[str, Instrument]) -> Callable[[str], Instrument | None]:
    """Finds an instrument by its id, abbreviation or name, however they are written."""
    by_word: dict[str, Instrument | None] = {}
    for instrument in instruments.values():
        for name in {squeezed(instrument.abbreviation), squeezed(instrument.name)} - {""}:
            by_word[name] = None if name in by_word else instrument
    by_word |= {squeezed(name): instrument for name, instrument in instruments.items()}
    return lambda name: instruments.get(name) or by_word.get(squeezed(name))


def totals_are_no_records(proposal: Proposal, column: str) -> None:
    """Hold rows that are the spreadsheet's own sums."""
    for i, ref in enumerate(proposal.column(column)):
        if ref and TOTALS.fullmatch(ref):
            proposal.hold(i, column, "This looks like a row of totals.", "a reference of its own", doubt=True)


def indicator_trouble(indicator: str, instruments: Mapping[str, Instrument]) -> str:
    """Why this is no indicator; '' when it is one."""
    kind, colon, name = indicator.partition(":")
    if colon:
        fine = (kind in ("event", "event_quantity") and name.strip()) or indicator == "environment:tco2e"
        return "" if fine else "This is no indicator that the program knows."
    from sfph_desktop.core.toolkit.quantities import NoQuantity, scale_and_way

    try:
        scale_and_way(indicator, instruments)
    except NoQuantity as why:
        return str(why)
    return ""


def nearly(one: str, other: str) -> bool:
    """Whether two squeezed names are all but one: the same, one the beginning of the other, or a slip apart."""
    if one == other:
        return True
    if 1 in (len(one), len(other)):
        return one[:1] == other[:1]  # an initial
    if not (one.isalpha() and other.isalpha()) or min(len(one), len(other)) < 3:
        return False
    return one.startswith(other) or other.startswith(one) or SequenceMatcher(None, one, other).ratio() >= 0.8
