"""The readiness self-check on paper, for a board: what to do next first, then every answer under its theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from sfph_desktop.core.domain.readiness import ANSWERS, ReadinessLine, next_steps, said_standing
from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.blocks import (
    Block,
    BulletList,
    CoverStrip,
    Document,
    Heading,
    KeepTogether,
    Note,
    Prose,
    SmallPrint,
    Table,
)

FIRST = 5
"""How many next steps stand on the first page."""


def readiness_document(lines: Sequence[ReadinessLine], *, enterprise: str, sample: bool, made_at: datetime) -> Document:
    """The self-check as it stands: counts and words, no score, since the questions do not weigh the same."""
    blocks: list[Block] = [
        CoverStrip(
            enterprise=enterprise,
            title="Ready for growth?",
            lines=("A self-check for the board", f"As it stands on {wording.day(made_at.date())}"),
        ),
        Prose(text=said_standing(tuple(lines)), lead=True),
        *_next(lines),
    ]
    for theme, group in groupby(lines, key=lambda one: (one.theme, one.why)):
        blocks += _theme(*theme, tuple(group))
    blocks.append(
        SmallPrint(
            text="The answers are the enterprise's own. What its records say stands beside them and answers nothing by "
            "itself. No score is made of the answers: the questions do not weigh the same, and no two enterprises grow "
            "alike."
        )
    )
    return Document(
        title="Readiness for growth",
        subject="A self-check",
        author=enterprise,
        footer=f"Readiness for growth · {enterprise}",
        blocks=tuple(blocks),
        made_at=made_at,
        sample=sample,
    )


def _next(lines: Sequence[ReadinessLine]) -> Iterator[Block]:
    steps = next_steps(tuple(lines))
    if steps:
        yield KeepTogether(
            blocks=(
                Heading(text="What to do next"),
                BulletList(items=tuple(one.question.next for one in steps[:FIRST]), ordered=True),
            )
        )
    doubted = [one for one in lines if one.doubted and one.seen]
    if doubted:
        said = " ".join(f"Question {one.question.number}: {one.seen.words}" for one in doubted if one.seen)
        yield Note(text=said, title="Our records say otherwise", caution=True)


def _theme(name: str, why: str, lines: tuple[ReadinessLine, ...]) -> Iterator[Block]:
    answers = Table(
        header=("Question", "Answer", "What our records say"),
        rows=tuple(
            (f"{one.question.number}  {one.question.text}", _answered(one), one.seen.words if one.seen else "")
            for one in lines
        ),
        widths=(5, 3, 4),
    )
    yield KeepTogether(blocks=(Heading(text=name), Prose(text=why), answers))


def _answered(one: ReadinessLine) -> str:
    if one.answer is None:
        return "Not answered yet"
    words = ANSWERS[one.answer.answer]
    return f"{words}. {one.answer.note}" if one.answer.note else words
