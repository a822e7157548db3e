"""The network's members at its desk: taken on by key file and fingerprint heard, renamed, given a new key, left."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from sfph_desktop.core.domain.joint import KEY_ENDING, OwnKey
from sfph_desktop.core.domain.memberships import CLIENT_GROUPS
from sfph_desktop.core.domain.network import read_quarter
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.pages import desk_calls as calls
from sfph_desktop.ui.pages.record_room import RecordRoom
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.add_sheet import AddSheet
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.read_out import Groups
from sfph_desktop.ui.widgets.room_sheet import Shown

_KEY = f"Key of a member (*{KEY_ENDING});;All (*)"
_HEARD = Field(
    name="heard",
    label="The fingerprint, as the member reads it out to you",
    help="Ring them on a number you know. A key that came by e-mail may be somebody else's.",
    needed=True,
)


_UNDO = "If it was done by mistake, Undo brings it back as it was."


class MembersPage(RecordRoom):
    """The members, those who left last; one of them with its key and its returns."""

    watches: ClassVar[frozenset[str]] = frozenset({"desk_members", "desk_keys", "desk_returns"})
    one, many, icon = "member", "members", "two-people"
    purpose = (
        "An enterprise becomes a member with the file of its key, which it saves under Share, Network in this program, "
        "and with the fingerprint of that key, which it reads out to you. From then on its returns are known to be its "
        "own."
    )
    shape = Shape(title=("name",), detail=("stands", "newest"))
    fields = (Field(name="name", label="Called", help="The name of before is kept.", needed=True),)
    removable = False

    def head_buttons(self) -> Sequence[QPushButton]:
        """Taking on another one."""
        self.take_button = button(self.theme, "Take on a member", self._ask_key, kind="primary", icon="add")
        return (self.take_button,)

    def first_steps(self) -> Sequence[QPushButton]:
        """The first one."""
        return (button(self.theme, "Take on the first member", self._ask_key, kind="primary", icon="add"),)

    def listed(self, text: str) -> Listing:
        """The members with these words in a name they have or had."""
        wanted = text.casefold().split()
        rows: list[tuple[Cell, ...]] = [
            (one.member.id, one.member.name, one.words, _newest(one))
            for one in calls.members(self.office)
            if all(word in f"{one.member.name} {one.member.earlier_names}".casefold() for word in wanted)
        ]
        return Listing(kind="desk_members", columns=("id", "name", "stands", "newest"), rows=tuple(rows))

    def shown(self, record: int) -> Shown:
        """One member: its key, what it says of itself, and its returns."""
        found = next((one for one in calls.members(self.office) if one.member.id == record), None)
        if found is None:
            raise UserCanFix(what="This member is not there any more.", do="Choose another one.")
        member = found.member
        key = ("The fingerprint of their key, as they read it out:", Groups(found.fingerprint))
        told: list[str] = list(key) if found.fingerprint else ["They have no key in use."]
        if found.keys_retired:
            told.append(f"{counted(found.keys_retired, 'earlier key')} of theirs: nothing signed so is taken in.")
        if member.earlier_names:
            told.append(f"Called before: {', '.join(member.earlier_names.splitlines())}.")
        groups = ", ".join(CLIENT_GROUPS.get(one, one) for one in member.client_groups.split())
        told += [f"Supports {groups}."] if groups else []
        told += [f"Began in {member.established}."] if member.established else []
        returns = calls.returns_told(self.office, record)
        told += [f"{counted(len(returns), 'return')} came:", *returns] if returns else ["No return has come yet."]
        sub = found.words[:1].upper() + found.words[1:]
        return Shown(record=record, title=member.name, sub=sub, told=tuple(told), value=member)

    def change_record(self, record: int, facts: dict[str, Any]) -> Done[Any]:
        """Call a member otherwise."""
        from sfph_desktop.core.usecases.desk_members import rename_member

        return calls.here(lambda: rename_member(self.office, record, str(facts["name"] or "")), "Type another name.")

    def page_buttons(self) -> Sequence[QPushButton]:
        """What is done with its key, and leaving."""
        theme = self.theme
        return (
            button(theme, "Take in a new key", lambda: self._ask_key(self.record), icon="key"),
            button(
                theme,
                "Retire the key",
                self._ask_retire,
                icon="lock",
                description="From now on nothing signed with it is taken in: for a key that was lost or stolen",
            ),
            button(
                theme,
                "The member leaves",
                self._ask_leaves,
                icon="arrow-right",
                description="What it sent stays and counts; nothing more is taken in from it",
            ),
        )

    def _ask_retire(self) -> None:
        record = self.record
        until = (
            "What came before stays and counts. No pack is made for them until you take in the file of a new key and "
            "hear its fingerprint from them."
        )
        lost = "For a key that was lost or stolen. From now on a return that was signed with it is refused."
        told = (lost, until, _UNDO)
        self.ask_first(
            "Retire the key of this member?",
            told,
            "Retire it",
            lambda: self.keep(partial(_retired, self.office, record)),
        )

    def _ask_leaves(self) -> None:
        record = self.record
        told = (
            "They leave today: nothing more is taken in from them, and no pack is made for them.",
            "What they sent stays and counts in its quarters.",
            _UNDO,
        )
        self.ask_first(
            "Does this member leave?", told, "They leave", lambda: self.keep(partial(_left, self.office, record))
        )

    # --- a key

    def _ask_key(self, of: int = 0) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self.window(), "The file of the member's key", "", _KEY)
        if chosen:
            self.open_key_file(Path(chosen), of)

    def open_key_file(self, file: Path, of: int = 0) -> None:
        """Read a key file and ask for its fingerprint: for a new member, or as the new key of one."""
        self.shell.jobs.records(partial(calls.key_in, file), partial(self._on_key, of), self)

    def _on_key(self, of: int, key: OwnKey) -> None:
        title = f"A new key of {key.name}" if of else f"Take on {key.name or 'a member'}"
        lead = (
            f"The file says that it is of {key.name}. Let them open their own key in this program and read its "
            "fingerprint out to you. Type what you hear: it is not shown here, so that it is really compared."
        )
        form = Form(self.theme, [_HEARD])
        verb, leave = ("Accept the key", "Do not accept it") if of else ("Take them on", "Do not take them on")
        sheet = AddSheet(self.theme, form, title, lead, verb, leave=leave)
        sheet.wanted.connect(lambda typed: self._accept(sheet, key, typed["heard"], of))
        sheet.left.connect(self.back)
        self._put_form(sheet)

    def _accept(self, sheet: AddSheet, key: OwnKey, heard: str, of: int) -> None:
        work = partial(calls.take_on, self.office, key, heard, of)
        self.shell.jobs.records(work, self._on_accepted, self, failed=sheet.show_failure)

    def _on_accepted(self, done: Done[Any]) -> None:
        self._drop_form()
        self._on_added(done)

    def back(self) -> None:
        """From the form to the list; the form is done with."""
        self._drop_form()
        super().back()

    def _put_form(self, sheet: AddSheet) -> None:
        self._drop_form()
        self.new = sheet
        self.rooms.addWidget(sheet)
        self.rooms.setCurrentWidget(sheet)
        sheet.form.rows["heard"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_form(self) -> None:
        former, self.new = self.new, None
        self.rooms.setCurrentWidget(self.view)
        if former is not None:
            self.rooms.removeWidget(former)
            former.hide()
            former.deleteLater()


def _newest(one: Any) -> str:
    quarter = read_quarter(one.newest_quarter) if one.newest_quarter else None
    return f"last return: {quarter.words}" if quarter else "no return yet"


def _retired(office: Any, member: int) -> Done[Any]:
    from sfph_desktop.core.usecases.desk_members import retire_key

    return calls.here(lambda: retire_key(office, member))


def _left(office: Any, member: int) -> Done[Any]:
    from sfph_desktop.core.usecases.desk_members import member_leaves

    return calls.here(lambda: member_leaves(office, member))
