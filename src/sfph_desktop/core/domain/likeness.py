"""How likely two records are one person: points for what agrees, taken off for what does not, and why in words.

The points follow the idea of Fellegi and Sunter (1969): what few people share weighs more than what many do, and what
both records hold and hold differently speaks against. They are set by hand, not estimated; nothing is ever joined by
them, a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from sfph_desktop.core.domain.names import folded, name_words, sound_alike, sound_keys

OFFERED = 60
"""Points from which two records are offered as perhaps one person."""
MOST_IN_A_BLOCK = 60
"""A trait that more people share than this says nothing by itself: 61 people of one surname are not compared by it."""

UNKNOWN = 15
"""Points where a date of birth is missing: the same whole name, with nothing against it, is worth a look."""
NEARLY = 0.85
"""Share of letters in common, in their order, from which two names are nearly the same (Ratcliff and Obershelp)."""

Nicknames = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What is compared of one record. Names as they are written."""

    id: int
    given_name: str = ""
    family_name: str = ""
    other_names: str = ""
    """Known as, former names, with blanks between."""
    date_of_birth: date | None = None
    gender: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two records are."""

    score: int
    """0 to 100; `OFFERED` and more is offered."""
    reasons: tuple[str, ...]


def likeness(one: Traits, other: Traits, nicknames: Nicknames) -> Likeness:
    """How likely two records are one person, and what speaks for and against it."""
    found = (*_names(one, other, nicknames), *_beside_names(one, other))
    points = sum(worth for worth, _ in found)
    return Likeness(score=max(0, min(points, 100)), reasons=tuple(reason for _, reason in found if reason))


def _all_reached_alike(one: Traits, other: Traits) -> bool:
    """Whether postcode, phone and email address may all be the same."""
    return bool(one.email) and one.email.casefold() == other.email.casefold() and bool(one.phone and one.postcode)


def _beside_names(one: Traits, other: Traits) -> tuple[tuple[int, str], ...]:
    return (
        _born(one, other),
        _same("postcode", 15, one.postcode.replace(" ", ""), other.postcode.replace(" ", ""), -4),
        _same("phone number", 20, _digits(one.phone), _digits(other.phone), 0),
        _same("email address", 25, one.email, other.email, 0),
        (-8, "different gender") if one.gender and other.gender and one.gender != other.gender else (0, ""),
    )


_ONE_DIGIT = frozenset(digit * 10**place for digit in range(1, 10) for place in range(8))


def worth_comparing(one: Traits, other: Traits) -> bool:
    """False only where two records cannot be offered, whatever their names are; quick, for it is asked of all.

    With dates of birth that have nothing to do with one another, not even the same names are enough unless the
    postcode, the phone and the email address are all the same: 45 - 40 + 15 + 20 + 25 points.
    """
    mine, theirs = one.date_of_birth, other.date_of_birth
    if mine is None or theirs is None or mine == theirs or _all_reached_alike(one, other):
        return True
    turned = mine.year == theirs.year and mine.day == theirs.month and mine.month == theirs.day
    apart = (mine.year - theirs.year) * 10_000 + (mine.month - theirs.month) * 100 + mine.day - theirs.day
    return turned or abs(apart) in _ONE_DIGIT


def likely_pairs(people: Sequence[Traits], nicknames: Nicknames) -> Iterator[tuple[Traits, Traits, Likeness]]:
    """Every pair of records that is likely enough to be offered; each pair once, in no order.

    Only records that share something rare are compared (a birth date, a postcode, a number, how the whole name sounds),
    and of those only the ones that the names can still make likely: thousands of records take a fifth of a second.
    """
    blocks: dict[tuple[str, str], list[Traits]] = defaultdict(list)
    for person in people:
        for trait in _shared_by(person):
            blocks[trait].append(person)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        for one, other in combinations(block, 2) if len(block) <= MOST_IN_A_BLOCK else ():
            pair = (min(one.id, other.id), max(one.id, other.id))
            if pair not in seen:
                seen.add(pair)
                if worth_comparing(one, other) and (found := likeness(one, other, nicknames)).score >= OFFERED:
                    yield one, other, found


def likely_with(person: Traits, people: Sequence[Traits], nicknames: Nicknames) -> tuple[tuple[Traits, Likeness], ...]:
    """The records that `likely_pairs` would pair with one person, the likeliest first."""
    mine = set(_shared_by(person))
    blocks: dict[tuple[str, str], list[Traits]] = defaultdict(list)
    for other in people:
        if other.id != person.id:
            for trait in mine.intersection(_shared_by(other)):
                blocks[trait].append(other)
    near = {other.id: other for block in blocks.values() if len(block) < MOST_IN_A_BLOCK for other in block}
    found = [(other, likeness(person, other, nicknames)) for other in near.values() if worth_comparing(person, other)]
    return tuple(
        sorted((pair for pair in found if pair[1].score >= OFFERED), key=lambda pair: (-pair[1].score, pair[0].id))
    )


def _shared_by(person: Traits) -> Iterator[tuple[str, str]]:
    born = person.date_of_birth
    if born:
        yield "born", born.isoformat()
        yield "swapped", f"{born.year}-{min(born.day, born.month)}-{max(born.day, born.month)}"
    if person.postcode:
        yield "postcode", person.postcode.replace(" ", "")
    if len(_digits(person.phone)) > 6:
        yield "phone", _digits(person.phone)
    if person.email:
        yield "email", person.email.casefold()
    for pair in _sounds_of(f"{person.given_name} {person.family_name} {person.other_names}"):
        yield "name", pair


@lru_cache(maxsize=16384)
def _sounds_of(names: str) -> tuple[str, ...]:
    """How each two words of a name sound together; kept, since a whole office is compared for one page."""
    keys = sorted({(sound_keys(word) or (word,))[0] for word in name_words(names)})
    return tuple(f"{one} {other}" for one, other in combinations(keys, 2))


def _names(one: Traits, other: Traits, nicknames: Nicknames) -> tuple[tuple[int, str], ...]:
    given, family = name_words(one.given_name), name_words(one.family_name)
    turned = (name_words(other.family_name), name_words(other.given_name))
    if given != family and given and family and (given, family) == turned:
        return ((40, "the names the other way round"),)
    return _family(one, other), _given(one, other, nicknames)


def _family(one: Traits, other: Traits) -> tuple[int, str]:
    mine, theirs = name_words(one.family_name), name_words(other.family_name)
    if not mine or not theirs:
        return 0, ""
    if mine == theirs:
        return 25, "the same family name"
    if set(mine) & {*theirs, *name_words(other.other_names)} or set(theirs) & {*name_words(one.other_names)}:
        return 20, "a family name that one of them has had"
    if any(sound_alike(a, b) for a in mine for b in theirs):
        return 18, "family names that sound alike"
    if _nearly(one.family_name, other.family_name):
        return 15, "family names that are nearly the same"
    return -25, "different family names"


def _given(one: Traits, other: Traits, nicknames: Nicknames) -> tuple[int, str]:
    mine = {*name_words(one.given_name), *name_words(one.other_names)}
    theirs = {*name_words(other.given_name), *name_words(other.other_names)}
    if not name_words(one.given_name) or not name_words(other.given_name):
        return 0, ""
    if folded(one.given_name) == folded(other.given_name) or mine & theirs:
        return 20, "the same given name"
    if any(name in nicknames.get(word, ()) for word in mine for name in theirs):
        return 16, "one given name stands for the other"
    if any(sound_alike(a, b) for a in mine for b in theirs):
        return 14, "given names that sound alike"
    if _nearly(one.given_name, other.given_name):
        return 12, "given names that are nearly the same"
    if any(a[0] == b[0] and 1 in {len(a), len(b)} for a in mine for b in theirs):
        return 6, "the same initial"
    return -25, "different given names"


def _nearly(mine: str, theirs: str) -> bool:
    """Whether one is the beginning of the other (Liz, Lizbeth), or has a slip of one letter or so in it."""
    one, other = folded(mine), folded(theirs)
    short, long = sorted((one, other), key=len)
    return (len(short) > 2 and long.startswith(short)) or SequenceMatcher(None, one, other).ratio() >= NEARLY


def _born(one: Traits, other: Traits) -> tuple[int, str]:
    mine, theirs = one.date_of_birth, other.date_of_birth
    if mine is None or theirs is None:
        return UNKNOWN, ""
    if mine == theirs:
        return 40, "the same date of birth"
    if (mine.year, mine.day, mine.month) == (theirs.year, theirs.month, theirs.day):
        return 28, "day and month of birth the other way round"
    differs = sum(a != b for a, b in zip(mine.isoformat(), theirs.isoformat(), strict=True))
    if differs == 1:
        return 20, "dates of birth that differ in one digit"
    return -40, "different dates of birth"


def _same(what: str, worth: int, mine: str, theirs: str, otherwise: int) -> tuple[int, str]:
    if not mine or not theirs:
        return 0, ""
    return (worth, f"the same {what}") if mine.casefold() == theirs.casefold() else (otherwise, "")


@lru_cache(maxsize=16384)
def _digits(phone: str) -> str:
    """The number without its spaces and its country: 0131 496 0000 and +44 131 496 0000 are the same."""
    digits = "".join(letter for letter in phone if letter.isdigit())
    return digits.removeprefix("0044").removeprefix("44") if phone.strip().startswith(("+", "00")) else digits[1:]
