"""What wins and keeps work: contracts in full, notices, bids, promises, stories; and the facts behind a run."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Each column's tables by a function of its own, further down."""
    _kept_facts()
    _notices()
    _stories()
    _bids()
    _contracts()
    _joint()
    _promises()
    _duties()


def _kept_facts() -> None:
    """What a run was worked out from, without anybody's identity; runs of before have none."""
    op.create_table(
        "kept_facts",
        sa.Column("snapshot_id", sa.Integer, sa.ForeignKey("snapshots.id"), primary_key=True),
        sa.Column("program", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
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


def _words(name: str, default: str = "") -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, server_default=sa.text(f"'{default}'"))


def _needed(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False)


def _whole(name: str, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=not needed)


def _count(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, server_default=sa.text("0"))


def _day(name: str, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=not needed)


def _of(name: str, table: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=False)


def _notices() -> None:
    _record(
        "opportunities",
        sa.Column("opportunity_ref", sa.Text, nullable=False, unique=True),
        _needed("title"),
        *(_words(name) for name in ("buyer", "buyer_kind", "buyer_region", "description")),
        _words("source", "hand"),
        _words("jurisdiction"),
        _words("route", "notice"),
        *(_words(name) for name in ("stage", "ocid")),
        _count("only_changes"),
        _words("language"),
        *(_whole(name) for name in ("published_on", "updated_on", "questions_by")),
        _words("questions_time"),
        _whole("tenders_by"),
        _words("tenders_time"),
        *(_whole(name) for name in ("contract_start", "contract_end", "duration_days")),
        _words("extension"),
        *(_whole(name) for name in ("value", "value_gross", "value_low")),
        *(_words(name) for name in ("value_words", "procedure", "how_to_apply", "who_may_apply")),
        *(_words(name) for name in ("decision", "decision_reason")),
        _whole("decided_on"),
        *(_words(name) for name in ("decided_by", "decided_with", "note")),
    )
    op.create_index("opportunities_by_ocid", "opportunities", ["ocid"])
    op.create_index("opportunities_by_deadline", "opportunities", ["tenders_by"])
    op.create_index("opportunities_by_questions", "opportunities", ["questions_by"])
    _notice_parts()
    _record(
        "bidder_lists",
        _needed("buyer"),
        _words("kind", "preferred"),
        _words("what"),
        *(_whole(name) for name in ("up_to", "from_date", "to_date")),
        *(_words(name) for name in ("source", "note")),
    )
    _record(
        "bidder_facts",
        _whole("date", needed=True),
        *(_whole(name) for name in ("turnover", "employees", "employees_integrated")),
        *(_words(name) for name in ("main_aim", "aim_written_in", "note")),
    )


def _notice_parts() -> None:
    _record(
        "opportunity_lots",
        _of("opportunity_id", "opportunities"),
        _needed("lot"),
        *(_words(name) for name in ("title", "description")),
        *(_whole(name) for name in ("value", "contract_start", "contract_end", "duration_days")),
        _words("extension"),
        _count("position"),
    )
    _record(
        "opportunity_criteria",
        _of("opportunity_id", "opportunities"),
        *(_words(name) for name in ("lot", "kind", "name")),
        sa.Column("weight", sa.Text),
        _words("weight_words"),
        _count("position"),
    )
    _record(
        "opportunity_details",
        _of("opportunity_id", "opportunities"),
        _needed("kind"),
        *(_words(name) for name in ("code", "text", "place")),
        _count("position"),
    )
    _record(
        "notice_releases",
        _of("opportunity_id", "opportunities"),
        *(_needed(name) for name in ("ocid", "release_key")),
        *(_words(name) for name in ("released_at", "tags", "file")),
        _whole("read_on", needed=True),
        _needed("content"),
    )
    for name in ("opportunity_lots", "opportunity_criteria", "opportunity_details", "notice_releases"):
        op.create_index(f"{name}_by_opportunity", name, ["opportunity_id"])


def _stories() -> None:
    _record(
        "stories",
        sa.Column("story_ref", sa.Text, nullable=False, unique=True),
        _needed("kind"),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id")),
        _words("title"),
        _words("shown_name"),
        sa.Column("status", sa.Text, nullable=False, server_default=sa.text("'begun'")),
        sa.Column("rounding", sa.Text, nullable=False, server_default=sa.text("'quarter'")),
        _whole("begun_on", needed=True),
        _whole("read_on"),
    )
    op.create_index("stories_by_person", "stories", ["person_id"])
    _record("story_words", _of("story_id", "stories"), _needed("section"), _needed("text"))
    op.create_index("story_words_by_story", "story_words", ["story_id"])
    _record(
        "quotes",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id")),
        _words("said_by"),
        _needed("text"),
        _whole("said_on"),
        _count("usable"),
        _words("agreed"),
        _words("note"),
    )
    op.create_index("quotes_by_person", "quotes", ["person_id"])
    _record("story_quotes", _of("story_id", "stories"), _of("quote_id", "quotes"), _count("position"))
    op.create_index("story_quotes_by_story", "story_quotes", ["story_id"])
    op.create_index("story_quotes_by_quote", "story_quotes", ["quote_id"])
    _record(
        "story_uses",
        _of("story_id", "stories"),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id")),
        _whole("used_on", needed=True),
        _words("used_at"),
        _needed("how"),
        _words("where_to"),
        _words("title"),
    )
    op.create_index("story_uses_by_story", "story_uses", ["story_id"])
    op.create_index("story_uses_by_person", "story_uses", ["person_id"])


def _bids() -> None:
    _record(
        "bids",
        sa.Column("bid_ref", sa.Text, nullable=False, unique=True),
        _needed("title"),
        _words("buyer"),
        _words("opportunity"),
        _day("due_date"),
        _words("due_time"),
        _words("lots"),
        _words("status", "drafting"),
        _words("snapshot"),
        _words("numbers_shown", "text"),
        _words("note"),
    )
    _record(
        "bid_questions",
        _of("bid_id", "bids"),
        _words("number"),
        _needed("text"),
        sa.Column("most", sa.Integer),
        _words("unit", "words"),
        _words("way", "between_spaces"),
        _count("hyphens_part"),
        sa.Column("weight", sa.REAL),
        _count("position"),
    )
    op.create_index("bid_questions_by_bid", "bid_questions", ["bid_id"])
    _record("bid_answers", _of("question_id", "bid_questions"), _words("text"), _day("changed_on"))
    op.create_index("bid_answers_by_question", "bid_answers", ["question_id"], unique=True)
    op.create_table(
        "bid_quotes",
        sa.Column("answer_id", sa.Integer, sa.ForeignKey("bid_answers.id"), primary_key=True),
        sa.Column("token", sa.Text, primary_key=True),
        _needed("words"),
        _words("number"),
        _day("quoted_on", needed=True),
        _words("kept"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    _record("earlier_answers", _needed("question"), _needed("text"), _words("source"), _day("written_on", needed=True))
    _record(
        "policies",
        _needed("name"),
        _words("kind", "policy"),
        _words("number"),
        _words("issuer"),
        _day("agreed_on"),
        _day("expires_on"),
        _words("file"),
        _words("note"),
    )
    _record(
        "bid_partners",
        _of("bid_id", "bids"),
        _needed("name"),
        _words("role", "partner"),
        _words("lots"),
        sa.Column("share", sa.Text),
        _words("does"),
        _words("risks"),
    )
    op.create_index("bid_partners_by_bid", "bid_partners", ["bid_id"])


def _contracts() -> None:
    _record(
        "commissioners",
        sa.Column("name", sa.Text, nullable=False, unique=True),
        _words("kind", "other"),
        *(_words(name) for name in ("area", "contact", "phone", "email", "note")),
    )
    op.add_column("contracts", _words("extension"))
    op.add_column("contracts", _whole("extended_to"))
    _record(
        "contract_lots",
        _of("contract_id", "contracts"),
        _needed("lot"),
        _words("title"),
        _whole("value"),
        _count("position"),
    )
    op.create_index("contract_lots_by_contract", "contract_lots", ["contract_id"])
    _record(
        "contract_partners",
        _of("contract_id", "contracts"),
        sa.Column("partner_id", sa.Integer, sa.ForeignKey("partners.id")),
        _needed("name"),
        _words("role", "partner"),
        sa.Column("share", sa.Text),
        _words("lot"),
        _words("note"),
    )
    op.create_index("contract_partners_by_contract", "contract_partners", ["contract_id"])
    _record("report_layouts", _needed("name"), *(_words(name) for name in ("contract_ref", "commissioner", "title")))
    _record(
        "report_sections",
        _of("layout_id", "report_layouts"),
        _needed("kind"),
        *(_words(name) for name in ("heading", "fields", "question")),
        _count("position"),
    )
    op.create_index("report_sections_by_layout", "report_sections", ["layout_id"])
    _record(
        "report_answers",
        _of("section_id", "report_sections"),
        _needed("contract_ref"),
        _needed("quarter"),
        _words("text"),
    )
    op.create_index("report_answers_by_section", "report_answers", ["section_id"])
    # Whom the contracts name becomes a record of its own, in the unit of work that brought the first of them.
    op.execute(
        "INSERT INTO commissioners (made_in, name) SELECT min(made_in), trim(commissioner) FROM contracts"
        " WHERE trim(commissioner) <> '' GROUP BY trim(commissioner) ORDER BY min(id)"
    )


def _joint() -> None:
    _record(
        "joint_keys",
        _of("partner_id", "partners"),
        _needed("public_key"),
        _day("accepted_on", needed=True),
        _words("accepted_by"),
        _day("retired_on"),
    )
    op.create_index("joint_keys_by_partner", "joint_keys", ["partner_id"])
    _record(
        "joint_sent",
        _of("partner_id", "partners"),
        _whole("sequence", needed=True),
        *(_needed(name) for name in ("digest", "snapshot", "figures")),
        _day("made_on", needed=True),
    )
    op.create_index("joint_sent_by_partner", "joint_sent", ["partner_id", "sequence"], unique=True)
    _record(
        "joint_taken",
        _of("partner_id", "partners"),
        _needed("public_key"),
        _whole("sequence", needed=True),
        *(_needed(name) for name in ("digest", "file")),
        _day("taken_on", needed=True),
        _needed("content"),
    )
    op.create_index("joint_taken_by_partner", "joint_taken", ["partner_id"])


def _promises() -> None:
    _record(
        "promises",
        sa.Column("promise_ref", sa.Text, nullable=False, unique=True),
        _needed("title"),
        *(_words(name) for name in ("benefit", "contract_ref", "bid_ref")),
        sa.Column("number", sa.REAL, nullable=False),
        _needed("unit"),
        _day("due_date"),
        _day("made_on", needed=True),
        _words("deliverer"),
        _whole("cost"),
        _words("note"),
    )
    op.create_index("promises_by_due", "promises", ["due_date"])
    _record(
        "promise_deliveries",
        _of("promise_id", "promises"),
        _day("date", needed=True),
        sa.Column("number", sa.REAL, nullable=False),
        *(_words(name) for name in ("proof", "file")),
    )
    op.create_index("promise_deliveries_by_promise", "promise_deliveries", ["promise_id"])
    _record(
        "fair_work_answers",
        sa.Column("criterion", sa.Text, nullable=False, unique=True),
        _needed("text"),
        _day("changed_on", needed=True),
    )
    _record(
        "costs_beside",
        _needed("what"),
        _whole("cost", needed=True),
        _words("per", "person"),
        _needed("source"),
        *(_words(name) for name in ("unit_value", "contract_ref", "note")),
    )
    _savings()
    _psps()


def _savings() -> None:
    _record(
        "saving_cases",
        sa.Column("case_ref", sa.Text, nullable=False, unique=True),
        _needed("title"),
        *(_words(name) for name in ("asked_of", "contract_ref")),
        _whole("invest", needed=True),
        *(_whole(name) for name in ("running", "match")),
        _words("match_from"),
        _day("starts_on"),
        sa.Column("years", sa.Integer, nullable=False, server_default=sa.text("3")),
        *(_words(name) for name in ("conditions", "note")),
    )
    _record(
        "saving_lines",
        _of("case_id", "saving_cases"),
        *(_needed(name) for name in ("payer", "what")),
        _whole("low"),
        _whole("amount", needed=True),
        _whole("high"),
        sa.Column("cashable", sa.Text),
        _words("cashable_why"),
        _count("from_month"),
        *(_words(name) for name in ("source", "evidence")),
    )
    op.create_index("saving_lines_by_case", "saving_lines", ["case_id"])


def _psps() -> None:
    _record(
        "psps",
        sa.Column("psp_ref", sa.Text, nullable=False, unique=True),
        _needed("title"),
        *(_words(name) for name in ("public_body", "contract_ref")),
        _words("stage", "design"),
        *(_day(name) for name in ("starts_on", "pilot_from", "pilot_to", "tender_by")),
        _whole("pilot_cost"),
        _words("note"),
    )
    _record("psp_partners", _of("psp_id", "psps"), _needed("name"), _words("role"))
    op.create_index("psp_partners_by_psp", "psp_partners", ["psp_id"])
    _record(
        "psp_entries",
        _of("psp_id", "psps"),
        *(_needed(name) for name in ("stage", "kind")),
        _day("date", needed=True),
        _needed("text"),
        *(_words(name) for name in ("by_whom", "evidence")),
        _whole("cost"),
    )
    op.create_index("psp_entries_by_psp", "psp_entries", ["psp_id"])


def _duties() -> None:
    _record(
        "duties",
        _words("kind", "office"),
        *(_needed(name) for name in ("what", "who")),
        *(_words(name) for name in ("stands_in", "note")),
    )
