"""The handover pack: one page that a successor needs first, and the annexes behind it.

Nobody who is supported is named: what is due for a person stands under their reference, and small counts are held back,
because a paper is lost more easily than a locked file. Staff, volunteers and those who stand in are named: that is what
a handover is for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sfph_desktop.core.domain.handover import HandoverFacts, HandoverPart
from sfph_desktop.core.reports import handover_words as told
from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.blocks import (
    Block,
    BulletList,
    Columns,
    Document,
    FillIn,
    Heading,
    Note,
    PageBreak,
    Prose,
    SmallPrint,
    Spacer,
    Table,
    Text,
)
from sfph_desktop.core.reports.handover_annexes import annexes
from sfph_desktop.core.reports.summaries.tidy import unbroken

TITLE = "Handing over"
FRONT = ("runs", "due", "depends", "people", "where")
_LEAST: Mapping[str, int] = {"runs": 1, "due": 1, "depends": 1, "people": 1, "where": 3}
_THEN = ("runs", "due", "depends", "people", "runs", "due")
"""So many lines of each part at least, and which come next; the page then takes as many more as fit."""
_ROUNDS = 8
_WORD_SPARE = 45.0
"""Points left free in Word, whose letters may be wider: the house's typeface is not on every computer."""
_PRIVATE = (
    "For whoever takes over, and nobody else. People who are supported stand here by their reference, never by name; "
    "counts below five are held back."
)


def handover_parts(facts: HandoverFacts) -> tuple[HandoverPart, ...]:
    """The parts of the one page as titled lines, none left out; then those of the annexes."""
    front = (
        HandoverPart(key="open", title="To open the records", lines=told.opening(facts)),
        HandoverPart(key="runs", title="What runs", lines=told.runs(facts)),
        HandoverPart(key="due", title="What is due", lines=told.due(facts)),
        HandoverPart(key="depends", title="What depends on whom", lines=told.depends(facts)),
        HandoverPart(key="people", title="Who is who", lines=told.people(facts)),
        HandoverPart(key="where", title="Where everything is", lines=told.where(facts)),
    )
    behind = tuple(
        HandoverPart(key=f"annexe_{one.letter}", title=f"{one.letter}. {one.title}", lines=one.lines, annexe=True)
        for one in annexes(facts)
    )
    return (*front, *behind)


def handover_document(facts: HandoverFacts, *, large_print: bool = False, abreast: bool = True) -> Document:
    """The pack as a document: one page, then the annexes. In large print the page runs on to as many as it needs.

    `abreast`: its parts stand in two columns, as on paper; Word has them one under the other, so fewer lines fit.
    """
    from sfph_desktop.core.reports.pdf import PageCounter

    parts = {one.key: one for one in handover_parts(facts)}
    frame = {
        "title": f"Handing over {facts.enterprise}",
        "subject": "What runs, what is due, who is who and where everything is",
        "author": facts.enterprise,
        "footer": f"{facts.enterprise}: handover pack, made on {told.day(facts.made_at.date())}. Keep it locked away.",
        "made_at": facts.made_at,
        "sample": facts.sample,
        "large_print": large_print,
    }

    def document(*blocks: Block) -> Document:
        return Document(blocks=unbroken(blocks), **frame)  # type: ignore[arg-type]

    pages, fill = PageCounter(), dict(_LEAST)
    spare: tuple[Block, ...] = () if abreast else (Spacer(height=_WORD_SPARE),)
    chosen = _page(facts, parts, fill if not large_print else dict.fromkeys(FRONT, 12), abreast=abreast)
    growing = [] if large_print else [*_THEN, *(key for _ in range(_ROUNDS) for key in FRONT)]
    for key in growing:  # a line more of each in turn, as long as it stays one page
        if fill[key] >= len(parts[key].lines):
            continue
        tried = _page(facts, parts, {**fill, key: fill[key] + 1}, abreast=abreast)
        if pages(document(*tried, *spare)) == 1:
            fill[key] += 1
            chosen = tried
    return document(*chosen, PageBreak(), *_behind(facts))


def _page(
    facts: HandoverFacts, parts: Mapping[str, HandoverPart], fill: Mapping[str, int], *, abreast: bool
) -> tuple[Block, ...]:
    """The one page with so many lines of each part."""
    made = {key: _part(parts[key], fill[key]) for key in FRONT}
    opening = parts["open"].lines
    rest = sum(max(0, len(parts[key].lines) - fill[key]) for key in FRONT)
    more = f"{wording.counted(rest, 'further line')} of these {'stands' if rest == 1 else 'stand'} in the annexes. "
    return (
        Heading(text=f"{TITLE} {facts.enterprise}", level=1),
        Prose(text=f"As it stands on {told.day(facts.made_at.date())}"),
        Note(title=parts["open"].title, text=" ".join(opening), caution=not facts.recovery_confirmed),
        FillIn(label="Where the printed recovery sheets are"),
        Spacer(height=8.0),
        *_parts(made, abreast=abreast),
        *made["where"],
        SmallPrint(text=(more if rest else "") + _PRIVATE),
    )


def _parts(made: Mapping[str, tuple[Block, ...]], *, abreast: bool) -> tuple[Block, ...]:
    if not abreast:
        return tuple(block for key in ("runs", "due", "depends", "people") for block in made[key])
    return (Columns(left=(*made["runs"], *made["people"]), right=(*made["due"], *made["depends"]), share=0.5),)


def _part(part: HandoverPart, most: int) -> tuple[Block, ...]:
    return (Heading(text=part.title), BulletList(items=part.lines[:most]))


def _behind(facts: HandoverFacts) -> Sequence[Block]:
    blocks: list[Block] = []
    for one in annexes(facts):
        rows: tuple[tuple[Text, ...], ...] = one.rows
        blocks.append(Heading(text=f"Annexe {one.letter}. {one.title}"))
        if one.note:
            blocks.append(Prose(text=one.note))
        blocks.append(
            Table(header=one.header, rows=rows, widths=one.widths) if rows else Prose(text="Nothing is recorded.")
        )
    return blocks
