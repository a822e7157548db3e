"""One questionnaire that was filled in: its scores with their bands, its answers, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.measures import Item
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.pages import AssessmentPage
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.models.said import said_day
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, row, rule, words
from sfph_desktop.ui.widgets.answer_keys import label_of
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.passages import Headed, short_table
from sfph_desktop.ui.widgets.person_words import STAGES
from sfph_desktop.ui.widgets.score_tiles import score_tiles


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentFacts:
    """What the sheet shows: the questionnaire, and which of its answers ask for care."""

    page: AssessmentPage
    prompts: tuple[Problem, ...] = ()


class AssessmentSheet(Sheet):
    """One questionnaire. `person_wanted` carries an id, `remove_wanted` the facts shown."""

    person_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, theme: Theme, facts: AssessmentFacts) -> None:
        super().__init__(theme, "About this questionnaire")
        page, filled_in = facts.page, facts.page.assessment
        name = page.instrument.name if page.instrument is not None else filled_in.instrument
        when = " · ".join(part for part in (said_day(filled_in.date), STAGES[filled_in.stage], page.person_ref) if part)
        self.open_person = button(
            theme,
            "Open the record",
            lambda: self.person_wanted.emit(filled_in.person_id),
            icon="person",
            description=f"The record of {page.person_name}",
        )
        self.remove = button(
            theme,
            "Remove this questionnaire",
            lambda: self.remove_wanted.emit(facts),
            kind="danger",
            icon="remove",
            description="It can be undone",
        )
        self.add(PageHeader(theme, page.person_name, f"{name}\n{when}", self.open_person))
        if facts.prompts:
            self.add(Told(theme, "problem", f"Is {page.person_name} safe?", facts.prompts[0].reason))
        scores: QWidget = score_tiles(theme, page.readings) if page.readings else words("There is no score.", "quiet")
        gap = theme.space("small")
        self.add(Headed(theme, "sum", "Scores", scores), gap)
        if filled_in.answers:
            self.add(Headed(theme, "questionnaire", "Answers", self._answers(page)), gap)
        if page.instrument is not None and page.instrument.attribution:
            self.add(words(page.instrument.attribution, "small"))
        self.add(rule(), row(self.remove, None), None)

    def _answers(self, page: AssessmentPage) -> QWidget:
        items = page.instrument.items if page.instrument is not None else ()
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            _answer_row(place, items[place] if place < len(items) else None, value)
            for place, value in enumerate(page.assessment.answers)
        )
        listing = Listing(kind="answers", columns=("id", "number", "question", "answer"), rows=rows)
        shape = Shape(headings={"number": "No."})
        return short_table(self.theme, listing, shape, "Questions and answers", stretch="question")


def _answer_row(place: int, item: Item | None, value: float | None) -> tuple[Cell, ...]:
    if item is None:
        return (place, str(place + 1), "", "not answered" if value is None else f"{value:g}")
    question = item.text or item.theme or f"Question {place + 1}"
    return (place, str(place + 1), question[:1].upper() + question[1:], label_of(item, value))
