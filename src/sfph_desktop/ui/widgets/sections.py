"""A long page in sections: each with its heading and what can be added to it, and ways to jump from one to another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, mark, row, words
from sfph_desktop.ui.widgets.passages import stops_down


class Section(QWidget):
    """A part of a page: its heading with a mark, and the pieces beneath it."""

    def __init__(self, theme: Theme, key: str, icon: str, title: str, *pieces: QWidget) -> None:
        super().__init__()
        self.key, self.title = key, title
        self.heading = words(title, "strong")
        head = row(mark(theme, icon, "accent"), self.heading, gap=theme.space("small"))
        head.setStretch(1, 1)
        self._room = column(*pieces, gap=theme.space("medium"))
        self.setLayout(column(head, self._room, gap=theme.space("medium")))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(title)

    def add(self, piece: QWidget) -> None:
        """Put a piece under the others."""
        self._room.addWidget(piece)

    def first_stop(self) -> QWidget | None:
        """Where the keyboard goes when somebody jumps here."""
        return next((one for one in stops_down(self) if one.isVisible() and one.isEnabled()), None)


class SectionJumps(QFrame):
    """The bar over the page: the name, the section that is being read, and a menu of all sections.

    Ctrl+J opens the menu; Ctrl+Page Down and Ctrl+Page Up go to the next section and back.
    """

    jumped = Signal(str)

    def __init__(self, theme: Theme, area: QScrollArea, inside: QWidget, sections: Sequence[Section]) -> None:
        """`inside` is what the area scrolls."""
        super().__init__()
        self.setProperty("kind", "jumps")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._area, self._inside = theme, area, inside
        self.sections = list(sections)
        self._name, self._said = "", words("", "small", wrap=False)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.menu = QMenu(self)
        self.menu.setAccessibleName("Sections of this page")
        self.go = button(theme, "Go to …", self.open_menu, kind="link", icon="chevron-down")
        self.go.setAccessibleName("Go to a section of this page")
        self.go.setToolTip("Ctrl+J. Ctrl+Page Down and Ctrl+Page Up go to the next section and back.")
        edge = theme.space("large")
        line = row(self._said, self.go, gap=theme.space("small"), edge=(edge, 2, edge, 2))
        line.setStretch(0, 1)
        self.setLayout(line)
        for section in self.sections:
            action = QAction(section.title, self.menu)
            action.triggered.connect(lambda _on=False, one=section: self.jump(one))
            self.menu.addAction(action)
        area.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def listen(self, page: QWidget) -> None:
        """Take the keys wherever the keyboard is on this page."""
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, do in (("Ctrl+J", self.open_menu), ("Ctrl+PgDown", self.next), ("Ctrl+PgUp", self.previous)):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(within)
            shortcut.activated.connect(do)

    def show_name(self, name: str) -> None:
        """Whose page it is, and where in it one is."""
        self._name = name
        self._on_scrolled()

    def open_menu(self) -> None:
        """Offer the sections; letters and arrows choose."""
        self.menu.popup(self.go.mapToGlobal(QPoint(0, self.go.height())))

    def jump(self, section: Section) -> None:
        """Bring a section to the top, with the keyboard in it."""
        bar = self._area.verticalScrollBar()
        stop = section.first_stop()
        if stop is not None:
            stop.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bar.setValue(self._top_of(section))
        self.jumped.emit(section.title)

    def next(self) -> None:
        """To the section after this one."""
        self._step(1)

    def previous(self) -> None:
        """To the section before this one."""
        self._step(-1)

    @property
    def current(self) -> Section:
        """The section that is being read: the one with the keyboard, otherwise the one at the top."""
        focused = self.window().focusWidget()
        for section in self.sections:
            if focused is not None and section.isAncestorOf(focused):
                return section
        return self._at_top()

    def _at_top(self) -> Section:
        at = self._area.verticalScrollBar().value() + self._theme.space("vast")
        passed = [section for section in self._shown() if self._top_of(section) <= at]
        return passed[-1] if passed else self.sections[0]

    def _step(self, by: int) -> None:
        shown = self._shown()
        place = shown.index(self.current) + by if self.current in shown else 0
        if 0 <= place < len(shown):
            self.jump(shown[place])

    def _shown(self) -> list[Section]:
        return [section for section in self.sections if not section.isHidden()]

    def _top_of(self, section: Section) -> int:
        return max(0, section.mapTo(self._inside, QPoint(0, 0)).y() - self._theme.space("medium"))

    def _on_scrolled(self) -> None:
        here = f"\u2068{self._name}\u2069 · {self._at_top().title}"
        self._said.setText(here if self._area.verticalScrollBar().value() else "")


class SectionIndex(QWidget):
    """The sections as a list beside the page, where there is room for it; the one being read stands out."""

    def __init__(self, theme: Theme, jumps: SectionJumps) -> None:
        super().__init__()
        self._jumps = jumps
        self.buttons: dict[str, QPushButton] = {}
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for section in jumps.sections:
            made = button(theme, section.title, lambda one=section: jumps.jump(one), kind="index")  # type: ignore[misc]
            made.setCheckable(True)
            made.setAccessibleName(f"Go to {section.title}")
            self.buttons[section.key] = made
            lines.addWidget(made)
        self.setLayout(column(words("On this page", "label"), lines, None, gap=theme.space("small")))
        jumps._area.verticalScrollBar().valueChanged.connect(self._mark)
        self._mark()

    def _mark(self) -> None:
        here = self._jumps._at_top().key
        for key, made in self.buttons.items():
            made.setChecked(key == here)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Mark where one is once the page has its places."""
        super().resizeEvent(event)
        self._mark()
