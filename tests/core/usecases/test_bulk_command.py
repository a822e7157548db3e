"""One thing changed for many people by command: named, from a file, rehearsed, refused whole, left out when asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.core.usecases.command_line import Terminal
from tests.core.usecases.plain_office import plain_office


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for office in plain_office(tmp_path):
        store = office.store.path
    (tmp_path / "secret.txt").write_text("harbour-lantern-porridge-thistle\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_STORE", str(store))
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Terminal(capsys)


def test_many_people_by_command(terminal: Terminal, tmp_path: Path) -> None:
    for name in ("Ann", "Bob", "Cat"):
        terminal.run("person", "add", f"given_name={name}", "person_ref=" + name.upper())
    terminal.run("person", "set", "CAT", "died_on=2020-01-01")
    refs = tmp_path / "refs.txt"
    refs.write_text("\ufeffbob\n\nCAT\n", encoding="utf-8")
    named = ("people", "change", "ann", "--refs", str(refs))
    told = terminal.json(*named, "--referral-source", "GP", "--rehearse")
    assert (told["changed"], told["rehearsed"]) == (3, True)
    assert terminal.json("person", "ANN")["referral_source"] == ""
    assert "3 people changed" in terminal.run(*named, "--referral-source", "GP")
    assert terminal.json("person", "BOB")["referral_source"] == "GP"
    terminal.run("group", "add", "Choir", "--service", "Music", "--every", "none")
    refused = terminal.run(*named, "--group", "choir", "--from", "2024-03-01", status=1)
    assert "cannot be done for 1 of 3 people. CAT" in refused
    assert "Nothing was changed" in refused
    kept = terminal.json(*named, "--group", "choir", "--from", "2024-03-01", "--leave-out")
    assert [(one["person_ref"], one["fate"]) for one in kept["people"]] == [
        ("ANN", "set"), ("BOB", "set"), ("CAT", "cannot"),
    ]  # fmt: skip
    terminal.run("undo", terminal.json("history", "ANN")["changes"][0]["change"])
    again = terminal.json(*named, "--group", "choir", "--from", "2024-03-01", "--rehearse")
    assert again["changed"] == 2
    assert "Music" in terminal.run("people", "change", "ann", "--end-service", "Music", "--rehearse")


def test_what_cannot_be_understood_changes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("person", "add", "given_name=Ann", "person_ref=ANN")
    source = ("--referral-source", "GP")
    assert "'XY'" in terminal.run("people", "change", "ANN", "XY", *source, status=1)
    assert "Nobody is named" in terminal.run("people", "change", *source, status=1)
    assert "--on belongs to --end-service" in terminal.run(
        "people", "change", "ANN", *source, "--on", "2024-01-01", status=1
    )
    gone = str(tmp_path / "gone.txt")
    assert "could not be read" in terminal.run("people", "change", "--refs", gone, *source, status=1)
    (tmp_path / "sheet.xlsx").write_bytes(b"PK\x03\x04\xff\xfe\x80")
    assert "no text file" in terminal.run("people", "change", "--refs", str(tmp_path / "sheet.xlsx"), *source, status=1)
    assert "not come yet" in terminal.run(
        "people", "change", "ANN", "--end-service", "Music", "--on", "2999-01-01", status=1
    )
    terminal.run("people", "change", "ANN", status=2)
    assert terminal.json("person", "ANN")["referral_source"] == ""


def test_a_group_is_made_with_everybody_in_its_service(terminal: Terminal) -> None:
    terminal.run("person", "add", "given_name=Ann", "person_ref=ANN")
    made = terminal.json("group", "add", "Lunch", "--service", "Lunch club", "--every", "none", "--everybody")
    assert made["members"] == [], "nobody is in the service: the group is there, and that is told"


def test_who_of_a_service_could_have_no_place_in_the_group_is_told(terminal: Terminal, tmp_path: Path) -> None:
    enrolled = tmp_path / "enrolled.csv"
    enrolled.write_text(
        "Reference,First name,Service,Start date\nANN,Ann,Lunch club,08/01/2024\nBOB,Bob,Lunch club,08/01/2024\n"
    )
    terminal.run("import", str(enrolled))
    terminal.run("person", "set", "BOB", "died_on=2025-01-01")
    terminal.run("group", "add", "Lunch", "--service", "Lunch club", "--every", "none", "--everybody")
    assert "Changed 1 person" in terminal.noted
    assert "No place for BOB: Bob died on 1 January 2025" in terminal.noted
