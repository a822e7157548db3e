"""What an import left to be decided: rows that did not come in, and people who may be there twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import WAITING, Fate
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape, matching
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, column
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.held_row_sheet import HeldRowSheet, PairSheet
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import EmptyState, Place
from sfph_desktop.ui.widgets.wishes import OpenPair

_ROW, _PAIR = "row:", "pair:"
_PURPOSE = (
    "Rows of a spreadsheet that could not come in as they were wait here until somebody has corrected them or decided "
    "to leave them out. People who may be there twice are offered here too: they are in, and nothing waits for you."
)


class HeldPage(Place):
    """The list of what is to be decided, of one import or of all, and one of it."""

    watches: ClassVar[frozenset[str]] = frozenset({"imports", "people", "joins", "different_people"})

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        self.name = ""
        self._shown: object = None
        self._pair = ""
        """The pair that was asked for, until the list has come."""
        self.sheet: HeldRowSheet | PairSheet | None = None
        shape = Shape(title=("title",), detail=("detail",))
        self.view = ListAndPage(shell, "held", shape, one="decision")
        self._again = button(self.theme, "Try all rows again", self._on_again, icon="refresh")
        self._again.setToolTip("For rows that waited for another row, or for people who have come in since")
        self._every = button(self.theme, "Show those of every import", self._on_every, kind="link")
        gap = self.theme.space("small")
        self.view.set_head(Flow(gap, self._again), Flow(gap, self._every))
        self.view.filtered.connect(lambda _text: self._list())
        self.view.chosen.connect(self._open)
        self.setLayout(column(self.view))

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch what waits."""
        self._list()

    def open_record(self, record: object) -> None:
        """Only what one import left (`I-0003`); or a pair of records among all that waits."""
        pair = record if isinstance(record, OpenPair) else None
        self.name = "" if pair else str(record or "")
        self._shown = None
        self._pair = f"{_PAIR}{pair.ref}\t{pair.other_ref}" if pair else ""
        self._list()

    def first_focus(self) -> QWidget:
        """The list."""
        return self.view.list

    # --- the list

    def _on_every(self) -> None:
        self.name = ""
        self._list()

    def _list(self) -> None:
        work = partial(_waiting, self.office, self.name, self.view.filter.text().strip())
        told = self.view.unlisted(self._list, lambda: self._shown is not None)
        self.shell.jobs.records(work, self._on_listed, self, **told)

    def _on_listed(self, listing: Listing) -> None:
        before = self.view.table.row_of(self._shown) if self._shown is not None else 0  # type: ignore[arg-type]
        self.view.show_listing(listing)
        self._every.setVisible(bool(self.name))
        self._again.setEnabled(any(str(one[0]).startswith(_ROW) for one in listing.rows))
        wanted, self._pair = self._pair, ""
        if wanted and self.view.table.row_of(wanted) >= 0:
            self.view.choose(wanted)
        elif not listing.rows:
            self._shown, self.sheet = None, None
            title = "Nothing found" if self.view.filter.text().strip() else "Nothing waits for a decision"
            self.view.set_page(EmptyState(self.theme, "check", title, _PURPOSE))
        elif self.view.table.row_of(self._shown) < 0:  # type: ignore[arg-type]
            # What was shown is settled: the next one takes its place.
            following = self.view.table.record_at(min(max(before, 0), len(listing.rows) - 1))
            self.view.choose(following)

    # --- one of them

    def _open(self, record: object) -> None:
        self._shown = record
        kind, _, rest = str(record).partition(":")
        if f"{kind}:" == _ROW:
            self.shell.jobs.records(partial(_row, self.office, int(rest)), partial(self._show_row, record), self,
                                    failed=self._gone)  # fmt: skip
        elif f"{kind}:" == _PAIR:
            refs = rest.split("\t")
            self.shell.jobs.records(partial(_both, self.office, *refs), self._show_pair, self, failed=self._gone)

    def _gone(self, failure: UserCanFix) -> None:
        self.shell.messages.problem(failure)
        self._list()

    def _show_row(self, record: object, found: Any) -> None:
        if record != self._shown:
            return
        made = HeldRowSheet(self.theme, found)
        number = int(str(record).removeprefix(_ROW))
        made.corrected.connect(lambda name, text: self._correct(number, {name: text}))
        made.as_it_is.connect(lambda: self._correct(number, {}, as_it_is=True))
        made.again.connect(lambda: self._correct(number, {}))
        made.dropped.connect(lambda: self._drop(number))
        self._put(made)

    def _show_pair(self, both: tuple[ServiceUser, ServiceUser, str]) -> None:
        made = PairSheet(self.theme, *both)
        refs = (both[0].person_ref, both[1].person_ref)
        made.same.connect(lambda: self._say(_same, refs))
        made.different.connect(lambda: self._say(_different, refs))
        made.wanted.connect(lambda person: self.shell.navigate("people", person))
        self._put(made)

    def _put(self, made: HeldRowSheet | PairSheet) -> None:
        inside = self.sheet is not None and self.sheet.isAncestorOf(self.shell_focus() or self)
        self.sheet = made
        self.view.set_page(made)
        if inside:
            made.first_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def shell_focus(self) -> QWidget | None:
        """What has the keyboard in this window."""
        return self.window().focusWidget()

    # --- decided

    def _correct(self, number: int, corrections: dict[str, str], *, as_it_is: bool = False) -> None:
        work = partial(_correct, self.office, number, corrections, as_it_is)
        self.shell.jobs.records(work, self._on_corrected, self, failed=self._gone)

    def _on_corrected(self, done: Done[Fate]) -> None:
        if done.value.fate in WAITING:
            if isinstance(self.sheet, HeldRowSheet):
                self.sheet.show_faults(done.value)
            self.shell.messages.announce(f"Still held. {done.value.reason}")
        self._list()

    def _drop(self, number: int) -> None:
        self.shell.jobs.records(partial(_drop, self.office, number), lambda _done: self._list(), self)

    def _say(self, say: Callable[..., Any], refs: tuple[str, str]) -> None:
        self.shell.jobs.records(partial(say, self.office, *refs), lambda _done: self._list(), self, failed=self._gone)

    def _on_again(self) -> None:
        self.shell.jobs.records(partial(_again, self.office, self.name), self._on_tried, self)

    def _on_tried(self, done: Done[Any]) -> None:
        tried = done.value
        if not tried.came_in:
            self.shell.messages.notice(f"None of the {counted(tried.waiting, 'row')} can come in yet.")
        self._list()


def _waiting(office: Any, name: str, text: str) -> Listing:
    """Rows, then pairs, each with a title and a quieter line."""
    from sfph_desktop.core.usecases.held_rows import held_rows
    from sfph_desktop.core.usecases.imports import find_import
    from sfph_desktop.core.usecases.joining import duplicates, scored

    rows = [
        (f"{_ROW}{one[0]}", f"{one[2]}, row {one[3]}{_of(one[11])}", _and_more(str(one[7]), one[9]))
        for one in held_rows(office, name).rows
    ]
    unit = find_import(office, name)[1] if name else 0
    pairs = [
        (f"{_PAIR}{one[1]}\t{one[4]}", f"{one[2]} and {one[5]}", f"Perhaps one person. {scored(one[7], one[8])}")
        for one in duplicates(office, unit_id=unit).rows
    ]
    found = Listing(kind="decisions", columns=("id", "title", "detail"), rows=(*rows, *pairs))
    return matching(found, text)


def _of(who: object) -> str:
    return f": {who}" if who else ""


def _and_more(reason: str, more: object) -> str:
    return f"{reason} (and {counted(more, 'more fault')})" if isinstance(more, int) and more else reason


def _row(office: Any, number: int) -> Any:
    from sfph_desktop.core.usecases.held_rows import held_row_by_id

    return held_row_by_id(office, number)


def _both(office: Any, ref: str, other_ref: str) -> tuple[ServiceUser, ServiceUser, str]:
    from sfph_desktop.core.usecases.joining import pair

    return pair(office, ref, other_ref)


def _correct(office: Any, number: int, corrections: dict[str, str], as_it_is: bool) -> Done[Fate]:
    from sfph_desktop.core.usecases.held_rows import correct_held_by_id

    return correct_held_by_id(office, number, corrections, as_it_is=as_it_is)


def _drop(office: Any, number: int) -> Done[int]:
    from sfph_desktop.core.usecases.held_rows import drop_held

    return drop_held(office, [number])


def _again(office: Any, name: str) -> Done[Any]:
    from sfph_desktop.core.usecases.held_rows import try_held_again

    return try_held_again(office, name)


def _same(office: Any, ref: str, other_ref: str) -> Done[Any]:
    from sfph_desktop.core.usecases.joining import say_same

    return say_same(office, ref, other_ref)


def _different(office: Any, ref: str, other_ref: str) -> Done[Any]:
    from sfph_desktop.core.usecases.joining import say_different

    return say_different(office, ref, other_ref)
