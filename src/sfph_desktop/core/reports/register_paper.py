"""A register on paper: a list to tick in the hall with room for who walks in, or the register as it was taken."""

from __future__ import annotations

from datetime import datetime

from sfph_desktop.core.domain.registers import HERE, RegisterLine, RegisterPage, said_count, said_unnamed
from sfph_desktop.core.reports.blocks import Block, Columns, Document, FillIn, Heading, Prose, Span, Table

WALK_IN_LINES = 4
"""Lines to write a name on, on a list to tick."""
_ROW, _LARGE_ROW = 20.5, 31.0


def register_document(
    page: RegisterPage, enterprise: str, *, sample: bool = False, large_print: bool = False, made_at: datetime
) -> Document:
    """A register to be ticked by hand while it is not taken; one that is taken, with what it says."""
    taken = page.session.register == "taken"
    row = _LARGE_ROW if large_print else _ROW
    day = f"{page.session.date:%A} {page.session.date.day} {page.session.date:%B %Y}"
    blocks: list[Block] = [Heading(text=f"{page.title}: register", level=1), Prose(text=_where(page, day), lead=True)]
    blocks += _taken(page) if taken else _to_tick(page, row)
    return Document(
        title=f"Register of {page.title}, {day}",
        author=enterprise,
        subject="Who came, who did not, and who walked in",
        footer=f"{enterprise}: register of {page.title}, {day}",
        made_at=made_at,
        sample=sample,
        large_print=large_print,
        blocks=tuple(blocks),
    )


def _where(page: RegisterPage, day: str) -> str:
    session = page.session
    minutes = f"{session.minutes} minutes" if session.minutes else ""
    service = session.service if session.service != page.title else ""
    return " · ".join(part for part in (day, session.starts_at, minutes, session.place, service) if part)


def _to_tick(page: RegisterPage, row: float) -> list[Block]:
    """The members with a box each, lines for who walks in, the counts, and who took it."""
    found: list[Block] = []
    if page.members:
        found.append(
            Table(
                header=("Name", "Here", "Minutes", "Note, or why away"),
                rows=tuple((line.name, _ticked(line), "", line.note or line.reason) for line in page.members),
                widths=(4.4, 0.9, 1.2, 4.5),
                boxes=(1,),
                row_height=row,
            )
        )
    else:
        found.append(Prose(text="The group has no members on this day."))
    walked = [(f"{place}", line.name, "", line.note) for place, line in enumerate(page.walk_ins, start=1)]
    more = range(len(walked) + 1, max(len(walked), WALK_IN_LINES - 1) + 2)
    found += [
        Table(
            caption="Who else came",
            header=("", "Name", "Minutes", "Note"),
            rows=(*walked, *((f"{place}", "", "", "") for place in more)),
            widths=(0.4, 4.6, 1.4, 4.6),
            row_height=row,
        ),
        Columns(
            left=(FillIn(label="Came without a name, at least and at most:"),),
            right=(FillIn(label="Taken by:"),),
            share=0.6,
        ),
    ]
    return found


def _ticked(line: RegisterLine) -> str:
    """What has been said so far, so that a list printed half-way is no blank one."""
    return "" if not line.mark else "yes" if line.mark == HERE else "away"


def _taken(page: RegisterPage) -> list[Block]:
    """What the register says, as words."""
    session = page.session
    found: list[Block] = [Prose(text=f"Taken: {said_count(page)}.")]
    if session.note:
        found.append(Prose(text=(Span(text="Note: ", strong=True), Span(text=session.note))))
    if page.members:
        found.append(_said_table("Name", page.members))
    if page.walk_ins:
        title = "Who else came" if page.members else "Who came"
        found += [Heading(text=title), _said_table("Name", page.walk_ins)]
    if session.unnamed_high:
        unnamed = said_unnamed(session.unnamed_low, session.unnamed_high)
        found.append(Prose(text=f"Came without giving a name: {unnamed}."))
    return found


def _said_table(head: str, lines: tuple[RegisterLine, ...]) -> Table:
    rows = tuple(
        (
            line.name,
            "Here" if line.shown == HERE else "Away",
            str(line.minutes) if line.minutes is not None else "",
            line.note or line.reason,
        )
        for line in lines
    )
    return Table(
        header=(head, "Came", "Minutes", "Note, or why away"),
        rows=rows,
        widths=(4.0, 1.0, 1.2, 4.8),
        aligns=("left", "left", "right", "left"),
    )
