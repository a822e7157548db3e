"""What went in, by command: written down, changed, removed; what cannot be is refused at its field."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Terminal
from tests.core.usecases.hall import PASSPHRASE, hall

SPAN = ("--from", "2025-04-01", "--to", "2026-03-31")


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for there in hall(tmp_path):
        store = there.office.store.path
    (tmp_path / "secret.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_STORE", str(store))
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Terminal(capsys)


def test_what_went_in_is_written_down_and_stands_beside_the_value(terminal: Terminal) -> None:
    terminal.run("input", "list")
    assert "sfph input add" in terminal.noted
    made = terminal.json("input", "add", "cash", "£12,000", *SPAN)
    assert (made["amount"], made["kind"]) == (12000.0, "cash")
    hours = terminal.json("input", "add", "volunteer_hours", "200", *SPAN, "--service", "lunch  CLUB")
    assert hours["service"] == "Lunch club", "as it is called, whatever the capitals"
    period = ("--period", "2025-04-01:2026-03-31")
    assert terminal.json("value", "show", *period)["inputs_pv"] > 12000, "hours are valued by the wage"
    changed = terminal.json("input", "change", str(made["number"]), "--amount", "9000.50")
    assert changed == {**made, "amount": 9000.5}
    assert terminal.json("input", "remove", str(hours["number"])) == {"removed": hours["number"]}
    assert terminal.json("input", "list") == [changed]
    assert terminal.json("value", "show", *period)["inputs_pv"] == 9000.5


def test_what_cannot_be_is_refused_and_nothing_is_kept(terminal: Terminal) -> None:
    add = ("input", "add", "cash")
    for words, said in (
        ((*add, "0", *SPAN), "no amount above nothing"),
        ((*add, "5", "--from", "2026-03-31", "--to", "2025-04-01"), "ends before it begins"),
        ((*add, "5", *SPAN, "--service", "Chess"), "no service called 'Chess'. Accepted: one of: Lunch club"),
        ((*add, "5", *SPAN, "--contract", "X"), "no contract called 'X'"),
        (("input", "change", "7", "--amount", "1"), "no cost with the number 7"),
    ):
        assert said in terminal.run(*words, status=1)
    assert terminal.json("input", "list") == []
    terminal.run(*add, "5", *SPAN)
    assert "written down already, as number" in terminal.run(*add, "6", *SPAN, status=1)


def test_what_a_spreadsheet_said_it_was_for_stays_when_something_else_is_changed(
    terminal: Terminal, tmp_path: Path
) -> None:
    sheet = tmp_path / "inputs.csv"
    sheet.write_text("date_from,date_to,kind,amount,service\n2025-04-01,2026-03-31,cash,500,Outreach\n", "utf-8")
    terminal.run("import", str(sheet), "--as", "inputs")
    (there,) = terminal.json("input", "list")
    changed = terminal.json("input", "change", str(there["number"]), "--amount", "600")
    assert (changed["amount"], changed["service"]) == (600.0, "Outreach")
    assert "no service called" in terminal.run("input", "change", "1", "--service", "Chess", status=1)
