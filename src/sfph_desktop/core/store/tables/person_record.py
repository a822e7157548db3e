"""What a person's record holds besides the person: names, addresses, consent, alerts, links, roles, notes, actions."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Text, UniqueConstraint, text

from sfph_desktop.core.store.tables.columns import count, day, needed, of, record_table, whole, words

other_names = record_table(
    "other_names",
    of("person_id", "people"),
    Column("kind", Text, nullable=False, server_default=text("'former'")),
    words("given_name"),
    words("family_name"),
    day("until"),
    Index("other_names_by_person", "person_id"),
)

addresses = record_table(
    "addresses",
    of("person_id", "people"),
    day("from_date"),
    day("to_date"),
    words("lines"),
    words("postcode"),
    words("council"),
    words("health_board"),
    words("integration_authority"),
    words("data_zone"),
    whole("simd_rank"),
    words("simd_version"),
    words("area_source"),
    Index("addresses_by_person", "person_id"),
)

consents = record_table(
    "consents",
    of("person_id", "people"),
    needed("purpose"),
    day("given_on", needed=True),
    words("words"),
    words("words_version"),
    words("how"),
    day("expires_on"),
    day("withdrawn_on"),
    words("note"),
    Index("consents_by_person", "person_id", "purpose"),
)

alerts = record_table(
    "alerts",
    of("person_id", "people"),
    Column("kind", Text, nullable=False, server_default=text("'other'")),
    needed("text"),
    day("from_date", needed=True),
    day("review_on"),
    day("ended_on"),
    Index("alerts_by_person", "person_id"),
)

# The other is a record of its own or only a name; when that record is removed, so is the link to it.
links = record_table(
    "links",
    of("person_id", "people"),
    Column("other_id", Integer, ForeignKey("people.id")),
    needed("kind"),
    words("name"),
    words("contact"),
    day("from_date"),
    day("to_date"),
    words("note"),
    Index("links_by_person", "person_id"),
    Index("links_by_other", "other_id"),
)

roles = record_table(
    "roles",
    of("person_id", "people"),
    needed("role"),
    day("from_date", needed=True),
    day("to_date"),
    words("detail"),
    Index("roles_by_person", "person_id"),
)

notes = record_table(
    "notes",
    of("person_id", "people"),
    day("date", needed=True),
    needed("author"),
    needed("text"),
    count("private"),
    Index("notes_by_person", "person_id"),
)

actions = record_table(
    "actions",
    of("person_id", "people"),
    needed("what"),
    day("due_on"),
    words("by_whom"),
    day("done_on"),
    Index("actions_by_person", "person_id"),
    Index("actions_by_due", "due_on"),
)

joins = record_table(
    "joins",
    of("person_id", "people"),
    of("other_id", "people"),
    day("joined_on", needed=True),
    words("reason"),
    UniqueConstraint("other_id"),
    Index("joins_by_person", "person_id"),
)

different_people = record_table(
    "different_people",
    of("person_id", "people"),
    of("other_id", "people"),
    day("said_on", needed=True),
    words("reason"),
    UniqueConstraint("person_id", "other_id"),
    Index("different_people_by_other", "other_id"),
)
