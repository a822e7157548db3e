"""The room of the theory of change on Outcomes: fetched and drawn away from the window, changed arrow by arrow."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.widgets.chart_shelf import ScreenStyle, screen_style
from sfph_desktop.ui.widgets.theory_sheet import TheoryPage, TheorySheet

LETTERS_ACROSS = 58
"""Sizes of its letters that stand in the width of the picture; in a narrower one the letters would be smaller."""
LARGE = 18
"""Pixels: letters so large, which they are with large text, give way before the picture must be moved sideways."""
_KINDS = "Vectors (*.svg);;Picture (*.png);;PDF (*.pdf)"


class TheoryRoom(QObject):
    """Keeps `sheet` as the arrows stand now."""

    def __init__(self, office: Any, shell: ShellContext, host: QWidget) -> None:
        super().__init__(host)
        self._office, self._shell, self._host = office, shell, host
        self._drawing: Job[TheoryPage] | None = None
        self.sheet = TheorySheet(shell.theme)
        self.sheet.drawn.connect(
            lambda number, activity, on: self._save(partial(_set, office, number, activity, leads=on))
        )
        self.sheet.assumed.connect(
            lambda number, activity, said: self._save(partial(_set, office, number, activity, assumption=said))
        )
        self.sheet.save_wanted.connect(self._on_save)
        self.sheet.canvas.told.connect(shell.messages.announce)
        shell.theme.changed.connect(self._on_theme)

    def load(self) -> None:
        """Fetch the chain and draw it; an answer to an older question is dropped."""
        if self._drawing is not None and self._drawing.running:
            self._drawing.drop()
        theme = self._shell.theme
        holder = self.sheet.parentWidget() or self._host
        # As wide as there is room, and never so narrow that its letters would be smaller than small print.
        least = LETTERS_ACROSS * min(theme.text_size("small") * 7 // 8, LARGE)
        width = max(self.sheet.room_across(holder.width()), least)
        style = screen_style(theme, width)
        work = partial(_page, self._office, style, width)
        self._drawing = self._shell.jobs.desk(work, self.sheet.show_page, self, failed=self._on_none)

    def save_picture(self, to: Path) -> None:
        """Write the picture; small numbers are held back in it, as on paper."""
        done = partial(self._shell.messages.notice, f"Saved {to.name}. Small numbers are held back in it.")
        self._shell.jobs.desk(partial(_write, self._office, to), lambda _path: done(), self)

    def _save(self, work: Any) -> None:
        self._shell.jobs.records(work, None, self)

    def _on_none(self, failure: UserCanFix) -> None:
        self.sheet.show_nothing(f"{failure.what} {failure.do}")

    def _on_theme(self) -> None:
        if self.sheet.isVisible():
            self.load()

    def _on_save(self) -> None:
        suggested = str(Path.home() / "theory-of-change.svg")
        chosen, kind = QFileDialog.getSaveFileName(self.sheet.window(), "Save the picture", suggested, _KINDS)
        if chosen:
            ending = {"Vectors": ".svg", "Picture": ".png", "PDF": ".pdf"}[kind.partition(" ")[0] or "Vectors"]
            path = Path(chosen)
            self.save_picture(path if path.suffix else path.with_suffix(ending))


# --- the work, off the interface's thread ----------------------------------------------------------------------------


def _page(office: Any, style: ScreenStyle, width: int) -> TheoryPage:
    from sfph_desktop.core.usecases import theory
    from sfph_desktop.core.usecases.next_steps import latest_run
    from sfph_desktop.core.usecases.outcomes import outcome_framework

    run = theory.run_now(office, latest_run(office))
    chain = theory.chain(run, guard=False)
    alt, png, places = theory.picture(office, chain, style)
    held = outcome_framework(office).outcomes
    return TheoryPage(
        snapshot=run.snapshot,
        chain=chain,
        numbers={one.outcome.outcome_ref: int(one.outcome.id) for one in held},
        told=theory.told(chain),
        alt=alt,
        png=png,
        places=places,
        wide=width,
    )


def _set(office: Any, number: int, activity: str, **facts: Any) -> Any:
    from sfph_desktop.core.usecases.theory import set_arrow

    return set_arrow(office, number, activity, **facts)


def _write(office: Any, to: Path) -> Path:
    from sfph_desktop.core.usecases import theory
    from sfph_desktop.core.usecases.next_steps import latest_run

    return theory.write_picture(office, theory.run_now(office, latest_run(office)), to)
