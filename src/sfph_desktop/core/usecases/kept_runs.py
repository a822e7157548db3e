"""Which kept run speaks for the enterprise, where nobody chose one."""

from __future__ import annotations

from datetime import date

from sfph_desktop.core.domain.impact import ImpactRun, Selection
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.usecases.impact import snapshot, snapshots
from sfph_desktop.core.usecases.office import Office


def newest_whole_run(office: Office) -> ImpactRun | None:
    """The newest kept run that looked at everybody; None while there is none."""
    number = _newest(snapshots(office), whole=True)
    return snapshot(office, number) if number else None


def newest_run(office: Office) -> ImpactRun | None:
    """The newest kept run that looked at everybody, else the newest of any; None while none is kept.

    The report of one contract keeps a run too, and must not become what a bid or a briefing speaks from.
    """
    number = speaks_first(snapshots(office))
    return snapshot(office, number) if number else None


def speaks_first(kept: Listing) -> str:
    """Of the kept runs, newest first, the number of the one that `newest_run` gives; nothing while none is kept."""
    return _newest(kept, whole=True) or _newest(kept, whole=False)


def looked_at(kept: Listing) -> tuple[Selection, str] | None:
    """What the run that `newest_run` gives looked at, and its number, without opening it; None while none is kept."""
    number = speaks_first(kept)
    for row in kept.rows:
        one = dict(zip(kept.columns, row, strict=True))
        first, last = one["period_from"], one["period_to"]
        if one["snapshot"] == number and isinstance(first, date) and isinstance(last, date):
            service, contract = str(one["service"] or ""), str(one["contract_ref"] or "")
            return Selection(period=Period(first, last), service=service, contract_ref=contract), number
    return None


def run_named(office: Office, number: str = "") -> ImpactRun:
    """The kept run of that number, else the newest. Raises UserCanFix where there is none."""
    run = snapshot(office, number) if number else newest_run(office)
    if run is None:
        raise UserCanFix(
            what="No run of the toolkit has been kept yet.",
            do="Run it first: at Impact in the window, or sfph toolkit --period FROM:TO.",
        )
    return run


def _newest(kept: Listing, *, whole: bool) -> str:
    at = {name: place for place, name in enumerate(kept.columns)}
    for row in kept.rows:
        if not whole or not (row[at["service"]] or row[at["contract_ref"]]):
            return str(row[at["snapshot"]])
    return ""
