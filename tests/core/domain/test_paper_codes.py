"""The code on a paper: whatever slips while it is typed is noticed."""

from __future__ import annotations

from random import Random

from sfph_desktop.core.domain.paper_codes import LENGTH, SIGNS, is_code, new_code, said, tidy


def test_every_wrong_sign_and_every_two_that_changed_places_are_noticed() -> None:
    draw = Random(7)
    for _ in range(200):
        code = new_code(draw.randrange)
        assert len(code) == LENGTH
        assert is_code(code)
        for place in range(LENGTH):
            others = (sign for sign in SIGNS if sign != code[place])
            assert not any(is_code(code[:place] + sign + code[place + 1 :]) for sign in others)
            for other in range(place):
                signs = list(code)
                signs[place], signs[other] = signs[other], signs[place]
                assert code == "".join(signs) or not is_code("".join(signs))


def test_how_it_is_typed_does_not_matter() -> None:
    code = new_code(Random(1).randrange)
    assert said(code) == f"{code[:3]} {code[3:]}"
    for typed in (said(code), code.lower(), f" {code[:2]}-{code[2:]} "):
        assert tidy(typed) == code
        assert is_code(typed)


def test_signs_that_look_alike_are_not_used() -> None:
    assert not set("01ILOUZ") & set(SIGNS)
    assert tidy("uz") == "V2"
    assert not is_code("")
    assert not is_code("ABC")
    assert not is_code("0" * LENGTH)
