"""Contracts in full, who buys, and what was promised: kept as given, refused where it cannot be so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from plain_office import plain_office

from sfph_desktop.core.domain.contracts import (
    Commissioner,
    Contract,
    ContractId,
    ContractLot,
    ContractPartner,
    Target,
)
from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.monitoring import ReportLayout
from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.promises import Promise
from sfph_desktop.core.domain.values import Money, Period
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.usecases import commissioners, contracts, history, imports, lists, paces, partners, promises
from sfph_desktop.core.usecases.impact import run_toolkit
from sfph_desktop.core.usecases.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from plain_office(tmp_path)


def lot(name: str, pounds: int | None = None) -> ContractLot:
    value = None if pounds is None else Money(pounds * 100)
    return ContractLot(contract_id=ContractId(0), lot=name, title=f"Lot {name}", value=value)


def shared(name: str, share: str | None = None, **more: Any) -> ContractPartner:
    part = None if share is None else Decimal(share)
    return ContractPartner(contract_id=ContractId(0), name=name, share=part, **more)


def made(office: Office, ref: str = "LC-26", **more: Any) -> Contract:
    facts = {"title": "Lunch club", "commissioner": "NHS Lothian", "start_date": date(2026, 4, 1), **more}
    return contracts.add_contract(office, Contract(contract_ref=ref, **facts)).value


def wrong(office: Office, **more: Any) -> set[str]:
    with pytest.raises(UserCanFix) as told:
        made(office, **more)
    return {problem.column for problem in told.value.problems}


def test_a_contract_is_kept_in_full_and_whom_it_names_becomes_a_commissioner(office: Office) -> None:
    hill = partners.add_partner(office, Partner(partner_ref="", name="Hill Housing")).value
    facts = {
        "route": "contract",
        "value": Money(120_000_00),
        "end_date": date(2027, 3, 31),
        "our_share": Decimal("0.6"),
    }
    one = contracts.add_contract(
        office,
        Contract(contract_ref="", title=" Lunch club ", commissioner=" NHS Lothian ", **facts),  # type: ignore[arg-type]
        lots=(lot("1", 40_000), lot("2")),
        partners=(shared("hill housing", "0.25", lot="2", role="subcontractor"), shared("Couriers", "0.15")),
    ).value
    page = contracts.contract_page(office, one.id)
    assert (page.contract.contract_ref, page.contract.title, page.contract.commissioner) == (
        "C-001",
        "Lunch club",
        "NHS Lothian",
    )
    assert [(x.lot, x.value, x.position) for x in page.lots] == [("1", Money(40_000_00), 0), ("2", None, 1)]
    assert [(x.name, x.partner_id) for x in page.partners] == [("hill housing", hill.id), ("Couriers", None)]
    assert [x.name for x in commissioners.commissioners(office)] == ["NHS Lothian"]
    assert made(office, "C-7", commissioner="nhs lothian").commissioner == "NHS Lothian"
    assert commissioners.list_commissioners(office).rows[0][-2:] == (2, 120_000.0)
    done = contracts.set_lots(office, one.id, (lot("2"), lot("3")))
    assert [x.lot for x in contracts.contract_page(office, one.id).lots] == ["2", "3"]
    history.undo(office, done.unit_id)
    assert [x.lot for x in contracts.contract_page(office, one.id).lots] == ["1", "2"]


def test_what_cannot_be_so_is_refused_field_by_field_and_nothing_is_kept(office: Office) -> None:
    assert wrong(office, end_date=date(2026, 3, 31)) == {"end_date"}
    assert wrong(office, end_date=date(2027, 3, 31), extended_to=date(2027, 1, 1)) == {"extended_to"}
    assert wrong(office, our_share=Decimal("1.01")) == {"our_share"}
    assert wrong(office, value=Money(-1), route="barter", title=" ") == {"value", "route", "title"}
    made(office)
    assert wrong(office, ref="lc-26") == {"contract_ref"}
    one = contracts.contract_named(office, "lc-26")
    with pytest.raises(UserCanFix, match="110 of 100"):
        contracts.set_partners(office, one.id, (shared("A", "0.6"), shared("B", "0.5")))
    contracts.set_partners(office, one.id, (shared("A", "0.6"),))
    with pytest.raises(UserCanFix, match="ours among them"):
        contracts.change_contract(office, replace(one, our_share=Decimal("0.5")))
    with pytest.raises(UserCanFix, match="cannot both lead"):
        contracts.set_partners(office, one.id, (shared("A", role="lead"), shared("B", role="lead")))
    contracts.set_lots(office, one.id, (lot("1"),))
    with pytest.raises(UserCanFix, match="no lot 'North'"):
        contracts.set_partners(office, one.id, (shared("A", lot="North"),))
    with pytest.raises(UserCanFix, match="two lots 'a'"):
        contracts.set_lots(office, one.id, (lot("A"), lot("a")))
    with pytest.raises(UserCanFix, match="needs a reference"):
        contracts.change_contract(office, replace(one, contract_ref=""))
    assert len(contracts.contracts(office)) == 1


def test_what_names_a_contract_follows_its_reference_until_a_kept_run_tells_of_it(office: Office) -> None:
    one, other = made(office), made(office, "X")
    people = RawSheet(name="people", header=("person_ref",), rows=(("P-1",), ("P-2",)))
    rows = (("P-1", "LC-26:60;X:40", "2026-05-01", "Lunch"), ("P-2", "X", "2026-05-01", "Lunch"))
    episodes = RawSheet(name="episodes", header=("person_ref", "contract_ref", "start_date", "service"), rows=rows)
    imports.bring_in(office, [people, episodes], file="them.xlsx")
    contracts.add_target(office, Target(contract_ref="LC-26", indicator="people", target=40))
    offer = Promise(
        promise_ref="", title="Hours", number=4, unit="hours", contract_ref="LC-26", made_on=date(2026, 5, 1)
    )
    promises.add_promise(office, offer)

    def funded() -> list[str]:
        return sorted(str(row[listing.columns.index("contract_ref")]) for row in listing.rows)

    renamed = contracts.change_contract(office, replace(one, contract_ref="LC-27"))
    listing = lists.listing(office, "episodes")
    assert funded() == ["LC-27:60;X:40", "X:100"]
    assert [x.contract_ref for x in contracts.targets(office)] == ["LC-27"]
    assert promises.register(office)[0].promise.contract_ref == "LC-27"
    assert wrong(office, ref="lc-27") == {"contract_ref"}
    with pytest.raises(UserCanFix, match="already"):
        contracts.change_contract(office, replace(other, contract_ref="lc-27"))
    history.undo(office, renamed.unit_id)
    listing = lists.listing(office, "episodes")
    assert funded() == ["LC-26:60;X:40", "X:100"]
    assert [x.contract_ref for x in contracts.targets(office)] == ["LC-26"]
    run_toolkit(office, Selection(period=Period.parse("2026-04-01:2026-12-31")), Choices(draws=0))
    with pytest.raises(UserCanFix, match="the kept run S-0001 names it"):
        contracts.change_contract(office, replace(one, contract_ref="LC-27"))
    contracts.change_contract(office, replace(other, contract_ref="Y"))
    assert {x.contract_ref for x in contracts.contracts(office)} == {"LC-26", "Y"}


def test_targets_are_promised_changed_and_refused_where_they_promise_nothing(office: Office) -> None:
    made(office)
    due = date(2027, 3, 31)
    one = contracts.add_target(office, Target(contract_ref="lc-26", indicator="people", target=100, due_date=due)).value
    assert one.contract_ref == "LC-26"
    contracts.change_target(office, replace(one, target=120.0))
    assert [x.target for x in contracts.targets(office, "LC-26")] == [120.0]
    for bad, said in (
        (Target(contract_ref="LC-26", indicator="people", target=0), "promises nothing"),
        (Target(contract_ref="LC-26", indicator="people", target=1, due_date=due), "that day already"),
        (Target(contract_ref="LC-26", indicator="people", target=1, due_date=date(2026, 1, 1)), "before its contract"),
        (Target(contract_ref="LC-26", indicator="smiles", target=1), "smiles"),
        (Target(contract_ref="X", indicator="people", target=1), "contract X"),
    ):
        with pytest.raises(UserCanFix, match=said):
            contracts.add_target(office, bad)
    with pytest.raises(UserCanFix, match="still name"):
        contracts.remove_contract(office, contracts.contract_named(office, "LC-26").id)
    contracts.remove_target(office, one.id)
    contracts.remove_contract(office, contracts.contract_named(office, "LC-26").id)
    assert contracts.contracts(office) == ()


def test_a_commissioner_keeps_its_contracts_under_a_new_name_and_stays_while_one_names_it(office: Office) -> None:
    made(office)
    with office.writing("a layout") as unit:
        unit.add("report_layouts", ReportLayout(name="Theirs", commissioner="NHS Lothian"))
    board = commissioners.commissioner_named(office, "nhs lothian")
    facts = {"kind": "health_board", "email": "kay@lothian.example", "area": "Lothian"}
    commissioners.change_commissioner(office, replace(board, name="Lothian Health Board", **facts))  # type: ignore[arg-type]
    assert contracts.contract_named(office, "LC-26").commissioner == "Lothian Health Board"
    page = commissioners.commissioner_page(office, board.id)
    assert (page.commissioner.area, [x.contract_ref for x in page.contracts]) == ("Lothian", ["LC-26"])
    with pytest.raises(UserCanFix, match="named by: LC-26"):
        commissioners.remove_commissioner(office, board.id)
    with pytest.raises(UserCanFix, match="already"):
        commissioners.add_commissioner(office, Commissioner(name="lothian health board"))
    with pytest.raises(UserCanFix) as told:
        commissioners.add_commissioner(office, Commissioner(name="", kind="club", email="nowhere"))
    assert {problem.column for problem in told.value.problems} == {"name", "kind", "email"}


def test_a_workbook_brings_its_commissioners_along_once_and_undo_takes_them_back(office: Office) -> None:
    def sheet(*rows: tuple[str, str]) -> RawSheet:
        cells = tuple((ref, f"Title {ref}", name) for ref, name in rows)
        return RawSheet(name="contracts", header=("contract_ref", "title", "commissioner"), rows=cells)

    imports.bring_in(office, [sheet(("A", "East Council"), ("B", "East Council"), ("C", ""))], file="one.xlsx")
    assert [one.name for one in commissioners.commissioners(office)] == ["East Council"]
    report = imports.bring_in(office, [sheet(("A", "EAST COUNCIL"), ("D", "East council"))], file="two.xlsx")
    assert (report.counts["contracts"]["matched"], report.counts["contracts"]["created"]) == (1, 1)
    assert {one.commissioner for one in contracts.contracts(office)} == {"East Council", ""}
    assert len(commissioners.commissioners(office)) == 1
    imports.undo_import(office, "I-0002")
    imports.undo_import(office, "I-0001")
    assert commissioners.commissioners(office) == () == contracts.contracts(office)


def test_a_promise_that_falls_short_is_told_in_words_and_on_today(office: Office) -> None:
    today = office.clock.today()
    begin, due = today - timedelta(200), today + timedelta(165)
    made(office, start_date=begin)
    for ref, amount in (("LC-26", 400.0), ("LC-26", 20.0)):
        target = Target(
            contract_ref=ref, indicator="people", target=amount, due_date=due - timedelta(int(amount < 100))
        )
        contracts.add_target(office, target)
    rows = tuple((f"P-{n}", f"E-{n}", "Lunch", (begin + timedelta(n * 6)).isoformat(), "LC-26:100") for n in range(30))
    people = RawSheet(name="people", header=("person_ref",), rows=tuple((row[0],) for row in rows))
    header = ("person_ref", "episode_ref", "service", "start_date", "contract_ref")
    imports.bring_in(office, [people, RawSheet(name="episodes", header=header, rows=rows)], file="them.xlsx")
    met, short = paces.targets_told(office, "LC-26")
    assert (met.standing, met.delivered) == ("Delivered in full", "30 of 20 promised")
    assert met.outlook.startswith("All of it is delivered: 30 of 20 by ")
    assert short.outlook.startswith("At this pace 55 of 400 by ") and "likely 4" in short.outlook
    assert short.outlook.endswith(": behind pace.")
    item = paces.behind(office)
    assert [(one.kind, one.title, one.record) for one in item] == [
        ("pace", "LC-26: different people, behind pace", contracts.contract_named(office, "LC-26").id)
    ]
    guarded = paces.told(replace(short.pace, delivered=4.0, forecast=None, standing="too_few"), guard=True)
    assert "4" not in guarded.outlook + guarded.delivered.replace("400", "")
    document = paces.pace_document(short)
    assert (document["standing"], document["delivered"], document["also_paid_by_others"]) == ("behind", 30.0, 0)
