"""Bids as they are listed and opened; answers of earlier bids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.domain.bids import Bid, BidAnswer, BidPartner, BidQuestion
from sfph_desktop.core.domain.office_facts import Cell
from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.store.queries.values import values_by_id

BID_COLUMNS = ("id", "bid_ref", "title", "buyer", "due_date", "status", "questions", "answered")
EARLIER_COLUMNS = ("question", "text", "source", "written_on", "answer_id")


def bids(connection: Connection) -> tuple[tuple[Cell, ...], ...]:
    """Every bid: those being written first by the day they are due, then the others, the latest first."""
    rows = connection.exec_driver_sql(
        "SELECT b.id, b.bid_ref, b.title, b.buyer, b.due_date, b.status,"
        " (SELECT count(*) FROM bid_questions AS q WHERE q.bid_id = b.id),"
        " (SELECT count(*) FROM bid_questions AS q JOIN bid_answers AS a ON a.question_id = q.id"
        "  WHERE q.bid_id = b.id AND trim(a.text) <> '')"
        " FROM bids AS b ORDER BY b.status <> 'drafting', iif(b.status = 'drafting', coalesce(b.due_date, 99999),"
        " -coalesce(b.due_date, 0)), b.id DESC"
    )
    return tuple((*row[:4], None if row[4] is None else from_day(row[4]), *row[5:]) for row in rows)


def questions(connection: Connection, bid_id: int) -> tuple[BidQuestion, ...]:
    """The questions of a bid in their order."""
    found: tuple[BidQuestion, ...] = values_by_id(
        connection, "bid_questions", _ids(connection, "SELECT id FROM bid_questions WHERE bid_id = ?", bid_id)
    )
    return tuple(sorted(found, key=lambda one: (one.position, one.id)))


def answers(connection: Connection, question_ids: Sequence[int]) -> dict[int, BidAnswer]:
    """The answers of questions, by question."""
    found: list[BidAnswer] = []
    for number in question_ids:
        ids = _ids(connection, "SELECT id FROM bid_answers WHERE question_id = ?", number)
        found.extend(values_by_id(connection, "bid_answers", ids))
    return {int(one.question_id): one for one in found}


def partners(connection: Connection, bid_id: int) -> tuple[BidPartner, ...]:
    """Who bids together: the lead first."""
    found: tuple[BidPartner, ...] = values_by_id(
        connection, "bid_partners", _ids(connection, "SELECT id FROM bid_partners WHERE bid_id = ?", bid_id)
    )
    return tuple(sorted(found, key=lambda one: (one.role != "lead", one.id)))


def bid_of_ref(connection: Connection, ref: str) -> Bid | None:
    """The bid with this reference, however it is spelt; None when there is none."""
    ids = _ids(connection, "SELECT id FROM bids WHERE bid_ref = ? COLLATE NOCASE", ref)
    return next(iter(values_by_id(connection, "bids", ids)), None)


def last_ref(connection: Connection) -> str:
    """The reference given last; blank when there is no bid."""
    return str(connection.exec_driver_sql("SELECT bid_ref FROM bids ORDER BY id DESC LIMIT 1").scalar() or "")


def earlier(connection: Connection, but_bid: int) -> tuple[tuple[Any, ...], ...]:
    """Answers given before: those of other bids, and those kept by themselves; dates as dates."""
    rows = connection.exec_driver_sql(
        "SELECT q.text, a.text, b.bid_ref || ' ' || b.title, a.changed_on, a.id FROM bid_answers AS a"
        " JOIN bid_questions AS q ON q.id = a.question_id JOIN bids AS b ON b.id = q.bid_id"
        " WHERE b.id <> ? AND trim(a.text) <> ''"
        " UNION ALL SELECT question, text, source, written_on, 0 FROM earlier_answers",
        (but_bid,),
    )
    return tuple((*row[:3], None if row[3] is None else from_day(row[3]), row[4]) for row in rows)


def moved_in(connection: Connection) -> int:
    """The last unit of work that touched anything but the bids themselves; 0 when there is none.

    What may be quoted, and whether a quoted figure is another today, is the same as long as this is.
    """
    found = connection.exec_driver_sql(
        "SELECT id FROM units WHERE changed NOT IN ('', 'bids', 'bid_questions', 'bid_answers', 'bid_partners')"
        " ORDER BY id DESC LIMIT 1"
    ).scalar()
    return int(found or 0)


def _ids(connection: Connection, query: str, *parameters: Any) -> list[int]:
    return [int(row[0]) for row in connection.exec_driver_sql(query, parameters)]
