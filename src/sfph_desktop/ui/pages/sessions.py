"""Sessions: what was offered and when, who came by name, and how many came whom nobody named."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from sfph_desktop.core.domain.delivery import ActivitySession
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.pages import SessionPage
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.models.said import counted, said_day
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, column, words
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import EmptyState, PageHeader, Place, Sheet, Tile
from sfph_desktop.ui.widgets.passages import Headed, Turning, short_table
from sfph_desktop.ui.widgets.wishes import TAKE_REGISTER

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PURPOSE = (
    "Each session you held stands here, with who came. Registers come in with your spreadsheet: a row for each session "
    "on its sheet named sessions, and a row for each person who came on the sheet named attendance."
)
_REGISTER = (
    "A register is taken on paper or in your spreadsheet and brought in from there: a row for each session on the "
    "sheet named sessions, and a row for each person who came on the sheet named attendance. A rehearsal shows you "
    "first what would come in. Taking it here in the window is not built yet."
)
_HINT = (
    "Choose a session at the left: arrow keys move, Enter opens it. Type a service, an activity or a place to filter."
)


class SessionsPage(Place):
    """The sessions, the latest first, and one of them."""

    watches: ClassVar[frozenset[str]] = frozenset({"sessions", "attendance", "people"})

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        shape = Shape(title=("title",), detail=("date", "place", "came"))
        self.view = ListAndPage(shell, "sessions", shape, one="session")
        self.sheet: Sheet | None = None
        self._wanted: int | None = None
        self._explained = False
        self._listing: Job[Listing] | None = None
        self._opening: Job[SessionPage] | None = None
        self.view.filtered.connect(lambda _text: self._list())
        self.view.chosen.connect(self._open)
        self.setLayout(column(self.view))

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the list, and the session that is shown, as they are now."""
        self._list()
        if self._wanted is not None:
            self._open(self._wanted)

    def open_record(self, record: object) -> None:
        """Show one session by id, or how a register is taken."""
        if record == TAKE_REGISTER:
            self._explain()
        elif isinstance(record, int):
            self.view.choose(record)

    def first_focus(self) -> QWidget:
        """The filter."""
        return self.view.filter

    # --- the list

    def _list(self) -> None:
        text = self.view.filter.text().strip()
        if self._listing is not None and self._listing.running:
            self._listing.drop()
        self._listing = self.shell.jobs.records(partial(_listed, self.office, text), self._on_listed, self)

    def _on_listed(self, listing: Listing) -> None:
        self.view.show_listing(listing)
        if self._wanted is not None or self._explained:
            return
        if listing.rows or self.view.filter.text().strip():
            self.view.set_page(EmptyState(self.theme, "sessions", "Which session?", _HINT))
        else:
            self.view.set_page(EmptyState(self.theme, "sessions", "No sessions yet", _PURPOSE, self._bring()))

    def _explain(self) -> None:
        self._wanted, self._explained = None, True
        step = self._bring()
        self.view.list.clearSelection()
        self.view.set_page(EmptyState(self.theme, "sessions", "Take the register, then bring it in", _REGISTER, step))
        step.setFocus()

    def _bring(self) -> QPushButton:
        go = partial(self.shell.navigate, "import", None)
        return button(self.theme, "Bring in a spreadsheet", go, kind="primary", icon="sheet")

    # --- one session

    def _open(self, record: object) -> None:
        if not isinstance(record, int):
            return
        self._wanted, self._explained = record, False
        if self._opening is not None and self._opening.running:
            self._opening.drop()
        work = partial(_session, self.office, record)
        self._opening = self.shell.jobs.records(work, self._show, self, failed=self._on_gone)

    def _show(self, page: SessionPage) -> None:
        theme, session = self.theme, page.session
        self.sheet = Sheet(theme, "About this session")
        tiles: list[QWidget] = [
            Tile(theme, str(len(page.people)), "person by name" if len(page.people) == 1 else "people by name"),
            Tile(theme, unnamed_figure(session), "more, whom nobody named"),
        ]
        came = Headed(theme, "people", "Who came", self._names(page))
        self.sheet.add(
            PageHeader(theme, session.activity or session.service, session_line(session)),
            Turning(theme, tiles, theme.size("list") // 2),
            theme.space("small"),
            came,
            None,
        )
        self.view.set_page(self.sheet)

    def _names(self, page: SessionPage) -> QWidget:
        if not page.people:
            return words("Nobody is written down by name.", "quiet")
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (one.id, one.name, one.ref, one.minutes if one.minutes is not None else "") for one in page.people
        )
        columns: tuple[str, ...] = ("id", "name", "reference", "minutes")
        if all(one.minutes is None for one in page.people):
            columns, rows = columns[:3], tuple(row[:3] for row in rows)
        listing = Listing(kind="people", columns=columns, rows=rows)
        shape = Shape(headings={"minutes": "Minutes they stayed"})
        grid = short_table(self.theme, listing, shape, "Who came; Enter opens their record", stretch="name")
        grid.opened.connect(lambda person: self.shell.navigate("people", person))
        return grid

    def _on_gone(self, failure: UserCanFix) -> None:
        self._wanted, self.sheet = None, None
        self.view.set_page(EmptyState(self.theme, "sessions", failure.what, f"{failure.why} {failure.do}".strip()))


def session_line(session: ActivitySession) -> str:
    """The day, the length, the place, the service and the reference of a session, as far as they are known."""
    parts = (
        f"{_DAYS[session.date.weekday()]} {said_day(session.date)}",
        counted(session.minutes, "minute") if session.minutes is not None else "",
        session.place,
        session.service if session.activity else "",
        session.session_ref,
    )
    return " · ".join(part for part in parts if part)


def unnamed_figure(session: ActivitySession) -> str:
    """How many came unnamed: a number, or the least and the most."""
    low, high = session.unnamed_low, session.unnamed_high
    return str(low) if low == high else f"{low} to {high}"


def _listed(office: Any, text: str) -> Listing:
    """Sessions with their title and who came in words."""
    from sfph_desktop.core.usecases.delivery import list_sessions

    found = list_sessions(office, text)
    at = {name: place for place, name in enumerate(found.columns)}
    rows = tuple(
        (
            row[0],
            row[at["activity"]] or row[at["service"]],
            row[at["date"]],
            row[at["place"]],
            f"{row[at['named']]} named",
        )
        for row in found.rows
    )
    return Listing(kind="sessions", columns=("id", "title", "date", "place", "came"), rows=rows)


def _session(office: Any, session: int) -> SessionPage:
    from sfph_desktop.core.usecases.delivery import session_page

    return session_page(office, session)
