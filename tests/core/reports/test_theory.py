"""The theory of change on paper and as a picture: the same chain in words, with its evidence, held back where few."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from make_run import make_run
from plain_text import as_text

from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.outcome_findings import IndicatorFinding, OutcomeFinding
from sfph_desktop.core.domain.theory import Activity, Arrow, TheoryFinding
from sfph_desktop.core.reports.charts.board import chart_svg
from sfph_desktop.core.reports.charts.paper import paper_drawing
from sfph_desktop.core.reports.charts.style import PAPER, ChartStyle
from sfph_desktop.core.reports.charts.theory import theory_chart
from sfph_desktop.core.reports.drawing import Words
from sfph_desktop.core.reports.summaries.impact_summary import impact_summary
from sfph_desktop.core.reports.summaries.theory import chain_alt, chain_of, chain_words


def theory_run() -> ImpactRun:
    shown = IndicatorFinding(
        kind="change", sentence="so", figure_kind="changes", figure_key="swemwbs7.metric", known=True
    )
    return replace(
        make_run(),
        outcomes=(
            OutcomeFinding(outcome_ref="O-1", title="People feel better", level="individual", indicators=(shown,)),
            OutcomeFinding(outcome_ref="O-2", title="People have company", level="social"),
        ),
        theory=TheoryFinding(
            activities=(Activity(name="Choir", sessions=40, visits=3), Activity(name="Lunch", sessions=50, visits=900)),
            arrows=(
                Arrow(activity="Choir", outcome_ref="O-1", assumption="people come more than once"),
                Arrow(activity="Lunch", outcome_ref="O-1"),
            ),
        ),
    )


def test_each_outcome_says_what_leads_to_it_and_how_that_is_known() -> None:
    chain = chain_of(theory_run(), guard=False)
    first, second = chain.outcomes
    assert (first.evidence, first.known, first.strength) == ("38 people asked twice, level 2", True, 2)
    assert (second.evidence, second.known, second.number) == ("none yet", False, "")
    said = "\n".join(chain_words(chain))
    assert "Choir and Lunch lead to “People feel better”; evidence: 38 people asked twice, level 2" in said
    assert "This assumes of Choir: People come more than once." in said
    assert "Nothing we do is said to lead to “People have company” yet; evidence: none yet; not valued yet." in said


def test_small_counts_are_held_back_on_paper() -> None:
    assert chain_of(theory_run(), guard=False).activities[0][1] == "40 sessions, 3 visits"
    assert chain_of(theory_run(), guard=True).activities[0][1] == "40 sessions, fewer than 5 visits"


def test_who_gains_is_led_to_by_the_outcomes_that_are_valued() -> None:
    run = theory_run()
    chain = chain_of(run, guard=False)
    named = {who for who, _ in chain.benefits}
    valued = [line for line in run.value.lines if line.counted and line.indicator.startswith("swemwbs7")]
    assert bool(chain.outcomes[0].gains) == bool(valued)
    assert set(chain.outcomes[0].gains) <= named and chain.outcomes[1].gains == ()
    nothing = chain_of(replace(run, value=replace(run.value, total_pv=None)), guard=False)
    assert nothing.benefits == () and all(one.gains == () for one in nothing.outcomes)


def test_the_picture_holds_every_word_of_the_chain_and_fits_its_width() -> None:
    chain = chain_of(theory_run(), guard=True)
    drawn = theory_chart(chain, chain_alt(chain), PAPER)
    found = [mark for mark in paper_drawing(drawn.figure).marks if isinstance(mark, Words)]
    words = " ".join(mark.text for mark in found)
    for said in ("Choir", "Lunch", "38 people", "asked twice", "level 2", "People feel better", "Inputs", "Benefits"):
        assert said in words or all(part in words for part in said.split())
    assert drawn.alt.startswith("Chart: How we bring about change. What goes in")
    with pytest.raises(ValueError, match="without an outcome"):
        theory_chart(replace(chain, outcomes=()), "")


def test_the_svg_is_the_same_each_time_and_tells_itself() -> None:
    chain = chain_of(theory_run(), guard=True)
    one, other = (chart_svg(theory_chart(chain, chain_alt(chain), ChartStyle(width=640.0))) for _ in range(2))
    assert one == other
    assert "Choir and Lunch lead to “People feel better”" in "".join(ET.fromstring(one).itertext())


def test_the_full_summary_has_it_as_a_picture_and_in_large_print_in_words(root: Path) -> None:
    fonts = root / "resources" / "fonts"
    plain = as_text(impact_summary(theory_run(), fonts=fonts))
    assert "## How we bring about change" in plain
    large = as_text(impact_summary(theory_run(), fonts=fonts, large_print=True))
    assert "Choir and Lunch lead to “People feel better”; evidence: 38 people asked twice, level 2" in large
    without = replace(theory_run(), theory=TheoryFinding())
    assert "How we bring about change" not in as_text(impact_summary(without, fonts=fonts))
