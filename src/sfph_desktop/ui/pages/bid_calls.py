"""What the page of bids asks of the use cases.

They are imported by the workers that call them: they bring the database with them, which the first window must not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.bid_pages import BidPage, ChangedFigure, Earlier
from sfph_desktop.core.domain.bids import (
    Bid,
    BidAnswer,
    BidId,
    BidPartner,
    BidQuestion,
    Policy,
    QuotedFigure,
)
from sfph_desktop.core.domain.evidence_tray import Asked, Token, TrayPiece
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.usecases.done import Done


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The tray of a bid, and what each of its questions asks about, by question."""

    bid_id: int
    pieces: tuple[TrayPiece, ...]
    asked: Mapping[int, tuple[Asked, ...]]


def listed(office: Any, text: str) -> Listing:
    """The bids."""
    from sfph_desktop.core.usecases.bids import list_bids

    return list_bids(office, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One bid, the kept runs its evidence may be from, and a number that changes with any record but the bids'."""

    page: BidPage
    runs: tuple[str, ...]
    moved: int

    @property
    def evidence_as_of(self) -> tuple[object, ...]:
        """As long as this is the same, so are the evidence and what the questions ask about."""
        asked = tuple((one.question.id, one.question.text) for one in self.page.answers)
        return (self.moved, self.page.bid.id, self.page.bid.snapshot, asked)

    @property
    def quoted_as_of(self) -> tuple[object, ...]:
        """As long as this is the same, so are the figures that have changed since they were quoted."""
        quotes = tuple((one.question.id, one.answer.quotes) for one in self.page.answers if one.answer)
        return (self.moved, self.page.bid.id, quotes)


def page(office: Any, bid_id: int) -> Fetched:
    """One bid, and what else its page needs."""
    from sfph_desktop.core.usecases.bids import bid_page, moved_in
    from sfph_desktop.core.usecases.impact import snapshots

    kept = snapshots(office)
    runs = tuple(str(row[kept.columns.index("snapshot")]) for row in kept.rows)
    return Fetched(page=bid_page(office, bid_id), runs=runs, moved=moved_in(office))


def evidence(office: Any, shown: BidPage) -> Evidence:
    """What may be quoted in a bid, and what its questions ask about."""
    from sfph_desktop.core.usecases.evidence_tray import asked_in, tray

    pieces = tray(office, shown.bid)
    asked = {int(one.question.id): asked_in(office, one.question.text, pieces) for one in shown.answers}
    return Evidence(bid_id=int(shown.bid.id), pieces=pieces, asked=asked)


def changed(office: Any, bid_id: int) -> tuple[int, tuple[ChangedFigure, ...]]:
    """The live figures of a bid that are others today."""
    from sfph_desktop.core.usecases.bid_answers import changed_figures
    from sfph_desktop.core.usecases.bids import bid_page

    return bid_id, changed_figures(office, bid_page(office, bid_id))


def add(office: Any, facts: Mapping[str, Any]) -> Done[Bid]:
    """A new bid."""
    from sfph_desktop.core.usecases.bids import add_bid

    return add_bid(office, Bid(bid_ref="", **facts))


def change(office: Any, bid_id: int, facts: Mapping[str, Any]) -> Done[Bid]:
    """Other facts of a bid."""
    from sfph_desktop.core.usecases.bids import change_bid

    return change_bid(office, bid_id, **facts)


def remove(office: Any, bid_id: int) -> Done[Bid]:
    """A bid no more."""
    from sfph_desktop.core.usecases.bids import remove_bid

    return remove_bid(office, bid_id)


def add_question(office: Any, bid_id: int, facts: Mapping[str, Any]) -> Done[BidQuestion]:
    """One question more."""
    from sfph_desktop.core.usecases import bids

    return bids.add_question(office, BidQuestion(bid_id=BidId(bid_id), **facts))


def change_question(office: Any, question_id: int, facts: Mapping[str, Any]) -> Done[BidQuestion]:
    """Other facts of a question."""
    from sfph_desktop.core.usecases import bids

    return bids.change_question(office, question_id, **facts)


def move_question(office: Any, question_id: int, by: int) -> Done[BidQuestion]:
    """A question earlier or later."""
    from sfph_desktop.core.usecases import bids

    return bids.move_question(office, question_id, by)


def remove_question(office: Any, question_id: int) -> Done[BidQuestion]:
    """One question less."""
    from sfph_desktop.core.usecases import bids

    return bids.remove_question(office, question_id)


def save(office: Any, question_id: int, text: str) -> Done[BidAnswer]:
    """The draft of an answer, as it was typed."""
    from sfph_desktop.core.usecases.bid_answers import save_answer

    return save_answer(office, question_id, text)


def quote(office: Any, key: str, form: str) -> QuotedFigure:
    """What a live reference says."""
    from sfph_desktop.core.usecases import bid_answers

    return bid_answers.quote(office, Token(key=key, form=form))


def use_today(office: Any, question_id: int, token: str) -> Done[BidAnswer]:
    """Today's figure in place of the older one."""
    from sfph_desktop.core.usecases import bid_answers

    return bid_answers.use_today(office, question_id, token)


def keep_as_quoted(office: Any, question_id: int, token: str, now: str) -> Done[BidAnswer]:
    """The figure as it was quoted, on purpose."""
    from sfph_desktop.core.usecases import bid_answers

    return bid_answers.keep_as_quoted(office, question_id, token, now)


def earlier(office: Any, question: BidQuestion) -> tuple[int, tuple[Earlier, ...]]:
    """Answers given before to a question like this."""
    from sfph_desktop.core.usecases.bid_answers import earlier_answers

    return int(question.id), earlier_answers(office, question)


def add_partner(office: Any, bid_id: int, facts: Mapping[str, Any]) -> Done[BidPartner]:
    """One more of those who bid together."""
    from sfph_desktop.core.usecases.bids import add_bid_partner

    return add_bid_partner(office, BidPartner(bid_id=BidId(bid_id), **facts))


def remove_partner(office: Any, partner_id: int) -> Done[BidPartner]:
    """One less of those who bid together."""
    from sfph_desktop.core.usecases.bids import remove_bid_partner

    return remove_bid_partner(office, partner_id)


def write(office: Any, bid_id: int, out: Path) -> Path:
    """The answers as a document."""
    from sfph_desktop.core.usecases.bid_documents import write_answers

    return write_answers(office, bid_id, out)


def policies(office: Any) -> tuple[tuple[Policy, ...], date]:
    """What is held, and the day it is."""
    from sfph_desktop.core.usecases import policies as held

    return held.policies(office), office.clock.today()


def add_policy(office: Any, facts: Mapping[str, Any]) -> Done[Policy]:
    """One more."""
    from sfph_desktop.core.usecases import policies as held

    return held.add_policy(office, Policy(**facts))


def change_policy(office: Any, number: int, facts: Mapping[str, Any]) -> Done[Policy]:
    """Other facts of one."""
    from sfph_desktop.core.usecases import policies as held

    return held.change_policy(office, number, **facts)


def remove_policy(office: Any, number: int) -> Done[Policy]:
    """One less."""
    from sfph_desktop.core.usecases import policies as held

    return held.remove_policy(office, number)


def spd(office: Any) -> tuple[tuple[tuple[str, str, str], ...], str]:
    """What the Single Procurement Document asks about, one by one and as one text."""
    from sfph_desktop.core.usecases.spd import spd_answers, spd_text

    found = spd_answers(office)
    return tuple((one.heading, one.text, one.gap) for one in found), spd_text(found)
