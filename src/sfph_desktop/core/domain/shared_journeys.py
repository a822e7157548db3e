"""Journeys that a group shared: offered from its register, never written down by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite

from sfph_desktop.core.domain.measures import EnvironmentRecord
from sfph_desktop.core.domain.problems import Problem

VEHICLES: Mapping[str, str] = {
    "van_avg_diesel_km": "a diesel minibus or van",
    "van_avg_petrol_km": "a petrol minibus or van",
    "van_avg_bev_km": "an electric minibus or van",
}
"""What they came in together, by its factor. There is none for a minibus: the factor of a van stands for it."""
INSTEAD = "car_avg_unknown_km"
"""What each would have driven: a car whose fuel nobody knows."""
MOST_PLACES = 6
LONGEST_KM = 500
"""Nobody comes farther to a group, there and back: more is a slip of the keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyOffer:
    """What the register says of one session."""

    session_id: int
    session_ref: str
    title: str
    day: date
    people: int
    """Who came by name, and the least of those without a name."""
    written: int = 0
    """The record that was made of it already; 0 for none."""
    homes: int = 0
    """From how many homes they came, by their addresses of that day: one car from each is the offer."""
    places: tuple[tuple[str, int], ...] = ()
    """How many came from each postcode district, the most first: what a person needs to say how far it was."""

    @property
    def words(self) -> str:
        """`22 people came, as the register says, from at most 18 homes by their addresses (12 from EH6)`."""
        came = f"{self.people} {'person' if self.people == 1 else 'people'} came, as the register says"
        if not self.places:
            return f"{came}; no full postcode of theirs is recorded."
        homes = f"{self.homes} {'home' if self.homes == 1 else 'homes'}"
        told = ", ".join(f"{number} from {place}" for place, number in self.places[:MOST_PLACES])
        rest = sum(number for _, number in self.places[MOST_PLACES:])
        return f"{came}, from at most {homes} by their addresses ({told}{f', {rest} from elsewhere' if rest else ''})."


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedJourneys:
    """What a person says about how they came."""

    people: int
    """Who would have driven by themselves."""
    km_each: float
    """There and back, for one of them by car."""
    km_driven: float
    """By the vehicle, altogether."""
    vehicle: str = "van_avg_diesel_km"


def homes_of(people: Sequence[int], lived: Mapping[int, tuple[str, str]], together: Iterable[tuple[int, int]]) -> int:
    """From how many homes these people came: `lived` is street and postcode of each whose address is known.

    The same street and postcode is one home, and so are two of one household (`together`). A postcode alone is not: it
    is a whole street. Whoever's address is not known has a home of their own.
    """
    home = {person: person for person in people}

    def join(one: int, other: int) -> None:
        before, now = home[one], home[other]
        home.update({person: now for person, own in home.items() if own == before})

    first: dict[tuple[str, str], int] = {}
    for person in people:
        street, postcode = (_plain(part) for part in lived.get(person, ("", "")))
        if street and postcode:
            join(person, first.setdefault((street, postcode), person))
    for one, other in together:
        if one in home and other in home:
            join(one, other)
    return len(set(home.values()))


def places_of(postcodes: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """How many live in each postcode district (EH6 of EH6 5AB), the most first, then by name."""
    full = (_plain(postcode).upper() for postcode in postcodes)
    counted = Counter(code[:-3] for code in full if len(code) >= 5)
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def mark_of(session_ref: str) -> str:
    """How the note of such a record begins: so it is found again, and nobody writes it down twice."""
    return f"Journeys shared, {session_ref}:"


def journey_problems(offer: JourneyOffer, said: SharedJourneys) -> tuple[Problem, ...]:
    """Everything that cannot be so, by field."""
    found: list[Problem] = []
    if offer.written:
        told = "The journeys of this session are written down already."
        found.append(_problem("people", "", told, "another session; or change the entry that is there"))
    if not 1 <= said.people <= offer.people:
        told = f"{offer.people} {'person' if offer.people == 1 else 'people'} came, as the register says."
        found.append(_problem("people", str(said.people), told, f"1 to {offer.people}"))
    if not isfinite(said.km_each) or not 0 < said.km_each <= LONGEST_KM:
        told = "That is farther than anybody comes." if said.km_each > 0 else "A journey has a length."
        found.append(_problem("km_each", f"{said.km_each:g}", told, f"above 0, up to {LONGEST_KM}"))
    if not isfinite(said.km_driven) or said.km_driven <= 0:
        found.append(_problem("km_driven", f"{said.km_driven:g}", "The vehicle drove somewhere.", "a number above 0"))
    if said.vehicle not in VEHICLES:
        found.append(_problem("vehicle", said.vehicle, "There is no such vehicle here.", ", ".join(VEHICLES)))
    return tuple(found)


def journey_record(offer: JourneyOffer, said: SharedJourneys) -> EnvironmentRecord:
    """The record that is offered: what the vehicle drove, in place of everybody's own car."""
    people = f"{said.people} {'person' if said.people == 1 else 'people'}"
    return EnvironmentRecord(
        date=offer.day,
        factor=said.vehicle,
        quantity=said.km_driven,
        replaces_factor=INSTEAD,
        replaces_quantity=said.people * said.km_each,
        note=(
            f"{mark_of(offer.session_ref)} {people} together in {VEHICLES[said.vehicle]}, instead of each by car, "
            f"{said.km_each:g} km there and back."
        ),
    )


def _problem(column: str, value: str, reason: str, accepted: str) -> Problem:
    return Problem(column=column, value=value, reason=reason, accepted=accepted)
