"""An empty office that is closed without the backup that closing makes: for tests that need a new one each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sfph_desktop.core.usecases import office as offices
from sfph_desktop.core.usecases.office import Office


def plain_office(folder: Path) -> Iterator[Office]:
    here = offices.this_machine(folder, key_cost=offices.cheap_key_cost())
    passphrase = "harbour-lantern-porridge-thistle"
    made = offices.create_office(folder / "enterprise.sfph", name="Hill Street", passphrase=passphrase, machine=here)
    yield made.office
    made.office.store.close()
