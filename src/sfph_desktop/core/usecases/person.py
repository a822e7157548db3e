"""What every use case about one person begins with: who they are, and what whoever works here may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.office import MANAGER, Office

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection


def person_of(connection: Connection, person_id: int) -> ServiceUser:
    """The person with this id; raises UserCanFix when they are not in the store any more."""
    from sfph_desktop.core.store.queries.values import value

    person: ServiceUser | None = value(connection, "people", person_id)
    if person is None:
        raise UserCanFix(
            what="This person is not in the store any more.",
            why="They were removed in the meantime.",
            do="Open the list of people again, or undo the removal on Today.",
        )
    return person


def is_manager(office: Office) -> bool:
    """Whether whoever works here may see and change everything. As long as an office has one person, that is them."""
    return office.who == MANAGER
