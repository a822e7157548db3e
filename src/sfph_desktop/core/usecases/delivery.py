"""Sessions: what was offered, when, and who came."""

from __future__ import annotations

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.pages import PersonAtSession, SessionPage
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.office import Office


def list_sessions(office: Office, text: str = "") -> Listing:
    """Sessions, the latest first; with `text`, those in whose service, activity, place or reference it occurs."""
    from sfph_desktop.core.store.queries import delivery

    with office.reading() as connection:
        rows = delivery.sessions(connection, text)
    return Listing(kind="sessions", columns=delivery.SESSION_COLUMNS, rows=rows)


def session_page(office: Office, session_id: int) -> SessionPage:
    """One session with the people who came. Raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries.delivery import people_at
    from sfph_desktop.core.store.queries.values import value

    with office.reading() as connection:
        session = value(connection, "sessions", session_id)
        if session is None:
            raise UserCanFix(
                what="This session is not in the store any more.",
                why="It was removed, or the import that brought it was undone.",
                do="Open the list of sessions again.",
            )
        return SessionPage(
            session=session, people=tuple(PersonAtSession(*row) for row in people_at(connection, session_id))
        )


def services(office: Office) -> tuple[str, ...]:
    """The services people are enrolled in or sessions were held for, by name."""
    from sfph_desktop.core.store.queries import office as queries

    with office.reading() as connection:
        return queries.services(connection)
