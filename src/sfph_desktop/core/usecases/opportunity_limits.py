"""The limits that speak to an opportunity: those of the law, and the setting for preferred bidder lists."""

from __future__ import annotations

from dataclasses import dataclass

from sfph_desktop.core.domain.limits import PREFERRED_LIMIT, LimitsTold, limits_for, same_buyer
from sfph_desktop.core.domain.opportunities import BidderList
from sfph_desktop.core.domain.opportunity_rules import pounds
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.usecases.bidder_facts import bidder_lists
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.opportunities import OpportunityPage
from sfph_desktop.core.usecases.saved import saved

KEY = "preferred_bidder_limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferredLimit:
    """The limit for preferred bidder lists, and where it is from."""

    limit: Money
    own: bool
    """It was set in this office; otherwise it is the recommendation's."""
    source: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueBesideLimits:
    """What the limits say of one opportunity."""

    told: LimitsTold
    preferred: PreferredLimit
    preferred_said: str
    """The value beside the setting, in words."""
    lists: tuple[BidderList, ...] = ()
    """Lists of this buyer that we are on today."""


def preferred_limit(office: Office) -> PreferredLimit:
    """The limit under which social enterprises should be on preferred bidder lists: a setting, and no law."""
    from sfph_desktop.core.store.about import settings_of

    row = office.library.thresholds()[PREFERRED_LIMIT]
    kept = settings_of(office.store).get(KEY, "")
    limit = Money(int(kept)) if kept.isdecimal() else Money.pounds(row.value or 0)
    said = (
        "A recommendation of the Fit for Purpose conference of September 2007, as its report of 2008 prints it: no "
        "statute holds it, and buyers set their own limits. It is a setting here."
    )
    return PreferredLimit(limit=limit, own=kept.isdecimal(), source=f"{row.source}: {row.url}", said=said)


def set_preferred_limit(office: Office, limit: Money) -> Done[PreferredLimit]:
    """Keep another limit. Raises UserCanFix for one that is none."""
    if not 0 < limit.pence <= 10**10:
        raise UserCanFix(what="This cannot be a limit.", do="Give pounds, as in 15000. Nothing was changed.")
    with office.writing(f"Set the limit for preferred bidder lists to {pounds(limit)}") as unit:
        unit.set(KEY, str(limit.pence))
    return saved(unit, preferred_limit(office), f"The limit is {pounds(limit)}")


def value_beside_limits(office: Office, page: OpportunityPage) -> ValueBesideLimits:
    """The limits for one opportunity, with what each triggers."""
    found, today = page.opportunity, office.clock.today()
    codes = [one.code for one in page.codes]
    told = limits_for(found, codes, page.lots, office.library.thresholds().values(), today)
    preferred = preferred_limit(office)
    value = found.value or found.value_gross
    if value is None:
        said = "The value is not known."
    elif value.pence <= preferred.limit.pence:
        said = f"{pounds(value)} is within it: ask the buyer who is on its list."
    else:
        said = f"{pounds(value)} is above it."
    lists = tuple(
        one
        for one in bidder_lists(office)
        if same_buyer(one.buyer, found.buyer) and (one.to_date is None or one.to_date >= today)
    )
    return ValueBesideLimits(told=told, preferred=preferred, preferred_said=said, lists=lists)
