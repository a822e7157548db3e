"""What Today says is due, what it tells of the latest changes, and the lists behind `sfph list`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from plain_office import plain_office

from sfph_desktop.core.domain.contracts import Contract, Target
from sfph_desktop.core.domain.delivery import ActivitySession, Attendance, SessionId
from sfph_desktop.core.domain.measures import Assessment
from sfph_desktop.core.domain.people import Episode, ServiceUser, ServiceUserId
from sfph_desktop.core.domain.person_record import Consent, Role
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import contracts, delivery, history, lists, people
from sfph_desktop.core.usecases.backup import back_up
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.today import today

DAY = date(2026, 3, 31)


@dataclass(frozen=True)
class OnThatDay:
    """A clock that stands still on a day we choose."""

    day: date

    def now(self) -> datetime:
        return datetime.combine(self.day, time(14, 2), tzinfo=UTC)

    def today(self) -> date:
        return self.day


def on(office: Office, day: date) -> Office:
    clock = OnThatDay(day)
    return replace(office, clock=clock, machine=replace(office.machine, clock=clock))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    for made in plain_office(tmp_path):
        yield on(made, DAY)


def titles(office: Office, kind: str) -> list[str]:
    return [item.title for item in today(office).due if item.kind == kind]


def fill(office: Office) -> None:
    with office.writing("filled") as unit:
        unit.add("people", ServiceUser(person_ref="P-1", given_name="Mary"))
        unit.add("consents", Consent(person_id=ServiceUserId(1), purpose="service", given_on=date(2025, 1, 1)))
        unit.add("people", ServiceUser(person_ref="P-2"))
        for number, service in enumerate(("Lunch", "Befriending")):
            unit.add(
                "episodes",
                Episode(
                    episode_ref=f"E{number}", person_id=ServiceUserId(1), service=service, start_date=date(2026, 1, 1)
                ),
            )
        first = Assessment(
            person_id=ServiceUserId(1), instrument="swemwbs7", date=date(2026, 1, 5), scores={"raw": 20.0}, version="v"
        )
        unit.add("assessments", first)
        unit.add("assessments", replace(first, instrument="unknown_by_now"))
        unit.add("sessions", ActivitySession(session_ref="S-1", service="Lunch", date=date(2026, 2, 3)))
        unit.add("attendance", Attendance(session_id=SessionId(1), person_id=ServiceUserId(1), minutes=30))
        unit.add("contracts", Contract(contract_ref="C-A", title="Day support"))
        for days in (-1, 0, 60, 61):
            unit.add(
                "targets",
                Target(
                    contract_ref="C-A", indicator="people", target=100.0 + days, due_date=DAY + timedelta(days=days)
                ),
            )


def test_a_new_office_is_told_to_finish_setting_up(office: Office) -> None:
    page = today(office)
    assert [item.kind for item in page.due] == ["recovery_sheet"]
    assert page.counts["people"] == page.counts["open_episodes"] == 0


def test_people_are_counted_in_each_of_their_roles_and_volunteers_alone_are_nobody_supported(office: Office) -> None:
    fill(office)
    for ref in ("R-3", "R-4"):
        people.add_person(office, ServiceUser(person_ref=ref))
    before, after = on(office, DAY - timedelta(days=40)), on(office, DAY + timedelta(days=40))
    with office.writing("roles") as unit:
        for person, role, end in ((1, "staff", None), (2, "volunteer", None), (3, "volunteer", DAY)):
            role_of = Role(person_id=ServiceUserId(person), role=role, from_date=DAY - timedelta(days=9), to_date=end)
            unit.add("roles", role_of)
    told = [(today(one).counts, people.list_people(one).rows) for one in (before, office, after)]
    names = ("service_user_now", "volunteer_now", "staff_now")
    assert [tuple(counts[name] for name in names) for counts, _ in told] == [(4, 0, 0), (2, 2, 1), (3, 1, 1)]
    assert [[row[-1] for row in sorted(rows)] for _, rows in told] == [
        ["service_user"] * 4,
        ["service_user staff", "volunteer", "volunteer", "service_user"],
        ["service_user staff", "volunteer", "service_user", "service_user"],
    ]


def test_the_recovery_sheet_is_asked_for_until_it_is_typed_back(office: Office) -> None:
    with office.writing("confirmed") as unit:
        unit.set("recovery_confirmed", "yes")
    assert titles(office, "recovery_sheet") == []


def test_a_review_is_due_from_two_weeks_before(office: Office) -> None:
    fill(office)
    due = date(2026, 1, 5) + timedelta(days=office.library.instruments()["swemwbs7"].review_interval_days)
    assert titles(on(office, due - timedelta(days=15)), "review") == []
    (item,) = [item for item in today(on(office, due - timedelta(days=14))).due if item.kind == "review"]
    assert (item.title, item.due, item.person_id, item.instrument) == ("Mary: SWEMWBS review", due, 1, "swemwbs7")


def test_targets_are_told_two_months_before(office: Office) -> None:
    fill(office)
    told = titles(office, "target")
    assert [title.split(":")[1].split()[0] for title in told] == ["100", "160"]


def test_people_without_consent_are_counted(office: Office) -> None:
    fill(office)
    assert titles(office, "consent") == ["1 of 2 people have no date for their consent"]


def test_a_backup_is_asked_for_when_there_is_none_or_it_is_old(office: Office, tmp_path: Path) -> None:
    fill(office)
    assert titles(office, "backup") == ["Make the first backup"]
    back_up(office, tmp_path / "copy.sfph-backup")
    assert titles(office, "backup") == []
    assert titles(on(office, DAY + timedelta(days=6)), "backup") == []
    assert titles(on(office, DAY + timedelta(days=7)), "backup") == ["Make a backup"]


def test_what_has_no_date_and_keeps_records_safe_stands_first(office: Office) -> None:
    fill(office)
    kinds = [item.kind for item in today(office).due]
    assert kinds[:2] == ["recovery_sheet", "backup"]
    dated = [item.due for item in today(office).due[2:] if item.due]
    assert dated == sorted(dated)


def test_today_tells_the_latest_changes(office: Office) -> None:
    done = people.add_person(office, ServiceUser(person_ref="P-9"))
    page = today(office)
    assert page.changed[0].id == done.unit_id
    assert page.changed == history.recent(office, len(page.changed))


def test_a_session_is_listed_and_opened(office: Office) -> None:
    fill(office)
    (row,) = delivery.list_sessions(office, "lunch").rows
    page = delivery.session_page(office, int(str(row[0])))
    assert page.session.date == date(2026, 2, 3)
    assert [(one.ref, one.name, one.minutes) for one in page.people] == [("P-1", "Mary", 30)]
    assert delivery.list_sessions(office, "soup").rows == ()
    assert delivery.services(office) == ("Befriending", "Lunch")
    with pytest.raises(UserCanFix, match="not in the store any more"):
        delivery.session_page(office, 99)


def test_contracts_and_targets_are_values(office: Office) -> None:
    fill(office)
    assert [one.contract_ref for one in contracts.contracts(office)] == ["C-A"]
    assert len(contracts.targets(office)) == len(contracts.targets(office, "C-A")) == 4
    assert contracts.targets(office, "C-B") == ()


def test_every_kind_has_its_list(office: Office) -> None:
    fill(office)
    for kind in lists.KINDS:
        listing = lists.listing(office, kind)
        assert listing.kind == kind
        assert listing.columns[0] == "id"
        assert all(len(row) == len(listing.columns) for row in listing.rows)
    assert [row[0] for row in lists.listing(office, "units").rows] == [unit.id for unit in history.recent(office)]


def test_an_unknown_list_is_refused_with_those_there_are(office: Office) -> None:
    with pytest.raises(UserCanFix, match=r"people, .*units"):
        lists.listing(office, "persons")
