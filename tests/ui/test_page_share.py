"""Share in the window: make the summary, see it, save it, print it; and a cancelled one leaves no file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from impact_office import SAMPLE_YEAR, Desk, desk, filled_office, unnamed, window_of_office
from PySide6.QtPrintSupport import QPrinter

from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.usecases.delivery import services_met
from sfph_desktop.core.usecases.impact import run_toolkit, snapshots
from sfph_desktop.ui.pages.share import FOLDER, SharePage, file_name
from sfph_desktop.ui.support.printing import draw_pages
from sfph_desktop.ui.widgets.summary_form import Wish

__all__ = ["desk", "filled_office", "window_of_office"]


@pytest.fixture
def page(desk: Desk) -> Any:
    """Share with at least one run to choose from."""
    if not snapshots(desk.office).rows:
        desk.run(SAMPLE_YEAR)
    return desk.go("share")


def folder_of(desk: Desk) -> Path:
    return Path(desk.office.info().path).parent / FOLDER


def test_nothing_to_share_before_the_first_run(desk: Desk) -> None:
    if snapshots(desk.office).rows:  # another test of this module came first: its run is kept for ever
        assert desk.go("share").form.isEnabled()
        return
    page = desk.go("share")
    assert not page.form.isEnabled()
    assert page._document.currentWidget() is page._nothing


def test_the_newest_run_of_everybody_is_chosen_before_a_newer_one_of_a_part(desk: Desk, page: Any) -> None:
    whole = desk.run(SAMPLE_YEAR).snapshot
    part = Selection(period=SAMPLE_YEAR, service=services_met(desk.office)[0])
    newer = run_toolkit(desk.office, part, Choices(draws=0)).value.snapshot
    fresh = SharePage(desk.office, page.shell)
    fresh.load()
    desk.settle()
    assert fresh.form.run.chosen == whole
    fresh.form.run.choose(newer)
    fresh.load()
    desk.settle()
    assert fresh.form.run.chosen == newer, "what somebody chose stays chosen"
    fresh.deleteLater()
    desk.settle()


def test_one_page_is_made_seen_saved_and_listed(desk: Desk, page: Any, tmp_path: Path) -> None:
    page.form.one_page.setChecked(True)
    page.form.contact.setText("Ina Muir, 01555 000 000")
    page.form.go.click()
    desk.settle()
    made = page.shown
    assert made.path.parent == folder_of(desk)
    assert made.path.read_bytes().startswith(b"%PDF")
    assert page.view.count == len(made.pages) == 1
    assert made.sample
    assert page.sample.isVisible()
    listed = page.table.rowCount()
    assert listed == len(page.made)
    assert unnamed(page) == []
    assert page.shell.preferences.text("share/contact") == "Ina Muir, 01555 000 000"

    page.save_copy(tmp_path / "copy.pdf")
    desk.settle()
    assert (tmp_path / "copy.pdf").read_bytes() == made.path.read_bytes()
    first = made.path.read_bytes()
    page.form.go.click()
    desk.settle()
    assert page.table.rowCount() == listed, "the same summary again is the same document"
    assert page.shown.path.read_bytes() == first


def test_a_cancelled_summary_leaves_no_file(desk: Desk, page: Any) -> None:
    folder = folder_of(desk)
    before = sorted(folder.glob("*")) if folder.exists() else []
    page.form.large.setChecked(True)
    page.form.go.click()
    page.busy.cancel.click()
    desk.settle()
    assert (sorted(folder.glob("*")) if folder.exists() else []) == before
    assert page.form.go.isEnabled()
    assert desk.notice == "Stopped. Nothing was changed."


def test_frameworks_stand_under_their_buyer_and_past_ones_say_so(page: Any) -> None:
    choice = page.form.framework.choice
    assert page.form.framework.chosen == "SCO-NHWO"
    assert choice.itemText(0) == "Health and social care partnership"
    ids = [choice.itemData(number) for number in range(choice.count())]
    assert ids.index("SCO-NPF-2018") < ids.index("SCO-NPF-2007")
    assert ids[-1] == ""
    page.form.framework.choose("SCO-NPF-2007")
    assert "superseded" in page.form.framework._told.text()


def test_impact_hands_its_run_over(desk: Desk, page: Any) -> None:
    run = desk.run(SAMPLE_YEAR)
    desk.go("share", run.snapshot)
    assert page.form.wish().snapshot == run.snapshot


def test_the_pages_go_to_a_printer_whole(desk: Desk, page: Any, tmp_path: Path) -> None:
    from sfph_desktop.ui.pages.share import _pages

    page.form.one_page.setChecked(True)
    page.form.large.setChecked(False)
    page.form.go.click()
    desk.settle()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert draw_pages(_pages(page.shown.path, 100), printer)
    assert (tmp_path / "printed.pdf").stat().st_size > 10_000


def test_one_side_at_a_time_where_it_is_narrow(desk: Desk, page: Any) -> None:
    desk.window.resize(700, 560)
    page.form.one_page.setChecked(True)
    page.form.go.click()
    desk.settle()
    assert page._right.isVisible()
    assert not page._left.isVisible()
    page._back.click()
    assert page._left.isVisible()


def test_names_of_files_are_plain() -> None:
    wish = Wish(snapshot="S-0007", framework="SCO-NHWO", length="full", large_print=True)
    name = file_name("Braes: Laundry & Lunch / Còmhla", wish)
    assert name == "Braes Laundry and Lunch Còmhla S-0007 full large print SCO-NHWO.pdf"
    assert file_name("???", Wish(snapshot="S-0001")) == "Summary S-0001 one page.pdf"


def test_the_method_is_made_seen_and_listed(desk: Desk, page: Any) -> None:
    page.method.click()
    desk.settle()
    assert page.shown.path.parent == folder_of(desk)
    assert page.view.count == len(page.shown.pages) > 10
    assert page.method.isEnabled()
    assert "method" in page.shown.name
