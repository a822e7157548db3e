"""Where an address lies: council, health board, integration authority, data zone, and how deprived that is.

An area is looked up once, when an address is written down, and stays with it: what a report says of a visit last year
does not change when somebody moves, or when a newer index comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sfph_desktop.core.domain.person_record import Address

TYPED = "typed"
"""The source of an area that a person chose by hand."""
ZONES_OF = {"2020v2": 6_976, "2016": 6_976, "2012": 6_505, "2009v2": 6_505, "2006": 6_505, "2004": 6_505}
"""By version of the Scottish index: how many data zones are ranked in it."""
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An area as looked up; codes are those of the code lists, blank where nothing is known."""

    council: str = ""
    health_board: str = ""
    integration_authority: str = ""
    data_zone: str = ""
    simd_rank: int | None = None
    """1 is the most deprived."""
    simd_version: str = ""
    area_source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSource:
    """What a lookup of areas holds, where it is from, and what must be said with it."""

    title: str
    edition: str
    publisher: str
    licence: str
    attribution: str
    url: str = ""
    postcodes: int = 0
    whole: bool = False
    """Holds every postcode of Scotland; otherwise a sample, and most postcodes are not found."""
    simd_version: str = ""
    zones: int = 0


def tidy_postcode(text: str) -> str:
    """A UK postcode in capitals with its one space; whatever else was written, as it is without blanks around it."""
    found = POSTCODE.fullmatch(" ".join(text.upper().split()))
    return " ".join(found.groups()) if found else text.strip()


def tenth(rank: int, zones: int) -> int:
    """Which tenth of the data zones a rank lies in: 1 is the most deprived tenth, 10 the least."""
    return min(10, (rank - 1) * 10 // zones + 1)


def fifth(rank: int, zones: int) -> int:
    """Which fifth of the data zones a rank lies in: 1 is the most deprived fifth, 5 the least."""
    return (tenth(rank, zones) + 1) // 2


def fifth_of(address: Address) -> int | None:
    """The fifth an address lies in, by the version it was looked up in; None where that is not known."""
    zones = ZONES_OF.get(address.simd_version)
    return None if address.simd_rank is None or zones is None else fifth(address.simd_rank, zones)


def address_on(addresses: Iterable[Address], day: date) -> Address | None:
    """Where somebody lived on a day, as far as is written down; the area of a contact is that of this address."""
    there = [
        one
        for one in addresses
        if (one.from_date is None or one.from_date <= day) and (one.to_date is None or one.to_date >= day)
    ]
    return max(there, key=lambda one: (one.from_date or date.min, one.id), default=None)
