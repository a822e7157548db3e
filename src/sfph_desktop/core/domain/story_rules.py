"""What is allowed of case studies and quotes, how days are rounded in them, and the words for their uses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.domain.stories import ROUNDINGS, STORY_STATUSES, Quote, Story
from sfph_desktop.core.domain.story_page import UseShown
from sfph_desktop.core.domain.story_template import TEMPLATES, section_keys
from sfph_desktop.core.domain.values import said_day

LONGEST_WORDS, LONGEST_QUOTE, LONGEST_NAME = 8_000, 2_000, 200
STATUS_WORDS = {"begun": "begun", "ready": "ready", "put_away": "put away"}
KIND_WORDS = {"person": "a person", "enterprise": "the enterprise"}
USE_WORDS = {
    "pdf": "saved as a PDF",
    "docx": "saved as a Word document",
    "html": "saved as a web page",
    "print": "printed",
    "document": "put into another document",
}
_QUARTERS = ("January to March", "April to June", "July to September", "October to December")
_FIGURE = re.compile(r"(?<![\w-])£?\d[\d,.]*\d?(?:\s?%)?")


def rounded_day(day: date, rounding: str) -> str:
    """A day as a story tells it: `April to June 2025`, or to the month `April 2025`; never the day itself."""
    return f"{day:%B %Y}" if rounding == "month" else f"{_QUARTERS[(day.month - 1) // 3]} {day.year}"


def story_problems(story: Story, today: date) -> tuple[Problem, ...]:
    """Everything in a story's own fields that cannot be so."""
    found = []

    def wrong(column: str, reason: str, accepted: str) -> None:
        found.append(Problem(reason=reason, accepted=accepted, column=column, value=str(getattr(story, column))))

    if story.kind not in TEMPLATES:
        wrong("kind", f"'{story.kind}' is no kind of case study.", ", ".join(TEMPLATES))
    if story.status not in STORY_STATUSES:
        wrong("status", f"'{story.status}' is not where a case study can stand.", ", ".join(STORY_STATUSES))
    if story.rounding not in ROUNDINGS:
        wrong("rounding", f"'{story.rounding}' is not how days are told.", ", ".join(ROUNDINGS))
    if story.read_on and story.read_on > today:
        wrong("read_on", "This day has not come yet.", f"a day up to {today:%d/%m/%Y}")
    elif story.read_on and story.read_on < story.begun_on:
        wrong("read_on", "It had not been begun then.", f"a day from {story.begun_on:%d/%m/%Y} on")
    for column in ("title", "shown_name"):
        if len(getattr(story, column)) > LONGEST_NAME:
            wrong(column, f"This has more than {LONGEST_NAME} characters.", f"up to {LONGEST_NAME} characters")
    return tuple(found)


def words_problems(story: Story, section: str, text: str) -> tuple[Problem, ...]:
    """What is wrong with words for a section."""
    if section not in section_keys(story.kind):
        keys = ", ".join(section_keys(story.kind))
        return (
            Problem(reason=f"No words are written in '{section}'.", accepted=keys, column="section", value=section),
        )
    if len(text) > LONGEST_WORDS:
        told = f"This section has {len(text):,} characters."
        return (Problem(reason=told, accepted=f"up to {LONGEST_WORDS:,} characters", column=section, value=""),)
    return ()


def quote_problems(quote: Quote, today: date) -> tuple[Problem, ...]:
    """Everything in a quote that cannot be so."""
    found = []

    def wrong(column: str, reason: str, accepted: str) -> None:
        found.append(Problem(reason=reason, accepted=accepted, column=column, value=str(getattr(quote, column))[:80]))

    if not quote.text:
        wrong("text", "A quote needs the words that were said.", "the words, as they were said")
    elif len(quote.text) > LONGEST_QUOTE:
        wrong("text", f"This quote has {len(quote.text):,} characters.", f"up to {LONGEST_QUOTE:,}")
    if quote.said_on and quote.said_on > today:
        wrong("said_on", "This day has not come yet.", f"a day up to {today:%d/%m/%Y}")
    if quote.usable and quote.person_id is None and not quote.agreed:
        wrong("agreed", "It is not said how they agreed to be quoted.", "how and when, as: spoken, 4 May 2026")
    return tuple(found)


def figures_typed(words: str, facts: Sequence[str]) -> tuple[str, ...]:
    """Figures in somebody's words that no fact of the story shows: they are nobody's evidence. Years are let be."""
    known = set(_FIGURE.findall(" ".join(facts)))
    found = [one.rstrip(".,") for one in _FIGURE.findall(words)]
    return tuple(dict.fromkeys(one for one in found if one not in known and not re.fullmatch(r"(19|20)\d\d", one)))


def uses_sentence(uses: Sequence[UseShown]) -> str:
    """All uses in one sentence: `Used in 2 documents: ina.pdf (saved as a PDF, 4 May 2026), ...`."""
    if not uses:
        return "Not used in any document yet."
    told = [f"{one.where_to or one.title} ({USE_WORDS.get(one.how, one.how)}, {said_day(one.on)})" for one in uses]
    return f"Used in {len(uses)} {'document' if len(uses) == 1 else 'documents'}: {'; '.join(told)}."
