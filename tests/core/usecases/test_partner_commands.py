"""Partners, referrals and the waiting list by command, and the list on paper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Terminal
from tests.core.usecases.hall import PASSPHRASE, hall

from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.person_record import Consent
from sfph_desktop.core.reports.check import check_pdf


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for there in hall(tmp_path):
        store = there.office.store.path
        with there.office.writing("agreed") as unit:
            day = there.office.clock.today()
            unit.add("consents", Consent(person_id=ServiceUserId(2), purpose="share", given_on=day))
    (tmp_path / "secret.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_STORE", str(store))
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Terminal(capsys)


def test_partners_come_in_go_out_and_are_kept(terminal: Terminal, tmp_path: Path) -> None:
    made = terminal.json("partner", "add", "Leith Practice", "--kind", "health_professional", "--postcode", "EH6 6AA")
    assert (made["partner_ref"], made["kind"]) == ("PA-001", "health_professional")
    file = tmp_path / "directory.json"
    file.write_text(json.dumps([{"id": "a1", "name": "Hill Housing Association"}, {"id": "a2"}]), encoding="utf-8")
    told = terminal.json("partner", "import", str(file))
    assert (told["added"], len(told["problems"])) == (1, 1)
    assert "not a directory" in terminal.run("partner", "import", str(tmp_path / "secret.txt"), status=1)
    out = tmp_path / "out.json"
    assert terminal.json("partner", "export", str(out))["partners"] == 2
    terminal.run("partner", "retire", "PA-002")
    assert [row["retired_on"] is None for row in terminal.json("list", "partners")] == [True, False]
    there = terminal.json("partner", "change", "PA-002", "--council", "Falkirk")
    assert (there["council"], there["health_board"], there["integration_authority"]) == (
        "S12000014", "S08000019", "S37000013",
    )  # fmt: skip
    assert terminal.json("partner", "change", "PA-002", "--health-board", "NHS Lothian")["health_board"] == "S08000024"
    assert "no council 'Atlantis'" in terminal.run("partner", "change", "PA-002", "--council", "Atlantis", status=1)
    assert "no one partner" in terminal.run("partner", "show", "nobody", status=1)
    assert terminal.json("partner", "remove", "leith practice") == {"removed": "PA-001"}


def test_a_referral_waits_is_printed_and_ends(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("partner", "add", "Leith Practice", "--kind", "health_professional")
    sent = ("--from", "leith practice", "--on", "1/2/2026", "--reason", "lonely <b>since</b> spring")
    first = terminal.json("referral", "in", "P-01", *sent)
    terminal.run("referral", "in", "P-02", "--source", "self", "--priority", "1", "--service", "Lunch club")
    assert [row["person_ref"] for row in terminal.json("waiting-list")] == ["P-02", "P-01"]
    for size in ((), ("--large-print",)):
        paper = tmp_path / f"waiting{len(size)}.pdf"
        terminal.run("waiting-list", "--print", str(paper), *size)
        assert check_pdf(paper) == ()
    assert [row["person_ref"] for row in terminal.json("waiting-list", "--service", "lunch club")] == ["P-02"]
    told = terminal.run("waiting-list", "--service", "Lunch", status=1)
    assert "No service is called 'Lunch'. Choose one of: Lunch club" in told, "not as if nobody waited"
    changed = terminal.json("referral", "set", str(first["id"]), "--contacted", "3/2/2026")
    assert changed["outcome"] == "contacted"
    assert [row["person_ref"] for row in terminal.json("waiting-list")] == ["P-02"]
    assert "before the referral" in terminal.run(
        "referral", "set", str(first["id"]), "--contacted", "1/1/2026", status=1
    )


def test_what_leaves_about_a_person_needs_their_consent(terminal: Terminal) -> None:
    terminal.run("partner", "add", "Leith Practice")
    assert "has not agreed" in terminal.run("referral", "out", "P-01", "--to", "PA-001", status=1)
    assert "has not agreed" in terminal.run("who-does-what", "P-01", status=1)
    assert terminal.json("referral", "out", "P-02", "--to", "PA-001")["outcome"] == "waiting"
    told = terminal.json("who-does-what", "P-02", "--partner", "PA-001", "--what", "checks blood pressure")
    assert [(one["partner"], one["what"]) for one in told["involved"]] == [("Leith Practice", "checks blood pressure")]
