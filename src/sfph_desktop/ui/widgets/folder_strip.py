"""The folder a member shares with its network: which one it is, how it stands, and choosing another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sfph_desktop.ui.theme.pieces import Prose, button
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.growing import Worded
from sfph_desktop.ui.widgets.passages import Headed

if TYPE_CHECKING:
    from sfph_desktop.ui.support.folder_watch import FolderWatch
    from sfph_desktop.ui.theme.apply import Theme

_NONE = (
    "If you share a folder with the network, name it here. Your return is offered to be saved there, and you are told "
    "when a pack or new questions have come into it. Nothing is taken in before you press, and nothing in the folder "
    "is moved or deleted."
)


class FolderStrip(Worded, Headed):
    """It says by itself how the folder stands, whenever that changes."""

    def __init__(self, theme: Theme, folder: FolderWatch, choose: Callable[[], None], came: Callable[[], None]) -> None:
        super().__init__(theme, "folder", "A folder shared with the network")
        self._folder = folder
        self.told = Prose(_NONE)
        self.choose = button(theme, "Choose a folder", choose, icon="folder")
        self.came = button(theme, "What was refused", came)
        self.stop = button(theme, "Stop using it", folder.stop)
        pieces: tuple[QWidget, ...] = (self.told, Flow(theme.space("small"), self.choose, self.came, self.stop))
        self.fill(*pieces)
        folder.changed.connect(self.tell)
        self.tell()

    def tell(self) -> None:
        """As it stands now."""
        on = bool(self._folder.folder)
        self.told.setText(f"{self._folder.shown}. {self._folder.said}" if on else _NONE)
        self.choose.setText("Choose another folder" if on else "Choose a folder")
        self.came.setVisible(on and self._folder.any_refused)
        self.stop.setVisible(on)
