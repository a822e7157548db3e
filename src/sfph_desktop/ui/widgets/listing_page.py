"""A whole place from one list: filter, list, and a plain page of facts for what is chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.models.said import heading, said
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, row, words
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import EmptyState, PageHeader, Place, Sheet
from sfph_desktop.ui.widgets.room_strip import RoomStrip


class Facts(QWidget):
    """Names and what they hold, in two columns: the name quiet, the value in ink. Nothing is shown for the empty."""

    def __init__(self, theme: Theme, facts: list[tuple[str, str]]) -> None:
        super().__init__()
        room = QVBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.setSpacing(theme.space("small"))
        for name, value in facts:
            if value:
                label = words(name, "quiet")
                label.setFixedWidth(theme.size("list") // 2)
                line = row(label, words(value), gap=theme.space("large"))
                line.setStretch(1, 1)
                room.addLayout(line)


class ListingPage(Place):
    """A place that shows one listing. A page that needs more overrides `page_of`.

    Subclasses give `listed(text)`, which is called in the records lane with what was typed in the filter.
    """

    title = ""
    shape = Shape()
    one, many = "record", "records"
    icon = "page"
    purpose = ""
    """What the place is for, said while it is empty."""
    room = ""
    """The id of this page among the rooms of its place; blank where it stands alone."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        self.view = ListAndPage(shell, self.title.lower(), self.shape, one=self.one, many=self.many)
        self.view.filtered.connect(lambda _text: self.load())
        self.view.chosen.connect(self._open)
        self._job: Job[Listing] | None = None
        self._listing: Listing | None = None
        whole = column(RoomStrip(shell, self.room), self.view) if self.room else column(self.view)
        whole.setStretchFactor(self.view, 1)
        self.setLayout(whole)

    def listed(self, text: str) -> Listing:
        """The listing for what was typed; in the records lane."""
        raise NotImplementedError

    def first_steps(self) -> tuple[QPushButton, ...]:
        """What can be done while the place is empty."""
        return ()

    def page_of(self, record: object, row_found: tuple[Cell, ...] | None) -> QWidget:
        """The page of one record: its facts as they are in the list."""
        sheet = Sheet(self.theme, f"About this {self.one}")
        listing = self._listing
        if listing is None or row_found is None:
            sheet.add(words(f"This {self.one} is no longer in the list.", "quiet"), None)
            return sheet
        facts = dict(zip(listing.columns, row_found, strict=True))
        title = " ".join(said(facts[name]) for name in self.shape.title if facts.get(name))
        rest = [name for name in listing.columns[1:] if name not in self.shape.title]
        told = [(self.shape.headings.get(name, heading(name)), self._told(name, facts[name])) for name in rest]
        sheet.add(PageHeader(self.theme, title or f"{self.one} {record}"), Facts(self.theme, told), None)
        return sheet

    def load(self) -> None:
        """Fetch the list again."""
        text = self.view.filter.text().strip()
        if self._job is not None and self._job.running:
            self._job.drop()
        self._job = self.shell.jobs.records(lambda: self.listed(text), self._on_listed, self)

    def open_record(self, record: object) -> None:
        """Choose one record and show its page."""
        self.view.choose(record)

    def _open(self, record: object) -> None:
        number = self.view.table.row_of(record)  # type: ignore[arg-type]
        self.view.set_page(self.page_of(record, self.view.table.row(number) if number >= 0 else None))

    def first_focus(self) -> QWidget:
        """The filter: typing finds, down goes into the list."""
        return self.view.filter

    def record_focus(self) -> QWidget:
        """The page of the record, in none of its fields yet."""
        return self.view.record_focus()

    def _told(self, name: str, cell: Cell) -> str:
        say = self.shape.say.get(name)
        return say(cell) if say is not None else said(cell)

    def _on_listed(self, listing: Listing) -> None:
        self._listing = listing
        self.view.show_listing(listing)
        chosen = self.view.chosen_record
        if chosen is not None:
            self._open(chosen)
        elif not listing.rows and not self.view.filter.text().strip():
            title = f"No {self.many} yet"
            self.view.set_page(EmptyState(self.theme, self.icon, title, self.purpose, *self.first_steps()))
        else:
            hint = f"Choose one of the {self.many} on the left: arrow keys move, Enter opens."
            self.view.set_page(EmptyState(self.theme, self.icon, self.title, hint))
