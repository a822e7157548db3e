"""What goes to the network and comes back; and what is being typed in a register, letter by letter."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Each column's tables by a function of its own, further down."""
    _typing()
    _sealed_evidence()
    _membership()
    _desk()
    _published()
    _readiness()
    _bases()
    _folder()


def _typing() -> None:
    """What stands in a field of a register and has not been left yet; it goes with what it is about."""
    op.create_table(
        "being_typed",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("group_id", sa.Integer, sa.ForeignKey("groups.id", ondelete="CASCADE")),
        sa.Column("session_id", sa.Integer, sa.ForeignKey("sessions.id", ondelete="CASCADE")),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id", ondelete="CASCADE")),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sqlite_strict=True,
    )


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


def _needed(name: str, *, once: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, unique=once or None)


def _whole(name: str, *, needed: bool = False) -> sa.Column[Any]:
    """A whole number, or a day as the number of days since 1970."""
    return sa.Column(name, sa.Integer, nullable=not needed)


def _count(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, server_default=sa.text("0"))


def _blob(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary, nullable=False)


def _of(name: str, table: str, *, once: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=False, unique=once or None)


def _sealed_evidence() -> None:
    """Evidence files are sealed for the partner: their key for it, and the sealed bytes as they were made."""
    op.add_column("joint_keys", _words("seal_key"))
    op.add_column("joint_sent", _words("seal_key"))
    op.add_column("joint_sent", sa.Column("content", sa.LargeBinary, nullable=False, server_default=sa.text("x''")))


def _membership() -> None:
    """A member's side: the desk, its definitions, who we are to it, what left for it, what came back."""
    _record(
        "network_desks",
        *(_needed(name) for name in ("network", "public_key", "seal_key")),
        _whole("accepted_on", needed=True),
        _words("accepted_by"),
        _whole("left_on"),
    )
    _record(
        "network_definitions",
        _of("desk_id", "network_desks"),
        _whole("version", needed=True),
        *(_needed(name) for name in ("first_quarter", "digest")),
        _whole("taken_on", needed=True),
        _needed("content"),
    )
    op.create_index("network_definitions_by_desk", "network_definitions", ["desk_id", "version"], unique=True)
    _record(
        "network_profile",
        *(_words(name) for name in ("member_name", "legal_form", "council", "health_board", "client_groups")),
        _whole("established"),
    )
    _record("network_mappings", _needed("indicator", once=True), _words("measure"), _words("note"))
    _record(
        "network_sent",
        _of("desk_id", "network_desks"),
        _needed("quarter"),
        _whole("sequence", needed=True),
        _whole("definitions", needed=True),
        _needed("digest"),
        _whole("made_on", needed=True),
        _count("sample"),
        _blob("content"),
    )
    op.create_index("network_sent_by_desk", "network_sent", ["desk_id", "sequence", "digest"], unique=True)
    _record(
        "network_released",
        _of("sent_id", "network_sent"),
        *(_needed(name) for name in ("quarter", "indicator")),
        *(_words(name) for name in ("group_kind", "group_value")),
        _needed("window"),
        _whole("n"),
        sa.Column("value", sa.Text),
        _words("qualifier"),
        _whole("true_n"),
        _whole("true_k"),
    )
    op.create_index("network_released_by_return", "network_released", ["sent_id"])
    op.create_index("network_released_by_quarter", "network_released", ["quarter", "indicator"])
    _record(
        "network_packs",
        _of("desk_id", "network_desks"),
        _needed("quarter"),
        _whole("sequence", needed=True),
        *(_needed(name) for name in ("digest", "file")),
        _whole("taken_on", needed=True),
        _blob("content"),
    )
    op.create_index("network_packs_by_desk", "network_packs", ["desk_id", "sequence"], unique=True)


def _desk() -> None:
    """The desk's side: members by their keys, definitions issued, returns received, packs made, good practice."""
    _record(
        "desk_members",
        _needed("name"),
        _words("earlier_names"),
        _whole("joined_on", needed=True),
        _whole("left_on"),
        *(_words(name) for name in ("legal_form", "council", "health_board", "client_groups")),
        _whole("established"),
    )
    _record(
        "desk_keys",
        _of("member_id", "desk_members"),
        _needed("public_key", once=True),
        _needed("seal_key"),
        _whole("accepted_on", needed=True),
        _words("accepted_by"),
        _whole("retired_on"),
    )
    op.create_index("desk_keys_by_member", "desk_keys", ["member_id"])
    _record(
        "desk_definitions",
        sa.Column("version", sa.Integer, nullable=False, unique=True),
        _needed("first_quarter"),
        _whole("issued_on", needed=True),
        *(_needed(name) for name in ("digest", "content")),
    )
    _record(
        "desk_returns",
        _of("member_id", "desk_members"),
        _of("key_id", "desk_keys"),
        _needed("quarter"),
        *(_whole(name, needed=True) for name in ("sequence", "definitions")),
        *(_needed(name) for name in ("digest", "file")),
        _whole("received_on", needed=True),
        _count("sample"),
    )
    op.create_index("desk_returns_by_member", "desk_returns", ["member_id", "quarter"])
    op.create_index("desk_returns_by_key", "desk_returns", ["key_id", "sequence"], unique=True)
    op.create_index("desk_returns_by_quarter", "desk_returns", ["quarter"])
    _record("desk_return_contents", _of("return_id", "desk_returns", once=True), _blob("content"))
    _record(
        "desk_packs",
        _of("member_id", "desk_members"),
        _needed("quarter"),
        _whole("sequence", needed=True),
        _needed("digest"),
        _whole("made_on", needed=True),
    )
    op.create_index("desk_packs_by_member", "desk_packs", ["member_id", "sequence"], unique=True)
    _record("desk_pack_contents", _of("pack_id", "desk_packs", once=True), _blob("content"))
    _record(
        "desk_cards",
        _needed("ref", once=True),
        _needed("title"),
        *(_words(name) for name in ("member", "themes")),
        _needed("words"),
        *(_words(name) for name in ("learned", "agreed")),
        _whole("published_on", needed=True),
        _whole("withdrawn_on"),
    )


def _published() -> None:
    """What the desk has published of a quarter, and the returns that each edition stands on."""
    _record(
        "desk_publications",
        _needed("quarter"),
        *(_whole(name, needed=True) for name in ("edition", "definitions", "members", "published_on")),
        _count("sample"),
        _words("held"),
        _count("facts_held"),
        _needed("content"),
    )
    op.create_index("desk_publications_by_quarter", "desk_publications", ["quarter", "sample", "edition"], unique=True)
    _record("desk_published", _of("publication_id", "desk_publications"), _of("return_id", "desk_returns"))
    op.create_index("desk_published_by_publication", "desk_published", ["publication_id"])


def _readiness() -> None:
    """What was answered to the questions on readiness for growth."""
    _record(
        "readiness_answers",
        _needed("question", once=True),
        _needed("answer"),
        _words("note"),
        _whole("answered_on", needed=True),
        _words("answered_by"),
    )


def _bases() -> None:
    """By what right a field leaves for the network, and agreements on rows under made-up names."""
    _record(
        "lawful_bases",
        *(_needed(name) for name in ("purpose", "field", "basis")),
        *(_words(name) for name in ("condition", "reason", "decided_by")),
        _whole("from_date", needed=True),
        _whole("ended_on"),
    )
    op.create_index("lawful_bases_by_purpose", "lawful_bases", ["purpose", "field"])
    _record(
        "row_agreements",
        _needed("desk_key"),
        _whole("agreed_on", needed=True),
        _words("agreed_by"),
        _needed("words"),
        _whole("ended_on"),
    )


def _folder() -> None:
    """What became of the files of the folder that is looked into; no record, and in no history."""
    op.create_table(
        "watched_files",
        sa.Column("id", sa.Integer, primary_key=True),
        _needed("mark", once=True),
        *(_needed(name) for name in ("stands", "fate", "name")),
        _words("why"),
        _count("number"),
        _words("knew"),
        sqlite_strict=True,
    )
