"""One question of an own questionnaire while it is made: its words, how it is answered, whether it is turned round."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QSizePolicy, QWidget

from sfph_desktop.core.domain.own_forms import OwnQuestion
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, icon_button, row, words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.plain_choice import PlainChoice

Kinds = list[tuple[str, object]]
"""What may be chosen as the way to answer: words, and `choice:LIST`, `several:LIST`, `number`, `words`, `date`, or
`ready:NAME` and `new`, which make a list first."""
_MAKES = ("ready:", "new")


class _Words(QLineEdit):
    """`keyed`: Enter, Backspace in an empty line, Alt and an arrow; `pasted`: several lines at once."""

    keyed = Signal(str)
    pasted = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that concern the row."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.keyed.emit("after")
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.keyed.emit("away")
        elif alt and event.key() == Qt.Key.Key_Up:
            self.keyed.emit("up")
        elif alt and event.key() == Qt.Key.Key_Down:
            self.keyed.emit("down")
        elif event.matches(QKeySequence.StandardKey.Paste) and "\n" in QGuiApplication.clipboard().text().strip():
            self.pasted.emit([line.strip() for line in QGuiApplication.clipboard().text().splitlines() if line.strip()])
        else:
            super().keyPressEvent(event)


class QuestionRow(QFrame):
    """One question. `asked` carries what is wanted: after, away, up, down, and `ready:NAME` or `new` for a list."""

    changed = Signal()
    asked = Signal(str)
    pasted = Signal(object)

    def __init__(self, theme: Theme, question: OwnQuestion, kinds: Kinds) -> None:
        super().__init__()
        self._theme, self._question = theme, question
        self.number = words("", "quiet", wrap=False)
        self.number.setMinimumWidth(theme.space("wide"))
        self.line = _Words(question.text)
        self.how = PlainChoice("How it is answered")
        self.how.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.how.setMinimumContentsLength(22)
        self.turned = QCheckBox("High means less")
        self.turned.setToolTip("A high answer means less: it is turned round before it is scored")
        self.turned.setChecked(question.reverse)
        self.low, self.high = (QLineEdit(_number(one), maxLength=10) for one in (question.low, question.high))
        self.low.setPlaceholderText("from")
        self.high.setPlaceholderText("to")
        self.broken = QCheckBox("Parts too, as 1.5")
        self.broken.setChecked(not question.whole)
        self.heading = QLineEdit(question.heading)
        self.heading.setPlaceholderText("A heading above it, as: In the last week")
        self.headed = button(theme, "Heading above", self._on_headed, kind="link")
        self.up = icon_button(theme, "chevron-up", "Move up", lambda: self.asked.emit("up"))
        self.down = icon_button(theme, "chevron-down", "Move down", lambda: self.asked.emit("down"))
        self.away = icon_button(theme, "remove", "Remove", lambda: self.asked.emit("away"))
        self.wrong = words("", "problem")
        self._lay_out()
        self.offer(kinds, way_of(question))
        self._connect()

    # --- what the rows ask

    def question(self) -> OwnQuestion:
        """The question as it stands here."""
        kind, _, answers = str(self.how.currentData() or "").partition(":")
        number = kind == "number"
        return replace(
            self._question,
            text=self.line.text().strip(),
            kind=kind if not kind.startswith(_MAKES) else "choice",
            answers=answers if kind in {"choice", "several"} else "",
            low=read_number(self.low.text()) if number else None,
            high=read_number(self.high.text()) if number else None,
            whole=not self.broken.isChecked() if number else True,
            reverse=self.turned.isChecked() and kind in {"choice", "number"},
            heading=self.heading.text().strip(),
        )

    @property
    def mistyped(self) -> str:
        """What stands for a limit and is no number; nothing when all is well."""
        limits = (self.low, self.high) if self.how.currentData() == "number" else ()
        wrong = next((one.text() for one in limits if one.text().strip() and read_number(one.text()) is None), "")
        return f"'{wrong.strip()}' is no number. Accepted: a number, as 0 or 24." if wrong else ""

    def offer(self, kinds: Kinds, chosen: object = None) -> None:
        """Offer these ways to answer; what was chosen stays."""
        self.how.fill(kinds, self.how.currentData() if chosen is None else chosen)
        self._shape()

    def stand(self, place: int, of: int) -> None:
        """Say which question it is (the first is 1), to those who look and those who listen."""
        self.number.setText(f"{place}.")
        self.line.setAccessibleName(f"Question {place} of {of}")
        self.line.setAccessibleDescription("Enter adds a question. Alt and an arrow key move it.")
        for made, said in (
            (self.how, "how it is answered"), (self.turned, "a high answer means less"), (self.low, "from"),
            (self.high, "to"), (self.broken, "parts too"), (self.heading, "heading above it"),
            (self.headed, "put a heading above it"), (self.up, "move up"), (self.down, "move down"),
            (self.away, "remove"),
        ):  # fmt: skip
            made.setAccessibleName(f"Question {place}: {said}")
        self.up.setEnabled(place > 1)
        self.down.setEnabled(place < of)

    def tell(self, text: str) -> None:
        """Say beneath it what is wrong with it."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))

    def stops(self) -> list[QWidget]:
        """What Tab goes through."""
        return [
            self.heading, self.line, self.how, self.low, self.high, self.broken, self.turned, self.headed, self.up,
            self.down, self.away,
        ]  # fmt: skip

    # --- inside

    def _lay_out(self) -> None:
        theme = self._theme
        for made in (self.low, self.high):
            made.setFixedWidth(theme.size("control") * 2)
        details = Flow(
            theme.space("small"), self.how, self.low, self.high, self.broken, self.turned, self.headed,
            held(row(self.up, self.down, self.away, gap=theme.space("tiny"))),
        )  # fmt: skip
        right = column(self.heading, self.line, details, self.wrong, gap=theme.space("tiny"))
        line = row(gap=theme.space("small"))
        line.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(right, 1)
        self.setLayout(line)
        self.wrong.hide()
        if not self.heading.text():
            self.heading.hide()

    def _connect(self) -> None:
        self.line.keyed.connect(self.asked)
        self.line.pasted.connect(self.pasted)
        for made in (self.line, self.low, self.high, self.heading):
            made.textChanged.connect(lambda _text: self.changed.emit())
        for box in (self.turned, self.broken):
            box.toggled.connect(lambda _on: self.changed.emit())
        self.how.activated.connect(lambda _number: self._on_how())

    def _on_how(self) -> None:
        wanted = str(self.how.currentData())
        if wanted.startswith(_MAKES):
            self.asked.emit(wanted)
        self._shape()
        self.changed.emit()

    def _on_headed(self) -> None:
        self.heading.show()
        self.headed.hide()
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shape(self) -> None:
        """Show only what this way to answer needs."""
        kind = str(self.how.currentData() or "").partition(":")[0]
        for made in (self.low, self.high, self.broken):
            made.setVisible(kind == "number")
        self.turned.setVisible(kind in {"choice", "number"})
        self.headed.setVisible(self.heading.isHidden())


def way_of(question: OwnQuestion) -> str:
    """How it is answered, as it stands among the ways offered: `choice:often`."""
    return f"{question.kind}:{question.answers}" if question.kind in {"choice", "several"} else question.kind


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def read_number(text: str) -> float | None:
    """A number as it is typed; None for nothing or for no number."""
    plain = text.strip().replace(",", ".")
    try:
        return float(plain) if plain.isascii() and plain and "_" not in plain else None
    except ValueError:
        return None
