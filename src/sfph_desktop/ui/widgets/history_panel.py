"""Who changed what and when in a record, in plain words; for the page of any record.

A page gives it what fetches the lines, and shows them when they have come:

    panel = HistoryPanel(theme)
    panel.wanted.connect(lambda: shell.jobs.records(partial(record_history, office, "sessions", 7), panel.show_lines))
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from sfph_desktop.core.domain.person_page import HistoryLine
from sfph_desktop.ui.models.said import counted, said_day, said_time
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, row, words

_FIRST = 10


class HistoryPanel(QWidget):
    """The changes of one record. `wanted`: fetch them; `undo_wanted` carries the saved change to take back.

    It says as well whether all steps of the piece of work that the change is part of are meant.
    """

    wanted = Signal()
    undo_wanted = Signal(int, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.lines: tuple[HistoryLine, ...] = ()
        self.shown = False
        """Whether the changes have been asked for: then they are fetched anew whenever the record is."""
        self._room = QVBoxLayout()
        self._room.setSpacing(0)
        self.show_button = button(theme, "Show who changed what", self._on_show, kind="link", icon="history")
        self.more = button(theme, "Show all changes", self._on_more, kind="link", icon="chevron-down")
        self.more.hide()
        foot = row(self.show_button, self.more, None)
        self.setLayout(column(self._room, foot, gap=theme.space("small")))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def put_away(self) -> None:
        """Show nothing until somebody asks again: another record is shown."""
        self.shown, self.lines = False, ()
        self._fill(())
        self.show_button.show()
        self.more.hide()

    def show_lines(self, lines: Sequence[HistoryLine]) -> None:
        """Show the changes, the newest first."""
        self.lines = tuple(lines)
        self.show_button.hide()
        had = self._keyboard()
        self._fill(self.lines[:_FIRST])
        self.more.setText(f"Show all {counted(len(self.lines), 'change')}")
        self.more.setVisible(len(self.lines) > _FIRST)
        if not self.lines:
            self._room.addWidget(words("Nothing has been changed since the history began.", "quiet"))
        if had:
            self._give_keyboard()

    # --- inside

    def _on_show(self) -> None:
        self.shown = True
        self.wanted.emit()

    def _on_more(self) -> None:
        self._fill(self.lines)
        self.more.hide()
        self._give_keyboard()

    def _keyboard(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _give_keyboard(self) -> None:
        """What had the keyboard has gone: it stays here, at the first thing that can be pressed."""
        stops = [one for one in self.findChildren(QPushButton) if not one.isHidden()]
        if stops:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, lines: Sequence[HistoryLine]) -> None:
        while self._room.count():
            item = self._room.takeAt(0)
            former = item.widget() if item is not None else None
            if former is not None:
                former.hide()
                former.deleteLater()
        day: date | None = None
        for line in lines:
            here = line.at.astimezone().date()
            if here != day:
                self._room.addWidget(words(said_day(here), "label"))
                day = here
            self._room.addWidget(self._line(line))

    def _line(self, line: HistoryLine) -> QWidget:
        theme = self._theme
        said = [words(text[:1].upper() + text[1:], "quiet" if line.undone else "") for text in line.said]
        undone = ", taken back since" if line.undone else ""
        came = f" · came with a file: {line.came_with}" if line.came_with else ""
        who = words(f"{said_time(line.at)} · {line.who}{came}{undone}", "small")
        pieces = row(column(*said, who, gap=theme.space("hair")), gap=theme.space("small"), edge=(0, 4, 0, 4))
        pieces.setStretch(0, 1)
        if not line.undone:
            does = "Undo the whole file" if line.came_with else "Undo"
            undo = button(theme, does, lambda: self.undo_wanted.emit(line.unit_id, line.steps > 1), kind="link")
            undo.setAccessibleName(f"{does}: {line.came_with or line.said[0]}")
            pieces.addWidget(undo, 0, Qt.AlignmentFlag.AlignTop)
        frame = held(pieces, "record_row")
        frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        return frame
