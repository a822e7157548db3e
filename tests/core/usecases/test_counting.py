"""No count is said in the program's own words."""

from __future__ import annotations

import pytest

from sfph_desktop.cli.counting import counted
from sfph_desktop.core.domain.workbook import SHEET_NAMES
from sfph_desktop.core.store.kinds import KINDS
from sfph_desktop.core.usecases import lists
from sfph_desktop.core.usecases.history_words import told_kind


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [
        (1, "people", "1 person"),
        (0, "held_rows", "no rows that wait"),
        (2173, "events", "2,173 events"),
        (1, "activities", "1 activity"),
        (1, "units", "1 saved change"),
        (0, "own_things", "no own things"),
    ],
)
def test_a_count_is_said_as_people_say_it(number: int, kind: str, said: str) -> None:
    assert counted(number, kind) == said


def test_no_count_holds_a_word_of_the_program() -> None:
    said = [counted(number, kind) for kind in (*lists.KINDS, *SHEET_NAMES) for number in (0, 1, 2)]
    assert [one for one in said if "_" in one or " unit" in one or "snapshot" in one] == []
    assert [one for one in map(told_kind, KINDS) if "_" in one] == []
