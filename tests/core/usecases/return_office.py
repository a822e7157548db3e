"""An office that sends returns: invented people with questionnaires, events and addresses, and a desk to send to."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tests.core.usecases.import_offices import new_office

from sfph_desktop.core.domain.memberships import AcceptedDesk, MembershipProfile
from sfph_desktop.core.domain.network import Definitions, NetworkIndicator, Quarter
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.store import sealing, signing
from sfph_desktop.core.usecases import lawful_bases
from sfph_desktop.core.usecases.network_return import Sending
from sfph_desktop.core.usecases.office import Office

QUARTER = Quarter(2026, 1)
DESK_SECRET = bytes(range(32))
DESK_IDENTITY = "AGE-SECRET-KEY-142VNL6HEW6SJLMHESXFVX00548F9SSW3J4ANY3ZZSFF5J8YNGY8SX932SQ"
GENDERS = ("woman", "man", "Female", "non-binary", "")
GROUPS = ("age_band", "gender", "deprivation")


def indicator(id_: str, kind: str, measure: str, **more: object) -> NetworkIndicator:
    facts = {"name": id_.replace("_", " ").capitalize(), "level": "individual", "unit": "people", "groups": GROUPS}
    return NetworkIndicator(id=id_, kind=kind, measure=measure, **{**facts, "purpose": "To compare.", **more})  # type: ignore[arg-type]


ASKED = (
    indicator("people_supported", "count", "reach:people"),
    indicator("people_in_quarter", "count", "reach:people", window="quarter"),
    indicator("visits", "quantity", "reach:attendances", unit="visits", groups=()),
    indicator("sessions_held", "quantity", "reach:sessions", unit="sessions", groups=(), level="social"),
    indicator("wellbeing_improved", "share", "swemwbs7.improved"),
    indicator("wellbeing_change", "mean", "swemwbs7.change_sum", unit="points", groups=("gender",)),
    indicator("job_starts", "count", "event:job_start", groups=("gender",)),
    indicator("hours_volunteered", "quantity", "event_quantity:volunteered", unit="hours", groups=()),
    indicator("anxiety_improved", "share", "gad7.improved", groups=("gender",)),
    indicator("carbon", "quantity", "environment:tco2e", unit="tonnes", groups=(), level="environmental"),
)


def definitions(**more: object) -> Definitions:
    facts: dict[str, object] = {
        "network": "Clyde Network",
        "version": 1,
        "issued_on": date(2026, 1, 5),
        "desk_key": signing.key_text(signing.public_of(DESK_SECRET)),
        "seal_key": sealing.public_of(DESK_IDENTITY),
        "first_quarter": Quarter(2025, 1),
        "indicators": ASKED,
    }
    return Definitions(**{**facts, **more})  # type: ignore[arg-type]


def fill(office: Office, people: int, seed: int, *, agree: float = 0.9) -> None:
    """People in bulk, as an import would leave them; about `agree` of them agreed to be counted for the network."""
    lot = random.Random(seed)
    day = to_day(date(2025, 5, 1))
    with office.writing("Filled the office") as unit:
        first = unit.next_id("people")
        ids = range(first, first + people)
        unit.insert_many(
            "people",
            ("id", "person_ref", "given_name", "family_name", "date_of_birth", "gender", "postcode"),
            [
                (
                    number,
                    f"P{number:05}",
                    f"Given{number}",
                    f"Family{number}",
                    to_day(date(1935, 1, 1) + timedelta(days=lot.randrange(30_000))) if lot.random() > 0.05 else None,
                    lot.choice(GENDERS),
                    "",
                )
                for number in ids
            ],
        )
        unit.insert_many(
            "addresses",
            ("person_id", "postcode", "simd_rank", "simd_version"),
            [(number, "G1 1AA", lot.randrange(1, 6976), "2020v2") for number in ids if lot.random() > 0.1],
        )
        unit.insert_many(
            "consents",
            ("person_id", "purpose", "given_on"),
            [(number, "network", to_day(date(2025, 4, 1))) for number in ids if lot.random() < agree],
        )
        unit.insert_many(
            "episodes",
            ("episode_ref", "person_id", "service", "start_date"),
            [(f"E{number}", number, "Lunch club", day) for number in ids],
        )
        sessions = unit.next_id("sessions")
        unit.insert_many(
            "sessions",
            ("id", "session_ref", "service", "date"),
            [(sessions + week, f"S{sessions + week}", "Lunch club", day + 7 * week) for week in range(44)],
        )
        unit.insert_many(
            "attendance",
            ("session_id", "person_id"),
            [(sessions + week, number) for number in ids for week in lot.sample(range(44), 5)],
        )
        assessments = unit.next_id("assessments")
        forms, scores = [], []
        for number in ids:
            if lot.random() < 0.75:
                for when, value in ((day, lot.randrange(14, 22)), (day + 240, lot.randrange(16, 30))):
                    forms.append((assessments, number, "swemwbs7", when, ""))
                    scores.append((assessments, "metric", float(value)))
                    assessments += 1
        unit.insert_many("assessments", ("id", "person_id", "instrument", "date", "stage"), forms)
        unit.insert_many("scores", ("assessment_id", "output", "value"), scores)
        happened = [(number, day + 200, "job_start", 1.0) for number in ids if lot.random() < 0.3]
        happened += [(number, day + 210, "volunteered", float(lot.randrange(1, 9))) for number in ids]
        unit.insert_many("events", ("person_id", "date", "event_type", "quantity"), happened)


def sending(office: Office, **more: object) -> Sending:
    """To the desk, which is accepted when it is not yet."""
    from sfph_desktop.core.store.queries.values import values_of

    asked = definitions(**more)
    with office.reading() as connection:
        there = [one for one in values_of(connection, "network_desks") if one.public_key == asked.desk_key]
    if there:
        desk = there[0]
    else:
        desk = AcceptedDesk(
            network=asked.network, public_key=asked.desk_key, seal_key=asked.seal_key, accepted_on=date(2026, 1, 6)
        )
        with office.writing("Accepted the desk") as unit:
            desk = replace(desk, id=unit.add("network_desks", desk))
    return Sending(desk=desk, definitions=asked, asked=asked.indicators, profile=MembershipProfile())


def return_office(folder: Path, people: int = 180, seed: int = 5) -> Office:
    """An office with people, and consent recorded as the basis of every field."""
    office = new_office(folder)
    fill(office, people, seed)
    lawful_bases.use_consent(office)
    return office
