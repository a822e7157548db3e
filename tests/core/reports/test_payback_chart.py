"""The chart of a case for investing: it says when the cost is covered, and its names never stand upon one another."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from sfph_desktop.core.domain.saving_rules import SavingWorked
from sfph_desktop.core.domain.savings import SavingCase, SavingCaseId, SavingLine
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.reports.charts.board import Label, Sheet
from sfph_desktop.core.reports.charts.payback import payback_chart
from sfph_desktop.core.toolkit.invest_to_save import work_out


def worked(amount: int, share: str = "0.5", *, years: int = 3, running: int = 6_000) -> SavingWorked:
    case = SavingCase(
        case_ref="IS-1", title="T", invest=Money.pounds(30_000), running=Money.pounds(running), years=years
    )
    line = SavingLine(
        id=1,
        case_id=SavingCaseId(1),
        payer="NHS",
        what="nights",
        amount=Money.pounds(amount),
        cashable=Decimal(share),
        from_month=6,
        source="the ward",
    )
    return work_out(case, [line], ())


def test_the_course_is_what_the_paybacks_are_read_from() -> None:
    found = worked(24_000)
    start, half, last = found.course[0], found.course[6], found.course[-1]
    assert (start.spent, start.cash, start.whole) == (30_000, 0, 0)
    assert (half.spent, half.whole) == (30_000, 0), "the saving has not begun"
    assert (last.month, last.spent) == (36, pytest.approx(42_000))
    assert (last.cash, last.whole) == (pytest.approx(30_000), pytest.approx(60_000))
    assert (found.payback_cash, found.payback_all) == (None, 24)
    before, met = found.course[23:25]
    assert before.whole < before.spent
    assert met.whole >= met.spent - 0.005


@pytest.mark.parametrize(
    ("case", "says"),
    [
        (worked(24_000), "With capacity freed the cost is covered after 24 months; by money released alone not within"),
        (worked(60_000, "1"), "Money released covers the cost after 12 months"),
        (worked(1_000, "0"), "The cost is not covered within 3 years"),
        (worked(24_000, years=30), "Money released covers the cost after"),
    ],
)
def test_the_finding_is_the_title_and_the_numbers_are_said_in_words(case: SavingWorked, says: str) -> None:
    drawn = payback_chart(case)
    assert drawn.title.startswith(says)
    assert "By the end of year 1: £30,000 spent" in drawn.alt
    (sheet,) = (one for one in drawn.figure.artists if isinstance(one, Sheet))
    names = [one for one in sheet.marks if isinstance(one, Label) and one.strong and one.said in NAMES]
    feet = sorted(one.foot for one in names)
    assert len(feet) >= 2
    assert all(lower - upper > 9 for upper, lower in pairwise(feet))


NAMES = {"the cost", "money released", "with capacity freed"}
