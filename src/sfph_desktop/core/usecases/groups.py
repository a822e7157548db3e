"""Groups and their members: what meets again and again, and who belongs to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.delivery import Group, GroupId, GroupMember
from sfph_desktop.core.domain.delivery_pages import GroupPage, RegisterOffer
from sfph_desktop.core.domain.delivery_rules import group_problems, member_problems, tidy
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.schedule import meetings, meets_on, runs_on, said_rhythm
from sfph_desktop.core.domain.values import said_day, to_day
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

GROUP_COLUMNS = (
    "id",
    "name",
    "service",
    "activity",
    "meets",
    "place",
    "members",
    "last_register",
    "from_date",
    "to_date",
)
LOOK_AHEAD = 62
"""Days within which the next meeting is looked for: every rhythm has one in two months."""


def list_groups(office: Office, text: str = "") -> Listing:
    """Groups by name, those that have ended last; with `text`, those in whose words all that is typed occurs."""
    from sfph_desktop.core.store.queries import groups
    from sfph_desktop.core.store.queries.delivery import plain

    today, words = office.clock.today(), plain(text).split()
    with office.reading() as connection:
        found = groups.groups(connection, today)
    rows: list[tuple[Cell, ...]] = []
    for group, members, last in sorted(found, key=lambda one: _ended(one[0], today)):
        if all(word in plain(f"{group.name} {group.service} {group.activity} {group.place}") for word in words):
            meets = said_rhythm(group)
            facts = (group.id, group.name, group.service, group.activity, meets, group.place, members, last)
            rows.append((*facts, group.from_date, group.to_date))
    return Listing(kind="groups", columns=GROUP_COLUMNS, rows=tuple(rows))


def list_members(office: Office) -> Listing:
    """Everybody's places in groups, those that ended too."""
    from sfph_desktop.core.store.queries import groups

    with office.reading() as connection:
        return Listing(kind="members", columns=groups.MEMBER_COLUMNS, rows=groups.all_members(connection))


def registers_to_take(office: Office, day: date) -> tuple[RegisterOffer, ...]:
    """The registers of a day: of groups that meet on it by their rhythm first, in the order of their hours.

    Then the others that run on it, by name. A group whose register is taken comes after those whose is not.
    """
    from sfph_desktop.core.store.queries import groups

    with office.reading() as connection:
        found = groups.groups(connection, day)
        states = groups.states_on(connection, day)
    offers = []
    for group, members, _ in found:
        session, state = states.get(group.id, (0, ""))
        meets = meets_on(group, day)
        if runs_on(group, day) or session:
            offer = RegisterOffer(
                group_id=group.id,
                name=group.name,
                day=day,
                rhythm=said_rhythm(group),
                members=members,
                state=state,
                session_id=session,
                meets=meets,
            )
            rank = 0 if meets and state in {"", "open"} else 1 if meets or session else 2
            offers.append((rank, group.starts_at if meets else "", group.name.casefold(), offer))
    return tuple(one[-1] for one in sorted(offers, key=lambda one: one[:3]))


def group_page(office: Office, group_id: int) -> GroupPage:
    """One group with its members and last sessions. Raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries import groups
    from sfph_desktop.core.store.queries.bulk import people_of_service
    from sfph_desktop.core.store.queries.delivery import plain

    today = office.clock.today()
    with office.reading() as connection:
        group = _group(connection, group_id)
        members = groups.members(connection, group_id)
        held = groups.held(connection, group_id)
        over = group.to_date is not None and group.to_date < today
        waiting = () if members or over else people_of_service(connection, group.service, to_day(today))
    known = {one.date for one in held if one.register in {"taken", "cancelled"}}
    ahead = (day for day in meetings(group, today, today + timedelta(days=LOOK_AHEAD)) if day not in known)
    left = {one.id for one in members if one.to_date and one.to_date < today}
    return GroupPage(
        group=group,
        members=tuple(sorted(members, key=lambda one: (one.id in left, plain(one.name), one.from_date))),
        sessions=held,
        next_meeting=next(ahead, None),
        in_service=len(waiting),
    )


def add_group(office: Office, group: Group, members: tuple[int, ...] = ()) -> Done[Group]:
    """Make a group, with people who belong to it from its first day on (from today when it has none).

    Raises UserCanFix, with a Problem for each field, when something cannot be so or the name is taken.
    """
    group = tidy(group)
    with office.writing(f"Made the group {group.name}") as unit:
        _check(unit.connection, group)
        group = replace(group, id=GroupId(unit.add("groups", group)))
        start = group.from_date or office.clock.today()
        for person in dict.fromkeys(members):
            _place(unit, group, GroupMember(group_id=group.id, person_id=ServiceUserId(person), from_date=start))
    return saved(unit, group, f"Made the group {group.name}")


def change_group(office: Office, group: Group) -> Done[Group]:
    """Keep a group as given. Raises UserCanFix as `add_group`.

    Where its first day moves back, who belonged from that day on belongs from the new one, or from when they joined
    its service: so that the registers of the days between can be taken. Where it moves forward again, the places that
    it took along so go with it, up to the day on which they began before. What became of the places is said.
    """
    group = tidy(group)
    said = ""
    with office.writing(f"Changed the group {group.name}") as unit:
        before = _group(unit.connection, group.id)
        _check(unit.connection, group)
        unit.change("groups", group)
        if group.from_date and before.from_date and group.from_date < before.from_date:
            said = _places_back(unit, group, group.from_date, before.from_date)
        elif group.from_date and group.from_date != before.from_date:
            said = _places_forward(unit, group, group.from_date)
    return saved(unit, group, f"Changed the group {group.name}{said}")


def _places_back(unit: Unit, group: Group, first: date, former: date) -> str:
    """Move the places that began on a group's former first day back with it, none to before somebody's birth.

    Nobody gets two at a time. What was done, in words that go on from others; blank for nothing.
    """
    from sfph_desktop.core.store.queries.bulk import joined_service, places_begun

    joined = joined_service(unit.connection, group.service, to_day(former))
    rows = [
        (place, max(day for day in (to_day(first), joined.get(person), born) if day is not None))
        for place, person, born in places_begun(unit.connection, group.id, to_day(former))
    ]
    moved = [row for row in rows if row[1] < to_day(former)]
    unit.change_many("group_members", ("id", "from_date"), moved)
    return f". {_places(len(moved), 'now ')} earlier with it" if moved else ""


def _places_forward(unit: Unit, group: Group, first: date) -> str:
    """Move the places that an earlier first day of the group took along forward with it; what was done, in words.

    Never past the day they began on before that, their end, or a register that names somebody. A place whose day was
    typed stays: nobody but who typed it knows whether it was meant.
    """
    from sfph_desktop.core.store.queries.groups import begun_before, followed_from

    began = followed_from(unit.connection, group.id)
    moved, left = [], 0
    for place, since, until, named_on in begun_before(unit.connection, group.id, to_day(first)):
        limits = (to_day(first), until, named_on)
        day = min(began.get(place, since), *(limit for limit in limits if limit is not None))
        if day > since:
            moved.append((place, day))
        left += day < to_day(first) and (until is None or until >= to_day(first))
    unit.change_many("group_members", ("id", "from_date"), moved)
    said = f". {_places(len(moved))} later with it again" if moved else ""
    stay = "stays as it is" if left == 1 else "stay as they are"
    return f"{said}. {_places(left)} before {said_day(first)} and {stay}" if left else said


def _places(number: int, when: str = "") -> str:
    """`1 person's place begins`, `20 people's places begin`."""
    return f"1 person's place {when}begins" if number == 1 else f"{number} people's places {when}begin"


def remove_group(office: Office, group_id: int) -> Done[Group]:
    """Remove a group and its memberships. Raises UserCanFix when it has held sessions or an outcome is for its people.

    Such a group is ended instead.
    """
    with office.writing("Removed a group") as unit:
        group = _group(unit.connection, group_id)
        try:
            unit.remove("groups", group_id)
        except UserCanFix as failure:
            raise UserCanFix(
                what=f"{group.name} cannot be removed.",
                why="It has held sessions, which keep its name, or an outcome is sought for its people.",
                do="End it instead: write the day of its last meeting into 'Until'. Nothing was changed.",
            ) from failure
        unit.why = f"Removed the group {group.name}"
    return saved(unit, group, unit.why)


def add_member(
    office: Office, group_id: int, person_id: int, *, since: date | None = None, until: date | None = None
) -> Done[GroupMember]:
    """Give somebody a place in a group, from today on unless said otherwise.

    Raises UserCanFix when they have one at that time, also by a record that is joined to theirs; when the dates cannot
    be; and when the day is before their birth or after their death.
    """
    with office.writing("Added a member") as unit:
        group = _group(unit.connection, group_id)
        start = since or _from(group, office)
        wanted = GroupMember(group_id=group.id, person_id=ServiceUserId(person_id), from_date=start, to_date=until)
        member, person = _place(unit, group, wanted)
        unit.why = f"Added person {person.person_ref} to the group {group.name}"
    return saved(unit, member, f"{person.display_name} belongs to {group.name}")


def add_new_member(office: Office, group_id: int, name: str) -> Done[GroupMember]:
    """Register somebody nobody knows yet, by name alone, and give them a place in a group from now on.

    One change, undone as one. Raises UserCanFix as `add_member`.
    """
    from sfph_desktop.core.usecases.people import register_by_name

    with office.writing("Added a new member") as unit:
        group = _group(unit.connection, group_id)
        person = register_by_name(unit, office, name)
        place = GroupMember(group_id=group.id, person_id=person.id, from_date=_from(group, office))
        member, _ = _place(unit, group, place)
        unit.why = f"Added person {person.person_ref} and their place in the group {group.name}"
    return saved(unit, member, f"Added {person.display_name} ({person.person_ref}), who belongs to {group.name}")


def change_member(
    office: Office, member_id: int, *, since: date | None = None, until: date | None = None, open_end: bool = False
) -> Done[GroupMember]:
    """Change from when, or until when, somebody belongs to a group; `open_end` takes the end away.

    Raises UserCanFix as `add_member`.
    """
    from sfph_desktop.core.store.queries.values import value

    with office.writing("Changed a membership") as unit:
        member: GroupMember | None = value(unit.connection, "group_members", member_id)
        if member is None:
            raise gone("This membership")
        group, person = _group(unit.connection, member.group_id), value(unit.connection, "people", member.person_id)
        member = replace(member, from_date=since or member.from_date, to_date=until or member.to_date)
        member = replace(member, to_date=None) if open_end else member
        refuse((*member_problems(member, group, person), *_twice(unit.connection, member, person, group)))
        unit.change("group_members", member)
        unit.why = f"Changed the place of person {person.person_ref} in the group {group.name}"
    said = "has left" if member.to_date else "belongs to"
    return saved(unit, member, f"{person.display_name} {said} {group.name}")


def remove_member(office: Office, member_id: int) -> Done[GroupMember]:
    """Take away a membership that was a mistake. Of somebody who left, end it instead (`change_member`)."""
    from sfph_desktop.core.store.queries.values import value

    with office.writing("Took a member out") as unit:
        member: GroupMember | None = value(unit.connection, "group_members", member_id)
        if member is None:
            raise gone("This membership")
        group, person = _group(unit.connection, member.group_id), value(unit.connection, "people", member.person_id)
        unit.remove("group_members", member_id)
        unit.why = f"Took person {person.person_ref} out of the group {group.name}"
    return saved(unit, member, f"{person.display_name} is not in {group.name} any more")


def find_group(office: Office, name: str, day: date | None = None) -> Group:
    """The group of that name, whatever its capitals. Raises UserCanFix naming those there are, and how one is made.

    `day`: of the register that is asked for; a group that is made for it has to begin by then.
    """
    from sfph_desktop.core.store.queries import groups
    from sfph_desktop.core.store.queries.bulk import people_of_service

    with office.reading() as connection:
        found = groups.group_named(connection, name.strip())
        if found is not None:
            return found
        known = [group.name for group, _, _ in groups.groups(connection, office.clock.today())]
        enrolled = len(people_of_service(connection, name.strip(), to_day(office.clock.today())))
    there = ", ".join(known[:8]) + (" ..." if len(known) > 8 else "")
    new = f'sfph group add "{name.strip()}" --service SERVICE --weekday DAY'
    begun = f" --from {day}" if day is not None and day < office.clock.today() else ""
    if enrolled:
        raise UserCanFix(
            what=f"There is no group called '{name}', but a service with {enrolled} people in it.",
            why="A register is a group's: it says on which day they meet, and who belongs to it.",
            do=f"{new.replace('SERVICE', chr(34) + name.strip() + chr(34))} --everybody{begun}",
        )
    raise UserCanFix(
        what=f"There is no group called '{name}'.",
        do=f"Choose one of: {there}." if known else f"Make one first: {new}.",
    )


# --- checks -----------------------------------------------------------------------------------------------------------


def _group(connection: Connection, group_id: int) -> Group:
    from sfph_desktop.core.store.queries.values import value

    group: Group | None = value(connection, "groups", group_id)
    if group is None:
        raise gone("This group")
    return group


def _place(unit: Unit, group: Group, member: GroupMember) -> tuple[GroupMember, ServiceUser]:
    """Keep a new membership once everything about it can be so."""
    from sfph_desktop.core.store.queries.values import value

    person: ServiceUser | None = value(unit.connection, "people", member.person_id)
    if person is None:
        raise gone("This person", "Search for them again.")
    refuse((*member_problems(member, group, person), *_twice(unit.connection, member, person, group)))
    return replace(member, id=unit.add("group_members", member)), person


def _check(connection: Connection, group: Group) -> None:
    from sfph_desktop.core.store.queries import groups

    found = group_problems(group)
    other = groups.group_named(connection, group.name)
    if other is not None and other.id != group.id:
        found += (problem("name", group.name, f"There is a group called {other.name}.", "another name"),)
    refuse(found)


def _twice(connection: Connection, member: GroupMember, person: ServiceUser, group: Group) -> tuple[Problem, ...]:
    """Whether the same human has a place in the group at that time already."""
    from sfph_desktop.core.store.queries import groups

    start = to_day(member.from_date)
    end = to_day(member.to_date) if member.to_date else 2**31
    for other, first, last in groups.memberships_of(connection, group.id, groups.same_human(connection, person.id)):
        if other != member.id and first <= end and start <= last:
            told = f"{person.display_name} belongs to {group.name} already."
            return (problem("person", person.person_ref, told, "somebody else, or a time after they had left"),)
    return ()


def _from(group: Group, office: Office) -> date:
    """From when somebody belongs who is added now: from today, or from the first day of a group yet to begin."""
    today = office.clock.today()
    return max(today, group.from_date) if group.from_date else today


def _ended(group: Group, today: date) -> bool:
    return group.to_date is not None and group.to_date < today
