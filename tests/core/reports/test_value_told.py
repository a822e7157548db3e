"""Sums read by somebody who knows the price of one and takes the printed lines from the printed totals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from make_run import all_events, change, make_run, value_lines, value_summary
from plain_text import as_text

from sfph_desktop.core.domain.impact import Choices, ImpactRun, ValueLineFigure, ValueSummary
from sfph_desktop.core.reports import blocks
from sfph_desktop.core.reports.charts import payer_chart
from sfph_desktop.core.reports.charts.sheet import Bar, Label, Sheet
from sfph_desktop.core.reports.resources import font_folder
from sfph_desktop.core.reports.small_numbers import THRESHOLD
from sfph_desktop.core.reports.statements import with_statements
from sfph_desktop.core.reports.summaries.impact_summary import impact_summary
from sfph_desktop.core.reports.value_told import Amount, ToldValue, exactly, told_value
from sfph_desktop.core.reports.value_words import gains_words, ratio_words, total_words
from sfph_desktop.core.toolkit.uncertainty import Parameter, Terms, monte_carlo, tornado

INPUTS = 118_400.0


def terms_of(line: ValueLineFigure) -> Terms:
    """A line as the toolkit draws it: price and adjustments a quarter up and down, the quantity as counted."""
    central = {
        "quantity": line.quantity or 0.0,
        "unit value": line.unit_value or 0.0,
        **{name: getattr(line, name) or 0.0 for name in ("deadweight", "displacement", "attribution", "drop_off")},
    }
    varied = {name: value for name, value in central.items() if name != "quantity" and value}
    parameters = tuple(
        Parameter(line_ref=line.line_ref, name=name, low=0.75 * value, central=value, high=min(1.25 * value, 1e9))
        for name, value in varied.items()
    )
    weights = (1.0,) * int(line.duration_years)
    return Terms(ref=line.line_ref, payer=line.payer, central=central, weights=weights, parameters=parameters)


def valued(people: int, price: float, seed: int) -> ImpactRun:
    """The run with so many sustained tenancies at that price, every sum worked out anew by the toolkit's own hand."""
    lines = [line for line in value_lines() if line.counted]
    lines = [
        replace(line, quantity=float(people), unit_value=price) if line.line_ref == "V4" else line for line in lines
    ]
    worked = [terms_of(line) for line in lines]
    lines = [replace(line, pv=round(float(one.worth()), 2)) for line, one in zip(lines, worked, strict=True)]
    total = sum(line.pv or 0 for line in lines)
    fiscal = sum(line.pv or 0 for line in lines if line.total == "public cost avoided")
    spread = monte_carlo(worked, INPUTS, Choices(draws=2000, seed=seed))
    assert spread.total is not None
    gross = sum((line.pv or 0) / (1 - (line.deadweight or 0)) for line in lines)
    by_payer: dict[str, float] = {}
    for line in lines:
        by_payer[line.payer] = by_payer.get(line.payer, 0.0) + (line.pv or 0)
    value = ValueSummary(
        evidence="E-0427",
        price_base="2024",
        inputs_pv=INPUTS,
        inputs=value_summary().inputs,
        lines=(*lines, *(line for line in value_lines() if not line.counted)),
        total_pv=total,
        total_social=total - fiscal,
        total_fiscal=fiscal,
        total_cashable=sum((line.pv or 0) * line.cashable for line in lines),
        ratio=total / INPUTS,
        ratio_p05=spread.total[0] / INPUTS,
        ratio_p50=spread.total[1] / INPUTS,
        ratio_p95=spread.total[2] / INPUTS,
        total_p05=spread.total[0],
        total_p50=spread.total[1],
        total_p95=spread.total[2],
        share_of_draws_above_1=spread.share_above,
        break_even_deadweight=1 - INPUTS / gross,
        by_payer=by_payer,
        by_payer_low={name: ends[0] for name, ends in spread.payers.items()},
        by_payer_high={name: ends[1] for name, ends in spread.payers.items()},
        tornado=tornado(worked, INPUTS),
        draws=spread.draws,
        seed=seed,
    )
    tenancies = replace(all_events()[2], people=people, events=people, quantity=people)
    return make_run(events=(*all_events()[:2], tenancies), value=value)


def charts_of(content: tuple[object, ...]) -> list[blocks.ChartBlock]:
    found: list[blocks.ChartBlock] = []
    for block in content:
        if isinstance(block, blocks.KeepTogether):
            found += charts_of(block.blocks)
        elif isinstance(block, blocks.Columns):
            found += charts_of((*block.left, *block.right))
        elif isinstance(block, blocks.ChartBlock):
            found.append(block)
    return found


def on_paper(run: ImpactRun, length: str = "full") -> tuple[str, tuple[object, ...]]:
    """Every word of the summary, and every line that its charts draw."""
    document = impact_summary(run, length=length, fonts=font_folder())
    return as_text(document), tuple(chart.drawing for chart in charts_of(document.blocks))


# --- the attack ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("price", [400.0, 3_551.0, 16_000.0, 40_000.0])
def test_whichever_small_count_is_true_every_word_and_every_line_on_paper_is_the_same(price: float) -> None:
    seen = {on_paper(valued(people, price, seed=2)) for people in range(1, THRESHOLD)}
    assert len(seen) == 1
    assert len({on_paper(valued(people, price, seed=2), "one-page") for people in (1, 4)}) == 1


def test_the_attack_finds_every_count_with_the_guard_off() -> None:
    told = {with_statements(valued(people, 3_551.0, seed=2)).value.statement for people in range(1, THRESHOLD)}
    assert len(told) == THRESHOLD - 1


def test_what_a_payer_gets_less_the_lines_that_are_printed_leaves_every_count_open() -> None:
    run = valued(3, 3_551.0, seed=2)
    told = told_value(run, guard=True)
    line = next(line for line in run.value.lines if line.line_ref == "V4")
    of_one = (line.pv or 0) / (line.quantity or 1)
    left = told.by_payer["local authority"]
    assert left.low <= 0 and left.high >= of_one * (THRESHOLD - 1) - 0.01
    assert "the local authority £0 to £6,000" in gains_words(told)
    assert total_words(told) == "about £270,000 (likely range £230,000 to £310,000)"
    assert (told.value.share_of_draws_above_1, told.value.break_even_deadweight) == (None, None)
    assert "local authority" not in told.value.by_payer_low
    assert all(line.break_even_deadweight is None for line in told.value.lines)


def test_a_line_that_weighs_much_opens_total_and_ratio_too() -> None:
    told = told_value(valued(2, 40_000.0, seed=2), guard=True)
    assert total_words(told) == "£270,000 to £330,000"
    assert ratio_words(told) == "2.3 to 2.8 times what went in"
    assert told.likely is None


def test_swings_stand_round_the_middle_of_what_is_open_and_keep_their_width() -> None:
    run = valued(4, 40_000.0, seed=2)
    told = told_value(run, guard=True)
    assert told.ratio is not None
    for before, after in zip(run.value.tornado, told.value.tornado, strict=True):
        assert after.ratio_high - after.ratio_low == pytest.approx(before.ratio_high - before.ratio_low)
    first = next(swing for swing in told.value.tornado if swing.parameter == "V1: unit value")
    assert (first.ratio_low + first.ratio_high) / 2 == pytest.approx(told.ratio.middle)


# --- other kinds of lines --------------------------------------------------------------------------------------------


def with_line(indicator: str, quantity: float, **more: object) -> ImpactRun:
    """The run with one counted line of its own, £1,000 for each, all other lines as they are."""
    line = replace(
        value_lines()[2], line_ref="V9", evidence="", indicator=indicator, quantity=quantity, unit_value=1_000.0,
        deadweight=0.0, displacement=0.0, attribution=0.0, drop_off=0.0, duration_years=1, pv=1_000 * quantity,
        payer="NHS", cashable=1.0,
    )  # fmt: skip
    whole = value_summary()
    value = replace(
        whole,
        lines=(*(one for one in whole.lines if one.line_ref != "V4"), line),
        by_payer={"NHS": 1_000 * quantity, "the individual": 180_075.0},
        total_pv=180_075 + 1_000 * quantity,
        total_fiscal=1_000 * quantity,
        total_cashable=1_000 * quantity,
    )
    return make_run(value=value, events=all_events()[:2], **more)


def nhs(run: ImpactRun) -> tuple[Amount, Amount, Amount]:
    told = told_value(run, guard=True)
    return told.by_payer["NHS"], told.fiscal, told.cashable


def improved(people: int) -> ImpactRun:
    return with_line("swemwbs7.improved", people, changes=(change(improved=people, same=38 - people, worse=0),))


@pytest.mark.parametrize(("counts", "low", "high"), [(range(5), 0, 4_000), (range(34, 39), 34_000, 38_000)])
def test_a_few_who_are_better_and_a_few_who_are_not_are_left_open_alike(counts: range, low: int, high: int) -> None:
    assert {nhs(improved(people)) for people in counts} == {(Amount(low, high),) * 3}


def test_enough_on_both_sides_is_told_as_it_is() -> None:
    assert nhs(improved(20)) == (Amount(20_000, 20_000),) * 3
    assert told_value(improved(20), guard=True) == exactly(improved(20).value)
    assert told_value(improved(2), guard=False) == exactly(improved(2).value)


@pytest.mark.parametrize("hours", [11.0, 12.0, 14.0, 17.0, 24.0])
def test_an_amount_that_is_no_count_is_told_by_its_size_alone(hours: float) -> None:
    run = with_line("event_quantity:tenancy_sustained", hours)
    run = replace(run, events=(*run.events, all_events()[2]))
    assert nhs(run) == (Amount(0, 50_000),) * 3


def test_an_amount_that_costs_is_open_below_nothing() -> None:
    run = with_line("event_quantity:tenancy_sustained", -12.0)
    run = replace(run, events=(*run.events, all_events()[2]))
    assert nhs(run)[0] == Amount(-50_000, 0)


def test_two_lines_of_one_payer_are_open_together() -> None:
    run = with_line("swemwbs7.improved", 2, changes=(change(improved=2, same=36, worse=0),))
    *others, line = run.value.lines
    value = replace(
        run.value,
        lines=(*others, line, replace(line, line_ref="V10", pv=2_000)),
        by_payer={**run.value.by_payer, "NHS": 4_000.0},
    )
    assert told_value(replace(run, value=value), guard=True).by_payer["NHS"] == Amount(0, 8_000)


# --- in words and in the chart ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "words", "about"),
    [
        (Amount(15_123, 15_123), "£15,000", "about £15,000"),
        (Amount(15_000, 15_000), "£15,000", "£15,000"),
        (Amount(14_900, 15_100), "£15,000", "about £15,000"),
        (Amount(15_000, 21_000), "£15,000 to £21,000", "£15,000 to £21,000"),
        (Amount(0, 5_965), "£0 to £6,000", "£0 to £6,000"),
    ],
)
def test_an_open_amount_is_told_from_end_to_end(amount: Amount, words: str, about: str) -> None:
    assert (amount.words(), amount.about()) == (words, about)


def marks(told: ToldValue, kind: type, **more: bool) -> list[Label | Bar]:
    (sheet,) = payer_chart(told, **more).figure.findobj(Sheet)
    return [mark for mark in sheet.marks if isinstance(mark, kind)]


@pytest.mark.parametrize("told", [lambda run: told_value(run, guard=True), lambda run: exactly(run.value)])
def test_what_is_open_is_drawn_pale_and_named(told: Callable[[ImpactRun], ToldValue]) -> None:
    found = told(valued(3, 40_000.0, seed=2))
    edged = [mark for mark in marks(found, Bar) if isinstance(mark, Bar) and mark.edge]
    said = {mark.said for mark in marks(found, Label) if isinstance(mark, Label)}
    if found.open:
        assert len(edged) == 2
        assert {"£0 to £67,000", "£270,000 to £330,000"} <= said
        assert any("that is not printed" in words for words in said)
    else:
        assert not edged
        assert {"£50,000", "£320,000"} <= said


# --- what a reader still needs ---------------------------------------------------------------------------------------


def test_a_line_that_leaves_out_a_few_still_has_its_price_its_source_and_why_so_much_was_taken_off() -> None:
    seen = set()
    for people in (36, 37):
        run = improved(people)
        *others, line = run.value.lines
        line = replace(line, source="A study of 2020", deadweight=0.3, because={"deadweight": "our waiting list"})
        words, _ = on_paper(replace(run, value=replace(run.value, lines=(*others, line))))
        assert "Source: A study of 2020" in words and "our waiting list" in words
        seen.update(row for row in words.splitlines() if "V9" in row)
    assert len(seen) == 2
    assert "V9" not in on_paper(improved(2))[0]


@pytest.mark.parametrize("length", ["full", "one-page"])
def test_a_total_told_as_a_range_says_that_it_is_not_the_likely_one(length: str) -> None:
    said = "there is no likely range, because its trial calculations would give away"
    assert said in on_paper(valued(2, 40_000.0, seed=2), length)[0]
    assert said not in on_paper(valued(20, 40_000.0, seed=2), length)[0]
