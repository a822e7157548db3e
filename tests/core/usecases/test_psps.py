"""Public social partnerships by command: the record of each stage, what is refused, and a document for each stage."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from bid_office import loneliness, office_with_a_run
from command_line import Terminal

from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.usecases.office import close_office

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


def test_a_partnership_goes_through_its_stages(terminal: Terminal, tmp_path: Path) -> None:
    import os

    key = os.environ["LONELY"]
    made = terminal.json("psp", "add", "Home <from> hospital", "--with", "NHS Braes", "--starts-on", "2025-01-10")
    assert (made["psp_ref"], made["stage"]) == ("PSP-001", "design")
    late = terminal.run("psp", "change", "PSP-001", "--pilot-from", "2024-12-01", status=1)
    assert "before the partnership" in late
    terminal.json(
        "psp", "change", "PSP-001", "--pilot-from", "2025-06-01", "--pilot-cost", "20,000", "--stage", "pilot"
    )
    terminal.json("psp", "partner", "psp-001", "NHS Braes", "--role", "public body")
    assert "no partnership 'PSP-9'" in terminal.run("psp", "change", "PSP-9", "--stage", "pilot", status=1)
    write = ("psp", "write", "PSP-001")
    terminal.json(*write, "Nobody calls for days", "--stage", "design", "--kind", "need", "--on", "2025-02-01")
    nobody = terminal.run(*write, "Two wards", "--stage", "design", "--kind", "decision", status=1)
    assert "who decided" in nobody
    terminal.json(*write, "Two wards", "--stage", "design", "--kind", "decision", "--by", "all", "--on", "2025-03-01")
    terminal.json(*write, "Less lonely", "--stage", "pilot", "--kind", "outcome", "--evidence", key, "--cost", "900")
    assert "no place" in terminal.run(*write, "x", "--stage", "design", "--kind", "outcome", status=1)
    assert "before the partnership" in terminal.run(
        *write, "x", "--stage", "design", "--kind", "need", "--on", "2024-01-01", status=1
    )
    assert "E-9999" in terminal.run(
        *write, "x", "--stage", "pilot", "--kind", "outcome", "--evidence", "E-9999", status=1
    )
    nothing = terminal.run("psp", "paper", "PSP-001", "--stage", "refine", "--out", str(tmp_path / "r.pdf"), status=1)
    assert "Nothing is written down yet" in nothing
    for stage in ("design", "pilot"):
        for ending in ("pdf", "docx"):
            terminal.json("psp", "paper", "PSP-001", "--stage", stage, "--out", str(tmp_path / f"{stage}.{ending}"))
        assert not check_pdf(tmp_path / f"{stage}.pdf")
    words = "\n".join(one.text for one in docx.Document(str(tmp_path / "pilot.docx")).paragraphs)
    for said in ("The pilot cost £20,000 in all.", "Spent on it: £900.", key):
        assert said in words
    lacking = "\n".join(one.text for one in docx.Document(str(tmp_path / "design.docx")).paragraphs)
    assert "Nothing is written down as designed together." in lacking
    terminal.run("psp", "remove", "PSP-001")
    assert terminal.run("psp", "list", "--json").strip() == "[]"
