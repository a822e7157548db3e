"""How each instrument, event and unit is said in plain words. Data only; whatever is not listed has a plain fallback.

A phrase completes `31 of the 38 people ... reported <better>`: it names what the questions asked about, never a
diagnosis and never a cause. The themes are what a commissioner's outcomes are matched with (`summaries/outcomes.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sfph_desktop.core.domain.impact import ChangeFigure, EventFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """The words for change in one output of one instrument."""

    better: str
    worse: str
    score: str = ""
    """`SWEMWBS score`; blank: the abbreviation with `score` after it."""
    unit: str = "point"
    verb: str = "reported"
    """`reported` for what people say of themselves, `showed` for what somebody measured or noted."""
    both: str = "completed both questionnaires"
    risk: str = ""
    """What the risk side of the published cut means here; blank: the cut's own label."""
    themes: tuple[str, ...] = ()


_MIND = ("mental wellbeing", "health")
_LONELY = ("connection", "mental wellbeing")
_BODY = ("health", "independence")
_MEASURED = {"verb": "showed", "both": "were measured both times"}


def _said(better: str, worse: str, *themes: str, score: str = "", unit: str = "point", risk: str = "") -> Phrase:
    return Phrase(better=better, worse=worse, themes=themes, score=score, unit=unit, risk=risk)


def _noted(better: str, worse: str, *themes: str, score: str = "", unit: str = "point", risk: str = "") -> Phrase:
    return Phrase(better=better, worse=worse, themes=themes, score=score, unit=unit, risk=risk, **_MEASURED)


PHRASES: dict[str, Phrase] = {
    "ons4.life_satisfaction": _said(
        "higher life satisfaction", "lower life satisfaction", *_MIND, "quality of life", score="life satisfaction"
    ),
    "ons4.worthwhile": _said(
        "feeling more that life is worthwhile",
        "feeling less that life is worthwhile",
        *_MIND,
        "quality of life",
        score="feeling worthwhile",
    ),
    "ons4.happy": _said("feeling happier", "feeling less happy", *_MIND, "quality of life", score="happiness"),
    "ons4.anxious": _said("feeling less anxious", "feeling more anxious", *_MIND, score="anxiety"),
    "wemwbs14": _said(
        "better mental wellbeing", "poorer mental wellbeing", *_MIND, risk="in the range of possible depression"
    ),
    "swemwbs7": _said("better mental wellbeing", "poorer mental wellbeing", *_MIND),
    "ucla3": _said("less loneliness", "more loneliness", *_LONELY, risk="lonely by the usual cut"),
    "ons_lonely_direct": _said(
        "feeling lonely less often", "feeling lonely more often", *_LONELY, risk="lonely often or always"
    ),
    "djg6": _said("less loneliness", "more loneliness", *_LONELY, risk="lonely by the published cut"),
    "djg6.emotional": _said("less emotional loneliness", "more emotional loneliness", *_LONELY),
    "djg6.social": _said("less social loneliness", "more social loneliness", *_LONELY),
    "cel3": _said("being happier with their relationships", "being less happy with their relationships", *_LONELY),
    "lsns6": _said(
        "more contact with family and friends",
        "less contact with family and friends",
        *_LONELY,
        risk="at risk of social isolation",
    ),
    "lsns6.family": _said("more contact with family", "less contact with family", *_LONELY),
    "lsns6.friends": _said("more contact with friends", "less contact with friends", *_LONELY),
    "rses": _said("higher self-esteem", "lower self-esteem", "confidence", *_MIND),
    "gse10": _said("more confidence that they can cope", "less confidence that they can cope", "confidence", *_MIND),
    "gse3": _said("more confidence that they can cope", "less confidence that they can cope", "confidence", *_MIND),
    "brs": _said("bouncing back better from stress", "bouncing back less well from stress", "confidence", *_MIND),
    "phq9": _said(
        "fewer symptoms of low mood",
        "more symptoms of low mood",
        *_MIND,
        risk="in the range where treatment is offered",
    ),
    "phq2": _said("fewer symptoms of low mood", "more symptoms of low mood", *_MIND, risk="above the screening cut"),
    "gad7": _said(
        "fewer symptoms of anxiety", "more symptoms of anxiety", *_MIND, risk="in the range where treatment is offered"
    ),
    "gad2": _said("fewer symptoms of anxiety", "more symptoms of anxiety", *_MIND, risk="above the screening cut"),
    "phq4": _said("less low mood and anxiety", "more low mood and anxiety", *_MIND),
    "phq4.anxiety": _said(
        "fewer symptoms of anxiety", "more symptoms of anxiety", *_MIND, risk="above the screening cut"
    ),
    "phq4.depression": _said("fewer symptoms of low mood", "more symptoms of low mood", *_MIND),
    "who5": _said("better wellbeing", "poorer wellbeing", *_MIND, risk="in the range of poor wellbeing"),
    "k6": _said("less distress", "more distress", *_MIND, risk="in the range of serious distress"),
    "k10": _said("less distress", "more distress", *_MIND),
    "core10": _said("less distress", "more distress", *_MIND, risk="in the clinical range"),
    "audit": _said(
        "less risky drinking", "more risky drinking", "alcohol and drugs", "health", risk="drinking at risk"
    ),
    "auditc": _said(
        "less risky drinking", "more risky drinking", "alcohol and drugs", "health", risk="drinking at risk"
    ),
    "eq5d5l.vas": _said("better health", "poorer health", "health", "quality of life", score="EQ-5D health scale"),
    "reqol10": _said(
        "better quality of life", "poorer quality of life", *_MIND, "quality of life", risk="in the clinical range"
    ),
    "reqol20": _said("better quality of life", "poorer quality of life", *_MIND, "quality of life"),
    "icecap_o": _said(
        "being more able to live as they wish", "being less able to live as they wish", "quality of life"
    ),
    "rand36": _said("better health", "poorer health", "health", "quality of life"),
    "rand36.physical_functioning": _said("better physical functioning", "poorer physical functioning", *_BODY),
    "rand36.energy_fatigue": _said("more energy", "less energy", "health"),
    "rand36.emotional_wellbeing": _said("better emotional wellbeing", "poorer emotional wellbeing", *_MIND),
    "rand36.social_functioning": _said("a fuller social life", "a narrower social life", "connection", "health"),
    "rand36.pain": _said("less pain", "more pain", "health"),
    "rand12.pcs": _said("better physical health", "poorer physical health", *_BODY),
    "rand12.mcs": _said("better mental health", "poorer mental health", *_MIND),
    "sf12v2.pcs": _said("better physical health", "poorer physical health", *_BODY),
    "sf12v2.mcs": _said("better mental health", "poorer mental health", *_MIND),
    "sppb": _noted("stronger legs and better balance", "weaker legs or poorer balance", *_BODY, "activity", "falls"),
    "fes_i_short": _said("less worry about falling", "more worry about falling", *_BODY, "falls"),
    "barthel": Phrase(
        better="managing better at home",
        worse="managing less well at home",
        verb="were recorded as",
        both="were measured both times",
        themes=_BODY,
    ),
    "pam": _said(
        "more confidence in managing their health",
        "less confidence in managing their health",
        "self-management",
        "health",
    ),
    "srh": _said("better general health", "poorer general health", "health", risk="not in good health"),
    "ipaq_sf": _said("being more active", "being less active", "activity", "health", unit="MET-minute"),
    "pa_single": _said(
        "more active days in the week",
        "fewer active days in the week",
        "activity",
        "health",
        score="active days",
        unit="day",
    ),
    "smoking_status.per_day": _said(
        "smoking fewer cigarettes",
        "smoking more cigarettes",
        "smoking",
        "health",
        score="cigarettes a day",
        unit="cigarette",
    ),
    "smoking_status.current_smoker": _said("no longer smoking", "smoking", "smoking", "health"),
    "fruitveg_portions": _said(
        "eating more fruit and vegetables",
        "eating less fruit and vegetables",
        "food",
        "health",
        score="number of portions a day",
        unit="portion",
        risk="eating fewer than five portions a day",
    ),
    "goal_0_10": _said(
        "progress on their own 0 to 10 scale", "a step back on their own 0 to 10 scale", "personal goals", "confidence"
    ),
    "gbo": Phrase(
        better="progress towards their own goals",
        worse="a step back from their own goals",
        score="mean goal rating",
        both="rated a goal of their own twice",
        themes=("personal goals",),
    ),
    "gas": _noted("progress towards their own goals", "a step back from their own goals", "personal goals"),
    "employability_pipeline": _noted(
        "a step closer to work",
        "a step further from work",
        "work",
        "skills",
        score="stage on the way to work",
        unit="stage",
    ),
    "ascot_sct4": _said(
        "better quality of life with their care", "poorer quality of life with their care", "quality of life", "care"
    ),
    "iroc": _said("progress in their recovery", "a step back in their recovery", *_MIND, "quality of life"),
    "recovery_outcomes_web": _said(
        "progress in their recovery", "a step back in their recovery", "alcohol and drugs", "health"
    ),
    "dialog.life": _said(
        "being more content with their life", "being less content with their life", *_MIND, "quality of life"
    ),
    "dialog.treatment": _said(
        "being more content with their treatment", "being less content with their treatment", "care"
    ),
    "falls_count": _said(
        "fewer falls", "more falls", "falls", "independence", "health", score="number of falls", unit="fall"
    ),
}


def known_phrase(instrument: str, output: str) -> Phrase | None:
    """The words for the change of a score by instrument and output, or by instrument; None where there are none."""
    return PHRASES.get(f"{instrument}.{output}") or PHRASES.get(instrument)


def change_phrase(figure: ChangeFigure) -> Phrase:
    """The words for a change figure: by instrument and output, by instrument, or plain words made from its name."""
    known = known_phrase(figure.instrument, figure.output)
    if known is not None:
        return known
    name = score_name(figure, "")
    return Phrase(better=f"a better {name}", worse=f"a poorer {name}", themes=("health",))


def short_name(figure: ChangeFigure) -> str:
    """What the instrument is called in a few letters: its abbreviation, else its id in words."""
    return figure.abbreviation or plain_name(figure.instrument)


def score_name(figure: ChangeFigure, said: str) -> str:
    """What its score is called: `SWEMWBS score`, `ONS4 life satisfaction score`, `number of falls`."""
    name = short_name(figure)
    if said.startswith(("number of", "stage on", "cigarettes", "active days", "mean goal")):
        return said
    if said.startswith("EQ-5D"):
        return f"{said} score"
    return f"{name} {said} score" if said else f"{name} score"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPhrase:
    """The words for an outcome event: `24 people <did>`."""

    did: str
    noun: str
    """One such event: `job start`."""
    themes: tuple[str, ...] = ()


def _event(did: str, noun: str, *themes: str) -> EventPhrase:
    return EventPhrase(did=did, noun=noun, themes=themes)


EVENT_PHRASES: dict[str, EventPhrase] = {
    "job_started": _event("started a job", "job start", "work"),
    "job_start": _event("started a job", "job start", "work"),
    "job": _event("started a job", "job start", "work"),
    "job_entry": _event("started a job", "job start", "work"),
    "started_job": _event("started a job", "job start", "work"),
    "job_13_weeks": _event("kept a job for 13 weeks or more", "job kept", "work"),
    "job_26_weeks": _event("kept a job for 26 weeks or more", "job kept", "work"),
    "job_52_weeks": _event("kept a job for 52 weeks or more", "job kept", "work"),
    "job_sustained": _event("kept a job", "job kept", "work"),
    "employment": _event("started a job", "job start", "work"),
    "apprenticeship_started": _event("started an apprenticeship", "apprenticeship start", "work", "skills"),
    "work_placement": _event("took up a work placement", "work placement", "work", "skills"),
    "training_completed": _event("finished a training course", "course finished", "skills"),
    "training_started": _event("started a training course", "course start", "skills"),
    "qualification": _event("gained a qualification", "qualification", "skills"),
    "qualification_gained": _event("gained a qualification", "qualification", "skills"),
    "education_started": _event("started a course at college or school", "course start", "skills"),
    "volunteering": _event("volunteered", "time of volunteering", "connection", "skills", "community"),
    "volunteered": _event("volunteered", "time of volunteering", "connection", "skills", "community"),
    "volunteering_started": _event("started volunteering", "volunteering start", "connection", "skills", "community"),
    "tenancy_started": _event("moved into their own tenancy", "new tenancy", "home"),
    "tenancy_sustained": _event("kept their tenancy", "tenancy kept", "home"),
    "homelessness_prevented": _event("kept a home they were about to lose", "home kept", "home"),
    "discharged_home": _event("came home from hospital with support", "discharge home", "independence", "home", "care"),
    "hospital_discharge": _event("came home from hospital with support", "discharge home", "independence", "care"),
    "debt_resolved": _event("settled a debt", "debt settled", "income"),
    "benefit_gained": _event("gained a benefit they were due", "benefit gained", "income"),
    "income_maximised": _event("gained income they were due", "gain of income", "income"),
    "smoking_quit": _event("stopped smoking", "quit", "smoking", "health"),
    "referral_accepted": _event("took up help from another service", "referral taken up", "care"),
    "health_check": _event("had a health check", "health check", "health"),
    "group_joined": _event("joined a local group", "group joined", "connection", "community"),
    "carer_break": _event("had a break from caring", "break from caring", "carers"),
}


def _event_key(kind: str) -> str:
    return kind.strip().lower().replace("-", "_").replace(" ", "_")


def event_phrase(figure: EventFigure | str) -> EventPhrase:
    """The words for an event type; one that is not listed is said by its own name."""
    kind = figure if isinstance(figure, str) else figure.event_type
    key = _event_key(kind)
    known = EVENT_PHRASES.get(key)
    if known is not None:
        return known
    name = plain_name(kind)
    return EventPhrase(did=f"had “{name}” recorded", noun=f"record of “{name}”", themes=_guess_themes(key))


def event_did(figure: EventFigure) -> str:
    """What people did, and for how long at least unless that is said: `kept their tenancy (for at least 26 weeks)`."""
    did, weeks = event_phrase(figure).did, figure.sustained_weeks
    said = re.search(r"for (\d+) weeks or more", did)
    if not weeks or (said and int(said[1]) >= weeks):
        return did
    return f"{did} (for at least {weeks} {'week' if weeks == 1 else 'weeks'})"


def event_name(kind: str) -> str:
    """A type of event by its plain words: `started a job`; one that is not listed by its own name: `garden day`."""
    known = EVENT_PHRASES.get(_event_key(kind))
    return known.did if known else plain_name(kind)


_KIND_NAMED = re.compile(r"(?:(?<=events of the kind )|(?<=because nothing called )|(?<=^nothing called ))'([^']+)'")
_KIND_FIRST = re.compile(r"^([^:]+)(?=: [\d,]+ (?:person has|people have) a dated, recorded event)")


def plain_kinds(text: str) -> str:
    """A sentence of the toolkit with the types of its events in plain words: `started job:`, `'job 26 weeks'`.

    What is not listed in EVENT_PHRASES keeps its name, in typographic quotation marks.
    """
    named = _KIND_NAMED.sub(lambda found: f"“{event_name(found[1])}”", text)
    first = _KIND_FIRST.search(named)
    if first is None:
        return named
    name = event_name(first[1])
    return name[:1].upper() + name[1:] + named[first.end() :]


_EVENT_CLUES = {
    "work": ("job", "work", "employ", "apprentic"),
    "skills": ("train", "qualif", "course", "skill", "learn", "college"),
    "home": ("tenan", "hous", "home"),
    "connection": ("volunt", "group", "friend", "club"),
    "health": ("health", "gp_", "nurse", "clinic"),
    "income": ("debt", "benefit", "income"),
}


def _guess_themes(key: str) -> tuple[str, ...]:
    return tuple(theme for theme, clues in _EVENT_CLUES.items() if any(clue in key for clue in clues))


def plain_name(ref: str) -> str:
    """A reference such as `garden_day` as words: `garden day`."""
    return ref.replace("_", " ").strip()


_UNITS = {
    "vehicle-km": "km driven",
    "passenger-km": "km travelled",
    "vehicle-mile": "miles driven",
    "kWh (gross CV)": "kWh",
    "m3": "cubic metres",
    "FTE hour": "hours",
}


def amount_unit(unit: str, amount: float) -> str:
    """The unit of an environmental quantity behind its number: `tonnes`, `miles driven`, `kWh`."""
    if unit in _UNITS:
        return _UNITS[unit]
    return f"{unit}s" if unit in ("tonne", "litre", "room-night", "kilogram") and amount != 1 else unit


_AVOIDED = {
    "vehicle-km": "km not driven",
    "passenger-km": "km not travelled",
    "vehicle-mile": "miles not driven",
    "kWh": "kWh not used",
    "kWh (gross CV)": "kWh not used",
    "m3": "cubic metres not used",
}


def avoided_unit(unit: str, amount: float) -> str:
    """The unit of a quantity that was avoided: `km not driven`, `kWh not used`, `litres not used`, `tonnes avoided`."""
    known = _AVOIDED.get(unit)
    return known or f"{amount_unit(unit, amount)} {'not used' if unit == 'litre' else 'avoided'}"


_FACTORS = (
    (re.compile(r"material_(.+)_primary"), "new {}"),
    (re.compile(r"material_(.+)_reused"), "re-used {}"),
    (re.compile(r"material_(.+)_closed"), "recycled {}"),
    (re.compile(r"waste_(.+)_landfill"), "{} to landfill"),
    (re.compile(r"waste_(.+)_incinerate"), "{} to incineration"),
    (re.compile(r"waste_(.+)_recycle_(?:open|closed)"), "{} to recycling"),
    (re.compile(r"car_avg_unknown_(?:km|mile)"), "an average car"),
    (re.compile(r"car_avg_bev_(?:km|mile)"), "an electric car"),
    (re.compile(r"car_avg_(.+)_(?:km|mile)"), "a {} car"),
    (re.compile(r"van_avg_bev_(?:km|mile)"), "an electric van"),
    (re.compile(r"van_avg_(.+)_(?:km|mile)"), "a {} van"),
    (re.compile(r"taxi_.*"), "a taxi"),
    (re.compile(r"elec_grid"), "grid electricity"),
)


def factor_name(factor: str) -> str:
    """What a conversion factor is about, from its id: `new clothing`, `a petrol car`, `clothing to landfill`."""
    for pattern, words in _FACTORS:
        found = pattern.fullmatch(factor)
        if found:
            return words.format(*(plain_name(part) for part in found.groups()))
    return plain_name(factor)


def activity_name(activity: str) -> str:
    """What an environmental factor is about, without the publisher's brackets: `Clothing, re-used`."""
    bare = activity.split(" (", maxsplit=1)[0]
    for source, words in (
        (": material use, primary material production", ", new"),
        (": material use, re-used source", ", re-used"),
        (": material use, closed-loop recycled source", ", recycled"),
        ("UK grid electricity, generation", "Grid electricity"),
    ):
        bare = bare.replace(source, words)
    return bare
