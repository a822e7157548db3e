"""What the page of outcomes asks of the use cases.

They are imported by the workers that call them: they bring the database with them, which the first window must not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sfph_desktop.core.domain.frameworks import Buyer, Framework
from sfph_desktop.core.domain.outcome_page import OutcomePage
from sfph_desktop.core.domain.outcomes import ChosenFramework, Indicator, Outcome, OutcomeFramework, OutcomeParts
from sfph_desktop.core.domain.suggestions import Suggested
from sfph_desktop.core.usecases.done import Done


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworksPage:
    """The frameworks of a country and a buyer, and what else may be asked for."""

    buyers: tuple[Buyer, ...]
    frameworks: tuple[Framework, ...]
    of_buyer: int
    chosen: tuple[ChosenFramework, ...]
    country: str = ""
    buyer: str = ""


def framework(office: Any) -> OutcomeFramework:
    """All outcomes."""
    from sfph_desktop.core.usecases.outcomes import outcome_framework

    return outcome_framework(office)


def suggest(office: Any, text: str) -> Suggested:
    """What could show what is being typed."""
    from sfph_desktop.core.usecases.outcome_words import suggest_outcomes

    return suggest_outcomes(office.library, text)


def add(office: Any, text: str, phrase: str) -> Done[OutcomeParts]:
    """A new outcome from what was typed and picked."""
    from sfph_desktop.core.usecases.outcome_words import draft_outcome
    from sfph_desktop.core.usecases.outcomes import add_outcome

    return add_outcome(office, draft_outcome(office.library, text, phrase))


def page(office: Any, number: int) -> OutcomePage:
    """One outcome with all that may be chosen for it."""
    from sfph_desktop.core.usecases.outcome_page import outcome_page

    return outcome_page(office, number)


def change(office: Any, number: int, **facts: Any) -> Done[Outcome]:
    """Change some facts of the outcome as it is now, so that no earlier change is overwritten."""
    from sfph_desktop.core.usecases.outcomes import change_outcome, outcome_parts

    return change_outcome(office, replace(outcome_parts(office, number).outcome, **facts))


def change_indicator(office: Any, number: int, indicator: int, **facts: Any) -> Done[OutcomeParts]:
    """Change one indicator as it is now."""
    from sfph_desktop.core.usecases.outcomes import outcome_parts, set_indicators

    there = outcome_parts(office, number).indicators
    return set_indicators(office, number, [replace(one, **facts) if one.id == indicator else one for one in there])


def remove_indicator(office: Any, number: int, indicator: int) -> Done[OutcomeParts]:
    """Know it by one thing less."""
    from sfph_desktop.core.usecases.outcomes import outcome_parts, set_indicators

    there = outcome_parts(office, number).indicators
    return set_indicators(office, number, [one for one in there if one.id != indicator])


def add_indicator(office: Any, number: int, kind: str, instrument: str) -> Done[OutcomeParts]:
    """Know it by one thing more: a measure's change or threshold, an event, an amount."""
    from sfph_desktop.core.usecases.outcome_words import draft_indicator
    from sfph_desktop.core.usecases.outcomes import outcome_parts, set_indicators

    parts = outcome_parts(office, number)
    if instrument:
        made = draft_indicator(office.library, instrument, crossing=kind == "crossing")
    else:
        words = "People to whom this happened" if kind == "event" else "How much of it there was"
        made = Indicator(outcome_id=parts.outcome.id, kind="event" if kind == "event" else "quantity", sentence=words)
    return set_indicators(office, number, [*parts.indicators, made])


def serve(office: Any, number: int, official: Sequence[tuple[str, str]]) -> Done[OutcomeParts]:
    """Whose outcomes it serves."""
    from sfph_desktop.core.usecases.buyers_outcomes import serve as serving

    return serving(office, number, official)


def move(office: Any, number: int, by: int) -> Done[Outcome]:
    """Earlier or later among those of its level."""
    from sfph_desktop.core.usecases.outcomes import move_outcome

    return move_outcome(office, number, by)


def remove(office: Any, number: int) -> Done[Outcome]:
    """Take it out of the framework."""
    from sfph_desktop.core.usecases.outcomes import remove_outcome

    return remove_outcome(office, number)


def frameworks(office: Any, country: str, buyer: str) -> FrameworksPage:
    """The frameworks to choose from for a buyer of a country."""
    from sfph_desktop.core.usecases import buyers_outcomes

    every = buyers_outcomes.buyers(office.library)
    if buyer not in {one.id for one in every if not country or one.country == country}:
        buyer = ""
    offered = buyers_outcomes.frameworks_offered(office, country, buyer)
    return FrameworksPage(
        buyers=every,
        frameworks=offered.frameworks,
        of_buyer=offered.of_buyer,
        chosen=offered.chosen,
        country=country,
        buyer=buyer,
    )


def choose(office: Any, framework_id: str, country: str, buyer: str) -> Done[ChosenFramework]:
    """Work to a framework."""
    from sfph_desktop.core.usecases.buyers_outcomes import choose_framework

    return choose_framework(office, framework_id, country=country, buyer=buyer)


def drop(office: Any, framework_id: str) -> Done[ChosenFramework]:
    """Work to it no more."""
    from sfph_desktop.core.usecases.buyers_outcomes import drop_framework

    return drop_framework(office, framework_id)
