"""The small-number guard: what a count may say once it leaves the machine.

Inside the machine (screen, JSON, evidence page) figures are exact. On paper a count below `THRESHOLD` could point to a
person, and so could the few who are left over, and so could nobody or everybody. `tell` is the one rule for a count and
its complement, `split` for a count in three parts, `guard_text` for a sentence that somebody else has written.

What the guard does not do: it looks at one document. Differences between documents need the ledger of releases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sfph_desktop.core.domain import small_numbers as rule
from sfph_desktop.core.domain.small_numbers import Open, left_open
from sfph_desktop.core.reports import wording

THRESHOLD = rule.THRESHOLD
NOTHING_BELOW = rule.NOTHING_BELOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A count as it may be told."""

    words: str
    """`31`, `31 of the 38`, `fewer than 5`, `more than 33 of the 38`, `some or none of the 7`."""
    exact: bool
    """Nothing was held back: a share, a range and anything worked out from the count may stand beside it."""
    low: int
    """The smallest count the words leave open; equal to `high` when exact. For drawing."""
    high: int


def tell(part: int, whole: int | None = None, *, guard: bool) -> Told:
    """A count, of a whole where there is one, as it may be told.

    Without the guard: exact. With it, a part below the threshold becomes `fewer than 5` (nobody included, because
    `nobody` tells something of each), a part that leaves fewer than the threshold over becomes `more than 33 of the 38`
    (everybody included). Of a whole below 9 nothing is said at all: it cannot be cut in two parts of five counts each.
    A zero and a four read alike, so what is hidden cannot be told from what is not there; only a whole office that had
    nobody says so (`disclosure.nobody_at_all`).
    """
    return in_words(left_open(part, whole) if guard else Open(part, part, exact=True), whole)


def in_words(count: Open, whole: int | None = None, of: str | None = None) -> Told:
    """A count in words, as far as it is left open; `of` stands in place of `of the 38` where the whole is not told."""
    if of is None:
        of = "" if whole is None else f" of the {wording.number(whole)}"
    if count.exact:
        words = f"{wording.number(count.low)}{of}"
    elif count.low:
        words = f"more than {wording.number(count.low - 1)}{of}"
    elif whole is not None and (whole < NOTHING_BELOW or count.high >= THRESHOLD):
        words = f"some or none of {f'fewer than {THRESHOLD}' if whole < THRESHOLD else f'the {whole}'}"
    else:
        words = f"fewer than {THRESHOLD}{of}"
    return Told(words=words, exact=count.exact, low=count.low, high=count.high)


def count(part: int, noun: str, *, guard: bool) -> str:
    """A count with its noun: `31 people`, `fewer than 5 people`, and without the guard `1 person`, `nobody`."""
    told = tell(part, guard=guard)
    if told.exact and part == 0 and noun == "person":
        return "nobody"
    return wording.counted(part, noun) if told.exact else f"{told.words} {wording.plural(noun, 2)}"


def share(
    part: int, whole: int, low: float | None = None, high: float | None = None, *, guard: bool, noun: str = "person"
) -> str:
    """A share with its counts, and its percentage and range only where the counts themselves may be told."""
    told = tell(part, whole, guard=guard)
    if told.exact:
        return wording.people_share(part, whole, low, high, noun=noun)
    return f"{told.words} {wording.plural(noun, 2)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """People in three parts as they may be told. None: not told apart; then `rest` holds same and worse together."""

    improved: Told
    same: int | None
    worse: int | None
    rest: int | None
    """Same and worse together, where that may be told."""


def split(improved: int, same: int, worse: int, *, guard: bool) -> Split:
    """Better, the same and worse. A part that is too small is told together with its neighbour, never left out.

    Leaving one of three parts out would hide nothing: it is the whole less the other two.
    """
    told = tell(improved, improved + same + worse, guard=guard)
    if not guard or min(improved, same, worse) >= THRESHOLD:
        return Split(improved=told, same=same, worse=worse, rest=same + worse)
    return Split(improved=told, same=None, worse=None, rest=same + worse if told.exact else None)


_NOT_PEOPLE = re.compile(
    r" (numbers|parameters|ranges|lines|values|measures|outcomes|targets|promises|weeks|months|days|years|points)\b"
)
_OF = re.compile(
    r"(?<!than )\b(\d[\d,]*) of (?:the |these |those )?(\d[\d,]*)(?P<after> eligible| of everybody)?"
    r"(?:(?P<words>(?: [a-z-]+){0,4}) \([^()]*%[^()]*\))?"
)
_FEW = re.compile(
    r"(?<![\d,.£])\b[0-4] "
    r"((?:(?:different|unique|eligible|named|unnamed|further|more|other|scored|first|second|dated) )*)"
    r"(people|persons?|m[ae]n|wom[ae]n|pairs?|assessments?|questionnaires?|episodes?|enrolments?|events?|members?|"
    r"participants?|child(?:ren)?|carers?|staff|volunteers?|visits?|attendances?)\b(?: (has|was|is|lies)\b)?"
)
_BETWEEN = re.compile(r"\b([Bb])etween \d+ and [0-4] (?=attendances|visits)")
_MANY = {"has": "have", "was": "were", "is": "are", "lies": "lie"}
_ONLY = re.compile(r"\b([Oo])nly fewer than")
_OTHERS = re.compile(r"\bthe other [0-4]\b")
_AS_THEY_ARE = ("people", "men", "women", "children", "staff")


def guard_text(text: str) -> str:
    """A finished sentence with its small counts held back: `3 of 12 men`, `2 assessments` and what gives them away."""

    def of(found: re.Match[str]) -> str:
        part, whole = (int(found.group(i).replace(",", "")) for i in (1, 2))
        told, after = tell(part, whole, guard=True), found.group("after") or ""
        if part > whole or told.exact or _NOT_PEOPLE.match(text, found.end()):
            return found.group(0)
        if after and part >= THRESHOLD and whole >= NOTHING_BELOW:
            all_but = f"all but a few of the{after}" if after == " eligible" else "all but a few of everybody"
            return all_but + (found.group("words") or "")
        return told.words + after + (found.group("words") or "")

    def few(found: re.Match[str]) -> str:
        what, noun, verb = found.groups()
        many = noun if noun in _AS_THEY_ARE or noun.endswith("s") else wording.plural(noun, 2)
        return f"fewer than {THRESHOLD} {what}{many}" + (f" {_MANY[verb]}" if verb else "")

    def only(found: re.Match[str]) -> str:
        return "Fewer than" if found.group(1) == "O" else "fewer than"

    def between(found: re.Match[str]) -> str:
        return f"{'F' if found.group(1) == 'B' else 'f'}ewer than {THRESHOLD} "

    text = _BETWEEN.sub(between, text)
    return _OTHERS.sub("the few others", _ONLY.sub(only, _FEW.sub(few, _OF.sub(of, text))))


def guarded(text: str, *, guard: bool) -> str:
    """`guard_text` where the guard is on; the text as it is where it is off."""
    return guard_text(text) if guard else text
