"""Promises: offered, delivered with proof, late in Today, told per contract; what cannot be is refused by its field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from bid_office import office_with_a_run
from command_line import Terminal

from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.promises import Promise, PromiseDelivery
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.usecases import contracts, history, promises
from sfph_desktop.core.usecases.evidence_tray import piece_named
from sfph_desktop.core.usecases.office import Office, close_office
from sfph_desktop.core.usecases.today import today

PASSPHRASE = "harbour lantern porridge thistle"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _run = office_with_a_run(tmp_path)
    day = made.clock.today()
    contract = Contract(
        contract_ref="PC-1", title="Supper", start_date=day - timedelta(90), end_date=day + timedelta(200)
    )
    contracts.add_contract(made, contract)
    yield made
    close_office(made, backup=False)


def offer(office: Office, **facts: Any) -> Promise:
    day = office.clock.today()
    usual = {
        "promise_ref": "",
        "title": "Placements for school leavers",
        "benefit": "CB16",
        "contract_ref": "pc-1",
        "number": 4.0,
        "unit": "",
        "made_on": day - timedelta(60),
        "due_date": day - timedelta(1),
        "cost": Money(120_000),
    }
    return promises.add_promise(office, Promise(**{**usual, **facts})).value


def test_a_promise_goes_from_late_to_kept_and_over_as_it_is_delivered(office: Office) -> None:
    made = offer(office)
    assert (made.promise_ref, made.unit, made.contract_ref) == ("PR-001", "placements", "PC-1")
    (due,) = [one for one in today(office).due if one.kind == "promise"]
    assert (due.title, due.detail) == (
        "Promised under PC-1: Placements for school leavers",
        "0 of 4 placements delivered",
    )
    day = office.clock.today()
    for number, state in ((3, "late"), (1, "kept"), (0.5, "over")):
        done = promises.deliver(office, PromiseDelivery(promise_id=made.id, date=day, number=number, proof="signed"))
        assert promises.held(office, int(made.id)).state == state
    assert not [one for one in today(office).due if one.kind == "promise"]
    history.undo(office, done.unit_id)
    assert promises.held(office, int(made.id)).told == "4 of 4 placements delivered; kept"


def test_what_comes_first_in_the_register_is_late(office: Office) -> None:
    day = office.clock.today()
    offer(office, title="Later", due_date=day + timedelta(90))
    offer(office, title="Late")
    offer(office, title="No day", due_date=None)
    assert [one.promise.title for one in promises.register(office)] == ["Late", "Later", "No day"]
    assert [one.promise.title for one in promises.register(office, text="no day")] == ["No day"]
    assert len([one for one in today(office).due if one.kind == "promise"]) == 1


@pytest.mark.parametrize(
    ("facts", "column", "says"),
    [
        ({"number": 0.0}, "number", "no promise"),
        ({"number": float("nan")}, "number", "no promise"),
        ({"due_date": date(2099, 1, 1)}, "due_date", "after the contract has ended"),
        ({"due_date": date(2001, 1, 1)}, "due_date", "before it was offered"),
        ({"contract_ref": "", "bid_ref": ""}, "contract_ref", "to whom"),
        ({"contract_ref": "XX"}, "contract_ref", "No contract has the reference"),
        ({"contract_ref": "", "bid_ref": "B-9"}, "bid_ref", "No bid has the reference"),
        ({"benefit": "CB01", "unit": "heads"}, "benefit", "no type"),
        ({"cost": Money(-1)}, "cost", "less than nothing"),
        ({"benefit": "", "unit": ""}, "unit", "what is counted"),
    ],
)
def test_an_offer_that_cannot_be_is_refused_by_its_field(
    office: Office, facts: dict[str, Any], column: str, says: str
) -> None:
    with pytest.raises(UserCanFix, match=says) as told:
        offer(office, **facts)
    assert column in {one.column for one in told.value.problems}
    assert not promises.register(office)


def test_nothing_is_delivered_before_the_offer_in_the_future_or_on_a_made_up_number(office: Office) -> None:
    made, day = offer(office), office.clock.today()
    for delivered, says in (
        (PromiseDelivery(promise_id=made.id, date=day - timedelta(61), number=1), "before the offer"),
        (PromiseDelivery(promise_id=made.id, date=day + timedelta(1), number=1), "not come yet"),
        (PromiseDelivery(promise_id=made.id, date=day, number=-1), "Nothing was delivered"),
        (PromiseDelivery(promise_id=made.id, date=day, number=1, file="E-9999"), "E-9999"),
    ):
        with pytest.raises(UserCanFix, match=says):
            promises.deliver(office, delivered)
    promises.deliver(office, PromiseDelivery(promise_id=made.id, date=day - timedelta(50), number=1))
    with pytest.raises(UserCanFix, match="delivered before this day"):
        promises.change_promise(office, int(made.id), made_on=day - timedelta(10))
    with pytest.raises(UserCanFix, match="still names it"):
        contracts.remove_contract(office, int(contracts.contract_named(office, "PC-1").id))


def test_a_small_count_of_people_is_held_back_on_paper_and_in_the_tray(office: Office, tmp_path: Path) -> None:
    people = offer(office, title="Jobs for people long out of work", benefit="CB05", unit="people", number=6.0)
    hours = offer(office, title="Hours for the pantry", benefit="CB33", unit="hours", number=6.0)
    for made in (people, hours):
        day = office.clock.today()
        promises.deliver(office, PromiseDelivery(promise_id=made.id, date=day, number=3, proof="a list"))
    promises.write_statement(office, "PC-1", tmp_path / "s.docx")
    document = docx.Document(str(tmp_path / "s.docx"))
    text = "\n".join(one.text for one in document.paragraphs)
    assert "Fewer than 5 of 6 people delivered; late" in text
    assert "3 of 6 hours delivered; late" in text
    assert "3 people" not in text
    promises.change_promise(office, int(people.id), number=3.0)
    promises.write_statement(office, "PC-1", tmp_path / "t.docx")
    text = "\n".join(one.text for one in docx.Document(str(tmp_path / "t.docx")).paragraphs)
    assert "Of 1 promise 1 is late. How 1 promise on a few people stands is not printed." in text
    assert "kept" not in text
    promises.change_promise(office, int(people.id), number=6.0)
    assert piece_named(office, f"promise-{people.id}")[0].number == "fewer than 5 of 6 people delivered"
    assert piece_named(office, f"promise-{hours.id}")[0].number == "3 of 6 hours delivered"


@pytest.fixture
def terminal(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    monkeypatch.setenv("SFPH_STORE", str(office.store.path))
    close_office(office, backup=False)
    (tmp_path / "secret.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Terminal(capsys)


def test_from_the_offer_to_the_statement_by_command(terminal: Terminal, tmp_path: Path) -> None:
    made = terminal.json("promise", "add", "Mock interviews", "--contract", "PC-1", "--type", "CB23", "--number", "6")
    assert (made["unit"], made["state"]) == ("events", "on_the_way")
    assert "no promise" in terminal.run("promise", "add", "None", "--contract", "PC-1", "--number", "0", status=1)
    told = terminal.json("promise", "deliver", "pr-001", "--number", "2", "--proof", "the school's letter")
    assert told["told"] == "2 of 6 events delivered; on the way"
    terminal.json("promise", "change", "PR-001", "--by", "Hill <Housing>")
    (row,) = json.loads(terminal.run("promise", "list", "--contract", "pc-1", "--json"))
    assert (row["delivered"], row["deliverer"]) == (2, "Hill <Housing>")
    assert any(one["id"] == "CB40" and one["source"] for one in json.loads(terminal.run("promise", "types", "--json")))
    for ending in ("pdf", "docx"):
        terminal.json("promise", "statement", "--contract", "PC-1", "--out", str(tmp_path / f"s.{ending}"))
    assert not check_pdf(tmp_path / "s.pdf")
    words = "\n".join(one.text for one in docx.Document(str(tmp_path / "s.docx")).paragraphs)
    assert "Of 1 promise 1 is on the way." in words
    terminal.run("promise", "remove", "PR-001")
    assert "Nothing was promised" in terminal.run(
        "promise", "statement", "--contract", "PC-1", "--out", str(tmp_path / "t.pdf"), status=1
    )
