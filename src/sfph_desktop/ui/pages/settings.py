"""Settings: how it looks, the way back in, backups, the health of the office, its history, and what it is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.ui.models.record_table import Shape, matching
from sfph_desktop.ui.pages.settings_about import AboutSection, OfficesSection
from sfph_desktop.ui.pages.settings_areas import AreasSection
from sfph_desktop.ui.pages.settings_backup import BackupSection, CheckSection
from sfph_desktop.ui.pages.settings_consent import ConsentWordsSection
from sfph_desktop.ui.pages.settings_copy import CopySection
from sfph_desktop.ui.pages.settings_hand_over import HandOverSection
from sfph_desktop.ui.pages.settings_history import HistorySection, ImportsSection
from sfph_desktop.ui.pages.settings_keys import PassphraseSection, RecoverySection
from sfph_desktop.ui.pages.settings_look import LookSection
from sfph_desktop.ui.pages.settings_removed import RemovedSection
from sfph_desktop.ui.pages.settings_section import Section
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import column
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import Place

SECTIONS: dict[str, tuple[str, str, Callable[[Any, ShellContext], Section]]] = {
    "look": ("How it looks", "Theme, size of text, locking", LookSection),
    "recovery_sheet": ("Recovery sheet", "The printed way back in", RecoverySection),
    "self_completion": ("Handing over the screen", "The PIN that takes it back", HandOverSection),
    "consent": ("Words for consent", "What people are shown, for each purpose", ConsentWordsSection),
    "areas": ("Areas and postcodes", "Council, health board, deprivation", AreasSection),
    "passphrase": ("Passphrase", "Change it", PassphraseSection),
    "backup": ("Backups", "Make one, try one, where they go", BackupSection),
    "copy": ("A copy of everything", "In open formats, to leave or to look", CopySection),
    "check": ("Check the office", "Look over the locked file", CheckSection),
    "history": ("History and undo", "What was changed, and taking it back", HistorySection),
    "removed": ("Removed records", "Bring something back", RemovedSection),
    "imports": ("Spreadsheets", "Bring one in, take one back", ImportsSection),
    "offices": ("Offices", "Open another, make a new one", OfficesSection),
    "about": ("About", "Version, keys, licences", AboutSection),
}
"""By name: the title, a quieter line, and what shows it. `navigate("settings", "backup")` opens one."""


_OF_PEOPLE = {"self_completion", "consent", "areas", "copy", "removed", "imports"}
"""What a network's desk has no use for: it keeps nobody's records."""
AT_DESK = {name: made for name, made in SECTIONS.items() if name not in _OF_PEOPLE}


class SettingsPage(Place):
    """The list of settings at the left, one of them at the right."""

    sections: ClassVar[dict[str, tuple[str, str, Callable[[Any, ShellContext], Section]]]] = SECTIONS
    watches: ClassVar[frozenset[str]] = frozenset({"units", "imports", "settings", "people", "addresses", "packs"})

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        shape = Shape(title=("title",), detail=("detail",))
        self.view = ListAndPage(shell, "settings", shape, one="setting")
        self._section: Section | None = None
        self._here = ""
        self.view.filtered.connect(self._list)
        self.view.chosen.connect(self.open_record)
        self.setLayout(column(self.view))
        self._list("")
        self.view.list.choose("look")
        self.open_record("look")

    def load(self) -> None:
        """Fetch anew what the section shows."""
        if self._section is not None:
            self._section.load()

    def open_record(self, record: object) -> None:
        """Show one section, by its name; one that is not known leaves what is shown."""
        name = str(record)
        if name not in self.sections:
            return
        if name != self._here:
            self._here = name
            self._section = self.sections[name][2](self.office, self.shell)
            self.view.set_page(self._section)
            self._section.load()
        if self.view.chosen_record != name:
            self.view.choose(name)

    def first_focus(self) -> QWidget:
        """The list of settings."""
        return self.view.list

    def _list(self, text: str) -> None:
        rows = tuple((name, title, detail) for name, (title, detail, _section) in self.sections.items())
        found = Listing(kind="settings", columns=("id", "title", "detail"), rows=rows)
        self.view.show_listing(matching(found, text))


class DeskSettingsPage(SettingsPage):
    """The settings of a network's desk."""

    sections = AT_DESK
