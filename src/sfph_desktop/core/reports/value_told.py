"""Sums of money as they may stand on paper, where a value line inside them is held back.

A line that rests on a few people is not printed. But its payer's total is, and the grand total beside the other lines,
and the ratio beside what went in: whoever takes the one from the other has the line again, and divides it by its price.
So every amount that holds such a line is told as a range that any count the line's words leave open would give. What
is printed is then the same whichever of those counts is the true one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sfph_desktop.core.domain.impact import ImpactRun, Swing, ValueLineFigure, ValueSummary
from sfph_desktop.core.domain.small_numbers import Open, crossing_open, left_open
from sfph_desktop.core.reports import indicators, wording


@dataclass(frozen=True, slots=True)
class Amount:
    """Pounds, or times what went in, as far as they may be told; both ends are the same where nothing is held back."""

    low: float
    high: float

    def plus(self, other: Amount) -> Amount:
        """The sum of two."""
        return Amount(self.low + other.low, self.high + other.high)

    def over(self, divisor: float) -> Amount:
        """Each end divided."""
        return Amount(self.low / divisor, self.high / divisor)

    @property
    def middle(self) -> float:
        """Half-way between the ends: where a mark may stand on a chart."""
        return (self.low + self.high) / 2

    @property
    def open(self) -> bool:
        """Whether something is held back in it."""
        return self.low != self.high

    def seen_open(self, say: Callable[[float], str] = wording.rough_money) -> bool:
        """Whether its ends read differently as they are printed."""
        return say(self.low) != say(self.high)

    def words(self, say: Callable[[float], str] = wording.rough_money) -> str:
        """`£15,000`; where it is open `£15,000 to £21,000`, or `£0 to £6,000`: `up to` would be read as a claim."""
        low, high = say(self.low), say(self.high)
        return f"{low} to {high}" if self.seen_open(say) else low

    def about(self) -> str:
        """`about £15,000`; without the `about` where both ends are told."""
        if self.seen_open():
            return self.words()
        rough = wording.rough_money(self.low)
        return f"about {rough}" if self.open else wording.about_money(self.low)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldValue:
    """The sums of a run as they may be told. None where the run has no such number."""

    value: ValueSummary
    """The run's own, without what would close an amount that is open: trial counts, break-evens, a payer's range."""
    total: Amount | None = None
    social: Amount = Amount(0.0, 0.0)
    fiscal: Amount = Amount(0.0, 0.0)
    cashable: Amount = Amount(0.0, 0.0)
    ratio: Amount | None = None
    by_payer: Mapping[str, Amount]
    likely: Amount | None = None
    """Of the total. Where a count is held back, as wide as any count would make it that the words leave open; None
    where that was not worked out: trials made with the true count would tell it."""
    likely_ratio: Amount | None = None
    spread_open: bool = False
    """Whether a line that counts is held back, or of how many its people are: how sure the total is would tell it."""

    @property
    def open(self) -> bool:
        """Whether a line that counts is held back."""
        return self.total is not None and self.total.open


def told_value(run: ImpactRun, *, guard: bool) -> ToldValue:
    """The sums of a run: exact without the guard, and with it where no line that counts is held back."""
    value = run.value
    counted = [line for line in value.lines if line.counted] if guard else []
    hidden = [line for line in counted if indicators.hidden(line, run)]
    unsure = [line for line in counted if line not in hidden and indicators.spread_hidden(line, run)]
    exact = exactly(value)
    if exact.total is None or not (hidden or unsure):
        return exact
    opened = [(line, _open(line, run)) for line in hidden]

    def part(whole: Amount, of: Callable[[ValueLineFigure], float]) -> Amount:
        """A sum of which each held-back line makes up so great a share of its own worth (0 to 1)."""
        for line, worth in opened:
            share = of(line)
            whole = whole.plus(Amount((worth.low - (line.pv or 0)) * share, (worth.high - (line.pv or 0)) * share))
        return whole

    total = part(exact.total, lambda _line: 1.0)
    payers = {
        name: part(amount, lambda line, payer=name: float(line.payer == payer))  # type: ignore[misc]
        for name, amount in exact.by_payer.items()
    }
    for line, worth in opened:
        # A payer with nothing but lines that came to nothing is in no list of the run; on paper it looks like others.
        payers.setdefault(line.payer, worth)
    inputs = value.inputs_pv
    ratio = total.over(inputs) if exact.ratio and inputs else None
    drawn = {line.line_ref for line in (*hidden, *unsure) if indicators.read(line.indicator).measure in _DRAWN}
    likely = _likely(value, hidden, total) if drawn or value.told_p05 is not None else _shifted(exact, total)
    return ToldValue(
        value=_without_draws(_without_what_closes(value, payers, ratio) if hidden else value, drawn),
        total=total,
        social=part(exact.social, lambda line: float(not _fiscal(line))),
        fiscal=part(exact.fiscal, lambda line: float(_fiscal(line))),
        cashable=part(exact.cashable, lambda line: line.cashable * _fiscal(line)),
        ratio=ratio,
        by_payer=payers,
        likely=Amount(_two_figures(likely.low), _two_figures(likely.high)) if likely else None,
        likely_ratio=likely.over(inputs) if likely and ratio else None,
        spread_open=True,
    )


_DRAWN = ("improved", "recovered", "change_sum")
"""What is drawn in the trials; another count is the same in every trial."""


def _likely(value: ValueSummary, hidden: Sequence[ValueLineFigure], total: Amount) -> Amount | None:
    """The likely range for every count that is left open, which the toolkit works out where it is of counts alone."""
    amounts = any(indicators.read(line.indicator).measure in ("change_sum", "event_quantity") for line in hidden)
    if amounts or value.told_p05 is None or value.told_p95 is None:
        return None
    return Amount(min(value.told_p05, total.low), max(value.told_p95, total.high))


def _shifted(exact: ToldValue, total: Amount) -> Amount | None:
    """Of a run from before the toolkit worked that out: where a count that is in no draw hardly moves the total."""
    if exact.likely is None or exact.total is None or total.seen_open():
        return None
    return exact.likely.plus(Amount(total.low - exact.total.low, total.high - exact.total.high))


def _without_draws(value: ValueSummary, drawn: Collection[str]) -> ValueSummary:
    """The summary without what the trials say of it, and without the swing of each count that they draw.

    One count that is held back moves the draws of all that follow it, so no payer keeps a range.
    """
    if not drawn:
        return value
    swings = tuple(swing for swing in value.tornado if swing.parameter not in {f"{ref}: quantity" for ref in drawn})
    return replace(value, share_of_draws_above_1=None, by_payer_low={}, by_payer_high={}, tornado=swings)


def exactly(value: ValueSummary) -> ToldValue:
    """The sums as they are."""

    def both(low: float | None, high: float | None) -> Amount | None:
        return None if low is None or high is None else Amount(low, high)

    def sum_of(amount: float | None) -> Amount:
        return Amount(amount or 0.0, amount or 0.0)

    return ToldValue(
        value=value,
        total=both(value.total_pv, value.total_pv),
        social=sum_of(value.total_social),
        fiscal=sum_of(value.total_fiscal),
        cashable=sum_of(value.total_cashable),
        ratio=both(value.ratio, value.ratio),
        by_payer={name: Amount(pounds, pounds) for name, pounds in value.by_payer.items()},
        likely=both(value.total_p05, value.total_p95),
        likely_ratio=both(value.ratio_p05, value.ratio_p95),
    )


def tenths(times: float) -> str:
    """A ratio as it is printed: `2.3`."""
    return wording.number(times, 1)


def _two_figures(pounds: float) -> float:
    """An amount as `wording.rough_money` prints it: what is drawn is then no closer than what is said."""
    if abs(pounds) < 100:
        return float(wording.rounded(pounds))
    step = 10.0 ** (math.floor(math.log10(abs(pounds))) - 1)
    return float(wording.rounded(pounds / step)) * step


def _fiscal(line: ValueLineFigure) -> bool:
    return line.total == "public cost avoided"


def _without_what_closes(value: ValueSummary, payers: Mapping[str, Amount], ratio: Amount | None) -> ValueSummary:
    """The summary without numbers that would tell how much is open: they are worked out from the exact total.

    The swings of the tornado are set round the middle of the open ratio: what a line moves does not depend on others.
    """
    opened = {name for name, amount in payers.items() if amount.open}
    moved = ratio.middle - value.ratio if ratio and value.ratio is not None else 0.0

    def beside(swing: Swing) -> Swing:
        return replace(swing, ratio_low=swing.ratio_low + moved, ratio_high=swing.ratio_high + moved)

    return replace(
        value,
        share_of_draws_above_1=None,
        break_even_deadweight=None,
        break_even_attribution=None,
        payback_months=None,
        by_payer_low={name: low for name, low in value.by_payer_low.items() if name not in opened},
        by_payer_high={name: high for name, high in value.by_payer_high.items() if name not in opened},
        tornado=tuple(beside(swing) for swing in value.tornado),
        lines=tuple(replace(line, break_even_deadweight=None) for line in value.lines),
    )


# --- one line ----------------------------------------------------------------------------------------


def _open(line: ValueLineFigure, run: ImpactRun) -> Amount:
    """What a line that is held back may be worth, for every count that its words leave open."""
    told = _told(line, run)
    pounds = line.pv or 0.0
    if told is None:
        # Not a count: it is told no closer than that it is none of it, or twice as much and more.
        return Amount(0.0, _round_up(2 * pounds)) if pounds >= 0 else Amount(-_round_up(-2 * pounds), 0.0)
    whole = line.quantity is not None and line.quantity == _count(line, run)
    low = told.low * pounds / line.quantity if told.low and whole and line.quantity else 0.0
    return Amount(low, told.high * _most_for_one(line))


def few_left_over(line: ValueLineFigure, run: ImpactRun) -> bool:
    """Whether a line is held back for those it leaves out (18 of 20), not for those in it: its subject is on paper."""
    told = _told(line, run)
    return told is not None and told.low > 0


def _told(line: ValueLineFigure, run: ImpactRun) -> Open | None:
    """How far the count of people behind the line is left open; None where the line does not count people."""
    read = indicators.read(line.indicator)
    if read.measure == "event":
        event = indicators.event_behind(read, run)
        return left_open(event.people) if event else None
    if read.measure == "reach" and line.indicator == "people":
        return left_open(run.reach.people)
    figure = indicators.change_behind(read, run)
    if figure is not None and read.measure == "improved":
        return left_open(figure.improved or 0, figure.pairs)
    crossing = crossing_open(figure) if figure is not None and read.measure == "recovered" else None
    return crossing.recovered if crossing is not None else None


def _count(line: ValueLineFigure, run: ImpactRun) -> int | None:
    """The people behind the line, as they are: fewer or more than its quantity where contracts share them."""
    read = indicators.read(line.indicator)
    event, figure = indicators.event_behind(read, run), indicators.change_behind(read, run)
    if read.measure == "event":
        return event.people if event else None
    if figure is None:
        return run.reach.people if read.measure == "reach" else None
    return figure.improved if read.measure == "improved" else figure.crossed.recovered if figure.crossed else None


def _most_for_one(line: ValueLineFigure) -> float:
    """What one person of the line is worth at most, from what does not depend on how many there are.

    Without discounting, and with none of them shared between contracts.
    """
    kept = 1.0
    for share in (line.deadweight, line.displacement, line.attribution):
        kept *= 1 - (share or 0.0)
    whole = int(line.duration_years)
    years = sum((1 - (line.drop_off or 0.0)) ** year for year in range(whole))
    years += (line.duration_years - whole) * (1 - (line.drop_off or 0.0)) ** whole
    return (line.unit_value or 0.0) * kept * years


def _round_up(pounds: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 ... above an amount; 0 for none."""
    if pounds <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(pounds))
    return next(step * power for step in (2, 5, 10, 20) if step * power > pounds)
