"""Whatever was saved is taken back whole, to the row; with what came later where that stands on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from import_offices import bring, sheet
from tests.core.usecases.hall import BEGAN, TUESDAY, Hall, hall

from sfph_desktop.core.domain.delivery import Service
from sfph_desktop.core.domain.partners import Partner, PartnerId, Referral
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.registers import AWAY, HERE
from sfph_desktop.core.domain.undoing import LaterWork
from sfph_desktop.core.store.kinds import KINDS
from sfph_desktop.core.store.queries.values import value
from sfph_desktop.core.usecases import groups, history, joining, partners, referrals, registers, services
from sfph_desktop.core.usecases.delivery import remove_session
from sfph_desktop.core.usecases.imports import find_import, undo_import
from sfph_desktop.core.usecases.office import erase_rested
from sfph_desktop.core.usecases.people import change_person, remove_person
from sfph_desktop.core.usecases.record_history import find_record, record_history
from sfph_desktop.core.usecases.register_whole import Said, take_register

PEOPLE, EPISODES = "person_ref given_name family_name date_of_birth", "person_ref service start_date"
SESSIONS, VISITS = "session_ref service date", "session_ref person_ref minutes"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Hall]:
    for there in hall(tmp_path):
        services.add_service(there.office, Service(name="Lunch club"))
        bring_in(there, "P-01", "P-02")
        yield there


def rows(there: Hall) -> dict[str, Any]:
    """Every row of every kind that undo takes back, with its parts."""
    tables = [
        name for kind in KINDS.values() if not kind.kept for name in (kind.name, *(p.table.name for p in kind.parts))
    ]
    with there.office.reading() as connection:
        return {name: connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1, 2").all() for name in tables}


def bring_in(there: Hall, *refs: str) -> str:
    """People, their enrolments, and one session that they came to; which import it was."""
    people = [(ref, f"Ann {ref}", "Reid", "1/5/1950") for ref in refs]
    visits = sheet("attendance", VISITS, *((f"S-{refs[0]}", ref, 60) for ref in refs))
    return bring(
        there.office,
        sheet("people", PEOPLE, *people),
        sheet("episodes", EPISODES, *((ref, "Lunch club", "1/4/2025") for ref in refs)),
        sheet("sessions", SESSIONS, (f"S-{refs[0]}", "Lunch club", "1/5/2025")),
        visits,
        as_it_is=True,
    ).import_id


def person(there: Hall, number: int) -> Any:
    with there.office.reading() as connection:
        return value(connection, "people", number)


def note(there: Hall, number: int, text: str) -> int:
    return change_person(there.office, replace(person(there, number), notes=text)).unit_id


def imported(there: Hall) -> int:
    return find_import(there.office, bring_in(there, "P-02", "P-31", "P-32"))[1]


def marked(there: Hall) -> int:
    for number, state in ((1, AWAY), (2, AWAY), (2, HERE), (23, HERE)):
        done = registers.mark(there.office, there.at, number, state)
    return done.unit_id


def taken(there: Hall) -> int:
    return take_register(there.office, there.at, Said(away=(("P-03", ""),), walk_ins=("P-24",))).unit_id


def renamed(there: Hall) -> int:
    """One change that others follow: groups name the service."""
    service = services.service_page(there.office, "Lunch club").service
    return services.change_service(there.office, replace(service, name="Dinner club")).unit_id


def corrected(there: Hall) -> int:
    """Twenty people changed at once, by a sheet."""
    people = sheet("people", "person_ref postcode", *((f"P-{number:02}", "FK2 7ZA") for number in range(1, 21)))
    return find_import(there.office, bring(there.office, people).import_id)[1]


@pytest.mark.parametrize(
    ("do", "kinds"),
    [
        (imported, {"people", "episodes", "sessions", "attendance"}),
        (marked, {"sessions", "attendance", "absences"}),
        (taken, {"sessions", "attendance", "absences"}),
        (lambda there: joining.say_same(there.office, "P-01", "P-02").unit_id, {"joins"}),
        (lambda there: joining.say_different(there.office, "P-01", "P-02").unit_id, {"different_people"}),
        (renamed, {"services", "groups"}),
        (corrected, {"people"}),
        (lambda there: groups.add_new_member(there.office, there.group_id, "New Person").unit_id, {"people"}),
        (lambda there: remove_person(there.office, 1).unit_id, {"people", "episodes", "attendance", "group_members"}),
        (lambda there: remove_session(there.office, 1).unit_id, {"sessions", "attendance"}),
        (lambda there: note(there, 5, "likes tea"), {"people"}),
    ],
    ids="import register whole join different rename bulk member person session field".split(),
)
def test_what_was_done_is_undone_to_the_row_and_done_again(
    here: Hall, do: Callable[[Hall], int], kinds: set[str]
) -> None:
    before = rows(here)
    unit = do(here)
    after = rows(here)
    assert kinds <= {kind for kind in before if before[kind] != after[kind]}
    undone = history.undo(here.office, unit, whole=True)
    assert rows(here) == before
    history.undo(here.office, undone.unit_id, whole=True)
    assert rows(here) == after


def test_an_import_that_was_worked_on_since_goes_with_that_work_or_not_at_all(here: Hall) -> None:
    before = rows(here)
    name = bring_in(here, "P-31", "P-32")
    new = find_record(here.office, "people", "p-31")
    note(here, new, "rang")
    note(here, 5, "of somebody else")
    groups.add_member(here.office, here.group_id, ServiceUserId(new), since=BEGAN)
    registers.mark(here.office, here.at, 1, HERE)
    registers.mark(here.office, here.at, new, HERE)
    after = rows(here)
    with pytest.raises(LaterWork) as refused:
        undo_import(here.office, name)
    assert rows(here) == after
    assert refused.value.number == 3
    told = [said for line in refused.value.lines for said in line.said]
    assert any("Ann P-31 Reid" in said for said in told)
    assert "notes set to rang" in " ".join(told)
    done = history.undo(here.office, refused.value.unit_id, with_later=True)
    assert done.why.endswith("with 3 later changes")
    now = rows(here)
    assert now["episodes"] == before["episodes"]
    assert [row.notes for row in now["people"]] == [
        "of somebody else" if row.id == 5 else row.notes for row in before["people"]
    ]
    assert len(now["attendance"]) == len(before["attendance"]) + 1  # the first visit to the register stands
    undone = {info.id for info in history.recent(here.office, 50) if info.undone}
    assert len(undone) == 4
    history.undo(here.office, done.unit_id)
    assert rows(here) == after
    assert not [info for info in history.recent(here.office, 50) if info.undone and info.id in undone]


def test_what_cannot_be_undone_at_all_says_so(here: Hall) -> None:
    first = note(here, 5, "one")
    removed = remove_person(here.office, 5)
    long_after = here.on(TUESDAY + timedelta(days=100)).office
    erase_rested(long_after)
    with pytest.raises(UserCanFix, match="cannot be undone any more") as refused:
        history.undo(long_after, first)
    assert not isinstance(refused.value, LaterWork)
    with pytest.raises(UserCanFix, match="They are over"):
        history.undo(long_after, removed.unit_id)


def test_each_kind_of_record_tells_its_history_in_plain_words(here: Hall) -> None:
    office = here.office
    partner = partners.add_partner(office, Partner(partner_ref="", name="Hill Housing", kind="housing")).value
    partners.change_partner(office, replace(partner, phone="0131 555 0101"))
    referral = referrals.refer(
        office, Referral(person_id=ServiceUserId(6), direction="in", partner_id=PartnerId(partner.id), made_on=TUESDAY)
    ).value
    referrals.first_contact(office, referral.id)
    renamed(here)
    marked(here)
    bring(office, sheet("contracts", "contract_ref title value", ("C1", "Tea", 1200)))
    bring(office, sheet("targets", "contract_ref indicator target", ("C1", "event:job", 5)))

    def told(kind: str, called: str) -> str:
        lines = record_history(office, kind, find_record(office, kind, called))
        return " | ".join(said for line in reversed(lines) for said in line.said)

    assert told("partners", "hill housing") == "added this partner | phone set to 0131 555 0101"
    assert told("referrals", str(referral.id)).startswith("added this referral | first contact set to 3 November 2026")
    assert told("services", "Dinner club").startswith("added this service | name Lunch club became Dinner club")
    assert told("groups", "Tuesday lunch").startswith("added this group | added 20 places in groups")
    assert told("contracts", "c1") == "added this contract | added a target (event:job)"
    assert "added this session" in told("sessions", "R-20261103-1")
    register = record_history(office, "sessions", find_record(office, "sessions", "R-20261103-1"))
    assert (len(register), register[0].steps) == (1, 4)
    assert "_" not in told("sessions", "R-20261103-1") + told("groups", "Tuesday lunch") + told("referrals", "1")
    with pytest.raises(UserCanFix, match="There is no partner 'nobody'"):
        find_record(office, "partners", "nobody")
