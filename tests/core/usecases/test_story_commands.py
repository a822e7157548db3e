"""Case studies and quotes by command: consent first, every word and use told, nothing replaced."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Terminal
from tests.core.usecases.hall import PASSPHRASE, hall


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for there in hall(tmp_path):
        store = there.office.store.path
    (tmp_path / "secret.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_STORE", str(store))
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return Terminal(capsys)


def test_a_story_from_the_first_consent_to_the_withdrawal(terminal: Terminal, tmp_path: Path) -> None:
    ref = terminal.json("list", "people")[0]["person_ref"]
    refused = terminal.run("case-study", ref, "--out", "ina.pdf", status=1)
    assert "has not agreed that we tell their story" in refused
    assert terminal.json("case-study", "list") == []
    assert "End the name with one of" in terminal.run("case-study", ref, "--out", "ina.odt", status=1)
    terminal.run("consent", ref, "story", "--given", "today")
    made = terminal.json("case-study", "begin", ref, "--name", "Ina", "--title", "A place")
    assert (made["story_ref"], made["shown_name"], made["allowed"]) == ("CS-0001", "Ina", True)
    assert "Give one of: came, mattered" in terminal.run("case-study", "write", ref, status=1)
    terminal.run("case-study", "write", "CS-0001", "mattered", "--text", "Company.")
    said = terminal.json("quote", "add", "I laugh again.", "--person", ref, "--by", "Ina", "--usable", "yes")
    told = terminal.json("case-study", "set", "CS-0001", "--quote", str(said["id"]), "--dates", "month")
    assert [one["text"] for one in told["quotes"]] == ["I laugh again."]
    assert next(one["words"] for one in told["sections"] if one["key"] == "mattered") == "Company."
    document = terminal.json("case-study", ref, "--out", "ina.html", "--for", "the board")
    assert Path(document["file"]).exists()
    assert "is not replaced" in terminal.run("case-study", ref, "--out", "ina.html", status=1)
    terminal.run("consent", ref, "story", "--withdrawn", "today")
    assert "took it back" in terminal.run("case-study", ref, "--out", "again.pdf", status=1)
    assert not (tmp_path / "again.pdf").exists()
    uses = terminal.json("case-study", "uses", ref)["uses"]
    assert [(one["how"], one["where_to"], one["story"]) for one in uses] == [
        ("html", "ina.html, for the board", "CS-0001")
    ]
    assert uses == terminal.json("case-study", "uses", "CS-0001")["uses"]
    assert terminal.json("quote", "list")[0]["may_be_printed"] == "no"
    assert "Put it away instead" in terminal.run("case-study", "remove", "CS-0001", status=1)
    assert terminal.json("case-study", "put-away", "CS-0001")["status"] == "put_away"


def test_what_is_not_said_is_asked_for(terminal: Terminal) -> None:
    assert "not said whose case study" in terminal.run("case-study", status=1)
    assert "There is no case study of the enterprise" in terminal.run("case-study", "--enterprise", status=1)
    assert "Nobody has the reference" in terminal.run("case-study", "show", "P-NOBODY", status=1)
    assert terminal.json("case-study", "begin", "--enterprise")["kind"] == "enterprise"
