"""The top of the window: whose office it is, the search box, and the quiet line about what is safe."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from sfph_desktop.core.domain.office_facts import StoreInfo
from sfph_desktop.ui.models.said import said_near
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import row, words


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
        search.setMinimumWidth(theme.size("list") // 2)
        search.setMaximumWidth(theme.size("column") * 4 // 5)
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
        self._quiet.setText(self._line)
        self._quiet.setToolTip(info.last_backup_problem or f"Kept in {info.path}")
        self.fit(self.width())

    def show_working(self, working: bool) -> None:
        """Say that something is going on."""
        self._quiet.setText("Working …" if working else self._line)

    _line = ""

    def fit(self, width: int) -> None:
        """Shorten the name, and in a narrow window leave out the quiet line: the search box must stay."""
        room = max(width // 4, self._theme.size("list") // 4)
        measure = self._name.fontMetrics()
        self._name.setText(measure.elidedText(self._full_name, Qt.TextElideMode.ElideRight, room))
        narrow = width < self._theme.size("narrow") * 3 // 4
        self._quiet.setVisible(not narrow)
        self._name.setVisible(width > self._theme.size("narrow") // 2)
