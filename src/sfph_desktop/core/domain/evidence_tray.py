"""What stands in the evidence tray beside an answer: one piece each, and the tokens that name it in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FORMS = ("", "number", "full")
"""What of a piece is put into a text: its sentence, its number alone, or all it says."""
TOKEN = re.compile(r"\{([A-Za-z]{1,20}-[0-9A-Za-z][0-9A-Za-z._-]{0,39})(?: (number|full))?\}")
"""`{E-0412}`, `{E-0412 number}`, `{policy-3}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayPiece:
    """Something that may be quoted: a figure of a kept run, a policy, a promise, a case study."""

    key: str
    """What a token names it by: `E-0412`, `policy-3`."""
    kind: str
    """figure, promise, policy, staff, partners, story ... ; pieces stand together by it."""
    words: str
    """One sentence for an answer that is short of words."""
    number: str = ""
    """The number alone, to be put inside a sentence: `31 of 38 people`. Blank: there is none."""
    full: str = ""
    """All of it; blank: the sentence is all."""
    title: str = ""
    """A few words for the list; blank: the sentence."""
    about: str = ""
    """What it is, its definition and how sure: for the annex."""
    dated: str = ""
    """When it was worked out or agreed, in words."""
    records: str = ""
    """How much stands behind it: `38 people, 76 questionnaires`."""
    themes: frozenset[str] = frozenset()
    strength: float = 0.0
    """The stronger stand first."""

    def said(self, form: str) -> str:
        """What a token of this form puts into the text; the sentence where the form has nothing."""
        return {"number": self.number, "full": self.full}.get(form, "") or self.words

    @property
    def searched(self) -> str:
        """Everything a search may meet."""
        return f"{self.key} {self.kind} {self.title} {self.words} {self.full} {' '.join(sorted(self.themes))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing a question asks about, and the pieces of the tray that speak to it, the strongest first."""

    name: str
    """`carers`, `loneliness and company`."""
    pieces: tuple[str, ...] = ()
    """Their keys."""

    @property
    def gap(self) -> str:
        """What is missing, in words; blank when something speaks to it."""
        return "" if self.pieces else f"No evidence here speaks to {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A live reference as it stands in a text."""

    key: str
    form: str = ""

    def __str__(self) -> str:
        return f"{{{self.key}{f' {self.form}' if self.form else ''}}}"


def token_of(text: str) -> Token | None:
    """The token a text is; None when it is none."""
    found = TOKEN.fullmatch(text)
    return None if found is None else Token(key=_spelt(found[1]), form=found[2] or "")


def parts_of(text: str) -> Iterator[str | Token]:
    """Typed passages and tokens in their order; passages are never blank."""
    place = 0
    for found in TOKEN.finditer(text):
        if found.start() > place:
            yield text[place : found.start()]
        yield Token(key=_spelt(found[1]), form=found[2] or "")
        place = found.end()
    if place < len(text):
        yield text[place:]


def tokens_in(text: str) -> tuple[Token, ...]:
    """The tokens of a text, each once, in their order."""
    return tuple(dict.fromkeys(part for part in parts_of(text) if isinstance(part, Token)))


def found_pieces(pieces: Sequence[TrayPiece], typed: str) -> tuple[TrayPiece, ...]:
    """The pieces in which every typed word occurs, however it is written; all of them when nothing is typed."""
    from sfph_desktop.core.domain.names import folded

    wanted = folded(typed).split()
    return tuple(one for one in pieces if all(word in folded(one.searched) for word in wanted))


def _spelt(key: str) -> str:
    """Evidence numbers as they are printed: `e-412` is `E-0412`."""
    letter, _, number = key.partition("-")
    if letter.upper() == "E" and number.isascii() and number.isdigit():
        return f"E-{int(number):04d}"
    return key
