"""Bids: questions, answers with what they quote, earlier answers, policies, and who bids together."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Text, text

from sfph_desktop.core.store.tables.columns import (
    count,
    day,
    exact,
    needed,
    number,
    of,
    owner,
    part_table,
    record_table,
    whole,
    words,
)


def _stands(name: str, standing: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=text(f"'{standing}'"))


bids = record_table(
    "bids",
    Column("bid_ref", Text, nullable=False, unique=True),
    needed("title"),
    words("buyer"),
    words("opportunity"),
    day("due_date"),
    words("due_time"),
    words("lots"),
    _stands("status", "drafting"),
    words("snapshot"),
    _stands("numbers_shown", "text"),
    words("note"),
)

bid_questions = record_table(
    "bid_questions",
    of("bid_id", "bids"),
    words("number"),
    needed("text"),
    whole("most"),
    _stands("unit", "words"),
    _stands("way", "between_spaces"),
    Column("hyphens_part", Integer, nullable=False, server_default=text("0")),
    number("weight"),
    count("position"),
    Index("bid_questions_by_bid", "bid_id"),
)

bid_answers = record_table(
    "bid_answers",
    of("question_id", "bid_questions"),
    words("text"),
    day("changed_on"),
    Index("bid_answers_by_question", "question_id", unique=True),
)

bid_quotes = part_table(
    "bid_quotes",
    owner("answer_id", "bid_answers"),
    Column("token", Text, primary_key=True),
    needed("words"),
    words("number"),
    day("quoted_on", needed=True),
    words("kept"),
)

earlier_answers = record_table(
    "earlier_answers",
    needed("question"),
    needed("text"),
    words("source"),
    day("written_on", needed=True),
)

policies = record_table(
    "policies",
    needed("name"),
    _stands("kind", "policy"),
    words("number"),
    words("issuer"),
    day("agreed_on"),
    day("expires_on"),
    words("file"),
    words("note"),
)

bid_partners = record_table(
    "bid_partners",
    of("bid_id", "bids"),
    needed("name"),
    _stands("role", "partner"),
    words("lots"),
    exact("share"),
    words("does"),
    words("risks"),
    Index("bid_partners_by_bid", "bid_id"),
)
