"""The network's desk in the window: issue, take a member on, take returns in, write what goes back; its library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from page_stage import Stage, stage_of
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from tests.core.usecases.desk_offices import an_office, heard
from tests.journeys.network_stage import QUARTER, Network
from walk_screens import not_reached_by_tab, out_of_order, unnamed

from sfph_desktop.core.domain.collations import Accepted, Collation
from sfph_desktop.core.domain.network import Quarter
from sfph_desktop.core.domain.problems import Stopped
from sfph_desktop.core.interchange import returns_in
from sfph_desktop.core.usecases import (
    desk,
    desk_collation,
    desk_members,
    desk_receiving,
    good_practice,
    network_joining,
    signing_keys,
)
from sfph_desktop.core.usecases.desk_publishing import publications_in
from sfph_desktop.core.usecases.desk_received import received_returns
from sfph_desktop.core.usecases.office import close_office
from sfph_desktop.ui.pages import desk_calls
from sfph_desktop.ui.shell.arrangement import arranged
from sfph_desktop.ui.theme.pieces import Prose
from sfph_desktop.ui.widgets.ask_first import AskFirst


def _walks(page: QWidget) -> None:
    assert not unnamed(page)
    assert not not_reached_by_tab(page)
    assert not out_of_order(page)


def _told(page: QWidget) -> str:
    labels: list[Any] = page.findChildren(Prose)
    return " ".join(one.text() for one in labels if one.isVisible())


def _stage(qtbot: Any, office: Any, folder: Path) -> Iterator[Stage]:
    with stage_of(qtbot, office, folder) as made:
        yield made


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    made = Network(tmp_path / "network")
    yield made
    for office in made.members.values():
        close_office(office, backup=False)


@pytest.fixture
def stage(qtbot: Any, network: Network, tmp_path: Path) -> Iterator[Stage]:
    yield from _stage(qtbot, network.desk, tmp_path / "window")
    network.desk.store.close()


@pytest.fixture
def bare(qtbot: Any, tmp_path: Path) -> Iterator[Stage]:
    office = an_office(tmp_path / "desk", "Braes Network", is_desk=True)
    yield from _stage(qtbot, office, tmp_path / "window")
    office.store.close()


def test_a_desk_and_an_enterprise_have_only_settings_in_common() -> None:
    places = [{spec.id for spec in (*one.places, *one.below, *one.hidden)} for one in (arranged(True), arranged(False))]
    assert places[0] & places[1] == {"settings"}
    assert [spec.keys for spec in arranged(True).places] == ["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4"]


def test_an_empty_desk_leads_on_and_issues_what_is_suggested(bare: Stage, tmp_path: Path) -> None:
    assert set(bare.frame.side_bar.places) == {"quarter", "members", "asked", "library", "settings"}
    for place in ("quarter", "members", "library", "settings", "asked"):
        page = bare.go(place)
        _walks(page)
    page = bare.go("quarter")
    assert not page.write_button.isEnabled()
    assert "Fill it with a sample network" in [one.text() for one in page.findChildren(QPushButton) if one.isVisible()]
    page = bare.go("asked")
    assert page.suggested.isVisible()
    groups = [one.text() for one in page.key.findChildren(QLabel)]
    assert "-".join(groups) == signing_keys.own_key(bare.office).fingerprint  # apart, as they are read out
    next(one for one in page.findChildren(QPushButton) if one.text() == "See the suggested questions").click()
    bare.wait(lambda: "1. People supported. How many people, in the twelve months" in _told(page))
    _walks(page)
    assert not desk.all_definitions(bare.office), "to look at them issues nothing"
    page.suggested.click()
    bare.wait(lambda: page.view.list.model().rowCount() == 1)
    bare.settle()
    assert not page.suggested.isVisible()
    offered = [one.text() for one in page.findChildren(QPushButton) if one.isVisible()]
    assert "Write the file for the members" in offered, "what comes next stands on the page"
    _walks(page)
    next(one for one in page.findChildren(QPushButton) if one.text() == "Look at version 1").click()
    bare.wait(lambda: page.record == 1 and page.sheet is not None)
    bare.settle()
    _walks(page)
    first = desk.all_definitions(bare.office)[0].indicators[0]
    bare.wait(lambda: first.name in _told(page))
    assert "compared by so much for each person supported in the quarter; totals stay as they are" in _told(page)
    page.write_file(tmp_path / "for-members.sfph-definitions")
    bare.settle()
    assert network_joining.look_into(tmp_path / "for-members.sfph-definitions").definitions.version == 1


def test_what_is_asked_now_is_shown_at_once(bare: Stage) -> None:
    desk_calls.issue(bare.office, None)
    page = bare.go("asked")
    bare.wait(lambda: page.record == 1 and page.sheet is not None)
    bare.settle()
    _walks(page)


def test_a_file_with_faults_issues_nothing_and_says_where(bare: Stage, tmp_path: Path) -> None:
    page = bare.go("asked")
    bare.jobs.records(lambda: desk_calls.save_for_editing(bare.office, tmp_path / "edited.toml"))
    bare.settle()
    edited = tmp_path / "edited.toml"
    text = edited.read_text(encoding="utf-8")
    edited.write_text(text.replace('"reach:people"', '"reach:nobody"', 1), encoding="utf-8")
    page.issue(edited)
    bare.settle()
    bare.wait(lambda: "reach:nobody" in _told(page))
    assert not desk.all_definitions(bare.office)


def test_a_member_is_taken_on_only_by_what_was_heard(bare: Stage, tmp_path: Path) -> None:
    member = an_office(tmp_path / "member", "Braes Laundry")
    said = heard(member)
    signing_keys.write_own_key(member, tmp_path / "braes.sfph-key")
    member.store.close()
    page = bare.go("members")
    page.open_key_file(tmp_path / "braes.sfph-key")
    bare.wait(lambda: page.new is not None and page.rooms.currentWidget() is page.new)
    _walks(page)
    editor = page.new.form.rows["heard"].editor
    editor.setText("0000 0000 0000 0000")
    page.new.want()
    bare.settle()
    assert editor.property("problem") and not desk_members.members_listed(bare.office)
    editor.setText(said)
    page.new.want()
    bare.wait(lambda: page.sheet is not None)
    bare.settle()
    _walks(page)
    bare.jobs.records(lambda: page.change_record(1, {"name": "Braes Wash"}))
    bare.settle()
    line = desk_members.members_listed(bare.office)[0]
    assert (line.member.name, line.member.earlier_names) == ("Braes Wash", "Braes Laundry")
    assert [hit.record for hit in arranged(True).find(bare.office, "laundry")] == [1]


def test_returns_come_in_one_is_refused_and_packs_go_out(stage: Stage, network: Network, tmp_path: Path) -> None:
    network.member("North Kitchen", people=0)
    network.member("South Works", people=0)
    good = network.returned("North Kitchen")
    (tmp_path / "in").mkdir()
    good.replace(tmp_path / "in" / good.name)
    bad = tmp_path / "in" / "changed.sfph-return"
    bad.write_bytes((tmp_path / "in" / good.name).read_bytes()[:-40] + bytes(40))
    page = stage.go("quarter")
    page.quarter = QUARTER
    page.list_again()
    stage.settle()
    assert "0 of 2 members have reported" in page.stands.text()
    page.take([tmp_path / "in"])
    stage.wait(lambda: "1 of 2 members has reported" in page.stands.text())
    stage.settle()
    fates = page.view.findChild(QWidget, "fates")
    assert fates is not None and "changed.sfph-return" in _labels(fates) and "changed on its way" in _labels(fates)
    _walks(page)
    awaited = page.view.list.model().index(0, 0).data()
    assert awaited == "South Works"
    page.write_button.click()
    stage.wait(lambda: page.view.findChild(QWidget, "ask-first") is not None)
    asked = page.view.findChild(AskFirst)
    assert "from the 1 return that came" in _labels(asked) and "1 member has not reported yet" in _labels(asked)
    _walks(page)
    asked.no.click()
    stage.wait(lambda: page.view.findChild(QWidget, "ask-first") is None)
    page.write_back(tmp_path / "out")
    # The first collation of a process brings its engine with it, which takes a while on a slow machine.
    stage.qtbot.waitUntil(lambda: page.view.findChild(QWidget, "back") is not None, timeout=90_000)
    stage.settle()
    written = {one.suffix for one in (tmp_path / "out").iterdir()}
    assert written == {".sfph-pack", ".pdf", ".csv"}
    assert len(list((tmp_path / "out").glob("*.sfph-pack"))) == 2
    _walks(page)
    stage.wait(lambda: "Published on" in page.stands.text())
    assert not page.anew_button.isVisible()
    page.take([network.returned("South Works")])
    stage.wait(lambda: "1 return came since and is not in it" in page.stands.text())
    page.anew_button.click()
    stage.wait(lambda: page.view.findChild(QWidget, "ask-first") is not None)
    assert "stands in it as it was published before" in _labels(page.view.findChild(AskFirst))
    page.write_back(tmp_path / "anew", anew=True)
    stage.wait(lambda: "at least 5 must" in _labels(stage.frame))
    assert not (tmp_path / "anew").exists()
    page.open_record(1)
    stage.wait(lambda: page.sheet is not None)
    stage.settle()
    _walks(page)


def _labels(page: QWidget) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(one.text() for one in page.findChildren(QLabel))


def test_without_the_network_part_everything_but_the_packs_works(bare: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_calls, "_ENGINE", ("no_such_part_anywhere",))
    page = bare.go("quarter")
    assert page.lacking.isVisible() and "network" in page.lacking.said
    assert page.files_button.isEnabled() and not page.write_button.isEnabled()


def test_records_are_answered_while_returns_are_checked(
    stage: Stage, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    network.member("North Kitchen", people=0)
    network.member("South Works", people=0)
    files = [network.returned(name) for name in ("North Kitchen", "South Works")]
    page, office, jobs = stage.go("quarter"), network.desk, stage.jobs
    at, go, whole_ones = Event(), Event(), returns_in.whole_ones

    def held(*told: Any) -> Any:
        at.set()
        assert go.wait(20)
        return whole_ones(*told)

    def take() -> None:
        stage.settle()
        at.clear()
        go.clear()
        page.take(files)
        stage.wait(at.is_set)

    def here() -> list[str]:
        with office.reading() as connection:
            return [one.file for one in received_returns(connection)]

    monkeypatch.setattr(returns_in, "whole_ones", held)
    answered: list[str] = []
    take()
    page.take(files)  # dropped twice: once is enough
    jobs.records(lambda: office.info().name, answered.append)
    stage.wait(lambda: bool(answered))
    assert not go.is_set()
    page.busy.cancel.click()
    go.set()
    stage.settle()
    assert not here()

    take()
    north = next(one.member for one in desk_members.members_listed(office) if one.member.name == "North Kitchen")
    jobs.records(partial(desk_members.member_leaves, office, north.id))  # somebody goes on working
    go.set()
    stage.wait(lambda: page.view.findChild(QWidget, "fates") is not None)
    stage.settle()
    assert here() == [files[1].name]
    assert "North Kitchen left the network" in _labels(page.view.findChild(QWidget, "fates"))


def test_records_are_answered_while_a_quarter_is_worked_out(
    stage: Stage, network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("North Kitchen", "South Works"):
        network.member(name, people=0)
    north, south = (network.returned(name) for name in ("North Kitchen", "South Works"))
    page, office, jobs, out = stage.go("quarter"), network.desk, stage.jobs, tmp_path / "out"
    jobs.records(partial(desk_receiving.receive, office, [north]))
    page.quarter = QUARTER
    page.list_again()
    stage.settle()
    at, go = Event(), Event()

    def held(given: Sequence[Accepted], asked: Any, quarter: Quarter, *, engine: str) -> Collation:
        del asked, engine
        at.set()
        assert go.wait(20)
        return Collation(quarter=quarter, members=len(given), benchmarks={one.member: () for one in given})

    def write() -> None:
        stage.settle()
        at.clear()
        go.clear()
        page.write_back(out)
        stage.wait(at.is_set)

    def published() -> int:
        with office.reading() as connection:
            return len(publications_in(connection, QUARTER))

    monkeypatch.setattr(desk_collation, "collate", held)
    answered: list[str] = []
    write()
    jobs.records(lambda: office.info().name, answered.append)
    stage.wait(lambda: bool(answered))
    page.list_again()
    stage.wait(lambda: not jobs.idle)
    answered.clear()
    jobs.records(lambda: office.info().name, answered.append)
    stage.wait(lambda: bool(answered))
    assert not page.write_button.isEnabled(), "one at a time"
    page.write_back(tmp_path / "elsewhere")  # asked for before, chosen now
    assert any("Wait until" in one for one in _labels(stage.window).splitlines())
    page.busy.cancel.click()
    go.set()
    stage.settle()
    assert not out.exists() and not published()
    assert page.write_button.isEnabled()

    write()
    jobs.records(partial(desk_receiving.receive, office, [south]))  # somebody goes on working
    go.set()
    stage.wait(lambda: "changed while it was worked out" in _labels(stage.frame))
    assert not out.exists() and not published()

    write()
    go.set()
    stage.wait(lambda: page.view.findChild(QWidget, "back") is not None)
    assert len(list(out.glob("*.sfph-pack"))) == 2 and published() == 1


def test_an_example_is_added_and_withdrawn(bare: Stage) -> None:
    page = bare.go("library")
    page.show_new()
    bare.settle()
    _walks(page)
    rows = page.new.form.rows
    rows["title"].show_value("A round a week")
    rows["words"].show_value("They washed for their neighbours.")
    page.new.want()
    bare.settle()
    assert page.view.list.model().rowCount() == 0
    rows["agreed"].show_value("It tells of nobody.")
    page.new.want()
    bare.wait(lambda: page.sheet is not None)
    bare.settle()
    _walks(page)
    sheet = page.sheet
    sheet.form.rows["words"].editor.setPlainText("They washed for the whole street.")
    sheet.form.rows["words"].commit()
    bare.wait(lambda: _cards(bare)["words"] == "They washed for the whole street.")
    sheet.form.rows["theme"].editor.setCurrentIndex(1)
    sheet.form.rows["theme"].commit()
    bare.wait(lambda: bool(_cards(bare)["themes"]))
    bare.settle()
    sheet.form.rows["agreed"].editor.setPlainText("")
    sheet.form.rows["agreed"].commit()
    bare.settle()
    assert _cards(bare)["agreed"] == "It tells of nobody.", "an example without anybody's agreement is refused"
    page.page_buttons()[0].click()
    bare.settle()
    assert "withdrawn" in page.view.list.model().index(0, 0).data(257 + 1)


def _cards(stage: Stage) -> dict[str, Any]:
    found = good_practice.list_cards(stage.office)
    return dict(zip(found.columns, found.rows[0], strict=True))


def test_retiring_a_key_and_leaving_are_said_before_they_happen_and_can_be_undone(
    stage: Stage, network: Network
) -> None:
    network.member("North Kitchen", people=0)
    page = stage.go("members")
    for name, stands in (("_ask_retire", "no key in use"), ("_ask_leaves", "left on")):
        stage.wait(lambda: page.view.list.model().rowCount() == 1)
        page.open_record(1)
        stage.wait(lambda: page.sheet is not None)
        stage.settle()
        getattr(page, name)()
        asked = page.view.findChild(AskFirst)
        stage.wait(asked.isVisible)
        _walks(page)
        assert "Undo brings it back" in _labels(asked)
        asked.no.click()
        stage.settle()
        assert stands not in _stands(stage)
        getattr(page, name)()
        page.view.findChild(AskFirst).yes.click()
        stage.wait(lambda stands=stands: stands in _stands(stage))
        stage.settle()
        stage.window.messages.undo_last()
        stage.wait(lambda: "member since" in _stands(stage))


def _stands(stage: Stage) -> str:
    return str(desk_members.members_listed(stage.office)[0].words)


def test_the_first_quarter_is_chosen_where_it_is_issued(bare: Stage) -> None:
    page = bare.go("asked")
    bare.wait(lambda: page.begins.count() > 3)
    chosen = desk_calls.first_quarters(bare.office)[5]
    page.begins.choose(chosen)
    page.suggested.click()
    bare.wait(lambda: page.view.list.model().rowCount() == 1)
    assert desk.all_definitions(bare.office)[0].first_quarter == chosen
    bare.wait(lambda: page.begins.itemData(page.begins.count() - 1) == chosen)
    assert page.begins.currentData() is None


def test_what_is_dropped_is_taken_in_and_stopping_tells_what_was_done(
    bare: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"{name}.sfph-return" for name in ("one", "two")]
    for file in files:
        file.write_bytes(b"no return at all")
    page = bare.go("quarter")
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    nowhere = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, dragged, Qt.MouseButton.LeftButton, nowhere))
    bare.wait(lambda: page.view.findChild(QWidget, "fates") is not None)
    assert all(file.name in _labels(page.view.findChild(QWidget, "fates")) for file in files)

    def stop(done: int, _total: int, _what: str) -> None:
        if done:
            raise Stopped

    monkeypatch.setattr(desk_receiving, "TOGETHER", 1)
    told = desk_receiving.receive(bare.office, files, progress=stop)
    assert [one.file for one in told.value] == ["one.sfph-return"]
    assert "stopped before the other 1" in told.why
