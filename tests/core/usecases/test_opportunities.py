"""Notices into opportunities: put together by their process, told what went, taken back; by hand and by command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from command_line import Terminal
from plain_office import plain_office
from tests.core.usecases.hall import PASSPHRASE

from sfph_desktop.core.domain.opportunities import Criterion, Lot, Opportunity
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.usecases import history, notices, opportunities, opportunity_calendar
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.record_history import record_history
from sfph_desktop.core.usecases.today import today as due_today

SAMPLES = Path(__file__).parents[2] / "samples" / "ocds"
PCS = SAMPLES / "pcs-2019-04-four-tenders.json"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from plain_office(tmp_path)


def written(folder: Path, name: str, *releases: dict[str, Any]) -> Path:
    path = folder / name
    path.write_text(json.dumps({"releases": releases}), encoding="utf-8")
    return path


TENDER: dict[str, Any] = {
    "ocid": "ocds-r6ebe6-1",
    "id": "1",
    "date": "2026-05-01T09:00:00Z",
    "tag": ["tender"],
    "buyer": {"id": "b", "name": "Leith Council"},
    "tender": {
        "id": "t",
        "title": "Lunch clubs",
        "description": "Community benefits are part of this contract. Apprentices are welcome.",
        "value": {"amount": 45000, "currency": "GBP"},
        "classification": {"scheme": "CPV", "id": "85312100-0"},
        "tenderPeriod": {"endDate": "2026-06-01T12:00:00Z"},
        "lots": [{"id": "1"}, {"id": "2", "title": "South"}],
    },
}
UPDATE: dict[str, Any] = {
    "ocid": "ocds-r6ebe6-1",
    "id": "2",
    "date": "2026-05-09T09:00:00Z",
    "tag": ["tenderUpdate"],
    "tender": {"tenderPeriod": {"endDate": "2026-06-15T12:00:00Z"}, "lots": [{"id": "1", "title": "North"}]},
}


def test_a_real_file_comes_in_once_and_is_taken_back_whole(office: Office) -> None:
    done = notices.import_notices(office, PCS)
    assert (done.value.count("added"), done.why) == (4, "4 opportunities added, 0 brought up to date")
    again = notices.import_notices(office, PCS)
    assert (again.value.count("same"), again.unit_id) == (4, 0)
    glasgow = opportunities.opportunity_called(office, "ocds-r6ebe6-0000567519")
    page = opportunities.opportunity_page(office, glasgow.id)
    said = {(one.code, one.place) for one in page.passages}
    assert ("asked", "additional information") in said
    assert ("not_asked", "additional information") in said
    assert ("asked", "selection criteria") in said
    assert any("Community Benefits Statement" in one.text for one in page.passages)
    assert [(one.code, one.text) for one in page.codes] == [("85000000", "(Health and social work services)")]
    history.undo(office, done.unit_id)
    assert opportunities.list_opportunities(office).rows == ()


def test_an_update_before_its_notice_waits_for_it(office: Office, tmp_path: Path) -> None:
    notices.import_notices(office, written(tmp_path, "update.json", UPDATE))
    page = opportunities.opportunity_page(office, 1)
    assert page.opportunity.title == "Notice ocds-r6ebe6-1"
    assert page.doubts[0].startswith("Only a change to a notice has been read")
    done = notices.import_notices(office, written(tmp_path, "tender.json", TENDER))
    assert done.value.count("changed") == 1
    page = opportunities.opportunity_page(office, 1)
    found = page.opportunity
    assert (found.title, found.buyer, found.value) == ("Lunch clubs", "Leith Council", Money(45_000_00))
    assert (found.tenders_by, found.only_changes) == (date(2026, 6, 15), False)
    assert [(lot.lot, lot.title) for lot in page.lots] == [("1", "North"), ("2", "South")]
    assert [one.release_key for one in page.notices] == ["1", "2"]
    assert [one.code for one in page.passages] == ["asked", "maybe"]
    assert not [doubt for doubt in page.doubts if "Only" in doubt]


def test_what_was_written_by_hand_stays_unless_the_notice_changes_it_and_then_it_is_told(
    office: Office, tmp_path: Path
) -> None:
    notices.import_notices(office, written(tmp_path, "tender.json", TENDER))
    found = opportunities.opportunity_page(office, 1).opportunity
    ours = replace(found, buyer="Leith Council, adult care", tenders_by=date(2026, 5, 30), note="ask Jo")
    opportunities.change_opportunity(office, ours)
    done = notices.import_notices(office, written(tmp_path, "update.json", UPDATE))
    now = opportunities.opportunity_page(office, 1).opportunity
    assert (now.buyer, now.note, now.tenders_by) == ("Leith Council, adult care", "ask Jo", date(2026, 6, 15))
    told = [one.reason for one in done.problems if "written by hand" in one.reason]
    assert told == ["N-0001: the last day for bids was '30 May 2026', written by hand; the notice says 15 June 2026."]
    history.undo(office, done.unit_id)
    back = opportunities.opportunity_page(office, 1)
    assert back.opportunity.tenders_by == date(2026, 5, 30)
    assert len(back.notices) == 1


def test_an_update_with_an_unknown_value_leaves_the_known_one(office: Office, tmp_path: Path) -> None:
    notices.import_notices(office, written(tmp_path, "tender.json", TENDER))
    silent = {**UPDATE, "tender": {"value": {"amount": 0, "currency": "GBP"}, "title": "Lunch clubs and visits"}}
    notices.import_notices(office, written(tmp_path, "update.json", silent))
    found = opportunities.opportunity_page(office, 1).opportunity
    assert (found.title, found.value) == ("Lunch clubs and visits", Money(45_000_00))


def test_a_file_that_is_none_changes_nothing(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name\nAna\n", encoding="utf-8")
    with pytest.raises(UserCanFix, match=r"people\.csv.*JSON") as refused:
        notices.import_notices(office, path)
    assert "Public Contracts Scotland" in refused.value.do
    assert opportunities.list_opportunities(office).rows == ()


def test_a_decision_has_its_reason_and_can_be_taken_back(office: Office) -> None:
    kept = opportunities.add_opportunity(office, Opportunity(opportunity_ref="", title=" Meals ")).value
    assert (kept.opportunity_ref, kept.title) == ("N-0001", "Meals")
    with pytest.raises(UserCanFix, match="needs its reason"):
        opportunities.decide(office, kept.id, "no_bid", "  ")
    done = opportunities.decide(office, kept.id, "no_bid", "Too far away", ["Against: 60 miles"])
    assert (done.value.decision_reason, done.value.decided_with) == ("Too far away", "Against: 60 miles")
    assert done.value.decided_on == office.clock.today()
    told = record_history(office, "opportunities", kept.id)
    assert any("reason of the decision" in str(line) for line in told)
    history.undo(office, done.unit_id)
    assert opportunities.opportunity_page(office, kept.id).opportunity.decision == ""


def test_lots_and_criteria_by_hand(office: Office) -> None:
    kept = opportunities.add_opportunity(office, Opportunity(opportunity_ref="QQ-7", title="Meals")).value
    lots = [Lot(opportunity_id=kept.id, lot="", title="North"), Lot(opportunity_id=kept.id, lot="B")]
    opportunities.set_lots(office, kept.id, lots)
    opportunities.set_criteria(office, kept.id, [Criterion(opportunity_id=kept.id, name="Price")])
    page = opportunities.opportunity_page(office, kept.id)
    assert [(lot.lot, lot.title) for lot in page.lots] == [("1", "North"), ("B", "")]
    assert opportunities.set_lots(office, kept.id, page.lots).unit_id == 0
    with pytest.raises(UserCanFix, match="already another"):
        opportunities.add_opportunity(office, Opportunity(opportunity_ref="qq-7", title="Other"))
    with pytest.raises(UserCanFix, match="needs a title"):
        opportunities.add_opportunity(office, Opportunity(opportunity_ref="", title=""))
    opportunities.remove_opportunity(office, kept.id)
    with pytest.raises(UserCanFix, match="not in the store any more"):
        opportunities.opportunity_page(office, kept.id)


def test_deadlines_stand_in_today_and_in_a_calendar_until_they_are_decided_against(
    office: Office, tmp_path: Path
) -> None:
    today = office.clock.today()
    near = Opportunity(
        opportunity_ref="",
        title="Meals",
        buyer="Leith Council",
        questions_by=today + timedelta(days=3),
        tenders_by=today + timedelta(days=13),
        tenders_time="12:00 Z",
    )
    kept = opportunities.add_opportunity(office, near).value
    far = replace(near, title="Far", questions_by=None, tenders_by=today + timedelta(days=20))
    other = opportunities.add_opportunity(office, far).value
    opportunities.add_opportunity(office, replace(near, title="Gone", stage="awarded"))
    opportunities.add_opportunity(office, replace(near, title="Past", questions_by=None, tenders_by=date(2020, 1, 1)))

    def told() -> list[tuple[str, int]]:
        return [(item.title, item.record) for item in due_today(office).due if item.kind.startswith("bid")]

    assert told() == [("Meals: last day for questions", kept.id), ("Meals: last day for bids", kept.id)]
    opportunities.decide(office, other.id, "interested", "")
    assert told()[-1] == ("Far: last day for bids", other.id)
    file = tmp_path / "days.ics"
    assert opportunity_calendar.deadlines_file(office, file) == 3
    first = file.read_bytes()
    assert b"may be Greenwich time" in first.replace(b"\r\n ", b"")
    assert opportunity_calendar.deadlines_file(office, file) == 3
    assert file.read_bytes() == first
    opportunities.change_opportunity(office, replace(kept, title="Meals and visits"))
    assert opportunity_calendar.deadlines_file(office, file, kept.id) == 2
    uids = {line for line in first.splitlines() if line.startswith(b"UID")}
    assert {line for line in file.read_bytes().splitlines() if line.startswith(b"UID")} < uids
    opportunities.decide(office, kept.id, "no_bid", "too far")
    assert told() == [("Far: last day for bids", other.id)]
    with pytest.raises(UserCanFix, match="no deadlines to come"):
        opportunity_calendar.deadlines_file(office, file, kept.id)


# --- by command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def terminal(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    store = office.store.path
    office.store.close()
    (tmp_path / "secret.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_STORE", str(store))
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Terminal(capsys)


def test_the_commands_of_opportunities(terminal: Terminal, tmp_path: Path) -> None:
    told = terminal.json("notice", "import", str(PCS), "--cpv", "85")
    assert (told["added"], told["passed_over"], len(told["opportunities"])) == (2, 2, 4)
    assert "4 times" in terminal.run("notice", "import", str(PCS))
    assert len(terminal.json("list", "opportunities")) == 4
    assert "cannot be read" in terminal.run("notice", "import", str(tmp_path / "secret.txt"), status=1)
    made = terminal.json("opportunity", "add", "Gardens", "--value", "£12,500", "--route", "quick_quote",
                         "--tenders-by", "2027-01-05", "--buyer", "Leith Council")  # fmt: skip
    assert (made["opportunity_ref"], made["value"], made["tenders_by"]) == ("N-0005", 12500.0, "2027-01-05")
    changed = terminal.json("opportunity", "change", "n-0005", "--tenders-by", "none", "--title", "Gardens and paths")
    assert (changed["tenders_by"], changed["title"], changed["value"]) == (None, "Gardens and paths", 12500.0)
    terminal.run("opportunity", "lot", "N-0005", "2", "--title", "Paths", "--value", "2500")
    there = terminal.json("opportunity", "criterion", "N-0005", "Quality", "--weight", "60", "--lot", "2")
    assert [(lot["lot"], lot["value"]) for lot in there["lots"]] == [("2", 2500.0)]
    assert there["criteria"][0]["weight"] == "60"
    assert "needs its reason" in terminal.run("opportunity", "decide", "N-0005", "bid", status=1)
    assert terminal.json("opportunity", "decide", "N-0005", "bid", "--reason", "near")["decision"] == "bid"
    check = terminal.json("opportunity", "check", "N-0005")
    assert check["preferred_bidder_limit"]["limit"] == 15000
    assert {"deadline", "capacity"} <= {one["about"] for one in check["reasons"]}
    assert "no verdict" in terminal.run("opportunity", "check", "N-0001")
    out = str(tmp_path / "days.ics")
    terminal.run("opportunity", "change", "N-0005", "--tenders-by", "2099-01-05")
    assert terminal.json("opportunity", "ics", "--out", out)["deadlines"] == 1
    terminal.run("bidder", "fact", "--turnover", "310000", "--employees", "10", "--main-aim", "no")
    told = terminal.json("bidder", "list", "Leith Council", "--kind", "framework", "--up-to", "15000")
    assert (told["facts"][0]["turnover"], told["lists"][0]["up_to"]) == (310000.0, 15000.0)
    assert told["supported_business"]["passed"] is False
    assert "up to £20,000" in terminal.run("bidder", "limit", "20000")
    assert terminal.json("bidder", "unlist", "1")["lists"] == []
    begun = terminal.json("opportunity", "bid", "N-0005")
    assert begun == terminal.json("opportunity", "bid", "N-0005")
    assert begun["title"] == "Gardens and paths"
    assert terminal.json("opportunity", "decide", "N-0005", "undecided")["decision"] == ""
    assert "Gardens and paths" in terminal.run("opportunity", "list", "leith")
    shown = terminal.run("opportunity", "show", "N-0001")
    assert "Community benefits, asked for" in shown
    assert "Code 85000000 (Health and social work services)" in shown
    terminal.run("opportunity", "remove", "N-0005")
    assert "no one opportunity" in terminal.run("opportunity", "show", "N-0005", status=1)
