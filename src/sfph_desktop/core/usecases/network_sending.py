"""To whom a return goes and what it is to answer: the network's questions as we answer them, then our own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.memberships import OWN, IndicatorMapping
from sfph_desktop.core.domain.network import Definitions, NetworkIndicator, Quarter
from sfph_desktop.core.usecases.network_known import definitions_for, our_desk
from sfph_desktop.core.usecases.network_profile import mappings_in, profile_in
from sfph_desktop.core.usecases.network_return import Sending
from sfph_desktop.core.usecases.network_role import kind_of, require_enterprise
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNITS = {"count": "people", "share": "people", "mean": "points", "quantity": ""}


def sending(office: Office, quarter: Quarter) -> Sending:
    """What a return for a quarter is made of. Raises UserCanFix in no network, or where it asked for nothing then."""
    require_enterprise(office)
    definitions, desk = definitions_for(office, quarter), our_desk(office)
    with office.reading() as connection:
        mappings, profile = mappings_in(connection), profile_in(connection)
    return Sending(desk=desk, definitions=definitions, asked=answered(definitions, mappings), profile=profile)


def answered(definitions: Definitions, mappings: Sequence[IndicatorMapping]) -> tuple[NetworkIndicator, ...]:
    """The network's indicators, each with the measure we answer it by (blank: not measured here), then our own."""
    ours = {one.indicator: one for one in mappings}
    theirs = tuple(
        replace(one, measure=ours[one.id].measure) if one.id in ours else one for one in definitions.indicators
    )
    return (*theirs, *(_own(one) for one in mappings if one.indicator.startswith(OWN)))


def _own(one: IndicatorMapping) -> NetworkIndicator:
    """An indicator of our own: what it is follows from its measure, its name is what was noted."""
    kind = kind_of(one.measure)
    environmental = one.measure.startswith("environment:")
    return NetworkIndicator(
        id=one.indicator,
        name=one.note,
        level="environmental" if environmental else "individual",
        kind=kind,
        measure=one.measure,
        unit="tonnes of CO2e" if environmental else _UNITS[kind],
        better="",
        purpose="An indicator of this member's own.",
    )
