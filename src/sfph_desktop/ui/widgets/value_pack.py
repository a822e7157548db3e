"""Loading a pack of values under one's own licence: choose the file, and say who declares the right to use it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column
from sfph_desktop.ui.widgets.fields import Field, FieldRow
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import Told

_WHO = Field(name="declared_by", label="Who declares this?", help="Your name; it is kept with the pack.", needed=True)


class ValuePack(QWidget):
    """`wanted` carries the file, and who declares the right to use it; blank until that is asked for."""

    wanted = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._path: Path | None = None
        self.choose = button(theme, "Load a pack of values under your own licence", self._on_choose, kind="link",
                             icon="open")  # fmt: skip
        self.told = Told(theme, "attention", "")
        self.who = FieldRow(theme, _WHO)
        self.declare = button(theme, "I declare this, and load it", self._on_declare, icon="check")
        gap = theme.space("small")
        self.setLayout(column(Flow(gap, self.choose), self.told, self.who, Flow(gap, self.declare), gap=gap))
        self._ask(False)
        self.told.hide()

    def show_failure(self, failure: UserCanFix) -> None:
        """Say why it was not loaded; a licensed pack asks who declares the right to use it."""
        asked = failure.why.startswith("You would declare") and self._path is not None
        self.told.say(
            failure.what, failure.why if asked else " ".join(part for part in (failure.why, failure.do) if part)
        )
        self.told.show()
        self._ask(asked)
        if asked:
            self.who.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_loaded(self) -> None:
        """It is loaded: nothing more to ask."""
        self.told.hide()
        self._ask(False)
        self.who.show_value("")

    def load(self, path: Path) -> None:
        """Ask for a pack to be loaded."""
        self._path = path
        self.wanted.emit(path, "")

    # --- inside

    def _ask(self, asked: bool) -> None:
        self.who.setVisible(asked)
        self.declare.setVisible(asked)

    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a pack of values", str(Path.home()), "Packs (*.zip)")
        if chosen:
            self.load(Path(chosen))

    def _on_declare(self) -> None:
        name = self.who.text.strip()
        if not name:
            self.who.show_problem("Write the name of whoever declares this.")
            return
        self.wanted.emit(self._path, name)
