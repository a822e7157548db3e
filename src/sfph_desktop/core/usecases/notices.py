"""Notices brought in from a file: each made an opportunity, or put together with the one that it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.opportunities import Detail, NoticeRelease, Opportunity, OpportunityId
from sfph_desktop.core.domain.opportunity_rules import doubts
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.history_words import FIELDS, spoken_field
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.opportunities import add_fresh, opportunity_of, references, set_parts
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.interchange.ocds import Told
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

Release = Mapping[str, Any]
TOLD_ONE_BY_ONE = 200
"""Doubts about single notices that are told after an import; the others stand on their pages."""
_OURS = frozenset("id opportunity_ref decision decision_reason decided_on decided_by decided_with note route".split())
"""Fields that no notice fills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """What became of one process of a file."""

    fate: str
    """added, changed, same, or passed_over, where other codes were asked for."""
    opportunity: Opportunity
    notices: int
    """Publications about it in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesRead:
    """What bringing in a file did."""

    file: str
    lines: tuple[NoticeLine, ...]

    def count(self, fate: str) -> int:
        """How many processes of the file had this fate."""
        return sum(line.fate == fate for line in self.lines)


def import_notices(
    office: Office, file: Path, codes: Sequence[str] = (), progress: Progress = silent, *, choose_from: int = 0
) -> Done[NoticesRead]:
    """Bring in a file of notices (OCDS); the same file again changes nothing.

    With `codes`, only what has a code (CPV) that begins with one of them; `choose_from`: only where the file is about
    more processes than so many. A notice about a process that is known is put
    together with those read before, by their dates; what it does not speak of stays. What is not right is told as
    problems. Raises UserCanFix when the file holds no notice; nothing is in then.
    """
    from sfph_desktop.core.interchange.notices import read_notices
    from sfph_desktop.core.store.queries.opportunities import ids_by_ocid

    found = read_notices(file, progress=progress)
    processes: dict[str, list[Release]] = {}
    for release in found.releases:
        processes.setdefault(release["ocid"], []).append(release)
    told: list[Problem] = []
    lines = []
    chosen = tuple(codes) if len(processes) > choose_from else ()
    with office.writing(f"Brought in notices from {found.name}") as unit:
        known, refs = ids_by_ocid(unit.connection), references(unit.connection)
        for number, (ocid, releases) in enumerate(processes.items(), start=1):
            progress(number, len(processes), f"Notice {number} of {len(processes)}")
            work = _Work(office=office, unit=unit, file=found.name, told=told, codes=chosen, refs=refs)
            lines.append(work.take(releases, known.get(ocid)))
    read = NoticesRead(file=found.name, lines=tuple(lines))
    said = f"{_counted(read.count('added'))} added, {read.count('changed')} brought up to date"
    doubtful = (*found.warnings, *told[:TOLD_ONE_BY_ONE])
    return saved(unit, read, said, problems=doubtful)


def _counted(number: int) -> str:
    return f"{number} {'opportunity' if number == 1 else 'opportunities'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """One file being brought in."""

    office: Office
    unit: Unit
    file: str
    told: list[Problem]
    codes: tuple[str, ...]
    refs: Iterator[str]

    def take(self, releases: Sequence[Release], known: int | None) -> NoticeLine:
        """The notices of one process."""
        if known is not None:
            return self._bring_together(releases, known)
        told = _told(releases)
        wanted = [one.code for one in told.details if one.kind == "code"]
        if self.codes and not any(code.startswith(self.codes) for code in wanted):
            return NoticeLine(fate="passed_over", opportunity=told.opportunity, notices=len(releases))
        kept = add_fresh(self.unit, _whole(told.opportunity), next(self.refs))
        self._keep_parts(kept.id, told, fresh=True)
        self._keep_releases(kept.id, releases)
        self._doubt(kept, told)
        return NoticeLine(fate="added", opportunity=kept, notices=len(releases))

    def _bring_together(self, releases: Sequence[Release], known: int) -> NoticeLine:
        connection = self.unit.connection
        kept = opportunity_of(connection, known)
        stored = _stored(connection, known)
        fresh = [one for one in releases if stored.get(_key(one), (0, None))[1] != one]
        if not fresh:
            return NoticeLine(fate="same", opportunity=kept, notices=len(releases))
        before = [release for _, release in stored.values()]
        replaced = {_key(one) for one in fresh}
        after = [release for key, (_, release) in stored.items() if key not in replaced] + fresh
        first, then = _told(before), _told(after)
        changed = self._changed(kept, first.opportunity, then.opportunity)
        if changed != kept:
            self.unit.change("opportunities", changed)
        if _parts(first) != _parts(then) or _passages(self.office, first) != _passages(self.office, then):
            self._keep_parts(known, then)
        self.unit.remove_many("notice_releases", [stored[key][0] for key in replaced if key in stored])
        self._keep_releases(known, fresh)
        self._doubt(changed, then)
        return NoticeLine(fate="changed", opportunity=changed, notices=len(releases))

    def _changed(self, kept: Opportunity, before: Opportunity, after: Opportunity) -> Opportunity:
        """What the notices now tell differently; what a person has written meanwhile is told when it goes."""
        fresh: dict[str, Any] = {}
        for field in fields(Opportunity):
            old, new = getattr(before, field.name), getattr(after, field.name)
            if field.name in _OURS or old == new:
                continue
            there = getattr(kept, field.name)
            fresh[field.name] = new
            if there not in (old, new, None, ""):
                name = FIELDS.get(field.name, field.name.replace("_", " "))
                was, now = spoken_field(field.name, there), spoken_field(field.name, new) or "nothing"
                reason = f"{kept.opportunity_ref}: the {name} was '{was}', written by hand; the notice says {now}."
                self.told.append(Problem(reason=reason, file=self.file, column=field.name))
        return replace(kept, **fresh)

    def _keep_parts(self, number: int, told: Told, *, fresh: bool = False) -> None:
        passages = _passages(self.office, told)
        set_parts(self.unit, "opportunity_lots", number, told.lots, fresh=fresh)
        set_parts(self.unit, "opportunity_criteria", number, told.criteria, fresh=fresh)
        set_parts(self.unit, "opportunity_details", number, (*told.details, *passages), fresh=fresh)

    def _keep_releases(self, number: int, releases: Iterable[Release]) -> None:
        day = self.office.clock.today()
        for key, one in {_key(one): one for one in releases}.items():
            self.unit.add("notice_releases", _kept(number, key, one, self.file, day))

    def _doubt(self, kept: Opportunity, told: Told) -> None:
        for doubt in doubts(kept, told.criteria):
            self.told.append(Problem(reason=f"{kept.opportunity_ref} ({kept.title[:60]}): {doubt}", file=self.file))


def _told(releases: Iterable[Release]) -> Told:
    from sfph_desktop.core.interchange.ocds import told_by

    return told_by(list(releases))


def _whole(found: Opportunity) -> Opportunity:
    return found if found.title.strip() else replace(found, title=f"Notice {found.ocid}")


def _parts(told: Told) -> tuple[object, ...]:
    return (told.lots, told.criteria, told.details)


def _passages(office: Office, told: Told) -> tuple[Detail, ...]:
    found = office.library.notice_words().passages(told.texts)
    return tuple(
        Detail(
            opportunity_id=OpportunityId(0),
            kind="passage",
            code=one.kind,
            text=one.words,
            place=one.place,
            position=number,
        )
        for number, one in enumerate(found, start=1)
    )


def _key(release: Release) -> str:
    """What tells a publication from the others of its process."""
    return str(release.get("id") or f"{release.get('date', '')} {' '.join(release.get('tag', ()))}".strip())


def _kept(number: int, key: str, release: Release, file: str, day: date) -> NoticeRelease:
    from sfph_desktop.core.interchange.ocds_pack import packed

    return NoticeRelease(
        opportunity_id=OpportunityId(number),
        ocid=release["ocid"],
        release_key=key,
        released_at=release.get("date", ""),
        tags=" ".join(release.get("tag", ())),
        file=file,
        read_on=day,
        content=packed(release),
    )


def _stored(connection: Connection, number: int) -> dict[str, tuple[int, dict[str, Any]]]:
    """The publications that were read before, by their key: the id of the record, and what it holds."""
    from sfph_desktop.core.interchange.ocds_pack import unpacked
    from sfph_desktop.core.store.queries.opportunities import parts_of

    kept: tuple[NoticeRelease, ...] = parts_of(connection, "notice_releases", number)
    return {one.release_key: (one.id, unpacked(one.content)) for one in kept}
