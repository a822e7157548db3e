"""A document as plain text, for golden files: one line a block, marks for what it is."""

from __future__ import annotations

import os
from pathlib import Path

from sfph_desktop.core.reports import blocks
from sfph_desktop.core.reports.blocks import Document, Text

GOLDEN = Path(__file__).resolve().parents[2] / "golden"


def said(text: Text) -> str:
    plain = text if isinstance(text, str) else "".join(span.text for span in text)
    return plain.replace("\u00a0", " ")


def lines_of(block: object) -> list[str]:  # noqa: C901 - one branch for each kind of block
    if isinstance(block, blocks.CoverStrip):
        return [
            said(part) for part in (block.enterprise, block.title, block.contract, block.period, *block.lines) if part
        ]
    if isinstance(block, blocks.Heading):
        return ["", f"{'#' * block.level} {said(block.text)}" + (f" [{block.role}]" if block.role else "")]
    if isinstance(block, blocks.Prose | blocks.SmallPrint):
        return [said(block.text)]
    if isinstance(block, blocks.FindingLine):
        mark = "**" if block.strong else "*"
        head = f"{mark} {said(block.text)}  [{block.evidence or '-'}; {block.role or 'all'}]"
        return [head, *(f"    {line}" for line in said(block.detail).splitlines())]
    if isinstance(block, blocks.BulletList):
        return [f"- {said(item)}" for item in block.items]
    if isinstance(block, blocks.Table):
        rows = [" | ".join(said(cell).replace("\n", " / ") for cell in row) for row in (block.header, *block.rows)]
        return [f"table: {block.caption}" if block.caption else "table:", *(f"  {row}" for row in rows)]
    if isinstance(block, blocks.ChartBlock):
        return [f"chart: {said(block.alt)}" + (f" ({block.caption})" if block.caption else "")]
    if isinstance(block, blocks.KeyFigures):
        return [f"tile: {said(t.number)} {said(t.explanation)} [{t.evidence or '-'}]" for t in block.tiles]
    if isinstance(block, blocks.Note):
        return [f"note: {said(block.title)}: {said(block.text)}"]
    if isinstance(block, blocks.Contact):
        return [f"contact: {block.name}", *(f"  {said(line)}" for line in block.lines)]
    if isinstance(block, blocks.KeepTogether):
        return [line for inner in block.blocks for line in lines_of(inner)]
    if isinstance(block, blocks.Columns):
        return [line for inner in (*block.left, *block.right) for line in lines_of(inner)]
    return []


def as_text(document: Document) -> str:
    head = [f"title: {document.title}", f"sample: {document.sample}", f"footer: {said(document.footer)}"]
    return "\n".join([*head, *(line for block in document.blocks for line in lines_of(block))]) + "\n"


def agrees_with_golden(name: str, text: str) -> None:
    """Compare with tests/golden/NAME; SFPH_REFRESH_GOLDEN=1 writes it anew, to be read before it is kept."""
    path = GOLDEN / name
    if os.environ.get("SFPH_REFRESH_GOLDEN") == "1":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
