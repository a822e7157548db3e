"""What an office adds to the instruments of the library: its own, the wording it may use, and papers that are out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sfph_desktop.core.domain.people import ServiceUserId

OWN_MARK = "own_"
"""What the id of an own questionnaire begins with, and that of no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnInstrument:
    """A questionnaire the office made itself. A definition is never edited once answered, only superseded."""

    id: int = 0
    instrument: str
    """Its id, as the library's: `own_` and a short word."""
    version: int = 1
    definition: str
    """JSON in the shape of the reference library's instruments."""
    source: str = "form"
    """form, or the name of the XLSForm it came from."""
    made_on: date
    retired_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The wording of an instrument that may not be shipped, typed by the office under its owner's terms."""

    id: int = 0
    instrument: str
    texts: str
    """JSON in the shape of the library's own wording files: `stem`, `items` by id, `options` by value."""
    declared_by: str
    declared_on: date
    terms: str = ""
    """What the office declares: registration number, licence, permission."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedWording:
    """The words of an instrument as an office types them from its own copy."""

    stem: str = ""
    items: Mapping[str, str] = field(default_factory=dict)
    """By item: the question."""
    options: Mapping[str, str] = field(default_factory=dict)
    """By value (`1`): the words of an answer that all questions share."""
    item_options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By item: the words of its own answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCopy:
    """A printed questionnaire that is out: the code on it says whose it is, which, and at what stage."""

    id: int = 0
    code: str
    person_id: ServiceUserId
    instrument: str
    stage: str = ""
    printed_on: date
    answered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDraft:
    """Answers given so far to a questionnaire that is not finished: each is saved as it is given."""

    id: int = 0
    person_id: ServiceUserId
    instrument: str
    date: date
    stage: str = ""
    how: str = "paper"
    """paper, self."""
    answers: str
    """JSON list: a number, words, null where nothing is answered yet, false where it was left out on purpose."""
    again: str = ""
    """The same list, typed a second time to be compared; blank where nobody asked for that."""
    code: str = ""
    """The code of the paper it is typed from; blank where it has none."""
