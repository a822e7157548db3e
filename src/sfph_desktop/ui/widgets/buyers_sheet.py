"""The buyers' frameworks by country and kind of buyer, each with its version, its status and how sure we are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sfph_desktop.core.domain.frameworks import Buyer, Framework
from sfph_desktop.core.domain.outcomes import ChosenFramework
from sfph_desktop.ui.models.outcome_words import framework_titles
from sfph_desktop.ui.models.said import said_day
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, labelled, row, words
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import Turning, fill, in_order
from sfph_desktop.ui.widgets.plain_choice import PlainChoice

_LEAD = (
    "Frameworks move. What you choose is kept with its version and its status of today, and printed so. Which buyer "
    "works to which framework is our own reading: ask yours."
)


class BuyersSheet(Sheet):
    """`asked` carries country and buyer; `choose` and `drop` the id of a framework."""

    asked = Signal(str, str)
    choose = Signal(str)
    drop = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "The buyers' frameworks")
        self.country = PlainChoice("Country")
        self.buyer = PlainChoice("Buyer")
        self.country.activated.connect(lambda _number: self._ask())
        self.buyer.activated.connect(lambda _number: self._ask())
        asks = Turning(
            theme,
            [
                held(labelled(theme, "Country", self.country)),
                held(labelled(theme, "Kind of buyer", self.buyer)),
            ],
            theme.size("list") // 2,
        )
        self._room = QVBoxLayout()
        self._room.setSpacing(theme.space("medium"))
        self.buttons: dict[str, QWidget] = {}
        self.every = button(theme, "All outcomes", self.left.emit, kind="link", icon="arrow-left")
        self.add(PageHeader(theme, "The buyers' frameworks", _LEAD), asks, self._room, row(self.every, None), None)

    def show_frameworks(
        self,
        buyers: Sequence[Buyer],
        frameworks: Sequence[Framework],
        of_buyer: int,
        chosen: Sequence[ChosenFramework],
        country: str,
        buyer: str,
    ) -> None:
        """Show what may be chosen; the first `of_buyer` are those this buyer is likely to work to."""
        countries = list(dict.fromkeys(one.country for one in buyers))
        self.country.fill([("Every country", ""), *((name, name) for name in countries)], country)
        kinds = [(one.name, one.id) for one in buyers if one.country == country]
        self.buyer.fill([("Every buyer", ""), *kinds] if kinds else [("Choose a country first", "")], buyer)
        self.buyer.setEnabled(bool(kinds))
        held_now = {one.framework_id: one for one in chosen}
        self.buttons = {}
        pieces: list[QWidget] = []
        if of_buyer:
            pieces.append(words("This buyer is likely to work to", "strong"))
        for place, one in enumerate(frameworks):
            if of_buyer and place == of_buyer:
                pieces.append(words("Others", "strong"))
            pieces.append(self._box(one, held_now.get(one.id)))
        fill(self._room, *pieces)
        in_order(self.country, self.buyer, *self.buttons.values(), self.every)

    def _box(self, one: Framework, kept: ChosenFramework | None) -> QWidget:
        theme = self.theme
        sure = one.official_titles == len(one.outcomes)
        status = one.status[:1].upper() + one.status[1:]
        told = column(
            words(one.title, "bold"),
            words(f"{one.jurisdiction} · {one.version} · {one.standing}", "" if one.current else "attention"),
            *([words(status, "small")] if one.status != one.standing else []),
            words(framework_titles(one), "small" if sure else "attention"),
            gap=theme.space("tiny"),
            edge=theme.space("medium"),
        )
        if kept is None:
            made = button(theme, "Work to it", lambda: self.choose.emit(one.id), icon="add")
            made.setAccessibleName(f"Work to {one.title}")
        else:
            moved = "" if (kept.year, kept.status) == (one.version, one.status) else ", as it stood then"
            told.addWidget(words(f"You have worked to it since {said_day(kept.chosen_on)}{moved}", "good"))
            made = button(theme, "Drop it", lambda: self.drop.emit(one.id), kind="link", icon="remove")
            made.setAccessibleName(f"Drop {one.title}")
        self.buttons[one.id] = made
        told.addLayout(row(made, None))
        return held(told, "soft")

    def _ask(self) -> None:
        self.asked.emit(str(self.country.currentData() or ""), str(self.buyer.currentData() or ""))
