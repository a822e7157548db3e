"""The part of the full summary about value: who gains, line by line, what it rests on, and what is not added."""

from __future__ import annotations

from sfph_desktop.core.domain.impact import Swing, ValueLineFigure
from sfph_desktop.core.reports import indicators, small_numbers, value_words, wording
from sfph_desktop.core.reports.blocks import (
    Block,
    BulletList,
    FindingLine,
    Heading,
    KeepTogether,
    KeyFigure,
    KeyFigures,
    Note,
    Prose,
    SmallPrint,
    Table,
    Text,
)
from sfph_desktop.core.reports.charts.worth import payer_chart, tornado_chart
from sfph_desktop.core.reports.line_names import line_names, named
from sfph_desktop.core.reports.summaries.telling import Telling, chart, value_line_words, with_evidence
from sfph_desktop.core.reports.value_told import few_left_over

INPUT_NAMES = {
    "cash": "Money spent",
    "staff": "Staff time",
    "volunteer_hours": "Volunteer time",
    "in_kind": "Given in kind",
}


def worth_section(telling: Telling) -> tuple[Block, ...]:
    """The value of the run with its ranges and payers, or why there is none; never a lone ratio."""
    value = telling.run.value
    head, gains = value_line_words(telling)
    heading = Heading(text="What it is worth, and to whom")
    if value.total_pv is None:
        reasons = _not_added(telling)
        return (heading, Note(text=head, title="No total yet"), *reasons)
    blocks: list[Block] = [
        heading,
        FindingLine(text=head, detail=gains, evidence=value.evidence, strong=True),
        _three_totals(telling),
        KeepTogether(blocks=(chart(payer_chart(telling.value, telling.style)),)),
        *_lines_table(telling),
        *_not_added(telling),
        *_inputs_table(telling),
        *_rests_on(telling),
    ]
    return tuple(blocks)


def _three_totals(telling: Telling) -> Block:
    told = telling.value
    released = "of the public cost, cash that can be released" if told.cashable.high else "is claimed as cash released"
    return KeyFigures(
        tiles=(
            KeyFigure(number=told.social.words(), explanation="wellbeing and social value"),
            KeyFigure(number=told.fiscal.words(), explanation="public cost avoided"),
            KeyFigure(number=told.cashable.words(), explanation=released),
        )
    )


def shown_lines(telling: Telling) -> tuple[ValueLineFigure, ...]:
    """The lines that count and whose numbers may be printed."""
    run = telling.run
    return tuple(line for line in run.value.lines if line.counted and not indicators.hidden(line, run))


def held_back(telling: Telling) -> tuple[ValueLineFigure, ...]:
    """The lines whose numbers would point to a few people."""
    return tuple(line for line in telling.run.value.lines if indicators.hidden(line, telling.run))


def _lines_table(telling: Telling) -> tuple[Block, ...]:
    """What counts, line by line, with everything that was taken off; then where each price comes from.

    A line that leaves out only a few people has no row; its shares, reasons and price hold no count, and stand with the
    others. Of one that is about a few people nothing stands but that there is one.
    """
    counted = tuple(line for line in telling.run.value.lines if line.counted)
    if not counted:
        return ()
    shown = shown_lines(telling)
    table = Table(
        caption="Line by line. Taken off, of every 100: anyway / moved / owed to others / lost each later year.",
        header=("What is valued", "How many", "Price of one", "Taken off", "Left", "Worth", "To"),
        rows=tuple(_line_row(telling, line) for line in shown),
        widths=(3.3, 1.15, 1.35, 1.75, 0.85, 1.35, 1.35),
        aligns=("left", "right", "right", "right", "right", "right", "left"),
    )
    kept = _held_back_words(len(counted) - len(shown), bool(shown), telling)
    told = tuple(line for line in counted if line in shown or few_left_over(line, telling.run))
    sources = tuple(SmallPrint(text=_price_note(line, telling.run.value.price_base)) for line in told)
    return (
        Heading(text="How the value adds up", level=3),
        *((table,) if shown else ()),
        *((Prose(text=kept),) if kept else ()),
        *_reasons(told),
        *sources,
    )


def _held_back_words(hidden: int, others: bool, telling: Telling) -> str:
    """That lines are held back, and what a total that holds one is a range of; blank where none is."""
    if not hidden:
        return ""
    more = " more" if others else ""
    lines = f"One{more} line rests" if hidden == 1 else f"{wording.capital(wording.number(hidden))}{more} lines rest"
    return wording.sentences(
        f"{lines} on so few people, or leaves out so few, that the numbers could point to them",
        "The value is inside the totals, the count is not printed; and where a total would give it away, it is told as "
        "a range that any such number of people would give",
        value_words.open_words(telling.value),
    )


def _reasons(lines: tuple[ValueLineFigure, ...]) -> tuple[Block, ...]:
    """Why each share was taken off, and where that comes from, as it was said when the run was made."""
    rows = []
    for line in lines:
        for name, meaning in value_words.TAKEN_OFF:
            share: float | None = getattr(line, name)
            if share is not None and line.because.get(name):
                rows.append((line.line_ref, wording.capital(meaning), wording.number(share * 100), line.because[name]))
    if not rows:
        return ()
    table = Table(
        caption="Why so much was taken off: the reason given, and in brackets where it comes from.",
        header=("Line", "What was taken off", "Of 100", "Because"),
        rows=tuple(rows),
        widths=(0.8, 2.6, 0.8, 6.0),
        aligns=("left", "left", "right", "left"),
    )
    return (table,)


def _line_row(telling: Telling, line: ValueLineFigure) -> tuple[Text, ...]:
    what = wording.capital(indicators.words(line.indicator, telling.run))
    off = (line.deadweight, line.displacement, line.attribution, line.drop_off)
    return (
        with_evidence(f"{what} ({line.line_ref})", line.evidence),
        wording.quantity(line.quantity or 0.0),
        wording.money(line.unit_value or 0.0),
        " / ".join("?" if share is None else wording.number(share * 100) for share in off),
        wording.quantity(line.net_quantity or 0.0),
        wording.money(line.pv or 0.0),
        wording.capital(line.payer),
    )


def _price_note(line: ValueLineFigure, price_base: str) -> str:
    """Where the price comes from, how old it is, and what must be said of it."""
    duration = f"Counted over {wording.years(line.duration_years)}"
    source = f"Source: {line.source}" if line.source else ""
    return f"{line.line_ref}. " + wording.sentences(
        value_words.unit_value_words(line, price_base), duration, source, *value_words.line_notes(line)
    )


def _not_added(telling: Telling) -> tuple[Block, ...]:
    lines = [line for line in telling.value.value.lines if not line.counted]
    said = tuple(with_evidence(_left_out(line, telling), line.evidence) for line in lines)
    return (Heading(text="Not added to any total", level=3), BulletList(items=said)) if said else ()


def _left_out(line: ValueLineFigure, telling: Telling) -> str:
    if indicators.hidden(line, telling.run):
        return f"A line ({line.line_ref}) rests on so few people that its numbers are not printed."
    what = wording.capital(indicators.words(line.indicator, telling.run))
    worth = f", worth {wording.money(line.pv)} by itself" if line.pv is not None else ""
    even = ""
    if line.pv is None and line.break_even_deadweight is not None:
        even = (
            f"Value and cost would be equal if {wording.in_a_hundred(round(line.break_even_deadweight, 2))} would have "
            "happened anyway"
        )
    reason = named(value_words.left_out_reason(line), printed_names(telling))
    return wording.sentences(f"{what} ({line.line_ref}){worth}", reason, even)


def printed_names(telling: Telling) -> dict[str, str]:
    """What each value line is about, by its reference; not of those that rest on a few people."""
    hidden = {line.line_ref for line in telling.run.value.lines if indicators.hidden(line, telling.run)}
    return {ref: name for ref, name in line_names(telling.run).items() if ref not in hidden}


def _inputs_table(telling: Telling) -> tuple[Block, ...]:
    value = telling.run.value
    if not value.inputs:
        return ()
    rows: list[tuple[Text, ...]] = []
    for item in value.inputs:
        hours = f" ({wording.number(item.quantity)} hours)" if item.quantity else ""
        note = f". {item.note}" if item.note else ""
        rows.append((f"{INPUT_NAMES.get(item.kind, item.kind)}{hours}{note}", wording.money(item.amount)))
    rows.append(("All that went in", wording.money(value.inputs_pv)))
    table = Table(
        header=("What went in", "Pounds"),
        rows=tuple(rows),
        widths=(4, 1),
        aligns=("left", "right"),
        total=True,
        caption=wording.rounding_note(([item.amount for item in value.inputs], value.inputs_pv)),
    )
    # A total and its share for each person are the number of people, so the share goes where that number goes.
    people = small_numbers.tell(telling.run.reach.people, guard=True)
    each = ""
    if value.cost_per_person is not None and people.exact:
        who = wording.number(telling.run.reach.people)
        each = f"That is {wording.money(value.cost_per_person)} for each of the {who} people who took part."
    after = (Prose(text=each),) if each else ()
    return (KeepTogether(blocks=(Heading(text="What went in", level=3), table, *after)),)


def _rests_on(telling: Telling) -> tuple[Block, ...]:
    """What the answer hangs on: the tornado, the trials and the break-even, with what is assumed."""
    value = telling.value.value
    hidden = {line.line_ref for line in held_back(telling)}

    def tells_a_few(swing: Swing) -> bool:
        return swing.parameter.rpartition(": ")[0] in hidden

    trials = value_words.trials_words(value)
    said = wording.sentences(
        f"In {trials} trial calculations the value came out above the cost" if trials else "",
        value_words.break_even_words(value),
    )
    blocks: list[Block] = [Heading(text="What this rests on", level=3)]
    if said:
        blocks.append(Prose(text=said))
    if value.ratio is not None and any(not tells_a_few(swing) for swing in value.tornado):
        names = line_names(telling.run)
        blocks.append(chart(tornado_chart(telling.value, telling.style, names=names, leave_out=tells_a_few)))
    return (KeepTogether(blocks=tuple(blocks)),) if len(blocks) > 1 else ()
