"""The screen handed over: one question at a time, large, and no way out but the PIN."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sfph_desktop.core.domain.answers_so_far import LEFT_OUT, AnswersSoFar, Given
from sfph_desktop.core.domain.measures import Instrument, Item, ResponseOption
from sfph_desktop.core.usecases.self_completion import Voice
from sfph_desktop.core.usecases.typed_answers import read_day
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.voice import ReadAloud
from sfph_desktop.ui.theme.pieces import button, column, held, row, scroller, words
from sfph_desktop.ui.widgets.flow import Flow

_SKIP = "I would rather not say"
_MUTE = "The voice of this computer does not answer. Please read it, or ask somebody to read it to you."
FEWEST_ON_A_SCALE, _MOST_WORDED = 7, 3
_FORWARD = {Qt.Key.Key_Right, Qt.Key.Key_PageDown}
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace}


class SelfCompletion(QWidget):
    """Covers the screen. `answered` after every answer, `finished` at the end, `pin_typed` asks whether it is right.

    Whoever made it closes it with `give_back`; nothing else does: not Escape, not Alt+F4, not a shortcut of the window.
    """

    answered = Signal(object)
    finished = Signal(object)
    pin_typed = Signal(str)

    def __init__(self, shell: ShellContext, instrument: Instrument, so_far: AnswersSoFar, voice: Voice | None) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle("Questionnaire")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.theme, self.instrument, self._shell = shell.theme, instrument, shell
        self._so_far = so_far
        self.draft = so_far.id
        width = len(instrument.items)
        self.given: list[Given] = [*so_far.answers, *(None,) * (width - len(so_far.answers))][:width]
        self.place = next((n for n, one in enumerate(self.given) if one is None), 0)
        self._may_close = False
        self.done = False
        self._wrong = 0
        self.voice = ReadAloud(voice, self) if voice is not None else None
        if self.voice is not None:
            self.voice.failed.connect(lambda: self.told_below.setText(_MUTE))
        self.rooms = QStackedWidget()
        self.question = QWidget()
        self.answers: list[QPushButton] = []
        self.line: QLineEdit | None = None
        self.pin = QLineEdit(echoMode=QLineEdit.EchoMode.Password, maxLength=8)
        self.told = words("", "problem")
        self._lay_out()
        self.show_question()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    # --- the questions

    @property
    def so_far(self) -> AnswersSoFar:
        """What has been answered."""
        kept = self._so_far
        return AnswersSoFar(
            id=self.draft,
            person_id=kept.person_id,
            instrument=kept.instrument,
            date=kept.date,
            stage=kept.stage,
            how="self",
            answers=tuple(self.given),
            code=kept.code,
        )

    def show_question(self) -> None:
        """Put the question of this place on the screen."""
        item, of = self.instrument.items[self.place], len(self.instrument.items)
        self.progress.setRange(0, of)
        self.progress.setValue(self.place)
        self.counted.setText(f"Question {self.place + 1} of {of}")
        self.counted.setAccessibleName(self.counted.text())
        self.stem.setText(" ".join(part for part in (self.instrument.stem, item.stem) if part))
        self.stem.setVisible(bool(self.stem.text()))
        text = f"{_question_of(self.instrument, item)} {item.label}" if item.several else item.label
        self.text.setText(text[:1].upper() + text[1:])
        self._fill(item)
        self.ends.setVisible(bool(self.ends.text()))
        self.back.setEnabled(self.place > 0)
        self.next.setText("Finish" if self.place == of - 1 else "Next")
        self.next.setVisible(self.line is not None or self.given[self.place] is not None)
        self._shell.messages.announce(f"{self.counted.text()}. {self.stem.text()} {self.text.text()}")
        # No answer has the keyboard before it is chosen: it would look chosen.
        first = next((one for one in self.answers if one.isChecked()), None)
        target: QWidget = self.line if self.line is not None else first if first is not None else self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, item: Item) -> None:
        while self._choices.count():
            taken = self._choices.takeAt(0)
            former = taken.widget() if taken is not None else None
            if former is not None:
                former.hide()
                former.deleteLater()
        self.answers, self.line = [], None
        self.ends.setText("")
        kept = self.given[self.place]
        if not item.options:
            self.line = QLineEdit("" if kept is None or isinstance(kept, bool) else str(kept).removesuffix(".0"))
            self.line.setAccessibleName(self.text.text())
            self.line.setMinimumHeight(self.theme.size("control") * 2)
            self.line.returnPressed.connect(self.go_on)
            self._choices.addWidget(self.line)
            return
        scale = _is_scale(item)
        self.answers = [self._answer(option, kept, on_scale=scale) for option in item.options]
        if not scale:
            for made in self.answers:
                self._choices.addWidget(made)
            return
        self.ends.setText(_ends(item))
        self._choices.addWidget(Flow(self.theme.space("medium"), *self.answers))

    def _answer(self, option: ResponseOption, kept: Given, *, on_scale: bool) -> QPushButton:
        number = f"{option.value:g}"
        label = option.label.strip()
        made = button(self.theme, number if on_scale else label or number, kind="large")
        if on_scale and label not in {"", number}:
            made.setAccessibleName(f"{number}: {label}")
        made.setCheckable(True)
        made.setMinimumHeight(self.theme.size("control") * 3 // 2)
        if on_scale:
            made.setMinimumWidth(self.theme.size("control") * 2)
        made.setChecked(not isinstance(kept, bool) and kept == option.value)
        made.clicked.connect(lambda _checked=False: self.choose(option.value))
        return made

    def choose(self, value: Given) -> None:
        """Take this answer, and go on."""
        self.given[self.place] = value
        self.answered.emit(self.so_far)
        self._step(1)

    def go_on(self) -> None:
        """On to the next question, keeping what was typed."""
        if self.line is None:
            if self.given[self.place] is not None:
                self._step(1)
            return
        item, text = self.instrument.items[self.place], self.line.text().strip()
        if not text:
            self.told_below.setText("Type an answer, or choose not to say.")
            return
        value = _typed(item, text)
        if value is None:
            self.told_below.setText("Please type a date, as 04/05/2026." if item.kind == "date" else _range(item))
            return
        self.choose(value)

    def _step(self, by: int) -> None:
        self.told_below.setText("")
        if self.voice is not None:
            self.voice.stop()
        place = self.place + by
        if place >= len(self.instrument.items):
            self._finish()
        elif place >= 0:
            self.place = place
            self.show_question()

    def _finish(self) -> None:
        self.done = True
        self.finished.emit(self.so_far)
        self.progress.setValue(len(self.instrument.items))
        self.rooms.setCurrentIndex(1)
        self.hand_back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._shell.messages.announce("Thank you. Please give the screen back.")

    def read_aloud(self) -> None:
        """Read the question and its answers aloud."""
        if self.voice is not None:
            parts = (self.stem.text(), self.text.text(), self.ends.text(), *(one.text() for one in self.answers))
            self.voice.say(". ".join(part.rstrip(".") for part in parts if part))

    # --- taking the screen back

    def ask_pin(self) -> None:
        """Show where the PIN is typed."""
        if self.voice is not None:
            self.voice.stop()
        self.told.setText("")
        self.pin.clear()
        self.rooms.setCurrentIndex(2)
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def wrong_pin(self) -> None:
        """It was not the PIN. After five wrong ones it takes longer each time."""
        self._wrong += 1
        self.told.setText("That is not the PIN. Nothing was lost.")
        self.pin.clear()

    @property
    def wait_before_next(self) -> int:
        """Milliseconds before another PIN is looked at."""
        return 0 if self._wrong < 5 else min(30_000, 1_000 * 2 ** (self._wrong - 5))

    def give_back(self) -> None:
        """The PIN was right: the screen is the worker's again."""
        if self.voice is not None:
            self.voice.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._may_close = True
        self.close()
        self.deleteLater()

    # --- no other way out

    def closeEvent(self, event: QCloseEvent) -> None:
        """Only `give_back` closes it: Alt+F4 and the system's cross do not."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """No shortcut of any window reaches anything while the screen is handed over."""
        if event.type() in {QEvent.Type.Shortcut, QEvent.Type.ContextMenu, QEvent.Type.HelpRequest}:
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()  # so that it is a key for whoever has the keyboard, and no shortcut
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, arrows go on and back; Escape and keys with Ctrl or Alt do nothing."""
        held_down = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if held_down or event.key() == Qt.Key.Key_Escape or self.rooms.currentIndex() != 0:
            event.accept()
        elif event.key() in _BACK:
            self._step(-1)
        elif event.key() in _FORWARD:
            self.go_on()
        elif event.text().isdigit() and any(
            f"{o.value:g}" == event.text() for o in self.instrument.items[self.place].options
        ):
            self.choose(float(event.text()))
        else:
            event.accept()

    # --- how it looks

    def _lay_out(self) -> None:
        theme = self.theme
        gap, edge = theme.space("large"), theme.space("huge")
        self.counted, self.stem, self.text = words("", "quiet"), words("", "quiet"), words("", "title")
        self.ends, self.told_below = words("", "bold"), words("", "problem")
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName("How far you are")
        self._choices = QVBoxLayout()
        self._choices.setSpacing(theme.space("medium"))
        self.back = button(theme, "Back", lambda: self._step(-1), icon="arrow-left")
        self.next = button(theme, "Next", self.go_on, kind="primary")
        self.skip = button(theme, _SKIP, lambda: self.choose(LEFT_OUT), kind="link")
        self.aloud = button(theme, "Read it to me", self.read_aloud)
        self.aloud.setVisible(self.voice is not None)
        self.leave = button(theme, "For the worker", self.ask_pin, kind="link")
        for made in (self.back, self.next, self.skip, self.aloud):
            made.setMinimumHeight(theme.size("control") * 3 // 2)
        inside = held(column(self.stem, self.text, self.ends, self._choices, self.told_below, None, gap=gap))
        inside.setMaximumWidth(theme.size("column") * 3 // 2)
        area = scroller(held(_middle(inside)), "The question")
        foot = row(self.back, self.skip, None, self.aloud, self.next, gap=theme.space("medium"))
        head = row(self.counted, None, self.leave)
        asked = column(head, self.progress, area, foot, gap=theme.space("medium"), edge=edge)
        asked.setStretchFactor(area, 1)
        self.hand_back = button(theme, "Give the screen back", self.ask_pin, kind="primary")
        said = words("Your answers are kept. Please give the screen back.", "strong")
        thanks = column(None, words("Thank you", "title"), said, row(self.hand_back, None), None, gap=gap, edge=edge)
        self.pin.setAccessibleName("PIN")
        self.pin.setMaximumWidth(theme.size("list"))
        self.pin.returnPressed.connect(lambda: self.pin_typed.emit(self.pin.text()))
        take = button(theme, "Take the screen back", lambda: self.pin_typed.emit(self.pin.text()), kind="primary")
        again = button(theme, "Back to the questionnaire", self._return, kind="link")
        asked_pin = column(
            None, words("For the worker: type the PIN", "strong"), self.pin, self.told,
            Flow(gap, take, again), None, gap=gap, edge=edge,
        )  # fmt: skip
        self.rooms.addWidget(held(asked))
        for layout in (thanks, asked_pin):
            room = held(layout)
            room.setMaximumWidth(theme.size("column"))
            self.rooms.addWidget(held(_middle(room)))
        for made in (self.hand_back, take, again):
            made.setMinimumHeight(theme.size("control") * 3 // 2)
        self.setLayout(column(self.rooms))

    def _return(self) -> None:
        self.rooms.setCurrentIndex(1 if self.done else 0)


def _middle(piece: QWidget) -> QHBoxLayout:
    """A piece in the middle of the screen, as wide as it may be."""
    line = row(None, piece, None)
    for place, share in enumerate((1, 8, 1)):
        line.setStretch(place, share)
    return line


def _is_scale(item: Item) -> bool:
    """Many answers of which few have words: numbers side by side, rather than a long list to scroll."""
    worded = [option for option in item.options if option.label.strip() not in {"", f"{option.value:g}"}]
    return len(item.options) >= FEWEST_ON_A_SCALE and len(worded) <= _MOST_WORDED


def _ends(item: Item) -> str:
    """What the numbers with words mean: `0 is not at all. 10 is completely.`."""
    told = ((f"{option.value:g}", option.label.strip()) for option in item.options)
    return " ".join(f"{number} is \u201c{label}\u201d." for number, label in told if label not in {"", number})


def _question_of(instrument: Instrument, item: Item) -> str:
    asked = [str(one.get("question", "")) for one in instrument.definition["items"] if one["id"] == item.id]
    return asked[0] if asked else ""


def _typed(item: Item, text: str) -> Given:
    """What was typed as an answer; None when it is none."""
    if item.kind == "words":
        return text
    if item.kind == "date":
        day = read_day(text)
        return None if day is None else day.isoformat()
    try:
        value = float(text)
    except ValueError:
        return None
    outside = (item.min is not None and value < item.min) or (item.max is not None and value > item.max)
    return None if outside or (item.whole and value != int(value)) else value


def _range(item: Item) -> str:
    if item.min is not None and item.max is not None:
        return f"Please type a number from {item.min:g} to {item.max:g}."
    return "Please type a number."
