"""What the definitions of a network may be, and that no later version gives an id another meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import get_args

from sfph_desktop.core.domain.benefits import LEVELS
from sfph_desktop.core.domain.memberships import OWN
from sfph_desktop.core.domain.network import GROUPS, THRESHOLD, Definitions, IndicatorKind, NetworkIndicator, Window
from sfph_desktop.core.domain.problems import Problem

MOST_INDICATORS = 200
HIGHEST_THRESHOLD = 1000
LONGEST_NAME = 200
LONGEST_TEXT = 20_000
KINDS: tuple[str, ...] = get_args(IndicatorKind)
WINDOWS: tuple[str, ...] = get_args(Window)
BETTER = ("higher", "lower", "")
FIXED = ("kind", "measure", "unit", "window", "per")
"""What makes the meaning of an id: it is the same in every version, also after the id was left out for a while."""

_ID = re.compile(r"[a-z][a-z0-9_]{1,59}")


def definitions_problems(found: Definitions) -> tuple[Problem, ...]:
    """Everything in definitions that cannot be so, each with its place."""
    return tuple(_all(found))


def _all(found: Definitions) -> Iterator[Problem]:
    yield from _line("network", found.network, LONGEST_NAME, needed=True)
    if not THRESHOLD <= found.threshold <= HIGHEST_THRESHOLD:
        reason = f"The smallest count that may be told is {THRESHOLD} people or more."
        yield _said("threshold", found.threshold, reason, f"a whole number from {THRESHOLD} to {HIGHEST_THRESHOLD}")
    if len(found.agreement) > LONGEST_TEXT or not _plain(found.agreement):
        yield _said("agreement", "", "The agreement is too long, or has signs in it that are no text.", "plain text")
    if not found.indicators:
        yield _said("indicator", "", "Nothing is asked for.", "at least one [[indicator]]")
    if len(found.indicators) > MOST_INDICATORS:
        yield _said("indicator", len(found.indicators), "Too much is asked for.", f"up to {MOST_INDICATORS} indicators")
    seen: set[str] = set()
    for number, one in enumerate(found.indicators, start=1):
        yield from _indicator(f"indicator {number} ({one.id[:60]})", one)
        if one.id in seen:
            yield _said(f"indicator {number} ({one.id})", one.id, "This id is there twice.", "another id")
        seen.add(one.id)
        yield from _per(f"indicator {number} ({one.id[:60]}): per", one, found)


def _indicator(place: str, one: NetworkIndicator) -> Iterator[Problem]:
    if one.id.startswith(OWN):
        yield _said(place, one.id, f"Ids that begin with '{OWN}' belong to the members.", "another id")
    elif not _ID.fullmatch(one.id):
        accepted = "small letters, digits and _, as people_supported"
        yield _said(place, one.id, f"'{one.id[:60]}' cannot be an id.", accepted)
    for name in ("name", "measure", "unit", "purpose"):
        yield from _line(f"{place}: {name}", getattr(one, name), LONGEST_NAME, needed=True)
    for name, given, may in (
        ("level", one.level, LEVELS),
        ("kind", one.kind, KINDS),
        ("window", one.window, WINDOWS),
        ("better", one.better, BETTER),
    ):
        if given not in may:
            yield _said(f"{place}: {name}", given, f"'{given}' is no {name}.", ", ".join(filter(None, may)))
    for group in one.groups:
        if group not in GROUPS:
            yield _said(f"{place}: groups", group, f"'{group}' is no group that people are told in.", ", ".join(GROUPS))
    if len(set(one.groups)) != len(one.groups):
        yield _said(f"{place}: groups", " ".join(one.groups), "A group is named twice.", "each once")
    if one.groups and one.kind == "quantity":
        yield _said(f"{place}: groups", " ".join(one.groups), "An amount is of no group of people.", "groups = []")


def _per(place: str, one: NetworkIndicator, found: Definitions) -> Iterator[Problem]:
    """What is wrong with that which members are compared by so much of."""
    if not one.per:
        return
    if one.kind not in ("count", "quantity"):
        yield _said(place, one.per, f"A {one.kind} is compared as it is.", "nothing, or kind count or quantity")
        return
    counts = [each.id for each in found.indicators if (each.kind, each.window) == ("count", one.window)]
    accepted = ", ".join(each for each in counts if each != one.id) or 'a count of people over the same time, or ""'
    base = found.indicator(one.per)
    if one.per == one.id:
        yield _said(place, one.per, "It cannot be compared by itself.", accepted)
    elif base is None:
        yield _said(place, one.per[:60], f"'{one.per[:60]}' is not asked for in this version.", accepted)
    elif base.kind != "count":
        yield _said(place, one.per, f"'{one.per}' is no count of people.", accepted)
    elif base.window != one.window:
        reason = f"'{one.per}' is counted over a {base.window}, and '{one.id}' over a {one.window}."
        yield _said(place, one.per, reason, accepted)


def meaning_problems(found: Definitions, earlier: Iterable[Definitions]) -> tuple[Problem, ...]:
    """Ids that meant something else in an earlier version: an id is never used for anything else."""
    problems = []
    for before in sorted(earlier, key=lambda one: one.version):
        for one in found.indicators:
            there = before.indicator(one.id)
            for name in FIXED if there is not None else ():
                was, is_ = getattr(there, name), getattr(one, name)
                if was != is_:
                    reason = f"'{one.id}' had another {name} in version {before.version}: '{was}', not '{is_}'."
                    problems.append(_said(f"{one.id}: {name}", is_, reason, f"'{was}', or a new id for what is new"))
    return tuple(problems)


def what_changed(found: Definitions, before: Definitions | None) -> tuple[str, ...]:
    """What a version asks for that the one before did not, and what it asks for no more, in sentences."""
    if before is None:
        return ()
    new = [one.name for one in found.indicators if before.indicator(one.id) is None]
    gone = [one.name for one in before.indicators if found.indicator(one.id) is None]
    said = []
    if new:
        said.append(f"New: {'; '.join(new)}.")
    if gone:
        said.append(f"No longer asked for: {'; '.join(gone)}.")
    if found.threshold != before.threshold:
        said.append(f"Counts of fewer than {found.threshold} people are held back (before: {before.threshold}).")
    if found.agreement != before.agreement:
        said.append("The agreement on rows of single people is another: read it again.")
    return tuple(said)


def same_but_for_its_number(one: Definitions, other: Definitions) -> bool:
    """Whether two versions say the same."""
    plain = [
        replace(each, version=0, issued_on=one.issued_on, first_quarter=one.first_quarter) for each in (one, other)
    ]
    return plain[0] == plain[1]


def _line(place: str, text: str, longest: int, *, needed: bool) -> Sequence[Problem]:
    if needed and not text.strip():
        return [_said(place, "", "It is missing.", "a few words")]
    if len(text) > longest or not _plain(text) or "\n" in text:
        return [
            _said(place, text[:40], "It is too long, or not plain text on one line.", f"up to {longest} characters")
        ]
    return []


def _plain(text: str) -> bool:
    """Whether a text holds nothing but letters, signs, blanks and ends of lines."""
    return all(sign.isprintable() or sign == "\n" for sign in text)


def _said(column: str, value: object, reason: str, accepted: str) -> Problem:
    return Problem(column=column, value=str(value), reason=reason, accepted=accepted)
