"""Twelve months on: two kept runs side by side, what differs between them, and what may not be compared.

No cause is claimed for a difference, and no trend is made of two points. Where the periods of the two runs overlap,
the same people may stand in both, and a difference could tell of a few of them: then the rule of the proof pack holds
(`proof_today.may_stand_beside`), and the later number is held back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sfph_desktop.core.domain.figures import Figure, figures_of
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.reports import disclosure, indicators, proof_words, wording
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
    Text,
)
from sfph_desktop.core.reports.definitions import define, scope
from sfph_desktop.core.reports.proof_today import figure_words, may_stand_beside, same_as_printed
from sfph_desktop.core.reports.small_numbers import THRESHOLD
from sfph_desktop.core.reports.summaries.own_outcomes import may_be_told_apart
from sfph_desktop.core.reports.summaries.telling import Telling, contact_block, made_at, with_evidence
from sfph_desktop.core.reports.summaries.tidy import unbroken
from sfph_desktop.core.reports.value_told import told_value
from sfph_desktop.core.reports.value_words import total_words

TITLE = "Then and now"
HELD = "Not printed: beside the earlier number it could tell of a few people"
MISSING = "Not in this run"
KINDS = {
    "reach": "Who took part",
    "changes": "What changed for people",
    "events": "What happened",
    "environment": "For the planet",
    "value": "What it is worth",
    "target": "What was promised",
}
"""The parts, in their order, by kind of figure; value lines stand in the summary of each run."""
_KINDS_SAID = ("Change", "Events", "Environment", "Promise")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One figure in two runs, in words that may leave."""

    kind: str
    title: str
    then: str
    then_evidence: str
    now: str
    now_evidence: str
    same: bool = False
    held: bool = False
    defined_otherwise: bool = False


def pairs(then: ImpactRun, now: ImpactRun) -> tuple[Beside, ...]:
    """Every figure of either run beside the other's, in the order of the parts. Both runs told with the guard."""
    before = {(one.kind, one.key): one for one in _printed(then)}
    after = {(one.kind, one.key): one for one in _printed(now)}
    overlap = overlapping(then, now)
    keys = sorted({*before, *after}, key=lambda key: list(KINDS).index(key[0]))
    order = {key: place for place, key in enumerate((*before, *(key for key in after if key not in before)))}
    keys.sort(key=lambda key: (list(KINDS).index(key[0]), order[key]))
    return tuple(_beside(before.get(key), then, after.get(key), now, overlap=overlap) for key in keys)


def overlapping(then: ImpactRun, now: ImpactRun) -> bool:
    """Whether a day lies in both periods."""
    one, other = then.selection.period, now.selection.period
    return one.start <= other.end and other.start <= one.end


def twelve_months(then: Telling, now: Telling, versions: str) -> Document:
    """The report. `versions`: the parts of the reference library that differ between the two runs, by name."""
    one, other = then.run, now.run
    found = pairs(one, other)
    blocks: list[Block] = [_cover(one, other), Note(title="How to read this", text=_reading(one, other))]
    for kind, title in KINDS.items():
        mine = [pair for pair in found if pair.kind == kind]
        if mine:
            blocks += [Heading(text=title), _table(mine, one, other)]
    blocks += _otherwise(found, one, other, versions)
    blocks += _gaps(other)
    return Document(
        title=f"{TITLE}: {one.snapshot} and {other.snapshot}",
        subject=f"{wording.period(one.selection.period)}, beside {wording.period(other.selection.period)}",
        author=other.enterprise,
        footer=f"Snapshots {one.snapshot} and {other.snapshot}. Each figure opens again by its evidence number.",
        made_at=made_at(other),
        sample=one.sample or other.sample,
        large_print=now.large_print,
        blocks=unbroken((*blocks, *contact_block(now, brief=True))),
    )


def _printed(run: ImpactRun) -> list[Figure]:
    """The figures of a run that a document of its own may print."""
    return [
        one
        for one in figures_of(run)
        if one.kind in KINDS and (not getattr(one.value, "scope", "") or may_be_told_apart(one.value, run))
    ]


def _beside(then: Figure | None, run: ImpactRun, now: Figure | None, today: ImpactRun, *, overlap: bool) -> Beside:
    figure, its_run = (now, today) if now is not None else (then, run)
    assert figure is not None
    title = proof_words.titled(figure, its_run)
    scope = getattr(figure.value, "scope", "")
    both = then is not None and now is not None
    same = then is not None and now is not None and same_as_printed(then, run, now, today)
    held = False
    if then is not None and now is not None and overlap and not same:
        held = not may_stand_beside(then, run, now, today)
    elif then is not None and now is not None and figure.kind == "target" and not same:
        held = _few_since(then, now)
    return Beside(
        kind=figure.kind,
        title=f"{title}, {scope}" if scope else title,
        then=_words(then, run, held=False),
        then_evidence=then.evidence if then is not None else "",
        now=_words(now, today, held=held),
        now_evidence=now.evidence if now is not None else "",
        same=same,
        held=held,
        defined_otherwise=both and _defined(then, run) != _defined(now, today),
    )


def _few_since(then: Figure, now: Figure) -> bool:
    """Whether a promise, which is counted from the contract's first day on, has moved by a few people only."""
    if indicators.read(then.value.indicator).measure == "tco2e":
        return False
    return bool(0 < abs((now.value.delivered or 0) - (then.value.delivered or 0)) < THRESHOLD)


def _defined(figure: Figure | None, run: ImpactRun) -> str:
    """What is counted, without the period it is counted in."""
    return define(figure.kind, figure.value, run).replace(scope(run), "") if figure is not None else ""


def _words(figure: Figure | None, run: ImpactRun, *, held: bool) -> str:
    """A figure's number in words; where it is held back, that it is."""
    if figure is None:
        return MISSING
    if held:
        return HELD
    if figure.kind == "value":
        told = told_value(run, guard=True)
        return wording.capital(total_words(told)) if run.value.total_pv is not None else "No total"
    return figure_words(figure, run)


def _cover(one: ImpactRun, other: ImpactRun) -> CoverStrip:
    chosen = other.selection
    parts = (
        f"Contract: {chosen.contract_ref}" if chosen.contract_ref else "",
        f"Service: {chosen.service}" if chosen.service else "",
    )
    return CoverStrip(
        enterprise=other.enterprise,
        title=f"{TITLE}: two periods side by side",
        contract=" · ".join(part for part in parts if part),
        period=f"{wording.period(one.selection.period)}, and {wording.period(other.selection.period)}",
        lines=(f"Snapshots {one.snapshot} and {other.snapshot}",),
    )


def _reading(one: ImpactRun, other: ImpactRun) -> str:
    text = (
        "The same toolkit, run twice, side by side. A difference between them is not said to have a cause: other "
        "people came, and other things happened. Two points make no trend."
    )
    if one.selection.period == other.selection.period:
        text += " Both are of the same period: what differs comes from records that were entered or put right since."
    elif overlapping(one, other):
        text += " The two periods overlap, so some people stand in both."
    return text


def _bare(title: str) -> str:
    """A figure's name beneath the heading of its part, which says already what kind it is."""
    kind, _, name = title.partition(": ")
    return wording.capital(name) if name and kind in _KINDS_SAID else title


def _table(mine: Sequence[Beside], one: ImpactRun, other: ImpactRun) -> Table:
    rows: list[tuple[Text, ...]] = []
    for pair in mine:
        now: Text = "The same" if pair.same else pair.now
        if not isinstance(now, str) or pair.now_evidence:
            now = with_evidence(str(now), pair.now_evidence)
        rows.append((_bare(pair.title), with_evidence(pair.then, pair.then_evidence), now))
    header = ("What", f"Then ({_short(one)})", f"Now ({_short(other)})")
    return Table(header=header, rows=tuple(rows), widths=(1.3, 2, 2))


def _short(run: ImpactRun) -> str:
    return f"to {wording.day(run.selection.period.end)}"


def _otherwise(found: Sequence[Beside], one: ImpactRun, other: ImpactRun, versions: str) -> tuple[Block, ...]:
    """Changed definitions, versions and choices: why two numbers may differ though nothing else did."""
    lines = [f"{pair.title}: what is counted is defined otherwise now." for pair in found if pair.defined_otherwise]
    if versions:
        lines.append(f"The reference library has changed since the earlier run: {versions}.")
    if one.value.price_base != other.value.price_base and one.value.price_base and other.value.price_base:
        lines.append(
            f"Money stands in the prices of {one.value.price_base} then, and of {other.value.price_base} now: the two "
            "totals cannot be set against each other."
        )
    if one.evidence_level != other.evidence_level:
        lines.append(
            f"The strength of evidence was level {one.evidence_level} of 4 then, and is level {other.evidence_level} "
            "of 4 now."
        )
    body: Block = BulletList(items=tuple(lines)) if lines else Prose(text="Nothing: both runs count in the same way.")
    held = sum(pair.held for pair in found)
    note = (
        (SmallPrint(text=f"{wording.counted(held, 'number')} held back, so that a difference tells of no few people."),)
        if held
        else ()
    )
    return (KeepTogether(blocks=(Heading(text="What is counted otherwise"), body)), *note)


def _gaps(other: ImpactRun) -> tuple[Block, ...]:
    """What is open in the later run."""
    now = tuple(disclosure.guard_sentence(text, other.changes) for text in other.not_known if text.strip())
    return (Heading(text="What we do not yet know"), BulletList(items=now[:8] or ("Nothing is recorded as open.",)))
