"""The rooms of a place: a strip of links at the head of each page, the present one marked; and the table behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sfph_desktop.ui.shell.navigation import ALL, PLACES, ROOMS, home_of
from sfph_desktop.ui.support.context import Room, ShellContext
from sfph_desktop.ui.widgets.room_strip import RoomStrip

THREE = (Room("contracts", "Contracts"), Room("commissioners", "Commissioners"), Room("bids", "Bids"))


def test_every_room_is_a_place_and_belongs_to_one_of_the_side_bar() -> None:
    known, of_the_bar = {spec.id for spec in ALL}, {spec.id for spec in PLACES}
    rooms = [room.place for some in ROOMS for room in some]
    assert set(rooms) <= known and len(set(rooms)) == len(rooms)
    assert {some[0].place for some in ROOMS} <= of_the_bar
    assert all(home_of(room.place) == some[0].place for some in ROOMS for room in some)
    assert home_of("today") == "today"
    for page, home in (("value", "impact"), ("outcomes", "impact"), ("partners", "people")):
        assert home_of(page) == home, "the side bar says where one is"


def test_the_present_room_is_marked_and_stays_so_and_the_others_lead_away(
    qtbot: QtBot, shell: ShellContext, gone: list[tuple[str, object]]
) -> None:
    strip = RoomStrip(shell._replace(rooms=(THREE,)), "commissioners")
    qtbot.addWidget(strip)
    strip.show()
    assert [made.text() for made in strip.links.values()] == ["Contracts", "Commissioners", "Bids"]
    qtbot.keyClick(strip.links["bids"], Qt.Key.Key_Return)
    strip.links["commissioners"].click()
    assert gone == [("bids", None)]
    assert [made.isChecked() for made in strip.links.values()] == [False, True, False]
    assert strip.links["commissioners"].accessibleDescription() == "You are here"


def test_a_place_of_one_room_and_a_page_that_is_no_room_show_no_strip(qtbot: QtBot, shell: ShellContext) -> None:
    alone = shell._replace(rooms=(THREE[:1],))
    for strip in (RoomStrip(alone, "contracts"), RoomStrip(alone, "people")):
        qtbot.addWidget(strip)
        assert strip.isHidden()


def test_rooms_without_room_in_one_line_stand_in_a_menu(
    qtbot: QtBot, shell: ShellContext, gone: list[tuple[str, object]]
) -> None:
    strip = RoomStrip(shell._replace(rooms=(THREE,)), "commissioners")
    qtbot.addWidget(strip)
    strip.resize(800, 60)
    strip.show()
    assert [made.isVisible() for made in strip.links.values()] == [True, True, True]
    assert strip.line.more.isHidden()
    strip.resize(strip.sizeHint().width() - 12, 60)
    assert [made.isVisible() for made in strip.links.values()] == [False, True, False]
    assert strip.line.more.isVisible()
    strip.line.fill_menu()
    contracts, bids = strip.line.menu.actions()
    assert (contracts.text(), bids.text()) == ("Contracts", "Bids")
    bids.trigger()
    assert gone == [("bids", None)]
    strip.resize(800, 60)
    assert [made.isVisible() for made in strip.links.values()] == [True, True, True]
