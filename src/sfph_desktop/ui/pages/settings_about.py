"""Other offices, and about: the version, the keys of the keyboard, and what the program is made with."""

from __future__ import annotations

import tomllib
from functools import partial
from pathlib import Path
from typing import Any

from sfph_desktop import __version__
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.pages.settings_section import Section
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import Prose, button, row, rule, words
from sfph_desktop.ui.widgets.facts import Facts
from sfph_desktop.ui.widgets.record_views import RecordGrid

_KEYS = [
    ("Ctrl+1 to Ctrl+7", "the seven places of the side bar"),
    ("Ctrl+K", "find a person, a contract or an evidence number"),
    ("Ctrl+J", "go to a section of a person's page"),
    ("Ctrl+Page Down, Page Up", "the next section of a person's page, and back"),
    ("Ctrl+Z", "undo the last change"),
    ("Ctrl+L", "lock"),
    ("Ctrl+,", "settings"),
    ("Arrows and Enter", "move in a list, and open what is chosen"),
    ("Tab", "go on to the next field; a field is kept when it is left"),
]


class OfficesSection(Section):
    """Another office is opened, or made, at the door."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(
            office,
            shell,
            "Offices",
            "One office is open at a time. To open another one, to make a new one, or to bring back a backup, lock "
            "the program: the door offers all three.",
        )
        self.where = words("", "quiet")
        self.add(self.where, row(button(shell.theme, "Lock now", shell.lock, kind="primary", icon="lock"), None), None)

    def load(self) -> None:
        """Where this office is kept."""
        self.shell.jobs.records(self.office.info, lambda info: self.where.setText(f"This one: {info.path}"), self)


class AboutSection(Section):
    """What this is, and whose work is in it."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell, "About")
        theme = shell.theme
        self.table = RecordTable(
            Shape(columns=("name", "for", "licence", "by"), headings={"for": "For", "by": "By", "licence": "Licence"})
        )
        self.grid = RecordGrid(theme, self.table, "What the program is made with", stretch="by", most=16)
        self.add(
            words(f"SFPH Desktop {__version__}", "bold"),
            Prose("It works without the internet, sends nothing anywhere, and looks for no updates by itself."),
            rule(),
            words("Keys", "strong"),
            Facts(theme, _KEYS),
            rule(),
            words("Made with", "strong"),
            self.grid,
            None,
        )

    def load(self) -> None:
        """What it is made with, from the file that comes with the program."""
        file = self.office.paths.resources / "about" / "components.toml"
        self.shell.jobs.desk(partial(_components, file), self.table.show, self)


def _components(file: Path) -> Listing:
    found = tomllib.loads(file.read_text(encoding="utf-8"))["component"]
    rows = tuple((n, one["name"], one["for"], one["licence"], one["by"]) for n, one in enumerate(found))
    return Listing(kind="components", columns=("id", "name", "for", "licence", "by"), rows=rows)
