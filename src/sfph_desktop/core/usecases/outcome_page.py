"""The page of one outcome: with whom it may be for, what may show it, and whose outcomes it may serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sfph_desktop.core.domain.environment import COUNTED
from sfph_desktop.core.domain.outcome_page import Counted, MeasureOffered, OutcomePage
from sfph_desktop.core.domain.outcomes import OutcomeParts
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.outcome_words import measures_offered
from sfph_desktop.core.usecases.outcomes import outcome_framework, outcome_parts

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library
    from sfph_desktop.core.store.unit_of_work import Connection


def outcome_page(office: Office, outcome_id: int) -> OutcomePage:
    """One outcome and all that may be chosen for it. Raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries.groups import groups
    from sfph_desktop.core.store.queries.outcomes import services_known
    from sfph_desktop.core.store.queries.person_record import event_types

    parts, held = outcome_parts(office, outcome_id), outcome_framework(office)
    today = office.clock.today()
    with office.reading() as connection:
        services = services_known(connection)
        meeting = [(int(one.id), one.name) for one, _, _ in groups(connection, today)]
        kinds = event_types(connection)
        factors = _factors(connection, office.library)
    there = {number for number, _ in meeting}
    known = office.library.frameworks()
    return OutcomePage(
        parts=parts,
        framework=held,
        services=services,
        groups=(*meeting, *((number, name) for number, name in held.groups.items() if number not in there)),
        measures=_measures(office.library, parts),
        event_types=tuple(Counted(key=kind, words=kind.replace("_", " ").capitalize()) for kind in kinds),
        factors=factors,
        official=tuple(known[one.framework_id] for one in held.chosen if one.framework_id in known),
    )


def _measures(library: Library, parts: OutcomeParts) -> tuple[MeasureOffered, ...]:
    """Every measure, those that the library names for the outcome's construct first."""
    about = parts.outcome.construct
    named = [name for one in library.woolly_words() if about and one.construct == about for name in one.instruments]
    first = list(dict.fromkeys(named))
    known = library.instruments()
    offered = [
        MeasureOffered(
            measure=one,
            outputs=tuple(output.id for output in known[one.id].changes),
            crossing=known[one.id].caseness is not None,
            suggested=one.id in first,
        )
        for one in measures_offered(library)
    ]
    return tuple(sorted(offered, key=lambda one: first.index(one.measure.id) if one.suggested else len(first)))


def _factors(connection: Connection, library: Library) -> tuple[Counted, ...]:
    """What is recorded for the environment, in the words of its factor."""
    from sfph_desktop.core.store.queries.outcomes import factors_recorded

    newest = {name: factor for (name, _), factor in sorted(library.ghg().items(), key=lambda pair: pair[0][1])}
    found = []
    for name in factors_recorded(connection):
        factor = newest.get(name)
        if name in COUNTED:
            found.append(Counted(key=name, words=f"{COUNTED[name][0]}, in {COUNTED[name][1]}"))
            continue
        words = f"{factor.activity}, in {factor.unit}" if factor else name.replace("_", " ")
        found.append(Counted(key=name, words=words))
    return tuple(found)
