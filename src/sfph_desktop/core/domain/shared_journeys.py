"""Journeys that a group shared: offered from its register, never written down by itself."""

from __future__ import annotations

from collections.abc import Mapping
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
