"""The monitoring report of one contract and quarter, in the funder's own layout: data first, as blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sfph_desktop.core.domain.contract_rules import ROLE_WORDS, ROUTE_WORDS, ContractPage
from sfph_desktop.core.domain.impact import TargetFigure
from sfph_desktop.core.domain.monitoring import ReportSection
from sfph_desktop.core.domain.monitoring_rules import FIELDS, SECTION_WORDS, LayoutParts, fields_of
from sfph_desktop.core.domain.pace import Pace
from sfph_desktop.core.reports import indicators, pace_words, small_numbers, wording
from sfph_desktop.core.reports.blocks import (
    Align,
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
from sfph_desktop.core.reports.charts.pace import may_be_drawn, pace_chart
from sfph_desktop.core.reports.summaries.telling import (
    Telling,
    change_line,
    chart,
    contact_block,
    event_line,
    footer,
    made_at,
    saving_line,
    with_evidence,
)
from sfph_desktop.core.reports.summaries.tidy import unbroken

TITLE = "Monitoring report"
NOTHING = "Nothing was recorded under this contract in this quarter."
_OF_VALUE = ("Value line", "No value line", "Values are in")
"""What is not known of the value in pounds, of which a monitoring report does not speak."""
_WIDTHS = {"promised": 1.3, "due": 1.5, "quarter": 1.3, "delivered": 1.1, "standing": 1.5, "outlook": 3.4}
_ALIGNS: Mapping[str, Align] = {"promised": "right", "quarter": "right", "delivered": "right"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring:
    """Everything a report is told from. `telling` holds the run of the quarter, small counts held back."""

    telling: Telling
    page: ContractPage
    layout: LayoutParts
    quarter: str
    paces: Sequence[Pace] = ()
    """Every target of the contract as it stood at the end of the quarter."""
    answers: Mapping[int, str] = field(default_factory=dict)
    """By the place of a question in the layout: what was written for this quarter."""


def monitoring_report(told: Monitoring) -> Document:
    """The report as a document: the same run, layout and words give the same document, and so the same bytes."""
    run, contract = told.telling.run, told.page.contract
    title = told.layout.layout.title or TITLE
    cover = CoverStrip(
        enterprise=run.enterprise,
        title=title,
        contract=f"Contract: {contract.title} ({contract.contract_ref})",
        period=f"{quarter_words(told.quarter)}: {wording.period(run.selection.period)}",
        lines=(f"For {contract.commissioner}",) if contract.commissioner else (),
    )
    empty = (Note(text=NOTHING, caution=True),) if nothing_recorded(told) else ()
    parts = [block for place, one in enumerate(told.layout.sections) for block in _section(told, place, one)]
    return Document(
        title=f"{title}, {contract.contract_ref}, {quarter_words(told.quarter)}",
        subject=f"{title} of {contract.title}, {quarter_words(told.quarter)}",
        author=run.enterprise,
        footer=footer(run),
        made_at=made_at(run),
        sample=run.sample,
        large_print=told.telling.large_print,
        blocks=unbroken((cover, *empty, *parts, *contact_block(told.telling))),
    )


def quarter_words(quarter: str) -> str:
    """`January to March 2026`."""
    months = ("January to March", "April to June", "July to September", "October to December")
    return f"{months[int(quarter[5]) - 1]} {quarter[:4]}"


def nothing_recorded(told: Monitoring) -> bool:
    """Whether nobody came, nothing happened and nothing changed in the quarter."""
    run = told.telling.run
    return not (run.reach.people or run.reach.sessions or run.events or run.changes)


def _section(told: Monitoring, place: int, section: ReportSection) -> tuple[Block, ...]:
    """One part: its heading in the funder's words, or ours, and what it tells."""
    ways: Mapping[str, Callable[[], tuple[Block, ...]]] = {
        "about": lambda: _about(told, section),
        "reach": lambda: _reach(told, section),
        "targets": lambda: _targets(told, section),
        "charts": lambda: _charts(told),
        "outcomes": lambda: _outcomes(told, section),
        "question": lambda: _answer(told, place, section),
        "words": lambda: tuple(Prose(text=part) for part in _paragraphs(section.question)),
        "not_known": lambda: _not_known(told),
    }
    blocks = ways[section.kind]()
    if not blocks:
        return ()
    heading = section.heading or ("" if section.kind in ("question", "words") else SECTION_WORDS[section.kind])
    if not heading:
        return blocks
    return (KeepTogether(blocks=(Heading(text=heading), blocks[0])), *blocks[1:])


def _about(told: Monitoring, section: ReportSection) -> tuple[Block, ...]:
    one, page = told.page.contract, told.page
    begins, ends = one.start_date, one.end_date
    extended = f"; until {wording.day(one.extended_to)}" if one.extended_to else ""
    lots = [f"{lot.lot} {lot.title}".strip() for lot in page.lots]
    partners = [f"{other.name} ({ROLE_WORDS.get(other.role, other.role)})" for other in page.partners]
    facts = {
        "contract": f"{one.title} ({one.contract_ref})",
        "commissioner": one.commissioner,
        "route": wording.capital(ROUTE_WORDS.get(one.route, one.route)),
        "value": wording.money(one.value.pence / 100) if one.value is not None else "",
        "dates": " to ".join(wording.day(day) for day in (begins, ends) if day),
        "extension": f"{one.extension}{extended}".strip("; "),
        "lots": wording.name_list(lots),
        "lead": one.lead_partner or next((other.name for other in page.partners if other.role == "lead"), ""),
        "partners": wording.name_list(partners),
        "quarter": quarter_words(told.quarter),
    }
    names = FIELDS["about"]
    rows = tuple((names[name], facts[name]) for name in fields_of(section) if facts[name])
    return (Table(header=("About", "As agreed"), rows=rows, widths=(1, 2.6)),) if rows else ()


def _reach(told: Monitoring, section: ReportSection) -> tuple[Block, ...]:
    reach = told.telling.run.reach
    counts = {
        "people": reach.people,
        "contacts": reach.contacts,
        "sessions": reach.sessions,
        "started": reach.episodes_started,
        "ended": reach.episodes_ended,
    }
    names = FIELDS["reach"]
    rows: list[tuple[Text, ...]] = []
    for name in fields_of(section):
        number = counts[name]
        said = wording.number(number) if name == "sessions" else small_numbers.tell(number, guard=True).words
        rows.append((with_evidence(names[name], reach.evidence), said))
    table = Table(header=("Counted", "In this quarter"), rows=tuple(rows), widths=(2.6, 1), aligns=("left", "right"))
    return (table,)


def _targets(told: Monitoring, section: ReportSection) -> tuple[Block, ...]:
    if not told.paces:
        return (Prose(text="No number was promised under this contract."),)
    shown, names = fields_of(section), FIELDS["targets"]
    rows = tuple((_promise(told, pace), *(_told_field(told, pace, name) for name in shown)) for pace in told.paces)
    table = Table(
        header=("Promise", *(names[name] for name in shown)),
        rows=rows,
        widths=(2.8, *(_WIDTHS[name] for name in shown)),
        aligns=("left", *(_ALIGNS.get(name, "left") for name in shown)),
    )
    small = SmallPrint(
        text="Counted from the contract's first day, in enrolments that it pays a share of. The likely range holds "
        "what is still to come in 90 of 100 cases."
    )
    return (table, small)


def _promise(told: Monitoring, pace: Pace) -> Text:
    """What was promised, with the evidence number of what was delivered."""
    run, figure = told.telling.run, _figure(told, pace)
    return with_evidence(
        wording.capital(indicators.words(pace.target.indicator, run)), figure.evidence if figure else ""
    )


def _figure(told: Monitoring, pace: Pace) -> TargetFigure | None:
    """The run's own figure of the same promise."""
    target = pace.target
    same = (target.contract_ref, target.indicator, target.due_date)
    return next((t for t in told.telling.run.targets if (t.contract_ref, t.indicator, t.due_date) == same), None)


def _beside_the_change(told: Monitoring, pace: Pace) -> bool:
    """Whether the number would tell what the change printed further on holds back: `more than 33 of the 38`."""
    figure = _figure(told, pace)
    counted = indicators.read(pace.target.indicator).measure in ("improved", "recovered")
    return figure is not None and counted and indicators.hidden(figure, told.telling.run)


def _told_field(told: Monitoring, pace: Pace, name: str) -> str:
    if pace_words.guarded(pace) or not _beside_the_change(told, pace) or name in ("promised", "due"):
        return _field(pace, name)
    held = {"standing": "", "outlook": "The number would tell of a few people, set beside the change found."}
    return held.get(name, "not printed")


def _field(pace: Pace, name: str) -> str:
    held = pace_words.guarded(pace)
    few = f"fewer than {small_numbers.THRESHOLD}"
    if name == "promised":
        return wording.quantity(pace.target.target)
    if name == "due":
        return wording.day(pace.target.due_date) if pace.target.due_date else ""
    if name == "delivered":
        return few if held else "not known" if pace.delivered is None else wording.quantity(pace.delivered)
    if name == "quarter":
        if pace.in_period is None:
            return "not known"
        counted = indicators.read(pace.target.indicator).measure != "event_quantity"
        return (
            few if held or (counted and pace.in_period < small_numbers.THRESHOLD) else wording.quantity(pace.in_period)
        )
    if name == "standing":
        return "" if held else pace_words.STANDING_WORDS[pace.standing]
    return pace_words.outlook(pace, guard=True)


def _of_the_quarter(pace: Pace, amount: float) -> str:
    """What the quarter brought; held back where it, or what it leaves for the time before, is a small number."""
    if indicators.read(pace.target.indicator).measure == "event_quantity":
        return wording.quantity(amount)
    before = (pace.delivered or 0.0) - amount
    if amount < small_numbers.THRESHOLD:
        return f"fewer than {small_numbers.THRESHOLD}"
    return "not printed" if 0 < before < small_numbers.THRESHOLD else wording.quantity(amount)


def _charts(told: Monitoring) -> tuple[Block, ...]:
    style = told.telling.style
    shown = [pace for pace in told.paces if may_be_drawn(pace, guard=True) and not _beside_the_change(told, pace)]
    drawn = [pace_chart(pace, style, guard=True) for pace in shown]
    return tuple(chart(one) for one in drawn)


def _outcomes(told: Monitoring, section: ReportSection) -> tuple[Block, ...]:
    telling, levels = told.telling, ("individual", "social", "environmental")
    found: dict[str, list[Block]] = {
        "changes": [change_line(one) for level in levels for one in telling.changes(level)],  # type: ignore[arg-type]
        "events": [event_line(one) for level in levels for one in telling.events(level)],  # type: ignore[arg-type]
        "savings": [saving_line(one) for one in telling.savings()],
    }
    lines = tuple(block for name in fields_of(section) for block in found[name])
    return lines or (Prose(text="No change can be told from this quarter yet."),)


def _answer(told: Monitoring, place: int, section: ReportSection) -> tuple[Block, ...]:
    asked = (Prose(text=section.question),) if section.question and section.question != section.heading else ()
    written = _paragraphs(told.answers.get(place, ""))
    if not written:
        return (*asked, Note(text="Not answered yet.", caution=True))
    return (*asked, *(Prose(text=part) for part in written))


def _not_known(told: Monitoring) -> tuple[Block, ...]:
    lines = tuple(line for line in told.telling.run.not_known if line.strip() and not line.startswith(_OF_VALUE))
    return (BulletList(items=lines),) if lines else ()


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())
