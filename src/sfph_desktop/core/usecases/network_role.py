"""What an office is to a network: an enterprise that may be a member, or the network's desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.desks import DESK, ROLE
from sfph_desktop.core.domain.network import NetworkIndicator
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.domain.measures import Instrument

DEFINITIONS = "definitions"
"""What a definitions file is signed for."""
_REACH = {"people": "count", "volunteers": "count", "sessions": "quantity", "attendances": "quantity"}
_CHANGES = {"count": ("improved", "recovered"), "share": ("improved", "recovered"), "mean": ("change_sum",)}


def is_desk(office: Office) -> bool:
    """Whether the office is a network's desk."""
    from sfph_desktop.core.store.queries.office import settings

    with office.reading() as connection:
        return settings(connection).get(ROLE) == DESK


def require_desk(office: Office) -> None:
    """Raises UserCanFix in an enterprise's office: only the desk defines, receives and collates."""
    if not is_desk(office):
        raise UserCanFix(
            what=f"This is the store of an enterprise ({office.info().name}), not of a network's desk.",
            why="The desk has a store of its own, so that members' returns never lie beside people's records.",
            do="Open the desk's store, or make one with: sfph network init. Nothing was changed.",
        )


def require_enterprise(office: Office) -> None:
    """Raises UserCanFix in a desk's office: only an enterprise joins, answers and sends."""
    if is_desk(office):
        raise UserCanFix(
            what=f"This is the store of a network's desk ({office.info().name}), not of a member.",
            do="Open the store of the enterprise. Nothing was changed.",
        )


def measure_trouble(kind: str, measure: str, instruments: Mapping[str, Instrument]) -> str:
    """Why a measure cannot answer an indicator of this kind, in a sentence; blank when it can."""
    from sfph_desktop.core.toolkit.quantities import NoQuantity, scale_and_way

    word, colon, name = measure.partition(":")
    if not colon:
        try:
            way = scale_and_way(measure, instruments)[1]
        except NoQuantity as why:
            return str(why)
        fits = _CHANGES.get(kind, ())
        return "" if way in fits else f"A {kind} is not told by '.{way}'{_of(fits)}."
    wanted = {
        "reach": _REACH.get(name, ""),
        "environment": "quantity" if name == "tco2e" else "",
        "event": "count" if name.strip() == name and name else "",
        "event_quantity": "quantity" if name.strip() == name and name else "",
    }.get(word, "")
    if not wanted:
        return f"'{measure}' is no measure that the program knows."
    return "" if wanted == kind else f"'{measure}' is a {wanted}, not a {kind}."


def indicator_trouble(one: NetworkIndicator, instruments: Mapping[str, Instrument]) -> str:
    """Why this program cannot answer an indicator; blank when it can."""
    return measure_trouble(one.kind, one.measure, instruments)


def _of(ways: tuple[str, ...]) -> str:
    return f", but by {' or '.join(f'.{one}' for one in ways)}" if ways else ""
