"""Bids: listed, opened with all that belongs to them, added, changed, removed; their questions; who bids together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.bid_pages import AnswerPage, BidPage
from sfph_desktop.core.domain.bid_rules import (
    bid_partner_problems,
    bid_problems,
    count_of,
    question_problems,
    tidy,
)
from sfph_desktop.core.domain.bids import Bid, BidId, BidPartner, BidQuestion, BidQuestionId
from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.partner_rules import next_numbered
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit


def list_bids(office: Office, text: str = "") -> Listing:
    """Bids, those being written first, the next due at the top; with `text`, those in which its words occur."""
    from sfph_desktop.core.store.queries import bids

    with office.reading() as connection:
        rows = bids.bids(connection)
    wanted = folded(text).split()
    rows = tuple(row for row in rows if all(w in folded(" ".join(map(str, row[1:4]))) for w in wanted))
    return Listing(kind="bids", columns=bids.BID_COLUMNS, rows=rows)


def bid_page(office: Office, bid_id: int) -> BidPage:
    """One bid. Raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries import bids as queries

    with office.reading() as connection:
        bid = bid_of(connection, bid_id)
        questions = queries.questions(connection, bid_id)
        answers = queries.answers(connection, [int(one.id) for one in questions])
        partners = queries.partners(connection, bid_id)
    pages = tuple(
        AnswerPage(question=one, answer=answers.get(int(one.id)), count=count_of(bid, one, answers.get(int(one.id))))
        for one in questions
    )
    return BidPage(bid=bid, answers=pages, partners=partners)


def moved_in(office: Office) -> int:
    """A number that is the same as long as nothing but bids was changed: evidence then need not be fetched again."""
    from sfph_desktop.core.store.queries import bids as queries

    with office.reading() as connection:
        return queries.moved_in(connection)


def bid_of(connection: Connection, bid_id: int) -> Bid:
    """The bid with this id; raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries.values import value

    found: Bid | None = value(connection, "bids", bid_id)
    if found is None:
        raise gone("This bid")
    return found


def bid_named(office: Office, ref: str) -> Bid:
    """The bid with this reference; raises UserCanFix naming those there are."""
    from sfph_desktop.core.store.queries import bids as queries

    with office.reading() as connection:
        found = queries.bid_of_ref(connection, ref.strip())
        if found is None:
            some = ", ".join(f"{row[1]} ({row[2]})" for row in queries.bids(connection)[:10]) or "none yet"
    if found is None:
        raise UserCanFix(what=f"There is no bid '{ref}'.", do=f"Give its reference. There are: {some}.")
    return found


def add_bid(office: Office, bid: Bid, questions: Sequence[BidQuestion] = ()) -> Done[Bid]:
    """Add a bid with its questions; without a reference of yours it gets the next one. Raises UserCanFix by field."""
    with office.writing("Added a bid") as unit:
        bid = tidy(bid)
        if not bid.bid_ref:
            bid = replace(bid, bid_ref=_next_ref(unit.connection))
        _check(office, unit.connection, bid)
        bid = replace(bid, id=BidId(unit.add("bids", bid)))
        for place, question in enumerate(questions):
            question = tidy(replace(question, bid_id=bid.id, position=place))
            refuse(question_problems(question))
            unit.add("bid_questions", question)
        unit.why = f"Added the bid {bid.title}"
    return saved(unit, bid, f"Added {bid.title}")


def change_bid(office: Office, bid_id: int, **facts: Any) -> Done[Bid]:
    """Change some facts of a bid. Raises UserCanFix by field."""
    with office.writing("Changed a bid") as unit:
        bid = tidy(replace(bid_of(unit.connection, bid_id), **facts))
        _check(office, unit.connection, bid)
        unit.change("bids", bid)
        unit.why = f"Changed the bid {bid.title}"
    return saved(unit, bid, f"Changed {bid.title}")


def remove_bid(office: Office, bid_id: int) -> Done[Bid]:
    """Remove a bid with its questions and answers; undone, it is all there again."""
    with office.writing("Removed a bid") as unit:
        bid = bid_of(unit.connection, bid_id)
        unit.remove("bids", bid_id)
        unit.why = f"Removed the bid {bid.title}"
    return saved(unit, bid, f"Removed {bid.title}, its questions and answers")


# --- questions --------------------------------------------------------------------------------------------------------


def add_question(office: Office, question: BidQuestion) -> Done[BidQuestion]:
    """Add a question at the end of its bid. Raises UserCanFix by field; a limit of nothing is refused."""
    from sfph_desktop.core.store.queries import bids as queries

    with office.writing("Added a question to a bid") as unit:
        bid = bid_of(unit.connection, question.bid_id)
        there = queries.questions(unit.connection, question.bid_id)
        question = tidy(replace(question, position=max((one.position for one in there), default=-1) + 1))
        if not question.number:
            question = replace(question, number=str(len(there) + 1))
        refuse(question_problems(question))
        question = replace(question, id=BidQuestionId(unit.add("bid_questions", question)))
        unit.why = f"Added question {question.number} to the bid {bid.title}"
    return saved(unit, question, f"Added question {question.number}")


def question_of(connection: Connection, question_id: int) -> BidQuestion:
    """The question with this id; raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries.values import value

    found: BidQuestion | None = value(connection, "bid_questions", question_id)
    if found is None:
        raise gone("This question", "Open the bid again.")
    return found


def question_numbered(page: BidPage, number: str) -> AnswerPage:
    """The question of a bid with the buyer's number; raises UserCanFix naming those there are."""
    for one in page.answers:
        if one.question.number.casefold() == number.strip().casefold():
            return one
    some = ", ".join(one.question.number for one in page.answers) or "none yet"
    raise UserCanFix(what=f"{page.bid.bid_ref} has no question '{number}'.", do=f"Its questions are: {some}.")


def change_question(office: Office, question_id: int, **facts: Any) -> Done[BidQuestion]:
    """Change some facts of a question; another unit brings its own usual way. Raises UserCanFix by field."""
    with office.writing("Changed a question of a bid") as unit:
        before = question_of(unit.connection, question_id)
        if facts.get("unit", before.unit) != before.unit and "way" not in facts:
            facts["way"] = "between_spaces" if facts["unit"] == "words" else "with_spaces"
        question = tidy(replace(before, **facts))
        refuse(question_problems(question))
        unit.change("bid_questions", question)
        unit.why = f"Changed question {question.number} of a bid"
    return saved(unit, question, f"Changed question {question.number}")


def move_question(office: Office, question_id: int, by: int) -> Done[BidQuestion]:
    """Move a question up (-1) or down (1) among those of its bid; at either end nothing happens."""
    from sfph_desktop.core.store.queries import bids as queries

    with office.writing("Moved a question of a bid") as unit:
        question = question_of(unit.connection, question_id)
        listed = list(queries.questions(unit.connection, question.bid_id))
        place = next(i for i, one in enumerate(listed) if one.id == question.id)
        listed.insert(max(0, min(len(listed) - 1, place + by)), listed.pop(place))
        for position, one in enumerate(listed):
            if one.position != position:
                unit.change("bid_questions", replace(one, position=position))
    return saved(unit, question, f"Moved question {question.number}")


def remove_question(office: Office, question_id: int) -> Done[BidQuestion]:
    """Remove a question and its answer."""
    with office.writing("Removed a question of a bid") as unit:
        question = question_of(unit.connection, question_id)
        unit.remove("bid_questions", question_id)
        unit.why = f"Removed question {question.number} of a bid"
    return saved(unit, question, f"Removed question {question.number} and its answer")


# --- who bids together ------------------------------------------------------------------------------------------------


def add_bid_partner(office: Office, partner: BidPartner) -> Done[BidPartner]:
    """Add one of those who bid together. Raises UserCanFix by field: one lead, shares up to the whole."""
    with office.writing("Added a partner to a bid") as unit:
        bid = bid_of(unit.connection, partner.bid_id)
        partner = tidy(partner)
        _check_partner(unit, partner)
        partner = replace(partner, id=unit.add("bid_partners", partner))
        unit.why = f"Added {partner.name} to the bid {bid.title}"
    return saved(unit, partner, f"{partner.name} bids with you")


def change_bid_partner(office: Office, partner_id: int, **facts: Any) -> Done[BidPartner]:
    """Change some facts of one of those who bid together. Raises UserCanFix by field."""
    with office.writing("Changed a partner of a bid") as unit:
        partner = tidy(replace(_partner_of(unit.connection, partner_id), **facts))
        _check_partner(unit, partner)
        unit.change("bid_partners", partner)
    return saved(unit, partner, f"Changed {partner.name}")


def remove_bid_partner(office: Office, partner_id: int) -> Done[BidPartner]:
    """Remove one of those who bid together."""
    with office.writing("Removed a partner of a bid") as unit:
        partner = _partner_of(unit.connection, partner_id)
        unit.remove("bid_partners", partner_id)
    return saved(unit, partner, f"{partner.name} bids with you no more")


def _partner_of(connection: Connection, partner_id: int) -> BidPartner:
    from sfph_desktop.core.store.queries.values import value

    found: BidPartner | None = value(connection, "bid_partners", partner_id)
    if found is None:
        raise gone("This partner of the bid", "Open the bid again.")
    return found


def _check_partner(unit: Unit, partner: BidPartner) -> None:
    from sfph_desktop.core.store.queries import bids as queries

    others = [one for one in queries.partners(unit.connection, partner.bid_id) if one.id != partner.id]
    refuse(bid_partner_problems(partner, others))


def _check(office: Office, connection: Connection, bid: Bid) -> None:
    """Refuse what cannot be so: a reference that is taken, a run that was never kept."""
    from sfph_desktop.core.store.queries import bids as queries
    from sfph_desktop.core.usecases.impact import snapshot

    problems = bid_problems(bid)
    there = queries.bid_of_ref(connection, bid.bid_ref)
    if there is not None and there.id != bid.id:
        reason = f"'{bid.bid_ref}' is already another bid's reference."
        problems += (problem("bid_ref", bid.bid_ref, reason, "a reference that no bid has yet"),)
    refuse(problems)
    if bid.snapshot:
        snapshot(office, bid.snapshot)


def _next_ref(connection: Connection) -> str:
    from sfph_desktop.core.store.queries import bids as queries

    last = queries.last_ref(connection) or "B-000"
    return next_numbered(last, lambda ref: queries.bid_of_ref(connection, ref) is not None)
