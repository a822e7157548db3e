"""The return to the network: the quarter, everything that would leave, and then the file."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.returns import ReturnPreview
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, button, column, held, labelled
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import BusyStrip, PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.passages import in_order, stops_down
from sfph_desktop.ui.widgets.plain_choice import PlainChoice
from sfph_desktop.ui.widgets.return_lines import ReturnLines

_NOTHING_YET = (
    "Nothing leaves until you press Write the file. Look first at what would be in it: every figure with the reason "
    "the network asks for it, and what is held back because so few people stand behind it."
)


class ReturnSheet(Sheet):
    """`look_wanted` and `write_wanted` carry the quarter (`2026Q1`)."""

    look_wanted = Signal(str)
    write_wanted = Signal(str)
    consent_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "The return")
        self.found: ReturnPreview | None = None
        self._summed = ""
        self.header = PageHeader(theme, "The return")
        self.quarter = PlainChoice("Quarter of the return")
        self.told = Prose(_NOTHING_YET)
        self.look = button(theme, "Look at what would leave", self._on_look, kind="primary", icon="search")
        self.write = button(theme, "Write the file", self._on_write, icon="save")
        self.busy = BusyStrip(theme)
        self.made, self.bad = Told(theme, "good", ""), Told(theme, "problem", "")
        self.summary = Told(theme, "attention", "")
        self.bases = Told(theme, "problem", "")
        self.consent = button(theme, "Use consent for all", self.consent_wanted.emit)
        self.consent.setAccessibleDescription("Records consent as the lawful basis of every field that has none")
        self.lines = ReturnLines(theme)
        gap = theme.space("small")
        choice = held(labelled(theme, "Quarter", self.quarter))
        self.no_basis = held(column(self.bases, Flow(gap, self.consent), gap=gap))
        self.add(self.header, choice, self.told, Flow(gap, self.look, self.write), self.busy, self.made, self.bad)
        self.add(self.summary, self.no_basis, self.lines, None)
        self._clear()
        self.quarter.currentIndexChanged.connect(lambda _at: self._clear())

    @property
    def chosen(self) -> str:
        """The quarter that is chosen."""
        return str(self.quarter.currentData() or "")

    def show_one(self, shown: Any) -> None:
        """The quarters there are; what is looked at stays."""
        self.header.say(shown.title, shown.sub)
        quarters: tuple[tuple[str, str], ...] = shown.value
        kept = self.chosen
        self.quarter.fill([(said, one) for one, said in quarters], kept or quarters[0][0])

    def show_preview(self, found: ReturnPreview) -> None:
        """Everything the return would hold; the button that writes it has the keyboard then."""
        self._clear()
        self.found = found
        number = f"Return {found.sequence} to {found.network}, {found.quarter_words}"
        again = " It was made before: writing it gives the same file again." if found.already else ""
        held_back = counted(len(found.held), "is held back or left out", "are held back or left out")
        leaving = counted(len(found.leaving), "value leaves", "values leave")
        self._summed = f"{leaving}, {held_back}. {found.people}"
        self.summary.say(number, f"{self._summed}{again} Nothing has left yet.")
        self.summary.show()
        if found.missing_bases:
            self.bases.say("No lawful basis is recorded for these; nothing made of them leaves", _missing(found))
            self.no_basis.show()
        self.lines.show_lines(found.lines)
        self.lines.show()
        self.told.hide()
        self._main(self.write)
        self.write.setEnabled(True)
        inside = self.area.widget()
        in_order(*stops_down(inside) if inside is not None else ())
        self.write.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_made(self, title: str, text: str) -> None:
        """The file is written."""
        self.made.say(title, text)
        self.made.show()
        if self.found is not None:
            self.summary.say("What is in it", self._summed)
        self.bad.hide()
        self.area.ensureWidgetVisible(self.made)

    def show_failure(self, failure: UserCanFix) -> None:
        """Why it came to nothing."""
        self.bad.say(failure.what, f"{failure.why} {failure.do}".strip())
        self.bad.show()
        self.area.ensureWidgetVisible(self.bad)

    def first(self) -> QWidget:
        """What is pressed first."""
        return self.look

    # --- inside

    def _clear(self) -> None:
        self.found = None
        for one in (self.made, self.bad, self.summary, self.no_basis, self.lines):
            one.hide()
        self.told.show()
        self.write.setEnabled(False)
        self._main(self.look)

    def _main(self, one: QWidget) -> None:
        """Which of the two is the thing to do now."""
        for made, icon in ((self.look, "search"), (self.write, "save")):
            kind = "primary" if made is one else ""
            if made.property("kind") != kind:
                made.setProperty("kind", kind)
                self.theme.dress(made, icon, "on_accent" if kind else "text")
                made.style().unpolish(made)
                made.style().polish(made)

    def _on_look(self) -> None:
        self.bad.hide()
        self.look_wanted.emit(self.chosen)

    def _on_write(self) -> None:
        self.write_wanted.emit(self.chosen)


def _missing(found: ReturnPreview) -> str:
    """The fields without a basis, in one line."""
    return f"{'; '.join(found.missing_bases)}. Choose them in the list at the left, one by one, or all at once here."
