"""Joint bids in the window: keys, files in and out, refusals in words, evidence side by side, large text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtWidgets import QLabel
from tests.core.usecases.joint_offices import COURIER, LEAD, Side, both_sides, one_side, sent_by
from tests.ui.page_stage import Stage, stage_of
from tests.ui.test_ui_large_text import cut
from tests.ui.walk_screens import not_reached_by_tab, out_of_order, unnamed

from sfph_desktop.core.domain.bids import Bid, BidPartner
from sfph_desktop.core.usecases import bids, evidence_files, signing_keys
from sfph_desktop.core.usecases.office import close_office


def with_bid(lead: Side) -> int:
    bid = bids.add_bid(lead.office, Bid(bid_ref="", title="Linen for Fife", buyer="NHS Fife")).value.id
    for name, role, share in ((LEAD, "lead", "0.8"), (COURIER, "subcontractor", "0.2")):
        one = BidPartner(bid_id=bid, name=name, role=role, share=Decimal(share), risks="its own staff")
        bids.add_bid_partner(lead.office, one)
    return int(bid)


@pytest.fixture
def both(qtbot: Any, tmp_path: Path) -> Iterator[tuple[Stage, Side, Side, int]]:
    lead, courier = both_sides(tmp_path)
    bid = with_bid(lead)
    with stage_of(qtbot, lead.office, tmp_path / "window") as stage:
        yield stage, lead, courier, bid
    close_office(courier.office, backup=False)
    close_office(lead.office, backup=False)


def said(widget: Any) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def opened(stage: Stage, bid: int) -> Any:
    page = stage.go("joint", bid)
    stage.wait(lambda: page.rooms.currentWidget() is page.sheet)
    return page


def test_a_file_is_taken_in_and_told_and_stands_beside_ours(
    both: tuple[Stage, Side, Side, int], tmp_path: Path
) -> None:
    stage, _lead, courier, bid = both
    page = opened(stage, bid)
    assert "No evidence file of Swift Couriers" in said(page.sheet)
    page.take(sent_by(courier, tmp_path / "in.sfph-evidence"))
    stage.settle()
    assert "signed with the key you accepted as that of Swift Couriers" in page.sheet.good.said
    stage.wait(lambda: "between 20 and 40 people" in said(page.sheet))
    stage.wait(lambda: all(f"of {name})" in said(page.sheet) for name in (COURIER, LEAD)))
    page.write(tmp_path / "joint.pdf")
    stage.settle()
    assert (tmp_path / "joint.pdf").exists()
    whole = len(page.sheet.ticked)
    whose = {name for name, _evidence in page.sheet.ticked}
    assert whose == {LEAD, COURIER}
    for (name, _evidence), box in page.sheet.ticked.items():
        box.setChecked(name == LEAD)
    page.load()
    stage.settle()
    assert 0 < len(page.sheet.for_paper()) < whole, "what was not ticked is not ticked again"
    page.write(tmp_path / "short.docx")
    stage.settle()
    told = "\n".join(one.text for one in docx.Document(str(tmp_path / "short.docx")).paragraphs)
    assert "None of its figures was chosen for this paper." in told
    assert not unnamed(page)


def test_a_file_that_was_changed_is_refused_on_the_page(both: tuple[Stage, Side, Side, int], tmp_path: Path) -> None:
    stage, _lead, courier, bid = both
    page = opened(stage, bid)
    file = sent_by(courier, tmp_path / "in.sfph-evidence")
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    page.take(file)
    stage.settle()
    assert "changed" in page.sheet.bad.said and "on its way" in page.sheet.bad.said
    assert not page.sheet.good.isVisible()


def test_only_what_is_ticked_goes_into_a_file(both: tuple[Stage, Side, Side, int], tmp_path: Path) -> None:
    stage, lead, courier, bid = both
    page = opened(stage, bid)
    number = lead.run.reach.evidence
    for evidence, box in page.sheet.chosen.items():
        box.setChecked(evidence == number)
    page.take(sent_by(courier, tmp_path / "in.sfph-evidence"))
    stage.wait(lambda: "between 20 and 40 people" in said(page.sheet))
    assert page.sheet.figures() == (number,), "what was not ticked is not ticked again behind one's back"
    page.make(COURIER, tmp_path / "out.sfph-evidence")
    stage.settle()
    assert "It holds 1 figure, no person" in page.sheet.good.said
    taken = evidence_files.take_evidence(courier.office, tmp_path / "out.sfph-evidence").value
    assert [one.evidence for one in taken.evidence.figures] == [number]


def test_a_key_is_accepted_in_the_window_by_its_fingerprint(qtbot: Any, tmp_path: Path) -> None:
    lead, courier = one_side(tmp_path / "lead", LEAD, COURIER), one_side(tmp_path / "courier", COURIER, LEAD)
    bid, key = with_bid(lead), signing_keys.own_key(courier.office)
    file = signing_keys.write_own_key(courier.office, tmp_path / "courier.sfph-key")
    close_office(courier.office, backup=False)
    with stage_of(qtbot, lead.office, tmp_path / "window") as stage:
        page = opened(stage, bid)
        sheet = page.sheet
        assert "key of Swift Couriers is not accepted yet" in said(sheet)
        sheet.key_accepted.emit({"partner": COURIER, "key": key.public_key, "heard": "AAAAA-AAAAA-AAAAA-AAAAA"})
        stage.settle()
        assert "not the fingerprint" in said(sheet.theirs)
        assert signing_keys.partner_keys(lead.office) == ()
        page.open_key_file(file)
        stage.settle()
        typed = sheet.accept_form.rows["key"].value()
        sheet.key_accepted.emit({"partner": COURIER, "key": typed, "heard": key.fingerprint.lower()})
        stage.wait(lambda: "No evidence file of Swift Couriers" in said(sheet))
        assert [one.seal_key for one in signing_keys.partner_keys(lead.office)] == [key.seal_key]
    close_office(lead.office, backup=False)


@pytest.mark.parametrize("width", [1200, 700])
def test_nothing_is_cut_or_left_out_of_the_keyboards_way(
    both: tuple[Stage, Side, Side, int], tmp_path: Path, width: int
) -> None:
    stage, lead, courier, bid = both
    evidence_files.take_evidence(lead.office, sent_by(courier, tmp_path / "in.sfph-evidence"))
    page = opened(stage, bid)
    stage.window.resize(width, 640)
    stage.settle()
    stage.qtbot.wait(50)  # the strip of rooms and the page turn as the width comes
    assert cut(page) == []
    assert not_reached_by_tab(stage.window) == []
    page.sheet.area.verticalScrollBar().setValue(0)
    assert out_of_order(page.sheet) == []
