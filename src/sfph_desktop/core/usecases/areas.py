"""Where areas are looked up: the sample that is shipped or a loaded directory; a pack made of the official file."""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.areas import AreaSource
from sfph_desktop.core.domain.frameworks import PackInfo
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library
    from sfph_desktop.core.reference.packs import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class AreasKnown:
    """The lookup in use, and how many addresses have an area."""

    source: AreaSource
    addresses: int
    known: int
    """Addresses with an area, from whichever lookup it was."""
    by_lookup: dict[str, int]
    """How many of them by lookup and edition, `typed` where a person chose the council."""
    waiting: int
    """Addresses with a postcode and no area: these a lookup could find."""


def areas_known(office: Office) -> AreasKnown:
    """Which lookup is used now, and what the addresses of this office have of it."""
    from sfph_desktop.core.store.queries.person_record import address_areas

    with office.reading() as connection:
        rows = address_areas(connection)
    by_lookup: dict[str, int] = {}
    for source, has, _, number in rows:
        if has:
            by_lookup[source or "not said"] = by_lookup.get(source or "not said", 0) + int(number)
    return AreasKnown(
        source=office.library.areas().source,
        addresses=sum(int(row[3]) for row in rows),
        known=sum(by_lookup.values()),
        by_lookup=dict(sorted(by_lookup.items())),
        waiting=sum(int(number) for _, has, postcode, number in rows if postcode and not has),
    )


def document(found: AreasKnown) -> dict[str, object]:
    """The same for programs."""
    return asdict(found)


def make_area_pack(library: Library, directory: Path, out: Path, *, edition: str, made: date) -> PackInfo:
    """Write a pack of areas made of the official directory of postcodes; UserCanFix, and no file, when it cannot be."""
    from sfph_desktop.core.host.files import write_atomically
    from sfph_desktop.core.reference.packs import to_bytes

    pack = _pack(library, directory, edition, made)
    write_atomically(out, to_bytes(pack))
    return pack.info


def load_directory(office: Office, directory: Path, *, edition: str) -> Done[PackInfo]:
    """Load the official directory of postcodes into the office, as the pack that is made of it; UserCanFix as there."""
    from sfph_desktop.core.usecases.reference import keep_pack

    return keep_pack(office, _pack(office.library, directory, edition, office.clock.today()))


def _pack(library: Library, directory: Path, edition: str, made: date) -> Pack:
    from sfph_desktop.core.reference.area_packs import ACCEPTED, area_pack, directory_lines

    if not edition.strip() or len(edition) > 40:
        raise UserCanFix(what="The edition of the directory was not told.", do="Say it as: May 2026.")
    if not directory.is_file():
        raise UserCanFix(what=f"There is no file {directory}.", do=f"Give {ACCEPTED}.")
    known = library.areas()
    try:
        return area_pack(directory_lines(directory), known, known.ranks, edition=edition.strip(), made=made)
    except csv.Error:
        raise UserCanFix(what=f"{directory.name} is no table.", do=f"Give {ACCEPTED}.") from None
