"""What every page is built of: a heading with its actions, an empty state, tiles, and the strip that shows work."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import SHOWN_AFTER, Job
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.kept_heights import Turned
from sfph_desktop.ui.theme.pieces import Piece, Prose, button, column, held, mark, row, scroller, words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.growing import Growing

_PROGRESS_AFTER = 1000


class Place(QWidget):
    """A place in the window. The shell loads it when it is first shown, and again when what it watches has changed."""

    watches: ClassVar[frozenset[str]] = frozenset()
    """Kinds of record: the place is loaded anew, when next seen, after a change of any of them."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.office, self.shell, self.theme = office, shell, shell.theme

    def load(self) -> None:
        """Fetch what is shown, in the records lane."""

    def open_record(self, record: object) -> None:
        """Show one record of this place."""

    def first_focus(self) -> QWidget | None:
        """What should have the keyboard when the place is opened; None lets Qt choose."""
        return None

    def record_focus(self) -> QWidget | None:
        """What should have the keyboard when a record was opened from the search box, if nothing here took it."""
        return self.first_focus()


def leave_fields(sheet: QWidget | None) -> None:
    """Take the keyboard out of a sheet that is about to show another record: a field is kept when it is left."""
    focused = sheet.window().focusWidget() if sheet is not None else None
    if sheet is not None and focused is not None and sheet.isAncestorOf(focused):
        focused.clearFocus()


class PageHeader(Growing):
    """The one large heading of a page, a quiet line under it, and the page's actions at its right or beneath."""

    def __init__(self, theme: Theme, title: str, lead: str = "", *actions: QWidget) -> None:
        super().__init__()
        self._title, self._lead = words("", "title"), words("", "quiet")
        said = column(self._title, self._lead, gap=theme.space("tiny"))
        self._actions = Flow(theme.space("small"), *actions)
        self._line = line = Turned(QBoxLayout.Direction.LeftToRight)
        self.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space("large"))
        line.addLayout(said, 1)
        line.addWidget(self._actions, 0, Qt.AlignmentFlag.AlignTop)
        if not actions:  # showing it before it stands in a window would open a window of its own
            self._actions.hide()
        self.say(title, lead)

    def say(self, title: str, lead: str = "") -> None:
        """Another heading."""
        self._title.setText(title)
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))

    def minimumSizeHint(self) -> QSize:
        """Room for the heading or the widest action alone, whether they stand side by side or not."""
        widths = [piece.minimumSizeHint().width() for piece in (self._title, self._lead, self._actions)]
        return QSize(max(widths), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """An action that is shown later may need the room as well."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The actions go beneath the heading where they would leave it less than half of the width."""
        self._turn()
        super().resizeEvent(event)

    def _turn(self) -> None:
        directions = QBoxLayout.Direction
        beneath = self._actions.sizeHint().width() + self._line.spacing() > self.width() // 2
        self._line.setDirection(directions.TopToBottom if beneath else directions.LeftToRight)


class BusyStrip(QFrame):
    """Shows that a job is going on (after 0.2 s), how far it is (after 1 s), and lets it be cancelled."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "busy")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName("Work in progress")
        self._job: Job[Any] | None = None
        self._words = words("Working …")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName("How far it is")
        self.cancel = button(theme, "Cancel", self._on_cancel)
        said = column(self._words, self._bar, gap=theme.space("small"))
        line = row(said, self.cancel, gap=theme.space("large"), edge=theme.space("medium"))
        line.setStretch(0, 1)
        self.setLayout(line)
        self._soon = QTimer(self, singleShot=True, interval=SHOWN_AFTER)
        self._soon.timeout.connect(self.show)
        self._later = QTimer(self, singleShot=True, interval=_PROGRESS_AFTER)
        self._later.timeout.connect(self._bar.show)
        self.hide()

    def started(self, job: Job[Any]) -> None:
        """A job has begun."""
        self._job = job
        self._words.setText("Working …")
        self._bar.setRange(0, 0)
        self._bar.hide()
        self.cancel.setEnabled(True)
        self.cancel.setText("Cancel")
        self._soon.start()
        self._later.start()

    def progressed(self, done: int, total: int, what: str) -> None:
        """So far it is."""
        self._words.setText((what[:1].upper() + what[1:]) or "Working …")
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        self.setAccessibleDescription(f"{what}: {done} of {total}" if total else what)

    def finished(self) -> None:
        """The job is over."""
        self._soon.stop()
        self._later.stop()
        self._job = None
        self.hide()

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.cancel.setText("Stopping …")
            self.cancel.setEnabled(False)


class EmptyState(QWidget):
    """What a place is for, while there is nothing in it, and the first step to take."""

    def __init__(self, theme: Theme, icon: str, title: str, text: str, *steps: QPushButton) -> None:
        super().__init__()
        drawing = mark(theme, icon, "accent", theme.size("icon") * 2)
        drawing.setAlignment(Qt.AlignmentFlag.AlignLeft)
        said = column(
            drawing,
            words(title, "strong"),
            Prose(text),
            theme.space("small"),
            *((Flow(theme.space("small"), *steps),) if steps else ()),
            gap=theme.space("small"),
        )
        inner = held(said)
        inner.setMaximumWidth(theme.size("column"))
        page = held(column(None, row(inner), None, None, edge=theme.space("wide")))
        self.setLayout(column(scroller(page, title)))  # in a low window it scrolls, and nothing is cut


class Tile(QFrame):
    """One figure with its words: the figure large, what it counts beneath it, where it is as of in small."""

    def __init__(self, theme: Theme, figure: str, label: str, note: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._figure, self._label, self._note = words(figure, "figure", wrap=False), words(label), words(note, "small")
        pieces = (self._figure, self._label, self._note, None)  # words stay under their figure in a taller tile
        self.setLayout(column(*pieces, gap=2, edge=theme.space("large")))
        self.say(figure, label, note)

    def say(self, figure: str, label: str, note: str = "") -> None:
        """Another figure."""
        self._figure.setText(figure)
        self._label.setText(label)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(f"{figure} {label}. {note}".strip())


class Told(Growing):
    """A quiet passage in the page with a coloured edge: attention, good or problem."""

    def __init__(self, theme: Theme, kind: str, title: str, text: str = "", *actions: QPushButton) -> None:
        super().__init__()
        self.setProperty("kind", f"{kind}_panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        sign = {"attention": ("info", "attention"), "good": ("check", "good"), "problem": ("warning", "danger")}[kind]
        self._title, self._text = words("", "bold"), words()
        pieces: list[Piece] = [self._title, self._text]
        if actions:
            pieces.append(row(*actions, None, gap=theme.space("small")))
        line = row(gap=theme.space("medium"), edge=theme.space("medium"))
        self.setLayout(line)
        line.addWidget(mark(theme, *sign), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column(*pieces, gap=theme.space("tiny")), 1)

        self.say(title, text)

    @property
    def said(self) -> str:
        """All it says, as one text."""
        return f"{self._title.text()} {self._text.text()}".strip()

    def say(self, title: str, text: str = "") -> None:
        """Another passage."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(self.said)


_SHARE = 100
"""To one: how a page's column and the free room at its right share the width."""


class Sheet(QWidget):
    """A page of one column that scrolls: header on top, pieces under it, no wider than is good to read."""

    def __init__(self, theme: Theme, name: str, *, widest: int = 0) -> None:
        super().__init__()
        self.theme = theme
        edge = theme.space("wide")
        self.pieces = column(gap=theme.space("large"), edge=(edge, edge, edge, theme.space("vast")))
        inside = QWidget()
        inside.setLayout(self.pieces)
        self._widest = widest or theme.size("column") * 4 // 3
        inside.setMaximumWidth(self._widest)
        holder = QWidget()
        line = row()
        holder.setLayout(line)
        line.addWidget(inside, _SHARE)  # up to its widest, then the rest of the width stays free at the right
        line.addStretch(1)
        self.area = scroller(holder, name)
        self.setLayout(column(self.area))

    def room_across(self, width: int) -> int:
        """How many pixels a piece has across when the page is so wide."""
        seen = width - self.area.verticalScrollBar().sizeHint().width()
        return min(self._widest, seen * _SHARE // (_SHARE + 1)) - 2 * self.theme.space("wide")

    def add(self, *pieces: Piece) -> None:
        """Put pieces under what is there."""
        for piece in pieces:
            if piece is None:
                self.pieces.addStretch(1)
            elif isinstance(piece, int):
                self.pieces.addSpacing(piece)
            elif isinstance(piece, QWidget):
                self.pieces.addWidget(piece)
            else:
                self.pieces.addLayout(piece)

    def add_before_end(self, *pieces: QWidget) -> None:
        """Put pieces last, but above the stretch that ends the page."""
        end = self.pieces.count()
        last = self.pieces.itemAt(end - 1) if end else None
        if last is not None and last.spacerItem() is not None:
            end -= 1
        for place, piece in enumerate(pieces):
            self.pieces.insertWidget(end + place, piece)
