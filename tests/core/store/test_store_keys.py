"""Keys: nothing but the right secret opens a wrap, and a mistyped recovery group is named."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from made_stores import CHEAP, KEY

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store import keys, recovery_key


def wrapped() -> keys.Wrap:
    return keys.wrap_with_passphrase(KEY, "harbour lantern", store_id="s1", who="manager", cost=CHEAP)


def test_the_right_passphrase_gives_the_key_back() -> None:
    wrap = wrapped()
    assert keys.open_with_passphrase(wrap, "harbour lantern", "s1") == KEY
    assert KEY not in wrap.sealed


@pytest.mark.parametrize("typed", ["harbour lanterns", "Harbour lantern", "harbourlantern", "", "harbour  lantern"])
def test_any_other_passphrase_gives_nothing(typed: str) -> None:
    assert keys.open_with_passphrase(wrapped(), typed, "s1") is None


def test_a_wrap_opens_for_its_own_store_only() -> None:
    assert keys.open_with_passphrase(wrapped(), "harbour lantern", "s2") is None


def test_a_wrap_whose_parameters_were_changed_does_not_open() -> None:
    wrap = wrapped()
    for changed in (
        replace(wrap, cost=replace(CHEAP, passes=2)),
        replace(wrap, who="somebody"),
        replace(wrap, id="other"),
        replace(wrap, salt=bytes(16)),
        replace(wrap, sealed=wrap.sealed[:-1] + bytes([wrap.sealed[-1] ^ 1])),
    ):
        assert keys.open_with_passphrase(changed, "harbour lantern", "s1") is None


def test_keyboards_that_write_a_letter_differently_type_the_same_passphrase() -> None:
    composed, decomposed = "caf\u00e9 m\u00e0iri", "cafe\u0301 ma\u0300iri "
    wrap = keys.wrap_with_passphrase(KEY, composed, store_id="s", who="", cost=CHEAP)
    assert keys.open_with_passphrase(wrap, decomposed, "s") == KEY


def test_two_wraps_of_one_key_have_nothing_in_common() -> None:
    one, other = wrapped(), wrapped()
    assert one.salt != other.salt
    assert one.sealed != other.sealed


def test_a_wrap_survives_the_way_through_its_file() -> None:
    for wrap in (wrapped(), keys.wrap_with_recovery(KEY, bytes(20), store_id="s1")):
        assert keys.wrap_from_json(keys.wrap_to_json(wrap)) == wrap


def test_a_passphrase_does_not_open_the_recovery_wrap_nor_the_other_way_round() -> None:
    recovery = keys.wrap_with_recovery(KEY, bytes(20), store_id="s1")
    assert keys.open_with_recovery(recovery, bytes(20), "s1") == KEY
    assert keys.open_with_recovery(recovery, bytes(19) + b"\x01", "s1") is None
    assert keys.open_with_passphrase(recovery, "", "s1") is None
    assert keys.open_with_recovery(wrapped(), bytes(20), "s1") is None


def test_keys_for_different_purposes_differ() -> None:
    assert len({keys.derived(KEY, "a"), keys.derived(KEY, "b"), keys.derived(bytes(32), "a"), KEY}) == 4


def test_the_measured_cost_is_never_below_the_floor() -> None:
    cost = keys.measured_cost()
    assert cost.memory_kib >= 64 * 1024
    assert cost.passes >= 3
    assert cost.lanes == 4
    assert cost.memory_kib == keys.CEILING_KIB or keys._duration(cost) > 0.2


# --- the printed recovery key -----------------------------------------------------------------------------------------


def test_a_printed_key_reads_back_however_it_is_typed() -> None:
    for _ in range(50):
        printed = recovery_key.new_recovery_key()
        secret = recovery_key.read(printed)
        assert "-".join(recovery_key.groups_of(secret)) == printed
        for typed in (printed.lower(), printed.replace("-", " "), printed.replace("-", ""), f" {printed}\n"):
            assert recovery_key.read(typed) == secret


def test_letters_that_look_alike_are_understood() -> None:
    printed = "-".join(recovery_key.groups_of(bytes([0, 16, 66, 8, 33]) * 4))
    assert "0" in printed
    assert "1" in printed
    for typed in (printed.replace("0", "O").replace("1", "I"), printed.replace("1", "l").replace("0", "o")):
        assert recovery_key.read(typed) == recovery_key.read(printed)


def test_the_secret_has_160_bits_and_two_draws_differ() -> None:
    assert len(recovery_key.read(recovery_key.new_recovery_key())) == 20
    assert recovery_key.new_recovery_key() != recovery_key.new_recovery_key()


def refused_group(groups: list[str]) -> str:
    with pytest.raises(UserCanFix) as refused:
        recovery_key.read("-".join(groups))
    return refused.value.what


def test_every_single_wrong_character_is_refused_with_its_group_named() -> None:
    groups = list(recovery_key.groups_of(bytes(range(20))))
    for position, group in enumerate(groups):
        for place in range(len(group)):
            for letter in set(recovery_key.ALPHABET) - {group[place]}:
                wrong = groups.copy()
                wrong[position] = group[:place] + letter + group[place + 1 :]
                assert f"Group {position + 1} " in refused_group(wrong)


def test_swapped_letters_and_swapped_groups_are_refused_with_the_group_named() -> None:
    chance = random.Random(7)
    for _ in range(300):
        groups = list(recovery_key.groups_of(chance.randbytes(20)))
        position, place = chance.randrange(8), chance.randrange(4)
        group = groups[position]
        if group[place] != group[place + 1]:
            wrong = groups.copy()
            wrong[position] = group[:place] + group[place + 1] + group[place] + group[place + 2 :]
            assert f"Group {position + 1} " in refused_group(wrong)
        one, other = sorted(chance.sample(range(8), 2))
        groups[one], groups[other] = groups[other], groups[one]
        assert f"Group {one + 1} " in refused_group(groups)


@pytest.mark.parametrize("spoil", [lambda g: g[:-1], lambda g: g + "7", lambda g: "é*?~" + g[4]])
def test_a_group_of_the_wrong_length_or_with_strange_signs_is_named(spoil: Callable[[str], str]) -> None:
    groups = list(recovery_key.groups_of(bytes(range(1, 21))))
    groups[4] = spoil(groups[4])
    assert "Group 5 " in refused_group(groups)


def test_too_few_and_too_many_groups_are_told() -> None:
    groups = list(recovery_key.groups_of(bytes(20)))
    assert "7 were typed" in refused_group(groups[:7])
    assert "more than 8" in refused_group([*groups, groups[0]])
    assert "0 were typed" in refused_group([])


def test_one_group_alone_is_judged_by_its_place() -> None:
    groups = recovery_key.groups_of(bytes(range(20)))
    assert recovery_key.group_of(groups[2].lower(), 2) == groups[2]
    with pytest.raises(UserCanFix, match="Group 4"):
        recovery_key.group_of(groups[2], 3)
