"""The evidence tray: what may be quoted, searched as one types, put in by Enter, a button or the pointer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from sfph_desktop.core.domain.evidence_tray import Token, TrayPiece, found_pieces
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, words
from sfph_desktop.ui.widgets.answer_editor import PIECES
from sfph_desktop.ui.widgets.flow import Flow

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
SHORT = 70
"""Characters of a sentence that the list shows; all of it stands beneath."""
_KINDS = {
    "figure": "Figure",
    "target": "Promise and delivery",
    "promise": "Promise and delivery",
    "partners": "Partners",
    "staff": "Staff",
    "policy": "Policy or certificate",
    "story": "Case study",
}


class _Pieces(QListWidget):
    """The pieces; what is dragged out of it is the token."""

    wanted = Signal(str, str)

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """The token of the piece, for the answer alone."""
        made = QMimeData()
        made.setData(PIECES, str(Token(key=str(items[0].data(Qt.ItemDataRole.UserRole)))).encode("utf-8"))
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter puts the sentence in, with Shift the number alone."""
        item = self.currentItem()
        if event.key() in _ENTER and item is not None:
            number = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.wanted.emit(str(item.data(Qt.ItemDataRole.UserRole)), "number" if number else "")
        else:
            super().keyPressEvent(event)


class EvidenceShelf(QWidget):
    """`wanted` carries a piece's key and its form: a sentence, `number`, or `full`."""

    wanted = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pieces: tuple[TrayPiece, ...] = ()
        self._first: tuple[str, ...] = ()
        self.search = QLineEdit(placeholderText="Search the evidence", clearButtonEnabled=True)
        self.search.setAccessibleName("Search the evidence")
        self.search.installEventFilter(self)
        self.list = _Pieces()
        self.list.setAccessibleName("Evidence that may be quoted")
        self.list.setWordWrap(True)
        self.list.setDragEnabled(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setSpacing(2)
        self.list.setMinimumHeight(theme.size("row") * 3)
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.says = words("", "small")
        self.put_sentence = button(theme, "Put the sentence in", lambda: self._want(""), kind="primary")
        self.put_number = button(theme, "Only the number", lambda: self._want("number"))
        self.put_all = button(theme, "All it says", lambda: self._want("full"))
        self.empty = words("", "quiet")
        gap = theme.space("small")
        actions = Flow(gap, self.put_sentence, self.put_number, self.put_all)
        pieces = (
            words("Evidence", "bold"),
            words(_BOLD, "small"),
            self.search,
            self.list,
            self.empty,
            self.says,
            actions,
        )
        whole = column(*pieces, gap=gap)
        whole.setStretchFactor(self.list, 1)
        self.setLayout(whole)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.list.currentItemChanged.connect(lambda _now, _before: self._show_chosen())
        self.list.itemDoubleClicked.connect(lambda _item: self._want(""))
        self.list.wanted.connect(self.wanted)
        self._fill()

    def show_pieces(self, pieces: Sequence[TrayPiece], first: Sequence[str] = ()) -> None:
        """The pieces of the tray; those with these keys speak to the question and stand first."""
        if (tuple(pieces), tuple(first)) != (self._pieces, self._first):
            self._pieces, self._first = tuple(pieces), tuple(first)
            self._fill()

    @property
    def chosen(self) -> TrayPiece | None:
        """The piece that is chosen."""
        item = self.list.currentItem()
        key = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return next((one for one in self._pieces if one.key == key), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search: down goes into the list, Enter puts the first one in, with Shift its number."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.list.count():
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in _ENTER and self.chosen is not None:
                self._want("number" if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else "")
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        kept = self.chosen
        found = found_pieces(self._pieces, self.search.text())
        found = tuple(sorted(found, key=lambda one: one.key not in self._first))
        self.list.blockSignals(True)
        self.list.clear()
        for one in found:
            kind = _KINDS.get(one.kind, one.kind.capitalize())
            number = one.key if one.key.startswith("E-") else kind
            speaks = "Speaks to the question · " if one.key in self._first else ""
            item = QListWidgetItem(f"{one.title or one.words}\n{one.number or _short(one.words)}  ·  {number}")
            item.setData(Qt.ItemDataRole.UserRole, one.key)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.words} {speaks}{kind} {one.key}")
            item.setToolTip(one.words)
            if speaks:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self.list.addItem(item)
        self.list.blockSignals(False)
        place = next((n for n, one in enumerate(found) if kept is not None and one.key == kept.key), 0)
        self.list.setCurrentRow(place if found else -1)
        nothing = "Nothing in the evidence has these words." if self._pieces else _NONE
        self.empty.setText("" if found else nothing)
        self.empty.setVisible(not found)
        self.list.setVisible(bool(found))
        self._show_chosen()

    def _show_chosen(self) -> None:
        one = self.chosen
        self.says.setText("" if one is None else f"It would say: {one.words}")
        self.says.setVisible(one is not None)
        self.put_sentence.setEnabled(one is not None)
        self.put_number.setEnabled(one is not None and bool(one.number))
        self.put_all.setEnabled(one is not None and bool(one.full) and one.full != one.words)

    def _want(self, form: str) -> None:
        one = self.chosen
        if one is not None:
            self.wanted.emit(one.key, form)


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rstrip()} …"


_BOLD = "In bold: what speaks to the question."
_NONE = "There is no evidence yet. Run the toolkit in Impact: its figures then stand here, each with its number."
