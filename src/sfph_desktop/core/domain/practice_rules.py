"""What an example of good practice may be: short enough for a card, with words, and agreed to."""

from __future__ import annotations

from sfph_desktop.core.domain.network import PracticeCard
from sfph_desktop.core.domain.problems import Problem

LONGEST_TITLE = 120
LONGEST_WORDS = 1_500
MOST_THEMES = 8


def card_problems(card: PracticeCard, themes: tuple[str, ...]) -> tuple[Problem, ...]:
    """Everything in a card that cannot be so; `themes` are those there are."""
    found = []

    def wrong(column: str, value: str, reason: str, accepted: str) -> None:
        found.append(Problem(reason=reason, accepted=accepted, column=column, value=value[:60]))

    for column, text, most, needed in (
        ("title", card.title, LONGEST_TITLE, True),
        ("words", card.words, LONGEST_WORDS, True),
        ("learned", card.learned, LONGEST_WORDS, False),
        ("member", card.member, LONGEST_TITLE, False),
    ):
        if needed and not text.strip():
            wrong(column, text, f"The {column} of the example are missing.", f"up to {most:,} characters")
        elif len(text) > most:
            wrong(column, text, f"This has {len(text):,} characters.", f"up to {most:,}")
    unknown = [one for one in card.themes if one not in themes]
    if unknown:
        wrong("themes", " ".join(unknown), f"'{unknown[0]}' is no theme.", ", ".join(themes))
    elif len(card.themes) > MOST_THEMES:
        wrong("themes", " ".join(card.themes), "These are too many themes.", f"up to {MOST_THEMES}")
    return tuple(found)
