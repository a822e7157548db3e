"""The rooms of a place, at the head of each of its pages: a line of quiet links, the present one marked."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton

from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, column
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.growing import Growing


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
        flow = Flow(theme.space("small"), *self.links.values())
        self.setLayout(column(flow, edge=(edge, theme.space("small"), edge, 0)))
        if len(rooms) < 2:  # showing it before it stands in a window would open a window of its own
            self.hide()

    def _on_pressed(self, place: str) -> None:
        for name, made in self.links.items():
            made.setChecked(name == self._here)  # the present room stays marked, whichever was pressed
        if place != self._here:
            self._navigate(place, None)
