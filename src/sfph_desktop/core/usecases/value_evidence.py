"""What is known beside each adjustment: of the reference library, and of the office's own records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.benefits import ADJUSTMENTS, ValueLine
from sfph_desktop.core.usecases.value_lines import unit_value
from sfph_desktop.core.usecases.worth import WorthDesk

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library


def evidence_beside(library: Library, desk: WorthDesk, line: ValueLine) -> dict[str, tuple[str, ...]]:
    """By adjustment: what is known, each a sentence with its source; never a share filled in by itself."""
    unit = unit_value(library, line.unit_value)
    told = f"{line.indicator} {unit.title if unit else ''}".casefold()
    found: dict[str, tuple[str, ...]] = {}
    for name in ADJUSTMENTS:
        own = {"deadweight": _comparisons, "attribution": _others, "drop_off": _later}.get(name)
        said = list(own(desk, line)) if own is not None else []
        for one in library.adjustment_evidence():
            if one.adjustment == name and one.fits(told):
                check = " Check before quoting." if one.confidence != "high" else ""
                said.append(f"{one.said} Source: {one.source}.{check}")
        found[name] = tuple(said)
    return found


def _comparisons(desk: WorthDesk, line: ValueLine) -> Iterator[str]:
    """Comparison groups and published rates recorded for the scale that the line counts."""
    instrument, _, rest = line.indicator.partition(".")
    for one in desk.facts.comparisons:
        if one.instrument != instrument or (one.output and one.output not in rest):
            continue
        source = f" Source: {one.source}." if one.source else ""
        if one.improved_share is not None:
            yield f"Of a comparison you recorded, {one.improved_share * 100:.0f} of 100 improved without you.{source}"
        elif one.mean_change is not None:
            yield f"A comparison group you recorded changed by {one.mean_change:.1f} points on average.{source}"


def _others(desk: WorthDesk, line: ValueLine) -> Iterator[str]:
    """Of the people behind the line, those for whom a partner does something too."""
    from sfph_desktop.core.toolkit.quantities import NoQuantity, quantity

    try:
        contract = desk.workings.selection.contract_ref or line.contract_ref
        people = set(quantity(line.indicator, desk.workings.measured, contract).people)
    except NoQuantity:
        return
    helped = {person for person, _ in desk.partners_of} & people
    if people:
        many = f"{len(helped)} of the {len(people)}" if len(people) != 1 else f"{len(helped)} of the 1"
        yield f"Your records name a partner who helps too for {many} people behind this line."


def _later(desk: WorthDesk, line: ValueLine) -> Iterator[str]:
    """Of events: how many have a duration behind them that has elapsed."""
    kind, colon, name = line.indicator.partition(":")
    if not colon or kind == "environment":
        return
    for event in desk.workings.dated:
        if event.event_type == name and event.sustained_weeks:
            yield (
                f"The longest that one of these {event.events} is recorded to have lasted is "
                f"{event.sustained_weeks} weeks."
            )
