"""One evidence for several readers: two pages, a poster, a finding to a slide, two runs side by side; and refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from sfph_desktop.core.domain.briefings import AUDIENCES
from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.reports.briefings.twelve_months import HELD, pairs
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.reports.summaries.telling import told_run
from sfph_desktop.core.usecases import authorities, briefings
from sfph_desktop.core.usecases.impact import kept_figure, run_toolkit, snapshot
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.sample import SAMPLE_PERIOD, fill_with_sample

YEAR, BEFORE = Period.parse(SAMPLE_PERIOD), Period.parse("2024-04-01:2025-03-31")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, new_office: Callable[[Path], Office]) -> Iterator[Office]:
    made = new_office(tmp_path_factory.mktemp("briefings"))
    fill_with_sample(made, people=120)
    for period, service in ((BEFORE, ""), (YEAR, ""), (YEAR, "Befriending")):
        run_toolkit(made, Selection(period=period, service=service), Choices(draws=200))
    yield made


def said(path: Path) -> tuple[str, int]:
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split()), len(pdf)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_briefing_is_two_pages_in_the_bodys_outcomes_with_numbers_that_open(
    office: Office, tmp_path: Path, audience: str
) -> None:
    made = briefings.make_briefing(
        office, "fife partnership", audience, tmp_path / "b.pdf", snapshot_number="S-2", contact="Moira Kerr"
    )
    assert (made.for_whom, made.framework, made.snapshot) == ("Fife integration authority", "SCO-NHWO", "S-0002")
    text, pages = said(made.path)
    assert pages <= 2 and check_pdf(made.path) == ()
    for words in ("Briefing for Fife integration authority", AUDIENCES[audience], "NHWO-", "Moira Kerr", "SAMPLE"):  # type: ignore[index]
        assert words in text, words
    assert "wherever they live" in text
    found = {one for one in text.replace(",", " ").split() if one.startswith("E-0")}
    assert found and all(kept_figure(office, number.strip(".,")[:6])[0].snapshot == "S-0002" for number in found)


def test_a_poster_is_one_page_of_a1_and_slides_are_wide(office: Office, tmp_path: Path) -> None:
    poster = briefings.make_poster(office, tmp_path / "p.pdf", snapshot_number="S-2").path
    slides = briefings.make_slides(office, tmp_path / "s.pdf", snapshot_number="S-2").path
    assert check_pdf(poster) == () and check_pdf(slides) == ()
    with pikepdf.open(poster) as pdf:
        assert [round(float(edge)) for edge in pdf.pages[0].mediabox] == [0, 0, 1684, 2381] and len(pdf.pages) == 1
    run = snapshot(office, "S-2")
    claimed = [one for one in run.changes if one.claimed]
    with pikepdf.open(slides) as pdf:
        left, foot, right, top = (float(edge) for edge in pdf.pages[0].mediabox)
        assert round((right - left) / (top - foot), 2) == 1.78
        assert len(pdf.pages) >= len(claimed) + 4
    with pypdfium2.PdfDocument(slides) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    assert sum("For the speaker" in text for text in texts) + 4 == len(texts), "a slide ran over"
    for one in claimed:  # the finding, its chart and its number are on one slide
        assert sum("For the speaker" in text and one.evidence in text for text in texts) == 1
    assert (
        briefings.make_slides(office, tmp_path / "t.pdf", snapshot_number="S-2").path.read_bytes()
        == slides.read_bytes()
    )


def test_two_runs_stand_side_by_side_with_numbers_that_open_and_no_cause(office: Office, tmp_path: Path) -> None:
    for name in ("t.pdf", "t.docx"):
        made = briefings.make_twelve_months(office, "S-1", "S-2", tmp_path / name)
    text, _pages = said(tmp_path / "t.pdf")
    assert check_pdf(tmp_path / "t.pdf") == () and (tmp_path / "t.docx").stat().st_size > 5_000
    assert made.snapshot == "S-0001 and S-0002"
    then, now = snapshot(office, "S-1"), snapshot(office, "S-2")
    for run in (then, now):
        assert f"{run.reach.people} people took part" in text and run.reach.evidence in text
    assert "is not said to have a cause" in text and "The same way" not in text


def _told(office: Office, number: str) -> ImpactRun:
    return told_run(snapshot(office, number))


def test_where_periods_overlap_a_small_difference_is_held_back(office: Office) -> None:
    then = _told(office, "S-2")
    few = replace(then, snapshot="S-9", reach=replace(then.reach, people=then.reach.people + 3))
    many = replace(then, snapshot="S-9", reach=replace(then.reach, people=then.reach.people + 30, contacts=9_999))
    held, told = pairs(then, few)[0], pairs(then, many)[0]
    assert held.held and held.now == HELD and str(then.reach.people + 3) not in held.now
    assert not told.held and str(then.reach.people + 30) in told.now
    assert all(one.same and not one.held for one in pairs(then, then))
    assert len(pairs(then, then)) <= len(list(figures_of(then)))
    apart = replace(few, selection=Selection(period=Period.parse("2027-04-01:2028-03-31")))
    assert not pairs(then, apart)[0].held  # other people, other days: nothing can be taken from the other


def test_a_promise_that_a_few_more_fulfilled_is_held_back_whatever_the_periods(office: Office) -> None:
    then = _told(office, "S-1")
    one = next(target for target in then.targets if target.indicator == "people")
    grown = replace(one, delivered=(one.delivered or 0) + 2)
    now = replace(then, selection=Selection(period=YEAR), targets=(grown,))
    found = next(pair for pair in pairs(then, now) if pair.now_evidence == one.evidence and pair.kind == "target")
    assert found.held and found.now == HELD


def test_what_cannot_be_made_is_said_plainly_and_nothing_is_written(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    for call, words in (
        (lambda: briefings.make_briefing(office, "Fyfe", "health", out), "Did you mean: NHS Fife"),
        (lambda: briefings.make_briefing(office, "Fife", "health", out), "Both an integration authority and a health"),
        (lambda: briefings.make_briefing(office, "NHS Fife", "everybody", out), "is not an audience"),
        (lambda: briefings.make_briefing(office, "NHS Fife", "health", tmp_path / "x.txt"), "not the name of a PDF"),
        (
            lambda: briefings.make_briefing(office, "NHS Fife", "health", out, snapshot_number="S-77"),
            "no snapshot S-77",
        ),
        (lambda: briefings.make_poster(office, tmp_path / "x.docx"), "End the name with .pdf"),
        (lambda: briefings.make_twelve_months(office, "S-1", "1", out), "given twice"),
        (lambda: briefings.make_twelve_months(office, "S-1", "S-3", out), "do not look at the same service"),
        (lambda: briefings.make_twelve_months(office, "S-2", "S-1", out), "the other way round"),
    ):
        with pytest.raises(UserCanFix, match=words):
            call()
    assert not list(tmp_path.iterdir())


def test_an_office_without_a_run_is_told_what_to_do(tmp_path: Path, new_office: Callable[[Path], Office]) -> None:
    with pytest.raises(UserCanFix, match="No run of the toolkit has been kept yet"):
        briefings.make_briefing(new_office(tmp_path / "new"), "NHS Fife", "health", tmp_path / "x.pdf")


def test_every_authority_and_board_is_found_by_its_code_and_its_full_name(office: Office) -> None:
    known = authorities.authorities(office.library)
    kinds = [one.kind for one in known]
    assert (kinds.count("integration_authority"), kinds.count("health_board")) == (31, 14)
    for one in known:
        assert authorities.authority_named(office.library, one.code) == one
        assert authorities.authority_named(office.library, one.full_name.upper()) == one
