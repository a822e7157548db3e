"""Several of a list: each with a box to tick and its words beside it, which may wrap."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, row, words
from sfph_desktop.ui.widgets.growing import Growing


class Ticks(Growing):
    """`changed` carries the ids that are ticked, in the order of the list."""

    changed = Signal(object)

    def __init__(self, theme: Theme, title: str, choices: Mapping[str, str], help_text: str = "") -> None:
        super().__init__()
        self.theme, self.boxes = theme, dict[str, QCheckBox]()
        self.setAccessibleName(title)
        self._labels: dict[QObject, QCheckBox] = {}
        self.problem = words("", "problem")
        self.problem.hide()
        self._room = column(gap=theme.space("tiny"))
        told: list[QWidget] = [words(help_text, "small")] if help_text else []
        self.setLayout(column(words(title, "label"), *told, self._room, self.problem, gap=theme.space("tiny")))
        self.offer(choices)

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is ticked."""
        return tuple(one for one, box in self.boxes.items() if box.isChecked())

    def offer(self, choices: Mapping[str, str]) -> None:
        """These, where there were none yet."""
        if self.boxes:
            return
        for one, text in choices.items():
            box = self.boxes[one] = QCheckBox()
            box.setAccessibleName(text)
            box.toggled.connect(lambda _on: self.changed.emit(self.chosen))
            label: QLabel = words(text)
            label.installEventFilter(self)
            self._labels[label] = box
            line = row(box, label, gap=self.theme.space("small"))
            line.setStretch(1, 1)
            line.setAlignment(box, Qt.AlignmentFlag.AlignTop)
            self._room.addLayout(line)

    def show_chosen(self, chosen: Collection[str]) -> None:
        """Tick these and no others; nothing is announced."""
        for one, box in self.boxes.items():
            blocked = box.blockSignals(True)
            box.setChecked(one in chosen)
            box.blockSignals(blocked)

    def show_problem(self, text: str) -> None:
        """Say under the list what is wrong; blank when all is well."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The words are ticked as their box is."""
        if event.type() == QEvent.Type.MouseButtonRelease and watched in self._labels:
            self._labels[watched].toggle()
            return True
        return super().eventFilter(watched, event)
