"""Names that sound alike share a key; different names do not; every name has its keys in no time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfph_desktop.core.domain.names import MOST_KEYS, folded, name_keys, name_words, sound_alike, sound_keys

ALIKE = """
siobhan shivaun    niamh neve         caoimhe keeva        ruaridh rory       eilidh ailey      eoghan owen
sinead shinade     sean shaun         mhairi vari          mhairi mairi       catriona katrina  iain ian
macleod mccloud    mackay mckay       macdonald mcdonald   graham graeme      thomson thompson  stephen steven
kerr carr          wojciech voychek   krzysztof kshishtof  lukasz lukash      agnieszka agneshka
jaroslaw yaroslav  kowalski kovalsky  przemyslaw pshemyslav lewandowska levandovska
mohammed muhammad  hussain hussein    choudhury chaudhry   begum begam        singh sing         shaikh sheikh
nicleoid macleod
aziz azeez         bhatti batti       dhillon dillon       khan can           yusuf jusuf        fatima fatimah
"""
APART = (
    "mairi morag   anna hannah   john james   nicola macola   campbell cameron   kowalski nowak   khan kaur   ross reid"
)


def pairs(text: str) -> list[tuple[str, ...]]:
    words = text.split()
    return list(zip(words[::2], words[1::2], strict=True))


@pytest.mark.parametrize(("one", "other"), pairs(ALIKE))
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound_alike(one, other)


@pytest.mark.parametrize(("one", "other"), pairs(APART))
def test_different_names_do_not(one: str, other: str) -> None:
    assert not sound_alike(one, other)


def test_letters_lose_their_marks() -> None:
    assert folded("Màiri ŁUCJA Straße Søren") == "mairi lucja strasse soren"
    assert name_words("Nic a' Ghobhainn-O'Brien") == ("nic", "a", "ghobhainn", "o", "brien")


def test_a_small_word_belongs_to_the_next() -> None:
    assert set(sound_keys("macdonald")) <= set(name_keys("Ann Mac Donald"))


@pytest.mark.parametrize("word", ["", "al", "олена", "王", "12", "a1b"])
def test_what_cannot_be_sounded_has_no_key(word: str) -> None:
    assert sound_keys(word) == ()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=40))
def test_every_word_in_latin_letters_has_few_keys_and_sounds_like_itself(word: str) -> None:
    keys = sound_keys(word)
    assert len(keys) <= MOST_KEYS
    assert all(key.isalpha() and key.isupper() for key in keys)
    assert sound_alike(word, word) == bool(keys)
