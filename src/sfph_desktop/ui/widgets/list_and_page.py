"""A place: the list on the left with its filter, the page of what is chosen on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, column, held, row, words
from sfph_desktop.ui.widgets.crossed import crossed
from sfph_desktop.ui.widgets.list_head import ListHead
from sfph_desktop.ui.widgets.not_read import NotRead
from sfph_desktop.ui.widgets.passages import in_order, stops_down
from sfph_desktop.ui.widgets.record_views import RecordList

_AFTER_TYPING = 120
_AFTER_MOVING = 140
LOW = 9
"""Rows of the list, below whose height a place is low: what stands above the list then shares lines."""


class _ListSide(QScrollArea):
    """The list and what stands above it: in a low window they scroll as one, so that nothing is cut."""

    def __init__(self, content: QWidget, name: str) -> None:
        super().__init__()
        self._content = content
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.setWidget(content)

    def minimumSizeHint(self) -> QSize:
        """As wide as what is in it needs, as low as may be."""
        hint = super().minimumSizeHint()
        return QSize(max(hint.width(), self._content.minimumSizeHint().width()), hint.height())

    def sizeHint(self) -> QSize:
        """As large as what is in it."""
        return self._content.sizeHint()

    def height_at(self, width: int) -> int:
        """How high what is in it is at this width."""
        known = self._content.heightForWidth(width)
        return known if known >= 0 else self._content.sizeHint().height()


class _PageRoom(QStackedWidget):
    """Where the page stands. The keyboard may rest on it, in no field yet: Tab then goes to the first piece of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "page_room")  # the ring of the focus is drawn by the style sheet

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """From the page itself, Tab goes into it."""
        page = self.currentWidget()
        if forwards and page is not None and self.window().focusWidget() is self:
            piece = self.nextInFocusChain()
            while piece is not None and piece is not self:
                takes = bool(piece.focusPolicy() & Qt.FocusPolicy.TabFocus) and piece.isEnabled()
                if takes and piece.isVisible() and page.isAncestorOf(piece):
                    piece.setFocus(Qt.FocusReason.TabFocusReason)
                    return True
                piece = piece.nextInFocusChain()
        return super().focusNextPrevChild(forwards)


class ListAndPage(QWidget):
    """List left, page right. In a narrow window one of the two is shown at a time, with a way back to the list.

    Where nothing is listed there is no empty box, and in a narrow window the page stands below: what it says of the
    place, and its first steps, are all there is to see.

    `filtered` carries what was typed, for the query; `chosen` the id of the record to show in the page.
    """

    filtered = Signal(str)
    chosen = Signal(object)
    alone = Signal(bool)
    """Whether the page stands without the list, in a narrow window."""

    def __init__(self, shell: ShellContext, name: str, shape: Shape, *, one: str, many: str = "") -> None:
        """`name` is the place's own, for what it remembers; `one` and `many` are what it lists: person, people."""
        super().__init__()
        self._shell, self._name = shell, name
        self._one, self._many = one, many or f"{one}s"
        self._wanted: object = None
        self.table = RecordTable(shape)
        self.list = RecordList(shell.theme, self.table, f"List of {self._many}")
        self.filter = crossed(shell.theme, QLineEdit(placeholderText=f"Filter {self._many}"))
        self.filter.setAccessibleName(f"Filter the list of {self._many}")
        self.filter.installEventFilter(self)
        self._count = words("", "small", wrap=False)
        self._typed = QTimer(self, singleShot=True, interval=_AFTER_TYPING)
        self._moved = QTimer(self, singleShot=True, interval=_AFTER_MOVING)
        self._page_room = _PageRoom()
        self._page_room.setAccessibleName(f"Page of the {self._one}")
        self._back = button(shell.theme, f"Back to the list of {self._many}", self.show_list, kind="link")
        shell.theme.dress(self._back, "arrow-left", "accent")
        self._below = False
        self._shared: tuple[int, int] | None = None
        self._splitter = self._arranged()
        self._typed.timeout.connect(lambda: self.filtered.emit(self.filter.text().strip()))
        self._moved.timeout.connect(self._on_rest)
        self.filter.textChanged.connect(lambda: self._typed.start())
        self.list.moved.connect(lambda _record: self._on_moved())
        self.list.opened.connect(self._on_opened)
        self._splitter.splitterMoved.connect(lambda: self._remember())
        self._narrow = self._alone = False
        self._listed: int | None = None
        self._back.hide()

    # --- what a place uses

    def set_page(self, page: QWidget, *, keep: bool = False) -> None:
        """Put a page on the right; the former one is put away for good, or with `keep` stays for the next time."""
        former = self._page_room.currentWidget()
        self.prepare(page)
        self._page_room.setCurrentWidget(page)
        if former is not None and former is not page and not keep:
            self._page_room.removeWidget(former)
            former.deleteLater()

    def prepare(self, page: QWidget) -> None:
        """Take a page in that is shown later: the one that is shown now stays."""
        if self._page_room.indexOf(page) < 0:
            self._page_room.addWidget(page)

    def set_head(self, *pieces: QWidget) -> None:
        """Put pieces above the filter, for Tab as for the eye: usually the button that adds a record.

        In a low place they share lines with one another and with the filter, where they have room.
        """
        self.head.put_first(*pieces)
        in_order(*stops_down(self.head), self.list)

    def offer_several(self, bar: QWidget) -> None:
        """Let several records be chosen at once, and put beneath the list what is done with them."""
        self.list.let_several()
        self._list_column.insertWidget(self._list_column.indexOf(self.list) + 1, bar)
        in_order(self.list, *stops_down(bar))

    def show_listing(self, listing: Listing, *, besides: int = 0) -> None:
        """Show what the query found; the record that was chosen stays chosen when it is still there.

        `besides`: so many rows are no records, and are not counted.
        """
        kept, several = self.chosen_record, self.list.chosen_records if self.list.number_chosen > 1 else ()
        self.table.show(listing)
        number = max(0, len(listing.rows) - besides)
        said = counted(number, self._one, self._many)
        self._count.setText(f"{said} found" if self.filter.text().strip() else said)
        wanted = self._wanted if self._wanted is not None else kept
        blocked = self.list.blockSignals(self._wanted is None)
        found = wanted is not None and self.list.choose(wanted)
        self.list.blockSignals(blocked)
        if several:
            self.list.choose_several(several)
        if found:
            self._wanted = None
        self._listed = number
        self._place_empty()

    def unlisted(self, again: Callable[[], object], busy: Callable[[], bool]) -> dict[str, Any]:
        """What a job that fetches the list is given besides: where it fails, the page says so and offers to try again.

        While `busy` says that a record stands in the page it stays; then what a person can mend is told as usual.
        """

        def once_more() -> None:
            self.filter.setFocus()
            again()

        def tell(failure: UserCanFix | None = None) -> None:
            if busy():
                if failure is not None:
                    self._shell.messages.problem(failure)
                return
            self.set_page(NotRead(self._shell.theme, f"The list of {self._many}", once_more, failure))
            if not self.table.rowCount():
                self._listed = 0
                self._place_empty()

        return {"failed": tell, "faulted": tell}

    def rename(self, one: str, many: str = "") -> None:
        """List something else from now on; what was chosen before is forgotten."""
        self._one, self._many = one, many or f"{one}s"
        self._wanted = None
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.blockSignals(False)
        self.filter.setPlaceholderText(f"Filter {self._many}")
        self.filter.setAccessibleName(f"Filter the list of {self._many}")
        self.list.setAccessibleName(f"List of {self._many}")
        self._back.setText(f"Back to the list of {self._many}")
        self._page_room.setAccessibleName(f"Page of the {self._one}")
        self.table.show(Listing(kind=self._many, columns=("id",), rows=()))

    def choose(self, record: object) -> None:
        """Select a record, now or when the list has come, and show it."""
        self._wanted = None if self.list.choose(record) else record
        self._moved.stop()  # told now, and not once more when the list has rested
        self.chosen.emit(record)
        if self._narrow:
            self.show_page()

    def choose_first(self) -> None:
        """Show what stands first; in a narrow window, where the page would stand in place of the list, nothing."""
        if self.table.rowCount() and not self._narrow:
            self.choose(self.table.record_at(0))

    @property
    def chosen_record(self) -> object:
        """The id of the record that is selected; None when none is."""
        return self.table.record_at(self.list.currentIndex().row())

    def record_focus(self) -> QWidget:
        """Where the keyboard goes when a record was opened from elsewhere: its page, where that is to be seen."""
        return self._page_room if self._page_room.isVisible() else self.filter

    def show_list(self) -> None:
        """In a narrow window: back from the page to the list."""
        self._list_side.show()
        if self._narrow:
            self._page_side.hide()
        self._place_empty()
        self.list.setFocus()

    # --- inside

    def _arranged(self) -> QSplitter:
        theme = self._shell.theme
        gap, edge = theme.space("small"), theme.space("medium")
        self.head = ListHead(gap, self.filter, self._count)
        self._list_column: QVBoxLayout = column(self.head, self.list, gap=gap, edge=(edge, edge, gap, 0))
        self._list_column.setStretchFactor(self.list, 1)
        self._list_column.addStretch()
        self._list_side = _ListSide(
            held(self._list_column), f"{self._many[:1].upper()}{self._many[1:]}, and what is above them"
        )
        self.list.setMinimumHeight(theme.size("control") * 4)
        back = held(row(self._back, None, edge=(edge, edge, edge, 0)))
        page_column = column(back, self._page_room)
        page_column.setStretchFactor(self._page_room, 1)
        self._back_room = back
        back.hide()
        self._page_side = held(page_column)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._list_side)
        splitter.addWidget(self._page_side)
        splitter.setStretchFactor(1, 1)
        kept = self._kept_width()
        splitter.setSizes([kept, max(kept, 3 * theme.size("list"))])
        room = QVBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(splitter)
        return splitter

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between side by side and one at a time as the width allows."""
        super().resizeEvent(event)
        self._heed_height()
        narrow = self.width() < self._shell.theme.size("list") * 2
        if narrow == self._narrow:
            return
        self._narrow = narrow
        asked = self.chosen_record is not None or self._wanted is not None
        self._list_side.setVisible(not narrow or not asked)
        self._page_side.setVisible(not narrow or asked)
        self._place_empty()

    def event(self, event: QEvent) -> bool:
        """Larger words leave fewer rows."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._heed_height()
        return super().event(event)

    def _heed_height(self) -> None:
        self.head.set_low(self.height() < LOW * self._shell.theme.size("row"))
        if self._below:
            self._share_height()

    def _share_height(self) -> None:
        """What is above the list has the height it needs, and the page beneath it the rest."""
        first = self._list_side.height_at(self.width())
        asked = (first, max(self.height() - first, 1))
        if asked != self._shared:  # asked once: where the page cannot have so little, that is how they stay
            self._shared = asked
            self._splitter.setSizes(asked)

    def _place_empty(self) -> None:
        """Without records no list; where it is narrow, the page stands below what is above the list."""
        empty = self._listed == 0
        if empty and self.list.hasFocus():
            self.filter.setFocus()
        self.list.setVisible(not empty)
        alone = self._narrow and self._list_side.isHidden()
        if alone != self._alone:
            self._alone = alone
            self.alone.emit(alone)
        below = empty and self._narrow and not self._list_side.isHidden()
        self._back_room.setVisible(self._narrow and not below)
        self._back.setVisible(self._narrow and not below)
        if below != self._below:
            self._below = below
            self._page_side.setVisible(below or not self._narrow or self._list_side.isHidden())
            self._splitter.setOrientation(Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal)
            self._shared = None
            if below:
                self._share_height()
            else:
                first = self._kept_width()
                self._splitter.setSizes([first, max(self.width() - first, 1)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the filter: down goes into the list, Enter opens what stands first."""
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.table.rowCount():
                self._take_first()
                self.list.setFocus()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.table.rowCount():
                self._take_first()
                self._on_opened(self.chosen_record)
                return True
        return super().eventFilter(watched, event)

    def _kept_width(self) -> int:
        return self._shell.preferences.number(f"widths/{self._name}", self._shell.theme.size("list"))

    def _take_first(self) -> None:
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.table.index(0, 0))

    def _on_moved(self) -> None:
        if self.list.hasFocus() and not self._narrow:
            self._moved.start()

    def _on_rest(self) -> None:
        if self.chosen_record is not None and self.list.number_chosen < 2:  # of several no page is shown
            self.chosen.emit(self.chosen_record)

    def _on_opened(self, record: object) -> None:
        self._moved.stop()
        self.chosen.emit(record)
        self.show_page()

    def show_page(self) -> None:
        """In a narrow window: from the list to the page."""
        if self._narrow:
            self._list_side.hide()
            self._page_side.show()
            self._place_empty()
            self._back.setFocus()

    def _remember(self) -> None:
        if not self._below:
            self._shell.preferences.remember(f"widths/{self._name}", self._splitter.sizes()[0])
