"""Beginning a case study: whose it is. Without that person's agreement nothing is begun, and why is said here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.person_picker import PersonPicker

_LEAD = "A story is told only with the agreement of whoever it is about. It is asked for before the first word."


class StoryBegin(Sheet):
    """`wanted` carries the id of a person, or 0 for the enterprise's own; `record_wanted` the person to be asked."""

    wanted = Signal(int)
    record_wanted = Signal(int)
    left = Signal()

    def __init__(self, shell: ShellContext, look: Callable[[str, int], Listing]) -> None:
        theme = shell.theme
        super().__init__(theme, "Begin a case study")
        self.picker = PersonPicker(shell, look)
        self.begin = button(theme, "Begin their story", self._on_begin, kind="primary", icon="add")
        self.own = button(theme, "Begin our own", lambda: self.wanted.emit(0), icon="two-people")
        self.leave = button(theme, "Leave without beginning", self.left.emit)
        self.refused = Told(theme, "problem", "")
        self.record = button(theme, "Open their record", self._on_record, kind="link", icon="person")
        self.refused.hide()
        self.record.hide()
        self.picker.picked.connect(self._on_picked)
        actions = Flow(theme.space("small"), self.begin, self.own, self.leave)
        hint = words(
            "Our own tells of the enterprise: what it is for, what changes, who pays, who works there.", "quiet"
        )
        self.add(PageHeader(theme, "Whose story?", _LEAD), self.picker, self.refused, self.record, actions, hint, None)

    def start(self, person: int = 0, name: str = "") -> None:
        """Begin with nobody, or with somebody who was chosen elsewhere."""
        self.refused.hide()
        self.record.hide()
        self.picker.line.clear()
        self.picker.choose(person, name)
        (self.begin if person else self.picker.line).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_failure(self, failure: UserCanFix) -> None:
        """Say why nothing was begun, and lead to where it can be put right."""
        self.refused.say(failure.what, f"{failure.why} {failure.do}".strip())
        self.refused.show()
        self.record.setVisible(bool(self.picker.person_id))

    def _on_picked(self) -> None:
        self.refused.hide()
        self.record.hide()
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_begin(self) -> None:
        if self.picker.person_id:
            self.wanted.emit(self.picker.person_id)
        else:
            self.picker.tell("Choose somebody first: type a name or a reference.")
            self.picker.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_record(self) -> None:
        if self.picker.person_id:
            self.record_wanted.emit(self.picker.person_id)
