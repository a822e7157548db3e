"""A hall with a lunch club: a group of twenty, whose clock stands still on a Tuesday."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.core.usecases.plain_office import plain_office

from sfph_desktop.core.domain.delivery import Group
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.registers import RegisterAt
from sfph_desktop.core.usecases import office as offices
from sfph_desktop.core.usecases.groups import add_group
from sfph_desktop.core.usecases.office import Office

TUESDAY = date(2026, 11, 3)
BEGAN = date(2026, 1, 6)


@dataclass(frozen=True)
class OnThatDay:
    """A clock that stands still on a day we choose."""

    day: date

    def now(self) -> datetime:
        return datetime.combine(self.day, time(14, 2), tzinfo=UTC)

    def today(self) -> date:
        return self.day


def on(office: Office, day: date) -> Office:
    clock = OnThatDay(day)
    return replace(office, clock=clock, machine=replace(office.machine, clock=clock))


@dataclass(frozen=True)
class Hall:
    """The office and its group; members are P-01 to P-20, P-21 to P-25 do not belong to it."""

    office: Office
    group_id: int

    @property
    def at(self) -> RegisterAt:
        return RegisterAt(group_id=self.group_id, day=TUESDAY)

    def on(self, day: date) -> Hall:
        return Hall(on(self.office, day), self.group_id)


PASSPHRASE = "harbour-lantern-porridge-thistle"
_made: dict[bool, tuple[TemporaryDirectory[str], int]] = {}


def hall(folder: Path, *, present_by_default: bool = True) -> Iterator[Hall]:
    """A hall of the test's own, copied from one that is made once in a run; closed without a backup."""
    if present_by_default not in _made:
        _made[present_by_default] = _make(present_by_default)
    kept, group = _made[present_by_default]
    shutil.copytree(kept.name, folder / "office")
    here = offices.this_machine(folder / "office", key_cost=offices.cheap_key_cost())
    office = offices.open_office(folder / "office" / "enterprise.sfph", passphrase=PASSPHRASE, machine=here)
    yield Hall(on(office, TUESDAY), group)
    office.store.close()


def _make(present_by_default: bool) -> tuple[TemporaryDirectory[str], int]:
    kept = TemporaryDirectory(prefix="sfph-hall-")
    for made in plain_office(Path(kept.name)):
        office = on(made, TUESDAY)
        with office.writing("filled") as unit:
            for number in range(1, 26):
                unit.add("people", ServiceUser(person_ref=f"P-{number:02}", given_name=f"N{number:02}"))
        group = Group(
            name="Tuesday lunch",
            service="Lunch club",
            weekday=1,
            starts_at="12:30",
            minutes=90,
            from_date=BEGAN,
            present_by_default=present_by_default,
        )
        number = add_group(office, group, tuple(range(1, 21))).value.id
    return kept, number
