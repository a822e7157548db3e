"""A list of two lines and a table, both over a RecordTable, both made for the keyboard."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from sfph_desktop.ui.models.record_table import DETAIL_ROLE, ID_ROLE, MARK_ROLE, SECTION_ROLE, RecordTable
from sfph_desktop.ui.theme.apply import Theme

_OPENS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_EACH_ITS_HEIGHT = 400
"""Rows of a list that are measured one by one, so that long words go on in further lines; more would take too long."""
_MOST = 3
"""Lines of a title, and of what stands beneath it."""
_TOGETHER = 24
"""Letters of a part of the quieter line, up to which it stays in one line where it tells a number: a day, an amount."""


class TwoLines(QStyledItemDelegate):
    """Draws a row as a title with a quieter line beneath it, and a mark before it where there is one.

    Either goes on in further lines where the list is too narrow for it, unless the list is too long to be measured.
    Over the first row of a section stands its heading.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """High enough for its lines at this text size, in the width that the list has now."""
        high, view = self._theme.size("row"), self.parent()
        if isinstance(view, QListView) and not view.uniformItemSizes():
            wide = view.width() - view.verticalScrollBar().sizeHint().width() - 2 * view.frameWidth()
            room = self._room(QRect(0, 0, wide, high), str(index.data(MARK_ROLE) or "")).width()
            for text, font in self._said(index, chosen=True):  # bold is wider: a row keeps its height when it is chosen
                high += (len(_broken(text, font, room)) - 1) * QFontMetrics(font).height()
            high += self._heading_high(index)
        return QSize(self._theme.size("list") // 2, high)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The row's ground, its mark, its two lines and the rule under it."""
        theme, place = self._theme, self._headed(painter, QRect(option.rect), index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if chosen:
            painter.fillRect(place, theme.colour("accent_soft"))
            painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), theme.colour("accent"))
        elif hovered:
            painter.fillRect(place, theme.colour("accent_faint"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        mark = index.data(MARK_ROLE)
        room = self._room(place, str(mark or ""))
        if mark:
            side = theme.size("icon")
            left = place.left() + theme.space("medium")
            painter.drawPixmap(left, room.center().y() - side // 2, theme.pixmap(mark, "text_quiet", side))
        self._lines(painter, room, self._said(index, chosen=chosen))
        painter.restore()

    def _heading_high(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """How high what stands over a row is; nothing over most of them."""
        view = self.parent()
        if not index.data(SECTION_ROLE) or not isinstance(view, QListView) or view.uniformItemSizes():
            return 0
        return QFontMetrics(self._theme.font("small", bold=True)).height() + self._theme.space("medium")

    def _headed(self, painter: QPainter, place: QRect, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Draw the heading over a row that has one; what is left is the row's."""
        high, theme = self._heading_high(index), self._theme
        if high:
            font = theme.font("small", bold=True)
            edge = theme.space("medium")
            room = QRect(place.left() + edge, place.top(), place.width() - edge, high - theme.space("tiny"))
            words = QFontMetrics(font).elidedText(
                str(index.data(SECTION_ROLE)), Qt.TextElideMode.ElideRight, room.width()
            )
            painter.save()
            painter.setFont(font)
            painter.setPen(theme.colour("accent"))
            painter.drawText(room, Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextSingleLine, words)
            painter.restore()
        return place.adjusted(0, high, 0, 0)

    def _room(self, place: QRect, mark: str) -> QRect:
        """Where the words of a row stand."""
        theme = self._theme
        before = theme.size("icon") + theme.space("small") if mark else 0
        return place.adjusted(theme.space("medium") + before, 0, -theme.space("small"), 0)

    def _said(self, index: QModelIndex | QPersistentModelIndex, *, chosen: bool) -> list[tuple[str, QFont]]:
        """The title and what stands beneath it, if anything, each with its type."""
        theme = self._theme
        title, detail = str(index.data() or ""), str(index.data(DETAIL_ROLE) or "")
        said = [(title, theme.font(bold=chosen))]
        return [*said, (_parts_whole(detail), theme.font("small", figures=True))] if detail else said

    def _lines(self, painter: QPainter, room: QRect, said: list[tuple[str, QFont]]) -> None:
        """The lines, in the middle of the row's height."""
        roles = ("text", "text_quiet")
        view = self.parent()
        most = _MOST if isinstance(view, QListView) and not view.uniformItemSizes() else 1
        lines = [
            (line, font, role)
            for (text, font), role in zip(said, roles, strict=False)
            for line in _broken(text, font, room.width(), most)
        ]
        y = room.top() + (room.height() - sum(QFontMetrics(font).height() for _, font, _ in lines)) // 2
        for line, font, role in lines:
            high = QFontMetrics(font).height()
            painter.setFont(font)
            painter.setPen(self._theme.colour(role))
            place = QRect(room.left(), y, room.width(), high)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)
            y += high


def _parts_whole(detail: str) -> str:
    """What stands beneath a title with short parts that tell a number held together: no line ends within a day."""

    def kept(part: str) -> bool:
        return len(part) <= _TOGETHER and any(letter.isdigit() for letter in part)

    return " · ".join(part.replace(" ", "\u00a0") if kept(part) else part for part in detail.split(" · "))


def _broken(text: str, font: QFont, width: int, most: int = _MOST) -> list[str]:
    """A text in at most so many lines of that width; what does not fit into the last of them ends with dots."""
    measure, width = QFontMetrics(font), max(width, 1)
    if measure.horizontalAdvance(text) <= width:
        return [text]  # as it is: told to shorten it to its own width, Qt may take a letter for a fraction of a pixel
    layout = QTextLayout(text, font)
    broken = layout.textOption()
    broken.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(broken)
    lines: list[str] = []
    at = 0
    layout.beginLayout()
    while len(lines) < most - 1 and at < len(text):
        line = layout.createLine()
        line.setLineWidth(width)
        lines.append(text[at : at + line.textLength()].rstrip(" "))
        at += line.textLength()
    layout.endLayout()
    rest = text[at:].strip(" ")
    return [*lines, measure.elidedText(rest, Qt.TextElideMode.ElideRight, width)] if rest else lines


class RecordList(QListView):
    """A list of records: arrows move, Enter opens. `moved` and `opened` carry the record's id."""

    moved = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, table: RecordTable, name: str) -> None:
        super().__init__()
        self.table = table
        self.setModel(table)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.setItemDelegate(TwoLines(theme, self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._measured()
        table.modelReset.connect(self._measured)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self.doItemsLayout)

    def _measured(self) -> None:
        """Every row its own height, unless there are too many, or they are still to be fetched."""
        alike = not self.table.whole or self.table.rowCount() > _EACH_ITS_HEIGHT
        if alike != self.uniformItemSizes():
            self.setUniformItemSizes(alike)
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows out anew in another width, as Qt does in another height only: their lines break elsewhere."""
        super().resizeEvent(event)
        if not self.uniformItemSizes() and event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self.moved.emit(current.data(ID_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the record; all else is the list's own."""
        if event.key() in _OPENS and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(ID_ROLE))
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.number_chosen < 2:  # of several chosen with Ctrl or Shift none is opened
            self.opened.emit(index.data(ID_ROLE))

    def let_several(self) -> None:
        """Ctrl and Shift choose several, with the mouse and the arrows; Ctrl and A chooses all."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    @property
    def number_chosen(self) -> int:
        """How many records are selected."""
        return len(self.selectionModel().selectedRows())

    @property
    def chosen_records(self) -> tuple[object, ...]:
        """The ids of the records that are selected, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.table.record_at(row) for row in rows)

    def choose_several(self, records: Collection[object]) -> None:
        """Select these records, those of them that are in the list."""
        wanted, spans = set(records), list[list[int]]()
        for row in range(self.table.rowCount()):
            if self.table.record_at(row) not in wanted:
                continue
            if spans and spans[-1][1] == row - 1:
                spans[-1][1] = row
            else:
                spans.append([row, row])
        selection = QItemSelection()
        for first, last in spans:
            selection.select(self.table.index(first, 0), self.table.index(last, 0))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def choose(self, record: object) -> bool:
        """Select a record without opening it; whether it is in the list."""
        number = self.table.row_of(record)  # type: ignore[arg-type]
        if number < 0:
            return False
        index = self.table.index(number, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True


class RecordGrid(QTableView):
    """A table of records with headings; a click on a heading sorts. `opened` carries the record's id."""

    opened = Signal(object)
    moved = Signal(object)

    def __init__(self, theme: Theme, table: RecordTable, name: str, *, stretch: str = "", most: int = 0) -> None:
        """`stretch` names the column that takes what width is left; blank is the last.

        `most`: as high as its rows, up to so many, for a page that goes on beneath it; 0 takes what room there is.
        """
        super().__init__()
        self.table = table
        self._theme, self._stretch, self._most = theme, stretch, most
        self._needed = 0
        self._left_out: frozenset[str] = frozenset()
        self.setModel(table)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setStretchLastSection(True)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        across.setSortIndicatorShown(False)
        across.sectionClicked.connect(self._on_heading)
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ID_ROLE)))
        theme.changed.connect(self._fit)
        table.modelReset.connect(self._fit_columns)
        table.modelReset.connect(self._fit_rows)
        self._fit()

    def leave_out(self, *columns: str) -> None:
        """Do not show these columns, from the next rows on."""
        self._left_out = frozenset(columns)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the record; all else is the table's own."""
        if event.key() in _OPENS and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(ID_ROLE))
        else:
            super().keyPressEvent(event)

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self.moved.emit(current.data(ID_ROLE))

    def _on_heading(self, section: int) -> None:
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        order = down if self._sorted == (section, up) else up
        self._sorted = (section, order)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(section, order)
        self.table.sort(section, order)

    def _fit(self) -> None:
        self.setFont(self._theme.font(figures=True))
        self.verticalHeader().setDefaultSectionSize(self._theme.size("control"))
        self._fit_rows()

    def _fit_rows(self) -> None:
        """As high as the rows that are there, within bounds."""
        if self._most:
            rows = max(1, min(self.table.rowCount(), self._most))
            across = self.horizontalHeader().sizeHint().height() + self.horizontalScrollBar().sizeHint().height()
            self.setFixedHeight(across + rows * self._theme.size("control") + 4)

    def _fit_columns(self) -> None:
        """Widths by the first rows only: measuring every row of a long list would take too long."""
        measure = self.fontMetrics()
        room = self._theme.space("wide")
        left_out = {self.table.place_of(name) for name in self._left_out}
        for column in range(self.table.columnCount()):
            self.setColumnHidden(column, column in left_out)
            shown = [str(self.table.headerData(column, Qt.Orientation.Horizontal) or "")]
            shown += [str(self.table.index(row, column).data() or "") for row in range(min(40, self.table.rowCount()))]
            widest = max(measure.horizontalAdvance(text) for text in shown)
            if column not in left_out:
                self.setColumnWidth(column, min(widest + room, self._theme.size("list")))
        across = self.horizontalHeader()
        stretched = self.table.place_of(self._stretch) if self._stretch else -1
        across.setStretchLastSection(stretched < 0)
        across.setMinimumSectionSize(self._theme.size("control") * 2)
        self._needed = self.columnWidth(stretched) if stretched >= 0 else 0
        self._give_room()

    def _give_room(self) -> None:
        """The stretched column takes what is left; where that is too little for it, the table scrolls across."""
        across = self.horizontalHeader()
        stretched = self.table.place_of(self._stretch) if self._stretch else -1
        columns = range(self.table.columnCount())
        others = sum(self.columnWidth(column) for column in columns if column != stretched)
        whole = self.viewport().width() - others >= self._needed
        for column in columns:
            fills = column == stretched and whole
            across.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if fills else QHeaderView.ResizeMode.Interactive
            )
        if stretched >= 0 and not whole:
            self.setColumnWidth(stretched, self._needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may leave the stretched column too little, or enough."""
        super().resizeEvent(event)
        if self._needed:
            self._give_room()
