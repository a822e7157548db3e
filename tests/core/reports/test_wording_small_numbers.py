"""The small-number guard, tried by somebody who reads the words and works back what they leave open."""

from __future__ import annotations

from collections import defaultdict

import pytest

from sfph_desktop.core.reports import small_numbers
from sfph_desktop.core.reports.small_numbers import THRESHOLD, guard_text, split, tell


@pytest.mark.parametrize("whole", range(60))
def test_no_count_below_the_threshold_and_no_such_rest_can_be_worked_out(whole: int) -> None:
    open_to = defaultdict(set)
    for part in range(whole + 1):
        open_to[tell(part, whole, guard=True).words].add(part)
    for parts in open_to.values():
        if min(parts) < THRESHOLD or whole - max(parts) < THRESHOLD:
            assert len(parts) >= min(THRESHOLD, whole + 1)


def test_the_attack_finds_everything_with_the_guard_off() -> None:
    words = [tell(part, 38, guard=False).words for part in range(39)]
    assert len(set(words)) == 39


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 38, "fewer than 5 of the 38"),
        (4, 38, "fewer than 5 of the 38"),
        (5, 38, "5 of the 38"),
        (33, 38, "33 of the 38"),
        (34, 38, "more than 33 of the 38"),
        (38, 38, "more than 33 of the 38"),
        (3, 4, "some or none of fewer than 5"),
        (6, 7, "some or none of the 7"),
        (9, 9, "more than 4 of the 9"),
        (3, None, "fewer than 5"),
        (12, None, "12"),
    ],
)
def test_what_is_told_of_a_count(part: int, whole: int | None, said: str) -> None:
    told = tell(part, whole, guard=True)
    assert told.words == said
    assert told.exact == (said == (f"{part} of the {whole}" if whole else str(part)))
    assert told.low <= part <= told.high


def test_a_share_goes_without_its_percentage_when_its_count_is_held_back() -> None:
    assert small_numbers.share(37, 38, 0.87, 1.0, guard=True) == "more than 33 of the 38 people"
    assert small_numbers.share(31, 38, guard=True) == "31 of the 38 people (82 %)"
    assert small_numbers.share(2, 3, guard=True) == "some or none of fewer than 5 people"


def _told(parts: tuple[int, int, int]) -> tuple[object, ...]:
    found = split(*parts, guard=True)
    return (sum(parts), found.improved.words, found.same, found.worse, found.rest)


def test_no_small_part_of_three_can_be_worked_out_from_the_others() -> None:
    """Everything that 10 to 30 people could be, sorted by what is told: a small part is never pinned down."""
    open_to = defaultdict(list)
    for n in range(10, 31):
        for improved in range(n + 1):
            for same in range(n - improved + 1):
                parts = (improved, same, n - improved - same)
                open_to[_told(parts)].append(parts)
    for truths in open_to.values():
        for place in range(3):
            values = {truth[place] for truth in truths}
            assert min(values) >= THRESHOLD or len(values) >= THRESHOLD, truths


def test_a_split_without_the_guard_tells_all_three() -> None:
    found = split(31, 5, 2, guard=False)
    assert (found.improved.words, found.same, found.worse) == ("31 of the 38", 5, 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Under 25: 2 of 6 eligible people came.", "Under 25: some or none of the 6 eligible people came."),
        (
            "38 of 40 eligible people answered; the other 2 did not.",
            "all but a few of the eligible people answered; the few others did not.",
        ),
        ("against 39 of 40 of everybody.", "against all but a few of everybody."),
        ("3 of 4 men (75 %) answered.", "some or none of fewer than 5 men answered."),
        ("Only 1 person has two results.", "Fewer than 5 people have two results."),
        (
            "3 assessments lie outside; 1 assessment too.",
            "fewer than 5 assessments lie outside; fewer than 5 assessments too.",
        ),
        ("14 of 52 eligible people (27 %) did not.", "14 of 52 eligible people (27 %) did not."),
        ("For 7 of the 12 numbers no range was found.", "For 7 of the 12 numbers no range was found."),
        ("fewer than 5 of 6 answered.", "fewer than 5 of 6 answered."),
        ("The ranges of 4 parameters are assumed.", "The ranges of 4 parameters are assumed."),
        ("In 2024 prices £4 people 1,204 people.", "In 2024 prices £4 people 1,204 people."),
        ("at least 10 are needed; 7 people have two.", "at least 10 are needed; 7 people have two."),
    ],
)
def test_sentences_of_others_are_guarded(text: str, said: str) -> None:
    assert guard_text(text) == said
    assert small_numbers.guarded(text, guard=False) == text
