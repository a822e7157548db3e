"""The recovery sheet on screen: save it, print it, or copy it by hand; then type one group of it back."""

from __future__ import annotations

from PySide6.QtCore import QRandomGenerator, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, row, words
from sfph_desktop.ui.widgets.page_frame import Told


class RecoveryKeyCard(QWidget):
    """What is done with a new recovery key. It knows the key's groups, and asks others to save, print and check."""

    save_wanted = Signal()
    print_wanted = Signal()
    typed = Signal(int, str)
    """Number of the group (1 to 8) and what was typed for it."""

    def __init__(self, theme: Theme, groups: tuple[str, ...]) -> None:
        super().__init__()
        self._theme = theme
        self.number = QRandomGenerator.global_().bounded(1, len(groups) + 1)
        self.save = button(theme, "Save it as a PDF", self.save_wanted.emit, kind="primary", icon="save")
        self.paper = button(theme, "Print it", self.print_wanted.emit, icon="print")
        self.show_key = button(theme, "Show it to copy by hand", self._on_show, kind="link", icon="eye")
        self._key = self._drawn_key(groups)
        self._key.hide()
        self._done = Told(theme, "good", "")
        self._done.hide()
        self._problem = Told(theme, "problem", "")
        self._problem.hide()
        self.group = QLineEdit(maxLength=12)
        self.group.setProperty("kind", "large")
        self.group.setMaximumWidth(theme.size("list") // 2)
        self.group.returnPressed.connect(self._on_typed)
        self.check = button(theme, "Check", self._on_typed)
        self.group.setAccessibleName(f"Group {self.number} of the key")
        label = words(f"Type group {self.number} of the key back from your sheet", "label")
        label.setBuddy(self.group)
        self._ask = held(
            column(label, row(self.group, self.check, None, gap=theme.space("small")), gap=theme.space("tiny"))
        )
        self.setLayout(
            column(
                row(self.save, self.paper, None, gap=theme.space("small")),
                row(self.show_key, None),
                self._key,
                self._done,
                self._ask,
                self._problem,
                gap=theme.space("medium"),
            )
        )

    def say_done(self, text: str) -> None:
        """The sheet was saved or printed: now the proof."""
        self._done.say(text, "Put one copy in another building: beside the computer it is stolen with it.")
        self._done.show()
        self.group.setFocus()

    def say_problem(self, what: str, text: str) -> None:
        """What is wrong with the group that was typed."""
        self._problem.say(what, text)
        self._problem.show()
        self.group.selectAll()
        self.group.setFocus()

    def _on_show(self) -> None:
        shown = not self._key.isVisible()
        self._key.setVisible(shown)
        self.show_key.setText("Hide the key" if shown else "Show it to copy by hand")

    def _on_typed(self) -> None:
        if self.group.text().strip():
            self._problem.hide()
            self.typed.emit(self.number, self.group.text())

    def _drawn_key(self, groups: tuple[str, ...]) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self._theme.space("small"))
        half = (len(groups) + 1) // 2
        for at, group in enumerate(groups):
            box = words(f"{at + 1}.  {group}", "key", wrap=False)
            box.setAccessibleName(f"Group {at + 1}: {' '.join(group)}")
            grid.addWidget(box, at // half, at % half)
        return held(grid)
