"""One session: who came, who of the group did not, what is known of it, and its register."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.delivery import ActivitySession
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.pages import PersonAtSession, SessionPage
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.registers import said_unnamed
from sfph_desktop.core.domain.schedule import WEEKDAYS
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.models.said import counted, said_day
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, row, words
from sfph_desktop.ui.widgets.delivery_forms import SessionForm
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Tile, Told
from sfph_desktop.ui.widgets.passages import Headed, Tiled, fill, short_table
from sfph_desktop.ui.widgets.plain_choice import PlainChoice

_VERBS = {"open": "Go on with the register", "taken": "Correct the register", "": "Open the register"}


class SessionSheet(Sheet):
    """Signals carry what a person wants done with the session that is shown."""

    register_wanted = Signal()
    print_wanted = Signal()
    undo_wanted = Signal()
    remove_wanted = Signal()
    changed = Signal(str, object)
    """The name and the value of a field that was left changed."""
    person_wanted = Signal(object)
    journeys_wanted = Signal()
    group_said = Signal(int)
    """The id of the group whose session it was."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "About this session")
        self.page: SessionPage | None = None
        self.header = PageHeader(theme, "")
        self._tally = column()
        self.register = button(theme, _VERBS[""], self.register_wanted.emit, kind="primary", icon="edit")
        self.print = button(theme, "Print", self.print_wanted.emit, icon="print")
        self.undo = button(theme, "Undo the register", self.undo_wanted.emit, kind="link", icon="undo")
        self.remove = button(theme, "Remove the session", self.remove_wanted.emit, kind="link", icon="remove")
        self.form = SessionForm(theme)
        self.form.committed.connect(self.changed)
        self.cancelled = Told(theme, "attention", "This session did not take place.")
        self.tiles = held(self._tally)
        self.came = Headed(theme, "people", "Who came")
        self.away = Headed(theme, "person", "Who was away")
        self.add(self.header, row(self.register, self.print, None, gap=theme.space("small")))
        self.add(self.cancelled, self.tiles, self.came, self.away)
        self.which = PlainChoice("The group whose session it was")
        self.which.setSizeAdjustPolicy(PlainChoice.SizeAdjustPolicy.AdjustToContents)
        self.belongs = button(theme, "It was this group's", self._on_group, icon="two-people")
        said = "It belongs to no group. Say whose it was, so that nobody takes its register a second time."
        which = Flow(theme.space("small"), self.which, self.belongs)
        self.whose = Headed(theme, "two-people", "Whose session it was", words(said, "quiet"), which)
        self.add(self.whose)
        self.add(Headed(theme, "info", "About this session", self.form))
        share = button(theme, "Work out what they saved", self.journeys_wanted.emit, icon="leaf")
        said = "Did they come together in a minibus or a van? What that saved can be worked out from this register."
        self.journeys = Headed(theme, "leaf", "Journeys shared", words(said, "quiet"), held(row(share, None)))
        self.add(self.journeys)
        self.add(row(self.undo, self.remove, None, gap=theme.space("small")), None)

    def show_page(self, page: SessionPage) -> None:
        """Show a session as it is kept; a field that somebody is in the middle of keeps what they typed."""
        self.page = page
        session = page.session
        cancelled = session.register == "cancelled"
        self.header.say(page.group or session.activity or session.service, session_line(session))
        self.register.setText(_VERBS.get(session.register, _VERBS[""]))
        self.undo.setVisible(session.register != "")
        self.form.show_value(session)
        self.cancelled.say("This session did not take place.", session.note)
        self.cancelled.setVisible(cancelled)
        for part in (self.tiles, self.came, self.print):
            part.setVisible(not cancelled)
        self.away.setVisible(bool(page.away))
        self.journeys.setVisible(not cancelled and len(page.people) + session.unnamed_low > 1)
        fill(self._tally, self._counts(page))
        self.whose.setVisible(bool(page.groups))
        if page.groups:
            self.which.fill([(name, group) for group, name in page.groups], page.groups[0][0])
        self.came.fill(self._names(page.people, "Who came; Enter opens their record"))
        self.away.fill(self._names(page.away, "Who was away; Enter opens their record"))

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside its field."""
        if not self.form.show_problems(failure):
            first = next(iter(self.form.rows))
            self.form.show_problem(first, str(failure))

    def _on_group(self) -> None:
        group = self.which.currentData()
        if isinstance(group, int):
            self.group_said.emit(group)

    def _counts(self, page: SessionPage) -> QWidget:
        theme, session = self.theme, page.session
        tiles: list[QWidget] = [
            Tile(theme, str(len(page.people)), "person by name" if len(page.people) == 1 else "people by name"),
            Tile(theme, said_unnamed(session.unnamed_low, session.unnamed_high), "more, whom nobody named"),
        ]
        if page.away:
            tiles.insert(1, Tile(theme, str(len(page.away)), "of the group away"))
        return Tiled(theme, tiles, theme.size("list") * 2 // 5)

    def _names(self, people: tuple[PersonAtSession, ...], name: str) -> QWidget:
        if not people:
            return words("Nobody is written down by name.", "quiet")
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                one.id,
                one.name,
                one.ref,
                "walked in" if one.walk_in else "",
                one.minutes if one.minutes is not None else "",
                one.said,
            )
            for one in people
        )
        listing = Listing(kind="people", columns=("id", "name", "reference", "how", "minutes", "said"), rows=rows)
        shape = Shape(headings={"how": "", "said": "Note"})
        grid = short_table(self.theme, listing, shape, name, stretch="name")
        grid.opened.connect(self.person_wanted)
        return grid


def session_line(session: ActivitySession) -> str:
    """The day, the length, the place, the service and the reference of a session, as far as they are known."""
    state = {"open": "register not finished", "cancelled": "did not take place"}.get(session.register, "")
    parts = (
        f"{WEEKDAYS[session.date.weekday()]} {said_day(session.date)}",
        session.starts_at,
        counted(session.minutes, "minute") if session.minutes is not None else "",
        session.place,
        session.service if session.activity else "",
        session.session_ref,
        state,
    )
    return " · ".join(part for part in parts if part)
