"""Services and their activities: what the enterprise offers, by the names that enrolments and sessions use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.delivery import Activity, Service
from sfph_desktop.core.domain.delivery_pages import ServicePage
from sfph_desktop.core.domain.delivery_rules import activity_problems, service_problems, tidy
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.domain.schedule import said_rhythm
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection


def list_services(office: Office, text: str = "") -> Listing:
    """Services by name, also those that are only named by episodes and sessions: their id is 0."""
    from sfph_desktop.core.store.queries import groups
    from sfph_desktop.core.store.queries.delivery import plain

    with office.reading() as connection:
        rows = groups.services(connection, office.clock.today())
    words = plain(text).split()
    kept = tuple(row for row in rows if all(word in plain(f"{row[1]} {row[2]} {row[3]}") for word in words))
    return Listing(kind="services", columns=groups.SERVICE_COLUMNS, rows=kept)


def list_activities(office: Office) -> Listing:
    """Every activity that is described, by service and name."""
    from sfph_desktop.core.store.queries import groups

    with office.reading() as connection:
        found = groups.activities(connection)
    rows = tuple((one.id, one.service, one.name, one.minutes, one.place) for one in found)
    return Listing(kind="activities", columns=("id", "service", "name", "minutes", "place"), rows=rows)


def activity_names(office: Office, service: str = "") -> tuple[str, ...]:
    """What the activities of a service are called, wherever one is named."""
    from sfph_desktop.core.store.queries import groups

    with office.reading() as connection:
        return groups.activity_names(connection, service)


def service_page(office: Office, name: str) -> ServicePage:
    """One service by its name, with its activities and groups; one that nobody described has the id 0.

    Raises UserCanFix when nothing is called so.
    """
    from sfph_desktop.core.store.queries import groups
    from sfph_desktop.core.store.queries.values import value

    today = office.clock.today()
    with office.reading() as connection:
        row = next((one for one in groups.services(connection, today) if one[1] == name), None)
        if row is None:
            raise gone("This service")
        service: Service = value(connection, "services", int(str(row[0]))) if row[0] else Service(name=name)
        own = tuple(one for one, _, _ in groups.groups(connection, today) if one.service == name)
        return ServicePage(
            service=service,
            activities=groups.activities(connection, name),
            groups=tuple((one.id, one.name, said_rhythm(one)) for one in own),
            enrolled=int(str(row[8])),
            sessions=int(str(row[7])),
        )


def add_service(office: Office, service: Service, activities: tuple[Activity, ...] = ()) -> Done[Service]:
    """Describe a service, with its activities. Raises UserCanFix when something cannot be so or the name is taken."""
    service = tidy(service)
    with office.writing(f"Added the service {service.name}") as unit:
        _check_service(unit.connection, service)
        service = replace(service, id=unit.add("services", service))
        for activity in activities:
            activity = tidy(replace(activity, service=service.name))
            refuse(activity_problems(activity))
            unit.add("activities", activity)
    return saved(unit, service, f"Added the service {service.name}")


def change_service(office: Office, service: Service) -> Done[Service]:
    """Keep a service as given. Its activities, groups and outcomes take its new name; what was recorded keeps the old.

    Raises UserCanFix as `add_service`.
    """
    from sfph_desktop.core.store.queries.groups import activities
    from sfph_desktop.core.store.queries.values import value, values_of

    service = tidy(service)
    with office.writing(f"Changed the service {service.name}") as unit:
        before: Service | None = value(unit.connection, "services", service.id)
        if before is None:
            raise gone("This service")
        _check_service(unit.connection, service)
        unit.change("services", service)
        if before.name != service.name:
            for activity in activities(unit.connection, before.name):
                unit.change("activities", replace(activity, service=service.name))
            for group in values_of(unit.connection, "groups"):
                if group.service == before.name:
                    unit.change("groups", replace(group, service=service.name))
            for outcome in values_of(unit.connection, "outcomes"):
                if outcome.service == before.name:
                    unit.change("outcomes", replace(outcome, service=service.name))
    return saved(unit, service, f"Changed the service {service.name}")


def remove_service(office: Office, service_id: int) -> Done[Service]:
    """Remove the description of a service with its activities. What was recorded in it stays, under its name."""
    from sfph_desktop.core.store.queries.groups import activities
    from sfph_desktop.core.store.queries.values import value

    with office.writing("Removed a service") as unit:
        service: Service | None = value(unit.connection, "services", service_id)
        if service is None:
            raise gone("This service")
        unit.remove_many("activities", [one.id for one in activities(unit.connection, service.name)])
        unit.remove("services", service_id)
        unit.why = f"Removed the service {service.name}"
    return saved(unit, service, unit.why)


def add_activity(office: Office, activity: Activity) -> Done[Activity]:
    """Describe an activity of a service. Raises UserCanFix when it cannot be so or the service has one of that name."""
    activity = tidy(activity)
    with office.writing(f"Added the activity {activity.name}") as unit:
        refuse((*activity_problems(activity), *_taken(unit.connection, activity)))
        activity = replace(activity, id=unit.add("activities", activity))
    return saved(unit, activity, f"Added the activity {activity.name}")


def change_activity(office: Office, activity: Activity) -> Done[Activity]:
    """Keep an activity as given; groups that name it follow. Raises UserCanFix as `add_activity`."""
    from sfph_desktop.core.store.queries.values import value, values_of

    activity = tidy(activity)
    with office.writing(f"Changed the activity {activity.name}") as unit:
        before: Activity | None = value(unit.connection, "activities", activity.id)
        if before is None:
            raise gone("This activity")
        refuse((*activity_problems(activity), *_taken(unit.connection, activity)))
        unit.change("activities", activity)
        for group in values_of(unit.connection, "groups"):
            if before.name != activity.name and (group.service, group.activity) == (before.service, before.name):
                unit.change("groups", replace(group, activity=activity.name))
    return saved(unit, activity, f"Changed the activity {activity.name}")


def remove_activity(office: Office, activity_id: int) -> Done[Activity]:
    """Remove the description of an activity; sessions that were held keep its name."""
    from sfph_desktop.core.store.queries.values import value

    with office.writing("Removed an activity") as unit:
        activity: Activity | None = value(unit.connection, "activities", activity_id)
        if activity is None:
            raise gone("This activity")
        unit.remove("activities", activity_id)
        unit.why = f"Removed the activity {activity.name}"
    return saved(unit, activity, unit.why)


def _check_service(connection: Connection, service: Service) -> None:
    from sfph_desktop.core.store.queries.values import values_of

    others = [one.name.casefold() for one in values_of(connection, "services") if one.id != service.id]
    found = service_problems(service)
    if service.name.casefold() in others:
        found += (problem("name", service.name, f"There is a service called {service.name}.", "another name"),)
    refuse(found)


def _taken(connection: Connection, activity: Activity) -> tuple[Problem, ...]:
    from sfph_desktop.core.store.queries.groups import activities

    for one in activities(connection, activity.service):
        if one.id != activity.id and one.name.casefold() == activity.name.casefold():
            told = f"{activity.service} has an activity called {activity.name}."
            return (problem("name", activity.name, told, "another name"),)
    return ()
