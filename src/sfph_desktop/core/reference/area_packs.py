"""The official directory of postcodes, as its publisher hands it out, turned into a pack of areas.

The ONS Postcode Directory (ONSPD) and its sister, the National Statistics Postcode Lookup (NSPL), have a row for every
postcode of the United Kingdom, those no longer in use included: people lived there. A column keeps its meaning from
edition to edition but not its name, so each is known by all the names it has had. Everything outside Scotland is left
out. The directory says in which data zone a postcode lies; the rank of a zone comes from the library that is here.
"""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

from sfph_desktop.core.domain.areas import AreaSource, tidy_postcode
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reference import areas, packs

POSTCODE = re.compile(r"pcds?|pcd[278]|postcode")
COUNCIL = re.compile(r"oslaua|laua|lad(?:cd|\d{2}cd)")
ZONE = re.compile(r"lsoa11(?:cd)?|dz11(?:cd)?|datazone2011")
ACCEPTED = "the CSV of the ONS Postcode Directory, with columns as: pcds, oslaua, lsoa11"
_SCOTTISH = re.compile(r"S12[0-9]{6}")
_WHOLE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}")
LONGEST_LINE = 32_768
"""Signs; a row of the directory has a few hundred. What has longer ones is no directory, and is never held whole.

Shorter than the longest cell of a CSV, which the reader of CSV is told for the whole process.
"""
WHOLE_COUNTRY = 100_000
"""So many Scottish postcodes are the whole directory; fewer are a part of it, and most postcodes are not found."""


def scottish_rows(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Postcode, council and data zone of each Scottish row; UserCanFix when this is no directory of postcodes."""
    rows = _rows(lines)
    heading = [cell.strip().strip("\ufeff").casefold() for cell in next(rows, [])]
    places = [
        _place(heading, names, told) for names, told in ((POSTCODE, "pcds"), (COUNCIL, "oslaua"), (ZONE, "lsoa11"))
    ]
    last = max(places)
    for row in rows:
        if len(row) <= last:
            continue
        code, council, zone = (row[place].strip().upper() for place in places)
        code = tidy_postcode(code)
        if _SCOTTISH.fullmatch(council) and _WHOLE.fullmatch(code):
            yield code, council, zone if zone.startswith("S01") else ""


def _rows(lines: Iterable[str]) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines)
    except csv.Error as trouble:
        raise UserCanFix(
            what="This file cannot be read as a table.", why=f"{trouble}.", do=f"Give {ACCEPTED}."
        ) from None


def _place(heading: list[str], names: re.Pattern[str], told: str) -> int:
    found = [place for place, name in enumerate(heading) if names.fullmatch(name)]
    if not found:
        raise UserCanFix(
            what=f"This file has no column '{told}'.", why=f"Its first row is: {', '.join(heading)[:200]}.",
            do=f"Give {ACCEPTED}.",
        )  # fmt: skip
    return found[-1]


def area_pack(lines: Iterable[str], known: areas.Areas, ranks: bytes, *, edition: str, made: date) -> packs.Pack:
    """A pack of areas from the lines of a directory. `edition` is the publisher's, as `May 2026`.

    Raises UserCanFix when it is no such file, holds nothing of Scotland, or more rows than there can be.
    """
    found: dict[str, tuple[str, str]] = {}
    for code, council, zone in scottish_rows(lines):
        found[code] = (council, zone)
        if len(found) > areas.MOST_ROWS:
            raise UserCanFix(what="This file has more Scottish postcodes than there are.", do=f"Give {ACCEPTED}.")
    if not found:
        raise UserCanFix(what="This file holds no Scottish postcode.", do=f"Give {ACCEPTED}.")
    whole = len(found) >= WHOLE_COUNTRY
    source = known.source
    about = asdict(source) | {
        "title": f"Scottish postcodes with SIMD {source.simd_version}",
        "edition": f"ONS Postcode Directory, {edition}",
        "whole": whole,
    }
    told = {name: about[name] for name in AreaSource.__dataclass_fields__ if name not in ("postcodes", "zones")}
    table = "".join(f"{code},{council},{zone}\n" for code, (council, zone) in sorted(found.items()))
    files = {
        packs.ABOUT: _json(
            {
                "name": "Postcodes of Scotland", "version": edition, "publisher": source.publisher,
                "licence": source.licence, "made": made.isoformat(),
            }
        ),
        areas.ABOUT: _json(told),
        areas.POSTCODES: f"postcode,council,data_zone\n{table}".encode(),
        areas.RANKS: ranks,
    }  # fmt: skip
    return packs.from_members(iter(files.items()), "The pack")


def directory_lines(path: Path) -> Iterator[str]:
    """The lines of a directory, which may be a hundred times larger than what is kept of it: never held whole.

    The publisher's zip is read as well: its largest CSV is the directory.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                tables = [one for one in archive.infolist() if one.filename.lower().endswith(".csv")]
                if not tables:
                    raise UserCanFix(what=f"{path.name} holds no CSV.", do=f"Give {ACCEPTED}.")
                with archive.open(max(tables, key=lambda one: one.file_size)) as table:
                    while line := table.readline(LONGEST_LINE):
                        yield line.decode("utf-8-sig", errors="replace")
            return
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as table_file:
            while text := table_file.readline(LONGEST_LINE):
                yield text
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError):
        raise UserCanFix(what=f"{path.name} cannot be opened as a zip.", do=f"Give {ACCEPTED}.") from None
    except OSError as error:
        raise UserCanFix(
            what=f"{path.name} cannot be read.", why=error.strerror or "", do=f"Give {ACCEPTED}."
        ) from None
    except csv.Error:
        raise UserCanFix(what=f"{path.name} is no table.", do=f"Give {ACCEPTED}.") from None


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
