"""One return, and returns drawn by lot, for tests of the container."""

from __future__ import annotations

import random
import string
from decimal import Decimal

from tests.core.usecases.return_office import ASKED, QUARTER

from sfph_desktop.core.domain.network import (
    QUALIFIERS,
    NetworkIndicator,
    OrganisationFact,
    Quarter,
    Return,
    ReturnCell,
    ReturnRow,
)
from sfph_desktop.core.domain.returns import GROUP_VALUES
from sfph_desktop.core.interchange.cids import cids_bytes
from sfph_desktop.core.interchange.return_file import container

YEAR = {"period_start": QUARTER.year_to_it.start, "period_end": QUARTER.period.end}
ROW = ReturnRow(
    pseudonym="abcdefghijklmnopqrstuvwxyz",
    age_band="25 to 44",
    gender="woman",
    instrument="swemwbs7.metric",
    first_quarter="2025Q2",
    first_score=Decimal("18.5"),
    latest_quarter="2026Q1",
    latest_score=Decimal(24),
)
SAMPLE = Return(
    member="Braes & Sons, the “kitchen” CIC",
    member_key="ABCDE-FGHIJ-KLMNO-PQRST-UVWXY-ABCDE",
    network="Clyde Network",
    desk_key="ZYXWV-UTSRQ",
    definitions=2,
    quarter=QUARTER,
    sequence=3,
    cells=(
        ReturnCell(indicator="people_supported", window="year", n=120, value=Decimal(120), unit="people", **YEAR),
        ReturnCell(
            indicator="people_supported",
            group="gender",
            group_value="woman",
            window="year",
            unit="people",
            qualifier="few",
            **YEAR,
        ),
        ReturnCell(indicator="wellbeing_improved", window="year", n=80, value=Decimal(52), unit="people", **YEAR),
        ReturnCell(
            indicator="wellbeing_change",
            window="year",
            n=80,
            value=Decimal("-2.125"),
            unit="points",
            qualifier="earlier",
            **YEAR,
        ),
        ReturnCell(indicator="sessions_held", window="year", value=Decimal(44), unit="sessions", **YEAR),
        ReturnCell(indicator="carbon", window="year", unit="tonnes", qualifier="not_measured", **YEAR),
        ReturnCell(indicator="own:swemwbs7.improved", window="year", n=80, value=Decimal(52), unit="=people", **YEAR),
    ),
    organisation=(
        OrganisationFact(field="size", value="6-20", unit="people"),
        OrganisationFact(field="area", unit="code", value="", qualifier="not_measured"),
    ),
    program="SFPH Desktop 0.1.0",
)


def whole(content: Return, asked: tuple[NetworkIndicator, ...] = ASKED, signature: bytes = b"s" * 64) -> bytes:
    return container(content, cids_bytes(content, asked), signature)


def by_lot(seed: int) -> Return:
    """A return of any content that the values allow, in hostile spellings too."""
    lot = random.Random(seed)
    letters = string.ascii_letters + ",;\"'=+-@ £éß‑一"

    def text(most: int = 12) -> str:
        return "".join(lot.choice(letters) for _ in range(lot.randrange(1, most)))

    def number() -> Decimal | None:
        return lot.choice((None, Decimal(lot.randrange(5000)), Decimal(lot.randrange(-99999, 99999)) / 1000))

    groups = [("", "")] + [(group, value) for group, values in GROUP_VALUES.items() for value in values]
    cells = []
    for _ in range(lot.randrange(30)):
        group, value = lot.choice(groups)
        cells.append(
            ReturnCell(
                indicator=lot.choice((lot.choice(ASKED).id, f"own:{text()}")),
                group=group,
                group_value=value,
                window=lot.choice(("quarter", "year")),
                n=lot.choice((None, lot.randrange(10, 5000))),
                value=number(),
                unit=text(),
                qualifier=lot.choice(list(QUALIFIERS)),  # type: ignore[arg-type]
                **YEAR,
            )
        )
    return Return(
        member=text(40),
        member_key=text(60),
        network=text(40),
        desk_key=text(60),
        definitions=lot.randrange(1, 50),
        quarter=Quarter(lot.randrange(2020, 2040), lot.randrange(1, 5)),
        sequence=lot.randrange(1, 99),
        sample=lot.random() < 0.5,
        cells=tuple(cells),
        organisation=tuple(OrganisationFact(field=text(), value=text()) for _ in range(lot.randrange(5))),
        rows=(ROW,) * lot.randrange(3),
        program=text(),
    )
