"""The document of one stage of a public social partnership."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from sfph_desktop.core.domain.psp_rules import KINDS_OF, STAGE_TITLES, PspPage, missing
from sfph_desktop.core.domain.psps import PspEntry
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
    SmallPrint,
    Table,
)

HEADINGS = {
    "need": "Needs that were found",
    "design": "What was designed together",
    "outcome": "Outcomes, and what they cost",
    "learnt": "What was learnt",
    "decision": "Decisions",
    "ready": "What is ready",
    "gap": "What is still to be done",
}


def stage_document(
    page: PspPage, stage: str, *, statements: Mapping[str, str], enterprise: str, sample: bool, made_at: datetime
) -> Document:
    """What was found, decided and learnt in a stage. `statements`: what each evidence number says, guarded."""
    psp = page.psp
    lines = [f"For {psp.public_body}" if psp.public_body else "", f"Reference {psp.psp_ref}"]
    if stage == "pilot" and psp.pilot_from and psp.pilot_to:
        lines.append(f"Pilot from {wording.day(psp.pilot_from)} to {wording.day(psp.pilot_to)}")
    if stage == "refine" and psp.tender_by:
        lines.append(f"To tender by {wording.day(psp.tender_by)}")
    cover = CoverStrip(
        enterprise=enterprise,
        title=STAGE_TITLES[stage],
        contract=psp.title,
        lines=tuple(line for line in lines if line),
    )
    blocks: list[Block] = [cover, SmallPrint(text=_rule(stage)), *_partners(page)]
    if stage == "pilot" and psp.pilot_cost is not None:
        blocks.append(Prose(text=f"The pilot cost {wording.money(psp.pilot_cost.in_pounds)} in all.", lead=True))
    for kind in KINDS_OF[stage]:
        blocks.extend(_entries(page.of(stage, kind), kind, statements))
    lacking = missing(page, stage)
    if lacking:
        blocks += [Heading(text="What is missing here"), Note(text=" ".join(lacking), title="Missing", caution=True)]
    return Document(
        title=f"{psp.title}: {STAGE_TITLES[stage].lower()}",
        subject="Public social partnership",
        author=enterprise,
        footer=f"{psp.psp_ref} · {enterprise}",
        blocks=tuple(blocks),
        made_at=made_at,
        sample=sample,
    )


def _partners(page: PspPage) -> Iterator[Block]:
    if page.partners:
        yield Heading(text="Who takes part")
        yield Table(
            header=("Who", "As"), rows=tuple((one.name, one.role or "partner") for one in page.partners), widths=(1, 1)
        )


def _entries(entries: tuple[PspEntry, ...], kind: str, statements: Mapping[str, str]) -> Iterator[Block]:
    if not entries:
        return
    yield Heading(text=HEADINGS[kind])
    if kind == "decision":
        yield Table(
            header=("Day", "What was decided", "By whom"),
            rows=tuple((wording.day(one.date), one.text, one.by_whom) for one in entries),
            widths=(2, 6, 3),
        )
    elif kind == "outcome":
        for one in entries:
            cost = f"Spent on it: {wording.money(one.cost.in_pounds)}." if one.cost else "Its cost is not known."
            detail = " ".join(part for part in (statements.get(one.evidence, ""), cost) if part)
            yield FindingLine(text=one.text, detail=detail, evidence=one.evidence)
    else:
        yield BulletList(items=tuple(_line(one) for one in entries))


def _line(one: PspEntry) -> str:
    said = f" ({one.by_whom})" if one.by_whom else ""
    number = f" {one.evidence}" if one.evidence else ""
    return f"{one.text.rstrip('.')}{said}, {wording.day(one.date)}.{number}"


def _rule(stage: str) -> str:
    if stage == "refine":
        return (
            "The refined service goes to a competitive tender: nobody who took part is promised the work, and what was "
            "learnt here is for every bidder alike."
        )
    return (
        "Partners design the service from what is needed, not from what there is; a short pilot tries and costs it; "
        "then it goes to a competitive tender."
    )
