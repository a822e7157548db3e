"""Finding who walked in: what is found stands over the page, arrows move in it, Enter takes somebody."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.widgets.crossed import crossed
from sfph_desktop.ui.widgets.record_views import RecordList

_AFTER_TYPING = 60
_MOST = 6
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
SOMEBODY_NEW = -1
"""Stands in the list for a person who is to be registered."""


class WalkIn(QLineEdit):
    """`picked` carries a person's id, name and reference; `new` the name of somebody nobody knows; `left` goes back."""

    picked = Signal(int, str, str)
    new = Signal(str)
    left = Signal()
    typed = Signal(str)
    """What stands in it while somebody is looked for, letter by letter; blank when nobody is any more."""

    def __init__(self, shell: ShellContext, host: QWidget, look: Callable[[str, int], Listing]) -> None:
        super().__init__()
        self._shell, self._look, self._host = shell, look, host
        self._job: Job[Listing] | None = None
        self._enter_waits = False
        self.setPlaceholderText("Somebody else came: type a name")
        self.setAccessibleName("Somebody else who came")
        self.setAccessibleDescription("Type a name; arrows move in what was found, Enter takes somebody")
        crossed(shell.theme, self)
        self.table = RecordTable(Shape(title=("name",), detail=("person_ref", "date_of_birth", "postcode", "how")))
        self.found = RecordList(shell.theme, self.table, "People found")
        self.found.setParent(host)
        self.found.setProperty("kind", "results")
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.hide()
        self.found.opened.connect(self._take)
        self._pause = QTimer(self, singleShot=True, interval=_AFTER_TYPING)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(lambda text: None if text.strip() else self._put_away())
        host.installEventFilter(self)

    def begin(self, letter: str) -> None:
        """Start with a letter that was typed elsewhere."""
        self.setText(letter)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCursorPosition(len(letter))
        self._pause.start()
        self.typed.emit(letter)

    @property
    def looking(self) -> bool:
        """Whether the answer to what has been typed is still on its way."""
        return self._pause.isActive() or (self._job is not None and self._job.running)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list of what was found; all others are typing."""
        key, rows = event.key(), self.table.rowCount()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self.found.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            self._choose((self.found.currentIndex().row() + step) % rows)
        elif key in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_enter()
        elif key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Backspace and not self.text()):
            self.leave()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Nobody else: back to the register."""
        self.give_up()
        self.left.emit()

    def give_up(self) -> None:
        """Nobody is looked for any more."""
        if self.text():
            self.clear()
            self.typed.emit("")
        self._put_away()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was found goes away with the keyboard."""
        super().focusOutEvent(event)
        if not self.found.underMouse():
            self._put_away()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the list beside the line when the page changes its size."""
        if event.type() == QEvent.Type.Resize and self.found.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    # --- inside

    def _on_edited(self, text: str) -> None:
        self._enter_waits = False  # it was for what stood there before
        self.typed.emit(text)
        self._pause.start()

    def _ask(self) -> None:
        text = self.text().strip()
        if self._job is not None and self._job.running:
            self._job.drop()
        if text:
            self._job = self._shell.jobs.records(partial(self._look, text, _MOST), self._show, self)

    def _show(self, listing: Listing) -> None:
        text = " ".join(self.text().split())
        if not text or not self.hasFocus():
            self._enter_waits = False
            return
        self.table.show(_with_new(listing, text))
        self.found.setVisible(self.table.rowCount() > 0)
        if self.found.isVisible():
            self.found.raise_()
            self._place()
            if listing.rows:
                self._choose(0)  # nobody becomes somebody new by a slip of the finger: that takes an arrow key
        said = f"{counted(len(listing.rows), 'person', 'people')} found" if listing.rows else "Nobody found"
        self._shell.messages.announce(f"{said}. {self._spoken()}")
        if self._enter_waits:
            self._enter_waits = False
            self._on_enter()

    def _on_enter(self) -> None:
        if self.looking:
            self._enter_waits = True  # the answer is on its way: Enter counts for it
        elif self.found.isVisible() and self.found.currentIndex().isValid():
            self._take(self.table.record_at(self.found.currentIndex().row()))
        elif self.found.isVisible():
            self._choose(0)  # nobody was found: the first Enter goes to the offer to add them, the second takes it
        elif not self.text().strip():
            self.leave()

    def _take(self, record: object) -> None:
        row = self.table.row(self.table.row_of(record))  # type: ignore[arg-type]
        text = " ".join(self.text().split())
        self.clear()
        self._put_away()
        if record == SOMEBODY_NEW:
            self.new.emit(text)
        elif isinstance(record, int) and row is not None:
            self.picked.emit(record, str(row[1]), str(row[2]))

    def _choose(self, number: int) -> None:
        self.found.setCurrentIndex(self.table.index(number, 0))
        self._shell.messages.announce(self._spoken())

    def _spoken(self) -> str:
        index = self.found.currentIndex()
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "") if index.isValid() else ""

    def _put_away(self) -> None:
        self._pause.stop()
        self._enter_waits = False
        self.found.hide()

    def _place(self) -> None:
        """Above the line where there is more room above it, else beneath."""
        gap = self._shell.theme.space("tiny")
        rows = self._shell.theme.size("row") * self.table.rowCount() + 2 * gap
        top, foot = self.mapTo(self._host, QPoint(0, 0)).y(), self.mapTo(self._host, QPoint(0, self.height())).y()
        below = self._host.height() - foot - 2 * gap
        above = top - 2 * gap
        left = self.mapTo(self._host, QPoint(0, 0)).x()
        wide = min(max(self.width(), self._shell.theme.size("list")), self._host.width() - left - gap)
        if above > below:
            high = min(rows, above)
            self.found.setGeometry(left, top - gap - high, wide, high)
        else:
            self.found.setGeometry(left, foot + gap, wide, min(rows, below))


def _with_new(listing: Listing, text: str) -> Listing:
    """What was found, and at its end the offer to register somebody of that name, once there is a name."""
    if len(text) < 3 or not any(map(str.isalpha, text)):
        return listing
    blank: tuple[Cell, ...] = ("",) * (len(listing.columns) - 3)
    new: tuple[Cell, ...] = (SOMEBODY_NEW, f"Add “{text}” as somebody new", "they get the next reference", *blank)
    return Listing(kind=listing.kind, columns=listing.columns, rows=(*listing.rows, new))
