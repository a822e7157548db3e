"""The enterprise's outcome framework: shown, added to, changed, put in order, taken from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.called import as_called
from sfph_desktop.core.domain.delivery import GroupId
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.outcome_rules import indicator_problems, outcome_problems, tidied
from sfph_desktop.core.domain.outcomes import (
    Indicator,
    Outcome,
    OutcomeFramework,
    OutcomeId,
    OutcomeParts,
    ServedOutcome,
)
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

COLUMNS = ("id", "outcome_ref", "title", "level", "for", "measured_at", "indicators", "serves", "phrase", "construct")


def outcome_framework(office: Office) -> OutcomeFramework:
    """The whole framework, by level and place; empty while there is none."""
    from sfph_desktop.core.store.queries.outcomes import outcome_framework as framework

    with office.reading() as connection:
        return framework(connection)


def list_outcomes(office: Office) -> Listing:
    """One row for each outcome: whom it is for, when it is measured, how we will know, whose outcomes it serves."""
    held = outcome_framework(office)
    rows = tuple(
        (
            int(one.outcome.id), one.outcome.outcome_ref, one.outcome.title, one.outcome.level,
            held.scope(one.outcome), " ".join(one.outcome.measured_at),
            "; ".join(indicator.sentence for indicator in one.indicators),
            "; ".join(f"{served.framework_id} {served.official_id}" for served in one.serves),
            one.outcome.phrase, one.outcome.construct,
        )
        for one in held.outcomes
    )  # fmt: skip
    return Listing(kind="outcomes", columns=COLUMNS, rows=rows)


def outcome_parts(office: Office, outcome_id: int) -> OutcomeParts:
    """One outcome with its indicators and what it serves. Raises UserCanFix when it is not in the store any more."""
    found = next((one for one in outcome_framework(office).outcomes if one.outcome.id == outcome_id), None)
    if found is None:
        raise gone("This outcome")
    return found


def outcome_named(office: Office, ref: str) -> OutcomeParts:
    """The outcome with this reference (`O-3`); UserCanFix naming those there are."""
    every = outcome_framework(office).outcomes
    found = next((one for one in every if one.outcome.outcome_ref.casefold() == ref.strip().casefold()), None)
    if found is None:
        some = ", ".join(f"{one.outcome.outcome_ref} ({one.outcome.title})" for one in every[:10]) or "none yet"
        raise UserCanFix(what=f"There is no outcome '{ref}'.", do=f"Give its reference. There are: {some}.")
    return found


def add_outcome(office: Office, parts: OutcomeParts) -> Done[OutcomeParts]:
    """Add an outcome with its indicators, last of its level; without a reference of yours it gets the next one.

    Raises UserCanFix naming each field that cannot be so; nothing is added then.
    """
    with office.writing("Added an outcome") as unit:
        parts = added(unit, office, parts)
        unit.why = f"Added the outcome {parts.outcome.title}"
    return saved(unit, parts, f"Added “{parts.outcome.title}”")


def added(unit: Unit, office: Office, parts: OutcomeParts) -> OutcomeParts:
    """Add an outcome inside a unit of work. Raises UserCanFix as `add_outcome`."""
    from sfph_desktop.core.store.queries.outcomes import last_position, last_ref

    outcome = tidied(parts.outcome)
    ref = outcome.outcome_ref or f"O-{last_ref(unit.connection) + 1}"
    outcome = replace(outcome, outcome_ref=ref, position=last_position(unit.connection, outcome.level) + 1)
    outcome = _checked(unit.connection, outcome)
    outcome = replace(outcome, id=OutcomeId(unit.add("outcomes", outcome)))
    indicators = _with_indicators(unit, office, outcome.id, parts.indicators)
    serves = tuple(_with_served(unit, outcome.id, one) for one in parts.serves)
    return OutcomeParts(outcome=outcome, indicators=indicators, serves=serves)


def change_outcome(office: Office, outcome: Outcome) -> Done[Outcome]:
    """Keep an outcome as given; moved to another level, it stands last there. Raises UserCanFix as `add_outcome`."""
    with office.writing("Changed an outcome") as unit:
        outcome = _changed(unit, outcome)
        unit.why = f"Changed the outcome {outcome.title}"
    return saved(unit, outcome, f"Changed “{outcome.title}”")


def keep_outcome(office: Office, parts: OutcomeParts) -> Done[OutcomeParts]:
    """Keep an outcome with its indicators and what it serves, all as given, in one go.

    Raises UserCanFix as `add_outcome`; nothing of it is kept then.
    """
    with office.writing("Changed an outcome") as unit:
        outcome = _changed(unit, parts.outcome)
        _set_indicators(unit, office, outcome, parts.indicators)
        set_served(unit, outcome.id, parts.serves)
        unit.why = f"Changed the outcome {outcome.title}"
    return saved(unit, outcome_parts(office, outcome.id), f"Changed “{outcome.title}”")


def set_indicators(office: Office, outcome_id: int, indicators: Sequence[Indicator]) -> Done[OutcomeParts]:
    """The indicators of an outcome in the order given, in place of those there were; each that stays keeps its id.

    Raises UserCanFix naming what cannot be so.
    """
    with office.writing("Changed how we will know") as unit:
        outcome = _outcome_of(unit.connection, outcome_id)
        _set_indicators(unit, office, outcome, indicators)
        unit.why = f"Changed how we will know: {outcome.title}"
    return saved(unit, outcome_parts(office, outcome_id), f"Changed how we will know “{outcome.title}”")


def move_outcome(office: Office, outcome_id: int, by: int) -> Done[Outcome]:
    """Put an outcome earlier (`by` -1) or later (1) among those of its level; at the end of its level it stays.

    That it stayed is said.
    """
    from sfph_desktop.core.store.queries.values import values_of

    with office.writing("Put outcomes in order") as unit:
        outcome = _outcome_of(unit.connection, outcome_id)
        level = [one for one in values_of(unit.connection, "outcomes") if one.level == outcome.level]
        level.sort(key=lambda one: (one.position, one.id))
        place = next(number for number, one in enumerate(level) if one.id == outcome_id)
        other = place + by
        if 0 <= other < len(level):
            level[place], level[other] = level[other], level[place]
            for position, one in enumerate(level):
                unit.change("outcomes", replace(one, position=position))
    way = "earlier" if by < 0 else "later"
    stayed = f"“{outcome.title}” stays where it is: it cannot stand {way} among those of its level"
    return saved(unit, outcome, f"Moved “{outcome.title}”" if unit.changed else stayed)


def remove_outcome(office: Office, outcome_id: int) -> Done[Outcome]:
    """Remove an outcome with its indicators and what it serves. It can be undone; printed runs keep it."""
    with office.writing("Removed an outcome") as unit:
        outcome = _outcome_of(unit.connection, outcome_id)
        unit.remove("outcomes", outcome_id)
        unit.why = f"Removed the outcome {outcome.title}"
    return saved(unit, outcome, f"Removed “{outcome.title}”")


# --- inside -----------------------------------------------------------------------------------------------------------


def _changed(unit: Unit, outcome: Outcome) -> Outcome:
    from sfph_desktop.core.store.queries.outcomes import last_position

    outcome = tidied(outcome)
    before = _outcome_of(unit.connection, outcome.id)
    if outcome.level != before.level:
        outcome = replace(outcome, position=last_position(unit.connection, outcome.level) + 1)
    outcome = _checked(unit.connection, outcome)
    unit.change("outcomes", outcome)
    return outcome


def _set_indicators(unit: Unit, office: Office, outcome: Outcome, indicators: Sequence[Indicator]) -> None:
    from sfph_desktop.core.store.queries.values import values_of

    known = {one.id for one in values_of(unit.connection, "indicators") if one.outcome_id == outcome.id}
    unit.remove_many("indicators", sorted(known - {one.id for one in indicators}))
    for place, one in enumerate(indicators):
        wanted = _tidied_indicator(replace(one, outcome_id=outcome.id, position=place))
        refuse(indicator_problems(wanted, office.library.instruments()))
        if wanted.id in known:
            unit.change("indicators", wanted)
        else:
            unit.add("indicators", wanted)


def set_served(unit: Unit, outcome_id: OutcomeId, serves: Sequence[ServedOutcome]) -> None:
    """What an outcome serves, in place of what it served; what stays is not written anew. Inside a unit of work."""
    from sfph_desktop.core.store.queries.values import values_of

    there = {one.id for one in values_of(unit.connection, "served_outcomes") if one.outcome_id == outcome_id}
    unit.remove_many("served_outcomes", sorted(there - {one.id for one in serves}))
    for one in serves:
        if one.id not in there:
            _with_served(unit, outcome_id, one)


def _outcome_of(connection: Connection, outcome_id: int) -> Outcome:
    from sfph_desktop.core.store.queries.values import value

    outcome: Outcome | None = value(connection, "outcomes", outcome_id)
    if outcome is None:
        raise gone("This outcome")
    return outcome


def _checked(connection: Connection, outcome: Outcome) -> Outcome:
    """The outcome with its service as it is called here; UserCanFix where it cannot be so."""
    from sfph_desktop.core.store.queries.outcomes import services_known
    from sfph_desktop.core.store.queries.refs import id_of
    from sfph_desktop.core.store.queries.values import value

    services = services_known(connection)
    outcome = replace(outcome, service=as_called(outcome.service, services))
    found = outcome_problems(outcome)
    if id_of(connection, "outcomes", outcome.outcome_ref) not in {None, outcome.id}:
        told = f"'{outcome.outcome_ref}' is already another outcome's reference."
        found += (problem("outcome_ref", outcome.outcome_ref, told, "a reference that no outcome has yet"),)
    if outcome.group_id is not None and value(connection, "groups", outcome.group_id) is None:
        found += (problem("group_id", str(outcome.group_id), "There is no such group.", "a group, or everybody"),)
    if outcome.service and outcome.service not in services:
        named = ", ".join(services) or "none yet"
        told = f"There is no service called '{outcome.service}'."
        found += (problem("service", outcome.service, told, f"one of: {named}; or everybody"),)
    refuse(found)
    return outcome


def group_of(office: Office, name: str) -> GroupId:
    """The id of the group of that name; UserCanFix naming those there are."""
    from sfph_desktop.core.store.queries.refs import refs

    with office.reading() as connection:
        known = refs(connection, "groups")
    found = next((number for group, number in known.items() if str(group).casefold() == name.strip().casefold()), None)
    if found is None:
        some = ", ".join(map(str, known)) or "none yet"
        raise UserCanFix(what=f"There is no group called '{name}'.", do=f"Choose one of: {some}.")
    return GroupId(found)


def _tidied_indicator(one: Indicator) -> Indicator:
    return replace(
        one,
        sentence=" ".join(one.sentence.split()),
        instrument=one.instrument.strip(),
        output=one.output.strip(),
        event_type=one.event_type.strip(),
        factor=one.factor.strip(),
    )


def _with_indicators(
    unit: Unit, office: Office, outcome_id: OutcomeId, indicators: Sequence[Indicator]
) -> tuple[Indicator, ...]:
    kept = []
    for place, one in enumerate(indicators):
        wanted = _tidied_indicator(replace(one, outcome_id=outcome_id, position=place))
        refuse(indicator_problems(wanted, office.library.instruments()))
        kept.append(replace(wanted, id=unit.add("indicators", wanted)))
    return tuple(kept)


def _with_served(unit: Unit, outcome_id: OutcomeId, one: ServedOutcome) -> ServedOutcome:
    wanted = replace(one, outcome_id=outcome_id)
    return replace(wanted, id=unit.add("served_outcomes", wanted))
