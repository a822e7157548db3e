"""Questionnaires themselves, within Measures: the library's and one's own, made in a form or from a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.own_forms import OwnForm
from sfph_desktop.core.domain.own_measures import TypedWording
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.own_measures import OwnPage, ReadForm
from sfph_desktop.core.usecases.wordings import WordingPage
from sfph_desktop.ui.pages import measures_work as work
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.instrument_sheet import InstrumentSheet
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.own_form_sheet import OwnFormSheet
from sfph_desktop.ui.widgets.page_frame import EmptyState

_PURPOSE = (
    "These are the questionnaires there are. One whose wording may not be shipped says how you get it, and lets you "
    "type it for your own use. You can make one of your own, or bring in an XLSForm."
)


class Instruments(QObject):
    """Fills the list and the page with questionnaires instead of answers."""

    def __init__(
        self, office: Any, shell: ShellContext, page: QWidget, view: ListAndPage, rooms: QStackedWidget
    ) -> None:
        """`rooms` holds the view; the form stands in its place, as wide as the whole page."""
        super().__init__(page)
        self._office, self._shell, self._page, self._view, self._rooms = office, shell, page, view, rooms
        self.sheet: InstrumentSheet | None = None
        self.form: OwnFormSheet | None = None
        self._new = False

    def listing(self, instruments: tuple[Instrument, ...], text: str) -> Listing:
        """Those that hold every word of `text`."""
        wanted = text.casefold().split()
        rows = []
        for one in instruments:
            told = f"{one.name} {one.abbreviation} {one.construct}".casefold()
            if all(word in told for word in wanted):
                held = "your own" if one.own else "" if one.wording_held or one.own_goals else "wording not held"
                rows.append((one.id, one.name, one.abbreviation, held))
        return Listing(kind="instruments", columns=("id", "name", "what", "state"), rows=tuple(rows))

    def show_purpose(self) -> None:
        """What this list is for, and the two ways to a questionnaire of one's own."""
        theme = self._shell.theme
        make = button(theme, "Make one of your own", lambda: self.make(), kind="primary", icon="add")
        bring = button(theme, "Bring in an XLSForm", self.ask_file, icon="sheet")
        self._view.set_page(EmptyState(theme, "questionnaire", "Questionnaires", _PURPOSE, make, bring))

    def open(self, name: str) -> None:
        """Show one questionnaire."""
        self._shell.jobs.records(partial(_page, self._office, name), self._show, self)

    def make(self, read: ReadForm | None = None, source: str = "form") -> None:
        """Show the form for one of one's own, filled from a file where there is one."""
        form = read.form if read is not None else None
        if read is None and self.form is not None and self._new:
            self.show_form()  # it was begun and left for something else
            return
        self._put_form_away()
        self._new = read is None
        sheet = self.form = OwnFormSheet(self._shell.theme, form, source, read.remarks if read is not None else ())
        sheet.made.connect(self._add)
        sheet.left.connect(self._on_left)
        self._rooms.addWidget(sheet)
        self.show_form()

    def show_form(self) -> None:
        """The form that is being filled in, the keyboard in its first line; the list where there is none."""
        self._rooms.setCurrentWidget(self.form or self._view)
        (self.form.name if self.form is not None else self._view.filter).setFocus()

    def change(self, name: str) -> None:
        """Show one's own questionnaire in its form; once somebody has answered it, it is superseded."""
        self._shell.jobs.records(partial(_own, self._office, name), self._show_own, self)

    def _show_own(self, page: OwnPage) -> None:
        told = ("Somebody has answered it: what you change makes a new edition, or a questionnaire of its own.",)
        self.make(ReadForm(form=page.form, remarks=told if page.used else ()), page.source)
        if self.form is not None:
            self.form.made.disconnect()
            self.form.made.connect(lambda form, _source: self._change(page.name, form))

    def _change(self, name: str, form: OwnForm) -> None:
        failed = self.form.show_failure if self.form is not None else None
        asked = partial(_change, self._office, name, form)
        self._shell.jobs.records(asked, self._on_kept, self, failed=failed)

    def _on_kept(self, done: Done[Instrument]) -> None:
        """It is in use: back to the list, where it is shown."""
        self._put_form_away()
        self._view.choose(done.value.id)

    def _on_left(self) -> None:
        """What was typed is thrown away only when somebody says so."""
        if self.form is None or not self.form.touched:
            self._leave_form()
            return
        self._shell.messages.ask(
            "Leave this questionnaire?",
            "What you have typed in its form is not kept.",
            do="Leave it",
            then=self._leave_form,
            leave="Go on with it",
        )

    def _leave_form(self) -> None:
        self._put_form_away()
        self.show_purpose()
        self._view.filter.setFocus()

    def _put_form_away(self) -> None:
        self._rooms.setCurrentWidget(self._view)
        if self.form is not None:
            self._rooms.removeWidget(self.form)
            self.form.deleteLater()
        self.form = None

    def ask_file(self) -> None:
        """Ask for an XLSForm or a JSON file, and show what is in it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._page, "The form to bring in", "", "Forms (*.xlsx *.xls *.ods *.json)"
        )
        if chosen:
            self.bring(Path(chosen))

    def bring(self, path: Path) -> None:
        """Read a form and show it, before anything is kept."""
        self._shell.jobs.desk(partial(_read, path), lambda read: self.make(read, path.name), self)

    # --- inside

    def _show(self, page: WordingPage) -> None:
        instrument = page.instrument
        sheet = self.sheet = InstrumentSheet(self._shell.theme, instrument, page.declaration, page.may_type, page.kept)
        sheet.print_wanted.connect(self._print)
        sheet.worded.connect(self._word)
        sheet.away_wanted.connect(self._put_away)
        sheet.change_wanted.connect(lambda: self.change(instrument.id))
        self._view.set_page(sheet)

    def _add(self, form: OwnForm, source: str) -> None:
        sheet = self.form
        asked = partial(_add, self._office, form, source)
        failed = sheet.show_failure if sheet is not None else None
        self._shell.jobs.records(asked, self._on_kept, self, failed=failed)

    def _word(self, wording: TypedWording, who: str, terms: str) -> None:
        sheet = self.sheet
        if sheet is not None:
            name = sheet.instrument.id
            asked = partial(_word, self._office, name, wording, who, terms)
            self._shell.jobs.records(asked, lambda _done: self.open(name), self, failed=sheet.show_failure)

    def _put_away(self, away: bool) -> None:
        sheet = self.sheet
        if sheet is not None:
            name = sheet.instrument.id
            self._shell.jobs.records(partial(_away, self._office, name, away), lambda _done: self.open(name), self)

    def _print(self, name: str, layout: str) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self._page, "Where the paper goes", f"{name}.pdf", "PDF (*.pdf)")
        if chosen:
            out = Path(chosen)
            asked = partial(work.print_paper, self._office, name, out, 0, "", layout)
            self._shell.jobs.records(asked, lambda _done: QDesktopServices.openUrl(QUrl.fromLocalFile(str(out))), self)


def _page(office: Any, name: str) -> WordingPage:
    from sfph_desktop.core.usecases.wordings import wording_page

    return wording_page(office, name)


def _read(path: Path) -> ReadForm:
    from sfph_desktop.core.usecases.own_measures import form_from_file

    return form_from_file(path)


def _add(office: Any, form: OwnForm, source: str) -> Done[Instrument]:
    from sfph_desktop.core.usecases.own_measures import add_instrument

    return add_instrument(office, form, source)


def _own(office: Any, name: str) -> OwnPage:
    from sfph_desktop.core.usecases.own_measures import own_page

    return own_page(office, name)


def _change(office: Any, name: str, form: OwnForm) -> Done[Instrument]:
    from sfph_desktop.core.usecases.own_measures import change_instrument

    return change_instrument(office, name, form)


def _word(office: Any, name: str, wording: TypedWording, who: str, terms: str) -> Done[Any]:
    from sfph_desktop.core.usecases.wordings import type_wording

    return type_wording(office, name, wording, declared_by=who, terms=terms)


def _away(office: Any, name: str, away: bool) -> Done[Instrument]:
    from sfph_desktop.core.usecases.own_measures import put_away_instrument

    return put_away_instrument(office, name, away=away)
