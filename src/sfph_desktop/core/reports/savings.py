"""A case for investing to save as a document: who saves, whether it is money, when, and what would have to be true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sfph_desktop.core.domain.saving_rules import SavingWorked
from sfph_desktop.core.domain.savings import SavingCase, SavingLine
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
from sfph_desktop.core.reports.charts.payback import payback_chart
from sfph_desktop.core.reports.savings_told import told
from sfph_desktop.core.reports.summaries.telling import chart


def saving_case(
    case: SavingCase,
    lines: Sequence[SavingLine],
    worked: SavingWorked,
    *,
    rates: Sequence[str],
    enterprise: str,
    sample: bool,
    made_at: datetime,
) -> Document:
    """The whole case. `rates`: the sources of the discount rate."""
    cover = CoverStrip(
        enterprise=enterprise,
        title=case.title,
        contract="A case for investing to save",
        lines=tuple(
            line
            for line in (
                f"For {case.asked_of}" if case.asked_of else "",
                f"From {wording.day(case.starts_on)}" if case.starts_on else "",
                f"Looked at over {wording.years(case.years)}",
            )
            if line
        ),
    )
    blocks: list[Block] = [cover, *_in_short(case, worked), *_who_saves(lines, worked), *_when(worked)]
    blocks += [*_conditions(case, worked), *_sensitivity(worked), *_sources(lines, rates)]
    return Document(
        title=f"{case.title}: a case for investing",
        subject="Invest to save",
        author=enterprise,
        footer=f"{case.case_ref} · {enterprise}",
        blocks=tuple(blocks),
        made_at=made_at,
        sample=sample,
    )


def _in_short(case: SavingCase, worked: SavingWorked) -> Iterator[Block]:
    first, *rest = told(case, worked)
    yield Prose(text=first, lead=True)
    for text in rest:
        yield Prose(text=text)
    asked = f"What is asked for: {wording.money(case.invest.in_pounds)} in the first year"
    if case.running:
        asked += f", and {wording.money(case.running.in_pounds)} in each later year"
    yield Prose(text=f"{asked}.")
    if case.match:
        rest_of = case.invest.in_pounds - case.match.in_pounds
        yield Prose(
            text=f"Match funding: {case.match_from or 'others'} bring {wording.money(case.match.in_pounds)}, so that "
            f"{wording.money(rest_of)} of the first year is left to be found."
        )


def _who_saves(lines: Sequence[SavingLine], worked: SavingWorked) -> Iterator[Block]:
    yield Heading(text="Who saves")
    rows = [
        (payer, wording.money(cash), wording.money(freed), wording.money(cash + freed))
        for payer, (cash, freed) in worked.by_payer.items()
    ]
    whole = worked.cash + worked.freed
    cash_parts, freed_parts = zip(*worked.by_payer.values(), strict=True) if worked.by_payer else ((), ())
    both = [cash + freed for cash, freed in worked.by_payer.values()]
    note = wording.rounding_note(
        (cash_parts, worked.cash), (freed_parts, worked.freed), (both, whole), ((worked.cash, worked.freed), whole)
    )
    rows.append(("Together", wording.money(worked.cash), wording.money(worked.freed), wording.money(whole)))
    yield Table(
        header=("Who", "Money released", "Capacity freed", "Both"),
        rows=tuple(rows),
        widths=(4, 3, 3, 3),
        aligns=("left", "right", "right", "right"),
        total=True,
        caption=f"Pounds in the worth of the first year, over all years looked at. {note}".strip(),
    )
    for one in lines:
        yield FindingLine(
            text=f"{wording.capital(one.what)}: {_amount(one)}", detail=_detail(one), evidence=one.evidence
        )


def _amount(one: SavingLine) -> str:
    said = f"{wording.about_money(one.amount.in_pounds)} a year for {_the(one.payer)}"
    if one.low is not None and one.high is not None:
        said += f" (between {wording.rough_money(one.low.in_pounds)} and {wording.rough_money(one.high.in_pounds)})"
    return said


def _detail(one: SavingLine) -> str:
    begins = f"Begins {wording.months(one.from_month)} after the start." if one.from_month else "Begins at once."
    share = float(one.cashable or 0)
    if share:
        cash = f"Money released: {wording.in_a_hundred(share)} pounds, because {one.cashable_why}."
    else:
        cash = "Counted as capacity freed alone: nobody has said that a budget shrinks."
    return f"{begins} {cash} From: {one.source.rstrip('.')}."


def _the(payer: str) -> str:
    return payer if payer == "DWP" or payer.startswith(("the ", "other")) else f"the {payer}"


def _when(worked: SavingWorked) -> Iterator[Block]:
    yield Heading(text="When")
    yield chart(payback_chart(worked))
    yield Table(
        header=("Year", "Cost", "Money released", "Capacity freed"),
        rows=tuple(
            (str(one.year), wording.money(one.cost), wording.money(one.cash), wording.money(one.freed))
            for one in worked.years
        ),
        widths=(2, 3, 3, 3),
        aligns=("left", "right", "right", "right"),
        caption="Pounds of each year, before later years are brought to the worth of the first.",
    )


def _conditions(case: SavingCase, worked: SavingWorked) -> Iterator[Block]:
    yield Heading(text="What would have to be true")
    yield Prose(text=_needed(worked.needed_cash, "money released"))
    yield Prose(text=_needed(worked.needed_all, "money released and capacity freed together"))
    items = tuple(line.strip("-• ").strip() for line in case.conditions.splitlines() if line.strip("-• ").strip())
    if items:
        yield BulletList(items=items)
    else:
        yield Note(text="Nobody has written down yet what else would have to be true.", title="Missing", caution=True)


def _needed(needed: float | None, what: str) -> str:
    if needed is None:
        return f"No {what.split(' and ', maxsplit=1)[0]} is counted, so the cost is never covered by it."
    if needed > 1:
        return (
            f"For {what} to cover the cost, {wording.times(needed)} as much would have to come true as is counted here."
        )
    return (
        f"For {what} to cover the cost, {wording.in_a_hundred(needed)} pounds of it would have to come true as counted."
    )


def _sensitivity(worked: SavingWorked) -> Iterator[Block]:
    if not worked.swings:
        return
    yield Heading(text="How much hangs on each saving")
    yield Table(
        header=("Saving", "Left after the cost at its low", "Left after the cost at its high", "Its range"),
        rows=tuple(
            (
                one.what,
                wording.money(one.low),
                wording.money(one.high),
                "assumed: a quarter either way" if one.assumed else "given",
            )
            for one in worked.swings
        ),
        widths=(5, 3, 3, 3),
        aligns=("left", "right", "right", "left"),
        caption="Money and capacity together, all other savings as they are. Below £0 the cost is not covered.",
    )


def _sources(lines: Sequence[SavingLine], rates: Sequence[str]) -> Iterator[Block]:
    yield Heading(text="How it was worked out")
    yield SmallPrint(
        text="Each saving is its amount a year, by the months in which it has begun. Later years are brought to the "
        "worth of the first, which is not discounted itself. The range is the middle nine tenths of 10,000 draws, each "
        "saving drawn between its low and its high. The month in which the cost is covered is not discounted."
    )
    for source in rates:
        if source:
            yield SmallPrint(text=f"Discount rate: {source}.")
    if any(one.evidence for one in lines):
        yield SmallPrint(text="Each evidence number opens what stands behind its figure; we show it when asked.")
