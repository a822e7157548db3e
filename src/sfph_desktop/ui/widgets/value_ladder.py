"""From what changed to what it is worth, step by step, as one would write it on the back of an envelope."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from sfph_desktop.core.domain.worth import Rung
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import words
from sfph_desktop.ui.widgets.growing import Growing

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_NEEDED = "to be decided"


class Ladder(Growing):
    """Each step with what is left after it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[tuple[QLabel, QLabel]] = []
        self.setMaximumWidth(theme.size("column"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space("large"))
        self._grid.setVerticalSpacing(theme.space("small"))
        self._grid.setColumnStretch(0, 1)

    def show_rungs(self, rungs: Sequence[Rung]) -> None:
        """Show these steps; the labels are kept, so that nothing jumps while somebody types."""
        while len(self._rows) < len(rungs):
            said, amount = words(), words(wrap=False)
            amount.setFont(self._theme.font(figures=True))
            self._grid.addWidget(said, len(self._rows), 0)
            self._grid.addWidget(amount, len(self._rows), 1, _RIGHT)
            self._rows.append((said, amount))
        for place, (said, amount) in enumerate(self._rows):
            shown = place < len(rungs)
            said.setVisible(shown)
            amount.setVisible(shown)
            if shown:
                self._say(said, amount, rungs[place])
        self.setAccessibleName("From what changed to what it is worth")
        self.setAccessibleDescription(". ".join(f"{one.said}: {one.amount or _NEEDED}" for one in rungs))

    def _say(self, said: QLabel, amount: QLabel, rung: Rung) -> None:
        said.setText(rung.said)
        amount.setText(rung.amount or (_NEEDED if rung.missing else ""))
        amount.setFont(self._theme.font(bold=rung.strong, figures=True))
        for label, kind in ((said, "bold" if rung.strong else ""), (amount, "attention" if rung.missing else "")):
            if label.property("kind") != kind:
                label.setProperty("kind", kind)
                label.style().unpolish(label)
                label.style().polish(label)
