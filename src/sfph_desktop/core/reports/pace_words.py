"""A promise under a contract in words: "At this pace 83 of 100 by 31 March 2027, likely 74 to 92"."""

from __future__ import annotations

import math

from sfph_desktop.core.domain.pace import NEVER_RECORDED, Pace
from sfph_desktop.core.reports import indicators, phrases, small_numbers, wording

STANDING_WORDS = {
    "met": "Delivered in full",
    "missed": "Not delivered by its day",
    "behind": "Behind pace",
    "at_risk": "May fall short",
    "on_pace": "On pace",
    "too_few": "Too early to say",
    "no_day": "No day set",
    "no_start": "The contract has no first day",
    "not_begun": "Not begun",
    "not_known": "Not known",
}


def what(indicator: str) -> str:
    """What a target counts, without a run: `different people`, `people who started a job`."""
    read_as = indicators.read(indicator)
    if read_as.measure == "event":
        return f"people who {phrases.event_phrase(read_as.event_type).did}"
    if read_as.measure == "event_quantity":
        return f"amount of “{phrases.event_name(read_as.event_type)}”"
    if read_as.measure == "reach":
        return "different people" if indicator == "people" else "visits by named people"
    return phrases.plain_name(indicator)


def guarded(pace: Pace) -> bool:
    """Whether what was delivered counts so few people that paper does not say it."""
    few = pace.delivered is not None and pace.delivered < small_numbers.THRESHOLD
    measure = indicators.read(pace.target.indicator).measure
    return few and measure in ("improved", "recovered", "event", "reach", "other")


def delivered(pace: Pace, *, guard: bool) -> str:
    """`42 of 100 promised`, or why it is not said."""
    promised = wording.quantity(pace.target.target)
    if pace.delivered is None:
        return f"not yet known, of {promised} promised"
    if guard and guarded(pace):
        return f"fewer than {small_numbers.THRESHOLD} of {promised} promised"
    return f"{wording.quantity(pace.delivered)} of {promised} promised"


def outlook(pace: Pace, *, guard: bool = False) -> str:
    """What it comes to at this pace, or why nothing is said of that, with what is to be known of a nought."""
    said = _outlook(pace, guard=guard)
    return f"{said} {NEVER_RECORDED}" if NEVER_RECORDED in pace.note and NEVER_RECORDED not in said else said


def _outlook(pace: Pace, *, guard: bool) -> str:
    target, due = pace.target, pace.target.due_date
    by = f" by {wording.day(due)}" if due else ""
    promised = wording.quantity(target.target)
    if guard and guarded(pace):
        return "What was delivered is too small a number to be printed."
    done = wording.quantity(pace.delivered or 0.0)
    if pace.standing == "met":
        return f"All of it is delivered: {done} of {promised}{by}."
    if pace.standing == "missed":
        short = wording.quantity(target.target - (pace.delivered or 0.0))
        return f"The day has passed: {done} of {promised}{by}, {short} short."
    if pace.forecast is not None:
        found = pace.forecast
        low, high = math.floor(found.low), math.ceil(found.high)
        middle = min(max(round(found.amount), low), high)
        return (
            f"At this pace {middle:,} of {promised}{by}, likely {low:,} to {high:,}: "
            f"{STANDING_WORDS[pace.standing].lower()}."
        )
    return {
        "too_few": f"Too early to say: {done} of {promised} so far{f', due{by}' if by else ''}.",
        "no_day": f"{done} of {promised} so far. No day is set by which it is due.",
        "no_start": f"{done} of {promised} so far. The contract has no first day, so there is no pace.",
        "not_begun": "The contract has not begun.",
    }.get(pace.standing, pace.note or "Nothing can be said yet.")


def across(pace: Pace) -> str:
    """How many of the people another contract pays for as well; blank where none."""
    if not pace.shared or pace.by_share is None:
        return ""
    people = "1 of them is" if pace.shared == 1 else f"{pace.shared:,} of them are"
    return (
        f"{people} paid for by another contract as well. Counted by the share this one pays, "
        f"so that nobody counts twice over all funders: {pace.by_share:,.1f}."
    )
