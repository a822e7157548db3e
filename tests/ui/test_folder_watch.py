"""The folder that is looked into, in the window: returns come in by themselves; a member takes a pack in by a press."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, stage_of
from PySide6.QtWidgets import QLabel, QWidget
from tests.core.usecases.desk_offices import a_desk, an_office, joined
from tests.core.usecases.test_packs import LINE
from tests.core.usecases.test_packs import QUARTER as PACKED
from tests.journeys.network_stage import QUARTER, Network
from walk_screens import not_reached_by_tab, out_of_order, unnamed

from sfph_desktop.core.usecases import benchmarks, desk_members
from sfph_desktop.core.usecases.desk_packs import make_packs
from sfph_desktop.core.usecases.office import close_office
from sfph_desktop.ui.pages import network_calls
from sfph_desktop.ui.support import folder_watch
from sfph_desktop.ui.widgets.folder_strip import FolderStrip


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_watch, "BETWEEN_LOOKS", 20)
    monkeypatch.setattr(folder_watch, "_REST_FOR", 0)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    (tmp_path / "shared").mkdir()
    return tmp_path / "shared"


def _sound(page: QWidget) -> bool:
    return not unnamed(page) and not not_reached_by_tab(page) and not out_of_order(page)


def _labels(page: QWidget) -> str:
    return " ".join(one.text() for one in page.findChildren(QLabel))


@pytest.fixture
def at_desk(qtbot: Any, tmp_path: Path) -> Iterator[tuple[Stage, Network]]:
    network = Network(tmp_path / "network")
    with stage_of(qtbot, network.desk, tmp_path / "window") as stage:
        yield stage, network
    for office in (network.desk, *network.members.values()):
        close_office(office, backup=False)


def test_returns_come_in_from_the_folder_and_what_is_refused_is_told(
    at_desk: tuple[Stage, Network], shared: Path
) -> None:
    stage, network = at_desk
    network.member("North Kitchen", people=0)
    page, watch = stage.go("quarter"), stage.frame.folder
    assert not page.watched.isVisible() and _sound(page)
    watch.choose(shared)
    stage.wait(lambda: "Nothing has come yet" in page.watched.told.text())
    (shared / "torn.sfph-return").write_bytes(b"not sealed")
    network.returned("North Kitchen").rename(shared / "north.sfph-return")
    stage.wait(lambda: "1 taken in, 1 refused" in page.watched.told.text())
    assert desk_members.members_listed(network.desk)[0].newest_quarter == str(QUARTER)
    page.watched.came.click()
    stage.wait(lambda: page.view.findChild(QWidget, "fates") is not None)
    said = _labels(page.view)
    assert "torn.sfph-return" in said and "changed on its way" in said and "North Kitchen" in said
    assert _sound(page)
    shared.rename(shared.with_name("away"))
    stage.wait(lambda: "not there now" in page.watched.told.text())
    shared.with_name("away").rename(shared)
    stage.wait(lambda: "1 taken in, 1 refused" in page.watched.told.text())
    page.watched.button.click()
    stage.wait(lambda: not page.watched.isVisible() and page.watched.button.text() == "Watch a folder")
    assert len(list(shared.iterdir())) == 2


def test_a_member_is_told_of_a_pack_and_takes_it_in_by_a_press(qtbot: Any, tmp_path: Path, shared: Path) -> None:
    member, hall = an_office(tmp_path / "cafe", "Corner Cafe"), a_desk(tmp_path / "hall")
    joined(member, hall, tmp_path)
    number = desk_members.members_listed(hall)[0].member.id
    pack = make_packs(hall, PACKED, {number: (LINE,)}, 1, tmp_path / "packs").value[0].file
    close_office(hall, backup=False)
    assert pack is not None
    with stage_of(qtbot, member, tmp_path / "window") as stage:
        page, watch = stage.go("network"), stage.frame.folder
        page.open_record(network_calls.NETWORK)
        stage.wait(lambda: page.findChild(FolderStrip) is not None)
        watch.choose(shared)
        strip = page.findChild(FolderStrip)
        stage.wait(lambda: "Nothing has come yet" in strip.told.text())
        assert not page.news_room.isVisible() and _sound(page)
        pack.rename(shared / pack.name)
        stage.wait(page.news_room.isVisible)
        assert PACKED.words in page.come.said and benchmarks.benchmark_page(member) is None
        assert _sound(page)
        page.take_news.click()
        stage.wait(lambda: not page.news_room.isVisible())
        stage.settle()
        assert benchmarks.benchmark_page(member) is not None and (shared / pack.name).exists()
        assert page._folder == shared
    close_office(member, backup=False)


def test_nothing_is_opened_any_more_once_the_office_is_being_left(
    at_desk: tuple[Stage, Network], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, _network = at_desk
    watch, look, opened = stage.frame.folder, folder_watch._look, list[Any]()

    def looks(at: Any, seen: Any) -> Any:
        found = look(at, seen)
        if found.read:
            watch._ended = True  # as it may be at any moment
        return found

    monkeypatch.setattr(folder_watch, "_look", looks)
    monkeypatch.setattr(folder_watch, "_check", lambda *given: opened.append(given))
    (shared / "one.sfph-return").write_bytes(b"no return at all")
    watch.choose(shared)
    stage.wait(lambda: watch._ended)
    stage.settle()
    assert not opened


def test_what_goes_wrong_stops_the_looking_instead_of_being_told_each_time(
    at_desk: tuple[Stage, Network], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, _network = at_desk
    page, watch = stage.go("quarter"), stage.frame.folder
    looks = []

    def fails(*_: object) -> None:
        looks.append(1)
        raise folder_watch.UserCanFix(what="The disk is full.", do="")

    monkeypatch.setattr(folder_watch, "_look", fails)
    watch.choose(shared)
    stage.wait(lambda: "The disk is full" in page.watched.told.text())
    stage.qtbot.wait(100)
    assert len(looks) == 1
