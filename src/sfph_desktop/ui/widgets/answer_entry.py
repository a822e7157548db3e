"""The answers of one questionnaire, typed from paper: digits only, each moves on, Backspace goes back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from sfph_desktop.core.domain.answers_so_far import LEFT_OUT as LEFT_OUT_KEPT
from sfph_desktop.core.domain.answers_so_far import Given
from sfph_desktop.core.domain.measures import Instrument, Item
from sfph_desktop.core.usecases.typed_answers import read_day
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, words
from sfph_desktop.ui.widgets.answer_keys import LEFT_OUT, Typed, accepted, judge, takes_minus
from sfph_desktop.ui.widgets.page_frame import Told

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ON = _ENTER | {Qt.Key.Key_Down}


class AnswerField(QLineEdit):
    """Where one answer is typed. `answered` once it is whole, left out or gone on from; `back` to the one before."""

    answered = Signal()
    changed = Signal()
    back = Signal()
    refused = Signal(str)
    entered = Signal()

    def __init__(self, theme: Theme, item: Item, place: int, of: int) -> None:
        super().__init__()
        self.item = item
        self.value: float | None = None
        self.settled = False
        """Answered, or left out on purpose."""
        self._theme = theme
        if item.in_words:
            self.setMinimumWidth(theme.size("list") // 2)
        else:
            self.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.setFixedWidth(theme.size("control") * 2)
        self.setAccessibleName(f"Question {place} of {of}: {item.label}")
        leave = "Enter on an empty line leaves it out." if item.in_words else "Minus or space leaves it out."
        self.setAccessibleDescription(f"Accepted: {accepted(item)}. {leave}")
        self.textEdited.connect(self._on_typed)

    @property
    def given(self) -> Given:
        """What is kept of it so far: a number, words, False where it was left out, None where nothing is said yet."""
        if not self.settled:
            return None
        if self.item.in_words and self.text().strip():
            return self.text().strip()
        return LEFT_OUT_KEPT if self.value is None else self.value

    def take(self, given: Given) -> None:
        """Show what was kept of it."""
        if given is None:
            self.empty()
        elif isinstance(given, bool):
            self._settle(None, "" if self.item.in_words else LEFT_OUT)
        elif isinstance(given, str):
            self._settle(None, given)
        else:
            self._settle(given, f"{given:g}")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What stands there is typed over."""
        super().focusInEvent(event)
        self.selectAll()
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space or minus leaves the question out, Enter and down go on, Backspace in an empty field goes back."""
        key, text = event.key(), event.text()
        nothing = not self.text() or self.selectedText() == self.text()
        if self.item.in_words:
            self._word_key(event)
        elif key == Qt.Key.Key_Space or (text == "-" and not (takes_minus(self.item) and nothing)):
            self._settle(None, LEFT_OUT)
            self.answered.emit()
        elif key in _ON:
            if self.text() and not self.settled:
                self.refused.emit(self._refusal())
            else:
                self.answered.emit()
        elif key == Qt.Key.Key_Up or (key == Qt.Key.Key_Backspace and not self.text()):
            self.back.emit()
        elif key == Qt.Key.Key_Backspace and nothing:
            self.empty()
        elif text and text.isprintable() and text not in "0123456789.-":
            self.refused.emit(f"'{text}' is not an answer. Accepted: {accepted(self.item)}.")
        else:
            super().keyPressEvent(event)

    def _word_key(self, event: QKeyEvent) -> None:
        """In a line of words Enter goes on, also where it stays empty; every other sign is a sign."""
        key = event.key()
        if key in _ON:
            self._leave_words()
        elif key == Qt.Key.Key_Up or (key == Qt.Key.Key_Backspace and not self.text()):
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def _leave_words(self) -> None:
        text = self.text().strip()
        if text and self.item.kind == "date":
            day = read_day(text)
            if day is None:
                self.refused.emit(f"'{text}' is not a date. Accepted: a date, as 04/05/2026.")
                return
            text = day.isoformat()
        self._settle(None, text)
        self.answered.emit()

    def show_problem(self, wrong: bool) -> None:
        """Mark the field, or take the mark away."""
        self.setProperty("problem", wrong)
        self.style().unpolish(self)
        self.style().polish(self)

    def _on_typed(self, text: str) -> None:
        if not text:
            self.empty()
            return
        if self.item.in_words:
            self.settled = self.item.kind == "words"
            self.changed.emit()
            return
        typed = judge(self.item, text)
        if typed.state == "refused":
            said = self._refusal()
            before = judge(self.item, text[:-1]) if self.settled and text[:-1] else Typed(state="refused")
            if before.state == "enough":  # 1, then 5, where 10 may follow a 1: the 1 stays
                self._settle(before.value, text[:-1])
                said = f"{said} Enter keeps {text[:-1]} and goes on."
            else:
                self.empty()
            self.refused.emit(said)
        elif typed.state == "begun":
            self.value, self.settled = None, False
            self.changed.emit()
        else:
            self._settle(typed.value, text)
            if typed.state == "whole":
                self.answered.emit()

    def _settle(self, value: float | None, text: str) -> None:
        self.value, self.settled = value, True
        self.setText(text)
        self.show_problem(False)
        self.changed.emit()

    def empty(self) -> None:
        """Nothing is said yet."""
        self.clear()
        self.value, self.settled = None, False
        self.changed.emit()

    def _refusal(self) -> str:
        return f"'{self.text()}' is not an answer. Accepted: {accepted(self.item)}."


class AnswerEntry(QWidget):
    """All questions of an instrument, one under the other. `changed` after every answer, `ended` after the last."""

    changed = Signal()
    ended = Signal()
    refused = Signal(str)
    went = Signal(object)
    """The field that has the keyboard now, so that it can be brought into view."""

    def __init__(self, theme: Theme, instrument: Instrument) -> None:
        super().__init__()
        self._theme, self.instrument = theme, instrument
        self.putting_right = False
        """Only single answers are open; the others are settled and passed over."""
        keys = {accepted(item) for item in instrument.items}
        self._same = len(keys) == 1
        head = [words(f"Answers: {keys.pop()}", "quiet")] if self._same and instrument.items else []
        if not instrument.wording_held:
            head.insert(0, words(_NO_WORDING, "quiet"))
        self.problem, self.hint = words("", "problem"), words("", "small")
        self._grid = grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("large"))
        grid.setVerticalSpacing(theme.space("tiny"))
        grid.setColumnStretch(1, 1)
        self.fields = [self._row(grid, place) for place in range(len(instrument.items))]
        self.setLayout(column(*head, grid, gap=theme.space("medium")))
        self.safety = Told(theme, "problem", "")
        for line in (self.problem, self.hint, self.safety):
            line.setParent(self)
            line.hide()

    @property
    def answers(self) -> tuple[float | None, ...]:
        """The answers in the order of the items, None where there is none."""
        return tuple(made.value for made in self.fields)

    @property
    def given(self) -> tuple[Given, ...]:
        """What is kept of every question so far, words too."""
        return tuple(made.given for made in self.fields)

    def take(self, given: tuple[Given, ...]) -> None:
        """Show what was kept; a question that is not in it is empty."""
        for place, made in enumerate(self.fields):
            made.take(given[place] if place < len(given) else None)

    @property
    def settled(self) -> bool:
        """Every question is answered or left out on purpose."""
        return all(made.settled for made in self.fields)

    def begin(self) -> None:
        """Put the keyboard into the first question that is not settled yet."""
        waiting = next((made for made in self.fields if not made.settled), self.fields[0] if self.fields else None)
        if waiting is not None:
            waiting.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, place: int, text: str) -> None:
        """Say what is wrong with an answer (the first is 0) and go there."""
        self.fields[place].show_problem(True)
        self.fields[place].setFocus(Qt.FocusReason.OtherFocusReason)
        self._say(place, text, self.problem)

    def show_safety(self, place: int, title: str, text: str) -> bool:
        """Say under an answer (the first is 0) that it asks for care of the person; whether that is news."""
        news = self.safety.isHidden()
        if news:
            self._grid.removeWidget(self.safety)
            self._grid.addWidget(self.safety, 3 * place + 2, 1, 1, 2)
        self.safety.say(title, text)
        self.safety.show()
        return news

    # --- inside

    def _row(self, grid: QGridLayout, place: int) -> AnswerField:
        item = self.instrument.items[place]
        made = AnswerField(self._theme, item, place + 1, len(self.instrument.items))
        text = item.label[:1].upper() + item.label[1:]
        label = words(text if item.text or item.theme else f"Question {place + 1}")
        label.setBuddy(made)
        said: QWidget = label
        if not self._same:
            said = QWidget()
            said.setLayout(column(label, words(accepted(item), "small"), gap=self._theme.space("hair")))
        number = words(f"{place + 1}.", "quiet", wrap=False)
        number.setMinimumWidth(self._theme.space("wide"))
        grid.addWidget(number, 3 * place, 0)
        grid.addWidget(said, 3 * place, 1)
        grid.addWidget(made, 3 * place, 2)
        made.answered.connect(lambda: self._go_on(place))
        made.entered.connect(lambda: self.went.emit(made))
        made.back.connect(lambda: self._go(place - 1))
        made.changed.connect(lambda: self._on_changed(place))
        made.refused.connect(lambda why: self._on_refused(place, why))
        return made

    def _go_on(self, place: int) -> None:
        """To the next question; while single answers are put right, to the next that is still open."""
        if not self.putting_right:
            self._go(place + 1)
            return
        open_ones = [number for number, made in enumerate(self.fields) if not made.settled]
        self._go(open_ones[0] if open_ones else len(self.fields))

    def _go(self, place: int) -> None:
        if place >= len(self.fields):
            self.ended.emit()
        elif place >= 0:
            self.fields[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, place: int) -> None:
        made = self.fields[place]
        waits = made.text() and judge(self.instrument.items[place], made.text()).state
        self._say(place, "", self.problem)
        if waits == "enough":
            self._say(place, f"Enter keeps {made.text()} and goes on.", self.hint)
        self.changed.emit()

    def _on_refused(self, place: int, why: str) -> None:
        self.fields[place].show_problem(True)
        self._say(place, why, self.problem)
        self.refused.emit(why)

    def _say(self, place: int, text: str, line: QLabel) -> None:
        """Say something under a question; what was said under any before goes away."""
        for one in (self.problem, self.hint):
            self._grid.removeWidget(one)
            one.setText(text if one is line else "")
            one.setVisible(bool(text) and one is line)
        if text:
            self._grid.addWidget(line, 3 * place + 1, 1, 1, 2)


_NO_WORDING = "The wording of this questionnaire is not held here: read it on the paper. Each line says its theme."
