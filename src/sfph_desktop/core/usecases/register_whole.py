"""A whole register at once, as from a list on paper: who was away, who walked in, how many came unnamed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.delivery_rules import day_problems, minutes_problems, note_problems, unnamed_problems
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.registers import AWAY, HERE, RegisterAt, RegisterPage, said_count
from sfph_desktop.core.usecases import registers as one_by_one
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refs_by_name import whose_reference
from sfph_desktop.core.usecases.refusals import problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.reports.blocks import Document
    from sfph_desktop.core.store.unit_of_work import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a list on paper says. People are named by their references."""

    away: tuple[tuple[str, str], ...] = ()
    """Reference and reason; the reason may be blank."""
    here: tuple[str, ...] = ()
    """Members who are here, where the group takes everybody to be away unless marked."""
    walk_ins: tuple[str, ...] = ()
    unnamed: tuple[int, int] | None = None
    minutes: int | None = None
    """How long the session was; None: as long as usual."""
    note: str = ""
    finish: bool = True
    """The list is whole; otherwise the register stays open."""


def read_unnamed(text: str) -> tuple[int, int]:
    """`2` or `2-3` as the least and the most. Raises UserCanFix for anything else, and for what cannot be."""
    found = re.fullmatch(r"\s*(\d{1,4})\s*(?:(?:-|\u2013|to)\s*(\d{1,4})\s*)?", text)
    if found is None:
        told = f"'{text}' is no count of people."
        refuse((problem("unnamed", text, told, "a number, or the least and the most, as 2-3"),))
        raise AssertionError
    low, high = int(found[1]), int(found[2] or found[1])
    refuse(unnamed_problems(low, high))
    return low, high


def take_register(office: Office, at: RegisterAt, said: Said) -> Done[RegisterPage]:
    """Take a register as one saved change, or add to one that is open.

    Raises UserCanFix, with a Problem for each name, when somebody is named twice, is not in the store, is away without
    being a member or walks in being one, could not be anywhere on that day; and when it has been taken already. Then
    nothing is changed.
    """
    with office.writing("Took a register") as unit:
        now = one_by_one.open_in(unit, office, at)
        if now.session.register == "taken":
            raise UserCanFix(
                what=f"The {now.title[:1].lower()}{now.title[1:]} is taken already.",
                do="Correct single lines in the window, or take it back with --undo and take it again.",
            )
        people = _checked(office, unit, now, said)
        for ref, reason in said.away:
            one_by_one.put(unit, now, people[ref].id, AWAY, **({"reason": reason} if reason else {}))
        for ref in (*said.here, *said.walk_ins):
            one_by_one.put(unit, now, people[ref].id, HERE)
        _say_of_session(unit, now, said)
        if said.finish:
            page = one_by_one.finish_in(unit, now)
        else:
            page = now.again(unit.connection)
            unit.why = f"{now.title}: {said_count(page)} so far"
    return saved(unit, page, f"{'Register taken' if said.finish else 'Marked'}: {said_count(page)}")


def _say_of_session(unit: Unit, now: one_by_one.Opened, said: Said) -> None:
    low, high = said.unnamed or (now.session.unnamed_low, now.session.unnamed_high)
    kept = replace(now.session, unnamed_low=low, unnamed_high=high)
    kept = replace(kept, minutes=said.minutes or kept.minutes, note=said.note.strip() or kept.note)
    refuse((*unnamed_problems(low, high), *minutes_problems(said.minutes), *note_problems(said.note)))
    unit.change("sessions", kept)


def _checked(office: Office, unit: Unit, now: one_by_one.Opened, said: Said) -> dict[str, ServiceUser]:
    """Everybody named, by reference; refuses the whole with all that is wrong."""
    from sfph_desktop.core.store.queries.groups import same_human

    found: list[Problem] = []
    people: dict[str, ServiceUser] = {}
    humans: dict[int, str] = {line.person_id: line.ref for line in now.page.lines if not line.member}
    members = {line.person_id: line for line in now.page.members}
    named = [*(("absent", ref) for ref, _ in said.away), *(("present", ref) for ref in said.here)]
    for column, ref in (*named, *(("walk_in", ref) for ref in said.walk_ins)):
        person = _named(unit, ref)
        if person is None:
            told = f"Nobody has the reference '{ref}'."
            meant = whose_reference(office, unit.connection, ref)
            found.append(problem(column, ref, told, meant or "the reference of somebody in the store, as P-0012"))
            continue
        same = same_human(unit.connection, person.id)
        twice = next((humans[other] for other in same if other in humans), None)
        if twice is not None:
            again = "named twice" if twice == ref else f"in the register already, as {twice}"
            found.append(problem(column, ref, f"{ref} is {again}.", "each person once"))
            continue
        people[ref] = person
        humans[person.id] = ref
        found += [*day_problems(now.session.date, person, column), *_place(column, ref, set(same), person, members)]
    refuse(tuple(found))
    return people


def _place(
    column: str, ref: str, same: set[int], person: ServiceUser, members: Mapping[int, object]
) -> tuple[Problem, ...]:
    """Whether somebody belongs where they are named: members are absent or present, all others walk in."""
    if column != "walk_in" and person.id not in members:
        told = f"{ref} is no member of the group on that day."
        return (problem(column, ref, told, "a member; somebody else who came is a walk-in"),)
    if column == "walk_in" and same & members.keys():
        told = f"{ref} is a member of the group."
        return (problem(column, ref, told, "somebody who does not belong to it; a member is here or absent"),)
    return ()


def _named(unit: Unit, ref: str) -> ServiceUser | None:
    from sfph_desktop.core.store.queries.refs import id_of
    from sfph_desktop.core.store.queries.values import value

    person_id = id_of(unit.connection, "people", ref)
    return None if person_id is None else value(unit.connection, "people", person_id)


def print_register(office: Office, at: RegisterAt, out: Path, *, large_print: bool = False) -> Path:
    """Write a register as a PDF: to be ticked while it is not taken, else as it was taken. Where it is.

    Raises UserCanFix when a name cannot be printed or the file not be written; nothing is left then.
    """
    from sfph_desktop.core.reports.pdf import write_pdf

    write_pdf(_paper(office, at, large_print=large_print), out)
    return out


def register_on_paper(office: Office, at: RegisterAt, *, large_print: bool = False) -> bytes:
    """The same PDF, in memory: for the printer nothing of anybody is put into a file."""
    from sfph_desktop.core.reports.pdf import pdf_bytes

    return pdf_bytes(_paper(office, at, large_print=large_print))


def paper_pages(pdf: bytes, dpi: int) -> tuple[bytes, ...]:
    """Each page of a PDF in memory as a PNG."""
    from sfph_desktop.core.reports.pages import page_images

    return page_images(pdf, dpi)


def _paper(office: Office, at: RegisterAt, *, large_print: bool) -> Document:
    from sfph_desktop.core.reports.register_paper import register_document

    info = office.info()
    page = one_by_one.register_page(office, at)
    return register_document(page, info.name, sample=info.sample, large_print=large_print, made_at=office.clock.now())
