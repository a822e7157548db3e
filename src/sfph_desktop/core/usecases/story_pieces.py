"""Case studies within other documents: what of one may be quoted in a bid, and the trace it leaves when the bid does.

Only what may be printed today is offered. What was quoted is asked for again when the answers leave: a story whose
person has taken their agreement back holds the whole file, and every story in a file that leaves is noted as a use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.bid_pages import BidPage
from sfph_desktop.core.domain.evidence_tray import TrayPiece, tokens_in
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.stories import Quote, Story
from sfph_desktop.core.domain.story_template import TEMPLATES
from sfph_desktop.core.domain.values import said_day
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.stories import allowed_now, leaving, story_of

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

_KEY = re.compile(r"story-(\d+)-[a-z0-9-]+")


def pieces(office: Office, _run: ImpactRun | None) -> Iterable[TrayPiece]:
    """What was written in case studies that are ready and may be printed today, by section, and their quotes."""
    from sfph_desktop.core.store.queries import stories as queries
    from sfph_desktop.core.store.queries.values import values_of

    found: list[TrayPiece] = []
    with office.reading() as connection:
        every: tuple[Story, ...] = values_of(connection, "stories")
        for story in every:
            if story.status == "ready" and allowed_now(office, connection, story).yes:
                found += _written(connection, story)
                found += [_quoted(story, one) for one in queries.quotes_in(connection, story.id)]
    return tuple(found)


def _written(connection: Connection, story: Story) -> list[TrayPiece]:
    from sfph_desktop.core.store.queries.stories import story_words

    written = {one.section: one.text for one in story_words(connection, story.id)}
    return [
        _piece(story, one.key, f"{one.title}: {_called(story)}", written[one.key])
        for one in TEMPLATES[story.kind]
        if written.get(one.key)
    ]


def _quoted(story: Story, quote: Quote) -> TrayPiece:
    by = f" ({quote.said_by})" if quote.said_by else ""
    return _piece(story, f"quote-{quote.id}", f"A quote: {_called(story)}", f"“{quote.text}”{by}")


def _piece(story: Story, part: str, title: str, words: str) -> TrayPiece:
    whose = "of somebody we support, told with their agreement" if story.kind == "person" else "of ours"
    return TrayPiece(
        key=f"story-{int(story.id)}-{part}",
        kind="story",
        title=title,
        words=words,
        about=f"From the case study {story.story_ref} {whose}.",
        dated=said_day(story.read_on) if story.read_on else "",
        themes=frozenset({"stories"}),
    )


def _called(story: Story) -> str:
    return story.title or story.shown_name or story.story_ref


def keys_quoted(page: BidPage) -> dict[str, int]:
    """The parts of case studies that the answers of a bid quote, by key, with the id of the case study."""
    texts = [one.answer.text for one in page.answers if one.answer is not None]
    keys = [_KEY.fullmatch(token.key) for text in texts for token in tokens_in(text)]
    return {found[0]: int(found[1]) for found in keys if found}


@contextmanager
def told_in(office: Office, page: BidPage, out: Path) -> Iterator[None]:
    """While the answers of a bid are written to `out`: every case study in them may leave, and is noted as a use.

    Raises UserCanFix, with no file and nothing noted, when what is quoted may not leave any more.
    """
    quoted = keys_quoted(page)
    if not quoted:
        yield
        return
    offered = {one.key for one in pieces(office, None)}
    with office.reading() as connection:
        for key, number in quoted.items():
            if key not in offered:
                story = story_of(connection, number)
                allowed = allowed_now(office, connection, story)
                gone = "It is not said to be ready any more, or this part was taken out of it."
                raise UserCanFix(
                    what=f"The answers quote the case study {story.story_ref}, and that part may not be printed.",
                    why=gone if allowed.yes else allowed.said,
                    do="Take it out of the answers. Nothing was written.",
                )
    where = f"{out.name}, for the bid {page.bid.bid_ref}"
    told = tuple(dict.fromkeys(quoted.values()))
    with leaving(office, f"Wrote the answers of {page.bid.bid_ref}", told, "document", where, out):
        yield
