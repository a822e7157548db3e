"""Today: what is due, what changed, the three things done most, and how much there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from sfph_desktop.core.domain import pages
from sfph_desktop.core.domain.office_facts import DueItem, UnitInfo
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.registers import RegisterAt
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.said import said_day
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import Prose, button, column, held, row, words
from sfph_desktop.ui.widgets.day_lists import HEADINGS, DayList, Row, change_row, count_words, due_row
from sfph_desktop.ui.widgets.page_frame import BusyStrip, PageHeader, Place, Sheet, Tile
from sfph_desktop.ui.widgets.passages import Headed, Tiled, Turning, in_order
from sfph_desktop.ui.widgets.wishes import ADD_PERSON, TAKE_REGISTER, EnterQuestionnaire, OpenRegister, WaitsFor

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHANGES = 5
_PURPOSE = (
    "Every morning this page says what is due, such as a questionnaire to fill in again, and what was changed last.\n\n"
    "There is nobody here yet. Add the first person, bring in the spreadsheet you have, or fill this office with an "
    "invented enterprise to try everything out."
)
_SAMPLE = (
    "150 invented people, with their sessions and questionnaires, come into this office. Everything it prints is "
    "stamped SAMPLE for ever, so do not do this in the office you want to work in."
)


class TodayPage(Place):
    """The page a person meets first. It is loaded anew every time it is seen, since the day may have changed."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"people", "episodes", "sessions", "attendance", "assessments", "targets", "contracts", "events", "snapshots"}
        | {"environment", "imports", "settings", "absences", "groups", "group_members", "consents", "alerts", "actions"}
        | {"referrals", "joins", "opportunities"}
    )

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        self._job: Job[pages.TodayPage] | None = None
        self.shown: pages.TodayPage | None = None
        self._page: pages.TodayPage | None = None
        self._behind: tuple[DueItem, ...] = ()
        """The promises that fall short at this pace."""
        self.header = PageHeader(self.theme, "Today")
        self.register = self._action("Take a register", "sessions", "sessions", TAKE_REGISTER, "Who came to a session")
        self.person = self._action("Add a person", "person", "people", ADD_PERSON, "Somebody new comes in")
        self.questionnaire = self._action(
            "Enter a questionnaire", "questionnaire", "measures", EnterQuestionnaire(), "From paper, digits only"
        )
        self.busy = BusyStrip(self.theme)
        self.start = QFrame()
        self.start.setProperty("kind", "soft")
        self.due = Headed(self.theme, "today", "What is due")
        self.changed = Headed(self.theme, "history", "What changed")
        self.counts = Headed(self.theme, "sum", "In this office")
        self._lay_out()

    def load(self) -> None:
        """Fetch what is due, what changed and the counts."""
        if self._job is not None and self._job.running:
            self._job.drop()
        self._job = self.shell.jobs.records(partial(_today, self.office), self._on_today, self)

    def showEvent(self, event: QShowEvent) -> None:
        """A backup made in Settings, or a new day, changes what is due without any record changing."""
        super().showEvent(event)
        if self.shown is not None and (self._job is None or not self._job.running):
            self.load()

    def first_focus(self) -> QWidget:
        """The first of the three actions."""
        return self.register

    def show_page(self, page: pages.TodayPage) -> None:
        """Show what was fetched; when it is as before, nothing moves."""
        today = self.office.clock.today()
        self.header.say("Today", f"{_DAYS[today.weekday()]} {said_day(today)}")
        if page == self.shown:
            return
        self.shown = page
        empty = not page.counts.get("people")
        waiting = self.window().focusWidget() is self.register  # also while another window is in front
        if empty and self.start.layout() is None:
            self._fill_start()
        self.start.setVisible(empty)
        for piece in (self.three, self.counts):
            piece.setVisible(not empty)
        if empty and waiting:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        late = self._due_rows(page.due, today)
        self.due.say(f"What is due ({len(page.due)})" if page.due else "What is due")
        self.due.fill(DayList(self.theme, "What is due", late, "Nothing is due. A good day to look at Impact."))
        last: list[Row] = [
            ("", partial(change_row, self.theme, unit, today, self._on_undo)) for unit in page.changed[:_CHANGES]
        ]
        self.changed.fill(DayList(self.theme, "What changed", last, "Nothing has been changed yet."))
        tiles: list[QWidget] = [Tile(self.theme, figure, said) for figure, said in count_words(dict(page.counts))]
        self.counts.fill(Tiled(self.theme, tiles, self.theme.size("list") * 2 // 5))

    # --- inside

    def _on_today(self, page: pages.TodayPage) -> None:
        """Show what is due at once; the promises that fall behind are worked out beside it, and join when they come."""
        changed, self._page = page != self._page, page
        self._show_both()
        if changed and page.counts.get("contracts"):
            self.shell.jobs.desk(partial(_behind, self.office), self._on_behind, self)

    def _on_behind(self, behind: tuple[DueItem, ...]) -> None:
        self._behind = behind
        self._show_both()

    def _show_both(self) -> None:
        if self._page is not None:
            about_now = [item for item in self._page.due if item.when in {"first", "week"}]
            rest = self._page.due[len(about_now) :]
            self.show_page(replace(self._page, due=(*about_now, *self._behind, *rest)))

    def _lay_out(self) -> None:
        theme = self.theme
        sheet = Sheet(theme, "Today", widest=theme.size("column") * 2)
        least = theme.size("list") * 3 // 4
        self.three = Turning(theme, [self.register, self.person, self.questionnaire], least)
        lists = Turning(
            theme,
            [held(column(self.due, None)), held(column(self.changed, None))],
            theme.size("list") * 6 // 5,
            (3, 2),
            theme.space("huge"),
        )
        sheet.add(self.header, self.busy, self.start, self.three, theme.space("small"), lists, theme.space("small"))
        sheet.add(self.counts, None)
        self.start.hide()
        self.setLayout(column(sheet))

    def _action(self, text: str, icon: str, place: str, wish: object, described: str) -> QPushButton:
        go = partial(self.shell.navigate, place, wish)
        return button(self.theme, text, go, kind="large", icon=icon, description=described)

    def _fill_start(self) -> None:
        """What the page is for, and the first steps: only an office without anybody needs them."""
        theme = self.theme
        navigate = self.shell.navigate
        self.first = button(
            theme, "Add the first person", lambda: navigate("people", ADD_PERSON), kind="primary", icon="add"
        )
        self.sheet = button(theme, "Bring in a spreadsheet", lambda: navigate("import", None), icon="sheet")
        self.sample = button(theme, "Fill it with the sample", self._on_sample, icon="leaf")
        steps = Turning(theme, [self.first, self.sheet, self.sample], theme.size("list") * 2 // 3)
        pieces = (words("Welcome to your office", "strong"), Prose(_PURPOSE), theme.space("tiny"), row(steps))
        self.start.setLayout(column(*pieces, gap=theme.space("medium"), edge=theme.space("wide")))
        self.start.setAccessibleName("Welcome to your office")
        in_order(self.first, self.sheet, self.sample, self.register)

    def _due_rows(self, due: tuple[DueItem, ...], today: date) -> list[Row]:
        """A row for each, with a quiet heading where what is due about now ends and what is late or ahead begins."""
        rows: list[Row] = []
        before = ""
        for item in due:
            following = HEADINGS.get(item.when, "")
            made = partial(due_row, self.theme, item, today, self._on_due, self._on_also)
            rows.append((following if following != before else "", made))
            before = following
        return rows

    def _on_also(self, item: DueItem) -> None:
        if item.kind == "absences":
            work = partial(_note_absences, self.office, item, spoken=False)
            self.shell.jobs.records(work, None, self)
        else:
            self.shell.navigate("people", item.person_id)

    def _on_due(self, item: DueItem) -> None:
        go = self.shell.navigate
        if item.kind == "absences":
            self.shell.jobs.records(partial(_note_absences, self.office, item, spoken=True), None, self)
            return
        if item.kind == "action":
            self.shell.jobs.records(partial(_finish, self.office, item), None, self)
            return
        if item.kind in {"register", "register_open"}:
            day = item.due or self.office.clock.today()
            ids = {"group_id": item.record} if item.kind == "register" else {"session_id": item.record}
            go("sessions", OpenRegister(at=RegisterAt(day=day, **ids)))
            return
        if item.kind == "referral":
            go("partners", WaitsFor(referral_id=item.record))
            return
        if item.kind == "review":
            name = item.title.rpartition(":")[0]
            go(
                "measures",
                EnterQuestionnaire(
                    person_id=item.person_id or 0,
                    person_name=name,
                    instrument=item.instrument,
                    stage="review",
                    at_once=True,
                ),
            )
        elif item.kind == "pace":
            go("contracts", item.record)
        elif item.kind in {"bid", "bid_questions"}:
            go("opportunities", item.record)
        elif item.kind == "answers":
            go("bids", item.record)
        elif item.kind == "policy":
            go("bids", "policies")
        elif item.kind == "promise":
            go("promises", item.record)
        elif item.kind in {"recovery_sheet", "backup"}:
            go("settings", item.kind)
        else:
            go("contracts" if item.kind == "target" else "people", item.person_id)

    def _on_undo(self, unit: UnitInfo) -> None:
        self.shell.jobs.records(partial(_undo, self.office, unit), self.shell.messages.undone, self, quiet=True)

    def _on_sample(self) -> None:
        self.shell.messages.ask(
            "Fill this office with the sample?", _SAMPLE, do="Fill it with the sample", then=self._fill
        )

    def _fill(self) -> None:
        self._allow(False)
        self.shell.jobs.records(
            partial(_sample, self.office),
            lambda _done: self._allow(True),
            self,
            watched=self.busy,
            failed=self._on_failed,
            stopped=lambda: self._allow(True),
            quiet=True,
        )

    def _on_failed(self, failure: UserCanFix) -> None:
        self._allow(True)
        self.shell.messages.problem(failure)

    def _allow(self, allowed: bool) -> None:
        for made in (self.first, self.sheet, self.sample):
            made.setEnabled(allowed)


def _today(office: Any) -> pages.TodayPage:
    from sfph_desktop.core.usecases.today import today

    return today(office)


def _behind(office: Any) -> tuple[DueItem, ...]:
    from sfph_desktop.core.usecases.paces import behind

    return behind(office)


def _undo(office: Any, unit: UnitInfo) -> Done[UnitInfo]:
    from sfph_desktop.core.usecases.history import undo

    return undo(office, unit.id, whole=True)


def _note_absences(office: Any, item: DueItem, *, spoken: bool) -> Done[Any]:
    from sfph_desktop.core.usecases.today import note_absences

    return note_absences(office, item.person_id or 0, item.record, spoken=spoken)


def _finish(office: Any, item: DueItem) -> Done[Any]:
    from sfph_desktop.core.usecases.today import finish_action

    return finish_action(office, item.record)


def _sample(office: Any, *, progress: Any) -> Done[Any]:
    from sfph_desktop.core.usecases.sample import fill_with_sample

    return fill_with_sample(office, progress=progress)
