"""The pages of sessions, groups and services, and the forms for new ones: what is typed there goes to the use cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from sfph_desktop.core.domain.delivery import ActivitySession, Group, Service
from sfph_desktop.core.domain.delivery_pages import GroupPage, ServicePage
from sfph_desktop.core.domain.pages import SessionPage
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.registers import RegisterAt
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.pages import delivery_calls as calls
from sfph_desktop.ui.pages.environment_records import ask_journeys, new_environment, show_environment
from sfph_desktop.ui.pages.record_changes import RecordChanges
from sfph_desktop.ui.pages.register_work import print_register
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.widgets.delivery_forms import GroupForm, SessionForm, suggest
from sfph_desktop.ui.widgets.environment_sheet import EnvironmentSheet
from sfph_desktop.ui.widgets.group_sheet import GroupSheet
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.new_record import NewRecord
from sfph_desktop.ui.widgets.page_frame import EmptyState
from sfph_desktop.ui.widgets.service_sheet import ServiceForm, ServiceSheet
from sfph_desktop.ui.widgets.session_sheet import SessionSheet

Failed = Callable[[UserCanFix], object]
_GROUP_LEAD = "What meets again and again. Its members are added on its page."
_SESSION_LEAD = "Something that happens once, or with other people each time. Its register opens when it is added."


class DeliveryRecords(QObject):
    """One page at a time, put on the right of the list."""

    register_wanted = Signal(object)
    """A RegisterAt."""
    shown = Signal(str, object)
    """Kind and record that should be shown in the list as well."""
    gone = Signal()
    """What was shown is not there any more."""

    def __init__(self, office: Any, shell: ShellContext, view: ListAndPage) -> None:
        super().__init__()
        self.office, self.shell, self.theme, self.view = office, shell, shell.theme, view
        self.session: SessionSheet | None = None
        self.group: GroupSheet | None = None
        self.service: ServiceSheet | None = None
        self.environment: EnvironmentSheet | None = None
        self.form: NewRecord[Any] | None = None
        self.changes: RecordChanges | None = None
        self._job: Job[Any] | None = None
        self._just_made = 0
        """The group that was made a moment ago, until it is shown."""

    @property
    def busy(self) -> bool:
        """Whether something new is being written down."""
        return self.form is not None

    def put_away(self) -> None:
        """Forget what is shown: something else takes its place."""
        self.session = self.group = self.service = self.environment = None
        self.form = self.changes = None
        if self._job is not None and self._job.running:
            self._job.drop()

    def open(self, kind: str, record: object) -> None:
        """Fetch a record and show its page; one that is shown already is only brought up to date."""
        if self._job is not None and self._job.running:
            self._job.drop()
        ways: dict[str, tuple[Callable[[Any, Any], Any], Callable[[Any], object]]] = {
            "sessions": (calls.session_page, self._show_session),
            "groups": (calls.group_page, self._show_group),
            "services": (calls.service_page, self._show_service),
            "environment": (calls.environment_page, partial(show_environment, self)),
        }
        work, show = ways[kind]
        self._job = self.shell.jobs.records(partial(work, self.office, record), show, self, failed=self._on_gone)

    def add(self, kind: str, *, day: date | None = None, service: str = "") -> None:
        """Show the form for something new."""
        self.put_away()
        if kind == "environment":
            self._job = self.shell.jobs.records(
                partial(calls.activities, self.office), lambda known: self.begin(new_environment(self, known)), self
            )
            return
        today = day or self.office.clock.today()
        ways: dict[str, Callable[[date], NewRecord[Any]]] = {
            "sessions": self._new_session,
            "groups": self._new_group,
            "services": self._new_service,
        }
        form = ways[kind](today)
        if service:
            form.form.rows["service"].show_value(service)
        self.begin(form)
        if kind != "services":
            self.shell.jobs.records(partial(calls.names, self.office), partial(_suggest, form), form)

    def begin(self, form: NewRecord[Any]) -> None:
        """Show the form for something new, the keyboard in its first blank field."""
        form.left.connect(self._on_form_left)
        self.form = form
        self.view.set_page(form)
        self.view.show_page()
        form.begin()

    # --- sessions

    def _show_session(self, page: SessionPage) -> None:
        if self.session is None:
            self.put_away()
            made = SessionSheet(self.theme)
            made.register_wanted.connect(lambda: self.register_wanted.emit(_at(made)))
            made.print_wanted.connect(lambda: print_register(self.office, self.shell, _at(made), made))
            made.undo_wanted.connect(lambda: self.save(partial(calls.undo_register, self.office, _at(made))))
            made.remove_wanted.connect(lambda: self._ask_remove_session(made))
            made.journeys_wanted.connect(lambda: ask_journeys(self, int(_at(made).session_id)))
            made.changed.connect(
                lambda name, value: self.save(
                    partial(calls.change_session, self.office, _at(made).session_id, name, value),
                    failed=made.show_failure,
                )
            )
            made.person_wanted.connect(lambda person: self.shell.navigate("people", person))
            made.group_said.connect(
                lambda group: self.save(
                    partial(calls.attach_session, self.office, _at(made).session_id, group), failed=made.show_failure
                )
            )
            self.session = made
            made.add_before_end(self.changes_of())
            self.view.set_page(made)
        self.session.show_page(page)
        self.tell_changes("sessions", page.session.id)

    def _ask_remove_session(self, sheet: SessionSheet) -> None:
        if sheet.page is not None:
            number = sheet.page.session.id
            self.shell.messages.ask(
                "Remove this session?",
                "It goes with everybody written down in it. You can undo it, and it rests for 90 days.",
                do="Remove it",
                then=lambda: self.save(partial(calls.remove_session, self.office, number), lambda _done: self.after()),
                leave="Keep it",
            )

    def _new_session(self, today: date) -> NewRecord[SessionForm]:
        form = NewRecord(self.theme, SessionForm(self.theme), "Add a session", _SESSION_LEAD, "Add the session")
        form.form.rows["date"].show_value(today)

        def add() -> None:
            try:
                session = form.form.session(today)
            except UserCanFix:
                return
            form.wait(True)
            work = partial(calls.add_session, self.office, session)
            self.save(work, self._on_session_added, failed=form.show_failure)

        form.wanted.connect(add)
        return form

    def _on_session_added(self, done: Done[ActivitySession]) -> None:
        self.put_away()
        self.register_wanted.emit(RegisterAt(day=done.value.date, session_id=done.value.id))

    # --- groups

    def _show_group(self, page: GroupPage) -> None:
        if self.group is None:
            self.put_away()
            self.group = self._made_group()
            self.group.add_before_end(self.changes_of())
            self.view.set_page(self.group)
        self.group.show_page(page)
        self.tell_changes("groups", page.group.id)
        if self._just_made == page.group.id:
            self._just_made = 0
            self.group.add_line.setFocus(Qt.FocusReason.OtherFocusReason)  # what comes next is who belongs to it

    def _made_group(self) -> GroupSheet:
        office, made = (
            self.office,
            GroupSheet(self.shell, partial(calls.search, self.office), self.office.clock.today()),
        )
        made.register_wanted.connect(
            lambda: self.register_wanted.emit(RegisterAt(group_id=_group_of(made).id, day=office.clock.today()))
        )
        made.group_changed.connect(
            lambda name, value: self.save(
                partial(calls.change_group, office, _group_of(made).id, name, value),
                failed=made.show_group_failure,
            )
        )
        made.member_added.connect(
            lambda person: self.save(
                partial(calls.add_member, office, _group_of(made).id, person), failed=made.show_member_failure
            )
        )
        made.everybody_wanted.connect(
            lambda: self.save(partial(calls.add_everybody, office, _group_of(made)), failed=made.show_member_failure)
        )
        made.new_member.connect(
            lambda name: self.save(
                partial(calls.new_member, office, _group_of(made).id, name), failed=made.show_member_failure
            )
        )
        made.member_changed.connect(
            lambda member, name, day: self.save(
                partial(calls.change_member, office, member, name, day), failed=made.show_member_failure
            )
        )
        made.member_removed.connect(lambda member: self.save(partial(calls.remove_member, office, member)))
        made.remove_wanted.connect(
            lambda: self.save(
                partial(calls.remove_group, office, _group_of(made).id),
                lambda _done: self.after(),
                failed=made.show_group_failure,
            )
        )
        made.person_wanted.connect(lambda person: self.shell.navigate("people", person))
        made.session_wanted.connect(lambda session: self.shown.emit("sessions", session))
        return made

    def _new_group(self, today: date) -> NewRecord[GroupForm]:
        form = NewRecord(self.theme, GroupForm(self.theme), "Make a group", _GROUP_LEAD, "Make the group")
        blank = Group(name="", service="", weekday=today.weekday(), from_date=today)
        form.form.show_group(blank)

        def add() -> None:
            try:
                group = form.form.group(blank)
            except UserCanFix:
                return
            form.wait(True)
            self.save(partial(calls.add_group, self.office, group), self._on_group_added, failed=form.show_failure)

        form.wanted.connect(add)
        return form

    def _on_group_added(self, done: Done[Group]) -> None:
        self.put_away()
        self._just_made = done.value.id
        self.shown.emit("groups", done.value.id)

    # --- services

    def _show_service(self, page: ServicePage) -> None:
        if self.service is not None and self.service.page.service.id == page.service.id and self.service.shows(page):
            self.tell_changes("services", page.service.id)
            return
        self.put_away()
        made, office = ServiceSheet(self.theme, page), self.office
        made.changed.connect(
            lambda name, value: self.save(
                partial(calls.change_service, office, made.page.service.name, name, value),
                self._on_service_kept,
                failed=made.show_failure,
            )
        )
        made.activity_added.connect(
            lambda activity: self.save(partial(calls.add_activity, office, activity), failed=made.show_activity_failure)
        )
        made.activity_changed.connect(
            lambda activity: self.save(
                partial(calls.change_activity, office, activity), failed=made.show_activity_failure
            )
        )
        made.activity_removed.connect(lambda number: self.save(partial(calls.remove_activity, office, number)))
        made.remove_wanted.connect(
            lambda number: self.save(partial(calls.remove_service, office, number), lambda _done: self.after())
        )
        made.group_wanted.connect(lambda group: self.shown.emit("groups", group))
        made.new_group.connect(self._on_new_group)
        self.service = made
        made.add_before_end(self.changes_of())
        self.tell_changes("services", page.service.id)
        self.view.set_page(made)

    def _on_new_group(self, service: str) -> None:
        self.shown.emit("groups", None)
        self.add("groups", service=service)

    def _on_service_kept(self, done: Done[Service]) -> None:
        self.shown.emit("services", done.value.name)

    def _new_service(self, _today: date) -> NewRecord[ServiceForm]:
        lead = "What you offer. Use the name that enrolments and sessions use."
        form = NewRecord(self.theme, ServiceForm(self.theme), "Describe a service", lead, "Add the service")

        def add() -> None:
            try:
                values: dict[str, Any] = form.form.values()
            except UserCanFix:
                return
            form.wait(True)
            work = partial(calls.add_service, self.office, Service(**values))
            self.save(work, self._on_service_added, failed=form.show_failure)

        form.wanted.connect(add)
        return form

    def _on_service_added(self, done: Done[Service]) -> None:
        self.put_away()
        self.shown.emit("services", done.value.name)

    # --- what every page of a record uses

    def changes_of(self) -> RecordChanges:
        """The passage of changes of the page that is being made."""
        self.changes = RecordChanges(self.office, self.shell)
        return self.changes

    def tell_changes(self, kind: str, record: int) -> None:
        """Fetch the changes of the record that is shown."""
        if self.changes is not None:
            self.changes.show_record(kind, int(record))

    def save(
        self, work: Callable[[], Any], then: Callable[[Any], object] | None = None, *, failed: Failed | None = None
    ) -> None:
        """Do what saves a record, on the records' own lane."""
        self.shell.jobs.records(work, then, self, failed=failed)

    def after(self) -> None:
        """What was shown is not there any more."""
        self.put_away()
        self.gone.emit()

    def _on_form_left(self) -> None:
        self.put_away()
        self.gone.emit()
        self.view.filter.setFocus()

    def _on_gone(self, failure: UserCanFix) -> None:
        self.put_away()
        said = f"{failure.why} {failure.do}".strip()
        self.view.set_page(EmptyState(self.theme, "sessions", failure.what, said))


def _at(sheet: SessionSheet) -> RegisterAt:
    session = sheet.page.session if sheet.page is not None else None
    if session is None:
        return RegisterAt(day=date.min)
    return RegisterAt(day=session.date, session_id=session.id, group_id=session.group_id or 0)


def _group_of(sheet: GroupSheet) -> Group:
    return sheet.page.group if sheet.page is not None else Group(name="", service="")


def _suggest(form: NewRecord[Any], names: dict[str, tuple[str, ...]]) -> None:
    suggest(form.form, names)
