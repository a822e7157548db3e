"""One change for many people at once: looked at before it is done, done as one change, undone as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sfph_desktop.core.domain import bulk
from sfph_desktop.core.domain.bulk import (
    BulkChoices,
    BulkLine,
    BulkLook,
    BulkWish,
    EndForMany,
    GroupForMany,
    SourceForMany,
)
from sfph_desktop.core.domain.delivery import Group
from sfph_desktop.core.domain.people import Episode, ServiceUser
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.values import from_day, said_day, to_day
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.referrals_told import Told, keep_told, of_person
from sfph_desktop.core.usecases.refusals import gone, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

_MOST_NAMED = 3


def look_at_change(office: Office, people: Sequence[int], wish: BulkWish) -> BulkLook:
    """What the change would do to each of these people, in their order; nothing is written.

    Raises UserCanFix, with a Problem for each field, when the change itself cannot be so.
    """
    wish = _tidy(wish)
    with office.reading() as connection:
        return _Many(office, connection, people, wish).look


def change_for_many(
    office: Office, people: Sequence[int], wish: BulkWish, *, leave_out: bool = False
) -> Done[BulkLook]:
    """Change it for all of these people, as one change that one Undo takes back; its value is what became of each.

    Where it is so already nothing is written. Raises UserCanFix, with nothing changed, when the change itself cannot be
    so; and, unless `leave_out` says that those stay as they are, when it cannot be for somebody: a Problem for each
    gives the reference and the reason. Also when there is nobody to change.
    """
    wish = _tidy(wish)
    with office.writing("Changed many people") as unit:
        many = _Many(office, unit.connection, people, wish)
        cannot = many.look.problems
        if cannot and not leave_out:
            raise _refused(many.look, cannot)
        many.write(unit)
        number = len(many.look.changing)
        unit.why = f"{many.what} of {_people(number)} at once"
    why = f"Changed {_people(number)}. {many.look.said}" if number else "Nothing was changed"
    return saved(unit, many.look, why, problems=cannot)


def place_all_of_service(office: Office, group: Group) -> Done[BulkLook]:
    """Give everybody who is enrolled in a group's service today a place in the group, as one change.

    From its first day on, or from the day they joined the service where that was later: so that a register of a day
    that has been can still be taken. Who has a place keeps it, and who cannot have one is left out. Raises UserCanFix
    where nobody is enrolled.
    """
    from sfph_desktop.core.store.queries.bulk import joined_service

    today = office.clock.today()
    with office.reading() as connection:
        joined = joined_service(connection, group.service, to_day(today))
    if not joined:
        raise UserCanFix(
            what=f"Nobody is enrolled in {group.service} today.",
            do="Add members by their names, or enrol people in the service first. Nothing was changed.",
        )
    since = group.from_date or today
    later = {person: from_day(day) for person, day in joined.items() if from_day(day) > since}
    wish = GroupForMany(group_id=group.id, since=since, later=later)
    return change_for_many(office, tuple(joined), wish, leave_out=True)


def bulk_choices(office: Office) -> BulkChoices:
    """What may be chosen for a change of many people."""
    from sfph_desktop.core.store.queries import groups, person_record
    from sfph_desktop.core.store.queries import office as queries
    from sfph_desktop.core.store.queries.bulk import referral_sources

    today = office.clock.today()
    with office.reading() as connection:
        found = [one for one, _, _ in groups.groups(connection, today)]
        return BulkChoices(
            sources=referral_sources(connection),
            groups=tuple((int(one.id), one.name) for one in found if one.to_date is None or one.to_date >= today),
            services=queries.services(connection),
            reasons=person_record.end_reasons(connection),
        )


def people_called(office: Office, refs: Sequence[str]) -> tuple[int, ...]:
    """The ids of the people with these references, capitals or not, each once. Raises UserCanFix naming the unknown."""
    from sfph_desktop.core.store.queries import refs as queries

    with office.reading() as connection:
        exact = queries.refs(connection, "people")
    folded: dict[str, list[int]] = {}
    for ref, number in exact.items():
        folded.setdefault(ref.casefold(), []).append(number)
    found: list[int] = []
    unknown: list[Problem] = []
    for ref in dict.fromkeys(one.strip() for one in refs if one.strip()):
        alike = folded.get(ref.casefold(), [])
        number = exact.get(ref, alike[0] if len(alike) == 1 else 0)
        if not number:
            unknown.append(Problem(reason="Nobody has this reference.", column="person", value=ref))
        else:
            found.append(number)
    if unknown:
        named = ", ".join(f"'{one.value}'" for one in unknown[:_MOST_NAMED])
        more = f" and {len(unknown) - _MOST_NAMED:,} more" if len(unknown) > _MOST_NAMED else ""
        raise UserCanFix(
            what=f"Nobody has the reference {named}{more}.",
            do="Look for them with: sfph list people. Nothing was changed.",
            problems=tuple(unknown),
        )
    return tuple(dict.fromkeys(found))


class _Many:
    """The people of one change as they are kept, and what becomes of each."""

    def __init__(self, office: Office, connection: Connection, people: Sequence[int], wish: BulkWish) -> None:
        from sfph_desktop.core.store.queries.values import values_by_id

        self.wish, self.connection, self.today = wish, connection, office.clock.today()
        refuse(bulk.wish_problems(wish, self.today))
        order = {one: place for place, one in enumerate(dict.fromkeys(people))}
        if not order:
            raise UserCanFix(what="Nobody is chosen.", do="Choose the people first.")
        kept: tuple[ServiceUser, ...] = values_by_id(connection, "people", list(order))
        self.people = {one.id: one for one in sorted(kept, key=lambda one: order[one.id])}
        self.episodes: dict[int, list[Episode]] = {}
        if isinstance(wish, SourceForMany):
            said, self.what = f"Referred by: {wish.source}", "Changed the referral source"
            lines = [bulk.source_line(one, wish) for one in self.people.values()]
        elif isinstance(wish, GroupForMany):
            group = _group(connection, wish)
            later = f", or from when they joined {group.service} where that was later" if wish.later else ""
            said = f"Group: {group.name}, from {said_day(wish.since)}{later}"
            self.what = f"Added to the group {group.name} the records"
            lines = self._group_lines(group, wish)
        else:
            said = f"{wish.service} ended on {said_day(wish.on)}" + (f" ({wish.reason})" if wish.reason else "")
            self.what = f"Ended {wish.service} in the records"
            lines = self._end_lines(wish)
        self.look = BulkLook(said=said, lines=(*lines, *bulk.gone_lines(list(order), self.people)))

    def write(self, unit: Unit) -> None:
        """Write what changes, all of a kind at once."""
        changing = [self.people[one.person_id] for one in self.look.changing]  # type: ignore[index]
        if isinstance(self.wish, SourceForMany):
            self._write_source(unit, self.wish.source, changing)
        elif isinstance(self.wish, GroupForMany):
            wish = self.wish
            rows = [(wish.group_id, one.id, to_day(wish.since_of(one.id))) for one in changing]
            unit.insert_many("group_members", ("group_id", "person_id", "from_date"), rows)
        else:
            still = [one for who in changing for one in self.episodes[who.id] if one.end_date is None]
            rows_ = [(one.id, one.end_date, one.end_reason) for one in (bulk.ended(it, self.wish) for it in still)]
            cells = [(number, to_day(end), reason) for number, end, reason in rows_ if end is not None]
            unit.change_many("episodes", ("id", "end_date", "end_reason"), cells)

    def _write_source(self, unit: Unit, source: str, changing: Sequence[ServiceUser]) -> None:
        unit.change_many("people", ("id", "referral_source"), [(one.id, source) for one in changing])
        told: list[Told] = []
        for one in changing:
            told += of_person(replace(one, referral_source=source), one)
        keep_told(unit, told)  # a referral that a record tells of is that referral still

    def _group_lines(self, group: Group, wish: GroupForMany) -> list[BulkLine]:
        """Line by line, so that of two records of one human only the first gets the place."""
        from sfph_desktop.core.store.queries.bulk import places_in
        from sfph_desktop.core.store.queries.duplicates import joined

        first_of = joined(self.connection)
        places: dict[int, list[tuple[date, date | None]]] = {}
        for person, first, last in places_in(self.connection, group.id):
            places.setdefault(first_of.get(person, person), []).append((first, last))
        lines = []
        for one in self.people.values():
            own = places.setdefault(first_of.get(one.id, one.id), [])
            lines.append(bulk.group_line(one, group, wish, own))
            if lines[-1].fate == "set":
                own.append((wish.since_of(one.id), None))
        return lines

    def _end_lines(self, wish: EndForMany) -> list[BulkLine]:
        from sfph_desktop.core.store.queries.bulk import episodes_in
        from sfph_desktop.core.store.queries.values import values_by_id

        numbers = episodes_in(self.connection, wish.service, list(self.people))
        for episode in values_by_id(self.connection, "episodes", numbers):
            self.episodes.setdefault(episode.person_id, []).append(episode)
        return [bulk.end_line(one, wish, self.episodes.get(one.id, ()), self.today) for one in self.people.values()]


def _tidy(wish: BulkWish) -> BulkWish:
    if isinstance(wish, SourceForMany):
        return replace(wish, source=" ".join(wish.source.split()))
    if isinstance(wish, EndForMany):
        return replace(wish, service=wish.service.strip(), reason=" ".join(wish.reason.split()))
    return wish


def _group(connection: Connection, wish: GroupForMany) -> Group:
    from sfph_desktop.core.store.queries.values import value

    group: Group | None = value(connection, "groups", wish.group_id)
    if group is None:
        raise gone("This group")
    return group


def _refused(look: BulkLook, cannot: tuple[Problem, ...]) -> UserCanFix:
    first = cannot[0]
    whom = f"{len(cannot):,} of {_people(len(look.lines))}"
    return UserCanFix(
        what=f"This cannot be done for {whom}.",
        why=f"{first.value or 'Somebody'}: {first.reason}",
        do="Leave them out, or put their records right first. Nothing was changed.",
        problems=cannot,
    )


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"
