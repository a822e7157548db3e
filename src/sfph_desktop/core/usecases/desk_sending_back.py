"""What goes back to the members for a quarter: packs, the sector report and the open data, published together.

They are worked out beside the records, which takes long and keeps nothing, and then written and noted down in one go.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.collations import Accepted, Collation
from sfph_desktop.core.domain.network import Definitions, Quarter
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.publications import Publication
from sfph_desktop.core.usecases.desk import issued_in, read_issued
from sfph_desktop.core.usecases.desk_packs import WrittenPack, make_packs
from sfph_desktop.core.usecases.desk_publishing import Publishing, note, publications_in, publishing
from sfph_desktop.core.usecases.desk_quarter import used_for
from sfph_desktop.core.usecases.desk_received import content_as_accepted, counted_returns
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.files_out import FilesOut
from sfph_desktop.core.usecases.network_role import require_desk
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack:
    """What was written for a quarter."""

    packs: tuple[WrittenPack, ...]
    collation: Collation
    files: tuple[Path, ...]
    """The sector report and the open data."""
    publication: Publication
    """The edition they are."""
    late: int = 0
    """Returns that came after it was published: they are not counted in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyBack:
    """What goes back for a quarter, worked out beside the records; nothing of it is kept or written yet."""

    quarter: Quarter
    made: Publishing
    name: str
    """The network's, as the report tells it."""
    stood: tuple[object, ...]
    """What was kept of the quarter, of which just this was worked out."""
    report: bytes
    open_data: bytes


def prepare_back(
    office: Office, quarter: Quarter, *, anew: bool = False, engine: str = "duckdb", progress: Progress = silent
) -> ReadyBack:
    """Collate a quarter and draw its report; nothing is kept, so it may run beside other work and be stopped anywhere.

    Arguments and errors as `send_back` has them.
    """
    from sfph_desktop.core.usecases.desk_report import write_open_data, write_report

    progress(0, 3, "collating the returns")
    asked, given, stood = looked_up(office, quarter)
    info = office.info()
    made = publishing(office, quarter, given, asked, anew=anew, engine=engine)
    progress(1, 3, "drawing the sector report")
    with TemporaryDirectory(prefix="sfph-report-") as folder:
        report = write_report(office, made, Path(folder) / "report.pdf").read_bytes()
        out, sample = Path(folder) / "open-data.csv", made.publication.sample or info.sample
        open_data = write_open_data(made.told, out, sample=sample).read_bytes()
    return ReadyBack(quarter=quarter, made=made, name=info.name, stood=stood, report=report, open_data=open_data)


def keep_back(office: Office, ready: ReadyBack, folder: Path, *, progress: Progress = silent) -> Done[SentBack]:
    """Write the packs, the report and the open data into a folder, and what was published down with them.

    Short, and in order with whatever else writes. Raises UserCanFix where the quarter stands otherwise than when it was
    worked out, or the folder cannot be written to: then nothing is kept, and nothing is left in the folder.
    """
    made, quarter = ready.made, ready.quarter
    found = made.told
    which = f"{quarter}-edition-{made.publication.edition}" if made.publication.edition > 1 else str(quarter)
    files = (folder / f"sector-report-{which}.pdf", folder / f"open-data-{which}.csv")

    def as_it_stood(unit: Unit) -> None:
        if (office.info().name, _standing_in(unit.connection, quarter)) != (ready.name, ready.stood):
            raise UserCanFix(
                what="What was kept of the quarter changed while it was worked out.",
                why="A return came in, say, or another version of the questions was issued.",
                do="Write the packs once more. Nothing was written.",
            )

    def out(unit: Unit, written: FilesOut) -> None:
        note(unit, made)
        progress(2, 3, "writing the sector report")
        for file, content in zip(files, (ready.report, ready.open_data), strict=True):
            written.add(file, content)

    done = make_packs(
        office,
        quarter,
        {int(member): lines for member, lines in found.benchmarks.items()},
        made.definitions.version,
        folder,
        sample=made.publication.sample,
        progress=progress,
        first=as_it_stood,
        also=out,
    )
    value = SentBack(packs=done.value, collation=found, files=files, publication=made.publication, late=made.late)
    return Done(value=value, changed=done.changed, why=done.why)  # no undo is offered: it may be with anybody


def send_back(
    office: Office,
    quarter: Quarter,
    folder: Path,
    *,
    anew: bool = False,
    engine: str = "duckdb",
    progress: Progress = silent,
) -> Done[SentBack]:
    """Publish a quarter: a pack for each member, the sector report and the open data, into a folder.

    The first time the returns of now are collated. Afterwards the very same figures are written again, whatever has
    come since; or, with `anew`, the next edition, which holds back what the difference would tell (`desk_editions`).
    Raises UserCanFix where nothing was asked for or nobody has reported, as `publishing` does, and where the folder
    cannot be written to.
    """
    ready = prepare_back(office, quarter, anew=anew, engine=engine, progress=progress)
    return keep_back(office, ready, folder, progress=progress)


# --- inside -----------------------------------------------------------------------------------------------------------


def looked_up(office: Office, quarter: Quarter) -> tuple[Definitions, list[Accepted], tuple[object, ...]]:
    """What was asked, the returns that count, and how the quarter stood when just these did: all by one reading."""
    require_desk(office)
    with office.reading() as connection:
        stood = _standing_in(connection, quarter)
        definitions = used_for(quarter, map(read_issued, issued_in(connection)))
        given = [content_as_accepted(connection, one) for one in counted_returns(connection, quarter)]
    if definitions is None or not given:
        raise UserCanFix(
            what=f"There is no return for {quarter.words} yet." if definitions else f"Nothing was asked for {quarter}.",
            do="Take returns in first: sfph network receive FILE...",
        )
    return definitions, given, stood


def _standing_in(connection: Connection, quarter: Quarter) -> tuple[object, ...]:
    """All that decides what a quarter comes to: its returns, its editions, and what is asked."""
    returns = tuple(counted_returns(connection, quarter))
    return returns, publications_in(connection, quarter), tuple(issued_in(connection))
