"""Who changed what and when, in plain words: in a person's whole record, or in one record of any kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.person_page import HistoryLine
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.history_words import FIELDS, KINDS, SKIPPED, WHICH, Kind, spoken_field
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.person import is_manager

if TYPE_CHECKING:
    from sfph_desktop.core.store.queries.changes import Change, Occasion
    from sfph_desktop.core.store.unit_of_work import Connection

MOST = 200
"""So many saved changes are told; the history of all of them is in Settings."""
ONE_BY_ONE = 3
"""More new records of one kind in one saved change are counted instead of named."""
TOLD = frozenset({"people", *KINDS})
"""Kinds that can be asked for by themselves."""


def person_history(office: Office, person_id: int, limit: int = MOST) -> tuple[HistoryLine, ...]:
    """Every saved change of a person and of everything in their record, the newest first, at most `limit`."""
    from sfph_desktop.core.store.queries.changes import about_person

    with office.reading() as connection:
        return _told(office, connection, about_person(connection, person_id, limit), "people")


def record_history(office: Office, kind: str, record_id: int, limit: int = MOST) -> tuple[HistoryLine, ...]:
    """Every saved change of one record, with its attendances or members, the newest first, at most `limit`.

    `kind` is that of the store: sessions, episodes, assessments, groups ... Raises UserCanFix for another.
    """
    from sfph_desktop.core.store.queries.changes import about_record

    if kind not in TOLD:
        raise UserCanFix(what=f"There is no history of '{kind}'.", do=f"Choose one of: {', '.join(sorted(TOLD))}.")
    if kind == "people":
        return person_history(office, record_id, limit)
    with office.reading() as connection:
        return _told(office, connection, about_record(connection, kind, record_id, limit), kind, together=True)


def unit_lines(office: Office, unit_ids: Sequence[int]) -> tuple[HistoryLine, ...]:
    """What these saved changes did, the newest first."""
    from sfph_desktop.core.store.queries.changes import about_units

    with office.reading() as connection:
        return _told(office, connection, about_units(connection, unit_ids), "")


def find_record(office: Office, kind: str, called: str) -> int:
    """The id of the record of a kind that people call so, or whose id it is, also of one that was removed.

    Raises UserCanFix when there is none, or several are called so.
    """
    from sfph_desktop.core.store.queries.changes import find_called

    if kind not in TOLD:
        raise UserCanFix(what=f"There is no history of '{kind}'.", do=f"Choose one of: {', '.join(sorted(TOLD))}.")
    with office.reading() as connection:
        found = find_called(connection, kind, called.strip())
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(str(one) for one in found)
        raise UserCanFix(what=f"Several are called '{called}'.", do=f"Give the number of one of them: {ids}.")
    if called.strip().isdecimal():
        return int(called)
    name = KINDS[kind].name
    raise UserCanFix(what=f"There is no {name} '{called}'.", do=f"See what there is, with its numbers: {_LISTED}")


_LISTED = "sfph list KIND --json."


def _told(
    office: Office, connection: Connection, occasions: Sequence[Occasion], own: str, *, together: bool = False
) -> tuple[HistoryLine, ...]:
    """The occasions in words; `together` tells the steps of one piece of work that stand in one line."""
    teller = _Teller(office, connection, occasions, own)
    lines = []
    for parts in _pieces_of_work(occasions) if together else [[one] for one in occasions]:
        newest = parts[0]
        said = tuple(teller.said([change for one in reversed(parts) for change in one.changes]))
        if said:
            lines.append(
                HistoryLine(
                    unit_id=newest.unit_id,
                    at=newest.at,
                    who=newest.who,
                    said=said,
                    undone=newest.undone,
                    steps=len(parts),
                    came_with=newest.import_said,
                )
            )
    return tuple(lines)


def _pieces_of_work(occasions: Sequence[Occasion]) -> list[list[Occasion]]:
    """Occasions that follow one another as steps of one piece of work by one person, as the marks of a register."""
    pieces: list[list[Occasion]] = []
    for one in occasions:
        before = pieces[-1][-1] if pieces else None
        same = before is not None and (one.series, one.who, one.undone) == (before.series, before.who, before.undone)
        if same and one.series and not one.undone:
            pieces[-1].append(one)
        else:
            pieces.append([one])
    return pieces


@dataclass(frozen=True, slots=True)
class _Read:
    """A change with its records as values of the domain."""

    kind: str
    record_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def either(self) -> dict[str, Any]:
        return self.after if self.after is not None else self.before or {}


class _Teller:
    """Says changes in words, with the names of what they speak of."""

    def __init__(self, office: Office, connection: Connection, occasions: Iterable[Occasion], own: str) -> None:
        self._own = own
        self._who, self._manager = office.who, is_manager(office)
        self._codes = _codes(office)
        self._names = _names(connection, [change for occasion in occasions for change in occasion.changes])

    def said(self, changes: Sequence[Change]) -> Iterable[str]:
        """What one unit of work did: what was added and taken out, counted where it is much; what was changed."""
        read = [_read(change) for change in changes if change.kind in TOLD]
        made = {(one.kind, one.record_id) for one in read if one.before is None}
        for kind in dict.fromkeys(one.kind for one in read):
            here = [one for one in read if one.kind == kind]
            yield from self._counted("added", [one for one in here if one.before is None])
            yield from self._counted("took out", [one for one in here if one.after is None])
            for one in here:
                if one.before is not None and one.after is not None and (kind, one.record_id) not in made:
                    yield from self._changed(one)

    def _counted(self, verb: str, changes: Sequence[_Read]) -> Iterable[str]:
        if not changes:
            return
        kind = self._kind(changes[0].kind)
        if len(changes) > ONE_BY_ONE:
            yield f"{verb} {len(changes)} {kind.many}"
            return
        for one in changes:
            yield f"{verb} {kind.the if one.kind == self._own else kind.one}{self._which(one)}"

    def _changed(self, change: _Read) -> Iterable[str]:
        before, after = change.before or {}, change.after or {}
        first = "" if change.kind == self._own else f"{self._kind(change.kind).name}{self._which(change)}: "
        if change.kind == "notes" and (before.get("private") or after.get("private")):
            # What it says stands in the record, for those who may read it; what is told here may be printed or sent.
            yield "changed a private note"
            return
        for field in after:
            if field in SKIPPED or field not in before or before[field] == after[field]:
                continue
            yield first + self._field(field, before[field], after[field])

    def _field(self, field: str, was: Any, now: Any) -> str:
        name = FIELDS.get(field, field.replace("_", " "))
        if field in {"answers", "scores", "funding"}:
            return f"{name} corrected"
        old, new = self._value(field, was), self._value(field, now)
        if not old:
            return f"{name} set to {new}"
        return f"{name} {old} taken out" if not new else f"{name} {old} became {new}"

    def _value(self, field: str, value: Any) -> str:
        if field in WHICH and value is not None:
            return self._names.get((WHICH[field], int(value)), "somebody who was removed since")
        return self._codes.get(str(value), spoken_field(field, value))

    def _which(self, change: _Read) -> str:
        """Which record of its kind it is, after a blank; nothing where the kind says it all."""
        value = change.either
        if change.kind == self._own or (change.kind == "notes" and not self._readable(value)):
            return ""
        fields = [field for field in self._kind(change.kind).which if WHICH.get(field) != self._own]
        words = [self._value(field, value.get(field)) for field in fields]
        words = [word for word in words if word]
        return f" ({', '.join(words)})" if words else ""

    def _readable(self, *notes: Mapping[str, Any]) -> bool:
        return self._manager or all(not note.get("private") or note.get("author") == self._who for note in notes)

    def _kind(self, kind: str) -> Kind:
        return KINDS[kind]


def _read(change: Change) -> _Read:
    from sfph_desktop.core.store.queries.changes import values_of_change

    def values(row: Mapping[str, Any] | None) -> dict[str, Any] | None:
        return None if row is None else values_of_change(change.kind, row)

    return _Read(change.kind, change.record_id, values(change.before), values(change.after))


def _codes(office: Office) -> dict[str, str]:
    """The names behind the codes of councils and questionnaires."""
    lists = ("local_authorities", "health_boards", "integration_authorities")
    found = {row["code"]: row["name"] for name in lists for row in office.library.code_list(name)}
    found |= {name: one.abbreviation or one.name for name, one in office.library.instruments().items()}
    return found | {name: one.title for name, one in office.library.unit_values().items()}


def _names(connection: Connection, changes: Iterable[Change]) -> dict[tuple[str, int], str]:
    """How the people, sessions, groups and partners are called that the changes speak of by id."""
    from sfph_desktop.core.store.queries.person_record import called

    wanted: dict[str, set[int]] = {}
    for change in changes:
        for row in (change.before, change.after):
            for column, kind in WHICH.items():
                if row and row.get(column) is not None:
                    wanted.setdefault(kind, set()).add(int(row[column]))
    return {
        (kind, record): f"{name}, {day:%d/%m/%Y}" if isinstance(day, date) else name
        for kind, ids in wanted.items()
        for record, (name, day) in called(connection, kind, ids).items()
    }
