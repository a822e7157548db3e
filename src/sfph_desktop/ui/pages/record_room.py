"""A room whose records are facts in fields and lines that belong to them; the page of one is written as a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QPushButton

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.pages.list_place import ListPlace, Work
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.room_sheet import Offers, RoomPart, RoomSheet, Shown

DOCUMENTS = "PDF (*.pdf);;Word document (*.docx)"


class RecordRoom(ListPlace):
    """Subclasses say what is listed and shown; what they call of the use cases runs in the records lane."""

    fields: ClassVar[tuple[Field, ...]] = ()
    parts: ClassVar[tuple[RoomPart, ...]] = ()
    new_fields: ClassVar[tuple[str, ...]] = ()
    """Which of the fields a new record is asked for."""
    removable: ClassVar[bool] = True

    # --- what a subclass gives

    def listed(self, text: str) -> Listing:
        """The listing for what was typed."""
        raise NotImplementedError

    def shown(self, record: int) -> Shown:
        """One record for its page."""
        raise NotImplementedError

    def add_record(self, facts: dict[str, Any]) -> Done[Any]:
        """Add what was typed."""
        raise NotImplementedError

    def change_record(self, record: int, facts: dict[str, Any]) -> Done[Any]:
        """Keep some facts."""
        raise NotImplementedError

    def remove_record(self, record: int) -> Done[Any]:
        """Remove one."""
        raise NotImplementedError

    def add_part(self, record: int, part: str, facts: dict[str, Any]) -> Done[Any]:
        """Add what belongs to a record."""
        raise NotImplementedError

    def remove_part(self, part: str, number: int) -> Done[Any]:
        """Take out what belongs to a record."""
        raise NotImplementedError

    def offers(self) -> Offers:
        """What may be chosen in a new record."""
        return {}

    def page_buttons(self) -> Sequence[QPushButton]:
        """Under the head of a record's page."""
        return ()

    def write(self, name: str, work: Callable[[Path], Any]) -> None:
        """Ask where a document goes, PDF or Word, and write it there."""
        clean = "".join(sign if sign.isalnum() or sign in " -" else " " for sign in name).strip()
        chosen, kind = QFileDialog.getSaveFileName(
            self.window(), "Where the document goes", str(Path.home() / f"{clean[:70]}.pdf"), DOCUMENTS
        )
        if chosen:
            ending = ".docx" if "docx" in kind else ".pdf"
            out = Path(chosen) if Path(chosen).suffix.lower() in {".pdf", ".docx"} else Path(f"{chosen}{ending}")
            self.shell.jobs.records(partial(work, out), self._on_written, self)

    def _on_written(self, out: Any) -> None:
        self.shell.messages.announce(f"Written: {out}")

    # --- the form of every place with a list

    def list_work(self, text: str) -> Work:
        """The listing."""
        return partial(self.listed, text)

    def page_work(self, record: int) -> Work:
        """One record."""
        return partial(self.shown, record)

    def new_form(self) -> Form:
        """The fields that a new record is asked for."""
        return Form(self.theme, [one for one in self.fields if one.name in self.new_fields])

    def begin_new(self, form: Form) -> None:
        """What may be chosen in it."""

        def offer(found: Offers) -> None:
            for name, (choices, said) in found.items():
                if name in form.rows:
                    form.rows[name].offer(choices, said)

        self.ask("offers", self.offers, offer)

    def add_work(self, typed: dict[str, Any]) -> Work:
        """A new record."""
        return partial(self.add_record, typed)

    def another(self, found: Shown) -> bool:
        """Each record has a sheet of its own."""
        return bool(self.sheet.property("record") != found.record)

    def made_sheet(self, found: Shown) -> RoomSheet:
        """Its fields, its parts, and what is done with it."""
        record, last = found.record, []
        if self.removable:
            gone = partial(self.remove, partial(self.remove_record, record))
            last.append(button(self.theme, f"Remove this {self.one}", gone, kind="danger", icon="remove"))
        sheet = RoomSheet(self.theme, f"About this {self.one}", self.fields, self.parts, self.page_buttons(), last)
        sheet.setProperty("record", record)

        def refused(failure: UserCanFix) -> None:
            shows = sheet.show_failure if self.sheet is sheet else self.shell.messages.problem
            shows(failure)

        sheet.changed.connect(lambda facts: self.keep(partial(self.change_record, record, facts), refused))
        sheet.part_added.connect(partial(self._add_part, sheet, record))
        sheet.part_removed.connect(lambda part, number: self.keep(partial(self.remove_part, part, number)))
        return sheet

    def show_found(self, found: Shown) -> None:
        """The record as it is now."""
        self.sheet.show_one(found)

    def _add_part(self, sheet: RoomSheet, record: int, part: str, facts: dict[str, Any]) -> None:
        made = sheet.parts[part]
        work = partial(self.add_part, record, part, facts)

        def added(_done: object) -> None:
            if self.sheet is sheet:
                made.clear()

        def refused(failure: UserCanFix) -> None:
            shows = made.show_failure if self.sheet is sheet else self.shell.messages.problem
            shows(failure)

        self.shell.jobs.records(work, added, self, failed=refused)
