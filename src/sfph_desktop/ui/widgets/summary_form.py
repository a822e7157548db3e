"""What a summary is to be: which run, whose outcomes, how long, how large, and whom a reader may ask."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QRadioButton, QWidget

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.ui.models.said import said_moment
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, labelled, words
from sfph_desktop.ui.widgets.beside import Choice
from sfph_desktop.ui.widgets.run_chooser import snapshot_words

ONE_PAGE, FULL = "one-page", "full"
BUYERS = {
    "SCO-NHWO": "Health and social care partnership",
    "SCO-NPF-2018": "Public body in Scotland",
    "SCO-PHF-2025": "Public health in Scotland",
    "SCO-SHANARRI": "Children's services in Scotland",
    "SCO-HSCS-OUT": "Registered care in Scotland",
    "SCO-FWF": "Fair work in Scotland",
    "UK-PPN002-OUT": "UK central government",
    "WAL-WBG": "Public body in Wales",
}
"""Who buys by which framework; those not named here stand under their own title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A summary that somebody wants."""

    snapshot: str
    framework: str = ""
    length: str = ONE_PAGE
    large_print: bool = False
    contact: str = ""

    @property
    def words(self) -> str:
        """`S-0001, one page, large print`."""
        parts = (self.snapshot, "one page" if self.length == ONE_PAGE else "full", self.large_print and "large print")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One thing to choose: what it stands for, a short name, and all there is to say about it."""

    id: str
    name: str
    told: str = ""


def frameworks_offered(frameworks: Listing) -> tuple[Offer, ...]:
    """Frameworks by the buyer who works to them: those in force first, those that are past told as such."""
    kept = [dict(zip(frameworks.columns, cells, strict=True)) for cells in frameworks.rows]
    order = {name: number for number, name in enumerate(BUYERS)}

    def rank(one: dict[str, Cell]) -> tuple[bool, int]:
        return (not _in_force(one), order.get(str(one["id"]), len(order)))

    offers = [_framework(one) for one in sorted(kept, key=rank)]
    return (*offers, Offer(id="", name="No outcomes of a buyer", told="The summary speaks in its own words only."))


def _framework(one: dict[str, Cell]) -> Offer:
    buyer = BUYERS.get(str(one["id"]), "")
    told = f"{one['title']}, {one['jurisdiction']}, {one['year']}."
    past = "" if _in_force(one) else f" Status: {one['status']}."
    return Offer(id=str(one["id"]), name=buyer or str(one["title"]), told=told + past)


def _in_force(one: dict[str, Cell]) -> bool:
    return str(one["status"]).startswith("current")


def runs_offered(snapshots: Listing) -> tuple[Offer, ...]:
    """The kept runs, the newest first."""
    kept = [dict(zip(snapshots.columns, cells, strict=True)) for cells in snapshots.rows]
    return tuple(
        Offer(id=str(one["snapshot"]), name=snapshot_words(one), told=f"Made {said_moment(one['made_at'])}.")
        for one in kept
    )


def whole_runs(snapshots: Listing) -> tuple[str, ...]:
    """The numbers of the kept runs that looked at everybody, the newest first: they speak for the enterprise."""
    kept = [dict(zip(snapshots.columns, cells, strict=True)) for cells in snapshots.rows]
    return tuple(str(one["snapshot"]) for one in kept if not (one["service"] or one["contract_ref"]))


class ToldChoice(QWidget):
    """A choice with all there is to say about what is chosen beneath it, so that nothing is cut off."""

    def __init__(self, theme: Theme, name: str, described: str) -> None:
        super().__init__()
        self.choice = Choice(name, described)
        self._told = words("", "small")
        self._offers: dict[str, Offer] = {}
        made = labelled(theme, name, self.choice)
        made.addWidget(self._told)
        made.setContentsMargins(0, 0, 0, 0)
        self.setLayout(made)
        self.choice.currentIndexChanged.connect(self._tell)

    def fill(self, offers: tuple[Offer, ...]) -> None:
        """Offer these; what was chosen stays chosen where it still is there."""
        self._offers = {offer.id: offer for offer in offers}
        self.choice.fill([(offer.name, offer.id) for offer in offers])
        self.choice.view().setMinimumWidth(self.choice.view().sizeHintForColumn(0) + 24)
        self._tell()

    def choose(self, wanted: str) -> None:
        """Choose by id."""
        self.choice.choose(wanted)
        self._tell()

    @property
    def chosen(self) -> str:
        """The id of what is chosen; blank for nothing."""
        return str(self.choice.currentData() or "")

    def _tell(self) -> None:
        offer = self._offers.get(self.chosen)
        self._told.setText(offer.told if offer is not None else "")
        self.choice.setToolTip(f"{offer.name}. {offer.told}" if offer is not None else "")


class SummaryForm(QWidget):
    """The choices for a summary. `wanted` carries a Wish."""

    wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.run = ToldChoice(theme, "Run", "Which kept run of the toolkit the summary tells")
        self.framework = ToldChoice(theme, "The buyer", "Your evidence is set beside the outcomes this buyer works to")
        self.one_page = QRadioButton("One page")
        self.full = QRadioButton("Full, with charts and sources")
        self.full.setChecked(True)
        self._length = QButtonGroup(self)
        self._length.addButton(self.one_page)
        self._length.addButton(self.full)
        self.large = QCheckBox("Large print")
        self.contact = QLineEdit()
        self.contact.setPlaceholderText("Name, telephone, e-mail")
        self.go = button(theme, "Make the summary", self._on_go, kind="primary", icon="page")
        gap = theme.space("medium")
        length = words("Length", "label")
        self.one_page.setAccessibleDescription("Length of the summary")
        self.full.setAccessibleDescription("Length of the summary")
        self.large.setAccessibleDescription("Larger letters, for readers who see less well")
        self.setLayout(
            column(
                self.run,
                self.framework,
                column(length, self.one_page, self.full, self.large, gap=theme.space("tiny")),
                labelled(theme, "Whom a reader may ask", self.contact),
                self.go,
                gap=gap,
            )
        )
        self.contact.returnPressed.connect(self._on_go)

    def offer(self, snapshots: Listing, frameworks: Listing) -> None:
        """Fill the choices; what was chosen stays chosen."""
        self.run.fill(runs_offered(snapshots))
        self.framework.fill(frameworks_offered(frameworks))

    def wish(self) -> Wish:
        """What was chosen."""
        return Wish(
            snapshot=self.run.chosen,
            framework=self.framework.chosen,
            length=ONE_PAGE if self.one_page.isChecked() else FULL,
            large_print=self.large.isChecked(),
            contact=self.contact.text().strip(),
        )

    def _on_go(self) -> None:
        wish = self.wish()
        if wish.snapshot and self.go.isEnabled():
            self.wanted.emit(wish)
