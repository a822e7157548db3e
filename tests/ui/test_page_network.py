"""The network in the window: joined by the fingerprint that was heard, who we are, what is asked, on which basis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from page_stage import Stage, sample_office, stage_of
from PySide6.QtWidgets import QPushButton
from tests.core.usecases.desk_offices import NETWORK, a_desk, definitions_of, heard, joined
from walk_screens import not_reached_by_tab, out_of_order, unnamed

from sfph_desktop.core.domain.lawful_bases import BASES, CONDITIONS
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.returns import FIELDS, PreviewLine
from sfph_desktop.core.usecases import history, lawful_bases, network_profile, network_return, return_ledger
from sfph_desktop.core.usecases.network_known import our_desk
from sfph_desktop.ui.pages import network_calls as calls
from sfph_desktop.ui.widgets.add_sheet import AddSheet
from sfph_desktop.ui.widgets.ask_first import AskFirst
from sfph_desktop.ui.widgets.return_lines import ReturnLines, said
from sfph_desktop.ui.widgets.room_sheet import RoomSheet
from sfph_desktop.ui.widgets.ticks import Ticks


@pytest.fixture
def stage(qtbot: Any, new_office: Callable[[Path], Any], tmp_path: Path) -> Iterator[Stage]:
    office = sample_office(new_office, tmp_path / "office")
    with stage_of(qtbot, office, tmp_path / "desk") as made_stage:
        yield made_stage


def sound(page: Any) -> bool:
    return not unnamed(page) and not not_reached_by_tab(page) and not out_of_order(page)


def test_a_network_is_joined_answered_and_left(stage: Stage, tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "network")
    file = definitions_of(desk, tmp_path)
    page, office = stage.go("network"), stage.office
    assert sound(page) and not page.view.list.model().rowCount()
    offered = [one.text() for one in page.findChildren(QPushButton) if one.isVisible()]
    assert "Look round in a sample network" in offered, "this is a sample office"

    page.take(file)
    stage.settle()
    asks = page.view.findChild(AddSheet)
    asks.form.rows["heard"].editor.setText("AAAA BBBB CCCC DDDD")
    asks.want()
    stage.settle()
    assert asks.form.rows["heard"].editor.property("problem")  # anybody could have made the file
    with pytest.raises(UserCanFix):
        our_desk(office)
    assert sound(page)
    asks.form.rows["heard"].editor.setText(heard(desk))
    asks.want()
    stage.wait(lambda: page.record == calls.NETWORK and isinstance(page.sheet, RoomSheet))  # it needs our key first
    assert our_desk(office).network == NETWORK
    desk.store.close()

    rows = calls.listed(office, "").rows
    missing = [row[0] for row in rows if row[4] == "warning"]
    assert [row[0] for row in rows][: 1 + len(missing)] == [calls.RETURN, *missing] and calls.PROFILE in missing
    assert f"{len(missing)} things need you first" in str(rows[0][2])

    stage.settle()
    page.open_record(calls.PROFILE)
    stage.wait(lambda: page.record == calls.PROFILE and page.sheet.findChild(Ticks) is not None)
    page.sheet.findChild(Ticks).boxes["dementia"].click()
    stage.wait(lambda: network_profile.profile_told(office).profile.client_groups == "dementia")
    stage.settle()
    assert sound(page)

    page.open_record(calls.QUESTION)
    stage.wait(lambda: page.record == calls.QUESTION and page.sheet.property("record") == calls.QUESTION)
    assert sound(page)
    answer = page.sheet.form.rows["measure"]
    answer.editor.setCurrentText("We do not measure this")
    answer.commit()
    stage.wait(lambda: network_profile.questions(office)[0].measure == "")

    with pytest.raises(UserCanFix, match="does not ask this any more"):  # a newer version has fewer of them
        calls.shown(office, calls.QUESTION + len(network_profile.questions(office)))
    special = calls.BASIS + list(FIELDS).index("answers")
    page.open_record(special)
    stage.wait(lambda: page.sheet.property("record") == special)
    rows = page.sheet.form.rows
    rows["basis"].editor.setCurrentText(BASES["public_task"])
    rows["basis"].commit()
    stage.settle()
    assert "answers" not in lawful_bases.in_force(office)  # it tells of health: Article 9 has to be met too
    assert rows["condition"].editor.property("problem")
    rows["condition"].editor.setCurrentText(CONDITIONS["health_or_social_care"])
    rows["condition"].commit()
    stage.wait(lambda: "answers" in lawful_bases.in_force(office))
    stage.settle()
    assert sound(page)
    page._use_consent()
    stage.wait(lambda: len(lawful_bases.in_force(office)) == len(FIELDS) - 1)
    stage.settle()
    for number, field in enumerate(FIELDS):  # whatever the sort of field, its page shows the basis that is in force
        page.open_record(calls.BASIS + number)
        stage.wait(lambda number=number: page.sheet.property("record") == calls.BASIS + number)
        stage.settle()
        there = lawful_bases.in_force(office).get(field)
        assert (page.sheet.form.values()["basis"] or "") == (there.basis if there else ""), field

    page.open_record(calls.NETWORK)
    stage.wait(lambda: page.sheet.property("record") == calls.NETWORK)
    assert sound(page)
    page.ask_number()
    stage.settle()
    assert sound(page)
    form = page.view.findChild(AddSheet)
    form.form.rows["after"].editor.setText("seven")
    form.want()
    stage.settle()
    form.form.rows["after"].editor.setText("7")
    form.want()
    stage.wait(lambda: "the next is number 8" in history.recent(office)[0].why)
    stage.settle()
    page.open_record(calls.NETWORK)
    stage.wait(lambda: page.sheet is not None and page.sheet.property("record") == calls.NETWORK)
    page._leave()
    asked = page.view.findChild(AskFirst)
    assert asked is not None and our_desk(office)
    asked.no.click()
    stage.wait(lambda: page.sheet is not None and page.sheet.property("record") == calls.NETWORK)
    page._leave()
    page.view.findChild(AskFirst).yes.click()
    stage.wait(lambda: not page.view.list.model().rowCount())
    with pytest.raises(UserCanFix):
        our_desk(office)
    stage.window.messages.undo_last()
    stage.wait(lambda: page.view.list.model().rowCount() > 0)
    assert our_desk(office)


def test_records_are_answered_while_a_return_is_made(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, office, jobs = a_desk(tmp_path / "network"), stage.office, stage.jobs
    joined(office, desk, tmp_path)
    desk.store.close()
    lawful_bases.use_consent(office)
    page, out = stage.go("network", calls.RETURN), tmp_path / "ours.sfph-return"
    page.look(page.sheet.chosen)
    stage.wait(lambda: page.sheet.found is not None)
    at, go, judge = Event(), Event(), return_ledger.judge

    def held(*told: Any) -> Any:
        at.set()
        assert go.wait(20)
        return judge(*told)

    def write() -> None:
        stage.settle()
        at.clear()
        go.clear()
        page.write_return(page.sheet.chosen, out)
        stage.wait(at.is_set)

    monkeypatch.setattr(return_ledger, "judge", held)
    answered: list[str] = []
    write()
    page.write_return(page.sheet.chosen, out)  # pressed twice: one is enough
    jobs.records(lambda: office.info().name, answered.append)
    stage.wait(lambda: bool(answered))
    assert not go.is_set() and not out.exists()
    page.sheet.busy.cancel.click()
    go.set()
    stage.settle()
    assert not out.exists() and not network_return.receipts(office)

    write()
    jobs.records(partial(lawful_bases.end_basis, office, "gender"))  # somebody goes on working
    go.set()
    stage.wait(page.sheet.bad.isVisible)
    assert not out.exists() and not network_return.receipts(office)

    lawful_bases.use_consent(office)
    page.look(page.sheet.chosen)
    stage.settle()
    write()
    go.set()
    stage.wait(page.sheet.made.isVisible)
    assert out.read_bytes() == network_return.receipts(office)[0].content


def test_lines_are_found_by_words_and_by_what_becomes_of_them(stage: Stage) -> None:
    lines = ReturnLines(stage.go("network").theme)
    leaves = PreviewLine(where="aggregates", indicator="a", name="People supported", says="23 people", reason="To add.")
    held = PreviewLine(
        where="aggregates", indicator="a", name="People supported", group="gender: man", held="held back", before="12"
    )
    fact = PreviewLine(where="organisation", indicator="b", name="Council", says="S12000049", reason="To group.")
    lines.show_lines((leaves, held, fact))
    assert lines.shown() == (leaves, held, fact)
    lines.which.setCurrentIndex(2)
    assert lines.shown() == (held,)
    lines.which.setCurrentIndex(3)
    assert lines.shown() == (held,)
    lines.which.setCurrentIndex(0)
    lines.filter.setText("group council")
    assert lines.shown() == (fact,)
    assert said(held, timed=False) == "Gender: man: held back. In the last return: 12."
    lines.deleteLater()
