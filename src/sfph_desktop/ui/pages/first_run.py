"""The first run: a name, a passphrase, the recovery sheet, and then the sample or one's own spreadsheet."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.pages.recovery_work import RecoveryWork
from sfph_desktop.ui.support.context import DoorContext
from sfph_desktop.ui.theme.pieces import Prose, button, column, labelled, words
from sfph_desktop.ui.widgets.door import Door, Step
from sfph_desktop.ui.widgets.new_passphrase import NewPassphrase
from sfph_desktop.ui.widgets.page_frame import BusyStrip, Told
from sfph_desktop.ui.widgets.recovery_key import RecoveryKeyCard

STEPS = 4


class FirstRunPage(Door):
    """Makes a new office step by step. `opened` carries the open office and the place to begin in."""

    opened = Signal(object, str)
    created = Signal(object)
    """The office is open, though the steps are not all done: whoever closes the window must close it."""
    unlock_wanted = Signal()
    restore_wanted = Signal(object)

    def __init__(self, door: DoorContext, store: Path) -> None:
        """`store` is where the new office is to be."""
        super().__init__(door.theme, "First run")
        self.door, self.store = door, store
        self.name = ""
        self.desk = False
        """Whether it is to be the desk of a network."""
        self.office: Any = None
        self.show_welcome()

    def show_welcome(self) -> None:
        """Step 1: what it is, and the enterprise's name."""
        self.show_step(_Welcome(self))

    @property
    def steps(self) -> int:
        """How many there are: a desk has nothing to choose from at the end."""
        return STEPS - 1 if self.desk else STEPS

    def name_chosen(self, name: str, *, desk: bool = False) -> None:
        """Step 2: the passphrase."""
        self.name, self.desk = name, desk
        self.show_step(_Passphrase(self))

    def was_created(self, created: Any) -> None:
        """Step 3: the recovery sheet of the office that has just been made."""
        self.office = created.office
        self.created.emit(self.office)
        self.door.preferences.opened(str(self.store))
        self.show_step(_Sheet(self, created.recovery_key))

    def sheet_done(self) -> None:
        """Step 4: with what to start. A desk has nothing to choose from: it begins with what is asked."""
        if self.desk:
            self.begin("asked")
            return
        self.show_step(_Start(self))

    def begin(self, place: str) -> None:
        """Hand the open office over."""
        self.opened.emit(self.office, place)


class _Welcome(Step):
    """What the program is for, in three sentences, and one field."""

    def __init__(self, page: FirstRunPage) -> None:
        super().__init__(page.door.theme, "Welcome", where=f"Step 1 of {STEPS}")
        self._page = page
        theme = page.door.theme
        self.add(
            Prose(
                "This program keeps the people you support, what you do with them and what changes for them in one "
                "locked file on this computer. It works without the internet, and nothing leaves the computer unless "
                "you send it.\n\n"
                "Setting up takes four short steps. You can look round with invented people first."
            )
        )
        self.line = QLineEdit(page.name, maxLength=120)
        self.line.setProperty("kind", "large")
        self.go = button(theme, "Go on", self._on_go, kind="primary", icon="arrow-right")
        self.line.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.line.returnPressed.connect(self._on_go)
        self.go.setEnabled(bool(page.name))
        self.add(
            labelled(
                theme,
                "What is your enterprise called?",
                self.line,
                "As it should stand on a summary for a commissioner.",
            )
        )
        self.desk = QCheckBox("This is the desk of a network")
        self.desk.setAccessibleDescription(_DESK)
        self.desk.setToolTip(_DESK)
        self.desk.setChecked(page.desk)
        self.add(self.desk)
        self.add_actions(
            self.go,
            quiet=(
                button(theme, "I already have an office", page.unlock_wanted.emit, kind="link", icon="folder"),
                button(
                    theme,
                    "Bring back a backup",
                    lambda: page.restore_wanted.emit(page.store),
                    kind="link",
                    icon="backup",
                ),
            ),
        )
        self.begin_at(self.line)

    def _on_go(self) -> None:
        name = self.line.text().strip()
        if name:
            self._page.name_chosen(name, desk=self.desk.isChecked())


class _Passphrase(Step):
    """A passphrase that is strong and can be remembered."""

    def __init__(self, page: FirstRunPage) -> None:
        super().__init__(
            page.door.theme,
            "Choose a passphrase",
            "It locks the file, so that a stolen computer tells nobody anything. Four or five everyday words in a row "
            "are easy to remember and hard to guess. Nobody can read the file without it, and neither can we.",
            f"Step 2 of {page.steps}",
        )
        self._page = page
        theme = page.door.theme
        self.new = NewPassphrase(theme, page.door.jobs, judge=partial(_judge, page.name), suggest=_suggest)
        self.go = button(theme, "Make my office", self._on_go, kind="primary", icon="lock")
        self.go.setEnabled(False)
        self._trouble = Told(theme, "problem", "")
        self._trouble.hide()
        self.new.ready.connect(self.go.setEnabled)
        self.new.entered.connect(self._on_go)
        self.add(self.new, self._trouble)
        self.back = button(theme, "Back", page.show_welcome, kind="link", icon="arrow-left")
        self.add_actions(self.go, quiet=(self.back,))
        self.begin_at(self.new.first.line)

    def _on_go(self) -> None:
        if not self.go.isEnabled():
            return
        page = self._page
        self.go.setEnabled(False)
        self.go.setText("Making it …")
        # Going back now would leave an office made and open that nobody holds.
        self.back.setEnabled(False)
        work = partial(_create, page.store, page.name, self.new.text, page.door.machine, page.desk)
        page.door.jobs.records(work, page.was_created, self, failed=self._tell)

    def _tell(self, failure: UserCanFix) -> None:
        self.go.setText("Make my office")
        self.go.setEnabled(True)
        self.back.setEnabled(True)
        self._trouble.say(failure.what, " ".join(part for part in (failure.why, failure.do) if part))
        self._trouble.show()
        self._page.door.messages.announce(str(failure))


class _Sheet(Step):
    """The recovery sheet, made and proven."""

    def __init__(self, page: FirstRunPage, key: str) -> None:
        super().__init__(
            page.door.theme,
            "Your recovery sheet",
            "If the passphrase is ever forgotten, this one page opens the office. Print two copies and keep them in "
            "two buildings. It is shown only now; the program keeps no copy of it.",
            f"Step 3 of {page.steps}",
        )
        from sfph_desktop.core.usecases.office import recovery_groups

        theme = page.door.theme
        self.card = RecoveryKeyCard(theme, recovery_groups(key))
        self.work = RecoveryWork(
            page.office, page.name, key, self.card, jobs=page.door.jobs, messages=page.door.messages
        )
        self.work.proven.connect(page.sheet_done)
        later = button(
            theme,
            "I cannot print now; remind me",
            page.sheet_done,
            kind="link",
            icon="clock",
            description=("" if page.desk else "Today will remind you. ")
            + "Settings makes a new sheet whenever you ask for one.",
        )
        self.add(self.card)
        self.add_actions(quiet=(later,))
        self.begin_at(self.card.save)


class _Start(Step):
    """With what to begin."""

    def __init__(self, page: FirstRunPage) -> None:
        super().__init__(
            page.door.theme, "How would you like to start?", "Your office is ready.", f"Step {STEPS} of {STEPS}"
        )
        self._page = page
        theme = page.door.theme
        self.sample = button(theme, "Start with the sample", self._on_sample, kind="large", icon="leaf")
        self.spreadsheet = button(
            theme, "Bring my spreadsheet", lambda: page.begin("import"), kind="large", icon="sheet"
        )
        self.empty = button(theme, "Start with an empty office", lambda: page.begin("today"), kind="large", icon="page")
        self.busy = BusyStrip(theme)
        for made, said in (
            (self.sample, _SAMPLE),
            (self.spreadsheet, "People, registers and questionnaires from last year. A rehearsal comes first."),
            (self.empty, "Add the first person by hand."),
        ):
            made.setAccessibleDescription(said)
            self.add(column(made, words(said, "quiet"), gap=theme.space("tiny")))
        self.add(self.busy)
        self.begin_at(self.sample)

    def _on_sample(self) -> None:
        page = self._page
        self._allow(False)
        page.door.jobs.records(
            partial(_sample, page.office),
            self._on_filled,
            self,
            watched=self.busy,
            failed=self._tell,
            stopped=lambda: self._allow(True),
            quiet=True,
        )

    def _on_filled(self, _done: Done[Any]) -> None:
        self._page.begin("today")

    def _tell(self, failure: UserCanFix) -> None:
        self._allow(True)
        self._page.door.messages.problem(failure)

    def _allow(self, allowed: bool) -> None:
        for made in (self.sample, self.spreadsheet, self.empty):
            made.setEnabled(allowed)


_SAMPLE = (
    "An invented laundry, lunch club and befriending enterprise with 150 people. Everything it prints is stamped "
    "SAMPLE, for as long as this office lasts."
)


_DESK = (
    "Only for the office of a network that asks its member enterprises for returns. It keeps no person's record. "
    "Type the network's name above."
)


def free_store(default: Path) -> Path:
    """The default place for a new office, or the next free name beside it."""
    number, wanted = 2, default
    while wanted.exists():
        wanted = default.with_name(f"{default.stem}-{number}{default.suffix}")
        number += 1
    return wanted


# The use cases bring the database with them; they are imported by the workers, after the window is on the screen.


def _judge(name: str, text: str) -> Any:
    from sfph_desktop.core.usecases.office import passphrase_strength

    return passphrase_strength(text, name=name)


def _suggest() -> str:
    from sfph_desktop.core.usecases.office import suggest_passphrase

    return suggest_passphrase()


def _create(store: Path, name: str, passphrase: str, machine: Any, desk: bool) -> Any:
    from sfph_desktop.core.usecases.office import create_office

    return create_office(store, name=name, passphrase=passphrase, machine=machine, desk=desk)


def _sample(office: Any, *, progress: Any) -> Done[Any]:
    from sfph_desktop.core.usecases.sample import fill_with_sample

    return fill_with_sample(office, progress=progress)
