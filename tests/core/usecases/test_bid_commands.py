"""Bids by command: from the questions to the document, with what changed since told."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from bid_office import loneliness, office_with_a_run, one_more
from command_line import Terminal
from import_offices import bring

from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.usecases.office import Office, close_office

PASSPHRASE = "harbour lantern porridge thistle"


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    office, run = office_with_a_run(tmp_path)
    monkeypatch.setenv("LONELY", loneliness(run))
    monkeypatch.setenv("SFPH_STORE", str(office.store.path))
    close_office(office, backup=False)
    (tmp_path / "secret.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Terminal(capsys)


def again(tmp_path: Path) -> Office:
    from sfph_desktop.core.usecases.office import cheap_key_cost, open_office, this_machine

    machine = this_machine(tmp_path / "desk", key_cost=cheap_key_cost())
    import os

    return open_office(Path(os.environ["SFPH_STORE"]), passphrase=PASSPHRASE, machine=machine)


def words_of(file: Path) -> str:
    return "\n".join(one.text for one in docx.Document(str(file)).paragraphs)


def test_from_the_questions_to_the_document(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    key = os.environ["LONELY"]
    made = terminal.json(
        "bid", "add", "Befriending in Fife", "--buyer", "Fife", "--due", "2026-12-11", "--time", "12:00"
    )
    assert made["bid_ref"] == "B-001"
    text = "How does your service reduce loneliness among carers?"
    asked = terminal.json("bid", "question", "add", "B-001", text, "--number", "4.1", "--limit", "20", "--weight", "30")
    assert (asked["most"], asked["way"]) == (20, "between_spaces")
    terminal.json("bid", "question", "add", "B-001", "Who are you?", "--unit", "characters", "--limit", "100")
    assert "leaves no room" in terminal.run("bid", "question", "add", "B-001", "Why?", "--limit", "0", status=1)
    found = terminal.json("bid", "evidence", "B-001")
    assert key in {one["key"] for one in found["evidence"]}
    assert "carers" in found["gaps"]["4.1"]

    answer = f"People have company.\n- {{{key} number}} were less lonely\n- we listen"
    written = terminal.json("bid", "answer", "B-001", "4.1", "--text", answer)
    assert (written["count"], written["over"]) == (13, False)
    assert f"10 of 20 people ({key}) were less lonely" in written["handed_in"]
    assert terminal.run("bid", "count", "b-001").startswith("4.1  13 of 20 words (counted as Microsoft Word counts")

    word, text_file, pdf = (tmp_path / f"out/answers.{ending}" for ending in ("docx", "txt", "pdf"))
    assert terminal.json("answers", "--bid", "B-001", "--out", str(word))["changed"] == []
    read = words_of(word)
    assert "Evidence annex" in read and key in read and "10 of 20 people" in read
    assert "20 people, 40 questionnaires" in read
    first = word.read_bytes()
    terminal.run("answers", "--bid", "B-001", "--out", str(text_file))
    assert f"- 10 of 20 people ({key}) were less lonely\n- we listen" in text_file.read_text(encoding="utf-8")
    assert "[Not answered yet]" in text_file.read_text(encoding="utf-8")
    terminal.run("answers", "--bid", "B-001", "--out", str(pdf))
    assert check_pdf(pdf) == ()
    assert first
    assert "end the name with" in terminal.run("answers", "--bid", "B-001", "--out", "answers.odt", status=1).lower()

    office = again(tmp_path)
    bring(office, *one_more())
    close_office(office, backup=False)
    (changed,) = terminal.json("bid", "show", "B-001")["changed"]
    assert changed["words"] == "then 10 of 20 people improved, today 11 of 21 people improved"
    assert len(terminal.json("bid", "update", "B-001")["updated"]) == 1
    assert terminal.json("bid", "show", "B-001")["changed"] == []
    assert "11 of 21 people" in terminal.json("bid", "answer", "B-001", "4.1")["handed_in"]


def test_nothing_is_written_that_refers_to_nothing(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("bid", "add", "Lunch")
    out = tmp_path / "answers.docx"
    assert "no questions yet" in terminal.run("answers", "--bid", "B-001", "--out", str(out), status=1)
    terminal.run("bid", "question", "add", "B-001", "Why?")
    terminal.run("bid", "answer", "B-001", "1", "--text", "See {E-9999}.")
    assert "The nearest that may be quoted here: E-0" in terminal.noted
    assert "sfph bid evidence B-001" in terminal.noted
    assert "Those of this office go from E-0001 to E-0" in terminal.run("evidence", "E-9999", status=1)
    told = terminal.run("answers", "--bid", "B-001", "--out", str(out), status=1)
    assert "question 1 refers to {E-9999}" in told
    assert not out.exists()
    assert "There is no bid 'B-9'" in terminal.run("bid", "show", "B-9", status=1)
    assert "no question '7'" in terminal.run("bid", "answer", "B-001", "7", status=1)


def test_policies_by_command(terminal: Terminal) -> None:
    one = terminal.json("policy", "add", "Employers' liability", "--kind", "insurance", "--expires", "2027-03-31")
    terminal.json("policy", "change", str(one["id"]), "--number", "£10m")
    (row,) = terminal.json("list", "policies")
    assert (row["number"], row["state"]) == ("£10m", "to 31 March 2027")
    terminal.run("policy", "remove", str(one["id"]))
    assert json.loads(terminal.run("policy", "list", "--json")) == []


def test_texts_for_the_single_procurement_document_invent_nothing(terminal: Terminal, tmp_path: Path) -> None:
    found = {one["asks"]: one for one in terminal.json("spd")["answers"]}
    assert found["Name of the bidder"]["text"] == "Braes"
    assert all(found[asks]["gap"] and not found[asks]["text"] for asks in ("Insurance", "Yearly turnover", "Staff"))
    assert "Declare these yourselves" in found["Grounds for exclusion"]["gap"]
    terminal.run("policy", "add", "Employers' liability", "--kind", "insurance", "--number", "£10m")
    terminal.run("policy", "add", "Old cover", "--kind", "insurance", "--expires", "2020-01-01")
    out = tmp_path / "spd.txt"
    terminal.run("spd", "--out", str(out))
    text = out.read_text(encoding="utf-8")
    assert "4B.5  Insurance\nEmployers' liability (£10m)." in text
    assert "Old cover" not in text
    assert "[No count of the workforce is recorded" in text
