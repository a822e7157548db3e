"""The first tables: people, delivery, measures, contracts, impact, and the office's own."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _the_office()
    _people()
    _delivery()
    _measures()
    _contracts()
    _impact()
    _search()


def _record(name: str, *columns: Any) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("made_in", sa.Integer, nullable=False),
        *columns,
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _part(name: str, *columns: Any) -> None:
    op.create_table(name, *columns, sqlite_with_rowid=False, sqlite_strict=True)


def _words(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, server_default=sa.text("''"))


def _needed(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False)


def _of(name: str, table: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=False)


def _owner(name: str, table: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), primary_key=True)


def _the_office() -> None:
    op.create_table(
        "units",
        sa.Column("id", sa.Integer, primary_key=True),
        _needed("at"),
        _needed("who"),
        _needed("why"),
        sa.Column("undoes", sa.Integer),
        _words("changed"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "history",
        sa.Column("id", sa.Integer, primary_key=True),
        _of("unit_id", "units"),
        _needed("kind"),
        sa.Column("record_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("history_by_person", "history", ["person_id"])
    op.create_index("history_by_record", "history", ["kind", "record_id"])
    op.create_index("history_by_unit", "history", ["unit_id"])
    op.create_table(
        "settings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        _needed("value"),
        sa.Column("changed_in", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    _record(
        "imports",
        _needed("file"),
        _words("digest"),
        _needed("report"),
    )
    op.create_index("imports_by_digest", "imports", ["digest"])
    op.create_table(
        "import_rows",
        sa.Column("id", sa.Integer, primary_key=True),
        _of("import_id", "imports"),
        _needed("sheet"),
        sa.Column("row", sa.Integer, nullable=False),
        _needed("fate"),
        _words("column"),
        _words("value"),
        _words("reason"),
        _words("accepted"),
        _words("cells"),
        sqlite_strict=True,
    )
    op.create_index("import_rows_by_import", "import_rows", ["import_id"])
    _record(
        "packs",
        _needed("name"),
        _words("version"),
        _words("publisher"),
        _words("licence"),
        sa.Column("licensed", sa.Integer, nullable=False, server_default=sa.text("0")),
        _words("declared_by"),
        sa.Column("declared_on", sa.Integer),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def _people() -> None:
    _record(
        "people",
        sa.Column("person_ref", sa.Text, nullable=False, unique=True),
        _words("given_name"),
        _words("family_name"),
        _words("known_as"),
        sa.Column("date_of_birth", sa.Integer),
        _words("gender"),
        _words("postcode"),
        _words("ethnic_group"),
        _words("disability"),
        _words("care_experienced"),
        _words("phone"),
        _words("email"),
        _words("referral_source"),
        sa.Column("referral_date", sa.Integer),
        sa.Column("consent_record", sa.Integer),
        sa.Column("consent_share", sa.Integer),
        sa.Column("consent_story", sa.Integer),
        _words("notes"),
    )
    op.create_index(
        "people_by_name", "people", [sa.text("family_name COLLATE NOCASE"), sa.text("given_name COLLATE NOCASE")]
    )
    _record(
        "episodes",
        sa.Column("episode_ref", sa.Text, nullable=False, unique=True),
        _of("person_id", "people"),
        _needed("service"),
        sa.Column("start_date", sa.Integer, nullable=False),
        sa.Column("end_date", sa.Integer),
        _words("end_reason"),
    )
    op.create_index("episodes_by_person", "episodes", ["person_id"])
    op.create_index("episodes_by_service", "episodes", ["service", "start_date"])
    _part(
        "funding",
        _owner("episode_id", "episodes"),
        sa.Column("contract_ref", sa.Text, primary_key=True),
        sa.Column("share_bp", sa.Integer, nullable=False),
    )
    op.create_index("funding_by_contract", "funding", ["contract_ref"])


def _delivery() -> None:
    _record(
        "sessions",
        sa.Column("session_ref", sa.Text, nullable=False, unique=True),
        _needed("service"),
        _words("activity"),
        sa.Column("date", sa.Integer, nullable=False),
        sa.Column("minutes", sa.Integer),
        _words("place"),
        sa.Column("unnamed_low", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("unnamed_high", sa.Integer, nullable=False, server_default=sa.text("0")),
    )
    op.create_index("sessions_by_date", "sessions", ["date"])
    _record(
        "attendance",
        _of("session_id", "sessions"),
        _of("person_id", "people"),
        sa.Column("minutes", sa.Integer),
        sa.UniqueConstraint("session_id", "person_id"),
    )
    op.create_index("attendance_by_person", "attendance", ["person_id"])


def _measures() -> None:
    _record(
        "assessments",
        _of("person_id", "people"),
        _needed("instrument"),
        sa.Column("date", sa.Integer, nullable=False),
        _words("stage"),
        sa.Column("ready_score", sa.REAL),
        sa.UniqueConstraint("person_id", "instrument", "date", "stage"),
    )
    op.create_index("assessments_by_date", "assessments", ["date"])
    _part(
        "answers",
        _owner("assessment_id", "assessments"),
        sa.Column("item", sa.Integer, primary_key=True),
        sa.Column("value", sa.REAL),
    )
    _part(
        "scores",
        _owner("assessment_id", "assessments"),
        sa.Column("output", sa.Text, primary_key=True),
        sa.Column("value", sa.REAL),
        _words("version"),
    )
    _record(
        "events",
        _of("person_id", "people"),
        sa.Column("date", sa.Integer, nullable=False),
        _needed("event_type"),
        sa.Column("quantity", sa.REAL, nullable=False, server_default=sa.text("1.0")),
        sa.Column("sustained_weeks", sa.Integer),
        _words("note"),
    )
    op.create_index("events_by_date", "events", ["date"])
    op.create_index("events_by_person", "events", ["person_id"])
    _record(
        "environment",
        sa.Column("date", sa.Integer, nullable=False),
        _needed("factor"),
        sa.Column("quantity", sa.REAL, nullable=False),
        _words("replaces_factor"),
        sa.Column("replaces_quantity", sa.REAL),
        sa.Column("displacement_rate", sa.REAL),
        _words("note"),
    )
    op.create_index("environment_by_date", "environment", ["date"])


def _contracts() -> None:
    _record(
        "contracts",
        sa.Column("contract_ref", sa.Text, nullable=False, unique=True),
        _needed("title"),
        _words("commissioner"),
        _words("route"),
        sa.Column("value", sa.Integer),
        sa.Column("start_date", sa.Integer),
        sa.Column("end_date", sa.Integer),
        _words("lead_partner"),
        sa.Column("our_share", sa.Text),
        _words("ocid"),
    )
    _record(
        "targets",
        _needed("contract_ref"),
        _needed("indicator"),
        sa.Column("target", sa.REAL, nullable=False),
        sa.Column("due_date", sa.Integer),
    )
    _record(
        "inputs",
        sa.Column("date_from", sa.Integer, nullable=False),
        sa.Column("date_to", sa.Integer, nullable=False),
        _needed("kind"),
        _needed("amount"),
        _words("service"),
        _words("contract_ref"),
    )
    _record(
        "workforce",
        sa.Column("date", sa.Integer, nullable=False),
        sa.Column("staff_headcount", sa.Integer),
        sa.Column("staff_fte", sa.REAL),
        sa.Column("leavers_in_year", sa.Integer),
        sa.Column("staff_former_service_users", sa.Integer),
        sa.Column("volunteers", sa.Integer),
        _words("living_wage"),
    )


def _impact() -> None:
    _record(
        "value_lines",
        sa.Column("line_ref", sa.Text, nullable=False, unique=True),
        _needed("indicator"),
        _needed("unit_value"),
        _needed("duration_years"),
        sa.Column("deadweight", sa.Text),
        _words("deadweight_reason"),
        sa.Column("displacement", sa.Text),
        _words("displacement_reason"),
        sa.Column("attribution", sa.Text),
        _words("attribution_reason"),
        sa.Column("drop_off", sa.Text),
        _words("drop_off_reason"),
        sa.Column("cashable", sa.Text),
        _words("cashable_reason"),
        _words("contract_ref"),
        _words("overlap_group"),
    )
    _record(
        "comparisons",
        sa.Column("comparison_ref", sa.Text, nullable=False, unique=True),
        _needed("instrument"),
        _words("output"),
        _words("kind"),
        sa.Column("pairs", sa.Integer),
        sa.Column("mean_change", sa.REAL),
        sa.Column("sd_change", sa.REAL),
        sa.Column("improved_share", sa.REAL),
        _words("source"),
    )
    _record(
        "snapshots",
        sa.Column("number", sa.Integer, nullable=False, unique=True),
        _needed("made_at"),
        sa.Column("period_start", sa.Integer, nullable=False),
        sa.Column("period_end", sa.Integer, nullable=False),
        _words("service"),
        _words("contract_ref"),
        sa.Column("document", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "figures",
        sa.Column("evidence", sa.Integer, primary_key=True),
        _of("snapshot_id", "snapshots"),
        _needed("figure"),
        _words("key"),
        sa.Column("records", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("figures_by_snapshot", "figures", ["snapshot_id"])


NAMES = "given_name || ' ' || family_name || ' ' || known_as"
FOLDED = {
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "Đ": "D",
    "ß": "ss",
    "æ": "ae",
    "Æ": "Ae",
    "ð": "d",
    "þ": "th",
}


def _search() -> None:
    name = NAMES
    for letter, plain in FOLDED.items():
        name = f"replace({name}, '{letter}', '{plain}')"
    reference = "person_ref || ' ' || postcode || ' ' || replace(postcode, ' ', '')"
    op.execute(f"CREATE VIEW people_searched AS SELECT id, {name} AS name, {reference} AS reference FROM people")
    op.execute(
        "CREATE VIRTUAL TABLE people_search USING"
        " fts5(name, reference, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute("INSERT INTO people_search(people_search, rank) VALUES ('secure-delete', 1)")
