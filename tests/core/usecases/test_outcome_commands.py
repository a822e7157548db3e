"""The outcome framework by command."""

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


def test_words_get_measures_or_a_question(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SFPH_STORE")
    found = terminal.json("outcome", "suggest", "less lonley")
    assert found["suggestions"][0]["phrase"] == "feels less lonely"
    assert found["suggestions"][0]["instruments"][0]["length"] == "3 questions"
    assert "What changes for people" in terminal.run("outcome", "suggest", "we run a lunch club")
    assert "UCLA" in terminal.run("outcome", "suggest", "lonely")


def test_an_office_without_anything_says_what_comes_first(terminal: Terminal, tmp_path: Path) -> None:
    for words, next_step in (
        (("outcome", "list"), "sfph outcome suggest"),
        (("value", "list"), "sfph value changes"),
        (("comparison", "list"), "sfph comparison add"),
        (("summary", "--period", "2019-04-01:2020-03-31", "--out", str(tmp_path / "empty.pdf")), "another period"),
    ):
        terminal.run(*words)
        assert next_step in terminal.noted, words
    assert terminal.json("value", "list") == terminal.json("comparison", "list") == []
    assert "no words to look up" in terminal.run("outcome", "suggest", " ", status=1)


def test_an_outcome_of_a_level_takes_only_a_measure_of_that_level(terminal: Terminal) -> None:
    refused = terminal.run("outcome", "add", "feels less lonely", "--level", "environmental", status=1)
    assert "--own-words" in refused and "Nothing was added" in refused
    made = terminal.json("outcome", "add", "we keep tools and bikes out of the skip", "--level", "environmental")
    assert made["title"] == "Less waste going to landfill"
    assert "There is no activity 'nonsense'" in terminal.run(
        "outcome", "set", "O-1", "--indicator", "quantity:factor/nonsense", status=1
    )
    (one,) = terminal.json("outcome", "set", "O-1", "--indicator", "quantity:material_wood_reused")["indicators"]
    assert (one["factor"], one["event_type"]) == ("material_wood_reused", "")
    (one,) = terminal.json("outcome", "set", "O-1", "--indicator", "quantity:bikes_mended")["indicators"]
    assert (one["factor"], one["event_type"]) == ("", "bikes_mended")


def test_an_outcome_is_added_set_listed_and_removed(terminal: Terminal) -> None:
    made = terminal.json("outcome", "add", "folk feel less alone", "--serves", "SCO-NHWO/NHWO-4", "--measured-at",
                         "baseline,exit")  # fmt: skip
    assert (made["outcome_ref"], made["phrase"], made["stages"]) == ("O-1", "folk feel less alone", "baseline exit")
    assert made["serves"][0]["official"] is True
    told = terminal.json(
        "outcome", "set", "O-1", "--title", "Company", "--level", "individual",
        "--indicator", "change:ons4.happy", "--indicator", "event:joined_in|People who joined something",
    )  # fmt: skip
    assert [(one["kind"], one["output"] or one["event_type"]) for one in told["indicators"]] == [
        ("change", "happy"),
        ("event", "joined_in"),
    ]
    assert [row["title"] for row in terminal.json("list", "outcomes")] == ["Company"]
    before = terminal.json("outcome", "list")
    assert "has no outcome" in terminal.run(
        "outcome", "set", "O-1", "--title", "Other", "--serves", "SCO-NHWO/X", status=1
    )
    assert "is no indicator" in terminal.run("outcome", "set", "O-1", "--title", "No", "--indicator", "joy", status=1)
    assert terminal.json("outcome", "list") == before
    told = terminal.run("history", "outcomes", "O-1")
    assert "Company" in told and "way to know" in told
    assert terminal.json("outcome", "remove", "O-1") == {"removed": "O-1"}
    assert "no outcome 'O-1'" in terminal.run("outcome", "remove", "O-1", status=1)


def test_what_is_no_outcome_is_not_added_unless_it_is_meant(terminal: Terminal) -> None:
    assert "What changes for people" in terminal.run("outcome", "add", "we run a lunch club", status=1)
    made = terminal.json("outcome", "add", "the dogs are happier here", "--own-words", "--instrument", "who5")
    assert (made["title"], made["indicators"][0]["instrument"]) == ("The dogs are happier here", "who5")
    told = terminal.run("toolkit", "--period", "2026-01-01:2026-12-31", "--draws", "100")
    assert "O-1  The dogs are happier here: not known yet" in told
    assert "because WHO-5: nobody has filled it in yet" in told
    assert "no service called" in terminal.run("outcome", "add", "less pain", "--service", "Choir", status=1)
    assert "approval" in terminal.run("outcome", "add", "less pain", "--instrument", "outcomes_star", status=1)


def test_frameworks_by_country_and_buyer(terminal: Terminal) -> None:
    rows = terminal.json(
        "outcome", "frameworks", "--country", "Scotland", "--buyer", "council", "--choose", "SCO-BV-2020"
    )
    assert (rows[0]["id"], rows[0]["standing"]) == ("SCO-NPF-2018", "current")
    assert [row["id"] for row in rows if row["chosen"]] == ["SCO-BV-2020"]
    assert terminal.json("outcome", "frameworks", "--buyers")["buyers"][0]["id"] == "integration_authority"
    assert "Choose one of" in terminal.run("outcome", "frameworks", "--country", "Narnia", status=1)


def test_what_to_measure_next_of_a_period_and_of_the_newest_run(terminal: Terminal) -> None:
    assert "has not been run yet" in terminal.run("next", status=1)
    assert "without a period" in terminal.run("next", "--service", "Choir", status=1)
    assert terminal.json("outcome", "add", "folk feel less alone")["outcome_ref"] == "O-1"
    now = terminal.json("next", "--period", "2025-01-01:2027-12-31")
    assert now["snapshot"] is None
    (about,) = [one for one in now["steps"] if one["about"] == "O-1"]
    assert (about["kind"], about["rank"]) == ("no_data", now["steps"].index(about) + 1)
    kept = terminal.json("toolkit", "--period", "2025-01-01:2027-12-31")
    newest = terminal.json("next", "--most", "1")
    assert (newest["snapshot"], len(newest["steps"])) == (kept["snapshot"], 1)
    assert "feels less lonely" in terminal.run("next").casefold()


def test_the_theory_of_change_is_told_and_written(terminal: Terminal, tmp_path: Path) -> None:
    terminal.json("outcome", "add", "folk feel less alone")
    terminal.run("toolkit", "--period", "1999-01-01:1999-12-31")
    assert "knows of no activities" in terminal.run("theory", status=1)
    sheet = tmp_path / "sessions.csv"
    sheet.write_text("session_ref,service,date\nS1,Lunch club,2026-11-03\n", encoding="utf-8")
    terminal.run("import", str(sheet))
    terminal.run("toolkit", "--period", "2025-01-01:2027-12-31")
    told = terminal.json("theory")
    assert told["activities"] and [one["evidence"] for one in told["outcomes"]] == ["none yet"]
    assert "“Feels less lonely”" in terminal.run("theory")
    arrow = f"{told['activities'][0][0]}>O-1"
    assert [one["outcome_ref"] for one in told["arrows"]] == ["O-1"]
    assumed = terminal.json("theory", "--assume", f"{arrow}=somebody  sits beside them")
    assert assumed["arrows"][0]["assumption"] == "somebody sits beside them"
    assert terminal.json("theory", "--no-arrow", arrow)["arrows"] == []
    assert terminal.json("theory", "--arrow", arrow)["arrows"] == assumed["arrows"]
    assert terminal.json("theory", "--snapshot", told["snapshot"])["arrows"] == told["arrows"]
    assert "no service called" in terminal.run("theory", "--arrow", "Choir>O-1", status=1)
    assert "is no arrow" in terminal.run("theory", "--arrow", "Choir", status=1)
    again = terminal.json("toolkit", "--period", "2025-01-01:2027-12-31")
    assert again["theory"]["arrows"] == assumed["arrows"]
    assert "is no picture" in terminal.run("theory", "--out", str(tmp_path / "x.docx"), status=1)
    for name, start in (("x.svg", b"<?xml"), ("x.png", b"\x89PNG"), ("x.pdf", b"%PDF")):
        terminal.run("theory", "--out", str(tmp_path / name))
        assert (tmp_path / name).read_bytes().startswith(start)
    assert check_pdf(tmp_path / "x.pdf") == (), "the picture is told in words to those who do not see it"
    assert {one.name for one in tmp_path.glob("x.*")} == {"x.svg", "x.png", "x.pdf"}
