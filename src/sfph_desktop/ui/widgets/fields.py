"""A form made from declared fields. There is no Save button: a field is kept when it is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, mark, row, words
from sfph_desktop.ui.widgets.long_words import LongWords
from sfph_desktop.ui.widgets.typed_values import READERS, typed

_EDGES = 12
"""Pixels of border and padding above and below several lines, as the style sheet has them, and one more for Qt: with
no more room than the words need a bar to scroll by would stand beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form."""

    name: str
    """The attribute of the value it shows."""
    label: str
    kind: str = "text"
    """text, lines (several), date, choice, suggest (other words too), flag (yes or no), money, number, amount (of
    pounds or of something else), whole, hundred (so many of 100, taken away), share (so many of 100, of a whole)."""
    help: str = ""
    choices: tuple[str, ...] = ()
    """For a choice; the blank one comes by itself unless the field is needed."""
    words: Mapping[str, str] = field(default_factory=dict)
    """For a choice: how each value is said, where it is not said as it is kept."""
    needed: bool = False
    high: int = 4
    """Of several lines: how many there is room for at first; it grows with what is written."""
    wide: bool = False
    """Takes the whole width of the form."""


class _Line(QLineEdit):
    """A line that leaves Ctrl+Z to the window when it has nothing of its own to undo."""

    def event(self, event: QEvent) -> bool:
        """Let the window undo the last change when nothing was typed here since."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)


class Lines(QPlainTextEdit):
    """Several lines; Tab goes on to the next field; `left` is sent when the keyboard goes elsewhere.

    `least` and `most` are the lines it is high: it grows with what is written in it.
    """

    left = Signal()

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self._least, self._most = least, most
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def _fit(self) -> None:
        lines = min(max(round(self.document().size().height()), self._least), self._most)
        around = 2 * round(self.document().documentMargin()) + _EDGES
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + around)

    def changeEvent(self, event: QEvent) -> None:
        """Another text size needs another height."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class _Choice(LongWords):
    """A choice that does not change under the wheel of a person who is only scrolling past."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only while it has the keyboard."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class _Suggest(_Choice):
    """A line with words to choose from beneath it; other words may be typed. `left`: the keyboard went elsewhere."""

    left = Signal()

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setLineEdit(_Line())
        self.offer(choices)

    def offer(self, choices: Sequence[str]) -> None:
        """Other words to choose from; what is typed stays."""
        kept = self.currentText()
        self.clear()
        self.addItems(list(choices))
        self.setEditText(kept)
        completer = self.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


Editor = _Line | Lines | _Choice


class FieldRow(QWidget):
    """A label, where to type, and beneath it the help or what is wrong. `committed` carries name and value."""

    committed = Signal(str, object)

    def __init__(self, theme: Theme, field: Field, *, look: str = "") -> None:
        """`look`: `written` for a field that stands in a page of words, with a line under it instead of a box."""
        super().__init__()
        self.field = field
        self._kept = ""
        self.editor = self._editor(written=look == "written")
        self.editor.setProperty("kind", look)
        self._label = words(field.label + (" *" if field.needed else ""), "label", wrap=False)
        self._label.setBuddy(self.editor)
        self.editor.setAccessibleName(field.label + (", needed" if field.needed else ""))
        inner = self.editor.lineEdit() if isinstance(self.editor, QComboBox) else None
        if inner is not None:
            inner.setAccessibleName(self.editor.accessibleName())
        self._help = words(field.help, "small")
        self._sign = mark(theme, "warning", "danger", theme.size("icon") - 4)
        self._problem = words("", "problem")
        told = row(self._sign, self._problem, gap=theme.space("tiny"))
        told.setStretch(1, 1)
        told.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self._label, self.editor, self._help, told, None, gap=theme.space("tiny")))
        self.show_problem("")

    @property
    def text(self) -> str:
        """What stands in the field."""
        if isinstance(self.editor, QComboBox):
            return self.editor.currentText()
        return self.editor.text() if isinstance(self.editor, QLineEdit) else self.editor.toPlainText()

    @property
    def changed(self) -> bool:
        """Whether something else stands in the field than what is kept."""
        return self.text != self._kept

    def has_keyboard(self) -> bool:
        """Whether a person is typing in it, or choosing."""
        inner = self.editor.lineEdit() if isinstance(self.editor, QComboBox) else None
        return self.editor.hasFocus() or (inner is not None and inner.hasFocus())

    def show_value(self, value: object) -> None:
        """Show a value, as kept; a problem told before goes away."""
        self._kept = self._said(typed(value))
        self._write(self._kept)
        self.show_problem("")

    def take_up(self, text: str) -> None:
        """Put back what was being typed when it was broken off: the cursor stands behind it, and it is not kept yet."""
        self._write(text)
        if isinstance(self.editor, QLineEdit):
            self.editor.setCursorPosition(len(text))

    def value(self) -> object:
        """What was typed, as a value; raises UserCanFix."""
        value = READERS[self.field.kind](self._meant(self.text))
        if self.field.needed and value in {None, ""}:
            raise UserCanFix(what=f"{self.field.label} is needed.")
        return value

    def offer(self, choices: Sequence[str], words: Mapping[str, str] | None = None) -> None:
        """Other choices; what stands in the field stays."""
        self.field = replace(self.field, choices=tuple(choices), words=words if words is not None else self.field.words)
        if isinstance(self.editor, _Suggest):
            self.editor.offer(choices)
        elif isinstance(self.editor, QComboBox):
            kept, blocked = self.editor.currentText(), self.editor.blockSignals(True)
            self.editor.clear()
            self.editor.addItems(self._choices())
            self._write(kept)
            self.editor.blockSignals(blocked)

    def explain(self, help_text: str) -> None:
        """Another word of help beneath the field; a problem that is told stays."""
        self.field = replace(self.field, help=help_text)
        self._help.setText(help_text)
        self.show_problem(self._problem.text())

    def commit(self) -> bool:
        """Keep what was typed, when it has changed and makes sense; whether the field is in order."""
        if not self.changed:
            return True
        try:
            value = self.value()
        except UserCanFix as problem:
            self.show_problem(str(problem))
            return False
        self.show_problem("")
        self._kept = self.text
        self.committed.emit(self.field.name, value)
        return True

    def show_problem(self, text: str) -> None:
        """Say beside the field what is wrong with it; blank when all is well."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self._sign.setVisible(bool(text))
        self._help.setVisible(bool(self.field.help) and not text)
        self.editor.setAccessibleDescription(text or self.field.help)
        if bool(self.editor.property("problem")) != bool(text):  # dressing anew takes longer than all the rest
            self.editor.setProperty("problem", bool(text))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def _editor(self, *, written: bool) -> Editor:
        if self.field.kind == "suggest":
            suggest = _Suggest(self.field.choices)
            suggest.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            suggest.setMinimumContentsLength(8)
            suggest.left.connect(self.commit)
            suggest.activated.connect(lambda _number: self.commit())
            return suggest
        if self.field.kind in {"choice", "flag"}:
            choice = _Choice()
            choice.addItems(self._choices())
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(8)  # a long choice must not make one column wider than the other
            choice.activated.connect(lambda _number: self.commit())
            return choice
        if self.field.kind == "lines":
            lines = Lines(1 if written else self.field.high, 14)
            lines.left.connect(self.commit)
            return lines
        line = _Line()
        if self.field.kind == "date":
            line.setPlaceholderText("dd/mm/yyyy")
        line.editingFinished.connect(self.commit)
        return line

    def _choices(self) -> list[str]:
        if self.field.kind == "flag":
            return [self._said(choice) for choice in ("no", "yes")]
        return [*([] if self.field.needed else [""]), *(self._said(choice) for choice in self.field.choices)]

    def _said(self, value: str) -> str:
        """How a value is said here."""
        return self.field.words.get(value, value)

    def _meant(self, text: str) -> str:
        """The value behind what is said."""
        return next((value for value, said in self.field.words.items() if said == text), text)

    def _write(self, text: str) -> None:
        if isinstance(self.editor, _Suggest):
            self.editor.setEditText(text)
        elif isinstance(self.editor, QComboBox):
            if text and self.editor.findText(text) < 0:
                self.editor.addItem(text)
            self.editor.setCurrentIndex(max(self.editor.findText(text), 0))
        elif isinstance(self.editor, QLineEdit):
            self.editor.setText(text)
            self.editor.setCursorPosition(0)  # what is longer than the field shows how it begins
            self.editor.setModified(False)
        else:
            self.editor.setPlainText(text)


class Form(QWidget):
    """Fields in one column or two, as the width allows. `committed` carries the name and the value of a field left."""

    committed = Signal(str, object)

    def __init__(self, theme: Theme, fields: Sequence[Field], *, columns: int = 2, look: str = "") -> None:
        super().__init__()
        self._theme, self._most, self._columns = theme, columns, 0
        self.rows: Mapping[str, FieldRow] = {field.name: FieldRow(theme, field, look=look) for field in fields}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space("large"))
        self._grid.setVerticalSpacing(theme.space("medium"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._grid)
        for made in self.rows.values():
            made.committed.connect(self.committed)
        self._arrange(columns)

    def show_value(self, value: object) -> None:
        """Show the attributes of a value; a field that a person is in the middle of keeps what they typed."""
        for name, made in self.rows.items():
            if not (made.has_keyboard() and made.changed):
                made.show_value(getattr(value, name))

    def values(self) -> dict[str, object]:
        """All that was typed, by name; raises UserCanFix after telling every problem beside its field."""
        found: dict[str, object] = {}
        first: UserCanFix | None = None
        for name, made in self.rows.items():
            try:
                found[name] = made.value()
                made.show_problem("")
            except UserCanFix as problem:
                made.show_problem(str(problem))
                first = first or problem
        if first is not None:
            raise first
        return found

    def show_problem(self, name: str, text: str) -> None:
        """Say beside a field what is wrong with it."""
        self.rows[name].show_problem(text)

    def show_problems(self, failure: UserCanFix) -> bool:
        """Say each problem beside the field it names; whether all of them had a field here."""
        placed = [problem for problem in failure.problems if problem.column in self.rows]
        for problem in placed:
            accepted = f" Accepted: {problem.accepted}." if problem.accepted else ""
            self.rows[problem.column].show_problem(f"{problem.reason}{accepted}")
        return bool(placed) and len(placed) == len(failure.problems)

    def commit(self) -> bool:
        """Keep whatever has been typed and not yet left; whether every field is in order."""
        in_order = [made.commit() for made in self.rows.values()]  # every field, not only up to the first that fails
        return all(in_order)

    def when_committed(self, do: Callable[[str, object], object]) -> None:
        """Call `do` with the name and the value of each field that is left changed."""
        self.committed.connect(do)

    def minimumSizeHint(self) -> QSize:
        """Room for one column, however many stand now; `passages.Turning` says what would come of asking for more."""
        widest = max((made.minimumSizeHint().width() for made in self.rows.values()), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column when two would be cramped."""
        super().resizeEvent(event)
        narrow = [made.minimumSizeHint().width() for made in self.rows.values() if not made.field.wide]
        needed = 2 * max(narrow, default=0) + self._grid.horizontalSpacing()
        fitting = 2 if self.width() >= max(self._theme.size("column") * 3 // 4, needed) else 1
        self._arrange(min(fitting, self._most))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        line, at = 0, 0
        for made in self.rows.values():
            self._grid.removeWidget(made)
            if made.field.wide and at:
                line, at = line + 1, 0
            self._grid.addWidget(made, line, at, 1, columns if made.field.wide else 1)
            at += columns if made.field.wide else 1
            if at >= columns:
                line, at = line + 1, 0
        # A column that nothing stands in has no gap before it: a field alone would be wider than those of other forms.
        gap = self._grid.horizontalSpacing()
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        self._grid.setContentsMargins(0, 0, gap if columns == 2 and self._grid.itemAtPosition(0, 1) is None else 0, 0)
