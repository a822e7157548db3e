"""You and the network: each figure among those of the other members, from the newest pack of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QPushButton

from sfph_desktop.core.domain.network import PACK_ENDING
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages.record_room import RecordRoom
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.chart_shelf import lone_style
from sfph_desktop.ui.widgets.room_sheet import Shown

_FILES = f"Packs of the network (*{PACK_ENDING});;All files (*)"


class BenchmarkPage(RecordRoom):
    """The lines of the newest pack, and one of them with its chart."""

    watches: ClassVar[frozenset[str]] = frozenset({"network_packs", "network_desks"})
    room, title, one, many, icon = "benchmark", "You and the network", "figure", "figures", "impact"
    purpose = (
        "The network's desk sends a pack back once the returns of a quarter are in: each of your figures among those "
        "of the other members, with how many they are and who is alike. Take the pack in, and choose a figure. "
        "Nobody is named and nobody is ranked."
    )
    hint = purpose
    shape = Shape(title=("title",), detail=("standing",))
    removable = False

    def head_buttons(self) -> Sequence[QPushButton]:
        """A pack that came."""
        return (button(self.theme, "Take in a pack", self._choose, kind="primary", icon="sheet"),)

    def listed(self, text: str) -> Listing:
        """The lines whose name has these words."""
        from sfph_desktop.core.usecases.benchmarks import listed_lines

        rows: list[tuple[Cell, ...]] = [
            (number, title, standing) for number, title, standing in listed_lines(self.office, text)
        ]
        return Listing(kind="benchmarks", columns=("id", "title", "standing"), rows=tuple(rows))

    def on_listed(self, listing: Listing) -> None:
        """A figure to begin with, so that it is seen at once what a pack tells."""
        if listing.rows and not self.record and not self._told and not self.narrowed:
            self.view.choose_first()

    def shown(self, record: int) -> Shown:
        """One line with its chart."""
        from sfph_desktop.core.usecases.benchmarks import benchmark_picture, line_numbered

        page, line = line_numbered(self.office, record)
        picture = benchmark_picture(self.office, line, lone_style(self.theme))
        from sfph_desktop.core.usecases.benchmarks import said

        on = page.taken.taken_on
        return Shown(
            record=record,
            title=line.name,
            sub=f"{page.pack.network}, {line.quarter.words}. Taken in on {on.day} {on:%B %Y}.",
            told=(said(line),),
            pictures=(picture,) if picture else (),
            lone=True,
            value=None,
        )

    def take(self, file: Path) -> None:
        """Check a pack and take it in."""
        self.shell.jobs.records(partial(_take, self.office, file), self._on_taken, self)

    def _on_taken(self, done: Done[Any]) -> None:
        self.shell.messages.announce(done.why)

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self.window(), "The pack of the network", str(Path.home()), _FILES)
        if chosen:
            self.take(Path(chosen))


def _take(office: Any, file: Path) -> Any:
    from sfph_desktop.core.usecases.benchmarks import take_pack

    return take_pack(office, file)
