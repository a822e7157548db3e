"""Opening a register of twenty among 5,000 people, in the store and in the window, beside the bare query."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any

from ground import Ground, raw_reader
from measuring import Result, against_ratio, in_turns, timed

from sfph_desktop.core.domain.delivery import Group
from sfph_desktop.core.domain.registers import AWAY, RegisterAt
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.usecases import groups, registers
from sfph_desktop.core.usecases.office import Office, close_office

ROUNDS = 15
MOST_MS = 300.0
WEEKS = 8
BARE = (
    "SELECT p.id, p.person_ref, p.given_name, p.family_name, a.id, b.id FROM group_members AS m"
    " JOIN people AS p ON p.id = m.person_id"
    " LEFT JOIN attendance AS a ON a.session_id = ? AND a.person_id = p.id"
    " LEFT JOIN absences AS b ON b.session_id = ? AND b.person_id = p.id"
    " WHERE m.group_id = ? AND m.from_date <= ? AND (m.to_date IS NULL OR m.to_date >= ?)"
)


def a_group(office: Office) -> RegisterAt:
    """A group of twenty with eight registers behind it and one begun; which."""
    today = office.clock.today()
    with office.reading() as connection:
        people = tuple(row[0] for row in connection.exec_driver_sql("SELECT id FROM people ORDER BY id LIMIT 20"))
    began = today - timedelta(weeks=WEEKS + 1)
    group = groups.add_group(
        office, Group(name="Bench", service="Lunch club", weekday=today.weekday(), from_date=began), people
    ).value
    for weeks in range(WEEKS, 0, -1):
        at = RegisterAt(group_id=group.id, day=today - timedelta(weeks=weeks))
        registers.mark(office, at, people[weeks], AWAY)
        registers.finish_register(office, at)
    return registers.mark(office, RegisterAt(group_id=group.id, day=today), people[0], AWAY).value.at


class AtTheWindow:
    """The real window round an office, shown without a screen; a register is opened in it as by a key."""

    def __init__(self, office: Office, place: str = "sessions") -> None:
        from PySide6.QtWidgets import QApplication

        from sfph_desktop.ui.shell.frame import Frame
        from sfph_desktop.ui.shell.window import Window
        from sfph_desktop.ui.support.jobs import Jobs
        from sfph_desktop.ui.support.preferences import Preferences
        from sfph_desktop.ui.theme.apply import Theme

        self.application: Any = QApplication.instance() or QApplication([])
        paths = office.machine.paths
        theme = Theme(paths.resources, paths.cache / "drawn")
        theme.apply()
        preferences = Preferences(office.machine)
        self.window = Window(theme, preferences)
        self.jobs = Jobs(self.window.messages)
        self.frame = Frame(office, jobs=self.jobs, messages=self.window.messages, theme=theme, preferences=preferences)
        self.window.show_only(self.frame)
        self.window.resize(1180, 760)
        self.window.show()
        self.frame.go(place)
        self._until(lambda: self.jobs.idle)

    def open(self, at: RegisterAt) -> float:
        """Seconds from the key that opens a register until its grid has the keyboard and is drawn; then it is left."""
        from sfph_desktop.ui.widgets.wishes import OpenRegister

        begun = perf_counter()
        self.frame.go("sessions", OpenRegister(at=at))
        page: Any = self.frame.pages["sessions"]
        self._until(lambda: page.work.sheet.isVisible() and page.work.sheet.table.lines)
        page.work.sheet.grid.grab()
        taken = perf_counter() - begun
        self._until(lambda: self.jobs.idle)
        page.work.sheet.left.emit()
        self._until(lambda: self.jobs.idle)
        return taken

    def close(self) -> None:
        """Put the window away; the office stays open."""
        self.jobs.stop()
        self.window.close_now()
        self.window.deleteLater()

    def _until(self, done: Callable[[], object]) -> None:
        from PySide6.QtCore import QEventLoop

        while not done():
            self.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def measure(ground: Ground) -> Iterator[Result]:
    """The same register opened by the use case, drawn as well, and asked for by one bare statement."""
    office = ground.open(ground.copy(ground.large, "register"))
    at = a_group(office)
    bare, day = raw_reader(office), to_day(at.day)
    there = AtTheWindow(office)
    found = in_turns(
        {
            "ours": lambda: timed(lambda: registers.register_page(office, at)),
            "floor": lambda: timed(
                lambda: bare.execute(BARE, (at.session_id, at.session_id, at.group_id, day, day)).fetchall()
            ),
            "window": lambda: there.open(at),
            "mark": lambda: timed(
                lambda: registers.mark(office, at, registers.register_page(office, at).lines[5].person_id, AWAY)
            ),
        },
        ground.turns(ROUNDS),
    )
    opened = median(found["window"]) * 1e3
    there.close()
    yield against_ratio(
        f"a register opened, {ground.people:,} people",
        found["ours"],
        found["floor"],
        most=1e9,
        also=opened < MOST_MS,
        aim=f"under {MOST_MS:g} ms in the window",
        details=(
            f"in the window, from the key to the drawn grid, {opened:.0f} ms",
            f"a mark saved and read back {median(found['mark']) * 1e3:.0f} ms",
            "the floor is one statement for names and marks; ours also tells alerts, joins and absences before",
        ),
    )
    bare.close()
    close_office(office, backup=False)
