"""One group: when it meets, who belongs to it from when to when, and what it held lately."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from sfph_desktop.core.domain.delivery_pages import GroupPage, MemberLine
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.registers import said_unnamed
from sfph_desktop.core.domain.schedule import said_rhythm
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.models.said import counted, said_day
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, column, held, row, words
from sfph_desktop.ui.widgets.delivery_forms import GroupForm, group_value
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import Headed, short_table
from sfph_desktop.ui.widgets.record_views import RecordGrid
from sfph_desktop.ui.widgets.walk_in import WalkIn

_STATES = {"taken": "", "open": "not finished", "cancelled": "did not take place", "": ""}
_MOST = 12
_NOBODY = (
    "Nobody belongs to this group yet, so its register opens empty and Today does not ask for it. Type the names of "
    "those who usually come."
)


class GroupSheet(Sheet):
    """The page of a group. It stays while its group is shown, so that typing and the keyboard keep their place."""

    register_wanted = Signal()
    group_changed = Signal(str, object)
    member_added = Signal(int)
    new_member = Signal(str)
    everybody_wanted = Signal()
    """A place for everybody in its service."""
    member_changed = Signal(int, str, object)
    """Membership, `from_date` or `to_date`, and the day (None: no end)."""
    member_removed = Signal(int)
    remove_wanted = Signal()
    person_wanted = Signal(object)
    session_wanted = Signal(object)

    def __init__(self, shell: ShellContext, look: Callable[[str, int], Listing], today: date) -> None:
        super().__init__(shell.theme, "About this group", widest=shell.theme.size("column") * 3 // 2)
        theme = shell.theme
        self.page: GroupPage | None = None
        self._today = today
        self.header = PageHeader(theme, "")
        self.register = button(theme, "Take the register", self.register_wanted.emit, kind="primary", icon="sessions")
        self.remove = button(theme, "Remove the group", self.remove_wanted.emit, kind="link", icon="remove")
        self.form = GroupForm(theme)
        self.form.committed.connect(lambda name, value: self.group_changed.emit(name, group_value(name, value)))
        self.add_line = WalkIn(shell, self, look)
        self.add_line.setPlaceholderText("Add a member: type a name")
        self.add_line.setAccessibleName("Add a member")
        self.problem = words("", "problem")
        self.table = RecordTable(
            Shape(
                columns=("name", "from_date", "to_date", "came", "last_came", "reference"),
                headings={"from_date": "Since", "to_date": "Until", "came": "Came", "last_came": "Last came"},
            )
        )
        self.grid = RecordGrid(theme, self.table, "Members", stretch="name", most=_MOST)
        self.dates = Form(
            theme,
            (
                Field(name="from_date", label="Belongs since", kind="date"),
                Field(name="to_date", label="Until", kind="date", help="Their last day. Blank while they belong."),
            ),
        )
        self.gone = button(theme, "Has left today", self._on_left, icon="arrow-right")
        self.never = button(theme, "Never belonged", self._on_never, kind="quiet")
        self._whose = words("", "bold")
        open_person = button(theme, "Open their record", self._on_person, kind="link")
        who = row(self._whose, None, open_person, gap=theme.space("medium"))
        actions = row(self.gone, self.never, None, gap=theme.space("small"))
        edge = theme.space("medium")
        self.one = held(column(who, self.dates, actions, gap=theme.space("small"), edge=edge), "soft")
        self.nobody = words(_NOBODY, "quiet")
        self.everybody = button(theme, "", self.everybody_wanted.emit, kind="primary", icon="people")
        offer = Flow(theme.space("small"), self.everybody)
        members = (self.add_line, self.problem, self.nobody, offer, self.grid, self.one)
        self.members = Headed(theme, "people", "Members", *members)
        self.held = Headed(theme, "calendar", "Lately")
        self._lay_out()
        self._connect()

    def show_page(self, page: GroupPage) -> None:
        """Show a group as it is kept."""
        new = self.page is None or self.page.group.id != page.group.id
        self.page = page
        group = page.group
        rhythm = said_rhythm(group)
        following = f"next on {said_day(page.next_meeting)}" if page.next_meeting else ""
        parts = (f"Meets {rhythm}", group.place, group.service if group.service != group.name else "", following)
        self.header.say(group.name, " · ".join(part for part in parts if part))
        self.form.show_group(group)
        self._show_members(page, new=new)
        self._show_held(page)
        if new:
            self.area.verticalScrollBar().setValue(0)

    def show_group_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong with the group beside its field."""
        if not self.form.show_problems(failure):
            self.form.show_problem("name", str(failure))

    def show_member_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong with a membership where it was typed."""
        if self.one.isVisible() and self.dates.show_problems(failure):
            return
        self.problem.setText(str(failure))
        self.problem.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the table: Delete ends a membership, Enter goes to its dates."""
        delete = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete
        if watched is self.grid and delete and event.type() == QEvent.Type.KeyPress and self.gone.isEnabled():
            self._on_left()
            return True
        return super().eventFilter(watched, event)

    # --- inside

    def _lay_out(self) -> None:
        theme = self.theme
        self.add(self.header, row(self.register, None), self.members, self.held)
        self.add(Headed(theme, "info", "About this group", self.form), row(self.remove, None), None)
        self.problem.hide()
        self.one.hide()

    def _connect(self) -> None:
        self.add_line.picked.connect(self._on_picked)
        self.add_line.new.connect(self.new_member)
        self.add_line.left.connect(lambda: self.grid.setFocus(Qt.FocusReason.OtherFocusReason))
        self.grid.moved.connect(lambda _record: self._show_one())
        self.grid.opened.connect(lambda _record: self.dates.rows["from_date"].editor.setFocus())
        self.grid.installEventFilter(self)
        self.dates.committed.connect(self._on_dates)

    def _show_members(self, page: GroupPage, *, new: bool) -> None:
        kept = None if new else self.table.record_at(self.grid.currentIndex().row())
        there = [one for one in page.members if one.to_date is None or one.to_date >= self._today]
        self.members.say(f"Members ({len(there)})" if page.members else "Members: nobody yet")
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                one.id,
                one.name + (f" (died {said_day(one.died_on)})" if one.died_on else ""),
                one.ref,
                one.from_date,
                one.to_date,
                one.came,
                one.last_came,
            )
            for one in page.members
        )
        columns = ("id", "name", "reference", "from_date", "to_date", "came", "last_came")
        empty = (name for name in ("to_date", "last_came") if not any(row[columns.index(name)] for row in rows))
        self.grid.leave_out(*empty)  # the names need the room
        self.table.show(Listing(kind="members", columns=columns, rows=rows))
        self.grid.setVisible(bool(rows))
        self.nobody.setVisible(not rows)
        people = counted(page.in_service, "person", "people")
        self.everybody.setText(f"Give the {people} of {page.group.service} a place")
        self.everybody.setVisible(page.in_service > 0)
        at = self.table.row_of(kept) if kept is not None else -1
        if at >= 0:
            self.grid.setCurrentIndex(self.table.index(at, 0))
        self._show_one()

    def _show_one(self) -> None:
        line = self._member()
        self.one.setVisible(line is not None)
        if line is None:
            return
        self._whose.setText(line.name)
        for name in ("from_date", "to_date"):
            made = self.dates.rows[name]
            if not made.editor.hasFocus():
                made.show_value(getattr(line, name))
        self.gone.setEnabled(line.to_date is None)

    def _show_held(self, page: GroupPage) -> None:
        if not page.sessions:
            self.held.fill(words("No register has been taken yet.", "quiet"))
            return
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                one.id,
                one.date,
                one.here,
                one.away,
                said_unnamed(one.unnamed_low, one.unnamed_high) if one.unnamed_high else "",
                _STATES.get(one.register, ""),
            )
            for one in page.sessions
        )
        listing = Listing(kind="sessions", columns=("id", "date", "here", "away", "unnamed", "state"), rows=rows)
        grid = short_table(self.theme, listing, Shape(headings={"state": ""}), "Sessions held lately; Enter opens one")
        grid.opened.connect(self.session_wanted)
        self.held.fill(grid)

    def _member(self) -> MemberLine | None:
        record = self.table.record_at(self.grid.currentIndex().row())
        members = self.page.members if self.page is not None else ()
        return next((one for one in members if one.id == record), None)

    def _on_picked(self, person: int, _name: str, _ref: str) -> None:
        self.problem.hide()
        self.member_added.emit(person)

    def _on_dates(self, name: str, value: Any) -> None:
        line = self._member()
        if line is not None:
            self.member_changed.emit(line.id, name, value)

    def _on_left(self) -> None:
        line = self._member()
        if line is not None:
            self.member_changed.emit(line.id, "to_date", self._today)

    def _on_never(self) -> None:
        line = self._member()
        if line is not None:
            self.member_removed.emit(line.id)

    def _on_person(self) -> None:
        line = self._member()
        if line is not None:
            self.person_wanted.emit(line.person_id)
