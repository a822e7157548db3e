"""A joint bid on paper: who bids together, who carries which risk, what each shows, and what it comes to together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sfph_desktop.core.domain.bid_rules import ROLE_WORDS
from sfph_desktop.core.domain.joint_pages import JointPage, JointSide
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.blocks import (
    Block,
    BulletList,
    CoverStrip,
    Document,
    FindingLine,
    Heading,
    Note,
    Prose,
    Table,
)
from sfph_desktop.core.reports.joint_figures import origin
from sfph_desktop.core.reports.tenders import lots_told
from sfph_desktop.core.reports.worked_out import worked_out

NEVER_ADDED = (
    "These figures are combined. Some people may have been supported by more than one of us, and no list of people was "
    "compared: so people are never added. The true number lies between the two that are given, both included. Carbon "
    "is added, because each enterprise counts only what it did itself."
)


def joint_document(page: JointPage, *, enterprise: str, made_at: datetime) -> Document:
    """The joint bid of a page; every figure with its evidence number and whose it is."""
    bid = page.bid
    due = f"Due {wording.day(bid.due_date)}{f' at {bid.due_time}' if bid.due_time else ''}" if bid.due_date else ""
    lines = (f"Reference {bid.bid_ref}", lots_told(bid.lots), due)
    cover = CoverStrip(
        enterprise=enterprise,
        title=f"Joint bid: {bid.title}",
        contract=bid.buyer,
        lines=tuple(line for line in lines if line),
    )
    blocks = (
        cover,
        *_together(page),
        *_combined(page),
        *(b for side in page.sides for b in _side(side)),
        *_how(page),
        *_worked_out(page),
    )
    return Document(
        title=f"Joint bid: {bid.title}",
        subject="Who bids together, and the evidence of each",
        author=enterprise,
        footer=f"{bid.bid_ref} · {enterprise}",
        blocks=blocks,
        made_at=made_at,
        sample=page.sample,
    )


def share_words(page: JointPage) -> str:
    """How far the shares make up the whole; blank while none is given."""
    left = page.share_left
    if left is None:
        return ""
    return "The shares make up the whole." if left == 0 else f"{left * 100:.0f} of 100 are not shared out yet."


def _together(page: JointPage) -> Iterator[Block]:
    yield Heading(text="Who bids together")
    yield Table(
        header=("Who", "Part", "Lots", "Share", "What they do"),
        rows=tuple(
            (
                one.name,
                ROLE_WORDS[one.role],
                one.lots or "all",
                "" if one.share is None else f"{one.share * 100:.0f} of 100",
                one.does,
            )
            for one in page.sides
        ),
        widths=(3, 2, 1, 2, 5),
        aligns=("left", "left", "left", "right", "left"),
    )
    if words := share_words(page):
        yield Prose(text=words)
    yield Heading(text="Who carries which risk")
    risks = tuple((one.name, one.risks) for one in page.sides if one.risks)
    if risks:
        yield Table(header=("Who", "Risks they carry"), rows=risks, widths=(3, 8))
    without = [one.name for one in page.sides if not one.risks]
    if without:
        yield Note(text=f"No risk is written down yet for {wording.name_list(without)}.", caution=True)


def _combined(page: JointPage) -> Iterator[Block]:
    if not page.combined:
        return
    yield Heading(text="Together")
    yield Prose(text=NEVER_ADDED)
    for one in page.combined:
        if one.words:
            yield FindingLine(text=one.words, detail=one.beside)
    apart = [one for one in page.combined if one.why_not]
    if apart:
        yield Prose(text="Alike, and set side by side only:")
        yield BulletList(items=tuple(f"{one.title}, because {one.why_not}: {one.beside}" for one in apart))


def _side(side: JointSide) -> Iterator[Block]:
    yield Heading(text=f"What {side.name} can show")
    evidence = side.evidence
    if evidence is None:
        yield Note(text=side.missing, title="No evidence yet", caution=True)
        return
    period = wording.period(Period(evidence.period_start, evidence.period_end))
    strength = f"strength of evidence: level {evidence.evidence_level} of 4"
    whose = f"Each number opens the figure at {side.name}"
    yield Prose(text=wording.sentences(f"{period}; {strength}", whose))
    if not evidence.figures:
        yield Prose(text="None of its figures was chosen for this paper.")
    for figure in evidence.figures:
        counted = f"Records counted: {figure.behind}" if figure.behind else ""
        yield FindingLine(
            text=figure.words, detail=wording.sentence(counted) if counted else "", evidence=figure.evidence
        )


def _worked_out(page: JointPage) -> Iterator[Block]:
    """Last, and once for all figures alike: a reader who checks one finds it by its number."""
    told = (
        (origin(side.name, figure), figure.about)
        for side in page.sides
        if side.evidence is not None
        for figure in side.evidence.figures
    )
    yield from worked_out(told)


def _how(page: JointPage) -> Iterator[Block]:
    yield Heading(text="Where the evidence comes from")
    yield Prose(
        text="Each enterprise worked its figures out on its own records. The partners' came as files that they signed; "
        "no person's record left either office. Each figure opens again by its number at the enterprise it is of."
    )
    rows = []
    for one in page.sides:
        if one.evidence is None:
            continue
        came = "Own records" if one.taken is None else f"File {one.taken.sequence}, {wording.day(one.taken.taken_on)}"
        rows.append((one.name, one.evidence.snapshot, came, one.fingerprint))
    if rows:
        yield Table(
            header=("Whose", "Run", "How it came", "Key it is signed with"), rows=tuple(rows), widths=(3, 2, 4, 5)
        )
