"""What the page of case studies asks of the use cases.

They are imported by the workers that call them: they bring the database with them, which the first window must not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.ports import Progress
from sfph_desktop.core.domain.stories import Quote, Story
from sfph_desktop.core.domain.story_page import StoryPage
from sfph_desktop.core.domain.story_rules import STATUS_WORDS
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.said import said_day
from sfph_desktop.ui.pages.story_offering import network_of

PRINTER_DPI = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case study with its charts for the screen and its length on paper."""

    page: StoryPage
    pictures: tuple[tuple[str, str, bytes], ...] = ()
    pages: int = 0
    """On paper; 0 where it may not be printed."""
    network: str = ""
    """To which it can be offered as an example; blank for none."""
    themes: Mapping[str, str] = field(default_factory=dict)
    """What an example may speak to, in words by id."""


def listed(office: Any, text: str, *, samples: bool | None = False) -> Listing:
    """The gallery: what each is called, whose it is, whether it may be printed and when it was used.

    With `samples` the worked profiles as well, at the end, each by its number below 0; None: in a sample office.
    """
    from sfph_desktop.core.usecases.stories import list_stories

    found = list_stories(office, text)
    at = {name: place for place, name in enumerate(found.columns)}
    rows: list[tuple[Cell, ...]] = []
    for one in found.rows:
        cells = {name: one[place] for name, place in at.items()}
        person = cells["kind"] == "person"
        name = str(cells["shown_name"] or cells["about"]) if person else "Our own case study"
        title = str(cells["title"] or name)
        called = f"{title} ({name})" if person and name != title else title
        status = "" if cells["status"] == "begun" else STATUS_WORDS.get(str(cells["status"]), "")
        last = cells["last_used"]
        used = f"used {said_day(last)}" if isinstance(last, date) else "not used yet"
        agreement = str(cells["agreement"])
        rows.append((one[0], called, status, agreement, used, "person" if person else "two-people"))
    if office.info().sample if samples is None else samples:
        rows += _profiles(office, text)
    return Listing(kind="stories", columns=("id", "title", "status", "agreement", "used", "icon"), rows=tuple(rows))


def _profiles(office: Any, text: str) -> list[tuple[Cell, ...]]:
    from sfph_desktop.core.usecases.story_samples import list_profiles

    found = list_profiles(office.paths.resources, text)
    at = {name: place for place, name in enumerate(found.columns)}
    return [
        (-int(str(one[0])), str(one[at["name"]]), "sample", str(one[at["field"]]), str(one[at["country"]]), "info")
        for one in found.rows
    ]


def profile(office: Any, number: int) -> StoryPage:
    """One worked profile."""
    from sfph_desktop.core.usecases.story_samples import open_profile

    return open_profile(office.paths, number)


def save_profile(office: Any, number: int, to: Path) -> Path:
    """Write one worked profile into a file, stamped."""
    from sfph_desktop.core.usecases.story_samples import write_profile

    return write_profile(office.paths, number, to)


def opened(office: Any, number: int, style: object) -> Opened:
    """One case study as it stands today."""
    from sfph_desktop.core.usecases.story_files import pages_of
    from sfph_desktop.core.usecases.story_page import course_pictures, open_story

    page = open_story(office, number)
    pages = pages_of(office, page) if page.allowed.yes else 0
    network, themes = network_of(office)
    pictures = course_pictures(office, page, style)
    return Opened(page=page, pictures=pictures, pages=pages, network=network, themes=themes)


def begin(office: Any, person: int | None, title: str = "", shown_name: str = "") -> Done[Story]:
    """Begin one, of a person or of the enterprise."""
    from sfph_desktop.core.usecases.stories import begin_story

    return begin_story(office, person, title=title, shown_name=shown_name)


def own_story(office: Any, person: int) -> int:
    """The id of a person's story that stands; 0 where there is none."""
    from sfph_desktop.core.usecases.stories import stories_of

    return next((int(one.id) for one in reversed(stories_of(office, person)) if one.status != "put_away"), 0)


def change(office: Any, number: int, facts: Mapping[str, Any]) -> Done[Story]:
    """Keep a field of one."""
    from sfph_desktop.core.usecases import stories

    with office.reading() as connection:
        story = stories.story_of(connection, number)
    return stories.change_story(office, replace(story, **facts))


def write(office: Any, number: int, section: str, text: str) -> Done[Story]:
    """Keep what was written for a section."""
    from sfph_desktop.core.usecases.stories import write_words

    return write_words(office, number, section, text)


def set_quotes(office: Any, number: int, quotes: Sequence[int]) -> Done[Story]:
    """These quotes, in this order."""
    from sfph_desktop.core.usecases import stories

    return stories.set_quotes(office, number, quotes)


def add_quote(
    office: Any, number: int, person: int | None, typed: Mapping[str, Any], there: Sequence[int]
) -> Done[Any]:
    """Keep what somebody said, and set it into the case study where it may be printed."""
    from sfph_desktop.core.usecases import quotes, stories

    who = None if person is None else ServiceUserId(person)
    done = quotes.add_quote(office, Quote(person_id=who, **typed))
    return stories.set_quotes(office, number, [*there, int(done.value.id)]) if done.value.usable else done


def remove(office: Any, number: int) -> Done[Story]:
    """Remove one that never left."""
    from sfph_desktop.core.usecases.stories import remove_story

    return remove_story(office, number)


def save(office: Any, number: int, to: Path, for_whom: str, *, progress: Progress) -> Done[Path]:
    """Write one into a file, and note where it went."""
    from sfph_desktop.core.usecases.story_files import write_story

    return write_story(office, number, to, for_whom=for_whom, progress=progress)


def sheets(office: Any, number: int, dpi: int = PRINTER_DPI) -> tuple[bytes, ...]:
    """Its pages as they would be printed; nothing has left yet."""
    from sfph_desktop.core.usecases.story_files import look_at_pages

    return look_at_pages(office, number, dpi)


def printed(office: Any, number: int, for_whom: str) -> Done[Story]:
    """Note that it goes to the printer now; refused when anybody in it no longer agrees."""
    from sfph_desktop.core.usecases.stories import use_story

    return use_story(office, number, "print", for_whom)
