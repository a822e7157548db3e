"""Postcode to area: the shipped sample of Scottish postcodes, or the directory of a pack in its place.

The tables are large and plain, so they are read without a dictionary for every row, and only when somebody asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sfph_desktop.core.domain.areas import TYPED, Area, AreaSource, tidy_postcode
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.reference.tables import Row, document

ABOUT, POSTCODES, RANKS = "areas/about.json", "areas/postcodes.csv", "areas/ranks.csv"
FILES = (ABOUT, POSTCODES, RANKS)
MOST_ROWS = 400_000
ENOUGH = 3
"""So many postcodes of one district in one council, and none in another, are worth a suggestion."""
_ROW = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2},S12[0-9]{6},(?:S01[0-9]{6})?")
_RANK = re.compile(r"S01[0-9]{6},[1-9][0-9]{0,4}")
_NEEDED = ("title", "edition", "publisher", "licence", "attribution")


class Areas:
    """What is known of the areas of Scotland: by postcode, and by council."""

    def __init__(self, about: AreaSource, postcodes: bytes, ranks: bytes, councils: Sequence[Row]) -> None:
        """`councils` are the rows of the code list of local authorities. Reads nothing until something is asked."""
        self._about, self._postcodes, self._ranks = about, postcodes, ranks
        self._councils: Mapping[str, Row] = {row["code"]: row for row in councils}
        self._where: dict[str, tuple[str, str]] = {}
        self._rank: dict[str, int] = {}

    @property
    def source(self) -> AreaSource:
        """What this lookup is and where it is from."""
        return self._about

    @property
    def ranks(self) -> bytes:
        """The table of ranks as it was read: a directory of postcodes brings none of its own."""
        return self._ranks

    def find(self, postcode: str) -> Area | None:
        """The area of a postcode, however it is written; None when it is not in this lookup."""
        self._read()
        there = self._where.get(tidy_postcode(postcode))
        if there is None:
            return None
        return self._area(there[0], there[1], f"{self._about.title}, {self._about.edition}")

    def of_council(self, council: str, data_zone: str = "") -> Area | None:
        """The area of a council, and of a data zone where one is told, chosen by hand; None for a council unknown."""
        if council not in self._councils:
            return None
        self._read()
        return self._area(council, data_zone, TYPED)

    def council_named(self, words: str) -> str:
        """The code of a council by its code or any of its names; blank when there is none."""
        wanted = words.strip().casefold()
        for code, row in self._councils.items():
            names = (code, row["name"], *row["alt_name"].split(";"))
            if wanted in {name.strip().casefold() for name in names if name}:
                return code
        return ""

    def likely_council(self, postcode: str) -> str:
        """The council that every known postcode of the same district lies in; blank when there are few, or two."""
        district = tidy_postcode(postcode).split(" ")[0]
        self._read()
        found = [council for known, (council, _) in self._where.items() if known.split(" ")[0] == district]
        return found[0] if len(found) >= ENOUGH and len(set(found)) == 1 else ""

    def _area(self, council: str, data_zone: str, source: str) -> Area:
        row, rank = self._councils.get(council), self._rank.get(data_zone)
        return Area(
            council=council,
            health_board=row["health_board_code"] if row else "",
            integration_authority=row["integration_authority_code"] if row else "",
            data_zone=data_zone,
            simd_rank=rank,
            simd_version=self._about.simd_version if rank is not None else "",
            area_source=source,
        )

    def _read(self) -> None:
        if not self._where:
            for line in self._postcodes.decode("utf-8-sig").splitlines()[1:]:
                postcode, council, zone = line.split(",")
                self._where[postcode] = (council, zone)
            for line in self._ranks.decode("utf-8-sig").splitlines()[1:]:
                zone, rank = line.split(",")
                self._rank[zone] = int(rank)


def area_source(about: bytes, postcodes: bytes, ranks: bytes) -> AreaSource:
    """What a lookup says of itself; UserCanFix when it says too little."""
    told = document(about, ABOUT)
    for field in _NEEDED:
        if not isinstance(told.get(field), str) or not told[field].strip():
            raise UserCanFix(what=f"{ABOUT} does not say its {field}.", do=f'Add "{field}": "..." to {ABOUT}.')
    return AreaSource(
        **{field: told[field].strip()[:2000] for field in _NEEDED},
        url=str(told.get("url", ""))[:500],
        postcodes=max(0, postcodes.count(b"\n") - 1),
        whole=bool(told.get("whole", False)),
        simd_version=str(told.get("simd_version", ""))[:40],
        zones=max(0, ranks.count(b"\n") - 1),
    )


def check_areas(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Everything wrong with the area tables among these files; nothing when there are none."""
    if not any(name in files for name in FILES):
        return
    for name in FILES:
        if name not in files:
            yield Problem(file=name, reason="The file is missing", accepted="all three area files together")
            return
    try:
        about = area_source(*(files[name] for name in FILES))
    except UserCanFix as trouble:
        yield Problem(file=ABOUT, reason=trouble.what, accepted=trouble.do)
        return
    if not about.simd_version:
        yield Problem(file=ABOUT, reason="It does not say its simd_version", accepted="2020v2")
    yield from _check_rows(
        POSTCODES, files[POSTCODES], "postcode,council,data_zone", _ROW, "EH6 5AB,S12000036,S01008784"
    )
    yield from _check_rows(RANKS, files[RANKS], "data_zone,rank", _RANK, "S01008784,812")
    yield from _check_ranks(files[RANKS])


def _check_rows(name: str, content: bytes, heading: str, pattern: re.Pattern[str], accepted: str) -> Iterator[Problem]:
    try:
        first, *lines = content.decode("utf-8-sig").splitlines() or [""]
    except UnicodeDecodeError:
        yield Problem(file=name, reason="It cannot be read as text", accepted="CSV in UTF-8")
        return
    if first != heading or not 0 < len(lines) <= MOST_ROWS:
        yield Problem(
            file=name, reason="Its heading or its length is wrong", accepted=f"{heading}; 1 to {MOST_ROWS:,} rows"
        )
        return
    for number, line in enumerate(lines, 2):
        if not pattern.fullmatch(line):
            yield Problem(
                file=name, row=number, value=line[:80], reason="This row is not one of this table", accepted=accepted
            )
            return
    if len({line.split(",")[0] for line in lines}) != len(lines):
        yield Problem(file=name, reason="One of its rows is there twice", accepted="one row for each")


def _check_ranks(content: bytes) -> Iterator[Problem]:
    try:
        ranks = sorted(int(line.split(",")[1]) for line in content.decode("utf-8-sig").splitlines()[1:])
    except (UnicodeDecodeError, ValueError, IndexError):
        return  # told as a wrong row already
    if ranks != list(range(1, len(ranks) + 1)):
        yield Problem(
            file=RANKS, reason="The ranks leave a gap, or one is given twice", accepted="1 to the last, once each"
        )
