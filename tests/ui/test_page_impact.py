"""Impact in the window: choose, run, cancel, read, open the evidence, by keyboard and by the search box."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from impact_office import SAMPLE_YEAR, Desk, desk, filled_office, unnamed, window_of_office
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent, QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.usecases.delivery import services_met
from sfph_desktop.core.usecases.history import recent
from sfph_desktop.core.usecases.impact import run_toolkit, snapshots
from sfph_desktop.core.usecases.kept_runs import newest_run
from sfph_desktop.core.usecases.people import person_page
from sfph_desktop.ui.pages import impact, impact_since
from sfph_desktop.ui.pages.measures import COMPARED, DUE
from sfph_desktop.ui.widgets.findings import findings, rough_pounds
from sfph_desktop.ui.widgets.next_steps import AT_FIRST
from sfph_desktop.ui.widgets.run_chooser import CALENDAR, FINANCIAL, OWN, TWELVE, preset_period
from sfph_desktop.ui.widgets.then_and_now import NOT_COMPARED

__all__ = ["desk", "filled_office", "window_of_office"]


@pytest.fixture
def page(desk: Desk) -> Any:
    """Impact, and of the runs kept the one of the sample's year speaks, whatever a test before has run."""
    speaks = newest_run(desk.office)
    if speaks is None or speaks.selection != Selection(period=SAMPLE_YEAR):
        desk.run(SAMPLE_YEAR)
    return desk.go("impact")


@pytest.mark.parametrize(
    ("name", "today", "first", "last"),
    [
        (FINANCIAL, date(2026, 4, 1), date(2025, 4, 1), date(2026, 3, 31)),
        (FINANCIAL, date(2026, 3, 31), date(2024, 4, 1), date(2025, 3, 31)),
        (CALENDAR, date(2026, 1, 1), date(2025, 1, 1), date(2025, 12, 31)),
        (TWELVE, date(2026, 5, 4), date(2025, 5, 5), date(2026, 5, 4)),
        (TWELVE, date(2024, 2, 29), date(2023, 3, 1), date(2024, 2, 29)),
    ],
)
def test_usual_periods(name: str, today: date, first: date, last: date) -> None:
    assert preset_period(name, today) == Period(first, last)


def test_a_run_is_kept_shown_and_can_be_opened_again(desk: Desk) -> None:
    page = desk.go("impact")
    before = len(snapshots(desk.office).rows)
    page.chooser.show()
    page.chooser.period.choose(FINANCIAL)
    assert page.chooser.asked()[0] == Selection(period=SAMPLE_YEAR)
    QTest.keyClick(page.chooser.first, Qt.Key.Key_Return)
    desk.settle()
    kept = snapshots(desk.office).rows
    assert len(kept) == before + 1
    assert page.run.snapshot == kept[0][1]
    assert not page.chooser.isVisible()
    assert desk.notice.startswith(f"Kept as {page.run.snapshot}")
    assert not desk.window.messages.strip.action.isVisible(), "a snapshot is never taken back"
    assert [card.accessibleName() for card in page.report.cards if not card.accessibleName()] == []

    page.chooser.kept.choose("S-0001")
    page.chooser.open_kept.click()
    desk.settle()
    assert page.run.snapshot == "S-0001"


def test_what_a_finding_needs_is_made_ready_once_the_charts_are_there(desk: Desk, page: Any) -> None:
    assert page.ready.begun and not desk.faults
    other = impact.ImpactPage(desk.office, page.shell)
    assert not other.ready.begun, "never before a run is shown"
    other.deleteLater()


def test_it_opens_on_the_newest_run_of_everybody_and_offers_those_of_a_part(desk: Desk, page: Any) -> None:
    whole = desk.run(SAMPLE_YEAR).snapshot
    service = services_met(desk.office)[0]
    part = run_toolkit(desk.office, Selection(period=SAMPLE_YEAR, service=service), Choices(draws=0)).value.snapshot
    fresh = impact.ImpactPage(desk.office, page.shell)
    fresh.load()
    desk.settle()
    assert fresh.run.snapshot == whole
    assert [fresh.chooser.kept.itemData(place) for place in range(2)] == [part, whole]
    fresh.deleteLater()
    desk.settle()


def test_a_run_of_a_period_without_records_says_at_its_head_which_period_has_some(desk: Desk, page: Any) -> None:
    whole = page.run
    page.run_toolkit(Selection(period=Period(date(2019, 4, 1), date(2020, 3, 31))), Choices(draws=0))
    desk.settle()
    told = next(text for text in page.run.not_known if text.startswith("No record is of this period."))
    assert "Choose another: the records are of " in told
    shown = [label.text() for label in page.report.findChildren(QLabel)]
    assert shown.index(told) < shown.index("For each person")
    page.open_run(whole.snapshot)
    desk.settle()
    assert not any(label.text().startswith("No record is of") for label in page.report.findChildren(QLabel))


def test_a_cancelled_run_leaves_nothing(desk: Desk) -> None:
    page = desk.go("impact")
    before = snapshots(desk.office).rows
    page.run_toolkit(*page.chooser.asked())
    page.busy.cancel.click()
    desk.settle()
    assert snapshots(desk.office).rows == before
    assert page.chooser.go.isEnabled()
    assert desk.notice == "Stopped. Nothing was changed."


def test_a_date_that_is_none_is_told_beside_the_field(page: Any) -> None:
    page.chooser.show()
    page.chooser.first.setText("31/02/2025")
    page.chooser.go.click()
    assert "31/02/2025" in page.chooser.problem.text()
    assert page.chooser.problem.isVisible()
    page.chooser.period.choose(OWN)
    page.chooser.first.setText("")
    page.chooser.go.click()
    assert "missing" in page.chooser.problem.text()


def test_every_figure_is_a_card_in_reading_order_with_words(page: Any) -> None:
    numbers = [figure.evidence for figure in figures_of(page.run)]
    shown = [getattr(card, "finding", card).evidence for card in page.report.cards]
    assert sorted(shown) == numbers
    tops = [card.mapTo(page.report, card.rect().topLeft()).y() for card in page.report.cards]
    assert tops == sorted(tops)
    assert unnamed(page) == []


def test_no_bare_share_and_nothing_unclaimed_is_hidden(page: Any) -> None:
    for found in findings(page.run):
        if "%" in found.line:
            assert re.search(r"\d+ of (the )?\d+", found.line), found.line
    unclaimed = [figure.evidence for figure in page.run.changes if not figure.claimed]
    told = [card.finding.evidence for card in page.report.cards if getattr(card, "finding", None) is not None]
    held = [f.evidence for f in findings(page.run) if f.held_back]
    assert set(unclaimed) <= set(told)
    assert set(unclaimed) <= set(held)
    lines = [line.evidence for line in page.run.value.lines if not line.counted]
    assert lines
    assert set(lines) <= set(held)


def test_enter_on_a_card_opens_its_evidence_and_escape_returns(desk: Desk, page: Any) -> None:
    card = page.report.card(page.run.changes[0].evidence)
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert page.panel.isVisible(), "the panel shows at once that it is being opened"
    desk.settle()
    proof = page.panel.proof
    assert proof.evidence == page.run.changes[0].evidence
    assert proof.movement.then == proof.movement.now
    assert proof.people_now
    assert proof.people == (), "nobody is named before somebody asks"
    assert unnamed(page.panel) == []
    QTest.keyClick(page.panel.close_button, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()
    assert desk.window.focusWidget() is card


def test_the_findings_beside_an_opened_one_are_laid_out_at_one_width_only(desk: Desk, page: Any) -> None:
    desk.window.resize(1180, 760)
    desk.settle()
    if page.panel.evidence:
        page.panel.put_away()
        desk.settle()
    before, widths = page.report.width(), list[int]()

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width():
                widths.append(event.size().width())
            return False

    watch = Watch()
    page.report.installEventFilter(watch)
    page.report.cards[0].click()
    desk.settle()
    page.report.removeEventFilter(watch)
    assert page.area.isVisible(), "beside each other"
    assert len(widths) == 1, "not first for what its words wished while there was more room"
    assert widths[0] < before
    page.panel.put_away()


def test_the_search_box_opens_an_evidence_number(desk: Desk, page: Any) -> None:
    wanted = page.run.value.evidence
    desk.go("contracts")
    search = desk.frame.search
    search.setFocus()
    QTest.keyClicks(search, wanted)
    desk.wait_until(search.results.isVisible)
    QTest.keyClick(search, Qt.Key.Key_Return)
    desk.settle()
    assert desk.frame.here == "impact"
    assert page.panel.proof.evidence == wanted
    assert page.report.card(wanted).chosen


def test_an_evidence_number_of_another_run_brings_its_run(desk: Desk, page: Any) -> None:
    other = desk.run(Period(date(2025, 1, 1), date(2025, 12, 31)))
    assert page.run.snapshot != other.snapshot
    desk.go("impact", other.reach.evidence)
    assert page.run.snapshot == other.snapshot
    assert page.panel.proof.evidence == other.reach.evidence


def test_a_number_that_is_not_there_is_told(desk: Desk, page: Any) -> None:
    desk.go("impact", "E-9999")
    assert not page.panel.isVisible()
    assert "E-9999" in desk.window.messages.panel.said


def test_a_person_behind_a_figure_opens_and_the_copy_names_nobody(desk: Desk, page: Any) -> None:
    page.open_evidence(page.run.changes[0].evidence)
    desk.settle()
    asked: list[object] = []
    page.panel.person_wanted.connect(asked.append)
    page.panel.person_wanted.disconnect(page.open_person)
    from sfph_desktop.ui.widgets.record_views import RecordGrid

    assert page.panel.findChild(RecordGrid) is None
    page.panel.names_button.click()
    desk.settle()
    newest = recent(desk.office, 1)[0]
    assert newest.why.startswith("read the names of ")
    assert newest.why.endswith(f" people behind {page.panel.proof.evidence}")
    grid = page.panel.findChild(RecordGrid)
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(0, 0))
    QTest.keyClick(grid, Qt.Key.Key_Return)
    first_id, first_name = page.panel.proof.people[0]
    page.panel.person_wanted.connect(page.open_person)
    assert asked == [first_id]
    assert person_page(desk.office, first_id).person is not None

    page.panel.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert page.panel.proof.definition in copied
    assert first_name not in copied
    assert all(name not in copied for _, name in page.panel.proof.people)


def test_a_run_is_worked_out_again_where_its_evidence_is_read(page: Any, desk: Desk) -> None:
    page.open_evidence(page.run.reach.evidence)
    desk.settle()
    before = snapshots(desk.office).rows
    QTest.keyClick(page.panel.again_button, Qt.Key.Key_Return)
    desk.settle()
    figures = len(list(figures_of(page.run)))
    shown = [label.text() for label in page.panel.findChildren(QLabel)]
    assert f"The same, to the last digit: {figures} figures." in shown
    assert snapshots(desk.office).rows == before, "nothing is kept of it"
    assert unnamed(page.panel) == []


def test_a_proof_pack_is_looked_at_and_then_written(desk: Desk, page: Any, tmp_path: Path) -> None:
    wanted = page.run.changes[0].evidence
    page.open_evidence(wanted)
    desk.settle()
    page.panel.pack_button.click()
    panel = page.pack.panel
    assert not page.panel.isVisible()
    assert panel.isVisible()
    assert panel.chosen() == (wanted,)
    assert not panel.write.isVisible(), "nothing is written before it was seen"
    assert unnamed(panel) == []
    panel.look.click()
    desk.settle()
    shown = " ".join(label.text() for label in panel.findChildren(QLabel))
    assert page.run.changes[0].abbreviation in shown
    page.pack.write(panel.pack, tmp_path)
    desk.settle()
    (folder,) = tmp_path.iterdir()
    assert (folder / f"Proof pack {page.run.snapshot}.pdf").read_bytes().startswith(b"%PDF")
    assert recent(desk.office, 1)[0].why == f"wrote proof pack {page.run.snapshot} with {wanted}"

    assert not panel.everything.isVisible()
    panel.other.click()
    assert panel.everything.isVisible()
    panel.everything.click()
    assert panel.pack is None, "another choice is looked at anew"
    assert len(panel.chosen()) == len(list(figures_of(page.run)))
    panel.nothing.click()
    assert not panel.look.isEnabled()
    QTest.keyClick(panel.close_button, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert page.area.isVisible()


def test_charts_come_with_words_and_follow_the_theme(desk: Desk, page: Any) -> None:
    from sfph_desktop.ui.widgets.chart_shelf import ChartPlace

    places = {place.key: place for place in page.findChildren(ChartPlace)}
    assert {"verdict", "events", "environment", "payer", "interval", "tornado", "completion"} <= set(places)
    for place in places.values():
        assert place.canvas.shown, place.key
        assert place.canvas.accessibleDescription()
    assert "Higher life satisfaction: how much changed" in places["tornado"].canvas.accessibleDescription()
    light = page.shelf.picture("verdict")
    desk.theme.apply("dark", 100)
    desk.settle()
    assert page.shelf.picture("verdict") != light


def test_what_changed_is_drawn_where_there_is_something_to_say(desk: Desk, page: Any) -> None:
    from sfph_desktop.ui.widgets.beside import Passage
    from sfph_desktop.ui.widgets.chart_shelf import ChartPlace

    def passage_of(chart: str) -> str:
        place = next(one for one in page.report.findChildren(ChartPlace) if one.key == chart)
        passage = place.parentWidget()
        while not isinstance(passage, Passage):
            passage = passage.parentWidget()
        return " ".join(one.text() for one in passage.findChildren(QLabel))

    whole = page.run
    assert "For each person" in passage_of("verdict")
    page.coming.show(replace(whole, changes=tuple(one for one in whole.changes if one.level == "social")))
    desk.settle()
    assert "For others and the community" in passage_of("verdict")
    page.coming.show(whole)
    desk.settle()


def test_a_run_comes_with_its_first_passages_and_another_asked_for_meanwhile_takes_its_place(
    desk: Desk, page: Any
) -> None:
    whole, before = page.run, page.report
    there = len(before.cards)
    other = replace(whole, snapshot="S-0999")
    page.coming.show(other)
    assert page.report is not before and page.run is other
    assert 0 < len(page.report.cards) < there, "who came, at once; the rest in turns"
    assert not page.report.cards[0].isHidden()
    page.coming.show(whole)
    page.coming.show(other)
    page.coming.show(whole)
    desk.settle()
    assert page.run is whole
    assert len(page.report.cards) == there > 3
    passages = [page.report._room.itemAt(n).widget() for n in range(page.report._room.count())]
    assert [piece.isHidden() for piece in passages[:-1]] == [False] * (len(passages) - 1)
    assert all(card.isVisibleTo(page) for card in page.report.cards)


def test_what_to_measure_next_leads_where_it_is_done(desk: Desk, page: Any) -> None:
    shown = page.report.next_steps
    assert shown.isVisible() and len(shown.cards) > AT_FIRST
    assert [card.isHidden() for card in shown.cards] == [n >= AT_FIRST for n in range(len(shown.cards))]
    shown.more.click()
    assert not any(card.isHidden() for card in shown.cards) and shown.more.isHidden()
    card = next(card for card in shown.cards if card.step.kind == "outcome")
    assert card.accessibleName().startswith("“Families who care for somebody get a break”")
    QTest.keyClick(card, Qt.Key.Key_Return)
    desk.settle()
    assert desk.frame.pages["outcomes"].isVisible()
    assert desk.frame.pages["outcomes"].sheet.page.parts.outcome.title == "Families who care for somebody get a break"
    due = next(card for card in shown.cards if card.step.kind in ("answers", "pairs", "completion", "group"))
    due.click()
    desk.settle()
    measures = desk.frame.pages["measures"]
    assert (measures.mode.currentData(), measures.only.currentData()) == (DUE, due.step.about)
    next(card for card in shown.cards if card.step.kind == "comparison").click()
    desk.settle()
    assert measures.isVisible() and measures.mode.currentData() == COMPARED
    next(card for card in shown.cards if card.step.kind in ("source", "line", "overlap")).click()
    desk.settle()
    assert desk.frame.pages["value"].isVisible()
    desk.go("impact")


def test_an_arrow_of_the_theory_of_change_is_taken_away_and_its_assumption_written(desk: Desk, page: Any) -> None:
    outcomes = desk.go("outcomes")
    QTest.keyClick(outcomes.chain, Qt.Key.Key_Space)
    desk.settle()
    sheet = outcomes.theory.sheet
    assert sheet.canvas.shown and "What goes in" in sheet.canvas.accessibleDescription()
    key = next(key for key, row in sheet.rows.items() if row.tick.isChecked())
    before = sheet.canvas.accessibleDescription()
    row = sheet.rows[key]
    row.line.setFocus()
    QTest.keyClicks(row.line, "people come twice")
    QTest.keyClick(row.line, Qt.Key.Key_Return)
    desk.settle()
    assert "People come twice." in sheet.canvas.accessibleDescription()
    row.tick.setFocus()
    QTest.keyClick(row.tick, Qt.Key.Key_Space)
    desk.settle()
    assert sheet.rows[key] is row and not row.tick.isChecked() and row.line.isHidden()
    assert sheet.canvas.accessibleDescription() not in (before, "")
    assert "People come twice." not in sheet.canvas.accessibleDescription()
    QTest.keyClick(row.tick, Qt.Key.Key_Space)
    desk.settle()
    assert row.tick.isChecked() and row.line.text() == "people come twice"
    desk.go("impact")


def test_arrows_are_drawn_in_the_picture_of_the_theory_of_change_by_mouse_and_by_keyboard(
    desk: Desk, page: Any
) -> None:
    outcomes = desk.go("outcomes")
    outcomes.show_theory()
    desk.settle()
    sheet = outcomes.theory.sheet
    canvas, key = sheet.canvas, Qt.Key
    assert sheet.picture.horizontalScrollBar().maximum() == 0, "the picture fits into a window of the usual size"
    activity = next(one for one in canvas._places if one.kind == "activity")
    outcome = next(one for one in canvas._places if one.kind == "outcome")
    pair, tick = (activity.name, outcome.name), sheet.rows[outcome.name, activity.name].tick
    there = pair in canvas._arrows

    def at(place: Any) -> Any:
        now = next(one for one in canvas._places if (one.kind, one.name) == (place.kind, place.name))
        return canvas._area(now).center().toPoint()

    for wanted in (not there, there):
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(activity))
        assert canvas.start is not None and canvas.start.name == activity.name
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(outcome))
        desk.settle()
        assert (pair in canvas._arrows, tick.isChecked(), canvas.start) == (wanted, wanted, None)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(activity))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(outcome))
    desk.settle()
    assert (pair in canvas._arrows) is not there, "dragged"

    canvas.here = None
    for pressed in (key.Key_Down, key.Key_Return, key.Key_Right, *(key.Key_Up,) * 9, key.Key_Return):
        QTest.keyClick(canvas, pressed)
    desk.settle()
    first = canvas._column("activity")[0].name, canvas._column("outcome")[0].name
    assert first == pair
    assert (pair in canvas._arrows, tick.isChecked()) == (there, there), "and back by keys alone"
    QTest.keyClick(canvas, key.Key_Return)
    assert desk.window.focusWidget() is tick, "Enter on an outcome goes to what is written about it"
    QTest.keyClick(canvas, key.Key_Left)
    QTest.keyClick(canvas, key.Key_Return)
    QTest.keyClick(canvas, key.Key_Escape)
    assert canvas.start is None and sheet.isVisible(), "Escape drops the beginning, and stays"
    desk.go("impact")


@pytest.fixture
def held_since(desk: Desk, page: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Something was written since the run, and what has changed is not worked out before this is set."""
    release = Event()
    work_out = impact_since._since

    def late(*asked: Any) -> Any:
        release.wait(30)
        return work_out(*asked)

    monkeypatch.setattr(impact_since, "_since", late)
    person = next(iter(page.run.changes[0].records.ids.get("people", (1,))), 1)
    with desk.office.writing("wrote a note") as unit:
        unit.change_many("people", ("id", "notes"), [(person, f"note {len(recent(desk.office, 500))}")])
    yield release
    release.set()
    desk.settle()


def test_a_finding_is_shown_at_once_and_what_changed_since_is_filled_in_where_its_place_is_kept(
    desk: Desk, page: Any, held_since: Event
) -> None:
    page.open_evidence(page.run.changes[0].evidence)
    desk.wait_until(lambda: page.panel.proof is not None)
    panel, proof = page.panel, page.panel.proof
    assert proof.movement is None and proof.definition in said(panel)
    assert "Looking at what has changed since 4 May 2026 …" in said(panel)
    assert not panel.names_button.isEnabled() and not panel.copy_button.isEnabled()
    assert panel.pack_button.isEnabled() and panel.again_button.isEnabled()
    beneath = next(label for label in panel.findChildren(QLabel) if label.text() == "Records behind it")
    place = beneath.mapTo(panel, beneath.rect().topLeft())
    held_since.set()
    desk.settle()
    assert panel.proof.movement.then == proof.then
    assert "Looking at" not in said(panel) and "worked out again just now" in said(panel)
    assert beneath.mapTo(panel, beneath.rect().topLeft()) == place
    assert panel.names_button.isEnabled() and panel.copy_button.isEnabled()
    panel.copy_button.click()
    assert f"Today: {panel.proof.movement.now}" in QGuiApplication.clipboard().text()
    panel.names_button.click()
    desk.settle()
    assert panel.proof.people


def test_what_changed_since_is_never_filled_into_another_finding(desk: Desk, page: Any, held_since: Event) -> None:
    first, second = page.run.changes[0].evidence, page.run.reach.evidence
    page.open_evidence(first)
    desk.wait_until(lambda: page.since._working)
    page.open_evidence(second)
    desk.wait_until(lambda: page.panel.proof is not None)
    assert page.panel.proof.evidence == second and page.panel.proof.movement is None
    assert page.since._working, "the first is still being worked out"
    held_since.set()
    desk.settle()
    assert page.panel.proof.evidence == second
    assert page.panel.proof.movement.then == f"{page.run.reach.people:,} people"


def test_evidence_put_away_meanwhile_stays_away_and_opens_again(desk: Desk, page: Any, held_since: Event) -> None:
    evidence = page.run.changes[0].evidence
    page.open_evidence(evidence)
    desk.wait_until(lambda: page.since._working)
    page.panel.put_away()
    page.open_pack(evidence)
    held_since.set()
    desk.settle()
    assert not page.panel.isVisible() and page.panel.proof.movement is None
    page.open_evidence(evidence)
    desk.settle()
    assert page.panel.isVisible() and page.panel.proof.movement is not None


def test_a_fault_in_what_changed_since_leaves_the_finding_and_says_so(
    desk: Desk, page: Any, held_since: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_asked: object) -> None:
        raise ZeroDivisionError

    told: list[BaseException] = []
    monkeypatch.setattr(desk.window.messages, "fault", told.append)  # it is meant to be
    monkeypatch.setattr(impact_since, "_since", broken)
    page.open_evidence(page.run.changes[0].evidence)
    desk.settle()
    assert [type(one) for one in told] == [ZeroDivisionError]
    assert NOT_COMPARED in said(page.panel) and page.panel.proof.definition in said(page.panel)
    assert page.panel.copy_button.isEnabled() and not page.panel.names_button.isEnabled()


def said(panel: Any) -> str:
    """All that a panel says."""
    return " ".join(QTextDocumentFragment.fromHtml(label.text()).toPlainText() for label in panel.findChildren(QLabel))


def test_small_window_shows_one_thing_at_a_time(desk: Desk, page: Any) -> None:
    desk.window.resize(700, 500)
    page.open_evidence(page.run.reach.evidence)
    desk.settle()
    assert page.panel.isVisible()
    assert not page.area.isVisible()
    page.panel.close_button.click()
    assert page.area.isVisible()


def test_evidence_that_a_fault_kept_from_being_opened_says_so(
    desk: Desk, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_asked: object) -> None:
        raise ZeroDivisionError

    told: list[BaseException] = []
    monkeypatch.setattr(desk.window.messages, "fault", told.append)  # it is meant to be
    monkeypatch.setattr(impact, "_open", broken)
    page.open_evidence(page.run.reach.evidence)
    desk.settle()
    assert [type(one) for one in told] == [ZeroDivisionError]
    shown = " ".join(label.text() for label in page.panel.findChildren(QLabel) if label.isVisible())
    assert "could not be opened" in shown
    assert "Opening" not in shown
    page.panel.close_button.click()
    assert not page.panel.isVisible()


def test_the_page_is_made_without_any_drawing_library() -> None:
    code = (
        "import sys\nimport sfph_desktop.ui.pages.impact, sfph_desktop.ui.pages.share\n"
        "heavy = {'numpy', 'scipy', 'matplotlib', 'reportlab', 'pikepdf', 'alembic'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_value_lines_and_promises_are_told_by_what_they_are_about(page: Any) -> None:
    cards = {found.evidence: found for found in findings(page.run)}
    refs = {line.line_ref for line in page.run.value.lines}
    assert refs
    for line in page.run.value.lines:
        found = cards[line.evidence]
        assert not refs & set(re.split(r"[^\w-]+", found.line)), found.line
        assert found.line[0].isupper()
        assert "(people)" not in found.beneath, "only references are taken for names of lines"
    for target in page.run.targets:
        assert not re.search(r"_|\w:\w|\w\.\w", cards[target.evidence].line), "no indicator as it is kept"


def test_words_for_numbers() -> None:
    assert rough_pounds(277_310.13) == "£280,000"
    assert rough_pounds(1_234_567) == "£1.2 million"
    assert rough_pounds(-45_099) == "−£45,000"
    assert rough_pounds(42.4) == "£42"
