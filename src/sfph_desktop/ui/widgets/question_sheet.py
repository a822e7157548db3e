"""The buyer's question as the buyer asks it: its words, its number, its limit, and how the buyer counts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal

from sfph_desktop.core.domain.bid_counting import WAY_WORDS
from sfph_desktop.core.domain.bid_rules import ways_of
from sfph_desktop.core.domain.bids import UNITS, BidQuestion
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, row
from sfph_desktop.ui.widgets.add_sheet import AddSheet
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet

_FLAGS = {"hyphens_part"}


def question_form(theme: Theme, unit: str = "words") -> Form:
    """The fields of a question; the ways of counting are those of its unit."""
    fields = [
        Field(name="text", label="The question, in the buyer's words", kind="lines", needed=True, wide=True, high=3),
        Field(name="number", label="The buyer's number of it", help="4.1; the next one if blank"),
        Field(name="weight", label="Marks of a hundred", kind="number"),
        Field(name="most", label="How long the answer may be", kind="whole", help="Blank where there is no limit"),
        Field(name="unit", label="Counted in", kind="choice", choices=UNITS, needed=True),
        Field(
            name="way",
            label="How the buyer counts",
            kind="choice",
            choices=ways_of(unit),
            words=WAY_WORDS,
            needed=True,
            wide=True,
        ),
        Field(
            name="hyphens_part",
            label="Does a word with a hyphen count as two?",
            kind="flag",
            help="Only where answers are counted in words",
        ),
    ]
    form = Form(theme, fields)
    made = form.rows["unit"]
    made.committed.connect(lambda _name, value: _offer_ways(form, str(value)))
    return form


def _offer_ways(form: Form, unit: str) -> None:
    ways = ways_of(unit)
    form.rows["way"].offer(ways, WAY_WORDS)
    form.rows["way"].show_value(ways[0])


def told(values: dict[str, Any]) -> dict[str, Any]:
    """What was typed, as a question keeps it."""
    return {name: value in {True, "yes"} if name in _FLAGS else value for name, value in values.items()}


class NewQuestion(AddSheet):
    """A question that is being added."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            question_form(theme),
            "A question of the buyer",
            "As it stands in the tender, with its limit. Enter adds it.",
            "Add the question",
        )

    def clear(self) -> None:
        """The unit and the way of the question before usually hold for the next as well."""
        kept = {name: self.form.rows[name].text for name in ("unit", "way", "hyphens_part")}
        super().clear()
        for name, value in kept.items():
            if value:
                self.form.rows[name].show_value(value)


class QuestionSheet(Sheet):
    """A question that is there: each field is kept when it is left."""

    changed = Signal(object)
    moved = Signal(int)
    removed = Signal()
    left = Signal()

    def __init__(self, theme: Theme, question: BidQuestion) -> None:
        super().__init__(theme, "About this question")
        self.form = question_form(theme, question.unit)
        self.form.committed.connect(lambda name, value: self.changed.emit(told({name: value})))
        back = button(theme, "Back to the answer", self.left.emit, kind="link", icon="arrow-left")
        earlier = button(theme, "Earlier", lambda: self.moved.emit(-1), icon="chevron-up")
        later = button(theme, "Later", lambda: self.moved.emit(1), icon="chevron-down")
        remove = button(theme, "Remove the question", self.removed.emit, kind="danger", icon="remove")
        remove.setAccessibleName("Remove the question and its answer")
        header = PageHeader(theme, f"Question {question.number}", "Each field is kept when you leave it.")
        actions = Flow(theme.space("small"), earlier, later, remove)
        self.add(row(back, None), header, self.form, actions, None)
        self.form.show_value(question)

    def begin(self) -> None:
        """The keyboard to the question."""
        self.form.rows["text"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside its field."""
        if not self.form.show_problems(failure):
            self.form.show_problem("text", str(failure))
