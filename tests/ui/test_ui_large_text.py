"""At twice the usual text size in a small window nothing is cut: words and buttons wrap, lists scroll."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, stage_of
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.usecases import partners
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.ui.widgets.page_frame import PageHeader
from sfph_desktop.ui.widgets.paper_entry import PaperEntry
from sfph_desktop.ui.widgets.wishes import EnterQuestionnaire


@pytest.fixture
def stage(qtbot: Any, real_office: Office, tmp_path: Path) -> Iterator[Stage]:
    partners.add_partner(real_office, Partner(partner_ref="", name="Leith Practice", kind="health_professional"))
    with stage_of(qtbot, real_office, tmp_path / "desk") as made:
        made.frame.shell.theme.apply("light", 200)
        made.window.resize(760, 560)  # the room that the open list of places and the sample's line leave of 1024 by 640
        yield made


def cut(page: QWidget) -> list[str]:
    """What has less height than it needs at its width, and what is wider than the place it scrolls in."""
    found = []
    for kind in (QLabel, QPushButton, QComboBox, QLineEdit):
        for made in page.findChildren(kind):
            if made.isVisible() and not isinstance(made.parent(), QAbstractScrollArea):
                said = made.text() if isinstance(made, QLabel | QPushButton) else made.accessibleName()
                hint = made.minimumSizeHint()
                needed = made.heightForWidth(made.width()) if made.hasHeightForWidth() else hint.height()
                beyond = made.geometry().bottom() > made.parentWidget().height()
                if beyond or made.height() < needed or (kind is QPushButton and made.width() < hint.width()):
                    found.append(f"{said}: {made.width()} by {made.height()}, needs {needed}")
    areas = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
    wide = [area for area in areas if area.widget().width() > area.viewport().width()]
    found.extend(f"{area.accessibleName()}: {area.widget().width()} in {area.viewport().width()}" for area in wide)
    return found


def test_partners_their_lists_and_a_record_are_whole(stage: Stage) -> None:
    page = stage.go("partners")
    for name in ("partners", "referrals", "waiting"):
        page.show_view(name)
        stage.settle()
        stage.qtbot.wait(50)
        assert cut(page) == [], name
    page.show_view("partners")
    page.directory.choose(1)
    stage.wait(lambda: page.directory.sheet is not None)
    stage.qtbot.wait(50)
    assert cut(page) == []


def test_the_entry_of_a_questionnaire_is_no_wider_than_the_window(stage: Stage) -> None:
    page = stage.go("measures", EnterQuestionnaire(instrument="ucla3"))
    stage.qtbot.wait(100)
    assert stage.window.width() == 760
    entry = page.findChild(PaperEntry)
    assert entry.isVisible()
    assert entry.answers is not None
    assert cut(entry) == []


def test_the_heading_of_impact_and_its_buttons_are_whole(stage: Stage) -> None:
    page = stage.go("impact")
    page.again.show()
    page.share.show()
    page.header.say("1 April 2025 to 31 March 2026", "Braes Laundry · every service and every contract · S-0001")
    stage.qtbot.wait(100)
    assert cut(page.header) == []
    for press in (page.again, page.share):
        assert press.width() >= press.minimumSizeHint().width()


def test_the_actions_of_a_heading_go_beneath_it_and_the_heading_gets_its_height(stage: Stage) -> None:
    presses = [QPushButton("Choose what to look at"), QPushButton("Make the summary")]
    header = PageHeader(stage.frame.shell.theme, "1 April 2025 to 31 March 2026", "Every service. " * 6, *presses)
    stage.qtbot.addWidget(header)
    header.resize(2400, 100)
    header.show()
    stage.qtbot.wait(20)
    assert presses[1].mapTo(header, presses[1].rect().topLeft()).y() < 20
    header.resize(620, 100)
    header.resize(620, header.sizeHint().height())
    stage.qtbot.wait(20)
    assert cut(header) == []


def test_an_action_that_comes_later_takes_the_actions_beneath_the_heading(stage: Stage) -> None:
    presses = [QPushButton(said) for said in ("Choose what to look at", "Make the summary", "Work on the value")]
    header = PageHeader(stage.frame.shell.theme, "1 April 2025 to 31 March 2026", "", *presses)
    stage.qtbot.addWidget(header)
    presses[2].hide()
    header.resize(presses[0].sizeHint().width() * 4, 100)
    header.show()
    stage.qtbot.wait(20)
    assert presses[0].mapTo(header, presses[0].rect().topLeft()).y() < 20
    presses[2].show()
    stage.qtbot.waitUntil(lambda: presses[0].mapTo(header, presses[0].rect().topLeft()).y() >= 20)
