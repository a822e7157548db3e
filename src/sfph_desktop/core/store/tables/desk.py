"""The network's desk: members and their keys, definitions issued, returns received, packs made, good practice.

The bytes of returns and packs are tables of their own, so that a list of thousands reads none of them.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Text

from sfph_desktop.core.store.tables.columns import count, day, needed, of, record_table, whole, words

desk_members = record_table(
    "desk_members",
    needed("name"),
    words("earlier_names"),
    day("joined_on", needed=True),
    day("left_on"),
    words("legal_form"),
    words("council"),
    words("health_board"),
    words("client_groups"),
    whole("established"),
)

desk_keys = record_table(
    "desk_keys",
    of("member_id", "desk_members"),
    Column("public_key", Text, nullable=False, unique=True),
    needed("seal_key"),
    day("accepted_on", needed=True),
    words("accepted_by"),
    day("retired_on"),
    Index("desk_keys_by_member", "member_id"),
)

desk_definitions = record_table(
    "desk_definitions",
    Column("version", Integer, nullable=False, unique=True),
    needed("first_quarter"),
    day("issued_on", needed=True),
    needed("digest"),
    needed("content"),
)

desk_returns = record_table(
    "desk_returns",
    of("member_id", "desk_members"),
    of("key_id", "desk_keys"),
    needed("quarter"),
    Column("sequence", Integer, nullable=False),
    Column("definitions", Integer, nullable=False),
    needed("digest"),
    needed("file"),
    day("received_on", needed=True),
    count("sample"),
    Index("desk_returns_by_member", "member_id", "quarter"),
    Index("desk_returns_by_key", "key_id", "sequence", unique=True),
    Index("desk_returns_by_quarter", "quarter"),
)

desk_return_contents = record_table(
    "desk_return_contents",
    Column("return_id", Integer, ForeignKey("desk_returns.id"), nullable=False, unique=True),
    Column("content", LargeBinary, nullable=False),
)

desk_packs = record_table(
    "desk_packs",
    of("member_id", "desk_members"),
    needed("quarter"),
    Column("sequence", Integer, nullable=False),
    needed("digest"),
    day("made_on", needed=True),
    Index("desk_packs_by_member", "member_id", "sequence", unique=True),
)

desk_pack_contents = record_table(
    "desk_pack_contents",
    Column("pack_id", Integer, ForeignKey("desk_packs.id"), nullable=False, unique=True),
    Column("content", LargeBinary, nullable=False),
)

desk_cards = record_table(
    "desk_cards",
    Column("ref", Text, nullable=False, unique=True),
    needed("title"),
    words("member"),
    words("themes"),
    needed("words"),
    words("learned"),
    words("agreed"),
    day("published_on", needed=True),
    day("withdrawn_on"),
)

desk_publications = record_table(
    "desk_publications",
    needed("quarter"),
    Column("edition", Integer, nullable=False),
    Column("definitions", Integer, nullable=False),
    Column("members", Integer, nullable=False),
    day("published_on", needed=True),
    count("sample"),
    words("held"),
    count("facts_held"),
    needed("content"),
    Index("desk_publications_by_quarter", "quarter", "sample", "edition", unique=True),
)

desk_published = record_table(
    "desk_published",
    of("publication_id", "desk_publications"),
    of("return_id", "desk_returns"),
    Index("desk_published_by_publication", "publication_id"),
)
