"""A chart for Word: drawn in the typeface of the document, as a picture fine enough for print."""

from __future__ import annotations

import io

import pikepdf
from PIL import Image

from sfph_desktop.core.reports.drawing import Drawing
from sfph_desktop.core.reports.pages import page_images
from sfph_desktop.core.reports.typeset.drawn import operators
from sfph_desktop.core.reports.typeset.fonts import Typeface
from sfph_desktop.core.reports.typeset.shaping import Shaper

DPI = 220
"""Dots to the inch. Word has no vectors that every word processor shows, so that charts are pictures there."""


def png(drawing: Drawing) -> bytes:
    """The drawing as a PNG. UserCanFix when one of its words holds a sign that cannot be printed."""
    typeface = Typeface()
    shaper = Shaper(typeface)
    code = operators(shaper, drawing, 1.0, 0.0)
    shaper.refuse_what_is_missing()
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(drawing.width, drawing.height))
        page.obj.Resources = pikepdf.Dictionary(Font=pdf.make_indirect(typeface.embed(pdf)))
        page.obj.Contents = pdf.make_stream(code.encode("ascii"))
        pdf.save(buffer)
    return _small(page_images(buffer.getvalue(), DPI)[0])


def _small(picture: bytes) -> bytes:
    """The same picture in fewer bytes: charts have few colours."""
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as opened:
        drawn = opened.convert("RGB").quantize(128, dither=Image.Dither.NONE)
        drawn.save(buffer, format="PNG", optimize=True, dpi=(DPI, DPI))
    return buffer.getvalue()
