from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.interchange.caps import cells_up_to
from sfph_desktop.core.reference.library import Library
from sfph_desktop.core.usecases.scoring import score_answers, score_file

Write = Callable[[str | bytes], Path]
HEADING = ",".join(f"item_{i}" for i in range(1, 10))


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return Library(root / "resources" / "reference")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(content: str | bytes) -> Path:
        path = tmp_path / "answers.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def test_each_row_is_scored_or_refused_as_the_interface_says(library: Library, write: Write) -> None:
    rows = score_file(
        library,
        "phq9",
        write(f"{HEADING}\n0,0,0,0,0,0,0,0,0\n3,3,3,3,3,2,2,2,2\n1,1,1,1,1,1,1,1,4\n1,1,1,1,,1,1,1,1\n"),
    )
    assert [asdict(row) for row in rows] == [
        {"row": 1, "scores": {"total": 0}, "error": None},
        {"row": 2, "scores": {"total": 23}, "error": None},
        {"row": 3, "scores": {}, "error": rows[2].error},
        {"row": 4, "scores": {"total": None}, "error": None},
    ]
    assert "PHQ-9 item 9" in str(rows[2].error)
    assert "0, 1, 2 or 3" in str(rows[2].error)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfitem_1,item_2,item_3\n1,2,3\n",
        b"who,Item_1, item_2 ,ITEM_3\r\nM\xe0iri,1,2,3.0\r\n",
        "who\titem_3\titem_2\titem_1\nMàiri\t3\t2\t1\n".encode("utf-16"),
        b"item_1;item_2;item_3\n1;2;3\n",
        b"item_1,item_2,item_3\n\n1,2,3\n\n",
        b'item_1,item_2,item_3\n"1"," 2 ",3',
        b"item_1,item_2,item_3,item_4\n1,2,3,\n",
    ],
)
def test_files_as_people_save_them(library: Library, write: Write, content: bytes) -> None:
    assert [asdict(row) for row in score_file(library, "ucla3", write(content))] == [
        {"row": 1, "scores": {"total": 6}, "error": None}
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("often,1,1", "item_1: 'often' is not a number"),
        ("nan,1,1", "not a number"),
        ("1_0,1,1", "not a number"),
        ("١,1,1", "not a number"),
        ("1e400,1,1", "not a number"),
        ("1,1,2.5", "does not take 2.5"),
        ("1,1,1,1", "item_4 holds an answer"),
    ],
)
def test_a_cell_that_is_no_answer_refuses_its_row_only(library: Library, write: Write, row: str, told: str) -> None:
    rows = score_file(library, "ucla3", write(f"item_1,item_2,item_3,item_4\n{row}\n1,1,1\n"))
    assert told in str(rows[0].error)
    assert rows[0].scores == {}
    assert rows[1].scores == {"total": 3}
    assert [found.row for found in rows] == [1, 2]


def test_blank_lines_of_one_column_are_forms_left_blank(library: Library, write: Write) -> None:
    rows = score_file(library, "goal_0_10", write("item_1\n7\n\n9\n"))
    assert [row.scores for row in rows] == [{"rating": 7}, {"rating": None}, {"rating": 9}]


def test_profiles_and_categories_come_as_text(library: Library, write: Write) -> None:
    path = write("item_1,item_2,item_3,item_4,item_5,item_6\n1,1,2,1,3,72\n")
    assert score_file(library, "eq5d5l", path)[0].scores == {"profile": "11213", "vas": 72}


def test_goals_with_weights(library: Library, write: Write) -> None:
    heading = "item_1,item_2,item_3,item_4,item_5,item_6,weight_1,weight_2,weight_3,weight_4,weight_5,weight_6"
    rows = score_file(library, "gas", write(f"{heading}\n-2,0,-1,2,0,1,3,5,1,4,2,6\n1,,,,,,,,,,,\n1,1,,,,,1,,,,,\n"))
    assert [row.scores for row in rows[:2]] == [{"T": 55}, {"T": 60}]
    assert "weight above 0" in str(rows[2].error)


def test_goals_rated_twice(library: Library, write: Write) -> None:
    heading = "item_1,item_2,item_3,item_4,item_5,item_6"
    rows = score_file(library, "gbo", write(f"{heading}\n2,4,1,6,4,8\n2,4,,6,,\n2,4,1,,,\n2,4,1,6,4,11\n"))
    assert rows[0].scores == {"goal_change": [4, 0, 7], "mean_change": pytest.approx(3.6667, abs=1e-4)}
    assert rows[1].scores == {"goal_change": [4, None, None], "mean_change": 4}
    assert rows[2].scores == {"goal_change": None, "mean_change": None}
    assert "does not take 11" in str(rows[3].error)


@pytest.mark.parametrize(
    ("instrument", "told"),
    [
        ("pam", "bring in the ready score"),
        ("outcomes_star", "cannot be used"),
        ("phq", "phq9"),
        ("zzz", "sfph instruments"),
    ],
)
def test_an_instrument_that_is_not_scored_refuses_the_file(
    library: Library, write: Write, instrument: str, told: str
) -> None:
    with pytest.raises(UserCanFix, match=told):
        score_file(library, instrument, write(f"{HEADING}\n"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no column item_1"),
        (b"q1,q2,q3\n1,1,1\n", "no column item_1"),
        (b"item_1,item_1\n1,1\n", "twice"),
        (b"item_1,item_2\n" + b'"' + b"a" * 200_000 + b"\n", "cannot be read as a table"),
        (b"\x81\x8d\x8f" * 20, "holds no text"),
    ],
)
def test_a_file_that_is_none_is_refused(library: Library, write: Write, content: bytes, told: str) -> None:
    # How long a cell may be holds for the whole program, and other code has moved it before now.
    with cells_up_to(2**31 - 1), pytest.raises(UserCanFix, match=told):
        score_file(library, "ucla3", write(content))


def test_a_missing_file_is_told_plainly(library: Library, tmp_path: Path) -> None:
    with pytest.raises(UserCanFix, match=r"no\.csv cannot be read"):
        score_file(library, "ucla3", tmp_path / "no.csv")
    with pytest.raises(UserCanFix, match="cannot be read"):
        score_file(library, "ucla3", tmp_path)


def test_one_form(library: Library) -> None:
    assert score_answers(library.instrument("ucla3"), [1, 2, 3]) == {"total": 6}
    assert score_answers(library.instrument("gbo"), [1, 2, 3]) == {"goal_change": None, "mean_change": None}
    with pytest.raises(UserCanFix, match="item 1"):
        score_answers(library.instrument("ucla3"), [4])
