"""Who is missing: how groups of people are present among the eligible and among the pairs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from sfph_desktop.core.domain.impact import Group
from sfph_desktop.core.domain.impact_facts import PeopleColumns
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.toolkit.columns import DAY_ZERO, Ints, codes, positions, whole, whole_or

AGES = (
    (0, "people under 18"),
    (18, "people aged 18 to 24"),
    (25, "people aged 25 to 44"),
    (45, "people aged 45 to 64"),
    (65, "people aged 65 to 74"),
    (75, "people aged 75 and over"),
)
"""Lowest age of each band, and what it is called."""


class Groups:
    """Every person's age band, gender, disability and ethnic group as codes, ready to be counted.

    Ages are those on day `on`. People for whom something was not recorded are in no group of that kind.
    """

    def __init__(self, people: PeopleColumns, on: int) -> None:
        self._ids = whole(people.id)
        self._kinds: list[tuple[Ints, list[str]]] = [age_bands(people.birth_day, on)]
        for words, phrase in (
            (people.gender, "people whose gender is {}"),
            (people.disability, "people whose answer on disability is {}"),
            (people.ethnic_group, "people whose ethnic group is {}"),
        ):
            self._kinds.append(_named(words, phrase))

    def count(self, eligible: Ints, pairs: Ints) -> tuple[Group, ...]:
        """How each group is present among the eligible and among those with a pair, both given as ids of people."""
        among, with_pair = positions(eligible, self._ids), positions(pairs, self._ids)
        found: list[Group] = []
        for code, names in self._kinds:
            due = np.bincount(code[among[among >= 0]], minlength=len(names))
            done = np.bincount(code[with_pair[with_pair >= 0]], minlength=len(names))
            found += [
                Group(name=name, eligible=int(due[i]), pairs=int(done[i]))
                for i, name in enumerate(names)
                if name and due[i]
            ]
        return tuple(found)


def _named(words: Sequence[str], phrase: str) -> tuple[Ints, list[str]]:
    """Codes of a column of words, in alphabetical order; the blank word has no name."""
    code, names = codes([word.strip() for word in words])
    order = sorted(range(len(names)), key=lambda i: names[i].casefold())
    rank = np.empty(max(1, len(names)), dtype=np.int64)
    rank[order] = np.arange(len(names))
    return rank[code], [phrase.format(names[i]) if names[i] else "" for i in order]


def age_bands(births: Sequence[int | None], on: int) -> tuple[Ints, list[str]]:
    """Codes of age bands by exact birthdays; the code past the last band is for unknown dates of birth."""
    born = whole_or(births, DAY_ZERO)
    latest = [birthday_before(on, age) for age, _ in reversed(AGES)]
    band = len(AGES) - 1 - np.searchsorted(np.array(latest), born, side="left")
    return np.where(band < 0, len(AGES), band), [name for _, name in AGES] + [""]


def birthday_before(on: int, age: int) -> int:
    """The last day of birth on which somebody is at least `age` on day `on`; born on 29 February counts as 1 March."""
    day = from_day(on)
    year = max(1, day.year - age)
    if (day.month, day.day) == (2, 29):
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return to_day(date(year, 2, 29 if leap else 28))
    return to_day(date(year, day.month, day.day))
