"""Bidding together: partners' public keys, and the evidence files that went out and came in."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, text

from sfph_desktop.core.store.tables.columns import day, needed, of, record_table, words

joint_keys = record_table(
    "joint_keys",
    of("partner_id", "partners"),
    needed("public_key"),
    day("accepted_on", needed=True),
    words("accepted_by"),
    day("retired_on"),
    words("seal_key"),
    Index("joint_keys_by_partner", "partner_id"),
)

joint_sent = record_table(
    "joint_sent",
    of("partner_id", "partners"),
    Column("sequence", Integer, nullable=False),
    needed("digest"),
    needed("snapshot"),
    needed("figures"),
    day("made_on", needed=True),
    words("seal_key"),
    Column("content", LargeBinary, nullable=False, server_default=text("x''")),
    Index("joint_sent_by_partner", "partner_id", "sequence", unique=True),
)

joint_taken = record_table(
    "joint_taken",
    of("partner_id", "partners"),
    needed("public_key"),
    Column("sequence", Integer, nullable=False),
    needed("digest"),
    needed("file"),
    day("taken_on", needed=True),
    needed("content"),
    Index("joint_taken_by_partner", "partner_id"),
)
