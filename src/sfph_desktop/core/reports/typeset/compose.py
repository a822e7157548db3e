"""Blocks into boxes: what each kind of block looks like, and what part of the structure it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reportlab.platypus.doctemplate import NextPageTemplate
from reportlab.platypus.flowables import Flowable, KeepTogether, PageBreak, Spacer

from sfph_desktop.core.domain.problems import OurBug
from sfph_desktop.core.reports import blocks
from sfph_desktop.core.reports.blocks import COLUMN_POINTS, Block, Span, Text
from sfph_desktop.core.reports.typeset.boxes import CodeBox, CoverBox, FigureBox, Tile, TilesBox
from sfph_desktop.core.reports.typeset.columns import ColumnsBox
from sfph_desktop.core.reports.typeset.forms import (
    ChoicesBox,
    FormHeadBox,
    WriteBox,
    question_indent,
    ring_radius,
    set_choices,
)
from sfph_desktop.core.reports.typeset.layout import Bookmark, Manner, Room, TextBox
from sfph_desktop.core.reports.typeset.lines import set_text
from sfph_desktop.core.reports.typeset.shaping import Shaper
from sfph_desktop.core.reports.typeset.style import (
    ACCENT,
    ACCENT_TINT,
    ATTENTION,
    ATTENTION_TINT,
    COLUMN_GAP,
    LINE,
    QUIET,
    Sheet,
    TextStyle,
    role_colour,
)
from sfph_desktop.core.reports.typeset.tables import TableBox, least_width, table_text
from sfph_desktop.core.reports.typeset.tagging import Element


class Composer:
    """Composes one document: boxes to be laid on pages, the tree of its structure and its outline."""

    def __init__(self, shaper: Shaper, sheet: Sheet) -> None:
        self.root = Element("Document")
        self.outline: list[Bookmark] = []
        self._shaper, self._sheet = shaper, sheet
        self._width = COLUMN_POINTS
        self._ways: Mapping[type, Callable[[Any], list[Flowable]]] = {
            blocks.CoverStrip: self._cover,
            blocks.Heading: self._heading,
            blocks.Prose: self._prose,
            blocks.FindingLine: self._finding,
            blocks.BulletList: self._list,
            blocks.Table: self._table,
            blocks.ChartBlock: self._chart,
            blocks.KeyFigures: self._key_figures,
            blocks.Note: self._note,
            blocks.SmallPrint: self._small_print,
            blocks.Contact: self._contact,
            blocks.CodeGroups: self._code_groups,
            blocks.FillIn: self._fill_in,
            blocks.Spacer: lambda block: [Spacer(1, block.height)],
            blocks.PageBreak: lambda _: [PageBreak()],
            blocks.KeepTogether: lambda block: [KeepTogether(self.compose(block.blocks))],
            blocks.Columns: self._columns,
            blocks.FormHead: self._form_head,
            blocks.Question: self._question,
            blocks.Choices: self._choices,
            blocks.WriteOn: self._write_on,
        }

    def compose(self, several: Sequence[Block]) -> list[Flowable]:
        """The boxes of blocks in order; a heading takes the beginning of what follows it along to a new page."""
        found: list[Flowable] = []
        waiting: list[Flowable] = []
        for block in several:
            boxes = self._ways[type(block)](block)
            if isinstance(block, blocks.Heading | blocks.Question):
                waiting.extend(boxes)
            elif waiting and boxes:
                found.extend((Room([*waiting, *_beginning(boxes)]), *waiting, *boxes))
                waiting = []
            else:
                found.extend(boxes)
        return [*found, *waiting]

    def _text(
        self, text: Text, style: TextStyle, element: Element | None, manner: Manner | None = None, **spaces: float
    ) -> TextBox:
        """A box of text; `before` and `after` change the style's spaces."""
        style = replace(style, **spaces) if spaces else style  # type: ignore[arg-type]
        return TextBox(self._shaper, set_text(self._shaper, text, style), element, manner=manner)

    # --- the kinds of block ------------------------------------------------------------------------

    def _cover(self, strip: blocks.CoverStrip) -> list[Flowable]:
        line, title = self._sheet.cover_line, self._sheet.cover_title
        about = " · ".join(part for part in (strip.contract, strip.period) if part)
        texts = [("P", strip.enterprise, replace(line, strong=True), 0.0), ("H1", strip.title, title, 6.0)]
        texts += [("P", text, line, 10.0 if place == 0 else 1.0) for place, text in enumerate((about, *strip.lines))]
        kept = [(kind, text, style, gap) for kind, text, style, gap in texts if text]
        gaps = [gap for *_, gap in kept]
        parts = [(set_text(self._shaper, text, style), self.root.add(kind)) for kind, text, style, _ in kept]
        return [CoverBox(self._shaper, parts, gaps, marks=not self._sheet.large), NextPageTemplate("later")]

    def _heading(self, heading: blocks.Heading) -> list[Flowable]:
        style = self._sheet.headings[heading.level - 1]
        colour = role_colour(heading.role)
        second = heading.level == 2
        manner = Manner(
            left=style.size * 1.75 if heading.role else 0.0,
            foot=style.size * 0.3 if second else 0.0,
            mark=heading.role,
            mark_size=style.size * 1.3,
            mark_colour=colour,
            rule_below=colour if second and heading.role else LINE if second else "",
        )
        element = self.root.add(f"H{heading.level}")
        text = set_text(self._shaper, heading.text, style)
        bookmark = (heading.level, heading.text, self.outline)
        return [TextBox(self._shaper, text, element, manner=manner, bookmark=bookmark)]

    def _prose(self, prose: blocks.Prose) -> list[Flowable]:
        return [self._text(prose.text, self._sheet.lead if prose.lead else self._sheet.body, self.root.add("P"))]

    def _finding(self, finding: blocks.FindingLine) -> list[Flowable]:
        sheet = self._sheet
        style = replace(sheet.body, strong=finding.strong, after=2.0 if finding.detail else sheet.body.after)
        left = style.size * 1.5
        evidence = replace(sheet.small, align="right", tabular=True, after=0.0)
        aside = set_text(self._shaper, finding.evidence, evidence) if finding.evidence else None
        right = aside.natural_width + 12 if aside else 0.0
        manner = Manner(left=left, right=right, dot=role_colour(finding.role), aside=aside)
        boxes: list[Flowable] = [self._text(finding.text, style, self.root.add("P"), manner)]
        if finding.detail:
            below = Manner(left=left, right=right)
            boxes.append(self._text(finding.detail, sheet.detail, self.root.add("P"), below))
            return [Room([boxes[0], boxes[1]]), *boxes]
        return boxes

    def _list(self, listed: blocks.BulletList) -> list[Flowable]:
        whole = self.root.add("L")
        whole.numbering = "Decimal" if listed.ordered else "Disc"
        style = replace(self._sheet.body, after=self._sheet.body.size * 0.3)
        boxes: list[Flowable] = []
        for place, text in enumerate(listed.items, start=1):
            item = whole.add("LI")
            label = set_text(self._shaper, f"{place}." if listed.ordered else "•", replace(style, colour=ACCENT))
            left = max(style.size * 1.5, label.natural_width + 6)
            manner = Manner(left=left, label=label, label_element=item.add("Lbl"))
            boxes.append(self._text(text, style, item.add("LBody"), manner))
        if boxes:
            boxes[-1].spaceAfter = self._sheet.body.after
        return boxes

    def _chart(self, chart: blocks.ChartBlock) -> list[Flowable]:
        if not chart.alt.strip():
            raise OurBug("A chart came without words that say what it shows.")
        group = self.root.add("Div") if chart.caption else self.root
        figure = group.add("Figure")
        figure.alt = chart.alt.strip()
        caption = None
        if chart.caption:
            caption = (set_text(self._shaper, chart.caption, self._sheet.small), group.add("Caption"))
        share = 1.0 if self._sheet.large else chart.width
        return [FigureBox(self._shaper, drawing=chart.drawing, share=share, figure=figure, caption=caption)]

    def _key_figures(self, figures: blocks.KeyFigures) -> list[Flowable]:
        if not figures.tiles:
            return []
        sheet = self._sheet
        whole = self.root.add("L")
        tiles = [
            Tile(
                number=tile.number,
                number_style=sheet.tile_number,
                explanation=set_text(self._shaper, tile.explanation, replace(sheet.detail, colour=sheet.body.colour)),
                evidence=set_text(self._shaper, tile.evidence, sheet.small) if tile.evidence else None,
                role=tile.role,
                element=whole.add("LI").add("LBody"),
            )
            for tile in figures.tiles
        ]
        return [TilesBox(self._shaper, tiles, min(len(tiles), sheet.tiles_abreast))]

    def _note(self, note: blocks.Note) -> list[Flowable]:
        rule, ground = (ATTENTION, ATTENTION_TINT) if note.caution else (ACCENT, ACCENT_TINT)
        pad = self._sheet.body.size * 0.85
        around = Manner(left=pad + 6, right=pad, ground=ground, side_rule=rule)
        group = self.root.add("Div")
        boxes: list[Flowable] = []
        if note.title:
            titled = replace(around, top=pad * 0.8)
            strong = replace(self._sheet.body, strong=True, colour=rule)
            boxes.append(self._text(note.title, strong, group.add("P"), titled, before=4.0, after=0.0))
        body = replace(around, top=2.0 if note.title else pad * 0.8, foot=pad * 0.9)
        after = self._sheet.body.size * 1.1
        boxes.append(
            self._text(
                note.text, self._sheet.body, group.add("P"), body, before=0.0 if note.title else 4.0, after=after
            )
        )
        return [Room(boxes), *boxes] if note.title else boxes

    def _small_print(self, small: blocks.SmallPrint) -> list[Flowable]:
        return [self._text(small.text, self._sheet.small, self.root.add("P"))]

    def _contact(self, contact: blocks.Contact) -> list[Flowable]:
        sheet = self._sheet
        group = self.root.add("Div")
        boxes: list[Flowable] = []
        if contact.title:
            label = replace(sheet.small, colour=QUIET)
            ruled = Manner(top=8.0, rule_above=LINE)
            boxes.append(self._text(contact.title, label, group.add("P"), ruled, before=10.0, after=1.0))
        strong = replace(sheet.body, strong=True)
        boxes.append(self._text(contact.name, strong, group.add("P"), None, after=1.0))
        boxes.extend(self._text(line, sheet.detail, group.add("P"), None, after=0.0) for line in contact.lines)
        boxes[-1].spaceAfter = sheet.body.after
        return [KeepTogether(boxes)]

    def _columns(self, columns: blocks.Columns) -> list[Flowable]:
        if self._sheet.large:
            return self.compose((*columns.left, *columns.right))
        whole = self._width
        left = (whole - COLUMN_GAP) * columns.share
        sides = []
        for width, side in ((left, columns.left), (whole - COLUMN_GAP - left, columns.right)):
            self._width = width
            sides.append([box for box in _flat(self.compose(side)) if not isinstance(box, Room | PageBreak)])
        self._width = whole
        return [ColumnsBox(sides[0], sides[1], columns.share)]

    def _table(self, table: blocks.Table) -> list[Flowable]:
        columns = len(table.header)
        if any(len(row) != columns for row in table.rows) or not columns:
            raise OurBug("A table came with rows that are not as long as its heading.")
        element = Element("Table")
        caption = replace(self._sheet.cell, strong=True, after=3.0, before=4.0)
        boxes: list[Flowable] = [self._text(table.caption, caption, element.add("Caption"))] if table.caption else []
        text = table_text(self._shaper, self._sheet, table, element)
        if least_width(text) > self._width:
            return self._stacked(table)
        self.root.kids.append(element)
        boxes.append(TableBox(self._shaper, text, ring=ring_radius(self._sheet) if table.rings else 0.0))
        return [Room(boxes), *boxes] if table.caption else boxes

    def _stacked(self, table: blocks.Table) -> list[Flowable]:
        """A table too wide for the page: each row as a list of `heading: value` beneath its first cell."""
        cell = self._sheet.cell
        boxes: list[Flowable] = []
        if table.caption:
            boxes.append(self._text(table.caption, replace(self._sheet.body, strong=True), self.root.add("P")))
        for row in table.rows:
            name = self._text(row[0], replace(cell, strong=True, before=6.0, after=2.0), self.root.add("P"))
            whole = self.root.add("L")
            lines: list[Flowable] = []
            for head, value in zip(table.header[1:], row[1:], strict=True):
                said = (*_spans(head, quiet=True), Span(text=": "), *_spans(value))
                element = whole.add("LI").add("LBody")
                lines.append(self._text(said, replace(cell, after=2.0), element, Manner(left=12.0)))
            boxes.extend((Room([name, *lines[:1]]), name, *lines))
        if boxes:
            boxes[-1].spaceAfter = self._sheet.body.after
        return boxes

    # --- to be filled in ---------------------------------------------------------------------------

    def _form_head(self, head: blocks.FormHead) -> list[Flowable]:
        sheet = self._sheet
        title = replace(sheet.headings[0], after=0.0)
        texts = [(set_text(self._shaper, head.title, title), self.root.add("H1"))]
        texts += [(set_text(self._shaper, line, sheet.detail), self.root.add("P")) for line in head.lines]
        code = []
        if head.code:
            code.append((set_text(self._shaper, "Code", sheet.small), self.root.add("P")))
            code.append((set_text(self._shaper, head.code, sheet.code), self.root.add("P")))
        return [FormHeadBox(self._shaper, texts, code, head.code.replace(" ", ""))]

    def _question(self, question: blocks.Question) -> list[Flowable]:
        style = replace(self._sheet.body, strong=True, after=self._sheet.body.size * 0.3)
        element = self.root.add("P")
        if not question.number:
            return [self._text(question.text, style, element)]
        label = set_text(self._shaper, question.number, replace(style, colour=ACCENT))
        left = max(question_indent(self._sheet), label.natural_width + 6)
        return [self._text(question.text, style, element, Manner(left=left, label=label, label_element=element))]

    def _choices(self, choices: blocks.Choices) -> list[Flowable]:
        options = set_choices(self._shaper, self._sheet, choices, self.root.add("L"))
        return [ChoicesBox(self._shaper, self._sheet, choices, options)]

    def _write_on(self, write: blocks.WriteOn) -> list[Flowable]:
        hint = (set_text(self._shaper, write.hint, self._sheet.small), self.root.add("P")) if write.hint else None
        return [WriteBox(self._shaper, self._sheet, write.lines, hint)]

    # --- by hand -----------------------------------------------------------------------------------

    def _code_groups(self, code: blocks.CodeGroups) -> list[Flowable]:
        whole = self.root.add("L")
        whole.numbering = "Decimal"
        sheet = self._sheet
        groups = []
        for place, group in enumerate(code.groups, start=1):
            item = whole.add("LI")
            number = set_text(self._shaper, f"{place}", replace(sheet.body, strong=True, colour=QUIET))
            letters = set_text(self._shaper, group, sheet.code)
            groups.append(((number, item.add("Lbl")), (letters, item.add("LBody"))))
        return [CodeBox(self._shaper, groups)] if groups else []

    def _fill_in(self, fill: blocks.FillIn) -> list[Flowable]:
        style = replace(self._sheet.body, before=14.0, after=6.0)
        return [self._text(fill.label, style, self.root.add("P"), Manner(top=4.0, foot=1.5, rule_below=QUIET))]


def _spans(text: Text, *, quiet: bool = False) -> tuple[Span, ...]:
    """A text as spans."""
    spans = (Span(text=text),) if isinstance(text, str) else text
    return tuple(replace(span, quiet=quiet) for span in spans) if quiet else spans


def _beginning(boxes: Sequence[Flowable]) -> Sequence[Flowable]:
    """What has to stay with a heading above these boxes: the first of them, or all that the first keeps together."""
    first = boxes[0]
    return first.boxes if isinstance(first, Room) else (first,)


def _flat(boxes: Sequence[Flowable]) -> list[Flowable]:
    """Boxes with those kept together taken out of their group."""
    found: list[Flowable] = []
    for box in boxes:
        found.extend(_flat(box._content) if isinstance(box, KeepTogether) else [box])
    return found
