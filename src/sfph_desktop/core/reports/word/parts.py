"""What the library has no words for, as small pieces of Word's own language: fields, links, borders, lists."""

from __future__ import annotations

import re
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from sfph_desktop.core.reports.blocks import Span, Text
from sfph_desktop.core.reports.typeset.style import Colour
from sfph_desktop.core.reports.word.styles import ink, twips

_NOT_TEXT = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What may not stand in XML at all."""
_IN_A_NUMBER = re.compile(r"(?<=\b[ES])-(?=\d{4})")
"""The hyphen of `E-0412` and `S-0003`."""


def plain(text: str) -> str:
    """Text that a file may hold: signs that are no text are left out."""
    return _NOT_TEXT.sub("", text)


def element(name: str, **attributes: str) -> Any:
    """`element("w:shd", fill="FFFFFF")`."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def spans(text: Text) -> tuple[Span, ...]:
    """A text as spans."""
    return (Span(text=text),) if isinstance(text, str) else text


def write(paragraph: Any, text: Text, *, small: float = 0.0, strong: bool = False, colour: Colour = "") -> None:
    """Put a text at the end of a paragraph. `small`: points of its quiet spans."""
    for span in spans(text):
        run = paragraph.add_run()
        for place, line in enumerate(plain(span.text).split("\n")):
            if place:
                run.add_break()
            _unbroken(run, line)
        run.bold = True if span.strong or strong else None
        run.italic = True if span.italic else None
        if span.quiet:
            run.style = "Evidence number"
        elif colour:
            run._r.get_or_add_rPr().append(element("w:color", val=ink(colour)))
        if span.quiet and small:
            run.font.size = round(small * 12700)
        if span.link:
            _link(paragraph, run, span.link)


def _unbroken(run: Any, line: str) -> None:
    """A line into a run: an evidence number is not cut at its hyphen."""
    for place, piece in enumerate(_IN_A_NUMBER.split(line)):
        if place:
            run._r.append(OxmlElement("w:noBreakHyphen"))
        run.add_text(piece)


def _link(paragraph: Any, run: Any, address: str) -> None:
    """Make a run lead to an address outside."""
    made = OxmlElement("w:hyperlink")
    made.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.style = "Hyperlink"
    paragraph._p.append(made)
    made.append(run._r)


def field(paragraph: Any, code: str) -> None:
    """A number that Word works out: `PAGE`, `NUMPAGES`."""
    made = element("w:fldSimple", instr=code)
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    made.append(run)
    paragraph._p.append(made)


def in_list(paragraph: Any, number: int) -> None:
    """Make a paragraph an item of a list."""
    listed = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    listed.get_or_add_ilvl().val = 0
    listed.get_or_add_numId().val = number


def tab_at(paragraph: Any, points: float) -> None:
    """What stands after a tab ends at so many points from the left."""
    tabs = element("w:tabs")
    tabs.append(element("w:tab", val="right", pos=str(twips(points))))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(tabs, "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")


def heading_row(row: Any) -> None:
    """The row is told as the heading of the table, and stands again at the head of each page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def whole(row: Any) -> None:
    """The row does not break across pages."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def described(table: Any, text: str) -> None:
    """The name of a table for those who listen."""
    if text:
        table._tbl.tblPr.append(element("w:tblCaption", val=plain(text)))


def looks(table: Any, *, row_headings: bool, total: bool) -> None:
    """Which rows and columns of a table are set apart, and that its columns keep their widths."""
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    said = {"firstRow": 1, "lastRow": int(total), "firstColumn": int(row_headings), "lastColumn": 0}
    properties.append(
        element("w:tblLook", val="04A0", noHBand="1", noVBand="1", **{name: str(value) for name, value in said.items()})
    )


def filled(cell: Any, ground: Colour, *, rule: Colour = "", pad: float = 4.0) -> None:
    """A tinted ground for a cell, with so many points around its words; with a thick rule at its left."""
    properties = cell._tc.get_or_add_tcPr()
    if rule:
        borders = element("w:tcBorders")
        borders.append(element("w:left", val="single", sz="24", space="0", color=ink(rule)))
        properties.append(borders)
    properties.append(element("w:shd", val="clear", color="auto", fill=ink(ground)))
    margins = element("w:tcMar")
    for side in ("top", "left", "bottom", "right"):
        margins.append(element(f"w:{side}", w=str(twips(pad)), type="dxa"))
    properties.append(margins)


def tell_picture(shape: Any, number: int, alt: str) -> None:
    """The words for those who do not see a picture."""
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    about = shape._inline.docPr
    about.set("id", str(number))
    about.set("name", f"Chart {number}")
    about.set("descr", plain(alt))
