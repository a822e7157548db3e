"""J1, J9 and J10 walked through by command: first summary, a stolen laptop, a challenged number."""

from __future__ import annotations

import shutil
from typing import Any

from tests.journeys.conftest import PASSPHRASE, Terminal

YEAR = "2025-04-01:2026-03-31"


def first_summary(terminal: Terminal) -> dict[str, Any]:
    terminal.run("init", "--name", "Hill Street Kitchen", "--recovery-sheet", "sheet.pdf")
    assert (terminal.folder / "sheet.pdf").read_bytes().startswith(b"%PDF")
    terminal.run("sample", "--people", 60)
    run = terminal.json("toolkit", "--period", YEAR, "--draws", 500)
    terminal.run("summary", "--snapshot", run["snapshot"], "--out", "bid.pdf", "--framework", "SCO-NHWO")
    assert (terminal.folder / "bid.pdf").read_bytes().startswith(b"%PDF")
    return dict(run)


def test_j1_j10_from_first_launch_to_a_challenged_number(processes: Terminal) -> None:
    terminal = processes
    run = first_summary(terminal)
    assert run["reach"]["people"] > 0
    change = next(c for c in run["changes"] if c["claimed"])

    proof = terminal.json("evidence", change["evidence"])

    assert proof["values"]["improved"] == change["improved"]
    assert len(proof["records"]["people"]) == change["pairs"]
    assert proof["then_and_now"]["then"] == proof["then_and_now"]["now"]
    said = terminal.run("evidence", change["evidence"])
    assert f"{change['pairs']} people measured or counted; " in said and "For whoever checks the sums: " in said
    assert "mean change: " not in said, "numbers by the program's own names"
    # The same snapshot again, to the byte.
    terminal.run("summary", "--snapshot", run["snapshot"], "--out", "again.pdf", "--framework", "SCO-NHWO")
    assert (terminal.folder / "again.pdf").read_bytes() == (terminal.folder / "bid.pdf").read_bytes()


def test_j9_the_laptop_is_stolen(terminal: Terminal) -> None:
    terminal.run("init", "--name", "Hill Street Kitchen", "--recovery-sheet", "sheet.pdf")
    terminal.run("sample", "--people", 20)
    before = terminal.json("list", "people")
    terminal.run("backup", "stick.sfphbackup")
    shutil.rmtree(terminal.folder / "office")
    (terminal.folder / "office").mkdir()

    new = terminal.folder / "office" / "restored.sfph"
    wrong = terminal.run("restore", "stick.sfphbackup", "--to", new, status=3, secret="not-the-one-at-all-here")
    assert "passphrase" in wrong.lower()
    assert not new.exists()
    terminal.run("restore", "stick.sfphbackup", "--to", new)

    assert terminal.json("list", "people", store=new) == before
    assert terminal.json("check", store=new)["sound"] is True


def test_a_store_that_does_not_open_says_which_of_four_it_is(terminal: Terminal) -> None:
    missing = terminal.run("list", "people", status=1)
    terminal.run("init", "--name", "Hill Street Kitchen", "--recovery-sheet", "sheet.pdf")
    wrong = terminal.run("list", "people", status=3, secret="some-other-words-entirely")
    content = bytearray(terminal.store.read_bytes())
    content[40:400] = bytes(360)
    terminal.store.write_bytes(content)
    damaged = terminal.run("list", "people", status=3)

    assert len({missing, wrong, damaged}) == 3
    assert "passphrase" in wrong.lower()
    assert "damaged" in damaged.lower()
    # Nothing was put in its place.
    assert terminal.store.read_bytes() == bytes(content)
    assert PASSPHRASE not in wrong + damaged + missing


def test_nothing_of_mine_is_replaced(terminal: Terminal) -> None:
    mine = terminal.folder / "mine.pdf"
    mine.write_text("precious", encoding="utf-8")
    terminal.run("init", "--name", "Hill Street Kitchen", "--recovery-sheet", "mine.pdf", status=1)
    assert not terminal.store.exists()
    terminal.run("init", "--name", "Kirk \U0001f600", "--recovery-sheet", "sheet.pdf", status=1)
    assert not terminal.store.exists(), "a store whose recovery key nobody has seen"
    terminal.run("init", "--name", "Hill Street Kitchen", "--recovery-sheet", "sheet.pdf")
    terminal.run("backup", "mine.pdf", status=1)
    assert mine.read_text(encoding="utf-8") == "precious"
    terminal.run("template", "ours.xlsx")
    terminal.run("template", "ours.xlsx", status=1)
    terminal.run("backup", "monday.sfphbackup")
    terminal.run("backup", "monday.sfphbackup")


def test_what_is_refused_is_the_status_of_the_process(processes: Terminal) -> None:
    processes.run("toolkit", status=2)
    processes.run("nonsense", status=2)
    assert str(processes.store) in processes.run("list", "people", status=1)


def test_bad_input_is_status_1_and_names_what_would_be_accepted(terminal: Terminal) -> None:
    terminal.run("init", "--name", "Hill Street Kitchen", "--recovery-sheet", "sheet.pdf")
    said = terminal.run("toolkit", "--period", "2025-04-01", status=2)
    assert "2025-04-01:2026-03-31" in said
    said = terminal.run("import", "nothing-here.xlsx", status=1)
    assert "nothing-here.xlsx" in said
    said = terminal.run("evidence", "E-9999", status=1)
    assert "E-9999" in said
