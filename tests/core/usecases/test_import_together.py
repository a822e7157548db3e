"""Partners, referrals, groups and their members in the workbook: matched, checked across sheets, by consent, undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from import_offices import bring, fates, new_office, rows, sheet

from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.person_record import Consent
from sfph_desktop.core.usecases import groups, imports, partners, referrals
from sfph_desktop.core.usecases.held_rows import correct_held
from sfph_desktop.core.usecases.history import undo
from sfph_desktop.core.usecases.office import Office, close_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path)
    yield opened
    close_office(opened, backup=False)


PEOPLE = sheet("people", "person_ref given_name consent_share died_on",
               ("P1", "Ana", "1/2/2026", None), ("P2", "Bo", None, None), ("P3", "Cat", None, "1/5/2026"))  # fmt: skip
PARTNERS = sheet("partners", "partner_ref name kind council phone",
                 ("GP1", "Leith Practice", "health professional", "Edinburgh", "0131 496 0000"),
                 ("", "Hill Housing", "housing", "", ""))  # fmt: skip
REFERRALS = sheet("referrals", "person_ref direction partner_ref source service made_on first_contact_on outcome",
                  ("P1", "in", "gp1", "", "Lunch", "1/3/2026", "5/3/2026", "started"),
                  ("P2", "", "leith practice", "", "Lunch", "2/3/2026", "", ""),
                  ("P1", "out", "Hill Housing", "", "", "10/4/2026", "", ""))  # fmt: skip
GROUPS = sheet("groups", "name service weekday starts_at minutes present_by_default",
               ("Monday lunch", "Lunch", "Mon", "12.30", 90, "no"))  # fmt: skip
MEMBERS = sheet("group_members", "group person_ref from_date to_date",
                ("monday lunch", "P1", "1/3/2026", "30/6/2026"), ("Monday lunch", "P1", "1/7/2026", ""))  # fmt: skip
WHOLE = (PEOPLE, PARTNERS, REFERRALS, GROUPS, MEMBERS)
TABLES = ("partners", "referrals", "groups", "group_members")


def kept(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    return {table: rows(office, f"SELECT * FROM {table}") for table in TABLES}


def test_they_come_in_are_linked_and_rehearsed_alike(office: Office) -> None:
    rehearsed = bring(office, *WHOLE, rehearse=True)
    assert not any(kept(office).values())
    report = bring(office, *WHOLE)
    assert report.counts == rehearsed.counts
    assert {fate.fate for fate in report.fates} == {"created"}
    everyone = partners.list_partners(office).rows
    assert [row[1:4] for row in everyone] == [
        ("PA-001", "Hill Housing", "housing"),
        ("GP1", "Leith Practice", "health_professional"),
    ]
    practice = partners.partner_named(office, "GP1")
    assert (practice.council, practice.health_board) == ("S12000036", "S08000024")
    told = [row[2:] for row in referrals.list_referrals(office).rows]
    assert told == [
        ("P1", "Ana", "out", "Hill Housing", "", "", date(2026, 4, 10), None, "waiting", None, 0),
        ("P2", "Bo", "in", "Leith Practice", "Lunch", "", date(2026, 3, 2), None, "waiting", None, 0),
        ("P1", "Ana", "in", "Leith Practice", "Lunch", "", date(2026, 3, 1), date(2026, 3, 5), "started", None, 0),
    ]
    group = groups.find_group(office, "Monday lunch")
    assert (group.weekday, group.starts_at, group.every, group.present_by_default) == (0, "12:30", "week", False)
    assert len(groups.group_page(office, group.id).members) == 2


def test_the_same_file_twice_adds_nobody_and_an_import_is_undone_whole(office: Office) -> None:
    empty = kept(office)
    first = bring(office, *WHOLE)
    before = kept(office)
    again = bring(office, *WHOLE)
    assert {fate.fate for fate in again.fates} == {"matched"}
    assert kept(office) == before
    waits = int(str(referrals.waiting_list(office).rows[0][0]))
    contacted = referrals.first_contact(office, waits, date(2026, 3, 9))
    assert {fate.fate for fate in bring(office, *WHOLE).fates} == {"matched"}, "a blank erases nothing"
    for name in ("I-0003", "I-0002"):
        imports.undo_import(office, name)
    undo(office, contacted.unit_id)
    imports.undo_import(office, first.import_id)
    assert kept(office) == empty


CONTACTS = sheet(
    "partner_contacts",
    "partner_ref name job phone email",
    ("gp1", "Dr Rae", "GP", "0131 496 0001", ""),
    ("Hill Housing", "Front desk", "", "", "desk@hill.example"),
)
WHO_DOES_WHAT = sheet("involvements", "person_ref partner_ref what contact from_date to_date",
                      ("P1", "Leith Practice", "diabetes check", "Dr Rae", "1/4/2026", ""),
                      ("P1", "Hill Housing", "keeps the tenancy", "", "", ""))  # fmt: skip


def test_contacts_and_who_does_what_come_in_by_consent_and_again_as_the_same(office: Office) -> None:
    report = bring(office, *WHOLE, CONTACTS, WHO_DOES_WHAT)
    assert {fate.fate for fate in report.fates} == {"created"}
    practice = partners.partner_named(office, "GP1")
    assert [(one.name, one.job, one.phone) for one in partners.partner_page(office, practice.id).contacts] == [
        ("Dr Rae", "GP", "0131 496 0001")
    ]
    told = [(one.what, one.contact, name) for one, name in referrals.who_does_what(office, 1)]
    assert told == [("diabetes check", "Dr Rae", "Leith Practice"), ("keeps the tenancy", "", "Hill Housing")]
    assert {fate.fate for fate in bring(office, *WHOLE, CONTACTS, WHO_DOES_WHAT).fates} == {"matched"}
    imports.undo_import(office, report.import_id)
    assert not rows(office, "SELECT * FROM partner_contacts") + rows(office, "SELECT * FROM involvements")


def test_contacts_and_who_does_what_wait_where_they_cannot_be(office: Office) -> None:
    report = bring(
        office,
        *WHOLE,
        sheet("partner_contacts", "partner_ref name phone email",
              ("Nobody", "Rae", "", ""), ("GP1", "", "", ""), ("GP1", "Rae", "none", "")),
        sheet("involvements", "person_ref partner_ref what from_date to_date",
              ("P2", "GP1", "check", "", ""), ("P9", "GP1", "check", "", ""),
              ("P1", "GP1", "check", "2/3/2026", "1/3/2026")),
    )  # fmt: skip
    assert fates(report, "partner_contacts") == [
        (2, "held", "partner_ref"), (3, "refused", "name"), (4, "held", "phone")
    ]  # fmt: skip
    assert fates(report, "involvements") == [
        (2, "held", "person_ref"), (3, "held", "person_ref"), (4, "held", "to_date")
    ]  # fmt: skip


def test_rows_that_name_what_nobody_knows_or_cannot_be_wait_with_their_reason(office: Office) -> None:
    report = bring(
        office,
        PEOPLE,
        sheet("partners", "name kind council phone email",
              ("Practice", "surgery of sorts", "", "", ""), ("Shop", "business", "Atlantis", "none", "a@b"),
              ("Shelter", "third sector", "", "", "")),
        sheet("referrals", "person_ref direction partner_ref made_on first_contact_on priority",
              ("P9", "in", "Shelter", "1/3/2026", "", ""), ("P1", "in", "Nobody", "1/3/2026", "", ""),
              ("P1", "out", "", "1/3/2026", "", ""), ("P2", "out", "Shelter", "1/3/2026", "", ""),
              ("P1", "in", "Shelter", "1/3/2026", "1/2/2026", 12), ("P3", "in", "Shelter", "1/6/2026", "", ""),
              ("P1", "in", "Shelter", "1/3/2099", "", "")),
        sheet("groups", "name service weekday every minutes starts_at",
              ("Choir", "Lunch", "Monday", "fortnight", 90, "7 pm"), ("Walk", "Lunch", "someday", "", 0, "")),
        sheet("group_members", "group person_ref from_date to_date",
              ("Choir", "P1", "1/3/2026", ""), ("Tea", "P1", "1/3/2026", "")),
    )  # fmt: skip
    assert fates(report, "partners") == [(2, "refused", "kind"), (3, "held", "phone"), (4, "created", "")]
    assert fates(report, "referrals") == [
        (2, "held", "person_ref"), (3, "held", "partner_ref"), (4, "held", "partner_ref"), (5, "held", "person_ref"),
        (6, "held", "first_contact_on"), (7, "held", "made_on"), (8, "held", "made_on"),
    ]  # fmt: skip
    assert fates(report, "groups") == [(2, "held", "starts_at"), (3, "refused", "weekday")]
    assert fates(report, "group_members") == [(2, "held", "group"), (3, "held", "group")]
    shop = next(fate for fate in report.fates if fate.sheet == "partners" and fate.row == 3)
    assert [fault.column for fault in shop.faults] == ["phone", "email", "council"]
    assert all(fault.accepted for fate in report.fates for fault in fate.faults)


def test_nobody_has_two_places_in_a_group_at_one_time(office: Office) -> None:
    bring(office, *WHOLE)
    report = bring(
        office, sheet("group_members", "group person_ref from_date to_date",
                      ("Monday lunch", "P1", "1/5/2026", ""), ("Monday lunch", "P2", "1/5/2026", "1/6/2026"),
                      ("Monday lunch", "P2", "1/6/2026", ""), ("Monday lunch", "P2", "2/6/2026", "")),
    )  # fmt: skip
    assert fates(report, "group_members") == [(2, "held", "from_date"), (3, "created", ""), (4, "held", "from_date"),
                                              (5, "created", "")]  # fmt: skip


def test_a_referral_out_waits_for_consent_and_comes_in_with_it(office: Office) -> None:
    bring(office, PEOPLE, PARTNERS)
    out = sheet("referrals", "person_ref direction partner_ref made_on", ("P2", "out", "GP1", "3/3/2026"))
    held = bring(office, out)
    assert fates(held, "referrals") == [(2, "held", "person_ref")]
    with office.writing("agreed") as unit:
        unit.add("consents", Consent(person_id=ServiceUserId(2), purpose="share", given_on=date(2026, 11, 1)))
    assert correct_held(office, held.import_id, "referrals", 2, {}).value.fate == "created"
    withdrawn = sheet("consents", "person_ref purpose given_on withdrawn_on", ("P1", "share", "1/2/2026", "1/3/2026"))
    later = sheet("referrals", "person_ref direction partner_ref made_on", ("P1", "out", "GP1", "2/3/2026"),
                  ("P1", "out", "GP1", "20/2/2026"))  # fmt: skip
    assert fates(bring(office, withdrawn, later), "referrals") == [(2, "held", "person_ref"), (3, "created", "")]


def test_an_older_answer_does_not_bring_back_what_was_taken_away_since(office: Office) -> None:
    bring(office, PEOPLE, PARTNERS)  # P1 agreed on 1/2/2026
    renewed = sheet("consents", "person_ref purpose given_on withdrawn_on", ("P1", "share", "1/3/2026", "1/4/2026"))
    out = sheet("referrals", "person_ref direction partner_ref made_on", ("P1", "out", "GP1", "2/4/2026"),
                ("P1", "out", "GP1", "20/3/2026"))  # fmt: skip
    assert fates(bring(office, renewed, out), "referrals") == [(2, "held", "person_ref"), (3, "created", "")]


def test_a_list_of_people_does_not_bring_back_a_consent_that_was_taken_away(office: Office) -> None:
    bring(office, PEOPLE, PARTNERS)
    bring(
        office, sheet("consents", "person_ref purpose given_on withdrawn_on", ("P1", "share", "1/2/2026", "1/4/2026"))
    )
    again = sheet("people", "person_ref given_name notes consent_share", ("P1", "Ana", "moved", "1/2/2026"))
    out = sheet("referrals", "person_ref direction partner_ref made_on", ("P1", "out", "GP1", "2/4/2026"))
    assert fates(bring(office, again, out), "referrals") == [(2, "held", "person_ref")]


def test_a_partner_is_matched_by_its_name_where_the_sheet_gives_no_reference(office: Office) -> None:
    partners.add_partner(office, Partner(partner_ref="", name="Hill  Housing", kind="housing"))
    report = bring(
        office, sheet("partners", "name kind postcode",
                      ("hill housing", "housing", "eh65ab"), ("Shop", "business", "")),
    )  # fmt: skip
    assert fates(report, "partners") == [(2, "changed", "postcode"), (3, "created", "")]
    assert [row[1] for row in partners.list_partners(office).rows] == ["PA-001", "PA-002"]
    assert partners.partner_named(office, "PA-001").postcode == "EH6 5AB"


def test_a_sheet_that_is_only_called_so_is_looked_into_and_keeps_no_other_out(office: Office, tmp_path: Path) -> None:
    import xlsxwriter

    file = tmp_path / "office.xlsx"
    with xlsxwriter.Workbook(file) as book:
        for name, table in {
            "people": [("person_ref", "given_name"), ("P1", "Ana")],
            "Referrals": [("Name", "Date of birth", "Referred by"), ("Bo Reid", "1/2/1950", "GP")],
            "Groups": [("Colour", "Mugs"), ("blue", 4)],
        }.items():
            page = book.add_worksheet(name)
            for number, line in enumerate(table):
                page.write_row(number, 0, line)
    report = imports.rehearse(office, file)
    assert {name: own["created"] for name, own in report.counts.items()} == {"people": 1, "Referrals": 1}
    assert report.unknown_sheets == ("Groups",)
