"""The quotes bank: what people said, who said it, and whether it may be printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.partner_rules import tidy
from sfph_desktop.core.domain.stories import Quote, QuoteId
from sfph_desktop.core.domain.story_rules import quote_problems
from sfph_desktop.core.usecases.consents import require_consent
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection


def list_quotes(office: Office, text: str = "") -> Listing:
    """Every quote, the latest first, with whether it may be printed today and in how many case studies it stands."""
    from sfph_desktop.core.domain.names import folded
    from sfph_desktop.core.store.queries.consents import people_allowing
    from sfph_desktop.core.store.queries.stories import names_by_id
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        every: tuple[Quote, ...] = values_of(connection, "quotes")
        agreeing = people_allowing(connection, "story", office.clock.today())
        names = names_by_id(connection, [int(one.person_id) for one in every if one.person_id is not None])
        placed = [int(one.quote_id) for one in values_of(connection, "story_quotes")]
    rows: list[tuple[Cell, ...]] = []
    for one in reversed(every):
        yes = one.usable and (one.person_id is None or int(one.person_id) in agreeing)
        who = one.said_by or ("" if one.person_id is None else names.get(int(one.person_id), ""))
        rows.append((int(one.id), one.text, who, one.said_on, "yes" if yes else "no", placed.count(int(one.id))))
    wanted = folded(text).split()
    shown = tuple(row for row in rows if all(word in folded(f"{row[1]} {row[2]}") for word in wanted))
    return Listing(
        kind="quotes", columns=("id", "text", "said_by", "said_on", "may_be_printed", "case_studies"), rows=shown
    )


def add_quote(office: Office, quote: Quote) -> Done[Quote]:
    """Keep what somebody said. One that may be printed needs the agreement of whoever said it.

    Raises UserCanFix, with nothing kept, when a field cannot be so or the consent is missing.
    """
    quote = tidy(quote)
    with office.writing("Kept a quote") as unit:
        _check(office, unit.connection, quote)
        quote = replace(quote, id=QuoteId(unit.add("quotes", quote)))
    return saved(unit, quote, "Kept the quote")


def change_quote(office: Office, quote: Quote) -> Done[Quote]:
    """Keep a quote as given; to take back that it may be printed needs nobody's agreement. Raises as `add_quote`."""
    quote = tidy(quote)
    with office.writing("Changed a quote") as unit:
        quote_of(unit.connection, quote.id)
        _check(office, unit.connection, quote)
        unit.change("quotes", quote)
    return saved(unit, quote, "Changed the quote")


def remove_quote(office: Office, quote_id: int) -> Done[Quote]:
    """Remove a quote, from the case studies it stands in as well. It can be undone."""
    with office.writing("Removed a quote") as unit:
        quote = quote_of(unit.connection, quote_id)
        unit.remove("quotes", quote_id)
    return saved(unit, quote, "Removed the quote")


def quote_of(connection: Connection, quote_id: int) -> Quote:
    """The quote with this id; raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries.values import value

    quote: Quote | None = value(connection, "quotes", quote_id)
    if quote is None:
        raise gone("This quote")
    return quote


def _check(office: Office, connection: Connection, quote: Quote) -> None:
    refuse(quote_problems(quote, office.clock.today()))
    if quote.usable and quote.person_id is not None:
        require_consent(office, int(quote.person_id), "story", connection)
