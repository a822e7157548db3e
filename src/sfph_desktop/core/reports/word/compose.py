"""Blocks into a Word document: which style each kind has, and what it is made of."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx.shared import Pt

from sfph_desktop.core.domain.problems import OurBug
from sfph_desktop.core.reports import blocks
from sfph_desktop.core.reports.blocks import COLUMN_POINTS, Block
from sfph_desktop.core.reports.typeset.style import ACCENT, ACCENT_TINT, ATTENTION, Sheet, role_colour
from sfph_desktop.core.reports.word.numbering import FINDING_LISTS, FIRST_FREE
from sfph_desktop.core.reports.word.parts import filled, in_list, spans, tab_at, tell_picture, write
from sfph_desktop.core.reports.word.pictures import png
from sfph_desktop.core.reports.word.tables import put_table, set_widths

_BEGIN_WITH_A_TABLE = (blocks.CoverStrip, blocks.KeyFigures, blocks.Table)
_TICK = {True: "☐", False: "○"}


class WordComposer:
    """Puts the blocks of one document after one another. What stands in two columns on paper follows here."""

    def __init__(self, word: Any, sheet: Sheet) -> None:
        self._word, self._sheet = word, sheet
        self.numbered_lists = 0
        self._pictures = 0
        self._break = False
        self._ways: Mapping[type, Callable[[Any], list[Any]]] = {
            blocks.CoverStrip: self._cover,
            blocks.Heading: lambda block: [self._add(block.text, f"heading {block.level}", role=block.role)],
            blocks.Prose: lambda block: [self._add(block.text, "Lead" if block.lead else "Normal")],
            blocks.FindingLine: self._finding,
            blocks.BulletList: self._list,
            blocks.Table: lambda block: put_table(self._word, block, self._add, size=sheet.cell.size),
            blocks.ChartBlock: self._chart,
            blocks.KeyFigures: self._key_figures,
            blocks.Note: self._note,
            blocks.SmallPrint: lambda block: [self._add(block.text, "Small print")],
            blocks.Contact: self._contact,
            blocks.CodeGroups: lambda block: [
                self._add(f"{place}  {group}", "Code") for place, group in enumerate(block.groups, start=1)
            ],
            blocks.FillIn: lambda block: [self._add(block.label, "Fill in")],
            blocks.Spacer: self._space,
            blocks.PageBreak: self._new_page,
            blocks.KeepTogether: self._together,
            blocks.Columns: lambda block: self.compose((*block.left, *block.right)),
            blocks.FormHead: self._form_head,
            blocks.Question: self._question,
            blocks.Choices: self._choices,
            blocks.WriteOn: self._write_on,
        }

    def compose(self, several: Sequence[Block]) -> list[Any]:
        """Put blocks in order; the paragraphs they became."""
        made: list[Any] = []
        for block in several:
            if self._break and isinstance(block, _BEGIN_WITH_A_TABLE) and not getattr(block, "caption", ""):
                self._add("", "Small print")  # only a paragraph can begin a page
            made += self._ways[type(block)](block)
        return made

    # --- the kinds of block ------------------------------------------------------------------------

    def _add(self, text: blocks.Text, style: str, *, role: Any = None, strong: bool = False) -> Any:
        """One paragraph; the first after a page break begins a page."""
        made = self._word.add_paragraph(style=style)
        write(made, text, small=self._sheet.small.size, strong=strong, colour=role_colour(role) if role else "")
        if self._break:
            made.paragraph_format.page_break_before = True
            self._break = False
        return made

    def _cover(self, strip: blocks.CoverStrip) -> list[Any]:
        about = " · ".join(part for part in (strip.contract, strip.period) if part)
        lines = [(strip.enterprise, "Cover line", True), (strip.title, "Title", False)]
        lines += [(line, "Cover line", False) for line in (about, *strip.lines)]
        table = self._word.add_table(rows=1, cols=1)
        set_widths(table, (1.0,))
        cell = table.rows[0].cells[0]
        filled(cell, ACCENT, pad=14.0)
        first = cell.paragraphs[0]
        made = []
        for text, style, strong in [line for line in lines if line[0]]:
            line = cell.add_paragraph(style=style)
            write(line, text, strong=strong)
            made.append(line)
        first._p.getparent().remove(first._p)
        return [*made, self._add("", "Normal")]

    def _finding(self, finding: blocks.FindingLine) -> list[Any]:
        line = self._add(finding.text, "Finding", strong=finding.strong)
        in_list(line, FINDING_LISTS[finding.role])
        if finding.evidence:
            tab_at(line, COLUMN_POINTS)
            write(line, (blocks.Span(text=f"\t{finding.evidence}", quiet=True),))
        if not finding.detail:
            return [line]
        line.paragraph_format.keep_with_next = True
        line.paragraph_format.space_after = Pt(2)
        return [line, self._add(finding.detail, "Finding detail")]

    def _list(self, listed: blocks.BulletList) -> list[Any]:
        made = [self._add(item, "List Number" if listed.ordered else "List Bullet") for item in listed.items]
        if listed.ordered:
            for item in made:
                in_list(item, FIRST_FREE + self.numbered_lists)
            self.numbered_lists += 1
        return made

    def _chart(self, chart: blocks.ChartBlock) -> list[Any]:
        if not chart.alt.strip():
            raise OurBug("A chart came without words that say what it shows.")
        line = self._add("", "Normal")
        share = 1.0 if self._sheet.large else chart.width
        shape = line.add_run().add_picture(io.BytesIO(png(chart.drawing)), width=Pt(COLUMN_POINTS * share))
        self._pictures += 1
        tell_picture(shape, self._pictures, chart.alt.strip())
        if not chart.caption:
            return [line]
        line.paragraph_format.keep_with_next = True
        return [line, self._add(chart.caption, "Chart caption")]

    def _key_figures(self, figures: blocks.KeyFigures) -> list[Any]:
        made: list[Any] = []
        abreast = self._sheet.tiles_abreast
        for start in range(0, len(figures.tiles), abreast):
            tiles = figures.tiles[start : start + abreast]
            table = self._word.add_table(rows=1, cols=len(tiles))
            set_widths(table, (1.0,) * len(tiles))
            for cell, tile in zip(table.rows[0].cells, tiles, strict=True):
                filled(cell, ACCENT_TINT, rule=role_colour(tile.role), pad=6.0)
                first, second = cell.paragraphs[0], cell.add_paragraph(style="Key figure text")
                first.style = "Key figure"
                write(first, tile.number, colour=role_colour(tile.role) if tile.role else ACCENT)
                write(second, tile.explanation)
                if tile.evidence:
                    write(cell.add_paragraph(style="Small print"), tile.evidence)
                made += cell.paragraphs
            made.append(self._add("", "Small print"))
        return made

    def _note(self, note: blocks.Note) -> list[Any]:
        style = "Caution" if note.caution else "Note"
        made = [self._add(note.text, style)]
        if note.title:
            title = self._word.add_paragraph(style=style)
            write(title, note.title, strong=True, colour=ATTENTION if note.caution else ACCENT)
            title.paragraph_format.keep_with_next = True
            made[0]._p.addprevious(title._p)
            made.insert(0, title)
        made[-1].paragraph_format.space_after = Pt(self._sheet.body.size * 1.1)
        return made

    def _contact(self, contact: blocks.Contact) -> list[Any]:
        made = [self._add(contact.title, "Small print")] if contact.title else []
        made.append(self._add(contact.name, "Normal", strong=True))
        made += [self._add(line, "Normal") for line in contact.lines]
        for line in made:
            line.paragraph_format.space_after = Pt(0)
        return self._kept(made)

    def _space(self, space: blocks.Spacer) -> list[Any]:
        made = self._add("", "Normal")
        made.paragraph_format.space_after = Pt(0)
        made.paragraph_format.line_spacing = Pt(space.height)
        return [made]

    def _new_page(self, _block: blocks.PageBreak) -> list[Any]:
        self._break = True
        return []

    def _together(self, group: blocks.KeepTogether) -> list[Any]:
        return self._kept(self.compose(group.blocks))

    def _kept(self, paragraphs: list[Any]) -> list[Any]:
        """All but the last stay with the next."""
        for made in paragraphs[:-1]:
            made.paragraph_format.keep_with_next = True
        return paragraphs

    # --- to be filled in ---------------------------------------------------------------------------

    def _form_head(self, head: blocks.FormHead) -> list[Any]:
        made = [self._add(head.title, "heading 1"), *(self._add(line, "Normal") for line in head.lines)]
        return [*made, self._add(f"Code {head.code}", "Code")] if head.code else made

    def _question(self, question: blocks.Question) -> list[Any]:
        number = f"{question.number} " if question.number else ""
        made = self._add((blocks.Span(text=number), *spans(question.text)), "Normal", strong=True)
        made.paragraph_format.keep_with_next = True
        return [made]

    def _choices(self, choices: blocks.Choices) -> list[Any]:
        mark = _TICK[choices.several]
        said = [" ".join(part for part in (mark, one.number, one.label) if part) for one in choices.options]
        if choices.manner in {"row", "scale", "thermometer"}:
            return [self._add("    ".join(said), "Normal")]
        return [self._add(one, "Normal") for one in said]

    def _write_on(self, written: blocks.WriteOn) -> list[Any]:
        hint = [self._add(written.hint, "Small print")] if written.hint else []
        return [*hint, *(self._add("", "Fill in") for _ in range(written.lines))]
