"""Choosing a person by typing: what is found stands beneath, arrows move, Enter chooses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.paper_codes import is_code
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, column, labelled, row, words
from sfph_desktop.ui.widgets.crossed import crossed
from sfph_desktop.ui.widgets.record_views import RecordList

_AFTER_TYPING = 110
_MOST = 6
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class PersonPicker(QWidget):
    """`picked` once somebody is chosen. `look` finds people for what was typed, in the records lane."""

    picked = Signal()
    coded = Signal(str)
    """Enter after what is the code on a printed paper, where `takes_codes`."""

    def __init__(self, shell: ShellContext, look: Callable[[str, int], Listing]) -> None:
        super().__init__()
        self._shell, self._look = shell, look
        theme = shell.theme
        self.person_id = 0
        self.person_name = ""
        self.takes_codes = False
        self._enter_waits = False
        self._job: Job[Listing] | None = None
        self.line = crossed(theme, QLineEdit(placeholderText="Type a name or a reference"))
        self.line.setAccessibleName("Person")
        self.line.setAccessibleDescription("Type to find somebody; arrows move in what was found, Enter chooses")
        self.line.installEventFilter(self)
        self.table = RecordTable(Shape(title=("name",), detail=("person_ref", "date_of_birth", "postcode")))
        self.found = RecordList(theme, self.table, "People found")
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.hide()
        self.problem = words("", "problem")
        self._name = words("", "bold")
        self.other = button(theme, "Choose somebody else", self.clear, kind="link")
        self._typing = QWidget()
        self._typing.setLayout(column(labelled(theme, "Person", self.line), self.found, gap=theme.space("tiny")))
        self._chosen = QWidget()
        self._chosen.setLayout(
            column(words("Person", "label"), row(self._name, self.other, None, gap=theme.space("large")), gap=4)
        )
        self.setLayout(column(self._typing, self._chosen, self.problem, gap=theme.space("tiny")))
        self._pause = QTimer(self, singleShot=True, interval=_AFTER_TYPING)
        self._pause.timeout.connect(self._ask)
        self.line.textEdited.connect(self._on_edited)
        self.line.textChanged.connect(lambda text: None if text.strip() else self._put_away())
        self.found.opened.connect(self._on_opened)
        self.choose(0, "")

    def choose(self, person: int, name: str) -> None:
        """Somebody is chosen; 0: nobody."""
        self.person_id, self.person_name = person, name
        self._put_away()
        self._name.setText(name)
        self._typing.setVisible(not person)
        self._chosen.setVisible(bool(person))
        self.tell("")
        if person:
            self.picked.emit()

    def clear(self) -> None:
        """Nobody is chosen; the keyboard is where a name is typed."""
        self.line.clear()
        self.choose(0, "")
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, text: str) -> None:
        """Say what is wrong with who was chosen."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list of what was found; all others are typing."""
        if watched is not self.line or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        rows, at = self.table.rowCount(), self.found.currentIndex().row()
        if event.key() in _ENTER:
            if self.takes_codes and is_code(self.line.text()):
                self._put_away()
                self.coded.emit(self.line.text())
            elif self._pause.isActive() or (self._job is not None and self._job.running):
                self._enter_waits = True  # the answer is on its way: Enter counts for it
            elif rows:
                self._on_opened(self.table.record_at(max(at, 0)))
            return True
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up} and rows:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._mark((at + step) % rows)
            return True
        return super().eventFilter(watched, event)

    def _on_edited(self, _text: str) -> None:
        self._enter_waits = False  # it was for what stood there before
        self._pause.start()

    def look_after_all(self) -> None:
        """It was no paper's code: take it for a name, and Enter for the first that is found."""
        self._enter_waits = True
        self._ask()

    def _ask(self) -> None:
        text = self.line.text().strip()
        if self._job is not None and self._job.running:
            self._job.drop()
        if text:
            self._job = self._shell.jobs.records(lambda: self._look(text, _MOST), self._show, self)

    def _show(self, listing: Listing) -> None:
        self.table.show(listing)
        rows = len(listing.rows)
        self.tell("" if rows else "Nobody is found by that. Type fewer letters.")
        self.found.setVisible(bool(rows))
        self.found.setFixedHeight(self._shell.theme.size("row") * rows + self._shell.theme.space("small"))
        if rows:
            self._mark(0)
            if self._enter_waits:
                self._on_opened(self.table.record_at(0))
        self._enter_waits = False

    def _mark(self, number: int) -> None:
        index = self.table.index(number, 0)
        self.found.setCurrentIndex(index)
        said = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
        self._shell.messages.announce(said)

    def _on_opened(self, record: object) -> None:
        row_found = self.table.row(self.table.row_of(record))  # type: ignore[arg-type]
        if isinstance(record, int) and row_found is not None:
            self.choose(record, str(row_found[1]))

    def _put_away(self) -> None:
        self._pause.stop()
        self._enter_waits = False
        self.found.hide()
