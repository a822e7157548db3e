"""Numbers as plain words: the only place where a printed figure is rounded.

British English, for a reader of about twelve. A share always carries its counts (`31 of the 38 people (82 %)`), money
carries its pound sign, and a minus is a real minus. Nothing here knows a figure of the toolkit; `statements.py` does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sfph_desktop.core.domain.values import Period, said_day

TOO_FEW = "too few to say"

_PLURALS = {
    "person": "people",
    "child": "children",
    "man": "men",
    "woman": "women",
    "half": "halves",
    "tonne of CO2e": "tonnes of CO2e",
}
_ISO_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_MONTHS = "January February March April May June July August September October November December".split()
_DAY_ALONE = re.compile(rf"\d{{1,2}} (?:{'|'.join(_MONTHS)}) \d{{4}}")


def rounded(amount: float, decimals: int = 0) -> Decimal:
    """The amount rounded half up, as people round, never half to even; -0 becomes 0."""
    exact = Decimal(repr(float(amount))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(exact) if exact == 0 else exact


def number(amount: float, decimals: int = 0, *, sign: bool = False) -> str:
    """A number with commas between thousands and a real minus; `sign` puts a plus before what is above zero."""
    exact = rounded(amount, decimals)
    before = "−" if exact < 0 else "+" if sign and exact > 0 else ""
    return f"{before}{abs(exact):,}"


def rounding_note(*sums: tuple[Sequence[float], float]) -> str:
    """What is said beneath sums of which printed parts do not come to the printed whole; blank where all do."""
    if all(sum(map(rounded, parts)) == rounded(whole) for parts, whole in sums):
        return ""
    return "Each amount is rounded by itself, so the sum of them can differ by a pound or two from what is printed."


def quantity(amount: float) -> str:
    """A measured amount with no more decimals than it needs: 3,120 or 84.5 or 3.1 or 0.25."""
    size = abs(amount)
    decimals = 0 if size >= 100 or float(amount).is_integer() else 1 if size >= 1 else 2
    return number(amount, decimals)


def plural(noun: str, count: float) -> str:
    """The noun as it stands after that count: 1 person, 2 people, 2 enquiries."""
    if count == 1:
        return noun
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def counted(count: int, noun: str) -> str:
    """A count with its noun: `1 person`, `1,240 visits`, `no events`."""
    return f"no {plural(noun, 0)}" if count == 0 else f"{number(count)} {plural(noun, count)}"


def percent(share: float) -> str:
    """A share between 0 and 1 as whole per cent; never standing alone, and never 0 or 100 when it is not quite."""
    if 0 < share < 0.005:
        return "under 1 %"
    if 0.995 <= share < 1:
        return "over 99 %"
    return f"{number(share * 100)} %"


def likely_range(low: float, high: float) -> str:
    """A likely range of shares: `likely range 67 % to 91 %`."""
    return f"likely range {percent(low)} to {percent(high)}"


def share_note(part: int, whole: int, low: float | None = None, high: float | None = None) -> str:
    """What stands in brackets behind `31 of the 38 people`: `82 %, likely range 67 % to 91 %`."""
    if not whole:
        return ""
    said = percent(part / whole)
    return said if low is None or high is None else f"{said}, {likely_range(low, high)}"


def people_share(
    part: int, whole: int, low: float | None = None, high: float | None = None, *, noun: str = "person"
) -> str:
    """A share with its counts and, where it has one, its range.

    >>> people_share(31, 38, 0.67, 0.91)
    '31 of the 38 people (82 %, likely range 67 % to 91 %)'
    """
    if not whole:
        return f"none of 0 {plural(noun, 0)}"
    return f"{number(part)} of the {number(whole)} {plural(noun, whole)} ({share_note(part, whole, low, high)})"


def in_a_hundred(share: float) -> str:
    """A share that has no counts behind it, such as an adjustment: `30 of every 100`, `2.5 of every 100`."""
    hundred = share * 100
    return f"{number(hundred, 0 if rounded(hundred, 1) == rounded(hundred) else 1)} of every 100"


def money(pounds: float) -> str:
    """Pounds in full: `£14,820`; with pence only below ten pounds when there are some: `£4.60`."""
    pence = abs(rounded(pounds, 2)) < 10 and rounded(pounds, 2) != rounded(pounds)
    said = number(abs(pounds), 2 if pence else 0)
    return f"{'−' if rounded(pounds, 2 if pence else 0) < 0 else ''}£{said}"


def rough_money(pounds: float) -> str:
    """Pounds as people say them, to two figures: `£15,000`, `£1.2 million`; under £100 in full."""
    size = abs(pounds)
    if size < 100:
        return money(rounded(pounds).__float__())
    if size >= 999_500:
        return f"{'−' if pounds < 0 else ''}£{number(size / 1_000_000, 1)} million"
    step = 10 ** (math.floor(math.log10(size)) - 1)
    return money(float(rounded(pounds / step)) * step)


def about_money(pounds: float) -> str:
    """`about £15,000`; an amount that two figures say exactly goes without the `about`."""
    said = rough_money(pounds)
    return said if money(pounds) == said else f"about {said}"


def money_range(low: float, high: float) -> str:
    """A range of pounds, each to two figures: `£11,000 to £21,000`."""
    return f"{rough_money(low)} to {rough_money(high)}"


def times(ratio: float) -> str:
    """A ratio with one decimal and its word: `2.4 times`."""
    return f"{number(ratio, 1)} times"


def decimals_for(spread: float) -> int:
    """How many decimals a score deserves, given how far apart the printed numbers are."""
    return 0 if spread >= 50 else 1 if spread >= 0.5 else 2


def weeks(span: float) -> str:
    """A length of time in whole weeks; under a fortnight in days: `19 weeks`, `10 days`."""
    return counted(int(rounded(span * 7)), "day") if span < 2 else counted(int(rounded(span)), "week")


def months(span: float) -> str:
    """A length of time in whole months, at least one: `8 months`; from three years on in years."""
    if span >= 36:
        return f"{quantity(float(rounded(span / 12, 1)))} years"
    return counted(max(1, int(rounded(span))), "month")


def years(span: float) -> str:
    """A length of time in years: `1 year`, `2.5 years`."""
    return f"{quantity(span)} {plural('year', span)}"


def day(when: date) -> str:
    """A date: `1 April 2025`."""
    return said_day(when)


def whole_day(text: str) -> str:
    """A text that is a date and no more, with fixed blanks, so that a narrow column does not break it."""
    return text.replace(" ", "\N{NO-BREAK SPACE}") if _DAY_ALONE.fullmatch(text) else text


def period(span: Period) -> str:
    """A period in full: `1 April 2025 to 31 March 2026`."""
    return f"{day(span.start)} to {day(span.end)}"


def plain_dates(text: str) -> str:
    """A text with its ISO dates (2025-04-01) written out (1 April 2025); what is no date of the calendar stays."""

    def written(found: re.Match[str]) -> str:
        try:
            return day(date.fromisoformat(found.group()))
        except ValueError:
            return found.group()

    return _ISO_DATE.sub(written, text)


def name_list(names: Sequence[str], joiner: str = "and") -> str:
    """Names in a row: `a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joiner} {names[-1]}"


def capital(text: str) -> str:
    """The text with its first letter large, the rest as it was."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text as a sentence: first letter large, a full stop at the end."""
    bare = text.strip()
    return capital(bare) + ("" if not bare or bare.endswith((".", "!", "?")) else ".")


def sentences(*parts: str) -> str:
    """Parts joined into running text, blank ones left out."""
    return " ".join(sentence(part) for part in parts if part.strip())


EVIDENCE_LEVELS = (
    "a claim without data",
    "what we do and why it should work, with counts",
    "measured before and after",
    "measured before and after, and compared with others",
    "compared with others, and confirmed by an independent evaluation",
)


def evidence_level(level: int) -> str:
    """How strong the evidence is, in words: `level 2 of 4: measured before and after`."""
    return f"level {level} of 4: {EVIDENCE_LEVELS[level]}"
