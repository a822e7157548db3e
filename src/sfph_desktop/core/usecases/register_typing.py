"""What is being typed in a register: kept at every letter, and taken up when the register is opened after a stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sfph_desktop.core.domain.being_typed import UNNAMED, WALK_IN, BeingTyped
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.registers import RegisterAt, RegisterPage
from sfph_desktop.core.usecases import registers
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import problem, refused


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenUp:
    """A register that was opened, with what was being typed in it when the program stopped."""

    page: RegisterPage
    kept: tuple[BeingTyped, ...] = ()
    """Kept now as any other change, field by field; each can be undone."""
    left: tuple[BeingTyped, ...] = ()
    """What cannot be kept as it stands (`4000` minutes, half a count, who is being looked for): it stays as typed."""
    lost: tuple[BeingTyped, ...] = ()
    """What has no line to stand on any more, since the person is in this register no longer: told, and forgotten."""
    units: tuple[int, ...] = ()
    """The units in which it was kept."""

    @property
    def said(self) -> str:
        """All of it in plain words, for whoever opened the register; blank when nothing was being typed."""
        names = {line.person_id: line.name for line in self.page.lines}
        parts = []
        if self.kept:
            listed = ", ".join(_said(one, names) for one in self.kept)
            parts.append(f"What was being typed when this register was last open is kept: {listed}.")
        if self.left:
            listed = ", ".join(_said(one, names) for one in self.left)
            parts.append(f"What was being typed when this register was last open stands as it was typed: {listed}.")
        parts += [f"“{one.words}” was being typed about somebody who is not in this register now." for one in self.lost]
        return " ".join(parts)


def note_typing(office: Office, at: RegisterAt, typed: Sequence[BeingTyped], gone: Sequence[BeingTyped] = ()) -> None:
    """Keep what stands in these fields, and forget those of `gone`. No change of the register: that comes on leaving.

    Raises UserCanFix when the register's group or session is not in the store any more.
    """
    from sfph_desktop.core.store import being_typed

    with office.reading() as connection:
        place = registers.place_of(connection, at)
    if typed:
        being_typed.note(office.store, place, [replace(one, who=office.who) for one in typed])
    if gone:
        being_typed.drop(office.store, place, [(one.field, one.person_id) for one in gone])


def take_up(office: Office, at: RegisterAt) -> Done[TakenUp]:
    """Open a register; what was being typed in it when the program stopped is kept as if its field had been left.

    Raises UserCanFix as `registers.register_page`.
    """
    from sfph_desktop.core.store import being_typed

    with office.reading() as connection:
        place = registers.place_of(connection, at)
        standing = being_typed.standing(connection, place)
    page = registers.register_page(office, at)
    kept: list[BeingTyped] = []
    left: list[BeingTyped] = []
    lost: list[BeingTyped] = []
    changed: frozenset[str] = frozenset()
    units: list[int] = []
    for one in standing:
        if one.person_id and not any(line.person_id == one.person_id for line in page.lines):
            being_typed.drop(office.store, place, [(one.field, one.person_id)])
            lost.append(one)
            continue
        try:
            done = _keep(office, at, one)
        except UserCanFix:
            left.append(one)
            continue
        if done is None:
            left.append(one)
            continue
        page, changed = done.value, changed | done.changed
        units += [done.unit_id] if done.unit_id else []
        kept.append(one)
    found = TakenUp(page=page, kept=tuple(kept), left=tuple(left), lost=tuple(lost), units=tuple(units))
    return Done(value=found, changed=changed, unit_id=units[-1] if units else 0, why=found.said)


def broken_off(office: Office) -> tuple[RegisterAt, str] | None:
    """The register in which something was being typed when the program stopped, with its name and day in words.

    None when there is none; opening it is what keeps the words (`take_up`).
    """
    from sfph_desktop.core.store import being_typed

    with office.reading() as connection:
        place = being_typed.newest_place(connection)
    if place is None:
        return None
    at = RegisterAt(day=place.day, group_id=place.group_id, session_id=place.session_id)
    page = registers.register_page(office, at)
    return page.at, f"{page.title}, {place.day.day} {place.day:%B %Y}"


def _keep(office: Office, at: RegisterAt, one: BeingTyped) -> Done[RegisterPage] | None:
    """Keep one field as if it had been left; None for what is no change of a register. Raises UserCanFix."""
    if one.field == WALK_IN:
        return None
    if one.field == UNNAMED:
        from sfph_desktop.core.usecases.register_whole import read_unnamed

        return registers.count_unnamed(office, at, *read_unnamed(one.words or "0"))
    if one.field == "minutes":
        return registers.say_minutes(office, at, one.person_id, _minutes(one.words))
    say = registers.say_note if one.field == "note" else registers.say_reason
    return say(office, at, one.person_id, one.words)


def _minutes(words: str) -> int | None:
    text = words.strip()
    if text and not (text.isascii() and text.isdigit()):
        told = f"'{text}' is not a number of minutes"
        raise refused((problem("minutes", text, told, "a whole number in figures"),))
    return int(text) if text else None


def _said(one: BeingTyped, names: Mapping[int, str]) -> str:
    if one.field == UNNAMED:
        return "how many came unnamed"
    if one.field == WALK_IN:
        return "who walked in"
    what = {"minutes": "the minutes", "note": "the note", "reason": "the reason"}[one.field]
    return f"{what} of {names.get(one.person_id, 'somebody')}"
