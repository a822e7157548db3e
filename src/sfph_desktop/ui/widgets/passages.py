"""Parts of a page: a headed passage, pieces that stand side by side where there is room, and a short table."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QGridLayout,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.kept_heights import Turned
from sfph_desktop.ui.theme.pieces import column, held, mark, row, words
from sfph_desktop.ui.widgets.growing import Growing
from sfph_desktop.ui.widgets.record_views import RecordGrid


class Headed(Growing):
    """A passage with its icon and heading; what stands under it can be put in anew."""

    def __init__(self, theme: Theme, icon: str, title: str, *pieces: QWidget) -> None:
        super().__init__()
        self._heading = words(title, "strong")
        head = row(mark(theme, icon, "accent"), self._heading, gap=theme.space("small"))
        head.setStretch(1, 1)
        self._room = column(gap=theme.space("small"))
        self.setLayout(column(head, self._room, gap=theme.space("medium")))
        self.fill(*pieces)

    def say(self, title: str) -> None:
        """Another heading."""
        self._heading.setText(title)

    def fill(self, *pieces: QWidget) -> None:
        """Put these pieces in the place of those that were there."""
        fill(self._room, *pieces)


class Bullets(QWidget):
    """Lines each behind a dot, going on beneath their own words and not beneath the dot."""

    def __init__(self, theme: Theme, *lines: str) -> None:
        super().__init__()
        self._gap = theme.space("small")
        self._room = column(gap=self._gap)
        self.setLayout(self._room)
        self.say(*lines)

    def say(self, *lines: str) -> None:
        """Other lines."""
        self._lines = lines
        fill(self._room, *(held(self._line(line)) for line in lines))

    def text(self) -> str:
        """All of it, a line each."""
        return "\n".join(self._lines)

    def _line(self, line: str) -> QLayout:
        dot = words("•", "quiet", wrap=False)
        said = row(dot, words(line), gap=self._gap)
        said.setAlignment(dot, Qt.AlignmentFlag.AlignTop)
        said.setStretch(1, 1)
        return said


def fill(room: QVBoxLayout, *pieces: QWidget) -> None:
    """Put these pieces into a column in the place of those that were there."""
    while room.count():
        item = room.takeAt(0)
        former = item.widget() if item is not None else None
        if former is not None and former not in pieces:
            former.hide()
            former.deleteLater()
    for piece in pieces:
        room.addWidget(piece)


class Turning(Growing):
    """Pieces side by side, or one under the other where any would have less than `least` pixels of width.

    It asks for the width of its widest piece, however they stand now. If it asked for more when they stand side by
    side, a page just too narrow for that would be made wider for them, turn them, be made narrower, turn them back,
    and so on without end.
    """

    def __init__(self, theme: Theme, pieces: list[QWidget], least: int, shares: tuple[int, ...] = (), gap: int = 0):
        super().__init__()
        self._least = least * max(len(pieces), 1)
        self._line = Turned(QBoxLayout.Direction.LeftToRight)
        self.setLayout(self._line)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(gap or theme.space("medium"))
        for number, piece in enumerate(pieces):
            self._line.addWidget(piece, shares[number] if shares else 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    @property
    def across(self) -> bool:
        """Whether the pieces stand side by side now."""
        return self._line.direction() == QBoxLayout.Direction.LeftToRight

    def minimumSizeHint(self) -> QSize:
        """Room for the widest piece."""
        return QSize(max(self._widths(), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn as the width allows."""
        super().resizeEvent(event)
        across = self.width() >= max(self._least, self._needed())
        if across != self.across:
            directions = QBoxLayout.Direction
            self._line.setDirection(directions.LeftToRight if across else directions.TopToBottom)

    # --- inside

    def _needed(self) -> int:
        """The width the pieces need side by side."""
        widths = self._widths()
        return sum(widths) + self._line.spacing() * max(len(widths) - 1, 0)

    def _widths(self) -> list[int]:
        """The least width of each piece that is shown."""
        items = (self._line.itemAt(number) for number in range(self._line.count()))
        return [item.minimumSize().width() for item in items if item is not None and not item.isEmpty()]


class Tiled(Growing):
    """Pieces of one width in as many columns as have room, the last line no emptier than need be.

    It asks for the width of its widest piece, however they stand now (`Turning` says why).
    """

    def __init__(self, theme: Theme, pieces: list[QWidget], least: int) -> None:
        super().__init__()
        self._pieces, self._least, self._columns = pieces, least, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.space("medium"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._arrange(max(len(pieces), 1))

    def minimumSizeHint(self) -> QSize:
        """Room for the widest piece."""
        return QSize(self._widest(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as the width allows, and then only as many as that number of lines needs."""
        super().resizeEvent(event)
        gap, number = self._grid.horizontalSpacing(), max(len(self._pieces), 1)
        fitting = max(1, (self.width() + gap) // (max(self._least, self._widest()) + gap))
        lines = -(-number // fitting)
        self._arrange(-(-number // lines))

    def _widest(self) -> int:
        return max((piece.minimumSizeHint().width() for piece in self._pieces), default=0)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, piece in enumerate(self._pieces):
            self._grid.removeWidget(piece)
            self._grid.addWidget(piece, number // columns, number % columns)
        for number in range(max(len(self._pieces), 1)):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)


def short_table(theme: Theme, listing: Listing, shape: Shape, name: str, *, stretch: str = "") -> RecordGrid:
    """A table as high as its rows: the page scrolls, not the table. A column with nothing in it is left out."""
    filled = [
        at for at in range(len(listing.columns)) if at == 0 or any(row[at] not in {None, ""} for row in listing.rows)
    ]
    listing = Listing(
        kind=listing.kind,
        columns=tuple(listing.columns[at] for at in filled),
        rows=tuple(tuple(row[at] for at in filled) for row in listing.rows),
    )
    table = RecordTable(shape)
    grid = RecordGrid(theme, table, name, stretch=stretch)
    table.show(listing)
    grid.setFixedHeight(theme.size("control") * (len(listing.rows) + 1) + theme.space("medium"))
    return grid


def in_order(*stops: QWidget) -> None:
    """Let Tab go through these in this order: what is made late would otherwise come last.

    Tab goes round, and Qt leaves alone what follows already. What stands last of all is followed by the first of all:
    that one would stay at the head, and whatever is put between later would part the two. So another stop stands last
    for as long as this takes.
    """
    if len(stops) < 2:
        return
    last = QWidget(stops[0].window())
    last.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
    last.setParent(None)
    last.deleteLater()


def stops_in(*rooms: QWidget) -> list[QWidget]:
    """The tables, lists and buttons in these rooms that take the keyboard, room by room."""
    kinds = (QAbstractItemView, QPushButton)
    return [made for room in rooms for kind in kinds for made in room.findChildren(kind) if not made.isHidden()]


def stops_down(page: QWidget) -> list[QWidget]:
    """Everything in a page that takes the keyboard, in the order in which its layouts have it."""
    found: list[QWidget] = []
    _walk(page.layout(), found)
    return found


def _walk(layout: QLayout | None, found: list[QWidget]) -> None:
    for place in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(place) if layout is not None else None
        if item is None:
            continue
        piece = item.widget()
        if piece is None:
            _walk(item.layout(), found)
            continue
        if piece.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(piece)
        _walk(piece.layout(), found)
