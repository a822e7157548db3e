"""A document for a word processor: blocks into a .docx, the same document always into the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.shared import Pt

from sfph_desktop.core.reports.blocks import COLUMN_POINTS, Block, CoverStrip, Document
from sfph_desktop.core.reports.pdf import with_notice
from sfph_desktop.core.reports.typeset.style import (
    ATTENTION,
    MARGIN_SIDE,
    MARGIN_TOP,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    WHITE,
    sheet,
)
from sfph_desktop.core.reports.whole_file import put_whole
from sfph_desktop.core.reports.word.compose import WordComposer
from sfph_desktop.core.reports.word.package import dress, packed
from sfph_desktop.core.reports.word.parts import element, field, tab_at, write
from sfph_desktop.core.reports.word.styles import ink

STAMP = "SAMPLE"


def write_word(document: Document, out: Path, *, numbered: bool = True) -> None:
    """Write a document to `out`, replacing what was there only when the new one is whole.

    UserCanFix when the file cannot be written, or when a chart holds a sign that cannot be printed: then nothing is
    written. The folder has to exist. `numbered`: the headings carry numbers.
    """
    put_whole(word_bytes(document, numbered=numbered), out)


def word_bytes(document: Document, *, numbered: bool = True) -> bytes:
    """The .docx of a document."""
    styles = sheet(large_print=document.large_print)
    word = docx.Document()
    lists = sum(1 for block in _all(document.blocks) if getattr(block, "ordered", False))
    dress(word, document, styles, numbered=numbered, lists=lists)
    _lay_page(word, document)
    WordComposer(word, styles).compose(with_notice(document))
    return packed(word)


def _all(several: tuple[Block, ...]) -> list[Block]:
    """Every block, those within others too."""
    found: list[Block] = []
    for block in several:
        within = [getattr(block, name, ()) for name in ("blocks", "left", "right")]
        found += [block, *(inner for some in within for inner in _all(some))]
    return found


def _lay_page(word: Any, document: Document) -> None:
    """A4, its margins, and what stands at the head and the foot of every page."""
    section = word.sections[0]
    section.page_width, section.page_height = Pt(PAGE_WIDTH), Pt(PAGE_HEIGHT)
    section.left_margin = section.right_margin = Pt(MARGIN_SIDE)
    section.top_margin, section.bottom_margin = Pt(MARGIN_TOP), Pt(MARGIN_TOP)
    section.header_distance = section.footer_distance = Pt(30)
    covered = bool(document.blocks) and isinstance(document.blocks[0], CoverStrip)
    section.different_first_page_header_footer = covered
    said = " · ".join(part for part in (document.author, document.title) if part)
    _head(section.header.paragraphs[0], said, document.sample)
    _foot(section.footer.paragraphs[0], document.footer)
    if covered:  # the strip says whose it is: only the stamp stands over it
        _head(section.first_page_header.paragraphs[0], "", document.sample)
        _foot(section.first_page_footer.paragraphs[0], document.footer)


def _head(line: Any, said: str, sample: bool) -> None:
    """Whose document it is, and the stamp at the right."""
    tab_at(line, COLUMN_POINTS)
    write(line, said)
    if sample:
        run = line.add_run("\t")
        run = line.add_run(f" {STAMP} ")
        run.bold = True
        properties = run._r.get_or_add_rPr()
        properties.append(element("w:color", val=ink(WHITE)))
        properties.append(element("w:shd", val="clear", color="auto", fill=ink(ATTENTION)))


def _foot(line: Any, said: str) -> None:
    """Where the figures come from, and the number of the page."""
    tab_at(line, COLUMN_POINTS)
    write(line, said)
    line.add_run("\tPage ")
    field(line, "PAGE")
    line.add_run(" of ")
    field(line, "NUMPAGES")
