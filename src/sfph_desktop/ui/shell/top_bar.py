"""The top of the window: whose office it is, the search box, and the quiet line about what is safe."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from sfph_desktop.core.domain.office_facts import StoreInfo
from sfph_desktop.ui.models.said import said_near
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import row, words

_FEWEST = 6
"""Letters of a shortened text that still tell something."""


def safety_line(info: StoreInfo, today: date) -> str:
    """`Saved 14:02 · backed up Friday`, or what is not as it should be."""
    saved = f"Saved {said_near(info.last_saved_at, today)}" if info.last_saved_at else "Nothing recorded yet"
    if info.last_backup_problem:
        return f"{saved} · the last backup failed"
    backed = f"backed up {said_near(info.last_backup_at, today)}" if info.last_backup_at else "not backed up yet"
    return f"{saved} · {backed}"


class TopBar(QFrame):
    """The enterprise's name at the left, the search box in the middle, the quiet line at the right."""

    def __init__(self, theme: Theme, search: QWidget) -> None:
        super().__init__()
        self.setProperty("kind", "topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme, self._search = theme, search
        self._name = words("", "bold", wrap=False)
        self._quiet = words("", "small", wrap=False)
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._full_name = ""
        edge = theme.space("medium")
        line = row(self._name, search, None, self._quiet, gap=theme.space("large"), edge=(edge, 6, edge, 6))
        line.setStretch(1, 100)
        self.setLayout(line)

    def show_info(self, info: StoreInfo, today: date) -> None:
        """Say whose office it is and how safe it is."""
        self._full_name = info.name
        self._name.setToolTip(info.name)
        self._name.setAccessibleName(info.name)
        self._line = safety_line(info, today)
        trouble = bool(info.last_backup_problem)
        self._quiet.setProperty("kind", "attention" if trouble else "small")
        self._quiet.style().unpolish(self._quiet)
        self._quiet.style().polish(self._quiet)
        self._quiet.setToolTip(f"{self._line}\n{info.last_backup_problem or f'Kept in {info.path}'}")
        self.fit(self.width())

    def show_working(self, working: bool) -> None:
        """Say that something is going on."""
        self._working = working
        self.fit(self.width())

    _line, _working = "", False

    def fit(self, width: int) -> None:
        """Share out the width: the search box first, then what is safe, then the name; both are shortened in turn.

        Whoever listens, or waits with the pointer, always has the whole of both.
        """
        theme = self._theme
        for label in (self._name, self._quiet):
            label.ensurePolished()  # else it is measured as it was before the text grew
        room = width - 2 * theme.space("medium") - 2 * theme.space("large")
        least = min(theme.size("list") * 3 // 4, room)
        self._search.setMinimumWidth(least)
        self._search.setMaximumWidth(max(least, theme.size("column") * 4 // 5))
        room -= least
        named = self._wide(self._name, self._full_name)
        said = self._said(room - min(named, room // 3))
        shown = self._put(self._quiet, said, room)
        self._quiet.setAccessibleName("" if said == self._line or self._working else self._line)
        self._put(self._name, self._full_name, room - shown)

    # --- inside

    def _said(self, room: int) -> str:
        """The whole line, or its second half, which says whether there is a backup, where only that has room."""
        if self._working:
            return "Working …"
        if self._wide(self._quiet, self._line) <= room:
            return self._line
        backup = self._line.rpartition(" · ")[2]
        return backup[:1].upper() + backup[1:]

    def _put(self, label: QLabel, text: str, room: int) -> int:
        """Show as much of a text as there is room for, or nothing where that is a letter or two; the pixels it took."""
        taken = min(self._wide(label, text), room)
        seen = taken >= min(self._wide(label, text), _FEWEST * label.fontMetrics().averageCharWidth())
        label.setVisible(seen)
        label.setText(label.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(taken, 0)))
        return taken if seen else 0

    @staticmethod
    def _wide(label: QLabel, text: str) -> int:
        return label.fontMetrics().horizontalAdvance(text) + 2
