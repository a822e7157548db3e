"""A register on screen: the grid, who walked in, how many came unnamed, what is said of one line, and the end of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from sfph_desktop.core.domain.being_typed import UNNAMED, WALK_IN, BeingTyped
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.registers import AWAY, HERE, RegisterLine, RegisterPage, said_count
from sfph_desktop.core.domain.schedule import WEEKDAYS
from sfph_desktop.ui.models.register_table import RegisterTable
from sfph_desktop.ui.models.said import said_day
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, column, held, row, scroller, words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.line_says import LineSays
from sfph_desktop.ui.widgets.page_frame import Told
from sfph_desktop.ui.widgets.passages import in_order
from sfph_desktop.ui.widgets.register_grid import RegisterGrid, row_height
from sfph_desktop.ui.widgets.unnamed_count import UnnamedCount
from sfph_desktop.ui.widgets.walk_in import WalkIn

_HINT = (
    "Space marks  ·  a letter finds who walked in  ·  + counts unnamed  ·  Enter says more  ·  Ctrl+Enter finishes  ·  "
    "Ctrl+P prints"
)


class RegisterSheet(QWidget):
    """Signals carry what is to be saved; `show_page` shows what is."""

    marked = Signal(int, str)
    """Person, `here` or `away`."""
    said = Signal(int, str, object)
    """Person, `minutes`, `note` or `reason`, and what."""
    typing = Signal(int, str, object)
    """Person (0 for the whole register), field, and what stands in it now; None when there is nothing left of it."""
    unnamed = Signal(str)
    new_person = Signal(str)
    finished = Signal()
    printed = Signal(bool)
    """On paper; whether in large print."""
    cancelled = Signal()
    reopened = Signal()
    undone = Signal()
    left = Signal()
    other_used = Signal(int)
    """The id of a session that is there already, and is this register's."""

    def __init__(self, shell: ShellContext, look: Callable[[str, int], Listing]) -> None:
        super().__init__()
        theme = shell.theme
        self._shell, self.theme = shell, theme
        self.page: RegisterPage | None = None
        self.title, self.lead = words("", "title"), words("", "quiet")
        self.tally = words("", "strong")
        self.table = RegisterTable()
        self.grid = RegisterGrid(theme, self.table)
        self.walk_in = WalkIn(shell, self, look)
        self.count = UnnamedCount(shell)
        self.says = LineSays(theme)
        self.last = words("", "small", wrap=False)
        self.undo = button(theme, "Undo", shell.messages.undo_last, kind="link")
        self.problem = Told(theme, "problem", "")
        self.empty = Told(theme, "attention", "")
        self.use = button(theme, "Use that one", self._on_use)
        self.broken_off = Told(theme, "attention", "")
        """What was being typed when the register was last open; it goes with the next thing that is saved."""
        self.loose = Told(theme, "attention", "", "", self.use)
        """What may be the same occasion, recorded already."""
        self.finish = button(theme, "", self._on_finish, kind="primary", icon="check")
        self.print = button(theme, "Print", partial(self.printed.emit, False), icon="print")
        self.print_large = button(theme, "Large print", partial(self.printed.emit, True), kind="link", icon="print")
        self.leave = button(theme, "", self.left.emit, kind="link")
        self.cancel = button(theme, "", self.cancelled.emit, kind="link")
        self._compact = False
        self._awaited = False
        """Somebody new is on the way into the register: the keyboard goes to their line."""
        self._lay_out()
        self._connect()

    # --- what is shown

    def show_page(self, page: RegisterPage) -> None:
        """Show a register as it is kept; the keyboard stays where it is."""
        new = self.page is None or self.page.at.day != page.at.day or self.page.at.group_id != page.at.group_id
        self.page = page
        session, state = page.session, page.session.register
        self.title.setText(page.title)
        day = f"{WEEKDAYS[session.date.weekday()]} {said_day(session.date)}"
        minutes = f"{session.minutes} minutes" if session.minutes else ""
        done = {"taken": "taken", "cancelled": "did not take place"}.get(state if session.id else "", "")
        done = done or ("" if page.usual else "not its usual day")
        self.lead.setText(" · ".join(part for part in (day, session.starts_at, session.place, minutes, done) if part))
        self.table.show(page.lines)
        self._say_tally(page)
        self.tally.setVisible(state != "cancelled")
        self.count.show_kept(session)
        self._show_state(page)
        if new:
            self.last.setText("")
            self.undo.hide()
            self.says.hide()
            self.grid.go_to(0)
        if self._awaited and page.walk_ins:
            self._awaited = False
            self.grid.go_to(page.walk_ins[-1].person_id)
        self.says.show_line(self.grid.line, session.minutes)

    def begin(self) -> None:
        """The keyboard to where a register begins."""
        first = self.grid if self.table.lines else self.walk_in
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_marked(self, line: RegisterLine, state: str) -> None:
        """Show a mark at once, while it is being saved."""
        if self.table.place_of(line.person_id).isValid():
            self.table.mark(line.person_id, state)
        else:
            self.table.add(line)
        if self.page is not None:
            self._say_tally(replace(self.page, lines=self.table.lines))
        self._shell.messages.announce(f"{line.name} {state}. {self.tally.text()}")

    def go_on(self, said: str, line: BeingTyped | None, whole: Sequence[tuple[BeingTyped, bool]]) -> None:
        """Go on typing where it was broken off, and say so.

        `line`: what was typed on somebody's line; `whole`: fields of the whole register, and whether each is kept.
        """
        self.broken_off.say(said)
        self.broken_off.setVisible(bool(said))
        if said:
            self._shell.messages.announce(said)
        if line is not None and self.table.place_of(line.person_id).isValid():
            self.grid.go_to(line.person_id)
            self._say_more()
            self.says.go_on(line.field, line.words)
        for one, kept in whole:
            if one.field == WALK_IN:
                self.walk_in.begin(one.words)
            else:
                self.count.begin(one.words, kept=kept)

    def show_saved(self, why: str, *, undo: bool) -> None:
        """Say what was kept last, with Undo beside it."""
        self.problem.hide()
        self.broken_off.hide()
        self.last.setText(f"{why}." if why else "")
        self.undo.setVisible(undo and bool(why))

    def show_failure(self, failure: UserCanFix) -> None:
        """Say where it happens what is wrong; everything else stands as it was."""
        said = failure.problems[0] if failure.problems else None
        if said is not None and said.column in {"minutes", "note", "reason"} and self.says.isVisible():
            self.says.show_problem(said.column, f"{said.reason} Accepted: {said.accepted}.")
            return
        if not self.count.hasFocus():
            self.typing.emit(0, UNNAMED, None)  # the count goes back to what is kept
        if not self.walk_in.text():
            self.typing.emit(0, WALK_IN, None)
        self.problem.say(failure.what, f"{failure.why} {failure.do}".strip())
        self.problem.show()
        self._shell.messages.announce(str(failure))

    # --- inside

    def _lay_out(self) -> None:
        theme = self.theme
        edge, gap = theme.space("wide"), theme.space("small")
        self._walk_label, self._count_label = words("Who walked in", "label"), words("Came unnamed", "label")
        self._walk_label.setBuddy(self.walk_in)
        self._count_label.setBuddy(self.count)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(gap)
        self._head.addLayout(column(self.title, self.lead, gap=theme.space("hair")), 1)
        self._head.addWidget(self.tally)
        walked = column(self._walk_label, self.walk_in, gap=theme.space("tiny"))
        foot = row(
            walked, column(self._count_label, self.count.beside(), gap=theme.space("tiny")), gap=theme.space("large")
        )
        foot.setStretch(0, 1)
        self._foot = held(foot)
        self._hint = words(_HINT, "small")
        actions = Flow(gap, self.finish, self.print, self.print_large, self.leave, self.cancel)
        told = row(self._hint, self.last, self.undo, gap=gap)
        told.setStretch(0, 1)
        top = theme.space("medium")
        self._room = held(column(None))
        told_of = (self.problem, self.broken_off, self.empty, self.loose)
        pieces = (self._head, *told_of, self.grid, self._foot, self.says, actions, told)
        whole = column(*pieces, gap=gap, edge=(edge, top, edge, theme.space("small")))
        whole.setStretchFactor(self.grid, 1)
        whole.addWidget(self._room, 1)  # where there is no grid, nothing else is drawn apart to fill the height
        inside = QWidget()
        inside.setLayout(whole)
        self._area = scroller(inside, "Register")
        self.setLayout(column(self._area))
        self.finish.setToolTip("Ctrl+Enter")
        self.print.setToolTip("Ctrl+P")
        self.print_large.setToolTip("Ctrl+Shift+P")
        for hidden in (*told_of, self.says, self.undo):
            hidden.hide()
        stops = (self.grid, self.walk_in, self.count.fewer, self.count, self.count.more)
        in_order(
            *stops,
            *self.says.stops,
            self.finish,
            self.print,
            self.print_large,
            self.leave,
            self.cancel,
            self.undo,
            self.use,
        )
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Where there is little height for the size of the text, only what is needed while marking."""
        theme = self.theme
        self._compact = self.height() < theme.size("control") * 12
        self.count.setFixedWidth(theme.size("control") * 5 // 2)
        self.grid.setMinimumHeight(row_height(theme) * 5 // 2)
        directions = QBoxLayout.Direction
        self._head.setDirection(directions.TopToBottom if self._compact else directions.LeftToRight)
        for part in (self.lead, self._walk_label, self._count_label, self._hint):
            part.setVisible(not self._compact)
        self._say_actions()
        self._show_large()
        if self.page is not None:
            self._say_tally(replace(self.page, lines=self.table.lines))

    def _show_large(self) -> None:
        """Where there is little room the words are large, and so is what is printed by the usual button."""
        self.print_large.setVisible(not self.print.isHidden() and not self._compact)

    def _say_tally(self, page: RegisterPage) -> None:
        """What it comes to so far; where there is no room for the line under the heading, with the day before it."""
        day = f"{WEEKDAYS[page.session.date.weekday()][:3]} {said_day(page.session.date)}  ·  "
        self.tally.setText(f"{day if self._compact else ''}{said_count(page)}")

    def _say_actions(self) -> None:
        state = self.page.session.register if self.page is not None else "open"
        whole = _FINISH.get(state, _FINISH["open"])
        for made, words_whole, short in (
            (self.finish, whole, "Finish" if state == "open" else whole),
            (self.leave, "Leave it for now", "Later"),
            (self.cancel, "It did not take place", "Not held"),
        ):
            made.setText(short if self._compact else words_whole)
            made.setAccessibleName(words_whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Compact or roomy, as the height allows."""
        super().resizeEvent(event)
        self._fit()

    def _connect(self) -> None:
        self.grid.toggled.connect(self._on_toggled)
        self.grid.dropped.connect(lambda line: self._mark(line, AWAY))
        self.grid.more.connect(lambda _line: self._say_more())
        self.grid.typed.connect(self.walk_in.begin)
        self.grid.counted.connect(self.count.key)
        self.grid.moved.connect(self._on_moved)
        self.walk_in.picked.connect(self._on_picked)
        self.walk_in.new.connect(self._on_new)
        self.walk_in.left.connect(self._to_grid)
        self.walk_in.typed.connect(lambda text: self.typing.emit(0, WALK_IN, text or None))
        self.says.committed.connect(self._on_said)
        self.says.typing.connect(lambda name, text: self.typing.emit(self.says.person, name, text))
        self.says.left.connect(self._on_said_all)
        self.count.counted.connect(self.unnamed)
        self.count.typing.connect(partial(self.typing.emit, 0, UNNAMED))
        self.count.left.connect(lambda: self.grid.setFocus(Qt.FocusReason.OtherFocusReason))
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, do in (
            ("Ctrl+Return", self._on_finish),
            ("Ctrl+Enter", self._on_finish),
            ("Ctrl+P", partial(self._on_print, False)),
            ("Ctrl+Shift+P", partial(self._on_print, True)),
        ):
            QShortcut(QKeySequence(keys), self, do, context=context)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; whatever was marked is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> bool:
        """Keep what was typed and not left, before anything is made of the register; whether all of it makes sense."""
        self.count.keep()
        return self.says.isHidden() or self.says.keep()

    def _on_finish(self) -> None:
        if self._keep():
            self.finished.emit()

    def _on_print(self, large: bool) -> None:
        self._keep()
        self.printed.emit(large)

    def _to_grid(self) -> None:
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(self.grid)

    def _show_loose(self, page: RegisterPage) -> None:
        """Warn where a session of the same service and day is recorded already, as with a spreadsheet."""
        self.loose.setVisible(bool(page.loose))
        if page.loose:
            other, more = page.loose[0], len(page.loose) - 1
            also = f" There {'is' if more == 1 else 'are'} {more} more." if more else ""
            do = "use it" if not page.session.id else "undo what is marked here, and use it"
            do = f"If it is the same occasion, {do}, or everybody is counted twice."
            self.loose.say("This day is recorded already.", f"{other.said}.{also} {do}")
            self.use.setVisible(not page.session.id)

    def _on_use(self) -> None:
        if self.page is not None and self.page.loose:
            self.other_used.emit(self.page.loose[0].id)

    def _on_toggled(self, line: RegisterLine) -> None:
        self._mark(line, AWAY if line.shown == HERE else HERE)

    def _mark(self, line: RegisterLine, state: str) -> None:
        if self.page is None or self.page.session.register == "cancelled":
            return
        self.show_marked(line, state)
        self.says.show_line(self.grid.line, self.page.session.minutes)
        self.marked.emit(line.person_id, state)

    def _on_picked(self, person: int, name: str, ref: str) -> None:
        """Somebody who stands in the register already is marked where they stand."""
        there = next((line for line in self.table.lines if line.person_id == person), None)
        self._mark(there or RegisterLine(person_id=person, ref=ref, name=name, member=False), HERE)
        self.grid.go_to(person)
        self._to_grid()

    def _on_new(self, name: str) -> None:
        self._awaited = True
        self._to_grid()
        self.new_person.emit(name)

    def _on_moved(self, line: object) -> None:
        found = line if isinstance(line, RegisterLine) else None
        self.says.show_line(found, self.page.session.minutes if self.page is not None else None)

    def _say_more(self) -> None:
        if self.page is not None and self.page.session.register != "cancelled":
            self.says.show()
            self.says.begin()
            QTimer.singleShot(0, self.says, lambda: self._area.ensureWidgetVisible(self.says))

    def _on_said_all(self) -> None:
        self._to_grid()
        self.says.hide()

    def _on_said(self, name: str, value: object) -> None:
        if self.says.person:
            self.said.emit(self.says.person, name, value)

    def _show_state(self, page: RegisterPage) -> None:
        state = page.session.register
        cancelled, taken = state == "cancelled", state == "taken"
        for part in (self._foot, self.print):
            part.setVisible(not cancelled)
        self._show_large()
        self._hint.setVisible(not cancelled and not self._compact)
        self.cancel.setVisible(not taken and not cancelled)
        self.leave.setVisible(not taken)
        self._say_actions()
        if cancelled:
            text = page.session.note or "Nobody is counted, and nobody is asked about it."
            self.empty.say("This session did not take place.", text)
        elif page.group is not None and not page.members and not taken:
            self.empty.say("This group has no members on this day.", _NO_MEMBERS)
        nobody = page.group is not None and not page.members and not taken
        self.empty.setVisible(cancelled or nobody)
        self._show_loose(page)
        self.grid.setVisible(not cancelled and bool(self.table.lines))
        self._room.setVisible(self.grid.isHidden())


_FINISH = {"open": "Finish the register", "taken": "Back to the session", "cancelled": "It did take place"}
_NO_MEMBERS = (
    "Whoever comes can be written down as walking in. Members are added on the page of the group, under Sessions."
)
