"""A network by command alone: a desk is made, asks its questions, takes on a member; the member joins and answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.core.usecases.command_line import Terminal
from tests.core.usecases.desk_offices import PASSPHRASE, an_office, definitions_of, heard, next_version

from sfph_desktop.core.usecases import desk, folder_fates


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    (tmp_path / "secret.txt").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Terminal(capsys)


def test_a_desk_is_a_store_of_its_own(terminal: Terminal, tmp_path: Path) -> None:
    store = str(tmp_path / "desk.sfph")
    key = terminal.run("network", "init", "--name", "Braes Network", "--store", store)
    assert len(key.strip().split("-")) == 8, "the recovery key is told, as for any store"
    assert "network define --suggested" in terminal.noted, "what comes next"
    shown = terminal.json("network", "define", "--show", "--store", store)["definitions"]
    assert '\nmeasure = "reach:people"\n' in shown


def test_a_member_joins_and_both_know_each_other(terminal: Terminal, tmp_path: Path) -> None:
    offices = {"desk": an_office(tmp_path / "d", "Braes", is_desk=True), "hill": an_office(tmp_path / "h", "Hill")}
    prints, stores = {}, {}
    for name, office in offices.items():
        prints[name], stores[name] = heard(office), str(office.store.path)
        office.store.close()

    def at(name: str, *words: str) -> tuple[str, ...]:
        return (*words, "--store", stores[name])

    # 1 What the network asks: edited, issued, written for the members.
    plan, file, key = tmp_path / "plan.toml", tmp_path / "v1.sfph-definitions", tmp_path / "hill.sfph-key"
    assert "No definitions were issued" in terminal.run(*at("desk", "network", "definitions", "--out", "x"), status=1)
    terminal.run(*at("desk", "network", "define", "--show", "--out", str(plan)))
    plan.write_text(plan.read_text(encoding="utf-8").replace("threshold = 10", "threshold = 12"), encoding="utf-8")
    assert terminal.json(*at("desk", "network", "define", str(plan)))["version"] == 1
    assert terminal.json(*at("desk", "network", "define", str(plan)))["already"] is True
    told = terminal.run(*at("desk", "network", "definitions", "--out", str(file)))
    assert prints["desk"] in told

    # 2 The member: by what it hears.
    assert "is missing" in terminal.run(*at("hill", "network", "join", str(file)), status=1)
    assert "none; join one" in terminal.run(*at("hill", "network", "profile"))
    assert "No example of the network has come yet" in terminal.run(*at("hill", "practice", "list"))
    found = terminal.json(*at("hill", "network", "join", str(file), "--heard", prints["desk"]))
    assert (found["network"], found["version"], len(found["checked"])) == ("Braes", 1, 4)
    assert "network join" not in terminal.run(*at("hill", "network", "join", str(file)))
    assert "key show --out" not in terminal.noted, "who had joined has sent the key"
    refused = terminal.run(*at("hill", "network", "profile", "--client-groups", "carers,the old"), status=1)
    assert "'the old' is not on the list" in refused and "carers (unpaid carers)" in refused
    terminal.run(*at("hill", "network", "profile", "--council", "Fife", "--client-groups", "carers"))
    profile = terminal.json(*at("hill", "network", "profile"))
    assert (profile["member_name"], profile["council"]) == ("Hill", "S12000047")
    assert "legal form" in profile["missing"]
    terminal.run(*at("hill", "network", "map", "carbon_saved", "--not-measured"))
    asked = {one["id"]: one for one in terminal.json(*at("hill", "network", "map"))["questions"]}
    assert asked["carbon_saved"]["answered_with"] == ""
    assert asked["people_supported"]["purpose"]
    assert "not of a network's desk" in terminal.run(*at("hill", "network", "member", "list"), status=1)

    # 3 The desk: by what it hears.
    assert f"Written: {key}" in terminal.run(*at("hill", "key", "show", "--out", str(key)))
    assert "network's desk" in terminal.noted
    add = ("network", "member", "add", str(key))
    assert "only by the fingerprint" in terminal.run(*at("desk", *add), status=1)
    terminal.run(*at("desk", *add, "--heard", prints["hill"]))
    terminal.run(*at("desk", "network", "member", "rename", "Hill", "Hill and Glen"))
    (line,) = terminal.json(*at("desk", "network", "member", "list"))["members"]
    assert (line["name"], line["earlier_names"], line["fingerprint"]) == ("Hill and Glen", "Hill", prints["hill"])
    terminal.run(*at("desk", "network", "member", "retire-key", "hill"))
    assert "no key in use" in terminal.run(*at("desk", "network", "member", "list"))
    terminal.run(*at("desk", "network", "member", "leave", "hill"))
    assert terminal.json(*at("hill", "network", "leave"))["network"] == "Braes"
    assert "in no network yet" in terminal.run(*at("hill", "network", "map"), status=1)


def test_who_joins_is_told_that_the_desk_needs_their_key(terminal: Terminal, tmp_path: Path) -> None:
    hall, hill = an_office(tmp_path / "d", "Braes", is_desk=True), an_office(tmp_path / "h", "Hill")
    desk.define(hall, next_version(hall, tmp_path))
    file, said = definitions_of(hall, tmp_path), heard(hall)
    for office in (hall, hill):
        office.store.close()
    store = ("--store", str(hill.store.path))
    terminal.run("network", "join", str(file), "--heard", said, *store)
    assert "sfph key show --out" in terminal.noted
    assert "Network: Braes" in terminal.run("network", "profile", *store)
    seen = terminal.run("return", "preview", "--quarter", "2099Q3", *store, status=1)
    assert "Make it from 1 October 2099 on" in seen


def test_files_that_are_no_returns_say_what_each_is(terminal: Terminal, tmp_path: Path) -> None:
    hall = an_office(tmp_path / "d", "Braes", is_desk=True)
    hall.store.close()
    (tmp_path / "empty.sfph-return").write_bytes(b"")
    (tmp_path / "notes.sfph-return").write_bytes(b"see you on Tuesday")
    files = [str(tmp_path / f"{name}.sfph-return") for name in ("empty", "notes", "gone")]
    told = terminal.run("network", "receive", *files, "--store", str(hall.store.path), status=1)
    assert "3 of 3 files were refused" in told
    for says in ("It is empty.", "It is not sealed", "There is no such file."):
        assert says in told
    told = terminal.run("network", "receive", files[0], "--store", str(hall.store.path), status=1)
    assert "1 of 1 file was refused" in told


def test_a_folder_carries_the_questions_and_the_return(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_fates, "SETTLE", 0.0)
    shared = tmp_path / "shared"
    shared.mkdir()
    hall, member = an_office(tmp_path / "d", "Braes", is_desk=True), an_office(tmp_path / "m", "Hill")
    desk.define(hall, next_version(hall, tmp_path, ('first_quarter = "', 'first_quarter = "2025Q1"\n# "')))
    definitions_of(hall, shared)
    at = {"hall": ("--store", str(hall.store.path)), "member": ("--store", str(member.store.path))}
    said = heard(hall)
    for office in (hall, member):
        office.store.close()

    assert "No folder is looked into" in terminal.run("network", "watch", *at["hall"])
    assert "no folder" in terminal.run("network", "watch", str(tmp_path / "none"), *at["hall"], status=1)
    for store in at.values():
        terminal.run("network", "watch", str(shared), *store)
    found = terminal.json("network", "watch", "--once", *at["member"])
    assert [(one["file"], one["fate"]) for one in found["files"]] == [("version-newest.sfph-definitions", "new")]
    file = str(shared / "version-newest.sfph-definitions")
    assert "is missing" in terminal.run("network", "join", file, *at["member"], status=1)  # it is told, never trusted
    terminal.run("network", "join", file, "--heard", said, *at["member"])

    make = ("return", "make", "--quarter", "2026Q1", "--to", "Braes", *at["member"])
    assert terminal.json(*make)["file"] == str(shared / "Hill 2026Q1.sfph-return")
    refused = terminal.run("network", "watch", "--once", *at["hall"], status=1)
    assert "Hill 2026Q1.sfph-return" in refused and "nobody who is a member" in refused
    assert terminal.json("network", "watch", "--once", *at["hall"])["files"] == []  # told once
    key = str(tmp_path / "hill.sfph-key")
    terminal.run("key", "show", "--out", key, *at["member"])
    print_ = terminal.json("key", "show", *at["member"])["fingerprint"]
    terminal.run("network", "member", "add", key, "--heard", print_, *at["hall"])
    assert "taken in: Hill, January to March 2026" in terminal.run("network", "watch", "--once", *at["hall"])
    (line,) = terminal.json("network", "watch", *at["hall"])["files"]
    assert (line["fate"], line["number"]) == ("taken", 1)
    terminal.run("network", "watch", "--off", *at["hall"])
    assert terminal.json("network", "watch", *at["hall"]) == {"folder": "", "files": []}
