"""One questionnaire of the library: what it shows, what its owner asks, its wording, and printing it for anybody."""

from __future__ import annotations

from PySide6.QtCore import Signal

from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.own_measures import Wording
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.source_notes import reader_note
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, labelled, row, rule, words
from sfph_desktop.ui.widgets.due_sheet import LAYOUTS
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.plain_choice import PlainChoice
from sfph_desktop.ui.widgets.wording_form import WordingForm


class InstrumentSheet(Sheet):
    """`print_wanted`, `worded` (wording, who declares, terms) and `away_wanted` ask the page."""

    print_wanted = Signal(str, str)
    worded = Signal(object, str, str)
    away_wanted = Signal(bool)
    change_wanted = Signal()

    def __init__(
        self, theme: Theme, instrument: Instrument, declaration: str, may_type: bool, kept: Wording | None = None
    ) -> None:
        super().__init__(theme, "About this questionnaire")
        self.instrument = instrument
        self.add(PageHeader(theme, instrument.name, f"{instrument.abbreviation} · {instrument.construct}"))
        if instrument.wording_held or instrument.own_goals:
            self.layout_choice = PlainChoice("Layout of the paper")
            self.layout_choice.fill(LAYOUTS)
            self.layout_choice.setMaximumWidth(theme.size("list") // 2)
            print_it = button(
                theme, "Print it for anybody", lambda: self.print_wanted.emit(
                    instrument.id, str(self.layout_choice.currentData())), icon="print",
            )  # fmt: skip
            self.add(column(labelled(theme, "Layout of the paper", self.layout_choice)), row(print_it, None))
        if instrument.user_must_do:
            self.add(Told(theme, "attention", "What its owner asks of you", instrument.user_must_do))
        self.add(words(reader_note(instrument.licence), "small"))
        self.wording: WordingForm | None = None
        if may_type:
            self.wording = WordingForm(theme, instrument, declaration, kept)
            self.wording.worded.connect(self.worded)
            self.add(rule(), self.wording)
        else:
            for place, item in enumerate(instrument.items, start=1):
                self.add(words(f"{place}. {item.label[:1].upper()}{item.label[1:]}"))
        if instrument.own:
            said = "Offer it again" if instrument.retired else "Put it away"
            away = button(theme, said, lambda: self.away_wanted.emit(not instrument.retired))
            change = button(theme, "Change it", self.change_wanted.emit, icon="edit")
            self.add(rule(), row(change, away, None, gap=theme.space("small")))
        self.add(None)

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is missing of the wording."""
        if self.wording is not None:
            self.wording.show_failure(failure)
