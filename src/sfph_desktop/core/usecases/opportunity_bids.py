"""From an opportunity to the bid that answers it: begun once, with what is known of it already."""

from __future__ import annotations

import re

from sfph_desktop.core.domain.bids import Bid
from sfph_desktop.core.usecases.bids import add_bid
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.opportunities import opportunity_page


def bid_for(office: Office, opportunity_id: int) -> Bid | None:
    """The bid that answers an opportunity, by its reference or the number of its process; None while there is none."""
    from sfph_desktop.core.store.queries.values import values_of

    found = opportunity_page(office, opportunity_id).opportunity
    called = {name.casefold() for name in (found.opportunity_ref, found.ocid) if name}
    with office.reading() as connection:
        bids: tuple[Bid, ...] = values_of(connection, "bids")
    return next((one for one in bids if one.opportunity.casefold() in called), None)


def begin_bid(office: Office, opportunity_id: int) -> Done[Bid]:
    """Begin to answer an opportunity; where a bid for it is there, that one, and nothing is written."""
    there = bid_for(office, opportunity_id)
    if there is not None:
        return Done(value=there)
    page = opportunity_page(office, opportunity_id)
    found = page.opportunity
    time = re.match(r"\d{2}:\d{2}", found.tenders_time)
    return add_bid(
        office,
        Bid(
            bid_ref="",
            title=found.title,
            buyer=found.buyer,
            opportunity=found.opportunity_ref,
            due_date=found.tenders_by,
            due_time=time[0] if time else "",
            lots=", ".join(lot.lot for lot in page.lots) if len(page.lots) > 1 else "",
        ),
    )
