"""A document onto paper: blocks into a tagged PDF (PDF/UA-1), the same document always into the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.platypus.doctemplate import BaseDocTemplate, LayoutError, PageTemplate
from reportlab.platypus.frames import Frame

from sfph_desktop.core.domain.problems import OurBug
from sfph_desktop.core.reports.blocks import COLUMN_POINTS, Block, CoverStrip, Document, Note
from sfph_desktop.core.reports.typeset.compose import Composer
from sfph_desktop.core.reports.typeset.fonts import Typeface
from sfph_desktop.core.reports.typeset.furniture import Furnisher
from sfph_desktop.core.reports.typeset.papers import PAPERS, Paper
from sfph_desktop.core.reports.typeset.shaping import Shaper
from sfph_desktop.core.reports.typeset.structure import write_outline, write_structure
from sfph_desktop.core.reports.typeset.style import (
    MARGIN_SIDE,
    MARGIN_TOP,
    PAGE_WIDTH,
    sheet,
)
from sfph_desktop.core.reports.typeset.tagging import TaggedCanvas
from sfph_desktop.core.reports.whole_file import put_whole

MARGIN_FOOT_SLIDE, MARGIN_TOP_SLIDE = 40.0, 50.0
"""A slide is low: its foot and its head are too."""
_MADE_BY = "SFPH Desktop"
_INVENTED = Note(
    title="SAMPLE",
    text="Everything here is made from invented data. It says nothing about any real person or enterprise.",
    caution=True,
)


def write_pdf(document: Document, out: Path) -> None:
    """Write a document to `out`, replacing what was there only when the new one is whole.

    UserCanFix when a text holds a sign no typeface of ours covers (nothing is written), or when the file cannot be
    written. The folder has to exist.
    """
    put_whole(pdf_bytes(document), out)


def pdf_bytes(document: Document) -> bytes:
    """The PDF of a document. UserCanFix when a text holds a sign that cannot be printed."""
    typeface, paper = Typeface(), PAPERS[document.paper]
    shaper = Shaper(typeface)
    styles = sheet(large_print=document.large_print, paper=document.paper)
    composer = Composer(shaper, styles)
    pages = _lay_pages(document, composer, shaper)
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        furnisher = Furnisher(shaper, styles, document)
        furniture = [furnisher.page(place, len(pdf.pages)) for place in range(len(pdf.pages))]
        shaper.refuse_what_is_missing()
        fonts = pdf.make_indirect(typeface.embed(pdf))
        for page, around in zip(pdf.pages, furniture, strict=True):
            page.obj.Resources = Dictionary(Font=fonts)
            body = page.obj.Contents
            parts = [pdf.make_stream(around.beneath), body, pdf.make_stream(around.above)]
            page.obj.Contents = Array(_enlarged(pdf, parts, paper))
            page.obj.MediaBox = Array([0, 0, *(round(edge, 4) for edge in paper.size)])
        _clear_catalogue(pdf)
        write_structure(pdf, composer.root, paper.enlarged)
        marks = composer.outline
        write_outline(pdf, [(mark.level, mark.text, mark.page, mark.top * paper.scale) for mark in marks])
        _describe(pdf, document)
        return _saved(pdf)


class PageCounter:
    """How many pages documents have: several that share most of their words, each of which is shaped once for all."""

    def __init__(self) -> None:
        self._shaper = Shaper(Typeface())

    def __call__(self, document: Document) -> int:
        """The pages of one document. UserCanFix when a text holds a sign that cannot be printed."""
        composer = Composer(self._shaper, sheet(large_print=document.large_print, paper=document.paper))
        with pikepdf.open(io.BytesIO(_lay_pages(document, composer, self._shaper))) as pdf:
            return len(pdf.pages)


def with_notice(document: Document) -> tuple[Block, ...]:
    """The blocks; for a sample with a note in words below its head, since the stamps are not read aloud."""
    if not document.sample:
        return document.blocks
    head = 1 if document.blocks and isinstance(document.blocks[0], CoverStrip) else 0
    return (*document.blocks[:head], _INVENTED, *document.blocks[head:])


def _lay_pages(document: Document, composer: Composer, shaper: Shaper) -> bytes:
    """ReportLab's pages with the content of all blocks; the first frame reaches the upper edge under a cover strip."""
    covered = bool(document.blocks) and isinstance(document.blocks[0], CoverStrip)
    foot, high = (
        sheet(large_print=document.large_print, paper=document.paper).margin_foot,
        PAPERS[document.paper].height,
    )
    top = MARGIN_TOP
    if document.paper == "slide":
        foot, top = MARGIN_FOOT_SLIDE, MARGIN_TOP_SLIDE
    boxes = composer.compose(with_notice(document))
    shaper.refuse_what_is_missing()
    buffer = io.BytesIO()
    template = BaseDocTemplate(buffer, pagesize=(PAGE_WIDTH, high), invariant=1, pageCompression=0)
    first = 0.0 if covered else top
    template.addPageTemplates([_page("first", first, foot, high), _page("later", top, foot, high)])
    try:
        template.build(boxes, canvasmaker=TaggedCanvas)
    except LayoutError:
        raise OurBug("A block is too tall for a page.") from None
    return buffer.getvalue()


def _page(name: str, top: float, foot: float, page: float) -> PageTemplate:
    """A page with one frame between its margins."""
    high = page - foot - top
    no_padding = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
    frame = Frame(MARGIN_SIDE, foot, COLUMN_POINTS, high, id=name, **no_padding)
    return PageTemplate(id=name, frames=[frame], autoNextPageTemplate="later")


def _enlarged(pdf: pikepdf.Pdf, parts: list[pikepdf.Object], paper: Paper) -> list[pikepdf.Object]:
    """The content of a page as large as its paper asks."""
    if paper.scale == 1.0:
        return parts
    turned = f"q {paper.scale:.5f} 0 0 {paper.scale:.5f} 0 0 cm".encode("ascii")
    return [pdf.make_stream(turned), *parts, pdf.make_stream(b"Q")]


def _clear_catalogue(pdf: pikepdf.Pdf) -> None:
    """Take out what ReportLab put beside the pages: all of it is ours to say."""
    for key in [key for key in pdf.Root.keys() if key not in {"/Type", "/Pages"}]:  # noqa: SIM118 - not a dict
        del pdf.Root[key]
    for page in pdf.pages:
        for key in [key for key in page.obj.keys() if key in {"/Trans", "/Rotate"}]:  # noqa: SIM118
            del page.obj[key]


def _describe(pdf: pikepdf.Pdf, document: Document) -> None:
    """Title, language and what the file says of itself, for readers and for catalogues."""
    title = f"{document.title} (SAMPLE)" if document.sample else document.title
    pdf.Root.Lang = pikepdf.String(document.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    said = {"/Title": title, "/Author": document.author, "/Subject": document.subject, "/Creator": _MADE_BY}
    if document.made_at:
        said["/CreationDate"] = _pdf_date(document.made_at)
    info = pdf.make_indirect(Dictionary({key: pikepdf.String(text) for key, text in said.items() if text}))
    pdf.trailer["/Info"] = info
    packet = pdf.make_stream(_xmp(replace(document, title=title)).encode("utf-8"))
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = packet


def _pdf_date(moment: datetime) -> str:
    """A moment as PDF writes it: D:20260504093000+00'00'."""
    zone = moment.strftime("%z")
    return moment.strftime("D:%Y%m%d%H%M%S") + (f"{zone[:3]}'{zone[3:5]}'" if zone else "")


def _xmp(document: Document) -> str:
    """The packet of metadata, with the claim to PDF/UA-1 (ISO 14289-1, 5)."""
    lines = [
        f"<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>{escape(document.title)}</rdf:li></rdf:Alt></dc:title>",
        f"<dc:language><rdf:Bag><rdf:li>{escape(document.language)}</rdf:li></rdf:Bag></dc:language>",
        f"<xmp:CreatorTool>{_MADE_BY}</xmp:CreatorTool>",
    ]
    if document.author:
        lines.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(document.author)}</rdf:li></rdf:Seq></dc:creator>")
    if document.subject:
        subject = escape(document.subject)
        lines.append(
            f"<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>{subject}</rdf:li></rdf:Alt></dc:description>"
        )
    if document.made_at:
        lines.append(f"<xmp:CreateDate>{document.made_at.isoformat(timespec='seconds')}</xmp:CreateDate>")
    spaces = {
        "dc": "http://purl.org/dc/elements/1.1/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    }
    named = " ".join(f"xmlns:{prefix}={quoteattr(space)}" for prefix, space in spaces.items())
    body = "\n".join(lines)
    return (
        "<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>\n"
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'>\n"
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n"
        f"<rdf:Description rdf:about='' {named}>\n<pdfuaid:part>1</pdfuaid:part>\n{body}\n"
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end='r'?>"
    )


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes, compressed, with an identity that depends on them alone."""
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        min_version="1.7",
    )
    return buffer.getvalue()
