"""Counting as the buyer counts: every worked example, in every way it names."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from sfph_desktop.core.domain.bid_counting import WAY_WORDS, counted
from sfph_desktop.core.domain.bid_rules import said
from sfph_desktop.core.domain.bids import CHARACTER_WAYS, WORD_WAYS, QuotedFigure

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


@pytest.mark.parametrize(
    ("written", "handed_in"),
    [
        ("We do. {E-0008}.", "We do. 13 of 18 feel better (E-0008)."),
        ("We do. {E-0008}", "We do. 13 of 18 feel better (E-0008)."),
        ("{E-0008}, and we listen.", "13 of 18 feel better (E-0008), and we listen."),
        ("{E-0008} and we listen.", "13 of 18 feel better (E-0008) and we listen."),
        ("We do ({E-0008}) and more.", "We do (13 of 18 feel better (E-0008)) and more."),
        ("{E-0008}!", "13 of 18 feel better (E-0008)!"),
        ("{E-0008} (see our plan) – yes.", "13 of 18 feel better (E-0008) (see our plan) – yes."),
        ("{E-0008} – and more.", "13 of 18 feel better (E-0008) – and more."),
        ("{E-0008} We listen.", "13 of 18 feel better (E-0008). We listen."),
        ("{E-0008}\nwe listen", "13 of 18 feel better (E-0008).\nwe listen"),
        ("{E-0008}{E-0099}.", "13 of 18 feel better (E-0008).{E-0099}."),
    ],
)
def test_a_quoted_sentence_has_one_full_stop_and_none_where_the_writer_goes_on(written: str, handed_in: str) -> None:
    quote = QuotedFigure(token="{E-0008}", words="13 of 18 feel better.", number="13", quoted_on=date(2026, 11, 30))
    assert said(written, (quote,), numbers=True) == handed_in
