"""The page of one record for the environment, and the form of a new one, for the place that shows deliveries."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol

from sfph_desktop.core.domain.environment import EnvironmentActivity
from sfph_desktop.core.domain.measures import EnvironmentRecord
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.shared_journeys import JourneyOffer, journey_problems, journey_record
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.refusals import refused
from sfph_desktop.ui.models.said import said_day
from sfph_desktop.ui.pages import delivery_calls as calls
from sfph_desktop.ui.pages.record_changes import RecordChanges
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.widgets.environment_form import EnvironmentForm
from sfph_desktop.ui.widgets.environment_sheet import EnvironmentSheet
from sfph_desktop.ui.widgets.journey_form import JourneyForm
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.new_record import NewRecord

Page = tuple[EnvironmentRecord, tuple[EnvironmentActivity, ...]]


class Room(Protocol):
    """What a page of deliveries lends to the page of a record: where it stands, and how it saves."""

    office: Any
    shell: ShellContext
    theme: Theme
    view: ListAndPage
    environment: EnvironmentSheet | None

    @property
    def shown(self) -> Any:
        """The signal that a record should be shown in its list as well."""

    def begin(self, form: NewRecord[Any]) -> None:
        """Show the form for something new."""

    def put_away(self) -> None:
        """Forget what is shown."""

    def changes_of(self) -> RecordChanges:
        """The passage of changes."""

    def tell_changes(self, kind: str, record: int) -> None:
        """Fetch the changes of a record."""

    def save(self, work: Any, then: Any = None, *, failed: Any = None) -> None:
        """Do what saves a record."""

    def after(self) -> None:
        """What was shown is not there any more."""


_JOURNEYS = "Nothing is written down yet: the next page shows what it comes to, and there you add it or leave it."
_LEAD = "Goods kept in use, things recycled, energy or water saved, journeys shared, surplus food that was eaten."


def show_environment(records: Room, page: Page) -> None:
    """Show one record; one that is shown already is only brought up to date."""
    record, offered = page
    sheet = records.environment
    if sheet is None or sheet.record.id != record.id:
        records.put_away()
        sheet = EnvironmentSheet(records.theme, offered)
        _work_out(records, sheet.form)
        made = sheet
        sheet.changed.connect(
            lambda changed: records.save(
                partial(calls.change_environment, records.office, changed), failed=made.show_failure
            )
        )
        sheet.remove_wanted.connect(
            lambda number: records.save(
                partial(calls.remove_environment, records.office, number), lambda _done: records.after()
            )
        )
        records.environment = sheet
        sheet.add_before_end(records.changes_of())
        records.view.set_page(sheet)
    sheet.show_record(record)
    records.tell_changes("environment", record.id)


def new_environment(records: Room, offered: tuple[EnvironmentActivity, ...]) -> NewRecord[EnvironmentForm]:
    """The form of a new record."""
    form = NewRecord(records.theme, EnvironmentForm(records.theme, offered), "Add to the environment", _LEAD, "Add it")
    form.form.rows["date"].show_value(records.office.clock.today())
    _work_out(records, form.form)

    def add() -> None:
        try:
            record = form.form.record()
        except UserCanFix:
            return
        form.wait(True)
        records.save(partial(calls.add_environment, records.office, record), added, failed=form.show_failure)

    def added(done: Done[EnvironmentRecord]) -> None:
        records.put_away()
        records.shown.emit("environment", done.value.id)

    form.wanted.connect(add)
    return form


def _work_out(records: Room, form: EnvironmentForm) -> None:
    """Tell what is typed comes to, a moment after each key."""
    form.worth_wanted.connect(
        lambda record: records.shell.jobs.records(
            partial(calls.environment_worked, records.office, record), form.show_worked, form
        )
    )


def ask_journeys(records: Room, session: int) -> None:
    """Ask how a group came together, then show the record that would say so: it is added only there."""

    def ask(found: tuple[JourneyOffer, tuple[EnvironmentActivity, ...]]) -> None:
        offer, known = found
        if offer.written:
            records.shown.emit("environment", offer.written)
            return
        title = f"Journeys shared: {offer.title}, {said_day(offer.day)}"
        form = NewRecord(records.theme, JourneyForm(records.theme, offer), title, _JOURNEYS, "Show what it comes to")

        def go_on() -> None:
            try:
                said = form.form.said()
            except UserCanFix:
                return
            problems = journey_problems(offer, said)
            if problems:
                form.show_failure(refused(problems))
                return
            records.put_away()
            new = new_environment(records, known)
            new.form.show_record(journey_record(offer, said))
            records.begin(new)

        form.wanted.connect(go_on)
        records.put_away()
        records.begin(form)

    records.shell.jobs.records(partial(calls.journey_offer, records.office, session), ask, records.view)
