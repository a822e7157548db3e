"""Comparisons: how much changed without the service, by a group or a published rate, for one score."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.comparison_rules import ComparedScore, ComparisonPage, comparison_problems, tidy
from sfph_desktop.core.domain.impact_facts import Comparison
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library
    from sfph_desktop.core.store.unit_of_work import Connection


def compared_scores(library: Library) -> dict[str, ComparedScore]:
    """Every score whose change is reported, by `instrument.output`, in the order of names."""
    from sfph_desktop.core.toolkit.pairs import Scale

    found = []
    for one in library.instruments().values():
        for output in one.changes if one.use != "not_usable" else ():
            span = output.max - output.min if output.max is not None and output.min is not None else None
            label = Scale(instrument=one, output=output).label
            name = label if label == one.name else f"{label}: {one.name}"
            found.append(ComparedScore(instrument=one.id, output=output.id, name=name, span=span))
    return {one.key: one for one in sorted(found, key=lambda one: one.name.casefold())}


def comparisons(office: Office) -> tuple[Comparison, ...]:
    """Every comparison, in the order of references."""
    with office.reading() as connection:
        return _all(connection)


def comparison_named(office: Office, ref: str) -> Comparison:
    """The comparison with this reference; UserCanFix naming those there are."""
    found = comparisons(office)
    for one in found:
        if one.comparison_ref.casefold() == ref.strip().casefold():
            return one
    there = ", ".join(one.comparison_ref for one in found) or "none yet"
    raise UserCanFix(what=f"There is no comparison '{ref}'.", do=f"Give the reference of one. There are: {there}.")


def comparison_page(office: Office, comparison_id: int) -> ComparisonPage:
    """One comparison and what it does. Raises UserCanFix when it is not in the store any more."""
    with office.reading() as connection:
        one = _comparison(connection, comparison_id)
        found = _all(connection)
    return ComparisonPage(
        comparison=one,
        says=_does(office.library, one, found),
        scores=tuple(compared_scores(office.library).values()),
    )


def what_it_does(office: Office, one: Comparison) -> str:
    """What a kept comparison does to the figures, as a sentence or two."""
    return _does(office.library, one, comparisons(office))


def _does(library: Library, one: Comparison, found: tuple[Comparison, ...]) -> str:
    """By the toolkit's own choice among those recorded."""
    from sfph_desktop.core.toolkit.change import comparison_for
    from sfph_desktop.core.toolkit.pairs import Scale

    instrument = library.instruments().get(one.instrument)
    output = (
        next((each for each in instrument.changes if each.id == one.output or not one.output), None)
        if (instrument)
        else None
    )
    if instrument is None or output is None:
        return "It is not used: the library has no such score."
    used = comparison_for(Scale(instrument=instrument, output=output), found)
    if used is None:
        return "It is not used: it lacks what it needs to count."
    if used.id != one.id:
        return f"It is not used: {used.comparison_ref} is for the same score and comes before it."
    level = _level_said(one.instrument)
    if one.pairs is not None and one.mean_change is not None and one.sd_change is not None:
        return (
            "From the next run on, the change of your people is told less the change of these, with its likely range. "
            f"{level} Values still count the whole change, less the share that would have happened anyway, so that "
            "nothing is taken off twice."
        )
    return (
        f"From the next run on, it stands beside the change of your people. {level} "
        "No difference is worked out, because that needs a group's number, average and spread."
    )


def _level_said(instrument: str) -> str:
    from sfph_desktop.core.domain.own_measures import OWN_MARK
    from sfph_desktop.core.toolkit.evidence import NOT_VALIDATED

    if instrument in NOT_VALIDATED or instrument.startswith(OWN_MARK):
        return "The evidence stays at level 1, because the scale is your own and not a validated questionnaire."
    return "The evidence may rise to level 3 where at least half of those who should have been asked twice were."


def add_comparison(office: Office, one: Comparison) -> Done[Comparison]:
    """Record a comparison; without a reference it gets the next one. Raises UserCanFix naming each field."""
    one = _with_only_output(office.library, tidy(one))
    with office.writing("Added a comparison") as unit:
        one = one if one.comparison_ref else replace(one, comparison_ref=_next_ref(unit.connection))
        _check(office, unit.connection, one)
        one = replace(one, id=unit.add("comparisons", one))
        unit.why = f"Added the comparison {one.comparison_ref}"
    return saved(unit, one, unit.why)


def change_comparison(office: Office, one: Comparison) -> Done[Comparison]:
    """Keep a comparison as given; UserCanFix as for adding. Kept runs stay as they were."""
    one = _with_only_output(office.library, tidy(one))
    with office.writing(f"Changed the comparison {one.comparison_ref}") as unit:
        _comparison(unit.connection, one.id)
        _check(office, unit.connection, one)
        unit.change("comparisons", one)
    return saved(unit, one, unit.why)


def remove_comparison(office: Office, comparison_id: int) -> Done[Comparison]:
    """Remove a comparison. It can be undone; kept runs stay as they were."""
    with office.writing("Removed a comparison") as unit:
        one = _comparison(unit.connection, comparison_id)
        unit.remove("comparisons", comparison_id)
        unit.why = f"Removed the comparison {one.comparison_ref}"
    return saved(unit, one, unit.why)


# --- inside -----------------------------------------------------------------------------------------------------------


def _with_only_output(library: Library, one: Comparison) -> Comparison:
    instrument = library.instruments().get(one.instrument)
    only = instrument.changes if instrument is not None else ()
    return replace(one, output=only[0].id) if not one.output and len(only) == 1 else one


def _all(connection: Connection) -> tuple[Comparison, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[Comparison, ...] = values_of(connection, "comparisons")
    return tuple(sorted(found, key=lambda one: (one.comparison_ref, one.id)))


def _comparison(connection: Connection, comparison_id: int) -> Comparison:
    from sfph_desktop.core.store.queries.values import value

    found: Comparison | None = value(connection, "comparisons", comparison_id)
    if found is None:
        raise gone("This comparison")
    return found


def _check(office: Office, connection: Connection, one: Comparison) -> None:
    from sfph_desktop.core.store.queries.refs import id_of

    found = comparison_problems(one, compared_scores(office.library))
    if not one.comparison_ref:
        found += (problem("comparison_ref", "", "A comparison needs a reference.", "a short word of your own, as K1"),)
    if id_of(connection, "comparisons", one.comparison_ref) not in {None, one.id}:
        reason = f"'{one.comparison_ref}' is already another comparison's reference."
        found += (problem("comparison_ref", one.comparison_ref, reason, "a reference that none has yet"),)
    refuse(found)


def _next_ref(connection: Connection) -> str:
    numbers = [int(found[1]) for one in _all(connection) if (found := re.fullmatch(r"K(\d{1,6})", one.comparison_ref))]
    return f"K{max(numbers, default=0) + 1}"
