"""The grid of a register, made for one hand on the keyboard: arrows move, space marks, everything else is passed on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from sfph_desktop.core.domain.registers import AWAY, HERE, RegisterLine
from sfph_desktop.ui.models.register_table import LINE_ROLE, RegisterTable, details
from sfph_desktop.ui.theme.apply import Theme

_MOST_COLUMNS = 4
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class RegisterCell(QStyledItemDelegate):
    """Draws one person: a box with or without a tick, the name, and a quieter line beneath where there is one."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As the grid sets it."""
        return QSize(self._theme.size("list") // 2, row_height(self._theme))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground, the box, the lines, and the frame round the cell that has the keyboard."""
        line = index.data(LINE_ROLE)
        if not isinstance(line, RegisterLine):
            return
        theme, place = self._theme, QRect(option.rect)
        current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_MouseOver and not current:
            painter.fillRect(place, theme.colour("accent_faint"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(place.left(), place.bottom(), place.right() - theme.space("medium"), place.bottom())
        if current:
            ring = QRectF(place).adjusted(1, 1, -2, -2)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(ring, 6, 6)
        side = theme.size("icon")
        box = QRect(place.left() + theme.space("small"), place.center().y() - side // 2, side, side)
        self._box(painter, box, line)
        room = place.adjusted(side + 2 * theme.space("small") + 2, 2, -theme.space("medium"), -2)
        self._lines(painter, room, line)
        painter.restore()

    def _box(self, painter: QPainter, box: QRect, line: RegisterLine) -> None:
        """Filled and ticked: marked here. Ticked in outline: taken to be here. Empty: away."""
        theme, here = self._theme, line.shown == HERE
        solid = here and line.mark == HERE
        painter.setPen(QPen(theme.colour("accent" if here else "edge"), 1.6))
        painter.setBrush(theme.colour("accent") if solid else theme.colour("field"))
        painter.drawRoundedRect(QRectF(box), 4, 4)
        if here:
            inner = box.adjusted(3, 3, -3, -3)
            role = "on_accent" if solid else "accent"
            painter.drawPixmap(inner.topLeft(), theme.pixmap("check", role, inner.width()))

    def _lines(self, painter: QPainter, room: QRect, line: RegisterLine) -> None:
        theme = self._theme
        here = line.shown == HERE
        said = " · ".join(details(line))
        if line.alerts:
            side = theme.size("icon") - 4
            painter.drawPixmap(
                room.right() - side, room.center().y() - side // 2, theme.pixmap("warning", "attention", side)
            )
            room = room.adjusted(0, 0, -side - theme.space("small"), 0)
        if not here:
            room = self._word(painter, room)
        upper, lower = QRect(room), QRect(room)
        if said:
            upper.setBottom(room.top() + room.height() * 11 // 20)
            lower.setTop(upper.bottom())
        painter.setFont(theme.font(bold=here and line.mark == HERE))
        painter.setPen(theme.colour("text" if here else "text_quiet"))
        _draw(painter, upper, line.name, wrapped=not said)
        if said:
            painter.setFont(theme.font("small", figures=True))
            painter.setPen(theme.colour("attention" if line.missed and not line.mark else "text_quiet"))
            _draw(painter, lower, said)

    def _word(self, painter: QPainter, room: QRect) -> QRect:
        """The word `away` at the right; what room is left of it."""
        theme = self._theme
        painter.setFont(theme.font("small", bold=True))
        painter.setPen(theme.colour("attention"))
        wide = painter.fontMetrics().horizontalAdvance(AWAY)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, AWAY)
        return room.adjusted(0, 0, -wide - theme.space("small"), 0)


class RegisterGrid(QTableView):
    """The people of a register. Signals carry what a person wants; the grid keeps nothing itself."""

    toggled = Signal(object)
    """A RegisterLine whose mark is to be turned round."""
    more = Signal(object)
    """Minutes, a note or a reason is to be said of this line."""
    dropped = Signal(object)
    """Somebody who walked in is to be taken out again."""
    typed = Signal(str)
    """A letter: the beginning of somebody's name."""
    counted = Signal(str)
    """`+`, `-` or a digit: how many came unnamed."""
    moved = Signal(object)

    def __init__(self, theme: Theme, table: RegisterTable) -> None:
        super().__init__()
        self.table, self._theme = table, theme
        self.setModel(table)
        self.setItemDelegate(RegisterCell(theme, self))
        self.setAccessibleName("Register")
        self.setAccessibleDescription(
            "Arrows move, space marks here or away, a letter looks for somebody else who came, plus and minus count "
            "those without a name, Enter says more, Control and Enter finishes."
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(1)
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self._fit)
        self._kept = 0
        table.modelAboutToBeReset.connect(self._keep)
        table.modelReset.connect(self._put_back)
        self._fit()

    @property
    def line(self) -> RegisterLine | None:
        """The line that has the keyboard."""
        return self.table.line_at(self.currentIndex())

    def go_to(self, person: int) -> None:
        """Go to somebody's line; to the first where they have none."""
        index = self.table.place_of(person)
        self.setCurrentIndex(index if index.isValid() else self.table.at(0))
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a register; none of Qt's own."""
        key, text, line = event.key(), event.text(), self.line
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if not plain:
            event.ignore()
        elif key in _STEPS:
            self._step(_STEPS[Qt.Key(key)])
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._aside(1 if key == Qt.Key.Key_Right else -1)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._to(0 if key == Qt.Key.Key_Home else len(self.table.lines) - 1)
        elif key == Qt.Key.Key_Space and line is not None:
            self.toggled.emit(line)
        elif key in _ENTER and line is not None:
            self.more.emit(line)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and line is not None and not line.member:
            self.dropped.emit(line)
        elif text in {"+", "="}:
            self.counted.emit("+")
        elif text == "-" or text.isdigit():
            self.counted.emit(text)
        elif text.isalpha():
            self.typed.emit(text)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the box marks; a press beside it goes there."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        line = self.table.line_at(index)
        if line is None or event.button() != Qt.MouseButton.LeftButton:
            return
        within = event.position().x() - self.visualRect(index).left()
        if within <= self._theme.size("icon") + 2 * self._theme.space("small"):
            self.toggled.emit(line)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Twice beside the box says more."""
        line = self.table.line_at(self.indexAt(event.position().toPoint()))
        if line is not None:
            self.more.emit(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as are good to read."""
        super().resizeEvent(event)
        self._arrange()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is always on somebody."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._to(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the keyboard."""
        super().focusOutEvent(event)
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Letters and signs are the register's, not shortcuts of the window."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and event.text().strip()
        ):
            event.accept()
            return True
        return super().event(event)

    # --- inside

    def _step(self, by: int) -> None:
        """Down the names, on to the next column at the end of one."""
        self._to(self.table.number_of(self.currentIndex()) + by)

    def _aside(self, by: int) -> None:
        number = self.table.number_of(self.currentIndex())
        rows = self.table.rowCount()
        wanted = number + by * rows
        if by > 0 and wanted >= len(self.table.lines) and number // rows < (len(self.table.lines) - 1) // rows:
            wanted = len(self.table.lines) - 1  # the last column is shorter
        self._to(wanted)

    def _to(self, number: int) -> None:
        index = self.table.at(number)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _on_current(self, current: QModelIndex) -> None:
        self.moved.emit(self.table.line_at(current))

    def _keep(self) -> None:
        line = self.line
        self._kept = line.person_id if line is not None else self._kept

    def _put_back(self) -> None:
        self._fit()
        if self._kept:
            self.go_to(self._kept)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height(self._theme))
        self._arrange()

    def _arrange(self) -> None:
        """As many columns as the names need, and two wherever each is wide enough to read.

        In one column a register of twenty is nineteen keys long, and large words would cost whoever needs them twice
        the time; a name that is too long for its column goes on in a second line.
        """
        room, least = self.viewport().width(), self._theme.size("list") // 2
        wide = min(max(self._needed(), least), self._theme.size("list") * 3 // 4)
        self.table.set_columns(max(1, min(_MOST_COLUMNS, room // wide), min(2, room // least)))

    def _needed(self) -> int:
        """The width of a cell in which the longest name stands on one line."""
        theme = self._theme
        names = QFontMetrics(theme.font(bold=True))
        longest = max((names.horizontalAdvance(line.name) for line in self.table.lines), default=0)
        away = QFontMetrics(theme.font("small", bold=True)).horizontalAdvance(AWAY)
        alert = theme.size("icon") if any(line.alerts for line in self.table.lines) else 0
        return longest + alert + away + theme.size("icon") + 3 * theme.space("small") + theme.space("medium") + 4


def row_height(theme: Theme) -> int:
    """High enough for a name and a line under it."""
    return theme.size("control") + theme.space("small")


def _draw(painter: QPainter, room: QRect, text: str, *, wrapped: bool = False) -> None:
    """A text on one line, cut off where the room ends; on two where they fit and one is too short."""
    metrics, middle = painter.fontMetrics(), Qt.AlignmentFlag.AlignVCenter
    if wrapped and metrics.horizontalAdvance(text) > room.width() and room.height() >= 2 * metrics.height():
        first, _, rest = text.rpartition(" ")
        if first and max(map(metrics.horizontalAdvance, (first, rest))) <= room.width():
            painter.drawText(room, middle, f"{first}\n{rest}")
            return
    fitted = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, middle | Qt.TextFlag.TextSingleLine, fitted)
