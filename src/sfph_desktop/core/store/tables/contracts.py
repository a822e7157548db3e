"""Contracts, what was promised under them, what went in, and the workforce."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Text, text

from sfph_desktop.core.store.tables.columns import (
    count,
    day,
    exact,
    needed,
    number,
    of,
    record_table,
    whole,
    words,
)

commissioners = record_table(
    "commissioners",
    Column("name", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False, server_default=text("'other'")),
    words("area"),
    words("contact"),
    words("phone"),
    words("email"),
    words("note"),
)

contracts = record_table(
    "contracts",
    Column("contract_ref", Text, nullable=False, unique=True),
    needed("title"),
    words("commissioner"),
    words("route"),
    whole("value"),
    day("start_date"),
    day("end_date"),
    words("lead_partner"),
    exact("our_share"),
    words("ocid"),
    words("extension"),
    day("extended_to"),
)

contract_lots = record_table(
    "contract_lots",
    of("contract_id", "contracts"),
    needed("lot"),
    words("title"),
    whole("value"),
    count("position"),
    Index("contract_lots_by_contract", "contract_id"),
)

contract_partners = record_table(
    "contract_partners",
    of("contract_id", "contracts"),
    Column("partner_id", Integer, ForeignKey("partners.id")),
    needed("name"),
    Column("role", Text, nullable=False, server_default=text("'partner'")),
    exact("share"),
    words("lot"),
    words("note"),
    Index("contract_partners_by_contract", "contract_id"),
)

targets = record_table(
    "targets",
    needed("contract_ref"),
    needed("indicator"),
    number("target", needed=True),
    day("due_date"),
)

inputs = record_table(
    "inputs",
    day("date_from", needed=True),
    day("date_to", needed=True),
    needed("kind"),
    exact("amount", needed=True),
    words("service"),
    words("contract_ref"),
)

workforce = record_table(
    "workforce",
    day("date", needed=True),
    whole("staff_headcount"),
    number("staff_fte"),
    whole("leavers_in_year"),
    whole("staff_former_service_users"),
    whole("volunteers"),
    words("living_wage"),
)
