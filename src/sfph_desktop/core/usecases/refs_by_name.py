"""Who may be meant where somebody typed a name in place of a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

_MOST = 3


def whose_reference(office: Office, connection: Connection, typed: str) -> str:
    """`Grace Hay has the reference 7`: of the people found by what was typed; blank where nobody is."""
    from sfph_desktop.core.store.queries import finding

    found = finding.search(connection, typed, _MOST + 1, office.library.name_spellings())
    at = {name: place for place, name in enumerate(finding.FOUND_COLUMNS)}
    told = [f"{row[at['name']]} has the reference {row[at['person_ref']]}" for row in found[:_MOST]]
    return "; ".join(told) + (" ..." if len(found) > _MOST else "")
