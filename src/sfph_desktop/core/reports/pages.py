"""Pages of a PDF as pictures: for looking at in the window, and for the printer."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2

from sfph_desktop.core.domain.problems import UserCanFix

PRINTER_DPI = 300
"""Dots to the inch that paper deserves; a page is then 2480 by 3508."""


def page_count(path: Path) -> int:
    """How many pages a PDF has. UserCanFix when it cannot be read."""
    with _opened(path) as document:
        return len(document)


def page_images(path: Path | bytes, dpi: float = 96) -> tuple[bytes, ...]:
    """Every page of a PDF, in a file or in memory, as a PNG, in order. UserCanFix when it cannot be read.

    For a printer ask page by page with `page_image`: twelve pages at PRINTER_DPI together are large.
    """
    with _opened(path) as document:
        return tuple(_png(document, number, dpi) for number in range(len(document)))


def page_image(path: Path, number: int, dpi: float = PRINTER_DPI) -> bytes:
    """One page as a PNG, counted from 0. UserCanFix when the file cannot be read; IndexError beyond its end."""
    with _opened(path) as document:
        if not 0 <= number < len(document):
            raise IndexError(number)
        return _png(document, number, dpi)


@contextmanager
def _opened(path: Path | bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed again when done."""
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        raise UserCanFix(
            what=f"{path if isinstance(path, Path) else 'The document'} cannot be shown.",
            why="It is not there, or it is not a PDF.",
            do="Make the document again.",
        ) from None
    try:
        yield document
    finally:
        document.close()


def _png(document: pypdfium2.PdfDocument, number: int, dpi: float) -> bytes:
    """One page drawn at so many dots to the inch."""
    page = document[number]
    drawn = page.render(scale=dpi / 72)
    buffer = io.BytesIO()
    # The fastest compression: these pictures are looked at once.
    drawn.to_pil().save(buffer, format="PNG", compress_level=1, dpi=(dpi, dpi))
    drawn.close()
    page.close()
    return buffer.getvalue()
