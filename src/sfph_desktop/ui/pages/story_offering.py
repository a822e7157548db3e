"""A case study goes to the network, or is asked back: where its file goes is asked, then it is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.widgets.story_offer import StoryOffer

ENDING = ".sfph-practice"
_KIND = f"Example for the network (*{ENDING})"


class StoryOffering:
    """What the offer on a page of a case study wishes for."""

    def __init__(self, office: Any, shell: ShellContext, page: QWidget) -> None:
        self.office, self.shell, self.page = office, shell, page

    def listen(self, offer: StoryOffer, story: int, ref: str) -> None:
        """Do what is wished for on the page of this one."""
        offer.offer_wanted.connect(lambda typed: self._ask(ref, partial(self.offer, offer, story, typed)))
        offer.withdraw_wanted.connect(lambda: self._ask(f"Withdraw {ref}", partial(self.withdraw, offer, story)))

    def offer(self, offer: StoryOffer, story: int, typed: dict[str, Any], out: Path) -> None:
        """Write the example; refused where anybody in it does not agree, and that is told."""
        self._write(offer, partial(_offered, self.office, story, typed, out))

    def withdraw(self, offer: StoryOffer, story: int, out: Path) -> None:
        """Write the wish that it be withdrawn."""
        self._write(offer, partial(_withdrawn, self.office, story, out))

    def _write(self, offer: StoryOffer, work: Callable[[], Done[Any]]) -> None:
        def done(found: Done[Any]) -> None:
            offer.show_done(f"{found.why}.")

        self.shell.jobs.records(work, done, offer, failed=offer.show_failure, quiet=True)

    def _ask(self, name: str, then: Callable[[Path], None]) -> None:
        suggested = str(Path.home() / f"{name}{ENDING}")
        chosen, _kind = QFileDialog.getSaveFileName(self.page.window(), "Where the file goes", suggested, _KIND)
        if chosen:
            then(Path(chosen) if Path(chosen).suffix else Path(f"{chosen}{ENDING}"))


def network_of(office: Any) -> tuple[str, dict[str, str]]:
    """The network an example can be offered to, blank for none, and the themes it may speak to."""
    from sfph_desktop.core.usecases.good_practice import themes
    from sfph_desktop.core.usecases.network_known import desk_in

    with office.reading() as connection:
        desk = desk_in(connection)
    return ("", {}) if desk is None else (desk.network, themes(office))


def _offered(office: Any, story: int, typed: dict[str, Any], out: Path) -> Done[Any]:
    from sfph_desktop.core.usecases.good_practice import offer_story

    return offer_story(
        office,
        story,
        out,
        words=str(typed["words"] or ""),
        learned=str(typed["learned"] or ""),
        about=typed["about"],
        named=typed["named"] is True or typed["named"] == "yes",
    )


def _withdrawn(office: Any, story: int, out: Path) -> Done[Any]:
    from sfph_desktop.core.usecases.good_practice import withdraw_story

    return withdraw_story(office, story, out)
