"""The parts of a person's record, added, changed and removed: names, alerts, links, roles, notes, actions, events ...

Addresses and consents have rules of their own and rooms of their own: `addresses`, `consents`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain import record_rules
from sfph_desktop.core.domain.measures import OutcomeEvent
from sfph_desktop.core.domain.people import Episode, ServiceUser
from sfph_desktop.core.domain.person_record import Action, Alert, Note, OtherName, PersonLink, Role
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.person import is_manager, person_of
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One part of a record: what it is called, and what must fit with the other records besides its own rules."""

    kind: str
    said: str
    """`an alert`."""
    fits: Callable[[Connection, Any, ServiceUser], tuple[Problem, ...]] = lambda _connection, _value, _person: ()


def add_to_record(office: Office, value: Any) -> Done[Any]:
    """Keep something new in the record of the person it names.

    That is an OtherName, Alert, PersonLink, Role, Note, Action, Episode or OutcomeEvent. Raises UserCanFix, with
    nothing changed and a Problem for each field, when it cannot be so.
    """
    part = _PARTS[type(value)]
    with office.writing(f"Added {part.said}") as unit:
        person = person_of(unit.connection, value.person_id)
        value = _ready(office, unit, value)
        _check(office, unit.connection, part, value, person)
        value = replace(value, id=unit.add(part.kind, value))
        unit.why = f"Added {part.said} to {person.person_ref}"
    return saved(unit, value, f"Added {part.said} for {person.display_name}")


def change_in_record(office: Office, value_type: type[Any], record_id: int, **given: Any) -> Done[Any]:
    """Change these fields of a part of somebody's record as it is now; the same again writes nothing.

    Raises UserCanFix as `add_to_record`.
    """
    part = _PARTS[value_type]
    with office.writing(f"Changed {part.said}") as unit:
        value = _tidy(replace(_kept(office, unit.connection, part, record_id), **given))
        person = person_of(unit.connection, value.person_id)
        _check(office, unit.connection, part, value, person)
        unit.change(part.kind, value)
        unit.why = f"Changed {part.said} of {person.person_ref}"
    return saved(unit, value, f"Changed {part.said} of {person.display_name}")


def read_private_note(office: Office, note_id: int) -> Note:
    """A private note with its words; that it was read, by whom and when, is written in the history.

    Raises UserCanFix when it has gone, or is for somebody else's eyes: then nothing is written.
    """
    with office.writing("read a private note") as unit:
        note: Note = _kept(office, unit.connection, _PARTS[Note], note_id)
        unit.why = f"read a private note of {person_of(unit.connection, note.person_id).person_ref}"
        unit.changed.add("notes")  # none of it is: the history lists what touched a kind of record
    return note


def remove_from_record(office: Office, value_type: type[Any], record_id: int) -> Done[Any]:
    """Take a part out of somebody's record; it can be undone. Raises UserCanFix when it is not there any more."""
    part = _PARTS[value_type]
    with office.writing(f"Removed {part.said}") as unit:
        value = _kept(office, unit.connection, part, record_id)
        person = person_of(unit.connection, value.person_id)
        unit.remove(part.kind, record_id)
        unit.why = f"Removed {part.said} from {person.person_ref}"
    return saved(unit, value, f"Removed {part.said} of {person.display_name}")


def finish_action(office: Office, action_id: int, on: date | None = None) -> Done[Action]:
    """An action has been done, today unless told otherwise. Raises UserCanFix when it is not there any more."""
    done = change_in_record(office, Action, action_id, done_on=on or office.clock.today())
    return replace(done, why=f"Done: {done.value.what}")


# --- inside -----------------------------------------------------------------------------------------------------------


def _ready(office: Office, unit: Unit, value: Any) -> Any:
    """A new value with what is filled in by itself: who wrote a note, the reference of an episode."""
    value = _tidy(value)
    if isinstance(value, Note):
        return replace(value, author=office.who)
    if isinstance(value, Episode) and not value.episode_ref:
        return replace(value, episode_ref=f"E{unit.next_id('episodes'):05d}")
    return value


def _tidy(value: Any) -> Any:
    """The value without blanks around its words."""
    words = {field.name: getattr(value, field.name) for field in fields(value)}
    return replace(value, **{name: word.strip() for name, word in words.items() if isinstance(word, str)})


def _kept(office: Office, connection: Connection, part: _Part, record_id: int) -> Any:
    """The part as it is kept; raises UserCanFix when it has gone, or is a private note of somebody else."""
    from sfph_desktop.core.store.queries.values import value

    found = value(connection, part.kind, record_id)
    if found is None:
        raise gone(f"This {part.said.split(' ', 1)[1]}")
    if isinstance(found, Note) and not record_rules.readable(found, office.who, manager=is_manager(office)):
        raise UserCanFix(what="This note is private.", why="It is for its writer and for managers.", do="Ask them.")
    return found


def _check(office: Office, connection: Connection, part: _Part, value: Any, person: ServiceUser) -> None:
    problems = record_rules.problems_of(value, person, office.clock.today())
    refuse(problems or part.fits(connection, value, person))


def _fitting_link(connection: Connection, link: PersonLink, person: ServiceUser) -> tuple[Problem, ...]:
    """Nobody is their own forebear, no parent is younger than their child, and nothing is said twice."""
    from sfph_desktop.core.store.queries.person_record import links_between, parents_and_children

    if link.other_id is None:
        return ()
    other = person_of(connection, link.other_id)
    for one in links_between(connection, person.id, other.id):
        if one.id != link.id and one.to_date is None and link.to_date is None and _same_link(one, link):
            return (problem("other_id", "", f"{other.display_name} is linked like this already.", "somebody else"),)
    pair = record_rules.parent_and_child(link)
    if pair is None:
        return ()
    parent, child = (person, other) if pair[0] == person.id else (other, person)
    born, before = child.date_of_birth, parent.date_of_birth
    if born is not None and before is not None and before >= born:
        reason = f"{parent.display_name} was born {before:%d/%m/%Y}, which is not before {child.display_name}."
        return (problem("kind", link.kind, reason, "another link, or correct their dates of birth"),)
    edges = parents_and_children(connection, but=link.id)
    if record_rules.descends(edges, parent.id, child.id):
        reason = f"{parent.display_name} descends from {child.display_name} already, so cannot be their parent."
        return (problem("kind", link.kind, reason, "the other way round, or another link"),)
    return ()


def _same_link(one: PersonLink, other: PersonLink) -> bool:
    """Whether two links say the same of the same two people, be it from either side."""
    if (one.person_id, one.other_id) == (other.person_id, other.other_id):
        return one.kind == other.kind
    return record_rules.MIRRORED.get(one.kind) == other.kind


def _fitting_role(connection: Connection, role: Role, _person: ServiceUser) -> tuple[Problem, ...]:
    from sfph_desktop.core.store.queries.values import values_about

    other = record_rules.overlapping(values_about(connection, "roles", role.person_id), role)
    if other is None:
        return ()
    reason = f"They have this role already, from {other.from_date:%d/%m/%Y}."
    return (problem("from_date", str(role.from_date), reason, "end the earlier one first"),)


def _fitting_episode(connection: Connection, episode: Episode, _person: ServiceUser) -> tuple[Problem, ...]:
    from sfph_desktop.core.store.queries.refs import id_of

    if id_of(connection, "episodes", episode.episode_ref) in {None, episode.id}:
        return ()
    reason = f"'{episode.episode_ref}' is already another episode's reference."
    return (problem("episode_ref", episode.episode_ref, reason, "a reference that is free, or none"),)


_PARTS: dict[type[Any], _Part] = {
    OtherName: _Part(kind="other_names", said="a name"),
    Alert: _Part(kind="alerts", said="an alert"),
    PersonLink: _Part(kind="links", said="a link", fits=_fitting_link),
    Role: _Part(kind="roles", said="a role", fits=_fitting_role),
    Note: _Part(kind="notes", said="a note"),
    Action: _Part(kind="actions", said="an action"),
    Episode: _Part(kind="episodes", said="a service", fits=_fitting_episode),
    OutcomeEvent: _Part(kind="events", said="an event"),
}
