"""Good practice: the network's examples from the newest pack, to search and to read."""

from __future__ import annotations

from typing import ClassVar

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages.record_room import RecordRoom
from sfph_desktop.ui.widgets.room_sheet import Shown


class PracticePage(RecordRoom):
    """The examples, and one of them."""

    watches: ClassVar[frozenset[str]] = frozenset({"network_packs", "network_desks"})
    room, title, one, many, icon = "practice", "Good practice", "example", "examples", "quote"
    purpose = (
        "What other members did, what came of it, and what could be learned: told with the agreement of those in it. "
        "The examples come with the network's pack. To offer one of your own, open it under Case studies."
    )
    hint = purpose
    shape = Shape(title=("title",), detail=("member", "themes"))
    removable = False

    def listed(self, text: str) -> Listing:
        """The examples with these words."""
        from sfph_desktop.core.usecases.benchmarks import cards
        from sfph_desktop.core.usecases.good_practice import themes

        called, found = themes(self.office), cards(self.office, text)
        rows: list[tuple[Cell, ...]] = [
            (number, one.title, one.member or "a member", ", ".join(called.get(theme, theme) for theme in one.themes))
            for number, one in enumerate(cards(self.office), 1)
            if one in found
        ]
        return Listing(kind="practice", columns=("id", "title", "member", "themes"), rows=tuple(rows))

    def shown(self, record: int) -> Shown:
        """One example."""
        from sfph_desktop.core.usecases.benchmarks import card_numbered

        one = card_numbered(self.office, record)
        on = one.published_on
        whose = f"{one.member}, " if one.member else ""
        learned = (f"What could be learned: {one.learned}",) if one.learned else ()
        return Shown(
            record=record,
            title=one.title,
            sub=f"{whose}published {on.day} {on:%B %Y} as {one.ref}",
            told=(one.words, *learned),
            value=None,
        )
