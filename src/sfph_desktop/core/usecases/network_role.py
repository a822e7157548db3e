"""What an office is to a network: an enterprise that may be a member, or the network's desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.desks import DESK, ROLE
from sfph_desktop.core.domain.network import Definitions, IndicatorKind, NetworkIndicator
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.domain.measures import Instrument

DEFINITIONS_PURPOSE = "definitions"
"""What a definitions file is signed for."""
_REACH: Mapping[str, IndicatorKind] = {
    "people": "count",
    "volunteers": "count",
    "sessions": "quantity",
    "attendances": "quantity",
}
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


def definitions_in(content: str, version: int) -> Definitions:
    """What a version says that was checked before it was kept."""
    from sfph_desktop.core.interchange.definitions_file import DEFINITIONS
    from sfph_desktop.core.interchange.spelt import read_file

    return read_file(DEFINITIONS, content.encode(), Definitions, f"version {version}")[0]


def measure_trouble(kind: str, measure: str, instruments: Mapping[str, Instrument]) -> str:
    """Why a measure cannot answer an indicator of this kind, in a sentence; blank when it can."""
    from sfph_desktop.core.toolkit.quantities import NoQuantity, scale_and_way

    if ":" not in measure:
        try:
            way = scale_and_way(measure, instruments)[1]
        except NoQuantity as why:
            return str(why)
        fits = _CHANGES.get(kind, ())
        return "" if way in fits else f"A {kind} is not told by '.{way}'{_of(fits)}."
    known = _word_kind(measure)
    if not known:
        return f"'{measure}' is no measure that the program knows."
    return "" if known == kind else f"'{measure}' is a {known}, not a {kind}."


def kind_of(measure: str) -> IndicatorKind:
    """What kind of figure a measure gives by itself: of a change the share of people, of its sum the average."""
    if ":" in measure:
        return _word_kind(measure) or "quantity"
    return "mean" if measure.endswith(".change_sum") else "share"


def _word_kind(measure: str) -> IndicatorKind | None:
    """The kind of `reach:people`, `event:TYPE` and the like; None where it is no such measure."""
    word, _, name = measure.partition(":")
    if word in ("event", "event_quantity"):
        fine = bool(name) and name.strip() == name
        return ("count" if word == "event" else "quantity") if fine else None
    if word == "environment":
        return "quantity" if name == "tco2e" else None
    return _REACH.get(name) if word == "reach" else None


def indicator_trouble(one: NetworkIndicator, instruments: Mapping[str, Instrument]) -> str:
    """Why this program cannot answer an indicator; blank when it can."""
    return measure_trouble(one.kind, one.measure, instruments)


def _of(ways: tuple[str, ...]) -> str:
    return f", but by {' or '.join(f'.{one}' for one in ways)}" if ways else ""
