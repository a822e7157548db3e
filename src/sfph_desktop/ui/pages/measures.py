"""Measures: the questionnaires that were filled in, one of them with its scores, and entering one from paper."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sfph_desktop.core.domain.measures import Assessment, Instrument
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.pages import Reading
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, column
from sfph_desktop.ui.widgets.assessment_sheet import AssessmentFacts, AssessmentSheet
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import EmptyState, Place
from sfph_desktop.ui.widgets.paper_entry import PaperEntry
from sfph_desktop.ui.widgets.passages import in_order
from sfph_desktop.ui.widgets.person_sheet import STAGES
from sfph_desktop.ui.widgets.plain_choice import PlainChoice
from sfph_desktop.ui.widgets.wishes import EnterQuestionnaire

Look = tuple[tuple[Reading, ...], tuple[Problem, ...]]
_PURPOSE = (
    "Questionnaires that people filled in stand here, with their scores. The same one filled in again later shows what "
    "changed. Enter the first from paper, or bring in the spreadsheet you have."
)
_HINT = (
    "Choose one at the left: arrow keys move, Enter opens it. Type a name to see one person's, or pick a questionnaire."
)


class MeasuresPage(Place):
    """The list, one questionnaire, or the entry from paper."""

    watches: ClassVar[frozenset[str]] = frozenset({"assessments", "people", "packs"})

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        shape = Shape(title=("name",), detail=("what", "date", "stage", "scores"))
        self.view = ListAndPage(shell, "measures", shape, one="questionnaire")
        self.enter_button = button(
            self.theme, "Enter a questionnaire", lambda: self.enter(EnterQuestionnaire()), kind="primary", icon="add"
        )
        self.only = PlainChoice("Show only one kind of questionnaire")
        self.only.fill([("All questionnaires", "")])
        head = QWidget()
        head.setLayout(column(self.enter_button, self.only, gap=self.theme.space("small")))
        self.view.set_head(head)
        self.entry: PaperEntry | None = None
        self.sheet: AssessmentSheet | None = None
        self._instruments: tuple[Instrument, ...] = ()
        self._wanted: int | None = None
        self._listing: Job[Listing] | None = None
        self._opening: Job[AssessmentFacts] | None = None
        self._looking: Job[Look] | None = None
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.view)
        room = QVBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self._rooms)
        self.view.filtered.connect(lambda _text: self._list())
        self.view.chosen.connect(self._open)
        self.only.activated.connect(lambda _number: self._list())

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the list, the instruments that may be used, and what is shown, as they are now."""
        in_order(self.enter_button, self.only, self.view.filter, self.view.list)  # Qt keeps it once in the window
        self.shell.jobs.records(partial(_offered, self.office), self._on_offered, self)
        self._list()
        if self._wanted is not None:
            self._open(self._wanted)

    def open_record(self, record: object) -> None:
        """Show one questionnaire by id, or the entry from paper."""
        if isinstance(record, EnterQuestionnaire):
            self.enter(record)
        elif isinstance(record, int):
            self._rooms.setCurrentWidget(self.view)
            self.view.choose(record)

    def first_focus(self) -> QWidget:
        """The filter, or what is to be typed next."""
        entering = self.entry is not None and self._rooms.currentWidget() is self.entry
        return self.entry.first_field() if self.entry is not None and entering else self.view.filter

    # --- from paper

    def enter(self, wish: EnterQuestionnaire) -> None:
        """Show the entry from paper, with what is known already."""
        entry = self._entry()
        self._rooms.setCurrentWidget(entry)
        entry.begin(wish)
        entry.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_entry(self) -> None:
        """Back to the list."""
        self._rooms.setCurrentWidget(self.view)
        self.view.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _entry(self) -> PaperEntry:
        if self.entry is None:
            self.entry = PaperEntry(self.shell, self.office.clock.today(), partial(_people, self.office))
            self.entry.offer(self._instruments)
            self.entry.wanted.connect(self._on_wanted)
            self.entry.looked.connect(self._on_looked)
            self.entry.left.connect(self.leave_entry)
            self._rooms.addWidget(self.entry)
        return self.entry

    def _on_wanted(self, assessment: Assessment) -> None:
        entry = self._entry()
        work = partial(_enter, self.office, assessment)
        self.shell.jobs.records(work, lambda done: entry.kept(done.problems), self, failed=entry.show_failure)

    def _on_looked(self, instrument: Instrument, answers: tuple[float | None, ...], settled: bool) -> None:
        entry = self._entry()
        if self._looking is not None and self._looking.running:
            self._looking.drop()
        work = partial(_look, instrument, answers, settled)
        self._looking = self.shell.jobs.desk(
            work, lambda found: entry.show_look(*found), entry, failed=entry.show_failure
        )

    # --- the list

    def _list(self) -> None:
        text = self.view.filter.text().strip()
        only = str(self.only.currentData() or "")
        if self._listing is not None and self._listing.running:
            self._listing.drop()
        self._listing = self.shell.jobs.records(partial(_listed, self.office, text, only), self._on_listed, self)

    def _on_offered(self, instruments: tuple[Instrument, ...]) -> None:
        if instruments == self._instruments:
            return
        self._instruments = instruments
        pairs: list[tuple[str, object]] = [(f"Only {one.abbreviation}: {one.name}", one.id) for one in instruments]
        self.only.fill([("All questionnaires", ""), *pairs], self.only.currentData())
        if self.entry is not None:
            waiting = not self.entry.which.currentData()
            self.entry.offer(instruments)
            if waiting:
                self._begin_again(self.entry)

    def _begin_again(self, entry: PaperEntry) -> None:
        """The instruments came after the entry had been opened for one of them."""
        if entry.wish.instrument:
            entry.begin(entry.wish)
            if self._rooms.currentWidget() is entry and self.isVisible():
                entry.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_listed(self, listing: Listing) -> None:
        self.view.show_listing(listing)
        if self._wanted is not None:
            return
        if listing.rows or self.view.filter.text().strip() or self.only.currentData():
            self.view.set_page(EmptyState(self.theme, "measures", "Which questionnaire?", _HINT))
            return
        begin = button(
            self.theme, "Enter the first from paper", lambda: self.enter(EnterQuestionnaire()), kind="primary"
        )
        bring = button(self.theme, "Bring in a spreadsheet", partial(self.shell.navigate, "import", None), icon="sheet")
        self.view.set_page(EmptyState(self.theme, "measures", "No questionnaires yet", _PURPOSE, begin, bring))

    # --- one questionnaire

    def _open(self, record: object) -> None:
        if not isinstance(record, int):
            return
        self._wanted = record
        if self._opening is not None and self._opening.running:
            self._opening.drop()
        work = partial(_facts, self.office, record)
        self._opening = self.shell.jobs.records(work, self._show, self, failed=self._on_gone)

    def _show(self, facts: AssessmentFacts) -> None:
        self.sheet = AssessmentSheet(self.theme, facts)
        self.sheet.person_wanted.connect(lambda person: self.shell.navigate("people", person))
        self.sheet.remove_wanted.connect(self._on_remove)
        self.view.set_page(self.sheet)

    def _on_gone(self, failure: UserCanFix) -> None:
        self._wanted, self.sheet = None, None
        self.view.set_page(EmptyState(self.theme, "measures", failure.what, f"{failure.why} {failure.do}".strip()))

    def _on_remove(self, facts: AssessmentFacts) -> None:
        number = facts.page.assessment.id
        self.shell.messages.ask(
            "Remove this questionnaire?",
            f"The answers and scores of {facts.page.person_name} on this day go. You can undo it afterwards.",
            do="Remove it",
            then=lambda: self._remove(number),
            leave="Keep it",
        )

    def _remove(self, number: int) -> None:
        self.shell.jobs.records(partial(_remove, self.office, number), None, self)


# The use cases bring the database and the scorer with them; they are imported by the workers.


def _offered(office: Any) -> tuple[Instrument, ...]:
    from sfph_desktop.core.usecases.measures import offered_instruments

    return offered_instruments(office)


def _people(office: Any, text: str, limit: int) -> Listing:
    from sfph_desktop.core.usecases.people import search_people

    return search_people(office, text, limit)


def _listed(office: Any, text: str, only: str) -> Listing:
    """The questionnaires with the short name of each, the stage and the scores in words."""
    from sfph_desktop.core.usecases.measures import list_assessments

    found = list_assessments(office, text, only)
    names = {name: one.abbreviation or name for name, one in office.library.instruments().items()}
    at = {name: place for place, name in enumerate(found.columns)}
    rows = tuple(
        (
            row[0],
            row[at["name"]],
            names.get(str(row[at["instrument"]]), row[at["instrument"]]),
            row[at["date"]],
            STAGES.get(str(row[at["stage"]]), ""),
            str(row[at["scores"]]).replace("_", " "),
        )
        for row in found.rows
    )
    return Listing(kind="assessments", columns=("id", "name", "what", "date", "stage", "scores"), rows=rows)


def _facts(office: Any, number: int) -> AssessmentFacts:
    from sfph_desktop.core.usecases.measures import assessment_page, safety_prompts

    page = assessment_page(office, number)
    answers = page.assessment.answers
    prompts = safety_prompts(page.instrument, answers) if page.instrument is not None and answers else ()
    return AssessmentFacts(page=page, prompts=prompts)


def _look(instrument: Instrument, answers: tuple[float | None, ...], settled: bool) -> Look:
    from sfph_desktop.core.usecases.measures import preview_scores, safety_prompts

    return (preview_scores(instrument, answers) if settled else ()), safety_prompts(instrument, answers)


def _enter(office: Any, assessment: Assessment) -> Done[Assessment]:
    from sfph_desktop.core.usecases.measures import enter_assessment

    return enter_assessment(office, assessment)


def _remove(office: Any, number: int) -> Done[Assessment]:
    from sfph_desktop.core.usecases.measures import remove_assessment

    return remove_assessment(office, number)
