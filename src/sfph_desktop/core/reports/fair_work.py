"""Answers to the Fair Work First criteria as a document, and what the records of the workforce say to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sfph_desktop.core.domain.contracts import WorkforceFact
from sfph_desktop.core.domain.fair_work import FairWork
from sfph_desktop.core.domain.frameworks import Framework, Threshold
from sfph_desktop.core.reports import small_numbers, wording
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
)


def pay_facts(fact: WorkforceFact | None) -> tuple[str, ...]:
    """What is recorded of pay; nothing where the record says nothing, or says no."""
    if fact is None or fact.living_wage != "yes":
        return ()
    return (f"By our own record of {wording.day(fact.date)}, everyone is paid at least the real Living Wage.",)


def people_facts(fact: WorkforceFact | None) -> tuple[str, ...]:
    """Who stays, and who was supported before they worked here; counts of people are guarded as on any paper."""
    if fact is None or not fact.staff_headcount:
        return ()
    found = []
    on = wording.day(fact.date)
    if fact.leavers_in_year is not None:
        stayed = fact.staff_headcount
        left = small_numbers.count(fact.leavers_in_year, "person", guard=True)
        found.append(f"On {on}, {wording.counted(stayed, 'person')} worked here; {left} left within the year before.")
    if fact.staff_former_service_users:
        told = small_numbers.tell(fact.staff_former_service_users, fact.staff_headcount, guard=True)
        found.append(f"{wording.capital(told.words)} used our services before they worked here.")
    return tuple(found)


def fair_work_answers(
    found: Sequence[FairWork],
    *,
    framework: Framework,
    wage: Threshold | None,
    today: date,
    enterprise: str,
    sample: bool,
    made_at: datetime,
) -> Document:
    """Each criterion, what our records say, our own words, and what is missing."""
    cover = CoverStrip(
        enterprise=enterprise,
        title="How we meet the Fair Work First criteria",
        lines=(f"As it stands on {wording.day(today)}",),
    )
    blocks: list[Block] = [cover]
    for one in found:
        blocks.extend(_criterion(one))
    blocks.extend(_sources(found, wage))
    return Document(
        title="Fair Work First: our answers",
        subject=framework.title,
        author=enterprise,
        footer=f"Fair Work First · {enterprise}",
        blocks=tuple(blocks),
        made_at=made_at,
        sample=sample,
    )


def _criterion(one: FairWork) -> Iterator[Block]:
    head: list[Block] = [Heading(text=f"{one.number}  {one.criterion.title}")]
    if one.criterion.caution:
        head.append(SmallPrint(text=f"The wording of this criterion was {one.criterion.caution}."))
    if one.text:
        head.append(Prose(text=one.text))
    yield KeepTogether(blocks=tuple(head))
    if one.facts:
        yield BulletList(items=one.facts)
    if one.policies:
        yield Prose(text=f"Policies we hold: {wording.name_list(one.policies)}.")
    if one.missing:
        yield Note(text=" ".join(one.missing), title="Before this is handed in", caution=True)


def _sources(found: Sequence[FairWork], wage: Threshold | None) -> Iterator[Block]:
    yield Heading(text="Where this comes from")
    yield SmallPrint(
        text="Facts of the workforce are our own record, on the day named; counts below five, and those that give "
        "such a count away, are not printed."
    )
    for source in dict.fromkeys(f"{one.criterion.source}, {one.criterion.url}" for one in found):
        yield SmallPrint(text=f"Wording of the criteria: {source}")
    if wage is not None and wage.value is not None:
        caution = f" This rate was {wage.caution}." if wage.caution else ""
        since = f" (from {wording.plain_dates(str(wage.effective_from))})" if wage.effective_from else ""
        yield SmallPrint(text=f"{wage.title}: £{wage.value}{since}, as told by {wage.source}.{caution}")
