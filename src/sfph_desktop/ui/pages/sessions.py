"""Sessions: what was held and who came; the groups that meet, the services they belong to; and taking a register."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sfph_desktop.core.domain.delivery_pages import RegisterOffer
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.registers import RegisterAt
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages.delivery_calls import listed, offers
from sfph_desktop.ui.pages.delivery_records import DeliveryRecords
from sfph_desktop.ui.pages.register_work import RegisterWork
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, held, icon_button, row
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import EmptyState, Place
from sfph_desktop.ui.widgets.plain_choice import PlainChoice
from sfph_desktop.ui.widgets.register_choice import RegisterChoice
from sfph_desktop.ui.widgets.wishes import TAKE_REGISTER, OpenGroup, OpenRegister

_ONES = {"sessions": "session", "groups": "group", "services": "service", "environment": "entry"}
_MANY = {"environment": "entries"}
_NEW = {
    "sessions": "Add a session by hand",
    "groups": "Make a group",
    "services": "Describe a service",
    "environment": "Add to the environment",
}
_PURPOSES = {
    "sessions": "Each session you held stands here, with who came. Take the first register, or bring in the "
    "spreadsheet you have: a row for each session on its sheet named sessions, a row for each person who came on the "
    "sheet named attendance.",
    "groups": "A group is what meets again and again, with its members: a lunch club, a class, a round of visits. Its "
    "register opens with everybody on it.",
    "services": "A service is what you offer. Those that people are enrolled in stand here by themselves.",
    "environment": "What was reused, recycled, saved or avoided: clothes and furniture kept in use, energy, journeys "
    "shared, surplus food, water. Each entry says what it comes to in kg of CO2e, by the official factor of its year.",
}
_HINTS = {
    "sessions": "Choose a session at the left: arrow keys move, Enter opens it. Type a service, a group or a place.",
    "groups": "Choose a group at the left: arrow keys move, Enter opens it.",
    "services": "Choose a service at the left: arrow keys move, Enter opens it.",
    "environment": "Choose an entry at the left: arrow keys move, Enter opens it. Type a word of what it is.",
}
_NONE = {"environment": "Nothing is written down for the environment yet"}


class SessionsPage(Place):
    """Three lists beside one page; the choice of a register; the register itself."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "sessions",
            "attendance",
            "absences",
            "people",
            "groups",
            "group_members",
            "services",
            "activities",
            "joins",
            "environment",
        }
    )

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        self.kind = "sessions"
        self.view = ListAndPage(
            shell, "sessions", Shape(title=("title",), detail=("one", "two", "three")), one="session"
        )
        self.take = button(self.theme, "Take a register", self.choose_register, kind="primary", icon="check")
        self.which = PlainChoice("What the list shows")
        self.new = icon_button(self.theme, "add", _NEW["sessions"], lambda: self.records.add(self.kind))
        self.which.fill([(name.capitalize(), name) for name in _ONES], self.kind)
        self.records = DeliveryRecords(office, shell, self.view)
        self.choice = RegisterChoice(self.theme)
        self.work: RegisterWork | None = None
        self._day = office.clock.today()
        self._wanted: object = None
        self._listing: Job[Listing] | None = None
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.view)
        self._rooms.addWidget(self.choice)
        self._lay_out()
        self._connect()

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch what is shown as it is now; while a register is taken, only that."""
        if self.work is not None and self._rooms.currentWidget() is self.work.sheet:
            self.work.load()
            return
        self._list()
        if self._wanted is not None:
            self.records.open(self.kind, self._wanted)
        if self._rooms.currentWidget() is self.choice:
            self._offer()

    def open_record(self, record: object) -> None:
        """Show one session by id, a group, a register, or the choice of one."""
        if record == TAKE_REGISTER:
            self._day = self.office.clock.today()
            self.choose_register()
        elif isinstance(record, OpenRegister):
            self.open_register(record.at)
        elif isinstance(record, OpenGroup):
            self._go("groups", record.group_id)
        elif isinstance(record, int):
            self._go("sessions", record)

    def first_focus(self) -> QWidget:
        """The filter, or what is being done."""
        here = self._rooms.currentWidget()
        if here is self.choice:
            return self.choice.list
        if self.work is not None and here is self.work.sheet:
            return self.work.sheet.grid
        return self.view.filter

    # --- taking a register

    def choose_register(self) -> None:
        """Show the registers of a day, those of the groups that meet on it first."""
        self._rooms.setCurrentWidget(self.choice)
        self._offer()

    def open_register(self, at: RegisterAt) -> None:
        """Open one register."""
        if self.work is None:
            self.work = RegisterWork(self.office, self.shell)
            self.work.opened.connect(self._on_register_open)
            self.work.ended.connect(self._on_register_ended)
            self._rooms.addWidget(self.work.sheet)
        self.work.open(at)

    def _offer(self) -> None:
        work = partial(offers, self.office, self._day)
        self.shell.jobs.records(work, self._on_offers, self)

    def _on_offers(self, found: tuple[tuple[RegisterOffer, ...], int]) -> None:
        self.choice.show_offers(found[0], self._day, self.office.clock.today(), found[1])

    def _on_day(self, step: int) -> None:
        self._day += timedelta(days=step)
        self._offer()

    def _on_chosen(self, offer: object) -> None:
        if isinstance(offer, RegisterOffer):
            self.open_register(RegisterAt(group_id=offer.group_id, day=offer.day, session_id=offer.session_id))

    def _on_register_open(self) -> None:
        if self.work is not None:
            self._rooms.setCurrentWidget(self.work.sheet)
            self.work.sheet.begin()

    def _on_register_ended(self, session: int) -> None:
        """The register is left: show its session among the others."""
        self._rooms.setCurrentWidget(self.view)
        if session:
            self._go("sessions", session)
            self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._list()
            self.view.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the lists

    def _go(self, kind: str, record: object) -> None:
        self._rooms.setCurrentWidget(self.view)
        if kind != self.kind:
            self.which.choose(kind)
            self._show_kind(kind)
        self._wanted = record
        self._list()
        self.view.choose(record)

    def _show_kind(self, kind: str) -> None:
        self.kind, self._wanted = kind, None
        self.records.put_away()
        self.new.setAccessibleName(_NEW[kind])
        self.new.setToolTip(_NEW[kind])
        self.view.rename(_ONES[kind], _MANY.get(kind, ""))
        self._list()

    def _list(self) -> None:
        text = self.view.filter.text().strip()
        if self._listing is not None and self._listing.running:
            self._listing.drop()
        work = partial(listed, self.office, self.kind, text)
        told = self.view.unlisted(self._list, lambda: self._wanted is not None or self.records.busy)
        self._listing = self.shell.jobs.records(work, self._on_listed, self, **told)

    def _on_listed(self, listing: Listing) -> None:
        if listing.kind != self.kind:
            return
        self.view.show_listing(listing)
        if self._wanted is not None or self.records.busy:
            return
        self.records.put_away()
        if listing.rows or self.view.filter.text().strip():
            title = f"Which {_ONES[self.kind]}?"
            self.view.set_page(EmptyState(self.theme, "sessions", title, _HINTS[self.kind], *self._adds()))
        else:
            self.view.set_page(
                EmptyState(
                    self.theme,
                    "sessions",
                    _NONE.get(self.kind, f"No {self.kind} yet"),
                    _PURPOSES[self.kind],
                    *self._adds(),
                )
            )

    def _adds(self) -> tuple[QPushButton, ...]:
        add = self.records.add
        if self.kind == "sessions":
            bring = partial(self.shell.navigate, "import", None)
            return (
                button(self.theme, _NEW["sessions"], partial(add, "sessions"), icon="add"),
                button(self.theme, "Bring in a spreadsheet", bring, icon="sheet"),
            )
        return (button(self.theme, _NEW[self.kind], partial(add, self.kind), kind="primary", icon="add"),)

    # --- inside

    def _lay_out(self) -> None:
        which = row(self.which, self.new, gap=self.theme.space("tiny"))
        which.setStretch(0, 1)
        self.view.set_head(self.take, held(which))
        room = QVBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self._rooms)

    def _connect(self) -> None:
        self.view.filtered.connect(lambda _text: self._list())
        self.view.chosen.connect(self._on_chosen_record)
        self.which.activated.connect(lambda _number: self._show_kind(str(self.which.currentData())))
        self.choice.chosen.connect(self._on_chosen)
        self.choice.day_wanted.connect(self._on_day)
        self.choice.left.connect(lambda: self._on_register_ended(0))
        self.choice.new_group.connect(partial(self._add, "groups"))
        self.choice.by_hand.connect(partial(self._add, "sessions"))
        self.records.register_wanted.connect(self.open_register)
        self.records.shown.connect(self._on_shown)
        self.records.gone.connect(self._on_gone)

    def _add(self, kind: str) -> None:
        self._rooms.setCurrentWidget(self.view)
        if kind != self.kind:
            self.which.choose(kind)
            self._show_kind(kind)
        self.records.add(kind, day=self._day)

    def _on_chosen_record(self, record: object) -> None:
        if record is not None:
            self._wanted = record
            self.records.open(self.kind, record)

    def _on_shown(self, kind: str, record: object) -> None:
        """A record was made, or another is wanted: show it in its list."""
        self._go(kind, record)

    def _on_gone(self) -> None:
        self._wanted = None
        self._list()
