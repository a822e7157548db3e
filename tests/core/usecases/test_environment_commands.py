"""Records for the environment by command: found, added in people's own units, changed, listed, removed; refusals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Terminal
from tests.conftest import PASSPHRASE

from sfph_desktop.core.usecases.office import Office, close_office


@pytest.fixture
def terminal(
    new_office: Callable[[Path], Office],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Terminal:
    office = new_office(tmp_path)
    path = office.store.path
    close_office(office, backup=False)
    (tmp_path / "secret.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_STORE", str(path))
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Terminal(capsys)


def test_a_record_from_the_search_to_its_removal(terminal: Terminal) -> None:
    found = terminal.json("environment", "activities", "clothing", "new", "--kind", "reuse")
    assert [one["id"] for one in found] == ["material_clothing_primary"]
    add = ("environment", "add", "material_clothing_reused", "12", "--unit", "kg", "--date", "6/5/2025")
    add = (*add, "--replaces", "material_clothing_primary", "--displacement", "40%")
    assert "A share needs its reason" in terminal.run(*add, status=1)
    assert "is not counted in 'miles'" in terminal.run(*add, "--unit", "miles", status=1)
    assert "is not a number" in terminal.run("environment", "add", "water_supply_m3", "lots", status=2)
    made = terminal.json(*add, "--displacement-reason", "asked 40 buyers in May")
    assert (made["amount"], made["unit"], made["factor_year"]) == (12.0, "kg", 2025)
    assert made["least_kgco2e"] < 0 < made["saved_kgco2e"] < made["most_kgco2e"]
    assert made["replaces_quantity"] == pytest.approx(0.012)

    number = str(made["id"])
    more = terminal.json("environment", "change", number, "--amount", "20", "--unit", "kg")
    assert more["replaces_quantity"] == pytest.approx(0.02), "what was as much stays as much"
    assert more["saved_kgco2e"] == pytest.approx(made["saved_kgco2e"] * 20 / 12)
    assert "official factor of 2025" in terminal.run("environment", "change", number, "--note", "May sale")
    assert "20" in terminal.run("environment", "list", "clothing")
    bare = terminal.json("environment", "change", number, "--replaces", "")
    assert (bare["replaces_factor"], bare["displacement_rate"], bare["replaces_quantity"]) == (None, None, None)

    assert terminal.json("environment", "remove", number) == {"removed": made["id"]}
    assert terminal.json("environment", "list") == []
    assert "not in the store any more" in terminal.run("environment", "remove", number, status=1)
