"""A Word document read back as plain text, by the library: one line a paragraph, with its style."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def told(paragraph: Any) -> str:
    alts = [about.get("descr") for about in paragraph._p.iter(qn("wp:docPr"))]
    picture = "".join(f"[picture: {alt}]" for alt in alts)
    return f"{paragraph.style.name}: {paragraph.text}{picture}"


def lines(data: bytes) -> list[str]:
    found: list[str] = []
    for block in opened(data).iter_inner_content():
        if isinstance(block, Paragraph):
            found.append(told(block))
        elif isinstance(block, Table):
            rows = ([" / ".join(p.text for p in cell.paragraphs) for cell in row.cells] for row in block.rows)
            found += [f"| {' | '.join(cells)}" for cells in rows]
    return found


def text(data: bytes) -> str:
    return "\n".join(lines(data)) + "\n"


def heads(data: bytes) -> list[str]:
    """What stands at the head of the pages: the first, and those after it."""
    section = opened(data).sections[0]
    kinds = [section.header] + ([section.first_page_header] if section.different_first_page_header_footer else [])
    return [" ".join(paragraph.text for paragraph in kind.paragraphs) for kind in kinds]
