"""A quarter at the network's desk: who has reported, what is odd, returns in, packs and report out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from sfph_desktop.core.domain.network import RETURN_ENDING, Quarter
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import said_day
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.pages import desk_calls as calls
from sfph_desktop.ui.pages.desk_told import back_sheet, fates_sheet
from sfph_desktop.ui.pages.record_room import RecordRoom
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.two_parts import prepared_then_kept
from sfph_desktop.ui.theme.pieces import button, column, held, words
from sfph_desktop.ui.widgets.ask_first import AskFirst
from sfph_desktop.ui.widgets.desk_folder import DeskFolder
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import BusyStrip, Told
from sfph_desktop.ui.widgets.plain_choice import PlainChoice
from sfph_desktop.ui.widgets.room_sheet import Shown

_RETURNS = f"Returns (*{RETURN_ENDING});;All (*)"

_SAMPLE = (
    "Nineteen invented enterprises become its members, with their returns of two quarters: one has not reported the "
    "newest, and one has something to ask about. It takes about a minute, and nothing else is saved at this desk "
    "meanwhile. Everything that this desk writes is stamped SAMPLE, for as long as it lasts."
)


class QuarterPage(RecordRoom):
    """The members in the quarter, those whose return is awaited first; one of them, or what came of files."""

    watches: ClassVar[frozenset[str]] = frozenset(
        "desk_members desk_keys desk_returns desk_definitions desk_publications settings".split()
    )
    one, many, icon = "member", "members", "two-people"
    purpose = (
        "Each quarter the members send a return, and the desk sends each of them a pack. First see what is asked of "
        "them under What we ask, and take the members on under Members. Then drop their returns on this page."
    )
    hint = "Choose a member to see what came and what to ask them about, or drop returns on this page."
    shape = Shape(title=("member",), detail=("stands", "odd"), mark=lambda row: "warning" if row[3] else "")
    removable = False

    quarter: Quarter | None = None
    """The one looked at; None: the last that has ended."""
    _view: calls.QuarterView | None = None
    _working = False
    """Whether returns are being taken in, or packs written: one at a time."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        self.setAcceptDrops(True)

    # --- what stands over the list

    def above(self) -> Sequence[QWidget]:
        """The quarter, how it stands, and what is done with it."""
        theme = self.theme
        self.choice = PlainChoice("Quarter", "Which quarter is looked at")
        self.choice.setMinimumContentsLength(22)
        self.choice.currentIndexChanged.connect(lambda _at: self._on_quarter())
        self.stands = words("", "quiet")
        self.files_button = button(theme, "Take in returns", self._ask_files, kind="primary", icon="add")
        self.folder_button = button(theme, "Take in a folder", self._ask_folder, icon="folder")
        self.write_button = button(
            theme,
            "Write packs, report and open data",
            self._ask_out,
            icon="share",
            description="Into a folder: a sealed pack for each member, the sector report, and figures for anybody",
        )
        self.anew_button = button(
            theme,
            "Make a new edition",
            self._ask_anew,
            icon="page",
            description="With the returns that came since the quarter was published, as far as they tell of nobody",
        )
        self.anew_button.hide()
        self.watched = DeskFolder(theme, self.shell.folder, self._ask_came)
        self.busy = BusyStrip(theme)
        self.lacking = Told(theme, "attention", calls.NO_ENGINE.what, f"{calls.NO_ENGINE.why} {calls.NO_ENGINE.do}")
        self.lacking.hide()
        gap, edge = theme.space("small"), theme.space("medium")
        takes = (self.files_button, self.folder_button, self.watched.button)
        pieces = Flow(gap, self.choice, *takes, self.write_button, self.anew_button)
        told = (self.stands, self.watched, self.lacking)
        self.head = held(column(pieces, *told, gap=gap, edge=(edge, gap, edge, gap)))
        return [self.head, held(column(self.busy, edge=(edge, 0, edge, 0)))]

    def gives_way(self) -> Sequence[QWidget]:
        """All but how work goes on."""
        return [self.head]

    def first_steps(self) -> Sequence[QPushButton]:
        """What comes before there can be a return."""
        go = self.shell.navigate
        return (
            button(self.theme, "See what is asked", lambda: go("asked", None), kind="primary", icon="measures"),
            button(self.theme, "Go to the members", lambda: go("members", None), icon="two-people"),
            button(self.theme, "Fill it with a sample network", self._ask_sample, icon="leaf"),
        )

    def _ask_sample(self) -> None:
        self.shell.messages.ask(
            "Fill this desk with a sample network?", _SAMPLE, do="Fill it with the sample", then=self.fill_sample
        )

    def fill_sample(self) -> None:
        """Nineteen invented members, and their returns of two quarters."""
        self._allow(False)
        self.shell.jobs.records(
            partial(_filled, self.office),
            self._on_filled,
            self,
            watched=self.busy,
            failed=self._on_failed,
            stopped=self._on_end,
            faulted=self._on_end,
            quiet=True,
        )

    def _on_filled(self, done: Done[Any]) -> None:
        self.quarter = None
        self._on_end()
        self.shell.messages.announce(f"{done.why}.")

    def first_focus(self) -> QWidget:
        """The button for returns."""
        return self.files_button

    # --- the list

    def listed(self, text: str) -> Listing:
        """The members in the quarter; in the records lane."""
        view = calls.quarter_view(self.office, self.quarter)
        wanted = text.casefold().split()
        rows: list[tuple[Cell, ...]] = [
            (
                one.member.id,
                one.member.name,
                _stands(one, view),
                counted(len(one.odd), "thing") + " to ask" if one.odd else "",
            )
            for one in view.standing.reported
            if all(word in one.member.name.casefold() for word in wanted)
        ]
        self._view = view
        return Listing(kind="desk_members", columns=("id", "member", "stands", "odd"), rows=tuple(rows))

    def on_listed(self, listing: Listing) -> None:
        """How the quarter stands, in words."""
        del listing
        view = self._view
        if view is None:
            return
        self.choice.fill([(one.words, one) for one in view.quarters], view.standing.quarter)
        come, every = view.standing.come, view.members
        asked = view.standing.definitions
        said = f"{come} of {counted(every, 'member')} {'has' if 1 in {come, every} else 'have'} reported."
        if asked is None:
            said = f"Nothing was asked for this quarter. {said if come else ''}".strip()
        if view.standing.published is not None:
            said = f"{said} {calls.published(view.standing)}"
        self.stands.setText(said if every else "There are no members yet.")
        self.anew_button.setVisible(view.standing.late > 0)
        self.lacking.setVisible(view.no_engine)
        self.write_button.setEnabled(bool(come) and asked is not None and not view.no_engine and not self._working)

    def shown(self, record: int) -> Shown:
        """What came from a member for the quarter, and what to ask about."""
        view = calls.quarter_view(self.office, self.quarter)
        found = next((one for one in view.standing.reported if one.member.id == record), None)
        if found is None:
            raise UserCanFix(what="This member has nothing to do with this quarter.", do="Choose another one.")
        told = [_came(found, view.standing.definitions is not None)]
        if found.sample:
            all_are = all(one.sample for one in view.standing.reported if one.received_on)
            told.append(
                "Its figures are invented, as all of this quarter are."
                if all_are
                else "Its figures are invented, and real returns are here: they are left out."
            )
        if found.received_on is not None:
            told += [f"To ask about: {one}" for one in found.odd] or ["Nothing in it is odd."]
        return Shown(
            record=record, title=found.member.name, sub=view.standing.quarter.words, told=tuple(told), value=None
        )

    def page_buttons(self) -> Sequence[QPushButton]:
        """To the member's own page."""
        go = lambda: self.shell.navigate("members", self.record)  # noqa: E731 - the record is that of the press
        return (button(self.theme, "Open the member", go, icon="two-people"),)

    def _on_quarter(self) -> None:
        chosen = self.choice.currentData()
        if chosen is not None and chosen != self.quarter:
            self.quarter = chosen
            self.put_away()
            self._told = False
            self.list_again()

    # --- returns in

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders may be dropped anywhere on the page."""
        urls = event.mimeData().urls()
        if urls and all(one.isLocalFile() for one in urls):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped, once whoever dragged it is let go."""
        files = [Path(one.toLocalFile()) for one in event.mimeData().urls()]
        event.acceptProposedAction()
        QTimer.singleShot(0, self, lambda: self.take(files))

    def take(self, files: Sequence[Path]) -> None:
        """Check returns and take them in; each file's fate is told on the page."""
        if self._busy_still("drop them again"):  # others are being checked: one after the other, so that both are told
            return
        self._allow(False)
        prepared_then_kept(
            self.shell.jobs,
            partial(calls.check_returns, self.office, tuple(files)),
            partial(calls.take_returns, self.office),
            self._on_taken,
            self,
            watched=self.busy,
            failed=self.shell.messages.problem,
            over=self._on_end,
        )

    def _ask_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self.window(), "Returns of the members", "", _RETURNS)
        if chosen:
            self.take([Path(one) for one in chosen])

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window(), "The folder with the returns")
        if chosen:
            self.take([Path(chosen)])

    def _on_taken(self, done: Done[Any]) -> None:
        self.show_instead(fates_sheet(self.theme, done))
        self.list_again()
        self.shell.messages.announce(f"{done.why}.")

    # --- the folder that is looked into

    def _ask_came(self) -> None:
        self.ask(
            "came", partial(calls.came, self.office), lambda done: self.show_instead(fates_sheet(self.theme, done))
        )

    # --- packs out

    def write_back(self, folder: Path, *, anew: bool = False) -> None:
        """Write the packs, the sector report and the open data of the quarter into a folder."""
        if self._view is None or self._busy_still("write them"):  # it was asked for before what goes on now
            return
        self._allow(False)
        prepared_then_kept(
            self.shell.jobs,
            partial(calls.prepare_back, self.office, self._view.standing.quarter, anew),
            partial(calls.keep_back, self.office, folder),
            partial(self._on_written_back, folder),
            self,
            watched=self.busy,
            failed=self.shell.messages.problem,
            over=self._on_end,
        )

    def _ask_out(self) -> None:
        if self._view is None or self._view.standing.published is not None:
            self._ask_where(False)
            return
        standing = self._view.standing
        title, told = f"Publish {standing.quarter.words}?", calls.before_publishing(standing)
        leave = partial(self._on_left, self.write_button)
        self.show_instead(
            AskFirst(self.theme, title, told, "Choose the folder and publish", lambda: self._ask_where(False), leave)
        )

    def _ask_anew(self) -> None:
        if self._view is None:
            return
        standing = self._view.standing
        title, told = f"A new edition of {standing.quarter.words}?", calls.before_anew(standing)
        leave = partial(self._on_left, self.write_button)
        self.show_instead(
            AskFirst(self.theme, title, told, "Choose the folder and publish it", lambda: self._ask_where(True), leave)
        )

    def _ask_where(self, anew: bool) -> None:
        begin = str(self.shell.folder.here or "") if self.shell.folder is not None else ""
        chosen = QFileDialog.getExistingDirectory(self.window(), "The folder for packs, report and open data", begin)
        if chosen:
            self.write_back(Path(chosen), anew=anew)

    def _on_left(self, back_to: QWidget) -> None:
        self._told = False
        self.list_again()
        back_to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_written_back(self, folder: Path, done: Done[Any]) -> None:
        self.show_instead(back_sheet(self.theme, folder, done))
        self.shell.messages.announce(f"{done.why}.")

    def _on_failed(self, failure: UserCanFix) -> None:
        self._on_end()
        self.shell.messages.problem(failure)

    def _on_end(self) -> None:
        self._allow(True)
        self.list_again()

    def _busy_still(self, then: str) -> bool:
        """Whether something is being done, which is said, with what to do afterwards."""
        if self._working:
            self.shell.messages.notice(f"Wait until what is being done is finished, then {then}.")
        return self._working

    def _allow(self, allowed: bool) -> None:
        self._working = not allowed
        for made in (self.files_button, self.folder_button, self.write_button, self.anew_button):
            made.setEnabled(allowed)


def _filled(office: Any, *, progress: Any) -> Done[Any]:
    return calls.fill_sample(office, progress)


def _stands(one: Any, view: calls.QuarterView) -> str:
    if one.received_on is not None:
        return f"came on {said_day(one.received_on)}{', after it was published' if one.late else ''}"
    return "awaited" if view.standing.definitions is not None else "nothing was asked"


def _came(one: Any, asked: bool) -> str:
    if one.received_on is None:
        return "Their return is still awaited." if asked else "Nothing was asked for this quarter."
    said = f"Their return came on {said_day(one.received_on)}; it is number {one.sequence} of theirs."
    if one.earlier:
        said = f"{said} It took the place of {counted(one.earlier, 'earlier one')} for this quarter."
    return f"{said} {calls.LATE}" if one.late else said
