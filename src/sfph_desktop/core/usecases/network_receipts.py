"""A return that was made before, written once more as it was sent, to the byte."""

from __future__ import annotations

from pathlib import Path

from sfph_desktop.core.domain.memberships import SentReturn
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.network_folder import require_there
from sfph_desktop.core.usecases.network_role import require_enterprise
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone
from sfph_desktop.core.usecases.saved import saved
from sfph_desktop.core.usecases.signing_keys import unwritten


def told_and_held(office: Office, sent_id: int) -> tuple[int, int]:
    """How many figures about people a return told, and how many it held back or left out."""
    from sfph_desktop.core.usecases.return_ledger import cells_of

    with office.reading() as connection:
        cells = cells_of(connection, sent_id)
    told = sum(1 for people, value in cells.values() if people is not None or value is not None)
    return told, len(cells) - told


def send_again(office: Office, sent_id: int, out: Path) -> Done[SentReturn]:
    """Write the very file of a return that is kept; that it leaves again stands in the history.

    Raises UserCanFix when there is no such return, or the file cannot be written: then nothing is noted either.
    """
    from sfph_desktop.core.host.files import write_atomically
    from sfph_desktop.core.store.queries.values import value

    require_enterprise(office)
    require_there(out.parent)
    with office.writing("Wrote a return again") as unit:
        found: SentReturn | None = value(unit.connection, "network_sent", sent_id)
        if found is None:
            raise gone("This return", "Look at the list of the returns that were made.")
        unit.why = f"Wrote return {found.sequence}, {found.quarter}, again"
        unit.changed.add("network_sent")
        try:
            write_atomically(out, found.content, for_others=True)
        except OSError as failure:
            raise unwritten(out, failure) from None
    return saved(unit, found, f"Return {found.sequence} is written again, the same file as before")
