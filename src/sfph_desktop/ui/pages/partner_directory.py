"""The directory of partners: the list, one of them, the form for a new one, and a directory from a file or into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.partner_rules import KIND_WORDS
from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.partner_areas import AreaNames
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.pages import partner_calls as calls
from sfph_desktop.ui.pages.list_place import ListPlace, Work
from sfph_desktop.ui.theme.pieces import button, words
from sfph_desktop.ui.widgets.fields import Form
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.partner_sheet import PartnerForm, PartnerSheet
from sfph_desktop.ui.widgets.passages import Headed, short_table
from sfph_desktop.ui.widgets.plain_choice import PlainChoice

FILES = "Open Referral (*.json);;All files (*)"


class PartnerDirectory(ListPlace):
    """`referral_wanted` asks for one referral to be shown."""

    referral_wanted = Signal(object)
    kind = many = "partners"
    one, icon, add_title = "partner", "two-people", "Add a partner"
    purpose = (
        "The practices, agencies, housing organisations and charities that you work with stand here: how to reach "
        "them, and who was referred by them and to them. Add the first by hand, or bring in a directory in the Open "
        "Referral format, as many councils publish it."
    )
    hint = "Type a name, a kind or a postcode at the left. Arrow keys move in the list, Enter opens a partner."
    shape = Shape(title=("title",), detail=("one", "two", "three"), mark=lambda found: str(found[-1]))
    new_lead = "A name and a kind are enough. Everything else can be written down later."

    # --- the form of every place with a list

    def head_buttons(self) -> Sequence[QPushButton]:
        """By hand, from a file, and into one."""
        self.take = button(self.theme, "Bring in a directory", self._on_take, kind="link", icon="open")
        self.give = button(self.theme, "Write ours", self._on_give, kind="link", icon="save")
        self.take.setToolTip("A directory of services as Open Referral UK (JSON)")
        self.give.setToolTip("Write our directory as Open Referral UK (JSON), without the names of people")
        return (self.add_button, self.take, self.give)

    def head_more(self) -> Sequence[QWidget]:
        """Only one kind of partner."""
        self.kinds = PlainChoice("Kind of partner")
        self.kinds.fill([("Every kind", ""), *((many.capitalize(), kind) for kind, (_, many) in KIND_WORDS.items())])
        self.kinds.currentIndexChanged.connect(lambda _number: self.list_again())
        return (self.kinds,)

    @property
    def narrowed(self) -> bool:
        """By what is typed, or by the kind."""
        return super().narrowed or self.kinds.currentIndex() > 0

    def whole_list(self) -> None:
        """Every kind again."""
        super().whole_list()
        self.kinds.setCurrentIndex(0)

    def first_steps(self) -> Sequence[QPushButton]:
        """By hand, or a whole directory."""
        return (*super().first_steps(), button(self.theme, "Bring in a directory", self._on_take, icon="open"))

    def list_work(self, text: str) -> Work:
        """The partners of the kind that is chosen."""
        return partial(calls.listed_partners, self.office, text, str(self.kinds.currentData() or ""))

    def on_listed(self, listing: Listing) -> None:
        """Without any there is nothing to write."""
        self.give.setEnabled(bool(listing.rows))

    def page_work(self, record: int) -> Work:
        """One, and the areas to choose from."""
        return partial(calls.partner_with_areas, self.office, record)

    def new_form(self) -> Form:
        """The areas come when they are known."""
        form = PartnerForm(self.theme, AreaNames())
        form.rows["council"].committed.connect(lambda _name, _value: form.offer_area())
        return form

    def begin_new(self, form: Form) -> None:
        """The areas to choose from."""
        if isinstance(form, PartnerForm):
            self.ask("areas", partial(calls.areas, self.office), form.know)

    def add_work(self, typed: dict[str, Any]) -> Work:
        """A new partner; its kind and area are typed in words."""
        form: Any = self.new.form if self.new is not None else None
        values = {name: form.value_of(name, value) for name, value in typed.items()}
        return partial(calls.add_partner, self.office, Partner(partner_ref="", **values))

    def made_sheet(self, found: tuple[Any, AreaNames]) -> PartnerSheet:
        """One sheet for all of them."""
        sheet, office = PartnerSheet(self.theme, found[1]), self.office
        sheet.field_left.connect(
            lambda n, name, value: self.keep_field(n, name, partial(calls.change_partner, office, n, name, value))
        )
        sheet.contacts_changed.connect(self._on_contacts)
        sheet.remove_wanted.connect(lambda number: self.remove(partial(calls.remove_partner, office, number)))
        sheet.retire_wanted.connect(self._on_retire)
        sheet.referral_wanted.connect(self.referral_wanted)
        return sheet

    def show_found(self, found: tuple[Any, AreaNames]) -> None:
        """A partner with its people and referrals."""
        self.sheet.show_page(found[0])

    # --- a directory from a file, or into one

    def _on_take(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a directory", str(Path.home()), FILES)
        if chosen:
            self.bring_in(Path(chosen))

    def bring_in(self, file: Path) -> None:
        """Bring in a directory from a file and show what came of it."""
        then = partial(self._on_brought, file.name)
        self.shell.jobs.records(partial(calls.bring_in, self.office, file), then, self, quiet=True)

    def _on_brought(self, name: str, done: Done[Any]) -> None:
        found = done.value
        told = [
            f"{counted(found.added, 'partner')} added",
            f"{found.changed:,} brought up to date",
            f"{found.same:,} as they were",
        ]
        page = Sheet(self.theme, "What came in")
        page.add(PageHeader(self.theme, f"From {name}", f"{', '.join(told)}."))
        if done.problems:
            rows: tuple[tuple[Cell, ...], ...] = tuple(
                (number, one.row or "", one.reason, one.accepted) for number, one in enumerate(done.problems)
            )
            listing = Listing(kind="problems", columns=("id", "entry", "reason", "accepted"), rows=rows)
            headings = {"reason": "Why it could not be read", "accepted": "What would be read"}
            grid = short_table(
                self.theme, listing, Shape(headings=headings), "What could not be read", stretch="reason"
            )
            grid.setWordWrap(True)
            page.add(Headed(self.theme, "warning", f"Not read: {counted(len(rows), 'entry', 'entries')}", grid))
        else:
            page.add(words("Everything in the file could be read.", "quiet"))
        page.add(None)
        self.show_instead(page)
        self.shell.messages.announce(", ".join(told))
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if done.unit_id:
            self.shell.messages.saved(replace(done, problems=()))  # they stand on the page
        else:
            self.shell.messages.notice(f"Nothing in {name} was new.")

    def _on_give(self) -> None:
        suggested = str(Path.home() / "partners.json")
        chosen, _ = QFileDialog.getSaveFileName(self, "Write our directory", suggested, FILES)
        if chosen:
            self.write_out(Path(chosen))

    def write_out(self, file: Path) -> None:
        """Write our directory into a file."""

        def told(number: int) -> None:
            self.shell.messages.notice(f"{counted(number, 'partner')} written to {file.name}.")

        self.shell.jobs.records(partial(calls.write_out, self.office, file), told, self)

    # --- one partner

    def _on_contacts(self, number: int, contacts: Any) -> None:
        def failed(failure: UserCanFix) -> None:
            if self.sheet is None or not self.sheet.lines.show_failure(failure):
                self.shell.messages.problem(failure)

        work = partial(calls.set_contacts, self.office, number, contacts)
        self.shell.jobs.records(work, None, self, failed=failed)

    def _on_retire(self, number: int, retired: bool) -> None:
        day = self.office.clock.today() if retired else None
        self.shell.jobs.records(partial(calls.change_partner, self.office, number, "retired_on", day), None, self)
