"""Case studies: the words of each, the quotes they may use, and every time one left the office."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Text, text

from sfph_desktop.core.store.tables.columns import count, day, needed, of, record_table, words

stories = record_table(
    "stories",
    Column("story_ref", Text, nullable=False, unique=True),
    needed("kind"),
    Column("person_id", Integer, ForeignKey("people.id")),
    words("title"),
    words("shown_name"),
    Column("status", Text, nullable=False, server_default=text("'begun'")),
    Column("rounding", Text, nullable=False, server_default=text("'quarter'")),
    day("begun_on", needed=True),
    day("read_on"),
    Index("stories_by_person", "person_id"),
)

story_words = record_table(
    "story_words",
    of("story_id", "stories"),
    needed("section"),
    needed("text"),
    Index("story_words_by_story", "story_id"),
)

quotes = record_table(
    "quotes",
    Column("person_id", Integer, ForeignKey("people.id")),
    words("said_by"),
    needed("text"),
    day("said_on"),
    count("usable"),
    words("agreed"),
    words("note"),
    Index("quotes_by_person", "person_id"),
)

story_quotes = record_table(
    "story_quotes",
    of("story_id", "stories"),
    of("quote_id", "quotes"),
    count("position"),
    Index("story_quotes_by_story", "story_id"),
    Index("story_quotes_by_quote", "quote_id"),
)

story_uses = record_table(
    "story_uses",
    of("story_id", "stories"),
    Column("person_id", Integer, ForeignKey("people.id")),
    day("used_on", needed=True),
    words("used_at"),
    needed("how"),
    words("where_to"),
    words("title"),
    Index("story_uses_by_story", "story_id"),
    Index("story_uses_by_person", "person_id"),
)
