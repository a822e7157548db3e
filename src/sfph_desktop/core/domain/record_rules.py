"""What is allowed in each part of a person's record; whatever cannot be so is told with the field it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sfph_desktop.core.domain.measures import OutcomeEvent
from sfph_desktop.core.domain.people import Episode, ServiceUser
from sfph_desktop.core.domain.person_record import (
    ALERT_KINDS,
    LINK_KINDS,
    NAME_KINDS,
    ROLES,
    Action,
    Address,
    Alert,
    Note,
    OtherName,
    PersonLink,
    Role,
)
from sfph_desktop.core.domain.problems import Problem

LONGEST_TEXT = 50_000
"""Characters of a note; a note of ten pages is kept, a book is not."""
LONGEST_LINE = 500
MIRRORED = {
    "household": "household",
    "carer": "cared_for",
    "cared_for": "carer",
    "parent": "child",
    "child": "parent",
    "worker": "works_for",
    "next_of_kin": "next_of_kin_of",
    "emergency": "emergency_of",
}
"""What a link says on the page of the other: their carer is the one for whom they are `cared_for`."""


def problems_of(value: Any, person: ServiceUser, today: date) -> tuple[Problem, ...]:
    """Everything in a part of a person's record that cannot be so; empty when it can be kept."""
    return tuple(_RULES[type(value)](_Look(value, person, today)))


@dataclass(frozen=True, slots=True)
class _Look:
    """A value of somebody's record, looked at on a day."""

    value: Any
    person: ServiceUser
    today: date

    def wrong(self, field: str, reason: str, accepted: str) -> Problem:
        return Problem(
            reason=reason, accepted=accepted, column=field, value=str(getattr(self.value, field) or "")[:200]
        )

    def needed(self, field: str, reason: str, accepted: str) -> Iterator[Problem]:
        if not getattr(self.value, field):
            yield self.wrong(field, reason, accepted)

    def one_of(self, field: str, words: Sequence[str]) -> Iterator[Problem]:
        said = getattr(self.value, field)
        if said not in words:
            yield self.wrong(field, f"'{said}' is not known here.", ", ".join(words))

    def has_been(self, *fields: str) -> Iterator[Problem]:
        """Days that have come, in the lifetime of the person."""
        for field in fields:
            day: date | None = getattr(self.value, field)
            if day is not None and day > self.today:
                yield self.wrong(field, "This day has not come yet.", f"a day up to {self.today:%d/%m/%Y}")
            elif day is not None:
                yield from self.in_their_life(field, day)

    def in_their_life(self, field: str, day: date) -> Iterator[Problem]:
        reason = not_in_their_life(self.person, day)
        if reason:
            yield self.wrong(field, reason, "a day of their life, or correct the dates of birth and death first")

    def in_order(self, first: str, last: str) -> Iterator[Problem]:
        begun, over = getattr(self.value, first), getattr(self.value, last)
        if begun is not None and over is not None and over < begun:
            yield self.wrong(last, f"This is before it began ({begun:%d/%m/%Y}).", "the same day or a later one")

    def short_enough(self, field: str, longest: int) -> Iterator[Problem]:
        size = len(getattr(self.value, field))
        if size > longest:
            yield self.wrong(field, f"This has {size:,} characters.", f"up to {longest:,}; divide it into two")


def not_in_their_life(person: ServiceUser, day: date) -> str:
    """Why nothing can have happened to a person on this day; blank when it can."""
    if person.date_of_birth is not None and day < person.date_of_birth:
        return f"This is before they were born ({person.date_of_birth:%d/%m/%Y})."
    if person.died_on is not None and day > person.died_on:
        return f"This is after they died ({person.died_on:%d/%m/%Y})."
    return ""


# --- part by part -----------------------------------------------------------------------------------------------------


def _name(look: _Look) -> Iterator[Problem]:
    yield from look.one_of("kind", NAME_KINDS)
    if not look.value.given_name and not look.value.family_name:
        yield look.wrong("given_name", "A name is needed.", "a given name, a family name, or both")
    yield from look.has_been("until")


def _address(look: _Look) -> Iterator[Problem]:
    value: Address = look.value
    if not (value.lines or value.postcode or value.council):
        yield look.wrong("lines", "Nothing says where this is.", "street and town, a postcode, or 'No fixed abode'")
    yield from look.has_been("from_date")
    yield from look.in_order("from_date", "to_date")
    yield from look.short_enough("lines", LONGEST_LINE)


def _alert(look: _Look) -> Iterator[Problem]:
    yield from look.one_of("kind", ALERT_KINDS)
    yield from look.needed("text", "Say what whoever meets them must know.", "as: carries an adrenaline pen")
    yield from look.short_enough("text", LONGEST_LINE)
    yield from look.has_been("from_date")
    if look.value.ended_on is not None and look.value.ended_on > look.today:  # it may be ended once they have died
        yield look.wrong("ended_on", "This day has not come yet.", f"a day up to {look.today:%d/%m/%Y}")
    yield from look.in_order("from_date", "review_on")
    yield from look.in_order("from_date", "ended_on")


def _link(look: _Look) -> Iterator[Problem]:
    value: PersonLink = look.value
    yield from look.one_of("kind", LINK_KINDS)
    if value.other_id is None and not value.name:
        yield look.wrong("name", "Say who it is.", "a name, or a person of this store")
    if value.other_id == look.person.id:
        yield look.wrong("other_id", "That is the same person.", "somebody else")
    yield from look.in_order("from_date", "to_date")


def _role(look: _Look) -> Iterator[Problem]:
    yield from look.one_of("role", ROLES)
    yield from look.has_been("from_date")
    yield from look.in_order("from_date", "to_date")


def _note(look: _Look) -> Iterator[Problem]:
    yield from look.needed("text", "The note is empty.", "what is to be remembered")
    yield from look.short_enough("text", LONGEST_TEXT)
    if look.value.date > look.today:
        yield look.wrong("date", "This day has not come yet.", f"a day up to {look.today:%d/%m/%Y}")


def _action(look: _Look) -> Iterator[Problem]:
    yield from look.needed("what", "Say what is to be done.", "as: ring the GP")
    yield from look.short_enough("what", LONGEST_LINE)
    done: date | None = look.value.done_on
    if done is not None and done > look.today:
        yield look.wrong("done_on", "This day has not come yet.", f"a day up to {look.today:%d/%m/%Y}")


def _episode(look: _Look) -> Iterator[Problem]:
    yield from look.needed("service", "Say which service.", "the name of a service")
    yield from look.has_been("start_date", "end_date")
    yield from look.in_order("start_date", "end_date")


def _event(look: _Look) -> Iterator[Problem]:
    yield from look.needed("event_type", "Say what happened.", "as: job_started")
    yield from look.has_been("date")
    if look.value.quantity < 0:
        yield look.wrong("quantity", "This is below zero.", "0 or more")
    if (look.value.sustained_weeks or 0) < 0:
        yield look.wrong("sustained_weeks", "This is below zero.", "0 or more")


_RULES: dict[type[Any], Callable[[_Look], Iterator[Problem]]] = {
    OtherName: _name,
    Address: _address,
    Alert: _alert,
    PersonLink: _link,
    Role: _role,
    Note: _note,
    Action: _action,
    Episode: _episode,
    OutcomeEvent: _event,
}


# --- what must fit with the other records -----------------------------------------------------------------------------


def overlapping(roles: Iterable[Role], role: Role) -> Role | None:
    """Another time in the same role that this one runs into; None when there is none."""
    last = date.max
    for other in roles:
        apart = (other.to_date or last) < role.from_date or (role.to_date or last) < other.from_date
        if other.id != role.id and other.role == role.role and not apart:
            return other
    return None


def parent_and_child(link: PersonLink) -> tuple[int, int] | None:
    """(parent, child) by their ids, where a link says that one of two people of the store is the other's parent."""
    if link.other_id is None or link.kind not in {"parent", "child"}:
        return None
    own, other = int(link.person_id), int(link.other_id)
    return (other, own) if link.kind == "parent" else (own, other)


def descends(edges: Iterable[tuple[int, int]], person: int, forebear: int) -> bool:
    """Whether a person descends from somebody, by (parent, child) pairs of ids."""
    children: dict[int, list[int]] = {}
    for parent, child in edges:
        children.setdefault(parent, []).append(child)
    seen, waiting = {forebear}, [forebear]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child == person:
                return True
            if child not in seen:
                seen.add(child)
                waiting.append(child)
    return False


def readable(note: Note, who: str, *, manager: bool) -> bool:
    """Whether somebody may read a note: a private one is for its writer and for managers."""
    return not note.private or manager or note.author == who
