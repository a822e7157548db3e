"""The sample's outcome framework: what a laundry, a lunch club and befriending set out to change, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.domain.outcomes import Indicator, Outcome, OutcomeId

FRAMEWORKS = (("SCO-NHWO", "integration_authority"), ("SCO-NPF-2018", "council"))
"""Chosen for its buyers: framework, and the kind of buyer it was chosen for."""
COUNTRY = "Scotland"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOutcome:
    """An outcome, how it is known, and the official outcomes it serves as (framework, outcome)."""

    outcome: Outcome
    indicators: tuple[Indicator, ...]
    serves: tuple[tuple[str, str], ...] = ()


def sample_outcomes() -> tuple[SampleOutcome, ...]:
    """Seven outcomes at three levels; one of them nobody has begun to measure."""
    return (
        _sought(
            "People feel better in themselves", "individual", "feels better in themselves", "mental wellbeing",
            _change("Mean change in SWEMWBS metric score", "swemwbs7", "metric"),
            serves=(("SCO-NHWO", "NHWO-1"), ("SCO-NPF-2018", "NPF2018-Health")),
        ),
        _sought(
            "Life feels worthwhile", "individual", "life feels worthwhile", "eudaimonic wellbeing",
            _change("Mean change in ONS4 worthwhile (0-10)", "ons4", "worthwhile"),
            _change("Mean change in ONS4 life satisfaction (0-10)", "ons4", "life_satisfaction"),
            serves=(("SCO-NHWO", "NHWO-4"),),
        ),
        _sought(
            "People are more confident", "individual", "more confident", "self-efficacy / confidence to act",
            _change("Mean change in GSE total (10-40)", "gse10", "total"),
        ),
        _sought(
            "People have company and are less lonely", "social", "combating loneliness", "loneliness",
            _change("Mean change in UCLA-3 (3-9)", "ucla3", "total"),
            _change("People who were lonely at the start and no longer are", "ucla3", "total", kind="crossing"),
            serves=(("SCO-NHWO", "NHWO-4"), ("SCO-NPF-2018", "NPF2018-Communities")),
        ),
        _sought(
            "People find paid work", "social", "back into work", "employment",
            Indicator(
                outcome_id=OutcomeId(0), kind="event", sentence="People who started a paid job, contract seen",
                event_type="started_job",
            ),
            serves=(("SCO-NPF-2018", "NPF2018-FairWorkBusiness"),),
        ),
        _sought(
            "Families who care for somebody get a break", "social", "family gets a break", "carer respite",
            Indicator(outcome_id=OutcomeId(0), kind="quantity", sentence="Hours of respite for each carer and month"),
            serves=(("SCO-NHWO", "NHWO-6"),),
        ),
        _sought(
            "Less is thrown away and fewer miles are driven", "environmental", "less waste going to landfill",
            "environmental",
            _amount("Tonnes of clothes and bedding passed on, weighed", "material_clothing_reused"),
            _amount("Kilometres of the shared minibus in place of cars", "van_avg_diesel_km"),
            serves=(("SCO-NPF-2018", "NPF2018-Environment"),),
        ),
    )  # fmt: skip


def _sought(
    title: str,
    level: BenefitLevel,
    phrase: str,
    construct: str,
    *indicators: Indicator,
    serves: tuple[tuple[str, str], ...] = (),
) -> SampleOutcome:
    asked = any(one.instrument for one in indicators)
    outcome = Outcome(
        outcome_ref="",
        title=title,
        level=level,
        phrase=phrase,
        construct=construct,
        stages="baseline review exit" if asked else "",
    )
    return SampleOutcome(outcome=outcome, indicators=indicators, serves=serves)


def _change(sentence: str, instrument: str, output: str, *, kind: str = "change") -> Indicator:
    return Indicator(
        outcome_id=OutcomeId(0),
        kind="crossing" if kind == "crossing" else "change",
        sentence=sentence,
        instrument=instrument,
        output=output,
    )


def _amount(sentence: str, factor: str) -> Indicator:
    return Indicator(outcome_id=OutcomeId(0), kind="quantity", sentence=sentence, factor=factor)
