"""One service: what it is for, its activities and its groups."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.delivery import Activity
from sfph_desktop.core.domain.delivery_pages import ServicePage
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, row, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Tile
from sfph_desktop.ui.widgets.passages import Headed, Turning, short_table

_FACTS = (
    Field(name="name", label="Name", needed=True, help="Enrolments and sessions name it so."),
    Field(name="purpose", label="What it is for"),
    Field(name="who_for", label="Whom it is for"),
    Field(name="from_date", label="Since", kind="date"),
    Field(name="to_date", label="Until", kind="date"),
)
_ACTIVITY = (
    Field(name="name", label="Activity", needed=True),
    Field(name="minutes", label="Minutes", kind="whole"),
    Field(name="place", label="Place"),
)


class ServiceForm(Form):
    """The fields of a service."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _FACTS)


class ServiceSheet(Sheet):
    """The page of a service. One that is only named by what was recorded is described by filling a field in."""

    changed = Signal(str, object)
    """The name and the value of a field that was left changed."""
    activity_added = Signal(object)
    activity_changed = Signal(object)
    activity_removed = Signal(int)
    group_wanted = Signal(object)
    new_group = Signal(str)
    remove_wanted = Signal(int)

    def __init__(self, theme: Theme, page: ServicePage) -> None:
        super().__init__(theme, "About this service")
        self.page = page
        service = page.service
        known = "" if service.id else "Recorded under this name, and not described yet."
        self.form = ServiceForm(theme)
        self.form.show_value(service)
        self.form.committed.connect(self.changed)
        tiles: list[QWidget] = [
            Tile(theme, f"{page.enrolled:,}", "enrolled now"),
            Tile(theme, f"{page.sessions:,}", "sessions recorded"),
        ]
        self.header = PageHeader(theme, service.name, service.purpose or known)
        self.add(self.header)
        self.add(Turning(theme, tiles, theme.size("list") // 2))
        self.add(Headed(theme, "info", "About this service", self.form))
        self.add(Headed(theme, "notebook", "Activities", *self._activities()))
        self.add(Headed(theme, "two-people", "Groups", *self._groups()))
        if service.id:
            remove = button(
                theme,
                "Remove this description",
                lambda: self.remove_wanted.emit(service.id),
                kind="link",
                icon="remove",
            )
            self.add(row(remove, None))
        self.add(None)

    def shows(self, page: ServicePage) -> bool:
        """Show the service as it is kept now; whether that could be done without making the page anew."""
        before, self.page = self.page, page
        if (page.activities, page.groups) != (before.activities, before.groups):
            return False
        if bool(page.service.id) != bool(before.service.id) or (page.enrolled, page.sessions) != (
            before.enrolled,
            before.sessions,
        ):
            return False
        self.header.say(page.service.name, page.service.purpose)
        self.form.show_value(page.service)
        return True

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside its field."""
        if not self.form.show_problems(failure):
            self.form.show_problem("name", str(failure))

    def show_activity_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong with an activity beside its field."""
        if not self.new.show_problems(failure):
            self.new.show_problem("name", str(failure))

    def _activities(self) -> list[QWidget]:
        theme = self.theme
        found: list[QWidget] = []
        for activity in self.page.activities:
            form = Form(theme, _ACTIVITY)
            form.show_value(activity)
            form.committed.connect(partial(self._on_activity, activity, form))
            remove = button(
                theme, "Remove", partial(self.activity_removed.emit, activity.id), kind="link", icon="remove"
            )
            remove.setAccessibleName(f"Remove the activity {activity.name}")
            found.append(held(column(form, row(remove, None), gap=theme.space("tiny"))))
        self.new = Form(theme, _ACTIVITY)
        add = button(theme, "Add an activity", self._on_add, icon="add")
        found.append(
            held(column(self.new, row(add, None), gap=theme.space("small"), edge=theme.space("medium")), "soft")
        )
        return found

    def _groups(self) -> list[QWidget]:
        make = button(self.theme, "Make a group", lambda: self.new_group.emit(self.page.service.name), icon="add")
        if not self.page.groups:
            return [words("No group meets in this service.", "quiet"), held(row(make, None))]
        rows: tuple[tuple[Cell, ...], ...] = self.page.groups
        listing = Listing(kind="groups", columns=("id", "name", "meets"), rows=rows)
        grid = short_table(self.theme, listing, Shape(), "Groups; Enter opens one", stretch="name")
        grid.opened.connect(self.group_wanted)
        return [grid, held(row(make, None))]

    def _on_activity(self, activity: Activity, form: Form, name: str, value: Any) -> None:
        try:
            values: dict[str, Any] = form.values()
        except UserCanFix:
            return
        self.activity_changed.emit(replace(activity, **{**values, name: value}))

    def _on_add(self) -> None:
        try:
            values: dict[str, Any] = self.new.values()
        except UserCanFix:
            return
        self.activity_added.emit(Activity(service=self.page.service.name, **values))
