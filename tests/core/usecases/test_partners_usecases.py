"""The directory, referrals and the waiting list, and who does what: with consent, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from plain_office import plain_office

from sfph_desktop.core.domain.partners import Involvement, Partner, PartnerContact, PartnerId, Referral
from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.person_record import Consent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.usecases import history, imports, partners, people, referrals
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.partner_areas import area_names, council_chosen
from sfph_desktop.core.usecases.referrals_told import not_recorded


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from plain_office(tmp_path)


def someone(office: Office, ref: str = "P-1", *, sharing: bool = False) -> ServiceUserId:
    person = people.add_person(office, ServiceUser(person_ref=ref, given_name="Mary")).value.id
    if sharing:
        with office.writing("agreed") as unit:
            unit.add("consents", Consent(person_id=person, purpose="share", given_on=office.clock.today()))
    return person


def practice(office: Office, **more: Any) -> PartnerId:
    made = Partner(**{"partner_ref": "", "name": "Leith Practice", "kind": "health_professional", **more})
    return partners.add_partner(office, made).value.id


def test_a_partner_is_added_changed_and_removed(office: Office) -> None:
    done = partners.add_partner(office, Partner(partner_ref="", name=" Hill Housing ", kind="housing"))
    assert (done.value.partner_ref, done.value.name) == ("PA-001", "Hill Housing")
    partners.set_contacts(office, done.value.id, (PartnerContact(partner_id=PartnerId(0), name="Ana", job="Officer"),))
    page = partners.partner_page(office, done.value.id)
    assert [one.name for one in page.contacts] == ["Ana"]
    assert partners.list_partners(office, "hill eh6").rows == ()
    partners.change_partner(office, replace(done.value, postcode="EH6 5AB"))
    assert [row[2] for row in partners.list_partners(office, "hill eh6").rows] == ["Hill Housing"]
    assert [row[:3] for row in partners.search_partners(office, "hou HILL", 3).rows] == [
        (done.value.id, "PA-001", "Hill Housing")
    ]
    assert partners.search_partners(office, "hill", 0).rows == ()
    assert partners.partner_named(office, "hill housing").id == done.value.id
    removed = partners.remove_partner(office, done.value.id)
    assert partners.list_partners(office).rows == ()
    history.undo(office, removed.unit_id)
    assert len(partners.partner_page(office, done.value.id).contacts) == 1


def test_a_partner_without_a_name_of_no_kind_or_with_anothers_reference_is_refused(office: Office) -> None:
    practice(office, partner_ref="PA-7")
    with pytest.raises(UserCanFix) as refused:
        partners.add_partner(office, Partner(partner_ref="PA-7", name="", kind="friend"))
    assert [problem.column for problem in refused.value.problems] == ["name", "kind", "partner_ref"]


def test_a_directory_is_brought_in_once_and_brought_up_to_date(office: Office, tmp_path: Path) -> None:
    entry = {"id": "a1", "name": "Leith Surgery", "phones": [{"number": "0131"}], "contacts": [{"title": "Desk"}]}
    file = tmp_path / "d.json"
    file.write_text(json.dumps([entry, {"id": "a2"}]), encoding="utf-8")
    first = partners.import_partners(office, file)
    assert (first.value.added, first.value.changed, len(first.problems)) == (1, 0, 1)
    assert partners.import_partners(office, file).unit_id == 0
    file.write_text(json.dumps([{"id": "a1", "name": "Leith Medical"}]), encoding="utf-8")
    again = partners.import_partners(office, file)
    assert (again.value.added, again.value.changed) == (0, 1)
    page = partners.partner_page(office, partners.partner_named(office, "Leith Medical").id)
    assert (page.partner.phone, [one.name for one in page.contacts]) == ("0131", ["Desk"])
    history.undo(office, again.unit_id)
    out = tmp_path / "out.json"
    assert partners.export_partners(office, out) == 1
    assert json.loads(out.read_text(encoding="utf-8"))[0]["name"] == "Leith Surgery"
    practice(office)
    assert partners.export_partners(office, tmp_path / "ours.json") == 2
    back = partners.import_partners(office, tmp_path / "ours.json")
    assert (back.value.added, back.value.same + back.value.changed) == (0, 2), "our own directory adds nobody"


def test_a_referral_in_waits_is_contacted_and_ends(office: Office) -> None:
    today, person, partner = office.clock.today(), someone(office), practice(office)
    made = Referral(person_id=person, direction="in", partner_id=partner, service="Lunch", made_on=today - timedelta(9))
    first = referrals.refer(office, made).value
    urgent = referrals.refer(
        office, Referral(person_id=someone(office, "P-2"), direction="in", source="self", made_on=today, priority=1)
    ).value
    with pytest.raises(UserCanFix, match="recorded already"):
        referrals.refer(office, made)
    waiting = referrals.waiting_list(office)
    assert [row[0] for row in waiting.rows] == [urgent.id, first.id]
    assert [row[-1] for row in waiting.rows] == [0, 9]
    assert [row[0] for row in referrals.waiting_list(office, "Lunch").rows] == [first.id]
    contacted = replace(first, first_contact_on=today - timedelta(4), outcome="contacted")
    referrals.change_referral(office, contacted)
    times = referrals.times_to_contact(office)
    assert (times.contacted, times.waiting, times.median_days, times.longest_days) == (1, 1, 5, 0)
    ended = referrals.change_referral(office, replace(contacted, outcome="started")).value
    assert ended.outcome_on == today
    assert [row[0] for row in referrals.list_referrals(office, person_id=person).rows] == [first.id]
    with pytest.raises(UserCanFix, match="cannot be removed yet"):
        partners.remove_partner(office, partner)


def test_a_referral_out_and_who_does_what_need_consent_to_sharing(office: Office) -> None:
    today, partner = office.clock.today(), practice(office)
    silent = someone(office)
    out = Referral(person_id=silent, direction="out", partner_id=partner, made_on=today)
    part = Involvement(person_id=silent, partner_id=partner, what="checks blood pressure", from_date=today)
    for refused in (
        lambda: referrals.refer(office, out),
        lambda: referrals.involve(office, part),
        lambda: referrals.who_does_what(office, silent),
    ):
        with pytest.raises(UserCanFix, match="has not agreed"):
            refused()
    assert referrals.list_referrals(office).rows == ()
    agreed = someone(office, "P-2", sharing=True)
    assert referrals.refer(office, replace(out, person_id=agreed)).unit_id
    kept = referrals.involve(office, replace(part, person_id=agreed)).value
    assert [(one.what, name) for one, name in referrals.who_does_what(office, agreed)] == [
        ("checks blood pressure", "Leith Practice")
    ]
    referrals.end_involvement(office, kept.id)
    assert referrals.who_does_what(office, agreed) == ()


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"direction": "sideways"}, "direction"),
        ({"direction": "out"}, "partner_id"),
        ({"outcome": "lost"}, "outcome"),
        ({"made_on": date(2099, 1, 1)}, "made_on"),
        ({"made_on": date(1899, 1, 1)}, "made_on"),
        ({"first_contact_on": date(2020, 1, 1)}, "first_contact_on"),
        ({"made_on": date(2025, 6, 2)}, "made_on"),
        ({"first_contact_on": date(2025, 6, 2)}, "first_contact_on"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(office: Office, more: dict[str, Any], column: str) -> None:
    born = ServiceUser(person_ref="P-9", date_of_birth=date(1950, 1, 1), died_on=date(2025, 6, 1))
    person = people.add_person(office, born).value.id
    made: dict[str, Any] = {"person_id": person, "direction": "in", "made_on": date(2025, 1, 1), **more}
    with pytest.raises(UserCanFix) as refused:
        referrals.refer(office, Referral(**made))
    assert [problem.column for problem in refused.value.problems] == [column]


def test_a_retired_partner_takes_no_new_referral(office: Office) -> None:
    today = office.clock.today()
    partner = practice(office, retired_on=today)
    with pytest.raises(UserCanFix, match="retired"):
        referrals.refer(office, Referral(person_id=someone(office), direction="in", partner_id=partner, made_on=today))


def test_a_first_contact_ends_the_waiting_and_what_had_ended_stays_so(office: Office) -> None:
    today = office.clock.today()
    made = Referral(person_id=someone(office), direction="in", source="self", made_on=today - timedelta(3))
    waits = referrals.refer(office, made).value
    done = referrals.first_contact(office, waits.id)
    assert (done.value.first_contact_on, done.value.outcome) == (today, "contacted")
    assert referrals.waiting_list(office).rows == ()
    ended = referrals.change_referral(office, replace(waits, outcome="no_reply")).value
    assert referrals.first_contact(office, ended.id, today - timedelta(1)).value.outcome == "no_reply"
    with pytest.raises(UserCanFix):
        referrals.first_contact(office, ended.id, today + timedelta(1))


def test_the_waiting_list_is_drawn_in_memory_as_it_is_in_a_file(office: Office, tmp_path: Path) -> None:
    made = Referral(person_id=someone(office), direction="in", source="self", made_on=office.clock.today())
    referrals.refer(office, made)
    drawn = referrals.waiting_list_on_paper(office, large_print=True)
    assert drawn.startswith(b"%PDF")
    referrals.print_waiting_list(office, tmp_path / "list.pdf", large_print=True)
    assert abs((tmp_path / "list.pdf").stat().st_size - len(drawn)) < 200


def test_board_and_authority_follow_the_council_until_somebody_chooses_another(office: Office) -> None:
    edinburgh, glasgow = "S12000036", "S12000049"
    partner = council_chosen(office, Partner(partner_ref="", name="Advice Shop"), edinburgh)
    kept = partners.add_partner(office, partner).value
    names = area_names(office.library).names
    assert (names["health_board"][kept.health_board], names["council"][kept.council]) == (
        "Lothian",
        "City of Edinburgh",
    )
    moved = council_chosen(office, kept, glasgow)
    assert names["health_board"][moved.health_board] == "Greater Glasgow and Clyde"
    own = council_chosen(office, replace(kept, health_board="S08000016"), glasgow)
    assert own.health_board == "S08000016", "what somebody chose stays"
    assert own.integration_authority == moved.integration_authority
    partners.change_partner(office, replace(kept, integration_authority=""))
    with pytest.raises(UserCanFix, match="no health board 'S99'"):
        partners.change_partner(office, replace(kept, health_board="S99"))


@pytest.mark.parametrize(
    ("field", "fine", "wrong"),
    [
        ("phone", ("0131 496 0000", "101", "+44 (0)131 4960000 ext 4", "07700 900123 (text) or 0131 496 0001"),
         ("ask Ana", "1", "12345678901234567890", "0" * 200)),
        ("postcode", ("EH6 5AB", "eh65ab", "EH6"), ("Leith", "EH6 5A", "12345")),
        ("email", ("a@b.org", "first.last@nhs.scot"), ("a@b", "a b@c.org", "www.b.org")),
    ],
)  # fmt: skip
def test_how_a_partner_is_reached_is_lenient_and_not_nonsense(
    office: Office, field: str, fine: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    number = practice(office)
    for said in fine:
        partners.change_partner(office, replace(partners.partner_page(office, number).partner, **{field: said}))
    kept = partners.partner_page(office, number).partner
    for said in wrong:
        with pytest.raises(UserCanFix) as refused:
            partners.change_partner(office, replace(kept, **{field: said}))
        assert [one.column for one in refused.value.problems] == [field]
        assert refused.value.problems[0].accepted
    assert partners.partner_page(office, number).partner == kept


def test_what_stood_there_before_it_was_checked_keeps_nothing_else_from_being_changed(office: Office) -> None:
    number = practice(office)
    with office.writing("as it was kept before") as unit:
        unit.change("partners", replace(partners.partner_of(unit.connection, number), phone="see website"))
    kept = partners.partner_page(office, number).partner
    assert partners.change_partner(office, replace(kept, name="Leith Surgery")).value.phone == "see website"


def test_a_directory_with_numbers_that_are_none_comes_in_without_them_and_tells_each(
    office: Office, tmp_path: Path
) -> None:
    desk = {"name": "Desk", "email": "nobody", "phones": [{"number": "none"}]}
    entry = {"id": "a1", "name": "Leith Surgery", "email": "ask at the desk", "contacts": [desk]}
    file = tmp_path / "d.json"
    file.write_text(json.dumps([entry]), encoding="utf-8")
    done = partners.import_partners(office, file)
    assert [one.column for one in done.problems] == ["email", "phone", "email"]
    page = partners.partner_page(office, partners.partner_named(office, "Leith Surgery").id)
    assert (page.partner.email, [(one.name, one.phone, one.email) for one in page.contacts]) == ("", [("Desk", "", "")])
    with pytest.raises(UserCanFix, match="not a phone number"):
        partners.set_contacts(office, page.partner.id, (replace(page.contacts[0], phone="none"),))


def told(office: Office) -> list[tuple[object, ...]]:
    """Who is referred by whom and when, and where it stands."""
    rows = referrals.list_referrals(office).rows
    return [(row[2], row[5], row[8], row[10]) for row in rows]


def people_sheet(*rows: tuple[object, ...]) -> RawSheet:
    header = ("person_ref", "referral_source", "referral_date", "phone")
    return RawSheet(name="people", header=header, rows=rows)


def test_what_a_people_s_sheet_says_of_a_referral_is_one_once_and_undone_with_it(office: Office) -> None:
    practice(office)
    day, later = date(2025, 3, 3), date(2025, 3, 4)
    sheet = people_sheet(("P-1", "leith practice", day, ""), ("P-2", "self", day, ""), ("P-3", "GP", None, ""))
    first = imports.bring_in(office, [sheet], file="a")
    once = [("P-2", "self", day, "not_known"), ("P-1", "Leith Practice", day, "not_known")]
    assert told(office) == once
    assert referrals.waiting_list(office).rows == (), "nobody is said to wait because of an old list"
    for again in (sheet, people_sheet(("P-1", "Leith Practice", day, "0131 496 0000"))):
        imports.bring_in(office, [again], file="a")
        assert sorted(map(str, told(office))) == sorted(map(str, once))
    third = imports.bring_in(office, [people_sheet(("P-2", "family", later, ""))], file="a")
    assert told(office)[0] == ("P-2", "family", later, "not_known"), "a correction corrects"
    imports.undo_import(office, third.import_id)
    imports.undo_import(office, "I-0003")
    imports.undo_import(office, first.import_id)
    assert told(office) == []


def test_a_referral_of_that_day_or_the_referrals_sheet_stands_for_what_the_people_s_sheet_says(office: Office) -> None:
    day = date(2025, 3, 3)
    practice(office, partner_ref="GP1")
    rows = (("P-1", "in", "GP1", day, "started"),)
    sheet = RawSheet(
        name="referrals", header=("person_ref", "direction", "partner_ref", "made_on", "outcome"), rows=rows
    )
    imports.bring_in(office, [people_sheet(("P-1", "GP practice", day, "")), sheet], file="a")
    assert told(office) == [("P-1", "Leith Practice", day, "started")]
    removed = referrals.remove_referral(office, int(str(referrals.list_referrals(office).rows[0][0])))
    imports.bring_in(office, [people_sheet(("P-1", "GP practice", day, ""))], file="a")
    assert told(office) == [], "what somebody took away does not come back by the same list"
    history.undo(office, removed.unit_id)
    person = people.find_person(office, "P-1")
    assert not_recorded(office, person) is None
    people.change_person(office, replace(person, referral_date=None, referral_source="Leith practice"))
    assert not_recorded(office, people.find_person(office, "P-1")) is None
    new = people.add_person(office, ServiceUser(person_ref="P-2", referral_source="leith practice")).value
    shown = not_recorded(office, new)
    assert shown is not None
    assert (shown.partner_id, shown.source) == (partners.partner_named(office, "GP1").id, "")


def test_a_day_of_death_is_not_before_the_first_contact(office: Office) -> None:
    person = people.add_person(office, ServiceUser(person_ref="P-88")).value
    day = date(2025, 3, 3)
    made = Referral(
        person_id=person.id, direction="in", made_on=day - timedelta(3), first_contact_on=day, outcome="contacted"
    )
    referrals.refer(office, made)
    with pytest.raises(UserCanFix, match="They were seen on 03/03/2025") as refused:
        people.change_person(office, replace(person, died_on=day - timedelta(1)))
    assert [problem.column for problem in refused.value.problems] == ["died_on"]
    assert people.change_person(office, replace(person, died_on=day)).unit_id
