"""The best value page: what one person and one outcome cost, and beside the price quality, balance and what lasts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sfph_desktop.core.domain.impact import ChangeFigure, ImpactRun
from sfph_desktop.core.domain.promise_rules import PER_WORDS, Held
from sfph_desktop.core.domain.promises import CostBeside
from sfph_desktop.core.reports import phrases, small_numbers, wording
from sfph_desktop.core.reports.blocks import (
    Block,
    CoverStrip,
    Document,
    FindingLine,
    Heading,
    Note,
    Prose,
    SmallPrint,
    Table,
)
from sfph_desktop.core.reports.promises import counts_told


def best_value_page(
    run: ImpactRun,
    costs: Sequence[CostBeside],
    promises: Sequence[Held],
    *,
    contract: str,
    enterprise: str,
    sample: bool,
    made_at: datetime,
) -> Document:
    """The page of one kept run, its statements guarded already. Never a ratio: always two amounts in pounds."""
    cover = CoverStrip(
        enterprise=enterprise,
        title="Best value: what it costs, and what it brings",
        contract=contract,
        period=wording.period(run.selection.period),
        lines=(f"From the kept run {run.snapshot}",),
    )
    blocks: list[Block] = [cover]
    for part in (_price(run), _beside(run, costs), _quality(run), _balance(run, promises), _lasts(run), _small(run)):
        blocks.extend(part)
    return Document(
        title="Best value",
        subject="Cost for each person and each outcome, beside quality, balance and sustainability",
        author=enterprise,
        footer=f"{run.snapshot} · {enterprise}",
        blocks=tuple(blocks),
        made_at=made_at,
        sample=sample,
    )


def person_cost(run: ImpactRun) -> float | None:
    """Pounds for each person reached; None where the number of people may not be printed."""
    people = small_numbers.tell(run.reach.people, guard=True)
    return run.value.cost_per_person if people.exact else None


def outcome_costs(run: ImpactRun) -> tuple[tuple[ChangeFigure, float, float | None, float | None], ...]:
    """Each claimed change with inputs / people improved, and inputs over either end of the likely number improved.

    The range is the Wilson interval of the share improved, times the pairs. Left out where the count is held back.
    """
    found = []
    cost = run.value.inputs_pv
    for one in run.changes:
        if not one.claimed or not one.improved:
            continue
        if not small_numbers.tell(one.improved, one.pairs, guard=True).exact:
            continue
        low, high = one.improved_share_high, one.improved_share_low
        least = cost / (low * one.pairs) if low else None
        most = cost / (high * one.pairs) if high else None
        found.append((one, cost / one.improved, least, most))
    return tuple(found)


def _price(run: ImpactRun) -> Iterator[Block]:
    value = run.value
    yield Heading(text="The price")
    each = person_cost(run)
    people = small_numbers.count(run.reach.people, "person", guard=True)
    went_in = f"{wording.money(value.inputs_pv)} went in over the period"
    if each is not None:
        text = f"{went_in} for {people}: {wording.money(each)} for each person who took part"
        detail = "The cost is counted from the books and the people from the registers, so this has no likely range."
        yield FindingLine(text=text, detail=detail, evidence=value.evidence, strong=True)
    else:
        yield Prose(text=f"{went_in}. So few people took part that the cost for each is not printed.")
    rows = outcome_costs(run)
    if not rows:
        yield Prose(text="No change is claimed yet on enough people to say what one outcome costs.")
        return
    yield Table(
        header=("Outcome", "People, of those measured twice", "Cost for each", "Likely range", "Evidence"),
        rows=tuple(
            (
                _measure(one),
                f"{wording.number(one.improved or 0)} of {wording.number(one.pairs)}",
                wording.money(cost),
                wording.money_range(least, most) if least is not None and most is not None else "not known",
                one.evidence,
            )
            for one, cost, least, most in rows
        ),
        widths=(4.4, 2.6, 2, 3.8, 1.6),
        aligns=("left", "left", "right", "left", "left"),
        caption="The whole cost is set against each outcome in turn: the lines do not add up, and one person may be in "
        "several.",
    )


def _measure(one: ChangeFigure) -> str:
    """What got better, and by which scale: `Less loneliness (UCLA-3)`."""
    return f"{wording.capital(phrases.change_phrase(one).better)} ({phrases.short_name(one)})"


def _beside(run: ImpactRun, costs: Sequence[CostBeside]) -> Iterator[Block]:
    yield Heading(text="Beside other costs that you can check")
    if not costs:
        text = "No cost is given to compare with. A buyer can hold the price against a published cost, or their own."
        yield Note(text=text, title="Missing", caution=True)
        return
    ours = {"person": person_cost(run), "outcome": _any_outcome(run)}
    for one in costs:
        mine = ours[one.per]
        text = f"{one.what}: {wording.money(one.cost.in_pounds)}"
        detail = [f"Source: {one.source.rstrip('.')}."]
        if mine is not None:
            gap = one.cost.in_pounds - mine
            size = wording.money(abs(gap))
            word = f"{size} less" if gap > 0 else f"{size} more" if gap < 0 else "the same"
            detail.insert(0, f"Ours is {wording.money(mine)} for {PER_WORDS[one.per]}: {word}.")
        detail.append(one.note or "It is not said what is different about it: read it as a guide.")
        yield FindingLine(text=text, detail=" ".join(detail), evidence=run.value.evidence if mine is not None else "")


def _any_outcome(run: ImpactRun) -> float | None:
    """Pounds for each person better on at least one scale; None where it is not known or may not be printed."""
    each = run.value.cost_per_improved_person
    if not each:
        return None
    improved = round(run.value.inputs_pv / each)
    exact = small_numbers.tell(improved, run.reach.people, guard=True).exact
    return each if exact else None


def _quality(run: ImpactRun) -> Iterator[Block]:
    yield Heading(text="Quality: what changed")
    claimed = [one for one in run.changes if one.claimed and one.statement_short]
    for one in claimed:
        told = f"Strength of the evidence: {wording.evidence_level(one.evidence_level)}."
        yield FindingLine(text=one.statement_short, detail=told, evidence=one.evidence, role=one.level)
    if not claimed:
        yield Prose(text="No change is claimed yet: too few people have answered twice.")


def _balance(run: ImpactRun, promises: Sequence[Held]) -> Iterator[Block]:
    yield Heading(text="Balance: who gains beside the buyer")
    found = [one for one in run.events if one.statement_short]
    for one in found:
        yield FindingLine(text=one.statement_short, evidence=one.evidence, role=one.level)
    if promises:
        yield Prose(text=f"Promised beside the service itself: {counts_told(promises)}")
    if not found and not promises:
        yield Prose(text="Nothing is recorded of others who gain.")


def _lasts(run: ImpactRun) -> Iterator[Block]:
    yield Heading(text="Sustainability: what lasts")
    found = [one for one in run.environment if one.statement_short]
    for one in found:
        yield FindingLine(text=one.statement_short, evidence=one.evidence, role="environmental")
    from sfph_desktop.core.reports.summaries.full import own_workforce

    staff = own_workforce(run.workforce)
    if staff:
        yield Prose(text=staff)
    if not found and not staff:
        yield Prose(text="Nothing is recorded of the environment or of the workforce.")


def _small(run: ImpactRun) -> Iterator[Block]:
    yield Heading(text="How to read this")
    yield SmallPrint(
        text="Two services that cost different amounts may not do the same for the same people; where something is "
        "known to be different, it is said. A cost for an outcome is no claim that the service caused it: what would "
        "have happened anyway is told in the full summary. Each evidence number opens what stands behind its figure."
    )
    for text in run.not_known[:4]:
        yield SmallPrint(text=f"Not known: {text}")
