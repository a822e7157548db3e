"""Who a row is about where it gives no reference: found by name and date of birth, or given the next reference.

Found is only who is the only one of that name, with no date of birth against it. Several are told, and the row is held.
Nobody of that name is somebody new. So the same list twice adds nobody, and a register may come before the people do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sfph_desktop.core.domain.names import squeezed
from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.domain.workbook import Cell
from sfph_desktop.core.interchange.cell_dates import read_date
from sfph_desktop.core.interchange.parsing import is_empty
from sfph_desktop.core.interchange.parts import FOUND, Who
from sfph_desktop.core.interchange.proposals import Proposal
from sfph_desktop.core.interchange.unreadable import Unreadable
from sfph_desktop.core.usecases.import_checks import nearly
from sfph_desktop.core.usecases.import_known import Known

NEW = "new"
"""Written in the place of a reference when a row is corrected: the person is new, and gets the next one."""
COLUMNS = ("person_ref", "date_of_birth", "given_name", "family_name", "known_as")
_Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Person:
    ref: str
    birth: int | None


def _alike(one: str, two: str) -> bool:
    """Whether two names may be the same: written nearly so, or one of them only begun."""
    return bool(one and two) and (nearly(one, two) or one[0] == two[0] == min(one, two, key=len))


class Names:
    """People by their names: those of the store, and those that this file adds."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._by_name: dict[_Name, list[_Person]] = {}
        self._of_ref: dict[str, _Name] = {}
        self._births: dict[str, int] = {}
        self._taken: set[str] = set()
        self._stem, self._digits, self._number = "", 4, 0
        for ref, birth, given, family, called in known.cells("people", COLUMNS).values():
            self.add(ref, given, family, birth)
            if called and called != given:
                self._by_name.setdefault((squeezed(called), squeezed(family)), []).append(_Person(ref, birth))

    def add(self, ref: str, given: str, family: str, birth: int | None) -> None:
        """Note somebody."""
        name = (squeezed(given), squeezed(family))
        if name != ("", ""):
            self._of_ref[ref.casefold()] = name
            if birth is not None:
                self._births[ref.casefold()] = birth
            people = self._by_name.setdefault(name, [])
            if all(one.ref.casefold() != ref.casefold() for one in people):
                people.append(_Person(ref, birth))

    def like(self, who: Who, birth: int | None) -> list[_Person]:
        """Everybody of that name whose date of birth is the same, or not known on one side; the same one first."""
        found = self._by_name.get((squeezed(who.given), squeezed(who.family)), [])
        exact = [one for one in found if birth is not None and one.birth == birth]
        return exact or [one for one in found if birth is None or one.birth is None]

    def unlike(self, ref: str, given: str, family: str, birth: int | None) -> bool:
        """Whether somebody of that reference is called quite otherwise; by half, where they were born another day."""
        name = self._of_ref.get(ref.casefold())
        if name is None or not (given or family):
            return False
        other = (squeezed(given), squeezed(family))
        straight = [_alike(one, two) for one, two in zip(name, other, strict=True)]
        crossed = [_alike(one, two) for one, two in zip(name, reversed(other), strict=True)]
        born = self._births.get(ref.casefold())
        if birth is None or born is None or birth == born:
            return not any((*straight, *crossed))
        return not (all(straight) or all(crossed))

    def take(self, refs: Iterable[str]) -> None:
        """References of this file that nobody new may be given."""
        self._taken.update(ref.casefold() for ref in refs if ref)

    def next_ref(self) -> str:
        """The reference after the one given last, in the same pattern; never one that is there already."""
        if not self._stem:
            from sfph_desktop.core.store.queries.people import last_ref

            pattern = re.fullmatch(r"(.*?)(\d{1,9})", last_ref(self._known.connection))
            self._stem, digits = (pattern[1], pattern[2]) if pattern else ("P-", "0000")
            self._digits, self._number = len(digits), int(digits)
            self._stem = self._stem or ""
        while True:
            self._number += 1
            ref = f"{self._stem}{self._number:0{self._digits}d}"
            if ref.casefold() not in self._taken and self._known.find("people", ref) is None:
                self._taken.add(ref.casefold())
                return ref


def find_people(proposal: Proposal, known: Known) -> None:
    """Give every row that names somebody their reference; hold those that may mean several."""
    names = _names(known)
    refs = proposal.column("person_ref")
    may_be_new = False
    if proposal.spec.name == "people":
        names.take(refs)
        # A list that has references gives nobody one of ours: who has none was forgotten, and is told.
        may_be_new = sum(bool(ref) for ref in refs) < 0.5 * len(refs)
    births = [birth_of(who.born, known) if who is not None else None for who in proposal.who]
    for i, who in enumerate(proposal.who):
        if who is not None and not refs[i]:
            _find(proposal, i, who, births[i], names, may_be_new=may_be_new)
    if proposal.spec.name == "people":
        _note(proposal, names)
        if proposal.mode == FOUND:
            _only_find(proposal, known)
    _show_found(proposal, refs)


def _names(known: Known) -> Names:
    """Everybody by name, as known and noted so far."""
    if not isinstance(known.names, Names):
        known.names = Names(known)
    return known.names


def _find(proposal: Proposal, i: int, who: Who, birth: int | None, names: Names, *, may_be_new: bool) -> None:
    refs = proposal.column("person_ref")
    found = names.like(who, birth)
    if len(found) > 1:
        there = ", ".join(one.ref for one in found[:5])
        reason = f"Several people are called so: {there}."
        proposal.hold(i, "person_ref", reason, "the reference of the one who is meant", value=who.text)
    elif found:
        refs[i] = found[0].ref
        if birth is None or found[0].birth != birth:
            proposal.weak.add(i)
    elif may_be_new:
        refs[i] = names.next_ref()
        names.add(refs[i], who.given, who.family, birth)
    elif proposal.spec.name == "people":
        reason = "There is no reference here, and nobody of this name is known."
        proposal.refuse(i, "person_ref", reason, f"their reference, or '{NEW}' for the next one")
    else:
        proposal.hold(i, "person_ref", "Nobody of this name has come in.", "their reference", value=who.text)


def _note(proposal: Proposal, names: Names) -> None:
    """Note the people of a sheet, for those who are only named in the sheets that follow."""
    given, family = proposal.column("given_name"), proposal.column("family_name")
    births, refs = proposal.column("date_of_birth"), proposal.column("person_ref")
    for i in proposal.good():
        if refs[i] and (given[i] or family[i]):
            names.add(refs[i], given[i], family[i], births[i])


def hold_strangers(proposal: Proposal, known: Known) -> None:
    """Hold rows that give somebody's reference in the store to one of another name.

    A list that counts its rows gives 1 to its first person, and so does the next list. Taken at its word, it would
    change the name of whoever has that reference, and give them what is somebody else's.
    """
    refs = proposal.column("person_ref")
    given, family = proposal.column("given_name"), proposal.column("family_name")
    births = proposal.column("date_of_birth")
    for i, ref in enumerate(refs if not proposal.as_it_is else ()):
        if ref and is_stranger(known, ref, given[i], family[i], births[i]):
            said = " ".join(part for part in (given[i], family[i]) if part)
            reason = f"{ref} is somebody of another name in the store: is '{said}' meant?"
            accepted = (
                f"the reference of the one who is meant, or '{NEW}' for the next one; where the column only counts the "
                "rows of a list, leave it out"
            )
            proposal.hold(i, "person_ref", reason, accepted, doubt=True)
            known.strangers[ref.casefold()] = (proposal.name, proposal.rows[i])


def is_stranger(known: Known, ref: str, given: str, family: str, birth: int | None) -> bool:
    """Whether somebody else, of another name, has this reference in the store. `birth`: days since 1970, or None."""
    return known.find("people", ref) is not None and _names(known).unlike(ref, given, family, birth)


def _only_find(proposal: Proposal, known: Known) -> None:
    """Who is there already stays as they are."""
    refs = proposal.column("person_ref")
    for i, person in enumerate(known.find_all("people", refs)):
        if person is None:
            continue
        for name, cells in proposal.columns.items():
            if name != "person_ref":
                cells[i] = "" if isinstance(cells[i], str) else None


def _show_found(proposal: Proposal, refs: list[str]) -> None:
    """Rows are told and kept with the reference that was found for them."""
    cells: dict[str, Any] = dict(proposal.cells)
    shown = list(cells.get("person_ref", [None] * len(proposal)))
    for i, who in enumerate(proposal.who):
        if who is not None and is_empty(shown[i]):
            shown[i] = refs[i] or None
    cells["person_ref"] = shown
    proposal.cells = cells


def birth_of(cell: Cell, known: Known) -> int | None:
    """The day of birth that a cell gives, in days since 1970; None where it gives none."""
    try:
        return None if is_empty(cell) else read_date(cell, known.today, may_lie_ahead=False)
    except Unreadable:
        return None


def find_sessions(proposal: Proposal, known: Known) -> dict[str, str]:
    """Sessions without a reference of their own that are there already under another one: the reference to use instead.

    One of the same service on the same day, and the only one.
    """
    refs = proposal.column("session_ref")
    there: dict[tuple[str, int], list[str]] = {}
    for ref, service, day in known.cells("sessions", ("session_ref", "service", "date")).values():
        there.setdefault((squeezed(service), day), []).append(ref)
    services, days = proposal.column("service"), proposal.column("date")
    instead: dict[str, str] = {}
    for i, ref in enumerate(refs):
        if days[i] is None or not ref.endswith(f"|{from_day(days[i]).isoformat()}") or known.find("sessions", ref):
            continue
        found = there.get((squeezed(services[i]), days[i]), [])
        if len(found) == 1:
            instead[ref] = refs[i] = found[0]
    return instead
