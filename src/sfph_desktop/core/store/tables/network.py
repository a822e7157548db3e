"""Being a member of a network: its desk, its definitions, our profile, what was sent and released, what came back."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from sfph_desktop.core.store.tables.columns import (
    count,
    day,
    exact,
    metadata,
    needed,
    of,
    record_table,
    whole,
    words,
)

network_desks = record_table(
    "network_desks",
    needed("network"),
    needed("public_key"),
    needed("seal_key"),
    day("accepted_on", needed=True),
    words("accepted_by"),
    day("left_on"),
)

network_definitions = record_table(
    "network_definitions",
    of("desk_id", "network_desks"),
    Column("version", Integer, nullable=False),
    needed("first_quarter"),
    needed("digest"),
    day("taken_on", needed=True),
    needed("content"),
    Index("network_definitions_by_desk", "desk_id", "version", unique=True),
)

network_profile = record_table(
    "network_profile",
    words("member_name"),
    words("legal_form"),
    words("council"),
    words("health_board"),
    words("client_groups"),
    whole("established"),
)

network_mappings = record_table(
    "network_mappings",
    Column("indicator", Text, nullable=False, unique=True),
    words("measure"),
    words("note"),
)

network_sent = record_table(
    "network_sent",
    of("desk_id", "network_desks"),
    needed("quarter"),
    Column("sequence", Integer, nullable=False),
    Column("definitions", Integer, nullable=False),
    needed("digest"),
    day("made_on", needed=True),
    count("sample"),
    Column("content", LargeBinary, nullable=False),
    Index("network_sent_by_desk", "desk_id", "sequence", "digest", unique=True),
)

network_released = record_table(
    "network_released",
    of("sent_id", "network_sent"),
    needed("quarter"),
    needed("indicator"),
    words("group_kind"),
    words("group_value"),
    needed("window"),
    whole("n"),
    exact("value"),
    words("qualifier"),
    whole("true_n"),
    whole("true_k"),
    Index("network_released_by_return", "sent_id"),
    Index("network_released_by_quarter", "quarter", "indicator"),
)

network_packs = record_table(
    "network_packs",
    of("desk_id", "network_desks"),
    needed("quarter"),
    Column("sequence", Integer, nullable=False),
    needed("digest"),
    needed("file"),
    day("taken_on", needed=True),
    Column("content", LargeBinary, nullable=False),
    Index("network_packs_by_desk", "desk_id", "sequence", unique=True),
)

# What became of the files of the folder that is looked into: no record, so no unit of work makes it and the history
# knows nothing of it.
watched_files = Table(
    "watched_files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mark", Text, nullable=False, unique=True),
    needed("stands"),
    needed("fate"),
    needed("name"),
    words("why"),
    count("number"),
    words("knew"),
    sqlite_strict=True,
)
