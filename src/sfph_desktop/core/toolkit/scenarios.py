"""Views of the same lines side by side: cautious, central, and what would have to be true for value to equal cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from sfph_desktop.core.domain.impact import Choices
from sfph_desktop.core.domain.worth import BreakEven, Scenario, Scenarios
from sfph_desktop.core.toolkit.columns import Floats
from sfph_desktop.core.toolkit.ledger import ZERO, Ledger
from sfph_desktop.core.toolkit.uncertainty import QUANTITY, UNIT_VALUE, Terms, terms
from sfph_desktop.core.toolkit.valuation import WorkedLine


def scenarios(lines: Sequence[WorkedLine], inputs: Decimal, choices: Choices) -> Scenarios | None:
    """The scenarios of a run; None while there is no total.

    Cautious: of every line that counts, each parameter at the end of its own range (as in the tornado) at which the
    line is worth least, all of them at once; which lines count is decided by the central values, as everywhere.
    """
    book = Ledger.of(lines, inputs)
    if not book.total_known:
        return None
    central = _scenario(book, inputs, lambda _worked, pence: pence / 100)
    cautious = _scenario(book, inputs, lambda worked, pence: _least(worked, choices, pence / 100))
    return Scenarios(
        cautious=cautious,
        central=central,
        needed=float(inputs) / central.total if inputs > 0 and central.total > 0 else None,
        break_evens=tuple(_break_evens(book)),
    )


def _scenario(book: Ledger, inputs: Decimal, worth: Callable[[WorkedLine, int], float]) -> Scenario:
    social = fiscal = cashable = 0.0
    for worked, pence in book.counted:
        pounds = worth(worked, pence)
        share = worked.line.cashable
        if worked.fiscal:
            fiscal += pounds
            cashable += pounds * float(share.share if share.given and share.share is not None else ZERO)
        else:
            social += pounds
    total = social + fiscal
    ratio = total / float(inputs) if inputs > 0 else None
    return Scenario(social=social, fiscal=fiscal, cashable=cashable, total=total, ratio=ratio)


def _least(worked: WorkedLine, choices: Choices, pounds: float) -> float:
    """A line with every parameter at the end that makes it worth least; as it is where nothing varies."""
    found: Terms | None = terms(worked, choices.assumed_range)
    if found is None:
        return pounds
    lowest = next((one.low for one in found.parameters if one.name == QUANTITY), found.central[QUANTITY])
    # Where the change itself may be for the worse, whatever makes a line larger makes the loss larger.
    losing = lowest < 0
    ends: dict[str, Floats | float] = {}
    for one in found.parameters:
        low_is_less = one.name == QUANTITY or (one.name == UNIT_VALUE) != losing
        ends[one.name] = one.low if low_is_less else one.high
    return float(found.worth(ends))


def _break_evens(book: Ledger) -> list[BreakEven]:
    if book.inputs <= 0:
        return []
    total = Decimal(sum(pence for _, pence in book.counted)) / 100
    found = []
    for name in ("deadweight", "attribution"):
        gross = sum((worked.pounds_without(name) or ZERO for worked, _ in book.counted), ZERO)
        if gross > 0:
            found.append(
                BreakEven(
                    name=name,
                    own=float(1 - total / gross),
                    at_none=float(gross / book.inputs),
                    at_one=book.break_even(name),
                )
            )
    return found
