"""What a sector report tells of the enterprises: nothing that one of them could take another's figure from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from tests.core.usecases.networks import definitions

from sfph_desktop.core.domain.collations import Collation
from sfph_desktop.core.domain.network import OrganisationFact, Quarter, SectorTotal
from sfph_desktop.core.domain.readiness import ReadinessQuestion, ReadinessTheme
from sfph_desktop.core.reports.blocks import Prose, Table
from sfph_desktop.core.reports.sector_report import sector_document

QUESTION = ReadinessQuestion(id="stands_in", number=1, theme="people", text="Somebody stands in.", next="Name one.")
THEMES = (ReadinessTheme(id="people", name="People", why="", questions=(QUESTION,)),)


def told(field: str, values: Sequence[str]) -> tuple[list[str], list[tuple[str, ...]]]:
    """Every sentence and every row of the report of members who told this of themselves."""
    facts = [(OrganisationFact(field=field, value=one, unit=""),) for one in values]
    quarter = Quarter(2026, 1)
    document = sector_document(
        Collation(quarter=quarter, members=len(values)), facts, definitions({}), THEMES, network="Braes", sample=False,
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
    texts, rows = told("income_grant", [endless, "30", "30", "30", "30", "30"])
    assert any("5 members told" in one for one in texts)
    assert next(row for row in rows if row[0].startswith("Grant"))[2] == "£150"


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


def test_an_answer_of_fewer_than_five_members_is_told_neither_by_itself_nor_by_the_others() -> None:
    answers = ["yes"] * 11 + ["partly"] * 6 + ["no"] * 2
    _texts, rows = told("readiness:stands_in", answers)
    assert rows[-1] == ("Somebody stands in.", "11", "8")
    _texts, rows = told("readiness:stands_in", ["yes"] * 17 + ["no"] * 2)
    assert rows[-1] == ("Somebody stands in.", "All, or all but fewer than 5", "Fewer than 5, or none")
    _texts, rows = told("readiness:stands_in", ["yes"] * 11 + ["partly"] * 6 + ["no"] * 3 + ["not_ours"] * 2)
    assert rows[-1] == ("Somebody stands in.", "11", "6", "5")


@pytest.mark.parametrize(
    ("field", "values", "says"),
    [
        ("size", ["1-5"] * 2 + ["6-20"] * 9 + ["21-50"] * 5 + ["51-250"] * 3, "9 with 6-20, 5 with 21-50"),
        ("size", ["6-20"] * 19, ""),
        ("living_wage", ["yes"] * 15 + ["no"] * 4, "all, or all but fewer than 5 of 19"),
        ("living_wage", ["yes"] * 12 + ["no"] * 7, "12 of 19"),
        ("living_wage", ["yes"] * 2 + ["no"] * 17, "fewer than 5, or none of 19"),
    ],
)
def test_how_the_members_are_tells_of_fewer_than_five_neither_way(field: str, values: list[str], says: str) -> None:
    texts = [one for one in told(field, values)[0] if "members" in one.lower() and "sent a return" not in one]
    assert len(texts) == bool(says)
    assert not says or says.replace("6-20", "6 to 20").replace("21-50", "21 to 50") in texts[0]
    assert not says or (" 2 " not in texts[0] and " 3 " not in texts[0])


def test_a_total_of_some_members_is_not_said_to_be_of_all() -> None:
    quarter = Quarter(2026, 1)
    total = SectorTotal(
        indicator="people", name="People", kind="count", unit="people", quarter=quarter, members=6, value=Decimal(2120)
    )
    asked = definitions({"people": {"kind": "count", "measure": "reach:people", "window": "year"}})
    for members, says in ((9, "6 of them told of 2,120 people"), (6, "They told of 2,120 people")):
        document = sector_document(
            Collation(quarter=quarter, members=members, totals=(total,)), (), asked, (),
            network="Braes", sample=False, made_at=datetime(2026, 5, 1, tzinfo=UTC),
        )  # fmt: skip
        assert any(says in one.text for one in document.blocks if isinstance(one, Prose))
