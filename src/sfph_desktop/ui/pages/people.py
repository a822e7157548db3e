"""People: the list that finds as one types, and one person's record in which every field is kept when it is left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.person_page import HistoryLine
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages import people_work as work
from sfph_desktop.ui.pages.people_bulk import PeopleBulk
from sfph_desktop.ui.pages.person_ties import PersonTies
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.support.turns import in_turns
from sfph_desktop.ui.theme.pieces import button, column
from sfph_desktop.ui.widgets.asks import Ask
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import EmptyState, Place
from sfph_desktop.ui.widgets.passages import Turning
from sfph_desktop.ui.widgets.person_form import NewPerson
from sfph_desktop.ui.widgets.person_sheet import PersonFacts, PersonSheet
from sfph_desktop.ui.widgets.person_words import roles_besides
from sfph_desktop.ui.widgets.wishes import ADD_PERSON, EnterQuestionnaire

_PURPOSE = (
    "Everybody you support has a record here: how to reach them, what they agreed to, the services they are in, and "
    "what happened. Add the first person by hand, or bring in the spreadsheet you have."
)
_BETWEEN = 10
"""Milliseconds from one part of a page that is made ahead to the next: keys and clicks come first."""
_HINT = "Type a name, a reference or a postcode at the left. Arrow keys move in the list, Enter opens a record."


class PeoplePage(Place):
    """The people, one of them, or the form for somebody new."""

    watches: ClassVar[frozenset[str]] = frozenset(
        "people episodes attendance sessions assessments events other_names addresses consents alerts links roles notes"
        " actions group_members groups settings packs"
        " joins different_people referrals partners involvements stories story_uses".split()
    )

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        detail = ("person_ref", "date_of_birth", "roles", "services", "how")
        shape = Shape(title=("name",), detail=detail, say={"roles": roles_besides})
        self.view = ListAndPage(shell, "people", shape, one="person", many="people")
        self.add_button = button(self.theme, "Add a person", self.add_person, kind="primary", icon="add")
        self.partners = button(
            self.theme, "Partners and referrals", lambda: self.shell.navigate("partners", None), icon="two-people"
        )
        head = Turning(self.theme, [self.add_button, self.partners], self.theme.size("list") // 2)
        self.view.set_head(head)
        self.new = NewPerson(self.theme)
        self.sheet: PersonSheet | None = None
        self._wanted: int | None = None
        self._read: set[int] = set()
        """The private notes of the person shown whose words were asked for."""
        self._listing: Job[Listing] | None = None
        self._opening: Job[PersonFacts] | None = None
        self._ready: PersonSheet | None = None
        """The page of a person, made ahead."""
        self._waiting: PersonFacts | None = None
        """Who is shown once the page is made."""
        self._building = False
        self._making = QTimer(self, interval=_BETWEEN)
        self._making.timeout.connect(self._make_ahead)
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.view)
        self._rooms.addWidget(self.new)
        self.bulk = PeopleBulk(office, shell, self.view, self._rooms)
        self.setLayout(column(self._rooms))
        self.view.filtered.connect(lambda _text: self._list())
        self.view.chosen.connect(self._open)
        self.new.wanted.connect(self._on_add)
        self.new.left.connect(self.leave_adding)

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the list, and the record that is shown, as they are now."""
        self._list()
        if self._wanted is not None:
            self._open(self._wanted)

    def open_record(self, record: object) -> None:
        """Show one person by id, or the form for somebody new."""
        if record == ADD_PERSON:
            self.add_person()
        elif isinstance(record, int):
            self._rooms.setCurrentWidget(self.view)
            self.view.choose(record)

    def first_focus(self) -> QWidget:
        """The filter: typing finds, down goes into the list."""
        return self.new.first_field() if self._rooms.currentWidget() is self.new else self.view.filter

    def record_focus(self) -> QWidget:
        """The page of the person, in none of its fields yet; or the form for somebody new."""
        return self.first_focus() if self._rooms.currentWidget() is self.new else self.view.record_focus()

    # --- somebody new

    def add_person(self) -> None:
        """Show the form for somebody new, with what was typed there before somebody else was looked up."""
        if self._rooms.currentWidget() is not self.new:
            self._rooms.setCurrentWidget(self.new)
            if self.new.begun:
                kept = "What you had typed for somebody new is still here."
                self.shell.messages.notice(kept, action="Empty the form", do=self.new.clear)
        self.new.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_adding(self) -> None:
        """Back to the list."""
        self.new.clear()
        self._rooms.setCurrentWidget(self.view)
        self.view.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add(self, person: ServiceUser, agreed_on: date | None) -> None:
        do = partial(work.add, self.office, person, agreed_on)
        self.shell.jobs.records(do, self._on_added, self, failed=self.new.show_failure)

    def _on_added(self, done: Done[ServiceUser]) -> None:
        self.new.clear()
        self.view.filter.clear()
        self._rooms.setCurrentWidget(self.view)
        self.view.choose(done.value.id)
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the list

    def _list(self) -> None:
        text = self.view.filter.text().strip()
        if self._listing is not None and self._listing.running:
            self._listing.drop()
        told = self.view.unlisted(self._list, lambda: self._wanted is not None)
        self._listing = self.shell.jobs.records(partial(work.listed, self.office, text), self._on_listed, self, **told)

    def _on_listed(self, listing: Listing) -> None:
        self.view.show_listing(listing)
        self.bulk.bar.say_most(work.MOST_FOUND if self.view.filter.text().strip() else 0)
        if self._wanted is not None:
            return
        if listing.rows or self.view.filter.text().strip():
            self.view.set_page(EmptyState(self.theme, "people", "Whose record?", _HINT))
            if self._ready is None:
                self._making.start()
            return
        first = button(self.theme, "Add the first person", self.add_person, kind="primary", icon="add")
        bring = button(self.theme, "Bring in a spreadsheet", lambda: self.shell.navigate("import", None), icon="sheet")
        self.view.set_page(EmptyState(self.theme, "people", "Nobody yet", _PURPOSE, first, bring))

    # --- one person

    def _open(self, record: object) -> None:
        if not isinstance(record, int):
            return
        focused = self.window().focusWidget()
        typing = focused is not None and self.sheet is not None and self.sheet.isAncestorOf(focused)
        if record != self._wanted and typing:
            # A field is kept when it is left, and it is left now. Tab then goes on from the page of who is opened.
            self.view.record_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        if record != self._wanted:
            self._read.clear()
        self._wanted = record
        if self._opening is not None and self._opening.running:
            self._opening.drop()
        look = partial(work.facts, self.office, record, frozenset(self._read))
        self._opening = self.shell.jobs.records(look, self._show, self, failed=self._on_gone)

    def _show(self, facts: PersonFacts) -> None:
        if self.sheet is not None:
            self._tell(self.sheet, facts)
            return
        self._waiting = facts
        if not self._building:
            self._building = True
            self._making.stop()
            in_turns(self.shell.jobs, self._build(), self)

    def _tell(self, sheet: PersonSheet, facts: PersonFacts) -> None:
        sheet.show_facts(facts)
        self.ties.show_person(int(facts.page.person.id), facts.page.person.person_ref)

    def _build(self) -> Iterator[None]:
        """Make the first page of a person piece by piece, and show it with whoever is waited for by then."""
        if self._ready is None:
            self._ready = self._made_sheet()
            yield
            self.view.prepare(self._ready)
            yield
        while self._ready.step():
            yield
        shown = None
        while self._waiting is not None and self._waiting is not shown:
            shown = self._waiting
            self._ready.offer(shown.choices)
            yield
            self._ready.show_facts(shown)
            yield
        self._building = False
        if shown is None or self._waiting is None:
            return  # whoever was to be shown has gone: the page waits for somebody else
        sheet, self._ready, self._waiting = self._ready, None, None
        sheet.jumps.jumped.connect(self.shell.messages.announce)
        self.sheet = sheet
        self.view.set_page(sheet)
        self.ties.show_person(int(shown.page.person.id), shown.page.person.person_ref)

    def _made_sheet(self) -> PersonSheet:
        ties = self.ties = PersonTies(self.office, self.shell, self)
        look_for = partial(work.look_for, self.office)
        sheet = PersonSheet(self.shell, look_for, ties.same, ties.referrals, ties.partners, ties.story, ahead=True)
        ties.rearranged.connect(sheet.order_anew)
        sheet.field_left.connect(self._on_left)
        sheet.asked.connect(self._on_asked)
        sheet.remove_wanted.connect(self._on_remove)
        sheet.questionnaire_wanted.connect(self._on_questionnaire)
        sheet.assessment_wanted.connect(lambda one: self.shell.navigate("measures", one))
        sheet.person_wanted.connect(lambda one: self.shell.navigate("people", one))
        sheet.history_wanted.connect(self._on_history)
        sheet.undo_wanted.connect(self.shell.messages.undo_wanted)
        return sheet

    def _make_ahead(self) -> None:
        """Make the page of a person a part at a time while somebody still looks at the list: it is large."""
        if self.sheet is not None:
            self._making.stop()
        elif self._ready is None:
            self._ready = self._made_sheet()
            self.view.prepare(self._ready)
        elif not self._ready.step():
            self._making.stop()

    def _on_gone(self, failure: UserCanFix) -> None:
        self._wanted, self.sheet, self._waiting = None, None, None
        self.view.set_page(EmptyState(self.theme, "people", failure.what, f"{failure.why} {failure.do}".strip()))

    def _on_left(self, person: int, name: str, value: object) -> None:
        def failed(failure: UserCanFix) -> None:
            sheet = self.sheet
            here = sheet is not None and sheet.facts is not None and sheet.facts.page.person.id == person
            if sheet is None or not here or not sheet.show_failure(name, failure):
                self.shell.messages.problem(failure)

        self.shell.jobs.records(partial(work.change, self.office, person, name, value), None, self, failed=failed)

    def _on_asked(self, ask: Ask) -> None:
        """Do what a part of the record asks for; what is wrong is told beside its field where there is one."""
        if self._wanted is None:
            return

        def failed(failure: UserCanFix) -> None:
            if not ask.failed(failure):
                self.shell.messages.problem(failure)

        person, do = self._wanted, partial(work.do, self.office, self._wanted, ask)

        def then(_done: object) -> None:
            ask.then()
            if ask.verb == "read" and self._wanted == person:
                self._read.add(ask.record_id)
                self._open(person)

        self.shell.jobs.records(do, then, self, failed=failed)

    def _on_history(self) -> None:
        person = self._wanted

        def show(lines: tuple[HistoryLine, ...]) -> None:
            if self.sheet is not None and self._wanted == person:  # by now somebody else may be shown
                self.sheet.show_history(lines)

        if person is not None:
            self.shell.jobs.records(partial(work.history, self.office, person), show, self)

    def _on_remove(self, person: ServiceUser) -> None:
        self.shell.messages.ask(
            f"Remove {person.display_name}?",
            "Their record goes, with their episodes, visits, questionnaires and events. You can undo it afterwards.",
            do="Remove this person",
            then=lambda: self._remove(person.id),
            leave="Keep the record",
        )

    def _remove(self, person: int) -> None:
        self.shell.jobs.records(partial(work.remove, self.office, person), None, self)

    def _on_questionnaire(self, person: ServiceUser) -> None:
        wish = EnterQuestionnaire(person_id=person.id, person_name=person.display_name)
        self.shell.navigate("measures", wish)
