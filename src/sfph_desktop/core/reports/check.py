"""Is a PDF usable by somebody who cannot see it? Our own check against PDF/UA-1 (ISO 14289-1), with pikepdf.

It checks what a machine can: that everything drawn is either content in the tree of structure or decoration, that the
tree is sound, and that the file says what it is. Whether the words are good ones, a person has to judge.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf

from sfph_desktop.core.reports.checking.content import read_content
from sfph_desktop.core.reports.checking.document import document_problems
from sfph_desktop.core.reports.checking.fonts import font_problems
from sfph_desktop.core.reports.checking.structure import structure_problems


def check_pdf(path: Path) -> tuple[str, ...]:
    """What is wrong with a PDF, each in one sentence; nothing when it passes every rule."""
    try:
        pdf = pikepdf.open(path)
    except (pikepdf.PdfError, OSError) as trouble:
        return (f"It cannot be read as a PDF: {trouble}.",)
    with pdf:
        content = read_content(pdf)
        found = [
            *document_problems(pdf),
            *content.problems,
            *structure_problems(pdf, content.marks),
            *font_problems(pdf),
        ]
    return tuple(dict.fromkeys(found))
