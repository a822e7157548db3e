"""Printed questionnaires: every instrument whose wording is held, in every layout, tagged, and readable from paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pdf_reading import elements, kinds, page_texts, squeezed

from sfph_desktop.core.domain.measures import ResponseOption
from sfph_desktop.core.domain.printed import LAYOUTS, PrintedPaper
from sfph_desktop.core.reference.library import Library
from sfph_desktop.core.reports.answer_pictures import answer_pictures
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.reports.pdf import pdf_bytes
from sfph_desktop.core.reports.questionnaires import questionnaire, write_questionnaire

PAPER = PrintedPaper(
    office="Hill Street", printed_on=date(2026, 5, 4), stage="review", code="ERPHAF", person_ref="P-0012"
)


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return Library(root / "resources" / "reference")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["phq9", "ons4", "gbo", "rand36", "smoking_status"])
def test_it_is_tagged_and_says_every_question(library: Library, tmp_path: Path, name: str, layout: str) -> None:
    instrument, out = library.instrument(name), tmp_path / "q.pdf"
    write_questionnaire(instrument, replace(PAPER, layout=layout), out)
    assert check_pdf(out) == ()
    pages = page_texts(out.read_bytes())
    told = squeezed(" ".join(pages)).replace("\ufffe", "-")
    for item in instrument.items:
        assert squeezed(item.text or "in your own words") in told
        for option in item.options:
            assert squeezed(option.label) in told
    assert all("ERP HAF" in page for page in pages), "every sheet says whose it is: sheets get parted"
    assert squeezed(instrument.attribution) in told


def test_the_same_paper_is_the_same_file_and_another_code_is_not(library: Library) -> None:
    phq = library.instrument("phq9")
    one = pdf_bytes(questionnaire(phq, PAPER))
    assert one == pdf_bytes(questionnaire(phq, PAPER))
    assert one != pdf_bytes(questionnaire(phq, replace(PAPER, code="ERPHBF")))


def test_a_paper_has_no_name_unless_it_is_wished_for(library: Library) -> None:
    phq = library.instrument("phq9")
    assert "Mary" not in " ".join(page_texts(pdf_bytes(questionnaire(phq, PAPER))))
    named = page_texts(pdf_bytes(questionnaire(phq, replace(PAPER, person_name="Mary Campbell"))))
    assert "Mary Campbell · P-0012 · Review" in named[0]
    anybody = page_texts(pdf_bytes(questionnaire(phq, replace(PAPER, code="", person_ref="", stage=""))))
    assert "Name or reference" in anybody[0]


def test_answers_are_a_table_with_headings_or_a_list_of_numbers(library: Library) -> None:
    normal = pdf_bytes(questionnaire(library.instrument("phq9"), PAPER))
    assert kinds(normal).count("TR") == 10
    heads = [part for part in elements(normal) if part.kind == "TH"]
    assert len(heads) == 5 + 9
    large = pdf_bytes(questionnaire(library.instrument("phq9"), replace(PAPER, layout="large")))
    assert "Table" not in kinds(large)
    assert kinds(large).count("LI") == 9 * 4


def options(*labels: str) -> tuple[ResponseOption, ...]:
    return tuple(ResponseOption(value=float(place), label=label) for place, label in enumerate(labels))


@pytest.mark.parametrize(
    ("labels", "kind", "shares"),
    [
        (("Very bad", "Fair", "Very good"), "face", [0, 0.5, 1]),
        (("Excellent", "Good", "Poor"), "face", [1, 0.5, 0]),
        (("Never", "Sometimes", "Every day"), "steps", [0, 0.5, 1]),
        (("All of the time", "Some of the time", "None of the time"), "steps", [1, 0.5, 0]),
        (("Strongly agree", "Agree", "Strongly disagree"), "steps", [1, 0.5, 0]),
        (("0", "1", "2"), "steps", [0, 0.5, 1]),
        (("No", "Yes"), "steps", [0, 1]),
    ],
)
def test_a_drawing_says_what_the_words_say(labels: tuple[str, ...], kind: str, shares: list[float]) -> None:
    found = answer_pictures(options(*labels))
    assert [one.share for one in found] == shares
    assert {one.kind for one in found} == {kind}
