"""People supported, their episodes, who pays for each, and the index that finds a person as one types."""

from __future__ import annotations

from sqlalchemy import DDL, Column, Index, Integer, Text, event, text

from sfph_desktop.core.domain.names import FOLDED
from sfph_desktop.core.store.tables.columns import day, metadata, needed, of, owner, part_table, record_table, words

people = record_table(
    "people",
    Column("person_ref", Text, nullable=False, unique=True),
    words("given_name"),
    words("family_name"),
    words("known_as"),
    day("date_of_birth"),
    words("gender"),
    words("postcode"),
    words("ethnic_group"),
    words("disability"),
    words("care_experienced"),
    words("phone"),
    words("email"),
    words("referral_source"),
    day("referral_date"),
    words("notes"),
    words("pronouns"),
    words("first_language"),
    words("communication"),
    words("health_conditions"),
    words("preferred_contact"),
    day("died_on"),
    # The caseload in the order people look for each other: family name, then the name they like to be called by.
    Index("people_by_name", text("family_name COLLATE NOCASE"), text("given_name COLLATE NOCASE")),
)

episodes = record_table(
    "episodes",
    Column("episode_ref", Text, nullable=False, unique=True),
    of("person_id", "people"),
    needed("service"),
    day("start_date", needed=True),
    day("end_date"),
    words("end_reason"),
    Index("episodes_by_person", "person_id"),
    Index("episodes_by_service", "service", "start_date"),
)

funding = part_table(
    "funding",
    owner("episode_id", "episodes"),
    Column("contract_ref", Text, primary_key=True),
    Column("share_bp", Integer, nullable=False),
    Index("funding_by_contract", "contract_ref"),
)

_NAMES = "given_name || ' ' || family_name || ' ' || known_as"
_OTHERS = (
    "coalesce((SELECT group_concat(o.given_name || ' ' || o.family_name, ' ') FROM other_names AS o"
    " WHERE o.person_id = people.id), '')"
)
_REFERENCE = "person_ref || ' ' || postcode || ' ' || replace(postcode, ' ', '')"
_FTS5 = "name, reference, sounds, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2'"


def _folded(expression: str) -> str:
    for letter, plain in FOLDED.items():
        expression = f"replace({expression}, '{letter}', '{plain}')"
    return expression


_SAID = _folded(f"{_NAMES} || ' ' || {_OTHERS}")
SEARCH = (
    # What is indexed of a person: the names they have and had, and their reference and postcode (with and without its
    # space). How the names sound is worked out by `search_index.py`.
    f"CREATE VIEW people_searched AS SELECT id, {_SAID} AS name, {_REFERENCE} AS reference FROM people",
    f"CREATE VIRTUAL TABLE people_search USING fts5({_FTS5})",
    # A name that goes must leave no trace in the index.
    "INSERT INTO people_search(people_search, rank) VALUES ('secure-delete', 1)",
)
"""The search index; `search_index.py` keeps it in step. No trigger does: once the index has been touched in a
transaction, every later statement of it takes ten times as long, so it is touched last."""

for _statement in SEARCH:
    event.listen(metadata, "after_create", DDL(_statement.replace("%", "%%")))  # type: ignore[no-untyped-call]
