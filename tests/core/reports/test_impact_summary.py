"""The benefit summary: what it says, what it holds back, that one page is one page, and that it can be printed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from make_run import all_changes, all_events, change, make_run, too_few, value_summary
from plain_text import agrees_with_golden, as_text

from sfph_desktop.core.domain.contracts import Contract, WorkforceFact
from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.domain.frameworks import Framework, FrameworkOutcome
from sfph_desktop.core.domain.impact import ImpactRun, Reach, Selection, ValueSummary
from sfph_desktop.core.domain.measures import Instrument, Item, Output
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reports import blocks
from sfph_desktop.core.reports.blocks import Document
from sfph_desktop.core.reports.drawing import Shape, Words
from sfph_desktop.core.reports.pdf import pdf_bytes
from sfph_desktop.core.reports.resources import font_folder
from sfph_desktop.core.reports.summaries.impact_summary import impact_summary

CONTACT = "Màiri Campbell, manager\n0141 496 0000\nhello@clydestreet.example"


def outcome(outcome_id: str, title: str, confidence: str = "official-seen") -> FrameworkOutcome:
    return FrameworkOutcome(
        framework_id="TEST", id=outcome_id, title=title, source="A board; its page of 2015", confidence=confidence
    )


FRAMEWORK = Framework(
    id="TEST",
    title="Outcomes of a partnership",
    jurisdiction="Scotland",
    year="2015",
    status="current",
    outcomes=(
        outcome("T-1", "People look after their own health and wellbeing"),
        outcome("T-2", "People are safe from harm"),
        outcome("T-3", "Health and social care services reduce health inequalities"),
        outcome("T-4", "Fair work and jobs for everyone", "paraphrase-secondary"),
        outcome("T-5", "We value and protect our environment"),
        outcome("T-6", "Resources are used effectively"),
        outcome("T-7", "Children and young people are healthy"),
    ),
)
INSTRUMENTS = {
    "ucla3": Instrument(
        id="ucla3",
        name="Three-item loneliness scale",
        abbreviation="UCLA-3",
        construct="loneliness",
        level="social",
        items=(Item(id="q1", text=None),),
        outputs=(Output(id="total", op="sum", higher_is_better=False),),
        use="scored",
        licence="Open Government Licence v3.0. More words.",
        attribution="Contains public sector information.",
    )
}


def summary(run: ImpactRun, length: str = "full", **more: object) -> Document:
    given: dict[str, object] = {
        "framework": FRAMEWORK,
        "fonts": font_folder(),
        "contact": CONTACT,
        "instruments": INSTRUMENTS,
        **more,
    }
    return impact_summary(run, length=length, **given)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def full() -> Document:
    return summary(make_run())


@pytest.fixture(scope="module")
def full_text(full: Document) -> str:
    return as_text(full)


@pytest.fixture(scope="module")
def page() -> Document:
    return summary(make_run(), "one-page")


def without_figures(**more: object) -> ImpactRun:
    """A run with nothing to draw, for what has nothing to do with figures."""
    return make_run(**{"changes": (), "events": (), "environment": (), "value": ValueSummary(), **more})


def pages(document: Document) -> int:
    with pikepdf.open(io.BytesIO(pdf_bytes(document))) as pdf:
        return len(pdf.pages)


def flat(several: tuple[object, ...]) -> Iterator[object]:
    for block in several:
        if isinstance(block, blocks.KeepTogether):
            yield from flat(block.blocks)
        elif isinstance(block, blocks.Columns):
            yield from flat((*block.left, *block.right))
        else:
            yield block


# --- golden text -----------------------------------------------------------------------------------------------------


def test_a_promise_about_change_says_of_how_many_measured() -> None:
    run = make_run()
    run, one = without_figures(), replace(run.targets[0], indicator="swemwbs7.improved", delivered=31.0)
    for measured, told in ((58, "31 of 58 measured"), (33, "more than 28 of 33 measured"), (None, "| 31 |")):
        text = as_text(summary(replace(run, targets=(replace(one, measured=measured),))))
        row = next(line for line in text.splitlines() if one.evidence in line)
        assert told in row, row


def test_the_full_summary_reads_as_agreed(full_text: str) -> None:
    agrees_with_golden("impact_summary_full.txt", full_text)


def test_the_one_page_reads_as_agreed(page: Document) -> None:
    agrees_with_golden("impact_summary_one_page.txt", as_text(page))


# --- one page --------------------------------------------------------------------------------------------------------

LONG = "The Community Laundry, Lunch Club and Befriending Enterprise of Clyde Street, Anderston and Finnieston"
EXTREMES = {
    "as it is": make_run(),
    "no sample": make_run(sample=False),
    "nothing at all": make_run(
        reach=Reach(),
        changes=(),
        events=(),
        environment=(),
        value=ValueSummary(),
        targets=(),
        workforce=None,
        not_known=(),
    ),
    "no total": make_run(
        value=replace(
            value_summary(),
            total_pv=None,
            ratio=None,
            reason="There is no total yet, because these value lines may count the same change in the same people: "
            "V1 and V2; V3 and V4. Give them the same overlap group, so that only the largest counts, or different "
            "groups, so that all do.",
        )
    ),
    "everything long": make_run(
        enterprise=LONG,
        selection=Selection(period=make_run().selection.period, service=LONG, contract_ref="IA-2024-17"),
        not_known=tuple(
            f"{LONG} does not yet know how the other {n} people fared after they had left." for n in range(9)
        ),
        changes=tuple(
            replace(figure, instrument=f"{figure.instrument}_{LONG.lower()}", abbreviation="")
            for figure in all_changes()
        ),
    ),
}


@pytest.mark.parametrize("name", sorted(EXTREMES))
def test_one_page_is_one_page(name: str) -> None:
    contract = Contract(contract_ref="IA-2024-17", title=LONG, commissioner="Glasgow City Integration Joint Board")
    document = summary(EXTREMES[name], "one-page", contract=contract, contact=f"{CONTACT}\n{LONG}")
    assert pages(document) == 1
    kinds = [type(block) for block in flat(document.blocks)]
    assert kinds[0] is blocks.CoverStrip
    assert kinds[-1] is blocks.Contact


def test_the_one_page_has_findings_of_each_level_with_their_evidence_numbers(page: Document) -> None:
    found = [block for block in flat(page.blocks) if isinstance(block, blocks.FindingLine)]
    assert {line.role for line in found} == {"individual", "social", "environmental"}
    assert 3 <= len(found) <= 7
    assert all(re.fullmatch(r"E-\d{4}", line.evidence) for line in found)


def test_the_one_page_says_value_with_range_and_payers_and_at_least_three_open_questions(page: Document) -> None:
    text = as_text(page)
    assert "about £270,000 (likely range £160,000 to £380,000)" in text
    assert "the individual £180,000" in text or "The individual £180,000" in text
    assert 3 <= len(re.findall(r"^- ", text, re.MULTILINE)) <= 5


def test_room_that_is_left_is_filled_and_the_page_stays_one(page: Document) -> None:
    """A short fourth question where it fits; a chart beneath the questions where there are few of them."""
    assert "- V6 is not added to any total" in as_text(page)
    run = make_run(not_known=make_run().not_known[:1], sample=False, events=())
    roomy = summary(replace(run, value=replace(run.value, by_payer={"NHS": 270_000.0})), "one-page", contact="")
    columns = next(block for block in roomy.blocks if isinstance(block, blocks.Columns))
    assert any(isinstance(block, blocks.ChartBlock) for block in (*columns.left, *columns.right))
    assert pages(roomy) == 1


def test_the_weightiest_open_questions_come_first() -> None:
    run = without_figures(not_known=("Something small.", "No comparison group is recorded.", "A range was assumed."))
    text = as_text(summary(run, "one-page"))
    assert text.index("No comparison") < text.index("assumed") < text.index("Something small")


def test_in_large_print_the_same_page_takes_the_room_it_needs() -> None:
    document = summary(make_run(), "one-page", large_print=True)
    assert document.large_print
    assert pages(document) > 1


def test_another_length_is_refused() -> None:
    with pytest.raises(UserCanFix, match="'two-page' is not a length"):
        summary(make_run(), "two-page")


# --- the full version ------------------------------------------------------------------------------------------------


def test_headings_stand_in_the_agreed_order(full: Document) -> None:
    heads = [block.text for block in flat(full.blocks) if isinstance(block, blocks.Heading) and block.level == 2]
    assert heads == [
        "At a glance",
        "For each person: health and wellbeing",
        "For others: company, work and public services",
        "For the planet: carbon, waste and places",
        "How sure we are",
        "Your outcomes and our evidence",
        "What it is worth, and to whom",
        "Promised and kept",
        "The people who work here",
        "What we do not yet know",
        "Method and sources",
    ]


def test_every_figure_is_printed_with_its_evidence_number_unless_it_is_held_back(full_text: str) -> None:
    for figure in figures_of(make_run()):
        if figure.key != "V4":
            assert figure.evidence in full_text, figure


def test_each_level_has_its_colour_and_a_chart(full: Document) -> None:
    found = list(flat(full.blocks))
    places = [place for place, block in enumerate(found) if isinstance(block, blocks.Heading) and block.role]
    assert [found[place].role for place in places] == ["individual", "social", "environmental"]  # type: ignore[attr-defined]
    ends = [
        *places[1:],
        next(i for i, b in enumerate(found) if isinstance(b, blocks.Heading) and b.text == "How sure we are"),
    ]
    for start, end in zip(places, ends, strict=True):
        assert any(isinstance(block, blocks.ChartBlock) for block in found[start:end])


def test_every_chart_says_in_words_what_it_shows(full: Document) -> None:
    charts = [block for block in flat(full.blocks) if isinstance(block, blocks.ChartBlock)]
    assert len(charts) == 8
    for chart in charts:
        assert chart.alt.startswith("Chart: ")
        assert re.search(r"\d", chart.alt)
        assert any(isinstance(mark, Words) and mark.strong for mark in chart.drawing.marks)
        assert any(isinstance(mark, Shape) for mark in chart.drawing.marks)


def test_outcomes_without_evidence_are_shown_and_titles_that_are_not_official_say_whose_they_are(
    full: Document,
) -> None:
    table = next(b for b in flat(full.blocks) if isinstance(b, blocks.Table) and b.header[0] == "Outcome")
    rows = {row[0][1].text.strip().split(" ")[0]: row for row in table.rows}  # type: ignore[union-attr]
    said = {key: "".join(span.text for span in row[1]) for key, row in rows.items()}  # type: ignore[union-attr]
    assert "31 of 38 people reported better mental wellbeing" in said["T-1"]
    assert {key for key, words in said.items() if words == "No figure yet"} == {"T-2", "T-3", "T-7"}
    assert "12 people started a job" in said["T-4"]
    assert "wording as summarised by A board" in rows["T-4"][0][1].text  # type: ignore[union-attr]
    assert "wording" not in rows["T-1"][0][1].text  # type: ignore[union-attr]
    assert "tonnes of CO2e saved" in said["T-5"]
    assert "2.3 times what went in (likely range 1.4 to 3.2 times)" in said["T-6"].replace("\u00a0", " ")


def test_without_a_framework_there_is_no_table_of_outcomes() -> None:
    assert "Your outcomes" not in as_text(summary(without_figures(), framework=None))


def test_value_stands_in_three_totals_with_what_is_not_added(full_text: str) -> None:
    assert "tile: £180,000 wellbeing and social value" in full_text
    assert "tile: £82,000 to £88,000 public cost avoided" in full_text
    assert "tile: £41,000 of the public cost, cash that can be released" in full_text
    assert "People who were lonely by the usual cut at first and no longer are (V2), worth £70,097 by" in full_text
    assert "A value for England; check before quoting." in full_text


def test_each_share_taken_off_is_printed_with_its_reason_and_where_that_comes_from() -> None:
    run = make_run()
    because = {"deadweight": "half would have come anyway (our waiting list)"}
    lines = tuple(replace(line, because=because) for line in run.value.lines)
    text = as_text(summary(replace(run, value=replace(run.value, lines=lines))))
    assert "half would have come anyway (our waiting list)" in text
    assert "Why so much was taken off" in text


def test_the_contract_is_named_where_it_is_known() -> None:
    contract = Contract(contract_ref="IA-2024-17", title="Living well at home", commissioner="The Board")
    text = as_text(summary(without_figures(), contract=contract))
    assert "Contract: Living well at home (IA-2024-17), The Board" in text


def test_sample_and_large_print_are_passed_on() -> None:
    assert summary(without_figures()).sample
    assert not summary(without_figures(sample=False)).sample
    assert summary(without_figures(), large_print=True).large_print


def test_service_users_who_work_here_are_told_as_a_strength(full_text: str) -> None:
    assert "7 of the 22 used our services before they worked here" in full_text


# --- held back -------------------------------------------------------------------------------------------------------


def test_small_counts_are_nowhere_on_paper(full_text: str) -> None:
    assert "fewer than 5" in full_text
    assert "3 people" not in full_text
    assert "V4" not in full_text
    assert not re.search(r"\b2 (got )?worse|worse 2\b", full_text)
    assert "some or none of the 6 eligible people are among those measured twice" in full_text


def test_a_few_former_service_users_among_the_staff_are_not_counted_out() -> None:
    fact = WorkforceFact(date=date(2026, 3, 31), staff_headcount=22, staff_former_service_users=2, leavers_in_year=1)
    text = as_text(summary(without_figures(workforce=fact)))
    assert "Fewer than 5 of the 22 used our services" in text
    assert "Fewer than 5 people left within the year" in text


def test_a_run_of_small_numbers_gives_a_summary_that_tells_none() -> None:
    run = make_run(
        changes=(change(improved=36, same=1, worse=1, eligible=40), too_few(pairs=3)),
        events=(all_events()[2],),
        not_known=("38 of 40 eligible people completed both questionnaires. We do not know how the other 2 fared.",),
    )
    text = as_text(summary(run, framework=FRAMEWORK))
    assert "More than 33 of the 38" in text
    assert "over 33 of 38" in text
    assert not re.search(r"\b36\b|\b(37|38) of (the )?40\b|the other 2|\b3 (of the 20|pairs|people)", text)


# --- on paper --------------------------------------------------------------------------------------------------------


def test_the_same_run_gives_the_same_bytes(full: Document) -> None:
    data = pdf_bytes(full)
    assert data == pdf_bytes(summary(make_run()))
    assert len(data) < 400_000


def test_numbers_are_not_torn_from_what_they_count(full: Document) -> None:
    words = [
        block.text if isinstance(block.text, str) else "".join(span.text for span in block.text)
        for block in flat(full.blocks)
        if isinstance(block, blocks.FindingLine | blocks.Prose)
    ]
    assert not any(re.search(r"\d %", text) for text in words)
    assert any("82\u00a0%" in text for text in words)


def test_nothing_is_claimed_as_caused_and_no_share_stands_bare(full_text: str) -> None:
    assert not re.search(r"\b(caused|because of|thanks to)\b", full_text, re.IGNORECASE)
    for line in full_text.splitlines():
        for found in re.finditer("%", line):
            assert re.search(r"\d (pairs )?of (the |these )?\d", line[: found.start()]), line
