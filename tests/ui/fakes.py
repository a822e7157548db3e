"""Hand-made stand-ins: an office that is only facts, places that count how often they were loaded."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QLineEdit

from sfph_desktop.core.domain.office_facts import Listing, StoreInfo
from sfph_desktop.core.usecases.machine import Machine, cheap_key_cost, this_machine
from sfph_desktop.ui.theme.pieces import column
from sfph_desktop.ui.widgets.page_frame import PageHeader, Place


@dataclass
class FixedClock:
    """Always the same moment."""

    moment: datetime = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()


def fake_machine(folder: Path) -> Machine:
    """This computer with everything in one folder and the clock stopped."""
    return replace(this_machine(folder, key_cost=cheap_key_cost()), clock=FixedClock())


INFO = StoreInfo(
    name="Braes Community Laundry and Lunch Club",
    path="office.sfph",
    sample=True,
    created_at=datetime(2026, 1, 2, 9, 0, tzinfo=UTC),
    last_saved_at=datetime(2026, 11, 24, 14, 2, tzinfo=UTC),
    last_backup_at=datetime(2026, 11, 20, 16, 0, tzinfo=UTC),
    last_backup_problem="",
    recovery_confirmed=True,
    schema="1",
)


@dataclass
class FakeOffice:
    """What the frame asks of an office."""

    facts: StoreInfo = INFO
    clock: FixedClock = field(default_factory=FixedClock)

    def info(self) -> StoreInfo:
        return self.facts


PEOPLE = Listing(
    kind="people",
    columns=("id", "name", "person_ref", "service", "start_date"),
    rows=(
        (1, "Màiri NicDhòmhnaill", "P-001", "Lunch club", date(2025, 4, 2)),
        (2, "Zofia Żółkiewska", "P-002", "Laundry", date(2025, 6, 11)),
        (3, "<b>Ahmed</b> & sons", "P-003", "Befriending", None),
    ),
)


class CountingPlace(Place):
    """A place that counts its loads and remembers what it was asked to open."""

    watches: ClassVar[frozenset[str]] = frozenset({"people"})

    def __init__(self, office: Any, shell: Any) -> None:
        super().__init__(office, shell)
        self.loads = 0
        self.opened: list[object] = []
        self.line = QLineEdit()
        self.line.setAccessibleName("Something to type in")
        self.setLayout(column(PageHeader(self.theme, "A place", "for trying out"), self.line, None, edge=24))

    def load(self) -> None:
        self.loads += 1

    def open_record(self, record: object) -> None:
        self.opened.append(record)

    def first_focus(self) -> QLineEdit:
        return self.line


class OtherPlace(CountingPlace):
    """The same, watching nothing."""

    watches: ClassVar[frozenset[str]] = frozenset()
