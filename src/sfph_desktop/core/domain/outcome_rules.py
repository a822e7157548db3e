"""What is allowed of outcomes and indicators, the words for their kinds, and how a first draft is made of a phrase."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from sfph_desktop.core.domain.benefits import LEVELS, BenefitLevel
from sfph_desktop.core.domain.frameworks import Framework, FrameworkOutcome, WoollyPhrase
from sfph_desktop.core.domain.measures import STAGES, Instrument
from sfph_desktop.core.domain.outcomes import (
    INDICATOR_KINDS,
    Indicator,
    IndicatorKind,
    Outcome,
    OutcomeId,
    OutcomeParts,
    ServedOutcome,
)
from sfph_desktop.core.domain.problems import Problem

KIND_WORDS: Mapping[IndicatorKind, str] = {
    "change": "Change in a questionnaire's score",
    "crossing": "People over a questionnaire's threshold",
    "event": "People to whom something happened",
    "quantity": "An amount of something",
}
LEVEL_WORDS: Mapping[BenefitLevel, str] = {
    "individual": "For each person",
    "social": "For others",
    "environmental": "For the planet and places",
}
USUAL_STAGES = "baseline review"
"""When an outcome shown by a questionnaire is measured, unless somebody says otherwise."""

_AMOUNT = re.compile(
    r"\b(tonnes|kg|metres|hours|days|weeks|months|trips|visits|meals|number of homes)\b", re.IGNORECASE
)
_RECORDED = re.compile(r"\((?:own count|records|weighed)", re.IGNORECASE)
_CROSSED = re.compile(
    r"\bshare (?:from|moving|crossing|at or above|below|at risk|often|in the)|\bcaseness\b", re.IGNORECASE
)


def tidied(outcome: Outcome) -> Outcome:
    """The outcome without blanks around its words, its stages in their order; a group goes before a service."""
    said = outcome.stages.split()
    known = [stage for stage in STAGES if stage in said]
    unknown = [stage for stage in said if stage not in STAGES]
    return replace(
        outcome,
        outcome_ref=outcome.outcome_ref.strip(),
        title=" ".join(outcome.title.split()),
        phrase=outcome.phrase.strip(),
        construct=outcome.construct.strip(),
        service=outcome.service.strip() if outcome.group_id is None else "",
        stages=" ".join((*known, *unknown)),
        note=outcome.note.strip(),
    )


def outcome_problems(outcome: Outcome) -> tuple[Problem, ...]:
    """Everything in a tidied outcome that cannot be so; each names its field."""
    found = []
    if not outcome.title:
        found.append(_problem("title", "", "An outcome needs a title.", "what changes, in your own words"))
    if outcome.level not in LEVELS:
        found.append(_problem("level", outcome.level, f"'{outcome.level}' is no level.", ", ".join(LEVELS)))
    unknown = [stage for stage in outcome.stages.split() if stage not in STAGES]
    told = "'{}' is not when anything is measured."
    found += [_problem("stages", stage, told.format(stage), ", ".join(STAGES)) for stage in unknown]
    return tuple(found)


def indicator_problems(indicator: Indicator, instruments: Mapping[str, Instrument]) -> tuple[Problem, ...]:
    """Everything in an indicator that cannot be so. One that counts nothing yet may be kept in words alone."""
    found = []
    if not indicator.sentence.strip():
        found.append(_problem("sentence", "", "An indicator needs a sentence.", "how you will know, in words"))
    if indicator.kind not in INDICATOR_KINDS:
        told = f"'{indicator.kind}' is no kind of indicator."
        found.append(_problem("kind", indicator.kind, told, ", ".join(INDICATOR_KINDS)))
    if indicator.kind in ("change", "crossing"):
        found += _of_instrument(indicator, instruments)
    elif indicator.instrument:
        told = "An event or an amount is not counted with a questionnaire."
        found.append(_problem("instrument", indicator.instrument, told, "an event type, or nothing yet"))
    return tuple(found)


def _of_instrument(indicator: Indicator, instruments: Mapping[str, Instrument]) -> list[Problem]:
    name = indicator.instrument
    if not name:
        return []
    instrument = instruments.get(name)
    if instrument is None:
        return [
            _problem("instrument", name, f"There is no questionnaire '{name}'.", "one of the list of questionnaires")
        ]
    if instrument.use == "not_usable":
        told = f"{instrument.name} may not be used without its owner's approval."
        return [_problem("instrument", name, told, "another questionnaire")]
    outputs = [output.id for output in instrument.changes]
    if indicator.output and indicator.output not in outputs:
        told = f"{instrument.abbreviation} has no score '{indicator.output}' whose change is told."
        return [_problem("output", indicator.output, told, ", ".join(outputs) or "none")]
    if not indicator.output and len(outputs) > 1:
        told = f"{instrument.abbreviation} has several scores."
        return [_problem("output", "", told, ", ".join(outputs))]
    if indicator.kind == "crossing" and instrument.caseness is None:
        told = f"{instrument.abbreviation} has no threshold to cross."
        return [_problem("kind", "crossing", told, "change")]
    return []


def _problem(column: str, value: str, reason: str, accepted: str) -> Problem:
    return Problem(reason=reason, accepted=accepted, column=column, value=value)


# --- a first draft ----------------------------------------------------------------------------------------------------


def drafted(text: str, phrase: WoollyPhrase | None = None, instrument: Instrument | None = None) -> OutcomeParts:
    """An outcome begun from what somebody typed, the phrase they picked and the instrument they chose for it.

    Everything in it may be adjusted. Without a phrase it has no indicator yet.
    """
    words = phrase.phrase if phrase else " ".join(text.split())
    indicators = first_indicators(phrase, instrument) if phrase else ()
    asked = any(one.instrument for one in indicators)
    outcome = Outcome(
        outcome_ref="",
        title=words[:1].upper() + words[1:],
        level=_level(phrase.level) if phrase else "individual",
        phrase=" ".join(text.split()),
        construct=phrase.construct if phrase else "",
        stages=USUAL_STAGES if asked else "",
    )
    return OutcomeParts(outcome=outcome, indicators=indicators)


def _level(told: str) -> BenefitLevel:
    return next((level for level in LEVELS if level == told), "individual")


def first_indicators(phrase: WoollyPhrase, instrument: Instrument | None = None) -> tuple[Indicator, ...]:
    """How a phrase could be shown: the change of the instrument, its threshold where the library names it, a record."""
    found: list[Indicator] = []
    recorded = bool(_RECORDED.search(phrase.indicator)) or not phrase.instruments
    if recorded:
        amount = _AMOUNT.search(phrase.indicator) and not phrase.indicator.startswith("Share")
        kind: IndicatorKind = "quantity" if amount else "event"
        found.append(Indicator(outcome_id=OutcomeId(0), kind=kind, sentence=phrase.indicator))
    if instrument is not None and instrument.changes:
        found += instrument_indicators(phrase.indicator if not recorded else "", instrument)
    return tuple(replace(one, position=place) for place, one in enumerate(found))


def instrument_indicators(sentence: str, instrument: Instrument) -> list[Indicator]:
    """The change of an instrument, and its threshold where the sentence speaks of one and the instrument has it."""
    name = instrument.abbreviation or instrument.name
    mine = _short(name) in _short(sentence)
    output = _meant(sentence, instrument)
    said = sentence if mine else f"Mean change in {name}, with its likely range"
    found = [Indicator(outcome_id=OutcomeId(0), kind="change", sentence=said, instrument=instrument.id, output=output)]
    cut = instrument.caseness
    if cut is not None and mine and _CROSSED.search(sentence) and cut.output in {one.id for one in instrument.changes}:
        found.append(crossing_indicator(instrument))
    return found


def crossing_indicator(instrument: Instrument) -> Indicator:
    """People over the threshold of an instrument that has one."""
    name, cut = instrument.abbreviation or instrument.name, instrument.caseness
    return Indicator(
        outcome_id=OutcomeId(0),
        kind="crossing",
        sentence=f"People over the threshold of {name} at the start who are no longer over it",
        instrument=instrument.id,
        output=cut.output if cut else "",
    )


def _short(text: str) -> str:
    """Letters and digits only: `UCLA-3` in a sentence is `ucla3`."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def _meant(sentence: str, instrument: Instrument) -> str:
    """The score a sentence speaks of: the one whose name stands in it, else the first that is told."""
    said = _short(sentence)
    outputs = [output.id for output in instrument.changes]
    for name in outputs:
        if any(len(part) > 3 and part in said for part in name.split("_")):
            return name
    return outputs[0] if outputs else ""


# --- the buyers' outcomes ---------------------------------------------------------------------------------------------


def served(outcome_id: OutcomeId, framework: Framework, official: FrameworkOutcome) -> ServedOutcome:
    """An official outcome as it stands now, to be kept with the outcome that serves it."""
    return ServedOutcome(
        outcome_id=outcome_id,
        framework_id=framework.id,
        framework_title=framework.title,
        framework_year=framework.version,
        status=framework.status,
        official_id=official.id,
        title=official.title,
        confidence=official.confidence,
    )
