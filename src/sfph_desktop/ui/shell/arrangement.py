"""What stands in the frame of an office: the places of an enterprise, or those of a network's desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sfph_desktop.ui.shell.navigation import HIDDEN, PLACES, ROOMS, SETTINGS, PlaceSpec
from sfph_desktop.ui.shell.search import ASKS, Asks, Hit, find
from sfph_desktop.ui.support.context import Room


class Arrangement(NamedTuple):
    """The places in the side bar and below it, those that are reached from others, and what the search box finds."""

    places: tuple[PlaceSpec, ...]
    below: tuple[PlaceSpec, ...]
    hidden: tuple[PlaceSpec, ...]
    rooms: tuple[tuple[Room, ...], ...]
    find: Callable[[Any, str], tuple[Hit, ...]]
    asks: Asks


def arranged(desk: bool) -> Arrangement:
    """What an office has: a desk keeps nobody's records, an enterprise collates nobody's returns."""
    if not desk:
        return Arrangement(PLACES, (SETTINGS,), HIDDEN, ROOMS, find, ASKS)
    asks = Asks(
        "Find a member or an example (Ctrl+K)",
        "Find (Ctrl+K)",
        "Finds members by any name they have had, and examples of good practice, as you type",
    )
    return Arrangement(DESK_PLACES, (DESK_SETTINGS,), (), (), find_at_desk, asks)


_PAGES = "sfph_desktop.ui.pages"
DESK_PLACES: tuple[PlaceSpec, ...] = (
    PlaceSpec(
        id="quarter",
        word="Quarter",
        icon="today",
        keys="Ctrl+1",
        factory=f"{_PAGES}.desk_quarter:QuarterPage",
        described="Who has reported, what is odd, and what goes back to the members",
    ),
    PlaceSpec(
        id="members",
        word="Members",
        icon="two-people",
        keys="Ctrl+2",
        factory=f"{_PAGES}.desk_members:MembersPage",
        described="Who is a member, by their keys",
    ),
    PlaceSpec(
        id="asked",
        word="What we ask",
        icon="measures",
        keys="Ctrl+3",
        factory=f"{_PAGES}.desk_asked:AskedPage",
        described="The questions to the members, version by version",
    ),
    PlaceSpec(
        id="library",
        word="Good practice",
        icon="quote",
        keys="Ctrl+4",
        factory=f"{_PAGES}.desk_library:LibraryPage",
        described="Examples that go out with every pack",
    ),
)
"""The places of a network's desk, in their order."""
DESK_SETTINGS = PlaceSpec(
    id="settings",
    word="Settings",
    icon="settings",
    keys="Ctrl+,",
    factory=f"{_PAGES}.settings:DeskSettingsPage",
    described="Safety, backups, how it looks",
)

_MOST = 8


def find_at_desk(office: Any, text: str) -> tuple[Hit, ...]:
    """Members and examples of good practice with these words; in the records lane."""
    from sfph_desktop.core.usecases.desk_members import members_listed
    from sfph_desktop.core.usecases.good_practice import list_cards

    wanted = text.casefold().split()
    hits = [
        Hit(f"{one.member.name}  ·  {one.words}", "members", one.member.id)
        for one in members_listed(office)
        if all(word in f"{one.member.name} {one.member.earlier_names}".casefold() for word in wanted)
    ]
    cards = list_cards(office, text)
    at, title = cards.columns.index("id"), cards.columns.index("title")
    examples = [Hit(f"{row[title]}  ·  example of good practice", "library", row[at]) for row in cards.rows]
    return (*hits[:_MOST], *examples[:_MOST])
