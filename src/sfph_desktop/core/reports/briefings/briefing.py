"""A briefing of two pages: the same figures for three audiences, in the outcomes of one authority or board.

No audience is told another figure than the others: what differs is what comes first, and what is left to the summary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sfph_desktop.core.domain.benefits import LEVELS
from sfph_desktop.core.domain.briefings import AUDIENCES, Audience, Authority
from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.blocks import (
    Block,
    BulletList,
    Document,
    FindingLine,
    Heading,
    KeepTogether,
    Note,
    Prose,
    SmallPrint,
    Table,
)
from sfph_desktop.core.reports.summaries.full import (
    framework_note,
    outcome_row,
    partners_section,
    promises_section,
    workforce_section,
)
from sfph_desktop.core.reports.summaries.method import method_line
from sfph_desktop.core.reports.summaries.one_page import strongest
from sfph_desktop.core.reports.summaries.outcomes import outcome_rows, said_by_us
from sfph_desktop.core.reports.summaries.own_outcomes import level_lead_chart
from sfph_desktop.core.reports.summaries.telling import (
    Telling,
    change_line,
    contact_block,
    cover,
    event_line,
    footer,
    glance,
    made_at,
    saving_line,
    short_line,
    value_line_words,
    weightiest,
)
from sfph_desktop.core.reports.summaries.tidy import unbroken

PAGES = 2
_LEADS: Mapping[Audience, str] = {
    "health": (
        "For those who care for the same people: what changed for the people who came, and how it was measured."
    ),
    "procurement": (
        "For those who buy: what was delivered against what was promised, what it is worth and to whom, and what may "
        "be checked. Every figure opens again by its evidence number."
    ),
    "sector": ("For those who do similar work: who came, what changed, who works here, and what we do not yet know."),
}
_REFER = " To refer somebody, ask whoever is named at the end."
_EVERYBODY = (
    "The figures are of everybody who was supported in the period, wherever they live, and not only of people in the "
    "area of {}."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """How much stands in a briefing; taken back step by step until it is two pages."""

    findings: int = 8
    chart: bool = True
    unknown: int = 5
    pieces: int = 2
    """Figures beside each outcome."""
    tiles: bool = True
    least: bool = False
    """Without the workforce and without who gains in detail: the full summary has them."""
    others: bool = True
    """The parts that matter less to this audience."""


FILLS = (
    Fill(),
    Fill(findings=6),
    Fill(findings=6, unknown=4, others=False),
    Fill(findings=5, unknown=3, others=False, pieces=1),
    Fill(findings=5, chart=False, others=False, unknown=3, pieces=1),
    Fill(findings=5, chart=False, others=False, unknown=3, pieces=1, tiles=False),
    Fill(findings=4, chart=False, others=False, unknown=2, pieces=1, tiles=False),
    Fill(findings=4, chart=False, others=False, unknown=2, pieces=1, tiles=False, least=True),
    Fill(findings=3, chart=False, others=False, unknown=2, pieces=1, tiles=False, least=True),
    Fill(findings=2, chart=False, others=False, unknown=1, pieces=1, tiles=False, least=True),
)


def briefing(telling: Telling, authority: Authority, audience: Audience) -> Document:
    """The fullest briefing of two pages; in large print the fullest there is, on as many as it needs."""
    from sfph_desktop.core.reports.pdf import PageCounter

    run = telling.run
    frame = Document(
        title=f"Briefing for {authority.full_name}: {AUDIENCES[audience]}",
        subject=f"Evidence of {run.enterprise}, {wording.period(run.selection.period)}",
        author=run.enterprise,
        footer=footer(run),
        made_at=made_at(run),
        sample=run.sample,
        large_print=telling.large_print,
        blocks=(),
    )
    pages = PageCounter()
    made = frame
    for fill in FILLS:
        made = replace(frame, blocks=unbroken(_blocks(telling, authority, audience, fill)))
        if telling.large_print or pages(made) <= PAGES:
            break
    return made


def _blocks(telling: Telling, authority: Authority, audience: Audience, fill: Fill) -> tuple[Block, ...]:
    head = replace(
        cover(telling, f"Briefing for {authority.full_name}"),
        lines=(f"For {AUDIENCES[audience]}", f"Strength of evidence: level {telling.run.evidence_level} of 4"),
    )
    parts: Mapping[str, Callable[[], tuple[Block, ...]]] = {
        "glance": lambda: glance(telling) if fill.tiles else (),
        "findings": lambda: _findings(telling, fill, full=audience == "health"),
        "outcomes": lambda: _outcomes(telling, fill),
        "value": lambda: _value(telling, fill),
        "promises": lambda: promises_section(telling),
        "partners": lambda: partners_section(telling),
        "workforce": lambda: () if fill.least else workforce_section(telling),
        "unknown": lambda: _unknown(telling, fill),
    }
    body = [block for name in _order(audience, fill) for block in parts[name]()]
    small = wording.sentences(_EVERYBODY.format(authority.full_name), authority.about, method_line())
    return (
        head,
        Prose(text=_LEADS[audience] + (_REFER if audience == "health" and telling.contact.strip() else "")),
        *body,
        SmallPrint(text=small),
        *contact_block(telling, brief=True),
    )


def _order(audience: Audience, fill: Fill) -> tuple[str, ...]:
    """What stands in which order, what matters most to the audience first."""
    orders: Mapping[Audience, tuple[tuple[str, ...], tuple[str, ...]]] = {
        "health": (("glance", "findings", "partners", "outcomes", "unknown"), ("value",)),
        "procurement": (("glance", "outcomes", "promises", "value", "findings", "workforce", "unknown"), ("partners",)),
        "sector": (("glance", "findings", "workforce", "partners", "outcomes", "unknown"), ("value", "promises")),
    }
    main, others = orders[audience]
    return (*main[:-1], *(others if fill.others else ()), main[-1])


def _findings(telling: Telling, fill: Fill, *, full: bool) -> tuple[Block, ...]:
    """The strongest findings of each level; for health professionals each with how it was measured."""
    chosen = strongest(telling, fill.findings)
    heading = Heading(text="What changed, and for whom")
    if not chosen:
        return (heading, Prose(text="Nothing was measured in this period that may be claimed."))
    lines: list[Block] = [_full_line(figure) if full else short_line(figure) for figure in chosen]
    drawn: tuple[Block, ...] = ()
    if fill.chart:
        drawn = next((made for level in LEVELS if (made := level_lead_chart(telling, telling.changes(level)))), ())
    note = Note(text="People reported change; we do not say what made it happen.")
    return (KeepTogether(blocks=(heading, lines[0])), *lines[1:], *drawn, note)


def _full_line(figure: object) -> FindingLine:
    from sfph_desktop.core.domain.impact import ChangeFigure, EventFigure

    if isinstance(figure, ChangeFigure):
        return change_line(figure)
    if isinstance(figure, EventFigure):
        return event_line(figure)
    return saving_line(figure)  # type: ignore[arg-type]


def _outcomes(telling: Telling, fill: Fill) -> tuple[Block, ...]:
    """The body's own outcomes that a figure of ours may speak to; how many there are none for is said, not left out."""
    framework = telling.framework
    if framework is None:
        return ()
    rows = outcome_rows(framework, telling.run, guard=True, most=fill.pieces)
    met = [row for row in rows if row.pieces]
    heading = Heading(text="Your outcomes and our evidence")
    small = SmallPrint(text=framework_note(framework))
    none = f"We hold no figure yet for any of the {len(rows)} outcomes of {framework.title}."
    if not met:
        return (KeepTogether(blocks=(heading, Prose(text=none))), small)
    whose = "by our own outcome framework" if said_by_us(framework, telling.run) is not None else "as we propose"
    said = (
        f"We hold figures that may speak, {whose}, to {len(met)} of the {len(rows)} outcomes of {framework.title}; for "
        f"the others we hold none yet. Please judge it yourself."
    )
    table = Table(
        header=("Outcome", "Our evidence may speak to it"),
        rows=tuple(outcome_row(row) for row in met),
        widths=(1, 1.15),
    )
    return (KeepTogether(blocks=(heading, Prose(text=said))), table, small)


def _value(telling: Telling, fill: Fill) -> tuple[Block, ...]:
    head, gains = value_line_words(telling)
    if not head:
        return ()
    line = FindingLine(text=head, detail="" if fill.least else gains, evidence=telling.run.value.evidence)
    return (KeepTogether(blocks=(Heading(text="What it is worth, and to whom"), line)),)


def _unknown(telling: Telling, fill: Fill) -> tuple[Block, ...]:
    lines = weightiest(telling.run.not_known, fill.unknown)
    items = lines or ("Nothing is recorded as open.",)
    return (KeepTogether(blocks=(Heading(text="What we do not yet know"), BulletList(items=items))),)
