"""On a person's page: which records count as this one, which this one counts as, and which may be the same person."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.page_frame import Told

_MOST = 3


class PersonSame(QWidget):
    """Nothing while there is nothing to say. `apart` carries the reference of a record to be taken out of its join."""

    apart = Signal(str)
    person_wanted = Signal(int)
    pair_wanted = Signal(str, str)
    """Two references: the later record, and the other."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.panels: list[Told] = []
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(theme.space("small"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_same(self, person: int, ref: str, same: Any) -> None:
        """Show what is known and what is likely about other records of a person.

        The keyboard that was on one of the panels stays among them: what was decided leads to what is so now.
        """
        focused = self.window().focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        for panel in self.panels:
            panel.hide()
            self._room.removeWidget(panel)
            panel.deleteLater()
        self.panels = []
        if same.counts_as is not None:
            self._counts_as(ref, same.counts_as)
        for other in same.joined:
            self._joined(other)
        for other, why in same.alike[:_MOST]:
            self._alike(person, ref, other, why)
        self.setVisible(bool(self.panels))
        if inside and self.panels:
            first = self.panels[0].findChild(QAbstractButton)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- inside

    def _counts_as(self, ref: str, first: Any) -> None:
        see = button(self.theme, "Open that record", partial(self.person_wanted.emit, int(first.id)), kind="link")
        apart = button(self.theme, "Take apart", partial(self.apart.emit, ref), kind="link")
        apart.setAccessibleDescription(f"{ref} counts by itself again")
        self._tell("good", f"This record counts as {first.person_ref}, {first.display_name}.", "", see, apart)

    def _joined(self, other: Any) -> None:
        see = button(self.theme, "Open it", partial(self.person_wanted.emit, int(other.id)), kind="link")
        see.setAccessibleName(f"Open {other.person_ref}")
        apart = button(self.theme, "Take apart", partial(self.apart.emit, other.person_ref), kind="link")
        apart.setAccessibleName(f"Take {other.person_ref} apart")
        self._tell("good", f"{other.person_ref} counts as this record.", other.display_name, see, apart)

    def _alike(self, person: int, ref: str, other: Any, why: str) -> None:
        refs = (ref, other.person_ref) if person > int(other.id) else (other.person_ref, ref)
        go = button(self.theme, "Look and decide", partial(self.pair_wanted.emit, *refs), kind="link")
        go.setAccessibleName(f"Look at {other.person_ref} and decide")
        self._tell("attention", f"May be the same as {other.display_name}, {other.person_ref}.", why, go)

    def _tell(self, kind: str, title: str, text: str, *actions: Any) -> None:
        panel = Told(self.theme, kind, title, text, *actions)
        self._room.addWidget(panel)
        panel.show()
        self.panels.append(panel)
