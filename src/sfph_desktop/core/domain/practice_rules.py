"""What an example of good practice may be: short enough for a card, with words, and agreed to."""

from __future__ import annotations

from unicodedata import category

from sfph_desktop.core.domain.network import PracticeCard, PracticeOffer
from sfph_desktop.core.domain.problems import Problem

LONGEST_TITLE = 120
LONGEST_WORDS = 1_500
MOST_THEMES = 8
LONGEST_REF = 40
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that are not seen and turn what follows the other way about."""


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
        elif not _plain(text):
            wrong(column, "", "It has signs in it that are no text.", "plain text")
    unknown = [one for one in card.themes if one not in themes]
    if unknown:
        wrong("themes", " ".join(unknown), f"'{unknown[0]}' is no theme.", ", ".join(themes))
    elif len(card.themes) > MOST_THEMES:
        wrong("themes", " ".join(card.themes), "These are too many themes.", f"up to {MOST_THEMES}")
    return tuple(found)


def offer_problems(offer: PracticeOffer) -> tuple[Problem, ...]:
    """What cannot be in an offer besides its card: it comes from outside, and is shown and kept as it says."""
    found = []
    ref = offer.card.ref
    if not ref.strip() or len(ref) > LONGEST_REF or not ref.isprintable():
        accepted = f"up to {LONGEST_REF} characters on one line"
        found.append(Problem(reason="This is no reference.", accepted=accepted, column="ref", value=ref[:60]))
    if len(offer.agreed) > LONGEST_WORDS or not _plain(offer.agreed):
        accepted = f"plain text, up to {LONGEST_WORDS:,} characters"
        found.append(Problem(reason="How they agreed cannot be read.", accepted=accepted, column="agreed"))
    return tuple(found)


def _plain(text: str) -> bool:
    """Whether a text holds nothing that is no letter or sign, nor turns the letters round it the other way about."""
    return not any(sign in _TURNING or (category(sign) in {"Cc", "Cs"} and sign not in "\n\t\r") for sign in text)
