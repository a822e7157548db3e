"""The returns that the desk has taken in, as values: which of a quarter count, and what each says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sfph_desktop.core.domain.collations import Accepted
from sfph_desktop.core.domain.desks import ReceivedReturn, counting
from sfph_desktop.core.domain.network import Quarter, Return

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection


def received_returns(connection: Connection) -> tuple[ReceivedReturn, ...]:
    """Every return that was taken in, without its content."""
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[ReceivedReturn, ...] = values_of(connection, "desk_returns")
    return found


def counted_returns(connection: Connection, quarter: Quarter) -> list[ReceivedReturn]:
    """The returns of a quarter that count: of each member the last.

    Invented ones count among themselves alone: as soon as one real return is there, none of them does.
    """
    found = [one for one in counting(received_returns(connection)) if one.quarter == str(quarter)]
    return [one for one in found if not one.sample] or found


def content_of(connection: Connection, one: ReceivedReturn) -> Return:
    """What a return says."""
    from sfph_desktop.core.interchange.return_file import read_kept
    from sfph_desktop.core.store.queries.desk import return_content

    return read_kept(return_content(connection, one.id))


def content_as_accepted(connection: Connection, one: ReceivedReturn) -> Accepted:
    """A return as it is collated; its number is the id of the record."""
    sent = content_of(connection, one)
    said = {fact.field: fact.value for fact in sent.organisation if not fact.qualifier}
    return Accepted(
        member=str(one.member_id),
        number=one.id,
        sent=sent,
        size=said.get("size", ""),
        area=said.get("area", ""),
        client_groups=tuple(said.get("client_groups", "").split()),
    )
