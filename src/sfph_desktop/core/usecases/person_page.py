"""Everything about one person, gathered for their page: one look at the store, and what the reference library adds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sfph_desktop.core.domain import consent_rules, record_rules
from sfph_desktop.core.domain.areas import fifth_of
from sfph_desktop.core.domain.measures import Assessment, Instrument, Output
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.person_page import (
    AddressShown,
    ConsentNow,
    LinkedPerson,
    MeasureLine,
    MeasurePoint,
    PersonChoices,
    PersonPage,
    Visits,
)
from sfph_desktop.core.domain.person_record import Action, Address, Alert, Consent, ConsentWords, Note, PersonLink, Role
from sfph_desktop.core.usecases.consents import words_now
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.person import is_manager, person_of

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library
    from sfph_desktop.core.store.unit_of_work import Connection

MONTHS = 12
LANGUAGES = (
    "English", "Scots", "Gaelic", "British Sign Language", "Arabic", "Bengali", "Cantonese", "Farsi", "Lithuanian",
    "Mandarin", "Polish", "Portuguese", "Punjabi", "Romanian", "Tigrinya", "Ukrainian", "Urdu", "prefer not to say",
)  # fmt: skip
"""Suggestions only: any language may be typed."""


def person_page(office: Office, person_id: int, *, read: Collection[int] = ()) -> PersonPage:
    """One person's record. Raises UserCanFix when they are not in the store any more.

    Private notes come without their words, but for those in `read`, which were asked for one by one
    (`person_record.read_private_note`): to look at a record is not to read them.
    """
    from sfph_desktop.core.store.queries.person_record import groups_of
    from sfph_desktop.core.store.queries.timeline import timeline
    from sfph_desktop.core.store.queries.values import values_about

    today = office.clock.today()
    instruments = office.library.instruments()
    short = {name: instrument.abbreviation or name for name, instrument in instruments.items()}
    with office.reading() as connection:
        person = person_of(connection, person_id)
        assessments = values_about(connection, "assessments", person_id)
        all_notes = values_about(connection, "notes", person_id)
        notes = [one for one in all_notes if record_rules.readable(one, office.who, manager=is_manager(office))]
        return PersonPage(
            person=person,
            today=today,
            age=_age(person, today),
            other_names=values_about(connection, "other_names", person_id),
            addresses=_addresses(values_about(connection, "addresses", person_id), office.library),
            consents=_consents(values_about(connection, "consents", person_id), words_now(office, connection), today),
            alerts=_alerts(values_about(connection, "alerts", person_id), today),
            links=_links(connection, person_id),
            roles=_roles(values_about(connection, "roles", person_id)),
            episodes=values_about(connection, "episodes", person_id),
            groups=groups_of(connection, person_id, today),
            assessments=tuple(sorted(assessments, key=lambda one: (one.date, one.id), reverse=True)),
            measures=_measures(assessments, instruments),
            visits=_visits(connection, person_id, today),
            events=values_about(connection, "events", person_id),
            notes=_closed(sorted(notes, key=lambda one: (one.date, one.id), reverse=True), read),
            notes_kept_back=len(all_notes) - len(notes),
            actions=_actions(values_about(connection, "actions", person_id)),
            timeline=timeline(connection, person_id, short),
        )


def person_choices(office: Office) -> PersonChoices:
    """What may be chosen in the fields of a person's page."""
    from sfph_desktop.core.store.queries import office as queries
    from sfph_desktop.core.store.queries import person_record

    library = office.library
    with office.reading() as connection:
        services = queries.services(connection)
        event_types = person_record.event_types(connection)
        end_reasons = person_record.end_reasons(connection)
    return PersonChoices(
        ethnic_groups=tuple(row["label_sscq_2022"] for row in library.code_list("ethnic_groups")),
        conditions={row["code"]: row["label"] for row in library.code_list("health_conditions")},
        councils=dict(sorted(_names(library, "local_authorities").items(), key=lambda one: one[1])),
        services=services,
        event_types=event_types,
        end_reasons=end_reasons,
        languages=LANGUAGES,
        areas=library.areas().source,
    )


# --- part by part -----------------------------------------------------------------------------------------------------


def _age(person: ServiceUser, today: date) -> int | None:
    born, until = person.date_of_birth, min(person.died_on or today, today)
    if born is None or until < born:
        return None
    return until.year - born.year - ((until.month, until.day) < (born.month, born.day))


def _closed(notes: Iterable[Note], read: Collection[int]) -> tuple[Note, ...]:
    return tuple(replace(one, text="") if one.private and one.id not in read else one for one in notes)


def _names(library: Library, code_list: str) -> dict[str, str]:
    return {row["code"]: row["name"] for row in library.code_list(code_list)}


def _addresses(addresses: Sequence[Address], library: Library) -> tuple[AddressShown, ...]:
    """The present address first, then back in time."""
    if not addresses:
        return ()
    councils, boards, authorities = (
        _names(library, name) for name in ("local_authorities", "health_boards", "integration_authorities")
    )
    found = []
    for one in sorted(addresses, key=lambda one: (one.to_date or date.max, one.from_date or date.min), reverse=True):
        guess = library.areas().likely_council(one.postcode) if one.postcode and not one.council else ""
        found.append(
            AddressShown(
                address=one,
                council=councils.get(one.council, one.council),
                health_board=boards.get(one.health_board, one.health_board),
                integration_authority=authorities.get(one.integration_authority, one.integration_authority),
                fifth=fifth_of(one),
                likely_council=guess,
            )
        )
    return tuple(found)


def _consents(consents: Sequence[Consent], words: Mapping[str, ConsentWords], today: date) -> tuple[ConsentNow, ...]:
    found = []
    for purpose, shown in words.items():
        latest = consent_rules.latest(consents, purpose, today)
        earlier = [one for one in consents if one.purpose == purpose and one is not latest]
        found.append(
            ConsentNow(
                purpose=purpose,
                words=shown,
                allowed=consent_rules.allowed(consents, purpose, today),
                latest=latest,
                earlier=tuple(sorted(earlier, key=lambda one: (one.given_on, one.id), reverse=True)),
            )
        )
    return tuple(found)


def _alerts(alerts: Sequence[Alert], today: date) -> tuple[Alert, ...]:
    def order(alert: Alert) -> tuple[bool, date, int]:
        ended = alert.ended_on is not None and alert.ended_on <= today
        return (ended, alert.review_on or date.max, alert.id)

    return tuple(sorted(alerts, key=order))


def _links(connection: Connection, person_id: int) -> tuple[LinkedPerson, ...]:
    """Everybody who belongs to the person, whoever's page it was written on; those of the past last."""
    from sfph_desktop.core.store.queries.person_record import links_of, names_of

    links = links_of(connection, person_id)
    others = {_other(link, person_id) for link in links} - {None}
    names = names_of(connection, {other for other in others if other is not None})
    found = []
    for link in sorted(links, key=lambda one: (one.to_date is not None, one.id)):
        other = _other(link, person_id)
        own = int(link.person_id) == person_id
        name, ref = names.get(other or 0, (link.name, ""))
        kind = link.kind if own else record_rules.MIRRORED.get(link.kind, link.kind)
        found.append(LinkedPerson(link=link, kind=kind, name=name, other_id=other, other_ref=ref))
    return tuple(found)


def _other(link: PersonLink, person_id: int) -> int | None:
    if int(link.person_id) != person_id:
        return int(link.person_id)
    return None if link.other_id is None else int(link.other_id)


def _roles(roles: Sequence[Role]) -> tuple[Role, ...]:
    return tuple(sorted(roles, key=lambda one: (one.to_date is not None, one.from_date, one.id)))


def _actions(actions: Sequence[Action]) -> tuple[Action, ...]:
    waiting = [one for one in actions if one.done_on is None]
    done = [one for one in actions if one.done_on is not None]
    return (
        *sorted(waiting, key=lambda one: (one.due_on or date.max, one.id)),
        *sorted(done, key=lambda one: (one.done_on or date.min, one.id), reverse=True),
    )


def _visits(connection: Connection, person_id: int, today: date) -> Visits:
    from sfph_desktop.core.store.queries.person_record import visit_count, visits_by_month

    months = [_months_before(today, back) for back in reversed(range(MONTHS))]
    counted = visits_by_month(connection, person_id, months[0])
    total, last = visit_count(connection, person_id)
    return Visits(months=tuple((month, counted.get(f"{month:%Y-%m}", 0)) for month in months), total=total, last=last)


def _months_before(day: date, back: int) -> date:
    """The first day of the month so many months before."""
    number = day.year * 12 + day.month - 1 - back
    return date(number // 12, number % 12 + 1, 1)


# --- how things are going ---------------------------------------------------------------------------------------------


def _measures(assessments: Sequence[Assessment], instruments: Mapping[str, Instrument]) -> tuple[MeasureLine, ...]:
    """A line for each score that has a better side, of each questionnaire; the one filled in last comes first."""
    by_instrument: dict[str, list[Assessment]] = {}
    for one in sorted(assessments, key=lambda one: (one.date, one.id)):
        by_instrument.setdefault(one.instrument, []).append(one)
    lines: list[MeasureLine] = []
    for name in sorted(by_instrument, key=lambda name: by_instrument[name][-1].date, reverse=True):
        instrument = instruments.get(name)
        if instrument is not None:
            outputs = [output for output in instrument.changes if _points(by_instrument[name], output)]
            lines += [_line(instrument, output, by_instrument[name], len(outputs) > 1) for output in outputs]
    return tuple(lines)


def _points(assessments: Iterable[Assessment], output: Output) -> tuple[MeasurePoint, ...]:
    return tuple(
        MeasurePoint(day=one.date, value=value, stage=one.stage, assessment_id=int(one.id))
        for one in assessments
        if (value := one.scores.get(output.id)) is not None
    )


def _line(instrument: Instrument, output: Output, assessments: Iterable[Assessment], several: bool) -> MeasureLine:
    points = _points(assessments, output)
    change = points[-1].value - points[0].value
    better = None if output.higher_is_better is None or not change else (change > 0) == output.higher_is_better
    return MeasureLine(
        instrument=instrument.id,
        name=instrument.abbreviation or instrument.name,
        output=output.id.replace("_", " ") if several else "",
        points=points,
        lowest=output.min,
        highest=output.max,
        higher_is_better=output.higher_is_better,
        said=_said(points, change, better),
        better=better,
    )


def _said(points: Sequence[MeasurePoint], change: float, better: bool | None) -> str:
    first, latest = points[0], points[-1]
    if len(points) == 1:
        return f"{first.value:g} on {_day(first.day)}, once so far."
    if not change:
        return f"The same as on {_day(first.day)}: {latest.value:g}."
    way, side = ("Up" if change > 0 else "Down"), ("better" if better else "worse")
    judged = f", which is {side}" if better is not None else ""
    return f"{way} {abs(change):g} since {_day(first.day)}{judged}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
