"""A buyer's outcomes set beside our evidence: which figures may speak to which outcome, proposed by themes.

The mapping is a proposal and is printed as one (`our evidence may speak to`). It goes by words: an outcome's title is
searched for the words of a theme (`THEME_WORDS`), and a figure carries the themes of what it measures (`phrases.py`).
An outcome that no theme fits, or that we hold no figure for, is shown as having none. Where the enterprise's own
outcome framework says which of its outcomes serve the buyer's, nothing is proposed: that is printed instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.domain.frameworks import Framework, FrameworkOutcome
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.reports import phrases, small_numbers, value_words, wording
from sfph_desktop.core.reports.statements import of_scope
from sfph_desktop.core.reports.summaries.own_outcomes import may_be_told_apart
from sfph_desktop.core.reports.value_told import told_value

NOT_MEANT = re.compile(
    r"health and social care( services)?|(high|good) quality environment|unpaid care|homely|health inequalit\w+|"
    r"have confidence in",
    re.IGNORECASE,
)
"""Words inside a title that name a service or a setting, not the outcome: taken out before themes are looked for."""

CHILDREN = re.compile(r"\bchild|young people|early years|newborn", re.IGNORECASE)
"""Outcomes for children: nothing is proposed for them, because a figure does not say whose it is."""

THEME_WORDS: dict[str, re.Pattern[str]] = {
    theme: re.compile(pattern, re.IGNORECASE)
    for theme, pattern in {
        "mental wellbeing": r"\bmental|wellbeing|well-being|flourish",
        "health": r"\bhealth(?!y weight)(y|ier|ily)?\b|live longer",
        "quality of life": r"quality of life|wellbeing|well-being",
        "self-management": r"look after (and improve )?their own health|self-manag|own health",
        "confidence": r"confiden|full potential|achieving|empower",
        "personal goals": r"full potential|achieving|aspiration",
        "independence": r"independ|at home|own home|maintain their",
        "falls": r"\bfalls?\b|independ",
        "activity": r"\bactive\b|physical(ly)? activ",
        "food": r"eat well|healthy weight|hunger|nutrition",
        "smoking": r"smok|tobacco",
        "alcohol and drugs": r"alcohol|\bdrugs?\b|substance",
        "connection": r"communit|\binclu(ded|sion)\b|cohesi|isolat|lonel",
        "community": r"communit|cohesi|empower",
        "work": (
            r"\bjobs?\b|employability|employment (opportunit|gap)|fair work|decent work|economic growth|"
            r"(economic|workforce) inequality|prosperous|wealthier|pipeline for"
        ),
        "skills": r"skill|educat|learn|qualif|smarter",
        "home": r"hous(e|ing)|tenan|own home|homeless",
        "income": r"povert|income|wealthier|wealth",
        "carers": r"caring role|\bcarers?\b|provide\s+(to|are)",
        "care": r"positive experience|high quality care|quality services|providing quality|responsive care",
        "environment": (
            r"\benvironment|climate|greener|consumption and production|sustainable (development|"
            r"procurement)|net zero|carbon|resilient wales|globally responsible"
        ),
        "value": r"resources are used|use of resources|best value",
        "workforce": r"living wage|people who work in",
    }.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One figure that may speak to outcomes: said in a few words, with its evidence number and its themes."""

    words: str
    evidence: str
    themes: tuple[str, ...]
    strength: float
    """For choosing among many: the level of evidence, then the share or the number behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    """An outcome of the buyer with what we can show for it."""

    outcome: FrameworkOutcome
    pieces: tuple[Piece, ...]


def themes_of(title: str) -> frozenset[str]:
    """The themes an outcome's title speaks of; none where it is about children."""
    if CHILDREN.search(title):
        return frozenset()
    bare = NOT_MEANT.sub(" ", title)
    found = {theme for theme, words in THEME_WORDS.items() if words.search(bare)}
    whole = {theme for theme in ("carers", "workforce", "value") if THEME_WORDS[theme].search(title)}
    return frozenset(whole if "workforce" in whole or "carers" in whole else found | whole)


def outcome_rows(framework: Framework, run: ImpactRun, *, guard: bool, most: int = 3) -> tuple[OutcomeRow, ...]:
    """Every outcome of the framework in its own order, each with at most `most` of our strongest figures.

    Where the enterprise has said itself which of its outcomes serve this framework, that is the mapping.
    """
    pieces = sorted(pieces_of(run, guard=guard), key=lambda piece: (-piece.strength, piece.evidence))
    said = said_by_us(framework, run)
    rows = []
    for outcome in framework.outcomes:
        if said is None:
            themes = themes_of(outcome.title)
            found = tuple(piece for piece in pieces if themes & set(piece.themes))
        else:
            found = tuple(piece for piece in pieces if piece.evidence in said.get(outcome.id, ()))
        rows.append(OutcomeRow(outcome=outcome, pieces=found[:most]))
    return tuple(rows)


def said_by_us(framework: Framework, run: ImpactRun) -> Mapping[str, frozenset[str]] | None:
    """By official outcome the evidence numbers of our outcomes that serve it; None where none serves this framework."""
    numbers = {(figure.kind, figure.key): figure.evidence for figure in figures_of(run)}
    found: dict[str, set[str]] = {}
    for one in run.outcomes:
        for served in one.serves:
            if served.framework_id == framework.id:
                found.setdefault(served.official_id, set()).update(
                    numbers[figure] for figure in one.figures if figure in numbers
                )
    return {official: frozenset(evidence) for official, evidence in found.items()} if found else None


def pieces_of(run: ImpactRun, *, guard: bool) -> Iterator[Piece]:
    """The figures that can be shown for an outcome: claimed changes, events that may be told, savings, value, staff."""
    for figure in (*run.changes, *(one for one in run.outcome_changes if may_be_told_apart(one, run))):
        told = small_numbers.tell(figure.improved or 0, figure.pairs, guard=guard)
        if figure.claimed and (told.exact or told.low):
            phrase = phrases.change_phrase(figure)
            who = wording.capital(told.words.replace(" of the ", " of "))
            yield Piece(
                words=of_scope(f"{who} people {phrase.verb} {phrase.better}", figure.scope),
                evidence=figure.evidence,
                themes=() if figure.scope else phrase.themes,
                strength=figure.evidence_level * 10 + 5 * told.exact + (figure.improved or 0) / figure.pairs,
            )
    for event in (*run.events, *(one for one in run.outcome_events if may_be_told_apart(one, run))):
        if small_numbers.tell(event.people, guard=guard).exact and event.people:
            event_words = phrases.event_phrase(event)
            yield Piece(
                words=of_scope(f"{wording.counted(event.people, 'person')} {event_words.did}", event.scope),
                evidence=event.evidence,
                themes=() if event.scope else event_words.themes,
                strength=event.evidence_level * 10 + event.people / 10_000,
            )
    for saved in run.environment:
        if saved.saved_kgco2e > 0:
            name = phrases.activity_name(saved.activity)
            yield Piece(
                words=f"{wording.quantity(saved.saved_kgco2e / 1000)} tonnes of CO2e saved ({name})",
                evidence=saved.evidence,
                themes=("environment",),
                strength=saved.saved_kgco2e / 1e9,
            )
    sums = told_value(run, guard=guard)
    ratio = value_words.ratio_words(sums)
    if ratio:
        cost = wording.about_money(run.value.inputs_pv)
        words = f"Value of {value_words.total_words(sums)} against {cost} that went in: {ratio}"
        yield Piece(words=words, evidence=run.value.evidence, themes=("value",), strength=0.0)
    if run.workforce is not None and run.workforce.living_wage == "yes":
        yield Piece(
            words="The real Living Wage is paid (our own record)", evidence="", themes=("workforce",), strength=0.0
        )


def source_note(outcome: FrameworkOutcome) -> str:
    """What stands beside a title that is not official: whose wording it is. Blank beside an official one."""
    if outcome.official:
        return ""
    source = outcome.source.split(";")[0].strip() or "somebody other than the issuing body"
    return f"wording as summarised by {source}"
