"""Which register: the groups that meet on the day stand first, Enter opens the one that is chosen."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.delivery_pages import RegisterOffer
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.schedule import WEEKDAYS
from sfph_desktop.ui.models.record_table import RecordTable, Row, Shape
from sfph_desktop.ui.models.said import counted, said_day
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, row, scroller, words
from sfph_desktop.ui.widgets.page_frame import EmptyState, PageHeader
from sfph_desktop.ui.widgets.passages import Turning
from sfph_desktop.ui.widgets.record_views import RecordList

_STATES = {"taken": "taken", "open": "not finished", "cancelled": "did not take place"}
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -7, Qt.Key.Key_PageDown: 7}
_HINT = (
    "Enter opens a register, the left and right arrows change the day, Page Up and Page Down the week. A register that "
    "is taken opens to be corrected."
)
_NO_GROUP_THEN = (
    "No group had begun on this day, or all had ended. The first and the last day of a group are on its page."
)
_NO_GROUPS = (
    "A group is what meets again and again: a lunch club, a class, a round of visits. Make one with its members, and "
    "its register is one key from here. What happens once, or with other people each time, is a session without a "
    "group."
)

_SHARE = 1000
"""Of the width goes to the registers, before any stays free beside them."""


class RegisterChoice(QWidget):
    """`chosen` carries the offer whose register is to be opened; `day_wanted` how many days to go on or back."""

    chosen = Signal(object)
    day_wanted = Signal(int)
    new_group = Signal()
    by_hand = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._offers: tuple[RegisterOffer, ...] = ()
        self.table = RecordTable(Shape(title=("title",), detail=("detail",), mark=_mark))
        self.list = RecordList(theme, self.table, "Groups")
        self.list.opened.connect(self._on_opened)
        self.list.installEventFilter(self)
        self.back = button(theme, "Back", self.left.emit, kind="link", icon="arrow-left")
        self.header = PageHeader(theme, "Take a register", "", self.back)
        self.earlier = button(theme, "Day before", lambda: self.day_wanted.emit(-1), icon="chevron-left")
        self.later = button(theme, "Day after", lambda: self.day_wanted.emit(1), icon="chevron-right")
        self.once = button(theme, "A session without a group", self.by_hand.emit, kind="link", icon="add")
        self.group = button(theme, "Make a group", self.new_group.emit, kind="link", icon="two-people")
        hint = words(_HINT, "small")
        self.nobody = words(_NO_GROUP_THEN, "quiet")
        self.nobody.hide()
        gap = theme.space("small")
        sides: list[QWidget] = [
            held(row(self.earlier, self.later, None, gap=gap)),
            held(row(self.once, self.group, None, gap=gap)),
        ]
        days = Turning(theme, sides, theme.size("list") * 7 // 8)
        edge = theme.space("wide")
        self._some = QWidget()
        some = column(days, self.nobody, self.list, hint, gap=theme.space("medium"))
        some.setStretch(2, 1)
        self._some.setLayout(some)
        make = button(theme, "Make the first group", self.new_group.emit, kind="primary", icon="add")
        alone = button(theme, "A session without a group", self.by_hand.emit, icon="sessions")
        self._first = make
        self._none = EmptyState(theme, "two-people", "No groups yet", _NO_GROUPS, make, alone)
        self.list.setMinimumHeight(theme.size("row") * 2)
        whole = column(self.header, self._some, self._none, gap=theme.space("medium"))
        whole.setStretch(1, 1)
        registers = held(whole)
        registers.setMaximumWidth(theme.size("column") * 4 // 3)
        inside = QWidget()
        across = row(registers, None, edge=edge)
        across.setStretch(0, _SHARE)  # up to its widest, then the rest of the width stays free at the right
        inside.setLayout(across)
        self.setLayout(column(scroller(inside, "Take a register")))
        self._none.hide()

    def show_offers(self, offers: tuple[RegisterOffer, ...], day: date, today: date, groups: int) -> None:
        """Show the registers of a day; with the keyboard on the first."""
        self._offers = offers
        near = {0: "today", 1: "yesterday", -1: "tomorrow"}.get((today - day).days, "")
        said = f"{WEEKDAYS[day.weekday()]} {said_day(day)}"
        self.header.say("Take a register", f"{said} · {near}" if near else said)
        rows: tuple[Row, ...] = tuple(
            (number, offer.name, _detail(offer), offer.state, offer.meets) for number, offer in enumerate(offers)
        )
        self.table.show(Listing(kind="registers", columns=("id", "title", "detail", "state", "meets"), rows=rows))
        self._some.setVisible(groups > 0)
        self._none.setVisible(not groups)
        self.nobody.setVisible(not rows)
        self.list.setAccessibleDescription("" if rows else _NO_GROUP_THEN)
        if rows:
            self.list.setCurrentIndex(self.table.index(0, 0))
        self.begin()

    def begin(self) -> None:
        """The keyboard to the first register, or to the first step."""
        first: QWidget = self._first if not self._none.isHidden() else self.list  # an empty list has the arrows too
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list: left and right change the day, Page Up and Page Down the week."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step:
                self.day_wanted.emit(step)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_opened(self, number: object) -> None:
        if isinstance(number, int) and 0 <= number < len(self._offers):
            self.chosen.emit(self._offers[number])


def _detail(offer: RegisterOffer) -> str:
    meets = offer.rhythm[:1].upper() + offer.rhythm[1:]
    rhythm = meets if offer.meets else f"{meets}, not on this day"
    members = counted(offer.members, "member") if offer.members else "no members"
    return " · ".join(part for part in (_STATES.get(offer.state, ""), rhythm, members) if part)


def _mark(row_found: Row) -> str:
    state, meets = row_found[3], row_found[4]
    return {"taken": "check", "open": "edit", "cancelled": "close"}.get(str(state), "sessions" if meets else "calendar")
