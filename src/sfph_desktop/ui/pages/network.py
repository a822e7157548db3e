"""The network: joining it, what it asks and on which basis, and the return that goes to it each quarter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from sfph_desktop.core.domain.joint import KEY_ENDING
from sfph_desktop.core.domain.memberships import CLIENT_GROUPS, client_groups
from sfph_desktop.core.domain.network import DEFINITIONS_ENDING, RETURN_ENDING
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.returns import FIELDS, SPECIAL
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.pages import network_calls as calls
from sfph_desktop.ui.pages.desk_told import fates_sheet
from sfph_desktop.ui.pages.joint_calls import write_key
from sfph_desktop.ui.pages.record_room import RecordRoom
from sfph_desktop.ui.support.two_parts import prepared_then_kept
from sfph_desktop.ui.theme.pieces import Prose, button, column, held
from sfph_desktop.ui.widgets.add_sheet import AddSheet
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.folder_strip import FolderStrip
from sfph_desktop.ui.widgets.network_fields import (
    AFTER,
    BASIS_FIELDS,
    CARRYING_ON,
    HEARD,
    PROFILE_FIELDS,
    QUESTION_FIELDS,
)
from sfph_desktop.ui.widgets.page_frame import BusyStrip, EmptyState, PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.passages import Headed
from sfph_desktop.ui.widgets.return_sheet import ReturnSheet
from sfph_desktop.ui.widgets.room_sheet import RoomSheet, Shown
from sfph_desktop.ui.widgets.ticks import Ticks

_DEFINITIONS = f"Questions of a network (*{DEFINITIONS_ENDING});;All files (*)"
_RETURNS = f"Return (*{RETURN_ENDING})"
_SAMPLE = (
    "Nineteen invented enterprises send their returns of two quarters beside yours, and the pack of their desk comes "
    "back to you. It takes about a minute, and nothing else is saved in this office meanwhile. Everything in it is "
    "stamped SAMPLE."
)
_AFTER_BACKUP = (
    "Only where the network has returns of yours that are not in this list any more: bring their files back, so that "
    "their numbers and figures are known here again. Where the files are lost, carry on after the number it tells you."
)
_KEYS = f"Public key (*{KEY_ENDING})"


class NetworkPage(RecordRoom):
    """What there is of the network at the left, one page of it at the right; the return comes first."""

    watches: ClassVar[frozenset[str]] = frozenset(
        "network_desks network_definitions network_profile network_mappings network_sent lawful_bases".split()
    )
    room, title, one, many, icon = "network", "Network", "entry", "entries", "two-people"
    purpose = (
        "A network of enterprises adds up what its members do, so that all of them together can show it, and each can "
        "see where it stands. Once a quarter you send it counts, never a record or a name, and you see every figure "
        "before it leaves. To join one, ask its desk for the file with its questions."
    )
    shape = Shape(
        title=("title",),
        detail=("standing",),
        mark=lambda found: str(found[-1]),
        section=lambda found: str(found[3]),
    )
    removable = False
    _sample = False
    """Whether this is the sample enterprise: then there may be a sample network as well."""
    _writing = False
    """Whether a return is being written: one at a time."""

    # --- what is listed and shown

    def above(self) -> Sequence[QWidget]:
        """What came into the folder and waits to be taken in; nothing while there is none."""
        theme = self.theme
        self.take_news = button(theme, "Take it in", self._take_news, kind="primary", icon="check")
        self.come = Told(theme, "attention", "Something has come into your folder", "", self.take_news)
        gap, edge = theme.space("small"), theme.space("medium")
        self.news_room = held(column(self.come, edge=(edge, gap, edge, gap)))
        self.news_room.hide()
        if self.shell.folder is not None:
            self.shell.folder.changed.connect(self._tell_folder)
            self._tell_folder()
        return [self.news_room]

    def head_buttons(self) -> Sequence[QPushButton]:
        """A file of the network."""
        self.take_button = button(self.theme, "Take in the network's questions", self._choose, icon="sheet")
        return (self.take_button,)

    def listed(self, text: str) -> Listing:
        """All there is of the network."""
        self._sample = self.office.info().sample
        return calls.listed(self.office, text)

    def shown(self, record: int) -> Shown:
        """One page."""
        return calls.shown(self.office, record)

    def change_record(self, record: int, facts: dict[str, Any]) -> Done[Any]:
        """Keep what was typed."""
        return calls.change(self.office, record, facts)

    def _on_listed(self, listing: Listing) -> None:
        super()._on_listed(listing)
        if not (listing.rows or self.narrowed or self.record or self._told):
            title = "You are in no network yet"
            self.view.set_page(EmptyState(self.theme, self.icon, title, self.purpose, *self.first_steps()))

    def on_listed(self, listing: Listing) -> None:
        """In a network, the return is what one comes for."""
        if not listing.rows and not self.narrowed and self.record:
            self.put_away()
        if listing.rows and not self.record and not self._told and not self.narrowed:
            self.view.choose(calls.RETURN)

    # --- the pages

    def made_sheet(self, found: Shown) -> Any:
        """The page of its sort."""
        kind = calls.kind_of(found.record)
        made = self._return_sheet() if kind == calls.RETURN else self._sheet_of(found, kind)
        made.setProperty("record", found.record)
        return made

    def show_found(self, found: Shown) -> None:
        """As it is now."""
        super().show_found(found)
        ticks = self.sheet.findChild(Ticks)
        if ticks is not None and found.record == calls.PROFILE:
            ticks.show_chosen(client_groups(found.value.client_groups))

    def _sheet_of(self, found: Shown, kind: int) -> RoomSheet:
        record = found.record
        sheet = RoomSheet(self.theme, found.title, _fields(record, kind), (), self._actions(record, kind), ())

        def refused(failure: UserCanFix) -> None:
            shows = sheet.show_failure if self.sheet is sheet else self.shell.messages.problem
            shows(failure)

        def keep(facts: dict[str, Any]) -> None:
            if kind in {calls.BASIS, calls.QUESTION}:  # what stands in all its fields makes the sense of each
                facts = sheet.form.values()
            self.keep(partial(self.change_record, record, facts), refused)

        sheet.changed.connect(keep)
        if kind == calls.NETWORK and self.shell.folder is not None:
            sheet.add_before_end(FolderStrip(self.theme, self.shell.folder, self._ask_folder, self._ask_came))
        if kind == calls.NETWORK:
            sheet.add_before_end(self._after_backup())
        if last := self._last(kind):
            sheet.add_before_end(Flow(self.theme.space("small"), *last))
        if kind == calls.PROFILE:
            ticks = Ticks(self.theme, "Whom you support", CLIENT_GROUPS, "Tick those your services are for.")
            ticks.changed.connect(lambda chosen: keep({"client_groups": " ".join(chosen)}))
            sheet.add_before_end(ticks)
        return sheet

    def _actions(self, record: int, kind: int) -> Sequence[QPushButton]:
        theme = self.theme
        if kind == calls.NETWORK:
            return (button(theme, "Write your key for the network", self._ask_key, icon="key"),)
        if kind == calls.BASIS:
            return (button(theme, "Use consent for all that have none", self._use_consent),)
        if kind == calls.RECEIPT:
            again = partial(self._ask_again, record)
            return (button(theme, "Write it again", again, kind="primary", icon="save"),)
        return ()

    def _after_backup(self) -> Headed:
        """What hardly anybody ever needs, and nobody at first."""
        theme = self.theme
        back = button(theme, "Bring back returns you sent", self._ask_back, icon="folder")
        onward = button(theme, "Carry on after another number", self.ask_number)
        pieces = (Prose(_AFTER_BACKUP), Flow(theme.space("small"), back, onward))
        return Headed(theme, "history", "After a backup was brought back", *pieces)

    def _last(self, kind: int) -> Sequence[QPushButton]:
        if kind != calls.NETWORK:
            return ()
        return (button(self.theme, "Leave this network", self._leave, kind="danger"),)

    def _return_sheet(self) -> ReturnSheet:
        sheet = ReturnSheet(self.theme)
        sheet.look_wanted.connect(self.look)
        sheet.write_wanted.connect(self._ask_write)
        sheet.consent_wanted.connect(self._use_consent)
        return sheet

    # --- the return

    def look(self, quarter: str) -> None:
        """Work out what would leave, away from the records, and show it."""
        sheet = self.sheet
        work = partial(calls.preview, self.office, quarter)

        def show(found: Any) -> None:
            if self.sheet is sheet and sheet.chosen == quarter:
                sheet.show_preview(found)

        self.ask("preview", work, show, desk=True, watched=sheet.busy, failed=sheet.show_failure)

    def write_return(self, quarter: str, out: Path) -> None:
        """Write the file with what was looked at, made beside the records; the receipt comes into the list."""
        sheet = self.sheet
        if sheet.found is None or self._writing:
            return
        self._writing = True

        def made(done: Done[Any]) -> None:
            told = (
                "The same file as before: nothing has changed since." if done.value.already else "Its receipt is kept."
            )
            text = f"{out.name} is written. {told} Nobody but the network can open it: hand it over or send it."
            self.shell.messages.announce(f"{done.why}.")
            if self.sheet is sheet:
                sheet.show_made(f"{done.why}.", text)

        def refused(failure: UserCanFix) -> None:
            shows = sheet.show_failure if self.sheet is sheet else self.shell.messages.problem
            shows(failure)

        prepare = partial(calls.prepare, self.office, quarter, sheet.found.content)
        prepared_then_kept(
            self.shell.jobs,
            prepare,
            partial(calls.keep, self.office, out),
            made,
            self,
            watched=sheet.busy,
            failed=refused,
            over=self._on_written_return,
            quiet=True,
        )

    def _on_written_return(self) -> None:
        self._writing = False

    def _ask_write(self, quarter: str) -> None:
        if self._writing:
            return
        found = self.sheet.found
        name = f"return-{quarter}-{found.sequence}" if found is not None else f"return-{quarter}"
        if found is not None and self._folder is not None:  # others' returns lie there too
            name = calls.return_name(found.member, quarter)
        out = self._where("Where the return goes: a stick, say", name, RETURN_ENDING, _RETURNS)
        if out is not None:
            self.write_return(quarter, out)

    def _ask_again(self, record: int) -> None:
        out = self._where("Where the return goes", "return", RETURN_ENDING, _RETURNS)
        if out is not None:
            self.shell.jobs.records(
                partial(calls.write_again, self.office, record, out), self._told_why, self, quiet=True
            )

    # --- the folder

    def _tell_folder(self) -> None:
        """The first of what waits, and how much more there is."""
        waits = self.shell.folder.news if self.shell.folder is not None else ()
        if waits:
            more = f" {counted(len(waits) - 1, 'more waits', 'more wait')} after it." if len(waits) > 1 else ""
            said = f"{waits[0].words}.{more}"
            if not self.come.said.endswith(said):
                self.come.say("Something has come into your folder", said)
        self.news_room.setVisible(bool(waits))

    def _take_news(self) -> None:
        folder = self.shell.folder
        if folder is None or not folder.news:
            return
        one = folder.news[0]
        file = Path(folder.folder) / one.file
        if one.pack:
            self.shell.jobs.records(partial(calls.take_pack, self.office, file), self._told_why, self)
        else:
            self.take(file)

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window(), "The folder that you share with the network")
        if chosen and self.shell.folder is not None:
            self.shell.folder.choose(Path(chosen))

    def _ask_came(self) -> None:
        self.ask(
            "came", partial(calls.came, self.office), lambda done: self.show_instead(fates_sheet(self.theme, done))
        )

    # --- joining and leaving

    def take(self, file: Path) -> None:
        """Look whose a file is; the fingerprint is asked for where the network is not known yet."""
        self.shell.jobs.records(partial(calls.look_into, self.office, file), partial(self._on_seen, file), self)

    def _on_seen(self, file: Path, seen: calls.FileSeen) -> None:
        if seen.known:
            self.shell.jobs.records(partial(calls.join, self.office, file, ""), self._on_joined, self)
            return
        lead = (
            f"{file.name} says that it is of {seen.network}: version {seen.version}, issued on {seen.issued}, used "
            f"from {seen.first_quarter} on. It asks {len(seen.questions)} questions, such as: "
            f"{'; '.join(seen.questions[:3])}."
        )
        form, title = Form(self.theme, [HEARD], columns=1), f"Join {seen.network}?"
        sheet = AddSheet(self.theme, form, title, lead, "Join it", leave="Leave without joining")
        sheet.wanted.connect(lambda typed: self._join(sheet, file, str(typed["heard"])))
        sheet.left.connect(self._on_left)
        self.show_instead(sheet)
        sheet.form.rows["heard"].editor.setFocus()

    def _join(self, sheet: AddSheet, file: Path, heard: str) -> None:
        work = partial(calls.join, self.office, file, heard)
        self.shell.jobs.records(work, self._on_joined, self, failed=sheet.show_failure)

    def _on_joined(self, done: Done[Any]) -> None:
        self.put_away()
        self._told = False
        changed = "; ".join(done.value.changed)
        self.shell.messages.announce(f"{done.why}. {changed}".strip())
        self.list_again()
        self.open_record(calls.NETWORK)  # where it says to send the key, without which no return is known as ours

    def _on_left(self) -> None:
        self._told = False
        self.put_away()
        self.list_again()

    def _leave(self) -> None:
        told = (
            "No return is made for it any more, and no pack of it is taken in. The list of what left stays.",
            "The network's desk is not told by this program: tell the people there yourself.",
            "If it was done by mistake, Undo brings it back as it was. Later you join again with the desk's file.",
        )
        self.ask_first("Leave this network?", told, "Leave it", lambda: self.remove(partial(calls.leave, self.office)))

    def _use_consent(self) -> None:
        def kept(_done: Done[Any]) -> None:
            if isinstance(self.sheet, ReturnSheet) and self.sheet.found is not None:
                self.look(self.sheet.chosen)

        self.shell.jobs.records(partial(calls.use_consent, self.office), kept, self)

    # --- after a backup was brought back

    def _ask_back(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(self.window(), "Returns you sent", str(Path.home()), _RETURNS)
        if chosen:
            self.bring_back([Path(one) for one in chosen])

    def bring_back(self, files: Sequence[Path]) -> None:
        """Take the files of returns that were sent back in."""
        self.shell.jobs.records(partial(calls.bring_back, self.office, files), self._told_why, self)

    def ask_number(self) -> None:
        """What going on without the files means, and the number that the desk has."""
        form, title = Form(self.theme, [AFTER], columns=1), "Carry on after another number?"
        sheet = AddSheet(self.theme, form, title, CARRYING_ON, "Carry on", leave="Leave it as it is")
        sheet.wanted.connect(lambda typed: self._carry_on(sheet, typed["after"]))
        sheet.left.connect(self._on_left)
        self.show_instead(sheet)
        sheet.form.rows["after"].editor.setFocus()

    def _carry_on(self, sheet: AddSheet, after: Any) -> None:
        def done(what: Done[Any]) -> None:
            self._told_why(what)
            self._on_left()

        self.shell.jobs.records(partial(calls.carry_on, self.office, after), done, self, failed=sheet.show_failure)

    # --- files

    def first_steps(self) -> Sequence[QPushButton]:
        """The way in; in the sample enterprise also a network of invented members, to look round in."""
        theme = self.theme
        chosen = button(theme, "Choose the file of the network", self._choose, kind="primary", icon="sheet")
        if not self._sample:
            return (chosen,)
        return (chosen, button(theme, "Look round in a sample network", self.look_round, icon="leaf"))

    def look_round(self) -> None:
        """Nineteen invented enterprises report beside the sample one, and its pack comes back."""
        page, busy = Sheet(self.theme, "A sample network"), BusyStrip(self.theme)
        page.add(PageHeader(self.theme, "A sample network", _SAMPLE), busy, None)
        self.show_instead(page)

        def refused(failure: UserCanFix) -> None:
            self._on_left()
            self.shell.messages.problem(failure)

        def made(done: Done[Any]) -> None:
            self._on_left()
            self.shell.messages.announce(f"{done.why}. Its pack is under You and the network.")

        work = partial(_look_round, self.office)
        self.shell.jobs.records(work, made, self, watched=busy, failed=refused, stopped=self._on_left, quiet=True)

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self.window(), "The network's questions", str(Path.home()), _DEFINITIONS
        )
        if chosen:
            self.take(Path(chosen))

    def _ask_key(self) -> None:
        out = self._where("Your key for the network", "Our key", KEY_ENDING, _KEYS)
        if out is not None:
            self.shell.jobs.records(partial(write_key, self.office, out), self._on_written, self)

    @property
    def _folder(self) -> Path | None:
        """Where returns are put unless another place is chosen."""
        return self.shell.folder.here if self.shell.folder is not None else None

    def _told_why(self, done: Done[Any]) -> None:
        self.shell.messages.announce(f"{done.why}.")

    def _where(self, title: str, name: str, ending: str, kinds: str) -> Path | None:
        begin = (self._folder if ending == RETURN_ENDING else None) or Path.home()
        chosen, _kind = QFileDialog.getSaveFileName(self.window(), title, str(begin / f"{name}{ending}"), kinds)
        if not chosen:
            return None
        return Path(chosen) if Path(chosen).suffix else Path(f"{chosen}{ending}")


def _look_round(office: Any, *, progress: Any) -> Done[Any]:
    return calls.look_round(office, progress)


def _fields(record: int, kind: int) -> Sequence[Field]:
    if kind == calls.BASIS:
        special = list(FIELDS)[record - calls.BASIS] in SPECIAL
        return [one for one in BASIS_FIELDS if special or one.name != "condition"]
    return {calls.PROFILE: PROFILE_FIELDS, calls.QUESTION: QUESTION_FIELDS}.get(kind, ())
