from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.domain.workbook import Cell, Column, sheet
from sfph_desktop.core.interchange.parsing import LONGEST_REF, LONGEST_TEXT, clean, read_column, shown

TODAY = date(2026, 11, 22)


def read(kind: str, *cells: Cell, name: str = "column", choices: tuple[str, ...] = ()) -> list[object]:
    values, troubles = read_column(Column(name=name, kind=kind, choices=choices), cells, TODAY)
    assert not troubles, troubles
    return values


def test_one_column_holds_many_ways_of_writing_and_empty_cells() -> None:
    day = to_day(date(2025, 3, 31))
    assert read("date", date(2025, 3, 31), None, "31/3/25", "", "  ", "n/a", 45747) == [
        day, None, day, None, None, None, day,
    ]  # fmt: skip
    assert read("text", None, "", "x") == ["", "", "x"]


def test_troubles_name_their_place_and_do_not_touch_the_others() -> None:
    column = Column(name="date_of_birth", kind="date")
    values, troubles = read_column(column, ["31/02/2025", "1/2/2025", "31/02/2025", "#REF!"], TODAY)
    assert values == [None, to_day(date(2025, 2, 1)), None, None]
    assert [(t.index, t.value) for t in troubles] == [(0, "31/02/2025"), (2, "31/02/2025"), (3, "#REF!")]
    assert "error" in troubles[2].reason
    assert all("2025" not in t.reason for t in troubles), "a reason never repeats the cell, which may name a person"


def test_yes_is_not_one() -> None:
    values, troubles = read_column(Column(name="n", kind="number"), [True, 1, 1.0, False, 0], TODAY)
    assert values == [None, 1.0, 1.0, None, 0.0]
    assert [t.index for t in troubles] == [0, 3]
    assert read("text", True, 1, 1.0) == ["yes", "1", "1"]


def test_references_are_trimmed_and_numbers_stay_what_they_look_like() -> None:
    assert read("ref", " P  12 ", 1001.0, "0012") == ["P 12", "1001", "0012"]


def test_choices_in_other_words() -> None:
    stages = sheet("assessments").column("stage")
    disability = sheet("people").column("disability")
    kinds = sheet("inputs").column("kind")
    assert stages and disability and kinds
    cells = ("Baseline", "R2", "Follow-up", "follow up", "EXIT ", "Review 1")
    wanted = ["baseline", "review", "follow_up", "follow_up", "exit", "review"]
    assert read("choice", *cells, name="stage", choices=stages.choices) == wanted
    assert read("choice", "Y", "No", True, "Prefer not to say", choices=disability.choices) == [
        "yes", "no", "yes", "prefer not to say",
    ]  # fmt: skip
    assert read("choice", "Volunteer hours", "in-kind", choices=kinds.choices) == ["volunteer_hours", "in_kind"]
    _, troubles = read_column(stages, ["halfway"], TODAY)
    assert troubles[0].accepted == "baseline, review, exit, follow_up"
    assert read("yes_no", "y", "N", True, 0, "✓") == ["yes", "no", "yes", "no", "yes"]


def test_text_loses_what_cannot_be_seen_and_keeps_what_can() -> None:
    assert clean("a\x00b\x07\u202ec\ufeff", 100) == "abc"
    assert clean("one\ttwo\u00a0three", 100) == "one two three"
    assert clean("line\r\nline\rline", 100) == "line\nline\nline"
    assert clean("Ma\u0300iri", 100) == "Màiri"
    assert clean("👩\u200d👧 نور", 100) == "👩\u200d👧 نور"
    assert clean("=1+1", 100) == "=1+1"


def test_text_that_is_too_long_is_held_back() -> None:
    _, troubles = read_column(Column(name="gender", kind="text"), ["x" * (LONGEST_TEXT + 1)], TODAY)
    assert "longer" in troubles[0].reason
    _, troubles = read_column(Column(name="person_ref", kind="ref"), ["x" * (LONGEST_REF + 1)], TODAY)
    assert troubles
    assert read("text", "x" * (LONGEST_TEXT + 1), name="notes")


def test_cells_are_shown_as_people_see_them() -> None:
    assert [shown(c) for c in (12.0, 2.5, True, date(2025, 3, 31), None, "x")] == [
        "12", "2.5", "yes", "2025-03-31", "", "x",
    ]  # fmt: skip


@given(st.lists(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates()), max_size=30))
def test_any_cells_in_any_column_give_a_value_or_a_trouble(cells: list[Cell]) -> None:
    for kind in ("text", "ref", "date", "number", "whole", "share", "choice", "yes_no", "funding"):
        column = Column(name="minutes", kind=kind, choices=("baseline", "exit"))
        values, troubles = read_column(column, cells, TODAY)
        assert len(values) == len(cells)
        for value in values:
            if isinstance(value, str):
                assert value == unicodedata.normalize("NFC", value)
                value.encode()
        assert {t.index for t in troubles} <= set(range(len(cells)))
