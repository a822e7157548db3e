"""The full summary: at a glance, three levels, the buyer's outcomes, value, promises, people, gaps, method, contact."""

from __future__ import annotations

from sfph_desktop.core.domain.benefits import LEVELS, BenefitLevel
from sfph_desktop.core.domain.contracts import WorkforceFact
from sfph_desktop.core.domain.frameworks import Framework
from sfph_desktop.core.domain.impact import TargetFigure
from sfph_desktop.core.reports import disclosure, indicators, small_numbers, statements, value_words, wording
from sfph_desktop.core.reports.blocks import (
    Block,
    BulletList,
    FindingLine,
    Heading,
    KeepTogether,
    Note,
    Prose,
    SmallPrint,
    Span,
    Table,
    Text,
)
from sfph_desktop.core.reports.charts.verdicts import completion_chart, verdict_chart
from sfph_desktop.core.reports.line_names import named
from sfph_desktop.core.reports.summaries.method import method_section
from sfph_desktop.core.reports.summaries.outcomes import OutcomeRow, outcome_rows, said_by_us, source_note
from sfph_desktop.core.reports.summaries.own_outcomes import level_charts, level_lead_chart, own_outcomes
from sfph_desktop.core.reports.summaries.telling import (
    LEVEL_TITLES,
    Telling,
    change_line,
    chart,
    contact_block,
    cover,
    event_line,
    glance,
    saving_line,
    tiles,
    value_line_words,
    with_evidence,
)
from sfph_desktop.core.reports.summaries.theory import theory_section
from sfph_desktop.core.reports.summaries.worth import printed_names, worth_section


def full_blocks(telling: Telling) -> tuple[Block, ...]:
    """The blocks of the full version, in reading order."""
    return (
        cover(telling),
        Heading(text="At a glance"),
        *(glance(telling) if len(tiles(telling)) > 1 else ()),  # a single tile says what the first line says
        *_in_short(telling),
        *theory_section(telling),
        *(block for level in LEVELS for block in level_section(telling, level)),
        *how_sure_section(telling),
        *outcomes_section(telling),
        *worth_section(telling),
        *promises_section(telling),
        *partners_section(telling),
        *workforce_section(telling),
        *not_known_section(telling),
        *_with_the_last(method_section(telling), contact_block(telling)),
    )


def _with_the_last(blocks: tuple[Block, ...], end: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, the last of them kept on one page with the end: an address alone on a page looks lost."""
    return (*blocks[:-2], KeepTogether(blocks=(*blocks[-2:], *end))) if end else blocks


def _in_short(telling: Telling) -> tuple[Block, ...]:
    head, _ = value_line_words(telling)
    reach = telling.run.reach
    return (
        FindingLine(text=reach.statement, evidence=reach.evidence),
        FindingLine(text=head, detail=_of_what_range(telling), evidence=telling.run.value.evidence),
        Note(
            title="What we claim, and what we do not",
            text=(
                "People reported change; we do not say what made it happen. Every figure names how many people it "
                "comes from, and its likely range. What we do not yet know stands near the end, not in a footnote."
            ),
        ),
    )


def _of_what_range(telling: Telling) -> str:
    return wording.sentence(value_words.open_words(telling.value))


def level_section(telling: Telling, level: BenefitLevel) -> tuple[Block, ...]:
    """One level: its findings, one a line with its evidence number, and its charts; by our own outcomes, where set."""
    if telling.run.outcomes:
        return own_outcomes(telling, level)
    changes, events = telling.changes(level), telling.events(level)
    savings = telling.savings() if level == "environmental" else ()
    heading = Heading(text=LEVEL_TITLES[level], role=level)
    if not (changes or events or savings):
        return (heading, Prose(text="Nothing was measured at this level in this period."))
    lines = [
        *(change_line(figure, strong=place == 0 and figure.claimed) for place, figure in enumerate(changes)),
        *(event_line(figure) for figure in events),
        *(saving_line(figure) for figure in savings),
    ]
    lead = level_lead_chart(telling, changes)
    notes = (statements.EVENT_CAVEAT if events else "", statements.CO2E_MEANING if savings else "")
    small = tuple(SmallPrint(text=note) for note in notes if note)
    return (
        KeepTogether(blocks=(heading, lines[0])),
        *lead,
        *lines[1:],
        *small,
        *level_charts(telling, events, savings),
    )


def how_sure_section(telling: Telling) -> tuple[Block, ...]:
    """How strong the evidence is, all measures side by side, and how many answered twice."""
    run = telling.run
    reason = small_numbers.guard_text(run.evidence_reason)
    level = wording.sentences(f"The evidence is at {wording.evidence_level(run.evidence_level)}", reason)
    head = (Heading(text="How sure we are"), Prose(text=level))
    ordered = [figure for level in LEVELS for figure in telling.changes(level)]
    if not ordered:
        return (KeepTogether(blocks=head),)
    return (
        KeepTogether(blocks=(*head, chart(verdict_chart(ordered, telling.style, guard=True)))),
        chart(completion_chart(ordered, telling.style, guard=True)),
    )


def outcomes_section(telling: Telling) -> tuple[Block, ...]:
    """The buyer's outcomes against our evidence; an outcome we have nothing for is shown, not left out."""
    framework = telling.framework
    if framework is None:
        return ()
    rows = outcome_rows(framework, telling.run, guard=True)
    met = sum(bool(row.pieces) for row in rows)
    table = Table(
        header=("Outcome", "Our evidence may speak to it"),
        rows=tuple(outcome_row(row) for row in rows),
        widths=(1, 1.15),
    )
    held = f"figures that may speak to {met} of the {len(rows)} outcomes" if met else "no figure yet for any outcome"
    ours = said_by_us(framework, telling.run) is not None
    mapped = (
        "Our own outcome framework says which of our outcomes serve which of yours; please judge it yourself."
        if ours
        else "Which figure speaks to which outcome is our proposal, made by what each measures; please judge it "
        "yourself."
    )
    proposal = f"We hold {held} of {framework.title}. {mapped}"
    blocks = (Heading(text="Your outcomes and our evidence"), Prose(text=proposal), table)
    return (KeepTogether(blocks=blocks), SmallPrint(text=framework_note(framework)))


def outcome_row(row: OutcomeRow) -> tuple[Text, ...]:
    """An outcome as a row of a table: its title as found, and the figures that may speak to it."""
    note = source_note(row.outcome)
    title: Text = (
        Span(text=row.outcome.title),
        Span(text=f"  {row.outcome.id}" + (f" ({note})" if note else ""), quiet=True),
    )
    if not row.pieces:
        return title, (Span(text="No figure yet", italic=True),)
    spans: list[Span] = []
    for place, piece in enumerate(row.pieces):
        spans.append(Span(text=("\n" if place else "") + piece.words))
        if piece.evidence:
            spans.append(Span(text=f"  {piece.evidence}", quiet=True))
    return title, tuple(spans)


def framework_note(framework: Framework) -> str:
    """Which set it is, from when and from where, and how it stood when last seen."""
    sources = sorted({outcome.source.split(";")[0].strip() for outcome in framework.outcomes if outcome.source})
    return wording.sentences(
        f"{framework.title} ({framework.id}), {framework.jurisdiction}, {framework.year}",
        f"When last seen: {framework.status}" if framework.status else "",
        f"Titles from: {'; '.join(sources)}" if sources else "",
    )


def promises_section(telling: Telling) -> tuple[Block, ...]:
    """What was promised under the contract beside what was delivered."""
    targets = telling.run.targets
    if not targets:
        return ()
    table = Table(
        header=("Promise", "Promised", "By", "Delivered", "Kept?"),
        rows=tuple(_target_row(telling, target) for target in targets),
        widths=(3.2, 1.1, 2.1, 1.4, 1),
        aligns=("left", "right", "left", "right", "left"),
    )
    notes = tuple(SmallPrint(text=wording.plain_dates(note)) for note in dict.fromkeys(t.note for t in targets) if note)
    return (KeepTogether(blocks=(Heading(text="Promised and kept"), table)), *notes)


def _target_row(telling: Telling, target: TargetFigure) -> tuple[Text, ...]:
    what = with_evidence(wording.capital(indicators.words(target.indicator, telling.run)), target.evidence)
    due = wording.day(target.due_date) if target.due_date else ""
    promised = wording.quantity(target.target)
    if target.delivered is None:
        return what, promised, due, "not known", ""
    few = target.delivered < small_numbers.THRESHOLD
    held_back = indicators.hidden(target, telling.run) or (few and _counts_people(target))
    if held_back and not disclosure.nothing_delivered(telling.run):
        told = f"fewer than {small_numbers.THRESHOLD}" if few else "not printed"
        verdict = "not yet" if few and target.target >= small_numbers.THRESHOLD else ""
        return what, promised, due, told, verdict
    verdict = "yes" if target.delivered >= target.target else "not yet"
    delivered = wording.quantity(target.delivered)
    if target.measured is not None and not indicators.spread_hidden(target, telling.run):
        share = small_numbers.tell(int(target.delivered), target.measured, guard=True)
        delivered = f"{share.words.replace(' of the ', ' of ')} measured"
    return what, promised, due, delivered, verdict


def _counts_people(target: TargetFigure) -> bool:
    return indicators.read(target.indicator).measure in ("improved", "recovered", "event", "reach")


def partners_section(telling: Telling) -> tuple[Block, ...]:
    """With whom the enterprise worked, by kind of partner, and what became of the referrals; nothing without any."""
    figure = telling.run.partnership
    if not figure.any:
        return ()
    line = FindingLine(text=figure.statement, evidence=figure.evidence)
    return (KeepTogether(blocks=(Heading(text="Working with others"), line)),)


def workforce_section(telling: Telling) -> tuple[Block, ...]:
    """The people who work here: an enterprise that employs those it supports says so as the strength it is."""
    figure = telling.run.roles
    found: tuple[Block, ...] = ()
    if figure.any and figure.statement:
        found = (FindingLine(text=figure.statement, evidence=figure.evidence),)
    if own := own_workforce(telling.run.workforce):
        found = (*found, Prose(text=own))
    return (KeepTogether(blocks=(Heading(text="The people who work here"), *found)),) if found else ()


def own_workforce(fact: WorkforceFact | None) -> str:
    """What the enterprise wrote down of its workforce; blank where it wrote nothing."""
    if fact is None:
        return ""
    staff = ""
    if fact.staff_headcount is not None:
        posts = f" (the hours of {wording.quantity(fact.staff_fte)} full-time posts)" if fact.staff_fte else ""
        staff = f"{small_numbers.count(fact.staff_headcount, 'person', guard=True)} work here{posts}"
    former = ""
    if fact.staff_former_service_users is not None and fact.staff_headcount:
        told = small_numbers.tell(fact.staff_former_service_users, fact.staff_headcount, guard=True)
        if fact.staff_former_service_users:
            former = f"{told.words} used our services before they worked here"
    left = ""
    if fact.leavers_in_year is not None:
        left = f"{small_numbers.count(fact.leavers_in_year, 'person', guard=True)} left within the year"
    helpers = ""
    if fact.volunteers is not None:
        helpers = f"{small_numbers.count(fact.volunteers, 'volunteer', guard=True)} give their time"
    wage = "Everyone is paid at least the real Living Wage" if fact.living_wage == "yes" else ""
    text = wording.sentences(staff, former, left, helpers, wage)
    return f"By our own record of {wording.day(fact.date)}: {text}" if text else ""


def not_known_section(telling: Telling) -> tuple[Block, ...]:
    """What we do not yet know, as a list."""
    names = printed_names(telling)
    items = tuple(named(text, names) for text in telling.run.not_known if text.strip())
    if not items:
        items = ("Nothing is recorded as open.",)
    return (Heading(text="What we do not yet know"), BulletList(items=items))
