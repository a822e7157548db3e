"""One person by command: shown whole, changed, agreed, noted, moved, and who changed what."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Terminal
from plain_office import plain_office


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for office in plain_office(tmp_path):
        store = office.store.path
    (tmp_path / "secret.txt").write_text("harbour-lantern-porridge-thistle\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_STORE", str(store))
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Terminal(capsys)


def test_a_person_by_command(terminal: Terminal) -> None:
    added = terminal.json("person", "add", "given_name=Màiri", "family_name=Bàn", "date_of_birth=17/5/1950")
    ref = added["person_ref"]
    assert added["date_of_birth"] == "1950-05-17"
    assert terminal.json("person", "set", ref, "known_as=Mo")["name"] == "Mo Bàn"
    assert "is not a day" in terminal.run("person", "set", ref, "died_on=31/02/2025", status=1)
    assert "no field and value" in terminal.run("person", "set", ref, "shoe_size=4", status=1)
    terminal.json("consent", ref, "share", "--given", "2025-01-03", "--how", "written")
    told = terminal.json("consent", ref, "share", "--withdrawn", "2025-02-03")
    assert (told["consents"]["share"]["allowed"], told["consents"]["share"]["withdrawn_on"]) == (False, "2025-02-03")
    terminal.run("note", ref, "Rang.")
    terminal.run("note", ref, "For us only.", "--private")
    (todo,) = terminal.json("action", ref, "Ring the GP", "--due", "2030-01-01")["actions"]
    assert terminal.json("action", ref, "--done", str(todo["id"]))["actions"][0]["done_on"]
    assert "has no action 99" in terminal.run("action", ref, "--done", "99", status=1)
    assert terminal.json("address", ref, "--postcode", "fk27za", "--from", "2025-01-01")["council"] == "S12000014"
    whole = terminal.json("person", ref)
    assert ([note["text"] for note in whole["notes"]], whole["private_notes"]) == (["Rang."], 1)
    assert (whole["postcode"], whole["addresses"][0]["council_name"]) == ("FK2 7ZA", "Falkirk")
    assert "known-as name set to Mo" in terminal.run("history", ref)
    assert "Nobody has the reference" in terminal.run("person", "P-9999", status=1)


def test_any_saved_change_is_told_and_taken_back_by_command(terminal: Terminal) -> None:
    ref = terminal.json("person", "add", "given_name=Tam")["person_ref"]
    terminal.run("person", "set", ref, "known_as=Tommy")
    terminal.run("note", ref, "Rang.")
    first = terminal.json("history", ref)["changes"][-1]
    told = terminal.run("history", "people", ref)
    assert told == terminal.run("history", ref)
    assert told.splitlines()[-1].startswith(f"{first['change']}: ")
    assert first["change"] == f"C-{first['unit_id']}"
    refused = terminal.run("undo", first["change"], status=1)
    assert "2 later changes have to do with the same records" in refused
    assert "added a note" in refused
    assert f"sfph undo {first['change']} --with-later" in refused
    undone = terminal.json("undo", first["change"], "--with-later")
    assert undone["undone"] == first["change"]
    assert "Nobody has the reference" in terminal.run("person", ref, status=1)
    terminal.run("undo", undone["change"])
    assert terminal.json("person", ref)["name"] == "Tommy"
    assert "has already been undone" in terminal.run("undo", undone["change"], status=1)
    assert "no saved change number 999" in terminal.run("undo", "C-999", status=1)
    assert "There is no import 'I-0009'" in terminal.run("undo", "I-0009", status=1)
    assert "There is no import '7'" in terminal.run("undo", "7", status=1)
    assert "There is no history of 'settings'" in terminal.run("history", "settings", "x", status=1)
    assert terminal.json("list", "units")[0]["change"].startswith("C-")
