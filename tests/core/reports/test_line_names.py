"""Value lines by their plain names, on paper and in charts; the reference only where it tells two apart."""

from __future__ import annotations

from dataclasses import replace

from make_run import make_run, value_lines, value_summary

from sfph_desktop.core.reports.charts import ChartStyle, screen_charts
from sfph_desktop.core.reports.charts.worth import tornado_chart
from sfph_desktop.core.reports.indicators import words
from sfph_desktop.core.reports.line_names import line_names, named, short_name
from sfph_desktop.core.reports.resources import font_folder
from sfph_desktop.core.reports.value_told import exactly
from sfph_desktop.core.reports.worth_words import tornado_words

RUN = make_run()


def test_a_line_is_called_by_what_changed() -> None:
    assert short_name("ons4.life_satisfaction.change_sum", RUN) == "higher life satisfaction"
    assert short_name("ucla3.recovered", RUN) == "no longer lonely by the usual cut"
    assert short_name("event:started_job", RUN) == "started a job"
    assert short_name("environment:tco2e", RUN) == "tonnes of CO2e saved"
    names = line_names(RUN)
    assert set(names) == {line.line_ref for line in RUN.value.lines}
    assert not any(ref in name for ref, name in names.items())


def test_a_line_of_a_change_that_was_not_found_is_still_told_in_words() -> None:
    """A period without data has no figure to take its words from; nobody knows `phq9.total.recovered`."""
    bare = replace(RUN, changes=())
    assert words("ucla3.total.improved", bare) == "people who reported less loneliness"
    assert words("ucla3.total.recovered", bare) == "people no longer lonely by the usual cut"
    assert words("ons4.life_satisfaction.change_sum", bare) == "points of change towards higher life satisfaction"
    assert words("own_3.score.improved", bare) == "people who improved"
    assert "." not in "".join(line_names(bare).values())


def test_two_lines_of_one_change_are_told_apart_by_their_references() -> None:
    twice = tuple(replace(value_lines()[0], line_ref=ref) for ref in ("V1", "V9"))
    run = make_run(value=replace(value_summary(), lines=twice))
    assert list(line_names(run).values()) == ["higher life satisfaction (V1)", "higher life satisfaction (V9)"]


def test_a_reference_in_a_sentence_gets_its_name_and_follows_it() -> None:
    said = named("It counts the same people as V1, not V10: decide.", {"V1": "less loneliness"})
    assert said == "It counts the same people as “less loneliness” (V1), not V10: decide."
    assert named("As it is.", {}) == "As it is."


def test_neither_the_chart_nor_its_sentence_asks_a_reader_to_know_references() -> None:
    drawn = tornado_chart(exactly(value_summary()), names=line_names(RUN))
    for text in (drawn.alt, tornado_words(RUN)):
        assert "igher life satisfaction" in text
        assert not [line.line_ref for line in RUN.value.lines if line.line_ref in text]


def test_one_chart_may_be_drawn_alone_and_still_names_its_lines() -> None:
    ((key, alt, _svg),) = screen_charts(make_run(), style=ChartStyle(fonts=font_folder()), keys=("tornado",))
    assert key == "tornado"
    assert "Higher life satisfaction: how much changed" in alt
