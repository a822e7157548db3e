"""Pages as pictures, and the recovery sheet."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from pdf_reading import kinds, page_texts
from PIL import Image

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reports import blocks as b
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.reports.pages import page_count, page_image, page_images
from sfph_desktop.core.reports.pdf import write_pdf
from sfph_desktop.core.reports.recovery_sheet import write_recovery_sheet
from sfph_desktop.core.reports.typeset.style import ACCENT, rgb

GROUPS = ("7KQ2M", "0AB8Z", "XW4VR", "11T9H", "GD6PC", "5NSEY", "JF3KB", "Q08W2")


@pytest.fixture
def two_pages(tmp_path: Path) -> Path:
    out = tmp_path / "two.pdf"
    strip = b.CoverStrip(enterprise="E", title="T")
    write_pdf(b.Document(title="T", blocks=(strip, b.PageBreak(), b.Prose(text="next"))), out)
    return out


def test_pages_as_pictures(two_pages: Path) -> None:
    assert page_count(two_pages) == 2
    pictures = [Image.open(io.BytesIO(data)) for data in page_images(two_pages, 72)]
    assert [picture.size for picture in pictures] == [(596, 842), (596, 842)]
    assert pictures[0].convert("RGB").getpixel((5, 5)) == pytest.approx([255 * part for part in rgb(ACCENT)], abs=1)
    assert pictures[1].convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_page_for_the_printer(two_pages: Path) -> None:
    picture = Image.open(io.BytesIO(page_image(two_pages, 1)))
    assert picture.size == (2481, 3508)
    with pytest.raises(IndexError):
        page_image(two_pages, 2)


def test_the_file_may_be_replaced_after_it_was_shown(two_pages: Path) -> None:
    page_images(two_pages, 20)
    two_pages.unlink()
    with pytest.raises(UserCanFix, match="cannot be shown"):
        page_count(two_pages)


def test_what_is_no_pdf_cannot_be_shown(tmp_path: Path) -> None:
    (tmp_path / "note.pdf").write_text("hello")
    with pytest.raises(UserCanFix, match="cannot be shown"):
        page_images(tmp_path / "note.pdf", 20)


def test_the_recovery_sheet_is_one_tagged_page_with_every_group(tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    write_recovery_sheet(
        "Càrdan Community Laundry and Lunch Club of Ullapool and Lochbroom", GROUPS, out, date(2026, 5, 4)
    )
    assert check_pdf(out) == ()
    (text,) = page_texts(out.read_bytes())
    places = [text.index(group) for group in GROUPS]
    assert places == sorted(places)
    assert "two buildings" in " ".join(text.split())
    assert "4 May 2026" in text
    assert kinds(out.read_bytes()).count("LI") >= 8


def test_the_recovery_sheet_is_the_same_twice(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_recovery_sheet("E", GROUPS, tmp_path / name, date(2026, 5, 4))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
