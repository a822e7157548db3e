"""What a case study tells, what it keeps back, and that nothing leaves which may not."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.core.usecases.story_office import ANN, story_office

from sfph_desktop.core.domain.benefits import ValueLine
from sfph_desktop.core.domain.measures import OutcomeEvent
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.stories import Quote, Story
from sfph_desktop.core.domain.story_page import PersonRecord
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.reports.stories.person import person_facts
from sfph_desktop.core.usecases import consents, quotes, stories
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.story_files import look_at_story, print_story, write_story
from sfph_desktop.core.usecases.story_page import open_story

KEPT = "and kept it up for at least 13 weeks."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from story_office(tmp_path / "store")


@pytest.fixture
def story(office: Office) -> Story:
    made = stories.begin_story(office, ANN, title="A place", shown_name="Ina").value
    stories.write_words(office, made.id, "mattered", 'To be of use <b>"again"</b>. <script>alert(1)</script>')
    said = quotes.add_quote(
        office, Quote(said_by="a nurse", text="She <laughs>.", usable=True, agreed="by phone")
    ).value
    stories.set_quotes(office, made.id, [said.id])
    return made


def told(office: Office, story: Story) -> dict[str, list[str]]:
    return {one.section.key: [fact.text for fact in one.facts] for one in open_story(office, story.id).sections}


def test_facts_are_the_records_own_and_days_are_rounded(office: Office, story: Story) -> None:
    facts = told(office, story)
    assert facts["came"] == ["Referred by a health professional between January and March 2025."]
    assert facts["happened"] == [
        "Joined Laundry between January and March 2025, and is still there.",
        f"Started a job (Jul–Sep 2025), {KEPT}",
        "What shows this is on file.",
    ]
    assert facts["changed"][0].startswith("SWEMWBS: 17 (Jan–Mar 2025), then 24 (Oct–Dec 2025). Higher is better")
    assert "That is 7 up, better, and more than answers vary by themselves" in facts["changed"][0]
    assert "does not show what caused it" in facts["changed"][-1]
    with office.writing("answered again") as unit:
        unit.connection.exec_driver_sql("UPDATE scores SET value = 19 WHERE assessment_id = 2")
    assert "then 19" in told(office, story)["changed"][0], "drawn at each opening"
    monthly = stories.change_story(office, replace(story, rounding="month")).value
    assert told(office, monthly)["came"] == ["Referred by a health professional in February 2025."]


def test_what_took_half_a_year_is_told_by_when_it_began() -> None:
    """The day of such a record is its first: nobody keeps a job for 26 weeks within a quarter."""
    kept = OutcomeEvent(person_id=ANN, date=date(2024, 11, 4), event_type="job_26_weeks", sustained_weeks=26)
    record = PersonRecord(
        person=ServiceUser(person_ref="P1"), rounding="quarter", events=(kept, replace(kept, sustained_weeks=None))
    )
    told = [one.text for one in person_facts(record)["happened"]]
    assert [one.partition(" (")[2] for one in told] == ["begun Oct–Dec 2024).", "recorded Oct–Dec 2024)."]


def test_what_partners_did_waits_for_agreement_to_share(office: Office, story: Story) -> None:
    page = open_story(office, story.id)
    assert told(office, story)["others"] == []
    assert any("kept back" in gap for gap in page.gaps)
    consents.give_consent(office, ANN, "share")
    facts = told(office, story)
    assert facts["others"] == ["Leith Medical: checks her blood pressure."]
    assert facts["came"] == ["Referred by Leith Medical (a health professional) between January and March 2025."]


def test_figures_and_their_own_name_in_somebodys_words_are_pointed_out(office: Office, story: Story) -> None:
    stories.write_words(office, story.id, "hard", "Ann slept 4 hours a night in 2025 and 93 % is better, up 7.")
    gaps = " ".join(open_story(office, story.id).gaps)
    assert "“93 %” under “What is still hard” is typed" in gaps
    assert "“4” under" in gaps
    assert "“7” under" not in gaps, "the record shows it"
    assert "“2025” under" not in gaps
    assert "“Ann” stands in “What is still hard”, and they chose another name" in gaps


def test_each_format_tells_the_same_and_is_safe(office: Office, story: Story, tmp_path: Path) -> None:
    files = {kind: write_story(office, story.id, tmp_path / f"ina.{kind}").value for kind in ("pdf", "docx", "html")}
    assert check_pdf(files["pdf"]) == ()
    page = files["html"].read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "She &lt;laughs&gt;." in page
    assert not re.search(r'(?:src|href)="(?!mailto:|https?:)', page), "it needs nothing else"
    assert "default-src 'none'" in page
    assert re.search(r'<svg [^>]*role="img" aria-label="Chart: SWEMWBS: from 17 to 24', page)
    assert re.search(r"<h1>A place</h1>.*<h2", page, re.DOTALL)
    word = zipfile.ZipFile(files["docx"]).read("word/document.xml").decode()
    assert "Higher is better" in word
    assert "Ann" not in page + word
    assert "Reid" not in page + word
    assert [one.where_to for one in stories.uses_of(office, ANN)] == ["ina.html", "ina.docx", "ina.pdf"]


def test_a_withdrawal_in_the_middle_of_an_export_lets_nothing_out(office: Office, story: Story, tmp_path: Path) -> None:
    def withdraw(done: int, total: int, what: str) -> None:
        if "once more" in what:
            consents.withdraw_consent(office, ANN, "story")

    out = tmp_path / "out" / "ina.pdf"
    with pytest.raises(UserCanFix, match="They took it back"):
        write_story(office, story.id, out, progress=withdraw)
    assert not list(tmp_path.rglob("ina*"))
    assert stories.uses_of(office, ANN) == ()
    page = open_story(office, story.id)
    assert not page.allowed.yes
    assert not any(one.facts for one in page.sections), "nothing more is drawn from the record"
    for way in (look_at_story, print_story):
        with pytest.raises(UserCanFix, match="may not be printed"):
            way(office, story.id)


def test_what_cannot_be_written_is_no_use(office: Office, story: Story, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(UserCanFix):
        write_story(office, story.id, tmp_path / "taken" / "ina.pdf")
    with pytest.raises(UserCanFix, match=r"End the name with one of: \.pdf, \.docx, \.html"):
        write_story(office, story.id, tmp_path / "ina.odt")
    assert stories.uses_of(office, ANN) == ()


def test_the_enterprises_own_says_what_is_missing(office: Office, tmp_path: Path) -> None:
    own = stories.begin_story(office).value
    gaps = " ".join(open_story(office, own.id).gaps)
    for missing in ("No run of the toolkit", "workforce", "No contract", "turnover", "no benchmark", "Why it began"):
        assert missing in gaps
    assert check_pdf(write_story(office, own.id, tmp_path / "own.pdf").value) == ()
    stories.change_story(office, replace(own, status="put_away"))
    with pytest.raises(UserCanFix, match="put away"):
        write_story(office, own.id, tmp_path / "again.pdf")


def test_a_published_value_is_told_as_an_average_that_nobody_measured_here(office: Office, story: Story) -> None:
    assert told(office, story)["saved"] == [], "no value was chosen for such events"
    value = next(name for name, one in office.library.unit_values().items() if one.payer == "DWP")
    with office.writing("chose a value") as unit:
        line = ValueLine(line_ref="V1", indicator="event:job_started", unit_value=value, duration_years=Decimal(1))
        unit.add("value_lines", line)
    (said,) = told(office, story)["saved"]
    assert said.startswith("Where people started a job, a published average puts it at £")
    assert "GBP" not in said
    assert said.endswith("nobody measured it for this person.")
