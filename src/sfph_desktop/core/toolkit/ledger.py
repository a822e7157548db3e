"""The lines of a run beside what went in: what counts, what it would take to break even, and when it pays back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sfph_desktop.core.toolkit.overlap import Overlaps, overlaps
from sfph_desktop.core.toolkit.prices import ONE
from sfph_desktop.core.toolkit.valuation import WorkedLine

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The worked lines of a run, in order of reference, with what counts among them."""

    lines: tuple[WorkedLine, ...]
    pence: tuple[int | None, ...]
    """Present value of each line in whole pence; None where it cannot be worked out."""
    found: Overlaps
    reasons: tuple[str, ...]
    """Why each line is not added; blank where it is."""
    inputs: Decimal
    """Pounds."""

    @classmethod
    def of(cls, lines: Sequence[WorkedLine], inputs: Decimal) -> Ledger:
        """The ledger of some lines, overlaps read."""
        pence = tuple(worked.pence() for worked in lines)
        found = overlaps(lines, pence)
        reasons = tuple(worked.reason or found.reasons.get(place, "") for place, worked in enumerate(lines))
        return cls(lines=tuple(lines), pence=pence, found=found, reasons=reasons, inputs=inputs)

    @property
    def counted(self) -> list[tuple[WorkedLine, int]]:
        """The lines that are added, each with its pence."""
        rows = zip(self.lines, self.pence, self.reasons, strict=True)
        return [(worked, pence or 0) for worked, pence, reason in rows if not reason]

    @property
    def total_known(self) -> bool:
        """Whether there is a total: something counts, and no overlap is undecided."""
        return not self.found.undecided and bool(self.counted)

    def break_even(self, name: str) -> float | None:
        """The deadweight (or attribution), the same for all counted lines, at which benefits equal what went in.

        D = 1 - what went in / Σ (PV / (1 - own share)), PV being a line's present value. No figure where benefits do
        not reach what went in even at D = 0, or where nothing went in.

        In code: `name` is the adjustment; None for no figure.
        """
        gross = sum((worked.pounds_without(name) or ZERO for worked, _ in self.counted), ZERO)
        if self.inputs <= 0 or gross <= 0 or gross < self.inputs:
            return None
        return float(ONE - self.inputs / gross)

    def line_break_even(self, place: int) -> float | None:
        """A line's own deadweight at which the total equals the inputs, the other counted lines as they are.

        A line that is not counted is added to the others. None outside 0 to 1, without inputs, or with overlaps
        undecided.
        """
        worked, gross = self.lines[place], self.lines[place].pounds_without("deadweight")
        if gross is None or gross <= 0 or self.inputs <= 0 or self.found.undecided:
            return None
        others = sum(pence for one, pence in self.counted if one is not worked)
        share = ONE - (self.inputs - Decimal(others) / 100) / gross
        return float(share) if 0 <= share <= 1 else None

    def payback_months(self) -> float | None:
        """Months until the discounted benefits reach what went in, evenly within each year.

        None where they never do.
        """
        years: list[Decimal] = []
        for worked, _ in self.counted:
            for year, worth in enumerate(worked.by_year()):
                years[year : year + 1] = [(years[year] if year < len(years) else ZERO) + worth]
        left = self.inputs
        for year, worth in enumerate(years):
            if 0 < left <= worth:
                return float(12 * (year + left / worth))
            left -= worth
        return None
