"""To whom a return goes and what is asked for in it: the accepted desk, its definitions of the quarter, our answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.joint import KEY_ENDING
from sfph_desktop.core.domain.memberships import OWN, AcceptedDesk, IndicatorMapping
from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.network import NetworkIndicator, Quarter, quarter_of, read_quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.network_known import definitions_for, our_desk
from sfph_desktop.core.usecases.network_profile import mappings_in, profile_in
from sfph_desktop.core.usecases.network_return import Sending, receipts
from sfph_desktop.core.usecases.network_role import kind_of, require_enterprise
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.signing_keys import key_in_file, key_typed

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

_UNITS = {"count": "people", "share": "people", "mean": "points", "quantity": ""}
"""Of an indicator of our own, by its kind."""


def sending(office: Office, quarter: Quarter, to: str = "") -> Sending:
    """What a return for a quarter is made of. `to`: the network's name, its key or its key file; blank: our network.

    Raises UserCanFix in a desk's own store, in no network, for a key that was not accepted as that of our network, and
    where no definitions had begun by then.
    """
    require_enterprise(office)
    desk = our_desk(office)
    if to.strip():
        _require_ours(desk, to.strip())
    definitions = definitions_for(office, quarter)
    with office.reading() as connection:
        mappings = mappings_in(connection)
        answered = {one.indicator: one.measure for one in mappings}
        profile = profile_in(connection)
        asked = [replace(one, measure=answered.get(one.id, one.measure)) for one in definitions.indicators]
        asked += [_named(one) for one in mappings if one.indicator.startswith(OWN)]
        asked += _own(office, connection, {one.measure for one in asked})
    return Sending(desk=desk, definitions=definitions, asked=tuple(asked), profile=profile)


def awaited(office: Office) -> Quarter:
    """The quarter whose return is due: the last that ended; in a sample, where time stands still, the newest sent."""
    if office.info().sample:
        found = [quarter for quarter in (read_quarter(one.quarter) for one in receipts(office)) if quarter]
        if found:
            return max(found)
    return quarter_of(office.clock.today()).before


def _require_ours(desk: AcceptedDesk, to: str) -> None:
    """Only the desk whose fingerprint was heard is sent anything."""
    if folded(to) == folded(desk.network) or _key(to) == desk.public_key:
        return
    raise UserCanFix(
        what=f"'{to[:60]}' is not the network you are in.",
        why=f"You accepted the key of {desk.network}, and of no other network.",
        do=f"Give {desk.network}, or its key. Nothing was written.",
    )


def _key(to: str) -> str:
    """The key in a key file, or typed; blank where it is neither."""
    path = Path(to)
    try:
        return (key_in_file(path) if path.suffix == KEY_ENDING or path.is_file() else key_typed(to)).public_key
    except (UserCanFix, OSError):
        return ""


def _named(one: IndicatorMapping) -> NetworkIndicator:
    """An indicator that we named ourselves: what it is follows from its measure; what was noted of it stays here."""
    kind = kind_of(one.measure)
    environmental = one.measure.startswith("environment:")
    return NetworkIndicator(
        id=one.indicator,
        name=one.indicator.removeprefix(OWN),
        level="environmental" if environmental else "individual",
        kind=kind,
        measure=one.measure,
        unit="tonnes of CO2e" if environmental else _UNITS[kind],
        better="",
        purpose="An indicator of this member's own.",
    )


def _own(office: Office, connection: Connection, asked: Iterable[str]) -> list[NetworkIndicator]:
    """Indicators of our own framework that the network does not ask for: change on questionnaires of the library.

    They are named by the questionnaire alone: words of an enterprise's own never leave.
    """
    from sfph_desktop.core.store.queries.values import values_of

    known = set(asked)
    found: dict[str, NetworkIndicator] = {}
    instruments = office.library.instruments()
    for one in values_of(connection, "indicators"):
        instrument = instruments.get(one.instrument)
        if instrument is None or instrument.own:
            continue
        outputs = [output.id for output in instrument.changes]
        output = one.output or (outputs[0] if len(outputs) == 1 else "")
        measure = f"{instrument.id}.{output}.improved"
        if output not in outputs or known & {measure, f"{instrument.id}.improved"}:
            continue
        found[measure] = NetworkIndicator(
            id=f"{OWN}{measure}",
            name=f"{instrument.abbreviation or instrument.name}: people who are better",
            level="social" if instrument.level == "social" else "individual",
            kind="share",
            measure=measure,
            unit="people",
        )
    return [found[name] for name in sorted(found)]
