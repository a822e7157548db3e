"""One record for the environment: its fields, kept as they are left, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from sfph_desktop.core.domain.environment import EnvironmentActivity
from sfph_desktop.core.domain.measures import EnvironmentRecord
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.said import said_day
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, row
from sfph_desktop.ui.widgets.environment_form import EnvironmentForm
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet


class EnvironmentSheet(Sheet):
    """`changed` carries the whole record once a field is left: one field may ask for another."""

    changed = Signal(object)
    remove_wanted = Signal(int)

    def __init__(self, theme: Theme, offered: Sequence[EnvironmentActivity]) -> None:
        super().__init__(theme, "About this entry")
        self.record = EnvironmentRecord(date=date.min, factor="", quantity=0.0)
        self._names = {one.factor: one.name for one in offered}
        self.form = EnvironmentForm(theme, offered)
        self.form.committed.connect(self._on_left)
        self.header = PageHeader(theme, "")
        remove = button(
            theme, "Remove this entry", lambda: self.remove_wanted.emit(self.record.id), kind="link", icon="remove"
        )
        self.add(self.header, self.form, row(remove, None), None)

    def show_record(self, record: EnvironmentRecord) -> None:
        """Show a record as it is kept now."""
        self.record = record
        self.header.say(self._names.get(record.factor, record.factor.replace("_", " ")), said_day(record.date))
        self.form.show_record(record)

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside its field."""
        if not self.form.show_problems(failure):
            self.form.show_problem("factor", str(failure))

    def _on_left(self, name: str, _value: object) -> None:
        if name == "kind":
            return
        try:
            record = self.form.record()
        except UserCanFix:
            return
        if record != self.record:
            self.changed.emit(record)
