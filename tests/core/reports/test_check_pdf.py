"""The checker finds each fault: a sound file is broken in one place at a time, and the right rule must say so."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdf_reading import every_kind
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.reports.pdf import pdf_bytes


@pytest.fixture(scope="module")
def sound() -> bytes:
    return pdf_bytes(every_kind())


def check_broken(data: bytes, folder: Path, harm: Callable[[pikepdf.Pdf], None]) -> str:
    """What the checker says after the harm is done."""
    out = folder / "broken.pdf"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        harm(pdf)
        pdf.save(out)
    return "\n".join(check_pdf(out))


def first(pdf: pikepdf.Pdf, kind: str) -> Any:
    """The first structure element of a kind."""
    waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop(0)
        if str(element.S) == f"/{kind}":
            return element
        kids: Any = element.get("/K", [])
        several = kids.as_list() if isinstance(kids, Array) else [kids]
        waiting = [kid for kid in several if not isinstance(kid, int) and "/S" in kid] + waiting
    raise AssertionError(kind)


def draw(pdf: pikepdf.Pdf, code: bytes) -> None:
    """Add to the content of the first page."""
    page = pdf.pages[0].obj
    page.Contents = Array([*page.Contents, pdf.make_stream(code)])


def drop(owner: Callable[[pikepdf.Pdf], Any], key: str) -> Callable[[pikepdf.Pdf], None]:
    def harm(pdf: pikepdf.Pdf) -> None:
        del owner(pdf)[key]

    return harm


def put(owner: Callable[[pikepdf.Pdf], Any], key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    def harm(pdf: pikepdf.Pdf) -> None:
        owner(pdf)[key] = value

    return harm


def font(pdf: pikepdf.Pdf) -> Any:
    return next(iter(pdf.pages[0].obj.Resources.Font.as_dict().values()))


def code_in_form(pdf: pikepdf.Pdf) -> None:
    """A form that draws, used outside any marked stretch."""
    form = pdf.make_stream(b"0 0 10 10 re f")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 10, 10])
    pdf.pages[0].obj.Resources.XObject = Dictionary(Loose=form)
    draw(pdf, b"/Loose Do")


def empty_box(pdf: pikepdf.Pdf) -> None:
    name = next(iter(pdf.pages[0].obj.Resources.Font.keys()))
    draw(pdf, f"/P <</MCID 0>> BDC BT {name} 10 Tf <0000> Tj ET EMC".encode())


def packet(change: Callable[[Any], None]) -> Callable[[pikepdf.Pdf], None]:
    def harm(pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
            change(said)

    return harm


def shorter_row(pdf: pikepdf.Pdf) -> None:
    row = first(pdf, "TBody").K[0]
    row.K = Array(list(row.K)[:-1])


def twice_in_tree(pdf: pikepdf.Pdf) -> None:
    paragraph = first(pdf, "P")
    paragraph.K = Array([paragraph.K, paragraph.K])


def mislead(pdf: pikepdf.Pdf) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    numbers[1][0] = numbers[1][1]


def links_out_of_tree(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            page.obj.Annots = Array([Dictionary(dict(annotation.items()))])


def links_untold(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            del annotation["/Contents"]


HARMS: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "not marked": (drop(lambda pdf: pdf.Root, "/MarkInfo"), "not marked as tagged"),
    "suspect": (put(lambda pdf: pdf.Root.MarkInfo, "/Suspects", True), "called suspect"),
    "no language": (drop(lambda pdf: pdf.Root, "/Lang"), "in which language"),
    "odd language": (put(lambda pdf: pdf.Root, "/Lang", pikepdf.String("in English")), "in which language"),
    "file name shown": (drop(lambda pdf: pdf.Root, "/ViewerPreferences"), "in place of its title"),
    "no title": (packet(lambda said: said.__delitem__("dc:title")), "has no title"),
    "no claim": (packet(lambda said: said.__delitem__("pdfuaid:part")), "does not claim"),
    "no packet": (drop(lambda pdf: pdf.Root, "/Metadata"), "does not claim"),
    "tab order": (drop(lambda pdf: pdf.pages[1].obj, "/Tabs"), "Page 2 does not take the tab key"),
    "no tree": (drop(lambda pdf: pdf.Root, "/StructTreeRoot"), "no tree of structure"),
    "picture not told": (drop(lambda pdf: first(pdf, "Figure"), "/Alt"), "no words that say what it shows"),
    "blank picture": (put(lambda pdf: first(pdf, "Figure"), "/Alt", pikepdf.String(" ")), "no words that say"),
    "heading of nothing": (drop(lambda pdf: first(pdf, "TH"), "/A"), "does not say what it heads"),
    "no headings": (put(lambda pdf: first(pdf, "THead").K, "/K", Array()), "rows of different length"),
    "skipped level": (put(lambda pdf: first(pdf, "H2"), "/S", Name.H4), "level 4 comes after one of level 1"),
    "first level": (put(lambda pdf: first(pdf, "H1"), "/S", Name.H2), "first heading is of level 2"),
    "ragged": (shorter_row, "rows of different length"),
    "paragraph in row": (put(lambda pdf: first(pdf, "TD"), "/S", Name.P), "TR has P directly in it"),
    "odd kind": (put(lambda pdf: first(pdf, "P"), "/S", Name.Wishes), "Wishes is no standard kind"),
    "list of paragraphs": (put(lambda pdf: first(pdf, "LBody"), "/S", Name.P), "LI has P directly in it"),
    "font not in file": (
        lambda pdf: font(pdf).DescendantFonts[0].FontDescriptor.__delitem__("/FontFile2"),
        "is not in the file",
    ),
    "font without text": (drop(font, "/ToUnicode"), "does not say which text it shows"),
    "codes without glyphs": (drop(lambda pdf: font(pdf).DescendantFonts[0], "/CIDToGIDMap"), "which glyph each code"),
    "unmarked area": (lambda pdf: draw(pdf, b"0 0 10 10 re f"), "Page 1 draws something that is neither"),
    "unmarked text": (lambda pdf: draw(pdf, b"BT (x) Tj ET"), "Page 1 draws something that is neither"),
    "marked by name only": (lambda pdf: draw(pdf, b"/P BMC 0 0 9 9 re f EMC"), "neither content nor decoration"),
    "unmarked form": (code_in_form, "neither content nor decoration"),
    "not closed": (lambda pdf: draw(pdf, b"/Artifact BMC"), "does not close it"),
    "closed too often": (lambda pdf: draw(pdf, b"EMC"), "was not opened"),
    "content in decoration": (
        lambda pdf: draw(pdf, b"/Artifact BMC /P <</MCID 900>> BDC EMC EMC"),
        "content inside decoration",
    ),
    "decoration in content": (
        lambda pdf: draw(pdf, b"/P <</MCID 900>> BDC /Artifact BMC EMC EMC"),
        "decoration inside content",
    ),
    "content in content": (
        lambda pdf: draw(pdf, b"/P <</MCID 900>> BDC /P <</MCID 901>> BDC EMC EMC"),
        "inside numbered content",
    ),
    "number not in tree": (lambda pdf: draw(pdf, b"/P <</MCID 900>> BDC EMC"), "stands 0 times in the tree"),
    "number used twice": (lambda pdf: draw(pdf, b"/P <</MCID 0>> BDC EMC"), "uses the content number 0 twice"),
    "no key": (drop(lambda pdf: pdf.pages[0].obj, "/StructParents"), "no place in the parent tree"),
    "twice in tree": (twice_in_tree, "stands 2 times in the tree"),
    "tree without content": (put(lambda pdf: first(pdf, "H1"), "/K", 900), "which is not there"),
    "misled": (mislead, "does not lead from content 0"),
    "empty box": (empty_box, "shows an empty box"),
    "link nowhere": (put(lambda pdf: first(pdf, "Link"), "/K", Array([])), "leads nowhere"),
    "link not told": (
        links_untold,
        "without words that say what it is",
    ),
    "link out of tree": (links_out_of_tree, "that is not in the tree"),
}


def test_the_sound_file_is_sound(sound: bytes, tmp_path: Path) -> None:
    assert check_broken(sound, tmp_path, lambda _: None) == ""


@pytest.mark.parametrize("name", HARMS)
def test_each_fault_is_found(sound: bytes, tmp_path: Path, name: str) -> None:
    harm, said = HARMS[name]
    assert said in check_broken(sound, tmp_path, harm)


def test_an_untagged_file_fails_the_rules(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "plain.pdf"), invariant=1)
    canvas.drawString(100, 700, "Hello")
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.save()
    said = "\n".join(check_pdf(tmp_path / "plain.pdf"))
    for rule in (
        "not marked as tagged",
        "in which language",
        "in place of its title",
        "has no title",
        "does not claim to follow PDF/UA-1",
        "tab key",
        "neither content nor decoration",
        "no tree of structure",
        "is not in the file",
        "does not say which text it shows",
    ):
        assert rule in said


def test_what_is_no_pdf_is_said(tmp_path: Path) -> None:
    (tmp_path / "note.pdf").write_text("hello")
    assert "cannot be read as a PDF" in check_pdf(tmp_path / "note.pdf")[0]
    assert "cannot be read as a PDF" in check_pdf(tmp_path / "missing.pdf")[0]
