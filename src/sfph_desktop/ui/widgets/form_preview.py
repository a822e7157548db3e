"""An own questionnaire drawn as a person would see it, while it is being made."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from sfph_desktop.core.domain.own_forms import OwnForm, OwnQuestion
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, words
from sfph_desktop.ui.widgets.flow import Flow

MOST_DRAWN = 40
"""Questions that are drawn; the rest is counted."""
_SHORT = 30
"""Signs of an answer that stay on one line."""
_LINES = {"words": "", "date": "Day / month / year"}


class _Asked(QFrame):
    """One question with its answers, or with the line that is written on. Drawn anew only when it is another."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: object = None
        self.heading, self.text, self.note = words("", "bold"), words(""), words("", "small")
        self.answers: list[QLabel] = []
        self._flow: Flow | None = None
        self._room = QVBoxLayout()
        self.setLayout(
            column(self.heading, self.text, self.note, self._room, gap=theme.space("small"), edge=theme.space("tiny"))
        )
        for made in (self.heading, self.note):
            made.hide()

    def show_question(self, form: OwnForm, question: OwnQuestion, place: int) -> None:
        """Show this question under its number."""
        answers = tuple(one.label.strip() or f"{one.value:g}" for one in form.answers_of(question))
        heading = question.heading
        told = (heading, question.text, place, question.kind, answers, form.limits_of(question))
        if told == self._shown:
            return
        self._shown = told
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        self.text.setText(f"{place}. {question.text}")
        self.note.setText("Tick all that apply" if question.kind == "several" else "")
        self.note.setVisible(bool(self.note.text()))
        if question.kind in {"choice", "several"}:
            self._draw(answers, "answer")
        else:
            self._draw((_line(question),), "answer_line")

    def _draw(self, answers: tuple[str, ...], kind: str) -> None:
        if self._flow is not None:
            self._room.removeWidget(self._flow)
            self._flow.hide()
            self._flow.deleteLater()
        self.answers = [_piece(text, kind, self._theme) for text in answers]
        self._flow = Flow(self._theme.space("small"), *self.answers)
        self._room.addWidget(self._flow)


class FormPreview(QFrame):
    """The whole questionnaire: its words above, then question after question."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.title, self.stem, self.rest = words("", "strong"), words("", "quiet"), words("", "quiet")
        self._asked: list[_Asked] = []
        self._room = QVBoxLayout()
        self._room.setSpacing(theme.space("large"))
        self.setLayout(
            column(
                self.title, self.stem, self._room, self.rest, gap=theme.space("medium"), edge=theme.space("large")
            )
        )  # fmt: skip
        self.rest.hide()

    def show_form(self, form: OwnForm) -> None:
        """Draw it as it is now."""
        self.title.setText(form.name or "Your questionnaire")
        recall = f"About: {form.recall}" if form.recall else ""
        self.stem.setText(" ".join(part for part in (form.stem, recall) if part) or "")
        self.stem.setVisible(bool(self.stem.text()))
        drawn = form.questions[:MOST_DRAWN]
        while len(self._asked) < len(drawn):
            made = _Asked(self._theme)
            self._asked.append(made)
            self._room.addWidget(made)
        for place, made in enumerate(self._asked):
            made.setVisible(place < len(drawn))
            if place < len(drawn):
                made.show_question(form, drawn[place], place + 1)
        left = len(form.questions) - len(drawn)
        self.rest.setText(f"and {left} more questions" if left else "" if drawn else "Its questions stand here.")
        self.rest.setVisible(bool(self.rest.text()))

    @property
    def said(self) -> str:
        """All that is drawn, as one text."""
        labels = [one for one in self.findChildren(QLabel) if not _hidden(one, self)]
        return "\n".join(one.text() for one in labels if one.text())


def _hidden(piece: QWidget, within: QWidget) -> bool:
    one: QWidget | None = piece
    while one is not None and one is not within:
        if one.isHidden():
            return True
        one = one.parentWidget()
    return False


def _piece(text: str, kind: str, theme: Theme) -> QLabel:
    made = words(text, kind, wrap=len(text) >= _SHORT)
    made.setMaximumWidth(theme.size("list"))
    if kind == "answer_line":
        made.setMinimumWidth(theme.size("list") // 2)
    return made


def _line(question: OwnQuestion) -> str:
    if question.kind != "number":
        return _LINES.get(question.kind, "")
    if question.low is not None and question.high is not None:
        return f"A number from {question.low:g} to {question.high:g}"
    return "A number"
