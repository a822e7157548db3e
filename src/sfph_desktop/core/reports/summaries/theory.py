"""The theory of change: the chain of a run in words, and its page of the full summary."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.domain.impact import ChangeFigure, EnvironmentFigure, EventFigure, ImpactRun, ValueLineFigure
from sfph_desktop.core.domain.outcome_findings import OutcomeFinding
from sfph_desktop.core.domain.theory import Activity, Chain, ChainOutcome
from sfph_desktop.core.reports import small_numbers, value_words, wording
from sfph_desktop.core.reports.blocks import Block, BulletList, Document, Heading, KeepTogether, Prose, SmallPrint
from sfph_desktop.core.reports.charts.style import PAPER
from sfph_desktop.core.reports.charts.theory import TITLE, theory_chart
from sfph_desktop.core.reports.summaries.own_outcomes import may_be_told_apart
from sfph_desktop.core.reports.summaries.telling import AnyFinding, Telling, chart, made_at
from sfph_desktop.core.reports.summaries.worth import INPUT_NAMES
from sfph_desktop.core.reports.value_told import told_value

NONE_YET = "none yet"
_LEAD = (
    "Read from left to right: what goes in, what we do with it, what comes of it at once, what changes, and who gains. "
    "On the arrows into each outcome stands the evidence behind them; a broken arrow has none yet. An arrow says what "
    "we hold to be so, not that it is proved."
)


def theory_section(telling: Telling) -> tuple[Block, ...]:
    """The picture, or in large print the same in words; nothing where the run has no activities and outcomes."""
    run = telling.run
    if not run.outcomes or not run.theory.activities:
        return ()
    chain = chain_of(run, guard=True)
    head = (Heading(text=TITLE), Prose(text=_LEAD))
    if telling.large_print:
        return (*head, BulletList(items=chain_words(chain)))
    drawn = theory_chart(chain, chain_alt(chain), telling.style.sized(titled=False), title=TITLE)
    numbers = ", ".join(dict.fromkeys(one.number for one in chain.outcomes if one.number))
    small = (SmallPrint(text=f"Benefits are present values {chain.money}."),) if chain.money else ()
    return (KeepTogether(blocks=(*head, chart(drawn, numbers), *small)),)


def theory_document(run: ImpactRun, chain: Chain, title: str, fonts: Path) -> Document:
    """The picture alone as a document of one page: tagged, and told in words to those who do not see it."""
    drawn = theory_chart(chain, chain_alt(chain), replace(PAPER, fonts=fonts, titled=False), title=TITLE)
    numbers = ", ".join(dict.fromkeys(one.number for one in chain.outcomes if one.number))
    return Document(
        title=title,
        author=run.enterprise,
        subject="The theory of change",
        footer=f"Snapshot {run.snapshot}" if run.snapshot else "",
        made_at=made_at(run),
        sample=run.sample,
        blocks=(Heading(text=title, level=1), Prose(text=_LEAD), chart(drawn, numbers)),
    )


# --- the chain --------------------------------------------------------------------------------------------------------


def chain_of(run: ImpactRun, *, guard: bool) -> Chain:
    """The whole chain of a run in words; with the guard as it may stand on paper."""
    told = told_value(run, guard=guard)
    payers = value_words.by_size(told) if told.total is not None else []
    value = run.value
    reach = run.reach
    people = small_numbers.count(reach.people, "person", guard=guard) if reach.people else "Nobody"
    return Chain(
        inputs=tuple(
            (wording.capital(INPUT_NAMES.get(one.kind, one.kind)), wording.rough_money(one.amount))
            for one in value.inputs
        ),
        activities=tuple((one.name, _delivered(one, guard=guard)) for one in run.theory.activities),
        reach=f"In all: {people} by name in the period." if reach.people else "",
        outcomes=tuple(_outcome(run, one, guard=guard, paid=bool(payers)) for one in run.outcomes),
        benefits=tuple((wording.capital(value_words.payer_name(name)), amount.words()) for name, amount in payers),
        arrows=run.theory.arrows,
        money=(f"in {value.price_base} prices" if value.price_base else "in the prices as printed") if payers else "",
    )


def _delivered(one: Activity, *, guard: bool) -> str:
    if not one.sessions:
        return "no sessions recorded"
    said = wording.counted(one.sessions, "session")
    return f"{said}, {small_numbers.count(one.visits, 'visit', guard=guard)}" if one.visits else said


def _outcome(run: ImpactRun, one: OutcomeFinding, *, guard: bool, paid: bool) -> ChainOutcome:
    figures = {(figure.kind, figure.key): figure.value for figure in figures_of(run)}
    known = [i for i in one.indicators if i.known and (i.figure_kind, i.figure_key) in figures]
    found = [figures[i.figure_kind, i.figure_key] for i in known]
    best = max(found, key=_strength, default=None)
    lines = [line for line in run.value.lines if line.counted and _values(line, one)] if paid else []
    gains = dict.fromkeys(wording.capital(value_words.payer_name(line.payer)) for line in lines)
    return ChainOutcome(
        ref=one.outcome_ref,
        title=one.title,
        level=one.level,
        scope=one.scope,
        evidence=NONE_YET if best is None else _evidence(best, run, guard=guard),
        known=best is not None,
        strength=_strength(best)[0] if best is not None else 0,
        number="" if best is None or (guard and _never_printed(best, run)) else best.evidence,
        gains=tuple(gains),
    )


def _strength(figure: AnyFinding) -> tuple[int, int]:
    if isinstance(figure, ChangeFigure):
        return figure.evidence_level, figure.pairs
    return (figure.evidence_level, figure.people) if isinstance(figure, EventFigure) else (1, 0)


def _evidence(figure: AnyFinding, run: ImpactRun, *, guard: bool) -> str:
    """`38 people asked twice, level 2`, `8 people, level 1`, `amounts recorded`."""
    if guard and _never_printed(figure, run) and not isinstance(figure, EnvironmentFigure):
        return f"not printed, level {figure.evidence_level}"
    if isinstance(figure, ChangeFigure):
        asked = small_numbers.count(figure.pairs, "person", guard=guard)
        return f"{asked} asked twice, level {figure.evidence_level}"
    if isinstance(figure, EventFigure):
        return f"{small_numbers.count(figure.people, 'person', guard=guard)}, level {figure.evidence_level}"
    return "amounts recorded"


def _never_printed(figure: AnyFinding, run: ImpactRun) -> bool:
    """Whether it is a figure of one service or group that could, set beside everybody's, point to single people."""
    return bool(getattr(figure, "scope", "")) and not may_be_told_apart(figure, run)


def _values(line: ValueLineFigure, one: OutcomeFinding) -> bool:
    """Whether a value line values what shows the outcome. Lines are of everybody the run looks at."""
    counted = line.indicator.strip()
    for kind, key in one.figures:
        of = key.partition(" of ")[0]
        if kind == "changes" and counted.rpartition(".")[0] in (of, of.partition(".")[0]):
            return True
        if kind == "events" and counted in (f"event:{of}", f"event_quantity:{of}"):
            return True
        if kind == "environment" and counted == "environment:tco2e":
            return True
    return False


# --- in words ---------------------------------------------------------------------------------------------------------


def chain_words(chain: Chain) -> tuple[str, ...]:
    """The chain in sentences: what goes in, what is done, then each outcome with what leads to it, and who gains."""
    said = []
    if chain.inputs:
        went = wording.name_list([f"{_lower(what)} {much}" for what, much in chain.inputs])
        said.append(f"What goes in: {went}.")
    if chain.activities:
        said.append(f"What we do: {wording.name_list([f'{name} ({came})' for name, came in chain.activities])}.")
    said += [chain.reach] if chain.reach else []
    said += [outcome_words(chain, one) for one in chain.outcomes]
    if chain.benefits:
        gain = wording.name_list([f"{_lower(who)} {much}" for who, much in chain.benefits])
        said.append(f"Who gains, {chain.money}: {gain}.")
    return tuple(said)


def outcome_words(chain: Chain, one: ChainOutcome) -> str:
    """`Lunch club leads to “Less lonely” (for others); evidence: 38 people asked twice, level 2; the NHS gains`."""
    led = [arrow for arrow in chain.arrows if arrow.outcome_ref == one.ref]
    names = wording.name_list([arrow.activity for arrow in led])
    whose = f" ({one.scope})" if one.scope else ""
    lead = f"{names} {'leads' if len(led) == 1 else 'lead'} to “{one.title}”{whose}"
    if not led:
        lead = f"Nothing we do is said to lead to “{one.title}”{whose} yet"
    gains = f"; {wording.name_list([_lower(who) for who in one.gains])} gain" if one.gains else "; not valued yet"
    gains += "s" if len(one.gains) == 1 else ""
    assumed = [
        f" This assumes of {arrow.activity}: {wording.sentence(arrow.assumption)}" for arrow in led if arrow.assumption
    ]
    return f"{lead}; evidence: {one.evidence}{gains}.{''.join(assumed)}"


def chain_alt(chain: Chain) -> str:
    """The picture for somebody who does not see it."""
    return f"Chart: {TITLE}. " + " ".join(chain_words(chain))


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
