"""XLSForms: the real ones of others, ours, broken ones and hostile ones; what is refused is named by its row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from sfph_desktop.core.domain.own_form_rules import form_problems
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.interchange.xlsform import ReadForm, read_xlsform
from sfph_desktop.core.interchange.xlsform_words import added, asked, limits

SAMPLES = Path(__file__).parents[2] / "samples" / "xlsforms"
Rows = Sequence[Sequence[object]]


def workbook(folder: Path, survey: Rows, choices: Rows = (), settings: Rows = (), name: str = "form.xlsx") -> Path:
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        for title, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
            if rows:
                sheet = book.add_worksheet(title)
                for place, row in enumerate(rows):
                    sheet.write_row(place, 0, row)
    return path


def test_our_sample_comes_whole() -> None:
    read = read_xlsform(SAMPLES / "xlsform-review.xlsx")
    form = read.form
    assert (form.name, form.short_name) == ("Review form", "review")
    assert [(q.id, q.kind) for q in form.questions] == [
        *(("ref", "words"), ("age", "number"), ("q1", "choice"), ("q2", "choice"), ("q3", "choice")),
        *(("support", "several"), ("visit_date", "date"), ("minutes", "number"), ("comment", "words")),
    ]
    assert (form.questions[1].low, form.questions[1].high, form.questions[1].heading) == (16, 110, "About you")
    hardly = form.lists[0].answers[0]
    assert (hardly.value, hardly.label, hardly.name) == (1, "Hardly ever", "1")
    (score,) = form.scores
    assert (score.rule, score.questions, score.higher_is_better) == ("sum", ("q1", "q2", "q3"), None)
    assert form.questions[6].heading == "Visits"
    assert any("asked once: Visits" in remark for remark in read.remarks)
    assert form_problems(form) == ()


@pytest.mark.parametrize(
    ("name", "kinds", "remark"),
    [
        ("blank_second_row.xls", ["number"], ""),
        ("group.xlsx", ["words", "words", "number"], ""),
        ("or_other.xlsx", ["choice", "words", "choice"], "always offered: fav_pastel"),
        ("specify_other.xlsx", ["choice", "words"], "numbered in their order, from 1: sexes"),
        ("xl_date_ambiguous.xlsx", ["words", "words", "words", "choice"], "not only sometimes: name3"),
    ],
)
def test_samples_of_others_come(name: str, kinds: list[str], remark: str) -> None:
    read = read_xlsform(SAMPLES / name)
    assert [question.kind for question in read.form.questions] == kinds
    assert form_problems(read.form) == ()
    assert remark in " ".join(read.remarks)


def test_the_answer_of_ones_own_is_an_answer_and_a_line() -> None:
    form = read_xlsform(SAMPLES / "or_other.xlsx").form
    assert [answer.label for answer in form.lists[0].answers][-1] == "Other"
    assert form.questions[1].id == "fav_color_other"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("UCL_Biomass_Plot_Form.xlsx", r"row 16.*region_id.*UCL_regions\.csv"),
        ("duplicate_columns.xlsx", "'label' is there twice on the sheet survey"),
    ],
)
def test_samples_that_cannot_be_used_are_refused_in_plain_words(name: str, said: str) -> None:
    with pytest.raises(UserCanFix, match=said):
        read_xlsform(SAMPLES / name)


def test_every_place_that_cannot_be_kept_is_named() -> None:
    with pytest.raises(UserCanFix) as refused:
        read_xlsform(SAMPLES / "UCL_Biomass_Plot_Form.xlsx")
    reasons = " ".join(problem.reason for problem in refused.value.problems)
    for word in ("center_point' asks where the tablet is", "photograph", "another file (species_names.csv)"):
        assert word in reasons
    assert all(problem.row for problem in refused.value.problems)


HEAD = ("type", "name", "label", "calculation", "constraint")
YES_NO = (("list_name", "name", "label"), ("yn", "yes", "Yes"), ("yn", "no", "No"))


@pytest.mark.parametrize(
    ("rows", "choices", "said"),
    [
        ([("audio", "a", "Speak")], (), "sound recording"),
        ([("geotrace", "g", "Way")], (), "places are not kept"),
        ([("image", "i", "Face")], (), "photograph"),
        ([("barcode", "b", "Card")], (), "barcode"),
        ([("integer", "n", "N", "pulldata('x', 'y', 'z', 1)")], (), "pulldata"),
        ([("integer", "n", "N", "", ". < pulldata('x', 'y', 'z', 1)")], (), "pulldata"),
        ([("select_one_from_file a.csv", "f", "F")], (), r"another file \(a\.csv\)"),
        ([("holograph", "h", "H")], (), "type 'holograph'"),
        ([("select_one yn", "q", "Q")], (), "no list 'yn'"),
        ([("select_one yn", "q", "Q")], (*YES_NO, ("yn", "yes", "Aye")), "answer 'yes' twice"),
        ([("begin group", "g", "G"), ("text", "t", "T")], (), "begins and does not end"),
        ([("text", "t", "T"), ("end repeat", "", "")], (), "has not begun"),
        ([("begin group", "g", "G"), ("text", "t", "T"), ("end repeat", "", "")], (), "has not begun"),
        ([("note", "n", "Hello")], (), "no question"),
        ([("text", "", "No name")], (), "has no name"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_row(tmp_path: Path, rows: Rows, choices: Rows, said: str) -> None:
    with pytest.raises(UserCanFix, match=said) as refused:
        read_xlsform(workbook(tmp_path, [HEAD, *rows], choices))
    assert refused.value.problems[0].sheet in {"survey", "choices"}


def read(folder: Path, survey: Rows, choices: Rows = (), settings: Rows = ()) -> ReadForm:
    return read_xlsform(workbook(folder, survey, choices, settings))


def test_languages_numbers_and_yes_no(tmp_path: Path) -> None:
    head = ("type", "name", "label::Gàidhlig (gd)", "label::English (en)")
    rows = [head, ("select_one yn", "q1", "A bheil?", "Is it?"), ("acknowledge", "ok", "Tha", "I have read it")]
    found = read(
        tmp_path, rows, (("list name", "name", "label::English (en)"), ("yn", "yes", "Yes"), ("yn", "no", "No"))
    )
    assert [question.text for question in found.form.questions] == ["Is it?", "I have read it"]
    assert "English (en) was taken" in found.remarks[0]
    assert {answer.label: answer.value for answer in found.form.lists[0].answers} == {"Yes": 1, "No": 0}
    assert found.form.questions[1].answers == "yes_no"


def test_what_a_form_has_besides_is_told_and_not_silently_lost(tmp_path: Path) -> None:
    head = ("type", "name", "label", "hint", "required", "relevant", "default", "calculation")
    rows = [
        head,
        ("begin_group", "g", "Home", "", "", "${a} = 1", "", ""),
        ("select_one n", "a", "How often?", "Think of last week", "yes", "", "2", ""),
        ("integer", "b", "How many?", "", "no", "${a} > 1", "", ""),
        ("end_group", "", "", "", "", "", "", ""),
        ("calculate", "t", "", "", "", "", "", "${a} + ${b}"),
        ("calculate", "odd", "", "", "", "", "", "if(${a} > 1, 1, 0)"),
    ]
    found = read(tmp_path, rows, (("list_name", "name", "label"), ("n", 0, "Never"), ("n", 4, "Daily")))
    assert [answer.value for answer in found.form.lists[0].answers] == [0, 4]
    assert [(score.id, score.questions) for score in found.form.scores] == [("t", ("a", "b"))]
    told = "\n".join(found.remarks)
    for sentence in (
        "not only sometimes: Home, b", "May be left out here, as every question: a.",
        "beforehand are not taken along: a",
        "if they matter: a", "other than a sum or a mean of answers are not taken along: odd",
    ):  # fmt: skip
        assert sentence in told, told


def test_two_questions_of_one_name_are_told_by_the_form(tmp_path: Path) -> None:
    form = read(tmp_path, [HEAD, ("text", "t", "One"), ("text", "t", "Two")]).form
    assert "id 't'" in form_problems(form)[0].reason


def test_a_workbook_of_something_else_and_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UserCanFix, match="no sheet called survey"):
        read_xlsform(workbook(tmp_path, (), choices=(("a",),), name="other.xlsx"))
    plain = tmp_path / "plain.csv"
    plain.write_text("type,name\n", encoding="utf-8")
    with pytest.raises(UserCanFix, match="not a workbook"):
        read_xlsform(plain)
    false = tmp_path / "false.xlsx"
    false.write_bytes(b"PK\x03\x04 nothing of the kind")
    with pytest.raises(UserCanFix, match="cannot be read"):
        read_xlsform(false)


def test_types_that_are_written_otherwise() -> None:
    for word in ("select one from sexes", "select_one sexes", "SELECT ONE sexes"):
        found = asked(word)
        assert not isinstance(found, str)
        assert (found.kind, found.answers, found.other) == ("choice", "sexes", False)
    for word in ("select all that apply from x", "select_multiple x or_other"):
        found = asked(word)
        assert not isinstance(found, str)
        assert (found.kind, found.answers) == ("several", "x")
    for word in ("begin_group", "begin group"):
        found = asked(word)
        assert not isinstance(found, str)
        assert (found.kind, found.answers) == ("begin", "group")


@pytest.mark.parametrize(
    ("constraint", "whole", "found"),
    [
        (". >= 16 and . <= 110", True, (16, 110)),
        (".>0 and .<10", True, (1, 9)),
        ("(. >= 0)", True, (0, None)),
        (".>0", False, None),
        (". <= ${other}", True, None),
        ("regex(., '^a')", True, None),
        ("", True, (None, None)),
    ],
)
def test_limits(constraint: str, whole: bool, found: object) -> None:
    assert limits(constraint, whole=whole) == found


def test_limits_of_a_range() -> None:
    assert limits("", "start=0 end=10 step=1") == (0, 10)


@pytest.mark.parametrize(
    ("calculation", "names", "mean"),
    [
        ("${q1} + ${q2} + ${q3}", ("q1", "q2", "q3"), False),
        ("(${a}+${b}) div 2", ("a", "b"), True),
        ("(${a} + ${b}) / 2", ("a", "b"), True),
    ],
)
def test_sums_and_means_are_scores(calculation: str, names: tuple[str, ...], mean: bool) -> None:
    found = added(calculation)
    assert found is not None
    assert (found.names, found.mean) == (names, mean)


@pytest.mark.parametrize(
    "calculation",
    ["${a} + ${b} div 2", "(${a}+${b}) div 3", "${a} - ${b}", "${a} + ${a}", "2+2", "${a}", "((${a}+${b}) div 2", ""],
)
def test_other_calculations_are_no_score(calculation: str) -> None:
    assert added(calculation) is None
