"""What to measure next, on the page of a run: each weak link and the smallest thing that mends it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from sfph_desktop.core.domain.next_steps import NextStep, StepKind
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, row, words
from sfph_desktop.ui.widgets.beside import Passage
from sfph_desktop.ui.widgets.finding_card import Card
from sfph_desktop.ui.widgets.passages import fill

AT_FIRST = 5
"""So many are shown before the others are asked for."""
_LEAD = "The weakest links first, each with the smallest thing that would mend it."
_NONE = "Nothing that this program could see: every figure stands as firmly as the records allow."
GOES_TO: dict[StepKind, str] = {
    "records": "Opens the way in for a spreadsheet",
    "visits": "Opens the sessions, where registers are taken",
    "value": "Opens the page of value",
    "overlap": "Opens the value lines",
    "line": "Opens the value line",
    "source": "Opens the value line",
    "inputs": "Opens the way in for a spreadsheet with what went in",
    "outcome": "Opens the outcome",
    "no_data": "Opens the outcome",
    "pairs": "Opens what is due, on Measures",
    "completion": "Opens what is due, on Measures",
    "group": "Opens what is due, on Measures",
    "answers": "Opens what is due, on Measures",
    "event": "Opens the people, on whose pages events are recorded",
    "comparison": "Opens the comparisons, on Measures",
}
"""What pressing a step does."""


class NextSteps(QWidget):
    """`opened` carries the step that was pressed. Blank until `show_steps`."""

    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.cards: list[StepCard] = []
        self._room = QVBoxLayout()
        self._room.setSpacing(theme.space("small"))
        self.more = button(theme, "", self.show_all, kind="link")
        inside = QWidget()
        inside.setLayout(column(self._room, row(self.more, None), gap=theme.space("small")))
        self.setLayout(column(Passage(theme, "What to measure next", inside, icon="measures", lead=_LEAD)))
        self.more.hide()

    def show_steps(self, steps: Sequence[NextStep]) -> None:
        """Show the weakest links; the others by a button."""
        self.cards = [StepCard(self._theme, one) for one in steps]
        for card in self.cards:
            card.clicked.connect(lambda _on=False, step=card.step: self.opened.emit(step))
        shown: list[QWidget] = [*self.cards] or [words(_NONE, "quiet")]
        fill(self._room, *shown)
        hidden = self.cards[AT_FIRST:]
        for card in hidden:
            card.hide()
        self.more.setVisible(bool(hidden))
        self.more.setText(f"Show the other {len(hidden)}")

    def show_all(self) -> None:
        """Show every step, with the keyboard at the first that was hidden."""
        for card in self.cards:
            card.show()
        self.more.hide()
        if len(self.cards) > AT_FIRST:
            self.cards[AT_FIRST].setFocus(Qt.FocusReason.OtherFocusReason)


class StepCard(Card):
    """One step: what is missing, what to do, and what doing it brings."""

    def __init__(self, theme: Theme, step: NextStep) -> None:
        super().__init__(theme, "accent")
        self.step = step
        self.setLayout(
            column(words(step.gap, "bold"), words(step.do), words(f"{step.why}. {step.lifts}", "small"),
                   gap=theme.space("tiny"))
        )  # fmt: skip
        medium, tight = theme.space("medium"), theme.space("small")
        self.layout().setContentsMargins(medium + 4, tight + 2, medium, tight + 2)  # type: ignore[union-attr]
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(f"{step.gap} {step.do} {step.why}. {step.lifts}")
        self.setAccessibleDescription(GOES_TO[step.kind])
        self.setToolTip(GOES_TO[step.kind])
