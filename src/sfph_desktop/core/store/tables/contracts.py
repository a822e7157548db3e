"""Contracts, what was promised under them, what went in, and the workforce."""

from __future__ import annotations

from sqlalchemy import Column, Text

from sfph_desktop.core.store.tables.columns import day, exact, needed, number, record_table, whole, words

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
