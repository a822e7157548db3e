"""The rooms of a place, at the head of each of its pages: a line of quiet links, the present one marked.

Where they have no room in one line, the present one stands there alone, with a menu of the others.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton

from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, column
from sfph_desktop.ui.widgets.growing import Growing
from sfph_desktop.ui.widgets.head_actions import HeadActions


class RoomStrip(Growing):
    """Leads from one room of a place to the others. A place of one room has nothing to show, and shows nothing.

    The room one is in stands over a line, is checked for those who listen, and leads nowhere.
    """

    def __init__(self, shell: ShellContext, here: str) -> None:
        """`here` is the id of the page it stands on; a page that is nobody's room has an empty strip."""
        super().__init__()
        rooms = next((some for some in shell.rooms if any(room.place == here for room in some)), ())
        theme = shell.theme
        self.setAccessibleName("Rooms of this place")
        self.links: dict[str, QPushButton] = {}
        for room in rooms:
            made = button(
                theme,
                room.word,
                partial(self._on_pressed, room.place),
                kind="room_here" if room.place == here else "room",
            )
            made.setCheckable(True)
            made.setChecked(room.place == here)
            made.setAccessibleDescription("You are here" if room.place == here else "Opens this room")
            self.links[room.place] = made
        self._here, self._navigate = here, shell.navigate
        edge = theme.space("medium")
        present = [made for place, made in self.links.items() if place == here]
        others = [made for place, made in self.links.items() if place != here]
        order = [*self.links.values()]
        self.line = HeadActions(theme, present, others, order=order, word="Other rooms", kind="room")
        self.line.more.setAccessibleName("Other rooms of this place")
        self._edge = edge
        self.setLayout(column(self.line, edge=(edge, theme.space("small"), edge, 0)))
        if len(rooms) < 2:  # showing it before it stands in a window would open a window of its own
            self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All rooms in one line, or the present one and a list of the others."""
        super().resizeEvent(event)
        self.line.fit(self.width() - 2 * self._edge)

    def event(self, event: QEvent) -> bool:
        """Larger words may have no room any more."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.line.fit(self.width() - 2 * self._edge)
        return super().event(event)

    def _on_pressed(self, place: str) -> None:
        for name, made in self.links.items():
            made.setChecked(name == self._here)  # the present room stays marked, whichever was pressed
        if place != self._here:
            self._navigate(place, None)
