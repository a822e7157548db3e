"""Case studies: a person's story or the enterprise's own, the quotes they may use, and every time one left the office.

A story keeps words only. Its facts are drawn from the record each time it is opened, so that a figure in it is never
typed and never old.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NewType

from sfph_desktop.core.domain.people import ServiceUserId

StoryId = NewType("StoryId", int)
QuoteId = NewType("QuoteId", int)

StoryKind = Literal["person", "enterprise"]
STORY_KINDS: tuple[StoryKind, ...] = ("person", "enterprise")
STORY_STATUSES = ("begun", "ready", "put_away")
"""`ready` when nothing is to be added; `put_away` is kept, and never printed again."""
ROUNDINGS = ("quarter", "month")
"""How exactly a person's story tells when something was."""
FORMATS = ("pdf", "docx", "html")
"""The files a story is written as."""
USES = (*FORMATS, "print", "document")
"""How a story left: as one of the files, on paper, or within another document such as a bid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One case study."""

    id: StoryId = StoryId(0)
    story_ref: str
    kind: StoryKind = "person"
    person_id: ServiceUserId | None = None
    """Whom it tells of; None for the enterprise's own."""
    title: str = ""
    shown_name: str = ""
    """What the person is called in it, as they choose: their own name or another. Never filled in for them."""
    status: str = "begun"
    rounding: str = "quarter"
    begun_on: date
    read_on: date | None = None
    """The day the person read the finished story and was content with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryWords:
    """What somebody wrote for one section of a story."""

    id: int = 0
    story_id: StoryId
    section: str
    """A key of the template of its kind (`story_template.py`)."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Something somebody said, in their words, that may or may not be used."""

    id: QuoteId = QuoteId(0)
    person_id: ServiceUserId | None = None
    """Who said it, where they are in the store: their agreement to stories then decides as well."""
    said_by: str = ""
    """How whoever said it is named in print: a name they chose, `a daughter`, `a district nurse`."""
    text: str
    said_on: date | None = None
    usable: bool = False
    """Whether they agreed that these words may be printed."""
    agreed: str = ""
    """How and when they agreed, for those who are not in the store."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryQuote:
    """A quote set into a story."""

    id: int = 0
    story_id: StoryId
    quote_id: QuoteId
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryUse:
    """One time a story left the office: kept for ever, since paper cannot be called back. One for each person in it."""

    id: int = 0
    story_id: StoryId
    person_id: ServiceUserId | None = None
    """Whom it told of: the person of the story, or one who is quoted in it."""
    used_on: date
    used_at: str = ""
    """The moment, as `2026-03-31T14:02:11`: one use of a story with several people in it has one moment."""
    how: str
    """One of USES."""
    where_to: str = ""
    """The file's name, or whom it was for."""
    title: str = ""
    """What the story was called then."""
