"""Numbers as plain words."""

from __future__ import annotations

from datetime import date

import pytest

from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.reports import wording


def test_a_share_carries_its_counts_and_its_range() -> None:
    assert wording.people_share(31, 38, 0.67, 0.91) == "31 of the 38 people (82 %, likely range 67 % to 91 %)"
    assert wording.people_share(1, 1) == "1 of the 1 person (100 %)"
    assert wording.people_share(0, 0) == "none of 0 people"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0 %"),
        (0.004, "under 1 %"),
        (0.005, "1 %"),
        (0.125, "13 %"),
        (0.994, "99 %"),
        (0.996, "over 99 %"),
        (1.0, "100 %"),
    ],
)
def test_a_percentage_is_whole_and_never_rounds_to_nobody_or_everybody(share: float, said: str) -> None:
    assert wording.percent(share) == said


@pytest.mark.parametrize(
    ("amount", "decimals", "said"),
    [
        (2.5, 0, "3"),
        (0.125, 2, "0.13"),
        (-1.25, 1, "−1.3"),
        (-0.04, 1, "0.0"),
        (1234567.4, 0, "1,234,567"),
        (1e22, 0, "10,000,000,000,000,000,000,000"),
    ],
)
def test_numbers_round_half_up_with_commas_and_a_real_minus(amount: float, decimals: int, said: str) -> None:
    assert wording.number(amount, decimals) == said


def test_a_sign_stands_before_what_is_above_zero_only_when_asked() -> None:
    assert (wording.number(3.1, 1, sign=True), wording.number(0, 1, sign=True)) == ("+3.1", "0.0")


@pytest.mark.parametrize(
    ("amount", "said"),
    [(3120.4, "3,120"), (84, "84"), (21.4, "21.4"), (3.14, "3.1"), (0.254, "0.25"), (2.0, "2"), (-2.5, "−2.5")],
)
def test_a_quantity_has_no_more_decimals_than_it_needs(amount: float, said: str) -> None:
    assert wording.quantity(amount) == said


@pytest.mark.parametrize(
    ("pounds", "full", "rough"),
    [
        (14_820, "£14,820", "£15,000"),
        (4.6, "£4.60", "£5"),
        (99.4, "£99", "£99"),
        (1_234_567, "£1,234,567", "£1.2 million"),
        (999_600, "£999,600", "£1.0 million"),
        (994_000, "£994,000", "£990,000"),
        (-2_345.5, "−£2,346", "−£2,300"),
        (0, "£0", "£0"),
    ],
)
def test_money_in_full_and_as_people_say_it(pounds: float, full: str, rough: str) -> None:
    assert (wording.money(pounds), wording.rough_money(pounds)) == (full, rough)


def test_about_is_said_only_where_something_was_rounded_away() -> None:
    assert wording.about_money(14_820) == "about £15,000"
    assert wording.about_money(15_000) == "£15,000"
    assert wording.money_range(11_200, 20_900) == "£11,000 to £21,000"


@pytest.mark.parametrize(
    ("noun", "two"),
    [
        ("person", "people"),
        ("visit", "visits"),
        ("enquiry", "enquiries"),
        ("day", "days"),
        ("course", "courses"),
        ("box", "boxes"),
        ("child", "children"),
    ],
)
def test_plurals(noun: str, two: str) -> None:
    assert (wording.plural(noun, 1), wording.plural(noun, 2)) == (noun, two)


def test_counts_with_their_noun() -> None:
    assert [wording.counted(n, "person") for n in (0, 1, 2, 1240)] == [
        "no people",
        "1 person",
        "2 people",
        "1,240 people",
    ]


def test_lengths_of_time() -> None:
    assert [wording.weeks(span) for span in (19.0, 1.4, 2.0, 0.1429)] == ["19 weeks", "10 days", "2 weeks", "1 day"]
    assert [wording.months(span) for span in (0.2, 8.4, 35.6, 48)] == ["1 month", "8 months", "36 months", "4 years"]
    assert (wording.years(1), wording.years(2.5)) == ("1 year", "2.5 years")


def test_days_and_periods() -> None:
    assert wording.day(date(2026, 5, 4)) == "4 May 2026"
    assert wording.period(Period(date(2025, 4, 1), date(2026, 3, 31))) == "1 April 2025 to 31 March 2026"


def test_lists_and_sentences() -> None:
    assert [wording.name_list(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert wording.sentences("one thing", "", "  ", "Another.") == "One thing. Another."
    assert wording.sentence("is it?") == "Is it?"


def test_a_share_without_counts_is_said_of_a_hundred() -> None:
    assert (wording.in_a_hundred(0.3), wording.in_a_hundred(0.025)) == ("30 of every 100", "2.5 of every 100")


def test_a_ratio_has_one_decimal_and_its_word() -> None:
    assert wording.times(2.449) == "2.4 times"


@pytest.mark.parametrize(("spread", "decimals"), [(570, 0), (2.2, 1), (0.4, 2)])
def test_a_score_is_printed_as_finely_as_its_range_allows(spread: float, decimals: int) -> None:
    assert wording.decimals_for(spread) == decimals


def test_every_level_of_evidence_has_words() -> None:
    assert [wording.evidence_level(level) for level in range(5)][2] == "level 2 of 4: measured before and after"


def test_iso_dates_in_a_text_are_written_out() -> None:
    assert wording.plain_dates("From 2024-04-01 to 2025-02-31.") == "From 1 April 2024 to 2025-02-31."


def test_a_sum_whose_printed_parts_do_not_come_to_it_says_why() -> None:
    assert wording.rounding_note(([1.4, 1.4], 2.8)) == (
        "Each amount is rounded by itself, so the sum of them can differ by a pound or two from what is printed."
    )
    assert wording.rounding_note(([1.4, 1.4], 2.8), ([2, 3], 5)) != ""
    assert wording.rounding_note(([1.2, 1.6, 3], 5.8), ((), 0.0)) == ""
