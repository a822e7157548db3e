"""How outcomes, their indicators and the buyers' frameworks are said in the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.domain.frameworks import Framework
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.outcome_rules import KIND_WORDS
from sfph_desktop.core.domain.outcomes import Indicator, OutcomeFramework, OutcomeParts, ServedOutcome
from sfph_desktop.core.domain.suggestions import SuggestedInstrument
from sfph_desktop.ui.models.said import counted

STAGE_WORDS = {
    "baseline": "At the start",
    "review": "At a review",
    "exit": "At the end",
    "follow_up": "Some time later",
}
NOT_SHOWN = "Nothing shows it yet"


def outcome_lines(held: OutcomeFramework, text: str, marks: Mapping[BenefitLevel, str]) -> Listing:
    """One line for each outcome that holds every word of `text`: title, whom it is for, how it is shown; its mark."""
    wanted = text.casefold().split()
    rows: list[tuple[Cell, ...]] = []
    for parts in held.outcomes:
        one, whose = parts.outcome, held.scope(parts.outcome)
        said = f"{one.title} {whose} {one.construct} {one.phrase}".casefold()
        if all(word in said for word in wanted):
            rows.append((int(one.id), one.title, whose, shown_by(parts), marks[one.level]))
    return Listing(kind="outcomes", columns=("id", "title", "whose", "shown", "mark"), rows=tuple(rows))


def shown_by(parts: OutcomeParts) -> str:
    """How many ways there are to know, or that there is none."""
    ways = sum(one.counts for one in parts.indicators)
    return f"shown by {counted(ways, 'thing')}" if ways else NOT_SHOWN.lower()


def measure_words(one: SuggestedInstrument) -> str:
    """`UCLA-3: 3 questions, free to use`."""
    told = ", ".join(part for part in (one.length, one.licence) if part)
    wording = f" ({one.wording})" if one.wording else ""
    return f"{one.abbreviation}: {told}{wording}" if told else f"{one.abbreviation}{wording}"


def kind_words(one: Indicator) -> str:
    """What sort of sign an indicator is."""
    return KIND_WORDS[one.kind]


def served_words(served: Sequence[ServedOutcome]) -> str:
    """Official outcomes, each with whose it is: `We are healthy and active (National Performance Framework)`."""
    return "; ".join(f"{one.title} ({_whose(one)})" for one in served)


def _whose(one: ServedOutcome) -> str:
    """The short title of a framework; said besides where the outcome's words are not its own."""
    short = one.framework_title.partition(" (")[0].partition(":")[0] or one.framework_id
    return short if one.official else f"{short}, not official wording"


def served_line(one: ServedOutcome) -> str:
    """Of which framework an official outcome is, its version, and where that stood when it was chosen."""
    standing = one.status.split("(")[0].strip()
    return " · ".join(part for part in (one.framework_title, one.framework_year, standing) if part)


def framework_titles(one: Framework) -> str:
    """How many of a framework's titles were read in the issuing body's own words; what to do about the others."""
    total, sure = len(one.outcomes), one.official_titles
    if sure == total:
        return f"{counted(total, 'outcome')}, each as the issuing body words it"
    read = f"{sure} of its {total} titles" if sure else f"None of its {counted(total, 'title')}"
    was = "was" if sure < 2 else "were"
    return f"{read} {was} read in the issuing body's own words: check before quoting"
