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
    assert "or today. Nothing" in terminal.run("person", "set", ref, "died_on=31/02/2025", status=1)
    assert "Nobody is named" in terminal.run("person", "add", "given_name=", status=1)
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
    assert terminal.json("person", ref.lower()) == whole, "capitals or not"
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


def test_alerts_links_and_roles_by_command(terminal: Terminal) -> None:
    ref, other = (terminal.json("person", "add", f"given_name={name}")["person_ref"] for name in ("Tam", "Senga"))
    (alert,) = terminal.json("alert", ref, "Nut allergy", "--kind", "allergy", "--review", "2030-01-01")["alerts"]
    assert (alert["text"], alert["kind"], alert["review_on"]) == ("Nut allergy", "allergy", "2030-01-01")
    assert terminal.json("alert", ref, "--end", str(alert["id"]))["alerts"][0]["ended_on"]
    assert f"has no alert {alert['id']}" in terminal.run("alert", other, "--end", str(alert["id"]), status=1)

    (link,) = terminal.json("link", ref, "parent", "--person", other, "--from", "2024-02-01")["links"]
    assert (link["kind"], link["person_ref"], link["from"]) == ("parent", other, "2024-02-01")
    loop = terminal.run("link", other, "parent", "--person", ref, status=1)
    assert "descends from" in loop
    named = terminal.json("link", ref, "worker", "--name", "Ann Ross", "--contact", "01324 000000")["links"]
    assert {one["name"] for one in named if one["kind"] == "worker"} == {"Ann Ross"}
    over = terminal.json("link", ref, "--end", str(link["id"]), "--on", "2024-06-01")["links"]
    assert next(one["to"] for one in over if one["id"] == link["id"]) == "2024-06-01"

    (role,) = terminal.json("role", ref, "volunteer", "--from", "2024-03-01", "--detail", "kitchen")["roles"]
    assert "already" in terminal.run("role", ref, "volunteer", "--from", "2024-05-01", status=1)
    assert terminal.json("role", ref, "--end", str(role["id"]), "--on", "2024-04-01")["roles"][0]["to_date"]
    listed = {row["person_ref"]: row["roles"] for row in terminal.json("list", "people")}
    assert listed == {ref: "service_user", other: "service_user"}
    terminal.run("role", other, "staff", "--from", "2024-03-01")
    assert {row["person_ref"]: row["roles"] for row in terminal.json("list", "people")}[other] == "staff"


def test_the_words_for_consent_by_command(terminal: Terminal) -> None:
    ref = terminal.json("person", "add", "given_name=Tam")["person_ref"]
    terminal.run("consent", ref, "story", "--given", "2025-01-03")
    (shipped,) = terminal.json("consent", "words", "story")["words"]
    (own,) = terminal.json("consent", "words", "story", "--text", "May we tell it?")["words"]
    assert (own["text"], own["version"], own["own"]) == ("May we tell it?", "own 1", True)
    terminal.run("consent", ref, "photo", "--given", "2025-01-03")
    assert terminal.json("consent", ref)["consents"]["story"]["words_version"] == shipped["version"]
    assert terminal.json("consent", "words", "story", "--text", "")["words"] == [shipped]
    assert "No purpose" in terminal.run("consent", "words", "--text", "x", status=1)
    assert "belongs to the words" in terminal.run("consent", ref, "--text", "x", status=1)


def test_areas_by_command(terminal: Terminal, tmp_path: Path) -> None:
    ref = terminal.json("person", "add", "given_name=Tam", "postcode=ZZ1 1AB")["person_ref"]
    assert terminal.json("areas", "show")["waiting"] == 1
    directory, pack = tmp_path / "ONSPD_MAY_2026_UK.csv", tmp_path / "areas.zip"
    directory.write_text(
        "pcd7,pcds,dointr,doterm,lad25cd,lsoa11cd\n"
        '"ZZ1 1AB",ZZ1 1AB,198001,,S12000014,S01009128\n'
        "SW1A1AA,SW1A 1AA,198001,,E09000033,E01004736\n",
        encoding="utf-8",
    )
    assert "needs the file" in terminal.run("areas", "pack", str(directory), status=1)
    terminal.run("areas", "pack", str(directory), "--edition", "May 2026", "--out", str(pack))
    terminal.run("reference", "add", str(pack))
    told = terminal.json("areas", "fill")
    assert (told["found"], told["waiting"], told["source"]["postcodes"], told["source"]["whole"]) == (1, 0, 1, False)
    (address,) = terminal.json("person", ref)["addresses"]
    assert (address["council_name"], address["simd_rank"], address["simd_version"]) == ("Falkirk", 176, "2020v2")
    assert "May 2026" in address["area_source"]
    # The next edition says otherwise: what was looked up stays, what is written down from now on is new.
    directory.write_text(directory.read_text(encoding="utf-8").replace("S12000014", "S12000036"), encoding="utf-8")
    terminal.run("areas", "pack", str(directory), "--edition", "Aug 2026", "--out", str(pack))
    terminal.run("reference", "add", str(pack))
    assert terminal.json("areas", "fill")["found"] == 0
    assert terminal.json("person", ref)["addresses"][0]["council_name"] == "Falkirk"
    newer = terminal.json("person", "add", "given_name=Senga", "postcode=ZZ1 1AB")["person_ref"]
    assert terminal.json("person", newer)["addresses"][0]["council"] == "S12000036"
    directory.write_text("name,town\nx,y\n", encoding="utf-8")
    wrong = terminal.run("areas", "pack", str(directory), "--edition", "x", "--out", str(tmp_path / "no.zip"), status=1)
    assert "no column 'pcds'" in wrong
    assert not (tmp_path / "no.zip").exists()


def test_a_private_note_leaves_by_no_command(terminal: Terminal, tmp_path: Path) -> None:
    from sfph_desktop.core.usecases.lists import KINDS

    ref = terminal.json("person", "add", "given_name=Tam")["person_ref"]
    terminal.run("note", ref, "Said xyzzy to us alone.", "--private")
    terminal.run("note", ref, "Likes soup.")
    out = tmp_path / "partners.json"
    terminal.run("partner", "export", str(out))
    left = [terminal.run("list", kind, "--json") for kind in KINDS]
    left += [terminal.run("person", ref, "--json"), terminal.run("person", ref)]
    left += [terminal.run("history", ref, "--json"), out.read_text(encoding="utf-8")]
    assert not [text for text in left if "xyzzy" in text]
    assert any("Likes soup." in text for text in left)


def test_the_text_of_a_record_tells_all_of_it_with_the_alerts_first(terminal: Terminal) -> None:
    ref, other = (terminal.json("person", "add", f"given_name={name}")["person_ref"] for name in ("Tam", "Senga"))
    for what in ("Nut allergy", "Broken arm"):
        terminal.run("alert", ref, what, "--kind", "health", "--from", "2025-01-02")
    over = terminal.json("alert", ref)["alerts"][-1]
    terminal.run("alert", ref, "--end", str(over["id"]), "--on", "2025-02-03")
    terminal.run("link", ref, "parent", "--person", other, "--from", "2024-02-01")
    terminal.run("link", ref, "worker", "--name", "Ann Ross", "--contact", "01324 000000")
    terminal.run("role", ref, "volunteer", "--from", "2024-03-01", "--detail", "kitchen")
    terminal.run("address", ref, "--lines", "2 Hill Street", "--postcode", "fk27za", "--from", "2025-01-01")
    terminal.run("group", "add", "Tuesday lunch", "--service", "Lunch club", "--every", "none")
    terminal.run("group", "member", "Tuesday lunch", ref)
    terminal.run("note", ref, "Likes soup.", "--on", "2025-03-04")
    terminal.run("note", ref, "For us only.", "--private")
    terminal.run("action", ref, "Ring the GP", "--due", "2030-01-01")
    parts: dict[str, list[str]] = {}
    first, *lines = terminal.run("person", ref).splitlines()
    for line in lines:
        if line.startswith("  "):
            parts[list(parts)[-1]].append(line.strip())
        else:
            parts[line] = []
    assert first == f"{ref}  Tam"
    assert next(iter(parts)) == "ALERTS"
    now, gone = parts["ALERTS"], parts["Alerts that are over"]
    assert (len(now), gone) == (1, [f"Health: {over['text']}, since 2 January 2025, over since 3 February 2025"])
    assert parts["Household, carers, workers and family"] == [
        f"Senga ({other}): is their parent, since 1 February 2024",
        "Ann Ross: is their worker, 01324 000000",
    ]
    assert parts["Roles"] == ["Volunteer, kitchen, since 1 March 2024"]
    assert parts["Addresses"][0].startswith("2 Hill Street, FK2 7ZA, Falkirk, NHS Forth Valley, ")
    assert parts["Groups"] == ["Tuesday lunch"]
    assert parts["To do"] == ["Ring the GP, by 1 January 2030"]
    assert (parts["Notes"][0][:12], parts["Notes"][0][-11:]) == ("4 March 2025", "Likes soup.")
    assert parts["Notes"][1:] == ["1 private note is not shown here."]
    assert not any("_" in line for line in lines)


def test_what_a_word_may_be_is_said_and_none_of_it_is_blank(terminal: Terminal) -> None:
    for command, accepted in (("link", "next_of_kin"), ("role", "volunteer"), ("consent", "photo")):
        refused = terminal.run(command, "P-0001", "nonsense", status=2)
        assert accepted in refused
        assert "''" not in refused
