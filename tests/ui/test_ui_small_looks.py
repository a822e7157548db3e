"""Small things that a designer's eye trips over: words that are cut, pieces out of line, fields of unlike widths."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QStyleOptionComboBox, QWidget

from sfph_desktop.core.domain.next_steps import NextStep
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.outcomes import OutcomeId, ServedOutcome
from sfph_desktop.core.domain.psps import PspEntry, PspId
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.reports.charts.style import PAPER, ink_in_words
from sfph_desktop.core.usecases.line_words import plain_kinds
from sfph_desktop.core.usecases.next_steps import _plainly
from sfph_desktop.ui.models.outcome_words import served_words
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.pages.psps import _entry
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column
from sfph_desktop.ui.widgets.chosen_bar import ChosenBar
from sfph_desktop.ui.widgets.facts import Facts
from sfph_desktop.ui.widgets.fields import Field, Form, Lines
from sfph_desktop.ui.widgets.finding_card import _line
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import Tile
from sfph_desktop.ui.widgets.passages import Bullets, Tiled
from sfph_desktop.ui.widgets.plain_choice import PlainChoice
from sfph_desktop.ui.widgets.record_views import RecordList, _broken, _parts_whole
from sfph_desktop.ui.widgets.typed_values import read_date, typed


def laid_out(qapp: QApplication, *pieces: QWidget, width: int = 600) -> QWidget:
    whole = QWidget()
    whole.setLayout(column(*pieces, None))
    whole.resize(QSize(width, 400))
    whole.show()
    qapp.processEvents()
    return whole


def test_pieces_of_unlike_height_stand_in_the_middle_of_their_line(qapp: QApplication, theme: Theme) -> None:
    theme.apply("light", 100)
    high, low, below = button(theme, "Save"), button(theme, "Back", kind="link"), QPushButton("x" * 70)
    flow = Flow(8, high, low, below)
    whole = laid_out(qapp, flow)
    assert low.height() < high.height()
    assert abs(low.geometry().center().y() - high.geometry().center().y()) <= 1
    assert below.y() >= high.geometry().bottom(), "what has no room goes on in the next line"
    assert flow.heightForWidth(600) == below.geometry().bottom() + 1
    whole.close()


@pytest.mark.parametrize("lines", [1, 3])
def test_lines_that_are_all_seen_have_no_bar_to_scroll_by(qapp: QApplication, theme: Theme, lines: int) -> None:
    theme.apply("light", 100)
    editor = Lines(1, 14)
    whole = laid_out(qapp, editor)
    editor.setPlainText("\n".join(["Orders the soap"] * lines))
    qapp.processEvents()
    assert editor.verticalScrollBar().maximum() == 0
    whole.close()


def test_a_field_alone_is_as_wide_as_one_beside_another(qapp: QApplication, theme: Theme) -> None:
    alone = Form(theme, (Field(name="a", label="Referred by"),))
    both = Form(theme, (Field(name="a", label="Group"), Field(name="b", label="From", kind="date")))
    whole = laid_out(qapp, alone, both, width=800)
    assert alone.rows["a"].width() == both.rows["a"].width()
    whole.close()


@pytest.mark.parametrize("percent", [100, 200])
def test_a_choice_as_wide_as_its_words_cuts_none_of_them(qapp: QApplication, theme: Theme, percent: int) -> None:
    theme.apply("light", percent)
    choice = PlainChoice("Group")
    choice.setSizeAdjustPolicy(PlainChoice.SizeAdjustPolicy.AdjustToContents)
    choice.fill([("Monday washing and ironing", 1), ("Tuesday lunch", 2)])
    whole = laid_out(qapp, Flow(8, choice), width=1200)
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    assert (option.currentText, choice.shortened) == ("Monday washing and ironing", False)
    whole.close()
    theme.apply("light", 100)


def test_a_long_line_of_a_list_goes_on_and_ends_with_dots_only_after_the_third(qapp: QApplication) -> None:
    font = QApplication.font()
    text = "27 points of change for the better in the life satisfaction score, added up over the 19 people"
    width = QFontMetrics(font).horizontalAdvance("27 points of change for the better in the life")
    lines = _broken(text, font, width)
    assert (" ".join(lines), len(lines)) == (text, 3)
    cut = _broken(text * 3, font, width)
    assert len(cut) == 3
    assert cut[-1].endswith("…")
    assert _broken("w" * 300, font, width)[0] != "w" * 300, "a word longer than the line is broken in it"


def test_a_day_or_an_amount_beneath_a_title_is_not_torn_apart() -> None:
    said = _parts_whole("Braes Health and Social Care Partnership · 12 Mar 2027 · being written")
    assert "12\u00a0Mar\u00a02027" in said
    assert "Health and Social" in said
    assert _parts_whole("looking into it") == "looking into it", "words that tell no number may part"
    assert said.replace("\u00a0", " ") == "Braes Health and Social Care Partnership · 12 Mar 2027 · being written"


def test_what_follows_a_dot_goes_on_beneath_its_own_words(qapp: QApplication, theme: Theme) -> None:
    bullets = Bullets(theme, "Make the first backup.", "A long line. " * 20)
    whole = laid_out(qapp, bullets)
    dots = [label for label in bullets.findChildren(QLabel) if label.text() == "•"]
    said = [label for label in bullets.findChildren(QLabel) if label.text() != "•"]
    assert len(dots) == len(said) == 2
    assert said[0].x() == said[1].x() >= dots[1].geometry().right()
    assert said[1].height() > 2 * said[0].height()
    bullets.say("Only this.")
    assert bullets.text() == "Only this."
    whole.close()


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_in_a_field_is_told_as_elsewhere_and_read_back(month: int) -> None:
    day = date(1956, month, 3)
    assert read_date(typed(day)) == day
    assert typed(date(2026, 9, 3)) == "3 Sept 2026"


@pytest.mark.parametrize(("width", "columns"), [(1000, 7), (560, 4), (300, 2), (100, 1)])
def test_tiles_stand_in_as_many_columns_as_have_room(
    qapp: QApplication, theme: Theme, width: int, columns: int
) -> None:
    theme.apply("light", 100)
    tiles: list[QWidget] = [Tile(theme, str(number), "x") for number in range(7)]
    tiled = Tiled(theme, tiles, 120)
    least = tiled.minimumSizeHint().width()
    whole = laid_out(qapp, tiled, width=width)
    assert len({tile.x() for tile in tiles}) == columns
    assert len({tile.y() for tile in tiles}) == -(-7 // columns)
    assert tiled.minimumSizeHint().width() == least, "it asks for the same width however they stand"
    assert tiled.height() >= max(tile.geometry().bottom() for tile in tiles)
    whole.close()


def test_a_step_about_an_event_names_it_in_plain_words() -> None:
    gap = "Job 26 weeks: 4 people have it recorded with its date."
    step = NextStep(kind="event", gap=gap, do="Record it.", lifts="", about="job_26_weeks")
    assert _plainly(step).gap == "Kept a job for 26 weeks or more: 4 people have it recorded with its date."
    other = NextStep(kind="event", gap="Something else.", do="Record it.", lifts="", about="job_26_weeks")
    assert _plainly(other) is other


def test_what_is_not_known_yet_names_no_event_as_it_is_kept() -> None:
    said = "“People find work”: not known yet, because nothing called 'job 26 weeks' is recorded in this period."
    assert "nothing called “kept a job for 26 weeks or more” is recorded" in plain_kinds(said)
    assert plain_kinds("nothing called 'garden day' is recorded").startswith("nothing called “garden day”")


def test_an_official_outcome_is_told_with_whose_it_is() -> None:
    one = ServedOutcome(
        outcome_id=OutcomeId(1),
        framework_id="SCO-NPF",
        framework_title="National Performance Framework: National Outcomes (2018)",
        official_id="NPF2018-Health",
        title="We are healthy and active",
        confidence="official-seen",
    )
    assert served_words([one]) == "We are healthy and active (National Performance Framework)"


def test_words_beneath_a_chart_say_what_the_ink_looks_like_there() -> None:
    assert ink_in_words(PAPER) == "dark"
    assert ink_in_words(PAPER.sized(ink="#ECE7DD", paper="#1B2429")) == "white"


def test_a_number_and_its_sign_stay_on_one_line_of_a_card() -> None:
    assert "42\u00a0%)" in _line("16 of 55 people (29 %, likely 19 % to 42 %) felt better.", strong=True).text()


def test_what_cannot_be_pressed_looks_so_without_a_border_too(qapp: QApplication, theme: Theme) -> None:
    theme.apply("light", 100)
    made = [button(theme, "In large print", kind=kind) for kind in ("quiet", "link")]
    whole = laid_out(qapp, *made)
    for one in made:
        one.setEnabled(False)
        one.ensurePolished()
        grabbed = one.grab().toImage()
        inks = {grabbed.pixelColor(x, y).name() for x in range(grabbed.width()) for y in range(grabbed.height())}
        assert theme.colour("text_quiet").name() in inks
        assert theme.colour("accent").name() not in inks
    whole.close()


def test_a_fact_of_two_lines_begins_beside_its_name(qapp: QApplication, theme: Theme) -> None:
    theme.apply("light", 100)
    facts = Facts(theme, [("Source", "Wellbeing Guidance for Appraisal. " * 6)])
    whole = laid_out(qapp, facts)
    name, value = facts.findChildren(QLabel)
    assert value.height() > name.height()
    assert name.y() == value.y()
    whole.close()


def test_what_something_cost_is_a_sentence_of_its_own() -> None:
    one = PspEntry(
        psp_id=PspId(1),
        stage="pilot",
        kind="outcome",
        date=date(2026, 7, 3),
        text="41 came home",
        cost=Money(1_780_000),
    )
    assert _entry(one)[1] == "41 came home. It cost £17,800."
    assert _entry(replace(one, cost=None))[1] == "41 came home"
    assert _entry(replace(one, text="Did 41 come home?"))[1] == "Did 41 come home? It cost £17,800."


def test_what_is_done_with_several_stands_beside_how_to_choose_them_where_there_is_room(
    qapp: QApplication, theme: Theme
) -> None:
    theme.apply("light", 100)
    table = RecordTable(Shape(title=("title",)))
    table.show(Listing(kind="people", columns=("id", "title"), rows=((1, "Ana"), (2, "Betty"))))
    records = RecordList(theme, table, "People")
    bar = ChosenBar(theme, records, "person", "people")
    heights = []
    for width in (300, 1000):
        whole = laid_out(qapp, bar, width=width)
        heights.append(bar.all.mapTo(bar, bar.all.rect().bottomLeft()).y())
        bar.setParent(None)
        whole.close()
    assert heights[1] < heights[0]
