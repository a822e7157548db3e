"""What the network asks of its members: the versions that were issued, their questions, and issuing the next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from sfph_desktop.core.domain.network import DEFINITIONS_ENDING, GROUPS, one_of
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import said_day
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.pages import desk_calls as calls
from sfph_desktop.ui.pages.record_room import RecordRoom
from sfph_desktop.ui.theme.pieces import Prose, button, column, held, words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.plain_choice import PlainChoice
from sfph_desktop.ui.widgets.read_out import ReadOut
from sfph_desktop.ui.widgets.room_sheet import Shown

_TOML = "Questions to edit (*.toml)"
_FOR_MEMBERS = f"Questions for the members (*{DEFINITIONS_ENDING})"
_WRITE_FILE = "Write the file for the members"
_GROUP_WORDS = {"age_band": "age", "gender": "gender", "deprivation": "deprivation of the area"}
_KINDS = {
    "count": "How many people",
    "share": "How many people of how many",
    "mean": "An average change, with how many pairs of answers",
    "quantity": "An amount",
}


class AskedPage(RecordRoom):
    """The versions, the newest first; what one of them asks."""

    watches: ClassVar[frozenset[str]] = frozenset({"desk_definitions", "settings"})
    one, many, icon = "version", "versions", "measures"
    purpose = (
        "The network asks every member for the same figures each quarter. The program suggests a first set of "
        "questions: issue them as they are, or save them as a file, edit it, and issue that. Every later version is "
        "made the same way, and never gives a question another meaning."
    )
    hint = "Choose a version to see its questions. The newest one stands first."
    shape = Shape(title=("title",), detail=("from", "asks"))
    removable = False
    fingerprint = ""

    def above(self) -> Sequence[QWidget]:
        """What is done with the questions, and the fingerprint that is read out."""
        theme = self.theme
        self.suggested = button(theme, "Issue the suggested questions", self.issue, kind="primary", icon="check")
        self.save = button(
            theme,
            "Save what is asked, to edit it",
            self._ask_save,
            icon="save",
            description="As a text file; while nothing was issued, what the program suggests",
        )
        self.next = button(theme, "Issue the next version from a file", self._ask_next, icon="folder")
        self.key = ReadOut(theme)
        said = words("The desk's own fingerprint, to read out to each new member on the telephone:", "quiet")
        self.suggested.hide()
        gap, edge = theme.space("small"), theme.space("medium")
        self.begins = PlainChoice("First quarter", "From which quarter on the next version is asked")
        self.begins.setMinimumContentsLength(26)
        flow = Flow(gap, self.begins, self.suggested, self.save, self.next)
        self.head = held(column(flow, said, self.key, gap=gap, edge=(edge, gap, edge, gap)))
        return [self.head]

    def gives_way(self) -> Sequence[QWidget]:
        """The choice and the fingerprint, which are of no one version."""
        return [self.head]

    def first_focus(self) -> QWidget:
        """The first thing that can be done."""
        return self.suggested if self.suggested.isVisible() else self.save

    def listed(self, text: str) -> Listing:
        """The versions that were issued, the newest first."""
        from sfph_desktop.core.usecases.desk import all_definitions
        from sfph_desktop.core.usecases.desk_quarter import definitions_of, last_quarter

        self.fingerprint = calls.own_fingerprint(self.office)
        self.quarters = calls.first_quarters(self.office)
        every = all_definitions(self.office)
        used = definitions_of(self.office, last_quarter(self.office).next)
        rows: list[tuple[Cell, ...]] = [
            (
                one.version,
                f"Version {one.version}" + (", asked now" if used and used.version == one.version else ""),
                f"from {one.first_quarter.words}",
                counted(len(one.indicators), "question"),
            )
            for one in reversed(every)
            if all(word in _words_of(one) for word in text.casefold().split())
        ]
        return Listing(kind="desk_definitions", columns=("id", "title", "from", "asks"), rows=tuple(rows))

    def on_listed(self, listing: Listing) -> None:
        """Whether there is anything yet, from when the next may be asked, and the fingerprint."""
        usual = "Starts as the file says"
        if not listing.rows and not self.narrowed:
            usual = "Starts with last quarter"
        choices = [(f"Starts {one.words}", one) for one in self.quarters]
        self.begins.fill([(usual, None), *choices], self.begins.currentData())
        self.suggested.setVisible(not listing.rows and not self.narrowed)
        if listing.rows and not self.record and not self._told and not self.narrowed:
            self.view.choose_first()  # what is asked now, and the button for its file
        self.key.show_groups(self.fingerprint)

    def shown(self, record: int) -> Shown:
        """One version with its questions."""
        from sfph_desktop.core.usecases.desk import all_definitions

        found = next((one for one in all_definitions(self.office) if one.version == record), None)
        if found is None:
            raise UserCanFix(what="This version was taken back.", do="Choose another one.")
        told = _told(found)
        if found.agreement:
            told.append(f"Rows under pseudonyms may be sent under this agreement: {found.agreement}")
        sub = f"Issued on {said_day(found.issued_on)}, used from {found.first_quarter.words} on"
        return Shown(record=record, title=f"Version {record}", sub=sub, told=tuple(told), value=None)

    def page_buttons(self) -> Sequence[QPushButton]:
        """The file that the members take in."""
        ask = lambda: self._ask_members(self.record)  # noqa: E731 - the record is that of the press
        return (button(self.theme, _WRITE_FILE, ask, kind="primary", icon="share"),)

    def first_steps(self) -> Sequence[QPushButton]:
        """Where a new desk may be filled with invented members, to see what it is for."""
        go = self.shell.navigate
        said = "On its page an empty desk can be filled with a sample network"
        return (
            button(self.theme, "See the suggested questions", self.show_suggested, kind="primary", icon="eye"),
            button(self.theme, "Look at the quarter first", lambda: go("quarter", None), icon="leaf", description=said),
        )

    def show_suggested(self) -> None:
        """What would be asked, before it is."""
        self.ask("suggested", partial(calls.suggested, self.office), self._on_suggested)

    def _on_suggested(self, found: Any) -> None:
        page = Sheet(self.theme, "What the program suggests")
        lead = f"{counted(len(found.indicators), 'question')}. Nothing is asked of anybody until they are issued."
        page.add(PageHeader(self.theme, "What the program suggests", lead), *map(Prose, _told(found)), None)
        self.show_instead(page)

    # --- issuing

    def issue(self, file: Path | None = None) -> None:
        """Issue the next version as a file says, or the suggested questions."""
        work = partial(calls.issue, self.office, file, self.begins.currentData())
        self.shell.jobs.records(work, self._on_issued, self, failed=self._on_refused)

    def _on_issued(self, done: Done[Any]) -> None:
        found = done.value
        page = Sheet(self.theme, "What was issued")
        self.begins.setCurrentIndex(0)
        page.add(PageHeader(self.theme, done.why, counted(len(found.definitions.indicators), "question")))
        for said in found.changed:
            page.add(Prose(said))
        if not found.already:
            version = found.definitions.version
            write = partial(self._ask_members, version)
            page.add(
                Prose("Now write the file for the members, and send it to each of them."),
                Flow(
                    self.theme.space("small"),
                    button(self.theme, _WRITE_FILE, write, kind="primary", icon="share"),
                    button(self.theme, f"Look at version {version}", partial(self.open_record, version), icon="page"),
                ),
            )
        page.add(None)
        self.show_instead(page)
        self.list_again()
        self.shell.messages.announce(f"{done.why}.")

    def _on_refused(self, failure: UserCanFix) -> None:
        page = Sheet(self.theme, "Why nothing was issued")
        page.add(PageHeader(self.theme, failure.what, f"{failure.why} {failure.do}".strip()))
        for one in failure.problems:
            page.add(Prose(str(one)))
        page.add(None)
        self.show_instead(page)
        self.shell.messages.announce(str(failure))

    def _ask_next(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self.window(), "The edited questions", "", f"{_TOML};;All (*)")
        if chosen:
            self.issue(Path(chosen))

    def _ask_save(self) -> None:
        out = self._where("Questions to edit", "Questions of the network.toml", _TOML)
        if out is not None:
            self.shell.jobs.records(partial(calls.save_for_editing, self.office, out), self._on_saved, self)

    def _ask_members(self, version: int) -> None:
        name = f"Questions of the network, version {version}{DEFINITIONS_ENDING}"
        out = self._where("The file for the members", name, _FOR_MEMBERS)
        if out is not None:
            self.write_file(out, version)

    def write_file(self, out: Path, version: int = 0) -> None:
        """Write a version as the file for the members; the one that is shown, or the newest, where none is named."""
        work = partial(calls.write_for_members, self.office, out, version or self.record or None)
        self.shell.jobs.records(work, self._on_saved, self)

    def _on_saved(self, out: Path) -> None:
        self.shell.messages.notice(f"Saved as {out.name}.")

    def _where(self, title: str, name: str, kinds: str) -> Path | None:
        folder = self.shell.folder.here if self.shell.folder is not None and name.endswith(DEFINITIONS_ENDING) else None
        begin = str((folder or Path.home()) / name)
        chosen, _ = QFileDialog.getSaveFileName(self.window(), title, begin, kinds)
        if not chosen:
            return None
        return Path(chosen) if Path(chosen).suffix else Path(f"{chosen}{Path(name).suffix}")


def _told(asked: Any) -> list[str]:
    """What a version asks, a question after the other."""
    return [
        f"Counts of fewer than {asked.threshold} people are held back by every member's own program.",
        *(_question(number, one, asked) for number, one in enumerate(asked.indicators, start=1)),
    ]


def _question(number: int, one: Any, of: Any) -> str:
    """A question in words: what is counted, over what time, for whom, and why."""
    time = "in the twelve months that end with the quarter" if one.window == "year" else "in the quarter"
    unit = "" if one.unit == "people" else f" ({one.unit})"
    parts = [f"{number}. {one.name}. {_KINDS[one.kind]}{unit}, {time}."]
    groups = [_GROUP_WORDS[group] for group in GROUPS if group in one.groups]
    if groups:
        parts.append(f"Also by {', '.join(groups)}.")
    base = of.indicator(one.per) if one.per else None
    if base is not None:
        parts.append(f"Members are compared by so much for each {one_of(base.name)}; totals stay as they are.")
    return " ".join([*parts, one.purpose]).strip()


def _words_of(one: Any) -> str:
    names = " ".join(each.name for each in one.indicators)
    return f"version {one.version} {one.first_quarter.words} {names}".casefold()
