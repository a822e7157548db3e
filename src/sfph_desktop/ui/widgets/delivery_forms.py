"""The forms of groups, sessions and services: fields in plain words, and what they stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from sfph_desktop.core.domain.delivery import ActivitySession, Group
from sfph_desktop.core.domain.schedule import WEEKDAYS
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.widgets.fields import Field, Form

RHYTHMS = {
    "week": "every week",
    "fortnight": "every second week",
    "month": "once a month",
    "once": "only once",
    "none": "on no fixed day",
}
DEFAULTS = {True: "everybody is here", False: "everybody is away"}

_WHAT = (
    Field(name="name", label="Name of the group", needed=True),
    Field(name="service", label="Service", needed=True, help="As enrolments name it."),
    Field(name="activity", label="Activity"),
    Field(name="place", label="Place"),
)
_WHEN = (
    Field(name="every", label="Meets", kind="choice", choices=tuple(RHYTHMS.values()), needed=True),
    Field(name="weekday", label="On", kind="choice", choices=WEEKDAYS, needed=True),
    Field(name="starts_at", label="At", help="As 14:30."),
    Field(name="minutes", label="Minutes", kind="whole"),
    Field(name="from_date", label="From", kind="date", help="Its first day."),
    Field(name="to_date", label="Until", kind="date", help="Blank while it goes on."),
    Field(
        name="present_by_default",
        label="Unless marked",
        kind="choice",
        choices=tuple(DEFAULTS.values()),
        needed=True,
        help="How a new register begins.",
    ),
    Field(name="note", label="Note"),
)


class GroupForm(Form):
    """The fields of a group; what is chosen in words comes and goes as what it stands for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, (*_WHAT, *_WHEN))

    def show_group(self, group: Group) -> None:
        """Show a group; a field that a person is in the middle of keeps what they typed."""
        for name, made in self.rows.items():
            if not made.editor.hasFocus():
                made.show_value(group_words(name, getattr(group, name)))

    def group(self, before: Group) -> Group:
        """The group as typed; raises UserCanFix after telling every problem beside its field."""
        from dataclasses import replace

        values = self.values()
        return replace(before, **{name: group_value(name, value) for name, value in values.items()})


class SessionForm(Form):
    """The fields of a session that are not its register's."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            (
                Field(name="date", label="Day", kind="date", needed=True),
                Field(name="service", label="Service", needed=True),
                Field(name="activity", label="Activity"),
                Field(name="starts_at", label="At", help="As 14:30."),
                Field(name="minutes", label="Minutes", kind="whole"),
                Field(name="place", label="Place"),
                Field(name="note", label="Note", kind="lines", wide=True),
            ),
        )

    def session(self, today: date) -> ActivitySession:
        """A new session as typed; raises UserCanFix after telling every problem beside its field."""
        values: dict[str, Any] = self.values()
        return ActivitySession(session_ref="", **{**values, "date": values["date"] or today})


def group_words(name: str, value: Any) -> Any:
    """A value of a group's field in the words of its choice."""
    if name == "every":
        return RHYTHMS.get(value, value)
    if name == "weekday":
        return WEEKDAYS[value % 7]
    return DEFAULTS[value] if name == "present_by_default" else value


def group_value(name: str, said: Any) -> Any:
    """What the words of a choice stand for."""
    if name == "every":
        return next((value for value, words in RHYTHMS.items() if words == said), said)
    if name == "weekday":
        return WEEKDAYS.index(str(said)) if said in WEEKDAYS else 0
    return said == DEFAULTS[True] if name == "present_by_default" else said


def suggest(form: Form, names: Mapping[str, Sequence[str]]) -> None:
    """Offer what is named so already as one types: by field, the names there are."""
    for field, known in names.items():
        editor = form.rows[field].editor
        if isinstance(editor, QLineEdit):
            offered = QCompleter(list(known), editor)
            offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            offered.setFilterMode(Qt.MatchFlag.MatchContains)
            editor.setCompleter(offered)
