"""The answers of a bid as a document to be handed in, with an annex of every figure in it; and as text to paste."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sfph_desktop.core.domain.bid_pages import AnswerPage, BidPage
from sfph_desktop.core.domain.bid_rules import ROLE_WORDS, said
from sfph_desktop.core.domain.evidence_tray import TrayPiece
from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.blocks import (
    Block,
    BulletList,
    CoverStrip,
    Document,
    FindingLine,
    Heading,
    KeepTogether,
    Note,
    Prose,
    SmallPrint,
    Span,
    Table,
)
from sfph_desktop.core.reports.worked_out import worked_out

BULLETS = ("- ", "• ", "* ", "– ")
SHORT_QUESTION = 90
"""Characters: a longer question stands in full under its number."""


def answers_document(
    page: BidPage, evidence: Mapping[str, TrayPiece], *, enterprise: str, sample: bool, made_at: datetime
) -> Document:
    """Every question with its answer, who bids together, and the evidence annex.

    `evidence`: what each live reference names, by its key.
    """
    bid = page.bid
    due = f"Due {wording.day(bid.due_date)}{f' at {bid.due_time}' if bid.due_time else ''}" if bid.due_date else ""
    lines = (f"Reference {bid.bid_ref}", lots_told(bid.lots), due)
    notice = f"Notice {bid.opportunity}" if bid.opportunity else ""
    cover = CoverStrip(
        enterprise=enterprise,
        title=bid.title,
        contract=" · ".join(part for part in (bid.buyer, notice) if part),
        lines=tuple(line for line in lines if line),
    )
    blocks: list[Block] = [cover]
    for one in page.answers:
        blocks.extend(_question(page, one))
    blocks.extend(_partners(page))
    blocks.extend(_annex(page, evidence))
    return Document(
        title=f"{bid.title}: answers",
        subject=f"Answers to {bid.buyer}" if bid.buyer else "Answers",
        author=enterprise,
        footer=f"{bid.bid_ref} · {enterprise}",
        blocks=tuple(blocks),
        made_at=made_at,
        sample=sample,
    )


def answers_text(page: BidPage) -> str:
    """Every question with its answer as plain text, ready to be pasted into a form."""
    parts = []
    for one in page.answers:
        text = handed_in(page, one).strip() or "[Not answered yet]"
        number = f"{one.question.number}  " if one.question.number else ""
        parts.append(f"{number}{one.question.text}\n\n{text}\n")
    return "\n\n".join(parts)


def lots_told(lots: str) -> str:
    """`Lot 2`, `Lots 1 and 3`, as the bid says which it is for; blank where it says nothing."""
    if not lots:
        return ""
    if lots.lower().startswith("lot") or not any(sign.isdigit() for sign in lots):
        return f"Lots: {lots}" if not lots.lower().startswith("lot") else lots
    return f"Lot {lots}" if lots.strip().isalnum() else f"Lots {lots}"


def handed_in(page: BidPage, one: AnswerPage) -> str:
    """The answer as it is handed in."""
    if one.answer is None:
        return ""
    return said(one.answer.text, one.answer.quotes, numbers=page.bid.numbers_shown == "text")


def _question(page: BidPage, one: AnswerPage) -> Iterator[Block]:
    question = one.question
    number = question.number
    if len(question.text) <= SHORT_QUESTION:
        head: list[Block] = [Heading(text=f"{number}  {question.text}" if number else question.text)]
    else:
        head = [Heading(text=f"Question {number}" if number else "Question"), _strong(question.text)]
    weight = f" · {question.weight:g} of 100 marks" if question.weight is not None else ""
    counted = f"{one.count.words}, counted {one.count.counted_as}{weight}"
    head.append(SmallPrint(text=wording.capital(counted)))
    yield KeepTogether(blocks=tuple(head))
    if one.count.over:
        over = f"{-(one.count.left or 0):,} {question.unit} too many for the limit."
        yield Note(text=wording.capital(over), title="Too long", caution=True)
    if not one.written:
        yield Note(text="There is no answer to this question yet.", title="Not answered", caution=True)
    yield from passages(handed_in(page, one))


def passages(text: str) -> Iterator[Block]:
    """Paragraphs, and lists where lines begin with a dash or a bullet."""
    items: list[str] = []
    for line in [*text.splitlines(), ""]:
        bare = line.strip()
        if bare.startswith(BULLETS):
            items.append(bare[1:].strip())
            continue
        if items:
            yield BulletList(items=tuple(items))
            items = []
        if bare:
            yield Prose(text=bare)


def _strong(text: str) -> Prose:
    return Prose(text=(Span(text=text, strong=True),))


def _partners(page: BidPage) -> Iterator[Block]:
    if not page.partners:
        return
    yield Heading(text="Who bids together")
    rows = tuple(
        (
            one.name,
            ROLE_WORDS[one.role],
            one.lots or "all",
            "" if one.share is None else f"{one.share * 100:.0f} of 100",
            one.does,
            one.risks,
        )
        for one in page.partners
    )
    yield Table(
        header=("Who", "Part", "Lots", "Share", "What they do", "Risks they carry"),
        rows=rows,
        widths=(3, 2, 1, 2, 4, 4),
        aligns=("left", "left", "left", "right", "left", "left"),
    )


def _annex(page: BidPage, evidence: Mapping[str, TrayPiece]) -> Iterator[Block]:
    if not evidence:
        return
    yield Heading(text="Evidence annex")
    yield Prose(
        text="Every figure quoted above, when it was worked out and how many records stand behind it; what it means "
        "stands beneath. Each opens again by its evidence number; we will show what stands behind it when asked."
    )
    for piece in evidence.values():
        where = wording.name_list(_where(page, piece.key))
        told = (
            f"Quoted in {where}" if where else "",
            "" if piece.key.startswith("E-") else piece.about,
            f"Worked out on {piece.dated}" if piece.dated and piece.key.startswith("E-") else "",
            f"Records counted: {piece.records}" if piece.records else "",
        )
        yield FindingLine(
            text=piece.words,
            detail="\n".join(wording.sentence(part) for part in told if part),
            evidence=piece.key if piece.key.startswith("E-") else "",
        )
    figures = [(piece.key, piece.about) for piece in evidence.values() if piece.key.startswith("E-")]
    yield from worked_out(figures)


def _where(page: BidPage, key: str) -> Sequence[str]:
    quoting = [
        one.question.number or str(place)
        for place, one in enumerate(page.answers, 1)
        if one.answer and any(quote.token.startswith((f"{{{key}}}", f"{{{key} ")) for quote in one.answer.quotes)
    ]
    return [f"question {number}" for number in quoting]
