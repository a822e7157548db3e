"""What the values of a column look like: days, dates of birth, postcodes, references, names, marks, answers.

A sample of the filled cells is looked at, from the whole length of the column. Shares lie between 0 and 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.domain.workbook import Cell
from sfph_desktop.core.interchange.cell_dates import read_date
from sfph_desktop.core.interchange.parsing import is_empty, shown
from sfph_desktop.core.interchange.unreadable import Unreadable

SAMPLE = 300
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?(?: ?\d[A-Z]{2})?", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+44|\(?0)[\d ()-]{8,16}|\d{9,10}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_REF = re.compile(r"[A-Za-z]{1,6}[-_/ ]?\d{1,8}[A-Za-z]?|[A-Za-z]{2,4}[-/]\d{2,4}[-/]\d{1,6}")
_NAME_WORD = r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?"
_ONE_NAME = re.compile(rf"{_NAME_WORD}(?: {_NAME_WORD})?")
_WHOLE_NAME = re.compile(rf"{_NAME_WORD}(?: {_NAME_WORD}){{1,3}}(?: \(.{{1,20}}\))?")
_TURNED_NAME = re.compile(rf"{_NAME_WORD}(?: {_NAME_WORD}){{0,2}}, ?{_NAME_WORD}.*")
_MONEY = re.compile(r"£ ?[\d,]+(?:\.\d+)?|[\d,]+\.\d{2}")
_YES_NO = frozenset("yes no y n true false 1 0 ✓ ✔ x".split())
_WORDS = {
    "gender": frozenset(
        "m f male female man woman men women nb non-binary nonbinary other trans boy girl u unknown pnts".split()
    ),
    "stage": frozenset(
        "baseline start initial pre before first entry intake review interim mid midpoint progress exit end final post "
        "after last discharge closing follow-up followup fu r1 r2 r3".split()
    ),
}
_ETHNIC = re.compile(
    r"white|scottish|british|irish|polish|asian|african|caribbean|black|chinese|pakistani|indian|bangladeshi|arab|mixed"
    r"|gypsy|traveller|roma|ukrainian|syrian|\bws\b|\bwb\b",
    re.IGNORECASE,
)
_MARKS = frozenset(
    "p a x l y n 1 0 ✓ ✔ √ / \\ o present absent attended dna late yes no holiday sick apologies s h ap".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """The nature of a column's values."""

    filled: int
    """Cells that hold anything, of the whole column."""
    of: int
    different: float
    """Different values to filled ones, in the sample."""
    shares: dict[str, float] = field(default_factory=dict)
    """By nature: the share of the sample that is of it. A value may be of several."""
    longest: int = 0
    examples: tuple[str, ...] = ()
    common: tuple[tuple[str, int], ...] = ()
    """The most frequent values of the sample with their number, small letters."""

    def share(self, nature: str) -> float:
        """How much of the column is of a nature."""
        return self.shares.get(nature, 0.0)

    @property
    def full(self) -> float:
        """How much of the column is filled."""
        return self.filled / self.of if self.of else 0.0


def look_at(cells: Sequence[Cell], today: date) -> Values:
    """The nature of a column."""
    filled = [cell for cell in cells if cell is not None and cell != "" and not is_empty(cell)]
    if not filled:
        return Values(filled=0, of=len(cells), different=0.0)
    step = max(1, len(filled) // SAMPLE)
    sample = filled[::step][:SAMPLE]
    words = [" ".join(shown(cell).split()) for cell in sample]
    natures: Counter[str] = Counter()
    for cell, word in zip(sample, words, strict=True):
        natures.update(_natures(cell, word, today))
    count = len(sample)
    common = Counter(word.casefold() for word in words).most_common(30)
    return Values(
        filled=len(filled),
        of=len(cells),
        different=len({word.casefold() for word in words}) / count,
        shares={nature: number / count for nature, number in natures.items()},
        longest=max(map(len, words)),
        examples=tuple(dict.fromkeys(word[:60] for word in words))[:3],
        common=tuple(common),
    )


def _natures(cell: Cell, word: str, today: date) -> set[str]:
    if isinstance(cell, bool):
        return {"yes_no"}
    if isinstance(cell, date):
        return _of_day(cell.date() if isinstance(cell, datetime) else cell, today)
    found = set(_of_text(word.casefold(), word))
    if isinstance(cell, int | float):
        found |= _of_number(float(cell))
        return found - {"one_name", "ref"}
    day = _day(word)
    if day is not None:
        found |= _of_day(day, today)
    return found


def _of_day(day: date, today: date) -> set[str]:
    found = {"day"}
    age = (today - day).days / 365.25
    if age > 12:
        found.add("long_ago")
    if -1 < age < 12:
        found.add("lately")
    if day > today:
        found.add("ahead")
    return found


def _of_number(number: float) -> set[str]:
    found = {"number"}
    if number.is_integer():
        found.add("whole")
        if 0 <= number <= 10:
            found.add("answer")
        if 1900 <= number <= 2100:
            found.add("year")
    elif 0 < number < 1:
        found.add("share")
    if 0 <= number <= 1:
        found.add("unit")
    return found


@cache
def _of_text(small: str, word: str) -> frozenset[str]:
    found: set[str] = set()
    for nature, shape in (
        ("postcode", _POSTCODE), ("phone", _PHONE), ("email", _EMAIL), ("ref", _REF), ("money", _MONEY),
        ("one_name", _ONE_NAME), ("whole_name", _WHOLE_NAME), ("turned_name", _TURNED_NAME),
    ):  # fmt: skip
        if shape.fullmatch(word):
            found.add(nature)
    if small in _YES_NO:
        found.add("yes_no")
    if small in _MARKS:
        found.add("mark")
    bare = re.sub(r"[\s.]*\d*$", "", small)
    for nature, words in _WORDS.items():
        if small in words or bare in words:
            found.add(nature)
    if small in ("prefer not to say", "not disclosed"):
        found |= {"gender", "yes_no"}
    if _ETHNIC.search(word):
        found.add("ethnic")
    if re.fullmatch(r"-?\d+(?:[.,]\d+)?%?", word):
        found |= _of_number(float(word.rstrip("%").replace(",", ".")))
    if len(word) > 40 or len(word.split()) > 6:
        found.add("long")
    return frozenset(found)


_PIVOT = date(2030, 1, 1)


@cache
def _day(word: str) -> date | None:
    if not re.search(r"\d", word) or len(word) > 40 or re.fullmatch(r"\d+(?:\.\d+)?", word):
        return None
    try:
        return from_day(read_date(word, _PIVOT, may_lie_ahead=False))
    except Unreadable:
        return None
