"""Contracts, targets and commissioners by command: added, changed, shown, refused with the field named."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Terminal
from tests.core.usecases.hall import PASSPHRASE, hall


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for office in hall(tmp_path):
        store = office.office.store.path
    (tmp_path / "secret.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_STORE", str(store))
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Terminal(capsys)


def test_a_contract_is_added_changed_shown_and_its_target_promised(terminal: Terminal) -> None:
    span = ("--from", "2026-04-01", "--to", "31/03/2027")
    who = ("--commissioner", "East Council", "--route", "sla", "--value", "£12,000.50", "--our-share", "60%")
    more = ("--lot", "1:North:8000", "--lot", "2", "--partner", "Couriers:subcontractor:40%:1")
    made = terminal.json("contract", "add", "Lunch club", "--ref", "LC", *span, *who, *more)
    assert (made["value"], made["our_share"], made["end_date"]) == (12000.5, 0.6, "2027-03-31")
    assert made["lots"] == [
        {"lot": "1", "title": "North", "value": 8000.0},
        {"lot": "2", "title": "", "value": None},
    ]
    assert [(one["name"], one["share"]) for one in made["partners"]] == [("Couriers", 0.4)]
    assert "It ends before it starts" in terminal.run("contract", "change", "LC", "--to", "2026-03-31", status=1)
    assert (
        terminal.json("contract", "change", "LC", "--partner", "none", "--extended-to", "2029-03-31")["partners"] == []
    )
    promised = terminal.json("target", "add", "LC", "people", "100", "--due", "2027-03-31")
    assert (promised["contract_ref"], promised["target"]) == ("LC", 100.0)
    assert "Promised: 100 different people by 31 March 2027" in terminal.run("contract", "show", "LC")
    assert terminal.run("target", "change", "LC", "people", "--number", "120") == (
        "Promised under LC: 120 different people by 31 March 2027.\n"
    )
    terminal.run("target", "add", "LC", "contacts", "0", status=2)
    assert "There is a contract 'LC' already" in terminal.run("contract", "add", "Again", "--ref", "lc", status=1)
    assert "still name" in terminal.run("contract", "remove", "LC", status=1)
    terminal.run("target", "remove", "LC", "people")
    assert terminal.json("contract", "remove", "LC") == {"removed": "LC"}


def test_a_commissioner_is_described_renamed_and_listed(terminal: Terminal) -> None:
    terminal.run("contract", "add", "Laundry", "--ref", "L", "--commissioner", "East Council", "--value", "500")
    changed = terminal.json("commissioner", "change", "east council", "--kind", "council", "--rename", "East Braes")
    assert (changed["name"], changed["kind"], changed["contracts"]) == ("East Braes", "council", ["L"])
    assert terminal.json("list", "commissioners")[0]["value"] == 500.0
    assert "named by: L" in terminal.run("commissioner", "remove", "East Braes", status=1)
    assert "There are: East Braes" in terminal.run("commissioner", "show", "West", status=1)
    terminal.run("commissioner", "add", "The Foundation", "--kind", "charity")
    assert terminal.json("commissioner", "remove", "the foundation") == {"removed": "The Foundation"}


def test_income_is_told_by_route_and_year(terminal: Terminal) -> None:
    span = ("--from", "2025-04-01", "--to", "2026-03-31")
    terminal.run("contract", "add", "Laundry", "--ref", "L", "--route", "sales", "--value", "500", *span)
    terminal.run("contract", "add", "Lunch", "--ref", "M", "--route", "grant")
    told = terminal.json("income")
    assert told["years"] == [{"year": "2025/26", "by_route": {"sales": 500.0}, "total": 500.0, "costs": 0.0}]
    assert told["left_out"] == [{"contract_ref": "M", "why": "no value"}]
    assert "2025/26" in terminal.run("income")
