"""The side bar: seven places, and below them Settings and Lock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from sfph_desktop.ui.shell.navigation import PlaceSpec
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Pushed, column, rule, scroller

_RING = 2
"""Pixels of the ring around the place that has the focus."""


class SideBar(QFrame):
    """Icon and word for each place; in a narrow window the icons alone, with their words spoken and in the tip."""

    wanted = Signal(str)
    lock_wanted = Signal()

    def __init__(self, theme: Theme, places: Sequence[PlaceSpec], below: Sequence[PlaceSpec]) -> None:
        super().__init__()
        self.setProperty("kind", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Places")
        self._theme = theme
        self._narrow = False
        self._here = ""
        self._words: dict[QPushButton, str] = {}
        self._icons: dict[str, str] = {}
        self.places: dict[str, QPushButton] = {}
        for spec in (*places, *below):
            self.places[spec.id] = self._place(spec)
        self.lock = self._button("Lock", "lock", "Lock the program (Ctrl+L)")
        self.lock.clicked.connect(self.lock_wanted)
        small, gap = theme.space("small"), theme.space("hair")
        upper = [self.places[spec.id] for spec in places]
        lower = [rule(), *(self.places[spec.id] for spec in below), self.lock]
        inside = QWidget()
        inside.setLayout(column(*upper, None, *lower, gap=gap, edge=(small, theme.space("medium"), small, small)))
        area = scroller(inside, "Places")
        # In a very low window it still scrolls, by the wheel and with the focus; a bar would take the icons' room.
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(column(area))
        theme.changed.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the places stand closer, so that Lock too is seen."""
        super().resizeEvent(event)
        self._fit_height()

    def show_here(self, place: str) -> None:
        """Mark the place that is shown."""
        self._here = place
        for name, made in self.places.items():
            made.setChecked(name == place)
            self._theme.dress(made, self._icons[name], "accent" if name == place else "text_quiet")

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, or icons and words."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._fit()

    def _place(self, spec: PlaceSpec) -> QPushButton:
        keys = f" ({spec.keys})" if spec.keys else ""
        made = self._button(spec.word, spec.icon, f"{spec.described}{keys}")
        made.setCheckable(True)
        made.clicked.connect(lambda: self._on_pressed(spec.id))
        self._icons[spec.id] = spec.icon
        return made

    def _on_pressed(self, place: str) -> None:
        self.show_here(self._here)  # the place is marked when it is shown, not when it is pressed
        self.wanted.emit(place)

    def _button(self, word: str, icon: str, described: str) -> QPushButton:
        made = Pushed(word)
        made.setProperty("kind", "place")
        made.setAutoDefault(False)
        made.setAccessibleName(word)
        made.setAccessibleDescription(described)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme.dress(made, icon, "text_quiet")
        self._words[made] = word
        return made

    def _fit(self) -> None:
        theme = self._theme
        side = theme.size("icon") + 2 * theme.space("large") + 2 * theme.space("small")
        self.setFixedWidth(side if self._narrow else theme.size("sidebar"))
        for made, word in self._words.items():
            made.setText("" if self._narrow else f" {word}")
            described = made.accessibleDescription()
            made.setToolTip(f"{word}: {described}" if self._narrow else described)
            made.setIconSize(QSize(theme.size("icon"), theme.size("icon")))
        self._fit_height()

    def _fit_height(self) -> None:
        theme, many = self._theme, len(self._words)
        between = theme.space("medium") + theme.space("small") + (many + 1) * theme.space("hair") + 1
        least = max(theme.size("icon"), self.lock.fontMetrics().height()) + 2 * _RING
        tall = max(least, min(theme.size("control") + 1, (self.height() - between) // many))
        for made in self._words:
            made.setFixedHeight(tall)
