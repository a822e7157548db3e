"""What recording needs: whole records of people, joins, groups and registers, partners, own questionnaires."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _people()
    _consents_of_their_own()
    _addresses_of_their_own()
    _delivery()
    _partners()
    _measures()
    _the_office()
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


def _words(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, server_default=sa.text("''"))


def _needed(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False)


def _count(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, server_default=sa.text("0"))


def _whole(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer)


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False)


def _of(name: str, table: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=False)


def _people() -> None:
    op.add_column("people", _words("pronouns"))
    op.add_column("people", _words("first_language"))
    op.add_column("people", _words("communication"))
    op.add_column("people", _words("health_conditions"))
    op.add_column("people", _words("preferred_contact"))
    op.add_column("people", _whole("died_on"))
    _record(
        "other_names",
        _of("person_id", "people"),
        sa.Column("kind", sa.Text, nullable=False, server_default=sa.text("'former'")),
        _words("given_name"),
        _words("family_name"),
        _whole("until"),
    )
    op.create_index("other_names_by_person", "other_names", ["person_id"])
    _record(
        "addresses",
        _of("person_id", "people"),
        _whole("from_date"),
        _whole("to_date"),
        _words("lines"),
        _words("postcode"),
        _words("council"),
        _words("health_board"),
        _words("integration_authority"),
        _words("data_zone"),
        _whole("simd_rank"),
        _words("simd_version"),
        _words("area_source"),
    )
    op.create_index("addresses_by_person", "addresses", ["person_id"])
    _record(
        "consents",
        _of("person_id", "people"),
        _needed("purpose"),
        _day("given_on"),
        _words("words"),
        _words("words_version"),
        _words("how"),
        _whole("expires_on"),
        _whole("withdrawn_on"),
        _words("note"),
    )
    op.create_index("consents_by_person", "consents", ["person_id", "purpose"])
    _record(
        "alerts",
        _of("person_id", "people"),
        sa.Column("kind", sa.Text, nullable=False, server_default=sa.text("'other'")),
        _needed("text"),
        _day("from_date"),
        _whole("review_on"),
        _whole("ended_on"),
    )
    op.create_index("alerts_by_person", "alerts", ["person_id"])
    _record(
        "links",
        _of("person_id", "people"),
        sa.Column("other_id", sa.Integer, sa.ForeignKey("people.id")),
        _needed("kind"),
        _words("name"),
        _words("contact"),
        _whole("from_date"),
        _whole("to_date"),
        _words("note"),
    )
    op.create_index("links_by_other", "links", ["other_id"])
    op.create_index("links_by_person", "links", ["person_id"])
    _record(
        "roles",
        _of("person_id", "people"),
        _needed("role"),
        _day("from_date"),
        _whole("to_date"),
        _words("detail"),
    )
    op.create_index("roles_by_person", "roles", ["person_id"])
    _record(
        "notes",
        _of("person_id", "people"),
        _day("date"),
        _needed("author"),
        _needed("text"),
        _count("private"),
    )
    op.create_index("notes_by_person", "notes", ["person_id"])
    _record(
        "actions",
        _of("person_id", "people"),
        _needed("what"),
        _whole("due_on"),
        _words("by_whom"),
        _whole("done_on"),
    )
    op.create_index("actions_by_due", "actions", ["due_on"])
    op.create_index("actions_by_person", "actions", ["person_id"])
    _record(
        "joins",
        _of("person_id", "people"),
        _of("other_id", "people"),
        _day("joined_on"),
        _words("reason"),
        sa.UniqueConstraint("other_id"),
    )
    op.create_index("joins_by_person", "joins", ["person_id"])
    _record(
        "different_people",
        _of("person_id", "people"),
        _of("other_id", "people"),
        _day("said_on"),
        _words("reason"),
        sa.UniqueConstraint("person_id", "other_id"),
    )
    op.create_index("different_people_by_other", "different_people", ["other_id"])


PURPOSES = {"consent_record": "service", "consent_share": "share", "consent_story": "story"}


def _consents_of_their_own() -> None:
    """The three days of consent move from the person to the consents: of people there, and of people removed."""
    here = op.get_bind()
    for column, purpose in PURPOSES.items():
        here.exec_driver_sql(
            "INSERT INTO consents (made_in, person_id, purpose, given_on)"
            f" SELECT made_in, id, ?, {column} FROM people WHERE {column} IS NOT NULL ORDER BY id",
            (purpose,),
        )
    _consents_of_removed_people(here)
    for column in PURPOSES:
        op.drop_column("people", column)


def _consents_of_removed_people(here: Any) -> None:
    """A person who was removed comes back by undo with their record: their consents are noted as removed with them."""
    removed = here.exec_driver_sql(
        "SELECT max(id), unit_id, record_id, before FROM history WHERE kind = 'people' AND after IS NULL"
        " AND record_id NOT IN (SELECT id FROM people) GROUP BY record_id ORDER BY record_id"
    ).all()
    free = 1 + int(here.exec_driver_sql("SELECT coalesce(max(id), 0) FROM consents").scalar_one())
    noted = []
    for _, unit, person, before in removed:
        was = json.loads(before)
        for column, purpose in PURPOSES.items():
            if was.get(column) is not None:
                row = {"id": free, "made_in": was["made_in"], "person_id": person, "purpose": purpose}
                noted.append((unit, "consents", free, person, json.dumps({**row, "given_on": was[column]})))
                free += 1
    if noted:
        sql = "INSERT INTO history (unit_id, kind, record_id, person_id, before) VALUES (?, ?, ?, ?, ?)"
        here.exec_driver_sql(sql, noted)
        here.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'consents'")
        here.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('consents', ?)", (free - 1,))


def _addresses_of_their_own() -> None:
    """Everybody's postcode is their address, since before the record began; its area is looked up when asked for."""
    op.execute(
        "INSERT INTO addresses (made_in, person_id, postcode)"
        " SELECT made_in, id, postcode FROM people WHERE postcode <> '' ORDER BY id"
    )


def _delivery() -> None:
    _record(
        "services",
        sa.Column("name", sa.Text, nullable=False, unique=True),
        _words("purpose"),
        _words("who_for"),
        _whole("from_date"),
        _whole("to_date"),
    )
    _record(
        "activities",
        _needed("service"),
        _needed("name"),
        _whole("minutes"),
        _words("place"),
        sa.UniqueConstraint("service", "name"),
    )
    _record(
        "groups",
        sa.Column("name", sa.Text, nullable=False, unique=True),
        _needed("service"),
        _words("activity"),
        _words("place"),
        sa.Column("every", sa.Text, nullable=False, server_default=sa.text("'week'")),
        _count("weekday"),
        _words("starts_at"),
        _whole("minutes"),
        sa.Column("present_by_default", sa.Integer, nullable=False, server_default=sa.text("1")),
        _whole("from_date"),
        _whole("to_date"),
        _words("note"),
    )
    _record(
        "group_members",
        _of("group_id", "groups"),
        _of("person_id", "people"),
        _day("from_date"),
        _whole("to_date"),
    )
    op.create_index("group_members_by_group", "group_members", ["group_id"])
    op.create_index("group_members_by_person", "group_members", ["person_id"])
    _record(
        "absences",
        _of("session_id", "sessions"),
        _of("person_id", "people"),
        _words("reason"),
        sa.UniqueConstraint("session_id", "person_id"),
    )
    op.create_index("absences_by_person", "absences", ["person_id"])
    # As raw SQL: Alembic would make the reference a constraint of its own, which SQLite cannot add.
    op.execute("ALTER TABLE sessions ADD COLUMN group_id INTEGER REFERENCES groups (id)")
    op.add_column("sessions", _words("starts_at"))
    op.add_column("sessions", _words("register"))
    op.add_column("sessions", _words("note"))
    op.create_index("sessions_by_group", "sessions", ["group_id", "date"])
    op.add_column("attendance", _count("walk_in"))
    op.add_column("attendance", _words("note"))


def _partners() -> None:
    _record(
        "partners",
        sa.Column("partner_ref", sa.Text, nullable=False, unique=True),
        _needed("name"),
        sa.Column("kind", sa.Text, nullable=False, server_default=sa.text("'other'")),
        _words("council"),
        _words("health_board"),
        _words("integration_authority"),
        _words("address"),
        _words("postcode"),
        _words("phone"),
        _words("email"),
        _words("website"),
        _words("description"),
        _words("source_id"),
        _whole("retired_on"),
    )
    _record(
        "partner_contacts",
        _of("partner_id", "partners"),
        _needed("name"),
        _words("job"),
        _words("phone"),
        _words("email"),
    )
    op.create_index("partner_contacts_by_partner", "partner_contacts", ["partner_id"])
    _record(
        "referrals",
        _of("person_id", "people"),
        _needed("direction"),
        sa.Column("partner_id", sa.Integer, sa.ForeignKey("partners.id")),
        _words("source"),
        _words("service"),
        _words("reason"),
        _day("made_on"),
        _whole("first_contact_on"),
        sa.Column("outcome", sa.Text, nullable=False, server_default=sa.text("'waiting'")),
        _whole("outcome_on"),
        _count("priority"),
        _words("note"),
    )
    op.create_index("referrals_by_outcome", "referrals", ["outcome", "made_on"])
    op.create_index("referrals_by_partner", "referrals", ["partner_id"])
    op.create_index("referrals_by_person", "referrals", ["person_id"])
    _record(
        "involvements",
        _of("person_id", "people"),
        _of("partner_id", "partners"),
        _words("contact"),
        _words("what"),
        _whole("from_date"),
        _whole("to_date"),
    )
    op.create_index("involvements_by_partner", "involvements", ["partner_id"])
    op.create_index("involvements_by_person", "involvements", ["person_id"])


def _measures() -> None:
    _record(
        "own_instruments",
        _needed("instrument"),
        sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("1")),
        _needed("definition"),
        sa.Column("source", sa.Text, nullable=False, server_default=sa.text("'form'")),
        _day("made_on"),
        _whole("retired_on"),
        sa.UniqueConstraint("instrument", "version"),
    )
    _record(
        "wordings",
        sa.Column("instrument", sa.Text, nullable=False, unique=True),
        _needed("texts"),
        _needed("declared_by"),
        _day("declared_on"),
        _words("terms"),
    )
    _record(
        "paper_copies",
        sa.Column("code", sa.Text, nullable=False, unique=True),
        _of("person_id", "people"),
        _needed("instrument"),
        _words("stage"),
        _day("printed_on"),
        _whole("answered_on"),
    )
    op.create_index("paper_copies_by_person", "paper_copies", ["person_id"])
    _record(
        "answer_drafts",
        _of("person_id", "people"),
        _needed("instrument"),
        _day("date"),
        _words("stage"),
        sa.Column("how", sa.Text, nullable=False, server_default=sa.text("'paper'")),
        _needed("answers"),
        _words("again"),
        _words("code"),
    )
    op.create_index("answer_drafts_by_person", "answer_drafts", ["person_id"])
    op.create_table(
        "answer_texts",
        sa.Column("assessment_id", sa.Integer, sa.ForeignKey("assessments.id"), primary_key=True),
        sa.Column("item", sa.Text, primary_key=True),
        _needed("words"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )


def _the_office() -> None:
    _record(
        "import_mappings",
        _needed("name"),
        _needed("shape"),
        _needed("mapping"),
        _day("used_on"),
    )
    op.create_index("import_mappings_by_shape", "import_mappings", ["shape"])
    op.add_column("units", _words("series"))
    op.create_index("units_by_series", "units", ["series"], sqlite_where=sa.text("series <> ''"))


NAMES = "given_name || ' ' || family_name || ' ' || known_as"
OTHERS = (
    "coalesce((SELECT group_concat(o.given_name || ' ' || o.family_name, ' ') FROM other_names AS o"
    " WHERE o.person_id = people.id), '')"
)
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
    """Other names are found as well, and names by how they sound; the runner fills the index after the steps."""
    name = f"{NAMES} || ' ' || {OTHERS}"
    for letter, plain in FOLDED.items():
        name = f"replace({name}, '{letter}', '{plain}')"
    reference = "person_ref || ' ' || postcode || ' ' || replace(postcode, ' ', '')"
    op.execute("DROP VIEW people_searched")
    op.execute("DROP TABLE people_search")
    op.execute(f"CREATE VIEW people_searched AS SELECT id, {name} AS name, {reference} AS reference FROM people")
    op.execute(
        "CREATE VIRTUAL TABLE people_search USING"
        " fts5(name, reference, sounds, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute("INSERT INTO people_search(people_search, rank) VALUES ('secure-delete', 1)")
