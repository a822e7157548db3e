"""Opening a register of twenty among 5,000 people, on the store and on the screen, beside the bare query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from statistics import median
from typing import Any

from ground import Ground, raw_reader
from measuring import Result, against_ratio, in_turns, timed

from sfph_desktop.core.domain.delivery import Group
from sfph_desktop.core.domain.registers import AWAY, RegisterAt, RegisterPage
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.usecases import groups, registers
from sfph_desktop.core.usecases.machine import Machine
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


def drawn(page: RegisterPage, machine: Machine) -> Any:
    """What the window does with a register: fill its grid and draw it."""
    from PySide6.QtWidgets import QApplication

    from sfph_desktop.ui.models.register_table import RegisterTable
    from sfph_desktop.ui.theme.apply import Theme
    from sfph_desktop.ui.widgets.register_grid import RegisterGrid

    application = QApplication.instance() or QApplication([])
    theme = Theme(machine.paths.resources, machine.paths.cache / "drawn")
    theme.apply()

    def draw() -> None:
        table = RegisterTable()
        grid = RegisterGrid(theme, table)
        grid.resize(800, 340)
        table.show(page.lines)
        grid.grab()
        grid.deleteLater()
        application.processEvents()

    return draw


def measure(ground: Ground) -> Iterator[Result]:
    """The same register opened by the use case, drawn as well, and asked for by one bare statement."""
    office = ground.open(ground.copy(ground.large, "register"))
    at = a_group(office)
    bare, day = raw_reader(office), to_day(at.day)
    draw = drawn(registers.register_page(office, at), office.machine)
    found = in_turns(
        {
            "ours": lambda: timed(lambda: registers.register_page(office, at)),
            "floor": lambda: timed(
                lambda: bare.execute(BARE, (at.session_id, at.session_id, at.group_id, day, day)).fetchall()
            ),
            "screen": lambda: timed(draw),
            "mark": lambda: timed(
                lambda: registers.mark(office, at, registers.register_page(office, at).lines[5].person_id, AWAY)
            ),
        },
        ground.turns(ROUNDS),
    )
    opened = median(one + other for one, other in zip(found["ours"], found["screen"], strict=True)) * 1e3
    yield against_ratio(
        f"a register opened, {ground.people:,} people",
        found["ours"],
        found["floor"],
        most=1e9,
        also=opened < MOST_MS,
        aim=f"under {MOST_MS:g} ms on screen",
        details=(
            f"read and drawn {opened:.0f} ms; a mark saved and read back {median(found['mark']) * 1e3:.0f} ms",
            "the floor is one statement for names and marks; ours also tells alerts, joins and absences before",
        ),
    )
    bare.close()
    close_office(office, backup=False)
