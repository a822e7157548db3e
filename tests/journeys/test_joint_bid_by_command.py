"""The laundrette and the courier bid together by command alone: docs/walks/joint-bid.md, step by step."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.core.usecases.command_line import Terminal
from tests.core.usecases.joint_offices import COURIER, LEAD, one_side

from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.usecases.office import close_office


def test_a_laundrette_leads_and_a_courier_is_its_subcontractor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = {}
    for name, other in ((LEAD, COURIER), (COURIER, LEAD)):
        side = one_side(tmp_path / name, name, other)
        stores[name] = (str(side.office.store.path), side.run.snapshot)
        close_office(side.office, backup=False)
    (tmp_path / "secret.txt").write_text("harbour lantern porridge thistle\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    terminal = Terminal(capsys)

    def at(name: str, *words: str) -> tuple[str, ...]:
        return (*words, "--store", stores[name][0])

    # 1 Each gives the other its key; each reads its fingerprint out.
    prints = {}
    for name in (LEAD, COURIER):
        shown = terminal.json(*at(name, "key", "show", "--out", str(tmp_path / f"{name}.sfph-key")))
        prints[name] = shown["fingerprint"]
    for name, other in ((LEAD, COURIER), (COURIER, LEAD)):
        key = str(tmp_path / f"{other}.sfph-key")
        wrong = terminal.run(*at(name, "key", "accept", key, "--partner", other, "--fingerprint", "A-B"), status=1)
        assert "not the fingerprint" in wrong
        terminal.run(*at(name, "key", "accept", key, "--partner", other, "--fingerprint", prints[other]))

    # 2 The courier makes a file for the laundrette.
    file = tmp_path / "courier.sfph-evidence"
    make = ("evidence-file", "make", "--snapshot", stores[COURIER][1], "--all-claimed", "--for", LEAD)
    made = terminal.json(*at(COURIER, *make, "--out", str(file)))
    assert made["sequence"] == 1
    again = tmp_path / "again.sfph-evidence"
    terminal.run(*at(COURIER, *make, "--out", str(again)))
    assert again.read_bytes() == file.read_bytes()

    # 3 On the way it is changed: refused. As it was: taken in.
    changed = tmp_path / "changed.sfph-evidence"
    changed.write_bytes(file.read_bytes()[:-1] + b"!")
    for name, odd in ((LEAD, changed), (COURIER, file)):
        assert "cannot be opened with your key" in terminal.run(*at(name, "evidence-file", "take", str(odd)), status=1)
    assert terminal.json(*at(LEAD, "evidence-file", "take", str(file)))["already"] is False
    assert terminal.json(*at(LEAD, "evidence-file", "take", str(file)))["already"] is True

    # 4 The bid: who does what, for which share, and who carries which risk.
    ref = terminal.json(*at(LEAD, "bid", "add", "Linen for Fife", "--buyer", "NHS Fife"))["bid_ref"]
    for name, role, share, risks in ((LEAD, "lead", "85", "staff"), (COURIER, "subcontractor", "15", "vans")):
        terminal.run(
            *at(LEAD, "bid-partner", "add", name, "--bid", ref, "--role", role, "--share", share, "--risks", risks)
        )
    too_much = terminal.run(*at(LEAD, "bid-partner", "change", COURIER, "--bid", ref, "--share", "20"), status=1)
    assert "add up to 105" in too_much

    # 5 Side by side, together, and on paper.
    page = terminal.json(*at(LEAD, "joint-bid", "--bid", ref))
    assert [(one["name"], bool(one["figures"])) for one in page["sides"]] == [(LEAD, True), (COURIER, True)]
    reach = next(one for one in page["combined"] if one["title"] == "Who took part")
    assert (reach["low"], reach["high"]) == (20, 40)
    terminal.run(*at(LEAD, "joint-bid", "--bid", ref, "--out", str(tmp_path / "joint.pdf")))
    assert check_pdf(tmp_path / "joint.pdf") == ()
    short = at(LEAD, "joint-bid", "--bid", ref, "--out", str(tmp_path / "short.pdf"), "--figure", "E-9999")
    assert "no figure E-9999" in terminal.run(*short, status=1)
    assert "name" in terminal.run(*at(LEAD, "joint-bid", "--bid", ref, "--out", str(tmp_path / "joint.txt")), status=1)
