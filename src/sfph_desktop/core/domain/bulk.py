"""One change for many people at once: what may be changed so, and what would become of each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sfph_desktop.core.domain.delivery import Group, GroupId, GroupMember
from sfph_desktop.core.domain.delivery_rules import member_problems
from sfph_desktop.core.domain.people import Episode, ServiceUser
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.domain.record_rules import problems_of

FATES = ("set", "replace", "same", "cannot")
"""Nothing is there yet; something else is there and gives way; it is so already; it cannot be."""
LONGEST = 500
"""Characters of a referral source or of a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceForMany:
    """Who referred them, the same for all."""

    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupForMany:
    """A place in a group from a day on."""

    group_id: GroupId
    since: date
    later: Mapping[int, date] = field(default_factory=dict)
    """By person: their own first day, where it lies after `since`."""

    def since_of(self, person: int) -> date:
        """The first day of somebody's place."""
        return self.later.get(person, self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndForMany:
    """The end of their enrolment in a service, on a day; `reason` may be blank."""

    service: str
    on: date
    reason: str = ""


BulkWish = SourceForMany | GroupForMany | EndForMany


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkLine:
    """What becomes of one of them."""

    person_id: int
    person_ref: str
    name: str
    fate: str
    """One of FATES."""
    now: str = ""
    """What is there now, where it gives way."""
    reason: str = ""
    """Why it cannot be, or that it is so already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkLook:
    """What a change does to everybody it was asked for, in the order they were given."""

    said: str
    """The change in plain words: `Referred by: GP practice`."""
    lines: tuple[BulkLine, ...]

    def of(self, *fates: str) -> tuple[BulkLine, ...]:
        """Those of whom one of these is true."""
        return tuple(line for line in self.lines if line.fate in fates)

    @property
    def changing(self) -> tuple[BulkLine, ...]:
        """Those whose record changes."""
        return self.of("set", "replace")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Each who cannot be changed, by reference, with the reason."""
        return tuple(Problem(reason=line.reason, column="person", value=line.person_ref) for line in self.of("cannot"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkChoices:
    """What may be chosen in the form of such a change."""

    sources: tuple[str, ...] = ()
    groups: tuple[tuple[int, str], ...] = ()
    """Id and name of the groups that run or are still to begin."""
    services: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def wish_problems(wish: BulkWish, today: date) -> tuple[Problem, ...]:
    """What is wrong with the change itself, whoever it is for; each names its field."""
    if isinstance(wish, SourceForMany):
        return (*_needed("source", wish.source, "Say who referred them."), *_short("source", wish.source))
    if isinstance(wish, GroupForMany):
        return ()
    found = (*_needed("service", wish.service, "Say which service ends."), *_short("reason", wish.reason))
    if wish.on > today:
        ahead = f"a day up to {today:%d/%m/%Y}"
        found += (Problem(reason="This day has not come yet.", accepted=ahead, column="on", value=str(wish.on)),)
    return found


def source_line(person: ServiceUser, wish: SourceForMany) -> BulkLine:
    """What becomes of the referral source of one person."""
    now = person.referral_source
    if now == wish.source:
        return _line(person, "same", reason="Their record says so already.")
    return _line(person, "replace" if now else "set", now=now)


def group_line(
    person: ServiceUser, group: Group, wish: GroupForMany, places: Iterable[tuple[date, date | None]]
) -> BulkLine:
    """What becomes of one person's place in a group; `places` are those the same human has or gets: first, last day."""
    since = wish.since_of(person.id)
    member = GroupMember(group_id=group.id, person_id=person.id, from_date=since)
    problems = member_problems(member, group, person)
    if problems:
        return _line(person, "cannot", reason=problems[0].reason)
    for first, last in places:
        if first <= since and (last is None or last >= since):
            return _line(person, "same", reason="They belong to it already.")
        if first > since:
            return _line(person, "cannot", reason=f"They belong to it from {first:%d/%m/%Y} on, after that day.")
    return _line(person, "set")


def end_line(person: ServiceUser, wish: EndForMany, episodes: Sequence[Episode], today: date) -> BulkLine:
    """What becomes of one person's enrolments in the service; `episodes` are all they have in it."""
    still = [one for one in episodes if one.end_date is None]
    if not still:
        over = max((one.end_date for one in episodes if one.end_date is not None), default=None)
        if over is None:
            return _line(person, "cannot", reason="They are not in this service.")
        return _line(person, "same", reason=f"It ended for them on {over:%d/%m/%Y} already.")
    for one in still:
        for problem in problems_of(ended(one, wish), person, today):
            return _line(person, "cannot", reason=problem.reason)
    return _line(person, "set")


def ended(episode: Episode, wish: EndForMany) -> Episode:
    """The enrolment with its end as wished."""
    return replace(episode, end_date=wish.on, end_reason=wish.reason or episode.end_reason)


def gone_lines(wanted: Sequence[int], known: Collection[int]) -> tuple[BulkLine, ...]:
    """Those who were chosen and have been removed in the meantime."""
    told = "They are not in the store any more."
    return tuple(
        BulkLine(person_id=one, person_ref="", name="Somebody who was removed", fate="cannot", reason=told)
        for one in wanted
        if one not in known
    )


def _line(person: ServiceUser, fate: str, *, now: str = "", reason: str = "") -> BulkLine:
    return BulkLine(
        person_id=person.id,
        person_ref=person.person_ref,
        name=person.display_name,
        fate=fate,
        now=now,
        reason=reason,
    )


def _needed(column: str, text: str, told: str) -> tuple[Problem, ...]:
    return () if text else (Problem(reason=told, accepted="a few words", column=column),)


def _short(column: str, text: str) -> tuple[Problem, ...]:
    if len(text) <= LONGEST:
        return ()
    told = f"This has {len(text):,} characters."
    return (Problem(reason=told, accepted=f"up to {LONGEST}", column=column, value=text[:80]),)
