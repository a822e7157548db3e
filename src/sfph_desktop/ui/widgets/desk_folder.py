"""The folder the desk looks into: the button that begins and ends it, and how it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QFrame

from sfph_desktop.ui.theme.pieces import button, column, words
from sfph_desktop.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from sfph_desktop.ui.support.folder_watch import FolderWatch
    from sfph_desktop.ui.theme.apply import Theme

_WATCH, _STOP = "Watch a folder", "Stop watching"
_MEANS = (
    "Returns that come into a folder, a shared one or one that syncs, are taken in by themselves while this office is "
    "open. Nothing in the folder is moved or deleted."
)


class DeskFolder(QFrame):
    """How the folder stands, whenever that changes; hidden while there is none. Its `button` stands elsewhere."""

    def __init__(self, theme: Theme, folder: FolderWatch | None, came: Callable[[], None]) -> None:
        super().__init__()
        self._folder = folder
        self.button = button(theme, _WATCH, self._on_pressed, icon="eye", description=_MEANS)
        self.told = words("", "quiet")
        self.came = button(theme, "What came of the folder", came, kind="link")
        self.setLayout(column(self.told, Flow(theme.space("small"), self.came)))
        self.hide()
        if folder is not None:
            folder.changed.connect(self.tell)
            self.tell()

    def tell(self) -> None:
        """As it stands now."""
        folder = self._folder
        on = folder is not None and bool(folder.folder)
        self.button.setText(_STOP if on else _WATCH)
        self.setVisible(on)
        if folder is not None and on:
            self.told.setText(f"Returns come in by themselves from {folder.shown}. {folder.said}")
            self.came.setVisible(folder.any_known)

    def _on_pressed(self) -> None:
        if self._folder is None:
            return
        if self._folder.folder:
            self._folder.stop()
            return
        title = "The folder to which members send their returns"
        chosen = QFileDialog.getExistingDirectory(self.window(), title)
        if chosen:
            self._folder.choose(Path(chosen))
