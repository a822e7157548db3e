"""Areas: which lookup tells council, health board and deprivation of a postcode, and finding what is missing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from sfph_desktop.core.domain.frameworks import PackInfo
from sfph_desktop.core.usecases.areas import AreasKnown
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.pages.settings_section import Section
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, column, held, labelled, words
from sfph_desktop.ui.widgets.flow import Flow

_TEXT = (
    "From a postcode the program tells the council, the health board, the partnership and how deprived the place is. "
    "It comes with a sample of postcodes. For all of them, load the directory that the Office for National Statistics "
    "gives away (ONS Postcode Directory). An area that is known stays as it was looked up: a contact of last year "
    "keeps its area."
)
_FILES = "Directory of postcodes (*.csv *.zip)"


class AreasSection(Section):
    """What is looked up where; a button to find missing areas; a file and its edition to load."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell, "Areas and postcodes", _TEXT)
        theme = shell.theme
        self.facts = words()
        self.counts = words()
        self.fill = button(theme, "Find the missing areas", self.find_missing, kind="primary", icon="search")
        self.edition = QLineEdit(maxLength=40)
        self.edition.setMaximumWidth(theme.size("list"))
        self.bring = button(theme, "Load the directory from a file", self._on_choose, icon="sheet")
        help_text = "As it stands on the file: May 2026. It is kept with every area that is found."
        edition = labelled(theme, "Edition of the directory", self.edition, help_text)
        self.source = words("", "small")
        gap = theme.space("small")
        self.add(
            held(column(self.facts, self.counts, gap=gap)),
            Flow(gap, self.fill),
            held(column(edition, Flow(gap, self.bring), gap=gap)),
            self.source,
            None,
        )

    def load(self) -> None:
        """Fetch which lookup is used, and what it has told."""
        self.shell.jobs.records(partial(_known, self.office), self._show, self)

    def _show(self, known: AreasKnown) -> None:
        source = known.source
        kind = "the whole of Scotland" if source.whole else "a sample, so most postcodes are not in it"
        self.facts.setText(
            f"Used now: {source.title}, {source.edition}. {counted(source.postcodes, 'postcode')}: {kind}. "
            f"Deprivation by the Scottish index {source.simd_version}."
        )
        told = [f"{number:,} by {_named(name)}" for name, number in known.by_lookup.items()]
        by = f" ({'; '.join(told)})" if told else ""
        waits = f"Of those with a postcode, {known.waiting:,} have none yet." if known.waiting else ""
        self.counts.setText(f"{known.known:,} of {known.addresses:,} addresses have an area{by}. {waits}")
        self.source.setText(f"{source.publisher}. {source.licence}. {source.attribution}")

    def find_missing(self) -> None:
        """Look up every address that has a postcode and no area."""
        self.shell.jobs.records(partial(_fill, self.office), self._on_filled, self, failed=self.say_failure)

    def _on_filled(self, done: Done[int]) -> None:
        found = counted(done.value, "address", "addresses")
        self.say(
            "good", f"The area of {found} was found.", "" if done.value else "Every other postcode is unknown here."
        )
        self.load()

    def _on_choose(self) -> None:
        if not self.edition.text().strip():
            self.say("problem", "Which edition is it?", "Write it down first, as it stands on the file: May 2026.")
            self.edition.setFocus()
            return
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose the directory of postcodes", str(Path.home()), _FILES)
        if chosen:
            self.take(Path(chosen))

    def take(self, file: Path) -> None:
        """Load the directory in this file, of the edition that is written."""
        do = partial(_load, self.office, file, self.edition.text())
        self.shell.jobs.records(do, self._on_loaded, self, failed=self.say_failure, quiet=True)

    def _on_loaded(self, done: Done[PackInfo]) -> None:
        self.edition.clear()
        self.say("good", f"{done.value} is loaded.", "Now find the missing areas.")
        self.load()

    def first_field(self) -> QWidget:
        """Where the keyboard goes first."""
        return self.fill


def _named(lookup: str) -> str:
    return "a council chosen by hand" if lookup == "typed" else lookup


def _known(office: Any) -> AreasKnown:
    from sfph_desktop.core.usecases.areas import areas_known

    return areas_known(office)


def _fill(office: Any) -> Done[int]:
    from sfph_desktop.core.usecases.addresses import fill_areas

    return fill_areas(office)


def _load(office: Any, file: Path, edition: str) -> Done[PackInfo]:
    from sfph_desktop.core.usecases.areas import load_directory

    return load_directory(office, file, edition=edition)
