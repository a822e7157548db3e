"""The lists of answers of an own questionnaire: one answer on a line, a number before it where it is not its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sfph_desktop.core.domain.own_form_words import READY, answer_lines, list_said, typed_answers
from sfph_desktop.core.domain.own_forms import AnswerList
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, row, words
from sfph_desktop.ui.widgets.fields import Lines
from sfph_desktop.ui.widgets.own_question_row import Kinds

USUAL = "answers"
HELP = "One answer on each line, numbered from 1. Another number stands before it: 0 = Never. Or a scale: 0 to 10"
_MOST_LINES = 12


class AnswerCard(QFrame):
    """One list. `away_wanted` where no question uses it."""

    changed = Signal()
    away_wanted = Signal()

    def __init__(self, theme: Theme, one: AnswerList) -> None:
        super().__init__()
        self.name, self._known = one.name, one.answers
        self.lines = Lines(3, _MOST_LINES)
        self.lines.setPlainText(answer_lines(one.answers))
        self.lines.setAccessibleName(f"Answers: {list_said(one.answers)}" if one.answers else "Answers")
        self.lines.setAccessibleDescription(HELP)
        self.used = words("", "label")
        self.away = button(theme, "Take this list away", self.away_wanted.emit, kind="link", icon="remove")
        self.setLayout(column(self.used, self.lines, row(self.away, None), gap=theme.space("tiny")))
        self.lines.textChanged.connect(self.changed)

    @property
    def answers(self) -> AnswerList:
        """The list as it stands here."""
        return AnswerList(name=self.name, answers=typed_answers(self.lines.toPlainText(), self._known))

    def tell_use(self, places: Sequence[int]) -> None:
        """Say which questions use it (the first is 1)."""
        told = ", ".join(str(place) for place in places)
        self.used.setText(f"For question{'' if len(places) == 1 else 's'} {told}" if places else "No question uses it.")
        self.away.setVisible(not places)


class AnswerLists(QWidget):
    """All lists. `changed` when a list, or its words, are others."""

    changed = Signal()

    def __init__(self, theme: Theme, lists: Sequence[AnswerList]) -> None:
        super().__init__()
        self._theme = theme
        self.cards: list[AnswerCard] = []
        self._room = QVBoxLayout()
        self._room.setSpacing(theme.space("medium"))
        self.setLayout(column(self._room))
        for one in lists or (AnswerList(name=USUAL, answers=()),):
            self._put(one)

    @property
    def lists(self) -> tuple[AnswerList, ...]:
        """The lists as they stand here."""
        return tuple(made.answers for made in self.cards)

    @property
    def kinds(self) -> Kinds:
        """The ways to answer a question there are with these lists."""
        lists = [(one.name, list_said(one.answers) or "The answers typed below") for one in self.lists]
        have = {one.name for one in self.lists}
        return [
            *((f"One of: {said}", f"choice:{name}") for name, said in lists),
            *((one.said, f"ready:{one.name}") for one in READY if one.name not in have),
            ("A number", "number"),
            ("In their own words", "words"),
            ("A date", "date"),
            *((f"Any of: {said}", f"several:{name}") for name, said in lists if len(said) > 0),
            ("Other answers …", "new"),
        ]

    def make(self, wanted: str) -> str:
        """A new list, empty or of the ready ones (`ready:NAME`); its name. An empty one gets the keyboard."""
        ready = next((one for one in READY if wanted == f"ready:{one.name}"), None)
        taken = {one.name for one in self.cards}
        front = ready.name if ready is not None else USUAL
        name = next(one for one in (front, *(f"{front}_{n}" for n in range(2, 999))) if one not in taken)
        made = self._put(AnswerList(name=name, answers=typed_answers(ready.lines) if ready is not None else ()))
        self.changed.emit()
        if ready is None:
            made.lines.setFocus(Qt.FocusReason.OtherFocusReason)
        return name

    def tell_use(self, used: Mapping[str, Sequence[int]]) -> None:
        """Say beneath each which questions use it; one list that nobody uses may stay for the first question."""
        for made in self.cards:
            made.tell_use(used.get(made.name, ()))
        if len(self.cards) == 1:
            self.cards[0].away.hide()

    def _put(self, one: AnswerList) -> AnswerCard:
        made = AnswerCard(self._theme, one)
        made.changed.connect(self.changed)
        made.away_wanted.connect(lambda: self._remove(made))
        self.cards.append(made)
        self._room.addWidget(made)
        return made

    def _remove(self, made: AnswerCard) -> None:
        self.cards.remove(made)
        self._room.removeWidget(made)
        made.hide()
        made.deleteLater()
        self.changed.emit()
