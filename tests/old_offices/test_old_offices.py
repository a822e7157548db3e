"""A real office of every step of the store's history, opened by today's program: migrated, sound, and the same figures.

Each folder holds an encrypted office as the program of that step left it, its key file, its passphrase, and the figures
that program gave. They are never made anew: an old office stays in the tests for ever.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.store.migrations import runner
from sfph_desktop.core.usecases import backup, impact, proving
from sfph_desktop.core.usecases.office import Office, cheap_key_cost, close_office, open_office, this_machine

HERE = Path(__file__).parent
OFFICES = sorted(folder.name for folder in HERE.iterdir() if (folder / "office.sfph").exists())
YEAR = Period(start=date(2025, 4, 1), end=date(2026, 3, 31))


def opened(name: str, to: Path) -> Office:
    shutil.copytree(HERE / name, to, dirs_exist_ok=True)
    machine = this_machine(to, key_cost=cheap_key_cost())
    passphrase = (HERE / name / "passphrase.txt").read_text(encoding="utf-8").strip()
    return open_office(to / "office.sfph", passphrase=passphrase, machine=machine)


def agrees(found: Any, wanted: Any) -> bool:
    """Every figure that the old program gave is there, and the same."""
    if isinstance(wanted, Mapping):
        return all(agrees(found[name], value) for name, value in wanted.items())
    if isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(agrees, found, wanted))
    return bool(found == wanted if isinstance(wanted, str) else found == pytest.approx(wanted, rel=1e-9))


def test_every_step_before_this_one_has_its_office() -> None:
    assert sorted(runner.known()[:-1]) == OFFICES


@pytest.mark.parametrize("name", OFFICES)
def test_an_old_office_opens_sound_and_gives_the_figures_it_gave(name: str, tmp_path: Path) -> None:
    office = opened(name, tmp_path)
    try:
        assert runner.current(office.store.reader) == runner.newest()
        assert list((tmp_path / "backups").iterdir()), "a backup is made before a migration"
        assert backup.check(office).sound
        run = impact.compute(office, Selection(period=YEAR), Choices())
        wanted = json.loads((HERE / name / "figures.json").read_text(encoding="utf-8"))
        document = impact.as_document(run)
        for part, figures in wanted.items():
            assert agrees(document[part], figures), part
        assert proving.prove(office, "E-0001").evidence == "E-0001"
    finally:
        close_office(office, backup=False)
