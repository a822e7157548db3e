"""What a published value says beside one person's story: always as an average of many, never as theirs."""

from __future__ import annotations

from sfph_desktop.core.domain.benefits import UnitValue
from sfph_desktop.core.reports import phrases, wording


def told_value(value: UnitValue, event_type: str) -> str:
    """A published value for an event, with where it comes from and what it is not."""
    did = phrases.event_phrase(event_type).did
    prices = f", in prices of {value.price_year}" if value.price_year else ", of no stated year"
    source = ", ".join(part for part in (value.publisher, value.year_published) if part)
    unit = " ".join(value.unit.removeprefix("GBP").split())
    amount = f"{wording.money(float(value.value))} {unit}".strip()
    return wording.sentences(
        f"Where people {did}, a published average puts it at {amount}{prices}" + (f" ({source})" if source else ""),
        "Nothing is taken away yet for what would have happened anyway, and nobody measured it for this person",
    )
