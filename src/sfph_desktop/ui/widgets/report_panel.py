"""The monitoring report of a contract: the quarter, the questions with the words of the one before, and the file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sfph_desktop.core.domain.monitoring_rules import Asked
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import BusyStrip
from sfph_desktop.ui.widgets.passages import fill
from sfph_desktop.ui.widgets.plain_choice import PlainChoice

_MONTHS = ("January to March", "April to June", "July to September", "October to December")


class ReportPanel(QWidget):
    """`wanted` carries `.pdf` or `.docx`; `answered` the number of a question and its words."""

    wanted = Signal(str)
    answered = Signal(int, str)
    quarter_chosen = Signal(str)
    layout_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.quarter = PlainChoice("Quarter of the report")
        self.name = words("", "quiet")
        self.pdf = button(theme, "Make it as a PDF", lambda: self.wanted.emit(".pdf"), kind="primary", icon="page")
        self.word = button(theme, "Make it for Word", lambda: self.wanted.emit(".docx"), icon="edit")
        self.draw = button(theme, "How the funder wants it", self.layout_wanted.emit, icon="sheet")
        self.busy = BusyStrip(theme)
        self.forms: list[Form] = []
        self._questions = QVBoxLayout()
        self._questions.setSpacing(theme.space("medium"))
        gap = theme.space("small")
        self.setLayout(
            column(
                self.quarter,
                self.name,
                self._questions,
                Flow(gap, self.pdf, self.word, self.draw),
                self.busy,
                gap=theme.space("medium"),
            )
        )
        self.quarter.currentIndexChanged.connect(lambda _at: self.quarter_chosen.emit(self.chosen))

    @property
    def chosen(self) -> str:
        """The quarter that is looked at: `2026Q1`."""
        return str(self.quarter.currentData() or "")

    def offer(self, quarters: Sequence[str]) -> None:
        """The quarters that may be reported, the latest first; the one that is chosen stays."""
        self.quarter.fill([(quarter_words(one), one) for one in quarters], self.chosen or None)
        for made in (self.pdf, self.word):
            made.setEnabled(bool(quarters))

    def show_questions(self, layout: str, questions: Sequence[Asked]) -> None:
        """The questions of the layout, each with what was written and the words of the quarter before."""
        self.name.setText(f"Laid out as: {layout}.")
        if any(made.has_keyboard() for form in self.forms for made in form.rows.values()):
            return
        self.forms = []
        pieces: list[QWidget] = []
        for number, one in enumerate(questions, start=1):
            label = one.section.heading or one.section.question
            more = one.section.question if one.section.heading and one.section.question != label else ""
            form = Form(
                self.theme, (Field(name="text", label=label, kind="lines", help=more, wide=True, high=3),), columns=1
            )
            form.rows["text"].show_value(one.text)
            form.committed.connect(partial(self._on_left, number))
            parts: list[QWidget] = [form]
            if one.earlier and not one.text:
                said = words(f"{quarter_words(one.earlier_quarter)}: {one.earlier}", "small")
                again = button(
                    self.theme, "Use these words again", partial(self._again, number, one.earlier), kind="link"
                )
                parts += [said, again]
            self.forms.append(form)
            pieces.append(held(column(*parts, gap=self.theme.space("tiny"))))
        fill(self._questions, *pieces)

    # --- inside

    def _on_left(self, number: int, _name: str, text: object) -> None:
        self.answered.emit(number, str(text or ""))

    def _again(self, number: int, text: str) -> None:
        self.forms[number - 1].rows["text"].show_value(text)
        self.answered.emit(number, text)


def quarter_words(quarter: str) -> str:
    """`January to March 2026`."""
    return f"{_MONTHS[int(quarter[5]) - 1]} {quarter[:4]}"
