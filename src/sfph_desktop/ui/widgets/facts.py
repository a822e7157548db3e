"""Facts on a page: names at the left, what they hold beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import row, words


class Facts(QWidget):
    """Names and what they hold, in two columns: the name quiet, the value in ink. Nothing is shown for the empty."""

    def __init__(self, theme: Theme, facts: list[tuple[str, str]]) -> None:
        super().__init__()
        room = QVBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.setSpacing(theme.space("small"))
        for name, value in facts:
            if value:
                label = words(name, "quiet")
                label.setFixedWidth(theme.size("list") // 2)
                held = words(value)
                line = row(label, held, gap=theme.space("large"))
                line.setStretch(1, 1)
                for piece in (label, held):  # where one of them has more lines, both begin in the first
                    line.setAlignment(piece, Qt.AlignmentFlag.AlignTop)
                room.addLayout(line)
