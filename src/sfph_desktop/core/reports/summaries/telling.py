"""What both lengths of the summary share: the run as it may be told, the paper it is told on, and the common parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sfph_desktop.core.domain.benefits import LEVELS, BenefitLevel
from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.frameworks import Framework
from sfph_desktop.core.domain.impact import ChangeFigure, EnvironmentFigure, EventFigure, ImpactRun
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.reports import disclosure, phrases, small_numbers, statements, value_words, wording
from sfph_desktop.core.reports.blocks import (
    Block,
    ChartBlock,
    Contact,
    CoverStrip,
    FindingLine,
    KeyFigure,
    KeyFigures,
    Span,
    Text,
)
from sfph_desktop.core.reports.change_words import change_words
from sfph_desktop.core.reports.charts.board import Drawn
from sfph_desktop.core.reports.charts.paper import paper_drawing
from sfph_desktop.core.reports.charts.style import PAPER, ChartStyle
from sfph_desktop.core.reports.value_told import ToldValue, told_value

TITLE = "What changed, for whom, and what it is worth"

LEVEL_TITLES: dict[BenefitLevel, str] = {
    "individual": "For each person: health and wellbeing",
    "social": "For others: company, work and public services",
    "environmental": "For the planet: carbon, waste and places",
}

AnyFinding = ChangeFigure | EventFigure | EnvironmentFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Everything a summary is told from. The run's statements and sentences already hold back small counts."""

    run: ImpactRun
    framework: Framework | None = None
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    contract: Contract | None = None
    contact: str = ""
    style: ChartStyle = PAPER
    large_print: bool = False

    def changes(self, level: BenefitLevel) -> tuple[ChangeFigure, ...]:
        """The changes at a level: claimed ones first, those that may be told, the strongest, the surest."""
        found = [figure for figure in self.run.changes if figure.level == level]
        return tuple(sorted(found, key=_change_strength))

    def events(self, level: BenefitLevel) -> tuple[EventFigure, ...]:
        """The events at a level, the most people first."""
        return tuple(sorted((e for e in self.run.events if e.level == level), key=lambda e: (-e.people, e.event_type)))

    @property
    def value(self) -> ToldValue:
        """The sums of the run, open where a line inside them is held back."""
        return told_value(self.run, guard=True)

    def savings(self) -> tuple[EnvironmentFigure, ...]:
        """The environmental figures, the largest saving first."""
        return tuple(sorted(self.run.environment, key=lambda e: (-e.saved_kgco2e, e.factor)))


def _change_strength(figure: ChangeFigure) -> tuple[bool, bool, int, bool, float, str]:
    return (
        not figure.claimed,
        not small_numbers.tell(figure.improved or 0, figure.pairs, guard=True).exact,
        -figure.evidence_level,
        (figure.ci_low or 0.0) <= 0,
        -(figure.improved_share_low or 0.0),
        f"{figure.instrument}.{figure.output}",
    )


def cover(telling: Telling, title: str = TITLE) -> CoverStrip:
    """The strip at the head: enterprise, title, contract or service, period, and how strong the evidence is."""
    run = telling.run
    chosen = run.selection.contract_ref
    if telling.contract is not None:
        commissioner = f", {telling.contract.commissioner}" if telling.contract.commissioner else ""
        chosen = f"{telling.contract.title} ({telling.contract.contract_ref}){commissioner}"
    service = f"Service: {run.selection.service}" if run.selection.service else ""
    return CoverStrip(
        enterprise=run.enterprise,
        title=title,
        contract=" · ".join(part for part in (f"Contract: {chosen}" if chosen else "", service) if part),
        period=wording.period(run.selection.period),
        lines=(f"Strength of evidence: level {run.evidence_level} of 4",),
    )


def footer(run: ImpactRun) -> str:
    """Where every figure can be found again."""
    made = made_at(run)
    when = f", made {wording.day(made.date())}" if made else ""
    return f"Snapshot {run.snapshot}{when}. Each figure opens again by its evidence number." if run.snapshot else ""


def made_at(run: ImpactRun) -> datetime | None:
    """The moment of the run; None where it holds none."""
    try:
        return datetime.fromisoformat(run.made_at)
    except ValueError:
        return None


def short_count(part: int, whole: int | None = None) -> str:
    """A count for a tile: `31 of 38`, `142`, `over 33 of 38`, `under 5`."""
    words = small_numbers.tell(part, whole, guard=True).words
    return words.replace(" of the ", " of ").replace("more than", "over").replace("fewer than", "under")


def saved_tonnes(run: ImpactRun) -> float:
    """Tonnes of CO2e saved by all activities together."""
    return sum(figure.saved_kgco2e for figure in run.environment) / 1000


def tiles(telling: Telling) -> tuple[KeyFigure, ...]:
    """Two to four tiles: people, the strongest finding of each level that has one."""
    run = telling.run
    people = short_count(run.reach.people), "different people took part"
    if disclosure.nobody_at_all(run):
        people = "Nobody", statements.nobody_did(run.reach)
    found = [KeyFigure(number=people[0], explanation=people[1], evidence=run.reach.evidence)]
    for level in LEVELS[:2]:
        tile = _level_tile(telling, level)
        if tile is not None:
            found.append(tile)
    tonnes = saved_tonnes(run)
    if tonnes > 0:
        evidence = ", ".join(figure.evidence for figure in telling.savings()[:2])
        found.append(
            KeyFigure(
                number=f"{wording.quantity(tonnes)} {wording.plural('tonne', tonnes)}",
                explanation="of CO2e saved",
                evidence=evidence,
                role="environmental",
            )
        )
    return tuple(found[:4])


def _level_tile(telling: Telling, level: BenefitLevel) -> KeyFigure | None:
    best = next((figure for figure in telling.changes(level) if figure.claimed), None)
    if best is not None:
        phrase = phrases.change_phrase(best)
        return KeyFigure(
            number=short_count(best.improved or 0, best.pairs),
            explanation=f"people {phrase.verb} {phrase.better}",
            evidence=best.evidence,
            role=level,
        )
    event = next(iter(telling.events(level)), None)
    if event is None:
        return None
    return KeyFigure(
        number=short_count(event.people),
        explanation=f"people {phrases.event_did(event)}",
        evidence=event.evidence,
        role=level,
    )


def glance(telling: Telling) -> tuple[Block, ...]:
    """The tiles in a row; a single one stands as a line instead."""
    found = tiles(telling)
    if len(found) >= 2:
        return (KeyFigures(tiles=found),)
    return tuple(
        FindingLine(text=wording.sentence(f"{t.number} {t.explanation}"), evidence=t.evidence, strong=True)
        for t in found
    )


def change_line(figure: ChangeFigure, *, strong: bool = False) -> FindingLine:
    """A change on one line, its sentences beneath."""
    words = change_words(figure, guard=True)
    return FindingLine(
        text=words.headline, detail="\n".join(words.beneath), evidence=figure.evidence, role=figure.level, strong=strong
    )


def event_line(figure: EventFigure) -> FindingLine:
    """An event on one line, with how often and what is too recent to count beneath."""
    head, rest = statements.event_words(figure, guard=True)
    return FindingLine(text=head, detail=rest, evidence=figure.evidence, role=figure.level)


def saving_line(figure: EnvironmentFigure) -> FindingLine:
    """A saving, with its years and its note beneath."""
    head, rest = statements.environment_words(figure)
    return FindingLine(text=head, detail=rest, evidence=figure.evidence, role=figure.level)


def short_line(figure: AnyFinding) -> FindingLine:
    """A finding in its short form."""
    return FindingLine(text=figure.statement_short, evidence=figure.evidence, role=figure.level)


def chart(drawn: Drawn, caption: str = "", width: float = 1.0) -> ChartBlock:
    """A chart as a block, with its description."""
    return ChartBlock(drawing=paper_drawing(drawn.figure), alt=drawn.alt, caption=caption, width=width)


def with_evidence(words: str, evidence: str) -> Text:
    """Words with an evidence number in small type behind them."""
    return (Span(text=words), Span(text=f"  {evidence}", quiet=True)) if evidence else words


def value_line_words(telling: Telling) -> tuple[str, str]:
    """The total and the ratio with their ranges as one sentence, and who gains as another; blanks without a total."""
    value = telling.run.value
    if value.total_pv is None:
        return value.statement, ""
    prices = f" in {value.price_base} prices" if value.price_base else ""
    ratio = value_words.ratio_words(telling.value)
    inputs = f" against {wording.about_money(value.inputs_pv)} that went in" if value.inputs_pv else ""
    head = wording.sentence(
        f"the changes that may be counted are worth {value_words.total_words(telling.value)}{prices}{inputs}"
        + (f": {ratio}" if ratio else "")
    )
    gains = value_words.gains_words(telling.value)
    return head, wording.sentences(
        f"Who gains: {gains}" if gains else "",
        value_words.parts_words(telling.value),
        value_words.open_words(telling.value),
    )


def contact_block(telling: Telling, *, brief: bool = False) -> tuple[Block, ...]:
    """Whom to ask, on one line where it has to be brief; nothing where nobody is named."""
    lines = tuple(line.strip() for line in telling.contact.splitlines() if line.strip())
    if brief:
        lines = (" · ".join(lines),) if lines else ()
    return (Contact(name=telling.run.enterprise, lines=lines),) if lines else ()


def told_run(run: ImpactRun) -> ImpactRun:
    """The run for paper: statements written with the small-number guard, and the open questions guarded too."""
    guarded = statements.with_statements(run, guard=True)
    return replace(guarded, not_known=tuple(disclosure.guard_sentence(text, run.changes) for text in guarded.not_known))


_WEIGHTY = (
    "no comparison",
    "do not know how the other",
    "did not complete",
    "under-represented",
    "no total",
    "assumed",
)
"""What a sceptical reader asks first, by words of the sentences the toolkit writes, the weightiest before."""


def weightiest(lines: Sequence[str], most: int) -> tuple[str, ...]:
    """The sentences a sceptical reader needs most; among equals the earlier, blank ones left out."""

    def weight(line: str) -> int:
        said = line.lower()
        return next((place for place, words in enumerate(_WEIGHTY) if words in said), len(_WEIGHTY))

    return tuple(sorted((line for line in lines if line.strip()), key=weight)[:most])
