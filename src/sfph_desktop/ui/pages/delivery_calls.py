"""What the pages of sessions, groups and services ask of the use cases.

They are imported by the workers that call them: they bring the database with them, which the first window must not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sfph_desktop.core.domain.delivery import Activity, ActivitySession, Group, GroupMember, Service
from sfph_desktop.core.domain.delivery_pages import GroupPage, RegisterOffer, ServicePage
from sfph_desktop.core.domain.environment import EnvironmentActivity, EnvironmentWorked
from sfph_desktop.core.domain.measures import EnvironmentRecord
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.pages import SessionPage
from sfph_desktop.core.domain.registers import RegisterAt, said_unnamed
from sfph_desktop.core.domain.shared_journeys import JourneyOffer
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.said import counted, said, said_day

_STATES = {"open": "not finished", "cancelled": "did not take place"}


def listed(office: Any, kind: str, text: str) -> Listing:
    """One of the three lists, in words: a title and up to three details."""
    from sfph_desktop.core.usecases import delivery, environment, groups, services

    ways = {
        "sessions": (delivery.list_sessions, _session),
        "groups": (groups.list_groups, _group),
        "services": (services.list_services, _service),
        "environment": (environment.list_environment, _saving),
    }
    find, told = ways[kind]
    found = find(office, text)
    rows = tuple(told(dict(zip(found.columns, row, strict=True))) for row in found.rows)
    return Listing(kind=kind, columns=("id", "title", "one", "two", "three"), rows=rows)


def _session(row: dict[str, Cell]) -> tuple[Cell, ...]:
    unnamed = said_unnamed(int(str(row["unnamed_low"])), int(str(row["unnamed_high"]))) if row["unnamed_high"] else ""
    came = f"{row['named']} named" + (f" + {unnamed}" if unnamed else "")
    state = _STATES.get(str(row["register"]), came)
    title = row["group"] or row["activity"] or row["service"]
    return (row["id"], title, said(row["date"]), row["place"], state)


def _group(row: dict[str, Cell]) -> tuple[Cell, ...]:
    meets = str(row["meets"])
    ended = row["to_date"]
    members = counted(int(str(row["members"])), "member") if row["members"] else "no members"
    over = f"until {said_day(ended)}" if isinstance(ended, date) else row["place"]
    return (row["id"], row["name"], meets[:1].upper() + meets[1:], members, over)


def _service(row: dict[str, Cell]) -> tuple[Cell, ...]:
    enrolled = f"{row['enrolled']:,} enrolled" if row["enrolled"] else ""
    groups = counted(int(str(row["groups"])), "group") if row["groups"] else ""
    return (row["name"], row["name"], row["purpose"], enrolled, groups)


def _saving(row: dict[str, Cell]) -> tuple[Cell, ...]:
    amount = f"{row['amount']:,g} {row['unit']}".rstrip()
    place = f"in place of {str(row['in_place_of']).lower()}" if row["in_place_of"] else ""
    return (row["id"], row["what"], said(row["date"]), amount, place)


def offers(office: Any, day: date) -> tuple[tuple[RegisterOffer, ...], int]:
    """The registers of a day, and how many groups there are at all."""
    from sfph_desktop.core.usecases import groups

    return groups.registers_to_take(office, day), len(groups.list_groups(office).rows)


def names(office: Any) -> dict[str, tuple[str, ...]]:
    """By field of a form: what is named so already."""
    from sfph_desktop.core.usecases import delivery, services

    return {"service": delivery.services(office), "activity": services.activity_names(office)}


def search(office: Any, text: str, limit: int) -> Listing:
    """People found by what was typed."""
    from sfph_desktop.core.usecases import people

    return people.search_people(office, text, limit)


# --- sessions ---------------------------------------------------------------------------------------------------------


def session_page(office: Any, record: Any) -> SessionPage:
    """One session."""
    from sfph_desktop.core.usecases import delivery

    return delivery.session_page(office, record)


def add_session(office: Any, session: ActivitySession) -> Done[ActivitySession]:
    """A session by hand."""
    from sfph_desktop.core.usecases import delivery

    return delivery.add_session(office, session)


def change_session(office: Any, number: int, name: str, value: Any) -> Done[ActivitySession]:
    """Change one field of a session, as it is kept now."""
    from sfph_desktop.core.usecases import delivery

    session = delivery.session_page(office, number).session
    return delivery.change_session(office, replace(session, **{name: value}))


def attach_session(office: Any, number: int, group: int) -> Done[ActivitySession]:
    """Say that a session was a group's."""
    from sfph_desktop.core.usecases import attaching

    return attaching.attach_session(office, number, group)


def remove_session(office: Any, number: int) -> Done[ActivitySession]:
    """Remove a session."""
    from sfph_desktop.core.usecases import delivery

    return delivery.remove_session(office, number)


def undo_register(office: Any, at: RegisterAt) -> Done[object]:
    """Take a register back whole."""
    from sfph_desktop.core.usecases import registers

    return registers.undo_register(office, at)


# --- groups -----------------------------------------------------------------------------------------------------------


def group_page(office: Any, record: Any) -> GroupPage:
    """One group."""
    from sfph_desktop.core.usecases import groups

    return groups.group_page(office, record)


def add_group(office: Any, group: Group) -> Done[Group]:
    """Make a group."""
    from sfph_desktop.core.usecases import groups

    return groups.add_group(office, group)


def change_group(office: Any, number: int, name: str, value: Any) -> Done[Group]:
    """Change one field of a group, as it is kept now."""
    from sfph_desktop.core.usecases import groups

    group = groups.group_page(office, number).group
    return groups.change_group(office, replace(group, **{name: value}))


def remove_group(office: Any, number: int) -> Done[Group]:
    """Remove a group."""
    from sfph_desktop.core.usecases import groups

    return groups.remove_group(office, number)


def add_member(office: Any, group: int, person: int) -> Done[GroupMember]:
    """Give somebody a place from today on."""
    from sfph_desktop.core.usecases import groups

    return groups.add_member(office, group, person)


def add_everybody(office: Any, group: Group) -> Done[Any]:
    """A place for everybody in its service."""
    from sfph_desktop.core.usecases.bulk import place_all_of_service

    return place_all_of_service(office, group)


def new_member(office: Any, group: int, name: str) -> Done[GroupMember]:
    """Register somebody and give them a place."""
    from sfph_desktop.core.usecases import groups

    return groups.add_new_member(office, group, name)


def change_member(office: Any, member: int, name: str, day: date | None) -> Done[GroupMember]:
    """Change one of the two days of a membership."""
    from sfph_desktop.core.usecases import groups

    if name == "from_date":
        return groups.change_member(office, member, since=day)
    return groups.change_member(office, member, until=day, open_end=day is None)


def remove_member(office: Any, member: int) -> Done[GroupMember]:
    """Take a membership away that was a mistake."""
    from sfph_desktop.core.usecases import groups

    return groups.remove_member(office, member)


# --- services ---------------------------------------------------------------------------------------------------------


def service_page(office: Any, record: Any) -> ServicePage:
    """One service, by its name."""
    from sfph_desktop.core.usecases import services

    return services.service_page(office, record)


def add_service(office: Any, service: Service) -> Done[Service]:
    """Describe a service."""
    from sfph_desktop.core.usecases import services

    return services.add_service(office, service)


def change_service(office: Any, title: str, name: str, value: Any) -> Done[Service]:
    """Change one field of the service called so, as it is kept now; one that is only named is thereby described."""
    from sfph_desktop.core.usecases import services

    service = replace(services.service_page(office, title).service, **{name: value})
    return services.change_service(office, service) if service.id else services.add_service(office, service)


def remove_service(office: Any, number: int) -> Done[Service]:
    """Remove the description of a service."""
    from sfph_desktop.core.usecases import services

    return services.remove_service(office, number)


def add_activity(office: Any, activity: Activity) -> Done[Activity]:
    """Describe an activity."""
    from sfph_desktop.core.usecases import services

    return services.add_activity(office, activity)


def change_activity(office: Any, activity: Activity) -> Done[Activity]:
    """Keep an activity as given."""
    from sfph_desktop.core.usecases import services

    return services.change_activity(office, activity)


def remove_activity(office: Any, number: int) -> Done[Activity]:
    """Remove the description of an activity."""
    from sfph_desktop.core.usecases import services

    return services.remove_activity(office, number)


# --- the environment --------------------------------------------------------------------------------------------------


def activities(office: Any) -> tuple[EnvironmentActivity, ...]:
    """Everything that may be recorded for the environment."""
    from sfph_desktop.core.usecases import environment

    return tuple(environment.activities(office.library).values())


def environment_page(office: Any, record: Any) -> tuple[EnvironmentRecord, tuple[EnvironmentActivity, ...]]:
    """One record for the environment, and everything that may be chosen for it."""
    from sfph_desktop.core.usecases import environment

    return environment.environment_record(office, record), activities(office)


def environment_worked(office: Any, record: EnvironmentRecord) -> EnvironmentWorked:
    """What a record comes to as it is typed."""
    from sfph_desktop.core.usecases import environment

    return environment.worked(office.library, record)


def add_environment(office: Any, record: EnvironmentRecord) -> Done[EnvironmentRecord]:
    """A record for the environment."""
    from sfph_desktop.core.usecases import environment

    return environment.add_record(office, record)


def change_environment(office: Any, record: EnvironmentRecord) -> Done[EnvironmentRecord]:
    """Keep a record for the environment as given."""
    from sfph_desktop.core.usecases import environment

    return environment.change_record(office, record)


def remove_environment(office: Any, number: int) -> Done[EnvironmentRecord]:
    """Remove a record for the environment."""
    from sfph_desktop.core.usecases import environment

    return environment.remove_record(office, number)


def journey_offer(office: Any, session: int) -> tuple[JourneyOffer, tuple[EnvironmentActivity, ...]]:
    """What the register of a session offers of journeys shared, and everything that may be recorded."""
    from sfph_desktop.core.usecases import shared_journeys

    return shared_journeys.journey_offer(office, session), activities(office)
