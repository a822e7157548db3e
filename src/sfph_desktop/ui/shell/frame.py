"""What stands round every place once the office is open: side bar, top, SAMPLE ribbon, and the stack of pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from sfph_desktop.core.domain.office_facts import StoreInfo
from sfph_desktop.ui.shell.arrangement import arranged
from sfph_desktop.ui.shell.navigation import PlaceSpec, home_of
from sfph_desktop.ui.shell.search import SearchBox
from sfph_desktop.ui.shell.side_bar import SideBar
from sfph_desktop.ui.shell.top_bar import TopBar
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.folder_watch import FolderWatch
from sfph_desktop.ui.support.jobs import Jobs
from sfph_desktop.ui.support.messages import Messages
from sfph_desktop.ui.support.preferences import Preferences
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, held, row, words
from sfph_desktop.ui.widgets.page_frame import Place

_EVERY_MINUTE = 60_000


class Frame(QWidget):
    """The frame of an open office. Pages are made when first opened and loaded anew when what they watch changed."""

    lock_wanted = Signal()
    named = Signal(str)
    shown = Signal(str)
    """A place is on the screen."""

    def __init__(
        self,
        office: Any,
        *,
        jobs: Jobs,
        messages: Messages,
        theme: Theme,
        preferences: Preferences,
        desk: bool = False,
        places: Sequence[PlaceSpec] | None = None,
        below: Sequence[PlaceSpec] | None = None,
        hidden: Sequence[PlaceSpec] | None = None,
    ) -> None:
        """`desk`: the office is a network's desk, which has places of its own. Other places than usual may be given."""
        super().__init__()
        usual = arranged(desk)
        places = usual.places if places is None else places
        below = usual.below if below is None else below
        hidden = usual.hidden if hidden is None else hidden
        self.office, self._jobs, self._messages, self._theme = office, jobs, messages, theme
        self.folder = FolderWatch(office, jobs, messages, lambda desk: self.go("quarter" if desk else "network"), self)
        self.shell = ShellContext(
            jobs=jobs,
            messages=messages,
            theme=theme,
            preferences=preferences,
            navigate=self.go,
            lock=self.lock_wanted.emit,
            rooms=usual.rooms,
            folder=self.folder,
        )
        self._specs = {spec.id: spec for spec in (*places, *below, *hidden)}
        self.pages: dict[str, Place] = {}
        self._stale: set[str] = set()
        self.here = ""
        self.side_bar = SideBar(theme, places, below)
        self.search = SearchBox(self.shell, self, lambda text: usual.find(office, text), asks=usual.asks)
        self.top_bar = TopBar(theme, self.search)
        self._ribbon = held(
            row(
                words("SAMPLE  ·  Invented people and figures. Nothing here may be quoted."),
                edge=(theme.space("medium"), 2, theme.space("medium"), 2),
            ),
            "ribbon",
        )
        self._ribbon.hide()
        self._stack = QStackedWidget()
        right = column(self.top_bar, self._ribbon, messages_room(messages, theme), self._stack)
        right.setStretchFactor(self._stack, 1)
        whole = row(self.side_bar, held(right))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.side_bar.wanted.connect(lambda place: self.go(place, None))
        self.side_bar.lock_wanted.connect(self.lock_wanted)
        jobs.changed.connect(self._on_changed)
        jobs.busy.connect(self.top_bar.show_working)
        messages.undo_wanted.connect(self._on_undo)
        messages.undo_all_wanted.connect(self._on_undo_all)
        theme.changed.connect(self._fit)  # larger words want room as a smaller window does
        self._minute = QTimer(self, interval=_EVERY_MINUTE)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()
        self._take_keys(places)
        self._say_info()

    def go(self, place: str, record: object = None) -> None:
        """Show a place, and one record in it unless None. An unknown place is a fault of ours (KeyError)."""
        spec = self._specs[place]
        if self.here != place:
            self._messages.clear()
        page = self.pages.get(place)
        if page is None:
            page = self.pages[place] = spec.make(self.office, self.shell)
            self._stack.addWidget(page)
            page.load()
        elif place in self._stale:
            self._stale.discard(place)
            page.load()
        self._stack.setCurrentWidget(page)
        moved, self.here = self.here != place, place
        self.side_bar.show_here(home_of(place))
        if record is not None:
            page.open_record(record)
            if self.window().focusWidget() is self.search:  # what was found is open: the search is over
                self._give_keyboard(page.record_focus())
        elif moved:
            self._give_keyboard(page.first_focus())
        if moved:
            self._messages.announce(spec.word)
        self.shown.emit(place)

    def known(self, place: str) -> str:
        """The place if it is one of this office, otherwise the first of the side bar."""
        return place if place in self._specs else next(iter(self._specs))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words in the side bar while there is room for them."""
        super().resizeEvent(event)
        self._fit()

    # --- inside

    def _give_keyboard(self, piece: QWidget | None) -> None:
        if piece is not None:
            piece.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        self.side_bar.set_narrow(self.width() < self._theme.size("narrow"))
        self.top_bar.fit(self.width() - self.side_bar.width())

    def _take_keys(self, places: Sequence[PlaceSpec]) -> None:
        for spec in (*places, *(self._specs[name] for name in ("settings",) if name in self._specs)):
            if spec.keys:
                QShortcut(QKeySequence(spec.keys), self, lambda place=spec.id: self.go(place, None))
        QShortcut(QKeySequence("Ctrl+K"), self, self._on_search)
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock_wanted.emit)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self._messages.undo_last)

    def _on_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        for name, page in self.pages.items():
            if page.watches & kinds:
                if name == self.here:
                    page.load()
                else:
                    self._stale.add(name)
        self._say_info()

    def _on_undo(self, unit: int) -> None:
        from sfph_desktop.core.usecases.history import undo

        self._jobs.records(lambda: undo(self.office, unit), self._messages.undone, self, quiet=True)

    def _on_undo_all(self, unit: int, whole: bool) -> None:
        from sfph_desktop.core.usecases.history import undo

        work = partial(undo, self.office, unit, whole=whole, with_later=True)
        self._jobs.records(work, self._messages.undone, self, quiet=True)

    def leave(self) -> None:
        """The office is about to be closed: ask nothing more of it."""
        self._minute.stop()
        self.folder.leave()

    def _on_minute(self) -> None:
        if self.isVisible():
            self._say_info()

    def _say_info(self) -> None:
        self._jobs.records(lambda: self.office.info(), self._show_info, self)

    def _show_info(self, info: StoreInfo) -> None:
        self.top_bar.show_info(info, self.office.clock.today())
        self._ribbon.setVisible(info.sample)
        self.named.emit(info.name)


def messages_room(messages: Messages, theme: Theme) -> QWidget:
    """Where the problem panel stands: between the top of the window and the page, and nowhere while all is well."""
    edge = theme.space("medium")
    return held(column(messages.panel, edge=(edge, 0, edge, 0)))
