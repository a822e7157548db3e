"""Journeys that a group shared: what its register offers, and the record once somebody has said how far it was.

From their addresses of that day comes how many homes they came from, one car each, and from which districts. The store
holds postcodes without places on the map, so the distance is asked for, never guessed.
"""

from __future__ import annotations

from sfph_desktop.core.domain.measures import EnvironmentRecord
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.shared_journeys import (
    JourneyOffer,
    SharedJourneys,
    homes_of,
    journey_problems,
    journey_record,
    mark_of,
    places_of,
)
from sfph_desktop.core.usecases.delivery import session_page
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.environment import add_record
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import refuse


def journey_offer(office: Office, session_id: int) -> JourneyOffer:
    """What the register of a session offers. Raises UserCanFix when the session is not there any more."""
    from sfph_desktop.core.store.queries.person_record import households, lived_on
    from sfph_desktop.core.store.queries.values import values_of

    page = session_page(office, session_id)
    session = page.session
    people = [one.id for one in page.people]
    with office.reading() as connection:
        lived, together = lived_on(connection, people, session.date), households(connection, people, session.date)
        mark = mark_of(session.session_ref)
        written = next((one.id for one in values_of(connection, "environment") if one.note.startswith(mark)), 0)
    return JourneyOffer(
        session_id=session.id,
        session_ref=session.session_ref,
        title=page.group or session.activity or session.service,
        day=session.date,
        people=len(page.people) + session.unnamed_low,
        written=written,
        homes=homes_of(people, lived, together) + session.unnamed_low,
        places=places_of(postcode for _, postcode in lived.values()),
    )


def offer_of(office: Office, session_ref: str) -> JourneyOffer:
    """The offer of the session with this reference; UserCanFix when there is none."""
    from sfph_desktop.core.store.queries.refs import id_of

    with office.reading() as connection:
        found = id_of(connection, "sessions", session_ref.strip())
    if found is None:
        raise UserCanFix(what=f"There is no session '{session_ref}'.", do="See them with: sfph list sessions.")
    return journey_offer(office, found)


def share_journeys(office: Office, offer: JourneyOffer, said: SharedJourneys) -> Done[EnvironmentRecord]:
    """Write the journeys down as they were said. Raises UserCanFix naming each field."""
    refuse(journey_problems(offer, said))
    return add_record(office, journey_record(offer, said))
