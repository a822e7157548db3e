"""Measures: the questionnaires that were filled in, one of them with its scores, and entering one from paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from sfph_desktop.core.domain.due import DueQuestionnaire
from sfph_desktop.core.domain.measures import Assessment, Instrument
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.paper_codes import is_code
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages import measures_work as work
from sfph_desktop.ui.pages.answer_saver import AnswerSaver
from sfph_desktop.ui.pages.comparisons import Comparisons
from sfph_desktop.ui.pages.handing_over import HandingOver
from sfph_desktop.ui.pages.instruments import Instruments
from sfph_desktop.ui.pages.record_changes import RecordChanges, changes_under
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.assessment_sheet import AssessmentFacts, AssessmentSheet
from sfph_desktop.ui.widgets.due_sheet import DueSheet
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import EmptyState, Place
from sfph_desktop.ui.widgets.paper_entry import PaperEntry
from sfph_desktop.ui.widgets.plain_choice import PlainChoice
from sfph_desktop.ui.widgets.wishes import SHOW_COMPARISONS, EnterQuestionnaire, WhatIsDue

_PURPOSE = (
    "Questionnaires that people filled in stand here, with their scores. The same one filled in again later shows what "
    "changed. Enter the first from paper, or bring in the spreadsheet you have."
)
_HINT = (
    "Choose one at the left: arrow keys move, Enter opens it. Type a name to see one person's, or pick a questionnaire."
)

DUE, FILLED_IN, THEMSELVES, COMPARED = "due", "filled in", "questionnaires", "comparisons"
_DUE_HINT = (
    "Enter types a questionnaire from paper, P prints it, S hands over the screen. The code on a paper, typed into the "
    "filter, opens its entry."
)
_NOTHING_DUE = "Whoever has filled in a questionnaire once stands here when it is time to fill it in again."


class MeasuresPage(Place):
    """The list, one questionnaire, or the entry from paper."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"assessments", "people", "packs", "episodes", "own_instruments", "wordings", "paper_copies", "comparisons"}
    )

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        shape = Shape(title=("name",), detail=("what", "date", "when", "state", "stage", "scores", "kept"))
        self.view = ListAndPage(shell, "measures", shape, one="questionnaire")
        self.enter_button = button(
            self.theme, "Enter a questionnaire", lambda: self.enter(EnterQuestionnaire()), kind="primary", icon="add"
        )
        self.mode = PlainChoice("What the list shows")
        modes = [("What is due", DUE), ("Filled in", FILLED_IN), ("Questionnaires", THEMSELVES)]
        self.mode.fill([*modes, ("Comparisons", COMPARED)], FILLED_IN)
        self.only = PlainChoice("Show only one kind of questionnaire")
        self.only.fill([("All questionnaires", "")])
        self.view.set_head(self.enter_button, self.mode, self.only)
        self.entry: PaperEntry | None = None
        self.sheet: AssessmentSheet | None = None
        self.changes: RecordChanges | None = None
        self._instruments: tuple[Instrument, ...] = ()
        self._wanted: int | None = None
        self._only_wanted = ""
        """The questionnaire whose list was asked for before it was known which there are."""
        self._listing: Job[Listing] | None = None
        self._opening: Job[AssessmentFacts] | None = None
        self._looking: Job[work.Look] | None = None
        self._decided = False
        """Whether somebody has chosen what the list shows; until then it is what is due, if anything is."""
        self.due: tuple[DueQuestionnaire, ...] = ()
        self.due_sheet: DueSheet | None = None
        self._saver = AnswerSaver(office, shell, self)
        self.handing = HandingOver(office, shell, self)
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.view)
        self.themselves = Instruments(office, shell, self, self.view, self._rooms)
        self.compared = Comparisons(office, shell, self, self.view)
        room = QVBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self._rooms)
        self.view.filtered.connect(lambda _text: self._list())
        self.view.chosen.connect(self._open)
        self.only.activated.connect(lambda _number: self._list())
        self.mode.activated.connect(lambda _number: self.show_mode(str(self.mode.currentData())))
        self.view.list.installEventFilter(self)
        self.view.filter.installEventFilter(self)

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the list, the instruments that may be used, and what is shown, as they are now."""
        self.shell.jobs.records(partial(work.offered, self.office), self._on_offered, self)
        self.shell.jobs.records(partial(work.due, self.office), self._on_due, self)
        self._list()
        if self._wanted is not None:
            self._open(self._wanted)

    def show_mode(self, mode: str) -> None:
        """Show what is due, or what was filled in."""
        self._decided, self._wanted = True, None
        self.compared.take_list(mode == COMPARED)
        self.mode.choose(mode)
        self.due_sheet = None
        self._list()
        if mode == THEMSELVES:
            self.themselves.show_purpose()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list of what is due: Enter types from paper, P prints, S hands over. A code in the filter opens it."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if watched is self.view.filter and enter and is_code(self.view.filter.text()):
            self.open_code(self.view.filter.text())
            return True
        line = self._line_at(self.view.chosen_record) if watched is self.view.list else None
        if line is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return super().eventFilter(watched, event)
        if enter:
            self.enter_due(line)
        elif event.key() == Qt.Key.Key_P:
            self.print_due(line, "normal")
        elif event.key() == Qt.Key.Key_S:
            self.hand_over(line)
        else:
            return super().eventFilter(watched, event)
        return True

    def open_record(self, record: object) -> None:
        """Show one questionnaire by id, or the entry from paper."""
        if isinstance(record, EnterQuestionnaire):
            self.enter(record)
        elif record == SHOW_COMPARISONS:
            self._rooms.setCurrentWidget(self.view)
            self.show_mode(COMPARED)
        elif isinstance(record, WhatIsDue):
            self._rooms.setCurrentWidget(self.view)
            self.view.filter.clear()
            self._only_wanted = "" if self._instruments else record.instrument
            self.only.choose(record.instrument)
            self.show_mode(DUE)
        elif isinstance(record, int):
            self._rooms.setCurrentWidget(self.view)
            if self.mode.currentData() != FILLED_IN:
                self.show_mode(FILLED_IN)
            self.view.choose(record)

    def first_focus(self) -> QWidget:
        """The filter, or what is to be typed next."""
        shown = self._rooms.currentWidget()
        if self.themselves.form is not None and shown is self.themselves.form:
            return self.themselves.form.name
        return self.entry.first_field() if self.entry is not None and shown is self.entry else self.view.filter

    # --- from paper

    def enter(self, wish: EnterQuestionnaire) -> None:
        """Show the entry from paper, with what is known already."""
        entry = self._entry()
        self._rooms.setCurrentWidget(entry)
        self._saver.forget()
        entry.begin(wish)
        entry.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        if wish.person_id and wish.instrument:
            asked = partial(work.begun, self.office, wish.person_id, wish.instrument)
            self.shell.jobs.records(asked, lambda found: entry.go_on_with(found) if found else None, self)

    def enter_due(self, line: DueQuestionnaire) -> None:
        """The entry from paper for a line of what is due, the keyboard in the first question."""
        wish = EnterQuestionnaire(
            person_id=line.person_id,
            person_name=line.name,
            instrument=line.instrument,
            stage=line.stage,
            code=line.code,
            at_once=True,
        )
        self.enter(wish)

    def _otherwise(self, how: str) -> None:
        """What is chosen in the entry is filled in at the screen, or printed with its code, instead of typed."""
        so_far = self._entry().so_far
        if so_far is None:
            self._entry().person.tell("Choose the person and the questionnaire first.")
            return
        short = next((one.abbreviation for one in self._instruments if one.id == so_far.instrument), "")
        name = self._entry().person.person_name
        line = DueQuestionnaire(
            person_id=so_far.person_id,
            person_ref="",
            name=name,
            instrument=so_far.instrument,
            short_name=short,
            service="",
            baseline=None,
            due=None,
            overdue=False,
            stage=so_far.stage,
        )
        if how == "screen":
            self.hand_over(line)
        else:
            self.print_due(line, str(self._entry().layout_choice.currentData()))

    def open_code(self, typed: str) -> None:
        """Open the entry that a code stands for."""
        self.shell.jobs.records(partial(work.by_code, self.office, typed), self.enter, self)

    def _on_coded(self, typed: str) -> None:
        """Typed where a person is chosen it may also be a name that looks like a code."""
        entry = self._entry()

        def failed(failure: UserCanFix) -> None:
            if failure.problems:
                entry.person.look_after_all()
            else:
                self.shell.messages.problem(failure)

        self.shell.jobs.records(partial(work.by_code, self.office, typed), self.enter, self, failed=failed)

    def print_due(self, line: DueQuestionnaire, layout: str) -> None:
        """Ask where to write the paper, and write it."""
        self.shell.jobs.records(
            partial(work.printable, self.office, line.instrument), lambda _found: self._print(line, layout), self
        )

    def _print(self, line: DueQuestionnaire, layout: str) -> None:
        usual = f"{line.short_name} {line.person_ref}.pdf".replace("/", "-")
        chosen, _ = QFileDialog.getSaveFileName(self, "Where the questionnaire goes", usual, "PDF (*.pdf)")
        if chosen:
            out = Path(chosen)
            self.shell.jobs.records(
                partial(work.print_paper, self.office, line.instrument, out, line.person_id, line.stage, layout),
                lambda _done: QDesktopServices.openUrl(QUrl.fromLocalFile(str(out))),
                self,
            )

    def hand_over(self, line: DueQuestionnaire) -> None:
        """Let the person fill it in at the screen, which then covers everything and comes back by the PIN only."""
        self.handing.begin(line)

    def leave_entry(self) -> None:
        """Back to the list, or to the questionnaire that is being made."""
        self.themselves.show_form()

    def _entry(self) -> PaperEntry:
        if self.entry is None:
            self.entry = PaperEntry(self.shell, self.office.clock.today(), partial(work.people, self.office))
            self.entry.offer(self._instruments)
            self.entry.wanted.connect(self._on_wanted)
            self.entry.looked.connect(self._on_looked)
            self.entry.answered.connect(lambda so_far: self._saver.save(so_far, self._entry()))
            self.entry.left.connect(self.leave_entry)
            self.entry.otherwise.connect(self._otherwise)
            self.entry.person.coded.connect(self._on_coded)
            self._rooms.addWidget(self.entry)
        return self.entry

    def _on_wanted(self, assessment: Assessment) -> None:
        entry = self._entry()
        code = entry.wish.code if entry.wish.instrument == assessment.instrument else ""
        self._saver.when_saved(lambda: self._keep(assessment, code))

    def _keep(self, assessment: Assessment, code: str) -> None:
        entry = self._entry()
        self.shell.jobs.records(
            partial(work.enter, self.office, assessment, entry.draft, code),
            lambda done: self._on_kept(done.problems),
            self,
            failed=entry.show_failure,
        )

    def _on_kept(self, prompts: tuple[Problem, ...]) -> None:
        """The next paper; or back to what is due, where it came from there and nothing has to be told first."""
        entry = self._entry()
        back = entry.wish.at_once and not prompts
        self._saver.forget()
        entry.kept(prompts)
        if back:
            self.leave_entry()
            self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_looked(self, instrument: Instrument, answers: tuple[float | None, ...], settled: bool) -> None:
        entry = self._entry()
        if self._looking is not None and self._looking.running:
            self._looking.drop()
        asked = partial(work.look, instrument, answers, settled)
        self._looking = self.shell.jobs.desk(
            asked, lambda found: entry.show_look(*found), entry, failed=entry.show_failure
        )

    # --- the list

    def _list(self) -> None:
        text = self.view.filter.text().strip()
        only = str(self.only.currentData() or "")
        self.only.setVisible(self.mode.currentData() not in {THEMSELVES, COMPARED})
        if self.mode.currentData() == COMPARED:
            self.compared.fetch(text)
            return
        if self.mode.currentData() == DUE:
            self.view.show_listing(work.due_listing(self.due, text, only))
            self._say_due()
            return
        if self.mode.currentData() == THEMSELVES:
            self.view.show_listing(self.themselves.listing(self._instruments, text))
            return
        if self._listing is not None and self._listing.running:
            self._listing.drop()
        told = self.view.unlisted(self._list, lambda: self._wanted is not None)
        asked = partial(work.listed, self.office, text, only)
        self._listing = self.shell.jobs.records(asked, self._on_listed, self, **told)

    def _on_offered(self, instruments: tuple[Instrument, ...]) -> None:
        if instruments == self._instruments:
            return
        self._instruments = instruments
        if self.mode.currentData() == THEMSELVES:
            self._list()
        pairs: list[tuple[str, object]] = [(f"Only {one.abbreviation}: {one.name}", one.id) for one in instruments]
        self.only.fill([("All questionnaires", ""), *pairs], self._only_wanted or self.only.currentData())
        if self._only_wanted:
            self._only_wanted = ""
            self._list()
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
        if self.mode.currentData() != FILLED_IN:
            return  # it was asked for before it was known that something is due
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

    # --- what is due

    def _on_due(self, lines: tuple[DueQuestionnaire, ...]) -> None:
        self.due = lines
        number = sum(line.due is not None for line in lines)
        self.mode.setItemText(0, f"What is due ({number})" if number else "What is due")
        if lines and not self._decided and self._wanted is None:
            self.mode.choose(DUE)
        if self.mode.currentData() == DUE:
            self._list()

    def _line_at(self, record: object) -> DueQuestionnaire | None:
        return next((line for line in self.due if line.key == record), None) if isinstance(record, str) else None

    def _say_due(self) -> None:
        shown = self.due_sheet.line if self.due_sheet is not None else None
        now = self._line_at(shown.key) if shown is not None else None
        if now is not None:
            self._show_due(now)
        elif self.due:
            self.view.set_page(EmptyState(self.theme, "measures", "What is due", _DUE_HINT))
        else:
            self.view.set_page(EmptyState(self.theme, "check", "Nothing is due", _NOTHING_DUE))

    def _show_due(self, line: DueQuestionnaire) -> None:
        sheet = self.due_sheet = DueSheet(self.theme, line)
        sheet.paper_wanted.connect(self.enter_due)
        sheet.print_wanted.connect(self.print_due)
        sheet.screen_wanted.connect(self.hand_over)
        sheet.drop_wanted.connect(self._drop)
        sheet.person_wanted.connect(lambda person: self.shell.navigate("people", person))
        self.view.set_page(sheet)

    def _drop(self, line: DueQuestionnaire) -> None:
        self.shell.jobs.records(partial(work.drop, self.office, line.draft), lambda _done: self.load(), self)

    # --- one questionnaire

    def _open(self, record: object) -> None:
        if self.mode.currentData() == COMPARED:
            if isinstance(record, int):
                self.compared.open(record)
            return
        line = self._line_at(record)
        if line is not None:
            self._show_due(line)
        elif self.mode.currentData() == THEMSELVES and isinstance(record, str):
            self.themselves.open(record)
        if not isinstance(record, int):
            return
        self._wanted = record
        if self._opening is not None and self._opening.running:
            self._opening.drop()
        asked = partial(work.facts, self.office, record)
        self._opening = self.shell.jobs.records(asked, self._show, self, failed=self._on_gone)

    def _show(self, facts: AssessmentFacts) -> None:
        self.sheet = AssessmentSheet(self.theme, facts)
        self.sheet.person_wanted.connect(lambda person: self.shell.navigate("people", person))
        self.sheet.remove_wanted.connect(self._on_remove)
        number = int(facts.page.assessment.id)
        self.changes = changes_under(self, self.sheet, "assessments", number, self.changes)
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
        self.shell.jobs.records(partial(work.remove, self.office, number), None, self)
