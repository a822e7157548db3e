"""What the desk publishes of a quarter: the sector report on paper, and the open data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.collations import Collation
from sfph_desktop.core.usecases.desk_collation import OPEN_COLUMNS, open_rows
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.signing_keys import unwritten

if TYPE_CHECKING:
    from sfph_desktop.core.usecases.desk_publishing import Publishing


def write_report(office: Office, made: Publishing, out: Path) -> Path:
    """Write the sector report, PDF or Word by the file's ending. Nobody is named in it."""
    from sfph_desktop.core.reports.sector_report import sector_document
    from sfph_desktop.core.reports.written import check_ending, write_document
    from sfph_desktop.core.usecases.readiness import themes_of

    check_ending(out)
    info = office.info()
    document = sector_document(
        made.told,
        [one.sent.organisation for one in made.facts],
        made.definitions,
        themes_of(office),
        network=info.name,
        sample=info.sample or made.publication.sample,
        made_at=office.clock.now(),
        edition=made.publication,
    )
    return write_document(document, out)


def write_open_data(found: Collation, out: Path, *, sample: bool = False) -> Path:
    """Write the totals and quartiles that may be published as CSV, each row saying whether it is of invented records.

    Raises UserCanFix where it cannot be written.
    """
    from sfph_desktop.core.host.files import write_atomically
    from sfph_desktop.core.interchange.csv_out import csv_text

    try:
        rows = ((*row, "yes" if sample else "no") for row in open_rows(found))
        write_atomically(out, csv_text((*OPEN_COLUMNS, "sample"), rows).encode())
    except OSError as failure:
        raise unwritten(out, failure) from None
    return out
