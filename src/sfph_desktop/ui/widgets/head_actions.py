"""The actions of a page in one line: the first always to be seen, the rest behind a menu where the line is short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.flow import Flow


class HeadActions(Flow):
    """`first` are always there, the most important before the others; `rest` only where all have room in one line.

    An action whose owner has hidden it stays away, in the line and in the menu.
    """

    def __init__(
        self,
        theme: Theme,
        first: Sequence[QPushButton],
        rest: Sequence[QPushButton],
        *,
        order: Sequence[QPushButton] | None = None,
        word: str = "More",
        kind: str = "",
    ) -> None:
        """`order`: of all of them in the line, where it is not the first and then the rest.

        None at all: they stand elsewhere in the page, and only the menu stands here.
        """
        self.more = button(theme, word, None, icon="chevron-down", kind=kind)
        super().__init__(theme.space("small"), *((*first, *rest) if order is None else order), self.more)
        self._elsewhere = order is not None and not order
        self._gap = theme.space("small")
        self._first, self._rest = tuple(first), tuple(rest)
        self._offered = dict.fromkeys(rest, True)
        self.menu = QMenu(self)
        self.menu.setAccessibleName("More actions")
        self.more.setAccessibleName("More actions of this page")
        self.more.clicked.connect(self.open_menu)
        self.more.hide()

    def offer(self, action: QPushButton, offered: bool) -> None:
        """Whether one of the rest can be used now."""
        self._offered[action] = offered

    def fit(self, room: int | None) -> None:
        """Show all where they stand in one line of so many pixels, else the first ones and the menu.

        None: there is room for all. Those that stand elsewhere would take lines of their own: they go into the menu.
        """
        rest = [one for one in self._rest if self._offered[one]]
        shown = [one for one in self._first if not one.isHidden()] + rest
        needed = sum(one.sizeHint().width() + self._gap for one in shown) - self._gap
        all_of_them = room is None or not rest or (needed <= room and not self._elsewhere)
        for one in self._rest:
            one.setVisible(self._offered[one] and all_of_them)
        self.more.setVisible(not all_of_them)

    def open_menu(self) -> None:
        """Offer the rest; letters and arrows choose."""
        self.fill_menu()
        self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def fill_menu(self) -> None:
        """Put into the menu what can be used now."""
        self.menu.clear()
        for one in self._rest:
            if self._offered[one]:
                action = self.menu.addAction(one.icon(), one.accessibleName() or one.text(), one.click)
                action.setEnabled(one.isEnabled())
