"""What a sector report tells of the enterprises: nothing that one of them could take another's figure from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from tests.core.usecases.networks import definitions

from sfph_desktop.core.domain.collations import Collation
from sfph_desktop.core.domain.network import OrganisationFact, Quarter, SectorTotal
from sfph_desktop.core.reports.blocks import Prose, Table
from sfph_desktop.core.reports.sector_report import sector_document


def told(field: str, values: Sequence[str]) -> tuple[list[str], list[tuple[str, ...]]]:
    """Every sentence and every row of the report of members who told this of themselves."""
    facts = [(OrganisationFact(field=field, value=one, unit=""),) for one in values]
    quarter = Quarter(2026, 1)
    document = sector_document(
        Collation(quarter=quarter, members=len(values)), facts, definitions({}), (), network="Braes", sample=False,
        made_at=datetime(2026, 5, 1, tzinfo=UTC),
    )  # fmt: skip
    flat = [each for one in document.blocks for each in getattr(one, "blocks", (one,))]
    texts = [one.text for one in flat if isinstance(one, Prose)]
    return texts, [tuple(map(str, row)) for one in flat if isinstance(one, Table) for row in one.rows]


@pytest.mark.parametrize(
    ("amounts", "says"),
    [
        (("100", "96", "4", "3", "2"), "Not told: a member could work out"),
        (("100", "30", "30", "30", "30"), "£220"),
        (("200", "30", "30", "30", "30"), "Not told: one member makes up more than half"),
        (("100", "30", "30", "30", "0"), "Not told: fewer than 5 members"),
    ],
)
def test_an_income_of_one_member_cannot_be_worked_out(amounts: tuple[str, ...], says: str) -> None:
    _texts, rows = told("income_grant", amounts)
    assert next(row[2] for row in rows if row[0].startswith("Grant")).startswith(says)


def test_a_number_of_hundreds_of_digits_is_passed_over() -> None:
    endless = "9" * 400  # no float holds it
    texts, _rows = told("established", ["1998", "2004", endless, endless, "2010", "2012", "2016", endless, endless])
    assert any("5 members began in 2010" in one for one in texts)
    _texts, rows = told("income_grant", [endless, "30", "30", "30", "30", "30"])
    assert next(row for row in rows if row[0].startswith("Grant"))[1] == "5"


def test_how_many_members_there_are_is_not_told_of_fewer_than_five() -> None:
    quarter = Quarter(2026, 1)
    total = SectorTotal(
        indicator="people", name="People", kind="count", unit="people", quarter=quarter, members=3,
        hidden="fewer than 5 members",
    )  # fmt: skip
    document = sector_document(
        Collation(quarter=quarter, members=9, totals=(total,)), (), definitions({"people": {"kind": "count"}}), (),
        network="Braes", sample=False, made_at=datetime(2026, 5, 1, tzinfo=UTC),
    )  # fmt: skip
    flat = [each for one in document.blocks for each in getattr(one, "blocks", (one,))]
    assert [row[1] for one in flat if isinstance(one, Table) for row in one.rows if row[0] == "People"] == [
        "fewer than 5"
    ]
