"""Partners, the people there, referrals in and out, and what a partner does for one person."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Text, text

from sfph_desktop.core.store.tables.columns import count, day, needed, of, record_table, words

partners = record_table(
    "partners",
    Column("partner_ref", Text, nullable=False, unique=True),
    needed("name"),
    Column("kind", Text, nullable=False, server_default=text("'other'")),
    words("council"),
    words("health_board"),
    words("integration_authority"),
    words("address"),
    words("postcode"),
    words("phone"),
    words("email"),
    words("website"),
    words("description"),
    words("source_id"),
    day("retired_on"),
)

partner_contacts = record_table(
    "partner_contacts",
    of("partner_id", "partners"),
    needed("name"),
    words("job"),
    words("phone"),
    words("email"),
    Index("partner_contacts_by_partner", "partner_id"),
)

# A partner that a referral or an involvement still names cannot be removed: it is retired instead.
referrals = record_table(
    "referrals",
    of("person_id", "people"),
    needed("direction"),
    Column("partner_id", Integer, ForeignKey("partners.id")),
    words("source"),
    words("service"),
    words("reason"),
    day("made_on", needed=True),
    day("first_contact_on"),
    Column("outcome", Text, nullable=False, server_default=text("'waiting'")),
    day("outcome_on"),
    count("priority"),
    words("note"),
    Index("referrals_by_person", "person_id"),
    Index("referrals_by_partner", "partner_id"),
    Index("referrals_by_outcome", "outcome", "made_on"),
)

involvements = record_table(
    "involvements",
    of("person_id", "people"),
    of("partner_id", "partners"),
    words("contact"),
    words("what"),
    day("from_date"),
    day("to_date"),
    Index("involvements_by_person", "person_id"),
    Index("involvements_by_partner", "partner_id"),
)
