"""A store of 5,000 people and 200,000 visits, on which every journey is walked: made once in a run, then copied.

In it a group of twenty meets today, forty people are to be asked a questionnaire again, and two records may be of one
person.
"""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.journeys.at_the_window import machine_in

from sfph_desktop.core.domain.delivery import Group, GroupId, GroupMember
from sfph_desktop.core.domain.measures import Assessment
from sfph_desktop.core.domain.people import Episode, ServiceUser, ServiceUserId
from sfph_desktop.core.domain.registers import RegisterAt
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.usecases.groups import add_group
from sfph_desktop.core.usecases.machine import Machine, default_store_path
from sfph_desktop.core.usecases.measures import enter_assessment
from sfph_desktop.core.usecases.office import Office, close_office, create_office
from sfph_desktop.core.usecases.people import add_person
from sfph_desktop.core.usecases.register_whole import Said, take_register

PASSPHRASE = "otter ladder violet teapot harbour"
PEOPLE, VISITS = 5_000, 200_000
SESSIONS = 5_000
GIVEN = ("Màiri", "Isla", "Zofia", "Ahmed", "Jean", "Bessie", "Donald", "Peggy", "Tam", "Morag", "Wullie", "Agnes")
FAMILY = (
    "Bàn",
    "O'Brien",
    "Żółkiewska",
    "Khan",
    "McLeod",
    "Campbell",
    "MacLean",
    "Sinclair",
    "Reid",
    "Stewart",
    "Ross",
)
TODAY = date(2026, 5, 4)
"""A Monday: the day of the walking clock."""
WALKS_IN = "P-0033"
"""Somebody who is no member and came the last two times."""
NAME = GIVEN[33 % 12]
TO_ASK = range(1000, 1040)
"""Those whose questionnaire is due."""
TWICE = (("P-9001", "Catriona"), ("P-9002", "Cat"))
"""Two records that may be of one person: reference and given name."""
_kept: list[TemporaryDirectory[str]] = []


def crowded_hall(folder: Path) -> Machine:
    """A computer in the folder, with a copy of the store on it, closed."""
    if not _kept:
        made: TemporaryDirectory[str] = TemporaryDirectory(prefix="sfph-crowded-")
        _fill(Path(made.name))
        _kept.append(made)
    shutil.copytree(_kept[0].name, folder, dirs_exist_ok=True)
    return machine_in(folder)


def _fill(folder: Path) -> None:
    machine = machine_in(folder)
    office = create_office(
        default_store_path(machine), name="Hill Street Kitchen", passphrase=PASSPHRASE, machine=machine
    ).office
    born = to_day(date(1930, 1, 1))
    with office.writing("filled") as unit:
        unit.insert_many(
            "people",
            ("id", "person_ref", "given_name", "family_name", "date_of_birth"),
            [(n, f"P-{n:04}", GIVEN[n % 12], FAMILY[n * 7 % 11], born + n * 7 % 25_000) for n in range(1, PEOPLE + 1)],
        )
        days = [to_day(TODAY) - 1 - n * 730 // SESSIONS for n in range(SESSIONS)]
        unit.insert_many(
            "sessions",
            ("id", "session_ref", "service", "date", "place"),
            [(n + 1, f"S-{n}", "Lunch club", day, f"Hall {n % 30}") for n, day in enumerate(days)],
        )
        each = VISITS // SESSIONS
        unit.insert_many(
            "attendance",
            ("session_id", "person_id"),
            [(n + 1, (n * 37 + k * 101) % PEOPLE + 1) for n in range(SESSIONS) for k in range(each)],
        )
        unit.set("recovery_confirmed", "yes")
    _group(office)
    _to_ask(office)
    born = date(1950, 1, 31)
    for ref, given in TWICE:
        add_person(office, ServiceUser(person_ref=ref, given_name=given, family_name="Urquhart", date_of_birth=born))
    close_office(office, backup=False)


def _group(office: Office) -> None:
    """Monday lunch: twenty members, three registers taken, somebody who walked in at the last."""
    began = TODAY - timedelta(weeks=20)
    group = add_group(
        office,
        Group(
            name="Monday lunch",
            service="Lunch club",
            weekday=0,
            starts_at="12:30",
            minutes=90,
            place="Hall 3",
            from_date=began,
        ),
    ).value
    with office.writing("members") as unit:
        for number in range(20):
            unit.add(
                "group_members",
                GroupMember(group_id=GroupId(group.id), person_id=ServiceUserId(100 + 7 * number), from_date=began),
            )
    for weeks in (3, 2, 1):
        walked = (WALKS_IN,) if weeks < 3 else ()
        at = RegisterAt(group_id=group.id, day=TODAY - timedelta(weeks=weeks))
        take_register(office, at, Said(away=(("P-0100", "told"),), walk_ins=walked))


def _to_ask(office: Office) -> None:
    """In a service for four months, asked at its beginning, and not since."""
    began = TODAY - timedelta(days=120)
    with office.writing("opened episodes") as unit:
        for person in map(ServiceUserId, TO_ASK):
            unit.add(
                "episodes",
                Episode(person_id=person, episode_ref=f"E-{person}", service="Choir", start_date=began),
            )
    for person in map(ServiceUserId, TO_ASK):
        day = TODAY - timedelta(days=95 + person % 7)
        enter_assessment(office, Assessment(person_id=person, instrument="swemwbs7", date=day, answers=(2.0,) * 7))
