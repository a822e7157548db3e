"""A case study as a document of blocks: a person's on one page, the enterprise's on a few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sfph_desktop.core.domain.stories import Quote
from sfph_desktop.core.domain.story_page import Fact, SectionShown, StoryPage
from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.blocks import (
    COLUMN_POINTS,
    Block,
    BulletList,
    ChartBlock,
    Columns,
    CoverStrip,
    Document,
    FindingLine,
    Heading,
    KeepTogether,
    Note,
    Prose,
    SmallPrint,
    Span,
    Text,
)
from sfph_desktop.core.reports.charts.course import course_chart
from sfph_desktop.core.reports.charts.paper import paper_drawing
from sfph_desktop.core.reports.charts.style import PAPER, ChartStyle

_ENTERPRISE = "Who we are, and what changes"
_COLUMN, _ALONE = 228.0, 300.0
"""Points of the width of a chart beside the words, and of one beneath them."""
_LETTERS = 42
"""About so many letters stand in a line of a column."""


def story_document(
    page: StoryPage,
    *,
    style: ChartStyle = PAPER,
    made_at: datetime | None = None,
    large_print: bool = False,
    columns: bool = True,
) -> Document:
    """The document of an opened case study; a section with nothing in it is left out.

    `columns`: a person's is set in two of them, so that it fits on one page of paper; otherwise one under the other.
    """
    title = page.story.title or (f"{page.name}: a story" if page.story.kind == "person" else _ENTERPRISE)
    blocks: list[Block] = [
        CoverStrip(enterprise=page.enterprise, title=title, lines=(f"Case study {page.story.story_ref}",))
    ]
    if page.story.kind == "person":
        blocks += _person(page, style, columns=columns)
    else:
        for shown in page.sections:
            blocks += _section(shown)
        blocks += _quotes(page.quotes, "In the words of those who know it")
    blocks += _small_print(page)
    return Document(
        title=title,
        author=page.enterprise,
        subject="Case study",
        footer=_footer(page),
        made_at=made_at,
        sample=page.sample,
        large_print=large_print,
        blocks=tuple(blocks),
    )


def _person(page: StoryPage, style: ChartStyle, *, columns: bool) -> Iterator[Block]:
    """What happened at the left, what changed and what was said at the right; or all in the order of the template."""
    told = {one.section.key: _section(one) for one in page.sections}
    told["quotes"] = list(
        _quotes(page.quotes, next(o.section.title for o in page.sections if o.section.key == "quotes"))
    )
    changed = next(one for one in page.sections if one.section.key == "changed")
    told["changed"] = _changed(page, changed, style.sized(width=_COLUMN if columns else _ALONE, size=8.0))
    told.pop("consent")
    sides: tuple[list[Block], list[Block]] = ([], [])
    for key in ("came", "mattered", "happened"):
        sides[0].extend(told[key])
    for key in ("changed", "quotes"):
        sides[1].extend(told[key])
    for key in ("others", "hard"):
        min(sides, key=_height).extend(told[key])
    left, right = sides
    if columns and left and right:
        yield Columns(left=tuple(left), right=tuple(right))
        yield from told["saved"]  # long lines of money and where it comes from: across the page they are few
    else:
        yield from (block for blocks in told.values() for block in blocks)


def _height(blocks: Sequence[Block]) -> float:
    """About how many lines blocks take in a column: only to put a section on the side where there is more room."""
    lines = 0.0
    for block in blocks:
        if isinstance(block, KeepTogether):
            lines += _height(block.blocks)
        elif isinstance(block, BulletList):
            lines += sum(_lines(one) for one in block.items)
        elif isinstance(block, Heading):
            lines += 3.5
        elif isinstance(block, ChartBlock):
            lines += 15
        elif isinstance(block, Prose | Note):
            lines += _lines(block.text) + (3 if isinstance(block, Note) else 1)
    return lines


def _lines(text: Text) -> float:
    told = text if isinstance(text, str) else "".join(span.text for span in text)
    return 1 + len(told) // _LETTERS


def _changed(page: StoryPage, shown: SectionShown, style: ChartStyle) -> list[Block]:
    if not page.courses:
        return _section(shown)
    head = Heading(text=shown.section.title, level=2, role="individual")
    drawn = course_chart(page.courses[0], style)
    share = 1.0 if style.width == _COLUMN else _ALONE / COLUMN_POINTS
    chart = ChartBlock(drawing=paper_drawing(drawn.figure), alt=drawn.alt, width=share)
    return [head, *_words(shown.words), chart, *_facts(shown.facts)]


def _section(shown: SectionShown) -> list[Block]:
    if not shown.words and not shown.facts:
        return []
    return [
        KeepTogether(
            blocks=(Heading(text=shown.section.title, level=2), *_words(shown.words), *_facts(shown.facts)),
        )
    ]


def _words(text: str) -> list[Block]:
    return [Prose(text=part.strip()) for part in text.split("\n\n") if part.strip()]


def _facts(facts: tuple[Fact, ...]) -> list[Block]:
    """Figures of a kept run each on a line with their evidence number; what the record says otherwise as a list."""
    found: list[Block] = []
    plain: list[Text] = []
    for fact in facts:
        if fact.evidence:
            if plain:
                found.append(BulletList(items=tuple(plain)))
                plain = []
            found.append(FindingLine(text=fact.text, evidence=fact.evidence, role=fact.level))
        else:
            plain.append(fact.text)
    if len(plain) == 1 and not found:
        return [Prose(text=plain[0])]
    return [*found, BulletList(items=tuple(plain))] if plain else found


def _quotes(quotes: tuple[Quote, ...], title: str) -> Iterator[Block]:
    if not quotes:
        return
    yield Heading(text=title, level=2)
    for one in quotes:
        said: Text = (Span(text=f"“{one.text.strip('“”')}”", italic=True),)
        yield Note(text=(*said, Span(text=f"\n{one.said_by}", quiet=True)) if one.said_by else said)


def _small_print(page: StoryPage) -> Iterator[Block]:
    """In one paragraph: their agreement, what the scores are and whose, or which run the figures are of."""
    agreed = [fact.text for one in page.sections if one.section.key == "consent" for fact in one.facts]
    named = [f"{one.short} is the {one.name}" for one in page.courses if one.short and one.short != one.name]
    owned = dict.fromkeys(one.attribution for one in page.courses if one.attribution)
    told = [*agreed, "; ".join(named), *owned]
    if page.snapshot:
        level = wording.evidence_level(page.evidence_level)
        told.append(f"The figures are those of the kept run {page.snapshot}; the evidence is at {level}")
        told.append("Each opens again by its evidence number")
    if text := wording.sentences(*told):
        yield SmallPrint(text=text)


def _footer(page: StoryPage) -> str:
    day = f", as the record stood on {wording.day(page.today)}" if page.today else ""
    return f"{page.enterprise}: case study {page.story.story_ref}{day}"
