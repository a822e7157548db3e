"""Passphrases are judged by how hard they are to guess; wrong guesses cost time."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from made_stores import AT

from sfph_desktop.core.domain.problems import UserCanFix, WrongPassphrase
from sfph_desktop.core.store import passphrases

WORDS = Path(__file__).resolve().parents[3] / "resources" / "words" / "passphrase_words.txt"


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "   ",
        "password1",
        "Braes Laundry",
        "braeslaundry",
        "laundry",
        "sfph desktop",
        "qwertyuiop",
        "01/04/1998",
        "correct horse battery staple",
        "Once upon a time",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ],
)
def test_what_anybody_would_guess_is_refused(weak: str) -> None:
    assert not passphrases.judge(weak, about=("Braes Laundry",)).accepted
    with pytest.raises(UserCanFix, match="too easy"):
        passphrases.require_strong(weak, about=("Braes Laundry",))


@pytest.mark.parametrize(
    "strong", ["harbour lantern porridge thistle", "vT7#qLw2!mzR", "mòine sgàil 47 uisge geamhradh"]
)
def test_what_takes_long_to_guess_is_accepted_without_rules_of_composition(strong: str) -> None:
    assert passphrases.judge(strong).accepted
    passphrases.require_strong(strong)


def test_a_very_long_passphrase_is_judged_as_well() -> None:
    assert passphrases.judge("harbour lantern porridge thistle " * 50).accepted
    assert not passphrases.judge("a" * 5000).accepted


def test_every_score_has_its_words() -> None:
    told = {
        passphrases.judge(text).words
        for text in ("aaaa", "summer19", "harbourlamp", "harbour lantern porridge thistle")
    }
    assert len(told) >= 3
    assert all(told)


def test_the_word_list_is_long_distinct_plain_and_easy_to_type() -> None:
    words = passphrases.word_list(WORDS)
    assert len(set(words)) == len(words) >= 1296
    assert all(re.fullmatch("[a-z]{3,9}", word) for word in words)


def test_a_list_that_is_too_short_is_refused(tmp_path: Path) -> None:
    few = tmp_path / "few.txt"
    few.write_text("one\ntwo\n", encoding="ascii")
    with pytest.raises(ValueError, match="1296"):
        passphrases.word_list(few)


def test_suggestions_are_five_words_all_different_and_pass_our_own_judgement() -> None:
    words = passphrases.word_list(WORDS)
    drawn = {passphrases.suggested(words) for _ in range(20)}
    assert len(drawn) == 20
    for passphrase in drawn:
        assert len(passphrase.split(" ")) == 5
        assert set(passphrase.split(" ")) <= set(words)
        passphrases.require_strong(passphrase)


def test_ten_guesses_are_free_then_each_waits_twice_as_long(tmp_path: Path) -> None:
    store = tmp_path / "office.sfph"
    for _ in range(10):
        passphrases.refuse_while_waiting(store, AT)
        passphrases.count_wrong_guess(store, AT)
    assert passphrases.wait_due(store, AT) == timedelta(seconds=30)
    with pytest.raises(WrongPassphrase, match="31 seconds"):
        passphrases.refuse_while_waiting(store, AT)
    later = AT + timedelta(seconds=30)
    passphrases.refuse_while_waiting(store, later)
    passphrases.count_wrong_guess(store, later)
    assert passphrases.wait_due(store, later) == timedelta(seconds=60)
    for _ in range(30):
        passphrases.count_wrong_guess(store, later)
    assert passphrases.wait_due(store, later) == passphrases.LONGEST_WAIT
    with pytest.raises(WrongPassphrase, match="16 minutes"):
        passphrases.refuse_while_waiting(store, later)


def test_setting_the_clock_back_does_not_shorten_the_wait(tmp_path: Path) -> None:
    store = tmp_path / "office.sfph"
    for _ in range(10):
        passphrases.count_wrong_guess(store, AT)
    assert passphrases.wait_due(store, AT - timedelta(days=1)) == timedelta(seconds=30)


def test_the_right_passphrase_starts_the_count_afresh(tmp_path: Path) -> None:
    store = tmp_path / "office.sfph"
    for _ in range(12):
        passphrases.count_wrong_guess(store, AT)
    passphrases.forget_guesses(store)
    passphrases.refuse_while_waiting(store, AT)


def test_a_damaged_count_counts_as_none_and_an_unwritable_folder_does_not_hide_the_message(tmp_path: Path) -> None:
    store = tmp_path / "office.sfph"
    passphrases.guesses_path(store).write_text("{", encoding="ascii")
    assert passphrases.wait_due(store, AT) == timedelta(0)
    passphrases.count_wrong_guess(tmp_path / "office.sfph" / "x" / "y", AT)
