"""Which network we are in: its desk, and the versions of its definitions that were taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sfph_desktop.core.domain.memberships import AcceptedDesk, TakenDefinitions, used_for
from sfph_desktop.core.domain.network import Definitions, Quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.network_role import definitions_in
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection


def desks_in(connection: Connection) -> tuple[AcceptedDesk, ...]:
    """Every desk that was accepted, those left included."""
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[AcceptedDesk, ...] = values_of(connection, "network_desks")
    return found


def desk_in(connection: Connection) -> AcceptedDesk | None:
    """The desk of the network we are in; None while we are in none."""
    return next((one for one in reversed(desks_in(connection)) if one.left_on is None), None)


def our_desk(office: Office) -> AcceptedDesk:
    """The desk of the network we are in. Raises UserCanFix while we are in none."""
    with office.reading() as connection:
        return require_desk_known(desk_in(connection))


def taken_of(connection: Connection, desk: AcceptedDesk) -> tuple[TakenDefinitions, ...]:
    """The versions that were taken in of a desk, the first one first."""
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[TakenDefinitions, ...] = values_of(connection, "network_definitions")
    return tuple(sorted((one for one in found if one.desk_id == desk.id), key=lambda one: one.version))


def read_taken(taken: TakenDefinitions) -> Definitions:
    """What a version says that was taken in."""
    return definitions_in(taken.content, taken.version)


def newest_definitions(office: Office) -> Definitions:
    """The newest version that was taken in. Raises UserCanFix while we are in no network."""
    with office.reading() as connection:
        return read_taken(_kept(taken_of(connection, require_desk_known(desk_in(connection))))[-1])


def definitions_for(office: Office, quarter: Quarter) -> Definitions:
    """The version that is used for a quarter. Raises UserCanFix in no network, or where none had begun by then.

    A version that comes in the middle of a quarter counts from the quarter it names, so that what was begun by one is
    finished by it.
    """
    with office.reading() as connection:
        desk = require_desk_known(desk_in(connection))
        taken = _kept(taken_of(connection, desk))
    found = used_for(taken, quarter)
    if found is None:
        raise UserCanFix(
            what=f"{desk.network} had asked for nothing yet in {quarter.words}, as far as is known here.",
            why=f"The first version you took in is used from {taken[0].first_quarter} on.",
            do="Choose a later quarter, or ask the network. Nothing was changed.",
        )
    return read_taken(found)


def _kept(taken: tuple[TakenDefinitions, ...]) -> tuple[TakenDefinitions, ...]:
    if not taken:
        raise UserCanFix(
            what="The definitions of the network are not here any more.",
            do="Ask the network's desk for them, and take them in again.",
        )
    return taken


def definitions_of(connection: Connection, desk: AcceptedDesk) -> tuple[Definitions, ...]:
    """What every version says that was taken in of a desk, the first one first."""
    return tuple(read_taken(one) for one in taken_of(connection, desk))


def require_desk_known(desk: AcceptedDesk | None) -> AcceptedDesk:
    """The desk, where there is one. Raises UserCanFix while we are in no network."""
    if desk is None:
        raise UserCanFix(
            what="This enterprise is in no network yet.",
            do="Ask the network's desk for its definitions, and take them in with the fingerprint they read out.",
        )
    return desk
