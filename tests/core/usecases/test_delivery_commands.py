"""J2 by command: a group is made, its register taken from a list on paper, shown, printed and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Terminal
from tests.core.usecases.hall import PASSPHRASE, hall

from sfph_desktop.core.reports.check import check_pdf


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for there in hall(tmp_path):
        store = there.office.store.path
    (tmp_path / "secret.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_STORE", str(store))
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Terminal(capsys)


def test_a_register_from_a_list_on_paper(terminal: Terminal, tmp_path: Path) -> None:
    paper = tmp_path / "register.pdf"
    there = ("register", "tuesday lunch", "03/03/2026")
    assert "no register yet" in terminal.run(*there, "--print", str(paper), "--large-print")
    assert check_pdf(paper) == ()
    assert "is there already" in terminal.run(*there, "--print", str(paper), status=1)
    away = [word for ref in ("P-03=told", "P-09", "P-15") for word in ("--absent", ref)]
    told = terminal.json(*there, *away, "--walk-in", "P-21", "--unnamed", "2-3")
    counts = {name: told[name] for name in ("state", "members", "here", "walk_ins", "unnamed_low", "unnamed_high")}
    assert counts == {
        "state": "taken",
        "members": 20,
        "here": 17,
        "walk_ins": 1,
        "unnamed_low": 2,
        "unnamed_high": 3,
    }
    assert [line["reason"] for line in told["lines"] if line["mark"] == "away"] == ["told", "", ""]
    assert "P-03        N03   away           told" in terminal.run(*there, "--show")
    assert "taken already" in terminal.run(*there, *away, status=1)
    assert "no register yet" in terminal.run(*there, "--undo")
    assert "did not take place" in terminal.run(*there, "--cancelled", "--note", "snow")


def test_what_is_wrong_with_a_list_is_told_line_by_line(terminal: Terminal) -> None:
    told = terminal.run(
        "register", "Tuesday lunch", "2026-03-03", "--absent", "P-03", "--absent", "P-03", "--walk-in", "P-99", status=1
    )
    assert "column absent: P-03 is named twice." in told
    assert "column walk_in: Nobody has the reference 'P-99'." in told
    assert "began on 6 January 2026" in terminal.run("register", "Tuesday lunch", "2025-12-30", status=1)
    assert "not a day" in terminal.run("register", "Tuesday lunch", "31/02/2026", status=2)
    assert "no count of people" in terminal.run("register", "Tuesday lunch", "--unnamed", "many", status=1)
    assert "Choose one of: Tuesday lunch" in terminal.run("register", "Chess", status=1)


def test_groups_members_and_services(terminal: Terminal) -> None:
    terminal.run("service", "Chess club", "--purpose", "Company", "--activity", "Chess")
    terminal.run("service", "chess club", "--activity", "Draughts")
    assert terminal.json("list", "activities")[1]["name"] == "Draughts"
    add = (
        "--service",
        "Chess club",
        "--weekday",
        "fri",
        "--at",
        "1400",
        "--from",
        "2026-01-09",
        "--every",
        "fortnight",
    )
    made = terminal.json("group", "add", "Chess", *add, "--absent-by-default")
    assert (made["meets"], made["starts_at"], made["present_by_default"]) == (
        "every second Friday at 14:00",
        "14:00",
        False,
    )
    assert "There is a group called Chess" in terminal.run("group", "add", "chess", *add, status=1)
    terminal.run("group", "member", "chess", "P-01", "--from", "2026-01-09")
    ended = terminal.json("group", "member", "chess", "P-01", "--to", "2026-02-06")
    assert [(one["person_ref"], one["to"]) for one in ended["members"]] == [("P-01", "2026-02-06")]
    assert "Nobody has the reference" in terminal.run("group", "member", "chess", "P-77", status=1)
    terminal.run("group", "member", "chess", "P-02", "--from", "2026-01-09")
    assert len(terminal.json("group", "member", "chess", "P-02", "--remove")["members"]) == 1
    assert terminal.json("group", "change", "chess", "--rename", "Chess and draughts")["name"] == "Chess and draughts"
    assert len(terminal.json("list", "groups")) == 2
    assert len(terminal.json("list", "members")) == 21
    assert "is removed" in terminal.run("group", "remove", "chess and draughts")
    assert {row["name"] for row in terminal.json("list", "services")} == {"Chess club", "Lunch club"}


def test_what_was_removed_is_listed_and_brought_back(terminal: Terminal) -> None:
    terminal.run("group", "remove", "Tuesday lunch")
    (one,) = terminal.json("removed")
    assert one["what"] == "Tuesday lunch"
    assert "Brought back: Removed the group Tuesday lunch." in terminal.run("removed", "--bring-back", str(one["id"]))
    assert terminal.json("removed") == []
    assert len(terminal.json("group", "show", "tuesday lunch")["members"]) == 20
    assert "nothing removed under the number" in terminal.run("removed", "--bring-back", "9999", status=1)


def test_a_day_that_is_recorded_already_is_not_counted_twice(terminal: Terminal, tmp_path: Path) -> None:
    sheet = tmp_path / "sessions.csv"
    sheet.write_text("session_ref,service,date\nS-7,Lunch club,2026-03-03\n", encoding="utf-8")
    terminal.run("import", str(sheet))
    there = ("register", "Tuesday lunch", "2026-03-03")
    told = terminal.run(*there, "--absent", "P-03", status=1)
    assert "has a session of Lunch club already: Lunch club (S-7), with 0 people by name." in told
    assert "say --use S-7; if it was another, --separate. Nothing was changed." in told
    assert terminal.json(*there, "--show")["same_day"] == ["S-7"]
    used = terminal.json(*there, "--use", "S-7")
    assert (used["register"], used["state"], used["usual_day"], used["same_day"]) == ("S-7", "taken", True, [])
    assert used["change"]
    assert "no register yet" in terminal.run(*there, "--undo")
    assert terminal.json(*there, "--separate")["register"] == "R-20260303-1"
    assert "already" in terminal.run("group", "attach", "Tuesday lunch", "S-7", status=1)
    terminal.run(*there, "--undo")
    attached = terminal.run("group", "attach", "Tuesday lunch", "S-7")
    assert attached == "S-7 is the register of Tuesday lunch on 3 March 2026.\n"
    assert "There is no session 'S-9'" in terminal.run("group", "attach", "Tuesday lunch", "S-9", status=1)


def test_another_weekday_is_said_and_a_group_is_asked_for_its_day(terminal: Terminal) -> None:
    told = terminal.run("register", "Tuesday lunch", "2026-03-04")
    assert "Note: Tuesday lunch meets every Tuesday at 12:30, and this day was a Wednesday." in told
    assert "Note" not in terminal.run("register", "Tuesday lunch", "2026-03-03")
    asked = terminal.run("group", "add", "Walks", "--service", "Walking", status=1)
    assert "On which day of the week does Walks meet?" in asked
    assert terminal.json("group", "add", "Walks", "--service", "Walking", "--every", "none")["meets"] == (
        "on no fixed day"
    )


def test_whoever_is_named_in_place_of_a_reference_is_told_theirs(terminal: Terminal) -> None:
    name = terminal.json("person", "P-03")
    whole = f"{name['given_name']} {name['family_name']}".strip()
    assert f"{whole} has the reference P-03" in terminal.run("person", whole, status=1)
    refused = terminal.run("register", "Tuesday lunch", "2026-03-03", "--absent", whole, status=1)
    assert f"{whole} has the reference P-03" in refused
    told = terminal.run("questionnaire", "enter", "UCLA-3", "1", "1", "1", "--person", whole, status=1)
    assert f"{whole} has the reference P-03" in told
    assert "sfph list people" in terminal.run("person", "Xyzzy", status=1)


def test_an_unknown_option_is_told_by_its_own_command(terminal: Terminal) -> None:
    told = terminal.run("bid", "question", "add", "B-001", "Why?", "--limt", "100", status=2)
    assert told.startswith("usage: sfph bid question add")
    assert "'--limt' is more than this command takes; did you mean --limit" in told
    assert "'extra' is more than this command takes\n" in terminal.run("list", "people", "extra", status=2)
    late = terminal.run("questionnaire", "enter", "ucla3", "--person", "P-01", "1", "1", "2", status=2)
    assert "each ANSWER stands before every option" in late


def test_a_list_of_bare_names_says_how_it_comes_in(terminal: Terminal, tmp_path: Path) -> None:
    sheet = tmp_path / "names.csv"
    sheet.write_text("Name,Phone\nZoe,0131 555 0001\nYan,\n", encoding="utf-8")
    refused = terminal.run("import", str(sheet), status=1)
    assert "If each row is a person, say so" in refused and "--as people" in refused
    assert len(refused) < 400, "not every column of every sheet"
    assert terminal.json("import", str(sheet), "--as", "people", "--rehearse")["counts"]["people"]["created"] == 2


def test_a_row_of_totals_is_told_once_and_not_as_refused(terminal: Terminal, tmp_path: Path) -> None:
    sheet = tmp_path / "club.csv"
    sheet.write_text(
        "Name,D.O.B.,Service,Started\nAna Reid,1/1/1950,Lunch,1/4/2025\nBo Kerr,2/2/1960,Lunch,2/4/2025\nTotal,2,,\n",
        encoding="utf-8",
    )
    said = terminal.run("import", str(sheet), "--rehearse")
    assert said.count("totals") == 1
    assert "no record: club.csv, sheet" in said and "refused: " not in said
    heads, people = said.splitlines()[:2]
    assert heads.split()[-3:] == ["refused", "no", "record"]
    assert people.split()[-2:] == ["0", "1"]
    sheet.write_text("Name,D.O.B.,Service,Started\nAna Reid,1/1/1950,Lunch,1/4/2025\n", encoding="utf-8")
    assert "no record" not in terminal.run("import", str(sheet), "--rehearse")
