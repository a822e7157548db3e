"""The whole sample as sheets of the workbook: it comes in by the same door as anybody's spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import cast

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.interchange.sample import delivery, groups, life, measures, money, partners, people, plan

MOST_PEOPLE = 200_000


def sample_sheets(count: int, seed: int) -> tuple[RawSheet, ...]:
    """The sample enterprise of `count` people. The same count and seed give the same cells.

    Raises UserCanFix when the count is not between 1 and 200,000.
    """
    if not 1 <= count <= MOST_PEOPLE:
        raise UserCanFix(what=f"A sample of {count} people cannot be made.", do=f"Give 1 to {MOST_PEOPLE:,} people.")
    draw = Random(seed)
    rows: dict[str, list[plan.Row]] = {
        name: []
        for name in ("people", "episodes", "sessions", "attendance", "assessments", "events", "addresses", "roles")
    }
    number_of_places = plan.places(count)
    number = 0
    for index in range(number_of_places):
        share = count // number_of_places + (index < count % number_of_places)
        _place(index, range(number + 1, number + share + 1), rows, draw, seed)
        number += share
    scale = count / plan.PEOPLE_PER_PLACE
    columns = {
        "people": people.COLUMNS,
        "episodes": "episode_ref person_ref service start_date end_date end_reason contract_ref".split(),
        "sessions": delivery.SESSION_COLUMNS,
        "attendance": delivery.ATTENDANCE_COLUMNS,
        "assessments": measures.ASSESSMENT_COLUMNS,
        "events": measures.EVENT_COLUMNS,
        "contracts": money.CONTRACT_COLUMNS,
        "targets": money.TARGET_COLUMNS,
        "inputs": money.INPUT_COLUMNS,
        "workforce": money.WORKFORCE_COLUMNS,
        "environment": money.ENVIRONMENT_COLUMNS,
        "value_lines": money.VALUE_COLUMNS,
        "addresses": life.ADDRESS_COLUMNS,
        "roles": life.ROLE_COLUMNS,
        "partners": partners.PARTNER_COLUMNS,
        "referrals": partners.REFERRAL_COLUMNS,
        "groups": groups.GROUP_COLUMNS,
        "group_members": groups.MEMBER_COLUMNS,
    }
    rows["contracts"] = money.contracts(scale)
    rows["targets"] = money.targets(scale)
    rows["inputs"] = money.inputs(scale, draw)
    rows["workforce"] = money.workforce(scale)
    rows["environment"] = money.environment(scale, draw)
    rows["value_lines"] = money.value_lines()
    told = {name: [dict(zip(columns[name], row, strict=True)) for row in rows[name]] for name in _TOLD}
    starts = _first_starts(told["episodes"])
    rows["partners"] = partners.sample_partners()
    rows["referrals"] = partners.sample_referrals(told["people"], starts, seed)
    rows["groups"], rows["group_members"] = groups.sample_groups(told["sessions"], told["attendance"], starts)
    return tuple(RawSheet(name=name, header=tuple(columns[name]), rows=rows[name]) for name in columns)


_TOLD = ("people", "episodes", "sessions", "attendance")
"""Sheets that the groups and referrals are made up from."""


def _first_starts(episodes: Sequence[Mapping[str, object]]) -> dict[str, tuple[str, date]]:
    """By person's reference: their first service, and the day they started in it."""
    starts: dict[str, tuple[str, date]] = {}
    for one in episodes:
        began = (str(one["service"]), cast("date", one["start_date"]))
        if began[1] <= starts.setdefault(str(one["person_ref"]), began)[1]:
            starts[str(one["person_ref"])] = began
    return starts


def _place(index: int, numbers: range, rows: dict[str, list[plan.Row]], draw: Random, seed: int) -> None:
    """Add one place: its people, enrolments, registers, questionnaires and events.

    All is drawn as if nobody died, and what is after a death is left out: so everybody else stays as they are.
    """
    place = plan.place_name(index)
    here: list[plan.Enrolment] = []
    deaths: dict[str, date] = {}
    asked: set[plan.Row] = set()
    for number in numbers:
        mine = plan.enrolments(f"P{number:05d}", place, draw)
        begun = min(one.start for one in mine)
        person = people.person(number, mine[0].service == plan.LAUNDRY, begun, draw)
        rows["people"].append(person)
        rows["addresses"] += life.addresses(person, seed)
        died = plan.death(mine)
        if died is not None:
            deaths[mine[0].person_ref] = died
        rows["roles"] += life.roles(person, mine, seed, died)
        here += mine
    for count, enrolment in enumerate(here, start=1):
        last = deaths.get(enrolment.person_ref, plan.LAST_DAY)
        if (lived := plan.in_life(enrolment, deaths.get(enrolment.person_ref))) is not None:
            rows["episodes"].append(
                (
                    f"E{index:03d}-{count:03d}",
                    lived.person_ref,
                    lived.service,
                    lived.start,
                    lived.end,
                    lived.end_reason or None,
                    lived.funding,
                )
            )
        for row in measures.assessments(enrolment, draw):
            # Two services that ask the same on the same day ask once.
            if cast("date", row[2]) <= last and row[:3] not in asked:
                asked.add(row[:3])
                rows["assessments"].append(row)
        rows["events"] += (row for row in measures.events(enrolment, draw) if row[1] <= last)
    sessions, attendance = delivery.registers(here, place, f"S{index:03d}-", deaths, draw)
    rows["sessions"] += sessions
    rows["attendance"] += attendance
