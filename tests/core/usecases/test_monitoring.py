"""The monitoring report: a layout drawn once, refilled each quarter, as PDF and as Word, small numbers held back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from plain_office import plain_office
from tests.core.reports.word_reading import text as word_text

from sfph_desktop.core.domain.contracts import Contract, Target
from sfph_desktop.core.domain.monitoring import LayoutId, ReportLayout, ReportSection
from sfph_desktop.core.domain.monitoring_rules import offered_layout, quarter_days, quarter_of, read_quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.usecases import contracts, imports, monitoring
from sfph_desktop.core.usecases.office import Office

Q1 = "2026Q1"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    for made in plain_office(tmp_path):
        _fill(made)
        yield made


def _fill(office: Office) -> None:
    """Fourteen people under one contract: two of December, twelve of the first quarter of 2026."""
    facts = {"title": "Lunch club", "commissioner": "East Council", "start_date": date(2025, 10, 1)}
    contracts.add_contract(office, Contract(contract_ref="LC", **facts))  # type: ignore[arg-type]
    contracts.add_contract(office, Contract(contract_ref="LC-2", **facts))  # type: ignore[arg-type]
    due = date(2026, 9, 30)
    for indicator, amount in (("people", 40.0), ("event:job_started", 8.0)):
        contracts.add_target(office, Target(contract_ref="LC", indicator=indicator, target=amount, due_date=due))
    days = [date(2025, 12, 1)] * 2 + [date(2026, 1 + n // 4, 5 + n) for n in range(12)]
    people = RawSheet(name="people", header=("person_ref",), rows=tuple((f"P{n}",) for n in range(14)))
    rows = tuple((f"E{n}", f"P{n}", "Lunch", day.isoformat(), "LC:100") for n, day in enumerate(days))
    episodes = RawSheet(
        name="episodes", header=("episode_ref", "person_ref", "service", "start_date", "contract_ref"), rows=rows
    )
    events = RawSheet(
        name="events",
        header=("person_ref", "date", "event_type"),
        rows=tuple((f"P{n}", "2026-03-20", "job_started") for n in range(3)),
    )
    imports.bring_in(office, [people, episodes, events], file="them.xlsx")


def said(path: Path) -> str:
    if path.suffix == ".docx":
        return word_text(path.read_bytes())
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def report(office: Office, out: Path, **more: str) -> monitoring.ReportMade:
    return monitoring.make_report(office, "lc", Q1, out, **more)  # type: ignore[arg-type]


def test_the_report_tells_promises_reach_and_questions_as_pdf_and_as_word(office: Office, tmp_path: Path) -> None:
    made = report(office, tmp_path / "r.pdf")
    assert (made.snapshot, made.quarter, made.nothing) == ("S-0001", Q1, False)
    assert made.unanswered == ("What went well", "What was difficult")
    assert check_pdf(made.path) == ()
    for path in (made.path, report(office, tmp_path / "r.docx", snapshot_number="S-0001").path):
        told = said(path)
        for words in ("Lunch club (LC)", "East Council", "January to March 2026", "Promised and delivered", "E-0001"):
            assert words in told, words
        assert "Not answered yet" in told and "At this pace" in told
        assert "fewer than 5" in told  # three people started a job: neither in the quarter nor so far is it said
    first = (tmp_path / "r.docx").read_bytes()
    assert report(office, tmp_path / "again.docx", snapshot_number="S-0001").path.read_bytes() == first


def test_the_funders_own_layout_is_drawn_once_and_refilled_with_last_quarters_words_offered(
    office: Office, tmp_path: Path
) -> None:
    contract = contracts.contract_named(office, "LC")
    parts = (
        ReportSection(layout_id=LayoutId(0), kind="question", heading="1. Narrative", question="Tell us in 200 words."),
        ReportSection(layout_id=LayoutId(0), kind="targets", heading="2. KPIs", fields="delivered promised"),
        ReportSection(layout_id=LayoutId(0), kind="words", question="Signed by the manager."),
    )
    layout = ReportLayout(name="Council return", commissioner="East Council", title="Quarterly return")
    kept = monitoring.keep_layout(office, layout, parts).value
    other = contracts.contract_named(office, "LC-2")
    assert monitoring.layout_for(office, other).layout.title == "Quarterly return"
    monitoring.answer(office, contract, "2025Q4", 1, "Soup on Tuesdays.")
    asked = monitoring.asked(office, contract, Q1)
    assert [(one.text, one.earlier, one.earlier_quarter) for one in asked] == [("", "Soup on Tuesdays.", "2025Q4")]
    monitoring.answer(office, contract, Q1, 1, "First.\n\nSecond.")
    assert monitoring.asked(office, other, Q1)[0].text == ""
    moved = (kept.sections[1], kept.sections[0], kept.sections[2])
    monitoring.keep_layout(office, kept.layout, moved)
    told = said(report(office, tmp_path / "own.docx").path)
    order = [
        told.index(words) for words in ("Quarterly return", "2. KPIs", "1. Narrative", "First.", "Second.", "Signed")
    ]
    assert order == sorted(order)
    assert "| Promise | So far | Promised" in told and "At this pace" not in told and "Who took part" not in told
    monitoring.remove_layout(office, kept.layout.id)
    assert monitoring.layout_for(office, contract).layout.id == 0


def test_an_answer_under_the_offered_layout_keeps_it_for_the_contract(office: Office) -> None:
    contract = contracts.contract_named(office, "LC")
    monitoring.answer(office, contract, "2026 q1", 2, "The van.")
    assert monitoring.layout_for(office, contract).layout.contract_ref == "LC"
    assert [one.text for one in monitoring.asked(office, contract, Q1)] == ["", "The van."]
    monitoring.answer(office, contract, Q1, 2, " ")
    assert [one.text for one in monitoring.asked(office, contract, Q1)] == ["", ""]
    with pytest.raises(UserCanFix, match="no question 3"):
        monitoring.answer(office, contract, Q1, 3, "x")


def test_what_cannot_be_is_told_plainly_and_nothing_is_written(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "r.pdf"
    for ref, quarter, said_so in (
        ("LC", "2099Q1", "has not begun"),
        ("LC", "2025Q3", "had not begun in 2025Q3"),
        ("LC", "spring", "not a quarter"),
        ("XX", Q1, "No contract has the reference"),
    ):
        with pytest.raises(UserCanFix, match=said_so):
            monitoring.make_report(office, ref, quarter, out)
    with pytest.raises(UserCanFix, match=r"\.pdf or \.docx"):
        monitoring.make_report(office, "LC", Q1, tmp_path / "r.odt")
    report(office, out)
    with pytest.raises(UserCanFix, match="is not of LC-2"):
        monitoring.make_report(office, "LC-2", Q1, tmp_path / "x.pdf", snapshot_number="S-0001")
    empty = monitoring.make_report(office, "LC-2", Q1, tmp_path / "empty.docx")
    assert empty.nothing and "Nothing was recorded under this contract in this quarter." in said(empty.path)
    bad = ReportSection(layout_id=LayoutId(0), kind="targets", fields="smiles")
    for layout, parts, problem in (
        (ReportLayout(name="x"), (), "without parts"),
        (ReportLayout(name="x"), (bad,), "'smiles' cannot be shown"),
        (ReportLayout(name=" "), offered_layout().sections, "needs a name"),
        (ReportLayout(name="x", contract_ref="LC", commissioner="East"), offered_layout().sections, "not for both"),
    ):
        with pytest.raises(UserCanFix, match=problem):
            monitoring.keep_layout(office, layout, parts)
    assert monitoring.layouts(office) == ()


def test_quarters_are_of_the_calendar_year() -> None:
    assert read_quarter(" 2026 q4 ") == "2026Q4" == quarter_of(date(2026, 12, 31))
    assert quarter_days("2026Q4") == Period(date(2026, 10, 1), date(2026, 12, 31))
    assert quarter_days("2024Q1") == Period(date(2024, 1, 1), date(2024, 3, 31))


def test_the_samples_council_has_its_own_return_with_last_quarters_words(tmp_path: Path) -> None:
    from sfph_desktop.core.usecases.commissioners import commissioners
    from sfph_desktop.core.usecases.sample import fill_with_sample

    for made in plain_office(tmp_path):
        fill_with_sample(made, people=12)
        kinds = {one.name: one.kind for one in commissioners(made)}
        assert kinds["Braes Integration Joint Board"] == "integration_authority" and len(kinds) == 3
        out = monitoring.make_report(made, "SLA-24", Q1, tmp_path / "sample.docx")
        assert out.unanswered == ()
        told = said(out.path)
        assert "Quarterly return" in told and "Part D: a success" in told and "counter" in told and "SAMPLE" in told
        contract = contracts.contract_named(made, "SLA-24")
        assert [one.earlier_quarter for one in monitoring.asked(made, contract, "2026Q2")] == [Q1, Q1]
        assert len(contracts.contract_page(made, contracts.contract_named(made, "IJB-24").id).lots) == 2
