"""What the record holds of a person for their story: gathered anew at each opening, never typed, never kept."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sfph_desktop.core.domain import consent_rules
from sfph_desktop.core.domain.benefits import ValueLine
from sfph_desktop.core.domain.measures import Assessment, Caseness, Instrument, OutcomeEvent, Output
from sfph_desktop.core.domain.partner_rules import KIND_WORDS
from sfph_desktop.core.domain.partners import Involvement, Partner, Referral
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.person_record import Consent
from sfph_desktop.core.domain.stories import Story
from sfph_desktop.core.domain.story_page import Course, PersonRecord
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.person import person_of

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

_SIDES: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def person_record(office: Office, connection: Connection, story: Story) -> PersonRecord:
    """What a person's story may tell of them today. The partners' part needs their agreement to sharing."""
    from sfph_desktop.core.store.queries.person_record import visit_count
    from sfph_desktop.core.store.queries.values import values_about, values_by_id

    number = int(story.person_id or 0)
    person, today = person_of(connection, number), office.clock.today()
    consents: tuple[Consent, ...] = values_about(connection, "consents", number)
    shared = consent_rules.allowed(consents, "share", today)
    parts: tuple[Involvement, ...] = values_about(connection, "involvements", number)
    referrals: tuple[Referral, ...] = values_about(connection, "referrals", number)
    named = [int(one.partner_id) for one in parts]
    named += [int(one.partner_id) for one in referrals if one.partner_id is not None]
    partners = {int(one.id): one for one in values_by_id(connection, "partners", named)}
    came_from, came_on, came_to = _came(person, referrals, partners, shared=shared)
    assessments: tuple[Assessment, ...] = values_about(connection, "assessments", number)
    courses, once = courses_of(assessments, office.library.instruments(), story.rounding)
    events: tuple[OutcomeEvent, ...] = values_about(connection, "events", number)
    agreed = consent_rules.in_force(consents, "story", today)
    return PersonRecord(
        person=person,
        rounding=story.rounding,
        came_from=came_from,
        came_on=came_on,
        came_to=came_to,
        episodes=values_about(connection, "episodes", number),
        visits=visit_count(connection, number)[0],
        courses=courses,
        once_only=once,
        events=events,
        partners=tuple((partners[int(one.partner_id)].name, one.what) for one in parts) if shared else (),
        partners_kept_back=bool(parts) and not shared,
        agreed_on=agreed.given_on if agreed else None,
        agreed_until=agreed.expires_on if agreed else None,
        agreed_how=agreed.how if agreed else "",
        words_version=agreed.words_version if agreed else "",
        worth=_worth(office, connection, events),
    )


def _came(
    person: ServiceUser, referrals: Sequence[Referral], partners: Mapping[int, Partner], *, shared: bool
) -> tuple[str, date | None, str]:
    """By whom, when and for what they came: the first referral, else what was written down of the person."""
    first = min(
        (one for one in referrals if one.direction == "in"), key=lambda one: (one.made_on, one.id), default=None
    )
    if first is None:
        return person.referral_source, person.referral_date, ""
    partner = None if first.partner_id is None else partners.get(int(first.partner_id))
    if partner is None:
        return first.source, first.made_on, first.service
    kind = KIND_WORDS[partner.kind][0]
    one = f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
    return (f"{partner.name} ({one})" if shared else one), first.made_on, first.service


def courses_of(
    assessments: Sequence[Assessment], instruments: Mapping[str, Instrument], rounding: str
) -> tuple[tuple[Course, ...], tuple[str, ...]]:
    """The course of each score that has a better side and was taken twice; and the questionnaires taken once so far."""
    by_name: dict[str, list[Assessment]] = {}
    for one in sorted(assessments, key=lambda one: (one.date, one.id)):
        by_name.setdefault(one.instrument, []).append(one)
    courses: list[Course] = []
    once: list[str] = []
    for name, taken in by_name.items():
        instrument = instruments.get(name)
        if instrument is None:
            continue
        for output in instrument.changes:
            points = [(one.date, value) for one in taken if (value := one.scores.get(output.id)) is not None]
            if len(points) > 1:
                courses.append(_course(instrument, output, points, rounding))
            elif points:
                once.append(instrument.abbreviation or instrument.name)
    return tuple(courses), tuple(dict.fromkeys(once))


def _course(instrument: Instrument, output: Output, points: Sequence[tuple[date, float]], rounding: str) -> Course:
    from sfph_desktop.core.reports.stories.person import short_when

    several = len(instrument.changes) > 1
    cut = instrument.caseness if instrument.caseness and instrument.caseness.output == output.id else None
    reliable = instrument.reliable_change
    score = f", {output.id.replace('_', ' ')}" if several else ""
    return Course(
        name=f"{instrument.name}{score}",
        short=f"{instrument.abbreviation or instrument.name}{score}",
        values=tuple(value for _, value in points),
        when=tuple(short_when(day, rounding) for day, _ in points),
        lowest=output.min,
        highest=output.max,
        higher_is_better=bool(output.higher_is_better),
        threshold=cut.value if cut else None,
        threshold_label=_label(cut) if cut else "",
        at_risk=(_is_case(cut, points[0][1]), _is_case(cut, points[-1][1])) if cut else None,
        reliable=reliable.threshold if reliable and not several else None,
        attribution=instrument.attribution,
    )


def _label(cut: Caseness) -> str:
    words = {"<": "below", "<=": "up to", ">": "above", ">=": "from"}[cut.operator]
    return f"{cut.label.split(' (')[0].split(';')[0]}: {words} {cut.value:g}"


def _is_case(cut: Caseness, score: float) -> bool:
    return _SIDES[cut.operator](score, cut.value)


def _worth(office: Office, connection: Connection, events: Sequence[OutcomeEvent]) -> tuple[str, ...]:
    """What a published value says of what happened to them, where the office has chosen a value for such events."""
    from sfph_desktop.core.reports.stories.worth import told_value
    from sfph_desktop.core.store.queries.values import values_of

    lines: tuple[ValueLine, ...] = values_of(connection, "value_lines") if events else ()
    happened = {f"event:{one.event_type}": one.event_type for one in events}
    values = office.library.unit_values() if lines else {}
    chosen = {
        line.unit_value: happened[line.indicator]
        for line in lines
        if line.indicator in happened and line.unit_value in values
    }
    return tuple(told_value(values[name], event) for name, event in chosen.items())
