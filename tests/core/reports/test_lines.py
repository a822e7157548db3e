"""Text becomes words the same way by the quick road, which nearly all of it takes, as by the long one."""

from __future__ import annotations

import pytest

from sfph_desktop.core.reports.blocks import Span
from sfph_desktop.core.reports.typeset.fonts import Typeface
from sfph_desktop.core.reports.typeset.lines import Word, break_lines, set_text
from sfph_desktop.core.reports.typeset.shaping import Shaper
from sfph_desktop.core.reports.typeset.style import sheet

BODY = sheet(large_print=False).body

TEXTS = (
    "",
    " ",
    "one",
    "one two",
    "  two  blanks,   at both ends ",
    "E-0412, 31/38 and wo/men of self-help-groups – or both—here",
    "Càrdan £1,200 to £1.2\u00a0million; 82\u00a0% of Żółć's Đỗ Mười",
    "soft\u00adhyphen zero\u200bwidth e\u0301 fi ffi AV To.",
    "Олена and 🙂 later",
)


def told(words: tuple[Word, ...]) -> list[tuple[str, float, bool]]:
    return [
        ("".join(piece.run.text for piece in word.pieces), round(word.width, 6), bool(word.blank)) for word in words
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_both_roads_give_the_same_words(text: str) -> None:
    shaper = Shaper(Typeface())
    quick = set_text(shaper, text, BODY)
    # A second span, of nothing, sends the text along the road for several manners.
    long = set_text(shaper, (Span(text=text), Span(text="", strong=True)), BODY)
    assert [told(words) for words in quick.paragraphs] == [told(words) for words in long.paragraphs]
    assert quick.natural_width == pytest.approx(long.natural_width)
    assert [line.width for line in break_lines(shaper, quick, 60)] == pytest.approx(
        [line.width for line in break_lines(shaper, long, 60)]
    )


def test_a_word_is_the_same_whatever_stands_around_it_and_keeps_its_own_manner() -> None:
    shaper = Shaper(Typeface())
    first, second = set_text(shaper, "better better", BODY).paragraphs[0]
    assert first.pieces == second.pieces
    (strong,) = set_text(shaper, (Span(text="better", strong=True),), BODY).paragraphs[0]
    assert strong.pieces[0].run.face is not first.pieces[0].run.face
    assert strong.width > first.width


def test_what_kerns_stands_closer_than_its_letters_alone() -> None:
    shaper = Shaper(Typeface())
    pair = set_text(shaper, "To", BODY).natural_width
    alone = sum(set_text(shaper, letter, BODY).natural_width for letter in "To")
    assert pair < alone
