"""Which column of a sheet is what, by its heading and its values together.

A heading that is known counts most; values that can be nothing else (a postcode, a date of birth) count where the
heading says nothing; values that contradict a heading take it back. Each target is given to the column that fits best.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sfph_desktop.core.domain.sheet_plans import ATTENDED, NOTES, REGISTER, ColumnPlan, may_repeat
from sfph_desktop.core.interchange.answer_days import days_beside
from sfph_desktop.core.interchange.answer_headings import Answer, Questionnaires, read_heading, repeated_numbers
from sfph_desktop.core.interchange.column_values import Values
from sfph_desktop.core.interchange.headers import key
from sfph_desktop.core.interchange.heading_words import SAYS_ALERT
from sfph_desktop.core.interchange.sheet_shape import Table
from sfph_desktop.core.interchange.targets import YES_NO, Target, target, targets

NEEDED, SURE = 5.0, 8.0
"""So many points make a guess, and so many a sure one."""
_NATURES: dict[str, tuple[tuple[str, float], ...]] = {
    "people.person_ref": (("ref", 4), ("different", 2)),
    "people.full_name": (("whole_name", 5), ("turned_name", 6)),
    "people.given_name": (("one_name", 2),),
    "people.family_name": (("one_name", 2),),
    "people.known_as": (("one_name", 1),),
    "people.date_of_birth": (("long_ago", 6),),
    "people.gender": (("gender", 5),),
    "people.postcode": (("postcode", 6),),
    "people.phone": (("phone", 5.5),),
    "people.email": (("email", 7),),
    "people.ethnic_group": (("ethnic", 5.5),),
    "people.notes": (("long", 2),),
    "assessments.stage": (("stage", 5.5),),
    "people.disability": (("yes_no", 2),),
    "people.care_experienced": (("yes_no", 2),),
    "episodes.start_date": (("lately", 2),),
    "episodes.end_date": (("lately", 2),),
}
"""By target: natures of values that speak for it, with the points when all values are so."""
_ALONE = frozenset(
    ("people.full_name", "people.date_of_birth", "people.postcode", "people.phone", "people.email", "people.gender",
     "people.ethnic_group", "people.person_ref")
)  # fmt: skip
"""Targets that values alone may be taken for, where the heading says nothing."""
OF_THE_FORM = frozenset(
    "submittername submitterid deviceid formversion attachmentspresent attachmentsexpected status reviewstate edits "
    "instanceid metainstanceid metainstancename key parentkey username simserial subscriberid instancename uuid".split()
)
"""Columns that a form's export adds of its own."""
_VETO = {"people.given_name": 0.3, "people.family_name": 0.3, "people.full_name": 0.3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What the columns of a sheet were taken for, as one kind of sheet."""

    kind: str
    columns: tuple[ColumnPlan, ...]
    points: float
    instrument: str = ""
    """Of all answers, where the headings name it or their wording or shape is that of just one."""

    @property
    def found(self) -> frozenset[str]:
        """The targets that are taken."""
        return frozenset(column.target for column in self.columns if column.target)


def guess(table: Table, values: Sequence[Values], kind: str, known: Questionnaires) -> Guess:
    """Take the columns of a table for what a sheet of this kind has."""
    taken: dict[int, tuple[str, float]] = {}
    instrument = ""
    if kind == REGISTER:
        taken = {place: (ATTENDED, SURE) for place, day in enumerate(table.dates) if day is not None}
    if target("assessments.item_1", kind) is not None:
        answers, instrument = _answers(table, values, kind, known, set(taken))
        taken |= answers
    taken |= _fitted(table, values, kind, taken)
    taken |= {place: (name, NEEDED) for place, name in days_beside(table, values, taken).items()}
    columns = []
    for place, heading in enumerate(table.headings):
        name, points = taken.get(place, ("", 0.0))
        sure = "" if not name else "sure" if points >= SURE else "likely"
        shown = heading or (f"(column {place + 1})" if values[place].filled else "")
        if shown:
            columns.append(
                ColumnPlan(heading=shown, place=place, target=name, sure=sure, examples=values[place].examples)
            )
    total = sum(points for _, points in taken.values())
    return Guess(kind=kind, columns=tuple(columns), points=total, instrument=instrument)


def _fitted(
    table: Table, values: Sequence[Values], kind: str, taken: Mapping[int, object]
) -> dict[int, tuple[str, float]]:
    """Give each target to the column that fits it best, the best fits first."""
    offers: list[tuple[float, int, str]] = []
    for place, heading in enumerate(table.headings):
        if place in taken or (table.dates[place] is not None and kind == REGISTER):
            continue
        for one in targets(kind):
            if one.id == ATTENDED:
                continue
            points = _points(one, heading, table.groups[place], values[place])
            if points >= NEEDED:
                offers.append((points, -place, one.id))
    found: dict[int, tuple[str, float]] = {}
    given: set[str] = set()
    for points, place, name in sorted(offers, reverse=True):
        if -place in found or (name in given and not (may_repeat(name) and points >= SURE)):
            continue
        found[-place] = (name, points)
        given.add(name)
    _consent_dates(table, values, kind, found)
    alerts = {place for place in found if key(table.headings[place]) in SAYS_ALERT}
    plain = {place: one for place, one in found.items() if place not in alerts}
    return {p: one for p, one in found.items() if one[0] != NOTES or p in alerts or not _second(plain, p)}


def _second(found: Mapping[int, tuple[str, float]], place: int) -> bool:
    """Whether another column, more surely or further left, is kept as notes already: the person may add this one."""
    mine = found[place]
    return any(
        name == NOTES and (points, -other) > (mine[1], -place)
        for other, (name, points) in found.items()
        if other != place
    )


def _points(one: Target, heading: str, group: str, values: Values) -> float:
    """How well a column fits a target."""
    if (heading.startswith("_") or key(heading) in OF_THE_FORM) and one.nature != "date":
        return 0.0  # what a form adds of its own: `_status`, `_notes`, `SubmitterName`
    said = _heading_points(one, heading, group)
    spoken = sum(points * _share(values, nature) for nature, points in _NATURES.get(one.id, ()))
    if said == 0:
        alone = one.id in _ALONE and values.filled >= 3 and (not key(heading) or spoken >= 5 or _no_word(heading))
        return spoken if alone and _not_against(one, values) else 0.0
    if values.filled and not _not_against(one, values):
        return said - 6 if said < 9.5 else said
    return said + min(spoken, 3.0)


def _share(values: Values, nature: str) -> float:
    if nature == "different":
        return values.different if values.full > 0.7 else 0.0
    return values.share(nature)


def _no_word(heading: str) -> bool:
    return re.fullmatch(r"(?:column|field|col)?\s*\w?\d*", heading.strip(), re.IGNORECASE) is not None


def _not_against(one: Target, values: Values) -> bool:
    """Whether the values may be of this target; a few that are not are told row by row."""
    if one.nature == "date":
        return values.share("day") >= 0.25 or values.share("year") + values.share("day") >= 0.5
    if one.nature in ("number", "whole", "share"):
        return values.share("number") + values.share("money") >= 0.4
    if one.id in YES_NO:
        return values.share("yes_no") >= 0.4
    if one.nature in ("choice", "yes_no") and one.name in ("disability", "care_experienced", "living_wage"):
        return values.share("yes_no") >= 0.3
    if one.id == "people.person_ref":
        return values.share("day") < 0.3 and values.share("long") < 0.2 and values.share("whole_name") < 0.6
    if one.id in _VETO:
        named = values.share("one_name") + values.share("whole_name") + values.share("turned_name")
        return named >= _VETO[one.id]
    if one.nature == "text":
        return values.share("day") < 0.6
    return True


def _heading_points(one: Target, heading: str, group: str) -> float:
    """What the heading says for a target: its own name, a word for it, a word within it, a slip of the pen."""
    plain = key(heading)
    if not plain:
        return 0.0
    if plain == one.name.replace("_", ""):
        return 10.0
    without = key(re.sub(r"\([^)]*\)|\[[^\]]*\]|[*?:]+$", "", heading.rpartition(": ")[2] or heading))
    if plain in one.words or without in one.words:
        return 8.0
    last = {key(re.split(cut, heading)[-1]) for cut in (r"[/:>]", r"[/:>-]")}
    if last & one.words:
        return 8.0
    if group and key(f"{group} {heading}") in one.words:
        return 8.0
    if group and key(f"{heading} {group}") in one.words:
        return 7.5
    ends = re.split(r"[^a-z0-9]+", heading.casefold().strip(" .*?:"))[-1]
    if one.id == "people.person_ref" and ends in ("ref", "reference", "id"):
        return 5.0
    longest = next((word for word in one.phrases if word in plain), "")
    if longest:
        return 4.0 + 3.0 * len(longest) / len(plain)
    if len(plain) >= 5 and any(
        abs(len(word) - len(plain)) <= 2 and SequenceMatcher(None, word, plain).ratio() >= 0.85 for word in one.phrases
    ):
        return 5.5
    return 0.0


def _consent_dates(table: Table, values: Sequence[Values], kind: str, found: dict[int, tuple[str, float]]) -> None:
    """A column of days beside a yes or no of consent, under the same group heading, is the day it was given."""
    given = {name for name, _ in found.values()}
    for place, (name, _) in list(found.items()):
        dated = YES_NO.get(name, "")
        if not dated or dated in given or target(dated, kind) is None or not table.groups[place]:
            continue
        for other, heading in enumerate(table.headings):
            alike = table.groups[other] == table.groups[place] and key(heading.rpartition(": ")[2]) in ("date", "on")
            if other not in found and alike and values[other].share("day") > 0.5:
                found[other] = (dated, NEEDED)
                break


# --- answers ----------------------------------------------------------------------------------------------------------


def _answers(
    table: Table, values: Sequence[Values], kind: str, known: Questionnaires, taken: set[int]
) -> tuple[dict[int, tuple[str, float]], str]:
    """The columns that are answers or scores, and the questionnaire they are of where it can be told."""
    read: dict[int, Answer] = {}
    for place, heading in enumerate(table.headings):
        if place not in taken and heading and table.dates[place] is None:
            answer = read_heading(heading, table.groups[place], known, values[place])
            if answer is not None:
                read[place] = answer
    named, worded = known.by_wording(
        ["" if place in taken else heading for place, heading in enumerate(table.headings)]
    )
    if named and len(worded) >= 2:
        for place, number in worded.items():
            if values[place].share("number") >= 0.5 or not values[place].filled:
                read[place] = Answer(item=number, instrument=named, sure=True)
    read = _plausible(read, table)
    if not read:
        return {}, ""
    grouped = kind != "assessments" or repeated_numbers(list(read.values()))
    instrument = _one_instrument(read, values, table, known)
    found: dict[int, tuple[str, float]] = {}
    given: set[str] = set()
    for place, answer in read.items():
        name = _named(answer, instrument, grouped=grouped)
        if name not in given:
            given.add(name)
            found[place] = (name, SURE if answer.sure else NEEDED + 1)
    return found, instrument


def _plausible(read: dict[int, Answer], table: Table) -> dict[int, Answer]:
    """Without what only looks like an answer: one question alone, a score that stands in no company."""
    items = [place for place, answer in read.items() if answer.item]
    if len(items) == 1 and not read[items[0]].instrument:
        del read[items[0]]
    kept = {}
    for place, answer in read.items():
        lone_total = not answer.item and not answer.instrument and not answer.stage and len(items) < 2
        if not lone_total or re.search(r"score", table.headings[place], re.IGNORECASE):
            kept[place] = answer
    return kept


def _one_instrument(read: Mapping[int, Answer], values: Sequence[Values], table: Table, known: Questionnaires) -> str:
    """The questionnaire of all answers: named in a heading, in a title, or the only one of this shape."""
    named = {answer.instrument for answer in read.values() if answer.instrument}
    if len(named) == 1:
        return next(iter(named))
    if named:
        return ""
    titles = " ".join(str(cell) for row in range(max(table.heading, 0)) for cell in table.grid.rows[row] if cell)
    spoken = known.named_in(f"{table.grid.name} {titles}")
    if spoken:
        return spoken
    items = {answer.item: values[place] for place, answer in read.items() if answer.item}
    words = {answer.item: table.headings[place] for place, answer in read.items() if answer.item}
    return known.by_shape(items, words)


def _named(answer: Answer, instrument: str, *, grouped: bool) -> str:
    column = f"item_{answer.item}" if answer.item else "score"
    if not grouped and answer.instrument in ("", instrument):
        return f"assessments.{column}"
    own = answer.instrument if answer.instrument != instrument else ""
    return f"assessments.{own}@{answer.stage}.{column}"
