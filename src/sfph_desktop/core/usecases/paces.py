"""How the promises under contracts go on: worked out from the records as they stand, and told in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sfph_desktop.core.domain.contracts import Target
from sfph_desktop.core.domain.office_facts import DueItem
from sfph_desktop.core.domain.pace import FALLING_SHORT, Pace
from sfph_desktop.core.usecases.contracts import targets
from sfph_desktop.core.usecases.impact import gather
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.reference import reference_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetTold:
    """One target in words."""

    pace: Pace
    what: str
    """What it counts: `different people`."""
    delivered: str
    """`42 of 100 promised`."""
    standing: str
    """`Behind pace`."""
    outlook: str
    """What it comes to at this pace, or why nothing is said of that."""
    across: str = ""
    """How many are paid for by another contract as well; blank where none."""


def target_paces(
    office: Office, contract_ref: str = "", *, on: date | None = None, since: date | None = None
) -> tuple[Pace, ...]:
    """Every target of one contract, or of all, as it stands on a day (today unless said)."""
    from sfph_desktop.core.toolkit.pace import paces

    mine = sorted(targets(office, contract_ref), key=_order)
    if not mine:
        return ()
    return paces(gather(office), reference_facts(office), mine, on or office.clock.today(), since=since)


def told(pace: Pace, *, guard: bool = False) -> TargetTold:
    """One target in words; `guard`: as it may stand on paper, small numbers held back."""
    from sfph_desktop.core.reports import pace_words

    return TargetTold(
        pace=pace,
        what=pace_words.what(pace.target.indicator),
        delivered=pace_words.delivered(pace, guard=guard),
        standing=pace_words.STANDING_WORDS[pace.standing],
        outlook=pace_words.outlook(pace, guard=guard),
        across="" if guard else pace_words.across(pace),
    )


def what_is_counted(indicator: str) -> str:
    """What a target counts, in words: `different people`."""
    from sfph_desktop.core.reports import pace_words

    return pace_words.what(indicator)


def targets_told(office: Office, contract_ref: str = "") -> tuple[TargetTold, ...]:
    """Every target of one contract, or of all, in words, as it stands today."""
    return tuple(told(pace) for pace in target_paces(office, contract_ref))


def behind(office: Office) -> tuple[DueItem, ...]:
    """For Today: the promises that fall short at this pace, those still to be had first.

    Only contracts that run today are looked at, so that an office without targets pays nothing for it.
    """
    from sfph_desktop.core.toolkit.pace import paces
    from sfph_desktop.core.usecases.contracts import contracts

    today = office.clock.today()
    begun = {one.contract_ref: one.id for one in contracts(office) if one.start_date and one.start_date <= today}
    open_ = [one for one in targets(office) if one.contract_ref in begun and one.due_date and one.due_date > today]
    if not open_:
        return ()
    found = [pace for pace in paces(gather(office), reference_facts(office), open_, today) if pace.forecast]
    short = sorted((pace for pace in found if pace.standing in FALLING_SHORT), key=lambda pace: _order(pace.target))
    return tuple(_due(told(pace), begun[pace.target.contract_ref]) for pace in short)


def pace_charts(office: Office, paces: tuple[Pace, ...], style: object) -> tuple[tuple[str, str, bytes], ...]:
    """A line for each target that has a pace: key, what it says in words, and the picture as PNG."""
    from sfph_desktop.core.reports.charts.screen import pace_pictures

    return pace_pictures(paces, style=style, fonts=office.paths.resources / "fonts")


def pace_document(found: TargetTold) -> dict[str, object]:
    """One target as `contract pace --json` shows it: full precision, days in ISO order."""
    pace, expected = found.pace, found.pace.forecast
    return {
        "contract_ref": pace.target.contract_ref,
        "indicator": pace.target.indicator,
        "target": pace.target.target,
        "due_date": pace.target.due_date,
        "on": pace.on,
        "delivered": pace.delivered,
        "in_period": pace.in_period,
        "wanted_by_now": pace.wanted_by_now,
        "forecast": expected.amount if expected else None,
        "forecast_low": expected.low if expected else None,
        "forecast_high": expected.high if expected else None,
        "standing": pace.standing,
        "also_paid_by_others": pace.shared,
        "by_our_share": pace.by_share,
        "by_month": [{"day": day, "delivered": amount} for day, amount in pace.points],
        "statement": found.outlook,
    }


def _due(found: TargetTold, contract_id: int) -> DueItem:
    target = found.pace.target
    return DueItem(
        kind="pace",
        title=f"{target.contract_ref}: {found.what}, {found.standing.lower()}",
        detail=found.outlook,
        due=target.due_date,
        record=contract_id,
    )


def _order(target: Target) -> tuple[str, str, str, int]:
    return (target.contract_ref, str(target.due_date or "9"), target.indicator, target.id)
