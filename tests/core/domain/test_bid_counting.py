"""Counting as the buyer counts: every worked example, in every way it names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sfph_desktop.core.domain.bid_counting import WAY_WORDS, counted
from sfph_desktop.core.domain.bids import CHARACTER_WAYS, WORD_WAYS

EXAMPLES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("bid_counts.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: str(one["name"]))
def test_the_worked_examples(example: dict[str, Any]) -> None:
    for key in ("counts", "apart"):
        for way, number in example.get(key, {}).items():
            unit = "words" if way in WORD_WAYS else "characters"
            found = counted(example["text"], unit=unit, way=way, hyphens_part=key == "apart")
            assert found.number == number, f"{way}, {key}"


def test_every_way_is_said_in_words_and_every_way_has_an_example() -> None:
    ways = {*WORD_WAYS, *CHARACTER_WAYS}
    assert set(WAY_WORDS) == ways
    assert {way for one in EXAMPLES for way in one["counts"]} == ways


def test_a_count_beside_its_limit() -> None:
    within = counted("one two three", unit="words", way="between_spaces", most=3)
    assert (within.left, within.over, within.words) == (0, False, "3 of 3 words")
    beyond = counted("one two three", unit="words", way="between_spaces", most=2)
    assert (beyond.left, beyond.over) == (-1, True)
    free = counted("one", unit="words", way="between_spaces")
    assert (free.left, free.over, free.words) == (None, False, "1 word")
    assert "hyphen" in counted("x", unit="words", way="between_spaces", hyphens_part=True).counted_as


def test_a_way_of_the_other_unit_is_refused() -> None:
    with pytest.raises(KeyError):
        counted("one", unit="words", way="web_form")
    with pytest.raises(KeyError):
        counted("one", unit="characters", way="between_spaces")
