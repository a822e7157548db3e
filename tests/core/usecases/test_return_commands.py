"""The return by command: previewed, made, opened here and at the desk, listed; rows under an agreement; bases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Terminal
from tests.core.usecases.desk_offices import PASSPHRASE, an_office, joined, next_version
from tests.core.usecases.return_office import fill

from sfph_desktop.core.usecases import desk

Use = Callable[[str], Terminal]
AGREED = "Rows are sent for the evaluation of 2026."


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A desk, two members with people who mostly agreed, and an enterprise that has not joined."""
    folder = tmp_path_factory.mktemp("network")
    there = an_office(folder / "desk", "Braes Network", is_desk=True)
    changed = (('first_quarter = "', 'first_quarter = "2025Q1"\n# "'), ('agreement = ""', f'agreement = "{AGREED}"'))
    desk.define(there, next_version(there, folder, *changed))
    found = {"desk": there, "other": an_office(folder / "other", "Elsewhere")}
    for name, called in (("member", "Hill Laundry"), ("rower", "Braes Laundry")):
        found[name] = an_office(folder / name, called)
        fill(found[name], 240, 11)
        joined(found[name], there, folder)
    for one in found.values():
        one.store.close()
    return {name: one.store.path for name, one in found.items()}


@pytest.fixture
def use(
    stores: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Use:
    (tmp_path / "secret.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def of(name: str) -> Terminal:
        monkeypatch.setenv("SFPH_STORE", str(stores[name]))
        return Terminal(capsys)

    return of


def test_the_whole_way_by_command(use: Use, tmp_path: Path) -> None:
    member, out = use("member"), tmp_path / "out.sfph-return"
    asked = ("return", "preview", "--quarter", "2026Q1")
    bare = member.json(*asked)
    assert "what a person answered in questionnaires" in bare["missing_bases"]
    assert not [one for one in bare["lines"] if one["indicator"] == "people_supported" and one["says"]]
    refused = member.run("lawful-basis", "set", "answers", "--basis", "public_task", status=1)
    assert "Article 9" in refused
    assert "answers" in member.json("lawful-basis", "set", "all")["set"]
    assert member.json("lawful-basis", "list")["missing"] == ["rows"]

    seen = member.json(*asked)
    assert seen["missing_bases"] == []
    people = next(one for one in seen["lines"] if one["indicator"] == "people_supported" and not one["group"])
    assert people["says"].endswith(" people")
    assert "fewer than 10" in member.run(*asked) or "people did not agree" in member.run(*asked)
    assert "not the network you are in" in member.run(*asked, "--to", "Other Network", status=1)
    member.run("return", "preview", "--quarter", "spring", status=2)

    made = member.json("return", "make", "--quarter", "2026Q1", "--to", "braes network", "--out", str(out))
    assert (made["sequence"], made["already"]) == (1, False)
    first = out.read_bytes()
    assert member.json("return", "make", "--quarter", "2026Q1", "--to", "Braes Network", "--out", str(out))["already"]
    assert out.read_bytes() == first
    (receipt,) = member.json("return", "list")["returns"]
    assert (receipt["sequence"], receipt["digest"], receipt["bytes"]) == (1, made["digest"], len(first))

    ours, theirs = member.json("return", "inspect", str(out)), use("desk").json("return", "inspect", str(out))
    assert ours == theirs
    assert (ours["member"], ours["quarter"]) == ("Hill Laundry", "2026Q1")
    assert seen["lines"][0]["says"] == f"{ours['cells'][0]['n']} people"
    for one in ("desk", "member"):
        told = use(one).run("return", "inspect", str(out))
        assert f"    People supported, twelve months, 1 April 2025 to 31 March 2026: {people['says']}\n" in told
        assert "Hill Laundry to Braes Network: January to March 2026." in told
        assert "_" not in told.replace(str(out), ""), "a person reads names, and no ids"
    use("desk").json("network", "member", "rename", "Hill Laundry", "Hill Laundry CIC")
    assert "of Hill Laundry CIC (which calls itself Hill Laundry)" in use("desk").run("return", "inspect", str(out))
    assert "sealed for somebody else" in use("other").run("return", "inspect", str(out), status=1)


def test_rows_only_under_an_agreement_and_a_basis(use: Use, tmp_path: Path) -> None:
    member, out = use("rower"), tmp_path / "rows.sfph-return"
    member.json("lawful-basis", "set", "all")
    make = ("return", "make", "--quarter", "2026Q1", "--to", "Braes Network", "--out", str(out))
    assert member.json(*make)["rows"] == 0
    assert member.json("return", "agree")["words"] == AGREED
    assert member.json(*make)["rows"] == 0
    member.json("lawful-basis", "set", "rows", "--condition", "research")
    assert member.json(*make)["rows"] > 20
    rows = member.json("return", "inspect", str(out))["rows"]
    groups = [(one["instrument"], one["age_band"], one["gender"]) for one in rows]
    assert min(map(groups.count, groups)) >= 10
    assert {one["first_quarter"] for one in rows} == {"2025Q2"}
    member.json("return", "agree", "--end")
    assert member.json(*make)["rows"] == 0


def test_who_is_in_no_network_is_told_so(use: Use, tmp_path: Path) -> None:
    told = use("other").run("return", "preview", "--quarter", "2026Q1", status=1)
    assert "in no network" in told
    told = use("desk").run("return", "preview", "--quarter", "2026Q1", status=1)
    assert "network's desk" in told
    file = tmp_path / "x.sfph-return"
    file.write_bytes(b"age-encryption.org/v1\nno")
    assert "cannot be opened here" in use("desk").run("return", "inspect", str(file), status=1)
    assert "There is no such file" in use("desk").run("return", "inspect", str(tmp_path / "none"), status=1)
