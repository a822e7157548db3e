"""People of a file who are perhaps somebody that is known already under another reference: offered, never in the way.

Likely is who was born on the same day and is all but of the same name; or who has nearly the same name and the same
postcode or telephone, with no date of birth against it. All but the same: one of the two names equal, the other equal,
shortened (Liz, L., Lizbeth) or with a slip in it; or the two names in the other order. Accents, capitals and spaces do
not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sfph_desktop.core.domain.names import squeezed
from sfph_desktop.core.domain.workbook import LikelyPair
from sfph_desktop.core.interchange.proposals import Proposal
from sfph_desktop.core.usecases.import_checks import nearly
from sfph_desktop.core.usecases.import_known import Known

MOST_ON_ONE_DAY = 40
"""A date of birth that more people share stands for one nobody knew (01/01/1900): only equal names count there."""
COLUMNS = ("person_ref", "date_of_birth", "given_name", "family_name", "postcode", "phone")


@dataclass(frozen=True, slots=True)
class _Somebody:
    given: str
    family: str
    ref: str
    birth: int | None
    contacts: tuple[str, ...]
    """What they may be reached by, squeezed: postcode and telephone."""
    row: int
    """The row of this file; 0 in the store."""


def likely_the_same(proposal: Proposal, known: Known) -> dict[int, LikelyPair]:
    """By index, the rows of people who are perhaps known by another reference."""
    if proposal.as_it_is:
        return {}
    found: dict[int, LikelyPair] = {}
    everybody = _Everybody()
    for ref, birth, *rest in known.cells("people", COLUMNS).values():
        everybody.add(_somebody(ref, birth, *rest, row=0))
    columns = zip(*(proposal.column(name) for name in COLUMNS), strict=True)
    for i, (ref, birth, *rest) in enumerate(columns):
        if i in proposal.troubles or not (rest[0] or rest[1]):
            continue
        person = _somebody(ref, birth, *rest, row=proposal.rows[i])
        other = everybody.like(person)
        everybody.add(person)
        if other is not None:
            found[i] = _pair(proposal.name, person, other)
    return found


def _somebody(
    ref: str, birth: int | None, given: str, family: str, postcode: str, phone: str, *, row: int
) -> _Somebody:
    reached = [squeezed(postcode) if len(postcode) >= 5 else "", re.sub(r"\D", "", phone)[-9:]]
    contacts = tuple(one for one in reached if len(one) >= 5)
    return _Somebody(squeezed(given), squeezed(family), ref, birth, contacts, row)


def _pair(sheet: str, person: _Somebody, other: _Somebody) -> LikelyPair:
    same = (other.given, other.family) == (person.given, person.family)
    where = f"in row {other.row}" if other.row else "in the store"
    born = person.birth is not None and person.birth == other.birth
    by = "the same date of birth" if born else "the same postcode or telephone"
    return LikelyPair(
        sheet=sheet,
        row=person.row,
        person_ref=person.ref,
        other_ref=other.ref,
        other_row=other.row,
        reason=f"Perhaps the same person as {other.ref} {where}: {by} and {'the' if same else 'nearly the'} same name.",
    )


class _Everybody:
    """People by their date of birth, by that and their names, and by what they may be reached by."""

    def __init__(self) -> None:
        self._by_birth: dict[int, list[_Somebody]] = {}
        self._by_name: dict[tuple[int, str, str], _Somebody] = {}
        self._by_contact: dict[tuple[str, str], list[_Somebody]] = {}

    def add(self, person: _Somebody) -> None:
        if person.birth is not None and person.given and person.family:
            self._by_name.setdefault((person.birth, person.given, person.family), person)
            born_that_day = self._by_birth.setdefault(person.birth, [])
            if len(born_that_day) <= MOST_ON_ONE_DAY:
                born_that_day.append(person)
        for contact in person.contacts:
            self._by_contact.setdefault((contact, person.family), []).append(person)

    def like(self, person: _Somebody) -> _Somebody | None:
        """Somebody under another reference who may be this person; None when there is nobody."""
        return self._born_alike(person) or self._reached_alike(person)

    def _born_alike(self, person: _Somebody) -> _Somebody | None:
        if person.birth is None or not person.given or not person.family:
            return None
        namesake = self._by_name.get((person.birth, person.given, person.family))
        if namesake is not None and _perhaps_the_same(namesake, person):
            return namesake
        born_that_day = self._by_birth.get(person.birth, [])
        if len(born_that_day) > MOST_ON_ONE_DAY:
            return None
        return next((other for other in born_that_day if _perhaps_the_same(other, person)), None)

    def _reached_alike(self, person: _Somebody) -> _Somebody | None:
        for contact in person.contacts:
            for other in self._by_contact.get((contact, person.family), ())[:MOST_ON_ONE_DAY]:
                against = person.birth is not None and other.birth is not None and person.birth != other.birth
                if not against and person.given and other.given and _perhaps_the_same(other, person):
                    return other
        return None


def _perhaps_the_same(one: _Somebody, other: _Somebody) -> bool:
    if one.ref.casefold() == other.ref.casefold():
        return False
    if one.family == other.family:
        return nearly(one.given, other.given)
    if one.given == other.given:
        return nearly(one.family, other.family)
    return one.given == other.family and one.family == other.given
