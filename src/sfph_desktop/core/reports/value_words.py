"""Sentences about value: a line with all that is taken off and its price; a sum with its range and payers."""

from __future__ import annotations

import re

from sfph_desktop.core.domain import value_rules
from sfph_desktop.core.domain.impact import ImpactRun, ValueLineFigure, ValueSummary
from sfph_desktop.core.reports import indicators, small_numbers, wording
from sfph_desktop.core.reports.value_told import Amount, ToldValue, tenths

TAKEN_OFF = tuple(
    (name, said.removeprefix("what ").removeprefix("is ")) for name, said in value_rules.TAKEN_OFF.items()
)
"""The four adjustments (toolkit method, section 7) and what each takes off, in the order of the formula."""


def line_marks(line: ValueLineFigure) -> tuple[str, ...]:
    """What must stand beside the line's unit value unless its notes say it: undated, English, check before quoting."""
    said = " ".join(line.notes).lower()
    marks = []
    if not line.price_year and line.unit_value_id != "carbon":
        marks.append("undated: used as printed")
    place = line.geography.lower()
    if "england" in place and "scotland" not in place and "uk" not in place:
        marks.append("a value for England" if "wales" not in place else "a value for England and Wales")
    if line.confidence_grade and line.confidence_grade != "high":
        marks.append("check before quoting")
    return tuple(mark for mark in marks if mark.split(":")[0].lower() not in said)


def unit_value_words(line: ValueLineFigure, price_base: str) -> str:
    """The unit value as printed and as brought to the run's prices: `£13,000 in 2019 prices, £16,028 in 2024`."""
    title = line.unit_value_title or line.unit_value_id
    if line.unit_value is None:
        return title
    now = f"{wording.money(line.unit_value)} in {price_base} prices" if price_base else wording.money(line.unit_value)
    if line.unit_value_id == "carbon":
        return f"{title}: {now} for a tonne"
    if line.unit_value_printed is None or not line.price_year:
        return f"{title}: {wording.money(line.unit_value)}"
    printed = f"{wording.money(line.unit_value_printed)} in {line.price_year} prices"
    return f"{title}: {printed}" if line.price_year == price_base else f"{title}: {printed}, {now}"


def taken_off_words(line: ValueLineFigure) -> str:
    """Every adjustment with its share, nothing left out: zero is said, and so is what is still undecided."""
    said = []
    for name, meaning in TAKEN_OFF:
        share: float | None = getattr(line, name)
        amount = "not decided yet" if share is None else "nothing" if share == 0 else wording.in_a_hundred(share)
        said.append(f"{amount} for what is {meaning}" if name != "deadweight" else f"{amount} for what {meaning}")
    return wording.name_list(said)


def line_statement(line: ValueLineFigure, run: ImpactRun, *, guard: bool) -> str:
    """What was counted, at which price, what was taken off, what is left, who gains, and whether it is added."""
    what = indicators.words(line.indicator, run)
    if guard and indicators.hidden(line, run):
        return wording.sentences(
            f"This line ({line.line_ref}) rests on a number of people small enough to point to a few of them",
            "Its details are not printed; where it counts, its value is inside the totals",
        )
    if line.quantity is None:
        return wording.sentences(
            f"No value is put on {what} ({line.line_ref})", line.reason or "There is no figure to value"
        )
    net = "" if line.net_quantity is None else f"That leaves {wording.quantity(line.net_quantity)}"
    worth = ""
    if line.pv is not None:
        payer = f" to {payer_name(line.payer)}" if line.payer else ""
        worth = f"Over {wording.years(line.duration_years)} this is worth {wording.money(line.pv)}{payer}"
    added = "" if line.counted else f"Not added to any total: {left_out_reason(line)}"
    price = unit_value_words(line, run.value.price_base)
    return wording.sentences(
        f"{indicators.counted(line.indicator, line.quantity, run, guard=guard)} ({line.line_ref}), valued with {price}",
        f"Taken off: {taken_off_words(line)}",
        net,
        worth,
        added,
        f"Source: {line.source}" if line.source else "",
        *line_notes(line),
    )


def line_notes(line: ValueLineFigure) -> tuple[str, ...]:
    """The marks and the notes of a line as sentences, in plain words and each said once."""
    said = (wording.sentence("; ".join(line_marks(line))), *(wording.sentence(plain_note(note)) for note in line.notes))
    once: dict[str, str] = {}
    for sentence in said:
        once.setdefault(sentence.lower(), sentence)
    return tuple(sentence for sentence in once.values() if sentence)


_PRICE_UNIT = re.compile(r"^Unit: (?:GBP|£|pounds) per (.+?)\.?$")
_OTHER_UNIT = re.compile(r"^Unit: (.+?)\.?$")


def plain_note(note: str) -> str:
    """A note with its unit in plain words: `Unit: GBP per stay` becomes `The price is in pounds per stay`."""
    priced = _PRICE_UNIT.match(note.strip())
    if priced:
        return f"The price is in pounds per {priced[1].replace('tCO2e', 'tonne of CO2e')}."
    return _OTHER_UNIT.sub(r"It is counted in \1.", note.strip())


def left_out_reason(line: ValueLineFigure) -> str:
    """Why a line is in no total, without saying again that it is in none."""
    return line.reason.removeprefix("Not added: ") or "it stands in an overlap group"


def payer_name(payer: str) -> str:
    """A payer as it reads inside a sentence: `the NHS`, `the local authority`, `the wider community`."""
    return {
        "NHS": "the NHS",
        "local authority": "the local authority",
        "DWP": "the DWP",
        "justice": "the justice system",
        "other public purse": "other public bodies",
    }.get(payer, payer)


def by_size(told: ToldValue) -> list[tuple[str, Amount]]:
    """Payers with their amounts, the largest first; equal amounts in the order of their names."""
    amounts = ((name, amount) for name, amount in told.by_payer.items() if amount.low or amount.high)
    return sorted(amounts, key=lambda it: (-it[1].high, it[0]))


def gains_words(told: ToldValue) -> str:
    """Who gains: `the individual £180,000, the DWP £82,000 and the local authority £0 to £6,000`."""
    return wording.name_list([f"{payer_name(name)} {amount.words()}" for name, amount in by_size(told)])


def total_words(told: ToldValue) -> str:
    """The total with its range: `about £43,000 (likely range £31,000 to £58,000)`; blank where there is none."""
    if told.total is None:
        return ""
    said = told.total.about()
    return f"{said} (likely range {wording.money_range(told.likely.low, told.likely.high)})" if told.likely else said


def open_words(told: ToldValue) -> str:
    """What a total told as a range is a range of, or why one has no likely range; blank for another.

    Nobody should take the one range for the other.
    """
    if told.total is None or not told.spread_open:
        return ""
    seen = "The range of the total is of a number of people that is not printed" if told.total.seen_open() else ""
    if told.likely is not None:
        return f"{seen}; the likely range holds for any such number" if seen else ""
    none = "its trial calculations would give away a number of people that is held back"
    return f"{seen}; there is no likely range, because {none}" if seen else f"No likely range is printed: {none}"


def times_words(ratio: Amount) -> str:
    """How many times what went in: `2.3 times`; where it is open `2.2 to 2.3 times`."""
    return f"{ratio.words(tenths)} times"


def ratio_words(told: ToldValue) -> str:
    """The ratio with its range, one decimal, never alone: blank where either is missing."""
    if told.ratio is None:
        return ""
    if told.likely_ratio is None:
        return f"{times_words(told.ratio)} what went in" if told.ratio.seen_open(tenths) else ""
    low, high = wording.number(told.likely_ratio.low, 1), wording.times(told.likely_ratio.high)
    return f"{times_words(told.ratio)} what went in (likely range {low} to {high})"


def trials_words(value: ValueSummary) -> str:
    """How many of the trial calculations came out above what went in: `9,870 of 10,000`."""
    if value.share_of_draws_above_1 is None or not value.draws:
        return ""
    above = int(wording.rounded(value.share_of_draws_above_1 * value.draws))
    return f"{wording.number(above)} of {wording.number(value.draws)}"


def parts_words(told: ToldValue) -> str:
    """The three totals, never one heap: wellbeing and social, public cost avoided, and the cash within the second."""
    cash = told.cashable
    released = f"{cash.words()} of that as cash that can be released" if cash.high else "none of it counted as cash"
    return (
        f"{told.social.words()} is wellbeing and social value and {told.fiscal.words()} is public cost avoided, "
        f"{released}"
        if told.fiscal.high
        else "All of it is wellbeing and social value; no public cost is claimed to be avoided"
    )


def value_statement(told: ToldValue, *, guard: bool) -> str:
    """The sum with its range, its parts, its payers, the ratio with its range, and what would bring it down to one."""
    value = told.value
    if told.total is None:
        why = value.reason or ("no value line has been entered" if not value.lines else "no line may be counted yet")
        return wording.sentences("There is no total value yet", small_numbers.guarded(why, guard=guard))
    prices = f"In {value.price_base} prices" if value.price_base else "In the prices as printed"
    gains = gains_words(told)
    inputs = f"What went in cost {wording.about_money(value.inputs_pv)}" if value.inputs_pv else ""
    ratio = ratio_words(told)
    trials = trials_words(value)
    return wording.sentences(
        f"{prices}, the changes that may be counted are worth {total_words(told)}",
        parts_words(told),
        f"Who gains: {gains}" if gains else "",
        inputs or "What went in is not recorded, so value and cost cannot be set side by side",
        f"The value is {ratio}" if ratio else "",
        f"In {trials} trial calculations the value came out above the cost" if trials else "",
        break_even_words(value),
    )


def break_even_words(value: ValueSummary) -> str:
    """The deadweight at which value falls to cost, in words; blank where the run gives none."""
    if value.break_even_deadweight is None:
        return ""
    share = wording.in_a_hundred(round(value.break_even_deadweight, 2))
    return f"Value and cost would be equal if {share} of the changes would have happened anyway"
