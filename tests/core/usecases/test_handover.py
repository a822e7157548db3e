"""The handover pack: one page from the store, nobody supported named, who sees to what as counts; duties refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from plain_office import plain_office

from sfph_desktop.core.domain.contracts import Commissioner, Contract
from sfph_desktop.core.domain.delivery import Group
from sfph_desktop.core.domain.handover import Duty
from sfph_desktop.core.domain.person_record import Action
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.usecases import (
    commissioners,
    contracts,
    duties,
    groups,
    handover,
    imports,
    people,
    person_record,
)
from sfph_desktop.core.usecases.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from plain_office(tmp_path)


def fill(office: Office) -> None:
    for name in ("Lunch", "Tea"):
        groups.add_group(office, Group(name=name, service="Meals", weekday=1, starts_at="12:30", place="Hall"))
    contracts.add_contract(office, Contract(contract_ref="LC", title="Lunch club", commissioner="East Council"))
    payer = commissioners.commissioners(office)[0]
    commissioners.change_commissioner(office, Commissioner(id=payer.id, name=payer.name, contact="Jo Smith"))
    sheet = RawSheet(
        name="people",
        header=("person_ref", "given_name", "family_name"),
        rows=(("P7", "Margaret", "Haldane"), ("P8", "Moira", "Kerr")),
    )
    roles = RawSheet(name="roles", header=("person_ref", "role", "from_date"), rows=(("P8", "staff", "2024-01-01"),))
    imports.bring_in(office, [sheet, roles], file="them.xlsx")


def front(office: Office) -> dict[str, str]:
    return {one.key: " ".join(one.lines) for one in handover.handover_page(office) if not one.annexe}


def test_it_tells_what_runs_who_is_who_and_what_depends_on_whom(office: Office) -> None:
    fill(office)
    for duty in (
        Duty(kind="group", what="lunch", who="Moira Kerr"),
        Duty(kind="contract", what="lc", who="Moira Kerr", stands_in="Bo"),
        Duty(what="Pays the wages", who="Bo", note="safe"),
    ):
        duties.set_duty(office, duty)
    told = front(office)
    assert "Lunch: every Tuesday at 12:30, Hall; fewer than 5 members." in told["runs"]
    assert "LC Lunch club" in told["runs"] and "East Council: Jo Smith" in told["people"]
    assert "Staff: Moira Kerr." in told["people"]
    assert (
        "Moira Kerr leads 1 of 2 groups; sees to 1 of 1 contract that runs. Nobody is named to stand in for 1 of these."
        in told["depends"]
    )
    assert "Nobody is written down as leading Tea." in told["depends"]
    assert "I have lost the passphrase" in told["open"] and str(office.store.path) in told["where"]


def test_an_option_to_extend_is_not_told_as_the_last_day(office: Office, tmp_path: Path) -> None:
    day = office.clock.today()
    begun = day - timedelta(days=500)
    for ref, ends in (("ON", day + timedelta(days=30)), ("OVER", day - timedelta(days=30))):
        longest = day + timedelta(days=400)
        contract = Contract(contract_ref=ref, title="Meals", start_date=begun, end_date=ends, extended_to=longest)
        contracts.add_contract(office, contract)
        duties.set_duty(office, Duty(kind="contract", what=ref, who="Moira Kerr"))
    told = front(office)
    runs_on, over = f"{wording.day(day + timedelta(days=30))}", f"{wording.day(day - timedelta(days=30))}"
    assert f"ON Meals, agreement, until {runs_on} (an option may extend it to {wording.day(longest)})." in told["runs"]
    assert f"its last day was {over}; if it was extended, until {wording.day(longest)}: ask." in told["runs"]
    assert "sees to 1 of 1 contract that runs" in told["depends"]
    pack = handover.make_handover(office, tmp_path / "pack.pdf")
    with pypdfium2.PdfDocument(pack) as pdf:
        assert "Annexe A" in pdf[1].get_textpage().get_text_range()
    assert f"ON, Meals: ends ({runs_on})." in told["due"] and "OVER, Meals: ends (" not in told["due"]


def test_a_person_stands_by_reference_and_what_was_written_of_them_is_left_out(office: Office, tmp_path: Path) -> None:
    fill(office)
    person = people.find_person(office, "P7")
    due = office.clock.today()
    person_record.add_to_record(
        office, Action(person_id=person.id, what="Ring Margaret's son", due_on=due, by_whom="Bo")
    )
    out = handover.make_handover(office, tmp_path / "pack.pdf")
    assert check_pdf(out) == ()
    with pypdfium2.PdfDocument(out) as pdf:
        said = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
        first = " ".join(pdf[0].get_textpage().get_text_range().split())
    assert "P7" in said and "something to be done" in said
    assert "Haldane" not in said and "Margaret" not in said
    for part in (
        "To open the records",
        "What runs",
        "What is due",
        "depends on whom",
        "Who is who",
        "Where everything",
    ):
        assert part in first
    assert "Annexe A" not in first and "Annexe F" in said
    assert handover.make_handover(office, tmp_path / "pack.docx").stat().st_size > 5_000


def test_an_empty_office_has_a_pack_too(office: Office, tmp_path: Path) -> None:
    told = front(office)
    assert "No group meets" in told["runs"] and "No group meets" in told["depends"]
    assert check_pdf(handover.make_handover(office, tmp_path / "pack.pdf")) == ()
    with pytest.raises(UserCanFix, match=r"pack\.txt is not the name of"):
        handover.make_handover(office, tmp_path / "pack.txt")


def test_a_duty_is_for_something_there_is_and_stands_once(office: Office) -> None:
    fill(office)
    first = duties.set_duty(office, Duty(kind="group", what="TEA", who="Ann")).value
    again = duties.set_duty(office, Duty(kind="group", what="Tea", who="Bo")).value
    assert (first.what, again.id, again.who, len(duties.duties(office))) == ("Tea", first.id, "Bo", 1)
    for wrong, said in (
        (Duty(kind="group", what="Chess", who="Ann"), "There is no group 'Chess'"),
        (Duty(kind="office", what=" ", who="Ann"), "not said what"),
        (Duty(kind="office", what="Post", who=""), "not said who"),
        (Duty(kind="office", what="Post", who="Ann", stands_in="ann"), "cannot stand in"),
        (Duty(kind="office", what="x" * 201, who="Ann"), "201 characters"),
    ):
        with pytest.raises(UserCanFix, match=said):
            duties.set_duty(office, wrong)
    duties.remove_duty(office, again.id)
    with pytest.raises(UserCanFix, match="not in the store any more"):
        duties.remove_duty(office, again.id)
