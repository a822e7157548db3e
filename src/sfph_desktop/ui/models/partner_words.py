"""How partners and referrals are said on screen: kinds, directions, outcomes, and the days somebody waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.partner_rules import KIND_WORDS, OUTCOME_WORDS, ContactTimes
from sfph_desktop.ui.models.said import counted, said_day

KINDS: Mapping[str, str] = {kind: one for kind, (one, _many) in KIND_WORDS.items()}
OUTCOMES: Mapping[str, str] = OUTCOME_WORDS
SENT_OUTCOMES: Mapping[str, str] = {
    **OUTCOME_WORDS,
    "started": "started with them",
    "declined": "declined by them",
}
"""What became of somebody whom we sent on."""
DIRECTIONS: Mapping[str, str] = {"in": "came to us", "out": "sent on by us"}
LINES = ("id", "title", "one", "two", "three", "mark")
"""What a list of two lines is made of here."""


def outcomes(direction: Cell) -> Mapping[str, str]:
    """The words for what became of a referral, by which way it went."""
    return SENT_OUTCOMES if direction == "out" else OUTCOMES


def meant(words: Mapping[str, str], said: object) -> str:
    """The value behind what is said; what is not among the words, as it is."""
    return next((value for value, text in words.items() if text == said), str(said or ""))


def partner_lines(found: Listing, kind: str = "") -> Listing:
    """Partners as lines: name, kind, reference, and what was referred; of one kind where given."""
    rows = []
    for row in _by_name(found):
        if kind and row["kind"] != kind:
            continue
        gone = row["retired_on"]
        sent = " and ".join(part for part in (_some(row["in"], "in"), _some(row["out"], "out")) if part)
        told = f"retired since {said_day(gone)}" if isinstance(gone, date) else sent
        icon = "close" if gone else "two-people"
        rows.append((row["id"], row["name"], KINDS[str(row["kind"])], row["partner_ref"], told, icon))
    return Listing(kind="partners", columns=LINES, rows=tuple(rows))


def referral_lines(found: Listing) -> Listing:
    """Referrals as lines: whose, which way, with whom, when and what became of it."""
    rows = []
    for row in _by_name(found):
        way = "from" if row["direction"] == "in" else "to"
        whom = f"{way} {row['partner']}" if row["partner"] else DIRECTIONS[str(row["direction"])]
        icon = "arrow-left" if row["direction"] == "in" else "arrow-right"
        rows.append(
            (row["id"], row["name"], outcomes(row["direction"])[str(row["outcome"])], row["made_on"], whom, icon)
        )
    return Listing(kind="referrals", columns=LINES, rows=tuple(rows))


def waiting_lines(found: Listing) -> Listing:
    """The waiting list as lines: who, how long, for what, and whether they are to wait less than others."""
    rows = []
    for row in _by_name(found):
        first = f"priority {row['priority']}" if row["priority"] else ""
        about = " · ".join(str(part) for part in (row["service"], row["partner"]) if part)
        icon = "warning" if isinstance(row["priority"], int) and row["priority"] > 0 else "clock"
        rows.append((row["id"], row["name"], waited(row["days"]), about, first, icon))
    return Listing(kind="waiting", columns=LINES, rows=tuple(rows))


def told_in_words(source: str, day: date | None) -> str:
    """What somebody's record says of a referral, as `Their record says: referred by Ana Reid on 3 March 2025`."""
    by = f" by {source}" if source else ""
    on = f" on {said_day(day)}" if day else "; it gives no day"
    return f"Their record says: referred{by}{on}."


def waited(days: Cell) -> str:
    """`since today`, `12 days`."""
    if not isinstance(days, int):
        return ""
    return "since today" if days == 0 else counted(days, "day")


def times_in_words(times: ContactTimes) -> str:
    """How many wait, for how long at most, and how soon others were contacted."""
    if not times.waiting:
        waits = "Nobody waits for a first contact."
    else:
        people = counted(times.waiting, "person waits", "people wait")
        longest = f", the longest for {counted(times.longest_days, 'day')}" if times.longest_days else ""
        waits = f"{people} for a first contact{longest}."
    if times.median_days is None:
        return waits
    half = counted_days(times.median_days)
    if times.contacted == 1:
        return f"{waits} So far 1 person was contacted, after {half}."
    return f"{waits} So far {times.contacted:,} were contacted, half of them within {half}."


def counted_days(days: float) -> str:
    """`1 day`, `4.5 days`."""
    return f"{days:g} {'day' if days == 1 else 'days'}"


def _some(number: Cell, way: str) -> str:
    return f"{number} {way}" if number else ""


def _by_name(found: Listing) -> list[dict[str, Any]]:
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]
